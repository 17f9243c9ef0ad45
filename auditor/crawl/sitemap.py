"""Which addresses does the site itself list? Site maps and their indexes (XML, or text with an address a line), read
without DTD and without bombs. A map that breaks off in the middle has listed what stands before."""

import re
import zlib
from collections.abc import Iterable
from xml.parsers import expat

from auditor.extract import charset
from auditor.model.url import canonical
from auditor.net.fetch import Fetcher

MOST = 50_000  # addresses, as the protocol has it
LARGEST = 50_000_000  # bytes, unpacked
FILES = 50  # site maps read in all


_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_ADDRESS = re.compile(r"\s*https?://\S+\s*$", re.IGNORECASE)


class _Refused(Exception):
    pass


async def listed(fetcher: Fetcher, starts: Iterable[str]) -> list[str]:
    """The addresses in the site maps that begin at `starts`, each once, in their order. Unreadable ones give none."""
    waiting, seen, found = list(dict.fromkeys(starts)), set[str](), dict[str, None]()
    while waiting and len(seen) < FILES and len(found) < MOST:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        exchange = await fetcher.fetch(url)
        if exchange.fault is None:
            pages, maps = parse(exchange.body)
            base = exchange.final_url or url  # addresses ought to be absolute, and often are not
            found.update(dict.fromkeys(filter(None, (canonical(page, base) for page in pages))))
            waiting += [target for one in maps if (target := canonical(one, base))]
    return list(found)[:MOST]


def parse(body: bytes) -> tuple[list[str], list[str]]:
    """The page addresses and the further site maps that one file lists. What is no site map lists nothing."""
    pages: list[str] = []
    maps: list[str] = []
    try:
        text = _text(_unpacked(body))
        if text.startswith("<"):
            _parse(text, pages, maps)
        else:
            pages += (line.strip() for line in text.splitlines() if _ADDRESS.match(line))
    except _Refused:
        return [], []
    except (expat.ExpatError, zlib.error, UnicodeError):
        pass
    return pages, maps


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacking = zlib.decompressobj(wbits=31)
    plain = unpacking.decompress(body, LARGEST)
    if unpacking.unconsumed_tail:
        raise _Refused("too large")
    return plain


def _text(body: bytes) -> str:
    """The words of the file: in the encoding that its mark or its XML declaration names, GBK too, else UTF-8."""
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace").strip()
    said = _DECLARED.match(body)
    name = charset.named(said[1].decode("ascii", "replace")) if said else ""
    name = name if name and not name.startswith("utf-16") else "utf-8"
    return body.decode(charset.codec_of(name), "replace").strip()


def _parse(text: str, pages: list[str], maps: list[str]) -> None:
    path: list[str] = []
    words: list[str] = []

    def start(name: str, _attributes: object) -> None:
        path.append(name.rpartition(":")[2].rpartition(" ")[2])
        words.clear()

    def end(_name: str) -> None:
        if path[-2:] in (["url", "loc"], ["sitemap", "loc"]):
            (pages if path[-2] == "url" else maps).append("".join(words).strip())
        path.pop()

    def refuse(*_declaration: object) -> None:
        raise _Refused("a site map needs no document type")

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = words.append
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(text.encode("utf-8", "replace"), True)
