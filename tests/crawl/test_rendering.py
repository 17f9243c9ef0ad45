"""Is what the site's robots rules withhold withheld from the browser as well, and what does its absence prove?"""

from pathlib import Path

import pytest

from auditor.demo.site import Resource, Site
from tests.checks.small import HOME, doc, links, site
from tests.crawl.walking import walked

pytestmark = pytest.mark.browser

LIST = doc(
    "公告",
    """<h2>公告</h2><ul id="list"></ul><script src="/list.js"></script>
<script>fetch('/api/rows.json').then(r=>r.json()).then(rows=>fill('#list', rows))</script>""",
)
SCRIPT = b"""function fill(place, rows) {
  const row = name => `<li><a href="/a/${name}.html">${name}</a><span>2026-11-02</span></li>`
  document.querySelector(place).innerHTML = rows.map(row).join('')}"""
ROWS = '["甲村公告一号", "乙村公告二号"]'


def portal(robots: str) -> Site:
    pages = site({"/": links(("/gg/", "公告")), "/gg/": LIST})
    for path, body, kind in (
        ("list.js", SCRIPT, "text/javascript"),
        ("api/rows.json", ROWS.encode(), "application/json"),
        ("robots.txt", f"User-agent: *\nDisallow: {robots}\n".encode(), "text/plain"),
    ):
        pages = pages.with_resource(f"{HOME}{path}", Resource(body, content_type=kind))
    return pages


@pytest.mark.parametrize("forbidden", ["/api/", "/list.js"])
async def test_a_page_that_lacks_what_robots_forbid_is_taken_for_unfilled(
    chromium: str, tmp_path: Path, forbidden: str
) -> None:
    async with walked(portal(forbidden), tmp_path, render="auto", probes=False) as walk:
        asked = {url for _method, url in walk.served.requests}
        page = walk.facts.page(f"{HOME}gg/")
        skipped = {one.reason for one in walk.facts.coverage.skipped}
    assert not [url for url in asked if url.startswith(f"{HOME}{forbidden[1:]}")]
    assert page is not None
    assert (page.rendered, page.script_list) == (False, True)
    assert "unrendered" in skipped


async def test_what_robots_allow_is_rendered_and_may_do_without_the_rest(chromium: str, tmp_path: Path) -> None:
    async with walked(portal("/private/"), tmp_path, render="auto", probes=False) as walk:
        page = walk.facts.page(f"{HOME}gg/")
    assert page is not None
    assert page.rendered
    assert [item.title for item in page.items] == ["甲村公告一号", "乙村公告二号"]
