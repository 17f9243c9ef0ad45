"""What does one profile file say? Read as far as it can be read, with every flaw in it."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from auditor.api import _
from auditor.model.profile import Clause, Override, Profile
from auditor.profile.flaws import Flaw, unknown, worded
from auditor.profile.lines import Path, line_of, lines, without_unreal_dates
from auditor.registry import Checks

M = TypeVar("M", bound=BaseModel)


@dataclass(slots=True)
class Reading:
    """One file as read: what could be understood of it, and what is wrong.

    `clauses` and `overrides` hold the sound ones by their place in the file; `ids` all clause ids, sound or not, so
    that one flaw is not told a second time by whoever refers to the clause.
    """

    file: str
    head: Profile | None = None
    clauses: dict[int, Clause] = field(default_factory=dict)
    overrides: dict[int, Override] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    places: Mapping[Path, int] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def flaw(self, path: Path, template: str, values: Mapping[str, object] | None = None) -> None:
        self.flaws.append(Flaw(self.file, line_of(self.places, path), template, values or {}))

    @property
    def profile(self) -> Profile | None:
        """The whole document, when nothing in it is wrong."""
        if self.flaws or self.head is None:
            return None
        return self.head.model_copy(
            update={"clauses": tuple(self.clauses.values()), "overrides": tuple(self.overrides.values())}
        )


def read(file: str, text: str, checks: Checks) -> Reading:
    """Reads one file and checks all that can be checked without the documents it extends."""
    reading = Reading(file)
    table = _parsed(reading, text)
    if table is None:
        return reading
    reading.places = lines(text)
    clauses, overrides = _tables(reading, table, "clauses"), _tables(reading, table, "overrides")
    reading.ids = frozenset(str(clause.get("id", "")) for clause in clauses)
    reading.head = _sound(reading, Profile, {k: v for k, v in table.items() if k not in ("clauses", "overrides")}, ())
    for index, raw in enumerate(clauses):
        if clause := _sound(reading, Clause, raw, ("clauses", index)):
            reading.clauses[index] = clause
    for index, raw in enumerate(overrides):
        if override := _sound(reading, Override, raw, ("overrides", index)):
            reading.overrides[index] = override
    _twice(reading, clauses)
    for index, clause in reading.clauses.items():
        for number, binding in enumerate(clause.checks):
            if binding.like:
                continue  # its parameters are known when the inherited clause is
            at = ("clauses", index, "checks", number)
            check_binding(reading, binding.rule, binding.params, checks, (*at, "rule"), (*at, "params"))
    return reading


def check_binding(
    reading: Reading, rule: str, params: Mapping[str, Any], checks: Checks, rule_at: Path, params_at: Path
) -> None:
    """Does the rule exist, and does it take these parameters? A rule of a family that is broken is not judged here."""
    if checks.lost(rule):
        return
    if rule not in checks.rules:
        known = (*checks.rules, *checks.broken)
        reading.flaw(
            rule_at, *unknown(rule, known, _("没有规则“{name}”"), _("没有规则“{name}”；您是不是要写“{meant}”？"))
        )
        return
    model = checks.rules[rule].params_type
    try:
        model.model_validate(dict(params))
    except ValidationError as error:
        for path, template, values in worded(error, model):
            reading.flaw((*params_at, *path), template, values)


_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def _parsed(reading: Reading, text: str) -> dict[str, Any] | None:
    """The TOML table, None when it cannot be parsed. Every unreal date is told."""
    text, unreal = without_unreal_dates(text)
    reading.flaws += [Flaw(reading.file, line, _("不是真实的日期：{value}"), {"value": date}) for line, date in unreal]
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        reading.flaws.append(Flaw(reading.file, line, _("不是有效的 TOML：{why}"), {"why": _PLACE.sub("", str(error))}))
        return None


def _tables(reading: Reading, table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = table.get(key, [])
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return value
    reading.flaw((key,), _("{key} 应写作 [[{key}]]"), {"key": key})
    return []


def _sound(reading: Reading, model: type[M], raw: Mapping[str, Any], at: Path) -> M | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for path, template, values in worded(error, model):
            reading.flaw((*at, *path), template, values)
        return None


def _twice(reading: Reading, clauses: list[dict[str, Any]]) -> None:
    ids = [str(clause.get("id", "")) for clause in clauses]
    for index, one in enumerate(ids):
        first = ids.index(one)
        if one and first != index:
            line = line_of(reading.places, ("clauses", first, "id"))
            reading.flaw(("clauses", index, "id"), _("条款编号“{id}”在第 {line} 行已经用过"), {"id": one, "line": line})
    for name, count in Counter(override.clause for override in reading.overrides.values()).items():
        if count > 1:
            at = max(index for index, override in reading.overrides.items() if override.clause == name)
            reading.flaw(("overrides", at, "clause"), _("对条款“{clause}”的改动写了两次"), {"clause": name})
