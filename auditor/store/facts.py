"""What was observed in one run? The stored half of the facts that checks ask for; read-only."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import TracebackType
from typing import Any

from sqlalchemy import Engine, and_, or_, select

from auditor.api import Before, Element, Link, Opening, Page, Portal, Probe, Referrers, Target, Vantage, Visit
from auditor.model.found import Role
from auditor.model.packed import unpack_page, unpress
from auditor.model.run import Coverage, RunState
from auditor.model.url import canonical, host_of
from auditor.model.visit import visit_of
from auditor.store import count, frontier, history, runs, schema
from auditor.store.errors import told
from auditor.store.frontier import chunks
from auditor.store.links import Links
from auditor.store.shelf import Shelf

_BATCH = 50  # pages held at once
_TARGETS = 200

_u, _p = schema.url.c, schema.page.c


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
        self._batch: tuple[str, ...] = ()  # targets handed out together: whoever asks for one page asks for the others
        self._ahead: dict[str, Page | None] = {}
        self._shelf = Shelf[Target]()

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

    def page(self, url: str) -> Page | None:
        if (page := self._read_ahead(url)) is not None:
            return page
        row = self._page_at(url)
        if row is None and (visit := self.visit(url)).opening is Opening.OPENS:
            row = self._page_at(canonical(visit.final_url) or visit.final_url)
        if row is None:
            row = self._first(_p.final_url == url, _p.role != Role.ABSENT.value)
        return next(self._pages([row])) if row else None

    def _read_ahead(self, url: str) -> Page | None:
        """One page of a batch of targets, read with those that follow: a query each would cost more than the pages."""
        if url not in self._ahead and url in self._batch:
            at = self._batch.index(url)
            urls = self._batch[at : at + _BATCH]
            query = select(schema.page, _u.url.label("asked")).join(schema.url, _u.id == _p.id)
            rows = self._connection.execute(query.where(_u.run == self._run, _u.url.in_(urls))).all()
            self._ahead = dict.fromkeys(urls)
            self._ahead.update((row.asked, page) for row, page in zip(rows, self._pages(rows), strict=True))
        return self._ahead.get(url)

    def pages(self, *, links: bool = True) -> Iterator[Page]:
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
            yield from self._pages(rows, links=links)
            after = rows[-1]

    def visit(self, url: str) -> Visit:
        return self._visits([url])[url]

    def referrers(self, url: str, examples: int = 5) -> Referrers:
        return self._links.referrers([url], examples, self._home_id())[url]

    def targets(self, *openings: Opening, examples: int = 5) -> Iterator[Target]:
        batches = (self._looked_at(urls, examples) for urls in self._links.targets(_TARGETS))
        for batch in batches if examples else self._shelf.batches(batches):
            wanted = [target for target in batch if self._among(target, openings)]
            self._batch = tuple(target.visit.url for target in wanted)
            yield from wanted

    def listed(self, *openings: Opening) -> Iterator[Target]:
        urls = sorted({url for probe in self.probes("sitemap") for url in probe.values["urls"]})
        for chunk in chunks(urls, _TARGETS):
            yield from (target for target in self._looked_at(chunk, 0) if self._among(target, openings))

    def _looked_at(self, urls: Sequence[str], examples: int) -> list[Target]:
        visits = self._visits(urls)
        referrers = self._links.referrers(urls, examples, self._home_id())
        elements = self._links.elements(urls)
        return [
            Target(
                visit=visits[url],
                referrers=referrers[url],
                in_scope=host_of(url).rstrip(".") in self._in_scope(),
                elements=frozenset(map(Element, elements[url])),
            )
            for url in urls
        ]

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

    def _home_id(self) -> int | None:
        home = self._page_at(canonical(self.portal.home) or self.portal.home)
        return home.id if home else None

    def _page_at(self, url: str) -> schema.AnyRow | None:
        query = select(schema.page).join(schema.url, _u.id == _p.id).where(_u.run == self._run, _u.url == url)
        return self._connection.execute(query).first()

    def _first(self, *conditions: Any) -> schema.AnyRow | None:
        query = select(schema.page).where(_p.run == self._run, *conditions).order_by(_p.depth, _p.url).limit(1)
        return self._connection.execute(query).first()

    def _pages(self, rows: Sequence[schema.AnyRow], *, links: bool = True) -> Iterator[Page]:
        found = self._links.of_pages([row.id for row in rows]) if links else {}
        for row in rows:
            yield unpack_page(row.facts, row.text, found.get(row.id, ()))

    def _visits(self, urls: Iterable[str]) -> dict[str, Visit]:
        """What is known about each of these addresses; one that nobody looked at is unsettled, with the reason."""
        asked = list(urls)
        known = frontier.known(self._connection, self._run, asked)
        looks: dict[str, list[Any]] = {}
        for chunk in chunks([row for row in known.values() if row.looks]):
            for row, exchange in frontier.exchanges(self._connection, self._run, chunk):
                looks.setdefault(row.url, []).append(exchange)
        return {
            url: visit_of(
                url,
                looks.get(url, ()),
                apart=self._settings.second_look,
                skipped=known[url].reason if url in known else self._never_found(url),
            )
            for url in asked
        }

    def _never_found(self, url: str) -> str:
        """Why is an address not even in the frontier? Its host is not part of this run, or there was no room."""
        mapped = {to.host for to in self._settings.maps}
        return "off-network" if self._settings.only_mapped and host_of(url) not in mapped else "budget"
