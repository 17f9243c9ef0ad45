"""Whatever arrives, however the network cuts it: is the same answer read, within bounds and without an exception?"""

import asyncio
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.net.http1 import HEAD_LIMIT, Connection
from auditor.net.outcome import FAILURES

PIECES = [
    *(b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 200 OK\r\n", b"HTTP/1.1 200 OK\n", b"ICY 200 OK\r\n", b"HTTP/1.1 404 \r\n"),
    *(
        b"HTTP/1.1 204 No\r\n",
        b"HTTP/1.1 304 Not\r\n",
        b"HTTP/1.1 103 Early\r\n",
        b"HTTP/1.1 100\r\n",
        b"HTTP/2.0 200\r\n",
    ),
    *(b"HTTP/1.1 101 x\r\n", b"HTTP/1.1 999 x\r\n", b"HTTP/1.1 000 x\r\n", b"HTTP/1.1 1000\r\n", b"HTTP/1.1 200OK\r\n"),
    *(b"Content-Length: 5\r\n", b"Content-Length: 3\r\n", b"Content-Length: 5, 5\r\n", b"Content-Length: -1\r\n"),
    *(b"Content-Length: 2x\r\n", b"Content-Length : 5\r\n", b"Content-Length:\r\n 5\r\n", b"content-length: 0\r\n"),
    *(b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: identity\r\n", b"Transfer-Encoding: gzip\r\n"),
    *(b"Connection: close\r\n", b"Connection: keep-alive\r\n", b"Upgrade: h2c\r\n", b"no colon\r\n", b": x\r\n"),
    *(b"X-A: b\r\n", b"X-A: b\n", b" folded\r\n", b"X-A: \x01\r\n", b"X-A: \0\r\n", b"X-A: \xd6\xd0\r\n", b"X:\r\n"),
    *(b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r", b"hello", b"abc", b"<html>", b"\xff\xfe", b"\0"),
    *(b"5\r\nhello\r\n", b"3;x=y\r\nabc\r\n", b"0\r\n\r\n", b"0\r\nX-T: 1\r\n\r\n", b"5\r\nhel", b"-1\r\n", b"zz\r\n"),
    *(b"ffffffffffffffffff\r\n", b"5  \r\nhello\r\n", b"5\nhello\n", b"0\r\nbad\r\n\r\n"),
]
ANSWERS = st.lists(st.sampled_from(PIECES), max_size=14).map(b"".join)
MUTATED = st.tuples(ANSWERS, st.integers(0, 200), st.binary(max_size=3)).map(
    lambda drawn: drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] :]
)
PLAUSIBLE = st.tuples(st.sampled_from(PIECES[:5]), MUTATED).map(b"".join)


class Socket(asyncio.Transport):
    """Stands where the event loop's transport stands, and keeps what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.aborted = self.paused = False

    def write(self, data: Any) -> None: ...

    def abort(self) -> None:
        self.aborted = True

    def is_closing(self) -> bool:
        return self.aborted

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    yield made
    made.close()


def deliver(connection: Connection, data: bytes) -> None:
    while data:
        room = connection.get_buffer(-1)
        count = min(len(room), len(data))
        room[:count] = data[:count]
        connection.buffer_updated(count)
        data = data[count:]


async def told(connection: Connection) -> tuple[Any, ...]:
    """What is read when nothing more comes."""
    body = b""
    try:
        await connection.head()
        while piece := await connection.read():
            body += piece
    except FAILURES as error:
        return connection.status, connection.headers if connection.status else [], body, type(error).__name__
    return connection.status, connection.headers, body, ""


def heard(loop: asyncio.AbstractEventLoop, parts: list[bytes], end: Exception | None, head_only: bool) -> Any:
    connection, socket = Connection(loop), Socket()
    connection.connection_made(socket)
    connection.begin(b"GET / HTTP/1.1\r\n\r\n", head_only=head_only)
    for part in parts:
        deliver(connection, part)
    if end is None:
        connection.eof_received()
    connection.connection_lost(end)
    return loop.run_until_complete(asyncio.wait_for(told(connection), 5)), connection.release()


@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.one_of(PLAUSIBLE, MUTATED, st.binary(max_size=60)),
    cuts=st.lists(st.integers(0, 300), max_size=12),
    reset=st.booleans(),
    head_only=st.booleans(),
)
def test_an_answer_is_the_same_however_it_is_cut(
    loop: asyncio.AbstractEventLoop, said: bytes, cuts: list[int], reset: bool, head_only: bool
) -> None:
    end = ConnectionResetError() if reset else None
    edges = sorted({0, len(said), *(cut for cut in cuts if cut < len(said))})
    parts = [said[start:stop] for start, stop in pairwise(edges)]
    whole, kept = heard(loop, [said] if said else [], end, head_only)
    assert heard(loop, parts, end, head_only)[0] == whole
    assert heard(loop, [said[n : n + 1] for n in range(len(said))], end, head_only)[0] == whole
    assert not kept  # a closed connection is never used again


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(PIECES), again=st.sampled_from(PIECES))
def test_a_head_without_an_end_is_bounded(loop: asyncio.AbstractEventLoop, start: bytes, again: bytes) -> None:
    connection, socket = Connection(loop), Socket()
    connection.connection_made(socket)
    connection.begin(b"GET / HTTP/1.1\r\n\r\n", head_only=False)
    for _ in range(2 * HEAD_LIMIT // 4096):
        if connection.status or socket.paused:
            break
        deliver(connection, start + again * (4096 // len(again)))
    held = len(connection._raw) + sum(len(name) + len(value) for name, value in connection.headers)
    assert held <= HEAD_LIMIT + 3 * 65536
