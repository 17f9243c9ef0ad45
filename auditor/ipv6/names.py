"""D1 to D3: does a name have IPv6 addresses that a citizen can use, and do its servers answer the question properly?"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network

from auditor.ipv6.verdict import Verdict, met, not_applicable, not_testable, unmet
from auditor.ipv6.walk import Found, Questions, Server, Walk, said
from auditor.model.settings import GatherSettings
from auditor.net.guard import parse, unusable
from auditor.net.resolve import Answer, Reply, Resolver, ask

UNREAD = {
    "servfail": "servfail",
    "refused": "dns-refused",
    "timeout": "dns-timeout",
    "late": "vantage-busy",
    "unreachable": "dns-timeout",
    "lame": "dns-lame",
    "malformed": "dns-malformed",
    "denied": "dns-denied",
    "loop": "cname-loop",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of one host: by its own servers, by the resolver, and what of it a citizen can dial.

    `status` is the best word on AAAA; `by` says whose it is (authority or resolver).
    """

    host: str
    a: Found
    aaaa: Found
    told_a: Answer
    told_aaaa: Answer
    status: str
    by: str
    v4: tuple[str, ...]
    v6: tuple[str, ...]  # usable
    bad: Mapping[str, str]  # published and unusable → what it is instead


class Book:
    """Names looked up once for all who ask: hosts, redirect targets, resources, links out."""

    def __init__(
        self, settings: GatherSettings, resolver: Resolver, walk: Walk, prefixes: Sequence[IPv6Network], *, honest: bool
    ) -> None:
        self.settings = settings
        self.resolver = resolver
        self.walk = walk
        self._prefixes = tuple(prefixes)
        self._honest = honest  # does the resolver give AAAA to names that are known to have them?
        self._names: dict[str, asyncio.Task[Names]] = {}

    async def names(self, host: str) -> Names:
        if host not in self._names:
            self._names[host] = asyncio.ensure_future(self._look(host))
        return await asyncio.shield(self._names[host])

    async def _look(self, host: str) -> Names:
        a, aaaa, told_a, told_aaaa = await asyncio.gather(
            self.walk.lookup(host, "A"),
            self.walk.lookup(host, "AAAA"),
            self.resolver.answer(host, "A"),
            self.resolver.answer(host, "AAAA"),
        )
        told = tuple(one for one in told_aaaa.addresses if not self.made_up(one))
        status, addresses, by = aaaa.status, aaaa.addresses, "authority"
        if told and status != "ok":
            status, addresses, by = "ok", told, "resolver"
        elif not aaaa.cuts and (self._honest or told_aaaa.status not in ("ok", "nodata", "nxdomain")):
            # We may not speak to name servers at all from here; then the resolver's word counts, as it hides nothing.
            status, by = told_aaaa.status, "resolver"
        bad = {one: why for one in addresses if (why := unusable(one, self.settings.treat_as_global))}
        v4 = a.addresses or told_a.addresses
        good = tuple(one for one in v4 if not unusable(one, self.settings.treat_as_global))
        usable = tuple(one for one in addresses if one not in bad)
        return Names(host, a, aaaa, told_a, told_aaaa, status, by, good, usable, bad)

    def made_up(self, address: str) -> bool:
        """Does a translator of our own network answer there, for somebody who has IPv4 alone?"""
        found = parse(address)
        return isinstance(found, IPv6Address) and any(found in prefix for prefix in self._prefixes)

    async def has_v6(self, host: str) -> bool | None:
        """Can the name be dialed over IPv6? None: could not be told."""
        literal = parse(host)
        if literal is not None:
            return literal.version == 6
        names = await self.names(host)
        if names.v6:
            return True
        if names.status in ("nodata", "nxdomain") and (names.v4 or names.told_a.status == "ok"):
            return False
        return False if names.bad else None


def d1(names: Names) -> Verdict:
    """Is there an AAAA record? Only "no data" and "no such name" of those who know are a no."""
    seen = _seen(names)
    if names.status == "ok":
        return met(**seen)
    if names.status == "nxdomain" and not names.v4:
        return unmet("nxdomain", **seen)
    if names.status in ("nodata", "nxdomain"):
        return unmet("no-aaaa", **seen)
    return not_testable(UNREAD.get(names.status, "dns-timeout"), **seen)


def d2(names: Names) -> Verdict:
    """Are all published addresses such that a citizen can reach them?"""
    if names.status != "ok":
        known = names.status in ("nodata", "nxdomain")
        return not_applicable("no-aaaa") if known else not_testable(UNREAD.get(names.status, "dns-timeout"))
    if names.bad:
        return unmet("aaaa-bogus", bogus=dict(names.bad), usable=list(names.v6))
    return met(usable=list(names.v6))


async def d3(names: Names, questions: Questions) -> Verdict:
    """Does every server that knows the A record answer the AAAA question as RFC 4074 asks for?"""
    hostile: dict[str, str] = {}
    asked = unheard = 0
    target = names.a.cname[-1] if names.a.cname else names.host
    for server, reply in names.a.servers.items():
        if said(reply, target, "A") != "ok":
            continue
        asked += 1
        other: Reply = await questions(server.address, target, "AAAA")
        told = said(other, target, "AAAA")
        if other.status == "truncated":
            continue  # TCP is at fault: D6 tells it
        if told == "timeout" and not await _still_silent(server, target, questions.settings):
            continue
        unheard += told == "late"
        if told in ("nxdomain", "timeout", "servfail", "refused", "malformed"):
            hostile[_at(server)] = other.rcode or other.status
    if hostile:
        return unmet("aaaa-hostile", servers=hostile, asked=asked)
    if unheard:
        return not_testable("vantage-busy", asked=asked)
    if asked:
        return met(asked=asked)
    if names.a.status in ("nodata", "nxdomain"):
        # No A to compare with; that AAAA is answered was seen.
        return met(asked=len(names.aaaa.servers)) if names.status == "ok" else not_applicable("no-address")
    if names.by == "resolver" and names.status == "ok":
        return met(resolver=names.told_aaaa.status)
    return not_testable(UNREAD.get(names.a.status, "dns-timeout"))


async def _still_silent(server: Server, name: str, settings: GatherSettings) -> bool:
    """Does it answer for A, and again not for AAAA? A line or a machine that is too busy loses both."""
    for _turn in range(2):
        if said(await ask(server.address, name, "A", settings, timeout=2.4), name, "A") != "ok":
            return False
        if (await ask(server.address, name, "AAAA", settings, timeout=2.4)).status != "timeout":
            return False
    return True


def _at(server: Server) -> str:
    return f"{server.name} {server.address}"


def _seen(names: Names) -> dict[str, object]:
    return {
        "by": names.by,
        "addresses": [*names.v6, *names.bad],
        "cname": list(names.aaaa.cname),
        "authority": {_at(one): reply.rcode or reply.status for one, reply in names.aaaa.servers.items()},
        "resolver": {"status": names.told_aaaa.status, "server": names.told_aaaa.resolver},
    }
