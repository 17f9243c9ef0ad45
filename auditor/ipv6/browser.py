"""B1: what does a browser that has only IPv6 show, beside one that has only IPv4?

Happy eyeballs hide from everybody else what is missing: each browser here gets its answers over one family alone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from auditor.ipv6.names import Book
from auditor.ipv6.verdict import Verdict, met, not_testable, unmet
from auditor.model.exchange import Exchange
from auditor.model.fault import FaultKind, Whose
from auditor.model.picture import Picture
from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher, Gate
from auditor.net.pulse import Pulse
from auditor.net.render import Allows, Renderer
from auditor.net.resolve import Answer, RecordType, Resolver


class OneFamily(Resolver):
    """DNS as somebody meets it who has one family alone; what a translator makes up is nobody's address."""

    def __init__(self, settings: GatherSettings, family: int, made_up: Callable[[str], bool]) -> None:
        super().__init__(settings)
        self._kind: RecordType = "A" if family == 4 else "AAAA"
        self._made_up = made_up

    async def answer(self, host: str, kind: RecordType) -> Answer:
        """The addresses of the one family; of the other there are none."""
        if kind != self._kind:
            return Answer("nodata")
        told = await super().answer(host, kind)
        real = tuple(one for one in told.addresses if not self._made_up(one))
        return told if real == told.addresses else Answer("ok" if real else "nodata", real)


class Noting(Fetcher):
    """Asks as any fetcher does, and keeps how each address was answered last."""

    def __init__(self, settings: GatherSettings, resolver: Resolver, gate: Gate | None, pulse: Pulse) -> None:
        super().__init__(settings, resolver, gate, pulse=pulse)
        self.looks: dict[str, Exchange] = {}

    async def fetch(self, url: str, **how: Any) -> Exchange:
        """One look, noted."""
        self.looks[url] = look = await super().fetch(url, **how)
        return look


@dataclass(frozen=True, slots=True)
class Side:
    """What one browser got: its picture (None: it shows nothing), and the answer to each request of the page."""

    picture: Picture | None
    looks: Mapping[str, Exchange]


@dataclass(frozen=True, slots=True)
class Pair:
    v6: Side
    v4: Side

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(side.picture for side in (self.v6, self.v4) if side.picture is not None)


Browsers: TypeAlias = Callable[[str, Allows, Callable[[str], bool], bool], Awaitable[Pair | None]]
"""(URL, what may be asked for, whether an address is made up, whether there is IPv4 to compare with) → what both show;
None: no browser."""


def browsers(settings: GatherSettings, gate: Gate | None, pulse: Pulse) -> Browsers:
    """Two browsers side by side, one host at a time: a machine has room for few."""
    one = asyncio.Lock()

    async def side(url: str, family: int, allows: Allows, made_up: Callable[[str], bool]) -> Side | None:
        fetcher = Noting(settings, OneFamily(settings, family, made_up), gate, pulse)
        async with fetcher, Renderer(settings, fetcher) as renderer:
            return await _side(url, family, fetcher, renderer, allows) if renderer.version else None

    async def shown(url: str, allows: Allows, made_up: Callable[[str], bool], both: bool) -> Pair | None:
        async with one:
            six = await side(url, 6, allows, made_up)
            if six is None:
                return None
            four = await side(url, 4, allows, made_up) if both else Side(None, {})
            return Pair(six, four or Side(None, {}))

    return shown


async def _side(url: str, family: int, fetcher: Noting, renderer: Renderer, allows: Allows) -> Side:
    picture = await renderer.picture(url, allows=allows, over=f"ipv{family}")
    if family == 6:
        for lost in [one for one, look in fetcher.looks.items() if look.fault is not None]:
            await fetcher.fetch(lost, attempt=2)  # one failure proves nothing
    return Side(picture, dict(fetcher.looks))


async def b1(pair: Pair | None, url: str, book: Book, *, both: bool) -> Verdict:
    """Does the page show over IPv6 all that it shows over IPv4? What fails over both is no matter of IPv6.

    Without IPv4 to compare with, only what DNS has no IPv6 address for is known to be missing.
    """
    if pair is None:
        return not_testable("no-browser")
    six, four = pair.v6, pair.v4
    seen: dict[str, Any] = {
        "requests": {"v6": len(six.looks), "v4": len(four.looks)},
        "pictures": {one.over: [one.width, one.height] for one in pair.pictures},
    }
    failed = {one: look for one, look in six.looks.items() if look.fault is not None}
    needing = {host: await book.has_v6(host) is False for host in {urlsplit(one).hostname or "" for one in failed}}
    lost = [
        one
        for one, look in failed.items()
        if _lost(look, four.looks.get(one)) or (not both and needing[urlsplit(one).hostname or ""])
    ]
    shown = {"lost": lost[:20], "hosts": sorted({urlsplit(one).hostname or "" for one in lost})}
    if url in lost:
        return unmet("browser-blank", **shown, **seen)
    if six.picture is None:
        return not_testable("no-page", **seen)
    if lost:
        return unmet("browser-misses", **shown, **seen)
    unknown = [] if both else [*failed]
    return not_testable("v4-control-failed", lost=unknown[:20], **seen) if unknown else met(**seen)


def _lost(look: Exchange, control: Exchange | None) -> bool:
    """Came it over IPv4 and not, time and again, over IPv6? Our own side and refusals are no loss of the page's."""
    if control is None or control.fault is not None or look.fault is None:
        return False
    return look.fault.kind is not FaultKind.BLOCKED and look.fault.whose is not Whose.US
