"""How is the engine doing: does the loop keep up, are the connections in use, how much memory was needed?"""

import asyncio
import json
import sys
from collections import deque
from types import TracebackType

from auditor.crawl.pace import Pace

EVERY = 0.05  # seconds between two looks at the clock
KEPT = 20_000  # looks: the last quarter of an hour


class Gauges:
    """`async with Gauges() as gauges: …; gauges.figures(pace, host)`. Costs one timer."""

    def __init__(self) -> None:
        self._late: deque[float] = deque(maxlen=KEPT)
        self._clock: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Gauges":
        self._clock = asyncio.create_task(self._look(), name="gauges")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._clock:
            self._clock.cancel()
            await asyncio.gather(self._clock, return_exceptions=True)

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + EVERY
            await asyncio.sleep(EVERY)
            self._late.append(max(0.0, loop.time() - due))

    def figures(self, pace: Pace, host: str) -> dict[str, float]:
        """By name: how late the event loop came to what was due (`lag_…_ms`), which share of the connections that the
        host may be given was in use from its first request to its last (`slots_share`), and the most memory that this
        process held (`peak_mb`; not on Windows). The reading processes are not in it."""
        late = sorted(self._late)
        said: dict[str, float] = {}
        if late:
            said["lag_median_ms"] = round(1000 * late[len(late) // 2], 1)
            said["lag_p99_ms"] = round(1000 * late[len(late) * 99 // 100], 1)
            said["lag_max_ms"] = round(1000 * late[-1], 1)
        if (share := pace.share(host)) is not None:
            said["slots_share"] = round(share, 3)
        if sys.platform != "win32":
            import resource

            unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
            said["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)
        return said

    def noted(self, pace: Pace, host: str) -> str:
        return json.dumps(self.figures(pace, host))
