"""What does an address answer? Against a server that says exactly what it is told."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest

from auditor.model.fault import FaultKind, Whose
from auditor.model.settings import GatherSettings, MapTo
from auditor.net.fetch import Fetcher
from auditor.net.resolve import Resolver
from tests.net.raw import HOST, RawServer, answer, redirect, url

PAGE = b"<html><head><title>x</title></head><body>" + b"words " * 100 + b"</body></html>"


async def test_a_page_is_fetched_with_its_peer_headers_and_time() -> None:
    async with RawServer({"/": answer(PAGE, "200 OK", "X-One: a", "X-One: b")}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert (look.status, look.body, look.size, look.fault) == (200, PAGE, len(PAGE), None)
    assert (look.address, look.final_url, look.headers["x-one"]) == ("127.0.0.1", url(), "a, b")
    assert look.started is not None
    assert look.content_type == "text/html"


async def test_a_request_names_the_tool_and_the_real_host_and_asks_for_chinese() -> None:
    async with RawServer({"/": answer(PAGE)}) as server, server.fetcher() as fetcher:
        await fetcher.fetch(url())
    head = server.heads[0].decode()
    assert f"Host: {HOST}\r\n" in head
    assert "govsite-auditor/" in head
    assert "Accept-Language: zh-CN" in head
    assert "Accept-Encoding: gzip, deflate\r\n" in head
    async with RawServer({"/": answer(PAGE)}) as server, server.fetcher(user_agent="me/1") as fetcher:
        await fetcher.fetch(url())
    assert "User-Agent: me/1\r\n" in server.heads[0].decode()


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with RawServer({"/": answer(PAGE)}) as server, server.fetcher() as fetcher:
        assert (await fetcher.fetch(url())).status == 200


async def test_connections_are_kept_and_one_pinned_to_an_address_is_not() -> None:
    async with RawServer({"/": answer(PAGE)}) as server, server.fetcher() as fetcher:
        for _ in range(5):
            await fetcher.fetch(url())
        assert server.connections == 1
        await fetcher.fetch(url(), address="127.0.0.1")
        assert server.connections == 2


async def test_another_host_is_off_network_and_never_looked_up_when_only_mapped_hosts_count() -> None:
    async with RawServer({"/": redirect("http://other.test/")}) as server:
        settings = server.settings(resolver="127.0.0.1:1")
        async with Fetcher(settings, Resolver(settings)) as fetcher:
            direct = await fetcher.fetch("http://other.test/x")
            led = await fetcher.fetch(url())
            literal = await fetcher.fetch("http://127.0.0.1/")
    for look in (direct, led, literal):
        assert look.fault is not None
        assert look.fault.kind is FaultKind.OFF_NETWORK
    assert [hop.location for hop in led.hops] == ["http://other.test/"]


async def test_a_map_opens_exactly_its_host_and_port() -> None:
    async with RawServer({"/": answer(PAGE)}) as server:
        settings = GatherSettings(
            maps=(MapTo(host=HOST, port=80, address="127.0.0.1", to_port=server.port),), only_mapped=True
        )
        async with Fetcher(settings, Resolver(settings)) as fetcher:
            assert (await fetcher.fetch(url())).status == 200
            other = await fetcher.fetch(f"http://{HOST}:8080/")
    assert other.fault is not None
    assert other.fault.kind is FaultKind.OFF_NETWORK


async def test_loopback_and_ports_of_other_services_are_refused_without_a_map() -> None:
    async with RawServer({"/": answer(PAGE)}) as server:
        settings = GatherSettings()
        async with Fetcher(settings, Resolver(settings)) as fetcher:
            for host in ("127.0.0.1", "127.1", "2130706433", "[::1]", "[::ffff:7f00:1]"):
                look = await fetcher.fetch(f"http://{host}:{server.port}/")
                assert look.fault is not None
                assert (look.fault.kind, look.fault.whose) == (FaultKind.REFUSED_ADDRESS, Whose.US)
            mail = await fetcher.fetch("http://1.1.1.1:25/")
    assert mail.fault is not None
    assert mail.fault.kind is FaultKind.REFUSED_ADDRESS
    assert server.connections == 0


@pytest.mark.parametrize("bad", ["ftp://www.raw.test/", "file:///etc/passwd", "http://", "http://[::1", "nonsense"])
async def test_what_is_no_http_address_is_a_fault_of_ours(bad: str) -> None:
    async with RawServer({}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(bad)
    assert look.fault is not None
    assert (look.fault.kind, look.status) == (FaultKind.BAD_URL, 0)


async def test_redirects_are_followed_hop_by_hop_and_recorded() -> None:
    says = {"/a": redirect("b?x=1"), "/b?x=1": redirect("//www.raw.test/c", status=301), "/c": answer(PAGE)}
    async with RawServer(says) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url("/a"))
    assert [(hop.url, hop.status, hop.location) for hop in look.hops] == [
        (url("/a"), 302, "b?x=1"),
        (url("/b?x=1"), 301, "//www.raw.test/c"),
    ]
    assert (look.url, look.final_url, look.fault) == (url("/a"), url("/c"), None)


async def test_redirects_can_be_left_unfollowed() -> None:
    async with RawServer({"/": redirect("/b")}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url(), follow_redirects=False)
    assert (look.status, look.hops) == (302, ())


@pytest.mark.parametrize("says", [{"/": redirect("/")}, {"/": redirect("/b"), "/b": redirect("/")}])
async def test_a_loop_is_named(says: Mapping[str, bytes]) -> None:
    async with RawServer(says) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert look.fault.kind is FaultKind.REDIRECT_LOOP
    assert sum(server.requests.values()) == len(says)


async def test_a_redirect_to_itself_that_sets_a_cookie_opens_as_in_a_browser() -> None:
    async def gate(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        said = answer(PAGE) if b"Cookie: seen=yes" in head else redirect("/", "Set-Cookie: seen=yes; path=/; HttpOnly")
        writer.write(said)
        await writer.drain()

    async with RawServer({"/": gate}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
        assert (look.status, len(look.hops), look.fault) == (200, 1, None)
        assert len((await fetcher.fetch(url())).hops) == 1  # no cookie outlives its fetch


async def test_cookies_do_not_cross_hosts() -> None:
    async with RawServer({"/": redirect("http://b.test/b", "Set-Cookie: secret=1"), "/b": answer(PAGE)}) as server:
        maps = (MapTo(host="b.test", address="127.0.0.1", to_port=server.port),)
        async with server.fetcher(maps=maps) as fetcher:
            assert (await fetcher.fetch(url())).status == 200
    assert b"secret" not in server.heads[1]


@pytest.mark.parametrize(("limit", "whose"), [(10, Whose.US), (20, Whose.SITE)])
async def test_a_chain_longer_than_our_limit_is_the_sites_fault_only_where_browsers_give_up_too(
    limit: int, whose: Whose
) -> None:
    says = {f"/{n}": redirect(f"/{n + 1}") for n in range(30)}
    async with RawServer(says) as server, server.fetcher(max_hops=limit) as fetcher:
        look = await fetcher.fetch(url("/0"))
    assert look.fault is not None
    assert (look.fault.kind, look.fault.whose, len(look.hops)) == (FaultKind.TOO_MANY_REDIRECTS, whose, limit)


@pytest.mark.parametrize(
    "location",
    [
        *(b"", b"javascript:alert(1)", b"data:text/html,x", b"file:///etc/passwd", b"http://[::1", b"ftp://x.test/"),
        *(b"http://a b.test/", b"gopher://127.0.0.1/", b"http://:80/", b"/a\r\nLocation: /b"),
    ],
)
async def test_a_location_that_leads_nowhere_keeps_the_response(location: bytes) -> None:
    async with RawServer({"/": redirect(location, "X-Kept: yes")}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, look.fault.lasting) == (FaultKind.BAD_REDIRECT, False)
    assert (look.status, look.headers["x-kept"]) == (302, "yes")


async def test_a_redirect_into_an_app_accuses_nobody() -> None:
    async with RawServer({"/": redirect("weixin://dl/business/?t=x")}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, look.fault.whose) == (FaultKind.BAD_REDIRECT, Whose.US)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        (b"/\xd6\xd0\xce\xc4", "/%D6%D0%CE%C4"),
        ("/中".encode(), "/%E4%B8%AD"),
        (b"/a b", "/a%20b"),
        (b"  /ok ", "/ok"),
        (b"http:\\\\www.raw.test\\ok", "/ok"),
        (b"/ok#top", "/ok"),
        (b"/ok\r\nLocation: /ok", "/ok"),
        (b"/ok\r\nLocation: ", "/ok"),
        (b"http://user:secret@www.raw.test/ok", "/ok"),
    ],
)
async def test_a_location_is_read_as_browsers_read_it(location: bytes, target: str) -> None:
    async with RawServer({"/": redirect(location), target: answer(PAGE)}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert (look.status, look.final_url) == (200, url(target))
    assert b"secret" not in b"".join(server.heads)


async def test_a_redirect_whose_body_never_ends_is_followed_all_the_same() -> None:
    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /ok\r\nContent-Length: 99\r\n\r\nx")
        await asyncio.sleep(60)

    async with RawServer({"/": endless, "/ok": answer(PAGE)}) as server, server.fetcher(timeout=0.5) as fetcher:
        assert (await fetcher.fetch(url())).fault is None


async def test_a_server_that_closes_kept_connections_causes_no_finding() -> None:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(answer(PAGE))
        await writer.drain()
        await reader.read(1)  # the next request has begun to arrive, and is not answered

    async with RawServer({"/": once}) as server, server.fetcher() as fetcher:
        looks = [await fetcher.fetch(url()) for _ in range(100)]
    assert [look.fault for look in looks] == [None] * 100


async def test_a_connection_that_says_something_unasked_is_not_used_again() -> None:
    async def smuggle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(answer(PAGE) + answer(b"somebody else's page"))
        await asyncio.sleep(60)

    async with RawServer({"/": smuggle, "/b": answer(PAGE)}) as server, server.fetcher() as fetcher:
        await fetcher.fetch(url())
        assert (await fetcher.fetch(url("/b"))).body == PAGE
    assert server.connections == 2


async def test_every_request_on_the_wire_passes_the_gate_and_is_told_of() -> None:
    class Counted:
        slots: list[tuple[str, str]]
        told: list[tuple[str, int]]

        def __init__(self) -> None:
            self.slots, self.told = [], []

        @asynccontextmanager
        async def slot(self, host: str, address: str) -> AsyncIterator[None]:
            self.slots.append((host, address))
            yield

        def heard(self, host: str, status: int, headers: Mapping[str, str], elapsed: float) -> None:
            self.told.append((host, status))

    gate = Counted()
    async with RawServer({"/": redirect("/b"), "/b": answer(PAGE)}) as server:
        settings = server.settings()
        async with Fetcher(settings, Resolver(settings), gate) as fetcher:
            await fetcher.fetch(url())
            server.says = {"/": lambda reader, writer, head: asyncio.sleep(0)}
            await fetcher.fetch(url())
    assert gate.slots == [(HOST, "127.0.0.1")] * 3
    assert gate.told == [(HOST, 302), (HOST, 200), (HOST, 0)]


async def test_a_refused_port_and_a_close_without_answer_are_told_apart() -> None:
    server = RawServer({"/": lambda reader, writer, head: asyncio.sleep(0)})
    async with server, server.fetcher() as fetcher:
        closed = await fetcher.fetch(url())
    async with server.fetcher() as fetcher:
        refused = await fetcher.fetch(url())
    assert closed.fault is not None
    assert refused.fault is not None
    assert (closed.fault.kind, closed.address) == (FaultKind.RESET, "127.0.0.1")
    assert (refused.fault.kind, refused.address) == (FaultKind.REFUSED, "")


async def test_a_status_outweighs_a_body_that_breaks_off() -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\nhalf")
        await writer.drain()

    async with RawServer({"/": cut}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, look.fault.lasting) == (FaultKind.HTTP_4XX, True)
