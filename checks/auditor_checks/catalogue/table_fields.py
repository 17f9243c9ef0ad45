"""Does the catalogue table have its columns?"""

from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import Facts, Finding, Measure, Messages, Need, Page, Params, Reason, Rule, _, plain, seen_page
from auditor_checks.catalogue.tables import pages_of
from auditor_checks.naming import Name
from auditor_checks.places import PLACE, AtPlace, Place, places

_TABLE = 3  # heads of columns that make a table of the catalogue
_SHOWN = 5
_HEAD = 16  # characters of the longest head


class TableFieldsParams(Params):
    columns: tuple[str, ...] = Field(description=_("目录所在栏目的名称"))
    words: tuple[str, ...] = Field(default=("目录",), description=_("目录标题里的词"))
    fields: tuple[Name, ...] = Field(description=_("表头要有的各栏"))
    at_least: int = Field(default=0, description=_("至少有几栏；0 为全部"))


class TableFields(AtPlace[TableFieldsParams]):
    """Does the catalogue table have its columns? By the heads of the tables on its pages; a page without such a table
    (an attachment, a picture, a list) tells nothing."""

    rule = Rule(
        id="catalogue.table-fields",
        title=_("标准目录的栏目"),
        why=_("目录写明公开什么、依据什么、多久以内、由谁、用什么方式公开，才能照着落实和监督。"),
        fix=_("按规定的栏目补全目录表。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = TableFieldsParams
    messages = Messages(
        **PLACE,
        met=_("读到 {of} 份目录表，栏目齐全的有 {good} 份"),
        short=_("读到 {of} 份目录表，栏目齐全的有 {good} 份，例如“{title}”缺少{missing}"),
        no_table=_("“{name}”里没有读到目录表（可能在附件里），不能断定栏目是否齐全，不计为不符合；请打开看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = places(facts, self.params.columns)
        yield self._tables(facts, found) if found[0].pages else self.nowhere(facts, found[0])

    def _tables(self, facts: Facts, found: Sequence[Place]) -> Finding:
        where = found[0]
        pages, _unread = pages_of(facts, found, self.params.words)
        heads = [(page, self._heads(facts.shown(page))) for page in pages]
        tables = [(page, names) for page, names in heads if len(names) >= _TABLE]
        if not tables:
            seen = seen_page(where.page)
            return self.not_testable(where.page, "no_table", Reason.NO_TEXT, name=where.name, evidence=seen)
        need = self.params.at_least or len(self.params.fields)
        short = [(page, names) for page, names in tables if len(names) < need]
        of, good = len(tables), len(tables) - len(short)
        measure = Measure(value=good, of=of)
        if not short:
            return self.met(where.page, "met", of=of, good=good, measure=measure, evidence=seen_page(tables[0][0]))
        page, names = short[0]
        missing = "、".join(one.name for one in self.params.fields if one.name not in names)
        seen_ = [seen_page(one, heads="、".join(sorted(had))) for one, had in short[:_SHOWN]]
        said = {"of": of, "good": good, "title": page.title, "missing": missing}
        return self.unmet(where.page, "short", **said, measure=measure, evidence=seen_)

    def _heads(self, pages: Sequence[Page]) -> frozenset[str]:
        """Which of the fields stand on the page as the head of a column: on a short line of their own?"""
        lines = {plain(line) for page in pages for line in page.text.splitlines() if len(line) <= _HEAD}
        return frozenset(
            field.name for field in self.params.fields if any(plain(name) in lines for name in field.names)
        )
