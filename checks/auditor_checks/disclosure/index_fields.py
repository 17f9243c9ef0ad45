"""Does each entry of the catalogue carry its index fields?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import (
    Evidence,
    Facts,
    Finding,
    Measure,
    Messages,
    Need,
    Page,
    Params,
    Reason,
    Rule,
    _,
    same,
    seen_page,
)
from auditor_checks.naming import Theme
from auditor_checks.places import PLACE, AtPlace, Place, article, place, sample

_SAMPLE, _SHOWN = 10, 5


class IndexFieldsParams(Params):
    column: tuple[str, ...] = Field(description=_("目录或专栏的名称"))
    fields: tuple[Theme, ...] = Field(description=_("每条信息要写明的要素"))
    target: float = Field(default=1.0, ge=0, le=1, description=_("要求达到的比例（0–1）"))
    sample: int = Field(default=_SAMPLE, ge=1, description=_("抽查多少条"))


class IndexFields(AtPlace[IndexFieldsParams]):
    """Does each entry of the catalogue carry its index fields? A sample of the entries that were read as pages."""

    rule = Rule(
        id="disclosure.index-fields",
        title=_("信息目录的要素"),
        why=_("目录写明索引号、名称、概述和生成日期，才便于检索。"),
        fix=_("在每条信息的页面上补全目录要素。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = IndexFieldsParams
    messages = Messages(
        **PLACE,
        met=_("抽查 {of} 条信息，要素齐全的有 {good} 条"),
        short=_("抽查 {of} 条信息，要素齐全的有 {good} 条，例如“{title}”缺少{missing}"),
        unread=_("“{name}”里的信息这次没有读到，不能断定要素是否齐全，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        where = place(facts, self.params.column)
        yield self._sampled(facts, where) if where.pages else self.nowhere(facts, where)

    def _sampled(self, facts: Facts, where: Place) -> Finding:
        if not where.items:
            return self.unknown(facts, where, where.more) if where.more else self.bare(where)
        read = [
            (item, page) for item in sample(where.items, len(where.items)) if (page := article(facts, item)) is not None
        ][: self.params.sample]
        if not read:
            said = {"name": where.name, "evidence": seen_page(where.page)}
            return self.not_testable(where.page, "unread", Reason.NOT_GATHERED, **said)
        lacking = [(item, missing) for item, page in read if (missing := self._missing(facts, page))]
        of, good = len(read), len(read) - len(lacking)
        measure = Measure(value=good, of=of, target=self.params.target)
        if good >= self.params.target * of:
            return self.met(where.page, "met", of=of, good=good, measure=measure, evidence=seen_page(where.page))
        seen = [
            Evidence(kind="page", url=item.target, quote=item.title, values={"missing": missing})
            for item, missing in lacking[:_SHOWN]
        ]
        item, missing = lacking[0]
        said = {"of": of, "good": good, "title": item.title, "missing": missing}
        return self.unmet(where.page, "short", **said, measure=measure, evidence=seen)

    def _missing(self, facts: Facts, page: Page) -> str:
        text = same(page.full_text + "".join(page.metas))
        return "、".join(one.name for one in self.params.fields if not any(same(word) in text for word in one.words))
