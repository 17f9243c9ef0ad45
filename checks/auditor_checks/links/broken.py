"""Which links are dead?"""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from auditor.api import (
    Check,
    Element,
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
    _,
)
from auditor_checks.links.addresses import inside
from auditor_checks.seen import of_visit, referred

_WATCHED = frozenset(
    {Element.A, Element.AREA, Element.IMG, Element.SCRIPT, Element.STYLE, Element.FRAME, Element.MEDIA, Element.META}
)
_NO_HOST = frozenset({FaultKind.NXDOMAIN, FaultKind.NO_ADDRESS})
_NO_ANSWER = frozenset(
    {
        FaultKind.REFUSED,
        FaultKind.RESET,
        FaultKind.UNREACHABLE,
        FaultKind.CONNECT_TIMEOUT,
        FaultKind.READ_TIMEOUT,
        FaultKind.TRUNCATED,
    }
)
_NO_TRUST = frozenset({FaultKind.TLS_NAME, FaultKind.TLS_EXPIRED, FaultKind.TLS_UNTRUSTED, FaultKind.TLS_OTHER})
_NO_END = frozenset({FaultKind.REDIRECT_LOOP, FaultKind.TOO_MANY_REDIRECTS, FaultKind.BAD_REDIRECT})


class BrokenParams(Params):
    where: Literal["home", "inner"]  # targets that the home page refers to, or only other pages do
    owner: Literal["own", "others"]  # of the portal's organ, or of somebody else


class Broken(Check[BrokenParams]):
    """Which addresses that pages refer to do not open? One finding for a dead address, with all who refer to it.

    Dead is what the site lastingly says, or what failed twice, apart in time. Blocked, forbidden by robots.txt or
    failed once is counted, and nothing is concluded. What the budgets left out is told with the counts.
    """

    rule = Rule(
        id="links.broken",
        title=_("打不开的链接"),
        why=_("点开是错误页，要办的事、要查的信息就断在这里。"),
        fix=_(
            "按证据里的页面找到这个链接：内容已搬走的改成新地址，内容已不存在的删去；多个页面引用同一地址时先改模板。"
        ),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = BrokenParams
    messages = Messages(
        met=_("查看了 {checked} 个链接地址，未见打不开的"),
        met_partly=_("查看了 {checked} 个链接地址，未见打不开的；另有 {left} 个超出本次范围，没有查看"),
        status=_("“{label}”返回 {status}，有 {pages} 个页面引用"),
        no_host=_("“{label}”的域名 {host} 不存在，有 {pages} 个页面引用"),
        no_answer=_("“{label}”连不上，有 {pages} 个页面引用"),
        no_trust=_("“{label}”的证书不被信任，打不开，有 {pages} 个页面引用"),
        no_end=_("“{label}”一直跳转，到不了页面，有 {pages} 个页面引用"),
        other=_("“{label}”打不开，有 {pages} 个页面引用"),
        unsettled=_("有 {count} 个链接地址这次没能确认是否打得开（另查看了 {checked} 个），不计为不符合"),
        left=_("链接地址都超出本次范围，没有查看，不能断定有没有打不开的"),
        home_down=_("首页没有读到，不能断定有没有打不开的链接"),
        nothing=_("没有这类链接"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        subject = f"{self.params.where} {self.params.owner}"
        opens = dead = left = 0
        reasons: Counter[Reason] = Counter()
        examples: list[Target] = []
        for target in facts.targets():
            if not self._concerns(facts, target):
                continue
            visit = target.visit
            if visit.opening is Opening.OPENS:
                opens += 1
            elif visit.opening is Opening.DEAD:
                dead += 1
                yield self._dead(target)
            elif visit.reason is Reason.BUDGET:
                left += 1
            else:
                reasons[visit.reason or Reason.TRANSIENT] += 1
                if len(examples) < 5:
                    examples.append(target)
        if unsettled := reasons.total():
            commonest = max(sorted(reasons), key=lambda reason: reasons[reason])
            counts = Evidence(kind="list", values={reason.value: count for reason, count in sorted(reasons.items())})
            seen = (counts, *(of_visit(target.visit) for target in examples))
            yield self.not_testable(
                subject, "unsettled", commonest, count=unsettled, checked=opens + dead, evidence=seen
            )
        elif opens and not dead:
            yield self.met(subject, "met_partly" if left else "met", checked=opens, left=left)
        elif left and not dead:
            yield self.not_testable(subject, "left", Reason.BUDGET)
        elif not dead and facts.home() is None:
            seen_home = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(subject, "home_down", Reason.HOME_DOWN, evidence=seen_home)
        elif not dead:
            yield self.not_applicable(subject, "nothing", Reason.NOTHING_TO_JUDGE)

    def _concerns(self, facts: Facts, target: Target) -> bool:
        if not target.elements & _WATCHED or inside(target.visit.url):
            return False  # local addresses open for nobody outside: that is links.wrong
        if target.referrers.home is not (self.params.where == "home"):
            return False
        return (target.in_scope or facts.own(target.visit.url)) is (self.params.owner == "own")

    def _dead(self, target: Target) -> Finding:
        visit = target.visit
        kind = visit.fault.kind if visit.fault else None
        if kind in _NO_HOST:
            message = "no_host"
        elif kind in _NO_ANSWER:
            message = "no_answer"
        elif kind in _NO_TRUST:
            message = "no_trust"
        elif kind in _NO_END:
            message = "no_end"
        else:
            message = "status" if visit.status >= 400 else "other"
        label = next((link.label for _page, link in target.referrers.examples if link.label), "")
        return self.unmet(
            visit.url,
            message,
            label=label or visit.url.rpartition("/")[2] or visit.url,
            status=visit.status,
            host=visit.url.split("/")[2],
            pages=target.referrers.pages,
            evidence=referred(visit, target.referrers),
        )
