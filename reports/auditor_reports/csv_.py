"""The 整改台账 as CSV: UTF-8 with BOM, which Excel and WPS open without asking."""

import csv
import io
from datetime import date

from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from auditor_reports.table import COLUMNS, Cell
from auditor_reports.view.register import register
from auditor_reports.voice import Voice

# What a spreadsheet takes for the beginning of a formula, in both widths; tabs and line ends are not in shown texts.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


class CsvReport:
    """One row a finding that is not met."""

    name = "csv"
    suffix = ".csv"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        voice = Voice(lang)
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow([voice(column.head) for column in COLUMNS])
        for entry in register(result, lang, beside):
            writer.writerow([written(column.value(entry)) for column in COLUMNS])
        return out.getvalue().encode("utf-8-sig", "replace")


def written(cell: Cell) -> str | int | float:
    """A cell as CSV has it. Words that a spreadsheet would run get an apostrophe, which spreadsheets do not show."""
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.lstrip().startswith(FORMULA) else cell
        case date():
            return cell.isoformat()
    return cell
