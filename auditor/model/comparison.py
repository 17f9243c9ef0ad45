"""What became of the findings between two results? New, fixed, persistent, or not covered this time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from auditor.model.outcome import Outcome, Reason
from auditor.model.result import AuditResult, FindingResult
from auditor.model.run import RunState

OPEN = frozenset({Outcome.NOT_TESTABLE, Outcome.ERROR})
UNSEEN = ("budget", "blocked", "robots", "home-down")  # why addresses of the site were not opened: something is unknown


class Group(StrEnum):
    NEW = "new"
    FIXED = "fixed"
    PERSISTENT = "persistent"
    NOT_COVERED = "not_covered"
    OTHER = "other"  # judged otherwise, and no fault before or now


@dataclass(frozen=True, slots=True)
class Change:
    """One finding, known again by its fingerprint. `finding` is how it stands now, or how it stood when it is gone."""

    group: Group
    finding: FindingResult
    was: Outcome | None
    now: Outcome | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results of one site. `others` are paths elsewhere in the result with both values; nothing volatile."""

    before: AuditResult
    after: AuditResult
    changes: tuple[Change, ...]
    others: tuple[tuple[str, Any, Any], ...] = ()

    def of(self, group: Group) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.group is group)

    @property
    def differs(self) -> bool:
        """Is there any difference? What stands as it stood is none."""
        return bool(self.others) or any(one.group is not Group.PERSISTENT or one.was != one.now for one in self.changes)


class ComparisonReport(Protocol):
    """A way to show a comparison."""

    name: str

    def render(self, comparison: Comparison, lang: str) -> bytes: ...


Seen = Callable[[FindingResult], bool]


def grouped(before: AuditResult, after: AuditResult, seen: Seen | None = None) -> tuple[Change, ...]:
    """Every finding that is a fault before or now, or that is judged otherwise, sorted by group, rule and subject.

    `seen` tells whether all that a vanished finding hangs on was looked at this time; without it (two files and no
    store) only a run that left nothing out can tell that something is gone.
    """
    was = {one.fingerprint: one for one in before.findings}
    now = {one.fingerprint: one for one in after.findings}
    changes = [change for key in {**was, **now} if (change := _change(was.get(key), now.get(key), after, seen))]
    order = list(Group)
    return tuple(
        sorted(
            changes,
            key=lambda one: (order.index(one.group), one.finding.rule, one.finding.subject, one.finding.fingerprint),
        )
    )


def _change(
    one: FindingResult | None, two: FindingResult | None, after: AuditResult, seen: Seen | None
) -> Change | None:
    now = two.outcome if two else None
    if two and _fault(two):
        group = Group.PERSISTENT if one and _fault(one) else Group.NEW
    elif one and _fault(one):
        mended = _mended(one, two, after, seen) if two else _gone(one, after, seen)
        group = Group.FIXED if mended else Group.NOT_COVERED
    elif (one.outcome if one else None) != now:
        group = Group.OTHER
    else:
        return None
    finding = two or one
    assert finding
    return Change(group, finding, one.outcome if one else None, now)


def _fault(finding: FindingResult) -> bool:
    """A waived fault is one: that it is accepted mends nothing."""
    return finding.outcome is Outcome.UNMET or finding.waiver is not None


def _mended(was: FindingResult, now: FindingResult, after: AuditResult, seen: Seen | None) -> bool:
    """Is it seen to be in order? That there is nothing of the sort any more tells something only where all was looked
    at, and that the portal as a whole is in order only where that was, or where the fault had been."""
    if now.outcome is Outcome.NOT_APPLICABLE:
        return now.reason is Reason.NOTHING_TO_JUDGE and whole(after)
    if now.outcome is not Outcome.MET:
        return False
    return now.subject != after.run.portal.home or whole(after) or bool(seen and seen(was))


def _gone(finding: FindingResult, after: AuditResult, seen: Seen | None) -> bool:
    """A finding that nobody speaks of any more: was the place looked at, and its rule asked?"""
    same = [one for one in after.findings if one.rule == finding.rule]
    asked = any(rule.id == finding.rule for rule in after.rules)
    if after.run.state is not RunState.GATHERED or not asked:
        return False
    if any(_fails(one) and one.subject == after.run.portal.home for one in same):
        return False  # what a rule could not judge at all, it says of the home page
    if any(_fails(one) and finding.subject in _addresses(one) for one in same):
        return False  # it could not be settled this time
    return seen(finding) if seen else whole(after)


def whole(result: AuditResult) -> bool:
    """Was nothing of the site left out that could have been looked at?"""
    coverage = result.run.coverage
    return coverage.complete and not any(one.reason.startswith(UNSEEN) for one in coverage.skipped)


def _fails(finding: FindingResult) -> bool:
    return finding.outcome in OPEN


def _addresses(finding: FindingResult) -> Iterator[str]:
    yield finding.subject
    for one in finding.evidence:
        yield from (one.url, one.target)
