"""Pages are read apart from the loop, in processes that may be killed: some pages stall any parser."""

import asyncio
import logging
import multiprocessing
from collections import deque
from collections.abc import Sequence
from concurrent.futures import TimeoutError as Stalled
from types import TracebackType

from pebble import ProcessExpired, ProcessPool

from auditor.extract.reading import Given, Read, Reader, make_ready, read_all
from auditor.model.scope import Scope

LIMIT = 15.0  # seconds for one page, and for a batch of them: all but the one that stalls take milliseconds
BATCH = 16  # pages a message: fewer cost more in messages than in reading
RECYCLE = 2000  # batches, after which a worker is replaced
AHEAD = 2  # batches a worker: one that it reads, and one that it takes up when it is done with that


class Readers:
    """`async with Readers(2) as readers: read = await readers.read(scope, given)`. 0 workers: read right here.

    What waits while all workers are busy goes to the next free one as a batch. The workers start when it is entered, so
    that they are ready when the first page comes.
    """

    def __init__(self, workers: int, *, limit: float = LIMIT) -> None:
        self._workers, self._limit = workers, limit
        self._pool: ProcessPool | None = None
        self._reader: Reader | None = None
        self._waiting: deque[tuple[Scope, Given, asyncio.Future[Read | None]]] = deque()
        self._feeding: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Readers":
        if self._workers:
            logging.getLogger("pebble").setLevel(logging.CRITICAL)
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(
                max_workers=self._workers, max_tasks=RECYCLE, initializer=make_ready, context=context
            )
            self._pool.schedule(make_ready)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for feeding in self._feeding:
            feeding.cancel()
        await asyncio.gather(*self._feeding, return_exceptions=True)
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(self._pool.join)

    async def read(self, scope: Scope, given: Given) -> Read | None:
        """The page in this answer, None when it stalled or killed its worker."""
        if not self._workers:
            if self._reader is None or self._reader.scope != scope:
                self._reader = Reader(scope)
            return self._reader.read(given)
        done: asyncio.Future[Read | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((scope, given, done))
        if len(self._feeding) < AHEAD * self._workers:
            feeding = asyncio.create_task(self._feed(), name="reader")
            self._feeding.add(feeding)
            feeding.add_done_callback(self._feeding.discard)
        return await done

    async def _feed(self) -> None:
        """Hands over batch after batch as long as anything waits."""
        while self._waiting:
            scope = self._waiting[0][0]
            batch: list[tuple[Given, asyncio.Future[Read | None]]] = []
            while self._waiting and len(batch) < BATCH and self._waiting[0][0] == scope:
                _scope, given, done = self._waiting.popleft()
                if not done.done():  # whoever asked may have been cancelled
                    batch.append((given, done))
            try:
                pages = await self._work(scope, [given for given, _done in batch])
            except BaseException as error:
                for _given, done in batch:
                    if not done.done():
                        done.cancel() if isinstance(error, asyncio.CancelledError) else done.set_exception(error)
                raise
            for (_given, done), page in zip(batch, pages, strict=True):
                if not done.done():
                    done.set_result(page)

    async def _work(self, scope: Scope, batch: Sequence[Given]) -> list[Read | None]:
        """Reads a batch; one that stalls or kills its worker is read again page by page, so that only one is lost."""
        assert self._pool
        try:
            return list(
                await asyncio.wrap_future(self._pool.schedule(read_all, args=[scope, batch], timeout=self._limit))
            )
        except (Stalled, ProcessExpired):
            if len(batch) < 2:
                return [None] * len(batch)
            return [page for one in batch for page in await self._work(scope, [one])]
