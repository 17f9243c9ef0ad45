"""Many addresses, several at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from auditor.store.gather import Waiting

GRACE = 10.0  # seconds that what is in flight may take after an interruption


async def each(
    waiting: AsyncIterator[Waiting],
    look: Callable[[Waiting], Awaitable[None]],
    *,
    at_once: int,
    over: Callable[[], bool],
    stop: asyncio.Event,
) -> None:
    """Looks at every address. Once it is `over`, what has not begun is left waiting; after `stop`, what is in flight
    may take `GRACE` seconds more."""
    queue: asyncio.Queue[Waiting] = asyncio.Queue(maxsize=at_once)

    async def worker() -> None:
        while True:
            one = await queue.get()
            try:
                if not over():
                    await look(one)
            finally:
                queue.task_done()

    async def feed() -> None:
        async for one in waiting:
            if over():
                break
            await queue.put(one)
        await queue.join()

    async with asyncio.TaskGroup() as group:
        workers = [group.create_task(worker()) for _ in range(at_once)]
        feeding = group.create_task(feed())
        stopping = group.create_task(stop.wait())
        await asyncio.wait({feeding, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not feeding.done():
            await asyncio.wait({feeding}, timeout=GRACE)
        for task in (*workers, feeding, stopping):
            task.cancel()
