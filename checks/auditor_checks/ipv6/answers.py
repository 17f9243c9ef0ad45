"""What does DNS say of the portal's host, and how far can our own view be trusted?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from auditor.api import Evidence, Facts, Probe

_NAT64 = "64:ff9b::/96"  # RFC 6052: the well-known prefix of translators


class Said(StrEnum):
    """What the answer to the AAAA question amounts to."""

    USABLE = "usable"
    UNUSABLE = "unusable"  # addresses, none of which a reader can reach
    NONE = "none"  # the name has no AAAA
    SYNTHESISED = "synthesised"  # our own network made them up (DNS64)
    EMPTY = "empty"  # no address of either family: a lame delegation looks like this
    NO_NAME = "no-name"  # the name does not exist at all
    UNKNOWN = "unknown"  # the question was not answered
    UNASKED = "unasked"
    MAPPED = "mapped"


@dataclass(frozen=True, slots=True)
class Answers:
    """`usable` addresses, `unusable` ones with why, and the probe in which they were seen."""

    said: Said
    host: str
    usable: tuple[str, ...] = ()
    unusable: Mapping[str, str] = field(default_factory=dict)
    status: str = ""
    probe: Probe | None = None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        if self.probe is None:
            return ()
        values = {key: self.probe.values.get(key) for key in ("status", "addresses", "cname")}
        shown = {key: value for key, value in values.items() if value not in (None, "", [])}
        seen = {**shown, **({"unusable": dict(self.unusable)} if self.unusable else {})}
        asked = str(self.probe.values.get("resolver") or "")
        return (Evidence(kind="dns", url=self.host, address=asked, at=self.probe.at, looks=1, values=seen),)


def host_of(facts: Facts) -> str:
    return (urlsplit(facts.portal.home).hostname or "").lower()


def answers(facts: Facts) -> Answers:
    """The last AAAA answer for the home host, sorted. An address in a translator's prefix is nobody's own."""
    host = host_of(facts)
    if host in facts.vantage.mapped or any(probe.subject == host for probe in facts.probes("mapped")):
        return Answers(Said.MAPPED, host)
    asked = [probe for probe in facts.probes("aaaa") if probe.subject == host]
    if not asked:
        return Answers(Said.UNASKED, host)
    # An answer outweighs later silence: the addresses were there.
    probe = next((one for one in reversed(asked) if one.values.get("status") in _ANSWERED), asked[-1])
    status = str(probe.values.get("status", ""))
    if status == "nxdomain":
        return Answers(Said.NONE if _has_a(facts, host) else Said.NO_NAME, host, status=status, probe=probe)
    if status not in _ANSWERED:
        return Answers(Said.UNKNOWN, host, status=status, probe=probe)
    return _sorted(facts, host, status, probe)


_ANSWERED = frozenset({"ok", "nodata", "nxdomain"})


def _sorted(facts: Facts, host: str, status: str, probe: Probe) -> Answers:
    addresses = [str(address) for address in probe.values.get("addresses", ())]
    bad: dict[str, str] = {str(key): str(value) for key, value in dict(probe.values.get("unusable") or {}).items()}
    prefixes = [_NAT64, *(prefix for one in facts.probes("vantage") for prefix in _prefixes(one))]
    made_up = [address for address in addresses if any(_within(address, prefix) for prefix in prefixes)]
    usable = tuple(address for address in addresses if address not in bad and address not in made_up)
    bad |= {address: bad.get(address, "NAT64") for address in made_up}
    if usable:
        said = Said.USABLE
    elif not addresses:
        said = Said.EMPTY if _denies_a(facts, host) else Said.NONE
    elif facts.vantage.dns64 and len(made_up) == len(addresses):
        said = Said.SYNTHESISED
    else:
        said = Said.UNUSABLE
    return Answers(said, host, usable, bad, status, probe)


def _has_a(facts: Facts, host: str) -> bool:
    """Does the name exist all the same? Some servers deny a name when asked for AAAA only (RFC 4074)."""
    named = any(probe.subject == host and probe.values.get("addresses") for probe in facts.probes("a"))
    return named or facts.home() is not None


def _denies_a(facts: Facts, host: str) -> bool:
    """Is there no IPv4 address either? Resolvers pass on the empty answer of a server that is no authority."""
    a = [probe for probe in facts.probes("a") if probe.subject == host]
    return any(one.values.get("status") == "nodata" for one in a) and not _has_a(facts, host)


def _prefixes(probe: Probe) -> tuple[str, ...]:
    return tuple(map(str, probe.values.get("prefixes", ()))) if probe.subject == "dns64" else ()


def _within(address: str, prefix: str) -> bool:
    try:
        return ip_address(address) in ip_network(prefix, strict=False)
    except (ValueError, TypeError):
        return False


def withheld(facts: Facts) -> bool:
    """Does our resolver hide AAAA from us? It does when large dual-stack sites, too, have none by its word."""
    for probe in facts.probes("vantage"):
        anchors: list[dict[str, Any]] = list(probe.values.get("anchors") or ())
        if probe.subject == "ipv6" and anchors:
            return all(not one.get("address") and one.get("detail") == "nodata" for one in anchors)
    return False
