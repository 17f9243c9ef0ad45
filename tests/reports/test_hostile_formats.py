"""Can a site's words do anything in a workbook, a letter, a table, an XML file or a log but be read?"""

import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from auditor_reports.docx_ import RectificationNotice, SelfCheckReport
from auditor_reports.markdown import MarkdownReport
from auditor_reports.xlsx import XlsxReport

from auditor.model.known import Waiver
from auditor.model.portal import Unit
from auditor.model.result import AuditResult, ColumnSeen
from tests.reports.formats import REPORTS, junit, parts, rows, sarif, words, workbook
from tests.reports.hostile import STRINGS
from tests.reports.test_hostile import hostile

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LEAST = 2000  # bytes of a PDF with something on it


def worse() -> AuditResult:
    """Hostile words also as units, persons, columns and reasons of waivers."""
    result = hostile()
    units = tuple(Unit(name=words, person=words, rules=(f"{words}*",), days=3) for words in STRINGS[:20])
    portal = result.run.portal.model_copy(update={"units": (*units, Unit(name=STRINGS[46], person=STRINGS[47]))})
    columns = tuple(
        ColumnSeen(url=f"{portal.home}{at}/", name=words, path=(words, words), items=1, newest=result.as_of)
        for at, words in enumerate(STRINGS)
    )
    findings = tuple(
        one.model_copy(update={"waiver": Waiver(rule="*", reason=STRINGS[at], signer=STRINGS[0], expires=result.as_of)})
        if at % 5 == 0
        else one
        for at, one in enumerate(result.findings)
    )
    run = result.run.model_copy(update={"portal": portal})
    return result.model_copy(update={"run": run, "columns": columns, "findings": findings})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_of_hostile_words_is_written(lang: str) -> None:
    assert len(STRINGS) >= 50
    for report in REPORTS:
        assert report.render(worse(), lang)


@pytest.mark.parametrize("words_", STRINGS)
def test_each_hostile_string_alone_can_be_read_back(words_: str) -> None:
    result = hostile([words_])
    sarif(result)
    junit(result)
    assert rows(result)
    assert words(RectificationNotice().render(result, "zh"))


def test_no_cell_of_the_workbook_is_a_formula_a_link_or_reaches_outside() -> None:
    book = workbook(worse())
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
    files = parts(XlsxReport().render(worse(), "zh"))
    assert not any("externalLink" in name or "hyperlink" in name.lower() for name in files)
    for name, content in files.items():
        root = ElementTree.fromstring(content)
        assert not [tag for tag in root.iter() if tag.tag.endswith("}f")], name
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in content


@pytest.mark.parametrize("report", [RectificationNotice(), SelfCheckReport()])
def test_a_letter_reaches_nothing_outside_and_runs_no_template_of_the_site(
    report: RectificationNotice | SelfCheckReport,
) -> None:
    content = report.render(worse(), "zh")
    for name, part in parts(content).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in part
        assert b"<w:instrText" not in part
        assert b"<w:hyperlink" not in part
    said = words(content)
    assert not CONTROL.search(said)


def test_words_in_braces_stay_words_in_a_letter() -> None:
    said = words(RectificationNotice().render(hostile(["x{{7*7}}${7*7}#{7*7}<%= 7*7 %>"]), "zh"))
    assert "{{7*7}}${7*7}#{7*7}<%= 7*7 %>" in said


def test_no_field_of_the_table_begins_like_a_formula() -> None:
    table = rows(worse())
    assert len(table) == len(worse().findings)
    for row in table:
        for field in row.values():
            assert not field.lstrip().startswith(FORMULA)
            assert not CONTROL.search(field)


def test_markdown_holds_no_markup_of_the_site() -> None:
    said = MarkdownReport().render(worse(), "zh").decode()
    assert not re.search(r"<(?!/?$)[a-zA-Z!/]", said)
    assert not re.search(r"(?<!\\)[\[\]`]", said)
    assert "://" not in said
    assert not re.search(r"@(?!\u2060)", said)
    assert not CONTROL.search(said)
    for line in said.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in (4, 5)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_addresses_in_a_log_are_addresses_as_rfc_3986_has_them(lang: str) -> None:
    run = sarif(worse(), lang)
    for one in run["results"]:
        for place in one.get("locations", ()):
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(?:[!$&'()*+,;=:@/?#~._\-A-Za-z0-9]|%[0-9A-Fa-f]{2})*", uri)


def test_personal_data_appears_in_no_format() -> None:
    result = hostile([STRINGS[-1]])
    for report in REPORTS:
        content = report.render(result, "zh")
        whole = content + b"".join(parts(content).values()) if content.startswith(b"PK") else content
        if report.name == "json":  # addresses are kept there as they are: they are how to find the place again
            whole = json.dumps([one["evidence"][0]["quote"] for one in json.loads(content)["findings"]]).encode()
        assert b"11010519491231002X" not in whole, report.name
        assert b"13800138000" not in whole, report.name


@pytest.mark.nightly
@pytest.mark.parametrize("report", [XlsxReport(), RectificationNotice(), SelfCheckReport()])
def test_libreoffice_opens_what_we_write(
    report: XlsxReport | RectificationNotice | SelfCheckReport, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed: nobody has opened the workbook and the letters")
    source = tmp_path / f"report{report.suffix}"
    source.write_bytes(report.render(worse(), "zh"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    printed = (tmp_path / "report.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert len(printed) > LEAST
