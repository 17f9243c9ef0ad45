"""May this address be dialed, and is it one that the public could use?

The only judge of addresses. Judged is the address about to be dialed, never a text: `127.1` and `0x7f000001` are told
by the URL parser, a DNS name by its answer. `ipaddress` alone is not enough: it calls the Alibaba metadata service
100.100.100.200 not private, and `64:ff9b::7f00:1`, `2002:7f00:1::` and `::127.0.0.1` global.
"""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Protocol, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network


class Guarded(Protocol):
    """What the guard reads of the settings."""

    @property
    def allow_networks(self) -> tuple[Network, ...]: ...

    @property
    def treat_as_global(self) -> tuple[Network, ...]: ...


# IANA special-purpose registries (RFC 6890 and its updates), what is no unicast, and ranges of old standards.
_SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), why)
    for network, why in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared (CGNAT)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("::ffff:0:0:0/96", "IPv4-translated"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("100::/64", "discard"),
        ("100:0:0:1::/64", "dummy"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "AS112"),
        ("3ffe::/16", "6bone"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "unique local"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")

# Services that hand out credentials to whoever asks from inside a cloud machine. Some of them sit in ranges that look
# harmless (Azure's is public), and none is opened by a range that merely contains it.
_METADATA: frozenset[Address] = frozenset(
    ip_address(text)
    for text in (
        "169.254.169.254",  # AWS, Azure, Google, Huawei, Tencent and most others
        "169.254.169.253",  # AWS DNS
        "169.254.169.250",  # AWS Windows KMS
        "169.254.170.2",  # AWS ECS credentials
        "169.254.170.23",  # AWS EKS credentials
        "169.254.0.23",  # Tencent
        "169.254.42.42",  # Scaleway
        "100.100.100.200",  # Alibaba
        "168.63.129.16",  # Azure platform
        "192.0.0.192",  # Oracle
        "fd00:ec2::254",  # AWS
        "fd00:ec2::253",
        "fd00:ec2::23",
        "fd20:ce::254",  # Google
        "fd00:42::42",  # Scaleway
        "fd00:c1::a9fe:a9fe",  # Oracle
    )
)


@lru_cache(maxsize=4096)
def parse(address: str) -> Address | None:
    """The address without brackets and zone, None when the text is no address."""
    try:
        return ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return None


def inner(address: Address) -> tuple[IPv4Address, ...]:
    """Which IPv4 addresses does a transition form carry? Where it may stand twice (Teredo), both."""
    if isinstance(address, IPv4Address):
        return ()
    value = int(address)
    low, found = IPv4Address(value & 0xFFFFFFFF), []
    if value >> 32 in (0, 0xFFFF, 0xFFFF0000) and value > 1:  # compatible, mapped, translated (RFC 4291, 2765)
        found.append(low)
    if value >> 32 == 0x0064_FF9B << 64:  # RFC 6052
        found.append(low)
    if value >> 80 == 0x0064_FF9B_0001:  # RFC 8215: local prefixes of every length that RFC 6052 allows
        found += [low, IPv4Address(value >> 24 & 0xFFFFFFFF)]
        found.append(IPv4Address((value >> 64 & 0xFF) << 24 | value >> 32 & 0xFFFFFF))
        found.append(IPv4Address((value >> 64 & 0xFFFF) << 16 | value >> 40 & 0xFFFF))
    if value >> 112 == 0x2002:  # RFC 3056
        found.append(IPv4Address(value >> 80 & 0xFFFFFFFF))
    if value >> 96 == 0x2001_0000:  # RFC 4380: server, and the client's address inverted
        found += [IPv4Address(value >> 64 & 0xFFFFFFFF), IPv4Address(~value & 0xFFFFFFFF)]
    if value >> 32 & 0xFDFFFFFF == 0x00005EFE:  # RFC 5214: ISATAP interface id, with or without the u bit
        found.append(low)
    return tuple(found)


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(network.version == address.version and address in network for network in networks)


def _special(address: Address) -> str:
    for network, why in _SPECIAL:
        if network.version == address.version and address in network:
            return why
    return "not in 2000::/3" if isinstance(address, IPv6Address) and address not in _GLOBAL_V6 else ""


_CARRIERS = frozenset({"IPv4-mapped", "NAT64", "6to4"})  # may be dialed when the inner address may


def refused(address: str, settings: Guarded) -> str:
    """May this address be dialed? "" means yes, else why not.

    An allowed network opens what lies in it, but a metadata service only when the network is exactly that host.
    A transition form is as bad as the worst address in it.
    """
    return _refused(address, settings.allow_networks, settings.treat_as_global)


@lru_cache(maxsize=4096)  # every dial asks, and the answer hangs on nothing but what is given here
def _refused(address: str, allowed: tuple[Network, ...], as_global: tuple[Network, ...]) -> str:
    parsed = parse(address)
    if parsed is None:
        return "no address"
    exact = {network.network_address for network in allowed if network.num_addresses == 1}
    for one in (parsed, *inner(parsed)):
        if one in _METADATA and one not in exact and parsed not in exact:
            return f"cloud metadata {one}"
    if _within(parsed, allowed) or _within(parsed, as_global):
        return ""
    for one in inner(parsed):
        if not _within(one, allowed) and (why := _special(one)):
            return f"{why} {one}"
    why = _special(parsed)
    return "" if why in _CARRIERS else why


def unusable(address: str, treat_as_global: Iterable[Network] = ()) -> str:
    """Is a published address one that the public can reach natively? "" means yes, else what it is instead."""
    parsed = parse(address)
    if parsed is None:
        return "no address"
    if _within(parsed, treat_as_global):
        return ""
    if why := _special(parsed):
        return why
    if isinstance(parsed, IPv6Address) and int(parsed) >> 32 & 0xFDFFFFFF == 0x00005EFE:
        return "ISATAP"
    return "cloud metadata" if parsed in _METADATA else ""


# https://fetch.spec.whatwg.org/#port-blocking: no browser opens them, so that no link can talk to a mail server.
BLOCKED_PORTS = frozenset(
    {1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110}
    | {111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531}
    | {532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060}
    | {5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)
