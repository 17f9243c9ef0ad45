"""What differs between two results, or became of findings looked at again, for programs: a published schema."""

import json
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from auditor.model.comparison import Change, Comparison, Group
from auditor.model.outcome import Outcome
from auditor.model.profile import EffectKind
from auditor.model.reporting import ALONE
from auditor.model.result import AuditResult
from auditor_reports.comparing import compared, line
from auditor_reports.safe import shown
from auditor_reports.view.register import Writing
from auditor_reports.voice import Voice

COMPARISON_VERSION = "1.0"
COMPARISON_ID = f"urn:govsite-auditor:comparison:{COMPARISON_VERSION}"


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True)


class ComparedResult(_Said):
    """One of the two results: which run, judged by what, as of which day, with which score (null: none)."""

    run: str
    started: datetime
    profile: str
    as_of: date
    low: float | None
    high: float | None
    coverage: float


class ComparedFinding(_Said):
    """One finding, known again by its fingerprint. `before` and `after` are null where a result does not speak of it.

    `problem` and `page` are words for a person, in the language asked for; personal data is masked.
    """

    fingerprint: str
    rule: str
    subject: str
    before: Outcome | None
    after: Outcome | None
    clauses: tuple[str, ...]
    effect: EffectKind
    waived: bool
    problem: str
    page: str


class OtherChange(_Said):
    """Another place where the results differ: the path in the JSON of a result, and both values."""

    path: str
    before: Any
    after: Any


class ComparedResults(_Said):
    """`diff` and `recheck --outcomes`. Every finding stands in one group; of a recheck only those asked about do.

    `differs` is false where nothing but what persists unchanged stands in it. `counts` counts each group.
    """

    home: str
    before: ComparedResult
    after: ComparedResult
    differs: bool
    warning: str
    counts: dict[Group, int]
    new: tuple[ComparedFinding, ...] = Field(description="a fault now, and none before")
    fixed: tuple[ComparedFinding, ...] = Field(description="a fault before, and seen to be in order or gone")
    persistent: tuple[ComparedFinding, ...] = Field(description="a fault then and now")
    not_covered: tuple[ComparedFinding, ...] = Field(description="a fault before; not looked at or not settled now")
    other: tuple[ComparedFinding, ...] = Field(description="judged otherwise, no fault before or now")
    others: tuple[OtherChange, ...]


class JsonComparison:
    """All of it; words as in the other formats, ids beside them."""

    name = "json"

    def render(self, comparison: Comparison, lang: str) -> bytes:
        said = {"$schema": COMPARISON_ID, **told(comparison, Voice(lang)).model_dump(mode="json")}
        text = json.dumps(said, ensure_ascii=False, indent=2, default=str)
        return (text + "\n").encode("utf-8", "replace")


def told(comparison: Comparison, voice: Voice) -> ComparedResults:
    """The comparison as its schema has it."""
    writing = {
        side: Writing(one, voice, ALONE) for side, one in (("was", comparison.before), ("now", comparison.after))
    }
    groups = {group: tuple(_finding(one, writing, voice) for one in comparison.of(group)) for group in Group}
    return ComparedResults(
        home=comparison.after.run.portal.home,
        before=_result(comparison.before),
        after=_result(comparison.after),
        differs=comparison.differs,
        warning=compared(comparison, voice).warning,
        counts={group: len(found) for group, found in groups.items()},
        new=groups[Group.NEW],
        fixed=groups[Group.FIXED],
        persistent=groups[Group.PERSISTENT],
        not_covered=groups[Group.NOT_COVERED],
        other=groups[Group.OTHER],
        others=tuple(OtherChange(path=path, before=was, after=now) for path, was, now in comparison.others),
    )


def _result(result: AuditResult) -> ComparedResult:
    score = result.score
    return ComparedResult(
        run=result.run.id,
        started=result.run.started,
        profile=result.profile.id,
        as_of=result.as_of,
        low=score.low,
        high=score.high,
        coverage=score.coverage,
    )


def _finding(change: Change, writing: dict[str, Writing], voice: Voice) -> ComparedFinding:
    said, finding = line(change, writing, voice), change.finding
    return ComparedFinding(
        fingerprint=said.fingerprint,
        rule=said.rule,
        subject=shown(finding.subject),
        before=change.was,
        after=change.now,
        clauses=finding.clauses,
        effect=finding.effect,
        waived=finding.waiver is not None,
        problem=said.problem,
        page=said.page,
    )
