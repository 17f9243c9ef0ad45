"""In which columns are items looked for, and could all of them have been seen?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditor.api import Column, Facts, Item, Reason
from auditor_checks.seen import unrun
from auditor_checks.whereabouts import State, find


@dataclass(frozen=True, slots=True)
class Sources:
    """The columns that were read. `reason`: why something in them may not have been seen, None when all was.
    `missing`: none of the columns is there at all."""

    columns: tuple[Column, ...]
    reason: Reason | None = None
    missing: bool = False


def sources(facts: Facts, names: tuple[str, ...], since: date | None = None) -> Sources:
    """The columns of these names with all that belongs to them; of the whole portal without names. Pages of a list that
    were not read do not matter when what was read goes back beyond `since`, newest first."""
    if not names:
        found: Sequence[Column] = facts.columns()
        reason = None if facts.coverage.complete else Reason.BUDGET
    else:
        place = find(facts, names)
        top = facts.columns(*names) or ((place.column,) if place.column else ())
        if not top:
            missing = place.state in (State.ABSENT, State.DEAD, State.BLANK)
            return Sources((), place.reason or Reason.NOT_GATHERED, missing)
        found = tuple({one.url: one for column in top for one in (column, *facts.within(column))}.values())
        reason = None
    if any(one.script and not one.items for one in found):
        reason = unrun(facts)
    elif reason is None and any(not one.whole and not _reaches(one.items, since) for one in found):
        reason = Reason.BUDGET
    return Sources(tuple(found), reason)


def _reaches(items: Sequence[Item], since: date | None) -> bool:
    return since is not None and any(item.day is not None and item.day < since for item in items[-3:])
