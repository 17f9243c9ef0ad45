"""Which addresses does the site itself list? sitemap.xml and its indexes, read without DTD and without bombs."""

import zlib
from collections.abc import Iterable
from xml.parsers import expat

from auditor.model.url import canonical
from auditor.net.fetch import Fetcher

MOST = 50_000  # addresses, as the protocol has it
LARGEST = 50_000_000  # bytes, unpacked
FILES = 50  # site maps read in all


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
            found.update(dict.fromkeys(filter(None, (canonical(page) for page in pages))))
            waiting += [target for one in maps if (target := canonical(one))]
    return list(found)[:MOST]


def parse(body: bytes) -> tuple[list[str], list[str]]:
    """The page addresses and the further site maps that one file lists. What is no site map lists nothing."""
    try:
        return _parse(_unpacked(body))
    except (expat.ExpatError, _Refused, zlib.error, UnicodeError):
        return [], []


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacking = zlib.decompressobj(wbits=31)
    plain = unpacking.decompress(body, LARGEST)
    if unpacking.unconsumed_tail:
        raise _Refused("too large")
    return plain


def _parse(body: bytes) -> tuple[list[str], list[str]]:
    pages: list[str] = []
    maps: list[str] = []
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

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = words.append
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(body.lstrip(), True)
    return pages, maps
