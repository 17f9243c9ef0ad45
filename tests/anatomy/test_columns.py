"""Columns: list pages under the names that readers know them by; articles and further pages are none of their own."""

from datetime import date

import pytest

from auditor.anatomy import understand
from auditor.anatomy.names import article_address, list_place, place
from auditor.api import Facts
from auditor.demo.portal import clean
from auditor.demo.site import Resource, Site
from tests.checks.small import DAY, HOME, doc, links, rows, site
from tests.memory import facts_of

LIST = rows(("/zc/1.html", "关于甲的通知", "2026-03-01"), ("/zc/2.html", "关于乙的通知", "2026-02-01"))
MORE = rows(("/zc/3.html", "关于丙的通知", "2025-12-01"))


def facts(where: Site) -> Facts:
    return understand(facts_of(where, as_of=DAY))


def crumbs(*names: str) -> str:
    return '<div class="crumbs">当前位置：' + " &gt; ".join(f"<a href='/'>{name}</a>" for name in names) + "</div>"


def portal(page: Resource | str, **more: Resource | str) -> Site:
    home = links(("/zc/", "政策"), *((path, "另一页") for path in more))
    return site({"/": doc("临江县人民政府", home), "/zc/": page, **more})


def test_a_list_page_is_a_column_with_its_items() -> None:
    column = facts(portal(doc("政策文件-临江县人民政府", crumbs("首页", "政策文件") + LIST))).column("政策文件")
    assert column is not None
    assert (column.url, column.name, column.path[-1]) == (HOME + "zc/", "政策文件", "政策文件")
    assert (column.items[0].title, column.items[0].day) == ("关于甲的通知", date(2026, 3, 1))
    assert column.newest == date(2026, 3, 1)


@pytest.mark.parametrize(
    "page",
    [
        doc("临江县人民政府", crumbs("首页", "政策文件") + LIST),
        doc("政策文件_临江县人民政府", LIST),
        doc("临江县人民政府-政策文件", LIST),
        doc("临江县人民政府", LIST, '<meta name="ColumnName" content="政策文件">'),
        doc("临江县人民政府", "<h1>政 策 文 件</h1>" + LIST),
    ],
)
def test_a_column_is_known_by_the_name_that_it_gives_itself(page: Resource) -> None:
    assert facts(portal(page)).column("政策文件") is not None


def test_a_column_is_also_known_by_the_label_that_leads_to_it() -> None:
    found = facts(portal(doc("文件库-临江县人民政府", LIST)))
    assert found.column("政策") is found.column("文件库") is not None


def test_the_first_of_the_asked_names_goes_first() -> None:
    where = portal(doc("政策文件", LIST), **{"/zx/": doc("最新文件", MORE)})
    column = facts(where).column("最新文件", "政策文件")
    assert column is not None
    assert column.url == HOME + "zx/"
    assert facts(where).column("没有的") is None


def test_further_pages_of_a_list_are_one_column() -> None:
    first = doc("政策文件", LIST + links(("/zc/index_2.html", "下一页")))
    found = facts(portal(first, **{"/zc/index_2.html": doc("政策文件", MORE)}))
    column = found.column("政策文件")
    assert column is not None
    assert column.aliases == (HOME + "zc/index_2.html",)
    assert [item.title for item in column.items] == ["关于甲的通知", "关于乙的通知", "关于丙的通知"]


def test_an_article_is_no_column() -> None:
    article = doc("政策文件", "<h1>政策文件</h1><p>正文</p>", '<meta name="ArticleTitle" content="政策文件">')
    assert facts(portal(article)).column("政策文件") is None


def test_a_list_left_to_a_script_is_a_column_whose_items_are_unknown() -> None:
    script = '<ul class="list" id="l"></ul><script>$.ajax({url:"/l.json"}).done(function(d){$("#l").html(d)})</script>'
    column = facts(portal(doc("政策文件", crumbs("首页", "政策文件") + script))).column("政策文件")
    assert column is not None
    assert (column.script, column.items, column.newest) == (True, (), None)


def test_the_home_page_is_no_column_and_the_order_is_that_of_the_reader() -> None:
    found = facts(clean(DAY)).columns()
    assert clean(DAY).home not in {column.url for column in found}
    assert len({column.url for column in found}) == len(found)
    depths = [column.url.rstrip("/").count("/") for column in found]
    assert depths[0] <= depths[-1]


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("http://a.test/zc/index.html", "http://a.test/zc/"),
        ("http://a.test/zc/default.asp", "http://a.test/zc/"),
        ("http://a.test/zc/?page=3", "http://a.test/zc/"),
        ("http://a.test/list.do?id=7&page=2", "http://a.test/list.do?id=7"),
        ("http://a.test", "http://a.test/"),
    ],
)
def test_a_place_has_one_name(url: str, same: str) -> None:
    assert place(url) == same


def test_pages_of_a_list_share_a_place_and_articles_do_not() -> None:
    assert list_place("http://a.test/zc/index_2.html") == "http://a.test/zc/"
    assert list_place("http://a.test/zc/202103/t20210301_12.html") != "http://a.test/zc/"


@pytest.mark.parametrize(
    ("path", "article"),
    [
        ("/zc/202103/t20210301_12.html", True),
        ("/art/2021/3/1/art_12_34.html", True),
        ("/gkmlpt/content/2/2500/post_2500.html", True),
        ("/zc/content_12.html", True),
        ("/zc/", False),
        ("/col/col1229/index.html", False),
        ("/zc/index_2.html", False),
        ("/ztzl/2021lh/", False),
    ],
)
def test_articles_are_known_by_their_address(path: str, article: bool) -> None:
    assert article_address(f"http://a.test{path}") is article
