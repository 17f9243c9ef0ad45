"""links.broken: dead is what the site lastingly says, with everybody who refers to it; the rest is counted."""

import pytest
from auditor_checks.links import Broken, faults
from auditor_checks.links.broken import BrokenParams

from auditor.api import Fault, FaultKind, Finding, Opening, Reason, Visit, Whose
from auditor.demo.site import Name, Resource, Site
from auditor.model.profile import EffectKind
from auditor.profile import resolve
from tests.checks.small import ABROAD, DAY, HOME, clean, doc, judged, links, site, told, unmet, verdicts


def of(where: Site, place: str = "home", owner: str = "own", **more: object) -> list[Finding]:
    findings = judged(Broken, where, params={"where": place, "owner": owner}, **more)
    told(Broken, findings)
    assert findings
    return findings


def portal(home: str = "", inner: str = "", **pages: Resource | str) -> Site:
    return site({"/": links(("/a/", "栏目甲")) + home, "/a/": "<p>甲</p>" + inner, **pages})


@pytest.mark.parametrize(("place", "owner"), [("home", "own"), ("home", "others"), ("inner", "own")])
def test_nothing_is_dead_on_the_clean_portal(place: str, owner: str) -> None:
    assert verdicts(of(clean(DAY), place, owner)) == [("met", "met")]


def test_a_dead_target_is_one_finding_with_all_that_refer_to_it() -> None:
    dead = links(("/gone.html", "办事指南"))
    pages = {f"/p{number}/": dead for number in range(7)}
    where = portal(inner=links(*((path, path) for path in pages)), **pages)
    (finding,) = of(where, "inner")
    assert (finding.outcome, finding.message, finding.subject) == ("unmet", "absent", HOME + "gone.html")
    said = {"label": "办事指南", "element": "a", "status": 404, "host": "www.lin.gov.test", "pages": 7}
    assert finding.values == said
    assert len(finding.evidence) + finding.evidence[0].also == 7
    assert finding.evidence[0].quote == "办事指南"


def test_a_target_of_the_home_page_is_told_there_and_not_a_second_time() -> None:
    dead = links(("/gone.html", "指南"))
    where = portal(home=dead, inner=dead)
    assert unmet(of(where, "home")) == [HOME + "gone.html"]
    assert unmet(of(where, "inner")) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/gone.png">',
        '<script src="/gone.js"></script>',
        '<link rel="stylesheet" href="/gone.css">',
        '<iframe src="/gone.html"></iframe>',
        '<video src="/gone.mp4"></video>',
        '<map name="m"><area href="/gone.html" alt="图"></map>',
        '<img srcset="/gone.png 2x">',
        '<p style="background:url(&quot;/gone.png&quot;)"></p>',
        "<style>p { background: url(/gone.png) }</style>",
        '<meta http-equiv="refresh" content="30;/gone.html">',
    ],
)
def test_images_scripts_styles_frames_and_media_count(markup: str) -> None:
    assert len(unmet(of(portal(home=markup)))) == 1


@pytest.mark.parametrize(
    "decoy",
    [
        '<form action="/gone.do"></form>',
        "<!-- <a href='/gone.html'>旧栏目</a> -->",
        '<a href="javascript:void(0)">打印</a><a href="mailto:a@lin.gov.test">信箱</a><a href="#">顶部</a>',
        '<a href="{{item.url}}">标题</a>',
        '<script>var a = "<a href=/gone.html>x</a>";</script>',
        '<a href="/item/{id}.html">标题</a><a href="javascript；">关闭</a><a href="java script:void(0)">返回</a>',
        '<base href="/gone/"><a href="#" onclick="show()">更多</a><a href="#" @click="show">更多</a>',
        '<img src="data:image/gif;base64,R0lGOD==" data-lazy="true" data-original="1">',
        "<style>@font-face{src:url(/gone.eot);src:url(/gone.woff)}p{behavior:url(/gone.htc)}</style>",
        '<meta http-equiv="refresh" content="url=/gone.html">',
        '<link rel="preconnect" href="/gone/"><link rel="canonical" href="/gone.html">',
        '<img srcset="data:image/gif;base64,R0lGOD== 1x">',
    ],
)
def test_what_nobody_can_follow_is_no_link(decoy: str) -> None:
    assert verdicts(of(portal(home=decoy))) == [("met", "met")]


def test_an_unknown_host_is_dead_and_belongs_to_others() -> None:
    where = portal(home=links(("http://old.example.test/", "某网站")))
    assert verdicts(of(where, owner="others")) == [("unmet", "no_host")]
    assert unmet(of(where, owner="own")) == []


def test_a_sub_domain_of_the_organ_is_its_own() -> None:
    where = portal(home=links(("http://old.lin.gov.test/x.html", "旧站")))
    assert unmet(of(where, owner="own")) == ["http://old.lin.gov.test/x.html"]


@pytest.mark.parametrize("status", [401, 403, 412, 429, 521])
def test_a_link_that_refuses_us_is_not_called_broken(status: int) -> None:
    where = portal(home=links(("/shut.html", "内部"), (ABROAD, "新闻")), **{ABROAD: Resource(status=status)})
    where = where.with_resource(HOME + "shut.html", Resource(status=status))
    for owner in ("own", "others"):
        (finding,) = of(where, owner=owner)
        assert (finding.outcome, finding.reason, finding.values["count"]) == ("not_testable", Reason.BLOCKED, 1)


def test_a_link_that_fails_once_and_then_opens_is_not_broken() -> None:
    where = portal(home=links(("/slow.html", "慢")), **{"/slow.html": Resource(b"<p>x</p>", fault="once")})
    assert verdicts(of(where)) == [("met", "met")]


def test_a_link_that_fails_twice_apart_in_time_is_broken() -> None:
    where = portal(home=links(("/hang.html", "慢")), **{"/hang.html": Resource(fault="hang")})
    assert unmet(of(where)) == [HOME + "hang.html"]


def test_a_name_server_that_fails_is_our_doubt_and_not_their_fault() -> None:
    where = portal(home=links((ABROAD, "新闻"))).named("news.example.test", Name(status="servfail"))
    (finding,) = of(where, owner="others")
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.OUR_SIDE)


def test_what_the_budget_left_out_is_told_and_decides_nothing() -> None:
    where = portal(home=links(("/b/", "栏目乙")), **{"/b/": "<p>乙</p>"})
    (finding,) = of(where, skipped={HOME + "b/": "budget-pages"})
    assert (finding.outcome, finding.message, finding.values["left"]) == ("met", "met_partly", 1)
    everything = {HOME + "a/": "budget-pages", HOME + "b/": "budget-pages"}
    (finding,) = of(where, skipped=everything)
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.BUDGET)


def test_local_addresses_are_left_to_the_rule_about_wrong_links() -> None:
    where = portal(home=links(("http://192.168.1.8/oa/", "办公系统")))
    assert [one.outcome.value for one in of(where, owner="others")] == ["not_applicable"]


def test_a_portal_that_is_down_is_not_testable() -> None:
    for place in ("home", "inner"):
        (finding,) = of(site({"/": Resource(status=503)}), place)
        assert (finding.outcome, finding.reason) == ("not_testable", Reason.HOME_DOWN)


def test_a_finding_hangs_on_the_address_and_on_nothing_that_changes() -> None:
    few = of(portal(home=links(("/gone.html", "甲"))))[0]
    many = of(portal(home=links(("/gone.html", "乙")), inner=links(("/gone.html", "丙"))))[0]
    assert few.fingerprint == many.fingerprint


def test_hidden_links_are_marked_in_the_evidence() -> None:
    (finding,) = of(portal(home='<div style="display:none"><a href="/gone.html">旧</a></div>'))
    assert finding.evidence[0].values["hidden"] is True


def test_a_redirect_loop_is_dead() -> None:
    loop = Resource(status=302, headers={"location": "/r/"})
    assert verdicts(of(portal(home=links(("/r/", "转")), **{"/r/": loop}))) == [("unmet", "no_end")]


def test_an_answer_without_a_label_is_named_by_its_file() -> None:
    (finding,) = of(portal(home='<img src="/images/gone.png">'))
    assert finding.values["label"] == "gone.png"


def test_pages_are_named_where_they_refer() -> None:
    (finding,) = of(portal(home=links(("/gone.html", "旧"))))
    assert finding.evidence[0].url == HOME


def test_titles_do_not_matter() -> None:
    assert verdicts(of(portal(**{"/a/": doc("404 页面不存在", "<p>甲</p>")}))) == [("met", "met")]


FOOTER = (
    '<div class="footer"><a href="/wza.html">无障碍声明</a><a href="/map/">网站地图</a><p>主办单位：临江县</p></div>'
)


def many_pages(markup: str, number: int = 6, **more: Resource | str) -> Site:
    pages = {f"/p{n}/": f"<p>第{n}页</p>{markup}" for n in range(number)}
    return portal(inner=links(*((path, path) for path in pages)), **{"/map/": "<p>地图</p>", **pages, **more})


def test_a_dead_link_of_the_footer_is_said_to_be_one_of_the_template() -> None:
    (finding,) = of(many_pages(FOOTER), "inner")
    assert (finding.subject, finding.message) == (HOME + "wza.html", "absent_template")
    assert (finding.values["region"], finding.values["pages"], finding.values["label"]) == ("footer", 6, "无障碍声明")


def test_a_footer_on_a_few_pages_is_no_template() -> None:
    (finding,) = of(many_pages(FOOTER, 2), "inner")
    assert (finding.message, finding.values["pages"]) == ("absent", 2)
    (finding,) = judged(Broken, many_pages(FOOTER, 2), params={"where": "inner", "owner": "own", "template_pages": 2})
    assert finding.message == "absent_template"


def test_a_link_that_mostly_stands_in_articles_is_none_of_the_template() -> None:
    articles = {f"/x{n}/": f"<p>第{n}篇</p>" + links(("/wza.html", "声明")) for n in range(6)}
    where = many_pages(FOOTER + links(*((path, path) for path in articles)), 3, **articles)
    (finding,) = of(where, "inner")
    assert (finding.message, finding.values["pages"]) == ("absent", 9)


def test_what_many_articles_link_to_in_their_text_is_no_template() -> None:
    (finding,) = of(many_pages("<p>详见<a href='/gone.html'>附表</a></p>", 9), "inner")
    assert (finding.message, finding.values["pages"]) == ("absent", 9)


@pytest.mark.parametrize(
    ("markup", "element"),
    [
        ('<a href="/gone.html">甲</a>', "a"),
        ('<map name="m"><area href="/gone.html" alt="图"></map>', "a"),
        ('<select><option value="http://www.lin.gov.test/gone.html">旧站</option></select>', "a"),
        ('<a href="/files/gone.pdf">附件</a>', "attachment"),
        ('<a href="/files/gone.OFD?id=3">附件</a>', "attachment"),
        ('<img src="/gone.png">', "img"),
        ('<script src="/gone.js"></script>', "script"),
        ('<link rel="stylesheet" href="/gone.css">', "style"),
        ('<iframe src="/gone.html"></iframe>', "frame"),
        ('<video src="/gone.mp4"></video>', "media"),
    ],
)
def test_what_a_reader_meets_is_told_and_may_be_weighed_apart(markup: str, element: str) -> None:
    (finding,) = of(portal(home=markup))
    assert finding.values["element"] == element
    asked = {"where": "home", "owner": "own"}
    assert len(unmet(judged(Broken, portal(home=markup), params=asked | {"elements": [element]}))) == 1
    others = [one for one in ("a", "attachment", "img", "script", "style", "frame", "media", "meta") if one != element]
    (other,) = judged(Broken, portal(home=markup), params=asked | {"elements": others})
    assert other.outcome.value in ("met", "not_applicable")
    assert element not in other.subject.split()


def test_what_is_a_link_and_a_picture_is_counted_once() -> None:
    where = portal(home='<a href="/gone.png">大图</a><img src="/gone.png">')
    counted = [
        unmet(judged(Broken, where, params={"where": "home", "owner": "own", "elements": [one]}))
        for one in ("a", "img")
    ]
    assert counted == [[HOME + "gone.png"], []]


OUT = {"reset": Resource(fault="reset"), "hang": Resource(fault="hang"), "500": Resource(status=500)}


@pytest.mark.parametrize("fault", sorted(OUT))
def test_an_outage_of_somebody_else_is_told_apart_from_what_is_gone(fault: str) -> None:
    gone = ABROAD + "old.html"
    where = portal(
        home=links((ABROAD, "新闻"), (gone, "旧闻"), (ABROAD + "ok", "在")),
        **{ABROAD: OUT[fault], gone: Resource(status=404), ABROAD + "ok": "<p>在</p>"},
    )
    asked = {"where": "home", "owner": "others"}
    told_of = {
        outages: unmet(judged(Broken, where, params=asked | {"outages": outages}))
        for outages in ("with", "without", "only")
    }
    assert told_of == {"with": [ABROAD, gone], "without": [gone], "only": [ABROAD]}


def test_what_is_told_apart_is_named_where_nothing_else_is_dead() -> None:
    where = portal(
        home=links((ABROAD, "新闻"), (ABROAD + "ok", "在")), **{ABROAD: OUT["500"], ABROAD + "ok": "<p>在</p>"}
    )
    (finding,) = judged(Broken, where, params={"where": "home", "owner": "others", "outages": "without"})
    assert (finding.outcome, finding.message, finding.values["apart"]) == ("met", "met_apart", 1)


def test_outages_and_nothing_else_leave_it_open_whether_anything_is_gone() -> None:
    where = portal(home=links((ABROAD, "新闻")), **{ABROAD: OUT["500"]})
    (finding,) = judged(Broken, where, params={"where": "home", "owner": "others", "outages": "without"})
    assert (finding.outcome, finding.message, finding.reason) == ("not_testable", "outages", Reason.TRANSIENT)


def test_what_could_not_be_settled_is_told_by_reason_with_where_it_stands() -> None:
    where = portal(
        home=links(("/shut.html", "内部"), ("/off.html", "越界")),
        **{"/shut.html": Resource(status=403), "/off.html": "<p>x</p>"},
    )
    findings = of(where, skipped={HOME + "off.html": "robots"})
    assert [(one.message, one.reason, one.values["count"]) for one in findings] == [
        ("blocked", Reason.BLOCKED, 1),
        ("robots", Reason.ROBOTS, 1),
    ]
    assert len({one.fingerprint for one in findings}) == 2
    assert [(one.url, one.target) for one in findings[0].evidence] == [(HOME, HOME + "shut.html")]


def test_a_wall_of_somebody_else_asks_for_no_allow_list_of_ours() -> None:
    where = portal(home=links((ABROAD, "新闻")), **{ABROAD: Resource(status=403)})
    assert verdicts(of(where, owner="others")) == [("not_testable", "blocked_others")]


def test_every_kind_of_fault_has_a_sentence_and_a_way_to_mend_it() -> None:
    assert faults.DEAD.keys() | faults.UNSETTLED.keys() == set(FaultKind)
    assert not faults.DEAD.keys() & faults.UNSETTLED.keys()
    for message in {*faults.DEAD.values(), "absent"}:
        assert Broken.fixes[f"{message}_template"][-1:] == Broken.fixes[message]
    for message in faults.UNSETTLED.values():
        assert Broken.fixes[message]
    assert set(faults.DEAD.values()) >= faults.OUTAGES


def test_a_redirect_into_a_phones_app_is_told_as_such() -> None:
    fault = Fault(FaultKind.BAD_REDIRECT, Whose.US, lasting=False, detail="weixin://dl/business")
    visit = Visit(HOME + "wx", Opening.UNSETTLED, Reason.OUR_SIDE, fault)
    assert faults.doubt_of(visit) == "app"


def test_the_national_profile_weighs_what_is_gone_on_the_home_page_and_no_outage_of_others() -> None:
    paying, advising = set(), set()
    for placed in resolve("national-2019").clauses:
        for binding in placed.clause.checks:
            if binding.rule == "links.broken":
                said = BrokenParams.model_validate(binding.params)
                effect = (binding.effect or placed.clause.effect).kind
                (advising if effect is EffectKind.ADVISE else paying).add((said.where, said.owner, said.outages))
    assert paying == {("home", "own", "with"), ("home", "others", "without"), ("inner", "own", "with")}
    assert advising == {("home", "others", "only"), ("inner", "others", "with")}


@pytest.mark.parametrize("owner", ["own", "others"])
def test_of_a_home_page_left_to_a_script_nothing_is_said(owner: str) -> None:
    shell = '<div id="app"></div><script src="/app.js"></script>'
    where = site({"/": doc("临江县人民政府", shell), "/app.js": Resource(b"1", content_type="text/javascript")})
    assert verdicts(of(where, "home", owner)) == [("not_testable", "script")]
