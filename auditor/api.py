"""Everything a check may import. These names are the stable promise to whoever writes one.

A check answers one question about a portal. It reads `Facts`, yields `Finding`s, and knows no clause, weight, date or
place name: what differs from document to document comes in as `params`. `checks/README.md` shows how to write one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from auditor.model.anatomy import (
    Article,
    Column,
    Document,
    DocumentKind,
    Entrance,
    Held,
    Holding,
    Identity,
    Pair,
    Topic,
)
from auditor.model.copying import Copied, Passage, copied
from auditor.model.exchange import Exchange, Hop, Opening, Visit
from auditor.model.facts import Facts, Referrers, StoredFacts, Target
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.finding import Before, Evidence, Finding, Measure, Value
from auditor.model.likeness import Spoken, spoken
from auditor.model.outcome import Outcome, Reason
from auditor.model.page import DateMark, DateSource, Element, Item, Link, Markup, Page, Region, Table
from auditor.model.portal import Kind, Level, Portal
from auditor.model.probe import Probe
from auditor.model.reading import Hard, Reading, easier, hardest, reading
from auditor.model.run import Coverage, Vantage
from auditor.model.titles import cited_names, numbers_in, sort_of
from auditor.model.traditional import simplified
from auditor.model.wording import Wording, wording
from auditor.model.words import fold, plain, same
from auditor.model.workdays import workdays_between

__all__ = [
    "Article",
    "Before",
    "Check",
    "Column",
    "Copied",
    "Coverage",
    "DateMark",
    "DateSource",
    "Document",
    "DocumentKind",
    "Element",
    "Entrance",
    "Evidence",
    "Exchange",
    "Facts",
    "Fault",
    "FaultKind",
    "Finding",
    "Fixes",
    "Hard",
    "Held",
    "Holding",
    "Hop",
    "Identity",
    "Item",
    "Kind",
    "Level",
    "Link",
    "Markup",
    "Measure",
    "Messages",
    "Need",
    "Opening",
    "Outcome",
    "Page",
    "Pair",
    "Params",
    "Passage",
    "Portal",
    "Probe",
    "Reading",
    "Reason",
    "Referrers",
    "Region",
    "Rule",
    "Spoken",
    "StoredFacts",
    "Table",
    "Target",
    "Topic",
    "Value",
    "Vantage",
    "Visit",
    "Whose",
    "Wording",
    "_",
    "cited_names",
    "copied",
    "easier",
    "fold",
    "hardest",
    "numbers_in",
    "plain",
    "reading",
    "same",
    "seen_link",
    "seen_page",
    "simplified",
    "sort_of",
    "spoken",
    "wording",
    "workdays_between",
]


def _(text: str) -> str:
    """Marks a source text (zh) for the catalogue and returns it unchanged: findings are worded at rendering time."""
    return text


class Need(StrEnum):
    """What must have been gathered before a check can say anything?"""

    PAGES = "pages"
    LINKS = "links"  # targets were looked at
    DNS = "dns"
    IPV6 = "ipv6"
    BROWSER = "browser"


class Params(BaseModel):
    """What a profile may set. A check that takes none uses this class itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Rule:
    """Which question does a check answer? `id` is `family.name`. Texts are marked with `_`."""

    id: str
    title: str
    why: str
    fix: str

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]


class Messages(dict[str, str]):
    """The sentences of a rule by id, zh source marked with `_`, with `{name}` where a value goes."""

    def __init__(self, **messages: str) -> None:
        super().__init__(messages)


class Fixes(dict[str, tuple[str, ...]]):
    """What mends it, by message id: sentences that stand one after another, zh source marked with `_`, with `{name}`
    where a value goes. A message that is not among them is mended as the rule says. Findings of a rule that read the
    same once they are filled are mended together, and stand together in the reports."""

    def __init__(self, **fixes: str | tuple[str, ...]) -> None:
        super().__init__({key: (fix,) if isinstance(fix, str) else fix for key, fix in fixes.items()})


P = TypeVar("P", bound=Params)


class Check(Generic[P]):
    """One question about a portal. Subclass it, set `rule`, `needs`, `messages` (and `params_type`), write `judge`.

    Two pure hooks, neither keeps state between pages. `on_page` sees every page once, in the one pass over all pages
    that a judging makes, and knows that page alone: the portal is understood when the pass is over. `judge` asks
    `Facts` after that. Both yield findings made by `met`, `unmet`, `not_testable`, `not_applicable` and `manual`. A
    crash becomes one `error` finding of this rule and touches no other.
    """

    rule: ClassVar[Rule]
    needs: ClassVar[frozenset[Need]] = frozenset({Need.PAGES})
    messages: ClassVar[Messages]
    fixes: ClassVar[Fixes] = Fixes()
    params_type: ClassVar[type[Params]] = Params

    def __init__(self, params: P) -> None:
        self.params = params

    def on_page(self, page: Page) -> Iterable[Finding]:
        return ()

    def judge(self, facts: Facts) -> Iterable[Finding]:
        return ()

    def met(self, subject: object, message: str, **said: Any) -> Finding:
        return self._finding(Outcome.MET, subject, message, None, **said)

    def unmet(self, subject: object, message: str, **said: Any) -> Finding:
        return self._finding(Outcome.UNMET, subject, message, None, **said)

    def manual(self, subject: object, message: str, **said: Any) -> Finding:
        return self._finding(Outcome.MANUAL, subject, message, None, **said)

    def not_testable(self, subject: object, message: str, reason: Reason, **said: Any) -> Finding:
        return self._finding(Outcome.NOT_TESTABLE, subject, message, reason, **said)

    def not_applicable(self, subject: object, message: str, reason: Reason, **said: Any) -> Finding:
        return self._finding(Outcome.NOT_APPLICABLE, subject, message, reason, **said)

    def _finding(
        self,
        outcome: Outcome,
        subject: object,
        message: str,
        reason: Reason | None,
        *,
        evidence: Evidence | Sequence[Evidence] = (),
        measure: Measure | None = None,
        **values: Value,
    ) -> Finding:
        if message not in self.messages:
            raise KeyError(f"{self.rule.id} has no message {message!r}")
        return Finding(
            rule=self.rule.id,
            outcome=outcome,
            subject=_subject(subject),
            message=message,
            values=values,
            reason=reason,
            evidence=(evidence,) if isinstance(evidence, Evidence) else tuple(evidence),
            measure=measure,
        )


def _subject(subject: object) -> str:
    match subject:
        case str():
            return subject
        case Page() | Column() | Topic() | Document():
            return subject.url
        case Link():
            return subject.target or subject.href
        case Portal():
            return subject.home
        case Pair():
            return f"{subject.policy.url} {subject.interpretation.url}"
    raise TypeError(f"no canonical subject for {type(subject).__name__}")


def seen_link(page: Page, link: Link, visit: Visit | None = None) -> Evidence:
    """The evidence that a link stands on a page, and how it opened."""
    return Evidence(
        kind="link",
        url=page.url,
        target=link.target or link.href,
        quote=link.label,
        region=link.region.value,
        status=visit.status if visit else 0,
        address=visit.address if visit else "",
        at=(visit.last if visit else None) or page.fetched_at,
        looks=visit.looks if visit else 1,
        values={"fault": visit.fault.kind.value, "detail": visit.fault.detail} if visit and visit.fault else {},
    )


def seen_page(page: Page, quote: str = "", marks: tuple[tuple[int, int], ...] = (), **values: Value) -> Evidence:
    """The evidence that a page says something."""
    return Evidence(
        kind="page",
        url=page.url,
        quote=quote,
        marks=marks,
        status=page.status,
        at=page.fetched_at,
        looks=1,
        values=dict(values),
    )
