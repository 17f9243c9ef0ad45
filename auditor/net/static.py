"""A directory of files as a web server would send them, on loopback, while the block lasts."""

import asyncio
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from email.utils import formatdate
from mimetypes import MimeTypes
from pathlib import Path
from types import TracebackType
from urllib.parse import quote, unquote_to_bytes

from auditor.api import _
from auditor.model.problem import Problem

INDEXES = ("index.html", "index.htm")
ABSENT = "404.html"  # sent with status 404 where there is one, as most hosts of static sites do
_CHUNK = 256 * 1024
_HEAD = 64 * 1024
_PATIENCE = 60.0  # seconds without a request

# The built-in table alone, so that the same directory is served alike on every machine; and what offices use here.
_TYPES = MimeTypes(())
for _kind, _endings in {
    "application/ofd": ".ofd",
    "application/vnd.ms-works": ".wps",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.rar": ".rar",
    "font/woff": ".woff",
    "font/woff2": ".woff2",
    "image/webp": ".webp",
    "text/html": ".shtml",
    "text/javascript": ".mjs",
}.items():
    _TYPES.add_type(_kind, _endings)


class StaticServer:
    """`async with StaticServer(folder, hosts) as server: server.port`. Files below `folder`, and nothing else.

    Plain HTTP for these `hosts` only; `prefix` is the path at which the folder stands. A folder shows its index page;
    without its final slash it is redirected there. Symbolic links that lead out of the folder are not followed.
    """

    def __init__(self, folder: Path, hosts: Collection[str], prefix: str = "/") -> None:
        if not folder.is_dir():
            raise Problem(_("没有目录 {path}"), path=folder)
        self._folder = folder.resolve()
        self._hosts = frozenset(hosts)
        self._prefix = prefix
        self._open: set[asyncio.Task[None]] = set()
        self.port = 0

    async def __aenter__(self) -> "StaticServer":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._open.add(task)
        try:
            with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, OSError):
                while await self._answer(reader, writer):
                    pass
        except asyncio.CancelledError:
            pass  # the block has ended
        finally:
            self._open.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answers one request; False when the connection ends with it."""
        async with asyncio.timeout(_PATIENCE):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        method, _blank, rest = first.partition(" ")
        target = rest.rpartition(" ")[0]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        host = headers.get("host", "").lower().partition(":")[0].rstrip(".")
        keep = rest.endswith("HTTP/1.1") and headers.get("connection", "").lower() != "close"
        if method not in ("GET", "HEAD") or "content-length" in headers or "transfer-encoding" in headers:
            await self._send(writer, method, "405 Method Not Allowed", None, keep=False)
            return False
        path = target.partition("?")[0].partition("#")[0]
        file = self._file(path) if host in self._hosts else None
        if file is None:
            absent = self._within(self._folder / ABSENT)
            await self._send(writer, method, "404 Not Found", absent, keep=keep)
        elif file.is_dir():
            await self._send(writer, method, "301 Moved Permanently", None, keep=keep, location=f"{path}/")
        else:
            await self._send(writer, method, "200 OK", file, keep=keep)
        return keep

    def _file(self, path: str) -> Path | None:
        """The file behind a path, its folder when the final slash is missing; None when there is nothing to send."""
        if not path.startswith(self._prefix):
            return None
        name = os.fsdecode(unquote_to_bytes(path[len(self._prefix) :]))
        if "\0" in name:
            return None
        found = self._within(self._folder / name.lstrip("/"), folders=True)
        if found is None or not found.is_dir():
            return found if not path.endswith("/") else None
        index = next(self._indexes(found), None)
        return found if index and not path.endswith("/") else index

    def _indexes(self, folder: Path) -> Iterator[Path]:
        for name in INDEXES:
            if index := self._within(folder / name):
                yield index

    def _within(self, wanted: Path, *, folders: bool = False) -> Path | None:
        """The real place of a file, None when there is none, or it lies outside, or it is no file at all."""
        try:
            real = wanted.resolve(strict=True)
            mode = real.stat().st_mode
        except (OSError, ValueError, RuntimeError):
            return None
        if not real.is_relative_to(self._folder):
            return None
        return real if stat.S_ISREG(mode) or (folders and stat.S_ISDIR(mode)) else None

    async def _send(
        self,
        writer: asyncio.StreamWriter,
        method: str,
        status: str,
        file: Path | None,
        *,
        keep: bool,
        location: str = "",
    ) -> None:
        body = f"<title>{status}</title>{status}".encode()
        size, kind = len(body), "text/html"
        stream = None
        if file is not None:
            try:
                stream = file.open("rb")
            except OSError:
                status = "403 Forbidden"
            else:
                size = os.fstat(stream.fileno()).st_size
                kind = _TYPES.guess_type(file.name)[0] or "application/octet-stream"
        lines = [f"HTTP/1.1 {status}", f"Date: {formatdate(usegmt=True)}", f"Content-Type: {kind}"]
        lines += [f"Content-Length: {size}", f"Connection: {'keep-alive' if keep else 'close'}"]
        lines += [f"Location: {quote(location, safe='/%:=&;,@!$*+~')}"] if location else []
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
        try:
            if method == "HEAD":
                pass
            elif stream is None:
                writer.write(body)
            else:
                while size > 0 and (chunk := stream.read(min(_CHUNK, size))):
                    size -= len(chunk)
                    writer.write(chunk)
                    await writer.drain()
            await writer.drain()
        finally:
            if stream is not None:
                stream.close()
