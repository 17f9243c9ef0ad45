"""A policy document as data. `auditor.profile` loads these from TOML."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from auditor.model.portal import Kind, Level


class How(StrEnum):
    AUTOMATIC = "automatic"
    ASSISTED = "assisted"  # evidence is gathered, a person decides
    MANUAL = "manual"  # nothing on the site can prove or disprove it; `reason` says why


class AssignedBy(StrEnum):
    DOCUMENT = "document"
    PROJECT = "project"
    OPERATOR = "operator"


class EffectKind(StrEnum):
    VETO = "veto"  # 单项否决
    DEDUCT = "deduct"  # 扣分
    BONUS = "bonus"  # 加分
    ADVISE = "advise"  # 提示: no points, listed apart


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(Strict):
    """From which share on, how much of the points is kept? `from_share` 0…1, `keeps` 0…1."""

    from_share: float = Field(ge=0, le=1)
    keeps: float = Field(ge=0, le=1)


class Effect(Strict):
    """What does a clause cost, or win?

    `points` is the worth of the clause. Scale `whole`: any unmet finding loses all of it. `each`: every unmet finding
    loses `each` points, no more than `points` in all. `share`: keeps points × measure. `steps`: keeps points × the
    `keeps` of the highest step reached by the measure. A veto fires when at least `count` findings are unmet.
    """

    kind: EffectKind
    points: float = Field(default=0, ge=0)
    scale: Literal["whole", "each", "share", "steps"] = "whole"
    each: float = Field(default=0, ge=0)
    steps: tuple[Step, ...] = ()
    count: int = Field(default=1, ge=1)
    assigned_by: AssignedBy = AssignedBy.PROJECT
    source: str = ""  # where the figure comes from, in words for the report

    @model_validator(mode="after")
    def _whole(self) -> "Effect":
        if self.kind in (EffectKind.DEDUCT, EffectKind.BONUS) and self.points <= 0:
            raise PydanticCustomError("points_missing", "{kind} 须给出大于 0 的 points", {"kind": self.kind.value})
        if self.kind in (EffectKind.VETO, EffectKind.ADVISE) and self.points:
            raise PydanticCustomError("points_forbidden", "{kind} 不带 points", {"kind": self.kind.value})
        if self.scale == "each" and not self.each:
            raise PydanticCustomError("each_missing", "scale = each 须给出 each")
        if self.scale == "steps" and not self.steps:
            raise PydanticCustomError("steps_missing", "scale = steps 须给出 steps")
        return self


class Binding(Strict):
    """Which rule, with which parameters, proves or disproves the clause? `catalogue` traces a working name.

    `effect` is set where the duties of one clause weigh differently; the clause itself then carries none. `like` names
    a clause of any installed document (`PROFILE:ID`) whose parameters for this rule are taken over, `params` laid over
    them; without `rule` all that is bound there is bound here.
    """

    rule: str = ""
    params: Mapping[str, Any] = {}
    catalogue: str = ""
    like: str = ""
    effect: Effect | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Binding":
        if not self.rule and not self.like:
            raise PydanticCustomError("rule_missing", "checks 须写 rule，或用 like 指向已绑定规则的条款")
        return self


class Due(Strict):
    """From when on must the duty be fulfilled? `on`: once, on that day. No due: at once."""

    on: date | None = None


class Clause(Strict):
    """One requirement of one document.

    `id` is the document's clause number (with an ordinal where a clause holds several duties). `duty` is in our words;
    `duty_en` in English. `parent` names the clause on which this one hangs: when that is unmet because the thing is
    missing, this one is not_applicable; an id of the same document or `PROFILE:ID`. `family` groups clauses in the
    report. `rows` are row numbers of the catalogue.
    """

    id: str
    duty: str
    duty_en: str = ""
    cite: str = ""  # the clause number as printed in the report, when it differs from the id
    family: str = ""
    how: How
    reason: str = ""
    reason_en: str = ""
    levels: tuple[Level, ...] = tuple(Level)
    kinds: tuple[Kind, ...] = tuple(Kind)
    due: Due | None = None
    parent: str = ""
    rows: tuple[str, ...] = ()
    checks: tuple[Binding, ...] = ()
    effect: Effect = Effect(kind=EffectKind.ADVISE)

    @model_validator(mode="after")
    def _whole(self) -> "Clause":
        if self.how is How.MANUAL and not self.reason:
            raise PydanticCustomError("reason_missing", "manual 条款须写明 reason")
        if self.how is How.MANUAL and self.checks:
            raise PydanticCustomError("manual_checks", "manual 条款不能绑定 checks")
        if self.how is not How.MANUAL and not self.checks:
            raise PydanticCustomError("checks_missing", "{how} 条款须绑定至少一个 checks", {"how": self.how.value})
        if self.effect.points and any(binding.effect for binding in self.checks):
            raise PydanticCustomError("two_effects", "effect 要么写在条款上，要么写在各 checks 上，不能两处都写")
        return self


class Override(Strict):
    """What does this profile change in an inherited clause? `clause` is `PROFILE:ID`. Only what is named changes.

    `effect` replaces the effect of the clause and those of its bindings.
    """

    clause: str
    levels: tuple[Level, ...] | None = None
    kinds: tuple[Kind, ...] | None = None
    due: Due | None = None
    params: Mapping[str, Mapping[str, Any]] | None = None  # rule id → parameters laid over the inherited ones
    effect: Effect | None = None
    drop: str = ""  # the reason, when the clause does not bind here
    drop_en: str = ""


class Grades(Strict):
    """Where do the grades begin? Defaults after the national rule; a profile may move them.

    `scored` False: no score is formed and no grade given. What an effect is then tells the gates how much it weighs.
    """

    fail_below: float = 60
    bonus_above: float = 80
    bonus_cap: float = 30
    coverage_floor: float = Field(default=0.6, ge=0, le=1)  # under it the score is 参考值
    scored: bool = True
    source: str = ""


class Profile(Strict):
    """One document as transcribed, or (after `auditor.profile.resolve`) with all that it extends laid under it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    title_en: str = ""
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    url: str = ""
    extends: tuple[str, ...] = ()
    grades: Grades | None = None
    clauses: tuple[Clause, ...] = ()
    overrides: tuple[Override, ...] = ()


class PlacedClause(Strict):
    """A clause of a resolved profile: the clause, the document it stands in, and who set which of its keys."""

    document: str  # profile id
    clause: Clause
    set_by: Mapping[str, str] = {}  # key → profile id, for keys that an override changed
    dropped: str = ""
    dropped_en: str = ""

    @property
    def ref(self) -> str:
        return f"{self.document}:{self.clause.id}"


class Source(Strict):
    """A document that takes part in a resolved profile."""

    id: str
    title: str
    title_en: str = ""
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    url: str = ""


class ResolvedProfile(Strict):
    """A profile ready to judge by: own clauses first, then inherited ones, in document order."""

    id: str
    title: str
    title_en: str = ""
    grades: Grades
    documents: tuple[Source, ...]
    clauses: tuple[PlacedClause, ...]
    digest: str = ""  # sha256 of the canonical JSON of all the rest
