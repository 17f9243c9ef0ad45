"""What may be asked about one run, and in which shape do the answers come? The store answers the first half, the
anatomy of the portal the rest; checks read both through `auditor.api`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from auditor.model.anatomy import Article, Column, Document, DocumentKind, Entrance, Holding, Identity, Pair, Topic
from auditor.model.exchange import Opening, Visit
from auditor.model.finding import Before
from auditor.model.page import Element, Item, Link, Page, Region
from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.run import Coverage, Vantage


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
