"""The action for CI, run step by step on this machine: a small interpreter of what our own action.yml uses."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = ROOT / ".github" / "actions" / "audit"
DEFINED = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
AUDITOR = Path(sys.executable).with_name("auditor")


@dataclass
class Job:
    """What one use of the action left behind."""

    failed: int = 0  # exit code of the first step that failed
    outputs: dict[str, str] = field(default_factory=dict)
    used: dict[str, dict[str, str]] = field(default_factory=dict)  # other actions by name, with what they were given
    log: str = ""
    summary: str = ""


def value(expression: str, scope: dict[str, str]) -> str:
    """`inputs.x`, `steps.a.outputs.b`, `github.action_path`, or a quoted text. What is not there is empty."""
    word = expression.strip()
    return word[1:-1] if word.startswith("'") else scope.get(word, "")


def filled(text: str, scope: dict[str, str]) -> str:
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: value(found[1], scope), text)


def holds(condition: str, scope: dict[str, str], *, failed: bool) -> bool:
    terms = [term.strip() for term in condition.split("&&")] if condition else []
    if failed and "always()" not in terms:
        return False
    for term in terms:
        if term == "always()":
            continue
        found = re.fullmatch(r"(.+?) (==|!=) (.+)", term)
        assert found, term
        if (value(found[1], scope) == value(found[3], scope)) is not (found[2] == "=="):
            return False
    return True


def run(folder: Path, **inputs: str) -> Job:
    given = {name: str(asked.get("default", "")) for name, asked in DEFINED["inputs"].items()}
    given |= {name.replace("_", "-"): text for name, text in inputs.items()}
    assert given.keys() == DEFINED["inputs"].keys()
    scope = {f"inputs.{name}": text for name, text in given.items()} | {"github.action_path": str(ACTION)}
    job = Job()
    for number, step in enumerate(DEFINED["runs"]["steps"]):
        if not holds(step.get("if", ""), scope, failed=bool(job.failed)):
            continue
        if "uses" in step:
            job.used[step["uses"]] = {key: filled(text, scope) for key, text in step["with"].items()}
            continue
        out, summary = folder / f"out{number}", folder / "summary"
        out.touch()
        own = {key: filled(text, scope) for key, text in step.get("env", {}).items()}
        env = {"GITHUB_OUTPUT": str(out), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(folder)}
        assert step["shell"] == "bash"
        done = subprocess.run(  # as the runner starts it
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder,
            env=os.environ | env | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        job.log += done.stdout
        job.failed = job.failed or done.returncode
        for line in out.read_text(encoding="utf-8").splitlines():
            name, _, text = line.partition("=")
            scope[f"steps.{step['id']}.outputs.{name}"] = text
        job.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
    job.outputs = {name: filled(said["value"], scope) for name, said in DEFINED["outputs"].items()}
    return job


def test_the_sample_portal_end_to_end(tmp_path: Path) -> None:
    job = run(
        tmp_path, source="demo", auditor=str(AUDITOR), fail_on="deduct", upload_sarif="true", args="--render\nnever"
    )
    assert job.failed == 1, job.log
    folder = tmp_path / "govsite-audit"
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    unmet = [one for one in result["findings"] if one["outcome"] == "unmet"]
    assert int(job.outputs["unmet"]) == int(job.outputs["new"]) == len(unmet) > 10
    assert (job.outputs["fixed"], job.outputs["exit-code"]) == ("", "1")
    assert float(job.outputs["coverage"]) == result["score"]["coverage"]
    assert job.outputs["score"]
    assert job.outputs["verdict"] in job.log
    assert "<html" in (tmp_path / job.outputs["report"]).read_text(encoding="utf-8")
    assert job.summary == (tmp_path / job.outputs["comment"]).read_text(encoding="utf-8")
    assert len(re.findall(r"^::warning title=[^\n]+::[^\n]+$", job.log, re.MULTILINE)) == 10
    stopped = re.search(r"^::stop-commands::(\w+)\n(.*?)^::\1::$", job.log, re.MULTILINE | re.DOTALL)
    assert stopped
    assert job.outputs["verdict"] in stopped[2]  # the site's words stand where no command is heard
    assert job.used == {
        "actions/upload-artifact@v4": {"name": "govsite-audit", "path": "govsite-audit"},
        "github/codeql-action/upload-sarif@v3": {
            "sarif_file": "govsite-audit/result.sarif",
            "category": "govsite-auditor",
        },
    }


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A static build with one dead link, whose words try to give orders to the runner and to the shell."""
    (tmp_path / "dist").mkdir()
    orders = "::error::x %0A $(touch pwned) `touch pwned`"
    page = f'<meta charset=utf-8><title>站 {orders}</title><a href="/gone.html">{orders}</a><a href="/b.html">二</a>'
    (tmp_path / "dist" / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "dist" / "b.html").write_text("<meta charset=utf-8><title>二</title>乙", encoding="utf-8")
    return tmp_path


LOCAL = {"source": "dist", "auditor": str(AUDITOR), "as": "https://www.example.gov.cn/", "args": "--offline"}


def test_the_gate_on_a_static_build(build: Path) -> None:
    failing = run(build, **LOCAL, fail_on="deduct", store="kept.db")
    assert (failing.failed, failing.outputs["exit-code"], failing.outputs["unmet"]) == (1, "1", "1"), failing.log
    assert not (build / "pwned").exists()
    assert not re.search(r"^::error", failing.log, re.MULTILINE)
    soft = run(build, **LOCAL, fail_on="deduct", soft_fail="true", store="kept.db", artifact="")
    assert (soft.failed, soft.outputs["new"], soft.outputs["fixed"]) == (0, "0", "0"), soft.log
    assert soft.used == {}
    (build / "dist" / "gone.html").write_text("<meta charset=utf-8><title>回</title>来了", encoding="utf-8")
    mended = run(build, **LOCAL, fail_on="deduct", store="kept.db")
    assert (mended.failed, mended.outputs["exit-code"], mended.outputs["unmet"]) == (0, "0", "0"), mended.log


def test_known_findings_do_not_fail_it(build: Path) -> None:
    run(build, **LOCAL, store="kept.db")
    made = [AUDITOR, "baseline", "create", "latest", "base.json", "--store", "kept.db"]
    subprocess.run(made, cwd=build, check=True, capture_output=True)
    known = run(build, **LOCAL, fail_on="deduct", baseline="base.json", new_only="true", store="other.db")
    assert (known.failed, known.outputs["unmet"], known.outputs["new"]) == (0, "1", "0"), known.log


def test_an_input_that_cannot_be_used_fails_it_and_keeps_nothing(build: Path) -> None:
    wrong = run(build, **LOCAL, fail_on="everything; touch pwned")
    assert (wrong.failed, wrong.outputs["exit-code"], wrong.outputs["report"]) == (2, "2", ""), wrong.log
    assert wrong.used == {}
    assert not (build / "pwned").exists()


def test_the_action_and_its_workflow_give_only_what_there_is() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "action.yml").read_text(encoding="utf-8"))
    uses = [step for step in workflow["jobs"]["action"]["steps"] if step.get("uses", "").startswith("./")]
    assert uses
    assert all((ROOT / step["uses"] / "action.yml").is_file() for step in uses)
    assert {name for step in uses for name in step["with"]} <= DEFINED["inputs"].keys()
    document = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert [name for name in (*DEFINED["inputs"], *DEFINED["outputs"]) if f"`{name}`" not in document] == []
    for step in DEFINED["runs"]["steps"]:  # an input inside a script would be run as a part of it
        assert "${{" not in step.get("run", "")


def test_the_recipes_of_the_documents_are_good_yaml() -> None:
    document = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    recipes: list[Any] = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", document, re.DOTALL)]
    assert len(recipes) == 3
    for use in re.findall(r"uses: \S+/\.github/actions/audit.*?\n(.*?)(?=\n\s+- |```)", document, re.DOTALL):
        assert set(re.findall(r"^\s{10}([\w-]+):", use, re.MULTILINE)) <= DEFINED["inputs"].keys()
