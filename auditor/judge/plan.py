"""What has to be asked? Clauses that apply, and every distinct question of theirs once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from pydantic import ValidationError

from auditor.model.outcome import Reason
from auditor.model.portal import Portal
from auditor.model.profile import Binding, PlacedClause
from auditor.registry import AnyCheck, Checks

Key: TypeAlias = tuple[str, str]
"""A rule and its parameters as canonical JSON: equal keys are one question."""


@dataclass(frozen=True, slots=True)
class Question:
    """One rule with one set of parameters. `check` is None when its family could not be loaded."""

    key: Key
    params: Mapping[str, Any]
    check: AnyCheck | None
    cause: str = ""

    @property
    def rule(self) -> str:
        return self.key[0]


@dataclass(frozen=True, slots=True)
class Planned:
    """A clause, why it does not apply here (None: it does), and the keys of its questions, one a binding."""

    placed: PlacedClause
    barred: Reason | None
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    clauses: tuple[Planned, ...]
    questions: Mapping[Key, Question]

    @property
    def asked(self) -> tuple[Key, ...]:
        """The questions in the order in which the profile first asks them."""
        return tuple(dict.fromkeys(key for planned in self.clauses for key in planned.keys))


def plan(clauses: Sequence[PlacedClause], portal: Portal, as_of: date, checks: Checks) -> Plan:
    """Only questions of clauses that apply are asked; in the order of their keys."""
    planned: list[Planned] = []
    questions: dict[Key, Question] = {}
    for placed in clauses:
        barred = _barred(placed, portal, as_of)
        asked = () if barred else tuple(_question(binding, checks) for binding in placed.clause.checks)
        planned.append(Planned(placed, barred, tuple(question.key for question in asked)))
        for question in asked:
            questions.setdefault(question.key, question)
    return Plan(tuple(planned), dict(sorted(questions.items())))


def _barred(placed: PlacedClause, portal: Portal, as_of: date) -> Reason | None:
    clause = placed.clause
    if placed.dropped:
        return Reason.DROPPED
    if portal.level not in clause.levels or portal.kind not in clause.kinds:
        return Reason.LEVEL
    if clause.due and clause.due.on and as_of < clause.due.on:
        return Reason.NOT_DUE
    return None


def _question(binding: Binding, checks: Checks) -> Question:
    check = checks.rules.get(binding.rule)
    params: Mapping[str, Any] = dict(binding.params)
    cause = ""
    if check is None:
        lost = checks.lost(binding.rule)
        cause = lost.cause if lost else ""
    else:
        try:
            params = check.params_type.model_validate(params).model_dump(mode="json")
        except ValidationError as error:
            # A resolved profile of another version may carry what this version of the check no longer takes.
            check, cause = None, f"{error.error_count()} × {error.errors()[0]['msg']}"
    canonical = json.dumps(params, ensure_ascii=False, sort_keys=True, default=str)
    return Question((binding.rule, canonical), params, check, cause)
