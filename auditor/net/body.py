"""What is in a body, without ever holding more of it than asked for?"""

import zlib
from collections.abc import Iterator

from auditor.net.outcome import Cut, Undecodable

OFFERED = "gzip, deflate"
"""What is offered as Accept-Encoding: only what can be bounded while it is decoded."""

_PIECE = 256 * 1024
_GZIP = b"\x1f\x8b"


class Body:
    """Decodes piece by piece and stops at `limit` decoded bytes, so that a bomb of 1 GiB never comes into being."""

    def __init__(self, coding: str, limit: int) -> None:
        self.data = bytearray()
        self.full = False
        self.limit = limit
        names = [name.strip().lower() for name in coding.split(",")]
        self._codings = [name for name in names if name not in ("", "identity", "none", "utf-8", "utf8", "binary")]
        self._deflate = self._codings == ["deflate"]
        self._zlib: zlib._Decompress | None = None
        self._started = self._ended = False

    def feed(self, chunk: bytes) -> None:
        """Takes what came off the wire. Raises Undecodable, with what could be read kept in `data`."""
        if not self._codings:
            self._keep(chunk)
            return
        if self._codings not in (["gzip"], ["x-gzip"], ["deflate"]):
            self._keep(chunk)
            raise Undecodable(f"Content-Encoding: {', '.join(self._codings)[:80]}")
        for piece in self._inflate(chunk):
            self._keep(piece)
            if self.full:
                return

    def shorten(self, limit: int) -> None:
        """Holds no more than `limit` from now on."""
        self.limit = limit
        self.full = self.full or len(self.data) > limit
        del self.data[limit:]

    def _keep(self, piece: bytes) -> None:
        room = self.limit - len(self.data)
        self.data += piece[:room]
        self.full = len(piece) > room

    def _inflate(self, chunk: bytes) -> Iterator[bytes]:
        while chunk and not self._ended:
            if self._zlib is None:
                if self._started and not chunk.startswith(_GZIP[: len(chunk)]):
                    self._ended = True  # padding after the last member, as gzip(1) ignores it
                    return
                self._zlib = zlib.decompressobj(self._window(chunk))
                self._started = True
            try:
                yield self._zlib.decompress(chunk, _PIECE)
            except zlib.error as error:
                raise Undecodable(str(error)) from None
            if self._zlib.eof:
                chunk, self._zlib = self._zlib.unused_data, None
                self._ended = self._deflate
            else:
                chunk = self._zlib.unconsumed_tail

    def _window(self, chunk: bytes) -> int:
        """`deflate` is a zlib stream by the standard (RFC 9110 8.4.1.2), and a bare one as some servers send it."""
        if not self._deflate:
            return zlib.MAX_WBITS | 16
        wrapped = chunk[0] & 0x0F == 8 and (len(chunk) < 2 or int.from_bytes(chunk[:2], "big") % 31 == 0)
        return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS

    def end(self) -> None:
        """Says that nothing more comes. Raises Cut when the coded stream is not whole."""
        if self._zlib is not None and not self.full:
            raise Cut("the compressed body ends early")
