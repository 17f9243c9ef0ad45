"""The result of judging one run by one profile: what every report shows. Its JSON schema is published."""

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from auditor.model.finding import Evidence, Measure, Value
from auditor.model.known import Attestation, Waiver
from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import AssignedBy, Effect, EffectKind, How, Source
from auditor.model.run import Run

SCHEMA_VERSION = "1.0"


class Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class RuleText(Shown):
    """The texts of a rule, in the source language (zh); reports translate them. `messages` maps ids to templates.

    `fixes` maps ids of messages to sentences about how to mend just that; what is not in it is mended by `fix`.
    """

    id: str
    family: str
    title: str
    why: str
    fix: str
    messages: Mapping[str, str]
    fixes: Mapping[str, tuple[str, ...]] = {}
    params: Mapping[str, Value | tuple[Value, ...]] = {}


class FindingResult(Shown):
    """A finding as judged under a profile.

    `clauses` are the refs it counts for. `lost` are points lost in the clause that pays for it, `open` points that it
    keeps open; both 0 under advise. `gain` is what fixing just this wins back (caps and shares considered).
    """

    fingerprint: str
    rule: str
    outcome: Outcome
    subject: str
    message: str
    values: Mapping[str, Value] = {}
    reason: Reason | None = None
    evidence: tuple[Evidence, ...] = ()
    measure: Measure | None = None
    clauses: tuple[str, ...] = ()
    effect: EffectKind = EffectKind.ADVISE
    lost: float = 0
    open: float = 0
    gain: float = 0
    waiver: Waiver | None = None  # on whose word it is accepted; its outcome is then not_applicable (waived)
    known: bool | None = None  # did the baseline hold it? None: there is none, or it is not unmet


class ClauseResult(Shown):
    """What came of one clause. `findings` are fingerprints of FindingResults; `worth` the points at stake.

    `counted` is False when the clause takes no part in the score (not applicable, not due, advise, manual without
    points, or paid by `paid_by`).
    """

    ref: str
    document: str
    id: str
    cite: str = ""
    duty: str
    duty_en: str = ""
    family: str = ""
    how: How
    outcome: Outcome
    reason: Reason | None = None
    note: str = ""  # why manual, why dropped, in the words of the profile
    note_en: str = ""
    due: date | None = None
    effect: Effect
    assigned_by: AssignedBy
    counted: bool = False
    worth: float = 0
    lost: float = 0
    open: float = 0
    paid_by: str = ""
    parent: str = ""
    set_by: Mapping[str, str] = {}
    rules: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    attested: Attestation | None = None  # the person's word that settled it


class FamilyScore(Shown):
    """How do the points of one family stand? worth = kept + lost + open."""

    family: str
    worth: float
    kept: float
    lost: float
    open: float
    met: int = 0
    unmet: int = 0
    undecided: int = 0


class Score(Shown):
    """How does the site stand?

    `low`…`high` is the range while something that carries points is open, one number when nothing is, both None when
    nothing was settled. `grade` is fail/pass/good for the whole range, or "" when the range spans a border or the
    score is only a reference. `vetoes` are refs of confirmed vetoes, `veto_candidates` those that wait for a person.
    `coverage` is the settled share of the points that apply, 0…1; under the floor `reference` is True.
    `points` are the points of the clauses that apply before they are scaled to 100; worth, lost, open and gain are
    after scaling, here and in clauses, findings and families, so that 100 − lost − open is `low` (bonus aside).
    """

    low: float | None = None
    high: float | None = None
    grade: str = ""
    reference: bool = False
    coverage: float = 0
    points: float = 0
    worth: float = 0
    lost: float = 0
    open: float = 0
    bonus: float = 0
    bonus_open: float = 0
    bonus_counts: bool = False
    vetoes: tuple[str, ...] = ()
    veto_candidates: tuple[str, ...] = ()
    families: tuple[FamilyScore, ...] = ()


class WaiverUse(Shown):
    """What did a waiver do? `findings` are how many it took out; an expired one takes out none."""

    waiver: Waiver
    findings: int = 0
    expired: bool = False


class AttestationUse(Shown):
    """What did an attestation do? Not used: it names no clause of this result, or one that was settled without it."""

    attestation: Attestation
    used: bool = False
    expired: bool = False


class ProfileHead(Shown):
    id: str
    title: str
    title_en: str = ""
    digest: str
    documents: tuple[Source, ...]
    fail_below: float
    bonus_above: float
    coverage_floor: float
    scored: bool = True


class ColumnSeen(Shown):
    """A named list page (栏目) that was read. `path` names its parents from the home page inwards, itself last.

    `script`: its list is left to a script that nobody ran, so that `items` and `newest` are unknown.
    """

    url: str
    name: str
    path: tuple[str, ...] = ()
    items: int = 0
    newest: date | None = None
    script: bool = False


class AuditResult(Shown):
    """One run judged by one profile. Same run, profile, version and `as_of` give the same bytes."""

    schema_version: str = SCHEMA_VERSION
    tool: str
    run: Run
    profile: ProfileHead
    as_of: date
    score: Score
    clauses: tuple[ClauseResult, ...]
    findings: tuple[FindingResult, ...]
    rules: tuple[RuleText, ...]
    columns: tuple[ColumnSeen, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    attestations: tuple[AttestationUse, ...] = ()
