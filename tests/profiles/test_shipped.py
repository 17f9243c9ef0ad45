"""The documents that we ship: whole, in order, paid once."""

import json
import re
from collections import Counter
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from auditor.judge import judge
from auditor.model.outcome import Outcome, Reason
from auditor.model.portal import Kind, Level, Portal
from auditor.model.profile import Clause, EffectKind, How
from auditor.model.result import AuditResult
from auditor.profile import load_all, resolve, validate, worth
from auditor.registry import Checks, checks
from tests.judging import HOME, SmallFacts, run, saying, understood
from tests.profiles.snapshots import DOCUMENTS, FOLDER, SHIPPED, snapshot

NATIONAL, KAZUO = "national-2019", "kazuo-2021"

ELSEWHERE = {
    "shanggao-2020:021": ["admin-regs-access"],  # a duty of the national department: asked of no local site
    "state-council-2020:005": ["admin-regs-access"],
    "shanggao-2020:047": ["training-held"],  # what officials study is not published
    "state-council-2020:034": ["training-held"],
    "yunnan-2020:024": ["rules-centralized"],  # one library holds both; a county makes no rules of its own
    "changxing-2022:016": ["topic-legacy-archived"],  # national-2019 asks it of all topics
    "kazuo-2021:016": ["topic-legacy-archived"],  # clause 14 asks it of all topics
    # inner links are in the metrics of the monitoring, in none of these documents: advice of national-2019 and points
    # of ipv6-2024
    "shanggao-2020:040": ["ipv6-l2-links", "ipv6-l3-links"],
    "kazuo-2021:035": ["ipv6-l2-links", "ipv6-l3-links"],
    "yunnan-2020:037": ["ipv6-l2-links"],
}
"""Working names of the catalogue that a clause leaves out, and why."""


UNBUILT = {
    "http-404": "a helpful error page is a matter of taste; error pages sent with 200 are found by links.wrong",
    "map-approval-no": "the number stands in the picture of the map",
    "site-annual-table": "asked by no document here; told apart from the annual report",
    "site-uniqueness": "who runs which other site is not told by the site itself",
    "perf-load": "hangs on our own line",
    "a11y-contrast": "styles and scripts have to run",
    "a11y-keyboard": "scripts have to run",
    "a11y-captcha-alt": "no form is filled in",
    "leader-info": "asked by no document here",
}
"""Working names of the catalogue that no profile binds, and why."""


def said(profile: str, *, level: Level = Level.COUNTY, kind: Kind = Kind.PORTAL, as_of: date, say: str) -> AuditResult:
    """The result when every rule says the same."""
    resolved = resolve(profile)
    params = {"say": say}
    clauses = tuple(
        placed.model_copy(
            update={
                "clause": placed.clause.model_copy(
                    update={
                        "checks": tuple(
                            # What a rule is asked stays apart, by a subject that spells its parameters.
                            binding.model_copy(
                                update={"params": params | {"at": [HOME + json.dumps(binding.params, default=str)]}}
                            )
                            for binding in placed.clause.checks
                        )
                    }
                )
            }
        )
        for placed in resolved.clauses
    )
    rules = {binding.rule for placed in resolved.clauses for binding in placed.clause.checks}
    facts = SmallFacts(portal=Portal(home=HOME, level=level, kind=kind), as_of=as_of)
    return judge(
        facts,  # type: ignore[arg-type]
        run(),
        resolved.model_copy(update={"clauses": clauses}),
        checks=Checks({rule: saying(rule) for rule in rules}, {}),
        understand=understood,
    )


@pytest.mark.parametrize("profile", SHIPPED)
def test_a_shipped_profile_resolves_to_what_was_written_down(profile: str) -> None:
    """When a change is meant: `python -m tests.profiles.snapshots`, and read the diff."""
    assert snapshot(profile) == (FOLDER / f"{profile}.json").read_text(encoding="utf-8")


def test_the_shipped_profiles_are_all_there_and_sound() -> None:
    assert tuple(profile.id for profile in load_all()) == SHIPPED
    assert [validate(profile) for profile in SHIPPED] == [()] * len(SHIPPED)


@pytest.mark.parametrize("profile", SHIPPED)
def test_every_clause_says_in_both_languages_what_is_asked_and_why_it_is_manual(profile: str) -> None:
    for placed in resolve(profile).clauses:
        clause = placed.clause
        assert clause.duty, placed.ref
        assert clause.duty_en, placed.ref
        assert clause.cite, placed.ref
        if clause.how is How.MANUAL:
            assert clause.reason, placed.ref
            assert clause.reason_en, placed.ref


def test_points_without_a_figure_in_the_document_are_ours_and_say_how_they_are_counted() -> None:
    for profile in SHIPPED:
        for placed in resolve(profile).clauses:
            effects = [placed.clause.effect, *(b.effect for b in placed.clause.checks if b.effect)]
            for effect in effects:
                if effect.kind is EffectKind.DEDUCT:
                    assert effect.source, placed.ref
                    assert effect.assigned_by.value == "project", placed.ref


def own_clauses(profile: str) -> list[Clause]:
    return [placed.clause for placed in resolve(profile).clauses if placed.document == profile]


def catalogued(shared: Path) -> dict[str, dict[str, Any]]:
    rows = json.loads((shared / "regulation" / "clauses.json").read_text(encoding="utf-8"))
    return {row["row"]: row for row in rows}


def test_the_documents_hold_every_row_of_the_catalogue_once(shared: Path) -> None:
    held = [row for document in DOCUMENTS for clause in own_clauses(document) for row in clause.rows]
    assert Counter(held) == Counter(list(catalogued(shared)))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_holds_its_own_rows_by_their_clauses_and_weak_ones_convict_nobody(
    shared: Path, document: str
) -> None:
    rows = catalogued(shared)
    for clause in own_clauses(document):
        (row,) = (rows[row] for row in clause.rows)
        assert row["document"] == document, clause.id
        said = row["clause"].removeprefix("粤 ").removeprefix("国办 ").replace("(", "（").replace(")", "）")
        assert clause.id.rpartition(".")[0] == said or clause.id == said, clause.id
        assert not (row["weak"] and clause.how is How.AUTOMATIC), clause.id


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_binds_what_the_catalogue_names_or_says_why_not(shared: Path, document: str) -> None:
    rows = catalogued(shared)
    for clause in own_clauses(document):
        bound = {binding.catalogue for binding in clause.checks}
        for row in clause.rows:
            left = set(rows[row]["checks"]) - bound
            assert left <= set(ELSEWHERE.get(row, ())), f"{row}: {left}"
            if clause.how is How.MANUAL:
                assert clause.reason.startswith(("内部工作，网站上看不到", "这是", "只约束")), clause.reason


def test_every_rule_is_bound_and_every_working_name_too_or_there_is_a_reason(shared: Path) -> None:
    bindings = [
        binding for profile in SHIPPED for placed in resolve(profile).clauses for binding in placed.clause.checks
    ]
    assert set(checks()) - {binding.rule for binding in bindings} == set()
    index = json.loads((shared / "regulation" / "check-index.json").read_text(encoding="utf-8"))
    assert {row["id"] for row in index} - {binding.catalogue for binding in bindings} == set(UNBUILT)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_stands_in_its_own_order(document: str) -> None:
    ids = [clause.cite for clause in own_clauses(document)]
    runs = [one for one, _group in groupby(ids)]
    assert len(runs) == len(set(runs)), "clauses of one number stand together"
    assert "末段" not in ids or runs[-1] == "末段"
    if document == KAZUO:
        numbered = [tuple(map(int, one.id.split("."))) for one in own_clauses(document) if one.id != "末段"]
        assert numbered == sorted(numbered)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_duty_is_copied_from_the_document(shared: Path, document: str) -> None:
    rows = catalogued(shared)
    for clause in own_clauses(document):
        for row in clause.rows:
            quote = rows[row]["quote"].strip("「」")
            assert clause.duty not in quote, clause.id
            assert _common_run(clause.duty, quote) < 12, clause.id


UNFIXED = {"columns.present", "columns.covers", "entries.opens", "items.about", "texts.says"}
"""Rules that look for names and words of ours: no document says what such a column has to be called."""


@pytest.mark.parametrize("document", ["common", NATIONAL, *DOCUMENTS])
def test_what_goes_by_names_that_no_document_fixes_convicts_nobody(document: str) -> None:
    convicting = {
        clause.id
        for clause in own_clauses(document)
        if clause.how is How.AUTOMATIC and {binding.rule for binding in clause.checks} & UNFIXED
    }
    assert convicting == set()


def test_nearly_all_clauses_are_judged_or_assisted() -> None:
    """A table of it stands in the README, see tests/test_docs.py."""
    hows = Counter(clause.how for document in DOCUMENTS for clause in own_clauses(document))
    assert hows.total() == 324
    assert hows[How.AUTOMATIC] + hows[How.ASSISTED] >= 230


def _common_run(one: str, two: str) -> int:
    lengths = (
        length
        for start in range(len(one))
        for length in range(len(one) - start, 0, -1)
        if one[start : start + length] in two
    )
    return max(lengths, default=0)


@pytest.mark.parametrize(
    ("level", "points"),
    [(Level.PROVINCE, 66.0), (Level.PREFECTURE, 66.0), (Level.COUNTY, 66.0), (Level.TOWNSHIP, 60.0)],
)
def test_a_portal_of_each_level_is_asked_for_its_own_points(level: Level, points: float) -> None:
    assert said(NATIONAL, level=level, as_of=date(2024, 6, 3), say="met").score.points == points


def test_under_kazuo_every_question_is_paid_once() -> None:
    result = said(KAZUO, as_of=date(2024, 6, 3), say="unmet")
    payers = Counter(
        (rule, finding.subject)
        for clause in result.clauses
        if clause.counted
        for finding in result.findings
        if finding.fingerprint in clause.findings and finding.effect is EffectKind.DEDUCT
        for rule in [finding.rule]
        if clause.ref in finding.clauses and not clause.paid_by
    )
    shown_twice = {("interpretations.infographic")}  # 8.2 shows what 8.1 pays for
    assert {rule for (rule, _subject), count in payers.items() if count > 1} <= shown_twice
    assert result.score.low == result.score.high
    deducted = [finding.lost for finding in result.findings if finding.effect is not EffectKind.BONUS]
    assert sum(deducted) == pytest.approx(result.score.lost, abs=1e-3)


def test_under_kazuo_the_weights_follow_its_emphases() -> None:
    result = said(KAZUO, as_of=date(2024, 6, 3), say="met")
    worths = {clause.ref: round(clause.worth * result.score.points / 100, 3) for clause in result.clauses}
    assert worths[f"{KAZUO}:8.1"] == 4
    assert worths[f"{KAZUO}:8.2"] == 1
    assert worths[f"{KAZUO}:8.5"] == 4
    assert worths[f"{KAZUO}:14"] == 8
    assert worths[f"{KAZUO}:15"] == 6
    inherited = {clause.ref: clause.paid_by for clause in result.clauses if clause.paid_by}
    assert inherited == {
        f"{NATIONAL}:ipv6-aaaa-county": f"{KAZUO}:15",
        f"{NATIONAL}:ipv6-home-county": f"{KAZUO}:15",
        f"{NATIONAL}:interpretations-coverage": f"{KAZUO}:8.2",
        f"{NATIONAL}:interpretations-forms": f"{KAZUO}:8.4",
    }


@pytest.mark.parametrize(
    ("day", "reason"), [(date(2021, 6, 1), Reason.NOT_DUE), (date(2021, 12, 31), None), (date(2022, 1, 1), None)]
)
def test_ipv6_is_due_for_counties_at_the_end_of_2021(day: date, reason: Reason | None) -> None:
    result = said(KAZUO, as_of=day, say="met")
    assert next(clause.reason for clause in result.clauses if clause.ref == f"{KAZUO}:15") is reason


def test_ipv6_was_due_for_provinces_a_year_earlier() -> None:
    result = said(NATIONAL, level=Level.PROVINCE, as_of=date(2021, 1, 1), say="unmet")
    outcomes = {clause.id: clause.outcome for clause in result.clauses if clause.family == "ipv6"}
    assert outcomes["ipv6-aaaa"] is Outcome.UNMET
    assert outcomes["ipv6-aaaa-county"] is Outcome.NOT_APPLICABLE


def test_a_county_owes_no_government_rules() -> None:
    result = said(KAZUO, as_of=date(2024, 6, 3), say="met")
    rules = [clause for clause in result.clauses if clause.id in ("5.2", "5.3")]
    assert [(clause.outcome, clause.reason) for clause in rules] == [(Outcome.NOT_APPLICABLE, Reason.LEVEL)] * 2


def test_only_what_the_national_document_names_vetoes_and_from_its_counts_on() -> None:
    clauses = {placed.ref: placed.clause for profile in SHIPPED for placed in resolve(profile).clauses}
    vetoes = {ref: one.effect.count for ref, one in clauses.items() if one.effect.kind is EffectKind.VETO}
    assert {ref.rpartition(":")[2]: count for ref, count in vetoes.items()} == {
        "home-stale": 1,
        "column-stale-many": 5,
        "column-empty-many": 5,
    }


def test_advice_carries_no_points() -> None:
    readability = next(p.clause for p in resolve(NATIONAL).clauses if p.clause.id == "interpretations-readability")
    assert worth(readability) == 0


def test_the_examples_of_the_guide_are_valid(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "profiles" / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", guide, re.S)
    written = tmp_path / "county-2024.toml"
    written.write_text("\n".join(examples), encoding="utf-8")
    assert validate(str(written)) == ()
    assert len(examples[0].strip().splitlines()) <= 10
