"""Is a site called down because its head is malformed? Never, when browsers show the page."""

import asyncio

import pytest

from auditor.model.exchange import Opening
from auditor.model.fault import FaultKind
from auditor.model.outcome import Reason
from auditor.model.visit import visit_of
from tests.net.raw import RawServer, Say, url

BODY = b"<html>here</html>"


def saying(head: bytes, body: bytes = BODY) -> Say:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        writer.write(head + body)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    return say


# Chromium shows every one of these.
SHOWN = {
    "no colon": b"HTTP/1.1 200 OK\r\nthis is no header\r\nContent-Type: text/html\r\n\r\n",
    "blank before the colon": b"HTTP/1.1 200 OK\r\nX-A : b\r\nContent-Length: 17\r\n\r\n",
    "empty name": b"HTTP/1.1 200 OK\r\n: b\r\nContent-Length: 17\r\n\r\n",
    "leading line break": b"\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n",
    "ICY": b"ICY 200 OK\r\nContent-Type: text/html\r\n\r\n",
    "garbled reason": b"HTTP/1.1 200\xff\xfe\x01\r\nContent-Length: 17\r\n\r\n",
    "status glued": b"HTTP/1.1 200OK\r\nContent-Length: 17\r\n\r\n",
    "length with a letter": b"HTTP/1.1 200 OK\r\nContent-Length: 2x\r\n\r\n",
    "negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "line feeds alone": b"HTTP/1.1 200 OK\nContent-Length: 17\n\n",
    "folded header": b"HTTP/1.1 200 OK\r\nX-A: b\r\n c\r\nContent-Length: 17\r\n\r\n",
    "HTTP/2.0 in the status line": b"HTTP/2.0 200 OK\r\nContent-Length: 17\r\n\r\n",
    "control character": b"HTTP/1.1 200 OK\r\nX-A: \x01\x0b\r\nContent-Length: 17\r\n\r\n",
    "non-ASCII name": "HTTP/1.1 200 OK\r\n服务器: x\r\nContent-Length: 17\r\n\r\n".encode(),
    "GBK value": "HTTP/1.1 200 OK\r\nX-A: 中文\r\nContent-Length: 17\r\n\r\n".encode("gbk"),
    "300 cookies": b"HTTP/1.1 200 OK\r\n" + b"Set-Cookie: a=b\r\n" * 300 + b"Content-Length: 17\r\n\r\n",
    "early hints": b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n",
}


@pytest.mark.parametrize("name", SHOWN)
async def test_a_head_that_browsers_forgive_opens(name: str) -> None:
    async with RawServer({"/": saying(SHOWN[name])}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert (look.status, look.body, look.fault) == (200, BODY, None)


# Browsers refuse some of these, and differ on others: never a reason to call a link dead.
REFUSED = {
    "NUL": b"HTTP/1.1 200 OK\r\nX-A: \0\r\nContent-Length: 17\r\n\r\n",
    "HTTP/0.9": b"<html>no head at all</html>\r\n\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 17\r\nContent-Length: 16\r\n\r\n",
    "1 MB header": b"HTTP/1.1 200 OK\r\nX-A: " + b"x" * 1_000_000 + b"\r\n\r\n",
    "204 and a body": b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "101": b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
    "bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "binary": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "1xx for ever": b"HTTP/1.1 102 Processing\r\n\r\n" * 20_000,
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_head_that_nobody_can_read_leaves_the_link_unsettled(name: str) -> None:
    async with RawServer({"/": saying(REFUSED[name])}) as server, server.fetcher() as fetcher:
        looks = [await fetcher.fetch(url(), attempt=number) for number in (1, 2)]
    for look in looks:
        assert look.fault is not None
        assert (look.fault.kind, look.fault.lasting) == (FaultKind.PROTOCOL, False)
    visit = visit_of(url(), looks, apart=0)
    assert (visit.opening, visit.reason) == (Opening.UNSETTLED, Reason.OUR_SIDE)


async def test_more_headers_than_anybody_needs_are_cut() -> None:
    head = b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(3000)) + b"Content-Length: 17\r\n\r\n"
    async with RawServer({"/": saying(head)}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert look.status == 200
    assert len(look.headers) <= 500
