"""How much of a time were we not listening? Our own load is a suspect in every silence.

On a busy machine this process is called late: what came meanwhile lies unread, and a deadline that passes then is ours.
"""

import asyncio
import time
from collections import deque
from types import TracebackType
from typing import Any

# All of these are the instrument's own, and no measure of a site: they say when it distrusts itself.
EVERY = 0.05  # seconds between two looks at the clock
KEPT = 20_000  # looks: the last quarter of an hour
DEAF = 0.1  # of a wait: more, and its end says nothing of the other side
LONGEST = 4.0  # times the patience that is waited at all


class Pulse:
    """`async with Pulse() as pulse: …; pulse.deaf(since)`. Costs one timer; one that was not started was never late."""

    def __init__(self) -> None:
        self._late: deque[tuple[float, float]] = deque(maxlen=KEPT)  # (when a look was due, how late it came)
        self._due = float("inf")
        self._clock: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Pulse":
        self._clock = asyncio.create_task(self._look(), name="pulse")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._clock:
            self._clock.cancel()
            await asyncio.gather(self._clock, return_exceptions=True)
        self._due = float("inf")

    async def _look(self) -> None:
        while True:
            self._due = time.monotonic() + EVERY
            await asyncio.sleep(EVERY)
            self._late.append((self._due, max(0.0, time.monotonic() - self._due)))

    def deaf(self, since: float) -> float:
        """Seconds since a moment of the monotonic clock in which this process was kept from running or listening."""
        now = time.monotonic()
        found = max(0.0, now - max(self._due, since))  # a look that is due and has not come is late already
        for due, late in reversed(self._late):
            if due + late <= since:
                break
            found += due + late - max(due, since)
        return found

    def late(self, since: float) -> bool:
        """Was so much of the time since then lost that a silence may be our own?"""
        return self.deaf(since) > DEAF * (time.monotonic() - since)

    def delays(self) -> list[float]:
        """Seconds by which each look at the clock came late, the least first."""
        return sorted(late for _due, late in self._late)

    def lag(self, since: float) -> float:
        """Seconds that this process came too late since then, three times in four at most."""
        found = sorted(late for due, late in self._late if due >= since)
        return round(found[len(found) * 3 // 4], 4) if found else 0.0

    async def waited(self, task: "asyncio.Future[Any]", patience: float) -> bool:
        """Has it ended within so many seconds of listening? Time that we were late is no patience."""
        since = time.monotonic()
        left = patience
        while left > 0:
            await asyncio.wait({task}, timeout=left)
            if task.done():
                return True
            gone = time.monotonic() - since
            left = min(patience - gone + self.deaf(since), LONGEST * patience - gone)
            left = left if left > EVERY / 2 else 0.0
        return task.done()
