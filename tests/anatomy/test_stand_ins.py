"""What is sent in place of a page is no page to judge by; what is redirected is what it leads to."""

import pytest

from auditor.anatomy import understand
from auditor.api import Facts, Outcome
from auditor.demo.site import Resource
from auditor.judge import judge
from auditor.profile import resolve
from tests.checks.small import DAY, doc, links, rows, site
from tests.judging import run
from tests.memory import facts_of

CLOSED = doc("系统维护", "<h2>网站正在维护升级，请稍后访问</h2>")
SHELL = doc("", '<script>location.href="/index.html"</script>')
NEWS = "<p>" + "县里召开会议，研究部署冬季供暖工作。" * 12 + "</p>"


def of(pages: dict[str, Resource | str]) -> Facts:
    return understand(facts_of(site(pages), as_of=DAY))


@pytest.mark.parametrize(
    ("home", "read"),
    [
        (CLOSED, False),
        (doc("临江县人民政府", "<p>服务器正在检修，\n将于明日恢复</p>"), False),
        (SHELL, False),
        (doc("", '<div id="app"></div><script>start()</script>'), False),
        (doc("临江县人民政府", links(("/a/", "关于网站系统升级维护、暂停服务的公告"))), True),
        (doc("临江县人民政府", "<p>网站维护项目采购公告，请稍后关注。</p>"), True),
        (doc("临江县人民政府", "<p>本栏目正在建设中</p>"), True),
        (doc("", '<meta http-equiv="refresh" content="0;url=/index.html">'), True),
        (doc("首页", links(*((f"/{n}/", f"栏目{n}") for n in range(6))) + "<p>系统升级，暂停来信</p>"), True),
    ],
)
def test_a_home_page_that_is_blank_or_closed_was_not_read(home: Resource, read: bool) -> None:
    assert (of({"/": home, "/a/": NEWS}).home() is not None) is read


def test_a_day_of_maintenance_is_held_against_nobody() -> None:
    closed = site({"/": CLOSED, "/a/": CLOSED})
    for profile in ("national-2019", "kazuo-2021"):
        result = judge(facts_of(closed, as_of=DAY), run(), resolve(profile))
        assert {one.rule for one in result.findings if one.outcome is Outcome.UNMET} == set()


def test_pages_that_say_nothing_stand_for_no_others() -> None:
    articles = {f"/xw/202611/t2026110{n}_{n}.html": f"<h1>新闻{n}</h1>{NEWS}{n}" for n in range(1, 4)}
    lost = {"/xw/202611/t20261108_8.html": CLOSED, "/xw/202611/t20261109_9.html": SHELL}
    facts = of({"/": links(*((url, url) for url in (*articles, *lost))), **articles, **lost})
    assert sorted(page.url.rpartition("/")[2][:9] for page in facts.sample("article", 20)) == [
        f"t2026110{n}" for n in range(1, 4)
    ]


def test_an_entrance_that_is_redirected_leads_to_its_column() -> None:
    listed = rows(
        ("/xw/a.html", "县里研究冬季供暖工作", "2026-11-02"), ("/xw/b.html", "县里部署森林防火工作", "2026-11-01")
    )
    column = doc("要闻", f"<h1>要闻</h1>{listed}", '<meta name="ColumnName" content="要闻">')
    moved = Resource(status=301, headers={"Location": "/xw/"})
    facts = of({"/": links(("/xw", "新闻中心")), "/xw": moved, "/xw/": column, "/xw/a.html": NEWS, "/xw/b.html": NEWS})
    (found,) = facts.columns()
    assert found.front
    assert facts.column("新闻中心") == found
