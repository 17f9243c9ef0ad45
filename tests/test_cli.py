"""Bad input gets one clear sentence and the documented exit code; good input is understood."""

import json
import re
from pathlib import Path

import click
import pytest

from auditor import cli as cli_module
from auditor.cli import cli
from auditor.commands import command
from auditor.line import language, without
from auditor.texts import catalogue
from tests.command import auditor

BAD_SITE = 'home = "https://www.example.gov.cn/"\nlevle = "county"\n'


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["scan"], "网址"),
        (["scan", "not a url"], "not a url"),
        (["scan", "missing.toml"], "missing.toml"),
        (["scan", "bad.toml"], "levle"),
        (["scan", "https://www.example.gov.cn/", "--profile", "natoinal-2019"], "national-2019"),
        (["scan", "https://www.example.gov.cn/", "--rate", "fast"], "--rate"),
        (["scan", "https://www.example.gov.cn/", "-f", "hmtl:x.html"], "hmtl"),
        (["scan", "https://www.example.gov.cn/", "-f", "html:no/such/x.html"], "no/such"),
        (["scan", "https://www.example.gov.cn/", "-f", "html", "-f", "json"], "标准输出"),
        (["scan", "https://www.example.gov.cn/", "--resume"], "--resume"),
        (["scan", "--resume", "--max-pages", "5"], "--resume"),
        (["scan", "--resume"], "auditor.db"),
        (["scan", "--as-of", "2026-13-01", "x"], "2026-13-01"),
        (["judge", "latest"], "auditor.db"),
        (["diff", "a.json", "b.json"], "a.json"),
        (["profiles", "validate", "bad.toml"], "bad.toml:"),
        (["checks", "show", "links.borken"], "links.broken"),
        (["nonsense"], "nonsense"),
        (["scan", "--nonsense"], "--nonsense"),
        (["--lang", "fr", "runs"], "fr"),
    ],
)
def test_bad_input_ends_in_one_sentence_and_exit_code_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "bad.toml").write_text(BAD_SITE, encoding="utf-8")
    done = auditor(tmp_path, *arguments)
    assert done.code == 2, done.said
    assert words in done.out + done.said
    assert "Traceback" not in done.said
    assert done.out == "" or arguments[0] == "profiles"


def test_a_portal_that_cannot_be_reached_ends_in_exit_code_3_with_a_report_that_says_so(tmp_path: Path) -> None:
    with_nothing_there = ["--map", "www.example.gov.cn=127.0.0.1:9", "--only-mapped", "--second-look", "0"]
    done = auditor(
        tmp_path, "scan", "http://www.example.gov.cn/", *with_nothing_there, "-f", "json:r.json", "-f", "html:r.html"
    )
    assert done.code == 3, done.said
    result = json.loads((tmp_path / "r.json").read_bytes())
    assert result["run"]["state"] == "home_down"
    assert result["score"]["low"] is None
    assert not [one for one in result["findings"] if one["outcome"] in ("met", "unmet", "error")]


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [([], "zh"), (["--lang", "en"], "en"), (["scan", "x", "--lang=en"], "en"), (["--lang", "fr"], "fr")],
)
def test_the_language_may_be_said_anywhere(arguments: list[str], lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDITOR_LANG", raising=False)
    assert language(arguments) == lang
    assert "--lang" not in " ".join(without(arguments, "--lang"))


def test_every_command_and_option_has_help_in_both_languages(tmp_path: Path) -> None:
    english = catalogue("en")

    def walk(node: click.Command, name: str) -> None:
        assert node.help, name
        assert node.help in english or node.help in english.values(), name
        for param in node.params:
            if getattr(param, "help", None) and param.name not in ("version", "help"):
                assert param.help in english or param.help in english.values(), (name, param.name)
        for child, sub in getattr(node, "commands", {}).items():
            walk(sub, f"{name} {child}")

    walk(cli, "auditor")
    assert "Gathers and judges" in auditor(tmp_path, "--lang", "en", "scan", "--help").out


def test_the_schema_for_editors_is_written(tmp_path: Path) -> None:
    done = auditor(tmp_path, "profiles", "schema")
    assert done.code == 0, done.said
    assert "clauses" in json.loads(done.out)["properties"]


def test_every_function_that_a_command_calls_is_there() -> None:
    names = re.findall(r'command\("([a-z_.0-9]+\.[a-z_0-9]+)"\)', Path(cli_module.__file__).read_text(encoding="utf-8"))
    assert len(names) >= 20
    assert [name for name in names if not callable(command(name))] == []


def test_no_color_is_honoured_and_pipes_get_none(tmp_path: Path) -> None:
    done = auditor(tmp_path, "checks", "list", NO_COLOR="1")
    assert done.code == 0
    assert "\x1b" not in done.out + done.said


def test_doctor_says_what_this_machine_cannot_see(tmp_path: Path) -> None:
    done = auditor(tmp_path, "doctor", "--json", "--resolver", "127.0.0.1:9", "--anchor", "anchor.test")
    assert done.code == 3
    rows = {row["name"]: row["ok"] for row in json.loads(done.out)}
    assert rows["DNS 解析"] is False
    assert rows["磁盘"] is True
    assert rows["IPv6"] is False
