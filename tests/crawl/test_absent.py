"""Which addresses are asked that no site has?"""

import random
from pathlib import Path

import pytest

from auditor.crawl.absent import Folders, absent
from auditor.demo.site import HTML, Name, Resource, Site
from tests.crawl.walking import walked

HOME = "http://www.lin.gov.test/"
HOST = "www.lin.gov.test"


def made_up(*paths: str, most: int = 20) -> list[str]:
    return [url.removeprefix(HOME) for url in Folders(HOME + path for path in paths).made_up(most)]


@pytest.mark.parametrize(
    ("paths", "start", "end"),
    [
        (("zwgk/tzgg/t20260301_1843.shtml", "zwgk/tzgg/t20260302_1900.shtml"), "zwgk/tzgg/t20260301_9", ".shtml"),
        (("art/2026/3/1/art_102_55.html",), "art/2026/3/1/art_102_9", ".html"),
        (("col/col101/index.html",), "col/col101/", ".html"),
        (("show.asp",), absent(HOME.rstrip("/")).removeprefix(HOME), ""),
        (("bsfw/gr/",), "bsfw/gr/", ".html"),
        (("xxgk/detail.jsp?id=3", "xxgk/detail.jsp?id=4"), "xxgk/", ".jsp"),
        (("news/", "news/12", "news/13"), "news/9", ""),
        (("x/附件1.html",), "x/%E9%99%84%E4%BB%B69", ".html"),
    ],
)
def test_a_made_up_address_is_named_as_the_folder_names_its_pages(paths: tuple[str, ...], start: str, end: str) -> None:
    (url,) = made_up(*paths)
    assert url.startswith(start)
    assert url.endswith(end)
    assert url not in paths
    assert made_up(*paths) == [url]


def test_a_number_that_is_made_up_is_longer_than_those_of_articles() -> None:
    (url,) = made_up("a/content_1234.html", "a/content_1235.html")
    assert len(url) == len("a/content_.html") + 9
    (stamp,) = made_up("a/20260301101112345.html")
    assert stamp.startswith("a/9")
    assert len(stamp) == len("a/20260301101112345.html")


def test_the_folders_with_the_most_pages_are_asked_whatever_the_order() -> None:
    pages = [HOME + f"{folder}/{number}.html" for folder in "abcde" for number in range(ord(folder) - 96)]
    orders = [random.Random(seed).sample(pages, len(pages)) for seed in range(5)]
    chosen = [Folders(order).made_up(2) for order in orders]
    assert [url[: len(HOME) + 2] for url in chosen[0]] == [f"{HOME}e/", f"{HOME}d/"]
    assert all(one == chosen[0] for one in chosen)


def test_folders_of_dates_below_one_folder_stand_for_each_other_where_there_are_many() -> None:
    pages = [HOME + f"art/2026/{month}/{day}/a_{day}.html" for month in (3, 4) for day in range(1, 20)]
    chosen = Folders([*pages, HOME + "zwgk/x.html"]).made_up(2)
    assert [url.removeprefix(HOME).rpartition("/")[0] for url in chosen] == ["art/2026/3/1", "zwgk"]
    assert len(Folders(pages).made_up(20)) == 20


def test_another_host_gives_another_address() -> None:
    one, other = Folders(["http://a.gov.test/x/p.html", "http://b.gov.test/x/p.html"]).made_up(20)
    assert one.rpartition("/")[2] != other.rpartition("/")[2]


def page(title: str, *hrefs: str) -> Resource:
    links = "".join(f'<p><a href="{href}">{href} 的内容</a></p>' for href in hrefs)
    return Resource(f"<html><title>{title}</title><body>{title}{links}</body></html>".encode(), content_type=HTML)


def served() -> Site:
    articles = {f"{HOME}zwgk/t{number}.html": page(f"文章{number}", "/") for number in range(3)}
    pages = {HOME: page("首页", "/zwgk/", "/old/1.html"), f"{HOME}zwgk/": page("公开", *articles)}
    gone = Resource(status=302, headers={"location": "/404.html"}, content_type="")
    return Site(
        HOME,
        {**pages, **articles, f"{HOME}old/1.html": page("旧闻"), f"{HOME}404.html": page("出错了")},
        {HOST: Name(a=("198.51.100.10",))},
        missing_below={f"{HOME}zwgk/": page("没有这一页"), f"{HOME}old/": gone},
    )


async def test_the_crawl_asks_once_in_each_folder_and_keeps_what_came_back(tmp_path: Path) -> None:
    async with walked(served(), tmp_path) as walk:
        answers = walk.facts.absent(HOST)
        by_title = {one.title: one for one in answers}
        assert sorted(by_title) == ["出错了", "没有这一页"]
        assert by_title["没有这一页"].url.startswith(f"{HOME}zwgk/t9")
        assert by_title["出错了"].url.startswith(f"{HOME}old/9")
        assert by_title["出错了"].final_url == f"{HOME}404.html"
        assert {walk.served.requests["GET", one.url] for one in answers} == {1}
        coverage = walk.run.coverage
        assert coverage.made_up == 4  # the root, which is 404, two folders, and one redirect
        assert {one.url for one in walk.facts.pages()}.isdisjoint(one.url for one in answers)


async def test_another_walk_asks_the_same(tmp_path: Path) -> None:
    asked = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        async with walked(served(), tmp_path / name, seed=name) as walk:
            asked.append([one.url for one in walk.facts.absent(HOST)])
    assert asked[0] == asked[1] != []


async def test_a_limit_and_robots_are_kept(tmp_path: Path) -> None:
    async with walked(served(), tmp_path, max_absent=0) as walk:
        assert walk.facts.absent(HOST) == ()
        assert walk.run.coverage.made_up == 1
    rules = Resource(b"User-agent: *\nDisallow: /zwgk/t9\n", content_type="text/plain")
    (tmp_path / "rules").mkdir()
    async with walked(served().with_resource(f"{HOME}robots.txt", rules), tmp_path / "rules") as walk:
        assert [one.title for one in walk.facts.absent(HOST)] == ["出错了"]
