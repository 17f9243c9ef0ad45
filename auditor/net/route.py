"""Where may a host be dialed? The choke point: every connection goes to a route that was judged here.

resolve → judge the answer → (address map) → dial exactly that address → judge the peer.
"""

import asyncio
import socket
from typing import NamedTuple

from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.settings import GatherSettings, MapTo
from auditor.net.guard import BLOCKED_PORTS, parse, refused
from auditor.net.outcome import WrongPeer, fault_of_name
from auditor.net.resolve import RecordType, Resolver

_KINDS: dict[int, tuple[RecordType, ...]] = {0: ("A", "AAAA"), 4: ("A",), 6: ("AAAA",)}


class Route(NamedTuple):
    """One way to a host. `address` is what DNS said (or the map), `to`:`port` what is dialed.

    `opened`: the operator opened exactly this pair, so the guard does not judge it. `speaks`: HTTP without or with TLS
    is spoken there, whatever the scheme of the URL says.
    """

    address: str
    to: str
    port: int
    opened: bool = False
    speaks: str = ""


def located(name: str) -> str:
    """The address of a host that the operator maps to, as this machine's system says. Raises OSError."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return str(min(found, key=lambda one: one[0] is not socket.AF_INET)[4][0])


def mapped(host: str, port: int, settings: GatherSettings) -> MapTo | None:
    """The operator's own address for a host, if there is one."""
    name = host.strip("[]").rstrip(".").lower()
    for entry in settings.maps:
        if entry.host.strip("[]").rstrip(".").lower() == name and entry.port in (None, port):
            return entry
    return None


async def routes(
    host: str, port: int, settings: GatherSettings, resolver: Resolver, *, pin: str = "", family: int = 0
) -> tuple[Route, ...] | Fault:
    """All ways to a host that the guard lets us go, IPv4 first, or why there is none.

    IPv4 comes first because a machine without IPv6 must not spend its time on it; AAAA is asked for only when A gives
    no way (`family` 4 or 6 asks for one kind alone). `pin` names the address to dial: it is judged like any other.
    """
    if (entry := mapped(host, port, settings)) is not None:
        speaks = "http" if entry.plain else entry.speaks
        return (Route(entry.address, entry.address, entry.to_port, opened=True, speaks=speaks),)
    if settings.only_mapped:
        return Fault(FaultKind.OFF_NETWORK, Whose.US, False, f"{host}:{port} is not mapped")
    if port in BLOCKED_PORTS:
        return Fault(FaultKind.REFUSED_ADDRESS, Whose.US, False, f"port {port}")
    if pin:
        found, denied = _judged((pin,), port, settings)
        return found or denied
    failures: list[Fault] = []
    for kind in _KINDS[family]:
        answer = await resolver.answer(host, kind)
        if answer.status != "ok":
            failures.append(fault_of_name(answer.status, resolver_works=resolver.worked()))
            continue
        found, denied = _judged(answer.addresses, port, settings)
        if found:
            return found
        failures.append(denied)
    # A refused address says more than an open question, and that more than the site's own "no such address".
    return min(failures, key=lambda fault: (fault.kind is not FaultKind.REFUSED_ADDRESS, fault.lasting))


def _judged(addresses: tuple[str, ...], port: int, settings: GatherSettings) -> tuple[tuple[Route, ...], Fault]:
    """Of mixed answers the public part is used, the rest refused."""
    found: list[Route] = []
    why: list[str] = []
    for address in addresses:
        if reason := refused(address, settings):
            why.append(f"{address} {reason}")
        elif not settings.redials:
            found.append(Route(address, address, port))
        elif (to := _redialed(address, port, settings)) is not None:
            found.append(to)
        else:  # with an address map nothing outside it is dialed
            why.append(f"{address}:{port} is not in the address map")
    outside = bool(settings.redials) and all("address map" in reason for reason in why)
    kind = FaultKind.OFF_NETWORK if outside else FaultKind.REFUSED_ADDRESS
    return tuple(found), Fault(kind, Whose.US, False, "; ".join(why)[:300])


def _redialed(address: str, port: int, settings: GatherSettings) -> Route | None:
    wanted = parse(address)
    for entry in settings.redials:
        if entry.port == port and parse(entry.address) == wanted:
            return Route(address, entry.to, entry.to_port, opened=True)
    return None


async def dial(route: Route, settings: GatherSettings) -> socket.socket:
    """A connected socket to exactly this route. Raises OSError; a cancelled dial leaves no socket behind."""
    address = parse(route.to)
    if address is None:
        raise WrongPeer(f"{route.to} is no address")
    if not route.opened and (why := refused(route.to, settings)):
        raise WrongPeer(f"{route.to} {why}")
    sock = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(sock, (str(address), route.port))
        peer, port = sock.getpeername()[:2]
        if parse(peer) != address or port != route.port or (not route.opened and refused(peer, settings)):
            raise WrongPeer(f"connected to {peer}:{port} instead of {address}:{route.port}")
    except BaseException:
        sock.close()
        raise
    return sock
