"""Does the home page open over IPv6, and could this machine tell? Every address by itself, our own vantage first."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from ipaddress import IPv6Address, IPv6Network
from typing import Any

from auditor.model.exchange import Exchange
from auditor.model.fault import FaultKind, Whose
from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher
from auditor.net.guard import parse, unusable
from auditor.net.location import parsed
from auditor.net.resolve import Answer, Resolver
from auditor.net.route import mapped

_WELL_KNOWN = frozenset({0xC00000AA, 0xC00000AB})  # 192.0.0.170 and .171, the only addresses of ipv4only.arpa
# RFC 6052 2.2: prefix length → how far the IPv4 address is from the low end; the u octet splits the shorter ones.
_WHOLE = {96: 0, 64: 24}


async def ipv6_probes(
    portal: Portal,
    settings: GatherSettings,
    resolver: Resolver,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> tuple[Probe, ...]:
    """All that is observed about the home host and IPv6, the vantage first.

    A mapped host gives `mapped` alone: its own DNS was not asked. Where this machine's IPv6 does not work, or was not
    tested, there are DNS probes only: an address that we could not reach then says nothing of the site.
    """
    home = parsed(portal.home)
    if home is None:
        return ()
    host, port = home.hostname, home.port
    if (entry := mapped(host, port, settings)) is not None:
        return (Probe("mapped", host, now(), {"address": f"{entry.address}:{entry.to_port}"}),)
    if settings.only_mapped:
        return (_untested(now()),)
    vantage = await vantage_probe(settings, resolver, fetcher, now)
    dns64, prefixes = await dns64_probe(resolver, now)
    v4, v6 = await resolver.answer(host, "A"), await resolver.answer(host, "AAAA")
    bad = {address: why for address in v6.addresses if (why := _bad(address, settings, prefixes))}
    names = [_name_probe("a", host, v4, {}, now()), _name_probe("aaaa", host, v6, bad, now())]
    usable = [address for address in v6.addresses if address not in bad]
    if not vantage.values["works"] or not usable:
        return (vantage, dns64, *names)
    reached = await _reach(home.href, usable, v4, settings, fetcher, now, sleep)
    if not any(probe.values["ok"] for probe in reached):  # was it the site, or did our own IPv6 fail meanwhile?
        vantage = await vantage_probe(settings, resolver, fetcher, now)
        if not vantage.values["works"]:
            reached = ()
    return (vantage, dns64, *names, *reached)


def _untested(at: datetime) -> Probe:
    return Probe("vantage", "ipv6", at, {"works": None, "anchors": []})


async def vantage_probe(
    settings: GatherSettings, resolver: Resolver, fetcher: Fetcher, now: Callable[[], datetime]
) -> Probe:
    """Does IPv6 work from here, now? An address or a default route proves nothing: most anchors must answer."""
    at = now()
    if not settings.anchors:
        return _untested(at)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_anchor(host, resolver, fetcher)) for host in settings.anchors]
    anchors = [task.result() for task in tasks]
    good = sum(1 for anchor in anchors if anchor["ok"])
    return Probe("vantage", "ipv6", at, {"works": good * 2 > len(anchors), "anchors": anchors})


async def _anchor(host: str, resolver: Resolver, fetcher: Fetcher) -> dict[str, Any]:
    """One HTTP status from a host over IPv6, by TLS or without: whatever it is, packets came and went."""
    answer = await resolver.answer(host, "AAAA")
    told: dict[str, Any] = {"host": host, "address": "", "stage": "dns", "ok": False, "detail": answer.status}
    usable = [address for address in answer.addresses if not unusable(address, fetcher.settings.treat_as_global)]
    if not usable:
        return told
    for scheme in ("https", "http"):
        look = await fetcher.fetch(f"{scheme}://{host}/", method="HEAD", address=usable[0], follow_redirects=False)
        told |= {"address": usable[0], "stage": _stage(look), "ok": look.status > 0, "detail": _detail(look)}
        if told["ok"]:
            break
    return told


async def dns64_probe(resolver: Resolver, now: Callable[[], datetime]) -> tuple[Probe, tuple[IPv6Network, ...]]:
    """Does the resolver make up AAAA records (RFC 7050)? Then "over IPv6" may be a translator in front of IPv4."""
    answer = await resolver.answer("ipv4only.arpa", "AAAA")
    prefixes = tuple(sorted({found for address in answer.addresses if (found := _prefix(address))}))
    values = {"present": bool(answer.addresses), "prefixes": [str(prefix) for prefix in prefixes]}
    return Probe("vantage", "dns64", now(), values), prefixes


def _prefix(address: str) -> IPv6Network | None:
    found = parse(address)
    if not isinstance(found, IPv6Address):
        return None
    value = int(found)
    for length, low in _WHOLE.items():
        if value >> low & 0xFFFFFFFF in _WELL_KNOWN:
            return IPv6Network((value >> (128 - length) << (128 - length), length))
    split = {56: (8, 24), 48: (16, 16), 40: (24, 8), 32: (32, 0)}  # bits before and after the u octet
    for length, (before, after) in split.items():
        inner = (value >> 64 & (1 << before) - 1) << after | value >> 56 - after & (1 << after) - 1
        if inner in _WELL_KNOWN:
            return IPv6Network((value >> (128 - length) << (128 - length), length))
    return None


def _bad(address: str, settings: GatherSettings, prefixes: Sequence[IPv6Network]) -> str:
    found = parse(address)
    if isinstance(found, IPv6Address) and any(found in prefix for prefix in prefixes):
        return "DNS64"
    return unusable(address, settings.treat_as_global)


def _name_probe(kind: str, host: str, answer: Answer, bad: dict[str, str], at: datetime) -> Probe:
    values = {
        "status": answer.status,
        "addresses": list(answer.addresses),
        "cname": list(answer.cname),
        "ttl": answer.ttl,
        "resolver": answer.resolver,
        "unusable": bad,
    }
    return Probe(kind, host, at, values)


async def _reach(
    home: str,
    addresses: Sequence[str],
    v4: Answer,
    settings: GatherSettings,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]],
) -> tuple[Probe, ...]:
    """Every address in turn, again and again with pauses between, with the same page over IPv4 beside each round."""
    started = {address: now() for address in addresses}
    looks: dict[str, list[Exchange]] = {address: [] for address in addresses}
    control: bool | None = None
    good_v4 = [address for address in v4.addresses if not unusable(address, settings.treat_as_global)]
    for turn in range(2 * settings.ipv6_tries):
        told = [sum(not _ours(look) for look in seen) for seen in looks.values()]
        if all(one >= settings.ipv6_tries for one in told):
            break  # more are made only where this machine was too late to see what came
        if turn:
            await sleep(settings.ipv6_gap)
        if good_v4 and not control:
            control = (await fetcher.fetch(home, address=good_v4[turn % len(good_v4)])).fault is None
        for address in addresses:
            looks[address].append(await fetcher.fetch(home, attempt=turn + 1, address=address))
    return tuple(_home_probe(address, started[address], looks[address], control) for address in addresses)


def _home_probe(address: str, at: datetime, looks: Sequence[Exchange], control: bool | None) -> Probe:
    opened = [look for look in looks if look.fault is None]
    # What was too late by our own side is kept as evidence, and counts for nothing.
    shown = opened[-1] if opened else looks[-1]
    values = {
        "tries": [_try(look) for look in looks],
        "ok": bool(opened),
        "final_url": shown.final_url,
        "title": _title(shown),
        "control_ok": control,
    }
    return Probe("home-v6", address, at, values)


def _try(look: Exchange) -> dict[str, Any]:
    return {
        "at": look.started.isoformat() if look.started else "",
        "stage": _stage(look),
        "ok": look.fault is None,
        "status": look.status,
        "detail": _detail(look),
        "elapsed": round(look.elapsed, 3),
        **({"ours": True} if _ours(look) else {}),
    }


def _ours(look: Exchange) -> bool:
    """Was it too late while this machine was late itself? Then it says nothing of the site."""
    slow = look.fault is not None and look.fault.kind in (FaultKind.CONNECT_TIMEOUT, FaultKind.READ_TIMEOUT)
    tls = look.fault is not None and look.fault.kind is FaultKind.TLS_OTHER
    return look.fault is not None and (slow or tls) and look.fault.whose is Whose.US


def _stage(look: Exchange) -> str:
    """How far did it come? `address` is set once the connection stands."""
    if not look.address:
        return "connect"
    return "tls" if look.fault and look.fault.kind.value.startswith("tls") else "http"


def _detail(look: Exchange) -> str:
    if look.fault is None:
        return look.tls
    return f"{look.fault.kind.value} {look.fault.detail}".strip()


_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.I | re.S)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)


def _title(look: Exchange) -> str:
    """The title as evidence for people. The extractor's own reading of the page is the one that is judged."""
    found = _TITLE.search(look.body[:100_000])
    if not found:
        return ""
    named = _CHARSET.search(look.content_type.encode("latin-1", "replace")) or _CHARSET.search(look.body[:2048])
    chinese = named is not None and named[1].lower() in (b"gb2312", b"gbk", b"gb18030", b"x-gbk")
    return " ".join(found[1].decode("gb18030" if chinese else "utf-8", "replace").split())[:200]
