"""How much is enough? The figures of a measuring, judged by the rules of a profile exactly as an audit judges them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from auditor.ipv6.verdict import Verdict
from auditor.model.outcome import Outcome
from auditor.profile import resolve
from auditor.registry import installed

_WORST = (Outcome.UNMET, Outcome.NOT_TESTABLE, Outcome.MET)


class Weighs(Protocol):
    """A rule that judges what was measured of one indicator."""

    indicator: str

    def weighed(self, seen: Mapping[str, Any], outcome: str, why: str) -> tuple[str, str]: ...


def rules_of(profile: str) -> Sequence[Weighs]:
    """The rules of indicators as a profile binds them; one that it does not bind, by the parameters of its own."""
    found: list[Weighs] = []
    bound = [one for placed in resolve(profile).clauses for one in placed.clause.checks]
    for rule, check in installed().rules.items():
        if getattr(check, "indicator", ""):
            asked = [one.params for one in bound if one.rule == rule]
            judges: list[Any] = [check(check.params_type.model_validate(params)) for params in asked or ({},)]
            found += judges
    return found


def weighed(said: Mapping[str, Verdict], rules: Sequence[Weighs]) -> dict[str, Verdict]:
    """The verdicts, each by all rules of its indicator; what could not be settled is weighed by nobody."""
    told = dict(said)
    for name, verdict in said.items():
        if verdict.outcome not in (Outcome.MET, Outcome.UNMET):
            continue
        judged = [
            one.weighed(verdict.evidence, verdict.outcome, verdict.reason) for one in rules if one.indicator == name
        ]
        if judged:
            outcome, why = min(judged, key=lambda one: _rank(Outcome(one[0])))
            told[name] = replace(verdict, outcome=Outcome(outcome), reason=why)
    return told


def _rank(outcome: Outcome) -> int:
    return _WORST.index(outcome) if outcome in _WORST else len(_WORST)
