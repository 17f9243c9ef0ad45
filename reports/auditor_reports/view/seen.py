"""How is evidence shown, so that a person with a browser sees the same again?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from auditor.model.finding import Evidence
from auditor_reports import figures
from auditor_reports.safe import mask, own_address, shown, visible
from auditor_reports.voice import Voice
from auditor_reports.words import FAULTS, REASONS, _
from auditor_reports.words_seen import FACTS, PLACES, REGIONS

_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_HAN = re.compile(r"[\u3400-\u9fff\u3000-\u3015\uff01-\uff5e]+")
LIST = "list:"  # begins the place of an address that stands in a list of the operator's
LONGEST_QUOTE = 400
LONGEST_TABLE = 12
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look. `href` is "" where the address must not be a live link."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Referrer:
    """One page that carries the link, under which words, in which part of it."""

    place: Place
    label: str
    region: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation. Links that lead to the same target under the same conditions stand together as `referrers`."""

    kind: str
    place: Place | None
    target: str
    quote: tuple[Piece, ...]
    cut: str
    region: str
    referrers: tuple[Referrer, ...]
    facts: tuple[Fact, ...]
    when: str
    also: str


@dataclass(frozen=True, slots=True)
class Again:
    """How to look again: a sentence, or a command."""

    text: str
    command: str = ""


def readable(url: str) -> str:
    """The address with %E4%B8%AD as 中, where that is sound UTF-8 of Chinese characters; nothing else is decoded."""
    return _ENCODED.sub(_decoded, url)


def _decoded(found: re.Match[str]) -> str:
    try:
        text = unquote(found[0], errors="strict")
    except UnicodeDecodeError:
        return found[0]
    return text if _HAN.fullmatch(text) else found[0]


class Eyes:
    """Shows evidence of one portal in one language."""

    def __init__(self, voice: Voice, hosts: frozenset[str], home: str) -> None:
        self.voice, self.hosts, self.home = voice, hosts, home

    def place(self, url: str) -> Place:
        """An address for the reader: a live link only on the portal's own hosts, and there without the host."""
        if not url:
            return Place("")
        live = own_address(url, self.hosts)
        if live and url == self.home:
            return Place(self.voice(_("首页")), url)
        bare = url[len(self.home) - 1 :] if live and self.home.endswith("/") and url.startswith(self.home) else url
        return Place(self.voice.cut(shown(readable(bare), address=live)), url if live else "")

    def value(self, value: object, name: str) -> str:
        """A value in a sentence; the portal's own addresses without the host."""
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return self.place(value).text
        return self.voice.value(value, name)

    def subject(self, subject: str, said: str = "") -> str:
        """A subject that tells a reader something: an address, a host, a name; not the id of a whole ("inner own").

        What was asked of a page stands behind it and is no part of its address: 首页 · 规范性文件. It is left out where
        the sentence `said` names it already, and where it is only an id of ours. A pair is two addresses.
        """
        if "://" in subject:
            return self.voice.list([self._asked(one, said) for one in subject.split(" ")])
        return self.voice.cut(shown(subject)) if re.search(r"[.:/\u3400-\u9fff]", subject) else ""

    def _asked(self, one: str, said: str) -> str:
        page, _sharp, asked = one.partition("#")
        if "://" not in one or asked.startswith(("/", "!")):  # the path of a page that a script draws
            return self.place(one).text
        named = self.voice.cut(shown(asked)) if _HAN.search(asked) or asked.isdigit() else ""
        return self.place(page).text if named in said else f"{self.place(page).text} · {named}"

    def see(self, evidence: Sequence[Evidence], most: int, said: str = "") -> tuple[tuple[Seen, ...], str]:
        """The first `most` observations, and how many more there are in words ("" when none). A link's target is
        left out where the sentence `said` names it already."""
        left = len(evidence) - most
        blocks: list[Seen] = []
        for key, run in groupby(evidence[:most], self._same_link):
            alike = list(run)
            blocks += [self._links(alike, said)] if key else [self._one(one) for one in alike]
        return tuple(blocks), self.voice(_("另有 {n} 处没有列出"), n=left) if left > 0 else ""

    def again(self, evidence: Sequence[Evidence], subject: str) -> Again | None:
        """What to do to see it: one action with a browser, or one command."""
        if not evidence:
            return None
        first = evidence[0]
        name = next(iter(subject.split()), "")
        match first.kind:
            case "dns" if _HOST.fullmatch(name):
                return Again(self.voice(_("查询域名")), f"dig AAAA {name}")
            case "connection" if own_address(self.home, self.hosts):
                return Again(self.voice(_("在有 IPv6 的机器上")), f"curl -6 -I {self.home}")
            case "link" if first.url.startswith(LIST):
                return Again(self.voice(_("用浏览器打开这个地址")))
            case "link" if first.url:
                if any(one.quote for one in evidence):
                    return Again(self.voice(_("打开所列网页，点所列的链接文字")))
                return Again(self.voice(_("打开所列网页，在源码里查找这个地址")))
            case "page" | "text" | "list" if first.url:
                if first.marks:
                    return Again(self.voice(_("打开所列网页，查找标出的文字")))
                return Again(self.voice(_("打开所列网页，看所列之处")))
        return None

    @staticmethod
    def _same_link(one: Evidence) -> tuple[Any, ...]:
        if one.kind != "link":
            return ()
        return (one.target, one.status, one.address, one.at, one.looks, repr(one.values))

    def _links(self, run: list[Evidence], said: str) -> Seen:
        voice, first = self.voice, run[0]
        target = self.place(first.target).text
        return Seen(
            kind="link",
            place=None,
            target="" if target in said else target,
            quote=(),
            cut="",
            region="",
            referrers=tuple(
                Referrer(self.place(one.url), voice.cut(shown(one.quote), 80), self._region(one)) for one in run
            ),
            facts=self._facts(first),
            when=self._when(first),
            also=self._also(sum(one.also for one in run)),
        )

    def _one(self, one: Evidence) -> Seen:
        pieces, left = self._pieces(one)
        return Seen(
            kind=self.voice.word(PLACES, one.kind),
            place=self.place(one.url) if one.url else None,
            target=self.voice.cut(shown(one.target)) if one.target else "",
            quote=pieces,
            cut=self.voice(_("另有 {n} 字"), n=left) if left else "",
            region=self._region(one),
            referrers=(),
            facts=self._facts(one),
            when=self._when(one),
            also=self._also(one.also),
        )

    def _region(self, one: Evidence) -> str:
        return self.voice.word(REGIONS, one.region) if one.region else ""

    def _also(self, more: int) -> str:
        return self.voice(_("另有 {n} 处同样的"), n=more) if more else ""

    def _when(self, one: Evidence) -> str:
        if one.at and one.looks > 1:
            return self.voice(_("{n} 次，最后 {at}"), n=one.looks, at=figures.moment(one.at))
        return figures.moment(one.at) if one.at else ""

    def _pieces(self, one: Evidence) -> tuple[tuple[Piece, ...], int]:
        """The quotation with its marks, around the first mark when it is long, and how many characters are left out."""
        text = mask(one.quote)
        first = min((start for start, _end in one.marks), default=0)
        begin = max(0, min(first - LONGEST_QUOTE // 4, len(text) - LONGEST_QUOTE))
        end = min(len(text), begin + LONGEST_QUOTE)
        pieces: list[Piece] = []
        at = begin
        for start, stop in sorted(one.marks):
            start, stop = max(start, at), min(stop, end)
            if start < stop:
                pieces += [Piece(text[at:start]), Piece(text[start:stop], marked=True)]
                at = stop
        pieces.append(Piece(text[at:end]))
        shown_pieces = tuple(Piece(visible(piece.text), piece.marked) for piece in pieces if piece.text)
        return shown_pieces, len(text) - (end - begin)

    def _facts(self, one: Evidence) -> tuple[Fact, ...]:
        facts: list[Fact] = []
        fault = one.values.get("fault")
        if one.status and not fault:
            facts.append(Fact(self.voice(FACTS["status"]), str(one.status)))
        for key, value in one.values.items():
            if key == "fault" and one.status and isinstance(value, str):
                facts.append(Fact(self.voice(FACTS["fault"]), f"{one.status} {self.voice.word(FAULTS, value)}"))
            elif not _says_nothing(key, value, one):
                facts.append(self._fact("answer" if key == "status" and isinstance(value, str) else key, value))
        if one.address:
            whose = "resolver" if one.kind == "dns" else "address"
            facts.append(Fact(self.voice(FACTS[whose]), shown(one.address)))
        return tuple(facts)

    def _fact(self, key: str, value: Any) -> Fact:
        label = self.voice.word(REASONS if key in REASONS and key not in FACTS else FACTS, key)
        match value:
            case Mapping():
                return Fact(label, table=self._table(("", ""), [(str(name), text) for name, text in value.items()]))
            case [Mapping(), *_] | (Mapping(), *_):
                keys = list(dict.fromkeys(str(name) for row in value if isinstance(row, Mapping) for name in row))
                rows = [[row.get(name) for name in keys] for row in value if isinstance(row, Mapping)]
                return Fact(label, table=self._table([self.voice.word(FACTS, name) for name in keys], rows, keys))
            case list() | tuple():
                return Fact(label, self._cell(value, key))
        return Fact(label, self._cell(value, key))

    def _table(self, head: Iterable[str], rows: Sequence[Sequence[Any]], keys: Sequence[str] = ()) -> Table:
        left = len(rows) - LONGEST_TABLE
        names = keys or ("", "")
        return Table(
            tuple(head),
            tuple(
                tuple(self._cell(cell, name) for cell, name in zip(row, names, strict=True))
                for row in rows[:LONGEST_TABLE]
            ),
            self.voice(_("前 {n} 行，共 {all} 行"), n=LONGEST_TABLE, all=len(rows)) if left > 0 else "",
        )

    def _cell(self, value: Any, key: str = "") -> str:
        if key in ("at", "first", "last") and isinstance(value, str):
            try:
                return figures.moment(datetime.fromisoformat(value))
            except ValueError:
                return self.voice.value(value)
        if isinstance(value, list | tuple):
            return self.voice.cut(self.voice.list([self._cell(item, key) for item in value]))
        return self.voice.value(value, key)


def _says_nothing(key: str, value: Any, one: Evidence) -> bool:
    """What would only repeat the rest: an empty value, the status again, that a link is a link."""
    return value in ("", (), [], {}, None) or (key, value) in (("detail", str(one.status)), ("element", "a"))
