"""Who has the last word: command line, environment, site file, configuration, defaults; and where a value came from."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import auditor

HOME = "https://www.example.gov.cn/"
SITE = f"""
home = "{HOME}"
level = "township"
profile = "kazuo-2021"
waivers = ["site-waivers.toml"]

[gather]
rate = 3
max_pages = 30

[gate]
fail_under = 70
"""
CONFIG = """
store = "kept.db"
lang = "en"
level = "county"
profile = "state-council-2020"
waivers = ["waivers.toml"]

[gather]
rate = 2
max_pages = 20
max_depth = 2

[gate]
fail_under = 60
fail_on = "veto"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").write_text(SITE, encoding="utf-8")
    (tmp_path / "auditor.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def holds(folder: Path, source: str, *words: str, **env: str) -> dict[str, Any]:
    code, out, error = auditor(folder, "scan", source, "--print-config", *words, **env)
    assert code == 0, error
    told: dict[str, Any] = json.loads(out)
    return told


@pytest.mark.parametrize(
    ("source", "words", "env", "rate", "came"),
    [
        (HOME, (), {"AUDITOR_CONFIG": "/dev/null"}, 4, "default"),
        (HOME, (), {}, 2, "auditor.toml"),
        ("site.toml", (), {}, 3, "site.toml"),
        ("site.toml", (), {"AUDITOR_RATE": "5/s"}, 5, "AUDITOR_RATE"),
        ("site.toml", ("--rate", "6/s"), {"AUDITOR_RATE": "5/s"}, 6, "--rate"),
    ],
    ids=["default", "configuration", "site file", "environment", "command line"],
)
def test_every_level_goes_before_the_one_below(
    folder: Path, source: str, words: tuple[str, ...], env: dict[str, str], rate: float, came: str
) -> None:
    told = holds(folder, source, *words, **env)
    assert (told["gather"]["rate"], told["from"]["gather.rate"]) == (rate, came)


def test_every_value_says_where_it_came_from(folder: Path) -> None:
    told = holds(folder, "site.toml", "--max-depth", "9", "--header", "X-Door: secret", AUDITOR_FAIL_ON="deduct")
    came = told["from"]
    assert {key for key in told if key not in ("gather", "gate", "from")} <= came.keys()
    assert {f"gather.{key}" for key in told["gather"]} | {f"gate.{key}" for key in told["gate"]} <= came.keys()
    said = {key: value for key, value in came.items() if value != "default"}
    assert said == {
        "home": "site.toml",
        "level": "site.toml",
        "profile": "site.toml",
        "waivers": "auditor.toml, site.toml",
        "store": "auditor.toml",
        "headers": "--header",
        "gather.rate": "site.toml",
        "gather.max_pages": "site.toml",
        "gather.max_depth": "--max-depth",
        "gate.fail_under": "site.toml",
        "gate.fail_on": "AUDITOR_FAIL_ON",
    }
    assert (told["gate"]["fail_under"], told["gate"]["fail_on"]) == (70, "deduct")
    assert told["waivers"] == ["waivers.toml", "site-waivers.toml"]
    assert "secret" not in json.dumps(told)


def test_a_configuration_may_stand_elsewhere_and_its_files_beside_it(folder: Path) -> None:
    (folder / "etc").mkdir()
    (folder / "auditor.toml").rename(folder / "etc" / "office.toml")
    for words, env in ((("--config", "etc/office.toml"), {}), ((), {"AUDITOR_CONFIG": "etc/office.toml"})):
        told = holds(folder, HOME, *words, **env)
        assert (told["store"], told["waivers"]) == ("etc/kept.db", ["etc/waivers.toml"])
        assert (told["profile"], told["from"]["profile"]) == ("state-council-2020", "etc/office.toml")
    assert holds(folder, HOME)["store"] == "auditor.db"


def test_the_configuration_holds_for_every_command(folder: Path) -> None:
    _code, _out, error = auditor(folder, "runs")
    assert "kept.db" in error, "its store"
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in error), "its language"
    (folder / "auditor.toml").write_text("[gate]\nnew_only = true\n", encoding="utf-8")
    assert auditor(folder, "scan", HOME)[0] == 2, "a gate that lacks its baseline"


@pytest.mark.parametrize("text", ["levle = 'county'", "[gather]\nrate = 'fast'", "[gate]\nfail_on = 'all'", "[gather"])
def test_a_configuration_that_cannot_be_used_is_told_in_one_sentence(folder: Path, text: str) -> None:
    (folder / "auditor.toml").write_text(text, encoding="utf-8")
    code, out, error = auditor(folder, "runs")
    assert (code, out) == (2, "")
    assert error.startswith("auditor.toml")
    assert len(error.strip().splitlines()) == 1
    assert auditor(folder, "runs", "--config", "none.toml")[0] == 2


def test_the_environment_does_not_stop_a_run_from_being_resumed(folder: Path) -> None:
    (folder / "auditor.toml").write_text('store = "kept.db"', encoding="utf-8")
    code, _out, error = auditor(folder, "scan", "--resume", AUDITOR_RATE="1/s")
    assert (code, "kept.db" in error) == (2, True), "there is no run, and that is all there is to say"
    code, _out, error = auditor(folder, "scan", "--resume", "--rate", "1/s")
    assert (code, "--resume" in error) == (2, True)
