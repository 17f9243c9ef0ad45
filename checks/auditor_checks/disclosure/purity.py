"""Is the disclosure column free of general news?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class PurityParams(Params):
    column: tuple[str, ...] = Field(description=_("专栏的名称"))
    words: tuple[str, ...] = Field(
        default=("要闻", "动态", "新闻", "会议", "调研", "慰问"), description=_("新闻类标题或栏目里的词")
    )
    share: float = Field(default=0.2, description=_("新闻类条目最多占多少（0–1）"))


class Purity(Check[PurityParams]):
    """Is the disclosure column free of general news?"""

    rule = Rule(
        id="disclosure.purity",
        title=_("专栏内容专一"),
        why=_("专栏刊登法定公开内容，混入工作动态，要查的信息就被淹没。"),
        fix=_("把工作动态、要闻移到新闻栏目。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = PurityParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
