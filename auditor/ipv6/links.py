"""S1 to S3: does the page need anything that only IPv4 brings (天窗), and do links out and links within work?"""

import asyncio
import re
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser

from auditor.ipv6.manners import Rules
from auditor.ipv6.names import Book
from auditor.ipv6.reach import Series, Steady, answered, blocked, broken_tls, ours
from auditor.ipv6.verdict import Verdict, figures, met, not_applicable, not_testable, unmet
from auditor.model.exchange import Exchange
from auditor.model.fault import FaultKind, Whose
from auditor.net.fetch import Fetcher
from auditor.net.guard import parse
from auditor.net.location import parsed

_RESOURCES = (
    ("img", "src"),
    ("script", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("input[type=image]", "src"),
    ("link[rel~=stylesheet]", "href"),
)
_URL = re.compile(r"url\(\s*[\"']?([^\"')\s]+)", re.I)
_FILES = re.compile(r"\.(docx?|xlsx?|pptx?|pdf|zip|rar|wps|et|mp4|jpg|png|apk)$", re.I)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page loads, and where it leads: absolute addresses in the page's own order."""

    resources: tuple[str, ...]
    links: tuple[str, ...]


def drawn(look: Exchange) -> Drawn:
    """Read from the page itself, not from a browser: a literal address on an https page is blocked there as mixed."""
    tree = LexborHTMLParser(look.body.decode("utf-8", "replace"))
    base = look.final_url
    node = tree.css_first("base[href]")
    if node is not None and (place := parsed(node.attributes.get("href") or "", base)) is not None:
        base = place.href
    found = [one.attributes.get(name) for tag, name in _RESOURCES for one in tree.css(f"{tag}[{name}]")]
    for styled in tree.css("[style]"):
        found += _URL.findall(styled.attributes.get("style") or "")
    for style in tree.css("style"):
        found += _URL.findall(style.text())
    links = [one.attributes.get("href") for one in tree.css("a[href], area[href]")]
    return Drawn(_absolute(found, base), _absolute(links, base))


def _absolute(found: Iterable[str | None], base: str) -> tuple[str, ...]:
    places = (parsed(one.strip(), base) for one in found if one)
    return tuple(dict.fromkeys(urldefrag(place.href).url for place in places if place is not None))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


async def s1(page: Drawn | None, own: str, book: Book, fetcher: Fetcher, steady: Steady, *, works: bool) -> Verdict:
    """Has every host that the page loads from a usable IPv6 address, and does what it loads come over IPv6?"""
    if page is None:
        return not_testable("no-page")
    by_host: dict[str, list[str]] = {}
    for url in page.resources:
        if (host := _host(url)) != own:
            by_host.setdefault(host, []).append(url)
    needing = [host for host in by_host if await book.has_v6(host) is False]
    if needing:
        return unmet("resource-needs-ipv4", hosts=needing, examples=[by_host[host][0] for host in needing[:10]])
    if not works:
        return not_testable("vantage-no-ipv6", hosts=list(by_host))
    dead, unknown, since = list[str](), list[str](), time.monotonic()
    for host, urls in list(by_host.items())[:20]:
        lost = await _lost(urls[0], host, book, fetcher, steady)
        if lost is None:
            unknown.append(host)
        elif lost:
            dead.append(host)
    if dead:
        return unmet("resource-needs-ipv4", hosts=dead, examples=[by_host[host][0] for host in dead])
    if unknown:
        busy = fetcher.pulse.late(since)
        return not_testable("vantage-busy" if busy else "resource-unknown", hosts=unknown)
    return met(resources=len(page.resources), hosts=list(by_host))


async def _lost(url: str, host: str, book: Book, fetcher: Fetcher, steady: Steady) -> bool | None:
    """Does a resource come over IPv4 and, three times, not over IPv6? None: could not be told."""
    literal = parse(host)
    names = None if literal else await book.names(host)
    v6 = names.v6 if names else (host.strip("[]"),)
    if not v6:
        return None
    v4 = names.v4 if names else ()
    lost = 0
    for _ in range(5):
        look = await fetcher.fetch(url, address=v6[0])
        if look.status:
            return False
        if ours(look):
            continue
        if not v4 or not (await fetcher.fetch(url, address=v4[0])).status:
            return None
        lost += 1
        if lost == 3:
            return True if await steady() else None
    return None


async def s2(page: Drawn | None, own: Collection[str], book: Book) -> Verdict:
    """Have the hosts that the page links to IPv6 addresses? Asked of DNS alone: they are somebody else's."""
    if page is None:
        return not_testable("no-page")
    hosts = list(dict.fromkeys(host for url in page.links if (host := _host(url)) and host not in own))[:100]
    if not hosts:
        return not_applicable("no-outlinks")
    has = {host: await book.has_v6(host) for host in hosts}
    without = [host for host, one in has.items() if one is False]
    if without:
        return unmet("outlink-needs-ipv4", hosts=without, n=len(hosts), share=1 - len(without) / len(hosts))
    unknown = [host for host, one in has.items() if one is None]
    return (
        not_testable("outlink-unknown", hosts=unknown) if unknown and len(unknown) == len(hosts) else met(n=len(hosts))
    )


async def s3(
    seen: Series,
    page: Drawn | None,
    own: str,
    v6: Sequence[str],
    v4: Sequence[str],
    fetcher: Fetcher,
    steady: Steady,
    rules: Rules,
) -> Verdict:
    """Of the pages one and two clicks away, how many open over IPv6 as they do over IPv4?"""
    if not v6 or not any(map(answered, seen.v6)):
        return not_testable("no-reachable-address")
    if page is None or not any(look.fault is None for look in seen.v6):
        return not_testable("no-page")
    if broken_tls(seen):
        return not_testable("tls-disparity")
    if any(map(blocked, (*seen.v6, *seen.v4))):
        return not_testable("blocked")
    if seen.v4 and not any(look.fault is None for look in seen.v4):
        return not_testable("v4-control-failed")
    shaky = len({look.fault is None for look in seen.v6}) > 1  # C3 tells it: no page is to blame for a lost connection
    tried: set[str] = {seen.url}
    levels: list[dict[str, int]] = []
    nearest, lost, since = _within(page, own, tried), list[str](), time.monotonic()
    for level in (2, 3):
        good = total = unknown = 0
        further: list[str] = []
        allowed = [url for url in nearest if rules.allows(url)]
        if nearest and not allowed and level == 2:
            return not_testable("robots")
        asked = _spread(allowed, fetcher.settings.ipv6_links)
        tried.update(asked)
        slots = asyncio.Semaphore(fetcher.settings.connections)
        control = v4 if seen.v4 else ()
        looked = await asyncio.gather(*(_same(url, v6, control, fetcher, steady, slots) for url in asked))
        for url, (same, look) in zip(asked, looked, strict=True):
            if same is None or (not same and shaky and look is not None and not look.status):
                unknown += 1
                continue
            total += 1
            good += same
            if not same:
                lost.append(url)
            elif look is not None and look.body:
                further += _within(drawn(look), own, tried)
        levels.append({"level": level, "same": good, "n": total, "unknown": unknown})
        nearest = list(dict.fromkeys(further))
    n, unknown = sum(one["n"] for one in levels), sum(one["unknown"] for one in levels)
    if unknown and not v4:
        return not_testable("v4-control-failed", levels=levels)
    if not n:
        busy = "vantage-busy" if fetcher.pulse.late(since) else "links-unknown"
        return not_testable(busy, levels=levels) if unknown else not_applicable("no-links")
    shown: dict[str, Any] = {"busy": fetcher.pulse.late(since)} if unknown else {}
    shown |= {"levels": levels, "n": n, "share": round(sum(one["same"] for one in levels) / n, 3), "lost": lost[:10]}
    return figures(**shown)


def _spread(urls: Sequence[str], most: int) -> Sequence[str]:
    """As many as are looked at, from the first to the last: a menu fills the first screen of most pages."""
    if len(urls) <= most:
        return urls
    return [urls[turn * (len(urls) - 1) // max(most - 1, 1)] for turn in range(most)]


def _within(page: Drawn, own: str, tried: set[str]) -> list[str]:
    return [url for url in page.links if _host(url) == own and url not in tried and not _FILES.search(url)]


async def _same(
    url: str, v6: Sequence[str], v4: Sequence[str], fetcher: Fetcher, steady: Steady, slots: asyncio.Semaphore
) -> tuple[bool | None, Exchange | None]:
    """Is the status the same over both? Asked again before it is called another; None: could not be compared."""
    async with slots:
        return await _compared(url, v6, v4, fetcher, steady)


async def _compared(
    url: str, v6: Sequence[str], v4: Sequence[str], fetcher: Fetcher, steady: Steady
) -> tuple[bool | None, Exchange | None]:
    look = await fetcher.fetch(url, address=v6[0], attempt=2)
    control = await fetcher.fetch(url, address=v4[0], attempt=2) if v4 else look
    for _ in range(2):
        if ours(look):  # again: what we were late for says nothing
            look = await fetcher.fetch(url, address=v6[0], attempt=2)
        if ours(control):
            control = await fetcher.fetch(url, address=v4[0], attempt=2) if v4 else look
        if _unsettled(look) or _unsettled(control):
            return None, None
        if look.status == control.status and look.status:
            return (True, look) if v4 or look.fault is None else (None, None)
        look = await fetcher.fetch(url, address=v6[0], attempt=2)
        if v4:
            control = await fetcher.fetch(url, address=v4[0], attempt=2)
    if not control.status or _unsettled(look) or (v4 and look.status == control.status):
        return None, None
    return (False, look) if look.status or await steady() else (None, None)


def _unsettled(look: Exchange) -> bool:
    return look.fault is not None and (look.fault.kind is FaultKind.BLOCKED or look.fault.whose is Whose.US)
