"""disclosure.column-name: exactly the name, however it is drawn; nothing concluded from what was not seen."""

import pytest
from auditor_checks.disclosure import ColumnName

from auditor.api import Finding, Reason, Vantage
from auditor.demo.site import Resource, Site
from tests.checks.small import DAY, HOME, clean, doc, judged, links, site, told, verdicts

PARAMS = {"names": ("政府信息公开",), "near": ("政府信息公开专栏", "信息公开", "政务公开")}
COLUMN = doc("政府信息公开", "<h1>政府信息公开</h1>" + links(("/zn/", "政府信息公开指南")))
NEWS = links(("/news/", "动态要闻"), ("/bsfw/", "办事服务"))


def on(where: Site, **more: object) -> Finding:
    (finding,) = judged(ColumnName, where, params=PARAMS, **more)
    told(ColumnName, [finding])
    return finding


def with_home(body: str, head: str = "", **pages: Resource) -> Site:
    home = doc("临江县人民政府", NEWS + body, head)
    return site({"/": home, "/zfxxgk/": COLUMN, "/news/": "<p>动态</p>", "/bsfw/": "<p>办事</p>", **pages})


def test_the_clean_portal_carries_the_name_broken_over_two_lines() -> None:
    assert on(clean(DAY)).outcome == "met"


@pytest.mark.parametrize(
    "entrance",
    [
        '<a href="/zfxxgk/">政府信息公开</a>',
        '<a href="/zfxxgk/">政府信息<br>\n  公开</a>',
        '<a href="/zfxxgk/">　政 府 信 息 公 开　</a>',
        '<a href="/zfxxgk/"><img src="/a.png" alt="政府信息公开"></a>',
        '<a href="/zfxxgk/" title="政府信息公开"><i class="icon"></i></a>',
        '<a href="/zfxxgk/">·政府信息公开 &gt;&gt;</a>',
        '<a href="/zfxxgk/">【政府信息公开】</a>',
        '<a href="/zfxxgk/">\ue623 政府信息公开</a>',
        '<img usemap="#m" src="/m.png"><map name="m"><area href="/zfxxgk/" alt="政府信息公开"></map>',
        '<img usemap="#m" src="/m.png"><map name="m"><area href="/zfxxgk/" title="政府信息公开"></map>',
        '<a href="/zfxxgk/">政府<b>信息</b>公开</a>',
        '<a href="/zfxxgk/"><p>政府</p><p>信息　公开</p></a>',
        '<a href="/zfxxgk/"><b>政府信息</b></a><a href="/zfxxgk/"><b>公开</b></a>',
        '<a href="/zfxxgk/">政府信息公開</a>',
        '<a href="/zfxxgk/">政府信息公开<span>Government Information</span></a>',
        '<a href="/zfxxgk/"><sup>NEW</sup>政府信息公开</a>',
        '<a href="/zfxxgk/">政府信息公开 <i>更多&gt;&gt;</i></a>',
        '<a href="/zfxxgk/">政府信息公开<em>点击进入</em></a>',
        '<a href="/zfxxgk/" title="政府信息公开">政府信息...</a>',
        '<a href="/zfxxgk/" title="政府信息公开">政府信息公…</a>',
        "<button onclick=\"location.href='/zfxxgk/'\">政府信息公开</button>",
        '<input type="button" value="政府信息公开" onclick="window.open(\'/zfxxgk/\')">',
        '<input type="image" src="/a.png" alt="政府信息公开" onclick="location=\'/zfxxgk/\'">',
        "<button onclick=\"open('/news/')\">要闻</button><button onclick=\"open('/zfxxgk/')\">政府信息公開</button>",
    ],
)
def test_the_name_counts_however_it_is_drawn(entrance: str) -> None:
    assert on(with_home(entrance)).outcome == "met"


@pytest.mark.parametrize(
    ("entrance", "found"),
    [
        ('<a href="/zfxxgk/">信息公开</a>', "信息公开"),
        ('<a href="/zfxxgk/">政府信息公开专栏</a>', "政府信息公开专栏"),
        ('<a href="/zfxxgk/">临江县政府信息公开</a>', "临江县政府信息公开"),
        ('<a href="/zfxxgk/">政务公开</a><!-- <a href="/zfxxgk/">政府信息公开</a> -->', "政务公开"),
    ],
)
def test_another_name_is_unmet_and_named(entrance: str, found: str) -> None:
    finding = on(with_home(entrance))
    assert (finding.outcome, finding.message, finding.values["found"]) == ("unmet", "near_miss", found)
    assert finding.subject == HOME


@pytest.mark.parametrize("beside", ["", '<a href="/zwgk/">政务公开</a>'])
@pytest.mark.parametrize(
    "picture",
    [
        '<a href="/zfxxgk/"><img src="/a.png"></a>',
        '<a href="/zfxxgk/"><img src="/a.png" alt="W020200113517848565234.jpg"></a>',
        '<a href="/zfxxgk/" class="banner"></a>',
        '<a href="/unread/"><img src="/a.png"></a>',
    ],
)
def test_a_picture_without_words_may_bear_the_name(picture: str, beside: str) -> None:
    finding = on(with_home(picture + beside, **{"/zwgk/": "<p>公开</p>"}), skipped={HOME + "unread/": "budget-pages"})
    assert (finding.outcome, finding.message, finding.reason) == ("not_testable", "picture", Reason.AMBIGUOUS)


@pytest.mark.parametrize(
    "picture",
    [
        '<a href="/news/"><img src="/a.png"></a>',
        '<a href="/nowhere/"><img src="/a.png"></a>',
        '<a href="http://www.elsewhere.test/"><img src="/a.png"></a>',
        '<a href="/zfxxgk/" style="display:none"><img src="/a.png"></a>',
        '<a href="/zfxxgk/"><img src="/a.png" alt="信息公开"></a>',
        '<a href="/page.htm#" onclick="window.print()"><img src="/print.gif"></a>',
    ],
)
def test_a_picture_that_leads_elsewhere_or_has_words_of_its_own_excuses_nothing(picture: str) -> None:
    finding = on(with_home('<a href="/zwgk/">政务公开</a>' + picture, **{"/zwgk/": "<p>公开</p>"}))
    assert (finding.outcome, finding.message) == ("unmet", "near_miss")


@pytest.mark.parametrize(
    "clicked",
    [
        '<div><button onclick="go(7)">政府信息公开</button></div>',
        "<button>政府信息公开</button>",
        '<input type="button" value="政府信息公开" onclick="go(7)">',
        '<form action="/zfxxgk/"><input type="submit" value="政府信息公开"></form>',
        '<form action="/zfxxgk/"><button>政府信息公开</button></form>',
        '<select onchange="go(this)"><option value="7">政府信息公开</option></select>',
        "<p><span onclick='go(1)'>要闻</span><span onclick='go(2)'>政府信息公开</span></p>",
        '<ul><li data-url="/zfxxgk/">政府信息公开</li></ul>',
        "<h3>政府信息公开</h3><ul><li><a href='/zfxxgk/'>更多</a></li></ul>",
    ],
)
def test_the_name_on_the_page_that_is_no_link_may_be_opened_by_a_click(clicked: str) -> None:
    finding = on(with_home('<a href="/zwgk/">政务公开</a>' + clicked, **{"/zwgk/": "<p>公开</p>"}))
    assert (finding.outcome, finding.message, finding.reason) == ("not_testable", "unlinked", Reason.NO_BROWSER)


@pytest.mark.parametrize(
    "choice",
    [
        '<select onchange="location=this.value"><option value="/zfxxgk/">政府信息公开</option></select>',
        '<select><option value="http://www.lin.gov.test/zfxxgk/">├ 政府信息公开</option></select>',
    ],
)
def test_an_entry_of_a_drop_down_list_is_an_entrance_that_unfolds(choice: str) -> None:
    finding = on(with_home('<a href="/zwgk/">政务公开</a>' + choice, **{"/zwgk/": "<p>公开</p>"}))
    assert (finding.outcome, finding.message) == ("met", "met_menu")


def test_where_a_search_looks_is_no_entrance() -> None:
    search = '<form action="/s"><select name="in"><option value="/zfxxgk/">政府信息公开</option></select></form>'
    finding = on(with_home('<a href="/zwgk/">政务公开</a>' + search, **{"/zwgk/": "<p>公开</p>"}))
    assert (finding.outcome, finding.message) == ("unmet", "near_miss")


def test_a_button_that_opens_nothing_is_dead() -> None:
    assert on(with_home("<button onclick=\"location.href='/nowhere/'\">政府信息公开</button>")).message == "dead"


@pytest.mark.parametrize(
    "name", ["政府信息公开（旧版）", "政府信息公开2019", "政府信息公开·专栏", "临江县人民政府信息公开"]
)
def test_a_longer_name_is_not_the_name(name: str) -> None:
    finding = on(with_home(f'<a href="/zfxxgk/">{name}</a>'))
    assert (finding.outcome, finding.message, finding.values["found"]) == ("unmet", "near_miss", name)


@pytest.mark.parametrize("label", ["政府", "公开…", "信息公开", "县长信箱..."])
def test_words_that_hide_behind_a_tool_tip_are_not_the_name(label: str) -> None:
    assert on(with_home(f'<a href="/zfxxgk/" title="政府信息公开">{label}</a>')).outcome == "unmet"


def test_a_picture_beside_the_same_link_in_words_says_what_these_say() -> None:
    twins = '<a href="/unread/"><img src="/a.png"></a><a href="/unread/">县长信箱</a><a href="/zwgk/">政务公开</a>'
    finding = on(with_home(twins, **{"/zwgk/": "<p>公开</p>"}), skipped={HOME + "unread/": "budget-pages"})
    assert (finding.outcome, finding.message) == ("unmet", "near_miss")


@pytest.mark.parametrize("decoy", ["政府信息公开指南", "政府信息公开目录", "政府信息公开年报", "申请公开政府信息"])
def test_a_part_of_the_column_is_not_its_entrance(decoy: str) -> None:
    assert on(with_home(f'<a href="/zn/">{decoy}</a>')).message == "absent"


def test_a_dead_entrance_is_unmet() -> None:
    assert on(with_home('<a href="/nowhere/">政府信息公开</a>')).message == "dead"


def test_one_dead_entrance_beside_a_living_one_is_met() -> None:
    two = '<a href="/nowhere/">政府信息公开</a><a href="/zfxxgk/">政府信息公开</a>'
    assert on(with_home(two)).outcome == "met"


@pytest.mark.parametrize("status", [403, 412, 429, 521])
def test_an_entrance_that_refuses_us_is_blocked(status: int) -> None:
    where = with_home('<a href="/shut/">政府信息公开</a>').with_resource(HOME + "shut/", Resource(status=status))
    assert (on(where).outcome, on(where).reason) == ("not_testable", Reason.BLOCKED)


def test_an_entrance_outside_the_budget_is_not_testable() -> None:
    where = with_home('<a href="/zfxxgk/">政府信息公开</a>')
    finding = on(where, skipped={HOME + "zfxxgk/": "budget-pages"})
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.BUDGET)


def test_an_entrance_in_a_menu_that_unfolds_counts_and_is_told() -> None:
    menu = '<div class="nav"><ul><li><a href="/zw/">政务</a><ul style="display:none"><li>{}</li></ul></li></ul></div>'
    finding = on(with_home(menu.format('<a href="/zfxxgk/">政府信息公开</a>')))
    assert (finding.outcome, finding.message) == ("met", "met_menu")


def test_an_entrance_in_a_block_that_nothing_shows_is_neither_met_nor_unmet() -> None:
    finding = on(
        with_home('<div class="main"><div style="display:none"><a href="/zfxxgk/">政府信息公开</a></div></div>')
    )
    assert (finding.outcome, finding.message) == ("not_testable", "hidden")


@pytest.mark.parametrize("href", ['href="#"', 'href="javascript:;" onclick="go()"', 'onclick="go()"'])
def test_an_entrance_known_to_a_script_only_is_not_testable(href: str) -> None:
    finding = on(with_home(f"<a {href}>政府信息公开</a>"))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.NO_BROWSER)


def test_an_entrance_that_leads_back_home_is_unmet() -> None:
    assert on(with_home('<a href="/">政府信息公开</a>')).message == "home"


def test_an_entrance_that_opens_an_error_page_in_disguise_is_unmet() -> None:
    missing = doc("临江县人民政府", "<p>您访问的页面去了远方</p>")
    where = with_home('<a href="/gone/">政府信息公开</a>')
    where = Site(where.home, where.resources, where.names, Resource(missing.body, status=200), today=DAY)
    assert on(where).message == "gone"


def test_a_home_page_that_is_itself_the_column_is_met_by_its_own_name() -> None:
    home = doc("临江县政府信息公开", links(("/", "政府信息公开"), ("/zn/", "政府信息公开指南")))
    assert on(site({"/": home, "/zn/": "<p>指南</p>"})).outcome == "met"


def test_an_entrance_inside_a_frame_of_the_home_page_counts() -> None:
    where = with_home(
        '<iframe src="/top.html"></iframe>', **{"/top.html": doc("", links(("/zfxxgk/", "政府信息公开")))}
    )
    assert on(where).outcome == "met"


def test_a_frame_that_was_not_read_leaves_it_open() -> None:
    where = with_home('<iframe src="/top.html"></iframe>')
    finding = on(where.with_resource(HOME + "top.html", Resource(status=403)))
    assert (finding.outcome, finding.message) == ("not_testable", "frame")


def test_a_framed_home_page_may_have_its_menu_written_by_a_script() -> None:
    """As any home page; one that carries its menu says what it has."""
    frames = Resource(b"<html><title>x</title><frameset rows='*'><frame src='/front.html'></frameset></html>")
    written = '<script src="/js/menu.js"></script>' + links(("/a/1.html", "县城供水管网改造方案公布"))
    carried = '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>' + written
    for body, outcome in ((written, "not_testable"), (carried, "unmet")):
        assert on(site({"/": frames, "/front.html": doc("临江县人民政府", body), "/news/": "x"})).outcome == outcome


def test_a_home_page_left_to_a_script_is_not_testable_without_a_browser() -> None:
    shell = doc("临江县人民政府", '<div id="app"></div><script src="/app.js"></script>')
    finding = on(site({"/": shell, "/app.js": Resource(b"1", content_type="text/javascript")}))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.NO_BROWSER)


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_home_page_that_was_not_read_is_not_testable(status: int) -> None:
    finding = on(clean(DAY).with_resource(clean(DAY).home, Resource(status=status)))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.HOME_DOWN)


def test_the_verdict_does_not_hang_on_our_ipv6() -> None:
    assert verdicts([on(clean(DAY), vantage=Vantage(ipv6=False))]) == [("met", "met")]
