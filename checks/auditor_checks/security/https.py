"""Is the portal to be had over HTTPS, and whole?"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from auditor.api import Check, Element, Facts, FaultKind, Finding, Messages, Need, Params, Reason, Rule, _, seen_link
from auditor_checks.seen import of_visit, why

_LOADED = frozenset({Element.IMG, Element.SCRIPT, Element.STYLE, Element.FRAME, Element.MEDIA})
_TLS = frozenset(kind for kind in FaultKind if kind.value.startswith("tls"))
_MOST = 10


class Https(Check[Params]):
    """Is the portal to be had over HTTPS, and whole?

    A portal that was read over plain HTTP may well answer over HTTPS too: unless that was tried, nothing is said of it.
    A certificate that our own library does not like is told as such.
    """

    rule = Rule(
        id="security.https",
        title=_("加密访问"),
        why=_("没有加密的网页在途中可能被改动或偷看。"),
        fix=_("启用 HTTPS，证书覆盖所用域名并按期更新，页面里的图片和脚本也改用加密地址。"),
    )
    needs = frozenset({Need.PAGES})
    messages = Messages(
        met=_("首页经 HTTPS 打开，证书有效，引用的内容也都加密"),
        twin=_("首页也可以经 HTTPS 打开"),
        mixed=_("首页经 HTTPS 打开，但有 {count} 处图片、脚本等内容没有加密"),
        certificate=_("首页的证书有问题：{detail}"),
        untried=_("首页是经 HTTP 读到的，没有试过 HTTPS，不计为不符合"),
        mapped=_("操作者指定了主机的地址，没有看它真实的证书"),
        home_down=_("首页没有读到，不能断定能不能加密访问"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is not None and urlsplit(facts.portal.home).hostname in facts.vantage.mapped:
            yield self.not_applicable(facts.portal, "mapped", Reason.MAPPED)
            return
        if home is None:
            visit = facts.visit(facts.portal.home)
            seen = of_visit(visit)
            if visit.fault and visit.fault.kind in _TLS and visit.fault.lasting:
                yield self.unmet(facts.portal, "certificate", detail=visit.fault.kind.value, evidence=seen)
            else:
                yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        address = home.final_url or home.url
        if not address.startswith("https://"):
            twin = facts.visit("https://" + address.removeprefix("http://"))
            if twin.opening.value == "opens":
                yield self.met(facts.portal, "twin", evidence=of_visit(twin))
            elif twin.fault and twin.fault.kind in _TLS and twin.fault.lasting:
                yield self.unmet(facts.portal, "certificate", detail=twin.fault.kind.value, evidence=of_visit(twin))
            else:
                yield self.not_testable(facts.portal, "untried", why(twin))
            return
        plain = {
            link.target: link for link in home.links if link.element in _LOADED and link.target.startswith("http://")
        }
        if plain:
            shown = tuple(seen_link(home, link) for link in list(plain.values())[:_MOST])
            yield self.unmet(facts.portal, "mixed", count=len(plain), evidence=shown)
        else:
            yield self.met(facts.portal, "met")
