"""Which pages tell most of a portal, and are to be read while there is time and room?

Entrances that documents ask for and columns of the menu first, then other lists, then articles, the newest first. It
hangs on the pages of the levels above and on the seed alone, so that a budget takes the same pages every time.
"""

import re
from collections.abc import Callable, Mapping
from heapq import nsmallest
from urllib.parse import urlsplit

from auditor.store.gather import RunWriter, Waiting

SHARE, MOST = 4, 50  # of the pages that are left, one in so many is kept for what lies deeper, and no more than these
FIRST = 500  # pages that are read before the others of their level
_DAY = re.compile(r"(?<!\d)(20\d\d)[-/_]?(0[1-9]|1[0-2])(?:[-/_]?([0-2]\d|3[01]))?(?!\d{5})")
_PAGE = re.compile(r"\d\.(?:s?html?|jspx?|php|aspx?)$|[?&](?:id|docid|articleid|infoid)=", re.IGNORECASE)

Order = Callable[[Waiting], tuple[int, int, str]]


def reserve(left: int) -> int:
    """How many of the pages that are left to be read are kept for deeper levels?"""
    return min(left // SHARE, MOST)


def order(tiers: Mapping[str, int]) -> Order:
    """Sorts addresses of one level: the most telling first, `tiers` being what links to them say."""

    def place(one: Waiting) -> tuple[int, int, str]:
        tier = tiers.get(one.url)
        if tier is not None:
            return tier, urlsplit(one.url).path.count("/"), one.url
        day = _day(one.url)
        article = day or _PAGE.search(one.url)
        return (3, -day, one.url) if article else (2, urlsplit(one.url).path.count("/"), one.url)

    return place


def _day(url: str) -> int:
    """The day that an address carries, as 20260301; 0 when there is none."""
    found = _DAY.search(urlsplit(url).path)
    return int(f"{found[1]}{found[2]}{found[3] or '00'}") if found else 0


async def keep_best(writer: RunWriter, depth: int, keep: int, tiers: Mapping[str, int]) -> None:
    """Of what waits at this depth the `keep` most telling stay; the others are skipped for want of room."""
    waiting: list[Waiting] = []
    place, after = order(tiers), ""
    chosen: list[Waiting] = []
    while some := await writer.waiting_pages(depth, after=after):
        waiting = [*chosen, *some]
        chosen = nsmallest(keep, waiting, key=place)
        kept = {one.url for one in chosen}
        await writer.skip_urls([one.url for one in waiting if one.url not in kept], "budget-pages")
        after = some[-1].url
