"""What is gathered from small portals over real sockets."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.api import Opening, Reason
from auditor.crawl import Event, Phase
from auditor.demo.site import Name, Resource, Site
from auditor.model.run import RunState
from tests.crawl.generated import HOME, HOST, generated
from tests.crawl.walking import walked

PLAIN = "text/plain; charset=utf-8"


def pages(facts: object) -> list[str]:
    return [page.url for page in facts.pages()]  # type: ignore[attr-defined]


def with_links(site: Site, *links: str) -> Site:
    anchors = "".join(f'<a href="{link}">{link}</a>' for link in links)
    return site.edited(HOME, "</body>", f"{anchors}</body>")


async def test_every_page_is_read_once_and_every_target_looked_at(tmp_path: Path) -> None:
    async with walked(generated(60), tmp_path) as one:
        assert one.run.state is RunState.GATHERED
        assert one.run.coverage.complete
        assert len(pages(one.facts)) == one.run.coverage.pages > 60
        assert one.facts.visit(f"{HOME}gone.pdf").opening is Opening.DEAD
        asked = [url for (method, url), count in one.served.requests.items() if method == "GET" and count > 1]
        assert set(asked) <= {f"{HOME}once", f"{HOME}loop", f"{HOME}gone.pdf"}
        # A part of a file was asked for first: only a plain request says that it is gone.
        assert one.served.requests["GET", f"{HOME}gone.pdf"] == 2


async def test_what_failed_once_and_then_works_is_not_dead_and_what_fails_twice_is(tmp_path: Path) -> None:
    site = with_links(generated(5), "/once", "/broken", "/loop", "http://no-such-host.test/")
    async with walked(site, tmp_path) as one:
        said = {name: one.facts.visit(f"{HOME}{name}") for name in ("once", "broken", "loop")}
        assert said["once"].opening is Opening.OPENS
        assert said["once"].looks == 2
        assert said["broken"].opening is Opening.DEAD
        assert said["broken"].looks == 2
        assert said["loop"].opening is Opening.DEAD
        assert one.facts.visit("http://no-such-host.test/").opening is Opening.DEAD


@pytest.mark.parametrize("status", [403, 429, 412, 521])
async def test_a_home_page_that_refuses_us_is_blocked_and_ends_the_run_without_a_verdict(
    tmp_path: Path, status: int
) -> None:
    site = generated(5).with_resource(HOME, Resource(b"<html>no</html>", status=status))
    async with walked(site, tmp_path) as one:
        assert one.run.state is RunState.HOME_DOWN
        assert one.facts.home() is None
        visit = one.facts.visit(HOME)
        assert (visit.opening, visit.reason) == (Opening.UNSETTLED, Reason.BLOCKED)


async def test_a_portal_that_is_down_is_looked_at_twice_and_nothing_else_is_asked(tmp_path: Path) -> None:
    site = generated(5).with_resource(HOME, Resource(status=500))
    async with walked(site, tmp_path) as one:
        assert one.run.state is RunState.HOME_DOWN
        assert one.facts.visit(HOME).opening is Opening.DEAD
        assert one.served.requests["GET", HOME] == 2
        assert one.run.coverage.pages == 0


async def test_the_page_budget_takes_the_same_pages_every_time_whatever_order_they_come_in(tmp_path: Path) -> None:
    taken = []
    for number, connections in enumerate((1, 8)):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with walked(generated(120), folder, max_pages=40, connections=connections) as one:
            taken.append(pages(one.facts))
            left = {skipped.reason: skipped.count for skipped in one.run.coverage.skipped}
            assert left["budget-pages"] > 0
            visit = one.facts.visit(one.run.coverage.skipped[0].examples[0])
            assert (visit.opening, visit.reason) == (Opening.UNSETTLED, Reason.BUDGET)
    assert taken[0] == taken[1]
    assert len(taken[0]) <= 40


async def test_the_depth_budget_leaves_what_is_deeper(tmp_path: Path) -> None:
    async with walked(generated(40), tmp_path, max_depth=1) as one:
        assert {page.depth for page in one.facts.pages()} == {0, 1}
        assert {skipped.reason for skipped in one.run.coverage.skipped} == {"budget-depth"}


async def test_robots_rules_are_kept_and_said(tmp_path: Path) -> None:
    robots = Resource(b"User-agent: *\nDisallow: /c0/\n", content_type=PLAIN)
    async with walked(generated(40).with_resource(f"{HOME}robots.txt", robots), tmp_path) as one:
        assert one.run.coverage.robots == "allowed"
        assert pages(one.facts) == [HOME]
        assert not [url for _method, url in one.served.requests if "/c0/" in url]
        assert one.facts.visit(f"{HOME}c0/").reason is Reason.ROBOTS


async def test_unreachable_robots_forbid_everything(tmp_path: Path) -> None:
    site = generated(5).with_resource(f"{HOME}robots.txt", Resource(status=503))
    async with walked(site, tmp_path) as one:
        assert one.run.coverage.robots == "unreachable"
        assert pages(one.facts) == []
        assert one.facts.visit(HOME).reason is Reason.ROBOTS
        assert ("GET", HOME) not in one.served.requests


async def test_a_robots_file_that_is_a_page_holds_no_rules(tmp_path: Path) -> None:
    page = Resource(b"<!DOCTYPE html><html><body>Disallow: /</body></html>")
    async with walked(generated(5).with_resource(f"{HOME}robots.txt", page), tmp_path) as one:
        assert one.run.coverage.robots == "html"
        assert len(pages(one.facts)) > 5


async def test_the_site_map_brings_up_pages_that_nothing_links_to(tmp_path: Path) -> None:
    xml = f"<urlset><url><loc>{HOME}island.html</loc></url><url><loc>http://other.test/</loc></url></urlset>"
    site = generated(5).with_resource(f"{HOME}sitemap.xml", Resource(xml.encode(), content_type="text/xml"))
    site = site.with_resource(f"{HOME}island.html", Resource(b"<html><title>island</title></html>"))
    async with walked(site, tmp_path) as one:
        assert f"{HOME}island.html" in pages(one.facts)
        assert one.run.coverage.sitemap == 1
        assert not [url for _method, url in one.served.requests if "other.test" in url]
        assert [target.visit.url for target in one.facts.listed()] == [f"{HOME}island.html"]


async def test_what_fails_after_the_host_has_limited_us_is_laid_at_our_own_door(tmp_path: Path) -> None:
    site = with_links(generated(5), "/limited", "/cut-off")
    site = site.with_resource(f"{HOME}limited", Resource(status=429))
    async with walked(site.with_resource(f"{HOME}cut-off", Resource(fault="reset")), tmp_path) as one:
        visit = one.facts.visit(f"{HOME}cut-off")
        assert (visit.opening, visit.reason, visit.looks) == (Opening.UNSETTLED, Reason.OUR_SIDE, 2)


async def test_what_an_attachment_looks_like_is_known_without_keeping_it(tmp_path: Path) -> None:
    site = with_links(generated(5), "/list.docx", "/none.pdf")
    site = site.with_resource(f"{HOME}list.docx", Resource(b"%PDF-1.4\n", content_type="application/octet-stream"))
    site = site.with_resource(f"{HOME}none.pdf", Resource(b"", content_type="application/pdf"))
    async with walked(site, tmp_path) as one:
        assert [one.facts.visit(f"{HOME}{name}").looks_like for name in ("list.docx", "none.pdf")] == ["pdf", "empty"]


async def test_site_maps_that_robots_txt_names_are_read_and_their_relative_addresses_with_them(tmp_path: Path) -> None:
    robots = f"User-agent: *\nDisallow:\nSitemap: {HOME}maps/index.xml\nSitemap: {HOME}maps/more.txt\n"
    maps = {
        "robots.txt": robots,
        "maps/index.xml": "<sitemapindex><sitemap><loc>pages.xml</loc></sitemap></sitemapindex>",
        "maps/pages.xml": "<urlset><url><loc>lost.html</loc></url></urlset>",
        "maps/more.txt": f"{HOME}maps/found.html\n",
        "maps/lost.html": "<title>lost</title>",
        "maps/found.html": "<title>found</title>",
    }
    site = generated(5)
    for path, body in maps.items():
        kind = "text/html" if path.endswith("html") else "text/plain"
        site = site.with_resource(HOME + path, Resource(body.encode(), content_type=kind))
    async with walked(site, tmp_path) as one:
        assert {f"{HOME}maps/lost.html", f"{HOME}maps/found.html"} <= set(pages(one.facts))
        assert one.run.coverage.sitemap == 2


async def test_a_neighbouring_sub_domain_is_read_from_the_home_page_but_not_walked(tmp_path: Path) -> None:
    column = "http://xxgk.generated.test/"
    rest = {
        column: Resource(f'<html><title>公开</title><a href="{column}guide">指南</a></html>'.encode()),
        f"{column}guide": Resource(f'<html><title>指南</title><a href="{column}far">远</a></html>'.encode()),
        f"{column}far": Resource(f'<html><title>远</title><a href="{column}farther">更远</a></html>'.encode()),
    }
    site = with_links(generated(5), column)
    site = replace(site, resources={**site.resources, **rest}).named("xxgk.generated.test", Name(a=("198.51.100.11",)))
    async with walked(site, tmp_path) as one:
        assert {column, f"{column}guide"} <= set(pages(one.facts))
        assert f"{column}far" not in pages(one.facts)
        assert one.facts.visit(f"{column}far").opening is Opening.OPENS


async def test_a_home_page_that_moved_to_another_host_is_read_there(tmp_path: Path) -> None:
    new = "http://www.new-name.test/"
    site = generated(5).with_resource(HOME, Resource(status=301, headers={"location": new}))
    rest = {new: Resource(b'<html><title>new</title><a href="/a">a</a></html>'), f"{new}a": Resource(b"<html>a</html>")}
    site = replace(site, resources={**site.resources, **rest}).named("www.new-name.test", Name(a=("198.51.100.12",)))
    async with walked(site, tmp_path) as one:
        assert one.run.state is RunState.GATHERED
        home = one.facts.home()
        assert home
        assert home.final_url == new
        assert f"{new}a" in pages(one.facts)


async def test_endless_calendars_and_growing_paths_end_by_themselves_and_no_page_is_lost(tmp_path: Path) -> None:
    site = with_links(generated(60), "/cal?year=2026&month=1", "/x/")
    trap = {}
    for number in range(400):
        body = f'<html><title>{number}</title><a href="/cal?year=2026&month={number + 1}">next</a>'
        trap[f"{HOME}cal?year=2026&month={number}"] = Resource(body.encode())
    for depth in range(1, 30):
        trap[f"{HOME}{'x/' * depth}"] = Resource(b'<html><title>x</title><a href="x/">x</a></html>')
    many = "".join(f'<a href="/cal?year={year}&month=1">{year}</a>' for year in range(1900, 2200))
    site = replace(site, resources={**site.resources, **trap}).edited(HOME, "</body>", f"{many}</body>")
    async with walked(site, tmp_path, max_depth=30) as one:
        read = pages(one.facts)
        assert sum("/c0/a" in url for url in read) == 60
        assert sum(url.endswith("x/") for url in read) <= 3
        assert sum("year=" in url for url in read) <= 130
        assert any(skipped.reason == "trap" for skipped in one.run.coverage.skipped)


async def test_an_interrupted_walk_keeps_what_it_has_and_can_go_on(tmp_path: Path) -> None:
    stop = asyncio.Event()

    def tell(event: Event) -> None:
        if event.phase is Phase.LEVEL and event.depth == 2:
            stop.set()

    async with walked(generated(200), tmp_path, tell=tell, stop=stop, connections=2) as one:
        assert one.run.state is RunState.INTERRUPTED
        assert 0 < one.run.coverage.pages < 200
        assert not one.run.coverage.complete


async def test_progress_is_told_from_start_to_end(tmp_path: Path) -> None:
    events: list[Event] = []
    async with walked(with_links(generated(20), "/broken"), tmp_path, tell=events.append, second_look=5):
        pass
    phases = list(dict.fromkeys(event.phase for event in events))
    assert phases[:2] == [Phase.START, Phase.LEVEL]
    assert phases[-1] is Phase.DONE
    assert Phase.WAIT in phases
    assert max(event.requests for event in events) >= 20


async def test_pages_are_read_in_worker_processes_too(tmp_path: Path) -> None:
    async with walked(generated(20), tmp_path, workers=1) as one:
        assert len(pages(one.facts)) > 20


def test_the_generated_site_is_what_it_says() -> None:
    site = generated(100)
    assert len([url for url in site.resources if url.endswith(".html")]) == 100
    assert HOST in site.names
