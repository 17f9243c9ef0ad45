"""The facts of a site without sockets: a demo `Site` walked in memory, for fast tests of checks.

The wire version of the same walk is tested once, end to end; it must give the same findings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from ipaddress import ip_network
from urllib.parse import urljoin

from auditor.api import Before, Element, Link, Markup, Opening, Page, Probe, Referrers, Region, Target, Vantage, Visit
from auditor.crawl.absent import Folders, absent
from auditor.crawl.sitemap import parse
from auditor.demo.site import Resource, Site
from auditor.extract import extract, is_html
from auditor.model.exchange import Exchange, Hop
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.portal import Portal
from auditor.model.run import Coverage
from auditor.model.url import canonical, host_of, site_of
from auditor.model.visit import visit_of
from auditor.net.guard import unusable
from auditor.net.outcome import fault_of_answer
from auditor.net.sniff import sniffed

APART = 60.0
MAX_HOPS = 10
DEMO_GLOBAL = (ip_network("198.51.100.0/24"), ip_network("2001:db8::/32"))
REFS = frozenset(Element) - {Element.FORM, Element.SITEMAP}


_READ: dict[tuple[str, str, int, str, bytes], Page] = {}


def _extracted(exchange: Exchange, depth: int) -> Page:
    """The page of an exchange. Most pages of two mutated portals are the same, and are read once."""
    key = (exchange.url, exchange.final_url, depth, exchange.content_type, exchange.body)
    if key not in _READ:
        _READ[key] = extract(exchange, depth=depth)
    return replace(_READ[key], fetched_at=exchange.started)


class MemoryFacts:
    """Implements `auditor.api.StoredFacts` over a Site. `vantage.ipv6` True, False or None as a test wants it."""

    def __init__(
        self,
        site: Site,
        *,
        as_of: date,
        vantage: Vantage | None = None,
        portal: Portal | None = None,
        skipped: Mapping[str, str] | None = None,
        probes: Sequence[Probe] | None = None,
        coverage: Coverage | None = None,
        faults: Mapping[str, Sequence[Fault | None]] | None = None,
        before: Mapping[str, Before] | None = None,
    ) -> None:
        """`faults`: what the first, the second … request of an address fails by (None: it is answered)."""
        self.site, self._as_of = site, as_of
        self._faults = dict(faults or {})
        self._vantage = vantage or Vantage(ipv6=True)
        self._portal = portal or Portal(home=site.home)
        self._skipped = dict(skipped or {})
        self._before = dict(before or {})
        self._at = datetime.combine(as_of, time(3), UTC)
        self._pages: dict[str, Page] = {}
        self._elsewhere: dict[str, Page] = {}  # of other hosts: looked at, not followed
        self._exchanges: dict[str, tuple[Exchange, ...]] = {}
        self._walk()
        self._probes = tuple(probes) if probes is not None else tuple(self._dns()) + tuple(self._reach())
        self._coverage = coverage or Coverage(
            known=len(self._exchanges), opened=len(self._exchanges), pages=len(self._pages), complete=True
        )

    # what was gathered

    def _in_scope(self, url: str) -> bool:
        home = host_of(self.site.home)
        twin = home.removeprefix("www.") if home.startswith("www.") else f"www.{home}"
        return host_of(url) in {home, twin, *self._portal.hosts}

    def _annex(self, url: str) -> bool:
        return not self._in_scope(url) and site_of(host_of(url)) == site_of(host_of(self.site.home))

    def _walk(self) -> None:
        level, depth = [canonical(self.site.home)], 0
        seen = set(level)
        while level:
            found: list[str] = []
            for url in level:
                if url in self._skipped:
                    continue
                looks = self._look(url)
                self._exchanges[url] = looks
                last = looks[-1]
                if last.fault is not None or not is_html(last):
                    continue
                final = last.final_url or url
                if final != url and url != canonical(self.site.home):
                    if final not in seen and self._in_scope(final):
                        seen.add(final)
                        found.append(final)
                    continue
                page = _extracted(last, depth)
                if not self._in_scope(final) and not (self._annex(url) and depth <= 2):
                    self._elsewhere[url] = replace(page, links=(), controls=(), items=())
                    continue
                self._pages[url] = page
                pressed = (one for one in page.controls if depth == 0 or one.element is Element.BUTTON)
                for link in (*page.links, *pressed):
                    if link.target and link.element in REFS and link.target not in seen:
                        seen.add(link.target)
                        found.append(link.target)
            level, depth = found, depth + 1
        origin = canonical(self.site.home).rstrip("/")
        own = [url for url, looks in self._exchanges.items() if self._in_scope(url) and not looks[-1].fault]
        asked = dict.fromkeys((absent(origin), *Folders(own).made_up(20)))
        looks = (self._look(url)[-1] for url in asked)
        self._absent = tuple(extract(last) for last in looks if last.fault is None and is_html(last))

    def _look(self, url: str) -> tuple[Exchange, ...]:
        first = self._exchange(url, attempt=1)
        if first.fault is None or first.fault.lasting or first.fault.kind is FaultKind.BLOCKED:
            return (first,)
        return (first, self._exchange(url, attempt=2))

    def _exchange(self, url: str, *, attempt: int) -> Exchange:
        at = self._at + timedelta(seconds=(attempt - 1) * (APART + 1))
        hops: list[Hop] = []
        here = url
        while True:
            fault, resource = self._resource(here, attempt)
            base = {"url": url, "started": at, "final_url": here, "hops": tuple(hops), "attempt": attempt}
            if fault or resource is None:
                return Exchange(**base, fault=fault)
            location = resource.headers.get("location") or resource.headers.get("Location")
            if resource.status in (301, 302, 303, 307, 308) and location:
                target = canonical(location, here)
                hops.append(Hop(here, resource.status, location))
                if len(hops) > MAX_HOPS or any(hop.url == target for hop in hops):
                    fault = Fault(FaultKind.REDIRECT_LOOP, Whose.SITE, lasting=True)
                    return Exchange(**{**base, "hops": tuple(hops)}, status=resource.status, fault=fault)
                here = target
                continue
            headers = {"content-type": resource.content_type} | {k.lower(): v for k, v in resource.headers.items()}
            return Exchange(
                **base,
                status=resource.status,
                headers=headers,
                content_type=resource.content_type,
                address=self._address(here),
                body=resource.body,
                size=len(resource.body),
                fault=fault_of_answer(resource.status, headers, resource.body, asked=url, final=here),
                looks_like=sniffed(resource.body),
            )

    def _resource(self, url: str, attempt: int) -> tuple[Fault | None, Resource | None]:
        if (planned := self._faults.get(url)) and (fault := planned[min(attempt, len(planned)) - 1]):
            return fault, None
        host = host_of(url)
        name = self.site.names.get(host)
        if name is None and not any(host_of(known) == host for known in self.site.resources):
            return Fault(FaultKind.NXDOMAIN, Whose.SITE, lasting=True), None
        if name and name.status != "ok":
            kinds = {
                "nxdomain": (FaultKind.NXDOMAIN, Whose.SITE, True),
                "servfail": (FaultKind.SERVFAIL, Whose.US, False),
            }
            kind, whose, lasting = kinds.get(name.status, (FaultKind.DNS_TIMEOUT, Whose.US, False))
            return Fault(kind, whose, lasting=lasting), None
        if name and name.a and set(name.a) <= self.site.dead_addresses:
            return Fault(FaultKind.REFUSED, Whose.SITE, lasting=False), None
        resource = self.site.answer(url)
        match resource.fault:
            case "reset":
                return Fault(FaultKind.RESET, Whose.SITE, lasting=False), None
            case "hang" | "drip":
                return Fault(FaultKind.READ_TIMEOUT, Whose.SITE, lasting=False), None
            case "once" if attempt == 1:
                return None, Resource(status=500)
        return None, resource

    def _address(self, url: str) -> str:
        name = self.site.names.get(host_of(url))
        return name.a[0] if name and name.a else "198.51.100.1"

    def _dns(self) -> Iterator[Probe]:
        host = host_of(self.site.home)
        name = self.site.names.get(host)
        for kind, addresses in (("a", name.a if name else ()), ("aaaa", name.aaaa if name else ())):
            status = name.status if name and name.status != "ok" else "ok" if addresses else "nodata"
            if kind == "aaaa" and name and name.aaaa_status:
                status = name.aaaa_status
            odd = {a: why for a in addresses if (why := unusable(a, DEMO_GLOBAL))} if kind == "aaaa" else {}
            values = {"status": {"silent": "timeout"}.get(status, status), "addresses": list(addresses), "cname": []}
            yield Probe(kind, host, self._at, {**values, "ttl": 600, "resolver": "127.0.0.1:53", "unusable": odd})

    def _reach(self) -> Iterator[Probe]:
        works = self._vantage.ipv6
        yield Probe("vantage", "ipv6", self._at, {"works": works, "anchors": []})
        name = self.site.names.get(host_of(self.site.home))
        if works and name and name.status == "ok":
            home = self._exchanges[canonical(self.site.home)][-1]
            for address in name.aaaa:
                if unusable(address, DEMO_GLOBAL):
                    continue
                ok = address not in self.site.dead_addresses
                sent = self.site.answer(canonical(self.site.home), address)
                tries = [
                    {
                        "at": self._at.isoformat(),
                        "stage": "http" if ok else "connect",
                        "ok": ok and 200 <= sent.status < 300,
                        "status": sent.status if ok else 0,
                        "detail": "" if ok else "refused",
                        "elapsed": 0.01,
                    }
                ] * 3
                control = home.fault is None
                values = {"tries": tries, "ok": tries[0]["ok"], "final_url": home.final_url, "control_ok": control}
                title = self.home().title if self.home() else ""
                yield Probe("home-v6", address, self._at, {**values, "title": title})

    # StoredFacts

    @property
    def portal(self) -> Portal:
        return self._portal

    @property
    def as_of(self) -> date:
        return self._as_of

    @property
    def vantage(self) -> Vantage:
        return self._vantage

    @property
    def coverage(self) -> Coverage:
        return self._coverage

    def home(self) -> Page | None:
        return self.page(canonical(self.site.home))

    def page(self, url: str, *elements: Element) -> Page | None:
        looks = self._exchanges.get(url)
        known = self._pages | self._elsewhere
        page = known.get(url) or (known.get(looks[-1].final_url) if looks else None)
        if page is None or not elements:
            return page
        return replace(page, links=tuple(link for link in page.links if link.element in elements))

    def head(self, url: str, *elements: Element) -> Page | None:
        page = self.page(url, *elements)
        return page and replace(page, text="", full_text="", items=(), tables=(), markup=Markup())

    def pages_at(self, urls: Iterable[str], *elements: Element) -> Iterator[Page]:
        return (page for url in urls if (page := self.page(url, *elements)) is not None)

    def pages(self) -> Iterator[Page]:
        yield from sorted(self._pages.values(), key=lambda page: (page.depth, page.url))

    def visit(self, url: str) -> Visit:
        skipped = self._skipped.get(url, "" if url in self._exchanges else "budget-pages")
        return visit_of(url, self._exchanges.get(url, ()), apart=APART, skipped=skipped)

    def referrers(self, url: str, examples: int = 5) -> Referrers:
        first = self._referring.get(url, {})
        home = canonical(self.site.home)
        regions, hidden = self._regions.get(url, {}), url not in self._visible
        counted = sorted(((region, len(pages)) for region, pages in regions.items()), key=lambda one: (-one[1], one[0]))
        return Referrers(
            *(len(first), tuple(first.values())[:examples]),
            home=home in first,
            regions=tuple(counted),
            hidden=hidden and bool(first),
        )

    @cached_property
    def _referring(self) -> dict[str, dict[str, tuple[str, Link]]]:
        """Target → page → the first link of the page that leads there, in the order of the pages."""
        found: dict[str, dict[str, tuple[str, Link]]] = {}
        for page in self.pages():
            for link in page.links:
                if link.target and link.element in REFS:
                    found.setdefault(link.target, {}).setdefault(page.url, (page.url, link))
        return found

    @cached_property
    def _regions(self) -> dict[str, dict[Region, set[str]]]:
        found: dict[str, dict[Region, set[str]]] = {}
        for page in self.pages():
            for link in page.links:
                if link.target and link.element in REFS:
                    found.setdefault(link.target, {}).setdefault(link.region, set()).add(page.url)
        return found

    @cached_property
    def _visible(self) -> frozenset[str]:
        return frozenset(link.target for page in self.pages() for link in page.links if not link.hidden)

    def targets(self, *openings: Opening, examples: int = 5) -> Iterator[Target]:
        elements: dict[str, set[Element]] = {}
        for page in self.pages():
            for link in page.links:
                if link.target and link.element in REFS:
                    elements.setdefault(link.target, set()).add(link.element)
        for url in sorted(elements):
            visit = self.visit(url)
            if not openings or visit.opening in openings:
                shown = self.referrers(url, examples or 5 * (visit.opening is Opening.DEAD))
                yield Target(visit, shown, self._in_scope(url), frozenset(elements[url]))

    def listed(self, *openings: Opening) -> Iterator[Target]:
        pages, _maps = parse(self.site.answer(urljoin(self.site.home, "/sitemap.xml")).body)
        for url in sorted({canonical(page) for page in pages if self._in_scope(page)}):
            self._exchanges.setdefault(url, self._look(url))
            visit = self.visit(url)
            if not openings or visit.opening in openings:
                yield Target(visit, self.referrers(url, 0), in_scope=True, elements=frozenset())

    def odd_links(self) -> Iterator[tuple[str, Link]]:
        seen: set[str] = set()
        for page in self.pages():
            for link in page.links:
                if not link.target and link.href not in seen:
                    seen.add(link.href)
                    yield page.url, link

    def absent(self, host: str) -> tuple[Page, ...]:
        return tuple(sorted((page for page in self._absent if host_of(page.url) == host), key=lambda page: page.url))

    def before(self, rule: str) -> Before | None:
        return self._before.get(rule)

    def probes(self, kind: str) -> Sequence[Probe]:
        return [probe for probe in self._probes if probe.kind == kind]


def facts_of(site: Site, *, as_of: date, **more: object) -> MemoryFacts:
    """The stored facts of a site as of a day; see `MemoryFacts` for what else can be said."""
    return MemoryFacts(site, as_of=as_of, **more)  # type: ignore[arg-type]
