"""One walk, top to bottom: robots and site map, the levels, the other targets, the second look."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Protocol
from urllib.parse import urlsplit

from auditor.crawl.absent import absent, choose
from auditor.crawl.account import Account
from auditor.crawl.batch import Batches
from auditor.crawl.events import Phase, Tell
from auditor.crawl.gauges import figures
from auditor.crawl.level import choose_level
from auditor.crawl.listed import whole
from auditor.crawl.many import each
from auditor.crawl.outside import Announced, Silence
from auditor.crawl.pace import Pace
from auditor.crawl.pictures import Picturing, picture_pages
from auditor.crawl.robots import Allows, Robots, read_robots
from auditor.crawl.sitemap import listed
from auditor.crawl.telling import FIRST
from auditor.crawl.workers import Readers
from auditor.extract import is_html
from auditor.extract.reading import For, Given, Read
from auditor.model.exchange import Exchange
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.packed import PackedPage
from auditor.model.probe import Probe
from auditor.model.scope import Scope
from auditor.model.settings import GatherSettings
from auditor.model.url import canonical, host_of
from auditor.model.visit import worth_another_look
from auditor.net.fetch import Fetcher
from auditor.net.pulse import Pulse
from auditor.store.gather import Found, Looked, Role, RunWriter, Waiting

STRAINED = frozenset(
    {FaultKind.CONNECT_TIMEOUT, FaultKind.READ_TIMEOUT, FaultKind.RESET, FaultKind.REFUSED, FaultKind.HTTP_5XX}
)  # what a server that we asked too much may come to
SITEMAP_PART = 500  # addresses that are stored together
NEAR = 2  # levels of which the telling pages are read first: the columns, and what stands in them
ROUNDS = 3  # of levels, targets and second looks; later ones only see what a second look brought up


class Rendering(Picturing, Protocol):
    async def render(self, url: str, *, allows: Allows) -> Exchange: ...


class Ending(StrEnum):
    """How did a walk end?"""

    COMPLETE = "complete"  # nothing in scope was left out for want of time
    CUT = "cut"  # stopped, or out of time
    FORBIDDEN = "forbidden"  # robots rules, or their absence behind an error, forbid everything
    HOME_DOWN = "home_down"  # the home page could not be read, so there was nothing to walk


async def crawl(
    writer: RunWriter,
    settings: GatherSettings,
    fetcher: Fetcher,
    pace: Pace,
    *,
    now: Callable[[], datetime],
    tell: Tell,
    stop: asyncio.Event,
    renderer: Rendering | None = None,
) -> Ending:
    """Walks the portal of `writer.run`. Ends early, with all saved, when `stop` is set."""
    async with Readers(settings.workers) as readers, Batches(writer) as batches, Pulse() as pulse:
        walk = Walk(writer, settings, fetcher, pace, readers, batches, now=now, tell=tell, stop=stop, renderer=renderer)
        ending = await walk.all()
        await walk.remember()
        await writer.note("engine", json.dumps(figures(pulse, pace, host_of(walk.home))))
    return ending


class Walk:
    """The state of one walk. What must outlive a crash is in the store; here are clocks and counters only."""

    def __init__(
        self,
        writer: RunWriter,
        settings: GatherSettings,
        fetcher: Fetcher,
        pace: Pace,
        readers: Readers,
        batches: Batches,
        *,
        now: Callable[[], datetime],
        tell: Tell,
        stop: asyncio.Event,
        renderer: Rendering | None,
    ) -> None:
        self.writer, self.settings, self.fetcher, self.pace = writer, settings, fetcher, pace
        self.readers, self.batches, self.renderer = readers, batches, renderer
        self.now, self.stop = now, stop
        self.home = canonical(writer.run.portal.home)
        self.scope = Scope.of(writer.run.portal)
        self.robots: dict[str, Robots] = {}
        self.account = Account(pace, tell)
        self.silence = Silence(settings.connections)
        self.again = frozenset(settings.again)

    async def all(self) -> Ending:
        self.account.before = float(await self.writer.noted("elapsed") or 0)
        self.scope = self.scope.also(*(await self.writer.noted("hosts")).split())
        if self.settings.listed:  # there is no home page to begin at
            await whole(self.writer)
            await self._targets()
            await self._second_looks()
            self.account.say(Phase.DONE)
            return Ending.CUT if self._over() else Ending.COMPLETE
        if ending := await self._start():
            return ending
        for around in range(ROUNDS):
            if not await self._looks(around):
                return Ending.HOME_DOWN
            await self._second_looks()
            if self._over() or not await self._more():
                break
        ending = Ending.CUT if self._over() else Ending.COMPLETE
        if self.renderer and (most := self.settings.pictures):
            account, pace = self.account, self.pace
            await picture_pages(
                self.writer, self.renderer, most, pace=pace, account=account, over=self._over, allows=self._allows
            )
        self.account.say(Phase.DONE)
        return ending

    async def remember(self) -> None:
        """Keeps the time spent, so that a resumed run goes on counting."""
        await self.writer.note("elapsed", f"{self.account.elapsed:.1f}")

    # the parts of the walk

    async def _start(self) -> Ending | None:
        """Reads the rules of the site and puts the first addresses into the frontier. An ending when that is all."""
        most = self.settings.max_pages / self.settings.rate if self.settings.rate else 0
        self.account.say(Phase.START, eta=min(most, self.settings.max_time), force=True)
        robots = await self._rules(self.home)
        await self.writer.note("robots", robots.state)
        await self.writer.add([Found(self.home, 0, Role.CRAWL)])
        if robots.state == "unreachable":
            return await self._forbidden(silent=robots.silent)
        if await self.writer.noted("started"):
            return None
        place = urlsplit(self.home)
        origin = f"{place.scheme}://{place.netloc}"
        found = await listed(self.fetcher, [*robots.sitemaps, f"{origin}/sitemap.xml"])
        own = [url for url in found if self.scope.own(url)]
        await self.writer.add([Found(url, 1, Role.CRAWL) for url in own if not self.again])
        await self.writer.add([Found(absent(origin), 0, Role.ABSENT)])
        parts = [own[at : at + SITEMAP_PART] for at in range(0, len(own), SITEMAP_PART)]
        await self.writer.probe(
            [Probe("sitemap", f"{origin} {nth:04}", self.now(), {"urls": urls}) for nth, urls in enumerate(parts)]
        )
        await self.writer.note("sitemap", str(len(own)))
        await self.writer.note("started", "1")
        return None

    async def _forbidden(self, *, silent: bool) -> Ending:
        """What is left when the robots rules are out of reach: nothing, but where the server did not answer at all.
        Then the home page is looked at, to tell a site that is down from one that forbids."""
        if silent:
            for one in await self.writer.waiting(Role.CRAWL, depth=0, looked=False):
                await self._page(one)
            if not await self._home_is_read():
                return Ending.HOME_DOWN
        for role in Role:
            await self.writer.skip(role, "robots")
        return Ending.FORBIDDEN

    async def _rules(self, url: str) -> Robots:
        """The robots rules of the origin of an address that we crawl; read once, an unreachable one twice."""
        place = urlsplit(url)
        if place.netloc not in self.robots:
            robots = Robots("ignored")
            if self.settings.robots:
                robots = await read_robots(self.fetcher, url)
                if robots.state == "unreachable" and self.scope.own(url):
                    await self._wait(self.settings.second_look)
                    robots = await read_robots(self.fetcher, url)
            if robots.delay and self.settings.rate:
                self.pace.slow_to(host_of(url), robots.delay)
            self.robots[place.netloc] = robots
        return self.robots[place.netloc]

    async def _allows(self, url: str, withheld: list[str] | None = None) -> bool:
        """Do the robots rules of the site leave this address to us? Those of others are not asked for single addresses.
        What they withhold is put down in `withheld`."""
        if not self.scope.own(url) or (await self._rules(url)).allows(url):
            return True
        if withheld is not None:
            withheld.append(url)
        return False

    async def _looks(self, around: int) -> bool:
        """Reads level after level, then looks at what else the pages refer to; at other sites' addresses all the while.
        False when there was no home page to begin at."""
        announced = Announced(self.writer, self.settings.max_targets, partial(self._waiting, looked=False))
        async with asyncio.TaskGroup() as group:
            group.create_task(self._each(None, aiter(announced), self._target))
            home = await self._levels(around, announced)
            announced.end()
            if home:
                await self._targets()
        return home

    async def _levels(self, around: int, announced: Announced) -> bool:
        """Level after level; and once more, where room that was kept for deeper levels was not needed there."""
        if not await self._sweep(f"{around}", announced, deeper=True):
            return False
        left = self.settings.max_pages - int(await self.writer.noted("chosen") or 0)
        if left > 0 and not self._over():
            if not await self.writer.noted(f"again-{around}"):
                await self.writer.note(f"again-{around}", str(await self.writer.take_back("budget-pages", left)))
            if int(await self.writer.noted(f"again-{around}")):
                await self._sweep(f"{around}-again", announced, deeper=False)
        if not self.stop.is_set():
            await self.writer.skip(Role.CRAWL, "budget-depth", depth=self.settings.max_depth + 1)
            if self._late():
                await self.writer.skip(Role.CRAWL, "budget-time")
        return True

    async def _sweep(self, around: str, announced: Announced, *, deeper: bool) -> bool:
        for depth in range(self.settings.max_depth + 1):
            if not self._over() and await self.writer.count_waiting(Role.CRAWL, depth=depth):
                await self._level(depth, around, deeper=deeper and 0 < depth < self.settings.max_depth)
            if depth == 0 and not await self._home_is_read():
                return False
            if not self._over():
                await announced.level(depth + 1, f"outside-{around}-{depth + 1}")
        return True

    async def _level(self, depth: int, around: str, *, deeper: bool) -> None:
        waiting = self._waiting(Role.CRAWL, depth, looked=False)
        await choose_level(
            self.writer,
            waiting,
            depth,
            f"chosen-{around}-{depth}",
            own=self.scope.own,
            rules=self._rules,
            most=self.settings.max_pages,
            telling=self.settings.telling,
            deeper=deeper,
        )
        self.account.depth = depth
        self.account.expect(await self.writer.count_waiting(Role.CRAWL, depth=depth))
        if 0 < depth <= NEAR:  # the time may be up before the level is through
            await self._each(Phase.LEVEL, self._telling(depth), self._page)
        await self._each(Phase.LEVEL, self._waiting(Role.CRAWL, depth, looked=False), self._page)
        if self.renderer and not self._over():
            await self._render(depth)

    async def _telling(self, depth: int) -> AsyncIterator[Waiting]:
        """What the pages above name in a telling way, the most telling first."""
        tiers = await self.writer.led(depth, self.settings.telling)
        for url in sorted(tiers, key=lambda url: (tiers[url], url))[:FIRST]:
            yield Waiting(url, depth, Role.CRAWL)

    async def _home_is_read(self) -> bool:
        """Was there a home page to begin at? After a second look if need be; without one, nothing else is looked at."""
        for one in await self.writer.waiting(Role.CRAWL, depth=0, looked=True):
            if one.last and one.last.fault and not self.stop.is_set():
                await self._wait(self.settings.second_look)
                await self._page(one)
        await self.batches.flush()
        if self.stop.is_set() or await self.writer.noted("home"):
            return True
        for role in Role:
            await self.writer.skip(role, "home-down")
        return False

    async def _render(self, depth: int) -> None:
        """Lets a browser fill the lists that scripts fill, the first in the seeded order as far as the budget goes."""
        waiting = [
            one async for one in self._waiting(Role.CRAWL, depth, looked=True) if one.last and one.last.fault is None
        ]
        spent = int(await self.writer.noted("rendered") or 0)
        self.account.expect(len(waiting))
        for one in waiting:
            if self._over():
                return
            self.account.say(Phase.RENDER, host=host_of(one.url))
            if spent >= self.settings.max_rendered or not self.renderer:
                await self.writer.skip_url(one.url, "budget-render")
                continue
            spent += 1
            withheld: list[str] = []
            drawn = await self.renderer.render(one.url, allows=partial(self._allows, withheld=withheld))
            exchange = replace(drawn, url=one.url, attempt=one.looks + 1)
            read = None
            if exchange.fault is None:
                read = await self.readers.read(self.scope, Given(exchange, depth, rendered=True))
            if read and not (withheld and read.page.script_list):  # a list may be empty for want of what was withheld
                await self.batches.put(Looked(one.url, exchange, read.page, read.found))
            else:  # the page as the site sent it stays; that no browser filled it is no fault of the site
                await self.writer.skip_url(one.url, "unrendered")
            self.account.done += 1
        await self.batches.flush()
        await self.writer.note("rendered", str(spent))

    async def _targets(self) -> None:
        if not self._over():
            spent = int(await self.writer.noted("targets") or 0)
            if not spent:
                keep = max(0, self.settings.max_targets - int(await self.writer.noted("outside") or 0))
                await self.writer.skip(Role.CHECK, "budget-targets", keep=keep)
                await self.writer.note("targets", str(await self.writer.count_waiting(Role.CHECK) or 1))
            await choose(self.writer, self.scope.own, self._rules, most=self.settings.max_absent)
            self.account.expect(await self.writer.count_waiting(Role.CHECK))
            await self._each(Phase.TARGETS, self._waiting(Role.ABSENT, looked=False), self._page)
            await self._each(Phase.TARGETS, self._waiting(Role.CHECK, looked=False), self._target)
            self.account.expect(await self.writer.count_waiting(Role.OUTSIDE))
        if self._late() and not self.stop.is_set():
            for role in (Role.CHECK, Role.OUTSIDE):
                await self.writer.skip(role, "budget-time")

    async def _more(self) -> bool:
        """Did the second looks bring up anything that nobody has looked at?"""
        roles = (Role.CRAWL, Role.CHECK, Role.OUTSIDE)
        return any([await self.writer.waiting(role, looked=False, limit=1) for role in roles])

    async def _second_looks(self) -> None:
        """Looks again at what failed in passing, apart in time."""
        self.silence = Silence(self.settings.connections)  # who said nothing then may answer now
        await self.writer.index()  # meanwhile
        looks = {Role.CRAWL: self._page, Role.CHECK: self._target, Role.OUTSIDE: self._target, Role.ABSENT: self._page}
        for role, look in looks.items():
            self.account.expect(await self.writer.count_waiting(role))
            await self._each(Phase.SECOND, self._due(role), look)

    async def _due(self, role: Role) -> AsyncIterator[Waiting]:
        """What failed once, as soon as it may be looked at again."""
        async for one in self._waiting(role, looked=True):
            if one.last is None or one.last.fault is None or one.looks > 1:
                continue
            if one.last.started:
                await self._wait(self.settings.second_look - (self.now() - one.last.started).total_seconds())
            yield one

    # one address

    async def _page(self, one: Waiting) -> None:
        exchange = await self._look(one)
        read, found = await self._read(one, exchange)
        await self._put(one, exchange, read.page if read else None, found)
        if one.url == self.home and read:
            await self.batches.flush()
            await self.writer.note("home", "read")

    async def _read(self, one: Waiting, exchange: Exchange) -> tuple[Read | None, tuple[Found, ...]]:
        """The page in an answer, and the addresses that it brings up. What stands at another address is read there,
        once, and not again under every name that leads to it; but for the home page, which is where it is asked for."""
        if exchange.fault or not is_html(exchange):
            return None, ()
        final = canonical(exchange.final_url) or one.url
        if one.role is Role.ABSENT:
            return await self.readers.read(self.scope, Given(exchange, one.depth, For.FACTS)), ()
        if one.url == self.home:
            if not self.scope.own(final):  # the portal has moved: its new host is the portal
                self.scope = self.scope.also(host_of(final))
                await self.writer.note("hosts", host_of(final))
        elif final != one.url:
            deeper = one.depth + 1
            reads = final != self.home and self.scope.reads(final, deeper)
            return None, ((Found(final, deeper, Role.CRAWL),) if reads else ())
        read = await self.readers.read(self.scope, Given(exchange, one.depth))
        if read is None or (self.again and one.url not in self.again):  # a recheck goes one step, no further
            return read, ()
        return read, read.found

    async def _target(self, one: Waiting) -> None:
        if not await self._allows(one.url):
            await self.writer.skip_url(one.url, "robots")
            return
        exchange = await self._look(one)
        read = None
        if exchange.fault is None and is_html(exchange):  # what it says may be wrong; where it leads is not ours
            read = await self.readers.read(self.scope, Given(exchange, one.depth, For.WORDS))
        await self._put(one, exchange if read else replace(exchange, body=b""), read.page if read else None)

    async def _look(self, one: Waiting) -> Exchange:
        fetch = partial(self.fetcher.fetch, attempt=one.looks + 1)
        exchange = await (self.silence.ask(one.url, fetch) if one.role is Role.OUTSIDE else fetch(one.url))
        if isinstance(exchange, Fault):
            return Exchange(one.url, started=self.now(), fault=exchange, attempt=one.looks + 1)
        fault, host = exchange.fault, host_of(exchange.final_url or one.url)
        if fault and fault.kind in STRAINED and self.pace.throttled(host):
            detail = f"{fault.detail} (after it had throttled us)".strip()
            return replace(exchange, fault=replace(fault, whose=Whose.US, detail=detail))
        return exchange

    async def _put(
        self, one: Waiting, exchange: Exchange, page: PackedPage | None, found: tuple[Found, ...] = ()
    ) -> None:
        fault = exchange.fault
        if fault:
            self.account.failures[fault.kind.value] += 1
        again = one.looks == 0 and worth_another_look(exchange)
        unfilled = page is not None and page.script_list and self.renderer is not None and one.role is Role.CRAWL
        await self.batches.put(Looked(one.url, exchange, page, found, settled=not again and not unfilled))

    # going through many

    async def _each(
        self, phase: Phase | None, waiting: AsyncIterator[Waiting], look: Callable[[Waiting], Awaitable[None]]
    ) -> None:
        """Looks at every address, as many at once as the pace lets; what is given up or late is left waiting. Without a
        phase it goes on beside another, which is the one that is told of."""

        async def allowed(one: Waiting) -> None:
            if self.pace.given_up(host_of(one.url)):
                await self.writer.skip_url(one.url, "blocked")
                return
            await look(one)
            if phase:
                self.account.done += 1
                self.account.say(phase, host=host_of(one.url))

        if phase:
            self.account.say(phase, force=True)
        await each(waiting, allowed, at_once=self.settings.total_connections, over=self._over, stop=self.stop)
        await self.batches.flush()

    async def _waiting(self, role: Role, depth: int | None = None, *, looked: bool) -> AsyncIterator[Waiting]:
        """What waits, in the seeded order: for its first look, or for another."""
        after = ""
        while some := await self.writer.waiting(role, depth=depth, looked=looked, after=after):
            for one in some:
                yield one
            after = some[-1].url

    async def _wait(self, seconds: float) -> None:
        """Waits, unless the run is stopped meanwhile."""
        if seconds > 0:
            self.account.say(Phase.WAIT, eta=seconds, force=True)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), seconds + 0.01)

    def _late(self) -> bool:
        return self.account.elapsed > self.settings.max_time

    def _over(self) -> bool:
        return self.stop.is_set() or self._late()
