"""The story of one host: names, servers, doors, pages, links; read from top to bottom."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from auditor.ipv6 import browser, doors, links, names, reach, sameness, servers
from auditor.ipv6.browser import Browsers
from auditor.ipv6.manners import Anything, Manners
from auditor.ipv6.names import Book, Names
from auditor.ipv6.reach import Greetings, Series
from auditor.ipv6.vantage import Seen, Vantage
from auditor.ipv6.verdict import INDICATORS, Verdict, not_applicable, not_testable
from auditor.ipv6.walk import Questions, Walk
from auditor.model.exchange import Exchange
from auditor.model.outcome import Outcome
from auditor.model.picture import Picture
from auditor.model.settings import GatherSettings
from auditor.model.url import host_of
from auditor.net.fetch import Fetcher

NEED_PACKETS = ("C1", "C2", "C3", "T1", "H1", "H2", "L1", "S3")
NEED_ADDRESS = (*NEED_PACKETS, "S1", "S2")


Keep: TypeAlias = Callable[[str, Sequence[Picture]], Awaitable[None]]
"""(host, what browsers of one family showed of its home page)."""


@dataclass(frozen=True, slots=True)
class Means:
    """All that the measuring of hosts shares."""

    settings: GatherSettings
    fetcher: Fetcher
    book: Book
    questions: Questions
    only6: Walk
    vantage: Vantage
    seen: Seen
    manners: Manners
    browsers: Browsers | None = None  # None: nobody asked for pictures
    keep: Keep | None = None


async def measure(host: str, means: Means, *, tries: int, spacing: float, dns_only: bool) -> dict[str, Verdict]:
    """Every indicator of one host."""
    works = means.seen.works is True
    said: dict[str, Verdict] = {"V0": means.seen.v0, "V1": means.seen.v1}
    begun = time.monotonic()
    known = await means.book.names(host)
    told = time.monotonic() - begun
    said |= {"D1": names.d1(known), "D2": names.d2(known)}
    said["D3"], said["D4"], said["D5"], said["D6"] = await asyncio.gather(
        names.d3(known, means.questions),
        servers.d4(known, means.book, means.questions, means.only6, works=works),
        servers.d5(known, means.only6, means.book, means.questions, works=works),
        servers.d6(known, means.book, means.questions, means.settings),
    )
    if not known.v6:
        nothing = _without(known, works=works)
        said |= dict.fromkeys((*NEED_ADDRESS, "B1"), nothing)
    elif dns_only:
        said |= dict.fromkeys((*NEED_ADDRESS, "B1"), not_testable("not-gathered"))
    else:
        said |= await _reached(known, means, tries=tries, spacing=spacing, told=told)
    return {name: said[name] for name in INDICATORS}


def _without(known: Names, *, works: bool) -> Verdict:
    settled = known.status in ("ok", "nodata", "nxdomain")
    if settled:
        return not_applicable("no-usable-aaaa")
    return not_testable("no-address" if works else "vantage-no-ipv6")


async def _reached(known: Names, means: Means, *, tries: int, spacing: float, told: float) -> dict[str, Verdict]:
    works = means.seen.works is True
    settings, fetcher = means.settings, means.fetcher
    knocks = min(tries, 3)
    over4, over6 = await asyncio.gather(
        doors.doors(known.v4, settings, fetcher.pulse, tries=knocks, spacing=spacing),
        doors.doors(known.v6 if works else (), settings, fetcher.pulse, tries=knocks, spacing=spacing),
    )
    ports4 = over4.ports(known.v4)
    living = tuple(one for one in known.v6 if over6.ports([one])) if works else ()
    ports6 = over6.ports(living)
    port = next((one for one in doors.PORTS if one in (ports4 or ports6)), 0)
    through = tuple(one for one in living if over6.open(one, port))
    url = f"{'https' if port == 443 else 'http'}://{known.host}/"
    seen, greeted = Series(url), Greetings()
    since = time.monotonic()
    rules = await means.manners(url, (*(known.v4 if ports4 else ()), *through)[0]) if port else Anything()
    unheard = rules.silent and fetcher.pulse.late(since)
    # Where no rules could be read because nothing answers, the home page is looked at all the same: is the site down?
    forbidden = not (rules.silent or rules.allows(url))
    if port and not forbidden:
        control = known.v4 if ports4 else ()
        looks = tries if works else 2
        seen = await reach.series(url, through, control, fetcher, means.vantage.steady, tries=looks, spacing=spacing)
        seen = reach.without(seen, means.book.made_up)
        greeted = await reach.greetings(url, through, control, fetcher)
    said: dict[str, Verdict] = {}
    page = _page(seen)
    shown = links.drawn(page) if page is not None else None
    said["S1"] = await links.s1(shown, known.host, means.book, fetcher, means.vantage.steady, works=works)
    ended = urlsplit(page.final_url).hostname or "" if page is not None else ""
    said["S2"] = await links.s2(shown, {known.host, ended}, means.book)
    if not works:
        return said | dict.fromkeys((*NEED_PACKETS, "B1"), not_testable(means.seen.v0.reason))
    said["C1"], said["C2"] = doors.c1(known.v4, known.v6, over4, over6), doors.c2(known.v4, known.v6, over4, over6)
    said |= {
        "C3": reach.c3(seen),
        "T1": reach.t1(seen, greeted),
        "H2": reach.h2(seen),
        "L1": reach.l1(seen, {"names": told}),
    }
    said["H1"] = await sameness.h1(seen, means.book)
    said["S3"] = await _links(seen, shown, page, through, known, means, over4=bool(ports4))
    if unheard and said["S3"].reason == "robots":
        said["S3"] = not_testable("vantage-busy")
    allowed = not forbidden and rules.allows(url)
    said["B1"] = await _shown(known.host, seen, means, allowed=allowed, both=bool(ports4))
    if seen.late and not seen.v6:  # every look over IPv6 came too late, and so did we
        said |= dict.fromkeys(("C3", "T1", "H1", "H2", "L1", "S3"), not_testable("vantage-busy", late=seen.late))
    if forbidden:
        said |= dict.fromkeys(("C3", "T1", "H1", "H2", "L1", "S1", "S2", "S3"), not_testable("robots"))
    if known.v4 and not ports4:  # from a machine with IPv6 alone, or a portal that is down
        lone = not_testable("v4-control-failed")
        said |= dict.fromkeys(("C2", "T1", "H1", "L1"), lone)
        if not ports6:
            said |= dict.fromkeys((*NEED_ADDRESS, "B1"), lone)
    if _failed(said) and not await means.vantage.still():
        gone = not_testable("vantage-no-ipv6", at="after")
        said |= dict.fromkeys((*NEED_PACKETS, "B1"), gone)
    return said


async def _shown(host: str, seen: Series, means: Means, *, allowed: bool, both: bool) -> Verdict:
    """B1, where a page came over IPv6 at all: what else went wrong is told by others."""
    if means.browsers is None:
        return not_testable("not-gathered")
    if not any(map(reach.answered, seen.v6)):
        return not_testable("no-reachable-address")
    if not allowed:
        return not_testable("robots")
    if reach.broken_tls(seen):
        return not_testable("tls-disparity")
    if any(map(reach.blocked, (*seen.v6, *seen.v4))):
        return not_testable("blocked")
    if not any(look.fault is None for look in seen.v6):
        return not_testable("no-page")

    async def allows(url: str) -> bool:
        return host_of(url) != host or (await means.manners(url, "")).allows(url)

    pair = await means.browsers(seen.url, allows, means.book.made_up, both)
    if pair is not None and means.keep is not None:
        await means.keep(host, pair.pictures)
    return await browser.b1(pair, seen.url, means.book, both=both)


async def _links(
    seen: Series,
    shown: links.Drawn | None,
    page: Exchange | None,
    through: tuple[str, ...],
    known: Names,
    means: Means,
    *,
    over4: bool,
) -> Verdict:
    """S3 on the host where the home page ended up."""
    own = (urlsplit(page.final_url).hostname or known.host) if page is not None else known.host
    there = known if own == known.host else await means.book.names(own)
    v6 = through if there is known else there.v6
    v4 = there.v4 if over4 else ()
    rules = await means.manners(page.final_url, (*v4, *v6)[0]) if page is not None and (v4 or v6) else Anything()
    return await links.s3(seen, shown, own, v6, v4, means.fetcher, means.vantage.steady, rules)


def _page(seen: Series) -> Exchange | None:
    """The home page, best as a citizen with IPv6 gets it."""
    return next((look for look in (*seen.v6, *seen.v4) if look.fault is None and look.body), None)


def _failed(said: Mapping[str, Verdict]) -> bool:
    """Did anything fail that our own line may have lost?"""
    opened, tries = said["C3"].evidence.get("v6", (0, 0))
    lost = opened < tries or bool(said["S3"].evidence.get("lost"))
    return lost or any(said[name].outcome is Outcome.UNMET for name in NEED_PACKETS)
