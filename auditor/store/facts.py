"""What was observed in one run? The stored half of the facts that checks ask for; read-only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from types import TracebackType

from sqlalchemy import BindParameter, Engine, and_, bindparam, or_, select

from auditor.api import Before, Element, Link, Opening, Page, Portal, Probe, Referrers, Target, Vantage, Visit
from auditor.model.found import Role
from auditor.model.packed import unpack_head, unpack_page, unpress
from auditor.model.run import Coverage, RunState
from auditor.model.url import canonical, host_of
from auditor.model.visit import visit_of
from auditor.store import count, history, runs, schema
from auditor.store.errors import told
from auditor.store.frontier import chunks
from auditor.store.links import Elements, Links
from auditor.store.pack import exchange_of
from auditor.store.shelf import Shelf

_BATCH = 50  # pages held at once
_TARGETS = 200
_SHOWN = 5  # pages that refer to a dead address, kept with it
_VISITS, _PAGES = 4_096, 128  # that are asked for again and again are kept: those of the home page and its entrances

_u, _p, _e = schema.url.c, schema.page.c, schema.exchange.c
_HERE: BindParameter[int] = bindparam("run")
_URLS: BindParameter[str] = bindparam("urls", expanding=True)

# Put together once: SQLAlchemy takes longer for that than SQLite for the answer.
_PAGES_AT = (
    select(schema.page, _u.url.label("asked"))
    .join(schema.url, _u.id == _p.id)
    .where(_u.run == _HERE, _u.url.in_(_URLS))
)
_PAGES_ENDED_AT = (
    select(schema.page)
    .where(_p.run == _HERE, _p.final_url.in_(_URLS), _p.role != Role.ABSENT.value)
    .order_by(_p.depth, _p.url)
)
_LOOKS_AT = (
    select(schema.exchange, _u.url.label("asked"), _u.reason.label("skipped"))
    .select_from(schema.url)
    .outerjoin(schema.exchange, and_(_e.run == _u.run, _e.url == _u.id, _u.looks > 0))
    .where(_u.run == _HERE, _u.url.in_(_URLS))
    .order_by(_e.id)
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as it is stored, to be unpacked as far as it is asked for."""

    row: schema.AnyRow
    links: tuple[Link, ...]


def _whole(stored: Stored | None) -> Page | None:
    return None if stored is None else unpack_page(stored.row.facts, stored.row.text, stored.links)


class RunFacts:
    """The facts of one run. Implements `auditor.api.StoredFacts`; every sequence comes in a stable order.

    Nothing is kept but a bounded number of link blocks: pages and targets stream.
    """

    def __init__(self, engine: Engine, name: str, row: schema.AnyRow, as_of: date) -> None:
        self._name = name
        with told(name):
            self._connection = engine.connect()
        self._run: int = row.number
        self._as_of = as_of
        self._about = runs.run_of(row)
        self._settings = runs.settings_of(row)
        self._links = Links(self._connection, row.number)
        self._hosts: frozenset[str] | None = None
        self._batch: dict[str, int] = {}  # targets handed out together: whoever asks for one page asks for the others
        self._ahead: dict[str, Stored | None] = {}
        self._ahead_of: Elements = ()
        self._shelf = Shelf[Target]()
        self._visited = lru_cache(_VISITS)(lambda url: self._visits([url])[url])
        self._opened = lru_cache(_PAGES)(lambda url, elements: _whole(self._read([url], elements)[url]))

    def close(self) -> None:
        self._shelf.close()
        self._connection.close()

    def __enter__(self) -> "RunFacts":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def portal(self) -> Portal:
        return self._about.portal

    @property
    def as_of(self) -> date:
        return self._as_of

    @property
    def vantage(self) -> Vantage:
        return self._about.vantage

    @property
    def coverage(self) -> Coverage:
        """As counted when the run ended; counted now when it never did (its process was killed)."""
        if self._about.state is RunState.GATHERING:
            return count.coverage(self._connection, self._run)
        return self._about.coverage

    def home(self) -> Page | None:
        return self.page(canonical(self.portal.home) or self.portal.home)

    def page(self, url: str, *elements: Element) -> Page | None:
        if self._reads_ahead(url, elements):
            return _whole(self._ahead[url])
        return self._opened(url, elements)

    def head(self, url: str, *elements: Element) -> Page | None:
        stored = self._ahead[url] if self._reads_ahead(url, elements) else self._read([url], elements)[url]
        return None if stored is None else unpack_head(stored.row.facts, stored.links)

    def pages_at(self, urls: Iterable[str], *elements: Element) -> Iterator[Page]:
        for chunk in chunks(list(urls), _BATCH):
            read = self._read(chunk, elements)
            yield from (page for url in chunk if (page := _whole(read[url])) is not None)

    def _reads_ahead(self, url: str, elements: Elements) -> bool:
        """Is the page among those that were read together, with just these links?"""
        if url not in self._ahead and url in self._batch:
            urls = tuple(self._batch)[self._batch[url] :][:_BATCH]
            self._ahead, self._ahead_of = self._read(urls, elements), elements
        return url in self._ahead and elements == self._ahead_of

    def _read(self, urls: Sequence[str], elements: Elements) -> dict[str, Stored | None]:
        """The pages behind these addresses as stored, with all their links or those of certain elements. A query for
        each would cost more than the pages."""
        rows = self._rows(urls)
        links = self._links.of_pages([row.id for row in rows.values()], elements)
        found = {url: Stored(row, links.get(row.id, ())) for url, row in rows.items()}
        return {url: found.get(url) for url in urls}

    def _rows(self, urls: Sequence[str]) -> dict[str, schema.AnyRow]:
        """The stored page of each address: its own, that of the address to which it leads on, or one that was led to
        it. Those that have none are left out."""
        found = self._rows_at(urls)
        left = [url for url in urls if url not in found]
        visits = self._visits(left) if len(left) > 1 else {url: self.visit(url) for url in left}
        ends = {
            url: canonical(visit.final_url) or visit.final_url
            for url, visit in visits.items()
            if visit.opening is Opening.OPENS
        }
        at_end = self._rows_at(set(ends.values()))
        found |= {url: at_end[end] for url, end in ends.items() if end in at_end}
        if left := [url for url in left if url not in found]:
            for row in self._connection.execute(_PAGES_ENDED_AT, {"run": self._run, "urls": left}):
                found.setdefault(row.final_url, row)
        return found

    def _rows_at(self, urls: Iterable[str]) -> dict[str, schema.AnyRow]:
        if not (asked := list(urls)):
            return {}
        rows = self._connection.execute(_PAGES_AT, {"run": self._run, "urls": asked})
        return {row.asked: row for row in rows}

    def pages(self) -> Iterator[Page]:
        crawled = and_(_p.run == self._run, _p.role == Role.CRAWL.value)
        after: schema.AnyRow | None = None
        while True:
            query = select(schema.page).where(crawled).order_by(_p.depth, _p.url).limit(_BATCH)
            if after is not None:
                deeper = or_(_p.depth > after.depth, and_(_p.depth == after.depth, _p.url > after.url))
                query = query.where(deeper)
            rows = self._connection.execute(query).all()
            if not rows:
                return
            yield from self._pages(rows)
            after = rows[-1]

    def visit(self, url: str) -> Visit:
        return self._visited(url)

    def referrers(self, url: str, examples: int = 5) -> Referrers:
        counted = self._links.referrers([url], self._home_id)[url]
        return replace(counted, examples=self._links.examples([url], examples)[url])

    def targets(self, *openings: Opening, examples: int = 5) -> Iterator[Target]:
        for batch in self._shelf.batches(self._looked_at(urls) for urls in self._links.targets(_TARGETS)):
            wanted = [target for target in batch if self._among(target, openings)]
            if examples:
                wanted = self._with_referrers(wanted, examples)
            self._batch = {target.visit.url: at for at, target in enumerate(wanted)}
            yield from wanted

    def listed(self, *openings: Opening) -> Iterator[Target]:
        urls = sorted({url for probe in self.probes("sitemap") for url in probe.values["urls"]})
        for chunk in chunks(urls, _TARGETS):
            wanted = [target for target in self._looked_at(chunk) if self._among(target, openings)]
            yield from self._with_referrers(wanted, 0)

    def _looked_at(self, urls: Sequence[str]) -> list[Target]:
        """These addresses with how they open. Who refers to them is counted of the dead ones only, which are told
        about: of all it would cost more than the rest."""
        visits = self._visits(urls)
        elements = self._links.elements(urls)
        targets = [
            Target(
                visit=visits[url],
                referrers=Referrers(pages=0, examples=(), home=url in self._at_home),
                in_scope=host_of(url).rstrip(".") in self._in_scope(),
                elements=frozenset(map(Element, elements[url])),
            )
            for url in urls
        ]
        dead = [target for target in targets if target.visit.opening is Opening.DEAD]
        told = {target.visit.url: target for target in self._with_referrers(dead, _SHOWN)}
        return [told.get(target.visit.url, target) for target in targets]

    def _with_referrers(self, targets: Sequence[Target], examples: int) -> list[Target]:
        urls = [target.visit.url for target in targets]
        counted, shown = self._links.referrers(urls, self._home_id), self._links.examples(urls, examples)
        return [
            replace(target, referrers=replace(counted[url], examples=shown[url]))
            for url, target in zip(urls, targets, strict=True)
        ]

    @cached_property
    def _at_home(self) -> frozenset[str]:
        return frozenset() if self._home_id is None else self._links.targets_of(self._home_id)

    @staticmethod
    def _among(target: Target, openings: Sequence[Opening]) -> bool:
        return not openings or target.visit.opening in openings

    def odd_links(self) -> Iterator[tuple[str, Link]]:
        return self._links.odd()

    def absent(self, host: str) -> tuple[Page, ...]:
        mine = and_(_p.run == self._run, _p.role == Role.ABSENT.value, _p.host == host)
        rows = self._connection.execute(select(schema.page).where(mine).order_by(_p.url)).all()
        return tuple(self._pages(rows))

    def before(self, rule: str) -> Before | None:
        return history.before(self._connection, self._about, rule)

    def probes(self, kind: str) -> Sequence[Probe]:
        s = schema.probe.c
        query = select(schema.probe).where(s.run == self._run, s.kind == kind).order_by(s.subject, s.at, s.id)
        return [Probe(row.kind, row.subject, row.at, row.said) for row in self._connection.execute(query)]

    def body(self, url: str) -> bytes | None:
        """The bytes that an address sent last, None when none were kept (`keep = "text"`, no page)."""
        e, b = schema.exchange.c, schema.body.c
        looks = select(b.content).join(schema.exchange, e.body == b.hash).join(schema.url, _u.id == e.url)
        mine = looks.where(_u.run == self._run, _u.url == url, e.run == self._run).order_by(e.id.desc()).limit(1)
        content = self._connection.execute(mine).scalar_one_or_none()
        return None if content is None else unpress(content)

    def _in_scope(self) -> frozenset[str]:
        if self._hosts is None:
            self._hosts = frozenset(count.hosts(self._connection, self._run))
        return self._hosts

    @cached_property
    def _home_id(self) -> int | None:
        home = self._rows_at([canonical(self.portal.home) or self.portal.home])
        return next((row.id for row in home.values()), None)

    def _pages(self, rows: Sequence[schema.AnyRow]) -> Iterator[Page]:
        found = self._links.of_pages([row.id for row in rows])
        for row in rows:
            yield unpack_page(row.facts, row.text, found.get(row.id, ()))

    def _visits(self, urls: Iterable[str]) -> dict[str, Visit]:
        """What is known about each of these addresses; one that nobody looked at is unsettled, with the reason."""
        asked = list(urls)
        rows: dict[str, list[schema.AnyRow]] = {}
        for chunk in chunks(asked):
            for row in self._connection.execute(_LOOKS_AT, {"run": self._run, "urls": chunk}):
                rows.setdefault(row.asked, []).append(row)
        return {
            url: visit_of(
                url,
                [exchange_of(row, url) for row in rows.get(url, ()) if row.id is not None],
                apart=self._settings.second_look,
                skipped=rows[url][0].skipped if url in rows else self._never_found(url),
            )
            for url in asked
        }

    def _never_found(self, url: str) -> str:
        """Why is an address not even in the frontier? Its host is not part of this run, or there was no room."""
        mapped = {to.host for to in self._settings.maps}
        return "off-network" if self._settings.only_mapped and host_of(url) not in mapped else "budget"
