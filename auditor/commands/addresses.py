"""Which addresses does a list hold, one a line?"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from auditor.api import _
from auditor.config import ConfigError
from auditor.model.url import LONGEST, canonical, host_of

STDIN = "-"
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_OTHER = re.compile(r"[a-z][a-z0-9+\-]*:(?!\d)", re.IGNORECASE)  # javascript:, mailto:, ftp: …; not host:8080


@dataclass(frozen=True, slots=True)
class AddressList:
    """A list of addresses: a file, read again each time, or what stood on standard input.

    UTF-8 with or without BOM, UTF-16 with one, else GB 18030. Blank lines and lines that begin with # say nothing.
    """

    name: str
    path: Path | None
    content: bytes
    encoding: str

    @classmethod
    def open(cls, source: str) -> "AddressList":
        """Raises ConfigError when it cannot be read, holds a line that is no address, or no address at all."""
        path = None if source == STDIN else Path(source)
        name = path.name if path else "stdin"
        content = b"" if path else sys.stdin.buffer.read()
        try:
            head = path.open("rb").read(4) if path else content[:4]
            for encoding in _encodings(head):
                found = cls(name, path, content, encoding)
                try:
                    count = sum(1 for _line in found)
                except UnicodeError:
                    continue
                if not count:
                    raise ConfigError(_("{name} 里没有地址"), name=name)
                return found
        except OSError as error:
            raise ConfigError(_("读不了 {path}：{why}"), path=source, why=error.strerror or error) from error
        raise ConfigError(_("{name} 既不是 UTF-8 也不是 GBK 文字"), name=name)

    def __iter__(self) -> Iterator[tuple[int, str, str]]:
        """Line number, canonical address, and the line as written. Raises ConfigError at the first bad line."""
        with self._text() as text:
            for number, line in enumerate(text, start=1):
                written = line.strip().lstrip("\ufeff").strip()
                if not written or written.startswith("#"):
                    continue
                if not (url := address(written)):
                    shown = written if len(written) <= 80 else f"{written[:79]}…"
                    why = (
                        _("{name}:{line}：“{text}”中间有空格，地址里的空格请写成 %20")
                        if re.search(r"\s", written) and _HTTP.match(written)
                        else _("{name}:{line}：“{text}”不是网址")
                    )
                    raise ConfigError(why, name=self.name, line=number, text=shown)
                yield number, url, written

    def _text(self) -> TextIO:
        if self.path:
            return self.path.open(encoding=self.encoding)
        return io.TextIOWrapper(io.BytesIO(self.content), encoding=self.encoding)


def _encodings(head: bytes) -> tuple[str, ...]:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def address(written: str) -> str:
    """The canonical address that a line means, "" when it means none. Without a scheme it is one of https."""
    if len(written) > LONGEST or re.search(r"\s", written):
        return ""
    if _HTTP.match(written):
        return canonical(written)
    if _OTHER.match(written) or written.startswith(("/", "\\", ".", "<", '"', "'")):
        return ""
    url = canonical(f"https://{written}")
    host = host_of(url)
    return url if "." in host and "@" not in written.partition("/")[0] else ""
