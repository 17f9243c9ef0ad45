"""Serves a `Site` on loopback: its web servers, one for each network address, and its DNS."""

import socket
from collections import Counter
from collections.abc import Mapping
from contextlib import AsyncExitStack
from ipaddress import ip_address, ip_network
from types import TracebackType

from auditor.demo.dns import NameServer
from auditor.demo.site import Name, Site, Zone
from auditor.demo.web import WebServer
from auditor.model.portal import Kind, Level, Portal
from auditor.model.settings import GatherSettings, Redial

# RFC 5737 and RFC 3849 keep these for documentation: on the real network nothing is ever found there.
NETWORKS = (ip_network("198.51.100.0/24"), ip_network("2001:db8::/32"))
ROOT = "root.demo.test"
ROOT_AT = ("198.51.100.250", "2001:db8:ffff::53")
ANCHORS = {
    "anchor-a.demo.test": Name(a=("198.51.100.251",), aaaa=("2001:db8:ffff::1",)),
    "anchor-b.demo.test": Name(a=("198.51.100.252",), aaaa=("2001:db8:ffff::2",)),
}


class Served:
    """A site that answers on this machine while the block lasts: `async with Served(site) as served: …`.

    Every address of the site gets a port of its own on 127.0.0.1 or ::1, so that two addresses of one host may answer
    differently. `ipv6` False plays a machine without IPv6; `served.ipv6` says what there is. `requests` counts
    (method, URL), `questions` (host, type).
    """

    def __init__(self, site: Site, *, ipv6: bool = True) -> None:
        self.site = site
        self.ipv6 = ipv6 and _has_ipv6()
        self.requests: Counter[tuple[str, str]] = Counter()
        self.questions: Counter[tuple[str, str]] = Counter()
        self._stack = AsyncExitStack()
        self._redials: tuple[Redial, ...] = ()
        self._resolver = ""

    @property
    def portal(self) -> Portal:
        return Portal(
            home=self.site.home, name=self.site.name, level=Level.COUNTY, kind=Kind.PORTAL, site_id=self.site.site_id
        )

    def settings(self, base: GatherSettings | None = None) -> GatherSettings:
        """How the site is to be gathered: by its own resolver, dialed on loopback, without pace."""
        base = base or GatherSettings()
        return base.model_copy(
            update={
                "resolver": self._resolver,
                "redials": self._redials,
                "treat_as_global": NETWORKS,
                "anchors": tuple(ANCHORS),
                "roots": tuple((ROOT, address) for address in ROOT_AT) if self.site.zone else (),
                "rate": None,
                "address_rate": None,
                "second_look": 1.0,
                "ipv6_gap": 0.05,
            }
        )

    async def __aenter__(self) -> "Served":
        try:
            names = {**self.site.names, **ANCHORS}
            server = await self._stack.enter_async_context(NameServer(names, self.questions))
            self._resolver = f"127.0.0.1:{server.port}"
            addresses = {address for name in names.values() for address in (*name.a, *name.aaaa)}
            redials: list[Redial] = []
            for address in sorted(addresses | set(self.site.at)):
                redials += await self._open(address)
            self._redials = (*redials, *(await self._zone(names)))
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def _zone(self, names: Mapping[str, Name]) -> list[Redial]:
        """The root, and the servers of the home host's zone, each at its own address."""
        zone = self.site.zone
        if zone is None:
            return []
        served: list[tuple[str, Zone | None, Zone | None]] = [(address, zone, None) for address in ROOT_AT]
        for name in zone.servers.values():
            served += [(address, None, zone) for address in (*name.a, *name.aaaa)]
        found: list[Redial] = []
        for address, below, own in served:
            to = "::1" if ":" in address else "127.0.0.1"
            port = self._deaf_port(to)
            if address not in self.site.dead_addresses and (self.ipv6 or to != "::1"):
                asked = NameServer(names, self.questions, host=to, below=below, own=own)
                port = (await self._stack.enter_async_context(asked)).port
            found.append(Redial(address=address, port=53, to=to, to_port=port))
        return found

    async def _open(self, address: str) -> list[Redial]:
        """Where is one address of the site to be dialed? Nothing of it may ever leave this machine."""
        if not any(ip_address(address) in network for network in NETWORKS):
            return []  # an address that the auditor has to refuse by itself
        to = "::1" if ":" in address else "127.0.0.1"
        live = address not in self.site.dead_addresses and (self.ipv6 or to != "::1")
        deaf = self._deaf_port(to)
        port = deaf
        if live:
            web = await self._stack.enter_async_context(WebServer(self.site, address, to, self.requests))
            port = web.port
        return [
            Redial(address=address, port=80, to=to, to_port=port),
            Redial(address=address, port=443, to=to, to_port=deaf),
        ]

    def _deaf_port(self, host: str) -> int:
        """A port that refuses: bound so that nobody else gets it, and never listened at."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            deaf = self._stack.enter_context(socket.socket(family, socket.SOCK_STREAM))
            deaf.bind((host, 0))
        except OSError:
            return 9  # no such family here: to dial ::1 fails by itself
        return int(deaf.getsockname()[1])


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
