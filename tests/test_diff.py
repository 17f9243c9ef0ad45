"""What became of the findings between two results: new, fixed, persistent, or not covered this time."""

import json
import re
import shutil
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from auditor.commands.compare import was_seen
from auditor.demo.mutations import seeded
from auditor.demo.serve import Served
from auditor.model.comparison import Group, grouped, whole
from auditor.model.outcome import Outcome, Reason
from auditor.model.result import AuditResult, FindingResult, RuleText
from auditor.model.run import Coverage, Skipped
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.run import judge_run
from auditor.store import Store
from tests.command import auditor
from tests.gathering import gathered
from tests.test_gate import SETTLED, result

HOME = "http://www.example.gov.cn/"


def finding(outcome: str, subject: str = f"{HOME}a", reason: Reason | None = None, mark: str = "f") -> FindingResult:
    return FindingResult(
        fingerprint=mark, rule="x.y", outcome=Outcome(outcome), subject=subject, message="said", reason=reason
    )


def audited(
    *findings: FindingResult, coverage: Coverage | None = None, rules: tuple[str, ...] = ("x.y",)
) -> AuditResult:
    """A result of a run that saw all there is, unless `coverage` says otherwise."""
    base = result(SETTLED)
    texts = tuple(RuleText(id=one, family="x", title="题", why="", fix="", messages={"said": "句"}) for one in rules)
    portal = base.run.portal.model_copy(update={"home": HOME})
    run = base.run.model_copy(update={"portal": portal, "coverage": coverage or Coverage(complete=True)})
    return base.model_copy(update={"findings": findings, "rules": texts, "run": run})


def group(before: AuditResult, after: AuditResult) -> list[str]:
    return [one.group.value for one in grouped(before, after)]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (None, finding("unmet"), ["new"]),
        (finding("met"), finding("unmet"), ["new"]),
        (finding("not_testable", reason=Reason.TRANSIENT), finding("unmet"), ["new"]),
        (finding("unmet"), finding("unmet"), ["persistent"]),
        (finding("unmet"), finding("met"), ["fixed"]),
        (finding("unmet"), finding("not_applicable", reason=Reason.NOTHING_TO_JUDGE), ["fixed"]),
        (finding("unmet"), finding("not_testable", reason=Reason.BLOCKED), ["not_covered"]),
        (finding("unmet"), finding("not_applicable", reason=Reason.PARENT_MISSING), ["not_covered"]),
        (finding("unmet"), finding("manual"), ["not_covered"]),
        (finding("unmet"), finding("error"), ["not_covered"]),
        (finding("met"), finding("not_testable", reason=Reason.BLOCKED), ["other"]),
        (finding("met"), None, ["other"]),
        (finding("met"), finding("met"), []),
    ],
)
def test_a_finding_belongs_to_one_group(was: FindingResult | None, now: FindingResult | None, told: list[str]) -> None:
    assert group(audited(*filter(None, [was])), audited(*filter(None, [now]))) == told


def test_what_nobody_speaks_of_any_more_is_fixed_only_where_all_was_looked_at() -> None:
    before = audited(finding("unmet"))
    assert group(before, audited()) == ["fixed"]
    budget = Coverage(complete=True, skipped=(Skipped(reason="budget-pages", count=3),))
    assert group(before, audited(coverage=budget)) == ["not_covered"]
    assert group(before, audited(coverage=Coverage(complete=False))) == ["not_covered"]
    assert group(before, audited(rules=("x.z",))) == ["not_covered"], "its rule was not asked"
    unasked = finding("not_testable", subject=HOME, reason=Reason.NOT_GATHERED, mark="other")
    assert "not_covered" in group(before, audited(unasked)), "its rule could not be asked"


def quietly(folder: Path, *words: str) -> tuple[int, str]:
    done = auditor(folder, *words)
    assert "Traceback" not in done.said, done.said
    return done.code, done.out


@pytest.fixture(scope="module")
def folder(demos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("diff")
    shutil.copy(demos, place / "auditor.db")
    return place


@pytest.fixture(scope="module")
def runs(folder: Path) -> list[str]:
    return sorted(one["id"] for one in json.loads(quietly(folder, "runs", "--json")[1]))


def test_a_run_can_be_named_as_the_list_names_it(folder: Path, runs: list[str]) -> None:
    code, said = quietly(folder, "runs")
    assert code == 0
    assert [run for run in runs if f"{run}  " in said] == runs


def test_the_faults_planted_since_are_new_and_seen_from_behind_all_are_fixed(folder: Path, runs: list[str]) -> None:
    wanted = ("-f", "json:d.json", "-f", "html:d.html", "-f", "md:d.md", "-f", "text", "--exit-code")
    code, text = quietly(folder, "diff", *runs, *wanted)
    told = json.loads((folder / "d.json").read_bytes())
    assert (code, told["differs"]) == (1, True)
    counts = told["counts"]
    assert counts["new"] > 20
    assert (counts["fixed"], counts["persistent"], counts["not_covered"]) == (0, 0, 0)
    assert f"新增 ({counts['new']})" in text
    for name in ("d.html", "d.md"):
        assert f"新增 ({counts['new']})" in (folder / name).read_text("utf-8"), name
    assert "<script" not in (folder / "d.html").read_text("utf-8")
    assert all(one["fingerprint"][:8] in text for one in told["new"])
    code, text = quietly(folder, "--lang", "en", "diff", *reversed(runs), "--exit-code")
    assert code == 1
    assert re.search(rf"^Fixed \({counts['new']}\)$", text, re.MULTILINE)
    assert "新增" not in text


def test_a_run_and_itself_differ_in_nothing(folder: Path, runs: list[str]) -> None:
    assert quietly(folder, "diff", runs[1], runs[1], "--exit-code") == (0, "")
    code, written = quietly(folder, "diff", runs[1], runs[1], "--json")
    told = json.loads(written)
    assert (code, told["differs"], told["counts"]["new"]) == (0, False, 0)
    assert told["counts"]["persistent"] > 20
    assert [group.value for group in Group] == list(told["counts"])


async def test_a_smaller_look_at_the_same_faults_calls_nothing_fixed(tmp_path: Path) -> None:
    day = datetime.now(UTC).date()
    results: list[AuditResult] = []
    async with Served(seeded(day)) as served, await Store.open(str(tmp_path / "a.db")) as store:
        for most in (2000, 30):
            settings = served.settings(GatherSettings(workers=0, render="never", max_pages=most))
            settings = settings.model_copy(update={"second_look": 0.2})
            run = await gathered(served.portal, settings, store)
            results.append(judge_run(store, run.id, resolve("kazuo-2021"), day))
        before, after = results
        with store.facts(after.run.id, day) as facts:
            seen = partial(was_seen, facts=facts, everything=whole(after))
            changes = grouped(before, after, seen)
    counts = Counter(one.group for one in changes)
    assert not whole(after)
    assert counts[Group.FIXED] == 0, [
        (one.finding.rule, one.finding.subject, one.now) for one in changes if one.group is Group.FIXED
    ]
    assert counts[Group.NOT_COVERED] > 3
    assert counts[Group.PERSISTENT] > 3


def test_a_format_that_is_none_is_told(folder: Path, runs: list[str]) -> None:
    assert quietly(folder, "diff", *runs, "-f", "xlsx:d.xlsx")[0] == 2
