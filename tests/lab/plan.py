"""Which address has what in the laboratory? Documentation ranges only (RFC 5737, RFC 3849), inside namespaces only."""

from tests.lab.cases import BOGUS, BOGUS_PORTALS, PORTALS, VANTAGES, ZONES

SOUND_V4, SOUND_V6 = "198.51.100.9", "2001:db8:1::9"  # the web server behind every host whose fault is elsewhere
FRIEND_V4, FRIEND_V6 = "198.51.100.8", "2001:db8:1::8"
ANCHORS = {
    f"anchor-{letter}.hosting.test": (f"198.51.100.{n}", f"2001:db8:1::{n}") for n, letter in enumerate("abc", 2)
}
# A host for tests that bring pages of their own (`Laboratory.pages`): one good IPv6 address, one that refuses.
COUNTY, COUNTY_V4, COUNTY_V6, COUNTY_SHUT = "county.hosting.test", "198.51.100.7", "2001:db8:1::7", "2001:db8:1::dd"
# Own prefix, not 64:ff9b::/96: whoever knows the well-known one alone is deceived (RFC 7050 finds both).
NAT64 = "2001:db8:64::/96"
NAT64_POOL = "100.64.0.0/24"
SLOW_V6 = "2001:db8:5::1"
DEAF_V6 = "2001:db8:1::de"  # the second address of `multi`
GLOBAL = ("198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")

_WEB = {portal.name: (f"198.51.100.{n}", f"2001:db8:1::{n:x}") for n, portal in enumerate(PORTALS, 16)}
_WEB["slow"] = (_WEB["slow"][0], SLOW_V6)

RESOLVER, RESOLVER_DNS64, RESOLVER_V6_TRANSPORT = "2001:db8:53:a::53", "2001:db8:53:64::53", "2001:db8:53:6::53"
RESOLVER_V4 = "192.0.2.253"
VANTAGE_RESOLVER = {
    name: {"v4only": RESOLVER_V4, "brokenv6": RESOLVER_V4, "dns64": RESOLVER_DNS64}.get(name, RESOLVER)
    for name in VANTAGES
}


def web(name: str) -> tuple[str, str]:
    """The IPv4 and the IPv6 address of a portal's web server, whether DNS tells them or not."""
    return _WEB[name]


def server(number: int) -> tuple[str, str]:
    """The two addresses of a name server."""
    return f"203.0.113.{number}", f"2001:db8:53::{number:x}"


ROOT = {"a.roots.": server(1), "b.roots.": server(2)}
TLD = {"ns1.nic.test.": server(3), "ns2.nic.test.": server(4)}
HOSTING = {"ns1.hosting.test.": server(5), "ns2.hosting.test.": server(6)}
OWN = {  # zone → its name servers: name → addresses
    zone.name: {f"ns{n}.{zone.name}.test.": server(18 + 2 * place + n) for n in (1, 2)}
    for place, zone in enumerate(ZONES)
}


def wire(vantage: str) -> dict[str, str]:
    """The addresses of a vantage and of the router that it is plugged into, by family."""
    number = VANTAGES.index(vantage)
    found = {}
    if vantage in ("dual", "v4only", "brokenv6"):
        found |= {"v4": f"192.0.2.{4 * number + 2}", "v4_router": f"192.0.2.{4 * number + 1}"}
    if vantage != "v4only":
        found |= {"v6": f"2001:db8:ff:{number}::2", "v6_router": f"2001:db8:ff:{number}::1"}
    return found


def certified() -> list[str]:
    """The hosts that the sound web server has a certificate for."""
    return ["*.gov.test", "*.friend.test", "*.cdn.test", "*.hosting.test", *(f"*.{zone.name}.test" for zone in ZONES)]


def crowd(zone: str, size: int) -> dict[str, bool]:
    """More hosts of a zone, sound web servers all of them: host → has it an AAAA record?"""
    return {f"h{n}.{zone}.test": n % 5 != 4 for n in range(size)}


def addresses(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What gov.test says of one of its names: A and AAAA."""
    if name in {portal.name for portal in BOGUS_PORTALS}:
        return (SOUND_V4,), (BOGUS[name.removeprefix("bogus-")],)
    v4, v6 = web(name)
    if name == "native":
        return (), (v6,)
    if name == "v4only":
        return (v4,), ()
    return (v4,), (v6, *{"multi": (DEAF_V6,), "mixed": (BOGUS["unique-local"],)}.get(name, ()))
