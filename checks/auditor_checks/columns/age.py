"""When did a column last get something new, and can that be trusted?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from auditor.api import Column, Facts, Item

_LOOKED_UP = 60  # rows of one list whose date is looked for
_IN_ORDER = 0.7  # of neighbouring rows, so that a list is one of newest first


@dataclass(frozen=True, slots=True)
class Age:
    """The newest date of a column and of those below it. `dated` is the share of its rows that have a date."""

    newest: date | None
    dated: float
    newest_first: bool
    unread: bool  # something below it, or further pages of a list that is not in order, was not read
    future: bool  # a row is dated later than the day of the audit

    def sure(self, dated: float) -> bool:
        """May it be said that there is nothing newer?"""
        return self.newest is not None and self.dated >= dated and not self.unread and not self.future


def age(facts: Facts, column: Column) -> Age:
    """How old is this column? What lies in the columns below it counts, and what is left to a script is unknown."""
    tree = (column, *facts.within(column))
    own = list(_days(facts, column.items[:_LOOKED_UP]))
    below = [day for one in tree[1:] for day in _days(facts, one.items[:_LOOKED_UP])]
    limit = facts.as_of + timedelta(days=1)
    real = [day for day in (*own, *below) if day is not None and day <= limit]
    known = [day for day in own if day is not None]
    steps = [earlier >= later for earlier, later in pairwise(known)]
    in_order = not steps or sum(steps) >= _IN_ORDER * len(steps)
    rows = own or below
    return Age(
        newest=max(real, default=None),
        dated=sum(day is not None for day in rows) / len(rows) if rows else 0.0,
        newest_first=in_order,
        unread=any(one.script for one in tree) or (not column.whole and not in_order),
        future=any(day is not None and day > limit for day in (*own, *below)),
    )


def _days(facts: Facts, items: tuple[Item, ...]) -> Iterator[date | None]:
    return (facts.day(item) for item in items)
