"""How is a page asked for with each HTTP client? Run as a program in an environment that has the client.

`python clients.py CLIENT LOOP URL REQUESTS WIDE SIZE` asks, reads every body whole, and prints one JSON line.
"""

import asyncio
import json
import platform
import resource
import socket
import ssl
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Ask: TypeAlias = Callable[[], Awaitable[int]]
HOST = "www.bench.test"


def unverified() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@asynccontextmanager
async def plain_httpx(url: str, wide: int) -> AsyncIterator[Ask]:
    import httpx

    limits = httpx.Limits(max_connections=wide, max_keepalive_connections=wide)
    async with httpx.AsyncClient(verify=unverified(), limits=limits, timeout=30, trust_env=False) as client:

        async def ask() -> int:
            return len((await client.get(url)).content)

        yield ask


@asynccontextmanager
async def httpx2(url: str, wide: int) -> AsyncIterator[Ask]:
    import httpx2

    limits = httpx2.Limits(max_connections=wide, max_keepalive_connections=wide)
    async with httpx2.AsyncClient(verify=unverified(), limits=limits, timeout=30, trust_env=False) as client:

        async def ask() -> int:
            return len((await client.get(url)).content)

        yield ask


@asynccontextmanager
async def pinned_httpcore(url: str, wide: int) -> AsyncIterator[Ask]:
    """httpcore's HTTP/1.1 over connections that are dialed and kept here, without its pool: our transport until now."""
    import httpcore

    place = urlsplit(url)
    assert place.hostname
    assert place.port
    tls = unverified() if place.scheme == "https" else None
    idle: list[Any] = []

    class Stream(httpcore.AsyncNetworkStream):
        def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.reader, self.writer = reader, writer

        async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return await self.reader.read(max_bytes)

        async def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self.writer.write(buffer)
            await self.writer.drain()

        async def aclose(self) -> None:
            self.writer.transport.abort()

        def get_extra_info(self, info: str) -> Any:
            return self.reader.at_eof() if info == "is_readable" else None

    origin = httpcore.Origin(place.scheme.encode(), place.hostname.encode(), place.port)
    target = httpcore.URL(url)

    async def ask() -> int:
        if idle:
            connection = idle.pop()
        else:
            reader, writer = await asyncio.open_connection(place.hostname, place.port, ssl=tls)
            connection = httpcore.AsyncHTTP11Connection(origin, Stream(reader, writer), keepalive_expiry=None)
        async with asyncio.timeout(20):
            response = await connection.handle_async_request(
                httpcore.Request("GET", target, headers=[(b"Host", HOST.encode())], content=b"")
            )
            size = 0
            async for piece in response.stream:
                size += len(piece)
            await response.aclose()
        idle.append(connection)
        return size

    yield ask


@asynccontextmanager
async def aiohttp(url: str, wide: int) -> AsyncIterator[Ask]:
    import aiohttp

    connector = aiohttp.TCPConnector(limit=wide, ssl=unverified())
    async with aiohttp.ClientSession(connector=connector) as session:

        async def ask() -> int:
            async with session.get(url) as response:
                return len(await response.read())

        yield ask


@asynccontextmanager
async def httpx_aiohttp(url: str, wide: int) -> AsyncIterator[Ask]:
    import httpx
    from httpx_aiohttp import AiohttpTransport

    limits = httpx.Limits(max_connections=wide, max_keepalive_connections=wide)
    transport = AiohttpTransport(verify=unverified(), limits=limits)
    async with httpx.AsyncClient(transport=transport, timeout=30, trust_env=False) as client:

        async def ask() -> int:
            return len((await client.get(url)).content)

        yield ask


@asynccontextmanager
async def pyreqwest(url: str, wide: int) -> AsyncIterator[Ask]:
    from pyreqwest.client import ClientBuilder

    builder = ClientBuilder().danger_accept_invalid_certs(True).max_connections(wide).http1_only().no_proxy()
    async with builder.build() as client:

        async def ask() -> int:
            response = await client.get(url).build().send()
            return len(await response.bytes())

        yield ask


@asynccontextmanager
async def wreq(url: str, wide: int) -> AsyncIterator[Ask]:
    import wreq

    client = wreq.Client(tls_verify=False, http1_only=True, pool_max_idle_per_host=wide)

    async def ask() -> int:
        response = await client.get(url)
        return len(await response.bytes())

    yield ask


@asynccontextmanager
async def primp(url: str, wide: int) -> AsyncIterator[Ask]:
    import primp

    client = primp.AsyncClient(verify=False)

    async def ask() -> int:
        response = await client.get(url)
        content = response.content
        return len(content if isinstance(content, bytes) else await content)

    yield ask


@asynccontextmanager
async def bare_httptools(url: str, wide: int) -> AsyncIterator[Ask]:
    """A protocol and the parser, and nothing that a crawler needs: the floor."""
    import httptools

    place = urlsplit(url)
    assert place.hostname
    assert place.port
    host, port = place.hostname, place.port
    tls = unverified() if place.scheme == "https" else None
    loop = asyncio.get_running_loop()
    request = f"GET {place.path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: */*\r\n\r\n".encode()
    idle: list[Any] = []

    class Bare(asyncio.Protocol):
        def connection_made(self, transport: Any) -> None:
            self.transport = transport

        def ask(self) -> asyncio.Future[int]:
            self.size, self.done = 0, loop.create_future()
            self.parser = httptools.HttpResponseParser(self)
            self.transport.write(request)
            return self.done

        def data_received(self, data: bytes) -> None:
            self.parser.feed_data(data)

        def on_body(self, piece: bytes) -> None:
            self.size += len(piece)

        def on_message_complete(self) -> None:
            self.done.set_result(self.size)

    async def ask() -> int:
        if idle:
            connection = idle.pop()
        else:
            _, connection = await loop.create_connection(Bare, host, port, ssl=tls)
        size: int = await connection.ask()
        idle.append(connection)
        return size

    yield ask


def mapped(url: str, wide: int) -> tuple[Any, str]:
    from auditor.model.settings import GatherSettings, MapTo

    place = urlsplit(url)
    maps = (MapTo(host=HOST, address=str(place.hostname), to_port=place.port or 80),)
    settings = GatherSettings(maps=maps, only_mapped=True, rate=None, address_rate=None, connections=wide)
    return settings, f"{place.scheme}://{HOST}{place.path}"


@asynccontextmanager
async def fetcher(url: str, wide: int) -> AsyncIterator[Ask]:
    """The product's own, end to end: guard, pace, redirects, caps, decoding, faults."""
    from auditor.crawl.pace import Pace
    from auditor.net.fetch import Fetcher
    from auditor.net.resolve import Resolver

    settings, address = mapped(url, wide)
    async with Fetcher(settings, Resolver(settings), Pace(settings)) as client:

        async def ask() -> int:
            look = await client.fetch(address)
            if look.fault:
                raise RuntimeError(look.fault)
            return len(look.body)

        yield ask


@asynccontextmanager
async def wire(url: str, wide: int) -> AsyncIterator[Ask]:
    """The product's transport alone."""
    from auditor.net.route import Route
    from auditor.net.wire import Asked, Progress, Wire

    settings, _ = mapped(url, wide)
    place = urlsplit(url)
    route = Route(str(place.hostname), str(place.hostname), place.port or 80, opened=True)
    asked = Asked(place.scheme, HOST, place.port or 80, place.path, route, headers=(("Host", HOST),), verify=False)
    carrier = Wire(settings)

    async def ask() -> int:
        answer = await carrier.ask(asked, Progress())
        size = 0
        while piece := await answer.read():
            size += len(piece)
        answer.close()
        return size

    yield ask
    await carrier.aclose()


@asynccontextmanager
async def httpx_over_wire(url: str, wide: int) -> AsyncIterator[Ask]:
    """The httpx client with the product's transport below it."""
    import httpx

    from auditor.net.route import Route
    from auditor.net.wire import Wire

    settings, address = mapped(url, wide)
    place = urlsplit(url)
    route = Route(str(place.hostname), str(place.hostname), place.port or 80, opened=True)
    extensions = {"route": route, "verify": False}
    async with httpx.AsyncClient(transport=Wire(settings), trust_env=False) as client:

        async def ask() -> int:
            return len((await client.get(address, extensions=extensions)).content)

        yield ask


CLIENTS = {
    "httpx": (plain_httpx, "httpx"),
    "httpx2": (httpx2, "httpx2"),
    "httpcore, own connections": (pinned_httpcore, "httpcore"),
    "httpx over aiohttp": (httpx_aiohttp, "httpx-aiohttp"),
    "aiohttp": (aiohttp, "aiohttp"),
    "primp": (primp, "primp"),
    "pyreqwest": (pyreqwest, "pyreqwest"),
    "wreq": (wreq, "wreq"),
    "asyncio + httptools, bare": (bare_httptools, "httptools"),
    "our wire": (wire, "httptools"),
    "httpx over our wire": (httpx_over_wire, "httptools"),
    "our fetcher, end to end": (fetcher, "httptools"),
}


async def measured(client: str, url: str, requests: int, wide: int, size: int) -> dict[str, Any]:
    connect, package = CLIENTS[client]
    left = requests

    async with connect(url, wide) as ask:

        async def worker() -> None:
            nonlocal left
            while left > 0:
                left -= 1
                got = await ask()
                if got != size:
                    raise RuntimeError(f"{got} bytes instead of {size}")

        async with asyncio.TaskGroup() as group:  # connections stand before the clock starts
            for _ in range(wide):
                group.create_task(_once(ask))
        began, spent = time.perf_counter(), time.process_time()
        async with asyncio.TaskGroup() as group:
            for _ in range(wide):
                group.create_task(worker())
        cpu, wall = time.process_time() - spent, time.perf_counter() - began
    return {
        "version": version(package),
        "python": platform.python_version(),
        "cpu_s": cpu,
        "wall_s": wall,
        "per_cpu_s": requests / cpu,
        "per_s": requests / wall,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


async def _once(ask: Ask) -> None:
    await ask()


def main(client: str, loop: str, url: str, requests: int, wide: int, size: int) -> None:
    factory = None
    if loop == "uvloop":
        import uvloop

        factory = uvloop.new_event_loop
    socket.setdefaulttimeout(None)
    with asyncio.Runner(loop_factory=factory) as runner:
        print(json.dumps(runner.run(measured(client, url, requests, wide, size))))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], *map(int, sys.argv[4:7]))
