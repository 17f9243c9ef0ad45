"""The gates as real commands over stored runs of the sample portal: the table of docs/ci.md, row by row."""

import contextlib
import json
import re
import shutil
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.gate import Exit, Gates
from auditor.known import KnownFiles
from auditor.model.problem import Problem
from tests.command import auditor

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").partition("## 门槛一览")[2].partition("\n## ")[0]
ROWS = [
    tuple(cell.strip() for cell in row.strip("|").split("|")) for row in TABLE.splitlines() if re.search(r"\d \|$", row)
]
EVERYTHING = '[[waivers]]\nrule = "*"\nreason = "已约定"\nsigner = "张三"\nexpires = {day}\n'
OWN = """
id = "own"
title = "本单位的要求"

[[clauses]]
id = "1"
duty = "首页上指向本站的链接都能打开"
how = "automatic"
effect = { kind = "EFFECT"POINTS }
checks = [{ rule = "links.broken", params = { where = "home", owner = "own" } }]

[[clauses]]
id = "2"
duty = "内页上指向本站的链接都能打开"
how = "automatic"
effect = { kind = "deduct", points = 4 }
checks = [{ rule = "links.broken", params = { where = "inner", owner = "own" } }]

[[clauses]]
id = "3"
duty = "栏目不空白"
how = "automatic"
effect = { kind = "deduct", points = 4 }
checks = [{ rule = "columns.blank" }]

[[clauses]]
id = "4"
duty = "有适老化入口"
how = "automatic"
effect = { kind = "deduct", points = 8 }
checks = [{ rule = "access.elder-mode" }]
"""


@pytest.fixture(scope="module")
def folder(demos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one store a portal, and the files that the rows name."""
    place = tmp_path_factory.mktemp("gates")
    shutil.copy(demos, place / "both.db")
    nowhere = ("--map", "www.example.gov.cn=127.0.0.1:9", "--only-mapped", "--second-look", "0", "--store", "down.db")
    quiet = ("--progress", "none", "--render", "never")
    assert auditor(place, "scan", "http://www.example.gov.cn/", *quiet, *nowhere).code == Exit.NO_VERDICT
    for name, effect in (("gates", ("deduct", ", points = 10")), ("veto", ("veto", ", count = 1"))):
        text = OWN.replace("EFFECT", effect[0]).replace("POINTS", effect[1])
        (place / f"{name}.toml").write_text(text, encoding="utf-8")
    (place / "waivers.toml").write_text(EVERYTHING.format(day="2099-12-31"), encoding="utf-8")
    (place / "expired.toml").write_text(EVERYTHING.format(day="2020-12-31"), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def runs(folder: Path) -> dict[str, tuple[str, ...]]:
    """The run that each word of the table means, with a baseline of its own."""
    listed = json.loads(auditor(folder, "runs", "--json", "--store", "both.db").out)
    ids = sorted(one["id"] for one in listed)
    named = {"clean": (ids[0], "both.db"), "planted": (ids[1], "both.db"), "down": ("latest", "down.db")}
    for name in ("clean", "planted"):
        result = f"{name}-result.json"
        judge(folder, named[name], "--profile", "gates.toml", "-f", f"json:{result}")
        made = auditor(folder, "baseline", "create", result, f"{name}.json")
        assert made.code == Exit.FINISHED, made.said
    return named


def judge(folder: Path, run: tuple[str, ...], *words: str) -> int:
    """The exit code of `auditor judge` as the command line gives it, without a process of its own."""
    with contextlib.chdir(folder):
        done = CliRunner().invoke(cli, ["judge", run[0], "--store", run[1], *words], standalone_mode=False)
    match done.exception:
        case None:
            return int(done.return_value)
        case Problem() as problem:
            return int(problem.code)
        case click.ClickException() as error:
            return error.exit_code
        case other:
            raise other


@pytest.mark.parametrize(("case", "run", "options", "code"), ROWS, ids=[row[0] for row in ROWS])
def test_every_row_of_the_table_ends_as_it_says(
    folder: Path, runs: dict[str, tuple[str, ...]], case: str, run: str, options: str, code: str
) -> None:
    words = options.strip("`").split()
    profile = [] if "--profile" in words else ["--profile", "gates.toml"]
    assert judge(folder, runs[run.split()[-1]], *profile, *words) == int(code), case


def test_the_table_has_a_row_for_every_gate_and_every_way_to_end() -> None:
    options = {word for row in ROWS for word in row[2].strip("`").split()}
    gates = {f"--{field.name.replace('_', '-')}" for one in (Gates, KnownFiles) for field in fields(one)}
    assert gates - options == set()
    assert {int(row[3]) for row in ROWS} == {Exit.FINISHED, Exit.GATE, Exit.USAGE, Exit.NO_VERDICT}


@pytest.mark.parametrize("row", [2, 3], ids=["fails", "undecided"])
def test_the_process_ends_with_the_same_code(folder: Path, runs: dict[str, tuple[str, ...]], row: int) -> None:
    _case, run, options, code = ROWS[row]
    name, store = runs[run.split()[-1]]
    words = ("--store", store, "--profile", "gates.toml", *options.strip("`").split())
    assert auditor(folder, "judge", name, *words).code == int(code)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh", "豁免已于 2020-12-31 过期，照常计：*（张三）"), ("en", "A waiver ran out on 2020-12-31")],
)
def test_an_expired_waiver_is_announced(folder: Path, runs: dict[str, tuple[str, ...]], lang: str, told: str) -> None:
    name, store = runs["planted"]
    words = ("--store", store, "--profile", "gates.toml", "--waivers", "expired.toml", "--lang", lang)
    done = auditor(folder, "judge", name, *words, "-f", "html:told.html", "-f", "md:told.md")
    for text in (done.said, (folder / "told.html").read_text("utf-8"), (folder / "told.md").read_text("utf-8")):
        assert told in text.replace("\\", "")
