"""What would make the rules on columns, entrances and items wrong on a real portal."""

from typing import Any

import pytest
from auditor_checks.columns import Blank, Covers, Present, Stale
from auditor_checks.entries import Opens
from auditor_checks.items import About, Fields
from auditor_checks.texts import Says
from auditor_checks.updating import Home

from auditor.api import Check
from auditor.demo.site import Resource, Site
from auditor.model.run import Coverage
from tests.checks.small import ABROAD, HOME, doc, judged, links, rows, site, told, verdicts

MENU = (
    '<div class="nav"><ul>'
    + "".join(
        f'<li><a href="{href}">{label}</a></li>'
        for href, label in (("/", "首页"), ("/xw/", "动态要闻"), ("/tz/", "通知公告"), ("/gk/", "信息公开"))
    )
    + "</ul></div>"
)
NEW = rows(
    ("/a/1.html", "我县召开春耕生产现场会", "2026-11-18"),
    ("/a/2.html", "新建农村公路通车运营", "2026-11-16"),
    ("/a/3.html", "全县义务植树活动举行", "2026-11-12"),
)
OLD = rows(
    ("/b/1.html", "我县召开春耕生产现场会", "2025-03-18"),
    ("/b/2.html", "新建农村公路通车运营", "2025-03-16"),
    ("/b/3.html", "全县义务植树活动举行", "2025-03-12"),
)
SCRIPT = '<ul class="list" id="l"></ul><script>$.ajax({url:"/l.json"}).done(function(d){$("#l").html(d)})</script>'


def crumbs(*names: str) -> str:
    return '<div class="crumbs">当前位置：' + " &gt; ".join(f'<a href="/">{name}</a>' for name in names) + "</div>"


def page(name: str, body: str, head: str = "") -> Resource:
    return doc(f"{name}-临江县人民政府", MENU + crumbs("首页", name) + f"<h1>{name}</h1>" + body, head)


def portal(home: str = "", **pages: Resource) -> Site:
    """A portal with a menu, two lists, and further pages by their path (`b_c` is /b/c/)."""
    named = {f"/{path.replace('_', '/')}/": one for path, one in pages.items()}
    own = {"/xw/": page("动态要闻", NEW), "/tz/": page("通知公告", NEW), "/gk/": page("信息公开", NEW), **named}
    return site({"/": doc("临江县人民政府", MENU + NEW + home), **own})


def said(check: type[Check[Any]], where: Site, **params: Any) -> list[tuple[str, str]]:
    findings = judged(check, where, params=params)
    told(check, findings)
    return verdicts(findings)


BUDGET = ("/ys/", "财政预决算")


@pytest.mark.parametrize(
    ("home", "pages", "verdict"),
    [
        (links(BUDGET), {"ys": page("财政预决算", NEW)}, ("met", "met")),
        ('<p><a href="/ys/"><img src="/i.png" alt="财政预决算"></a></p>', {"ys": page("预算", NEW)}, ("met", "met")),
        (links(("/ys/", "财政预决算公开")), {"ys": page("财政预决算公开", NEW)}, ("met", "met")),
        ("<h2>财政预决算</h2>" + OLD, {}, ("met", "met")),  # a block of the home page
        (links(BUDGET), {"ys": page("财政预决算", links(("/f/1.pdf", "2025年决算")))}, ("met", "met")),
        (links(BUDGET), {"ys": page("财政预决算", SCRIPT)}, ("not_testable", "unread")),
        (links(BUDGET), {"ys": page("财政预决算", "<p>暂无数据</p>")}, ("unmet", "blank")),
        (links(BUDGET), {}, ("unmet", "dead")),
        ("<h2>财政预决算</h2>", {}, ("not_testable", "tab")),
        ('<p><a href="javascript:;">财政预决算</a></p>', {}, ("not_testable", "tab")),
        ("<p><span>财政预决算</span></p>", {}, ("not_testable", "unseen")),
        (links((ABROAD, "财政预决算")), {}, ("unmet", "dead")),
        (links(("/ys/", "部门财政预决算")), {"ys": page("部门财政预决算", NEW)}, ("not_testable", "similar")),
        ('<p><a href="http://pic.example.test/"><img src="/i.png"></a></p>', {}, ("unmet", "absent")),
        ("", {}, ("unmet", "absent")),
        (links(("/ml/", "公开目录")), {"ml": page("公开目录", SCRIPT)}, ("not_testable", "unseen")),
    ],
)
def test_is_the_column_there(home: str, pages: dict[str, Resource], verdict: tuple[str, str]) -> None:
    assert said(Present, portal(home, **pages), names=["财政预决算"]) == [verdict]


def test_an_entrance_to_another_site_counts_when_it_opens() -> None:
    where = portal(links((ABROAD, "财政预决算"))).with_resource(ABROAD, doc("财政局", "<p>财政</p>"))
    assert said(Present, where, names=["财政预决算"]) == [("met", "met_elsewhere")]
    assert said(Present, where, names=["财政预决算"], elsewhere=False) == [("not_testable", "unread")]


def test_a_menu_that_nobody_saw_may_hold_any_entrance() -> None:
    where = site({"/": doc("临江县人民政府", NEW + '<script src="/menu.js"></script>')})
    assert said(Present, where, names=["财政预决算"]) == [("not_testable", "unseen")]
    assert said(Opens, where, names=["办事服务"]) == [("not_testable", "unseen")]


def test_what_lies_beyond_the_budget_is_not_missing() -> None:
    few = Coverage(known=90, opened=4, pages=4, depth=1)
    assert verdicts(judged(Present, portal(), params={"names": ["财政预决算"]}, coverage=few)) == [
        ("not_testable", "unseen")
    ]


def test_a_column_that_has_to_be_fresh() -> None:
    names = {"names": ["财政预决算"], "fresh_days": 100}
    undated = rows(
        ("/b/", "关于甲的工作的通知", ""), ("/c/", "关于乙的工作的通知", ""), ("/d/", "关于丙的通知事项", "")
    )
    assert said(Present, portal(links(BUDGET), ys=page("财政预决算", NEW)), **names) == [("met", "met")]
    assert said(Present, portal(links(BUDGET), ys=page("财政预决算", OLD)), **names) == [("unmet", "stale")]
    assert said(Present, portal(links(BUDGET), ys=page("财政预决算", undated)), **names) == [
        ("not_testable", "undated")
    ]


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("", ("unmet", "blank")),
        ("<p>暂无数据</p>", ("unmet", "says")),
        ("<p>共 0 条 首页 上一页 下一页 尾页</p>", ("unmet", "blank")),
        (SCRIPT, ("not_testable", "unread")),
        ('<ul id="l"></ul><script src="/list-only-here.js"></script>', ("not_testable", "unsure")),
        ('<iframe src="/frame/"></iframe>', ("met", "met")),
        ('<iframe src="/unread/"></iframe>', ("met", "met")),
        (links(("/f/1.pdf", "2025年决算")), ("met", "met")),
        (links(("/xw2/", "工作简报")), ("met", "met")),
        ("<p>本栏目介绍县情县貌、历史沿革、行政区划、自然资源等情况，共分五个部分，逐年修订。</p>", ("met", "met")),
        ('<p><img src="/chart.png" width="800" height="600"></p>', ("met", "met")),
        ('<form action="/cx.do"><input name="q"></form>', ("met", "met")),
    ],
)
def test_is_a_column_blank(body: str, verdict: tuple[str, str]) -> None:
    more = {"frame": doc("框架", NEW), "xw2": page("工作简报", NEW)}
    findings = judged(Blank, portal(links(BUDGET), ys=page("财政预决算", body), **more))
    told(Blank, findings)
    ours = [(one.outcome.value, one.message) for one in findings if one.subject == HOME + "ys/"]
    assert ours == ([verdict] if verdict[0] != "met" else [])


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (NEW, ("met", "met")),
        (OLD, ("unmet", "stale")),
        (rows(("/p/", "关于本网站的情况说明", "2019-01-02")) + NEW, ("met", "met")),
        (SCRIPT, ("not_testable", "script")),
        (OLD.replace("2025-03-1", "x"), ("not_testable", "undated")),
        (
            rows(*((f"/c/{n}.html", f"关于第{n}项工作的通知", f"2025-03-{n:02}") for n in range(1, 20))),
            ("not_testable", "order"),
        ),
    ],
)
def test_is_a_column_stale(body: str, verdict: tuple[str, str]) -> None:
    where = portal(xw=page("动态要闻", body))
    assert said(Stale, where, classes=[{"words": ["要闻"], "days": 14}], first_level=True) == [verdict]


def test_what_lies_in_a_column_below_counts_for_the_column() -> None:
    below = page("部门动态", NEW)
    where = portal(xw=page("动态要闻", OLD + links(("/xw/bm/", "部门动态"))), xw_bm=below)
    assert said(Stale, where, classes=[{"words": ["要闻"], "days": 14}], first_level=True) == [("met", "met")]


@pytest.mark.parametrize(
    ("home", "columns", "verdict"),
    [
        (NEW, OLD, ("met", "met")),
        (OLD, OLD, ("unmet", "stale")),
        (OLD, NEW, ("manual", "candidate")),
        (OLD.replace("2025-03-1", "x"), OLD, ("not_testable", "undated")),
        (SCRIPT, OLD, ("not_testable", "script")),
        ('<iframe src="/fr/"></iframe>', OLD, ("met", "met")),
    ],
)
def test_is_the_home_page_stale(home: str, columns: str, verdict: tuple[str, str]) -> None:
    pages = {f"/{path}/": page(name, columns) for path, name in (("xw", "动态要闻"), ("tz", "通知公告"))}
    where = site({"/": doc("临江县人民政府", MENU + home), **pages, "/fr/": doc("框架", NEW)})
    assert said(Home, where) == [verdict]


@pytest.mark.parametrize(
    ("home", "verdict"),
    [
        (links(("/bs/", "办事服务")), ("met", "met")),
        (links(("/bs/", "› 办事服务 »")), ("met", "met")),
        (links(("/gone/", "办事服务")), ("unmet", "dead")),
        (links(("javascript:;", "办事服务")), ("not_testable", "tab")),
        (links(("/bs/", "省办事服务网")), ("not_testable", "similar")),
        ('<p><a href="/bs/"><img src="/i.png"></a></p>', ("not_testable", "unseen")),
        ("", ("unmet", "absent")),
    ],
)
def test_is_it_entered_from_the_home_page(home: str, verdict: tuple[str, str]) -> None:
    assert said(Opens, portal(home, bs=page("便民", NEW)), names=["办事服务"]) == [verdict]


def test_one_column_under_two_addresses_is_one_goal() -> None:
    home = links(("/xx/", "县长信箱"), ("/xx/index.html", "县长信箱"))
    where = portal(home, xx=page("县长信箱", NEW)).with_resource(HOME + "xx/index.html", page("县长信箱", NEW))
    assert said(Opens, where, names=["县长信箱"], at_most=1) == [("met", "met")]
    other = portal(home + links(("/yy/", "县长信箱")), xx=page("县长信箱", NEW), yy=page("区长信箱", OLD))
    assert said(Opens, other, names=["县长信箱"], at_most=1) == [("unmet", "several")]


def covering(body: str, **pages: Resource) -> Site:
    return portal(links(("/fd/", "法定主动公开内容")), fd=page("法定主动公开内容", body), **pages)


WANTED = [{"name": "行政许可"}, {"name": "行政处罚", "variants": ["处罚强制"]}]


def test_how_much_of_what_is_wanted_is_there() -> None:
    both = links(("/fd/xk/", "行政许可"), ("/fd/cf/", "处罚强制"))
    pages = {"fd_xk": page("行政许可", NEW), "fd_cf": page("处罚强制", OLD)}
    params = {"column": ["法定主动公开内容"], "wanted": WANTED}
    assert said(Covers, covering(both, **pages), **params) == [("met", "met")]
    assert said(Covers, covering(both, **{**pages, "fd_cf": page("处罚强制", "")}), **params) == [("unmet", "short")]
    assert said(Covers, covering(both, **{**pages, "fd_cf": page("处罚强制", SCRIPT)}), **params) == [
        ("not_testable", "open")
    ]
    assert said(Covers, covering(links(("/fd/xk/", "行政许可")), **pages), **params) == [("unmet", "short")]
    assert said(Covers, portal(), **params) == [("not_applicable", "no_column")]
    assert said(Covers, covering(SCRIPT), **params) == [("not_testable", "open")]


def test_what_is_there_elsewhere_is_not_in_the_column() -> None:
    where = covering(links(("/fd/xk/", "行政许可")), fd_xk=page("行政许可", NEW), cf=page("行政处罚", NEW))
    where = where.with_resource(
        HOME, doc("临江县人民政府", MENU + links(("/fd/", "法定主动公开内容"), ("/cf/", "行政处罚")))
    )
    assert said(Covers, where, column=["法定主动公开内容"], wanted=WANTED) == [("unmet", "short")]
    assert said(Covers, where, wanted=WANTED) == [("met", "met")]


def test_themes_of_the_titles() -> None:
    themes = [{"name": "农业", "words": ["春耕", "农村"]}, {"name": "教育", "words": ["学校"]}]
    assert said(About, portal(), columns=["动态要闻"], themes=themes[:1]) == [("met", "met")]
    assert said(About, portal(), columns=["动态要闻"], themes=themes) == [("unmet", "short")]
    assert said(About, portal(xw=page("动态要闻", OLD)), columns=["动态要闻"], themes=themes[:1], days=30) == [
        ("unmet", "short_one")
    ]
    assert said(About, portal(), columns=["动态要闻"], themes=themes, days=36500) == [("unmet", "never")]
    assert said(About, portal(), columns=["动态要闻"], themes=themes[1:], days=36500) == [("unmet", "never_one")]
    undated = portal(xw=page("动态要闻", OLD.replace("2025-03-1", "x")))
    assert said(About, undated, columns=["动态要闻"], themes=themes[:1], days=30) == [("met", "met")]
    assert said(About, portal(xw=page("动态要闻", SCRIPT)), columns=["动态要闻"], themes=themes) == [
        ("not_testable", "open")
    ]


FIELDS = [{"name": "电话", "words": ["电话"]}, {"name": "地址", "words": ["地址", "位于"]}]


def offices(body: str) -> Site:
    items = rows(("/jg/1.html", "临江县财政局", "2026-01-02"), ("/jg/2.html", "临江县教育局", "2026-01-02"))
    where = portal(links(("/jg/", "机构职能")), jg=page("机构职能", items))
    for number in (1, 2):
        where = where.with_resource(f"{HOME}jg/{number}.html", doc("单位", f"<h1>单位</h1><p>{body}</p>"))
    return where


def test_what_the_items_tell() -> None:
    full = "负责全县有关工作的组织和协调。联系电话：0739-5620016。办公楼位于解放路一号，欢迎来访咨询办理。"
    half = "负责全县有关工作的组织和协调。联系电话：0739-5620016。本单位依法履行职责，欢迎社会各界监督指导。"
    file = '<a href="/f/1.doc">单位简介.doc</a>'
    assert said(Fields, offices(full), columns=["机构职能"], fields=FIELDS) == [("met", "met")]
    assert said(Fields, offices(half), columns=["机构职能"], fields=FIELDS) == [("unmet", "short")]
    assert said(Fields, offices(half), columns=["机构职能"], fields=FIELDS, at_least=1) == [("met", "met")]
    assert said(Fields, offices(file), columns=["机构职能"], fields=FIELDS) == [("not_testable", "unread")]
    assert said(Fields, offices(full), columns=["领导之窗"], fields=FIELDS) == [("not_applicable", "no_column")]


def test_what_a_column_says() -> None:
    full = "公开指南写明受理机构、办公时间。联系电话：0739-5620016。地址：解放路一号。" * 4
    says = {"columns": ["公开指南"], "says": FIELDS}
    guide = ("/zn/", "公开指南")
    assert said(Says, portal(links(guide), zn=page("公开指南", f"<p>{full}</p>")), **says) == [("met", "met")]
    half = full.replace("地址", "门牌")
    assert said(Says, portal(links(guide), zn=page("公开指南", f"<p>{half}</p>")), **says) == [("unmet", "short")]
    assert said(Says, portal(links(guide), zn=page("公开指南", SCRIPT)), **says) == [("not_testable", "unread")]
    assert said(Says, portal(), **says) == [("not_applicable", "no_column")]


@pytest.mark.parametrize("check", [Stale, Blank])
def test_a_home_page_left_to_a_script_may_enter_any_column(check: type[Check[Any]]) -> None:
    shell = doc("临江县人民政府", '<div id="app"></div><script src="/app.js"></script>')
    classes = {"classes": [{"words": ["要闻"], "days": 14}]} if check is Stale else {}
    assert said(check, site({"/": shell}), **classes) == [("not_testable", "unseen")]
    plain = doc("临江县人民政府", MENU.replace("动态要闻", "走进临江"))
    assert said(check, site({"/": plain}), **classes) == [("not_applicable", "nothing")]
