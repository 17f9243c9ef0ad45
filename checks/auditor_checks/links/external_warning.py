"""Is a reader told before leaving for a site that is not of a government?"""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from pydantic import Field

from auditor.api import Check, Element, Facts, Finding, Link, Messages, Need, Page, Params, Reason, Rule, _, seen_link
from auditor_checks.seen import of_visit, unclicked

_MOST = 10
_NUMBERS = re.compile(r"[\d.]+|\[?[0-9a-f:]+:[0-9a-f:.]*\]?")


class ExternalWarningParams(Params):
    government: tuple[str, ...] = Field(
        default=(".gov.cn", ".政务", ".xn--zfr164b", ".公益", ".mil.cn", ".gov", ".conac.cn"),
        description=_("以这些结尾的域名是政府网站"),
    )
    signs: tuple[str, ...] = Field(
        default=(
            *("leave", "jump", "goto", "redirect", "tiaozhuan", "wailian", "outlink", "exturl", "waibu"),
            *("离开", "跳转"),
        ),
        description=_("链接地址里有其中任何一个词，视为先到提示页"),
    )


class ExternalWarning(Check[ExternalWarningParams]):
    """Is a reader told before leaving for a site that is not of a government? On the home page.

    A page of the portal's own between, or a link that a script takes over, is such a prompt. Scripts can take over
    every link of a page without a trace in it: a page with scripts convicts nobody.
    """

    rule = Rule(
        id="links.external-warning",
        title=_("离开政府网站的提示"),
        why=_("读者应当知道自己要去的不再是政府网站。"),
        fix=_("在打开非政府网站的链接前给出提示，由读者确认后再跳转。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = ExternalWarningParams
    messages = Messages(
        met=_("首页通往非政府网站的链接有提示，例如“{found}”"),
        absent=_("首页有 {count} 个通往非政府网站的链接，点开前没有提示"),
        script=_("首页有 {count} 个通往非政府网站的链接，是否由脚本给出提示要点开才知道，不计为不符合"),
        nothing=_("首页没有通往非政府网站的链接"),
        home_down=_("首页没有读到，不能断定有没有提示"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        links = [(page, link) for page in facts.shown(home) for link in page.links if link.element is Element.A]
        between = next((one for one in links if self._asks_first(facts, one[1])), None)
        leaving = {link.target: (page, link) for page, link in links if self._leaves(facts, link)}
        taken_over = next((one for one in leaving.values() if one[1].onclick), None)
        evidence = tuple(seen_link(page, link) for page, link in list(leaving.values())[:_MOST])
        if found := between or taken_over:
            page, link = found
            yield self.met(facts.portal, "met", found=link.label, evidence=seen_link(page, link))
        elif not leaving:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)
        elif _scripts(facts.shown(home)):
            yield self.not_testable(facts.portal, "script", unclicked(facts), count=len(leaving), evidence=evidence)
        else:
            yield self.unmet(facts.portal, "absent", count=len(leaving), evidence=evidence)

    def _leaves(self, facts: Facts, link: Link) -> bool:
        host = (urlsplit(link.target).hostname or "") if link.target else ""
        if not host or _NUMBERS.fullmatch(host):  # where an address without a name leads, is a question of wrong links
            return False
        return not facts.own(link.target) and not host.endswith(self.params.government)

    def _asks_first(self, facts: Facts, link: Link) -> bool:
        """Does it lead to a page of the portal that is told another address?"""
        if not link.target or not facts.own(link.target):
            return False
        parts = urlsplit(unquote(link.target))
        told = parts.query.lower()
        return "http" in told and any(sign in f"{parts.path}?{told}".lower() for sign in self.params.signs)


def _scripts(pages: Iterable[Page]) -> bool:
    return any(
        page.markup.written or page.markup.hosts or any(link.element is Element.SCRIPT for link in page.links)
        for page in pages
    )
