"""What the documents say is there, and what is there is in the documents."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from auditor import registry
from auditor.cli import cli
from auditor.config import Defaults, SiteFile
from auditor.gate import Exit, GateRules
from auditor.model.outcome import Outcome, Reason
from auditor.model.portal import Unit
from auditor.model.profile import Binding, Clause, Effect, Override, Profile
from auditor.profile import load_all

ROOT = Path(__file__).parents[1]
USAGE = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
REPORTS = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
VERDICTS = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
TRANSCRIBING = (ROOT / "profiles" / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted({ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md"), *ROOT.glob(".github/*.md")})


def options(command: click.Command) -> set[str]:
    found = {name for param in command.params if isinstance(param, click.Option) for name in param.opts}
    for child in command.commands.values() if isinstance(command, click.Group) else ():
        found |= options(child)
    return found


def test_every_option_is_documented() -> None:
    assert {name for name in options(cli) if f"`{name}" not in USAGE} == set()


def test_every_format_of_a_report_is_documented() -> None:
    assert {name for name in registry.reports() if f"`{name}`" not in REPORTS or f"`{name}`" not in USAGE} == set()


def test_every_key_of_a_unit_and_every_word_of_a_letter_is_documented() -> None:
    letters = (ROOT / "reports" / "auditor_reports" / "letters.py").read_text(encoding="utf-8")
    words = set(re.findall(r"{{ (?:\w+\.)?(\w+) }}", letters)) - {"line", "page", "name"}
    known = words - {"number", "outcome", "document", "points", "unmet", "what", "places", "gain"}  # of listed groups
    assert {word for word in known if f"`{word}`" not in REPORTS} == set()
    assert {key for key in Unit.model_fields if f"{key} = " not in REPORTS} == set()


def test_every_command_is_documented() -> None:
    for name, command in cli.commands.items():
        assert f"`auditor {name}" in USAGE, name
        for child in getattr(command, "commands", {}):
            assert f"{child}" in USAGE, child


def test_every_exit_code_is_documented() -> None:
    assert [code for code in Exit if f"| {int(code)} |" not in USAGE] == []


def test_every_outcome_and_reason_is_documented() -> None:
    assert [word for word in (*Outcome, *Reason) if f"`{word.value}`" not in VERDICTS] == []


def test_every_key_of_a_profile_is_documented() -> None:
    keys = {key for model in (Profile, Clause, Binding, Effect, Override) for key in model.model_fields}
    assert {key for key in keys if f"`{key}`" not in TRANSCRIBING} == set()


def test_every_check_and_profile_is_named_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [profile.id for profile in load_all() if profile.id not in readme] == []
    assert {rule.partition(".")[0] for rule in registry.checks()} <= set(re.findall(r"`(\w+)`", readme))


def test_the_readme_tells_how_much_of_each_document_is_judged() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    done = CliRunner().invoke(cli, ["profiles", "coverage", "--json"])
    counted = json.loads(done.output)["profiles"]
    total = {key: sum(one[key] for one in counted.values()) for key in ("clauses", "automatic", "assisted", "manual")}
    for name, one in {**{f"`{name}`": one for name, one in counted.items()}, "合计 / total": total}.items():
        row = re.search(rf"^\| {re.escape(name)} \|[^|]*\|(.*)\|$", readme, re.MULTILINE)
        assert row, name
        assert [int(cell) for cell in row[1].split("|")] == list(one.values()), name


def test_the_site_file_of_the_documents_loads() -> None:
    (example,) = re.findall(r"```toml\n(home = .*?)```", USAGE, re.DOTALL)
    assert SiteFile.model_validate(tomllib.loads(example)).profile == "kazuo-2021"


def test_the_configuration_of_the_documents_loads_and_names_every_key() -> None:
    (example,) = re.findall(r"```toml\n(# auditor.toml.*?)```", USAGE, re.DOTALL)
    told = Defaults.model_validate(tomllib.loads(example))
    assert set(Defaults.model_fields) - {"path"} == told.model_fields_set
    assert set(GateRules.model_fields) == told.gate.model_fields_set


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_every_auditor_command_in_the_documents_is_understood() -> None:
    for document in DOCUMENTS:
        for line in re.findall(
            r"^(?:\$ )?(auditor [a-z][^\n`|]*)$", document.read_text(encoding="utf-8"), re.MULTILINE
        ):
            words = line.split("#")[0].split()[1:]
            command: click.Command = cli
            while isinstance(command, click.Group) and words and not words[0].startswith("-"):
                assert words[0] in command.commands, line
                command = command.commands[words.pop(0)]
            known = options(command) | {"--lang"}
            assert [word for word in words if word.startswith("--") and word.partition("=")[0] not in known] == [], line


def test_make_help_names_the_two_commands() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("audit:", "test:", "nightly:"):
        assert f"\n{target}" in makefile


def test_no_document_or_source_names_a_path_of_one_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    for name in listed:
        if (
            name.endswith((".py", ".md", ".toml", ".yml", ".sh", ".po", ".j2", "Makefile"))
            and name != "tests/test_docs.py"
        ):
            text = (ROOT / name).read_text(encoding="utf-8")
            assert not re.search(r"/wor[k]/|/roo[t]/|bash_job[s]", text), name


def test_the_module_runs_as_the_command_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "auditor.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert "govsite-auditor" in done.stdout
