"""The writing half of a run: the frontier and everything observed, one transaction a batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.model.exchange import Exchange
from auditor.model.page import Page
from auditor.model.probe import Probe
from auditor.model.run import Coverage, Run, RunState, Vantage


class Role(StrEnum):
    """What is an address of the frontier looked at for?"""

    CRAWL = "crawl"  # in scope and presumably a page: fetched, extracted, its links followed
    CHECK = "check"  # other hosts, images, attachments …: only looked at
    ABSENT = "absent"  # a path known not to exist: what does the host send for it?


@dataclass(frozen=True, slots=True)
class Found:
    """An address to look at. `depth` counts clicks from the home page."""

    url: str
    depth: int
    role: Role


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one look at one frontier address; written as one piece, never split.

    `settled` False keeps the address open for a second look. `page` is set when the answer was HTML; its links are
    stored with it. `found` are addresses that the page (or a redirect) brought up: known ones are ignored.
    """

    url: str
    exchange: Exchange
    page: Page | None = None
    found: tuple[Found, ...] = ()
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """One address of the frontier that still waits. `looks` counts the looks so far."""

    url: str
    depth: int
    role: Role
    looks: int = 0
    last: Exchange | None = None  # of the last look, without its body


class RunWriter:
    """One run, open for writing by one process: fenced by a lease that every batch checks.

    Reading the frontier sees all that was written. Nothing is kept in memory that grows with the portal.
    """

    run: Run

    async def add(self, found: Sequence[Found]) -> int:
        """Puts new addresses into the frontier; known ones are ignored. Returns how many were new."""
        raise NotImplementedError

    async def waiting(
        self, role: Role, *, depth: int | None = None, looked: bool | None = None, after: str = "", limit: int = 500
    ) -> Sequence[Waiting]:
        """The next waiting addresses in the seeded order (hash of run seed and URL), `after` a URL of that order.

        `looked`: only those with (True) or without (False) an earlier look.
        """
        raise NotImplementedError

    async def count_waiting(self, role: Role, *, depth: int | None = None) -> int:
        raise NotImplementedError

    async def write(self, looked: Sequence[Looked]) -> None:
        """Stores a batch in one transaction: exchanges, bodies, pages, link blocks, new addresses, frontier change."""
        raise NotImplementedError

    async def skip(self, role: Role, reason: str, *, depth: int | None = None, keep: int = 0) -> int:
        """Marks waiting addresses (of that depth; all, when None) as skipped for `reason`, but for the first `keep`
        in the seeded order. Returns how many."""
        raise NotImplementedError

    async def skip_url(self, url: str, reason: str) -> None:
        """Marks one address as skipped: robots, trap, off-scope …"""
        raise NotImplementedError

    async def probe(self, probes: Sequence[Probe]) -> None:
        raise NotImplementedError

    async def note(self, key: str, value: str) -> None:
        """Remembers a small fact of the crawl for a resumed run (robots state, elapsed seconds, phase reached)."""
        raise NotImplementedError

    async def noted(self, key: str) -> str:
        raise NotImplementedError

    async def coverage(self) -> Coverage:
        """Counted from the tables; `elapsed`, `robots` and `sitemap` from the notes of those names."""
        raise NotImplementedError

    async def finish(self, state: RunState, vantage: Vantage, complete: bool) -> Run:
        """Ends or interrupts the run: builds the link indexes, stores coverage and vantage, gives up the lease."""
        raise NotImplementedError
