"""What may be fetched? robots.txt by RFC 9309: 4xx allows all, 5xx or silence forbids all."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from auditor import __version__
from auditor.extract import is_html
from auditor.model.exchange import Exchange
from auditor.net.fetch import Fetcher

AGENT = f"govsite-auditor/{__version__}"
LARGEST = 500 * 1024  # bytes that must be parsed (RFC 9309 2.5); the rest is ignored


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin.

    `state`: none, allowed (rules were read), html, unreachable, ignored (by the operator).
    `silent`: unreachable because no answer came at all, so that the whole server may be down.
    """

    state: str
    rules: Protego | None = None
    silent: bool = False

    def allows(self, url: str) -> bool:
        if self.state == "unreachable":
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds between requests that the site asks for, 0 when it asks for none."""
        return float(self.rules.crawl_delay(AGENT) or 0) if self.rules else 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(self.rules.sitemaps) if self.rules else ()


async def read_robots(fetcher: Fetcher, home: str) -> Robots:
    """The rules of the origin of `home`."""
    place = urlsplit(home)
    return rules_of(await fetcher.fetch(f"{place.scheme}://{place.netloc}/robots.txt"))


def rules_of(exchange: Exchange) -> Robots:
    """What do the robots rules in this answer say?"""
    if 400 <= exchange.status < 500 and exchange.status != 429:
        return Robots("none")
    if not 200 <= exchange.status < 300:
        return Robots("unreachable", silent=not exchange.status)
    if is_html(exchange):
        return Robots("html")
    body = exchange.body[:LARGEST]
    text = body.decode("utf-8-sig", errors="replace")
    return Robots("allowed", Protego.parse(text))
