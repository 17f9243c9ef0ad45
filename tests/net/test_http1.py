"""Where does an answer end, and may its connection be asked again? Shapes by which one answer passes for two."""

import asyncio
from pathlib import Path

import httpx
import pytest

from auditor.model.fault import FaultKind
from auditor.net.http1 import HEAD_LIMIT
from auditor.net.route import Route
from auditor.net.wire import Wire
from tests.net.raw import HOST, RawServer, Say, answer, url

PAGE = b"<html>asked for</html>"
OTHER = b"<html>somebody else's</html>"
SECOND = answer(OTHER)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"


def chunks(*pieces: bytes, last: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + last


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *lines, "", ""]).encode("latin-1")


def staying(said: bytes, pause: float = 0) -> Say:
    """Says it in one piece, or byte by byte, and then leaves the connection open."""

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        for piece in [said[n : n + 1] for n in range(len(said))] if pause else [said]:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause and 0)
        await reader.read()

    return say


LENGTH = f"Content-Length: {len(PAGE)}"
# What was said → is the connection asked again?
WHOLE = {
    "a length": (head(LENGTH) + PAGE, True),
    "chunks": (CHUNKED + b"\r\n" + chunks(PAGE[:5], PAGE[5:]), True),
    "chunk extensions": (CHUNKED + b'\r\n16;a=b;c="x;y"\r\n' + PAGE + b"\r\n0;last\r\n\r\n", True),
    "blanks behind the size of a chunk": (CHUNKED + b"\r\n16  \r\n" + PAGE + b"\r\n0  \r\n\r\n", True),
    "trailers": (CHUNKED + b"\r\n" + chunks(PAGE, last=b"0\r\nX-Digest: 1\r\nLocation: /evil\r\n\r\n"), True),
    "capital letters": (head(LENGTH.upper()).replace(b"OK", b"ok") + PAGE, True),
    "upgrade offered": (head(LENGTH, "Upgrade: h2,h2c", "Connection: Upgrade") + PAGE, True),
    "HTTP/1.0 kept": (head(LENGTH, "Connection: keep-alive").replace(b"1.1", b"1.0", 1) + PAGE, True),
    "HTTP/1.0": (head(LENGTH).replace(b"1.1", b"1.0", 1) + PAGE, False),
    "close": (head(LENGTH, "Connection: close") + PAGE, False),
    "close among others": (head(LENGTH, "Connection: keep-alive, close") + PAGE, False),
    "junk behind the length": (head(LENGTH) + PAGE + b"junk", False),
    "a second answer behind the first": (head(LENGTH) + PAGE + SECOND, False),
    "a second answer behind the last chunk": (CHUNKED + b"\r\n" + chunks(PAGE) + SECOND, False),
    "a second answer behind a close": (head(LENGTH, "Connection: close") + PAGE + SECOND, False),
    "early hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + head(LENGTH) + PAGE, True),
    "continue": (b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + head(LENGTH) + PAGE, True),
    "length, then chunks": (head("Content-Length: 3", "Transfer-Encoding: chunked") + chunks(PAGE), False),
    "chunks, then length": (head("Transfer-Encoding: chunked", "Content-Length: 3") + chunks(PAGE), False),
    "chunks, length and a second answer": (
        head("Content-Length: 5", "Transfer-Encoding: chunked") + chunks(PAGE) + SECOND,
        False,
    ),
    "chunks twice": (head("Transfer-Encoding: chunked", "Transfer-Encoding: Chunked") + chunks(PAGE), None),
    "the same length twice": (head(LENGTH, LENGTH) + PAGE, False),
    "the same length in a list": (head(f"{LENGTH}, {len(PAGE)}") + PAGE, False),
    "a folded length": (head(f"Content-Length:\r\n {len(PAGE)}") + PAGE, False),
    "a folded header": (head("X-A: b\r\n c", LENGTH) + PAGE, False),
    "bare line feeds": (head(LENGTH).replace(b"\r", b"") + PAGE, False),
    "bare line feeds and a second answer": (head(LENGTH).replace(b"\r", b"") + PAGE + SECOND, False),
    "early hints before a malformed head": (b"HTTP/1.1 103 x\r\n\r\n" + head("no colon", LENGTH) + PAGE, False),
    "a blank before the colon of the length": (head(f"Content-Length : {len(PAGE)}") + PAGE, False),
}


@pytest.mark.parametrize("pause", [0, 1], ids=["at once", "byte by byte"])
@pytest.mark.parametrize("name", WHOLE)
async def test_an_answer_ends_where_it_says_and_the_next_one_is_asked_for(name: str, pause: float) -> None:
    said, kept = WHOLE[name]
    connections: set[object] = set()

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        connections.add(writer)
        if b"/next" not in request:
            for piece in [said[n : n + 1] for n in range(len(said))] if pause else [said]:
                writer.write(piece)
                await asyncio.sleep(0)
            request = await reader.readuntil(b"\r\n\r\n")
        writer.write(answer(b"next"))
        await reader.read()

    async with RawServer({"/": say, "/next": say}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
        await asyncio.sleep(0.02)  # what follows the answer has arrived
        after = await fetcher.fetch(url("/next"))
    assert (look.status, look.body, look.fault) == (200, PAGE, None)
    assert "location" not in look.headers
    assert (after.body, after.fault) == (b"next", None)
    if kept is not None:
        assert (len(connections) == 1) is kept


# A body that no browser would read as it stands: whatever it is, the link stays unsettled.
BROKEN = {
    "two lengths": (head(LENGTH, "Content-Length: 3") + PAGE, 0, b""),
    "two lengths in a list": (head(f"{LENGTH}, 3") + PAGE, 0, b""),
    "an unknown transfer coding": (head("Transfer-Encoding: xchunked") + chunks(PAGE), 0, b""),
    "gzip as a transfer coding": (head("Transfer-Encoding: gzip, chunked") + chunks(PAGE), 0, b""),
    "a negative chunk": (CHUNKED + b"\r\n-5\r\nabcde\r\n0\r\n\r\n", 200, b""),
    "a chunk with a sign": (CHUNKED + b"\r\n+5\r\nabcde\r\n0\r\n\r\n", 200, b""),
    "a chunk of 2^64 bytes": (CHUNKED + b"\r\n10000000000000000\r\nabcde\r\n0\r\n\r\n", 200, b""),
    "a chunk in hexadecimal notation": (CHUNKED + b"\r\n0x5\r\nabcde\r\n0\r\n\r\n", 200, b""),
    "a chunk that is longer than said": (CHUNKED + b"\r\n4\r\ngood\r\n4\r\nlonger\r\n0\r\n\r\n", 200, b"goodlong"),
    "bare line feeds in chunks": ((CHUNKED + b"\r\n" + chunks(PAGE)).replace(b"\r\n", b"\n"), 200, b""),
    "status 000": (head(LENGTH, status="000 x") + PAGE, 0, b""),
    "status 1000": (head(LENGTH, status="1000 x") + PAGE, 0, b""),
    "switching protocols": (head("Upgrade: x", "Connection: upgrade", status="101 x") + SECOND, 0, b""),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_an_answer_without_a_certain_end_is_nobodys_guilt(name: str) -> None:
    said, status, body = BROKEN[name]
    async with RawServer({"/": staying(said), "/b": answer(PAGE)}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
        assert (await fetcher.fetch(url("/b"))).body == PAGE
    assert look.fault is not None
    assert (look.fault.kind, look.fault.lasting, look.status, look.body) == (FaultKind.PROTOCOL, False, status, body)
    assert server.connections == 2


@pytest.mark.parametrize(
    "length",
    ["99999999999999999999999999", "-1", "+22", "0x16", "1e3", "٢٢", "", "9" * 5000],
    ids=lambda text: text[:9],
)
async def test_a_length_that_is_no_number_of_bytes_is_none(length: str) -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n" % length.encode() + PAGE)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with RawServer({"/": say}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert (look.status, look.body, look.fault) == (200, PAGE, None)


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
async def test_an_answer_that_has_no_body_takes_nothing_from_the_next_one(status: str) -> None:
    says = {"/": staying(head(LENGTH, status=status) + PAGE), "/b": answer(OTHER)}
    async with RawServer(says) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
        assert (look.status, look.body) == (int(status[:3]), b"")
        assert (await fetcher.fetch(url("/b"))).body == OTHER
    assert server.connections == 2


@pytest.mark.parametrize("said", [head(LENGTH) + PAGE, CHUNKED + b"\r\n" + chunks(PAGE)])
async def test_a_body_in_answer_to_a_head_request_is_nobodys(said: bytes) -> None:
    async with RawServer({"/": staying(said), "/b": answer(OTHER)}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url(), method="HEAD")
        assert (look.status, look.body, look.fault) == (200, b"", None)
        assert (await fetcher.fetch(url("/b"))).body == OTHER
    assert server.connections == 2


async def test_a_head_request_keeps_its_connection() -> None:
    async with RawServer({"/": head(LENGTH)}) as server, server.fetcher() as fetcher:
        for _ in range(3):
            assert (await fetcher.fetch(url(), method="HEAD")).size == len(PAGE)
    assert server.connections == 1


@pytest.mark.parametrize("said", [b"junk", SECOND, b"\r\n"])
async def test_what_an_idle_connection_says_unasked_ends_it(said: bytes) -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        writer.write(answer(PAGE))
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(said)
        await reader.read()

    async with RawServer({"/": say, "/b": answer(OTHER)}) as server, server.fetcher() as fetcher:
        assert (await fetcher.fetch(url())).body == PAGE
        await asyncio.sleep(0.1)
        assert (await fetcher.fetch(url("/b"))).body == OTHER
    assert server.connections == 2


async def test_a_malformed_head_costs_one_request() -> None:
    async with RawServer({"/": head("no colon", LENGTH) + PAGE}) as server, server.fetcher() as fetcher:
        assert (await fetcher.fetch(url())).body == PAGE
    assert server.requests["/"] == 1


async def test_a_head_that_drips_for_ever_ends_at_its_limit_and_not_in_our_memory() -> None:
    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nno colon\r\n")
        for _ in range(HEAD_LIMIT):
            writer.write(b"X: y\r\n")
            await writer.drain()

    async with RawServer({"/": flood}) as server, server.fetcher(timeout=20) as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, str(HEAD_LIMIT) in look.fault.detail) == (FaultKind.PROTOCOL, True)


async def test_a_server_waits_while_nobody_reads() -> None:
    sent = 0

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        nonlocal sent
        writer.write(head())
        while True:
            writer.write(bytes(65536))
            await writer.drain()
            sent += 65536

    async with RawServer({"/": flood}) as server:
        wire = Wire(server.settings())
        route = Route("127.0.0.1", "127.0.0.1", server.port, opened=True)
        async with (
            httpx.AsyncClient(transport=wire) as client,
            client.stream("GET", url(), extensions={"route": route}) as response,
        ):
            before = -1
            while before != sent:
                before = sent
                await asyncio.sleep(0.2)
            arrived = 0
            async for piece in response.aiter_raw():
                arrived += len(piece)
                if arrived > before + (1 << 20):
                    break
    assert before < 32 << 20  # the kernel's buffers and ours, whatever the server would like to send


async def test_an_httpx_client_goes_over_the_same_wire_to_judged_routes_alone() -> None:
    async with RawServer({"/a?b=1": answer(PAGE, "200 OK", "X-One: 1")}) as server:
        route = Route("127.0.0.1", "127.0.0.1", server.port, opened=True)
        async with httpx.AsyncClient(transport=Wire(server.settings()), trust_env=False) as client:
            for _ in range(2):
                response = await client.get(url("/a?b=1"), extensions={"route": route})
                assert (response.status_code, response.content, response.headers["x-one"]) == (200, PAGE, "1")
            with pytest.raises(httpx.UnsupportedProtocol):
                await client.get(url("/a?b=1"))
            with pytest.raises(httpx.UnsupportedProtocol):
                await client.post(url("/a?b=1"), content=b"x", extensions={"route": route})
    assert (server.connections, server.requests["/a?b=1"]) == (1, 2)
    assert f"Host: {HOST}\r\n".encode() in server.heads[0]


@pytest.mark.parametrize("agent", ["me\r\nX-Evil: 1", "me\nX", "me\0", "政务"])
async def test_a_user_agent_that_is_no_header_is_our_fault_and_is_not_sent(agent: str) -> None:
    async with RawServer({"/": answer(PAGE)}) as server, server.fetcher(user_agent=agent) as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, server.heads) == (FaultKind.LOCAL, [])


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files by /proc")
async def test_idle_connections_are_no_more_than_the_settings_allow() -> None:
    async with RawServer({"/": answer(PAGE)}) as server, server.fetcher(total_connections=3) as fetcher:
        base = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(5):
            await asyncio.gather(*(fetcher.fetch(url()) for _ in range(20)))
        await asyncio.sleep(0.05)
        assert len(list(Path("/proc/self/fd").iterdir())) - base <= 2 * 3
