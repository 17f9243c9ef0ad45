"""links.broken: dead is what the site lastingly says, with everybody who refers to it; the rest is counted."""

import pytest
from auditor_checks.links import Broken

from auditor.api import Finding, Reason
from auditor.demo.site import Name, Resource, Site
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
    assert (finding.outcome, finding.message, finding.subject) == ("unmet", "status", HOME + "gone.html")
    assert finding.values == {"label": "办事指南", "status": 404, "host": "www.lin.gov.test", "pages": 7}
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
