"""Is there a search for the whole site?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class SiteSearchParams(Params):
    names: tuple[str, ...] = Field(
        default=("搜索", "检索", "搜一搜", "站内搜索", "全文检索", "智能搜索"), description=_("搜索框或入口上的用词")
    )


class SiteSearch(Check[SiteSearchParams]):
    """Is there a search for the whole site?"""

    rule = Rule(
        id="services.search",
        title=_("站内搜索"),
        why=_("内容多了靠搜索才找得到。"),
        fix=_("在首页显著位置设置全站搜索，能按标题搜到已发布的内容。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SiteSearchParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
