"""The writing half of a run: the frontier and everything observed, one transaction a batch."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, update
from sqlalchemy.ext.asyncio import AsyncEngine

from auditor.api import _
from auditor.model.found import Found, Recent, Role
from auditor.model.picture import Picture
from auditor.model.probe import Probe
from auditor.model.run import Coverage, Run, RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.model.url import canonical
from auditor.store import count, engine, frontier, pictures, records, schema
from auditor.store.errors import LeaseLost, told
from auditor.store.frontier import Turn, Waiting
from auditor.store.pack import pack
from auditor.store.records import Looked

__all__ = ["Found", "Looked", "Role", "RunWriter", "Waiting"]

T = TypeVar("T")


class RunWriter:
    """One run, open for writing by one process: fenced by a lease that every batch checks.

    Reading the frontier sees all that was written. Nothing is kept in memory that grows with the portal.
    Every method raises StoreError when the store fails, and LeaseLost once another process has taken over.
    """

    def __init__(
        self, database: AsyncEngine, *, name: str, number: int, lease: int, run: Run, settings: GatherSettings
    ) -> None:
        self.run = run
        self.settings = settings
        self._engine = database
        self._name = name
        self._number = number
        self._lease = lease
        self._order = Turn(number, settings.seed)
        self._recent = Recent()
        self._one = asyncio.Lock()  # SQLite has one writer; waiting here is cheaper than there

    async def add(self, found: Sequence[Found]) -> int:
        """Puts new addresses into the frontier; known ones are ignored. Returns how many were new.

        But one that waits to be checked is crawled, at the depth now found, when it is found to be a page.
        """
        new = self._recent.new(found)
        number = await self._write(frontier.add, self._order, new) if new else 0
        self._recent.remember(new)
        return number

    async def waiting(
        self, role: Role, *, depth: int | None = None, looked: bool | None = None, after: str = "", limit: int = 500
    ) -> Sequence[Waiting]:
        """The next waiting addresses in the seeded order (hash of run seed and URL), `after` a URL of that order.

        `looked`: only those with (True) or without (False) an earlier look.
        """
        return await self._read(
            lambda connection: frontier.waiting(
                connection, self._order, role, depth=depth, looked=looked, after=after, limit=limit
            )
        )

    async def opened(self, *, after: str = "", limit: int = 2000) -> Sequence[str]:
        """Addresses that were to be read and opened, by text, `after` one of them."""
        return await self._read(lambda c: frontier.opened(c, self._order, after=after, limit=limit))

    async def count_waiting(self, role: Role, *, depth: int | None = None) -> int:
        return await self._read(lambda c: frontier.count_waiting(c, self._order, role, depth=depth))

    async def write(self, looked: Sequence[Looked]) -> None:
        """Stores a batch in one transaction: exchanges, bodies, pages, link blocks, new addresses, frontier change.

        When it returns, the batch survives the death of this process. LookupError when an address was never added.
        """
        if not looked:
            return
        bodies = self.settings.keep == "bodies"
        packed = await asyncio.to_thread(lambda: [pack(one.exchange, one.page, bodies=bodies) for one in looked])
        found = self._recent.new(new for one in looked for new in one.found)
        await self._write(records.write, self._order, looked, packed, found)
        self._recent.remember(found)

    async def skip(self, role: Role, reason: str, *, depth: int | None = None, keep: int = 0) -> int:
        """Marks waiting addresses (of that depth; all, when None) as skipped for `reason`, but for the first `keep`
        in the seeded order. Returns how many."""
        return await self._write(lambda c: frontier.skip(c, self._order, role, reason, depth=depth, keep=keep))

    async def waiting_pages(self, depth: int, *, after: str = "") -> Sequence[Waiting]:
        """Pages of a depth that were not looked at yet, many at once, in the seeded order."""
        return await self.waiting(Role.CRAWL, depth=depth, looked=False, after=after, limit=5000)

    async def led(self, depth: int, words: Sequence[str]) -> dict[str, int]:
        """Of the pages that wait at a depth, those to which a short label with one of these words leads (0), or which
        a menu or a header names (1)."""
        return await self._read(lambda c: frontier.led(c, self._order, depth, words))

    async def skip_urls(self, urls: Sequence[str], reason: str) -> None:
        """The same as `skip_url` for many."""
        if urls:
            await self._write(frontier.skip_urls, self._order, urls, reason)

    async def take_back(self, reason: str, most: int) -> int:
        """Lets pages that were skipped for this reason wait again, the nearest to home first. Returns how many."""
        return await self._write(frontier.take_back, self._order, reason, most)

    async def skip_url(self, url: str, reason: str) -> None:
        """Marks one address as skipped: robots, trap, off-scope … One that is unknown or settled is left as it is."""
        await self._write(frontier.skip_url, self._order, url, reason)

    async def probe(self, probes: Sequence[Probe]) -> None:
        await self._write(records.probe, self._number, probes)

    async def telling(self, most: int) -> Sequence[str]:
        """The pages of which a picture says most, the most telling first."""
        home = canonical(self.run.portal.home)
        return await self._write(pictures.telling, self._number, home, most)

    async def pictured(self) -> Sequence[str]:
        """The pages of which there is a picture, by address."""
        return await self._read(lambda connection: pictures.pictured(connection, self._number))

    async def picture(self, picture: Picture) -> None:
        """Keeps the picture of an address that was added; an earlier one of it gives way."""
        await self._write(pictures.put, self._number, picture)

    async def note(self, key: str, value: str) -> None:
        """Remembers a small fact of the crawl for a resumed run (robots state, elapsed seconds, phase reached)."""
        await self._write(records.note, self._number, key, value)

    async def noted(self, key: str) -> str:
        """What was noted under `key`, "" when nothing was."""
        return await self._read(lambda connection: records.noted(connection, self._number, key))

    async def coverage(self) -> Coverage:
        """Counted from the tables; `elapsed`, `robots` and `sitemap` from the notes of those names.

        Further hosts in scope are taken from the note `hosts`, parted by blanks.
        """
        return await self._read(lambda connection: count.coverage(connection, self._number))

    async def index(self) -> None:
        """Builds the indexes of links ahead of the end: at a time at which there is nothing else to do."""
        await self._write(schema.index_links)

    async def finish(self, state: RunState, vantage: Vantage, complete: bool) -> Run:
        """Ends or interrupts the run: builds the link indexes, stores coverage and vantage, gives up the lease."""

        def end(connection: Connection) -> Run:
            schema.index_links(connection)
            seen = count.coverage(connection, self._number, complete=complete)
            last = count.ended(connection, self._number, self.run.started)
            r = schema.run.c
            connection.execute(
                update(schema.run)
                .where(r.number == self._number)
                .values(
                    state=state.value,
                    finished=last,
                    coverage=seen.model_dump(mode="json"),
                    vantage=vantage.model_dump(mode="json"),
                    holder={},
                )
            )
            return self.run.model_copy(update={"state": state, "finished": last, "coverage": seen, "vantage": vantage})

        self.run = await self._write(end)
        await self._read(engine.settle)
        return self.run

    def _fence(self, connection: Connection) -> None:
        r = schema.run.c
        mine = update(schema.run).where(
            r.number == self._number, r.lease == self._lease, r.state == RunState.GATHERING.value
        )
        if connection.execute(mine.values(heartbeat=time.time())).rowcount != 1:
            raise LeaseLost(_("{run}：已由另一个进程接手，本进程停止写入"), run=self.run.id)

    async def _write(self, work: Callable[..., T], *args: Any) -> T:
        """Runs `work` in one transaction that begins with the lease: all of it is stored, or nothing."""

        def fenced(connection: Connection) -> T:
            self._fence(connection)
            return work(connection, *args)

        async def transaction() -> T:
            async with self._one, self._engine.begin() as connection:
                return await connection.run_sync(fenced)

        return await self._whole(transaction())

    async def _read(self, work: Callable[[Connection], T]) -> T:
        async def question() -> T:
            async with self._engine.connect() as connection:
                return await connection.run_sync(work)

        return await self._whole(question())

    async def _whole(self, work: Coroutine[Any, Any, T]) -> T:
        """Waits for `work` to its end even when cancelled: a transaction given up half-way would keep the file locked
        until its thread notices."""
        task = asyncio.ensure_future(work)
        try:
            with told(self._name):
                return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task])
            if not task.cancelled():
                task.exception()  # whoever cancelled does not ask for it
            raise
