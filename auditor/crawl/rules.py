"""Which paths do the rules in a robots.txt leave to one crawler? By RFC 9309, and Google's published readings of it.

Own code, because the library of the field (protego 0.7) falls short where it decides over us: it takes a token for the
beginning of ours ("gov" for "govsite-auditor"), finds no group whose name carries a version ("name/1.0"), lets unknown
lines and a Crawl-delay tear a group apart, reads an escaped "?" as the mark of a query and every "$" as a literal too,
and holds all escapes that are not UTF-8 for the same one, so that a rule about one GBK path covers every other.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from string import ascii_letters, digits

# Spellings that Google's published parser forgives.
_KINDS = {
    **dict.fromkeys((b"user-agent", b"useragent", b"user agent"), "agent"),
    **dict.fromkeys((b"disallow", b"dissallow", b"dissalow", b"disalow", b"diasllow", b"disallaw"), "disallow"),
    **dict.fromkeys((b"sitemap", b"site-map"), "sitemap"),
    **dict.fromkeys((b"crawl-delay", b"crawldelay"), "delay"),
    b"allow": "allow",
}
_LINE_END = re.compile(rb"\r\n|\r|\n")  # and no other: a vertical tab or U+2028 ends no line
_TOKEN = re.compile(rb"[A-Za-z_-]+")
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset((ascii_letters + digits + "-._~").encode())
_VERBATIM = _UNRESERVED | frozenset(b":/?#[]@!&'()+,;=%")  # of the reserved: all but * and $, which are written escaped
_SPELLED = re.compile(rb"[A-Za-z0-9\-._~/?=&]*").fullmatch  # nearly all are
_PLACE = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Wild:
    """A pattern with `*` or a closing `$`: the pieces between the stars, in order."""

    length: int
    allow: bool
    pieces: tuple[bytes, ...]
    anchored: bool

    def matches(self, path: bytes) -> bool:
        first, *rest = self.pieces
        if not path.startswith(first):
            return False
        at = len(first)
        if not rest:
            return not self.anchored or at == len(path)
        *middle, last = rest
        for piece in middle:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        if self.anchored:
            return len(path) - len(last) >= at and path.endswith(last)
        return path.find(last, at) >= 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What one crawler may fetch: the longest pattern that fits decides, of two as long the one that allows."""

    plain: Mapping[bytes, bool] = field(default_factory=dict)  # prefix → may be fetched
    wild: tuple[_Wild, ...] = ()  # longest first, allowing ones first
    lengths: tuple[int, ...] = ()  # of the prefixes, longest first
    delay: float = 0.0  # seconds between requests, 0 when none are asked for
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        if not self.lengths and not self.wild:
            return True
        path = _verbatim(_PLACE.sub("", url.partition("#")[0], count=1).encode("utf-8", "replace"))
        path = path if path.startswith(b"/") else b"/" + path
        if path == b"/robots.txt":
            return True
        longest, allowed = -1, True
        for length in self.lengths:
            if length <= len(path) and (said := self.plain.get(path[:length])) is not None:
                longest, allowed = length, said
                break
        for rule in self.wild:
            if rule.length < longest:
                break
            if rule.matches(path):
                return rule.allow or (rule.length == longest and allowed)
        return allowed


def parse(body: bytes, token: str) -> Rules:
    """The rules for the crawler with this product token: those of all groups that name it, else those for `*`."""
    ours, everyone = _Group(), _Group()
    current: list[_Group] = []
    sitemaps: list[str] = []
    named = begun = False  # whether our token was seen at all; whether the current group has had a rule
    for kind, value in _records(body):
        if kind == "agent":
            if begun:
                current, begun = [], False
            if value == b"*" or value[:2] in (b"* ", b"*\t"):
                current.append(everyone)
            elif (agent := _TOKEN.match(value)) and agent[0].lower() == token.lower().encode():
                current.append(ours)
                named = True
        elif kind == "sitemap":
            sitemaps.append(value.decode("utf-8", "replace"))
        elif kind == "delay":  # no record of the standard: belongs to the group it stands in and does not end one
            for group in current:
                group.wait(value)
        else:
            begun = True
            for group in current:
                group.add(value, allow=kind == "allow")
    chosen = ours if named else everyone
    return chosen.rules(tuple(sitemaps))


def _records(body: bytes) -> Iterator[tuple[str, bytes]]:
    """The lines that say something we know, as kind and value. All others are as if they were not there."""
    for line in _LINE_END.split(_in_utf8(body)):
        line = line.partition(b"#")[0].strip(b" \t\x00\x0b\x0c")
        name, colon, value = line.partition(b":")
        if not colon:
            words = line.split()
            if len(words) != 2:
                continue
            name, value = words  # the colon forgotten
        kind = _KINDS.get(name.strip(b" \t").lower())
        if kind:
            yield kind, value.strip(b" \t")


def _in_utf8(body: bytes) -> bytes:
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):  # what Notepad calls Unicode: not allowed, and yet plain what is meant
            return body[2:].decode(codec, "replace").encode()
    return body.removeprefix(b"\xef\xbb\xbf")


class _Group:
    """The rules of one group while a file is read."""

    def __init__(self) -> None:
        self._plain: dict[bytes, bool] = {}
        self._wild: dict[tuple[bytes, bool], _Wild] = {}
        self._delay = 0.0

    def add(self, pattern: bytes, *, allow: bool) -> None:
        if not pattern:  # an empty rule says nothing
            return
        readings = [pattern]
        if not pattern.isascii():
            try:
                pattern.decode("utf-8")
            except UnicodeDecodeError:  # a file in GBK: its path as the bytes it has, and as browsers send that name
                readings.append(pattern.decode("gb18030", "replace").encode())
        for reading in readings:
            self._keep(reading, allow=allow)
            folder, slash, page = reading.rpartition(b"/")
            if allow and slash and page.startswith(b"index.htm"):  # whoever allows the index page allows its folder
                self._keep(folder + b"/$", allow=True)

    def _keep(self, pattern: bytes, *, allow: bool) -> None:
        anchored = pattern.endswith(b"$")
        pieces = tuple(
            _verbatim(piece) for piece in re.sub(rb"\*+", b"*", pattern[: -1 if anchored else None]).split(b"*")
        )
        length = sum(map(len, pieces)) + len(pieces) - 1 + anchored
        if anchored or len(pieces) > 1:
            self._wild.setdefault((pattern, allow), _Wild(length, allow, pieces, anchored))
        else:
            self._plain[pieces[0]] = self._plain.get(pieces[0], False) or allow

    def wait(self, value: bytes) -> None:
        try:
            delay = float(value)
        except ValueError:
            return
        if isfinite(delay):
            self._delay = max(self._delay, delay)  # of two, the one that troubles the site less

    def rules(self, sitemaps: tuple[str, ...]) -> Rules:
        return Rules(
            plain=self._plain,
            wild=tuple(sorted(self._wild.values(), key=lambda rule: (-rule.length, not rule.allow))),
            lengths=tuple(sorted({len(prefix) for prefix in self._plain}, reverse=True)),
            delay=self._delay,
            sitemaps=sitemaps,
        )


def _verbatim(octets: bytes) -> bytes:
    """The one spelling of a path for comparison: unreserved characters as they are, the rest escaped in upper case."""
    if _SPELLED(octets):
        return octets

    def escape(match: re.Match[bytes]) -> bytes:
        octet = int(match[1], 16)
        return bytes((octet,)) if octet in _UNRESERVED else b"%%%02X" % octet

    escaped = b"".join(bytes((octet,)) if octet in _VERBATIM else b"%%%02X" % octet for octet in octets)
    return _ESCAPE.sub(escape, escaped)
