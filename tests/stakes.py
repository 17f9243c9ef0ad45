"""Clauses as tests of the score write them: an effect, and the answers that it counts."""

from collections.abc import Sequence
from dataclasses import replace

from auditor.model.finding import Finding, Measure
from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import Effect, Grades
from auditor.model.result import Score
from auditor.score import Answer, ClauseStand, Stake, score

HOME = "https://www.example.gov.cn/"
GRADES = Grades()
MET, UNMET, OPEN, NA = Outcome.MET, Outcome.UNMET, Outcome.NOT_TESTABLE, Outcome.NOT_APPLICABLE
REASONS = {OPEN: Reason.BLOCKED, NA: Reason.NOTHING_TO_JUDGE}


def answer(outcome: Outcome, subject: str = "a", *, measure: Measure | None = None, **values: int) -> Answer:
    url = HOME + subject
    reason = REASONS.get(outcome)
    finding = Finding(
        rule="x.y", outcome=outcome, subject=url, message="m", values=values, reason=reason, measure=measure
    )
    return Answer(url, finding)


def whole(one: Answer) -> Answer:
    return replace(one, whole=True)


def deduct(points: float, scale: str = "whole", **more: object) -> Effect:
    return Effect.model_validate({"kind": "deduct", "points": points, "scale": scale, **more})


def stand(ref: str, stakes: Sequence[Stake], outcome: Outcome | None = None, **more: object) -> ClauseStand:
    outcomes = {one.finding.outcome for stake in stakes for one in stake}
    order = (UNMET, Outcome.ERROR, OPEN, Outcome.MANUAL, MET, NA)
    return ClauseStand(ref, outcome or next((o for o in order if o in outcomes), NA), stakes=tuple(stakes), **more)  # type: ignore[arg-type]


def clause(ref: str, effect: Effect, *answers: Answer, **more: object) -> ClauseStand:
    return stand(ref, [Stake(effect, (answers,))], **more)  # type: ignore[arg-type]


def total(*stands: ClauseStand) -> Score:
    return score(stands, GRADES).score
