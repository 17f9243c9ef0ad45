"""D4 to D6: do the name servers work over IPv6, is the whole chain resolvable over it alone, and is the zone sound?"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.ipv6.names import UNREAD, Book, Names
from auditor.ipv6.verdict import Verdict, figures, met, not_testable, unmet
from auditor.ipv6.walk import SETTLED, Cut, Questions, Server, Walk, said
from auditor.model.settings import GatherSettings
from auditor.net.guard import parse
from auditor.net.resolve import ask

_NOT_HEARD = ("timeout", "late", "unreachable")
_UNHEARD = ("unreachable", "late")  # by our own side


@dataclass(frozen=True, slots=True)
class Nameserver:
    """One server of the zone: its IPv6 addresses, and how each did over UDP and TCP ("" is well)."""

    name: str
    v6: tuple[str, ...]
    known: bool  # could it be told whether it has any?
    udp: Mapping[str, str]
    tcp: Mapping[str, str]

    @property
    def good(self) -> bool:
        return any(not self.udp[one] and not self.tcp[one] for one in self.udp)


async def d4(names: Names, book: Book, questions: Questions, only6: Walk, *, works: bool) -> Verdict:
    """Do at least two name servers answer for the zone over IPv6, by UDP and TCP, and none with IPv6 be silent?"""
    if not names.aaaa.cuts:
        return not_testable("dns-timeout")
    cut = _own(names)
    if cut is None:
        return not_testable("dns-timeout")
    servers = await asyncio.gather(*(_nameserver(name, cut, book, questions, works=works) for name in cut.names))
    shown = {one.name: {"addresses": list(one.v6), "udp": dict(one.udp), "tcp": dict(one.tcp)} for one in servers}
    seen = {"zone": cut.zone, "servers": shown}
    without = [one for one in servers if one.known and not one.v6]
    if len(without) == len(servers):
        return unmet("ns-no-ipv6", **seen)
    child = await _child(cut, book, questions)
    glue = {name: [*cut.glue.get(name, ()), *sorted(v6)] for name, v6 in child.glue.items() if v6}
    if not works:
        if glue:
            return unmet("ns-glue-differs", glue=glue, **seen)
        if len(servers) - len(without) < 2 and all(one.known for one in servers):
            return unmet("ns-too-few", **seen)
        return not_testable("vantage-no-ipv6", **seen)
    good = [one for one in servers if one.good]
    dead = [one for one in servers if one.v6 and not one.good]
    if glue and not dead:
        return unmet("ns-glue-differs", glue=glue, **seen)
    if len(good) >= 2 and not dead:
        return met(**seen)
    if dead and not await only6.way(names.host):
        return not_testable("vantage-no-dns6", **seen)  # perhaps it is our own network that lets nobody ask
    if dead and not await _answers(cut, names, book, questions):
        return not_testable(UNREAD.get(names.aaaa.status, "dns-timeout"), **seen)
    if not dead:
        return unmet("ns-too-few", **seen) if len(good) < 2 else met(**seen)
    faults = {fault for one in dead for fault in (*one.udp.values(), *one.tcp.values()) if fault}
    if "late" in faults:
        return not_testable("vantage-busy", **seen)
    if any(not fault for one in dead for fault in one.udp.values()):
        shut = "refused" in faults or await _tcp_over4(cut, book, questions)
        return unmet("ns-no-tcp", **seen) if shut else not_testable("dns-timeout", **seen)
    return unmet("ns-dead-ipv6" if faults <= {"timeout", "unreachable"} else "ns-lame-ipv6", **seen)


async def _nameserver(name: str, cut: Cut, book: Book, questions: Questions, *, works: bool) -> Nameserver:
    v6 = tuple(one for one in cut.glue.get(name, ()) if ":" in one)
    known = bool(v6)
    if not v6:
        found = await book.names(name)
        v6, known = found.v6, found.status in SETTLED
        known = known or (name.endswith("." + cut.zone) and bool(cut.glue.get(name)))
    udp: dict[str, str] = {}
    tcp: dict[str, str] = {}
    for address in v6 if works else ():
        over_udp, over_tcp = await asyncio.gather(
            questions(address, cut.zone, "SOA"), questions(address, cut.zone, "SOA", tcp=True)
        )
        udp[address], tcp[address] = (
            "" if told == "ok" else told for told in (said(over_udp, cut.zone, "SOA"), said(over_tcp, cut.zone, "SOA"))
        )
        if over_tcp.status == "refused":  # a port that is shut is a fact, silence may be ours
            tcp[address] = "refused"
        if udp[address] in ("timeout", "late"):  # is it EDNS that is dropped, and not the family?
            plain = await questions(address, cut.zone, "SOA", edns=False)
            if said(plain, cut.zone, "SOA") == "ok":
                udp[address] = ""
                if tcp[address]:
                    plain = await questions(address, cut.zone, "SOA", edns=False, tcp=True)
                    tcp[address] = "" if said(plain, cut.zone, "SOA") == "ok" else tcp[address]
    return Nameserver(name, v6, known, udp, tcp)


async def _tcp_over4(cut: Cut, book: Book, questions: Questions) -> bool:
    """Does the zone answer us by TCP over IPv4? Then silence by TCP over IPv6 is theirs, and not our network's."""
    over4 = [server.address for server in await book.walk.servers(cut) if ":" not in server.address]
    told = await asyncio.gather(*(questions(address, cut.zone, "SOA", tcp=True) for address in over4))
    return any(said(reply, cut.zone, "SOA") == "ok" for reply in told)


def _own(names: Names) -> Cut | None:
    """The zone of the host itself: that of a CNAME's target is somebody else's, and told by D5."""
    inside = [cut for cut in names.aaaa.cuts if names.host == cut.zone or names.host.endswith("." + cut.zone)]
    return max(inside, key=lambda one: len(one.zone)) if inside else None


@dataclass(frozen=True, slots=True)
class Child:
    """Where the zone itself contradicts its parent: `names` of servers, `glue` by server; empty where it does not."""

    names: frozenset[str]
    glue: Mapping[str, frozenset[str]]


async def _child(cut: Cut, book: Book, questions: Questions) -> Child:
    """What does the zone say of its own servers that the delegation does not? All servers that answer must agree."""
    inside = [name for name in cut.names if name == cut.zone or name.endswith("." + cut.zone)]
    servers = await book.walk.servers(cut)
    told = await asyncio.gather(*(_of_servers(one, cut.zone, inside, questions) for one in servers))
    lists = [names for names, _glue in told if names]
    glue = {name: [found[name] for _names, found in told if name in found] for name in inside}
    parent = frozenset(cut.names)
    names = lists[0] if lists and all(one != parent for one in lists) else frozenset[str]()
    known = {name: frozenset(one for one in cut.glue.get(name, ()) if ":" in one) for name in inside}
    other = {name: v6[0] for name, v6 in glue.items() if v6 and all(one != known[name] for one in v6)}
    return Child(names, other)


async def _of_servers(
    server: Server, zone: str, inside: Iterable[str], questions: Questions
) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """What one server says of the servers of its zone: their names, and the IPv6 addresses of those inside it."""
    reply = await questions(server.address, zone, "NS")
    if said(reply, zone, "NS") != "ok":
        return frozenset(), {}
    names = [*inside]
    told = await asyncio.gather(*(questions(server.address, name, "AAAA") for name in names))
    known = {name: one for name, one in zip(names, told, strict=True) if said(one, name, "AAAA") in ("ok", "nodata")}
    glue = {
        name: frozenset(record.text for record in one.answer if record.kind == "AAAA" and record.name == name)
        for name, one in known.items()
    }
    return frozenset(record.text for record in reply.answer if record.kind == "NS"), glue


async def _answers(cut: Cut, names: Names, book: Book, questions: Questions) -> bool:
    """Does the zone work otherwise: over IPv4, or by the resolver's word? Then silence over IPv6 is theirs."""
    over4 = [server.address for server in await book.walk.servers(cut) if ":" not in server.address]
    told = await asyncio.gather(*(questions(address, cut.zone, "SOA") for address in over4))
    if any(said(reply, cut.zone, "SOA") == "ok" for reply in told):
        return True
    return _resolved(names) and all(reply.status in _NOT_HEARD for reply in told)


def _resolved(names: Names) -> bool:
    """Did our resolver get an address? An empty answer may be that of servers which are no authority of the zone."""
    return "ok" in (names.told_a.status, names.told_aaaa.status)


async def d5(names: Names, only6: Walk, book: Book, questions: Questions, *, works: bool) -> Verdict:
    """Can somebody who has IPv6 alone resolve the host: every zone from the root, every CNAME, every server's name?"""
    cuts = names.a.cuts or names.aaaa.cuts
    needing = [cut.zone for cut in cuts if await _needs_v4(cut, book)]
    if needing:
        return unmet("chain-needs-ipv4", zones=needing)
    if not works:
        return not_testable("vantage-no-ipv6")
    missed = questions.missed
    found = await only6.lookup(names.host, "A")
    if found.status not in SETTLED:
        found = await only6.lookup(names.host, "AAAA")
    zones = [cut.zone for cut in found.cuts]
    if found.status in SETTLED:
        return met(zones=zones, cname=list(found.cname))
    if questions.missed > missed:
        return not_testable("vantage-busy")
    if not found.cuts:
        return not_testable("vantage-no-dns6")  # perhaps it is our own network that lets nobody ask
    both = names.a.status in SETTLED or names.aaaa.status in SETTLED
    if both or (_resolved(names) and not _heard_over4(names)):
        stuck = cuts[len(zones) - 1].zone if 0 < len(zones) <= len(cuts) else ""
        return unmet("chain-needs-ipv4", zones=[stuck] if stuck else [], status=found.status)
    return not_testable(UNREAD.get(names.aaaa.status, "dns-timeout"))


def _heard_over4(names: Names) -> bool:
    """Did servers of the zone answer us over IPv4, whatever they said? Then a fault of all is none of IPv6's."""
    four = [reply for server, reply in names.a.servers.items() if ":" not in server.address]
    return any(reply.status not in _NOT_HEARD for reply in four)


async def _needs_v4(cut: Cut, book: Book) -> bool:
    """Has no server of the zone an IPv6 address, as far as names and glue tell? A fact that needs no packet of ours."""
    for name in cut.names:
        glue = cut.glue.get(name, ())
        if any(":" in one for one in glue):
            return False
        if glue and (name == cut.zone or name.endswith("." + cut.zone)):
            continue  # lies in the zone itself: whoever has no glue for IPv6 never learns more
        found = await book.names(name)
        if found.v6 or found.status not in ("nodata", "nxdomain"):
            return False
    return bool(cut.names)


async def d6(names: Names, book: Book, questions: Questions, settings: GatherSettings) -> Verdict:
    """Is the zone healthy otherwise: EDNS, TCP after truncation, well-formed and equal answers, CNAMEs, signatures?"""
    faults: dict[str, object] = {}
    chain = names.aaaa.cname or names.a.cname or names.told_a.cname
    if "loop" in (names.aaaa.status, names.a.status):
        faults["cname-loop"] = list(chain)
    elif chain and names.aaaa.status == "nxdomain" and not names.v4:
        faults["cname-dangling"] = list(chain)
    if "servfail" in (names.told_a.status, names.told_aaaa.status) and await _bogus(names, settings):
        faults["dnssec-bogus"] = names.told_a.resolver
    by_name: dict[str, list[str]] = {}
    target = names.a.cname[-1] if names.a.cname else names.host
    looked = names.a.servers.items()
    health = await asyncio.gather(*(_health(one, target, said(reply, target, "A"), questions) for one, reply in looked))
    for (server, _reply), wrong in zip(looked, health, strict=True):
        by_name.setdefault(server.name, []).append(wrong)
    heard, seen = by_name, {name: [one for one in told if one not in _UNHEARD] for name, told in by_name.items()}
    by_name = {name: told for name, told in seen.items() if told}
    # A server that does well at one of its addresses is well; that another is dead over IPv6 is told by D4.
    sick = {name: told[0] for name, told in by_name.items() if all(told)}
    if faults:
        return unmet(next(iter(faults)), faults=faults, servers=sick)
    if not by_name:
        return not_testable("vantage-busy" if any("late" in told for told in heard.values()) else "dns-timeout")
    named = [told for told in sick.values() if told in ("edns-dropped", "wrong-id", "malformed", "truncated")]
    if named and (named[0] != "truncated" or questions.tcp_heard):
        return unmet(f"dns-{named[0]}" if not named[0].startswith("edns") else named[0], servers=sick)
    if sick and len(sick) == len(by_name):
        return not_testable(UNREAD.get(next(iter(sick.values())), "dns-timeout"), servers=sick)
    if sick:
        return unmet("ns-lame", servers=sick)
    if lacking := await _uneven(names, settings):
        return unmet("ns-uneven", servers=lacking)
    cut = _own(names)
    if cut is not None and (told := (await _child(cut, book, questions)).names):
        return unmet("ns-differs", parent=list(cut.names), child=sorted(told))
    return figures(servers=dict.fromkeys(by_name, ""), cname=list(chain))


async def _uneven(names: Names, settings: GatherSettings) -> list[str]:
    """Which servers say, twice, that there is no AAAA, while others of the zone tell one?"""
    target = names.aaaa.cname[-1] if names.aaaa.cname else names.host
    told = {server: said(reply, target, "AAAA") for server, reply in names.aaaa.servers.items()}
    if "ok" not in told.values():
        return []
    denying = [server for server, word in told.items() if word in ("nodata", "nxdomain")]
    again = await asyncio.gather(*(ask(one.address, target, "AAAA", settings) for one in denying))
    still = ("nodata", "nxdomain")
    return [one.name for one, reply in zip(denying, again, strict=True) if said(reply, target, "AAAA") in still]


async def _health(server: Server, name: str, told: str, questions: Questions) -> str:
    """What is wrong with one server? "" for nothing."""
    if told in ("ok", "nodata", "nxdomain", "cname"):
        return ""
    if told in ("timeout", "late"):
        plain = await questions(server.address, name, "A", edns=False)
        if said(plain, name, "A") in ("ok", "nodata", "nxdomain", "cname"):
            drops = await _drops_edns(server, name, questions)
            return told if drops is None else "edns-dropped" if drops else ""
        strictly = await ask(server.address, name, "A", questions.settings, lenient=False)
        if strictly.status in ("wrong-id", "malformed"):
            return strictly.status
    reply = await questions(server.address, name, "A")
    return reply.status if reply.status == "truncated" else told


async def _drops_edns(server: Server, name: str, questions: Questions) -> bool | None:
    """Is it EDNS indeed, or a line that loses much? Asked in turn, with and without: loss hits both (None)."""
    for _round in range(3):
        if (await ask(server.address, name, "A", questions.settings, timeout=1.2)).status != "timeout":
            return False
        if (await ask(server.address, name, "A", questions.settings, edns=False, timeout=1.2)).status == "timeout":
            return None
    return True


async def _bogus(names: Names, settings: GatherSettings) -> bool:
    """Does the resolver answer as soon as it need not check signatures (RFC 4035 3.2.2)?"""
    address, port = _endpoint(names.told_a.resolver or names.told_aaaa.resolver)
    if not address:
        return False
    for kind in ("A", "AAAA"):
        checked = await ask(address, names.host, kind, settings, port=port, recursion=True, timeout=3)
        unchecked = await ask(
            address, names.host, kind, settings, port=port, recursion=True, checking_disabled=True, timeout=3
        )
        if checked.rcode == "SERVFAIL" and unchecked.rcode == "NOERROR" and unchecked.answer:
            return True
    return False


def _endpoint(resolver: str) -> tuple[str, int]:
    first = resolver.split(" ")[0]
    if parse(first) is not None:
        return first.strip("[]"), 53
    address, _, port = first.rpartition(":")
    return (address.strip("[]"), int(port)) if parse(address) is not None and port.isdigit() else ("", 0)
