"""disclosure.four-parts: each part under its name, opening, and filled with something of its own."""

import pytest
from auditor_checks.disclosure import FourParts

from auditor.api import Finding, Portal, Reason
from auditor.demo.site import HTML, Resource, Site
from tests.checks.small import DAY, HOME, clean, doc, judged, links, rows, site, told, verdicts

PARTS = (
    {"name": "政府信息公开指南", "variants": ["信息公开指南"], "hints": ["zn", "zfxxgkzn"]},
    {"name": "政府信息公开制度", "accepted": ["政府信息公开制度文件"], "variants": ["信息公开制度"], "hints": ["zd"]},
    {"name": "法定主动公开内容", "variants": ["信息公开目录"]},
    {
        "name": "政府信息公开年报",
        "accepted": ["政府信息公开工作年度报告"],
        "variants": ["信息公开年报"],
        "hints": ["nb"],
    },
)
NAMES = tuple(str(part["name"]) for part in PARTS)
PARAMS = {"column": ("政府信息公开", "信息公开"), "parts": PARTS, "min_text": 200}
LONG = "<p>" + "本机关依法公开政府信息，公众可以按本文所列的途径查阅和申请。" * 12 + "</p>"
HREFS = {"政府信息公开指南": "/zn/", "政府信息公开制度": "/zd/", "法定主动公开内容": "/nr/", "政府信息公开年报": "/nb/"}
MENU = "<div class=menu><ul>" + "".join(f'<li><a href="{h}">{n}</a></li>' for n, h in HREFS.items()) + "</ul></div>"
DECOYS = links(
    ("/ml/", "政府信息公开目录"), ("/bb/", "政府网站年度报表"), ("/sq/", "申请公开政府信息"), ("/ysq/", "依申请公开")
)
LIST = rows(*((f"/zd/{n}.html", f"关于第{n}项制度的通知", f"2026-0{n}-01") for n in range(1, 6)))


def portal(entrance: str = '<a href="/xxgk/">政府信息公开</a>', menu: str = MENU, **pages: str | Resource) -> Site:
    """A county portal with a column of four filled parts; `menu` and single pages may differ."""
    filled: dict[str, str | Resource] = {
        "/": doc("临江县人民政府", links(("/news/", "要闻")) + f"<div class=main>{entrance}</div>"),
        "/news/": "<p>要闻</p>",
        "/xxgk/": doc("政府信息公开", "<h1>政府信息公开</h1>" + menu + DECOYS),
        "/zn/": doc("政府信息公开指南", menu + DECOYS + LONG),
        "/zd/": doc("政府信息公开制度", menu + DECOYS + LIST),
        "/nr/": doc("法定主动公开内容", menu + DECOYS + LIST.replace("/zd/", "/nr/")),
        "/nb/": doc("政府信息公开年报", menu + DECOYS + LIST.replace("/zd/", "/nb/")),
        **dict.fromkeys(("/ml/", "/bb/", "/sq/", "/ysq/"), "<p>另一个栏目</p>"),
    }
    return site({**filled, **pages})


def found(where: Site, **more: object) -> list[Finding]:
    findings = judged(FourParts, where, params=PARAMS, **more)
    told(FourParts, findings)
    assert [one.subject.rpartition("#")[2] for one in findings] == list(NAMES)
    return findings


def of(where: Site, part: str, **more: object) -> Finding:
    return found(where, **more)[NAMES.index(part)]


def all_of(where: Site, **more: object) -> list[tuple[str, str]]:
    return verdicts(found(where, **more))


def test_four_filled_parts_are_met() -> None:
    assert all_of(portal()) == [("met", "met")] * 4
    assert {outcome for outcome, _message in all_of(clean(DAY))} == {"met"}


def test_a_column_under_another_name_has_its_parts_judged_all_the_same() -> None:
    assert all_of(portal('<a href="/xxgk/">信息公开</a>')) == [("met", "met")] * 4


def test_a_part_that_a_script_of_its_own_may_fill_is_not_empty() -> None:
    bare = doc("法定主动公开内容", menu := MENU + DECOYS + '<div id="tree"></div>')
    own = doc("法定主动公开内容", menu + '<script src="/js/tree.js"></script>')
    place = "法定主动公开内容"
    told_bare, told_own = (of(portal(**{"/nr/": page}), place) for page in (bare, own))
    assert (told_bare.outcome, told_bare.message) == ("unmet", "empty")
    assert (told_own.outcome, told_own.message, told_own.reason) == ("not_testable", "script", Reason.NO_BROWSER)


def test_names_over_two_lines_and_images_with_words_are_names() -> None:
    menu = (
        '<h3><a href="/zn/">政府信息<br>\n 公开指南</a></h3>'
        '<h3><a href="/zd/"><img src="/i.png" alt="政府信息公开制度"></a></h3>'
        '<h3><a href="/nr/"><div>法定主动<br>公开内容</div></a></h3>'
        '<h3><a href="/nb/" title="政府信息公开年报"><i></i></a></h3>'
    )
    assert {outcome for outcome, _message in all_of(portal(menu=menu))} == {"met"}


def test_the_name_of_the_organ_may_stand_before_that_of_the_part() -> None:
    menu = MENU.replace(">政府信息公开指南", ">临江县人民政府政府信息公开指南")
    assert of(portal(menu=menu), NAMES[0]).message == "met_accepted"


@pytest.mark.parametrize("department", ["县教育局政府信息公开指南", "翠屏镇政府信息公开指南"])
def test_the_part_of_a_department_is_not_that_of_the_government(department: str) -> None:
    menu = MENU.replace(">政府信息公开指南", f">{department}")
    assert of(portal(menu=menu), NAMES[0]).message == "absent"


def test_an_accepted_name_is_met_and_told() -> None:
    finding = of(portal(menu=MENU.replace("政府信息公开制度", "政府信息公开制度文件")), NAMES[1])
    assert (finding.outcome, finding.message, finding.values["found"]) == (
        "met",
        "met_accepted",
        "政府信息公开制度文件",
    )


def test_an_old_name_is_half() -> None:
    finding = of(portal(menu=MENU.replace("政府信息公开年报", "信息公开年报")), NAMES[3])
    assert (finding.outcome, finding.message) == ("unmet", "variant")
    assert finding.measure is not None
    assert finding.measure.share == 0.5


def test_an_old_name_beside_the_right_one_that_was_not_read_convicts_nobody() -> None:
    menu = MENU + '<h3><a href="/old/">信息公开年报</a></h3>'
    old = doc("信息公开年报", menu + DECOYS + LIST.replace("/zd/", "/old/"))
    refused = portal(menu=menu, **{"/nb/": Resource(b"<p>403</p>", status=403), "/old/": old})
    assert of(refused, NAMES[3]).outcome == "not_testable"
    assert of(portal(menu=menu, **{"/old/": old}), NAMES[3]).message == "met"


def test_similar_names_are_no_parts() -> None:
    menu = MENU.replace('<a href="/nb/">政府信息公开年报</a>', "")
    finding = of(portal(menu=menu), NAMES[3])
    assert (finding.outcome, finding.message) == ("unmet", "absent")


def test_parts_inside_a_comment_are_not_there() -> None:
    assert all_of(portal(menu=f"<!-- {MENU} -->")) == [("unmet", "absent")] * 4


def test_a_dead_part_is_unmet() -> None:
    assert of(portal().with_resource(HOME + "zd/", None), NAMES[1]).message == "dead"


def test_a_part_that_leads_home_is_unmet() -> None:
    where = portal().with_resource(HOME + "nb/", Resource(status=302, headers={"location": "/"}))
    assert of(where, NAMES[3]).message == "home"


@pytest.mark.parametrize("body", ["", "<p>暂无内容</p>", '<img src="/images/icon_empty.png">'])
def test_a_part_with_nothing_but_the_menu_is_empty(body: str) -> None:
    where = portal(**{"/nb/": doc("政府信息公开年报", MENU + DECOYS + body)})
    finding = of(where, NAMES[3])
    assert (finding.outcome, finding.message) == ("unmet", "empty")


def test_a_list_that_every_page_of_the_column_shows_fills_no_part() -> None:
    hot = LIST.replace("/zd/", "/hot/")
    pages = {p: doc(p, MENU + LIST.replace("/zd/", p) + hot) for p in ("/zn/", "/zd/", "/nr/")}
    where = portal(**pages, **{"/nb/": doc("政府信息公开年报", MENU + hot), "/xxgk/": doc("政府信息公开", MENU + hot)})
    assert of(where, NAMES[3]).message == "empty"
    assert of(where, NAMES[1]).outcome == "met"


def test_the_columns_that_unfold_under_a_part_are_what_it_offers() -> None:
    tree = "<ul><li>" + links(("/jg/", "机构职能"), ("/gh/", "规划计划"), ("/tj/", "统计信息")) + "</li></ul>"
    menu = MENU.replace("法定主动公开内容</a>", "法定主动公开内容</a>" + tree)
    assert of(portal(menu=menu, **{"/nr/": doc("法定主动公开内容", menu)}), NAMES[2]).outcome == "met"


@pytest.mark.parametrize("file", ["/f/指南.pdf", "/f/zhinan.docx", "/f/a.wps", "/f/b.ofd"])
def test_a_part_that_offers_only_a_document_is_filled(file: str) -> None:
    where = portal(**{"/zn/": doc("政府信息公开指南", MENU + links((file, "点击下载")))})
    assert of(where, NAMES[0]).outcome == "met"


def test_a_part_that_is_itself_a_document_is_met() -> None:
    pdf = Resource(b"%PDF-1.4 guide", content_type="application/pdf")
    where = portal(menu=MENU.replace("/zn/", "/f/zn.pdf"), **{"/f/zn.pdf": pdf})
    assert of(where, NAMES[0]).message == "met_file"


def test_a_scan_without_text_is_not_called_empty() -> None:
    where = portal(**{"/zn/": doc("政府信息公开指南", MENU + '<div class=c><img src="/f/W0202.jpg" width=800></div>')})
    assert (of(where, NAMES[0]).outcome, of(where, NAMES[0]).reason) == ("not_testable", Reason.NO_TEXT)


def test_a_part_left_to_a_script_is_not_called_empty() -> None:
    ask = 'list.json"}).done(function(d){$("#list").html(d)})'
    script = '<ul class="list" id="list"></ul><script>$.ajax({url:"/data/' + ask + "</script>"
    finding = of(portal(**{"/nb/": doc("政府信息公开年报", MENU + script)}), NAMES[3])
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.NO_BROWSER)


def test_a_part_whose_content_stands_in_a_frame_is_filled() -> None:
    where = portal(**{"/zn/": doc("指南", MENU + '<iframe src="/zn/c.html"></iframe>'), "/zn/c.html": doc("", LONG)})
    assert of(where, NAMES[0]).outcome == "met"


def test_a_part_outside_the_budget_or_blocked_is_not_testable() -> None:
    assert of(portal(), NAMES[1], skipped={HOME + "zd/": "budget-pages"}).reason is Reason.BUDGET
    assert of(portal().with_resource(HOME + "zd/", Resource(status=412)), NAMES[1]).reason is Reason.BLOCKED


def test_a_part_that_is_a_tab_of_the_column_page_with_its_text_is_met() -> None:
    menu = MENU.replace('href="/zn/"', 'href="#zn" onclick="tab(1)"')
    where = portal(**{"/xxgk/": doc("政府信息公开", menu + f"<h2>政府信息公开指南</h2>{LONG}")})
    assert of(where, NAMES[0]).message == "met_here"


def test_a_part_that_is_a_tab_without_text_is_not_testable() -> None:
    menu = MENU.replace('href="/zn/"', 'href="javascript:;" onclick="tab(1)"')
    assert of(portal(menu=menu), NAMES[0]).outcome == "not_testable"


def test_an_image_without_words_that_seems_to_be_the_part_is_not_testable() -> None:
    menu = MENU.replace('<a href="/zn/">政府信息公开指南</a>', '<a href="/zn/"><img src="/1.png"></a>')
    assert (of(portal(menu=menu), NAMES[0]).outcome, of(portal(menu=menu), NAMES[0]).message) == (
        "not_testable",
        "wordless",
    )


def test_an_error_page_in_disguise_is_no_part() -> None:
    sorry = doc("提示", "<p>很抱歉，您要的内容飞走了</p>")
    where = portal().with_resource(HOME + "nb/", None)
    where = Site(where.home, where.resources, where.names, Resource(sorry.body, content_type=HTML), today=DAY)
    assert of(where, NAMES[3]).message == "gone"


def test_without_a_column_the_parts_are_not_paid_a_second_time() -> None:
    for where in (portal(""), portal('<a href="/nowhere/">政府信息公开</a>')):
        gone = where.with_resource(HOME + "xxgk/", None)
        assert {(one.outcome.value, one.reason) for one in found(gone)} == {("not_applicable", Reason.PARENT_MISSING)}


def test_a_column_that_was_not_read_leaves_its_parts_open() -> None:
    skipped = {HOME + "xxgk/": "budget-pages"}
    assert {(one.outcome.value, one.reason) for one in found(portal(), skipped=skipped)} == {
        ("not_testable", Reason.BUDGET)
    }


def test_a_home_page_that_was_not_read_leaves_all_parts_open() -> None:
    where = portal().with_resource(HOME, Resource(status=503))
    assert {(one.outcome.value, one.reason) for one in found(where)} == {("not_testable", Reason.HOME_DOWN)}


def test_the_column_behind_a_hub_of_the_same_name_is_found() -> None:
    hub = doc("政务公开", links(("/xxgk/", "政府信息公开"), ("/jh/", "计划")))
    where = portal('<a href="/zwgk/">政府信息公开</a>', **{"/zwgk/": hub, "/jh/": "<p>计划</p>"})
    assert all_of(where) == [("met", "met")] * 4


def test_a_column_on_a_sub_domain_is_judged_there() -> None:
    away = {
        path.replace(HOME, "http://xxgk.lin.gov.test/"): page
        for path, page in portal().resources.items()
        if path != HOME
    }
    home = doc("临江县人民政府", links(("/news/", "要闻"), ("http://xxgk.lin.gov.test/xxgk/", "政府信息公开")))
    where = Site(HOME, {**away, HOME: home, HOME + "news/": doc("要闻", "<p>要闻</p>")}, portal().names, today=DAY)
    assert all_of(where) == [("met", "met")] * 4
    assert all_of(where, portal=Portal(home=HOME, hosts=("xxgk.lin.gov.test",))) == [("met", "met")] * 4


def test_a_part_on_the_site_of_another_organ_is_judged_by_its_words_and_never_called_empty() -> None:
    far = "http://www.province.example.test/lin/nb/"
    menu = MENU.replace("/nb/", far)
    where = portal(menu=menu, **{far: doc("年报", rows((far + "1.html", "2025 年报", "2026-01-20")))})
    assert (of(where, NAMES[3]).outcome, of(where, NAMES[3]).message) == ("not_testable", "unread")
    assert of(portal(menu=menu, **{far: doc("年报", LONG)}), NAMES[3]).outcome == "met"
    assert of(portal(menu=menu), NAMES[3]).message == "dead"


def test_a_column_on_the_site_of_another_organ_is_not_testable() -> None:
    far = "http://www.province.example.test/lin/"
    where = portal(f'<a href="{far}">政府信息公开</a>', **{far: doc("政府信息公开", MENU)}).with_resource(
        HOME + "xxgk/", None
    )
    assert {outcome for outcome, _message in all_of(where)} == {"not_testable"}


@pytest.mark.parametrize(
    "entrance",
    [
        '<select onchange="location=this.value"><option value="/xxgk/">政府信息公开</option></select>',
        "<button onclick=\"location.href='/xxgk/'\">政府信息公开</button>",
        '<a href="/xxgk/">政府信息公開</a>',
        '<a href="/xxgk/">政府信息公开<span>GOVERNMENT INFORMATION</span></a>',
    ],
)
def test_a_column_entered_by_a_button_or_a_list_has_its_parts_judged(entrance: str) -> None:
    assert all_of(portal(entrance)) == [("met", "met")] * 4


@pytest.mark.parametrize(
    "control",
    [
        "<button onclick=\"location.href='{href}'\">{name}</button>",
        '<input type="button" value="{name}" onclick="window.open(\'{href}\')">',
        '<select onchange="open(this.value)"><option value="{href}">{name}</option></select>',
        '<img usemap="#m" src="/m.png"><map name="m"><area href="{href}" alt="{name}"></map>',
    ],
)
def test_parts_may_be_entered_by_buttons_lists_and_maps(control: str) -> None:
    menu = "".join(control.format(href=href, name=name) for name, href in HREFS.items())
    column = doc("政府信息公开", menu + DECOYS)
    assert all_of(portal(**{"/xxgk/": column, "/news/": MENU})) == [("met", "met")] * 4


def test_entries_of_a_list_below_the_home_page_are_not_followed() -> None:
    """Long lists would be paged through by them."""
    option = "<select onchange='go(this.value)'><option value='{}'>{}</option></select>"
    menu = "".join(option.format(href, name) for name, href in HREFS.items())
    column = doc("政府信息公开", menu + DECOYS)
    assert {outcome for outcome, _message in all_of(portal(**{"/xxgk/": column}))} == {"not_testable"}


def test_a_part_behind_a_button_that_was_not_read_is_open() -> None:
    menu = MENU.replace('<a href="/nb/">政府信息公开年报</a>', "<button onclick='go(4)'>政府信息公开年报</button>")
    finding = of(portal(menu=menu), "政府信息公开年报")
    assert (finding.outcome, finding.message) == ("not_testable", "tab")


def test_traditional_characters_name_the_parts_too() -> None:
    menu = MENU.replace("开", "開").replace("报", "報").replace("动", "動").replace("内", "內").replace("法定", "法定")
    assert all_of(portal(menu=menu)) == [("met", "met")] * 4


KINDS = links(*((f"/xxgk/{n}.html", f"第{n}类公开事项") for n in range(1, 5)))
OPEN = MENU.replace('href="/nr/"', 'href="/xxgk/"')  # the part that the column begins with is entered by a link to it
NAMED = '<meta name="ColumnName" content="法定主动公开内容">'


@pytest.mark.parametrize(
    ("page", "verdict"),
    [
        (doc("政府信息公开", OPEN + KINDS, NAMED), ("met", "met")),
        (doc("法定主动公开内容", OPEN + KINDS), ("met", "met")),
        (doc("政府信息公开", OPEN + LIST.replace("/zd/", "/nr/"), NAMED), ("met", "met")),
        # Nothing but the menus of every page; or nothing says that it is this part; or a tab.
        (doc("政府信息公开", OPEN + DECOYS, NAMED), ("not_testable", "tab")),
        (doc("政府信息公开", OPEN + KINDS), ("not_testable", "tab")),
        (doc("政府信息公开", OPEN.replace('"/xxgk/"', '"/xxgk/#nr"') + KINDS, NAMED), ("not_testable", "tab")),
    ],
)
def test_the_part_that_stands_open_on_the_page_of_the_column(page: Resource, verdict: tuple[str, str]) -> None:
    kinds = {f"/xxgk/{n}.html": LONG for n in range(1, 5)}
    finding = of(portal(menu=OPEN, **{"/xxgk/": page}, **kinds), NAMES[2])
    assert (finding.outcome, finding.message) == verdict


def test_in_a_folder_that_the_parts_share_their_own_entrances_fill_none() -> None:
    shared = {f"/gk/{href.strip('/')}.html": name for name, href in HREFS.items()}
    menu = (
        "<div class=menu><ul>" + "".join(f'<li><a href="{h}">{n}</a></li>' for h, n in shared.items()) + "</ul></div>"
    )
    own = links(*((f"/gk/{n}.html", f"第{n}类公开事项") for n in range(4)))
    pages: dict[str, str | Resource] = {path: doc(name, menu + LONG) for path, name in shared.items()}
    pages |= {
        "/xxgk/": doc("政府信息公开", menu),
        "/gk/nr.html": doc("法定主动公开内容", menu + own),
        "/gk/nb.html": menu,
    }
    assert all_of(portal(menu=menu, **pages)) == [("met", "met")] * 3 + [("unmet", "empty")]
    shell = doc(
        "政府信息公开年报",
        menu + '<ul id="list"></ul><script>$.get("/a.json",function(d){$("#list").html(d)})</script>',
    )
    left = of(portal(menu=menu, **pages | {"/gk/nb.html": shell}), NAMES[3])
    assert (left.outcome, left.message) == ("not_testable", "script")


@pytest.mark.parametrize(
    "entry",
    [
        '<li class="tab" data-id="3">政府信息公开制度</li>',
        "<li><span>政府信息公开制度</span></li>",
        '<li><a class="tab">政府信息公开制度</a></li>',
        "<li>政府信息公开　制度</li>",
        "<li>政府信息公开制度文件</li>",
    ],
)
def test_a_name_in_the_menu_that_is_no_link_is_unfolded_by_a_click(entry: str) -> None:
    """Tabs of a column are bound by scripts: nothing in their markup says that they react."""
    link = '<li><a href="/zd/">政府信息公开制度</a></li>'
    assert link in MENU
    with_tab, without = (MENU.replace(link, one) for one in (entry, ""))
    for menu, verdict in ((with_tab, ("not_testable", "tab")), (without, ("unmet", "absent"))):
        column = doc("政府信息公开", "<h1>政府信息公开</h1>" + menu + DECOYS)
        said = of(portal(menu=menu, **{"/xxgk/": column}), "政府信息公开制度")
        assert (said.outcome, said.message) == verdict
