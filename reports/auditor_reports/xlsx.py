"""The 整改台账 as a workbook: filters, frozen head, typed cells; never a formula or a link from a site's words."""

import io
import math
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from auditor_reports.table import COLUMNS, Cell
from auditor_reports.view import ReportView, view
from auditor_reports.view.register import register
from auditor_reports.voice import Voice
from auditor_reports.words import _

PRINTED = 10  # columns that go on paper
LINE, HIGHEST = 15.0, 409.0  # points: of one line, and the most that a row may have
LONGEST = 32_000  # a cell holds 32,767 characters

_OPTIONS = {
    "constant_memory": True,  # row after row goes to the disk
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


class XlsxReport:
    """What an office works from: 整改台账, then the clauses, then where the figures come from."""

    name = "xlsx"
    suffix = ".xlsx"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, _OPTIONS) as book:
            writing = _Writing(book, Voice(lang), result, beside)
            writing.register(lang)
            shows = view(result, lang, beside)
            writing.clauses(shows)
            writing.about(shows)
        return out.getvalue()


class _Writing:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, voice: Voice, result: AuditResult, beside: Beside) -> None:
        self.book, self.voice, self.result, self.beside = book, voice, result, beside
        # A workbook written twice from the same result is the same, byte by byte.
        made = datetime(result.as_of.year, result.as_of.month, result.as_of.day)
        book.set_properties({"title": voice(_("整改台账")), "created": made})
        plain = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#C9C7C2"}
        self.text = book.add_format(plain)
        self.number = book.add_format({**plain, "num_format": "0.00##"})
        self.count = book.add_format({**plain, "num_format": "0"})
        self.day = book.add_format({**plain, "num_format": "yyyy-mm-dd", "align": "left"})
        self.head = book.add_format({**plain, "bold": True, "bg_color": "#F0EEE8"})

    def register(self, lang: str) -> None:
        sheet = self.book.add_worksheet(self.voice(_("整改台账")))
        self._heads(sheet, [(self.voice(column.head), column.width) for column in COLUMNS])
        row = 0
        for row, entry in enumerate(register(self.result, lang, self.beside), start=1):
            cells = [column.value(entry) for column in COLUMNS]
            sheet.set_row(row, _height(cells[:PRINTED], [column.width for column in COLUMNS]))
            for at, cell in enumerate(cells):
                self._put(sheet, row, at, cell)
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
        sheet.print_area(0, 0, row, PRINTED - 1)
        _on_paper(sheet)

    def clauses(self, shows: ReportView) -> None:
        voice, sheet = self.voice, self.book.add_worksheet(self.voice(_("条款")))
        heads = [(_("文件"), 40), (_("条款"), 12), (_("结论"), 12), (_("要求"), 60), (_("分值"), 10), (_("扣分"), 14)]
        self._heads(sheet, [(voice(head), width) for head, width in heads])
        rows = [(chapter, clause) for chapter in shows.clauses.chapters for clause in chapter.rows]
        for row, (chapter, clause) in enumerate(rows, start=1):
            said = [
                str(one) for one in (chapter.title, clause.number, clause.word, clause.duty, clause.kind, clause.points)
            ]
            sheet.set_row(row, _height(said, [width for _head, width in heads]))
            for at, text in enumerate(said):
                self._put(sheet, row, at, text)
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
        _on_paper(sheet)

    def about(self, shows: ReportView) -> None:
        voice, sheet = self.voice, self.book.add_worksheet(self.voice(_("说明")))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        said = [
            (_("网站"), f"{shows.head.site} {shows.head.home.text}"),
            (_("检查时间"), shows.head.when),
            (_("期限计算基准日"), shows.head.as_of),
            (_("依据"), str(shows.head.profile)),
            (_("检查编号"), shows.head.run),
            (_("结论"), shows.verdict.sentence),
            (_("得分"), shows.verdict.score),
            *((_("这次没有查到的"), f"{count} {what}") for count, what in shows.ledger),
            (_("声明"), voice(_("本评分为辅助自查，不等同于国家或地方的官方考核结果。"))),
        ]
        for row, (label, text) in enumerate(said):
            sheet.set_row(row, _height([text], [90]))
            sheet.write_string(row, 0, voice(label), self.head)
            self._put(sheet, row, 1, text)

    def _heads(self, sheet: Any, heads: list[tuple[str, float]]) -> None:
        for at, (head, width) in enumerate(heads):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, head, self.head)
        sheet.freeze_panes(1, 0)

    def _put(self, sheet: Any, row: int, at: int, cell: Cell) -> None:
        """A cell by its type; a text is always written as a text."""
        match cell:
            case None | "":
                sheet.write_blank(row, at, None, self.text)
            case str():
                sheet.write_string(row, at, cell[:LONGEST], self.text)
            case date():
                sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), self.day)
            case int():
                sheet.write_number(row, at, cell, self.count)
            case float():
                sheet.write_number(row, at, cell, self.number)


def _on_paper(sheet: Any) -> None:
    """A4, lying, as wide as the page, the heads on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """How high must a row be to show its wrapped cells, in points? Not every office program fits rows by itself."""
    lines = max(
        (
            sum(math.ceil(max(_wide(part), 1) / (width * 0.9)) for part in cell.split("\n"))
            for cell, width in zip(cells, widths, strict=False)
            if isinstance(cell, str)
        ),
        default=1,
    )
    return min(LINE * max(lines, 1), HIGHEST)


def _wide(text: str) -> int:
    """The width in characters of a column; a Chinese one is two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
