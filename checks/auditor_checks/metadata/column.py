"""Do list and article pages carry the tags of their column?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class ColumnTagsParams(Params):
    tags: tuple[str, ...] = Field(
        default=("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"), description=_("要有的标签")
    )
    sample: int = Field(default=20, description=_("抽查多少页"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class ColumnTags(Check[ColumnTagsParams]):
    """Do list and article pages carry the tags of their column?"""

    rule = Rule(
        id="metadata.column",
        title=_("栏目标签"),
        why=_("栏目标签说明网页属于哪个栏目、是什么类型，供检索和监测识别。"),
        fix=_("在列表页和内容页模板里补上栏目标签。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = ColumnTagsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
