"""What does an address answer? One look, redirects followed hop by hop, every failure a value."""

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Protocol

from auditor import __version__
from auditor.model.exchange import Exchange, Hop
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.settings import GatherSettings
from auditor.net.body import OFFERED, Body
from auditor.net.guard import parse
from auditor.net.location import REDIRECTS, Cookies, Place, app_scheme, follow, parsed
from auditor.net.outcome import FAILURES, Stage, Undecodable, fault_of, fault_of_answer
from auditor.net.own import NONE, OwnHeaders
from auditor.net.part import ranged, size_of
from auditor.net.pulse import Pulse
from auditor.net.resolve import Resolver
from auditor.net.route import Route, mapped, routes
from auditor.net.session import Session, agreed
from auditor.net.sniff import sniffed
from auditor.net.wire import Answer, Asked, Progress, Wire

USER_AGENT = f"Mozilla/5.0 (compatible; govsite-auditor/{__version__}; +https://pypi.org/project/govsite-auditor/)"
SAMPLE = 64 * 1024  # of a body that is no text: enough to know what it is
_BROWSERS_FOLLOW = 20  # redirects; with a smaller limit of our own, a longer chain is no fault of the site
_LATELY = 120.0  # seconds
_ROUTES = 3  # addresses of one host that are tried
_TEXT = ("text/", "html", "xml", "json", "javascript", "ecmascript")
_WHOLE = (("Accept-Encoding", OFFERED),)
_PART = (("Accept-Encoding", "identity"), ("Range", f"bytes=0-{SAMPLE - 1}"))  # a part of a coded body says nothing
_OF_PARTS = frozenset({206, 416})
_GONE = frozenset({404, 410})
_NEXT_ROUTE = frozenset({FaultKind.REFUSED, FaultKind.CONNECT_TIMEOUT, FaultKind.UNREACHABLE, FaultKind.LOCAL})
_NOBODY = frozenset({FaultKind.CONNECT_TIMEOUT, FaultKind.UNREACHABLE})
_TLS = frozenset({FaultKind.TLS_NAME, FaultKind.TLS_EXPIRED, FaultKind.TLS_UNTRUSTED, FaultKind.TLS_OTHER})


class Gate(Protocol):
    """Who says when a request may go out? Entered for every request on the wire."""

    def slot(self, host: str, address: str) -> AbstractAsyncContextManager[None]: ...

    def heard(self, host: str, status: int, headers: Mapping[str, str], elapsed: float) -> None:
        """What came of it. Status 0: no head arrived."""


@dataclass(slots=True)
class _Heard:
    """What one hop brought."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    locations: list[bytes] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    body: bytes = b""
    size: int = 0
    truncated: bool = False
    fault: Fault | None = None
    address: str = ""
    tls: str = ""
    part: bool = False  # the first bytes, as they were asked for
    silence: str = ""  # it failed without a word of the other side: `late`, or `broken` off
    marks: tuple[tuple[str, float], ...] = ()


def utc_now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Asks for addresses. `async with Fetcher(settings, resolver) as fetcher: await fetcher.fetch(url)`.

    `gate` paces the requests. With a `pulse`, a time-out during which this machine itself was late is our own side's
    fault, whatever its kind. Everything that a site or the network can do wrong ends in `Exchange.fault`; a cancelled
    fetch raises CancelledError and leaves no socket behind.
    """

    def __init__(
        self,
        settings: GatherSettings,
        resolver: Resolver,
        gate: Gate | None = None,
        *,
        now: Callable[[], datetime] = utc_now,
        own: OwnHeaders = NONE,
        pulse: Pulse | None = None,
    ) -> None:
        self.settings = settings
        self.pulse = pulse or Pulse()
        self._own = own
        self.resolver = resolver
        self._gate = gate
        self._now = now
        self._wire = Wire(settings)
        self._slots = asyncio.Semaphore(settings.total_connections)
        self._unverified: dict[tuple[str, int, str], str] = {}  # (host, port, address) → its TLS fault
        self._parts: dict[tuple[str, str], bool] = {}  # scheme and host → does it take the wish for a part well?
        self._heard_at = float("-inf")
        self._usual = (
            ("User-Agent", settings.user_agent or USER_AGENT),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
        )

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wire.aclose()

    async def fetch(
        self, url: str, *, method: str = "GET", attempt: int = 1, address: str = "", follow_redirects: bool = True
    ) -> Exchange:
        """One look at `url`. `address` pins the dial: the host is not resolved, and every hop to another host goes over
        the same family. A body that is no text is sampled, its size taken from Content-Length."""
        started, begun = self._now(), time.monotonic()
        place = asked = parsed(url)
        here, hops, heard = place.href if place else url, list[Hop](), _Heard()
        cookies, seen = Cookies(), set[tuple[str, str]]()
        while True:
            if place is None or asked is None:
                heard = _Heard(fault=Fault(FaultKind.BAD_URL, Whose.US, False, here[:200]))
                break
            here = place.href
            state = (here, cookies.line(place.hostname))
            if state in seen:
                # A preview that hears plain HTTP where the address says https may send to https for ever.
                bridged = (entry := mapped(place.hostname, place.port, self.settings)) and entry.speaks
                heard.fault = Fault(FaultKind.REDIRECT_LOOP, Whose.US if bridged else Whose.SITE, False, here[:200])
                break
            seen.add(state)
            pin = address if place.hostname == asked.hostname else ""
            # What convicts is a plain request: a part is asked for in the first look alone.
            origin = (place.scheme, place.host)
            part = method == "GET" and attempt == 1 and ranged(place.target) and self._parts.get(origin, True)
            heard = await self._hop(place, method, state[1], pin=pin, address=address, part=part)
            if heard.part:
                self._parts[origin] = True
            elif part and _doubtful(heard.status, known=origin in self._parts):
                said = heard.status
                heard = await self._hop(place, method, state[1], pin=pin, address=address, part=False)
                if heard.status != said:
                    self._parts[origin] = False
                elif said not in _GONE:
                    self._parts[origin] = True  # it refuses files however it is asked
            if heard.cookies:
                cookies.take(place.hostname, heard.cookies)
            if heard.status not in REDIRECTS or heard.fault or not follow_redirects:
                break
            target, words = follow(here, heard.locations)
            if target is None:
                if words or not heard.body:  # without a Location, a browser shows the body
                    whose = Whose.US if app_scheme(words) else Whose.SITE
                    heard.fault = Fault(FaultKind.BAD_REDIRECT, whose, False, words[:200])
                break
            if len(hops) >= self.settings.max_hops:
                whose = Whose.SITE if self.settings.max_hops >= _BROWSERS_FOLLOW else Whose.US
                heard.fault = Fault(FaultKind.TOO_MANY_REDIRECTS, whose, False, str(len(hops)))
                break
            hops.append(Hop(here, heard.status, words))
            place = target
        if heard.fault is None or heard.status >= 400:  # what a status says outweighs a body that broke off
            heard.fault = fault_of_answer(
                heard.status, heard.headers, heard.body, asked=asked.href if asked else url, final=here
            )
        return Exchange(
            url=url,
            method=method,
            started=started,
            elapsed=time.monotonic() - begun,
            status=heard.status,
            final_url=here,
            hops=tuple(hops),
            headers=heard.headers,
            address=heard.address,
            content_type=heard.headers.get("content-type", ""),
            body=heard.body,
            size=heard.size,
            truncated=heard.truncated,
            fault=heard.fault,
            attempt=attempt,
            tls=heard.tls,
            marks=heard.marks,
            looks_like=sniffed(heard.body) if method != "HEAD" and heard.fault is None else "",
        )

    async def greet(self, url: str, *, address: str) -> Session | None:
        """What TLS session does this address of the host agree on? Nothing is asked for; None: on none."""
        place = parsed(url)
        if place is None or place.scheme != "https":
            return None
        found = await routes(place.hostname, place.port, self.settings, self.resolver, pin=address)
        if isinstance(found, Fault) or found[0].speaks == "http":
            return None
        gate = self._gate.slot(place.host, found[0].address) if self._gate else nullcontext()
        async with gate, self._slots:
            return await agreed(found[0], place.hostname, self.settings)

    async def _hop(self, place: Place, method: str, cookie: str, *, pin: str, address: str, part: bool) -> _Heard:
        """One request, over the first of the host's addresses that lets itself be connected."""
        family = _family(address) if address else 0
        where = (place.hostname, place.port, self.settings, self.resolver)
        found = await routes(*where, pin=pin, family=family)
        if isinstance(found, Fault):
            return _Heard(fault=found)
        ask = Asked(
            scheme=place.scheme,
            host=place.hostname,
            port=place.port,
            target=place.target,
            route=found[0],
            method=method,
            headers=self._headers(place, cookie, close=bool(address), part=part),
            fresh=bool(address),
        )
        heard, budget = await self._over(ask, found, self.settings.timeout)
        if not family and heard.fault and heard.fault.detail == "ENETUNREACH":  # a machine with IPv6 alone
            more = await routes(*where, family=6)
            if not isinstance(more, Fault) and not found[0].opened:
                heard, budget = await self._over(ask, more, budget)
        if heard.fault and heard.fault.kind in _NOBODY and time.monotonic() - self._heard_at > _LATELY:
            heard.fault = replace(heard.fault, whose=Whose.US, detail="nobody else answered lately either")
        return heard

    async def _over(self, ask: Asked, found: tuple[Route, ...], budget: float) -> tuple[_Heard, float]:
        heard = _Heard()
        for route in found[:_ROUTES]:
            known = (ask.host, ask.port, route.address)
            trusted = known not in self._unverified
            ask = ask._replace(route=route, verify=trusted)
            heard, budget = await self._look(ask, budget)
            if trusted and _of_tls(heard) and heard.silence:
                heard, budget = await self._look(ask, budget)  # of the certificate nobody has said anything
            if trusted and heard.fault and _of_tls(heard) and heard.silence != "late":
                # Audited all the same: the certificate is a finding of its own, the content another.
                first = heard.fault
                heard, budget = await self._look(ask._replace(verify=False), budget)
                if heard.status:
                    self._unverified[known] = first.kind.value
            heard.tls = self._unverified.get(known, "") if ask.scheme == "https" and heard.status else ""
            if heard.status or heard.fault is None or heard.fault.kind not in _NEXT_ROUTE or budget <= 0:
                break
        return heard, budget

    async def _look(self, ask: Asked, budget: float) -> tuple[_Heard, float]:
        """One request on the wire within what is left of its time. Waiting for the gate costs it nothing."""
        heard, progress = _Heard(), Progress()
        gate = self._gate.slot(ask.host, ask.route.address) if self._gate else nullcontext()
        async with gate, self._slots:
            begun = time.monotonic()
            spoken = ask.route.speaks or ask.scheme
            own = self._own.lines(ask.scheme, ask.host, ask.port, spoken=spoken, verified=ask.verify)
            try:
                async with asyncio.timeout(max(budget, 0.1)):
                    answer = await self._wire.ask(ask._replace(headers=(*ask.headers, *own)) if own else ask, progress)
                    self._heard_at = time.monotonic()
                    try:
                        _take_head(answer, heard)
                        await self._read(answer, heard, ask)
                    finally:
                        answer.close()
            except FAILURES as error:
                if not _leads_on(heard):
                    heard.fault = fault_of(error, progress.stage)
                    heard.truncated = progress.stage is Stage.BODY
                    if isinstance(error, OSError) and not isinstance(error, ssl.SSLError):
                        heard.silence = "late" if isinstance(error, TimeoutError) else "broken"
                    if heard.silence == "late" and self.pulse.late(begun):
                        said = f"{heard.fault.detail}; this machine was late by {self.pulse.deaf(begun):.1f} s"
                        heard.fault = replace(heard.fault, whose=Whose.US, detail=said.removeprefix("; "))
            elapsed = time.monotonic() - begun
        heard.address = progress.peer
        heard.marks = (*((stage.value, at - begun) for stage, at in progress.marks), ("end", elapsed))
        if self._gate:
            self._gate.heard(ask.host, heard.status, heard.headers, elapsed)
        return heard, budget - elapsed

    async def _read(self, answer: Answer, heard: _Heard, ask: Asked) -> None:
        """The body as far as it is wanted. What was read before a failure stays."""
        length = _length(heard.headers.get("content-length", ""))
        if ask.method == "HEAD":
            heard.size = max(length, 0)
            return
        if _leads_on(heard) and not 0 <= length <= SAMPLE:
            return  # nobody reads it, and it may never end
        kind = heard.headers.get("content-type", "").lower()
        text = not kind or any(word in kind for word in _TEXT)
        if heard.status in _OF_PARTS and _PART[-1] in ask.headers:
            came, length = _part(heard, length)
            heard.part = came > 0 and (came == length or not text)  # half a page is no page
            if not heard.part:
                return  # to be asked again, for the whole
        body = Body(heard.headers.get("content-encoding", ""), self.settings.max_body if text else SAMPLE)
        wired = 0
        try:
            while chunk := await answer.read():
                wired += len(chunk)
                body.feed(chunk)
                if not kind and b"\0" in body.data[:512]:
                    text = False
                    body.shorten(SAMPLE)
                if body.full or wired > self.settings.max_body:
                    break
            else:
                body.end()
            if text and (body.full or wired > self.settings.max_body):
                heard.truncated = True
                heard.fault = Fault(FaultKind.TOO_LARGE, Whose.US, False, f"> {self.settings.max_body}")
        except Undecodable:
            heard.truncated = True
            raise
        except BaseException:
            with suppress(Undecodable):  # the words that had come before it was broken off
                body.feed(answer.arrived())
            raise
        finally:
            heard.body = bytes(body.data)
            plain = "content-encoding" not in heard.headers
            heard.size = length if plain and length >= 0 else len(heard.body)

    def _headers(self, place: Place, cookie: str, *, close: bool, part: bool) -> tuple[tuple[str, str], ...]:
        lines = (("Host", place.host), *self._usual, *(_PART if part else _WHOLE))
        if cookie:
            lines += (("Cookie", cookie),)
        return (*lines, ("Connection", "close")) if close else lines


def _family(address: str) -> int:
    pinned = parse(address)
    return pinned.version if pinned else 0


def _part(heard: _Heard, length: int) -> tuple[int, int]:
    """How many bytes of how many does this 206 hold? (0, -1) when it is not the part that was asked for."""
    found = size_of(heard.headers.get("content-range", ""), SAMPLE)
    coded = heard.headers.get("content-encoding", "identity").lower() != "identity"
    if heard.status != 206 or found is None or coded or length not in (-1, found[0]):
        return 0, -1
    return found


def _length(announced: str) -> int:
    return int(announced) if announced.isdecimal() and len(announced) < 19 else -1


def _doubtful(status: int, *, known: bool) -> bool:
    """Was it perhaps the wish for a part that was answered, and not the address? That a file is gone, which convicts at
    once, is always doubted; another refusal once a host; who is told to come later asks later."""
    if status in _OF_PARTS or status in _GONE:
        return True
    return not known and status >= 400 and status not in (429, 503)


def _of_tls(heard: _Heard) -> bool:
    return heard.fault is not None and heard.fault.kind in _TLS and bool(heard.address)


def _leads_on(heard: _Heard) -> bool:
    """Is it a redirect, whose body nobody reads?"""
    return heard.status in REDIRECTS and any(heard.locations)


def _take_head(answer: Answer, heard: _Heard) -> None:
    heard.status = answer.status
    for raw_name, raw_value in answer.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")[:8192]
        if name == "location":
            heard.locations.append(raw_value)
        if name == "set-cookie":
            heard.cookies.append(value)
        before = heard.headers.get(name)
        heard.headers[name] = value if before is None or before == value else f"{before}, {value}"[:8192]
