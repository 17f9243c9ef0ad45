"""What does an address answer? One look, redirects followed hop by hop, every failure a value."""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Protocol

import ada_url

from auditor import __version__
from auditor.model.exchange import Exchange, Hop
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.settings import GatherSettings
from auditor.net.body import OFFERED, Body
from auditor.net.guard import parse
from auditor.net.location import REDIRECTS, Cookies, app_scheme, follow, parsed, port_of
from auditor.net.outcome import FAILURES, Stage, Undecodable, fault_of, fault_of_answer
from auditor.net.resolve import Resolver
from auditor.net.route import Route, routes
from auditor.net.sniff import sniffed
from auditor.net.wire import Asked, Progress, Response, Wire, pieces

USER_AGENT = f"Mozilla/5.0 (compatible; govsite-auditor/{__version__}; +https://pypi.org/project/govsite-auditor/)"
SAMPLE = 64 * 1024  # of a body that is no text: enough to know what it is
_BROWSERS_FOLLOW = 20  # redirects; with a smaller limit of our own, a longer chain is no fault of the site
_LATELY = 120.0  # seconds
_ROUTES = 3  # addresses of one host that are tried
_TEXT = ("text/", "html", "xml", "json", "javascript", "ecmascript")
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


def utc_now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Asks for addresses. `async with Fetcher(settings, resolver) as fetcher: await fetcher.fetch(url)`.

    `gate` paces the requests. Everything that a site or the network can do wrong ends in `Exchange.fault`; a cancelled
    fetch raises CancelledError and leaves no socket behind.
    """

    def __init__(
        self,
        settings: GatherSettings,
        resolver: Resolver,
        gate: Gate | None = None,
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.settings = settings
        self.resolver = resolver
        self._gate = gate
        self._now = now
        self._wire = Wire(settings)
        self._slots = asyncio.Semaphore(settings.total_connections)
        self._unverified: dict[tuple[str, int, str], str] = {}  # (host, port, address) → its TLS fault
        self._heard_at = float("-inf")

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
        asked = url if (place := parsed(url)) is None else place.href
        here, hops, heard = asked, list[Hop](), _Heard()
        cookies, seen = Cookies(), set[tuple[str, str]]()
        while True:
            place = parsed(here)
            if place is None:
                heard = _Heard(fault=Fault(FaultKind.BAD_URL, Whose.US, False, here[:200]))
                break
            state = (here, cookies.line(place.hostname))
            if state in seen:
                heard.fault = Fault(FaultKind.REDIRECT_LOOP, Whose.SITE, False, here[:200])
                break
            seen.add(state)
            heard = await self._hop(place, method, state[1], pin=address, home=parsed(asked))
            cookies.take(place.hostname, heard.cookies)
            if heard.status not in REDIRECTS or heard.fault or not follow_redirects:
                break
            target, words = follow(here, heard.locations)
            if not target:
                if words or not heard.body:  # without a Location, a browser shows the body
                    whose = Whose.US if app_scheme(words) else Whose.SITE
                    heard.fault = Fault(FaultKind.BAD_REDIRECT, whose, False, words[:200])
                break
            if len(hops) >= self.settings.max_hops:
                whose = Whose.SITE if self.settings.max_hops >= _BROWSERS_FOLLOW else Whose.US
                heard.fault = Fault(FaultKind.TOO_MANY_REDIRECTS, whose, False, str(len(hops)))
                break
            hops.append(Hop(here, heard.status, words))
            here = target
        if heard.fault is None or heard.status >= 400:  # what a status says outweighs a body that broke off
            heard.fault = fault_of_answer(heard.status, heard.headers, heard.body, asked=asked, final=here)
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
            looks_like=sniffed(heard.body) if method != "HEAD" and heard.fault is None else "",
        )

    async def _hop(self, url: ada_url.URL, method: str, cookie: str, *, pin: str, home: ada_url.URL | None) -> _Heard:
        """One request, over the first of the host's addresses that lets itself be connected."""
        pinned = parse(pin) if pin else None
        family = pinned.version if pinned else 0
        same = home is not None and home.hostname == url.hostname
        where = (url.hostname, port_of(url), self.settings, self.resolver)
        found = await routes(*where, pin=pin if same else "", family=family)
        if isinstance(found, Fault):
            return _Heard(fault=found)
        ask = Asked(
            scheme=url.protocol[:-1],
            host=url.hostname,
            port=port_of(url),
            target=url.pathname + url.search,
            route=found[0],
            method=method,
            headers=self._headers(url, cookie, close=bool(pin)),
            fresh=bool(pin),
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
            heard, budget = await self._look(replace(ask, route=route, verify=trusted), budget)
            if trusted and heard.fault and heard.fault.kind in _TLS and heard.address:
                # Audited all the same: the certificate is a finding of its own, the content another.
                first = heard.fault
                heard, budget = await self._look(replace(ask, route=route, verify=False), budget)
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
            try:
                async with asyncio.timeout(max(budget, 0.1)):
                    response = await self._wire.ask(ask, progress)
                    self._heard_at = time.monotonic()
                    try:
                        _take_head(response, heard)
                        await self._read(response, heard, ask.method)
                    finally:
                        await response.aclose()
            except FAILURES as error:
                if not _leads_on(heard):
                    heard.fault = fault_of(error, progress.stage)
                    heard.truncated = progress.stage is Stage.BODY
            elapsed = time.monotonic() - begun
        heard.address = progress.peer
        if self._gate:
            self._gate.heard(ask.host, heard.status, heard.headers, elapsed)
        return heard, budget - elapsed

    async def _read(self, response: Response, heard: _Heard, method: str) -> None:
        """The body as far as it is wanted. What was read before a failure stays."""
        announced = heard.headers.get("content-length", "")
        length = int(announced) if announced.isdecimal() else -1
        if method == "HEAD":
            heard.size = max(length, 0)
            return
        if _leads_on(heard) and not 0 <= length <= SAMPLE:
            return  # nobody reads it, and it may never end
        kind = heard.headers.get("content-type", "").lower()
        text = not kind or any(word in kind for word in _TEXT)
        body = Body(heard.headers.get("content-encoding", ""), self.settings.max_body if text else SAMPLE)
        wired = 0
        try:
            async for chunk in pieces(response):
                wired += len(chunk)
                body.feed(chunk)
                if not kind and b"\0" in body.data[:512]:
                    body.limit, text = SAMPLE, False
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
        finally:
            heard.body = bytes(body.data)
            plain = "content-encoding" not in heard.headers
            heard.size = length if plain and length >= 0 else len(heard.body)

    def _headers(self, url: ada_url.URL, cookie: str, *, close: bool) -> dict[str, str]:
        lines = {
            "Host": url.host,
            "User-Agent": self.settings.user_agent or USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": OFFERED,
        }
        if cookie:
            lines["Cookie"] = cookie
        if close:
            lines["Connection"] = "close"
        return lines


def _leads_on(heard: _Heard) -> bool:
    """Is it a redirect, whose body nobody reads?"""
    return heard.status in REDIRECTS and any(heard.locations)


def _take_head(response: Response, heard: _Heard) -> None:
    heard.status = response.status_code
    for raw_name, raw_value in response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")[:8192]
        if name == "location":
            heard.locations.append(raw_value)
        if name == "set-cookie":
            heard.cookies.append(value)
        before = heard.headers.get(name)
        heard.headers[name] = value if before is None or before == value else f"{before}, {value}"[:8192]
