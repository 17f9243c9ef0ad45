"""V0 and V1: does IPv6 work from here, now, and is our resolver honest? Without that nothing else is concluded."""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Network, ip_network
from typing import Any

from auditor.ipv6.verdict import Verdict, met, not_testable, unmet
from auditor.model.probe import Probe
from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher
from auditor.net.reach import dns64_probe, vantage_probe
from auditor.net.resolve import Resolver

# The instrument's own, and no measure of a site: how often, and how patiently, it asks whether it can see.
FRESH = 60.0  # seconds that a good self-test counts
_AGAIN = 3  # self-tests, where this machine was late in those that failed
_JUST_NOW = 5.0  # seconds that a look at an anchor counts: they are somebody else's
_AT_ONCE = 2.0  # seconds in which one of them answers whose line and machine are well


@dataclass(frozen=True, slots=True)
class Seen:
    """`works`: most anchors answered over IPv6; None: not tested. `prefixes`: what a translator makes up."""

    works: bool | None
    v0: Verdict
    v1: Verdict
    prefixes: tuple[IPv6Network, ...]
    honest: bool  # the resolver gives AAAA to the anchors
    probes: tuple[Probe, ...]

    def plain(self) -> dict[str, Any]:
        return {"ipv6": self.works, "V0": self.v0.plain(), "V1": self.v1.plain()}


class Vantage:
    """Tests our own IPv6 at the start, and again whenever a host fails wholly."""

    def __init__(
        self, settings: GatherSettings, resolver: Resolver, fetcher: Fetcher, now: Callable[[], datetime]
    ) -> None:
        self._settings, self._resolver, self._fetcher, self._now = settings, resolver, fetcher, now
        self._good_at = float("-inf")
        self._lock, self._looking = asyncio.Lock(), asyncio.Lock()
        self.withdrawn = False
        self._anchors: list[tuple[str, str]] = []  # (host, address) that answered
        self._steady = (float("-inf"), True)

    async def look(self) -> Seen:
        probe = await self._tested()
        dns64, prefixes = await dns64_probe(self._resolver, self._now)
        works = probe.values["works"]
        anchors = list(probe.values["anchors"])
        if works:
            self._good_at = time.monotonic()
            self._anchors = [(str(one["host"]), str(one["address"])) for one in anchors if one["ok"]]
        evidence = {"anchors": anchors}
        if works:
            v0 = met(**evidence)
        else:
            v0 = not_testable("vantage-no-ipv6" if works is False else "vantage-untested", **evidence)
        found = tuple(IPv6Network(ip_network(prefix)) for prefix in map(str, prefixes))
        honest = any(anchor["address"] for anchor in anchors)
        return Seen(works, v0, await self._v1(dns64, honest=honest), found, honest, (probe, dns64))

    async def _v1(self, dns64: Probe, *, honest: bool) -> Verdict:
        """Does the resolver pass on what is there? A made-up name must not exist (RFC 6761: .invalid never does)."""
        made_up = await self._resolver.answer(f"{secrets.token_hex(6)}.invalid", "A")
        seen = {"resolver": self._resolver.name, "made_up": made_up.status, "dns64": dict(dns64.values)}
        if dns64.values["present"]:
            return not_testable("vantage-dns64", **seen)
        if made_up.addresses:
            return unmet("resolver-hijacks", **seen)
        if self._settings.anchors and not honest:
            return not_testable("resolver-no-aaaa", **seen)
        return met(**seen)

    async def _tested(self) -> Probe:
        """The test of our own IPv6, made again where this machine was late: then it says nothing."""
        for turn in range(_AGAIN):
            since = time.monotonic()
            probe = await vantage_probe(self._settings, self._resolver, self._fetcher, self._now)
            if probe.values["works"] is not False or turn + 1 == _AGAIN or not self._fetcher.pulse.late(since):
                break
        return probe

    async def steady(self) -> bool:
        """Does one of the anchors answer over IPv6 right now, and at once? Asked when a host is silent: are others?

        Each in turn, one every few seconds at most.
        """
        async with self._looking:
            at, well = self._steady
            if not self._anchors or time.monotonic() - at < _JUST_NOW:
                return well
            host, address = self._anchors[0]
            self._anchors = [*self._anchors[1:], self._anchors[0]]
            begun = time.monotonic()
            look = await self._fetcher.fetch(
                f"https://{host}/", method="HEAD", address=address, follow_redirects=False, attempt=2
            )
            took = dict(look.marks).get("end", time.monotonic() - begun)  # without the waiting for our own pace
            self._steady = (time.monotonic(), look.status > 0 and took < _AT_ONCE)
            return self._steady[1]

    async def still(self) -> bool:
        """Does it still work? Asked when a host fails; once a minute is enough."""
        async with self._lock:
            if time.monotonic() - self._good_at < FRESH and not self.withdrawn:
                return True
            probe = await vantage_probe(self._settings, self._resolver, self._fetcher, self._now)
            if probe.values["works"]:
                self._good_at = time.monotonic()
                return True
            self.withdrawn = True
            return False
