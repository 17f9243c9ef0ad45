"""Which links still go by a domain that the organ has given up?"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from auditor.api import (
    Check,
    Element,
    Facts,
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
from auditor_checks.seen import of_visit, referred, why

_FOLLOWED = frozenset({Element.A, Element.AREA, Element.FRAME})
_FOR_GOOD = frozenset({301, 308})


class FormerDomainParams(Params):
    hosts: tuple[str, ...] = ()  # given up, beside those that the site file names


class FormerDomain(Check[FormerDomainParams]):
    """Do links lead to a former domain: one that the operator names, or one that sends every reader on to the portal?

    A host of somebody else that answers with a permanent redirect to the same path of the portal, or from its root, was
    the portal's own; short addresses, log-ins and mere forwardings of one page are none. What is dead is not told here
    again: that is links.broken. One finding for each host.
    """

    rule = Rule(
        id="links.former-domain",
        title=_("指向旧域名的链接"),
        why=_("旧域名停用后可能被他人注册，链接就会通到别人的网站。"),
        fix=_("把指向旧域名的链接改成现在的域名；旧域名在停用前保持跳转。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = FormerDomainParams
    messages = Messages(
        met=_("查看了 {checked} 个外部链接地址，没有指向旧域名的"),
        listed=_("有链接指向已停用的域名 {host}（{count} 个地址）"),
        moved=_("有链接指向旧域名 {host}（{count} 个地址），打开时被永久跳转到本站"),
        unsettled=_("{unsettled} 个外部链接地址都没能打开，不能断定有没有指向旧域名的，不计为不符合"),
        nothing=_("没有外部链接"),
        home_down=_("首页没有读到，不能断定有没有指向旧域名的链接"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.home() is None:
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN)
            return
        former = frozenset(map(_bare, (*self.params.hosts, *facts.portal.former_hosts)))
        checked = unsettled = 0
        reason: Reason | None = None
        found: dict[str, tuple[str, Target, int]] = {}
        for target in facts.targets(examples=0):
            visit = target.visit
            host = _bare(urlsplit(visit.url).hostname or "")
            listed = host in former
            if not target.elements & _FOLLOWED or (facts.own(visit.url) and not listed):
                continue
            checked += visit.opening is Opening.OPENS
            if visit.opening is Opening.UNSETTLED:
                unsettled += 1
                reason = reason or why(visit)
            if visit.opening is not Opening.DEAD and (listed or _moved(facts, visit)):
                message, first, count = found.get(host, ("listed" if listed else "moved", target, 0))
                found[host] = (message, first, count + 1)
        for host, (message, first, count) in found.items():
            seen = (*referred(first.visit, facts.referrers(first.visit.url)), of_visit(first.visit))
            yield self.unmet(host, message, host=host, count=count, evidence=seen)
        if found:
            return
        if checked:
            yield self.met(facts.portal, "met", checked=checked)
        elif reason is not None:
            yield self.not_testable(facts.portal, "unsettled", reason, unsettled=unsettled)
        else:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)


def _bare(host: str) -> str:
    return host.lower().rstrip(".").removeprefix("www.")


def _moved(facts: Facts, visit: Visit) -> bool:
    """Does this host send its readers on to the portal for good, and to where they wanted?"""
    if visit.opening is not Opening.OPENS or not visit.hops or not facts.own(visit.final_url):
        return False
    asked, came = urlsplit(visit.url).path, urlsplit(visit.final_url).path
    return all(hop.status in _FOR_GOOD for hop in visit.hops) and (asked == "/" or asked == came)
