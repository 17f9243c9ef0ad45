"""The site's own search, asked when the operator allows it: what is sent, and what may be concluded from the answer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from auditor.api import Outcome, Reason
from auditor.demo.portal import clean
from auditor.demo.site import HTML, Resource, Site
from auditor.extract.forms import search_forms
from auditor.judge import judge
from auditor.profile import resolve
from tests.checks.small import DAY, HOME, doc, links, rows, site
from tests.crawl.walking import walked

TITLES = ("临江县城区供水管网改造实施方案", "临江县农村公路养护管理办法", "临江县校园周边交通整治公告")
FORM = (
    '<form action="/s" method="{}"><input name="q" placeholder="搜索"><input type="hidden" name="t" value="1"></form>'
)
NONE = doc("检索", "<p>没有找到相关结果</p>")


def portal(answer: Callable[[Site, str], Resource], form: str = FORM.format("get")) -> Site:
    """A portal of three articles with a search."""
    pages: dict[str, Resource | str] = {
        f"/a/{n}.html": doc(
            title,
            f"<h1>{title}</h1><p>发布时间：2026-0{n + 1}-02</p><div>{'各单位要认真落实。' * 40}</div>",
            f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2026-0{n + 1}-02 10:00">',
        )
        for n, title in enumerate(TITLES)
    }
    listed = rows(*((f"/a/{n}.html", title, f"2026-0{n + 1}-02") for n, title in enumerate(TITLES)))
    where = site({"/": form + links(("/a/", "公告")), "/a/": doc("公告", listed), **pages})
    return replace(where, answers={f"{HOME}s": answer})


def finds(_site: Site, query: str) -> Resource:
    word = parse_qs(query)["q"][0]
    found = [(f"/a/{n}.html", title) for n, title in enumerate(TITLES) if word == title]
    return doc("检索", links(*found) or "<p>没有找到相关结果</p>")


HOT = doc("检索", "<h2>热门信息</h2>" + links(*((f"/a/{n}.html", title) for n, title in enumerate(TITLES))))
SHELL = doc("检索", "<div id=list></div><script>$.get('/api',function(d){$('#list').html(d)})</script>")


async def said(where: Site, folder: Path, **settings: object) -> tuple[Outcome, str, Reason | None, list[str]]:
    """What is said of the results, and which addresses of the search were asked."""
    async with walked(where, folder, probe_search=True, probes=False, **settings) as walk:
        result = judge(walk.facts, walk.run, resolve("national-2019"))
        asked = sorted(url for _method, url in walk.served.requests if "/s?" in url or url.endswith("/s"))
    (one,) = (one for one in result.findings if one.rule == "services.search" and one.subject.endswith("#search"))
    return one.outcome, one.message, one.reason, asked


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (finds, (Outcome.MET, "finds")),
        (lambda *_: NONE, (Outcome.UNMET, "finds_nothing")),
        (lambda *_: Resource(b"", status=404), (Outcome.UNMET, "fails")),
        (lambda *_: HOT, (Outcome.NOT_TESTABLE, "unclear")),  # the same list whatever is asked for
        (lambda *_: SHELL, (Outcome.NOT_TESTABLE, "unclear")),
        (lambda *_: Resource("拦截".encode(), status=403), (Outcome.NOT_TESTABLE, "refused")),
        (lambda *_: doc("检索", "<p>欢迎使用检索</p>"), (Outcome.NOT_TESTABLE, "unclear")),
    ],
)
async def test_what_the_search_answers_decides(
    answer: Callable[[Site, str], Resource], verdict: tuple[Outcome, str], tmp_path: Path
) -> None:
    outcome, message, _reason, asked = await said(portal(answer), tmp_path)
    assert (outcome, message) == verdict
    assert 2 <= len(asked) <= 3
    assert all("t=1&q=" in url for url in asked)


@pytest.mark.parametrize(
    ("form", "robots", "reason"),
    [
        (FORM.format("post"), "", Reason.AMBIGUOUS),
        ('<form onsubmit="go()"><input name="q" placeholder="搜索"></form>', "", Reason.AMBIGUOUS),
        ('<input id="q" placeholder="搜索"><button onclick="go()">搜索</button>', "", Reason.AMBIGUOUS),
        (FORM.format("get"), "User-agent: *\nDisallow: /s", Reason.ROBOTS),
        ('<form action="http://so.example.test/s"><input name="q" placeholder="搜索"></form>', "", Reason.OFF_NETWORK),
    ],
)
async def test_what_no_plain_get_may_ask_is_not_asked(form: str, robots: str, reason: Reason, tmp_path: Path) -> None:
    where = portal(finds, form)
    if robots:
        where = where.with_resource(f"{HOME}robots.txt", Resource(robots.encode(), content_type="text/plain"))
    outcome, message, why, asked = await said(where, tmp_path)
    assert (outcome, message, why, asked) == (Outcome.NOT_TESTABLE, "unaskable", reason, [])


async def test_a_form_that_a_script_looks_at_first_convicts_nobody(tmp_path: Path) -> None:
    form = FORM.format("get").replace("<form", '<form onsubmit="return check(this)"')
    outcome, message, _reason, _asked = await said(portal(lambda *_: NONE, form), tmp_path)
    assert (outcome, message) == (Outcome.NOT_TESTABLE, "unclear")


async def test_nothing_is_asked_unless_the_operator_says_so(tmp_path: Path) -> None:
    async with walked(portal(finds), tmp_path, probes=False) as walk:
        assert not [url for _method, url in walk.served.requests if "/s?" in url]
        assert walk.facts.probes("search") == []


async def test_the_sample_portal_finds_its_own_articles_in_both_searches(tmp_path: Path) -> None:
    async with walked(clean(DAY), tmp_path, probe_search=True, probes=False) as walk:
        result = judge(walk.facts, walk.run, resolve("national-2019"))
    told = {one.subject: (one.outcome, one.message) for one in result.findings if one.subject.endswith("#search")}
    assert len(told) == 2
    assert set(told.values()) == {(Outcome.MET, "finds")}


def test_a_form_of_a_gbk_page_asks_in_gbk_with_its_hidden_fields_and_chosen_options() -> None:
    body = (
        '<meta charset="gbk"><form action="so.asp?old=1"><input type="text" name="keyword" placeholder="搜索">'
        "<input type=hidden name=id value=7><select name=s><option value=1>标题<option value=2 selected>全文</select>"
        "<input type=submit name=go value=搜></form>"
    ).encode("gbk")
    (form,) = search_forms(body, "http://www.lin.gov.test/x/", HTML.partition(";")[0])
    assert form.asking("供水 A") == "http://www.lin.gov.test/x/so.asp?id=7&s=2&keyword=%B9%A9%CB%AE+A"
