"""Faults of the home host's IPv6."""

from dataclasses import replace

from auditor.demo.book import HOME, HOST
from auditor.demo.faults.edit import page
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.outside import HOME_AAAA
from auditor.demo.site import Mutation, Site

AAAA, REACHABLE = "ipv6.aaaa", "ipv6.home-reachable"
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


FAULTS = (
    Planted(
        "ipv6-none",
        AAAA,
        HOST,
        "门户域名没有 AAAA 记录",
        "the host has no AAAA record",
        _addresses(),
        also=frozenset({REACHABLE}),
    ),
    Planted(
        "ipv6-nat64",
        AAAA,
        HOST,
        "AAAA 记录是由 IPv4 转换来的",
        "the AAAA record is made from the IPv4 address",
        _addresses("64:ff9b::c633:640a"),
        also=frozenset({REACHABLE}),
    ),
    Planted(
        "ipv6-local",
        AAAA,
        HOST,
        "AAAA 记录是本地地址",
        "the AAAA record is a local address",
        _addresses("fd12:3456:789a::10"),
        also=frozenset({REACHABLE}),
    ),
    Planted(
        "ipv6-dns-fails",
        AAAA,
        HOST,
        "DNS 对 AAAA 查询报错",
        "DNS fails when asked for AAAA",
        _dns_fails("servfail"),
        NOT_TESTABLE,
        also=frozenset({REACHABLE}),
    ),
    Planted(
        "ipv6-dead",
        REACHABLE,
        _AT,
        "IPv6 地址拒绝连接",
        "the IPv6 address refuses to talk",
        _dead,
        needs=_SIX,
    ),
    Planted(
        "ipv6-500",
        REACHABLE,
        _AT,
        "通过 IPv6 打开首页返回 500",
        "over IPv6 the home page answers 500",
        _over_six(500),
        needs=_SIX,
    ),
    Planted(
        "ipv6-blocked",
        REACHABLE,
        _AT,
        "通过 IPv6 打开首页返回 403",
        "over IPv6 the home page refuses us (403)",
        _over_six(403),
        NOT_TESTABLE,
        needs=_SIX,
    ),
    Planted(
        "ipv6-second-dead",
        REACHABLE,
        f"{HOST} {SECOND}",
        "两个 IPv6 地址里有一个连不上",
        "one of two IPv6 addresses is dead",
        lambda site: _addresses(HOME_AAAA, SECOND)(site).with_dead_address(SECOND),
        needs=_SIX,
    ),
    Planted(
        "decoy-ipv6-two",
        REACHABLE,
        f"{HOST} {SECOND}",
        "两个 IPv6 地址都能打开",
        "two IPv6 addresses, both fine",
        _addresses(HOME_AAAA, SECOND),
        MET,
        needs=_SIX,
    ),
    Planted(
        "decoy-ipv6-one-odd",
        AAAA,
        HOST,
        "一个可用的 AAAA 旁边有一个本地地址",
        "a usable address beside a local one",
        _addresses(HOME_AAAA, "fd12:3456:789a::10"),
        MET,
    ),
)
