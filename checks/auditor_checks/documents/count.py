"""How many open data sets are there, as the page says or lists?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class CountParams(Params):
    names: tuple[str, ...] = Field(description=_("数据开放页面的名称"))
    unit_words: tuple[str, ...] = Field(default=("数据集", "数据目录", "数据资源"), description=_("总数所数的是什么"))
    target: int = Field(description=_("目标数量"))


class Count(Check[CountParams]):
    """How many open data sets are there, as the page says or lists?"""

    rule = Rule(
        id="documents.count",
        title=_("开放数据的数量"),
        why=_("文件定了数量目标。"),
        fix=_("按计划开放数据集，并在页面上写明总数。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = CountParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
