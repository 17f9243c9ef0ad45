"""What is said of one indicator? Never met by default, and never unmet without a control that was fine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.model.outcome import Outcome

INDICATORS = (
    *("V0", "V1", "D1", "D2", "D3", "D4", "D5", "D6", "C1", "C2", "C3"),
    *("T1", "H1", "H2", "L1", "S1", "S2", "S3", "B1"),
)


TO_BE_WEIGHED = "to-be-weighed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is a stable id, "" when there is nothing to explain; `evidence` is JSON-clean."""

    outcome: Outcome
    reason: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        return {"outcome": self.outcome.value, "reason": self.reason, "evidence": dict(self.evidence)}


def met(**evidence: Any) -> Verdict:
    return Verdict(Outcome.MET, "", evidence)


def figures(**evidence: Any) -> Verdict:
    """Settled, and a matter of degree: how much is enough the rule of the indicator says, by its parameters."""
    return Verdict(Outcome.MET, TO_BE_WEIGHED, evidence)


def unmet(reason: str, **evidence: Any) -> Verdict:
    return Verdict(Outcome.UNMET, reason, evidence)


def not_applicable(reason: str, **evidence: Any) -> Verdict:
    return Verdict(Outcome.NOT_APPLICABLE, reason, evidence)


def not_testable(reason: str, **evidence: Any) -> Verdict:
    return Verdict(Outcome.NOT_TESTABLE, reason, evidence)
