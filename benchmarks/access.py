"""What did the server see of one run? Requests told apart, and how full the connections were kept."""

import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.portal import Portal
from benchmarks.truth import Class, Kind, plain

_ESCAPED = re.compile(r"\\x([0-9A-F]{2})")
_SITEMAP = re.compile(r"/sitemap[^/]*\.(?:xml|txt)")


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the access log. Times in seconds; `url` as the truth writes it."""

    ended: float
    took: float
    status: int
    method: str
    url: str

    @property
    def began(self) -> float:
        return self.ended - self.took


@dataclass(frozen=True, slots=True)
class Requests:
    """All requests of a run. `first_looks` are those for addresses that pages refer to or redirects pass through, asked
    for again or not; `second_looks` are not among them. `strangers` are addresses that no page refers to: probes for
    absent pages, or addresses read wrongly."""

    all: int
    first_looks: int
    second_looks: int
    robots: int
    sitemaps: int
    strangers: int
    distinct: int

    @property
    def per_url(self) -> float:
        return self.first_looks / self.distinct if self.distinct else 0.0


def read(log: Path, portal: Portal) -> list[Request]:
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        ended, took, status, method, host, target = line.split(" ", 5)
        target = _ESCAPED.sub(lambda match: f"%{match[1]}", target)
        if method != "-" and target.startswith("/"):
            url = plain(portal.unnamed(f"http://{host}{target}"))
            found.append(Request(float(ended), float(took), int(status), method, url))
    return found


def count(requests: list[Request], portal: Portal, *, second_look: float | None) -> Requests:
    """Tells the requests apart. A second look is a request for what does not simply open, `second_look` seconds after
    the one before; None for a tool that never looks twice."""
    robots = sitemaps = strangers = first = second = 0
    began: dict[str, float] = {}
    for one in sorted(requests, key=lambda request: request.began):
        path = one.url.removeprefix(portal.truth.origin)
        if portal.truth.knows(one.url):
            since = one.began - began.setdefault(one.url, one.began)
            later = second_look is not None and since >= 0.95 * second_look > 0  # the log rounds to milliseconds
            if later and portal.truth.class_of(one.url) is not Class.FINE:
                second += 1
            else:
                first += 1
        elif path == "/robots.txt":
            robots += 1
        elif _SITEMAP.fullmatch(path):
            sitemaps += 1
        else:
            strangers += 1
    return Requests(len(requests), first, second, robots, sitemaps, strangers, len(began))


def slots_in_use(requests: list[Request], portal: Portal, *, connections: int, second_look: float | None) -> float:
    """Which share of the connections was busy, seen at the server, from the first to the last first look at a page?

    Requests that never end are left out: they would count as use.
    """
    seen: set[str] = set()
    looks = []
    for one in sorted(requests, key=lambda request: request.began):
        if portal.truth.urls.get(one.url) is Kind.HANG or (second_look is not None and one.url in seen):
            continue
        seen.add(one.url)
        looks.append(one)
    if not looks:
        return 0.0
    begin, end = min(one.began for one in looks), max(one.ended for one in looks)
    return sum(one.took for one in looks) / ((end - begin) * connections) if end > begin else 0.0


def statuses(requests: list[Request], url: str) -> str:
    """What was asked and answered about one address, in order: `GET 500, GET 200`."""
    about = sorted((one for one in requests if one.url == url), key=lambda request: request.began)
    return ", ".join(f"{one.method} {one.status}" for one in about) or "not asked for"
