"""A server that says exactly the bytes it is told to, well-formed or not, and counts what reaches it."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, TypeAlias

from auditor.model.settings import GatherSettings, MapTo
from auditor.net.fetch import Fetcher
from auditor.net.resolve import Resolver

HOST = "www.raw.test"
Say: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter, bytes], Awaitable[None]]


def answer(body: bytes = b"", status: str = "200 OK", *lines: str, kind: str = "text/html") -> bytes:
    """A well-formed answer that keeps the connection."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *lines, "", ""]
    return "\r\n".join(head).encode("latin-1") + body


def redirect(location: str | bytes, *lines: str, status: int = 302) -> bytes:
    raw = location if isinstance(location, bytes) else location.encode()
    head = "".join(f"{line}\r\n" for line in lines).encode()
    return b"HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 0\r\n%s\r\n" % (status, raw, head)


class RawServer:
    """`says` maps a target to bytes (sent; the connection stays) or to a function that does what it likes and then
    the connection is closed. What is missing answers 404."""

    def __init__(self, says: Mapping[str, bytes | Say], *, tls: ssl.SSLContext | None = None) -> None:
        self.says, self._tls = says, tls
        self.requests: Counter[str] = Counter()
        self.heads: list[bytes] = []
        self.connections = 0
        self.port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "RawServer":
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                target = head.split(b" ", 2)[1].decode()
                self.requests[target] += 1
                self.heads.append(head)
                said = self.says.get(target, answer(b"<html>not here</html>", "404 Not Found"))
                if not isinstance(said, bytes):
                    await said(reader, writer, head)
                    return
                writer.write(said)
                await writer.drain()
        except (OSError, EOFError):
            pass
        finally:
            writer.transport.abort()

    def settings(self, **more: Any) -> GatherSettings:
        maps = (MapTo(host=HOST, address="127.0.0.1", to_port=self.port), *more.pop("maps", ()))
        return GatherSettings(**{"timeout": 3.0, "maps": maps, "only_mapped": True, **more})

    def fetcher(self, **more: Any) -> Fetcher:
        settings = self.settings(**more)
        return Fetcher(settings, Resolver(settings))


async def anything(_url: str) -> bool:
    """All may be asked for."""
    return True


def url(path: str = "/", scheme: str = "http") -> str:
    return f"{scheme}://{HOST}{path}"
