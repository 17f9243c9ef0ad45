"""What does one network address of a `Site` send? A small HTTP/1.1 server with virtual hosts, and with manners to
misbehave by: it resets, hangs, drips, cuts off, or fails the first time."""

import asyncio
from collections import Counter
from http import HTTPStatus
from types import TracebackType

from auditor.demo.site import Resource, Site

DRIP_EVERY = 0.2  # seconds between two bytes
_HEAD_LIMIT = 65536
_FIRST_FAILURE = Resource(b"<html><title>500</title>Internal Server Error</html>", status=500)
_PLAIN_BAD = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class WebServer:
    """Answers for the network address `address` of the site, at a port of its own of `host`, while the block lasts."""

    def __init__(self, site: Site, address: str, host: str, requests: Counter[tuple[str, str]]) -> None:
        self.site, self.address, self.requests = site, address, requests
        self._host = host
        self.port = 0
        self.answered: Counter[str] = Counter()  # here alone
        self.connections: set[_Connection] = set()

    async def __aenter__(self) -> "WebServer":
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), self._host, 0, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for connection in tuple(self.connections):
            connection.abort()
        await self._server.wait_closed()

    def answer(self, method: str, url: str) -> Resource:
        resource = self.site.answer(url, self.address)
        earlier = self.requests[method, url]
        self.requests[method, url] += 1
        if resource.fault == "once" and earlier + self.requests[_other(method), url] == 0:
            return _FIRST_FAILURE
        self.answered[url] += 1
        turn = self.answered[url]
        lost = turn == 1 if resource.fault == "first" else turn % 2 if resource.fault == "flaky" else False
        return _FIRST_FAILURE if lost else resource


def _other(method: str) -> str:
    return "GET" if method == "HEAD" else "HEAD"


class _Connection(asyncio.Protocol):
    def __init__(self, server: WebServer) -> None:
        self._server = server
        self._buffer = b""
        self._skip = 0  # bytes of a request body still to come
        self._stuck = False
        self._drip: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport
        self._server.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.connections.discard(self)
        if self._drip:
            self._drip.cancel()

    def abort(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while not self._stuck and not self._transport.is_closing():
            if self._skip:
                gone = min(self._skip, len(self._buffer))
                self._buffer, self._skip = self._buffer[gone:], self._skip - gone
            head, end, rest = self._buffer.partition(b"\r\n\r\n")
            if self._skip or not end:
                if len(self._buffer) > _HEAD_LIMIT:
                    self._transport.abort()
                return
            self._buffer = rest
            self._request(head.decode("latin-1"))

    def _request(self, head: str) -> None:
        first, *lines = head.split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        try:
            method, target, version = first.split(" ")
            self._skip = int(headers.get("content-length", "0"))
        except ValueError:
            self._transport.write(_PLAIN_BAD)
            self._transport.close()
            return
        host = headers.get("host", "").lower().removesuffix(":80")
        keep = version == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
        url = target if target.startswith("http://") else f"http://{host}{target}"
        self._answer(method, self._server.answer(method, url), keep=keep)

    def _answer(self, method: str, resource: Resource, *, keep: bool) -> None:
        if resource.fault == "reset":
            self._transport.abort()
            return
        if resource.fault == "hang":
            self._stuck = True
            return
        head, body = _head(resource, keep=keep), b"" if method == "HEAD" else resource.body
        if resource.fault == "drip" and body:
            self._stuck = True
            self._transport.write(head)
            self._dribble(body)
            return
        if resource.fault == "cut" and body:
            self._transport.write(head + body[: len(body) // 2])
            self._transport.close()
            return
        self._transport.write(head + body)
        if not keep:
            self._transport.close()

    def _dribble(self, rest: bytes) -> None:
        if self._transport.is_closing():
            return
        self._transport.write(rest[:1])
        if len(rest) == 1:
            self._transport.close()
            return
        self._drip = asyncio.get_running_loop().call_later(DRIP_EVERY, self._dribble, rest[1:])


def _head(resource: Resource, *, keep: bool) -> bytes:
    try:
        phrase = HTTPStatus(resource.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {resource.status} {phrase}"]
    if resource.content_type:
        lines.append(f"Content-Type: {resource.content_type}")
    lines += [f"{name}: {value}" for name, value in resource.headers.items()]
    lines += [f"Content-Length: {len(resource.body)}", f"Connection: {'keep-alive' if keep else 'close'}", "", ""]
    return "\r\n".join(lines).encode("latin-1")
