"""Which addresses of a list are dead, and which open the wrong thing?"""

from collections import Counter
from collections.abc import Iterable

from auditor.api import (
    Check,
    Evidence,
    Facts,
    FaultKind,
    Finding,
    Messages,
    Need,
    Opening,
    Params,
    Reason,
    Rule,
    Target,
    Visit,
    _,
)
from auditor_checks.links.wrong import Wrong
from auditor_checks.seen import of_visit, referred, why

_NO_HOST = frozenset({FaultKind.NXDOMAIN, FaultKind.NO_ADDRESS})
_NO_END = frozenset({FaultKind.REDIRECT_LOOP, FaultKind.TOO_MANY_REDIRECTS, FaultKind.BAD_REDIRECT})
_EXAMPLES = 20


class Listed(Check[Params]):
    """Which addresses of the operator's list do not open? One finding for a dead address, with the lines it stands on.

    What was blocked, failed once or lies inside an office is counted by reason, and nothing is concluded.
    """

    rule = Rule(
        id="links.listed",
        title=_("清单里打不开的地址"),
        why=_("清单里的地址要么还能用，要么该改、该删。"),
        fix=_("按行号找到这个地址：内容已搬走的改成新地址，已不存在的从清单和用到它的地方删去。"),
    )
    needs = frozenset({Need.LINKS})
    messages = Messages(
        met=_("清单里有 {checked} 个地址能打开"),
        status=_("{at} 的 {address} 返回 {status}"),
        no_host=_("{at} 的 {address}：域名 {host} 不存在"),
        no_end=_("{at} 的 {address} 一直跳转，到不了页面"),
        no_answer=_("{at} 的 {address} 连不上"),
        unsettled=_("清单里有 {count} 个地址这次没能确认是否打得开，不计为不符合"),
        left=_("清单里有 {count} 个地址超出本次范围，没有查看"),
        no_list=_("这次采集的是网站，没有清单"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.home() is not None:
            yield self.not_applicable(facts.portal, "no_list", Reason.NOTHING_TO_JUDGE)
            return
        opens = 0
        doubts: dict[Reason, list[Visit]] = {}
        counts: Counter[Reason] = Counter()
        for target in facts.targets():
            visit = target.visit
            if visit.opening is Opening.OPENS:
                opens += 1
            elif visit.opening is Opening.DEAD:
                yield self._dead(target)
            else:
                reason = why(visit)
                counts[reason] += 1
                if counts[reason] <= _EXAMPLES:
                    doubts.setdefault(reason, []).append(visit)
        if opens:
            yield self.met(facts.portal, "met", checked=opens)
        for reason in sorted(counts):
            message = "left" if reason is Reason.BUDGET else "unsettled"
            seen: list[Evidence] = [*self._lines(facts, doubts[reason])]
            subject = f"{facts.portal.home} {reason.value}"
            yield self.not_testable(subject, message, reason, count=counts[reason], evidence=seen)

    def _dead(self, target: Target) -> Finding:
        visit = target.visit
        kind = visit.fault.kind if visit.fault else None
        message = (
            "no_host"
            if kind in _NO_HOST
            else "no_end"
            if kind in _NO_END
            else "status"
            if visit.status >= 400
            else "no_answer"
        )
        return self.unmet(
            visit.url,
            message,
            at=", ".join(link.label for _page, link in target.referrers.examples),
            address=visit.url,
            status=visit.status,
            host=visit.url.split("/")[2],
            evidence=referred(visit, target.referrers),
        )

    @staticmethod
    def _lines(facts: Facts, visits: Iterable[Visit]) -> Iterable[Evidence]:
        for visit in visits:
            yield from referred(visit, facts.referrers(visit.url)) or (of_visit(visit),)


class ListedWrong(Wrong):
    """Which addresses of the operator's list open the wrong thing? As `links.wrong`, where there is no home page."""

    rule = Rule(
        id="links.listed-wrong",
        title=_("清单里打开后内容不对的地址"),
        why=Wrong.rule.why,
        fix=Wrong.rule.fix,
    )
    needs = frozenset({Need.LINKS})
    messages = Messages(
        **{
            **Wrong.messages,
            "unsettled": _("清单里的 {unsettled} 个地址都没能确认是否打得开，不能断定内容对不对，不计为不符合"),
        }
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        for finding in super().judge(facts):
            if finding.message == "home_down":  # nothing opened, which is what `links.listed` tells
                yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)
            else:
                yield finding
