"""Faults of the home host's IPv6."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from auditor.demo.book import HOME, HOST
from auditor.demo.faults.edit import page
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.outside import HOME_AAAA, ZONE
from auditor.demo.site import Mutation, Name, Resource, Site

AAAA, REACHABLE = "ipv6.aaaa", "ipv6.home-reachable"
SUCCESS, CHAIN, SAME, INNER = "ipv6.success", "ipv6.chain", "ipv6.same-page", "ipv6.inner-links"
SECOND = "2001:db8:10::443"
_SIX = frozenset({"ipv6"})
_AT = f"{HOST} {HOME_AAAA}"


def _addresses(*addresses: str) -> Mutation:
    return lambda site: site.named(HOST, replace(site.names[HOST], aaaa=addresses))


def _dns_fails(status: str) -> Mutation:
    return lambda site: site.named(HOST, replace(site.names[HOST], aaaa_status=status))


def _dead(site: Site) -> Site:
    return site.with_dead_address(HOME_AAAA)


def _over_six(status: int) -> Mutation:
    return lambda site: site.answering_at(HOME_AAAA, HOME, page("错误", "服务暂不可用", status=status))


def _zone(**servers: Name) -> Mutation:
    """Other addresses of the name servers, each of which answers unless it is dead."""
    return lambda site: replace(site, zone=replace(ZONE, servers={**ZONE.servers, **_named(servers)}))


def _named(servers: Mapping[str, Name]) -> dict[str, Name]:
    return {f"{name}.{ZONE.name}": addresses for name, addresses in servers.items()}


def _home_over_six(change: Callable[[Resource], Resource]) -> Mutation:
    return lambda site: site.answering_at(HOME_AAAA, HOME, change(site.resources[HOME]))


def _inner_over_six(change: Callable[[Resource], Resource]) -> Mutation:
    """All pages of the portal but the home page, as only its IPv6 address answers for them."""

    def apply(site: Site) -> Site:
        for url, resource in site.resources.items():
            if url.startswith(HOME) and url not in (HOME, f"{HOME}robots.txt"):
                site = site.answering_at(HOME_AAAA, url, change(resource))
        return site

    return apply


def _faulty(fault: str) -> Callable[[Resource], Resource]:
    return lambda resource: replace(resource, fault=fault)


def _other(resource: Resource) -> Resource:
    """What an ordinary server puts into a page anew each time."""
    head = '<head><meta name="csrf" content="7d1f"><script nonce="7d1f">var at = 1719990001;</script>'
    return replace(resource, body=resource.body.replace(b"<head>", head.encode(), 1))


_NS4 = {"ns1": Name(a=("198.51.100.53",)), "ns2": Name(a=("198.51.100.54",))}

FAULTS = (
    Planted(
        "ipv6-none",
        AAAA,
        HOST,
        "the host has no AAAA record",
        _addresses(),
        also=frozenset({REACHABLE}),
    ),
    Planted(
        "ipv6-nat64",
        AAAA,
        HOST,
        "the AAAA record is made from the IPv4 address",
        _addresses("64:ff9b::c633:640a"),
        also=frozenset({REACHABLE}),
    ),
    Planted(
        "ipv6-local",
        AAAA,
        HOST,
        "the AAAA record is a local address",
        _addresses("fd12:3456:789a::10"),
        also=frozenset({REACHABLE}),
    ),
    Planted(
        "ipv6-dns-fails",
        AAAA,
        HOST,
        "DNS fails when asked for AAAA",
        _dns_fails("servfail"),
        NOT_TESTABLE,
        also=frozenset({REACHABLE}),
    ),
    Planted(
        "ipv6-dead",
        REACHABLE,
        _AT,
        "the IPv6 address refuses to talk",
        _dead,
        needs=_SIX,
    ),
    Planted(
        "ipv6-500",
        REACHABLE,
        _AT,
        "over IPv6 the home page answers 500",
        _over_six(500),
        needs=_SIX,
    ),
    Planted(
        "ipv6-blocked",
        REACHABLE,
        _AT,
        "over IPv6 the home page refuses us (403)",
        _over_six(403),
        NOT_TESTABLE,
        needs=_SIX,
    ),
    Planted(
        "ipv6-second-dead",
        REACHABLE,
        f"{HOST} {SECOND}",
        "one of two IPv6 addresses is dead",
        lambda site: _addresses(HOME_AAAA, SECOND)(site).with_dead_address(SECOND),
        needs=_SIX,
    ),
    Planted(
        "decoy-ipv6-two",
        REACHABLE,
        f"{HOST} {SECOND}",
        "two IPv6 addresses, both fine",
        _addresses(HOME_AAAA, SECOND),
        MET,
        needs=_SIX,
    ),
    Planted(
        "decoy-ipv6-one-odd",
        AAAA,
        HOST,
        "a usable address beside a local one",
        _addresses(HOME_AAAA, "fd12:3456:789a::10"),
        MET,
    ),
    Planted(
        "ipv6-flaky",
        SUCCESS,
        HOST,
        "over IPv6 the home page fails every other time",
        _home_over_six(_faulty("flaky")),
        needs=_SIX,
    ),
    Planted(
        "ipv6-success-blocked",
        SUCCESS,
        HOST,
        "over IPv6 the home page refuses us (403), so that nobody knows how often it opens",
        _over_six(403),
        NOT_TESTABLE,
        needs=_SIX,
    ),
    Planted(
        "decoy-ipv6-lost-once",
        SUCCESS,
        HOST,
        "over IPv6 the home page fails once, and never again",
        _home_over_six(_faulty("first")),
        MET,
        needs=_SIX,
    ),
    Planted(
        "ipv6-chain",
        CHAIN,
        HOST,
        "no name server has an IPv6 address",
        _zone(**_NS4),
        also=frozenset({"ipv6.name-servers"}),
    ),
    Planted(
        "ipv6-chain-unread",
        CHAIN,
        HOST,
        "the name servers fail whoever asks",
        lambda site: replace(site, zone=replace(ZONE, status="servfail")),
        NOT_TESTABLE,
    ),
    Planted(
        "decoy-ipv6-chain-one",
        CHAIN,
        HOST,
        "one of the two name servers has only IPv4",
        _zone(ns2=_NS4["ns2"]),
        MET,
        also=frozenset({"ipv6.name-servers"}),
        needs=_SIX,
    ),
    Planted(
        "ipv6-other-page",
        SAME,
        HOST,
        "over IPv6 the server shows its default page",
        lambda site: site.answering_at(HOME_AAAA, HOME, page("Welcome", "Further configuration is required.")),
        needs=_SIX,
    ),
    Planted(
        "ipv6-same-blocked",
        SAME,
        HOST,
        "over IPv6 the home page refuses us (403): there is nothing to compare",
        _over_six(403),
        NOT_TESTABLE,
        needs=_SIX,
    ),
    Planted(
        "decoy-ipv6-other-nonce",
        SAME,
        HOST,
        "a nonce and a time stamp differ, the page does not",
        _home_over_six(_other),
        MET,
        needs=_SIX,
    ),
    Planted(
        "ipv6-inner-404",
        INNER,
        f"{HOST} 2",
        "over IPv6 only the home page opens, all inner pages are 404",
        _inner_over_six(lambda resource: replace(resource, status=404)),
        needs=_SIX,
    ),
    Planted(
        "ipv6-inner-blocked",
        INNER,
        f"{HOST} 2",
        "over IPv6 the inner pages refuse us (403)",
        _inner_over_six(lambda resource: page("错误", "访问被拦截", status=403)),
        NOT_TESTABLE,
        needs=_SIX,
    ),
    Planted(
        "decoy-ipv6-inner-once",
        INNER,
        f"{HOST} 2",
        "over IPv6 the inner pages fail the first time, and open when asked again",
        _inner_over_six(_faulty("first")),
        MET,
        needs=_SIX,
    ),
)
