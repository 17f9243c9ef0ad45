"""Is there a search for the whole site?"""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _, seen_link, seen_page
from auditor_checks.searched import SEARCHED, searched
from auditor_checks.seen import of_visit, plain, references, unread_frame, unrun, why
from auditor_checks.shares import unsaid


class SiteSearchParams(Params):
    asks: Literal["entrance", "results"] = Field(
        default="entrance", description=_("看有没有搜索框或入口（entrance），还是看搜不搜得到（results）")
    )
    names: tuple[str, ...] = Field(
        default=("搜索", "检索", "搜一搜", "站内搜索", "全站搜索", "全文检索", "智能搜索", "高级搜索", "站内检索"),
        description=_("搜索框或入口上的用词"),
    )


class SiteSearch(Check[SiteSearchParams]):
    """Is there a search for the whole site? A box to search in, or an entrance of such a name, on the home page.

    A box that a script or an unread frame may bring is left open. Whether the search finds anything is told by what it
    answered to titles of the site, which it is asked only where the operator allows it (`probe_search`).
    """

    rule = Rule(
        id="services.search",
        title=_("站内搜索"),
        why=_("内容多了靠搜索才找得到。"),
        fix=_("在首页显著位置设置全站搜索，能按标题搜到已发布的内容。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SiteSearchParams
    messages = Messages(
        **SEARCHED,
        box=_("首页有搜索框"),
        entrance=_("首页有“{found}”入口"),
        absent=_("首页没有搜索框，也没有搜索入口"),
        script=_("首页的搜索框可能由脚本写入，这次没能确认，不计为不符合"),
        frame=_("首页有一个框架没有读到，搜索框可能在里面，不计为不符合"),
        home_down=_("首页没有读到，不能断定有没有站内搜索"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        pages = facts.shown(home)
        if self.params.asks == "results":
            yield self._results(facts, pages)
            return
        names = {plain(name) for name in self.params.names}
        box = next((page for page in pages if page.markup.search), None)
        entrance = next(((page, link) for page, link in references(pages) if plain(link.label) in names), None)
        if box is not None:
            yield self.met(facts.portal, "box", evidence=seen_page(box))
        elif entrance is not None:
            page, link = entrance
            yield self.met(facts.portal, "entrance", found=link.label, evidence=seen_link(page, link))
        elif frame := unread_frame(facts, pages):
            yield self.not_testable(facts.portal, "frame", why(frame), evidence=of_visit(frame))
        elif any(map(self._open, pages)):
            yield self.not_testable(facts.portal, "script", unrun(facts), evidence=seen_page(home))
        else:
            yield self.unmet(facts.portal, "absent", evidence=seen_page(home))

    def _results(self, facts: Facts, pages: Sequence[Page]) -> Finding:
        subject, told = f"{facts.portal.home}#search", searched(facts, pages)
        if told.reason is not None:
            return self.not_testable(subject, told.message, told.reason, evidence=told.evidence, **told.values)
        tell = self.met if told.outcome == "met" else self.unmet
        return tell(subject, told.message, evidence=told.evidence, **told.values)

    def _open(self, page: Page) -> bool:
        """May a script write the box: because it names one, or because the page is a shell?"""
        return unsaid(page, self.params.names) or (not page.rendered and (page.script_list or not page.links))
