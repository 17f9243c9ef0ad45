"""A site as data: addresses with what they answer, names with what DNS says. The demo and the tests share it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import urlsplit

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Resource:
    """What one address answers. `fault` names a misbehaviour below HTTP: reset, hang, drip, cut (closes in the middle
    of the body), once (fails the first time with 500, answers afterwards), first (the same at each network address),
    flaky (at each network address every other answer is 500)."""

    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""

    def asked_for(self, url: str) -> "Resource":
        """The same answer, as servers print into it which address was asked for ({asked}), and a number of the request
        ({token} in hexadecimal, {count} in two digits)."""
        if b"{asked}" not in self.body and b"{token}" not in self.body and b"{count}" not in self.body:
            return self
        place, token = urlsplit(url), sha256(url.encode()).hexdigest()
        asked = place.path + (f"?{place.query}" if place.query else "")
        printed = {b"{asked}": asked, b"{token}": token[:16], b"{count}": f"{int(token[-4:], 16) % 100:02}"}
        body = self.body
        for mark, words in printed.items():
            body = body.replace(mark, words.encode())
        return replace(self, body=body)


@dataclass(frozen=True, slots=True)
class Name:
    """What DNS says of one host. `status` other than "ok" is answered to every question: nxdomain, servfail, refused,
    silent. `aaaa_status` is answered to AAAA alone."""

    a: tuple[str, ...] = ()
    aaaa: tuple[str, ...] = ()
    status: str = "ok"
    aaaa_status: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone of the home host: its name, and its name servers with their addresses. `status` as of a name."""

    name: str
    servers: Mapping[str, Name]
    status: str = "ok"


@dataclass(frozen=True, slots=True)
class Site:
    """A whole portal. `resources` are keyed by absolute canonical URL; what is missing answers `missing`, or what
    `missing_below` says of the longest address that it begins with. `answers` are addresses that answer a query."""

    home: str
    resources: Mapping[str, Resource]
    names: Mapping[str, Name] = field(default_factory=dict)
    missing: Resource = Resource(b"<html><head><title>404</title></head><body>404 Not Found</body></html>", status=404)
    missing_below: Mapping[str, Resource] = field(default_factory=dict)
    dead_addresses: frozenset[str] = frozenset()  # addresses at which nothing listens
    at: Mapping[str, Mapping[str, Resource]] = field(default_factory=dict)  # address → URL → what only it answers
    answers: Mapping[str, Callable[["Site", str], Resource]] = field(default_factory=dict)  # by the query behind it
    today: date | None = None  # the day that the site was written for
    name: str = ""
    site_id: str = ""
    zone: Zone | None = None  # None: nobody can ask from the root down

    def answer(self, url: str, address: str = "") -> Resource:
        """What does this address of the web send for `url`, asked at this network address?"""
        own = self.at.get(address, {}).get(url)
        place, asked, query = url.partition("?")
        if asked and place in self.answers and own is None:
            return self.answers[place](self, query)
        return own or self.resources.get(url) or self._missing(url)

    def _missing(self, url: str) -> Resource:
        below = max((place for place in self.missing_below if url.startswith(place)), key=len, default="")
        return (self.missing_below[below] if below else self.missing).asked_for(url)

    def with_resource(self, url: str, resource: Resource | None) -> "Site":
        """The same site with one address answering otherwise (None: not there)."""
        rest = {key: value for key, value in self.resources.items() if key != url}
        return replace(self, resources=rest if resource is None else {**rest, url: resource})

    def edited(self, url: str, old: str, new: str, *, encoding: str = "utf-8") -> "Site":
        """The same site with `old` replaced by `new` on one page. Raises ValueError when `old` is not there."""
        page = self.resources[url]
        text = page.body.decode(encoding)
        if old not in text:
            raise ValueError(f"{url} does not contain {old!r}")
        return self.with_resource(url, replace(page, body=text.replace(old, new).encode(encoding)))

    def named(self, host: str, name: Name) -> "Site":
        return replace(self, names={**self.names, host: name})

    def answering_at(self, address: str, url: str, resource: Resource) -> "Site":
        """The same site with one network address that answers `url` otherwise than the others do."""
        return replace(self, at={**self.at, address: {**self.at.get(address, {}), url: resource}})

    def with_dead_address(self, address: str) -> "Site":
        return replace(self, dead_addresses=self.dead_addresses | {address})


Mutation: TypeAlias = Callable[[Site], Site]
