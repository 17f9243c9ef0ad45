"""Does last year's report carry its tables, and do the figures of the requests add up?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pydantic import Field

from auditor.api import Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _, plain, same, seen_page
from auditor_checks.disclosure.reports import REPORT, OnReport, Report
from auditor_checks.naming import Theme
from auditor_checks.places import files_of, pictured

_NUMBER = re.compile(r"^\d+$")
_BLANK = re.compile(r"^[-—–－/\\]*$")
_UNIT = re.compile(r"[,，件条次项个]")

_CELL = 30  # characters of a line that may be a cell

TABLES = (
    Theme(name="主动公开政府信息情况", words=("规范性文件",)),
    Theme(name="收到和处理政府信息公开申请情况", words=("新收",)),
    Theme(name="政府信息公开行政复议、行政诉讼情况", words=("复议",)),
)


class ReportTablesParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登年度报告的栏目的名称"))
    titles: tuple[str, ...] = Field(description=_("年度报告标题里的词"))
    tables: tuple[Theme, ...] = Field(default=TABLES, description=_("要有的表格，以及认出它的词"))
    received: str = Field(default="新收", description=_("“本年新收”一行的词"))
    carried: str = Field(default="上年结转", description=_("“上年结转”一行的词"))
    done: str = Field(default="总计", description=_("“本年度办理结果总计”一行的词"))
    left: str = Field(default="结转下年", description=_("“结转下年度”一行的词"))


@dataclass(frozen=True, slots=True)
class Figures:
    """The four rows of the requests, each as the texts of its figures, and the names of their columns."""

    rows: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]


class ReportTables(OnReport[ReportTablesParams]):
    """Does the newest report of the last two years carry its tables, and do the figures of the requests add up?

    In every column what came in and what was carried over is what was done and what is left. A cell that is no number
    is taken for none when that adds up, and convicts nobody when it does not. A table that Word or a page break cut in
    two is one table.
    """

    rule = Rule(
        id="disclosure.report-tables",
        title=_("年度报告的表格"),
        why=_("表格是报告的主体；数字相互对不上，说明填报没有核对。"),
        fix=_("补全表格，核对每一列：本年新收加上年结转，等于本年办理总计加结转下年度。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ReportTablesParams
    messages = Messages(
        **REPORT,
        met=_("{year} 年的年度报告有 {count} 张表，{columns} 列数字都对得上"),
        absent=_("{year} 年的年度报告缺少的表格：{missing}"),
        unbalanced=_(
            "{year} 年的年度报告“{column}”一列对不上：新收 {received} + 结转 {carried}，不等于办理 {done} + 下年 {left}"
        ),
        attached=_("{year} 年的年度报告正文里没有认出全部表格，可能在附件里，不能断定，不计为不符合；请打开看"),
        unreadable=_("{year} 年的年度报告申请情况表没有读懂，不能断定数字是否对得上，不计为不符合；请打开看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = self.report(facts, self.params.columns, self.params.titles)
        if isinstance(found, Finding):
            yield found
        else:
            yield self._tables(facts, *found)

    def _tables(self, facts: Facts, report: Report, page: Page) -> Finding:
        shown = facts.shown(page)
        rows = [row for one in shown for table in one.tables for row in table]
        words = "\n".join(same(cell) for row in rows for cell in row)
        missing = [table.name for table in self.params.tables if not any(same(word) in words for word in table.words)]
        said = {"year": report.year}
        seen = seen_page(page, report.title, tables=sum(len(one.tables) for one in shown))
        if missing:
            if files_of(shown) or any(pictured(facts, one) for one in shown):
                return self.not_testable(report.place.page, "attached", Reason.NO_TEXT, **said, evidence=seen)
            if any(self._drawn(shown, table) for table in self.params.tables if table.name in missing):
                return self.not_testable(report.place.page, "unreadable", Reason.AMBIGUOUS, **said, evidence=seen)
            return self.unmet(report.place.page, "absent", **said, missing="；".join(missing), evidence=seen)
        figures = self._figures(rows)
        if figures is None:
            return self.not_testable(report.place.page, "unreadable", Reason.AMBIGUOUS, **said, evidence=seen)
        unsure = False
        for name, cells in zip(figures.names, zip(*figures.rows, strict=True), strict=True):
            received, carried, done, left = (int(cell or 0) for cell in cells)
            if received + carried == done + left:
                continue
            if not all(cells):
                unsure = True
                continue
            numbers = {"received": received, "carried": carried, "done": done, "left": left}
            proof = seen_page(page, f"{received} + {carried} ≠ {done} + {left}", column=name)
            return self.unmet(report.place.page, "unbalanced", **said, column=name, **numbers, evidence=proof)
        if unsure:
            return self.not_testable(report.place.page, "unreadable", Reason.AMBIGUOUS, **said, evidence=seen)
        count, columns = len(self.params.tables), len(figures.names)
        return self.met(report.place.page, "met", **said, count=count, columns=columns, evidence=seen)

    @staticmethod
    def _drawn(pages: Sequence[Page], table: Theme) -> bool:
        """Does the page say it on short lines, as cells are, so that the table may be drawn by other means?"""
        words = tuple(map(same, table.words))
        headings = {line for page in pages for line in page.headings}
        lines = (
            line for page in pages for line in page.text.splitlines() if len(line) <= _CELL and line not in headings
        )
        return any(word in same(line) for line in lines for word in words)

    def _figures(self, rows: Sequence[Sequence[str]]) -> Figures | None:
        """The four rows in their order, as wide as each other; None when they were not made out."""
        wanted = iter((self.params.received, self.params.carried, self.params.done, self.params.left))
        word = same(next(wanted))
        found: list[tuple[str, ...]] = []
        start = 0
        for at, row in enumerate(rows):
            label, numbers = _split(row)
            if word not in label or not numbers:
                continue
            start = start or at
            found.append(numbers)
            word = same(next(wanted, ""))
            if not word:
                break
        if len(found) < 4 or len({len(numbers) for numbers in found}) > 1:
            return None
        return Figures(tuple(found), tuple(_names(rows[:start], len(found[0]))))


def _split(row: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The words before the figures of a row, and its figures: "" where a cell is blank or a dash."""
    numbers: list[str] = []
    for cell in reversed(row):
        bare = _UNIT.sub("", same(cell))
        if _NUMBER.match(bare):
            numbers.append(bare)
        elif _BLANK.match(bare):
            numbers.append("")
        else:
            break
    label = "".join(same(cell) for cell in row[: len(row) - len(numbers)])
    return label, tuple(reversed(numbers))


def _names(above: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """What do the columns go by? Of a head in two rows, where one cell stands over several, the lower names take their
    place. Numbers where the head is not made out."""
    heads = [tuple(map(plain, row)) for row in above if not any(_NUMBER.match(same(cell)) for cell in row)][-3:]
    for upper, lower in pairwise(heads):
        whole = (upper[0], *lower, upper[-1]) if len(upper) >= 2 else ()
        if len(whole) == width:
            return iter(whole)
    last = heads[-1] if heads else ()
    return iter(last[-width:]) if len(last) >= width else iter(str(number) for number in range(1, width + 1))
