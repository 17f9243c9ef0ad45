"""Scope, traps, pace, robots and site maps by themselves."""

import asyncio
import gzip
import time
from itertools import pairwise

import pytest

from auditor.crawl.gauges import figures
from auditor.crawl.pace import LONGEST_WAIT, Pace, retry_after
from auditor.crawl.robots import rules_of
from auditor.crawl.sitemap import parse
from auditor.crawl.traps import endless_shape, shaped_like_a_trap
from auditor.model.exchange import Exchange
from auditor.model.page import Element, Link, Page
from auditor.model.portal import Portal
from auditor.model.scope import Scope
from auditor.model.settings import GatherSettings
from auditor.model.url import canonical
from auditor.net.pulse import Pulse
from auditor.store.gather import Role

HOME = "https://www.county.gov.cn/"
SCOPE = Scope.of(Portal(home=HOME, hosts=("zwfw.county-platform.test",)))


@pytest.mark.parametrize(
    ("href", "own"),
    [
        ("https://www.county.gov.cn/a", True),
        ("http://county.gov.cn/a", True),
        ("https://WWW.County.GOV.CN:8443/a", True),
        ("https://www.county.gov.cn./a", True),
        ("https://zwfw.county-platform.test/", True),
        ("https://user:secret@www.county.gov.cn/", True),
        ("https://www.county.gov.cn.evil.test/", False),
        ("https://evil.test/#www.county.gov.cn", False),
        ("https://www.county.gov.cn@evil.test/", False),
        ("https://xcounty.gov.cn/", False),
        ("https://xxgk.county.gov.cn/", False),
    ],
)
def test_scope_is_the_host_as_a_browser_reads_it(href: str, own: bool) -> None:
    assert SCOPE.own(canonical(href)) is own


@pytest.mark.parametrize(
    "host", ["信息公开.某县.政务", "XXGK.county.test", "http://xxgk.county.test:8080/a", "xxgk.county.test."]
)
def test_an_operator_may_name_a_host_as_people_write_it(host: str) -> None:
    scope = Scope.of(Portal(home=canonical("http://www.某县.政务/"), hosts=(host,)))
    assert scope.own(canonical(f"https://{host.rpartition('://')[2].partition(':')[0]}/zwgk/"))
    assert scope.own(canonical("http://某县.政务/"))


def test_a_sub_domain_is_an_annex_and_a_neighbour_is_not() -> None:
    assert SCOPE.annex("https://xxgk.county.gov.cn/")
    assert not SCOPE.annex("https://www.other.gov.cn/")
    assert not SCOPE.annex(HOME)


@pytest.mark.parametrize(
    ("target", "element", "depth", "role"),
    [
        (f"{HOME}a.html", Element.A, 1, Role.CRAWL),
        (f"{HOME}a.pdf", Element.A, 1, Role.CHECK),
        (f"{HOME}a.PDF?x=1", Element.A, 1, Role.CHECK),
        (f"{HOME}a", Element.IMG, 1, Role.CHECK),
        (f"{HOME}a", Element.FRAME, 1, Role.CRAWL),
        ("https://xxgk.county.gov.cn/", Element.A, 1, Role.CRAWL),
        ("https://xxgk.county.gov.cn/", Element.A, 3, Role.CHECK),
        ("https://www.gov.cn/", Element.A, 1, Role.OUTSIDE),
    ],
)
def test_an_address_is_looked_at_for_what_it_is(target: str, element: Element, depth: int, role: Role) -> None:
    assert SCOPE.role(target, element, depth) is role


def test_forms_are_never_followed() -> None:
    links = (Link(f"{HOME}post", "/post", "", element=Element.FORM), Link("", "javascript:;", "x"))
    assert SCOPE.found(Page(url=HOME, final_url=HOME, links=links)) == ()


def test_buttons_are_followed_as_links_are_and_drop_down_lists_from_the_home_page_only() -> None:
    button = Link(f"{HOME}b/", "/b/", "公开", element=Element.BUTTON)
    option = Link(f"{HOME}o/", "/o/", "公开", element=Element.OPTION)
    bound = Link("", "", "公开", element=Element.BUTTON)
    for depth, urls in ((0, [f"{HOME}b/", f"{HOME}o/"]), (1, [f"{HOME}b/"])):
        page = Page(url=HOME, final_url=HOME, depth=depth, controls=(button, option, bound))
        assert [(one.url, one.role) for one in SCOPE.found(page)] == [(url, Role.CRAWL) for url in urls]


@pytest.mark.parametrize(
    ("url", "trap"),
    [
        (f"{HOME}art/2026/3/1/art_1_2.html", False),
        (f"{HOME}a/b/a/b/a/b.html", False),
        (f"{HOME}x/x/x/x/x.html", True),
        (HOME + "a" * 2100, True),
        (HOME + "/".join(str(n) for n in range(30)), True),
    ],
)
def test_an_address_made_by_a_loop_shows_it(url: str, trap: bool) -> None:
    assert shaped_like_a_trap(url) is trap


def test_calendars_and_sessions_share_a_shape_and_articles_have_none() -> None:
    assert endless_shape(f"{HOME}cal?year=2026&month=1") == endless_shape(f"{HOME}cal?year=2027&month=12") != ""
    assert endless_shape(f"{HOME}a;jsessionid=AB12/c") != ""
    assert endless_shape(f"{HOME}content.jsp?id=17") == ""
    assert endless_shape(f"{HOME}art/2026/3/1/art_1_2.html") == ""


def answer(body: bytes, *, status: int = 200, kind: str = "text/plain") -> Exchange:
    return Exchange(url=f"{HOME}robots.txt", status=status, body=body, content_type=kind)


@pytest.mark.parametrize(
    ("exchange", "state", "allowed"),
    [
        (answer(b"User-agent: *\nDisallow: /\n"), "allowed", False),
        (answer(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n"), "allowed", False),
        (answer(b"User-agent: *\nDisallow: /\nAllow: /a\n"), "allowed", True),
        (answer(b"User-agent: other\nDisallow: /\n"), "allowed", True),
        (answer(b"User-agent: govsite-auditor\nDisallow: /a\n\nUser-agent: *\nAllow: /\n"), "allowed", False),
        (answer(b"", status=404), "none", True),
        (answer(b"", status=403), "none", True),
        (answer(b"", status=503), "unreachable", False),
        (answer(b"", status=429), "unreachable", False),
        (answer(b"", status=0), "unreachable", False),
        (answer(b"<!doctype html><html>404</html>", kind="text/html"), "html", True),
        (answer(b"\xd7\xa2\xca\xcd\nUser-agent: *\nDisallow: /a"), "allowed", False),
    ],
)
def test_robots_are_read_by_the_standard(exchange: Exchange, state: str, allowed: bool) -> None:
    robots = rules_of(exchange)
    assert robots.state == state
    assert robots.allows(f"{HOME}a/b.html") is allowed


XMLNS = b"xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
MAP = b"<?xml version='1.0'?><urlset " + XMLNS + b"><url><loc> %b </loc></url></urlset>"
INDEX = b"<sitemapindex><sitemap><loc>https://a.test/1.xml</loc></sitemap></sitemapindex>"
BILLION = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>'


def test_a_site_map_lists_pages_and_further_maps() -> None:
    assert parse(MAP % HOME.encode()) == ([HOME], [])
    assert parse(gzip.compress(MAP % HOME.encode())) == ([HOME], [])
    assert parse(INDEX) == ([], ["https://a.test/1.xml"])


def test_a_site_map_is_read_in_its_own_encoding_and_as_far_as_it_goes() -> None:
    page = HOME + "政策/a.html"
    wide = MAP.decode().replace("%b", page).replace("'1.0'", "'1.0' encoding='GB2312'")
    assert parse(wide.encode("gbk")) == ([page], [])
    assert parse(MAP.decode().replace("%b", page).encode()) == ([page], [])
    assert parse(b"\xff\xfe" + MAP.decode().replace("%b", page).encode("utf-16-le")) == ([page], [])
    assert parse(b"\n \xef\xbb\xbf"[2:] + MAP % HOME.encode()) == ([HOME], [])
    two = b"<urlset><url><loc>%b</loc></url><url><loc>%bs?a=1&b=2</loc></url></urlset>"
    assert parse(two % (HOME.encode(), HOME.encode())) == ([HOME], [])
    assert parse(f"{HOME}a.html\r\n{HOME}b.html\nno address\n".encode()) == ([f"{HOME}a.html", f"{HOME}b.html"], [])


@pytest.mark.parametrize(
    "body",
    [BILLION, OUTSIDE, b"<html><body>404", b"", b"\x1f\x8bnot gzip", gzip.compress(b" " * 60_000_000), b"\xff\xfe<a/>"],
)
def test_what_is_no_honest_site_map_lists_nothing(body: bytes) -> None:
    assert parse(body) == ([], [])


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5", 5.0), (" 7 ", 7.0), ("", None), ("soon", None), ("-3", None), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0)],
)
def test_retry_after_is_understood_or_left(value: str, seconds: float | None) -> None:
    assert retry_after(value) == seconds


async def test_no_host_sees_more_requests_at_once_or_faster_than_it_is_owed() -> None:
    pace = Pace(GatherSettings(rate=50, address_rate=None, connections=2))
    now, most, starts = 0, 0, list[float]()

    async def request() -> None:
        nonlocal now, most
        async with pace.slot("a.test", "192.0.2.1"):
            now += 1
            most = max(most, now)
            starts.append(time.monotonic())
            await asyncio.sleep(0.03)
            now -= 1

    async with asyncio.TaskGroup() as group:
        for _ in range(12):
            group.create_task(request())
    assert most == 2
    assert all(later - earlier >= 0.019 for earlier, later in pairwise(starts))
    assert pace.requests == 12


async def test_hosts_on_one_address_share_its_pace() -> None:
    pace = Pace(GatherSettings(rate=None, address_rate=50))
    starts = []
    for number in range(6):
        async with pace.slot(f"{number}.test", "192.0.2.1"):
            starts.append(time.monotonic())
    assert all(later - earlier >= 0.019 for earlier, later in pairwise(starts))


async def test_nothing_is_sent_inside_retry_after() -> None:
    pace = Pace(GatherSettings(rate=None, address_rate=None))
    async with pace.slot("a.test", "192.0.2.1"):
        pass
    asked = time.monotonic()
    pace.heard("a.test", 429, {"retry-after": "1"}, 0.01)
    async with pace.slot("a.test", "192.0.2.1"):
        assert time.monotonic() - asked >= 1
    assert pace.throttled("a.test")
    assert not pace.given_up("a.test")


def test_a_host_that_sends_us_away_for_long_is_given_up() -> None:
    pace = Pace(GatherSettings())
    pace.heard("a.test", 503, {"retry-after": str(int(LONGEST_WAIT) + 1)}, 0.01)
    assert pace.given_up("a.test")
    assert not pace.given_up("b.test")


def test_back_off_ends_when_the_site_answers_again() -> None:
    pace = Pace(GatherSettings(rate=4))
    for _ in range(3):
        pace.heard("a.test", 503, {}, 0.1)
    slow = pace._host("a.test").interval
    for _ in range(60):
        pace.heard("a.test", 200, {}, 0.1)
    assert slow > 0.25
    assert pace._host("a.test").interval == 0.25


async def test_the_gauges_tell_how_late_the_loop_was_and_how_many_connections_were_in_use() -> None:
    pace = Pace(GatherSettings(rate=None, address_rate=None, connections=4))

    async def ask() -> None:
        async with pace.slot("a.test", "192.0.2.1"):
            await asyncio.sleep(0.1)

    async with Pulse() as pulse:
        assert "slots_share" not in figures(pulse, pace, "a.test")
        await asyncio.gather(ask(), ask())
        time.sleep(0.3)  # noqa: ASYNC251  # the loop is held up, and shall say so
        await asyncio.sleep(0.1)
    told = figures(pulse, pace, "a.test")
    assert told["lag_max_ms"] >= 200
    assert told["lag_median_ms"] <= told["lag_p99_ms"] <= told["lag_max_ms"]
    assert 0.3 < told["slots_share"] <= 0.5
    assert told["peak_mb"] > 10
