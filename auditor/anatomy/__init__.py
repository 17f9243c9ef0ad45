"""From facts to understanding: what is the portal made of? Computed over the stored half of `Facts`, without I/O."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from auditor.anatomy.ages import Trails, day_in
from auditor.anatomy.article import article_of, number_of, title_of
from auditor.anatomy.columns import Columns, Drafts
from auditor.anatomy.digest import Digest
from auditor.anatomy.documents import Candidates, documents
from auditor.anatomy.holding import holding
from auditor.anatomy.identity import identity_of, outside
from auditor.anatomy.odd import Absent, Answers, Repeats
from auditor.anatomy.pairs import pairs
from auditor.anatomy.sampled import Sampled, closed, says_nothing
from auditor.anatomy.topics import topics
from auditor.api import Before, Facts, Referrers, StoredFacts, Target
from auditor.model.anatomy import Article, Column, Document, DocumentKind, Entrance, Holding, Identity, Pair, Topic
from auditor.model.exchange import Opening, Visit
from auditor.model.page import DateSource, Element, Item, Link, Page
from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.run import Coverage, Vantage
from auditor.model.url import host_of, site_of


def understand(stored: StoredFacts) -> Facts:
    """All that a check may ask of a run: what was stored, and what is understood from it, computed when first asked."""
    return Understood(stored)


class Understood:
    """Answers of the store, passed on, and answers of the anatomy, kept."""

    def __init__(self, stored: StoredFacts) -> None:
        self._stored = stored
        self._held: dict[str, Holding] = {}
        self._days: dict[str, date | None] = {}
        self._seen: Digest | None = None
        self._answers: dict[str, tuple[Page, ...]] = {}  # of hosts to made-up addresses; none for most
        self._topics: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Topic, ...]] = {}

    @property
    def portal(self) -> Portal:
        return self._stored.portal

    @property
    def as_of(self) -> date:
        return self._stored.as_of

    @property
    def vantage(self) -> Vantage:
        return self._stored.vantage

    @property
    def coverage(self) -> Coverage:
        return self._stored.coverage

    def home(self) -> Page | None:
        return self._home

    def page(self, url: str, *elements: Element) -> Page | None:
        page = self._stored.page(url, *elements)
        return None if page is not None and self._closed(page) else page

    def head(self, url: str, *elements: Element) -> Page | None:
        return self._stored.head(url, *elements)

    def pages_at(self, urls: Iterable[str], *elements: Element) -> Iterator[Page]:
        return (page for page in self._stored.pages_at(urls, *elements) if not self._closed(page))

    def pages(self) -> Iterator[Page]:
        """All pages; whoever first goes through them lets the anatomy see them on the way."""
        if self._seen is not None:
            yield from self._open_pages()
            return
        seen = Digest(
            [
                Drafts(self, self._front),
                Candidates(),
                Sampled(self),
                Trails(self._front),
                Repeats(self._answering, self.home()),
            ]
        )
        for page in self._open_pages():
            seen.see(page)
            yield page
        self._seen = seen

    def _open_pages(self) -> Iterator[Page]:
        return (page for page in self._stored.pages() if not self._closed(page))

    def _closed(self, page: Page) -> bool:
        """Was the page closed for maintenance when it was asked for? Then it was not read. Where the same is sent for
        whatever is missing, it is an error page in disguise."""
        if not closed(page):
            return False
        hosts = {host_of(page.url), host_of(page.final_url or page.url)}
        return not any(map(closed, (answer for host in hosts for answer in self.absent(host))))

    def visit(self, url: str) -> Visit:
        return self._stored.visit(url)

    def referrers(self, url: str, examples: int = 5) -> Referrers:
        return self._stored.referrers(url, examples)

    def targets(self, *openings: Opening, examples: int = 5) -> Iterator[Target]:
        return self._stored.targets(*openings, examples=examples)

    def listed(self, *openings: Opening) -> Iterator[Target]:
        return self._stored.listed(*openings)

    def odd_links(self) -> Iterator[tuple[str, Link]]:
        return self._stored.odd_links()

    def absent(self, host: str) -> tuple[Page, ...]:
        if host not in self._answers:
            self._answers[host] = self._stored.absent(host)
        return self._answers[host]

    def probes(self, kind: str) -> Sequence[Probe]:
        return self._stored.probes(kind)

    def before(self, rule: str) -> Before | None:
        return self._stored.before(rule)

    def opening(self, link: Link) -> Opening:
        """Links without an http(s) target (scripts, mail) are unsettled: nobody followed them."""
        return self._stored.visit(link.target).opening if link.target else Opening.UNSETTLED

    def own(self, url: str) -> bool:
        host = host_of(url)
        homes = (host_of(self.portal.home), *self.portal.hosts)
        return bool(host) and (host in homes or site_of(host) == site_of(homes[0]))

    def shown(self, page: Page) -> Sequence[Page]:
        seen = {page.url: page}
        for link in page.links:
            if link.element in (Element.FRAME, Element.META) and link.target and link.target not in seen:
                inner = self._stored.page(link.target)
                if inner is not None:
                    seen.setdefault(inner.url, inner)
        return tuple(seen.values())

    def like_absent(self, page: Page) -> Page | None:
        return self._absent.like(page)

    def title(self, page: Page) -> str:
        return title_of(page)

    def number(self, page: Page) -> str:
        return number_of(page, title_of(page))

    def article(self, page: Page) -> Article:
        return article_of(page)

    def identity(self, page: Page) -> Identity:
        return identity_of(page)

    def outside(self, page: Page) -> str:
        return outside(page)

    def sample(self, kind: str, count: int) -> Sequence[Page]:
        return self._digest.of(Sampled).pages(kind, count)

    def columns(self, *names: str) -> Sequence[Column]:
        return self._columns.under(names) if names else self._columns.found

    def column_at(self, url: str) -> Column | None:
        return self._columns.at(url)

    def within(self, column: Column) -> Sequence[Column]:
        return self._columns.within(column)

    def entrances(self, *names: str, around: int = 0, deep: bool = False) -> Sequence[Entrance]:
        return self._columns.entrances.called(names, around, deep=deep)

    def headed(self, *names: str, deep: bool = False) -> Sequence[str]:
        return self._columns.entrances.headed(names, deep=deep)

    def holding(self, page: Page) -> Holding:
        if page.url not in self._held:
            self._held[page.url] = holding(self, page)
        return self._held[page.url]

    def day(self, item: Item) -> date | None:
        if item.day is not None or not item.target:
            return item.day
        if item.target not in self._days:
            mark = day_in(item.target)
            if mark is None and (page := self._stored.page(item.target)) is not None:
                mark = next((one for one in page.dates if one.source is not DateSource.HEADER), None)
            self._days[item.target] = mark.day if mark else None
        return self._days[item.target]

    def column(self, *names: str) -> Column | None:
        return self._columns.first(names)

    def topics(self, archive_names: tuple[str, ...], list_names: tuple[str, ...]) -> Sequence[Topic]:
        key = (archive_names, list_names)
        if key not in self._topics:
            self._topics[key] = topics(self, self._digest.of(Trails), archive_names, list_names)
        return self._topics[key]

    def documents(self, *kinds: DocumentKind) -> Sequence[Document]:
        return tuple(one for one in self._documents if not kinds or one.kind in kinds)

    def pairs(self) -> Sequence[Pair]:
        return self._pairs

    @cached_property
    def _home(self) -> Page | None:
        """A home page that is blank, or closed for maintenance, was not read."""
        home = self._stored.home()
        return None if home is not None and says_nothing(home) else home

    @cached_property
    def _absent(self) -> Absent:
        return Absent(self, self._answering, lambda: self._digest.of(Repeats))

    @cached_property
    def _answering(self) -> Answers:
        return Answers(self)

    @cached_property
    def _front(self) -> tuple[Page, ...]:
        """The home page and what it shows."""
        home = self.home()
        return () if home is None else tuple(self.shown(home))

    @property
    def _digest(self) -> Digest:
        """What is kept of all pages. When nobody has gone through them yet, they go by now."""
        if self._seen is None:
            deque(self.pages(), maxlen=0)
        assert self._seen is not None
        return self._seen

    @cached_property
    def _columns(self) -> Columns:
        return self._digest.of(Drafts).columns()

    @cached_property
    def _documents(self) -> tuple[Document, ...]:
        return documents(self, self._digest.of(Candidates).found, self.columns())

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        return pairs(self._documents, self)
