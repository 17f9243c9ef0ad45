"""What do the authoritative servers say, from the root down? Our own iterative resolution, over chosen families.

A recursive resolver hides which server failed, over which family, and whether a "no such name" was really said.
"""

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.ipv6.roots import ROOTS
from auditor.model.settings import GatherSettings
from auditor.net.guard import parse
from auditor.net.pulse import Pulse
from auditor.net.resolve import Reply, ask

# All of these are the instrument's own, and no measure of a site.
# Seconds for each try: a lost datagram says nothing. Longer each time: a far server on a bad line answers late.
_PATIENCE = (1.2, 1.6, 2.0, 2.4)
_PATIENCE_OVER_TCP = (2.4, 3.6, 4.8)  # TCP itself sends again what is lost, after a second and more
_PATIENCE_WITH_THE_SILENT = (1.6, 2.4)  # where a server has never answered, though asked so often
_DEPTH = 6  # name servers whose names need name servers whose names …
_CUTS = 12
_CHAIN = 16  # CNAMEs followed
_ROUND = 2  # servers asked side by side while going down
_SOON = 1.5  # seconds without an answer, and further servers are asked as well
_AT_ONCE = 200
_NOBODY = frozenset({"timeout", "refused", "unreachable", "denied"})

SETTLED = frozenset({"ok", "nodata", "nxdomain"})


@dataclass(frozen=True, slots=True)
class Server:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Cut:
    """One zone as its parent delegates it: the names of its servers and the addresses that came along (glue)."""

    zone: str
    names: tuple[str, ...]
    glue: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The last word on one name and type.

    `status`: ok, nodata, nxdomain; servfail, timeout, refused, lame, malformed, unreachable; loop (of CNAMEs); late
    (we were, each time).
    `cuts`: all zones on the way, those of CNAME targets too. `servers`: what each server of the last zone said.
    """

    status: str
    addresses: tuple[str, ...] = ()
    cname: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()
    servers: Mapping[Server, Reply] = field(default_factory=dict)


class Questions:
    """Asks servers, several times where nothing came, and remembers what was answered."""

    def __init__(self, settings: GatherSettings, pulse: Pulse) -> None:
        self.settings = settings
        self._pulse = pulse
        self._known: dict[tuple[object, ...], Reply] = {}
        self._asking: dict[tuple[object, ...], asyncio.Task[Reply]] = {}
        self._heard: dict[tuple[str, bool, bool], bool] = {}  # (server, TCP, EDNS) → has it ever answered so?
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self.asked = 0
        self.missed = 0  # questions of which it cannot be told whether they were answered: we were late each time

    @property
    def tcp_heard(self) -> bool:
        """Has any server answered over TCP? Where none has, our own network may let nobody ask so."""
        return any(heard for (_server, tcp, _edns), heard in self._heard.items() if tcp)

    async def __call__(self, server: str, name: str, kind: str, *, tcp: bool = False, edns: bool = True) -> Reply:
        key = (server, name, kind, tcp, edns)
        if (known := self._known.get(key)) is not None:
            return known
        if key not in self._asking:
            self._asking[key] = asyncio.ensure_future(self._answer(server, name, kind, tcp=tcp, edns=edns))
        try:
            reply = await asyncio.shield(self._asking[key])
            self._known[key] = reply
        finally:
            self._asking.pop(key, None)
        return reply

    async def _answer(self, server: str, name: str, kind: str, *, tcp: bool, edns: bool) -> Reply:
        reply, way = Reply("timeout"), (server, tcp, edns)
        patience: Sequence[float] = _PATIENCE_OVER_TCP if tcp else _PATIENCE
        if not self._heard.get(way, True):
            patience = _PATIENCE_WITH_THE_SILENT
        turn = late = 0
        while turn < len(patience) and reply.status == "timeout":
            async with self._slots:
                self.asked += 1
                started = time.monotonic()
                # A busy machine needs longer to see the same answer.
                wait = patience[turn] * (1 + late)
                reply = await ask(server, name, kind, self.settings, tcp=tcp, edns=edns, timeout=wait)
            if reply.status == "timeout" and self._pulse.late(started):
                late += 1  # this process was kept from reading: no silence of theirs
                if late > len(patience):
                    self.missed += 1
                    return Reply("late")
                continue
            turn += 1
            if reply.status == "ok" and reply.tc and not tcp:
                whole = await self(server, name, kind, tcp=True, edns=edns)
                self._heard[way] = True
                # Silence by TCP is no refusal: perhaps our own network lets nobody ask so.
                reply = whole if whole.status in ("ok", "timeout") else Reply("truncated")
                break
        if reply.status != "timeout":
            self._heard[way] = True
        else:
            self._heard.setdefault(way, False)
        return reply


class Walk:
    """Resolves by itself over the given families. One event loop owns it."""

    def __init__(self, questions: Questions, families: Iterable[int]) -> None:
        self._ask = questions
        self._families = frozenset(families)
        settings = questions.settings
        # A demo's names, and those of a run that may leave this machine nowhere, are in no tree of the Internet.
        inside = bool(settings.redials) or settings.only_mapped
        roots = settings.roots or (() if inside else ROOTS)
        glue: dict[str, tuple[str, ...]] = {}
        for name, address in roots:
            glue[name] = (*glue.get(name, ()), address)
        self._root = Cut("", tuple(glue), glue)
        self._cuts: dict[str, Cut] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._found: dict[tuple[str, str], Found] = {}
        self._rooted = False  # a server has answered us
        self._shut = False  # no root server has answered us, by any question: our network lets nobody ask

    def usable(self, addresses: Iterable[str]) -> tuple[str, ...]:
        parsed = ((address, parse(address)) for address in addresses)
        return tuple(address for address, one in parsed if one is not None and one.version in self._families)

    async def lookup(self, name: str, kind: str, *, depth: int = 0) -> Found:
        """The addresses of a name by the word of its own servers, CNAMEs followed."""
        name = name.rstrip(".").lower()
        if (known := self._found.get((name, kind))) is not None:
            return known
        seen, cuts, here = [name], list[Cut](), name
        found = Found("servfail")
        for _ in range(_CHAIN):
            way = await self.way(here, depth=depth)
            if self._shut:
                return Found("unreachable")
            cuts += [cut for cut in way if cut not in cuts]
            replies = await self._all(way[-1] if way else self._root, here, kind, depth)
            status, addresses, target = _read(here, kind, replies)
            found = Found(status, addresses, tuple(seen[1:]), tuple(cuts), replies)
            if status != "cname":
                break
            if target in seen:
                found = Found("loop", (), tuple(seen[1:]), tuple(cuts), replies)
                break
            seen.append(target)
            here = target
        else:
            found = Found("loop", (), tuple(seen[1:]), tuple(cuts), found.servers)
        if depth == 0 or found.status in SETTLED:
            self._found[name, kind] = found
        return found

    async def way(self, name: str, *, depth: int = 0) -> tuple[Cut, ...]:
        """The delegations from below the root down to the zone that a name lies in."""
        way: list[Cut] = []
        here = self._root
        for _ in range(0 if self._shut else _CUTS):
            known = self._below(here.zone, name)
            if known is None:
                known = await self._referred(here, name, depth)
            if known is None:
                break
            way.append(known)
            here = known
        return tuple(way)

    def _below(self, zone: str, name: str) -> Cut | None:
        """The known delegation next below a zone on the way to a name."""
        labels = name.split(".")
        held = len(zone.split(".")) if zone else 0
        for kept in range(held + 1, len(labels) + 1):
            if (cut := self._cuts.get(".".join(labels[len(labels) - kept :]))) is not None:
                return cut
        return None

    async def _referred(self, here: Cut, name: str, depth: int) -> Cut | None:
        # One question at a time to the root and the top: a thousand hosts need their addresses once.
        top = f"{here.zone}|{name}" if here.zone else name.rpartition(".")[2] if self._rooted else ""
        async with self._locks.setdefault(top, asyncio.Lock()):
            if (known := self._below(here.zone, name)) is not None or self._shut:
                return known
            servers = await self.servers(here, depth=depth)
            asked: list[asyncio.Task[Reply]] = []
            try:
                for start in range(0, len(servers), _ROUND):
                    some = servers[start : start + _ROUND]
                    asked += [asyncio.ensure_future(self._ask(one.address, name, "A")) for one in some]
                    await asyncio.wait(asked, timeout=None if start + _ROUND >= len(servers) else _SOON)
                    for reply in (task.result() for task in asked if task.done()):
                        self._rooted = self._rooted or reply.status == "ok"
                        if (cut := _referral(reply, here.zone, name)) is not None:
                            self._cuts[cut.zone] = cut
                            return cut
                        if reply.status == "ok" and reply.aa and reply.rcode in ("NOERROR", "NXDOMAIN"):
                            return None
            finally:
                for task in asked:
                    task.cancel()
            told = {task.result().status for task in asked if task.done() and not task.cancelled()}
            self._shut = not here.zone and not self._rooted and told <= _NOBODY
            return None

    async def servers(self, cut: Cut, *, depth: int = 0) -> tuple[Server, ...]:
        """All servers of a zone that can be asked over our families; names without glue are looked up."""
        glued = {name: self.usable(cut.glue.get(name, ())) for name in cut.names}
        bare = [name for name in cut.names if not cut.glue.get(name) or not glued[name]]
        if bare and depth < _DEPTH and (not any(glued.values()) or depth == 0):
            outside = [name for name in bare if not _inside(name, cut.zone)]  # inside, only glue could lead there
            kinds = ["A"] * (4 in self._families) + ["AAAA"] * (6 in self._families)
            asked = [(name, kind) for name in outside for kind in kinds]
            told = await asyncio.gather(*(self.lookup(name, kind, depth=depth + 1) for name, kind in asked))
            for (name, _kind), found in zip(asked, told, strict=True):
                glued[name] = (*glued[name], *self.usable(found.addresses))
        return tuple(Server(name, address) for name in cut.names for address in dict.fromkeys(glued[name]))

    async def _all(self, cut: Cut, name: str, kind: str, depth: int) -> dict[Server, Reply]:
        servers = await self.servers(cut, depth=depth)
        replies = await asyncio.gather(*(self._ask(one.address, name, kind) for one in servers))
        return dict(zip(servers, replies, strict=True))


def _inside(name: str, zone: str) -> bool:
    return not zone or name == zone or name.endswith("." + zone)


def _referral(reply: Reply, zone: str, name: str) -> Cut | None:
    """The delegation that a reply leads to. One that leads up, or aside, leads nowhere."""
    if reply.status != "ok" or reply.rcode != "NOERROR" or reply.aa or reply.answer:
        return None
    records = [record for record in reply.authority if record.kind == "NS"]
    below = {record.name for record in records if _inside(name, record.name) and len(record.name) > len(zone)}
    if len(below) != 1:
        return None
    child = below.pop()
    if not _inside(child, zone):
        return None
    names = tuple(sorted({record.text for record in records if record.name == child}))
    glue: dict[str, tuple[str, ...]] = {}
    for record in reply.additional:
        if record.kind in ("A", "AAAA") and record.name in names:
            glue[record.name] = (*glue.get(record.name, ()), record.text)
    return Cut(child, names, glue)


def said(reply: Reply, name: str, kind: str) -> str:
    """What one reply of an authoritative server amounts to."""
    if reply.status in ("timeout", "late", "unreachable", "denied"):
        return reply.status
    if reply.status == "refused":
        return "timeout"
    if reply.status != "ok":
        return "malformed"
    if reply.rcode == "REFUSED":
        return "refused"
    if reply.rcode not in ("NOERROR", "NXDOMAIN"):
        return "servfail"
    if not reply.aa:
        return "lame"
    here, seen = name, {name}
    for _ in range(_CHAIN):
        if any(record.kind == kind and record.name == here for record in reply.answer):
            return "ok"
        target = next((one.text for one in reply.answer if one.kind == "CNAME" and one.name == here), "")
        if not target:
            break
        if target in seen:
            return "cname"
        seen.add(target)
        here = target
    if len(seen) > 1:
        return "cname"
    return "nxdomain" if reply.rcode == "NXDOMAIN" else "nodata"


def _read(name: str, kind: str, replies: Mapping[Server, Reply]) -> tuple[str, tuple[str, ...], str]:
    """One status of all replies. An address that any server tells is there; "none" needs one that says so."""
    told = {server: said(reply, name, kind) for server, reply in replies.items()}
    addresses: dict[str, None] = {}
    target = ""
    for server, status in told.items():
        reply = replies[server]
        aliases = [one for one in reply.answer if one.kind == "CNAME" and one.name == name]
        if status in ("ok", "cname") and aliases:
            target = aliases[0].text  # its own servers are asked, whatever this one adds
        elif status == "ok":
            addresses |= dict.fromkeys(one.text for one in reply.answer if one.kind == kind and one.name == name)
    if target:
        return "cname", (), target
    if addresses:
        return "ok", tuple(sorted(addresses)), ""
    return _first(told.values()), (), ""


_ORDER = ("nodata", "nxdomain", "refused", "servfail", "lame", "malformed", "late", "timeout", "unreachable", "denied")


def _first(statuses: Iterable[str]) -> str:
    found: Sequence[str] = tuple(statuses)
    return next((status for status in _ORDER if status in found), "unreachable")
