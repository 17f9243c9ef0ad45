"""What may be fetched? robots.txt by RFC 9309: 4xx allows all, 5xx or silence forbids all."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

from auditor.crawl.pace import Pace
from auditor.crawl.rules import Rules, parse
from auditor.model.exchange import Exchange
from auditor.model.url import host_of
from auditor.net.fetch import Fetcher

TOKEN = "govsite-auditor"  # the product token by which a group names us
LARGEST = 500 * 1024  # bytes that must be parsed (RFC 9309 2.5); the rest is ignored
# An error page sent in the place of robots.txt. Its type says nothing: some servers send real rules as text/html. No
# record begins with "<", but a comment in the wrong syntax does, above real rules.
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?(?:[\s\x00]+|(?><!--.*?-->))*+<", re.DOTALL)


Allows: TypeAlias = Callable[[str], Awaitable[bool]]
"""May this URL be asked for?"""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin.

    `state`: none, allowed (rules were read), html, unreachable, ignored (by the operator).
    `silent`: unreachable because no answer came at all, so that the whole server may be down.
    """

    state: str
    rules: Rules = field(default_factory=Rules)
    silent: bool = False

    def allows(self, url: str) -> bool:
        if self.state == "unreachable":
            return False
        return self.rules.allows(url)

    @property
    def delay(self) -> float:
        """Seconds between requests that the site asks for, 0 when it asks for none."""
        return self.rules.delay

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return self.rules.sitemaps


async def read_robots(fetcher: Fetcher, home: str, *, address: str = "") -> Robots:
    """The rules of the origin of `home`, over one of its network addresses where that is given."""
    place = urlsplit(home)
    return rules_of(await fetcher.fetch(f"{place.scheme}://{place.netloc}/robots.txt", address=address))


class Origins:
    """The rules of each origin that is asked for something, read once; a wish for slowness is passed on to the pace."""

    def __init__(self, fetcher: Fetcher, pace: Pace) -> None:
        self._fetcher, self._pace = fetcher, pace
        self._known: dict[str, asyncio.Task[Robots]] = {}

    async def of(self, url: str, address: str = "") -> Robots:
        """The rules of the origin of a URL; `address` is dialed where they were not read yet."""
        place = urlsplit(url)
        origin = f"{place.scheme}://{place.netloc}"
        if origin not in self._known:
            self._known[origin] = asyncio.ensure_future(self._read(origin, address))
        return await asyncio.shield(self._known[origin])

    async def _read(self, origin: str, address: str) -> Robots:
        settings = self._fetcher.settings
        if not settings.robots:
            return Robots("ignored")
        robots = await read_robots(self._fetcher, origin, address=address)
        if robots.delay and settings.rate:
            self._pace.slow_to(host_of(origin), robots.delay)
        return robots


def rules_of(exchange: Exchange) -> Robots:
    """What do the robots rules in this answer say?"""
    if 400 <= exchange.status < 500 and exchange.status != 429:
        return Robots("none")
    if not 200 <= exchange.status < 300:
        return Robots("unreachable", silent=not exchange.status)
    body = exchange.body
    if _PAGE.match(body):
        return Robots("html")
    if len(body) > LARGEST:  # the line that is cut could forbid more than it means
        body = body[: max(body.rfind(b"\n", 0, LARGEST), body.rfind(b"\r", 0, LARGEST)) + 1]
    return Robots("allowed", parse(body, TOKEN))
