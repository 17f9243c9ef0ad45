"""How does one request travel? Over connections of our own to judged routes, with the face of an httpx transport.

The only importer of the HTTP client. What asks for a page goes past httpx's objects, which cost ten times the request
itself (docs/transport.md). Whoever asks owns the connection: it goes back to the idle ones only after a whole answer,
and is closed in every other case, so that a cancelled request leaves neither a socket nor a slot behind.
"""

import asyncio
import re
import ssl
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import httpx

from auditor.model.settings import GatherSettings
from auditor.net.http1 import Connection, Headers
from auditor.net.outcome import Disconnected, Stage
from auditor.net.route import Route, dial
from auditor.net.tls import strict, unverified

_IDLE_SECONDS = 10.0
_Key: TypeAlias = tuple[str, str, int, Route, bool]


class Asked(NamedTuple):
    """One request on the wire. `host` and `port` name the origin, `target` is sent as it is."""

    scheme: str
    host: str
    port: int
    target: str
    route: Route
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    verify: bool = True
    fresh: bool = False  # a connection of its own, closed afterwards


class Progress:
    """How far a request has come, readable after it failed."""

    __slots__ = ("_stage", "marks", "peer")

    def __init__(self) -> None:
        self.marks: list[tuple[Stage, float]] = []  # when each stage was entered, on the monotonic clock
        self.stage = Stage.CONNECT
        self.peer = ""  # the address that answered our dial

    @property
    def stage(self) -> Stage:
        return self._stage

    @stage.setter
    def stage(self, stage: Stage) -> None:
        self._stage = stage
        self.marks.append((stage, time.monotonic()))


class Answer:
    """A head, and the body still to be read. Closing it gives a wholly read connection back, and ends every other."""

    __slots__ = ("_connection", "_key", "_wire", "headers", "status")

    def __init__(self, wire: "Wire", key: _Key | None, connection: Connection) -> None:
        self._wire, self._key = wire, key
        self._connection: Connection | None = connection
        self.status = connection.status
        self.headers: Headers = connection.headers

    async def read(self) -> bytes:
        """The next part of the body as it came off the wire, not yet decoded; empty at its end."""
        return await self._connection.read() if self._connection else b""

    def arrived(self) -> bytes:
        """What had arrived of the body when the reading was broken off."""
        return self._connection.arrived() if self._connection else b""

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and connection.release():
            self._wire.keep(self._key, connection)


class Wire(httpx.AsyncBaseTransport):
    """Carries requests over judged routes. One event loop owns it."""

    def __init__(self, settings: GatherSettings) -> None:
        self._settings = settings
        self._idle: OrderedDict[Connection, _Key] = OrderedDict()  # the longest idle first
        self._by_key: dict[_Key, list[Connection]] = {}
        self._contexts: dict[bool, ssl.SSLContext] = {}

    async def ask(self, asked: Asked, progress: Progress) -> Answer:
        """The head of an answer, its body still to be read. Raises OSError, ssl.SSLError, Malformed, Disconnected."""
        if _BREAKING.search(asked.target):
            raise ValueError("a target with blanks or controls")
        request = f"{asked.method} {asked.target} HTTP/1.1\r\n".encode("ascii") + _lines(asked.headers)
        key = (asked.scheme, asked.host, asked.port, asked.route, asked.verify)
        if not asked.fresh and (kept := self._take(key)) is not None:
            try:
                return await self._exchange(asked, request, key, kept, progress)
            except (Disconnected, ConnectionError):
                # The server closed an idle connection as we wrote (RFC 9112 9.3.1): asked again on a new one, once.
                if kept.heard:
                    raise
        return await self._exchange(asked, request, key, await self._connect(asked, progress), progress)

    async def _exchange(
        self, asked: Asked, request: bytes, key: _Key, connection: Connection, progress: Progress
    ) -> Answer:
        progress.stage, progress.peer = Stage.HEAD, asked.route.address
        try:
            connection.begin(request, head_only=asked.method == "HEAD")
            await connection.head()
        except BaseException:
            connection.abort()
            raise
        progress.stage = Stage.BODY
        return Answer(self, None if asked.fresh else key, connection)

    async def _connect(self, asked: Asked, progress: Progress) -> Connection:
        progress.stage, progress.peer = Stage.CONNECT, ""
        patience = self._settings.timeout / 2
        async with asyncio.timeout(patience):
            sock = await dial(asked.route, self._settings)
        progress.peer = asked.route.address
        context = None
        if (asked.route.speaks or asked.scheme) == "https":
            progress.stage = Stage.TLS
            if (context := self._contexts.get(asked.verify)) is None:
                context = self._contexts[asked.verify] = (
                    strict(self._settings.ca_file) if asked.verify else unverified()
                )
        loop = asyncio.get_running_loop()
        connection = Connection(loop)
        name = asked.host.strip("[]").rstrip(".") if context else None
        try:
            async with asyncio.timeout(patience):
                await loop.create_connection(lambda: connection, sock=sock, ssl=context, server_hostname=name)
        except BaseException:
            sock.close()
            raise
        return connection

    def _take(self, key: _Key) -> Connection | None:
        """The connection that was used last: the others may then grow old."""
        waiting = self._by_key.get(key)
        while waiting:
            connection = waiting.pop()
            del self._idle[connection]
            if not waiting:
                del self._by_key[key]
            if connection.usable and time.monotonic() - connection.since < _IDLE_SECONDS:
                return connection
            connection.abort()
        return None

    def keep(self, key: _Key | None, connection: Connection) -> None:
        if key is None:
            connection.abort()
            return
        connection.since = time.monotonic()
        self._idle[connection] = key
        self._by_key.setdefault(key, []).append(connection)
        while len(self._idle) > self._settings.total_connections:
            oldest, owner = self._idle.popitem(last=False)
            self._by_key[owner].remove(oldest)
            if not self._by_key[owner]:
                del self._by_key[owner]
            oldest.abort()

    async def aclose(self) -> None:
        for connection in self._idle:
            connection.abort()
        self._idle.clear()
        self._by_key.clear()
        await asyncio.sleep(0)  # lets the loop close the aborted sockets

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The same for `httpx.AsyncClient(transport=…)`: a request without a judged route goes nowhere.

        `extensions` hold the `route` and, if wanted, `verify` and a `progress`.
        """
        route = request.extensions.get("route")
        if not isinstance(route, Route):
            raise httpx.UnsupportedProtocol("no judged route to go", request=request)
        if await request.aread():
            raise httpx.UnsupportedProtocol("bodies are not sent", request=request)
        url = request.url
        answer = await self.ask(
            Asked(
                scheme=url.scheme,
                host=url.raw_host.decode("ascii"),
                port=url.port or (443 if url.scheme == "https" else 80),
                target=url.raw_path.decode("ascii"),
                route=route,
                method=request.method,
                headers=tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in request.headers.raw),
                verify=bool(request.extensions.get("verify", True)),
            ),
            request.extensions.get("progress") or Progress(),
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer), request=request)


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while piece := await self._answer.read():
            yield piece

    async def aclose(self) -> None:
        self._answer.close()


def post(url: str, body: bytes, headers: Mapping[str, str], *, timeout: float, ca_file: str = "") -> tuple[int, bytes]:
    """Sends a message of the operator's to an address of the operator's: status and body of the answer.

    Nothing of a portal is asked for here. A redirect is an answer and not followed: the message may carry a key.
    Raises OSError; its text holds no address.
    """
    try:
        with httpx.Client(verify=strict(ca_file), timeout=timeout, follow_redirects=False) as client:
            answer = client.post(url, content=body, headers=dict(headers))
            return answer.status_code, answer.content
    except httpx.HTTPError as error:
        raise OSError(f"{type(error).__name__}: {error}".replace(url, "…")) from error
    except httpx.InvalidURL as error:
        raise OSError("InvalidURL") from error


_BREAKING = re.compile(r"[\0-\x20\x7f]")
_CONTROLS = re.compile(rb"[\0-\x08\x0a-\x1f\x7f]")


@lru_cache(maxsize=256)  # a crawl says the same to every page of a host
def _lines(headers: tuple[tuple[str, str], ...]) -> bytes:
    """The header lines as they are sent, with the blank one. Raises ValueError for what would break out of its line."""
    found = []
    for name, value in headers:
        encoded = value.encode("latin-1")
        if not name or _BREAKING.search(name) or ":" in name or _CONTROLS.search(encoded):
            raise ValueError(f"no header: {name[:80]!r}")
        found.append(name.encode("ascii") + b": " + encoded + b"\r\n")
    return b"".join([*found, b"\r\n"])
