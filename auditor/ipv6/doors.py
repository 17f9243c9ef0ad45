"""C1, C2: does every address answer, at the same ports as over IPv4?"""

import asyncio
import errno
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.ipv6.verdict import Verdict, met, not_applicable, not_testable, unmet
from auditor.model.settings import GatherSettings
from auditor.net.guard import refused
from auditor.net.outcome import WrongPeer
from auditor.net.pulse import Pulse
from auditor.net.route import Route, dial

PORTS = (443, 80)
# The instrument's own, and no measure of a site: seconds of listening for a TCP connection, three SYNs (RFC 6298).
PATIENCE = 4.0
_OURS = frozenset({errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.ENETDOWN})


async def connect(address: str, port: int, settings: GatherSettings, pulse: Pulse) -> str:
    """How does one TCP connection to one address end? "" is connected; `ours` and `late` (we were) say nothing."""
    route = next((one for one in settings.redials if one.address == address and one.port == port), None)
    if route is None and refused(address, settings):
        return "ours"
    way = Route(address, route.to, route.to_port, opened=True) if route else Route(address, address, port)
    since, dialing = time.monotonic(), asyncio.ensure_future(dial(way, settings))
    try:
        if not await pulse.waited(dialing, PATIENCE):
            heard = time.monotonic() - since - pulse.deaf(since)
            return "connect-timeout" if heard > PATIENCE * 0.9 else "late"
        dialing.result().close()
    except TimeoutError:
        return "connect-timeout"
    except ConnectionRefusedError:
        return "connect-refused"
    except OSError as error:
        return "ours" if error.errno in _OURS else "connect-unreachable"
    except WrongPeer:
        return "ours"
    finally:
        dialing.cancel()
    return ""


@dataclass(frozen=True, slots=True)
class Doors:
    """Which ports of which addresses open? (address, port) → how each try ended, "" is open."""

    tries: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)

    def open(self, address: str, port: int) -> bool:
        return "" in self.tries.get((address, port), ())

    def unheard(self, address: str, port: int) -> bool:
        """Were we ourselves late in most of the tries?"""
        ends = self.tries.get((address, port), ())
        return ends.count("late") * 2 > len(ends)

    def ports(self, addresses: Iterable[str]) -> tuple[int, ...]:
        held = tuple(addresses)
        return tuple(port for port in PORTS if any(self.open(address, port) for address in held))

    def why(self, address: str, ports: Sequence[int]) -> str:
        ended = Counter(end for port in ports for end in self.tries.get((address, port), ()) if end and end != "late")
        return ended.most_common(1)[0][0] if ended else "connect-timeout"

    def shown(self) -> dict[str, list[str]]:
        return {f"{address} {port}": [end or "open" for end in ends] for (address, port), ends in self.tries.items()}


async def doors(
    addresses: Iterable[str], settings: GatherSettings, pulse: Pulse, *, tries: int, spacing: float
) -> Doors:
    """Knocks until it opens, at most `tries` times with pauses between: one refused SYN closes no port."""
    pairs = [(address, port) for address in addresses for port in PORTS]
    ends = await asyncio.gather(*(_knock(*pair, settings, pulse, tries, spacing) for pair in pairs))
    return Doors(dict(zip(pairs, ends, strict=True)))


async def _knock(
    address: str, port: int, settings: GatherSettings, pulse: Pulse, tries: int, spacing: float
) -> tuple[str, ...]:
    ends: list[str] = []
    for turn in range(2 * tries):
        if len(ends) - ends.count("late") >= tries:
            break
        if turn:
            await asyncio.sleep(spacing)
        ends.append(await connect(address, port, settings, pulse))
        if ends[-1] in ("", "ours"):
            break
    return tuple(ends)


def c1(v4: Sequence[str], v6: Sequence[str], over4: Doors, over6: Doors) -> Verdict:
    """Does every IPv6 address answer at all, at a port that is open over IPv4?"""
    control, dead = over4.ports(v4), [address for address in v6 if not over6.ports([address])]
    seen: dict[str, Any] = {"v6": over6.shown(), "v4": over4.shown()}
    if any(over6.why(address, PORTS) == "ours" for address in dead):
        return not_testable("vantage-no-ipv6", **seen)
    if any(over6.unheard(address, port) for address in dead for port in control or PORTS):
        return not_testable("vantage-busy", **seen)
    if not dead:
        return met(**seen)
    if not control and len(dead) == len(v6):
        return not_testable("v4-control-failed", **seen)  # down, perhaps, or ours: no matter of IPv6
    why = over6.why(dead[0], control or PORTS)
    return unmet(why, dead=dead, **seen)


def c2(v4: Sequence[str], v6: Sequence[str], over4: Doors, over6: Doors) -> Verdict:
    """Are the same ports open over IPv6 as over IPv4, at each address that answers?"""
    control = over4.ports(v4)
    living = [address for address in v6 if over6.ports([address])]
    if not v4:
        return not_applicable("no-ipv4")
    if not control:
        return not_testable("v4-control-failed")
    if not living:
        return not_testable("no-reachable-address")
    missing = {one: [port for port in control if not over6.open(one, port)] for one in living}
    missing = {address: ports for address, ports in missing.items() if ports}
    if any(over6.unheard(one, port) for one, ports in missing.items() for port in ports):
        return not_testable("vantage-busy", missing=missing, v4=list(control))
    return unmet("port-disparity", missing=missing, v4=list(control)) if missing else met(ports=list(control))
