"""What does one connection answer? HTTP/1.1, told apart by llhttp, bounded while it arrives.

The only importer of the parser. A head that llhttp refuses is read a second time from the same bytes, as browsers read
it, so that a malformed head costs no second request. Such a connection is never used again, and neither is one that
said more than it was asked.
"""

import asyncio
from typing import Any, TypeAlias

import httptools

from auditor.net import lenient
from auditor.net.outcome import Cut, Disconnected, Endless, Malformed

HEAD_LIMIT = 256 * 1024  # bytes before the head is whole: 1xx floods and endless headers end here
_HEADERS = 500  # of an answer; the others are not kept
_BUFFER = 64 * 1024
_ENOUGH = 64 * 1024  # bytes of body that are worth waking the reader for
_TOO_MUCH = 256 * 1024  # bytes of unread body; the server then waits

Headers: TypeAlias = list[tuple[bytes, bytes]]
_REFUSED = (httptools.HttpParserError, httptools.HttpParserUpgrade)


class Connection(asyncio.BufferedProtocol):
    """One socket and the answer that is on its way. `begin`, `head`, then `read` until it is empty."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._buffer = memoryview(bytearray(_BUFFER))
        self._transport: Any = None
        self._waiter: asyncio.Future[None] | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._paused = self.closed = False
        self.since = 0.0  # idle since, by the monotonic clock
        self._reset()

    def _reset(self) -> None:
        self.status = 0
        self.headers: Headers = []
        self.heard = False  # anything, in answer to this request
        self.whole = False  # the answer has ended where it said it would
        self._keep = False
        self._error: Exception | None = None
        self._in_head, self._head_only, self._framed = True, False, False
        self._head_bytes, self._raw = 0, bytearray()
        self._strict = ""  # why the strict reading ended
        self._pieces: list[bytes] = []
        self._size, self._wanted = 0, 0

    # What whoever asks calls.

    def begin(self, request: bytes, *, head_only: bool) -> None:
        self._reset()
        self._head_only = head_only
        self._parser = self._new_parser()
        self._transport.write(request)

    async def head(self) -> None:
        """Waits for `status` and `headers`. Raises OSError, Disconnected, Malformed."""
        while self._in_head and self._error is None:
            await self._wait(0)
        if self._in_head and self._error is not None:
            raise self._error

    async def read(self) -> bytes:
        """What has arrived of the body, waited for until it is worth it; empty at its end. Raises OSError, Cut and
        Malformed, after all that arrived before."""
        while self._size < _ENOUGH and not self.whole and self._error is None:
            await self._wait(_ENOUGH)
        if arrived := self.arrived():
            return arrived
        if self._error is not None:
            raise self._error
        return b""

    def arrived(self) -> bytes:
        """What has arrived of the body and was not read yet, without waiting."""
        pieces = self._pieces
        if not pieces:
            return b""
        data = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        self._pieces, self._size = [], 0
        if self._paused and not self.closed:
            self._paused = False
            self._transport.resume_reading()
        return data

    def release(self) -> bool:
        """Ends the exchange. May the connection carry another one? If not, it is closed."""
        self._parser = None
        if self.whole and self._keep and not self.closed and not self._size and not self._transport.is_closing():
            return True
        self.abort()
        return False

    def abort(self) -> None:
        self._parser, self.closed = None, True
        if self._transport is not None:
            self._transport.abort()

    def _new_parser(self) -> httptools.HttpResponseParser:
        parser = httptools.HttpResponseParser(self)
        parser.set_dangerous_leniencies(lenient_spaces_after_chunk_size=True)  # "1000  " of old Apaches
        return parser

    async def _wait(self, wanted: int) -> None:
        self._wanted = wanted
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        if self._parser is None or self.whole:  # nobody asked for it: the next answer would be somebody else's
            self._keep = False
            if self._parser is None:
                self.abort()
            return
        chunk = self._buffer[:nbytes]
        self.heard = True
        if self._in_head:
            self._feed_head(chunk)
        elif self._error is None:
            self._feed(chunk)
        if self._size > _TOO_MUCH and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self._ended(None)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended(exc)

    def _ended(self, error: Exception | None) -> None:
        self.closed = True
        if self._parser is None or self.whole or self._error is not None:
            return
        if self._in_head:
            self._error = error or (Malformed(self._strict) if self._strict else Disconnected())
        elif error is not None:
            self._error = error
        elif self._framed:
            self._error = Cut("the body ends early")
        else:
            self.whole = True
        self._wake()

    def _wake(self) -> None:
        waiter = self._waiter
        if waiter is None or waiter.done():
            return
        if self.whole or self._error is not None or (not self._in_head and self._size >= self._wanted):
            waiter.set_result(None)

    def _feed(self, chunk: bytes | memoryview) -> None:
        assert self._parser is not None
        try:
            self._parser.feed_data(chunk)
        except _REFUSED as error:
            self._keep = False
            if not self.whole and self._error is None:
                self._error = Malformed(str(error))

    def _feed_head(self, chunk: memoryview) -> None:
        assert self._parser is not None
        self._head_bytes += len(chunk)
        seen = len(self._raw)
        if not self._strict:
            seen = 0
            try:
                self._parser.feed_data(chunk)
            except _REFUSED as error:
                if self.whole:  # it went wrong behind the end of the answer
                    self._keep = False
                elif self._in_head:
                    self._strict = str(error)
                elif self._error is None:
                    self._error = Malformed(str(error))
        if not self._in_head or self._error is not None:
            self._raw.clear()
            return
        self._raw += chunk
        if self._strict:
            self._forgive(seen)
        if self._in_head and self._error is None and self._head_bytes > HEAD_LIMIT:
            self._error = Endless(f"more than {HEAD_LIMIT} bytes of head")

    def _forgive(self, seen: int) -> None:
        """Reads the head as browsers read it, before anybody says that a page is broken which every browser shows."""
        while (parts := lenient.split(self._raw, seen)) is not None:
            head, rest = parts
            if lenient.informational(head):
                self._raw, seen = bytearray(rest), 0
                continue
            self.headers, self._framed = [], False
            self._parser = self._new_parser()
            self._feed(lenient.mended(head))
            if self._in_head and self._error is None:
                self._error = Malformed(self._strict)
            elif rest and self._error is None:
                self._feed(rest)
            self._raw.clear()
            return

    # What the parser calls.

    def on_message_begin(self) -> None:
        if self.whole:
            self._keep = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._in_head:
            return  # a trailer
        if len(self.headers) < _HEADERS:
            self.headers.append((name, value))
        if len(name) == 14 and name.lower() == b"content-length":
            self._framed = True
        elif len(name) == 17 and name.lower() == b"transfer-encoding":
            coding = value.strip().lower()
            self._framed = self._framed or coding == b"chunked"
            if coding not in (b"chunked", b"identity", b""):
                self._error = Malformed(f"Transfer-Encoding: {coding[:80].decode('latin-1')}")

    def on_headers_complete(self) -> None:
        if not self._in_head:
            return  # of another answer, which nobody asked for
        assert self._parser is not None
        status = self._parser.get_status_code()
        if 100 <= status < 200 and status != 101:
            self.headers, self._framed = [], False
            return
        if status < 200:
            self._error = Malformed(f"status {status}")
        if self._error is not None:
            return
        self.status, self._in_head = status, False
        if self._head_only:
            self.whole, self._keep = True, self._parser.should_keep_alive()

    def on_body(self, piece: bytes) -> None:
        if self.whole or self._error is not None:
            self._keep = False
            return
        self._pieces.append(piece)
        self._size += len(piece)

    def on_message_complete(self) -> None:
        if self._in_head or self.whole or self._error is not None:
            return
        assert self._parser is not None
        self.whole, self._keep = True, self._parser.should_keep_alive()
