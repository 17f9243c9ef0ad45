"""Does one command write every format, with what the store knows beside the result?"""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from warcio.archiveiterator import ArchiveIterator

from tests.reports.formats import parts, words

FORMATS = {
    "html": "r.html",
    "json": "r.json",
    "xlsx": "r.xlsx",
    "docx": "notice.docx",
    "docx-report": "report.docx",
    "csv": "r.csv",
    "md": "r.md",
    "junit": "r.xml",
    "sarif": "r.sarif",
    "evidence": "r.zip",
}
SITE = """\
home = "http://www.qinglan.gov.test/"
[[units]]
name = "县数据局"
rules = ["links.*"]
days = 10
[[units]]
name = "县政府办公室"
"""


def auditor(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "auditor.cli", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, env={**os.environ, "NO_COLOR": "1"})


@pytest.fixture(scope="module")
def folder(demos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of two runs of the sample portal, and every format of the second."""
    place = tmp_path_factory.mktemp("reports")
    (place / "site.toml").write_text(SITE, encoding="utf-8")
    shutil.copy(demos, place / "auditor.db")
    wanted = [word for form, path in FORMATS.items() for word in ("-f", f"{form}:{path}")]
    done = auditor(place, "report", "latest", "--site", "site.toml", *wanted)
    assert done.returncode == 0, done.stderr.decode()
    return place


def test_one_call_writes_every_format(folder: Path) -> None:
    for path in FORMATS.values():
        assert (folder / path).stat().st_size > 500, path


def test_the_units_of_the_site_file_and_the_run_before_are_in_the_register(folder: Path) -> None:
    sheet = load_workbook(folder / "r.xlsx")["整改台账"]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert {row["责任单位"] for row in rows} == {"县数据局", "县政府办公室"}
    assert {row["比上次"] for row in rows} <= {"新增", "仍在"}
    assert "新增" in {row["比上次"] for row in rows}
    assert any(row["栏目"] for row in rows)


def test_the_log_tells_what_is_new_since_the_clean_portal(folder: Path) -> None:
    [run] = json.loads((folder / "r.sarif").read_bytes())["runs"]
    assert "new" in {one["baselineState"] for one in run["results"]}


def test_the_page_draws_the_scores_so_far_and_the_age_of_columns(folder: Path) -> None:
    page = (folder / "r.html").read_text("utf-8")
    assert "历次得分" in page
    assert re.search(r"id=\"?chapter-freshness\b", page)
    assert "谁负责哪一部分（2 个单位）" in page


def test_the_pack_holds_the_answer_that_convicts_a_dead_link(folder: Path) -> None:
    files = parts((folder / "r.zip").read_bytes())
    result = json.loads(files["result.json"])
    dead = next(
        one
        for one in result["findings"]
        if one["rule"] == "links.broken" and one["outcome"] == "unmet" and one["values"].get("status") == 404
    )
    target = dead["evidence"][0]["target"]
    seen = {
        record.rec_headers["WARC-Target-URI"]: record.http_headers.get_statuscode()
        for record in ArchiveIterator(io.BytesIO(files["pages.warc.gz"]))
        if record.rec_type == "response"
    }
    assert seen[target] == "404"
    assert dead["evidence"][0]["url"] in seen
    kinds = {one["kind"] for one in json.loads(files["probes.json"])}
    assert "aaaa" in kinds


def test_a_template_of_the_users_own_is_used_and_a_missing_one_told(folder: Path) -> None:
    document = Document()
    document.add_paragraph("关于{{ site }}的函")
    document.save(str(folder / "own.docx"))
    done = auditor(folder, "report", "latest", "--template", "docx=own.docx", "-f", "docx")
    assert done.returncode == 0
    assert words(done.stdout) == "关于青岚县人民政府门户网站的函"
    for wrong in ("docx=none.docx", "nonsense=own.docx", "own.docx"):
        assert auditor(folder, "report", "latest", "--template", wrong, "-f", "docx:x.docx").returncode == 2


def test_a_path_that_cannot_be_written_ends_in_one_sentence(folder: Path) -> None:
    (folder / "taken").mkdir(exist_ok=True)
    done = auditor(folder, "report", "latest", "-f", "evidence:taken")
    assert done.returncode == 2
    assert "taken" in done.stderr.decode()


def test_several_profiles_give_a_report_each_and_want_a_path(folder: Path) -> None:
    asked = ("--profile", "kazuo-2021", "--profile", "links")
    done = auditor(folder, "judge", "latest", *asked, "-f", "json:both.json")
    assert done.returncode in (0, 3), done.stderr.decode()
    for name in ("kazuo-2021", "links"):
        assert json.loads((folder / f"both.{name}.json").read_text("utf-8"))["profile"]["id"] == name
    again = auditor(folder, "report", "latest", *asked, "-f", "json:again.json")
    assert again.returncode == 0, again.stderr.decode()
    for name in ("kazuo-2021", "links"):
        same = [json.loads((folder / f"{once}.{name}.json").read_text("utf-8")) for once in ("both", "again")]
        assert same[0] == same[1]
    refused = auditor(folder, "judge", "latest", *asked, "--json")
    assert (refused.returncode, refused.stdout) == (2, b"")
