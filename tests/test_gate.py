"""Exit codes of the gates, as a table."""

from datetime import date

import pytest

from auditor.gate import Exit, Gates
from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import AssignedBy, Effect, EffectKind, How
from auditor.model.result import AuditResult, ClauseResult, FindingResult, ProfileHead, Score
from tests.judging import run

SETTLED = Score(low=85, high=85, coverage=1)
OPEN = Score(low=75, high=85, coverage=0.8)
VETOED = Score(low=90, high=90, coverage=1, vetoes=("x:1",))
CANDIDATE = Score(low=90, high=90, coverage=1, veto_candidates=("x:1",))
NOTHING = Score()


def result(score: Score, *found: tuple[str, str], scored: bool = True, how: How = How.AUTOMATIC) -> AuditResult:
    """A result of one clause and finding for each (effect, outcome)."""
    clauses, findings = [], []
    for number, (kind, outcome) in enumerate(found):
        effect = Effect(kind=EffectKind(kind), points=kind in ("deduct", "bonus"))
        reason = Reason.BLOCKED if outcome == "not_testable" else None
        settled = Outcome(outcome) if how is How.AUTOMATIC else Outcome.MANUAL
        findings.append(
            FindingResult(
                fingerprint=f"{number:016}",
                rule="x.y",
                outcome=Outcome(outcome),
                subject=str(number),
                message="said",
                reason=reason,
                clauses=(f"x:{number}",),
                effect=effect.kind,
            )
        )
        clauses.append(
            ClauseResult(
                ref=f"x:{number}",
                document="x",
                id=str(number),
                duty="…",
                how=how,
                outcome=settled,
                reason=reason,
                effect=effect,
                assigned_by=AssignedBy.PROJECT,
            )
        )
    head = ProfileHead(
        id="x", title="x", digest="", documents=(), fail_below=60, bonus_above=80, coverage_floor=0.6, scored=scored
    )
    return AuditResult(
        tool="t",
        run=run(),
        profile=head,
        as_of=date(2026, 11, 20),
        score=score,
        clauses=tuple(clauses),
        findings=tuple(findings),
        rules=(),
    )


@pytest.mark.parametrize(
    ("score", "gates", "code"),
    [
        (SETTLED, Gates(), Exit.FINISHED),
        (SETTLED, Gates(fail_under=80), Exit.FINISHED),
        (SETTLED, Gates(fail_under=85), Exit.FINISHED),
        (SETTLED, Gates(fail_under=86), Exit.GATE),
        (OPEN, Gates(), Exit.FINISHED),
        (OPEN, Gates(fail_under=75), Exit.FINISHED),
        (OPEN, Gates(fail_under=80), Exit.NO_VERDICT),
        (OPEN, Gates(fail_under=86), Exit.GATE),
        (OPEN, Gates(min_coverage=0.8), Exit.FINISHED),
        (OPEN, Gates(min_coverage=0.9), Exit.NO_VERDICT),
        (OPEN, Gates(fail_under=86, min_coverage=0.9), Exit.GATE),
        (VETOED, Gates(), Exit.FINISHED),
        (VETOED, Gates(fail_on="veto"), Exit.GATE),
        (VETOED, Gates(fail_on="deduct"), Exit.GATE),
        (VETOED, Gates(fail_on="advise"), Exit.GATE),
        (CANDIDATE, Gates(fail_on="veto"), Exit.FINISHED),
        (CANDIDATE, Gates(fail_on="advise"), Exit.FINISHED),
        (NOTHING, Gates(), Exit.NO_VERDICT),
        (NOTHING, Gates(fail_under=60), Exit.NO_VERDICT),
    ],
)
def test_a_gate_earns_the_documented_exit_code(score: Score, gates: Gates, code: Exit) -> None:
    assert gates.judge(result(score)) is code


@pytest.mark.parametrize(
    ("found", "veto", "deduct", "advise"),
    [
        (("veto", "unmet"), 0, 1, 1),  # one finding of a veto that takes several is no confirmed veto yet
        (("deduct", "unmet"), 0, 1, 1),
        (("advise", "unmet"), 0, 0, 1),
        (("bonus", "unmet"), 0, 0, 0),
        (("deduct", "not_testable"), 0, 0, 0),
        (("deduct", "manual"), 0, 0, 0),
        (("deduct", "met"), 0, 0, 0),
    ],
)
def test_a_gate_fails_on_confirmed_findings_of_its_effect_or_a_heavier_one(
    found: tuple[str, str], veto: int, deduct: int, advise: int
) -> None:
    judged = result(SETTLED, ("deduct", "met"), found)
    assert [Gates(fail_on=on).judge(judged) for on in ("veto", "deduct", "advise")] == [veto, deduct, advise]


def test_what_a_person_has_to_decide_fails_no_gate() -> None:
    assert Gates(fail_on="advise").judge(result(SETTLED, ("deduct", "unmet"), how=How.ASSISTED)) is Exit.FINISHED


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([("deduct", "met")], Exit.FINISHED),
        ([("deduct", "unmet")], Exit.FINISHED),
        ([("deduct", "met"), ("advise", "not_testable")], Exit.FINISHED),
        ([("deduct", "not_testable")], Exit.NO_VERDICT),
        ([("deduct", "not_applicable"), ("advise", "not_testable")], Exit.NO_VERDICT),
        ([("deduct", "not_applicable")], Exit.FINISHED),  # nothing to judge is known, not open
    ],
)
def test_without_a_score_the_findings_say_whether_anything_was_judged(found: list[tuple[str, str]], code: Exit) -> None:
    assert Gates().judge(result(NOTHING, *found, scored=False)) is code
    assert Gates(fail_under=60).judge(result(NOTHING, *found, scored=False)) is Exit.NO_VERDICT
