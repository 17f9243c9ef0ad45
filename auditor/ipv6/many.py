"""Many hosts in one process: what they share is asked once, and they wait for each other's turn."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from auditor.ipv6.browser import browsers
from auditor.ipv6.host import Keep, Means, measure
from auditor.ipv6.manners import Manners, ignored
from auditor.ipv6.names import Book
from auditor.ipv6.vantage import Seen, Vantage
from auditor.ipv6.verdict import Verdict
from auditor.ipv6.walk import Questions, Walk
from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher, Gate
from auditor.net.pulse import Pulse
from auditor.net.resolve import Resolver

# Hosts side by side. The instrument's own: three times as many went no faster (who is silent is waited for, and there
# are 200 sockets for questions at most), and made this process late.
AT_ONCE = 40


def hurried(settings: GatherSettings) -> GatherSettings:
    """No page is waited for longer than one that counts as opened."""
    return settings.model_copy(update={"timeout": min(settings.timeout, settings.ipv6_time)})


async def means_of(
    settings: GatherSettings,
    resolver: Resolver,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    manners: Manners = ignored,
) -> Means:
    """What measuring needs, our own vantage tested first."""
    vantage = Vantage(settings, resolver, fetcher, now)
    seen = await vantage.look()
    questions = Questions(settings, fetcher.pulse)
    families = (4, 6) if seen.works else (4,)
    book = Book(settings, resolver, Walk(questions, families), seen.prefixes, honest=seen.honest)
    return Means(settings, fetcher, book, questions, Walk(questions, (6,)), vantage, seen, manners)


async def measured(
    hosts: Iterable[str],
    settings: GatherSettings,
    *,
    tries: int = 8,
    spacing: float = 1.0,
    dns_only: bool = False,
    gate: Gate | None = None,
    manners: Callable[[Fetcher], Manners] = lambda fetcher: ignored,
    keep: Keep | None = None,
    started: Callable[[Seen], None] = lambda seen: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[tuple[str, dict[str, Verdict]]]:
    """(host, indicator → verdict) as each is done. `started` is told of our own vantage first.

    `gate` paces the requests, `manners` says what may be asked for. With `keep` browsers look as well, and their
    pictures are handed over.
    """
    settings = hurried(settings)
    resolver = Resolver(settings)
    async with Pulse() as pulse, Fetcher(settings, resolver, gate, now=now, pulse=pulse) as fetcher:
        means = await means_of(settings, resolver, fetcher, now, manners(fetcher))
        if keep is not None:
            means = replace(means, browsers=browsers(settings, gate, pulse), keep=keep)
        started(means.seen)
        slots = asyncio.Semaphore(AT_ONCE)

        async def one(host: str) -> tuple[str, dict[str, Verdict]]:
            async with slots:
                return host, await measure(host, means, tries=tries, spacing=spacing, dns_only=dns_only)

        tasks = [asyncio.ensure_future(one(host)) for host in dict.fromkeys(hosts)]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for left in tasks:
                left.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
