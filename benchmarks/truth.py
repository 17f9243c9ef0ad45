"""Which addresses of the portal are broken, and how right is a tool's list of broken ones?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit


class Kind(StrEnum):
    """What an address does when it is asked for."""

    PAGE = "page"
    FILE = "file"
    CHAIN = "chain"  # redirects that end at a page
    QUERY = "query"  # opens only when the query is sent in the encoding of the page that links to it
    ELSEWHERE = "elsewhere"  # another host, in order
    ABSENT = "absent"  # 404, by a page or a file
    GONE = "gone"  # 410
    FAILING = "failing"  # 500, always
    LOOP = "loop"
    CHAIN_TO_ABSENT = "chain-to-absent"
    HANG = "hang"  # accepts and never answers
    REFUSED = "refused"
    ELSEWHERE_ABSENT = "elsewhere-absent"
    FORBIDDEN = "forbidden"  # 403
    CHALLENGE = "challenge"  # a firewall's script instead of the page
    BUSY = "busy"  # 429, by another host
    UNSTABLE = "unstable"  # 500 to the first request, then in order


class Class(StrEnum):
    """What may be said of an address. Of the last two a tool may say what it likes."""

    BROKEN = "broken"
    FINE = "fine"
    BLOCKED = "blocked"
    UNSTABLE = "unstable"


_FINE = frozenset({Kind.PAGE, Kind.FILE, Kind.CHAIN, Kind.QUERY, Kind.ELSEWHERE})
_BLOCKED = frozenset({Kind.FORBIDDEN, Kind.CHALLENGE, Kind.BUSY})


def class_of(kind: Kind) -> Class:
    if kind in _FINE:
        return Class.FINE
    if kind in _BLOCKED:
        return Class.BLOCKED
    return Class.UNSTABLE if kind is Kind.UNSTABLE else Class.BROKEN


def plain(url: str) -> str:
    """One way to write an address: no fragment, escapes in upper case and only where they are needed."""
    place = urlsplit(url)
    path = quote(unquote_to_bytes(place.path), safe="/") or "/"
    query = quote(unquote_to_bytes(place.query), safe="=&") if place.query else ""
    return f"{place.scheme.lower()}://{place.netloc.lower()}{path}{'?' + query if query else ''}"


@dataclass(frozen=True, slots=True)
class Marks:
    """How right is a list of broken addresses? Each address counts once."""

    right: int
    missed: tuple[str, ...]
    false: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """Every address that a page refers to, with what it does; `hops` are where redirects pass through."""

    origin: str
    urls: Mapping[str, Kind]
    hops: Mapping[str, str] = field(default_factory=dict)  # hop → the address that a page refers to

    def of(self, class_: Class) -> frozenset[str]:
        return frozenset(url for url, kind in self.urls.items() if class_of(kind) is class_)

    def class_of(self, url: str) -> Class:
        """What may be said of a known address, or of the link that leads through it."""
        return class_of(self.urls[self.hops.get(url, url)])

    def knows(self, url: str) -> bool:
        return url in self.urls or url in self.hops

    def mark(self, reported: Iterable[str]) -> Marks:
        """Compares what a tool calls broken with what is. A tool may name a hop instead of the link that led there."""
        said = {self.hops.get(url, url) for url in map(plain, reported)}
        broken = self.of(Class.BROKEN)
        excused = self.of(Class.BLOCKED) | self.of(Class.UNSTABLE)
        return Marks(len(said & broken), tuple(sorted(broken - said)), tuple(sorted(said - broken - excused)))

    def write(self, path: Path) -> None:
        table = {"origin": self.origin, "urls": self.urls, "hops": self.hops}
        path.write_text(json.dumps(table, ensure_ascii=False, indent=0), encoding="utf-8")
