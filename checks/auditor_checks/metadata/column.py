"""Do list and article pages carry the tags of their column?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.shares import Tally


class ColumnTagsParams(Params):
    tags: tuple[str, ...] = Field(
        default=("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"), description=_("要有的标签")
    )
    sample: int = Field(default=20, description=_("抽查多少页"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class ColumnTags(Check[ColumnTagsParams]):
    """Do list and article pages carry the tags of their column? Half of the sample each."""

    rule = Rule(
        id="metadata.column",
        title=_("栏目标签"),
        why=_("栏目标签说明网页属于哪个栏目、是什么类型，供检索和监测识别。"),
        fix=_("在列表页和内容页模板里补上栏目标签。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = ColumnTagsParams
    messages = Messages(
        met=_("看过的 {of} 个列表页和内容页里，{value} 页栏目标签齐全"),
        short=_("看过的 {of} 个列表页和内容页里，只有 {value} 页栏目标签齐全；例如缺 {missing}"),
        nothing=_("没有读到列表页和内容页，不能断定有没有栏目标签"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        half = (self.params.sample + 1) // 2
        tally = Tally()
        for page in (*facts.sample("list", half), *facts.sample("article", half)):
            missing = [tag for tag in self.params.tags if not page.metas.get(tag.lower(), "").strip()]
            tally.count(page, 0 if missing else 1, "、".join(missing))
        said = {"of": int(tally.of), "value": int(tally.value), "measure": tally.measure(self.params.target)}
        if not tally.of:
            yield self.not_testable(facts.portal, "nothing", Reason.NOT_GATHERED)
        elif tally.reached(self.params.target):
            yield self.met(facts.portal, "met", **said)
        else:
            yield self.unmet(facts.portal, "short", missing=tally.short[0][1], **said, evidence=tally.evidence)
