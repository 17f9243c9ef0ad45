"""May the build go on? Exit codes and the gates of the command line."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from auditor.model.others import of_others
from auditor.model.outcome import Outcome
from auditor.model.profile import EffectKind, How
from auditor.model.result import AuditResult

SETTLED = frozenset({Outcome.MET, Outcome.UNMET})
OPEN = frozenset({Outcome.NOT_TESTABLE, Outcome.MANUAL, Outcome.ERROR})

# What `--fail-on` names, and all that is heavier. A bonus that is not won fails nothing.
HEAVIER: dict[str, frozenset[EffectKind]] = {
    "veto": frozenset(),  # confirmed vetoes alone: one may take several findings
    "deduct": frozenset({EffectKind.VETO, EffectKind.DEDUCT}),
    "advise": frozenset({EffectKind.VETO, EffectKind.DEDUCT, EffectKind.ADVISE}),
}


class Exit(IntEnum):
    """The same in every sub-command."""

    FINISHED = 0  # and any gate asked for passed
    GATE = 1  # a gate asked for failed
    USAGE = 2  # usage or configuration
    NO_VERDICT = 3  # could not judge
    INTERNAL = 4
    INTERRUPTED = 130  # state saved


class GateRules(BaseModel):
    """`[gate]` of a site file or of a configuration: what the command line may ask for too. None: not said here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fail_under: float | None = None
    fail_on: Literal["veto", "deduct", "advise"] | None = None
    min_coverage: float | None = Field(default=None, ge=0, le=1)
    max_open: int | None = Field(default=None, ge=0)
    new_only: bool | None = None
    soft_fail: bool | None = None

    def under(self, nearer: "GateRules") -> "GateRules":
        """These, where the nearer ones say nothing."""
        return self.model_copy(update=nearer.said())

    def said(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


@dataclass(frozen=True, slots=True)
class Gates:
    """What a result must hold for the build to go on; None: not asked for."""

    fail_under: float | None = None
    fail_on: str | None = None
    min_coverage: float | None = None
    new_only: bool = False  # what the baseline holds fails no `fail_on`; a veto that it holds alone neither
    max_open: int | None = None  # more undecided clauses than these are no verdict
    soft_fail: bool = False  # tell, and exit with 0

    def judge(self, result: AuditResult) -> Exit:
        """Which exit code does a result earn?

        A gate that fails for sure gives GATE; one that open items leave undecided, a missing score, or too little
        coverage gives NO_VERDICT. What waits for a person, or could not be judged, fails no `fail_on`, and what other
        people's sites do fails none but `advise`. Under a profile that forms no score, NO_VERDICT means that nothing
        was settled and something is open.
        """
        score = result.score
        if self.fail_on and (self._vetoed(result) or _unmet(result, self.fail_on, new_only=self.new_only)):
            return Exit.GATE
        if not result.profile.scored and self.fail_under is None and self.min_coverage is None:
            return Exit.NO_VERDICT if _nothing_settled(result) or self._too_open(result) else Exit.FINISHED
        if score.low is None or score.high is None:
            return Exit.NO_VERDICT
        if self.fail_under is not None and score.high < self.fail_under:
            return Exit.GATE
        undecided = self.fail_under is not None and score.low < self.fail_under
        thin = self.min_coverage is not None and score.coverage < self.min_coverage
        return Exit.NO_VERDICT if undecided or thin or self._too_open(result) else Exit.FINISHED

    def _vetoed(self, result: AuditResult) -> bool:
        vetoes = frozenset(result.score.vetoes)
        if not self.new_only:
            return bool(vetoes)
        return any(
            finding.outcome is Outcome.UNMET and not finding.known and not vetoes.isdisjoint(finding.clauses)
            for finding in result.findings
        )

    def _too_open(self, result: AuditResult) -> bool:
        undecided = sum(clause.outcome in OPEN and clause.how is not How.MANUAL for clause in result.clauses)
        return self.max_open is not None and undecided > self.max_open


def _unmet(result: AuditResult, fail_on: str, *, new_only: bool) -> bool:
    """Is a finding of these effects confirmed? Not by a clause on which a person has the last word."""
    kinds, others = HEAVIER[fail_on], of_others(result)
    confirmed = {
        clause.ref for clause in result.clauses if clause.outcome is Outcome.UNMET and clause.effect.kind in kinds
    }
    return any(
        finding.outcome is Outcome.UNMET
        and finding.effect in kinds
        and not (new_only and finding.known)
        and not confirmed.isdisjoint(finding.clauses)
        and (fail_on == "advise" or not others(finding))
        for finding in result.findings
    )


def _nothing_settled(result: AuditResult) -> bool:
    outcomes = {finding.outcome for finding in result.findings}
    return not outcomes & SETTLED and bool(outcomes & OPEN)
