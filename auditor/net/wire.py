"""How does one request travel? HTTP/1.1 over connections of our own, under the interface of httpx.

The only importer of the HTTP client. Not `httpx.AsyncClient`: its redirect code loses an answer whose Location it
cannot read, and a pool below it keeps the slot of a cancelled request for ever (encode/httpcore#1093). Here whoever
asks owns the connection; it goes back to the idle ones only after a whole answer, and is closed in every other case.
"""

import asyncio
import ssl
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, SupportsIndex, TypeAlias

import httpcore
import httpx

from auditor.model.settings import GatherSettings
from auditor.net import lenient
from auditor.net.outcome import Cut, Disconnected, Endless, Malformed, Stage
from auditor.net.route import Route, dial
from auditor.net.tls import strict, unverified

Response: TypeAlias = httpx.Response

_HEAD_LIMIT = 256 * 1024  # bytes before the head is whole: 1xx floods and endless headers end here
_IDLE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request on the wire. `host` and `port` name the origin, `target` is sent as it is."""

    scheme: str
    host: str
    port: int
    target: str
    route: Route
    method: str = "GET"
    headers: Mapping[str, str] | None = None
    verify: bool = True
    fresh: bool = False  # a connection of its own, closed afterwards

    @property
    def key(self) -> tuple[object, ...]:
        return (self.scheme, self.host, self.port, self.route, self.verify)


class Progress:
    """How far a request has come, readable after it failed."""

    stage = Stage.CONNECT
    peer = ""  # the address that answered our dial


class _Reader(asyncio.StreamReader):
    """Gives out what arrived before a reset, and knows what nobody has asked for yet."""

    unread = 0
    error: Exception | None = None

    def feed_data(self, data: Iterable[SupportsIndex]) -> None:
        self.unread += len(data)  # type: ignore[arg-type]  # the transport hands over bytes
        super().feed_data(data)

    def set_exception(self, exc: Exception) -> None:
        self.error = exc
        self.feed_eof()

    async def take(self, count: int) -> bytes:
        data = await self.read(count)
        self.unread -= len(data)
        if not data and self.error is not None:
            raise self.error
        return data


class _Stream(httpcore.AsyncNetworkStream):
    """A connected, already encrypted socket. Errors of the socket pass as they are."""

    def __init__(self, reader: _Reader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.head_bytes: int | None = 0  # None once the head is whole
        self.heard = False  # anything, in this cycle
        self.mend = False  # the next head is read as browsers read it

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self.mend:
            self.mend = False
            return await self._mended(max_bytes)
        data = await self._reader.take(max_bytes)
        self.heard = self.heard or bool(data)
        if self.head_bytes is not None:
            self.head_bytes += len(data)
            if self.head_bytes > _HEAD_LIMIT:
                raise Endless(f"more than {_HEAD_LIMIT} bytes of head")
        return data

    async def _mended(self, max_bytes: int) -> bytes:
        received = b""
        while (parts := lenient.split(received)) is None:
            piece = await self.read(max_bytes)
            if not piece:
                return b""
            received += piece
        self.head_bytes = None
        return lenient.mended(parts[0]) + parts[1]

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except OSError as error:  # httpcore then reads what the server may have said before it hung up
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        self.abort()

    def abort(self) -> None:
        self._writer.transport.abort()

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # on an idle connection: hung up, or says what nobody asked for
            return self._reader.at_eof() or self._reader.unread > 0 or self._writer.is_closing()
        return self._writer.get_extra_info(info)


@dataclass(slots=True)
class _Connection:
    http: "_Unchecked"
    stream: _Stream
    since: float = 0.0

    @property
    def usable(self) -> bool:
        return self.http.is_idle() and not self.http.has_expired() and time.monotonic() - self.since < _IDLE_SECONDS


class Wire(httpx.AsyncBaseTransport):
    """Carries requests over judged routes. One event loop owns it."""

    def __init__(self, settings: GatherSettings) -> None:
        self._settings = settings
        self._idle: OrderedDict[int, tuple[tuple[object, ...], _Connection]] = OrderedDict()
        self._contexts: dict[bool, ssl.SSLContext] = {}

    async def ask(self, asked: Asked, progress: Progress) -> httpx.Response:
        """The head of an answer, its body still to be read. Raises OSError, ssl.SSLError, Malformed, Disconnected."""
        origin = httpx.URL(scheme=asked.scheme, host=asked.host.strip("[]"), port=asked.port, path="/")
        request = httpx.Request(
            asked.method, origin, headers=asked.headers, extensions={"asked": asked, "progress": progress}
        )
        return await self.handle_async_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        asked: Asked = request.extensions["asked"]
        progress: Progress = request.extensions["progress"]
        kept = None if asked.fresh else self._take(asked.key)
        try:
            if kept is not None:
                try:
                    return await self._exchange(request, kept, progress)
                except (Disconnected, ConnectionError):
                    # The server closed an idle connection as we wrote (RFC 9112 9.3.1): asked again on a new one, once.
                    if kept.stream.heard:
                        raise
            return await self._exchange(request, await self._connect(asked, progress), progress)
        except Endless:
            raise
        except Malformed:
            return await self._forgiving(request, progress)

    async def _forgiving(self, request: httpx.Request, progress: Progress) -> httpx.Response:
        """A second reading before anybody says that a page is broken which every browser shows."""
        connection = await self._connect(request.extensions["asked"], progress)
        connection.stream.mend = True
        return await self._exchange(request, connection, progress)

    async def _exchange(self, request: httpx.Request, connection: _Connection, progress: Progress) -> httpx.Response:
        asked: Asked = request.extensions["asked"]
        progress.stage, progress.peer = Stage.HEAD, asked.route.address
        connection.stream.head_bytes, connection.stream.heard = 0, False
        url = httpcore.URL(
            scheme=asked.scheme.encode(),
            host=asked.host.strip("[]").encode("ascii"),
            port=asked.port,
            target=asked.target.encode("ascii"),
        )
        try:
            answer = await connection.http.handle_async_request(
                httpcore.Request(asked.method, url, headers=request.headers.raw, content=b"")
            )
        except httpcore.RemoteProtocolError as error:
            connection.stream.abort()
            if "disconnected" in str(error):
                raise Disconnected from None
            raise Malformed(str(error)) from None
        except httpcore.LocalProtocolError as error:
            connection.stream.abort()
            raise ValueError(str(error)) from None
        except BaseException:
            connection.stream.abort()
            raise
        connection.stream.head_bytes = None
        progress.stage = Stage.BODY
        return httpx.Response(
            answer.status, headers=answer.headers[:500], stream=_Answer(self, asked, connection, answer.stream)
        )

    async def _connect(self, asked: Asked, progress: Progress) -> _Connection:
        progress.stage, progress.peer = Stage.CONNECT, ""
        patience = self._settings.timeout / 2
        async with asyncio.timeout(patience):
            sock = await dial(asked.route, self._settings)
        progress.peer = asked.route.address
        context = None
        if asked.scheme == "https" and not asked.route.plain:
            progress.stage = Stage.TLS
            if (context := self._contexts.get(asked.verify)) is None:
                context = self._contexts[asked.verify] = strict() if asked.verify else unverified()
        loop = asyncio.get_running_loop()
        reader = _Reader(loop=loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
        name = asked.host.strip("[]").rstrip(".") if context else None
        try:
            async with asyncio.timeout(patience):
                transport, _ = await loop.create_connection(
                    lambda: protocol, sock=sock, ssl=context, server_hostname=name
                )
        except BaseException:
            sock.close()
            raise
        stream = _Stream(reader, asyncio.StreamWriter(transport, protocol, reader, loop))
        origin = httpcore.Origin(asked.scheme.encode(), asked.host.encode("ascii"), asked.port)
        return _Connection(_Unchecked(origin, stream, keepalive_expiry=None), stream)

    def _take(self, key: tuple[object, ...]) -> _Connection | None:
        for number, (owner, connection) in reversed(self._idle.items()):
            if owner == key:
                del self._idle[number]
                if connection.usable:
                    return connection
                connection.stream.abort()
                return self._take(key)
        return None

    def _keep(self, asked: Asked, connection: _Connection) -> None:
        if asked.fresh or not connection.http.is_idle() or connection.http.leftover:
            connection.stream.abort()
            return
        connection.since = time.monotonic()
        self._idle[id(connection)] = (asked.key, connection)
        while len(self._idle) > self._settings.total_connections:
            self._idle.popitem(last=False)[1][1].stream.abort()

    async def aclose(self) -> None:
        while self._idle:
            self._idle.popitem()[1][1].stream.abort()
        await asyncio.sleep(0)  # lets the loop close the aborted sockets


class _Unchecked(httpcore.AsyncHTTP11Connection):
    """httpcore's HTTP/1.1; which origin it may serve was decided by us, by the key it was kept under."""

    def can_handle_request(self, origin: httpcore.Origin) -> bool:
        return True

    @property
    def leftover(self) -> bool:
        """Did the server say more than it was asked? The next answer would be somebody else's."""
        return bool(self._h11_state.trailing_data[0])


class _Answer(httpx.AsyncByteStream, AsyncIterator[bytes]):
    """The body of one answer. Closing it gives a wholly read connection back, and ends every other."""

    def __init__(self, wire: Wire, asked: Asked, connection: _Connection, body: Any) -> None:
        self._wire, self._asked, self._connection, self._body = wire, asked, connection, body
        self._whole = self._closed = False
        self._chunks: AsyncGenerator[bytes, None] = body.__aiter__()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            return await anext(self._chunks)
        except StopAsyncIteration:
            self._whole = True
            raise
        except httpcore.RemoteProtocolError as error:
            raise (Cut if "without sending complete" in str(error) else Malformed)(str(error)) from None

    async def aclose(self) -> None:
        if self._closed:
            return
        self._closed = True
        if not self._whole:
            self._connection.stream.abort()
            await self._chunks.aclose()
            return
        try:
            await self._body.aclose()
        finally:
            self._wire._keep(self._asked, self._connection)


def pieces(response: Response) -> AsyncIterator[bytes]:
    """The body as it comes off the wire, not yet decoded. Ends are the caller's to see: always close the response."""
    if not isinstance(response.stream, _Answer):
        raise TypeError("not an answer of this wire")
    return aiter(response.stream)
