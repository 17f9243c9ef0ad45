"""Our reports read back with other people's readers, for tests."""

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import jsonschema
from auditor_reports.csv_ import CsvReport
from auditor_reports.docx_ import RectificationNotice, SelfCheckReport
from auditor_reports.html import HtmlReport
from auditor_reports.json_ import JsonReport
from auditor_reports.junit import JunitReport
from auditor_reports.markdown import MarkdownReport
from auditor_reports.sarif import SarifReport
from auditor_reports.xlsx import XlsxReport
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult

SCHEMAS = Path(__file__).with_name("schemas")
REPORTS = (
    HtmlReport(),
    JsonReport(),
    XlsxReport(),
    RectificationNotice(),
    SelfCheckReport(),
    CsvReport(),
    MarkdownReport(),
    JunitReport(),
    SarifReport(),
)


@cache
def _sarif_schema() -> Any:
    return jsonschema.Draft202012Validator(
        json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8")),
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )


def sarif(result: AuditResult, lang: str = "zh", beside: Beside = ALONE) -> dict[str, Any]:
    """The one run of the log, after making sure that the log is valid."""
    log: dict[str, Any] = json.loads(SarifReport().render(result, lang, beside))
    _sarif_schema().validate(log)
    [run] = log["runs"]
    found: dict[str, Any] = run
    return found


def junit(result: AuditResult, lang: str = "zh", beside: Beside = ALONE) -> ElementTree.Element:
    written = JunitReport().render(result, lang, beside)
    etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd"))).assertValid(etree.fromstring(written))
    return ElementTree.fromstring(written)


def rows(result: AuditResult, lang: str = "zh", beside: Beside = ALONE) -> list[dict[str, str]]:
    text = CsvReport().render(result, lang, beside).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def workbook(result: AuditResult, lang: str = "zh", beside: Beside = ALONE) -> Any:
    return load_workbook(io.BytesIO(XlsxReport().render(result, lang, beside)))


def words(docx: bytes) -> str:
    """All words of a letter, those of tables too."""
    document = Document(io.BytesIO(docx))
    said = [line.text for line in document.paragraphs]
    said += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(said)


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
