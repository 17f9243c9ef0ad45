"""Addresses of other sites are looked at beside the walk, from its first level on: theirs is the slowest answer, and
met last it would be waited for alone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from auditor.model.exchange import Exchange
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.found import Role
from auditor.model.url import host_of
from auditor.store.gather import RunWriter, Waiting

ENOUGH = 3  # addresses of a host that could not be connected to, and none that could
_NO_CONNECTION = frozenset({FaultKind.CONNECT_TIMEOUT, FaultKind.UNREACHABLE})


class Silence:
    """Which hosts let nobody connect? That does not hang on the path, so the rest is not dialed one by one: it would
    take a time-out each. A host that connects and then says nothing may say more under another path, and is asked."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._failed: dict[str, list[Fault]] = {}  # by host; empty once anything connected

    async def ask(self, url: str, fetch: Callable[[str], Awaitable[Exchange]]) -> Exchange | Fault:
        """The answer, or the fault that another dial would come to. As many at once as the host may be asked anyway,
        so that what is learnt from the first spares the others."""
        host = host_of(url)
        async with self._turns.setdefault(host, asyncio.Semaphore(self._connections)):
            failed = self._failed.setdefault(host, [])
            if len(failed) >= ENOUGH:
                last = failed[-1]
                return Fault(
                    last.kind, last.whose, last.lasting, f"no connection for {len(failed)} others of this host"
                )
            exchange = await fetch(url)
        fault = exchange.fault
        if fault and fault.kind in _NO_CONNECTION and not exchange.hops:
            if fault.whose is not Whose.US:  # our own network being down tells nothing of a host
                failed.append(fault)
        elif exchange.address or exchange.status:
            self._failed[host] = []
        return exchange


class Announced:
    """The addresses of other sites, level by level as the walk announces them. Which of them are looked at is decided
    when a level ends, so that it does not hang on what answered first."""

    def __init__(self, writer: RunWriter, most: int, waiting: Callable[[Role, int], AsyncIterator[Waiting]]) -> None:
        self._writer, self._most, self._waiting = writer, most, waiting
        self._levels: asyncio.Queue[int | None] = asyncio.Queue()

    async def level(self, depth: int, decision: str) -> None:
        """All addresses found at this depth are known: those within the budget may be looked at."""
        if not await self._writer.noted(decision):
            spent = int(await self._writer.noted("outside") or 0)
            keep = max(0, self._most - spent)
            await self._writer.skip(Role.OUTSIDE, "budget-targets", depth=depth, keep=keep)
            taken = await self._writer.count_waiting(Role.OUTSIDE, depth=depth)
            await self._writer.note("outside", str(spent + taken))
            await self._writer.note(decision, str(taken))
        self._levels.put_nowait(depth)

    def end(self) -> None:
        """No further level will be announced."""
        self._levels.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[Waiting]:
        while (depth := await self._levels.get()) is not None:
            async for one in self._waiting(Role.OUTSIDE, depth):
                yield one
