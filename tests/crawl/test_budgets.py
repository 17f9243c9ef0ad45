"""A budget that does not hold the whole portal: the most telling pages are read, and the rest is said to be unread."""

from collections import Counter
from pathlib import Path

import pytest

from auditor.crawl.telling import keep_best, order, reserve
from auditor.demo.portal import clean
from auditor.demo.site import Name, Resource, Site
from auditor.judge import judge
from auditor.model.found import Found, Role
from auditor.model.portal import Portal
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.store import Store
from auditor.store.gather import Waiting
from tests.crawl.walking import DAY, now, walked

HEADLINES = ("disclosure.column-name", "disclosure.four-parts", "disclosure.guide", "disclosure.annual-report")


async def test_fifty_pages_of_the_sample_portal_still_judge_the_headline_families(tmp_path: Path) -> None:
    async with walked(clean(DAY), tmp_path, max_pages=50) as one:
        result = judge(one.facts, one.run, resolve("kazuo-2021"))
    assert one.run.coverage.pages <= 50
    told = {(found.rule, found.outcome.value) for found in result.findings}
    assert {(rule, "met") for rule in HEADLINES} <= told
    for family in ("disclosure", "topics", "interpretations", "links", "columns"):
        settled = Counter(outcome for rule, outcome in told if rule.startswith(f"{family}."))
        assert settled["met"], family
    assert [found for found in result.findings if found.outcome == "unmet"] == [], "what was not read accuses nobody"
    [left] = one.run.coverage.skipped
    assert (left.reason, left.count > 100) == ("budget-pages", True)
    assert result.score.low is not None
    assert result.score.high is not None
    assert result.score.low < result.score.high, "what was not read is open"


async def test_the_same_pages_are_read_whatever_comes_first(tmp_path: Path) -> None:
    read = []
    for connections in (1, 8):
        folder = tmp_path / str(connections)
        folder.mkdir()
        async with walked(clean(DAY), folder, max_pages=40, connections=connections) as one:
            read.append(sorted(page.url for page in one.facts.pages()))
    assert read[0] == read[1]


HOST = "www.wide.test"


def wide(articles: int) -> Site:
    """A home page with many articles beside its menu, and a column below the one that the menu names."""
    home = f"http://{HOST}/"

    def page(title: str, links: list[tuple[str, str]], menu: str = "") -> Resource:
        rows = "".join(f'<li><a href="{to}">{label}</a></li>' for to, label in links)
        text = f"<html><title>{title}</title><body><div class=nav>{menu}</div><ul>{rows}</ul></body></html>"
        return Resource(text.encode())

    days = [f"2026{1 + n % 9:02}{1 + n % 28:02}" for n in range(articles)]
    news = [(f"/news/t{day}_{n}.html", f"第{n}条消息的标题说的是什么") for n, day in enumerate(days)]
    menu = '<a href="/zwgk/">政府信息公开</a><a href="/lxwm/">联系我们</a>'
    resources = {
        home: page("首页", news, menu),
        f"{home}zwgk/": page("政府信息公开", [("/zwgk/zhinan/", "政府信息公开指南"), ("/zwgk/x/", "其他")]),
        f"{home}zwgk/zhinan/": page("指南", []),
        f"{home}zwgk/x/": page("其他", []),
        f"{home}lxwm/": page("联系我们", []),
        **{home + to[1:]: page(label, []) for to, label in news},
    }
    return Site(home=home, resources=resources, names={HOST: Name(a=("198.51.100.10",))})


async def test_entrances_come_before_news_and_news_before_older_news(tmp_path: Path) -> None:
    async with walked(wide(60), tmp_path, max_pages=12) as one:
        read = {page.url.removeprefix(f"http://{HOST}") for page in one.facts.pages()}
        resources = {url.removeprefix(f"http://{HOST}") for url in one.served.site.resources}
    assert {"/", "/zwgk/", "/lxwm/", "/zwgk/zhinan/"} <= read
    assert len(read) == 12, "room that the deeper level did not need is used"
    news = sorted((url for url in read if url.startswith("/news/")), reverse=True)
    days = sorted((url[7:15] for url in resources if url.startswith("/news/")), reverse=True)
    assert sorted((url[7:15] for url in news), reverse=True) == days[: len(news)]


def test_some_room_is_left_for_what_lies_deeper() -> None:
    assert [reserve(left) for left in (0, 3, 4, 40, 200, 2000)] == [0, 0, 1, 10, 50, 50]


@pytest.mark.parametrize("keep", [0, 1, 3, 9])
async def test_the_best_stay_and_the_others_are_skipped(tmp_path: Path, keep: int) -> None:
    paths = ("a/", "a/b/", "t20260101_1.html", "t20260301_2.html", "menu/", "x/99.html")
    urls = [f"http://{HOST}/{path}" for path in paths]
    async with await Store.open(str(tmp_path / "a.db")) as store:
        writer = await store.new_run(Portal(home=f"http://{HOST}/"), GatherSettings(), now(), "test")
        await writer.add([Found(url, 1, Role.CRAWL) for url in urls])
        await keep_best(writer, 1, keep, {urls[4]: 1})
        left = {one.url for one in await writer.waiting(Role.CRAWL, depth=1)}
        best = [urls[4], urls[0], urls[1], urls[3], urls[2], urls[5]]
        assert left == set(best[:keep])
        back = await writer.take_back("budget-pages", 2)
        assert back == min(2, max(0, len(urls) - keep))


def test_an_address_with_a_day_is_an_article_and_the_newest_goes_first() -> None:
    place = order({})
    ranked = sorted(
        (
            Waiting(url, 1, Role.CRAWL)
            for url in ("http://h/2024/05/01/x.html", "http://h/list/", "http://h/20260301/y.html")
        ),
        key=place,
    )
    assert [one.url for one in ranked] == ["http://h/list/", "http://h/20260301/y.html", "http://h/2024/05/01/x.html"]
