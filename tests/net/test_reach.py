"""Does the home page open over IPv6, and could this machine tell?"""

from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

import pytest

from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.settings import GatherSettings, MapTo, Redial
from auditor.net.fetch import Fetcher
from auditor.net.reach import ipv6_probes
from auditor.net.resolve import Resolver
from tests.net.names import Names, Said
from tests.net.raw import RawServer, answer, redirect

HOME = "http://www.x.test/"
PAGE = answer("<html><head><title>某县人民政府</title></head><body>words</body></html>".encode())
V4, V6, V6B, DEAD = "198.51.100.1", "2001:db8::1", "2001:db8::2", "2001:db8::dead"
ANCHORS = ("a.anchor.test", "b.anchor.test", "c.anchor.test")
NETWORKS = (ip_network("2001:db8::/32"), ip_network("198.51.100.0/24"))
NOON = datetime(2021, 9, 1, 4, tzinfo=UTC)
NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("www.x.test", "A"): (V4,),
    ("www.x.test", "AAAA"): (V6,),
    **{(anchor, "AAAA"): (f"2001:db8:a::{number}",) for number, anchor in enumerate(ANCHORS)},
}


async def probes(said: Said, server: RawServer, *, dead: tuple[str, ...] = (DEAD,), **more: Any) -> tuple[Probe, ...]:
    """The probes of a home page whose every address answers by `server`, but for the dead ones."""
    found = [V4, V6, V6B, *(f"2001:db8:a::{number}" for number in range(3))]
    redials = [
        Redial(address=address, port=80, to="127.0.0.1", to_port=1 if address in dead else server.port)
        for address in {*found, *dead}
    ]
    async with Names(said) as names:
        changes = {"resolver": names.at, "redials": tuple(redials), "treat_as_global": NETWORKS, "anchors": ANCHORS}
        settings = GatherSettings(**{"timeout": 3.0, "ipv6_gap": 0.0, **changes, **more})
        resolver = Resolver(settings)
        async with Fetcher(settings, resolver) as fetcher:
            return await ipv6_probes(Portal(home=HOME), settings, resolver, fetcher, lambda: NOON)


def of(found: tuple[Probe, ...], kind: str, subject: str) -> Any:
    return next(probe.values for probe in found if (probe.kind, probe.subject) == (kind, subject))


def kinds(found: tuple[Probe, ...]) -> list[str]:
    return [probe.kind for probe in found]


async def test_a_home_page_over_ipv6_is_seen_address_by_address_the_vantage_first() -> None:
    said = {**NAMES, ("www.x.test", "AAAA"): (V6, V6B)}
    async with RawServer({"/": PAGE}) as server:
        found = await probes(said, server)
    assert kinds(found) == ["vantage", "vantage", "a", "aaaa", "home-v6", "home-v6"]
    assert of(found, "vantage", "ipv6")["works"] is True
    assert of(found, "vantage", "dns64") == {"present": False, "prefixes": []}
    assert of(found, "aaaa", "www.x.test")["addresses"] == [V6, V6B]
    reached = of(found, "home-v6", V6)
    assert (reached["ok"], reached["title"], reached["control_ok"], reached["final_url"]) == (
        *(True, "某县人民政府", True),
        HOME,
    )
    assert [(one["stage"], one["ok"], one["status"]) for one in reached["tries"]] == [("http", True, 200)] * 3


async def test_a_dead_address_is_told_from_a_live_one_of_the_same_host() -> None:
    said = {**NAMES, ("www.x.test", "AAAA"): (V6, DEAD)}
    async with RawServer({"/": PAGE}) as server:
        found = await probes(said, server)
    assert of(found, "home-v6", V6)["ok"] is True
    dead = of(found, "home-v6", DEAD)
    assert (dead["ok"], dead["control_ok"]) == (False, True)
    assert {(one["stage"], one["status"]) for one in dead["tries"]} == {("connect", 0)}


async def test_a_page_that_fails_over_both_families_says_so() -> None:
    async with RawServer({"/": answer(b"", "500 No")}) as server:
        found = await probes(NAMES, server)
    reached = of(found, "home-v6", V6)
    assert (reached["ok"], reached["control_ok"]) == (False, False)
    assert {(one["stage"], one["status"]) for one in reached["tries"]} == {("http", 500)}


@pytest.mark.parametrize(
    "dead", [("2001:db8:a::0", "2001:db8:a::1"), ("2001:db8:a::0", "2001:db8:a::1", "2001:db8:a::2")]
)
async def test_without_ipv6_of_our_own_only_dns_is_said(dead: tuple[str, ...]) -> None:
    async with RawServer({"/": PAGE}) as server:
        found = await probes(NAMES, server, dead=dead)
    assert of(found, "vantage", "ipv6")["works"] is False
    assert kinds(found) == ["vantage", "vantage", "a", "aaaa"]


async def test_without_anchors_the_vantage_is_untested() -> None:
    async with RawServer({"/": PAGE}) as server:
        found = await probes(NAMES, server, anchors=())
    assert of(found, "vantage", "ipv6") == {"works": None, "anchors": []}
    assert "home-v6" not in kinds(found)


async def test_ipv6_that_fails_us_meanwhile_withdraws_what_was_seen() -> None:
    async def anchor(reader: Any, writer: Any, head: bytes) -> None:
        if server.requests["/"] <= 3:  # the first self-test succeeds, the second one does not
            writer.write(answer(b""))
            await writer.drain()

    async with RawServer({"/": anchor}) as server:
        found = await probes(NAMES, server)
    assert of(found, "vantage", "ipv6")["works"] is False
    assert "home-v6" not in kinds(found)


@pytest.mark.parametrize(
    ("said", "status"),
    [((), "nodata"), (("SERVFAIL",), "servfail"), (("REFUSED",), "refused"), (("NXDOMAIN",), "nxdomain")],
)
async def test_no_aaaa_and_no_answer_are_kept_apart(said: tuple[str, ...], status: str) -> None:
    async with RawServer({"/": PAGE}) as server:
        found = await probes({**NAMES, ("www.x.test", "AAAA"): said}, server)
    assert of(found, "aaaa", "www.x.test")["status"] == status
    assert "home-v6" not in kinds(found)


BOGUS = (
    "::ffff:1.2.3.4",
    "fd00::1",
    "fe80::1",
    "2002:102:304::1",
    "2001:0:102:304::1",
    "64:ff9b::102:304",
    "::1",
    "3fff::1",
)


async def test_an_unusable_aaaa_is_named_and_not_dialed() -> None:
    async with RawServer({"/": PAGE}) as server:
        found = await probes({**NAMES, ("www.x.test", "AAAA"): BOGUS}, server)
    named = of(found, "aaaa", "www.x.test")["unusable"]
    assert len(named) == len(BOGUS)
    assert all(named.values())
    assert "home-v6" not in kinds(found)


async def test_addresses_made_up_by_dns64_are_no_ipv6_of_the_site() -> None:
    said = {
        **NAMES,
        ("ipv4only.arpa", "AAAA"): ("2001:db8::c000:aa",),
        ("www.x.test", "AAAA"): ("2001:db8::c633:6401",),
    }
    async with RawServer({"/": PAGE}) as server:
        found = await probes(said, server)
    assert of(found, "vantage", "dns64") == {"present": True, "prefixes": ["2001:db8::/96"]}
    assert list(of(found, "aaaa", "www.x.test")["unusable"].values()) == ["DNS64"]


async def test_a_redirect_to_a_host_without_ipv6_is_no_success() -> None:
    said = {**NAMES, ("v4.x.test", "A"): (V4,), ("v4.x.test", "AAAA"): ()}

    async def by_host(reader: Any, writer: Any, head: bytes) -> None:
        writer.write(PAGE if b"Host: v4.x.test" in head else redirect("http://v4.x.test/"))
        await writer.drain()

    async with RawServer({"/": by_host}) as server:
        found = await probes(said, server)
    reached = of(found, "home-v6", V6)
    assert (reached["ok"], reached["control_ok"]) == (False, True)


async def test_a_mapped_host_gives_nothing_but_the_map() -> None:
    async with RawServer({"/": PAGE}) as server:
        maps = (MapTo(host="www.x.test", address="127.0.0.1", to_port=server.port),)
        found = await probes(NAMES, server, maps=maps)
    assert [(probe.kind, probe.subject) for probe in found] == [("mapped", "www.x.test")]


async def test_no_question_is_asked_when_only_mapped_hosts_count() -> None:
    async with RawServer({"/": PAGE}) as server, Names(NAMES) as names:
        settings = server.settings(resolver=names.at)
        resolver = Resolver(settings)
        async with Fetcher(settings, resolver) as fetcher:
            found = await ipv6_probes(Portal(home=HOME), settings, resolver, fetcher, lambda: NOON)
        assert not names.asked
    assert [probe.values["works"] for probe in found] == [None]
