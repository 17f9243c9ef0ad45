"""Pages are read apart from the loop, in processes that may be killed: some pages stall any parser."""

import asyncio
import logging
import multiprocessing
from concurrent.futures import TimeoutError as Stalled
from types import TracebackType

from pebble import ProcessExpired, ProcessPool

from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.page import Page

LIMIT = 15.0  # seconds for one page
RECYCLE = 2000  # pages, after which a worker is replaced


class Readers:
    """`async with Readers(2) as readers: page = await readers.read(exchange, depth=1)`. 0 workers: read right here."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPool | None = None

    async def __aenter__(self) -> "Readers":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(self._pool.join)

    async def read(self, exchange: Exchange, *, depth: int, rendered: bool = False) -> Page | None:
        """The page in this answer, None when it stalled or killed its worker."""
        if not self._workers:
            return extract(exchange, depth=depth, rendered=rendered)
        if self._pool is None:
            logging.getLogger("pebble").setLevel(logging.CRITICAL)
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(max_workers=self._workers, max_tasks=RECYCLE, context=context)
        reading = self._pool.schedule(
            extract, args=[exchange], kwargs={"depth": depth, "rendered": rendered}, timeout=LIMIT
        )
        try:
            page: Page = await asyncio.wrap_future(reading)
        except (Stalled, ProcessExpired):
            return None
        return page
