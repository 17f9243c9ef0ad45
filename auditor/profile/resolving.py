"""A document with all that it extends laid under it: whose clause is it, and who changed which key?"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditor.api import _
from auditor.model.profile import (
    Binding,
    Clause,
    Effect,
    EffectKind,
    Grades,
    Override,
    PlacedClause,
    ResolvedProfile,
    Source,
)
from auditor.profile.flaws import ProfileError, unknown
from auditor.profile.reading import Reading, check_binding
from auditor.registry import Checks

Open = Callable[[str], Reading | None]
Elsewhere = Callable[[str], Mapping[str, PlacedClause]]


def gather(own: Reading, open_: Open, known: Sequence[str]) -> list[Reading]:
    """The document and all it extends, nearest first; a document stands after all that extend it.

    An unknown id and a circle are told as flaws of the file that names them.
    """
    readings: dict[str, Reading] = {}
    order: list[str] = []

    def visit(reading: Reading, trail: tuple[str, ...]) -> None:
        if reading.head is None:
            order.append(trail[-1])
            return
        for base in reversed(reading.head.extends):
            if base in trail:
                circle = " → ".join((*trail, base))
                reading.flaw(("extends",), _("extends 成了循环：{circle}"), {"circle": circle})
            elif base not in readings and (read := open_(base)) is None:
                reading.flaw(
                    ("extends",),
                    *unknown(base, known, _("没有规则集“{name}”"), _("没有规则集“{name}”；您是不是要写“{meant}”？")),
                )
            elif base not in order:
                if base not in readings:
                    assert read is not None
                    readings[base] = read
                visit(readings[base], (*trail, base))
        order.append(trail[-1])

    name = own.head.id if own.head else ""
    readings[name] = own
    visit(own, (name,))
    return [readings[one] for one in reversed(order)]


def lay(readings: Sequence[Reading], checks: Checks, elsewhere: Elsewhere) -> list[PlacedClause]:
    """All clauses, own ones first, with the overrides of nearer documents applied. Flaws go to their readings.

    `elsewhere` gives the clauses of a document that is not extended, for bindings that are `like` one of them.
    """
    placed: dict[str, PlacedClause] = {}
    for reading in readings:
        document = reading.head.id if reading.head else ""
        for clause in reading.clauses.values():
            hung = clause.model_copy(update={"parent": _ref(clause.parent, document)}) if clause.parent else clause
            placed[f"{document}:{clause.id}"] = PlacedClause(document=document, clause=hung)
    refs = {f"{reading.head.id}:{one}" for reading in readings if reading.head for one in reading.ids}
    for number in reversed(range(len(readings))):
        reading = readings[number]
        inherited = {f"{base.head.id}:{one}" for base in readings[number + 1 :] if base.head for one in base.ids}
        for index, override in reading.overrides.items():
            if override.clause not in inherited:
                if any(base.head is None for base in readings):
                    continue  # told already, and what it holds is not known
                reading.flaw(
                    ("overrides", index, "clause"),
                    *unknown(
                        override.clause,
                        sorted(inherited),
                        _("没有可改动的条款“{name}”（写作 规则集:条款编号）"),
                        _("没有可改动的条款“{name}”；您是不是要写“{meant}”？"),
                    ),
                )
            elif override.clause in placed:
                placed[override.clause] = _changed(placed[override.clause], override, reading, index, checks)
    for reading in reversed(readings):
        _fill_in(reading, placed, checks, elsewhere)
    _check_parents(readings, placed, refs)
    return list(placed.values())


def _ref(parent: str, document: str) -> str:
    return parent if ":" in parent else f"{document}:{parent}"


def _changed(placed: PlacedClause, override: Override, reading: Reading, index: int, checks: Checks) -> PlacedClause:
    by = reading.head.id if reading.head else ""
    clause, change, set_by = placed.clause, dict[str, Any](), dict(placed.set_by)
    for key in ("levels", "kinds", "due"):
        if (value := getattr(override, key)) is not None:
            change[key], set_by[key] = value, by
    bindings = clause.checks
    for rule, params in (override.params or {}).items():
        at = ("overrides", index, "params", rule)
        bound = [binding.rule for binding in bindings]
        if rule not in bound:
            plain = _("被改动的条款没有绑定规则“{name}”")
            reading.flaw(
                at, *unknown(rule, bound, plain, _("被改动的条款没有绑定规则“{name}”；您是不是要写“{meant}”？"))
            )
            continue
        for binding in bindings:
            if binding.rule == rule:
                check_binding(reading, rule, {**binding.params, **params}, checks, at, at)
        bindings = tuple(
            binding.model_copy(update={"params": {**binding.params, **params}}) if binding.rule == rule else binding
            for binding in bindings
        )
        set_by[f"params.{rule}"] = by
    if override.effect is not None:
        bindings = tuple(binding.model_copy(update={"effect": None}) for binding in bindings)
        change["effect"], set_by["effect"] = override.effect, by
    if override.drop:
        set_by["drop"] = by
    return placed.model_copy(
        update={
            "clause": clause.model_copy(update={**change, "checks": bindings}),
            "set_by": set_by,
            "dropped": override.drop or placed.dropped,
            "dropped_en": override.drop_en if override.drop else placed.dropped_en,
        }
    )


def _fill_in(reading: Reading, placed: dict[str, PlacedClause], checks: Checks, elsewhere: Elsewhere) -> None:
    """Gives bindings that are `like` those of another clause their parameters, after all overrides. One that names no
    rule stands for all bindings of that clause."""
    document = reading.head.id if reading.head else ""
    for index, own in reading.clauses.items():
        ref = f"{document}:{own.id}"
        bindings: list[Binding] = []
        for number, binding in enumerate(placed[ref].clause.checks):
            if not binding.like:
                bindings.append(binding)
                continue
            at = ("clauses", index, "checks", number)
            name = binding.like.partition(":")[0]
            known = placed if any(one.startswith(f"{name}:") for one in placed) else {**placed, **elsewhere(name)}
            if binding.like not in known or name == document:
                others = [other for other in known if not other.startswith(f"{document}:")]
                plain = _("like 指向的条款“{name}”不存在（写作 规则集:条款编号）")
                near = _("like 指向的条款“{name}”不存在；您是不是要写“{meant}”？")
                reading.flaw((*at, "like"), *unknown(binding.like, others, plain, near))
                continue
            models = [b for b in known[binding.like].clause.checks if binding.rule in ("", b.rule)]
            if not models:
                values = {"name": binding.like, "rule": binding.rule}
                reading.flaw((*at, "like"), _("like 指向的条款“{name}”没有绑定规则“{rule}”"), values)
            for model in models if not binding.rule else models[:1]:
                params = {**model.params, **binding.params}
                check_binding(reading, model.rule, params, checks, (*at, "like"), (*at, "params"))
                said = {"rule": model.rule, "params": params, "catalogue": binding.catalogue or model.catalogue}
                bindings.append(binding.model_copy(update=said))
        clause = placed[ref].clause.model_copy(update={"checks": tuple(bindings)})
        placed[ref] = placed[ref].model_copy(update={"clause": clause})


def _check_parents(readings: Sequence[Reading], placed: dict[str, PlacedClause], refs: set[str]) -> None:
    for reading in readings:
        document = reading.head.id if reading.head else ""
        for index, clause in reading.clauses.items():
            if not clause.parent:
                continue
            at = ("clauses", index, "parent")
            parent = _ref(clause.parent, document)
            if parent not in refs:
                near = sorted(ref.removeprefix(f"{document}:") for ref in refs)
                reading.flaw(
                    at,
                    *unknown(
                        clause.parent,
                        near,
                        _("parent 指向的条款“{name}”不存在"),
                        _("parent 指向的条款“{name}”不存在；您是不是要写“{meant}”？"),
                    ),
                )
            elif _circular(f"{document}:{clause.id}", placed):
                reading.flaw(at, _("parent 成了循环：{ref}"), {"ref": clause.id})


def _circular(ref: str, placed: dict[str, PlacedClause]) -> bool:
    seen: set[str] = set()
    while ref in placed and placed[ref].clause.parent:
        if ref in seen:
            return True
        seen.add(ref)
        ref = placed[ref].clause.parent
    return False


def resolved(readings: Sequence[Reading], placed: Sequence[PlacedClause]) -> ResolvedProfile:
    """The profile to judge by. Raises ProfileError with all flaws of all files."""
    flaws = [flaw for reading in readings for flaw in reading.flaws]
    if flaws:
        raise ProfileError.of(flaws)
    heads = [reading.head for reading in readings if reading.head]
    whole = ResolvedProfile(
        id=heads[0].id,
        title=heads[0].title,
        title_en=heads[0].title_en,
        grades=next((head.grades for head in heads if head.grades), Grades()),
        documents=tuple(Source(**{key: getattr(head, key) for key in Source.model_fields}) for head in heads),
        clauses=tuple(placed),
    )
    canonical = json.dumps(whole.model_dump(mode="json", exclude={"digest"}), ensure_ascii=False, sort_keys=True)
    return whole.model_copy(update={"digest": hashlib.sha256(canonical.encode()).hexdigest()})


def worth(clause: Clause) -> float:
    """How many points does a clause carry, its bindings' taken together? Bonus and deduction alike."""
    effects: list[Effect] = [clause.effect, *(binding.effect for binding in clause.checks if binding.effect)]
    return sum(effect.points for effect in effects if effect.kind in (EffectKind.DEDUCT, EffectKind.BONUS))
