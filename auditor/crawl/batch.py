"""What was looked at goes to the store in batches, each whole or not at all."""

import asyncio
from contextlib import suppress
from types import TracebackType

from auditor.store.gather import Looked, RunWriter

LARGEST = 100  # looks
LONGEST = 1.0  # seconds


class Batches:
    """`async with Batches(writer) as batches: await batches.put(looked)`. Leaving writes what is left.

    A batch is written when it is full or a second old. Whatever the writer raises reaches the next caller.
    """

    def __init__(self, writer: RunWriter) -> None:
        self._writer = writer
        self._batch: list[Looked] = []
        self._one = asyncio.Lock()
        self._clock: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Batches":
        self._clock = asyncio.create_task(self._tick(), name="batch clock")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._clock
        if self._clock.done() and error is None:
            self._clock.result()
        self._clock.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(self._clock, return_exceptions=True)
        if error is None:
            await self.flush()
        else:  # the error is what matters; what can still be kept is kept
            with suppress(Exception):
                await self.flush()

    async def put(self, looked: Looked) -> None:
        if self._clock and self._clock.done():
            self._clock.result()
        self._batch.append(looked)
        if len(self._batch) >= LARGEST:
            await self.flush()

    async def flush(self) -> None:
        """Everything put so far is in the store when this returns."""
        async with self._one:
            batch, self._batch = self._batch, []
            await self._writer.write(batch)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(LONGEST)
            await self.flush()
