import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import dns.asyncresolver
import dns.message
import dns.query
import dns.rcode
import dns.resolver
import httpx
import pytest

from auditor.demo.serve import ANCHORS, Served
from auditor.demo.site import Name, Resource, Site
from auditor.model.settings import GatherSettings, Redial

HOME = "http://www.small.test/"
PAGE = "<title>小站</title>青岚".encode()
V6 = "2001:db8::7"


def small() -> Site:
    resources = {
        HOME: Resource(PAGE),
        HOME + "once": Resource(b"at last", fault="once"),
        HOME + "reset": Resource(b"x", fault="reset"),
        HOME + "hang": Resource(b"x", fault="hang"),
        HOME + "drip": Resource(b"0123456789" * 10, fault="drip"),
        HOME + "cut": Resource(b"0123456789", fault="cut"),
        HOME + "odd": Resource(b"waf", status=412, content_type=""),
        HOME + "away": Resource(status=302, headers={"Location": HOME}),
    }
    names = {
        "www.small.test": Name(a=("198.51.100.7",), aaaa=(V6,)),
        "four.small.test": Name(a=("198.51.100.8",)),
        "bogus.small.test": Name(a=("198.51.100.7",), aaaa=("64:ff9b::c633:6407",)),
        "gone.small.test": Name(status="nxdomain"),
        "ill.small.test": Name(status="servfail"),
        "mute.small.test": Name(status="silent"),
        "half.small.test": Name(a=("198.51.100.7",), aaaa=(V6,), aaaa_status="servfail"),
    }
    return Site(home=HOME, resources=resources, names=names, name="小站").answering_at(
        V6, HOME + "v6", Resource(b"only over six")
    )


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    async with Served(small()) as site:
        yield site


def redial(served: Served, address: str, port: int = 80) -> Redial:
    return next(entry for entry in served.settings().redials if (entry.address, entry.port) == (address, port))


def web(served: Served, address: str = "198.51.100.7") -> httpx.AsyncClient:
    to = redial(served, address)
    host = f"[{to.to}]" if ":" in to.to else to.to
    return httpx.AsyncClient(
        base_url=f"http://{host}:{to.to_port}", headers={"Host": "www.small.test"}, timeout=1, trust_env=False
    )


async def test_a_page_comes_whole_with_its_type_and_the_connection_is_kept(served: Served) -> None:
    async with web(served) as client:
        first, second = await client.get("/"), await client.get("/")
    assert first.content == second.content == PAGE
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    assert first.headers["connection"] == "keep-alive"
    assert served.requests["GET", HOME] == 2


async def test_head_has_the_length_and_no_body(served: Served) -> None:
    async with web(served) as client:
        answer = await client.head("/")
        assert (answer.content, answer.headers["content-length"]) == (b"", str(len(PAGE)))
        assert (await client.get("/")).content == PAGE


async def test_what_is_not_there_is_404_and_odd_statuses_and_redirects_are_sent_as_they_are(served: Served) -> None:
    async with web(served) as client:
        assert (await client.get("/nowhere")).status_code == 404
        assert (await client.get("/", headers={"Host": "other.small.test"})).status_code == 404
        assert (await client.get("/odd")).status_code == 412
        away = await client.get("/away")
        assert (away.status_code, away.headers["location"]) == (302, HOME)
        form = await client.post("/", content=b"a=1")
        assert form.status_code == 200
        assert served.requests["POST", HOME] == 1


async def test_the_five_misbehaviours_are_told_apart_by_a_client(served: Served) -> None:
    async with web(served) as client:
        assert (await client.get("/once")).status_code == 500
        assert (await client.get("/once")).text == "at last"
        with pytest.raises(httpx.HTTPError):
            await client.get("/reset")
        with pytest.raises(httpx.ReadTimeout):
            await client.get("/hang")
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get("/cut")
        async with client.stream("GET", "/drip") as drip:
            assert drip.headers["content-length"] == "100"
            assert await anext(drip.aiter_raw(1)) == b"0"


async def test_two_requests_in_one_packet_are_both_answered(served: Served) -> None:
    to = redial(served, "198.51.100.7")
    reader, writer = await asyncio.open_connection(to.to, to.to_port)
    request = "GET /odd HTTP/1.1\r\nHost: www.small.test\r\n{}\r\n"
    writer.write((request.format("") + request.format("Connection: close\r\n")).encode())
    assert (await reader.read()).count(b"412 Precondition Failed") == 2
    writer.close()


async def test_one_host_may_answer_otherwise_over_ipv6(served: Served) -> None:
    if not served.ipv6:
        pytest.skip("no ::1 here")
    async with web(served, V6) as six, web(served) as four:
        assert (await six.get("/v6")).text == "only over six"
        assert (await four.get("/v6")).status_code == 404
        assert (await six.get("/")).content == PAGE


async def test_dead_addresses_and_port_443_refuse() -> None:
    async with Served(small().with_dead_address("198.51.100.7")) as served:
        for entry in (redial(served, "198.51.100.7"), redial(served, "198.51.100.8", 443)):
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection(entry.to, entry.to_port)


async def test_nothing_is_dialed_anywhere_but_on_loopback(served: Served) -> None:
    redials = served.settings().redials
    assert {entry.to for entry in redials} <= {"127.0.0.1", "::1"}
    dialed = {entry.address for entry in redials}
    documented = {a for n in (*small().names.values(), *ANCHORS.values()) for a in (*n.a, *n.aaaa) if a[:2] != "64"}
    assert dialed == documented  # the bogus one is not ours: the guard has to refuse it


async def test_a_machine_without_ipv6_can_be_played() -> None:
    async with Served(small(), ipv6=False) as served:
        entry = redial(served, ANCHORS["anchor-a.demo.test"].aaaa[0])
        assert not served.ipv6
        with pytest.raises(OSError):  # noqa: PT011 - refused, or no such family
            await asyncio.open_connection(entry.to, entry.to_port)


async def test_names_are_answered_over_udp_and_tcp_with_their_statuses(served: Served) -> None:
    address, _, port = served.settings().resolver.partition(":")

    def ask(host: str, kind: str, by: Any = dns.query.udp) -> dns.message.Message:
        reply: dns.message.Message = by(dns.message.make_query(host, kind), address, port=int(port), timeout=1)
        return reply

    def addresses(reply: dns.message.Message) -> list[str]:
        return [item.to_text() for rrset in reply.answer for item in rrset]

    for by in (dns.query.udp, dns.query.tcp):
        assert addresses(await asyncio.to_thread(ask, "www.small.test", "AAAA", by)) == [V6]
    nodata = await asyncio.to_thread(ask, "four.small.test", "AAAA")
    assert (nodata.rcode(), nodata.answer, len(nodata.authority)) == (dns.rcode.NOERROR, [], 1)
    assert (await asyncio.to_thread(ask, "gone.small.test", "A")).rcode() == dns.rcode.NXDOMAIN
    assert (await asyncio.to_thread(ask, "never.heard.test", "A")).rcode() == dns.rcode.NXDOMAIN
    assert (await asyncio.to_thread(ask, "ill.small.test", "A")).rcode() == dns.rcode.SERVFAIL
    assert addresses(await asyncio.to_thread(ask, "half.small.test", "A")) == ["198.51.100.7"]
    assert (await asyncio.to_thread(ask, "half.small.test", "AAAA")).rcode() == dns.rcode.SERVFAIL
    with pytest.raises(dns.exception.Timeout):
        await asyncio.to_thread(ask, "mute.small.test", "A")
    assert served.questions["www.small.test", "AAAA"] == 2


async def test_junk_in_a_dns_packet_is_passed_over(served: Served) -> None:
    address, _, port = served.settings().resolver.partition(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"\xff" * 40, (address, int(port)))
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [address], int(port)
    assert [item.to_text() for item in await resolver.resolve("four.small.test", "A")] == ["198.51.100.8"]


async def test_the_settings_keep_what_the_caller_chose_and_drop_the_pace(served: Served) -> None:
    settings = served.settings(GatherSettings(max_pages=7, rate=1))
    assert (settings.max_pages, settings.rate, settings.anchors) == (7, None, tuple(ANCHORS))
    assert (served.portal.home, served.portal.name) == (HOME, "小站")
