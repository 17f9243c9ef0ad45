"""Everything a check may import. These names are the stable promise to whoever writes one.

A check answers one question about a portal. It reads `Facts`, yields `Finding`s, and knows no clause, weight, date or
place name: what differs from document to document comes in as `params`. `checks/README.md` shows how to write one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar

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
    SECOND_LOOK = "second_look"
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


@dataclass(frozen=True, slots=True)
class Referrers:
    """Who links to a target? How many pages, and the first of them (in crawl order) with the link that leads there.

    `regions` tells on how many pages the link stands in which part, most first; a page may have it in several parts.
    """

    pages: int
    examples: tuple[tuple[str, Link], ...]  # (page URL, link)
    home: bool = False  # the home page is among them
    regions: tuple[tuple[Region, int], ...] = ()
    hidden: bool = False  # nowhere is the link to be seen (display:none, the hidden attribute)


@dataclass(frozen=True, slots=True)
class Target:
    """One address that pages refer to, with what is known about it and who refers to it."""

    visit: Visit
    referrers: Referrers
    in_scope: bool
    elements: frozenset[Element]


class StoredFacts(Protocol):
    """Questions that the store of one run answers. Read-only; every sequence comes in a stable order."""

    @property
    def portal(self) -> Portal: ...

    @property
    def as_of(self) -> date:
        """The day the audit speaks of, in Asia/Shanghai."""

    @property
    def vantage(self) -> Vantage: ...

    @property
    def coverage(self) -> Coverage: ...

    def home(self) -> Page | None:
        """The home page as read, None when it could not be read."""

    def page(self, url: str, *elements: Element) -> Page | None:
        """The page behind an address (redirects followed), None when it was not read as a page. With `elements` given,
        only its links of these kinds: all those of a list page cost more than the rest of it."""

    def head(self, url: str, *elements: Element) -> Page | None:
        """What kind of page is it? As `page`, without its texts, rows and tables, at a tenth of the cost."""

    def pages_at(self, urls: Iterable[str], *elements: Element) -> Iterator[Page]:
        """The pages behind these addresses, in their order, as `page` gives each; those that were not read are left
        out. Streams, at half the cost of asking for each."""

    def pages(self) -> Iterator[Page]:
        """All pages in scope, by depth, then URL. Streams; do not keep them. It is the judge who goes through them,
        once: checks see each in `on_page`, and ask for the few that concern them."""

    def visit(self, url: str) -> Visit:
        """What is known about one address. Never looked at: unsettled, reason budget or off_network."""

    def referrers(self, url: str, examples: int = 5) -> Referrers: ...

    def targets(self, *openings: Opening, examples: int = 5) -> Iterator[Target]:
        """Distinct http(s) addresses that crawled pages refer to, by URL; only those with one of `openings` if given.
        Form actions are no targets. Whoever needs the `examples` of a few only asks for none here, and for those by
        `referrers`: of a whole portal they cost more than all the rest. Then who refers to an address is told of dead
        ones alone, with five examples; of the others only whether the home page does."""

    def listed(self, *openings: Opening) -> Iterator[Target]:
        """Addresses of the portal that its own site map (sitemap.xml) lists, by URL, as `targets`. Those that no page
        refers to have no referrers."""

    def odd_links(self) -> Iterator[tuple[str, Link]]:
        """Links that are no http(s) address (file:, drive letters, mailto:, javascript:, unparsable), with the page
        they were first seen on; each distinct href once."""

    def absent(self, host: str) -> tuple[Page, ...]:
        """Pages that the host sent for addresses known not to exist (soft-404 probes that came back 2xx), by URL. One
        was asked for in the root of the home host, one in each of the folders with the most pages."""

    def probes(self, kind: str) -> Sequence[Probe]:
        """Probes of a kind, by subject, then time. See `Probe` for what they hold."""

    def before(self, rule: str) -> Before | None:
        """What did the newest earlier run of this portal that was gathered to its end say to this rule? None when no
        such run is kept with an answer. Whoever uses it names the run in its finding."""


class Facts(StoredFacts, Protocol):
    """All that a check may ask: what was stored, and what the anatomy understands from it."""

    def opening(self, link: Link) -> Opening:
        """Does this link open? OPENS, DEAD, or UNSETTLED (blocked, off budget, failed once)."""

    def own(self, url: str) -> bool:
        """Does this address belong to the portal's organ: a host of the portal, or one under the same registrable
        domain (a column on a sub-domain)?"""

    def shown(self, page: Page) -> Sequence[Page]:
        """What does a reader see at this page? Itself, then the pages that it shows in frames or refreshes to at once,
        as far as they were read."""

    def like_absent(self, page: Page) -> Page | None:
        """The answer to a made-up address of the same host that this page repeats, so that it is an error page in
        disguise; None when it says something of its own, is called as the links to it are, or when nothing can be told:
        a shell that scripts fill, a place to sign in, a folder all of whose pages say the same."""

    def title(self, page: Page) -> str:
        """The title of what stands on this page, as a reader takes it, without the name of the site."""

    def number(self, page: Page) -> str:
        """The number (文号) that the document on this page has for its own, brackets as 〔〕; "" when it has none."""

    def article(self, page: Page) -> Article:
        """What the article on this page says of itself: title, number, dates, source, validity."""

    def identity(self, page: Page) -> Identity:
        """What this page says of the site it belongs to: code, numbers of record, who runs it."""

    def outside(self, page: Page) -> str:
        """The words of this page outside its own text (header, menu, footer), one block a line."""

    def sample(self, kind: str, count: int) -> Sequence[Page]:
        """Up to `count` pages of the home host: "page" any, "article" texts, "list" list pages. Drawn by their
        addresses, so that every run over the same pages draws the same; by URL. The home page is never among them."""

    def columns(self, *names: str) -> Sequence[Column]:
        """Every list page of the portal that was understood as a column, by depth, then URL; with `names` those under
        one of these names (compared by `plain`)."""

    def column_at(self, url: str) -> Column | None:
        """The column that shows its list at this address."""

    def within(self, column: Column) -> Sequence[Column]:
        """The columns that belong to a column, each after the one that it belongs to."""

    def entrances(self, *names: str, around: int = 0, deep: bool = False) -> Sequence[Entrance]:
        """Links of one of these names (compared by `plain`) on the home page and the two levels below it, in the order
        of the names, those of the home page first; the first few addresses of each name. Links to articles are left
        out: a title that reads like the name of a column enters none. `deep`: of every page that was read, and to
        articles too. `around`: so many further characters may stand around the name. Names of more than 24 characters
        are not kept."""

    def headed(self, *names: str, deep: bool = False) -> Sequence[str]:
        """The URLs of pages that carry one of these names as a heading, the first few of each name; articles not.
        `deep`: articles too, as far as the name is a short one."""

    def holding(self, page: Page) -> Holding:
        """Is there anything on this page for its reader, beside what every page of its template carries?"""

    def day(self, item: Item) -> date | None:
        """When was a row published: by the date beside it, its address, its page? None when nothing tells."""

    def column(self, *names: str) -> Column | None:
        """The first column with one of these names (compared by `same`), in the order of the names."""

    def topics(self, archive_names: tuple[str, ...], list_names: tuple[str, ...]) -> Sequence[Topic]:
        """Topics (专题) with their entrances, by URL. `archive_names` name the columns that keep ended topics,
        `list_names` those that list live ones."""

    def documents(self, *kinds: DocumentKind) -> Sequence[Document]:
        """Articles understood as policies or interpretations, by URL. The texts are loaded when asked for."""

    def pairs(self) -> Sequence[Pair]:
        """Policies with their interpretations, by policy URL, then interpretation URL."""


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
