"""topics.*: ended topics in front, the column that keeps them, and whether they open. One sign accuses nobody."""

from datetime import date

import pytest
from auditor_checks.topics import ArchiveColumn, ArchiveOpens, StaleEntry
from auditor_checks.topics.signals import last_year, months_before

from auditor.anatomy import understand
from auditor.api import Finding, Reason
from auditor.demo.site import Resource, Site
from auditor.model.run import Coverage
from tests.checks.small import DAY, HOME, clean, doc, judged, links, rows, site, told, unmet, verdicts
from tests.memory import facts_of

ARCHIVE = ("历史专题", "往期专题")
PARAMS = {
    "quiet_months": 12,
    "archive_names": ARCHIVE,
    "list_names": ("专题专栏",),
    "permanent": ("法治政府建设", "优化营商环境"),
    "ended_words": ("已结束", "（已归档）", "回顾"),
    "terms": ({"term": "疫情防控", "until": date(2023, 1, 8)}, {"term": "脱贫攻坚", "until": date(2021, 2, 25)}),
}
OLD, NEW = "2022-12-20", "2026-10-08"


def stale(where: Site, **more: object) -> list[Finding]:
    findings = judged(StaleEntry, where, params=PARAMS, **more)
    told(StaleEntry, findings)
    assert findings
    return findings


def topic(name: str, *days: str, path: str = "/ztzl/a/", extra: str = "") -> Resource:
    crumbs = f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/ztzl/">专题专栏</a> &gt; {name}</div>'
    items = rows(*((f"{path}n{number}.html", f"{name}第{number}期", day) for number, day in enumerate(days, 1)))
    return doc(f"{name}-临江县人民政府", f"{crumbs}<h1>{name}</h1>{items}{extra}")


def portal(
    name: str = "疫情防控",
    *days: str,
    page: Resource | None = None,
    front: str | None = None,
    listed: str | None = None,
    archive: str = "",
    **pages: Resource | str,
) -> Site:
    """A portal with one topic of that name, entered from the home page and from the list of topics."""
    banner = links(("/ztzl/a/", name)) if front is None else front
    entry = links(("/ztzl/a/", name)) if listed is None else listed
    menu = '<div class="nav"><ul><li><a href="/news/">要闻</a></li><li><a href="/ztzl/">专题专栏</a></li></ul></div>'
    crumbs = '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/ztzl/">专题专栏</a>{}</div>'
    kept = crumbs.format(" &gt; 历史专题") + "<h1>历史专题</h1>" + archive
    to_archive = links(("/ztzl/ls/", "历史专题")) if archive else ""
    base: dict[str, Resource | str] = {
        "/": doc("临江县人民政府", menu + f"<div class=main>{banner}</div>"),
        "/news/": doc(
            "要闻", menu + "<h1>要闻</h1>" + rows(("/news/1.html", "开会", NEW), ("/news/2.html", "开工", NEW))
        ),
        "/ztzl/": doc("专题专栏", menu + crumbs.format("") + f"<h1>专题专栏</h1><div>{entry}</div>{to_archive}"),
        "/ztzl/a/": page or topic(name, *(days or (OLD, "2022-11-01", "2022-10-01"))),
    }
    if archive:
        base["/ztzl/ls/"] = doc("历史专题", menu + kept)
    return site({**base, **pages})


# Stale entries


def test_the_clean_portal_has_no_stale_entry() -> None:
    assert verdicts(stale(clean(DAY))) == [("met", "met")]


def test_an_ended_campaign_still_in_front_is_unmet() -> None:
    (finding,) = stale(portal())
    assert (finding.outcome, finding.message, finding.subject) == ("unmet", "home", HOME + "ztzl/a/")
    assert finding.values["newest"] == OLD
    assert {one.url for one in finding.evidence} >= {HOME, HOME + "ztzl/"}


def test_the_day_of_the_audit_counts() -> None:
    assert unmet(stale(portal(), as_of=date(2024, 3, 1))) == [HOME + "ztzl/a/"]
    assert verdicts(stale(portal(), as_of=date(2022, 9, 1))) == [("met", "met")]


@pytest.mark.parametrize(
    "name",
    [
        "2021年春运",
        "第九届旅游节（已结束）",
        "第九届旅游节(已归档)",
        "二〇二一年两会",
        "2019—2021年创文攻坚",
        "脱贫攻坚",
    ],
)
def test_a_quiet_topic_with_one_more_sign_is_unmet(name: str) -> None:
    assert unmet(stale(portal(name))) == [HOME + "ztzl/a/"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("护林防火", OLD),  # quiet alone
        ("疫情防控", NEW),  # known to have ended, and still updated
        ("2021年春运回顾", NEW),
        ("2021—2026年规划", OLD),  # its last year is not over
        ("法治政府建设", OLD),  # never ends
        ("2019年优化营商环境", OLD),
        ("2025年春运", "2026-02-01"),
        ("2035年远景目标", OLD),
    ],
)
def test_one_sign_or_a_living_topic_accuses_nobody(name: str, day: str) -> None:
    assert verdicts(stale(portal(name, day, day, day))) == [("met", "met")]


def test_a_topic_listed_but_not_in_front_is_unmet_too() -> None:
    assert verdicts(stale(portal(front="<p>公告</p>"))) == [("unmet", "listed")]


def test_a_topic_filed_in_the_archive_alone_is_where_it_belongs() -> None:
    where = portal(front="<p>公告</p>", listed="<p>暂无</p>", archive=links(("/ztzl/a/", "疫情防控")))
    assert verdicts(stale(where)) == [("not_applicable", "nothing")]


def test_a_topic_filed_and_still_in_front_is_unmet() -> None:
    assert unmet(stale(portal("护林防火", listed="<p>暂无</p>", archive=links(("/ztzl/a/", "护林防火"))))) == [
        HOME + "ztzl/a/"
    ]


def test_a_menu_in_a_soup_of_divisions_files_nothing() -> None:
    """Its entries stand on every page, on the archive as well: an old page about the county is no ended topic."""
    names = (
        ("/", "首页"),
        ("/news/", "要闻动态"),
        ("/gk/", "信息公开"),
        ("/hd/", "政民互动"),
        ("/about/", "走进临江"),
        ("/ztzl/", "专题专栏"),
    )
    menu = "".join(
        f'<div class="m{at}"><span><a href="{href}">{name}</a></span></div>' for at, (href, name) in enumerate(names)
    )
    trail = '<div class="b2"><a href="/">首页</a> &gt; <a href="/ztzl/">专题专栏</a></div>'
    news = rows(*((f"/news/{n}.html", f"第{n}条消息的标题", NEW) for n in range(1, 4)))
    old = rows(*((f"/about/{n}.html", f"临江县概况之{n}", OLD) for n in range(1, 4)))
    columns = {path: doc(name, f"{menu}<h1>{name}</h1>{news}") for path, name in names[1:4]}
    where = site(
        {
            "/": doc("临江县人民政府", menu + news),
            **columns,
            "/about/": doc("走进临江", f"{menu}<h1>走进临江</h1>{old}"),
            "/ztzl/": doc("专题专栏", menu + trail + links(("/ztzl/ls/", "历史专题"))),
            "/ztzl/ls/": doc("历史专题", menu + trail + links(("/ztzl/a/", "2020年防汛抗洪"))),
            "/ztzl/a/": topic("2020年防汛抗洪", OLD, OLD, OLD),
        }
    )
    assert {one.subject for one in stale(where)} <= {HOME}


def test_topics_under_a_heading_of_that_name_are_filed() -> None:
    sections = "<h2>在办专题</h2>" + links(("/ztzl/b/", "禁毒")) + "<h2>历史专题</h2>" + links(("/ztzl/a/", "疫情防控"))
    where = portal(front="<p>公告</p>", listed=sections, **{"/ztzl/b/": topic("禁毒", NEW, path="/ztzl/b/")})
    assert verdicts(stale(where)) == [("met", "met")]


def test_an_image_banner_and_a_floating_window_are_entrances() -> None:
    banner = '<a href="/ztzl/a/"><img src="/b.jpg" alt="疫情防控"></a>'
    assert unmet(stale(portal(front=banner))) == [HOME + "ztzl/a/"]
    wordless = '<a href="/ztzl/a/"><img src="/b.jpg"></a>'
    assert unmet(stale(portal(front=wordless, listed="<p>暂无</p>"))) == [HOME + "ztzl/a/"]


def test_an_article_inside_a_topic_is_no_topic() -> None:
    article = doc(
        "2021年疫情防控回顾", "<h1>2021年疫情防控回顾</h1>", '<meta name="ArticleTitle" content="2021年疫情防控回顾">'
    )
    where = portal(
        "禁毒",
        NEW,
        front=links(("/ztzl/a/202112/t20211220_1.html", "2021年疫情防控回顾")),
        **{"/ztzl/a/202112/t20211220_1.html": article},
    )
    assert unmet(stale(where)) == []


def test_a_column_inside_a_topic_is_no_topic_of_its_own() -> None:
    inner = topic("2021年工作动态", OLD, path="/ztzl/a/dt/")
    where = portal("禁毒", NEW, front=links(("/ztzl/a/dt/", "2021年工作动态")), **{"/ztzl/a/dt/": inner})
    assert unmet(stale(where)) == []


def test_a_topic_lives_by_the_newest_of_its_columns() -> None:
    page = topic("疫情防控", OLD, extra=links(("/ztzl/a/dt/", "动态")))
    fresh = topic("动态", NEW, path="/ztzl/a/dt/")
    assert verdicts(stale(portal(page=page, **{"/ztzl/a/dt/": fresh}))) == [("met", "met")]


def test_a_topic_whose_columns_were_not_all_read_is_not_testable() -> None:
    page = topic("疫情防控", OLD, extra=links(("/ztzl/a/dt/", "动态")))
    where = portal(page=page, **{"/ztzl/a/dt/": topic("动态", NEW)})
    (finding,) = stale(where, skipped={HOME + "ztzl/a/dt/": "budget-pages"})
    assert (finding.outcome, finding.reason, finding.subject) == ("not_testable", Reason.BUDGET, HOME + "ztzl/a/")


def test_a_topic_without_any_date_is_not_testable_when_something_else_speaks_against_it() -> None:
    bare = doc("疫情防控", "<h1>疫情防控</h1>" + links(("/news/1.html", "防护知识")))
    (finding,) = stale(portal(page=bare))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.NO_DATE)
    assert verdicts(stale(portal("禁毒", page=bare))) == [("met", "met")]


def test_a_name_that_says_twice_that_it_is_over_needs_no_date() -> None:
    bare = doc("疫情防控（已结束）", "<h1>疫情防控（已结束）</h1>" + links(("/news/1.html", "防护知识")))
    assert verdicts(stale(portal("疫情防控（已结束）", page=bare))) == [("unmet", "home_undated")]


def test_a_topic_that_was_not_read_is_not_testable() -> None:
    (finding,) = stale(portal().with_resource(HOME + "ztzl/a/", Resource(status=403)))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.BLOCKED)


def test_topics_none_of_which_could_be_read_are_not_free_of_ended_ones() -> None:
    wall = Resource(b"<html><title>x</title></html>", status=403)
    (one,) = stale(portal("乡村振兴", page=wall))
    assert (one.outcome, one.message, one.reason) == ("not_testable", "none_read", Reason.BLOCKED)
    (one,) = stale(portal("乡村振兴"), skipped={HOME + "ztzl/a/": "budget-pages"})
    assert (one.outcome, one.reason) == ("not_testable", Reason.BUDGET)
    assert verdicts(stale(portal("优化营商环境", page=wall))) == [("met", "met")]  # one that never ends


def test_one_topic_that_was_read_beside_one_that_was_not_is_seen() -> None:
    other = links(("/ztzl/b/", "平安建设"))
    where = portal("乡村振兴", NEW, listed=links(("/ztzl/a/", "乡村振兴")) + other)
    assert verdicts(stale(where, skipped={HOME + "ztzl/b/": "budget-pages"})) == [("met", "met")]


def test_a_dead_topic_is_left_to_the_rules_about_links() -> None:
    assert unmet(stale(portal().with_resource(HOME + "ztzl/a/", None))) == []


def test_a_topic_left_to_a_script_is_not_testable() -> None:
    script = '<ul class="list" id="l"></ul><script>$.ajax({url:"/l.json"}).done(function(d){$("#l").html(d)})</script>'
    (finding,) = stale(portal(page=topic("疫情防控", extra=script)))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.NO_BROWSER)


def test_a_portal_that_is_down_is_not_testable() -> None:
    down = portal().with_resource(HOME, Resource(status=502))
    for check, params in (
        (StaleEntry, PARAMS),
        (ArchiveColumn, {"names": ARCHIVE}),
        (ArchiveOpens, {"names": ARCHIVE, "min_share": 0.95}),
    ):
        (finding,) = judged(check, down, params=params)
        assert (finding.outcome, finding.reason) == ("not_testable", Reason.HOME_DOWN)


def test_a_portal_without_topics_has_nothing_to_judge() -> None:
    bare = site({"/": links(("/news/", "要闻")), "/news/": "<p>要闻</p>"})
    (finding,) = stale(bare)
    assert (finding.outcome, finding.reason) == ("not_applicable", Reason.NOTHING_TO_JUDGE)


# The archive column


def archive(where: Site, **more: object) -> Finding:
    findings = judged(ArchiveColumn, where, params={"names": ARCHIVE}, **more)
    told(ArchiveColumn, findings)
    (finding,) = findings
    return finding


def test_the_clean_portal_has_its_archive() -> None:
    assert (archive(clean(DAY)).outcome, archive(clean(DAY)).values["entries"]) == ("met", 3)


def test_a_column_that_keeps_a_topic_is_met() -> None:
    assert (
        archive(portal(archive=links(("/ztzl/b/", "人口普查")), **{"/ztzl/b/": topic("人口普查", OLD)})).message
        == "met"
    )


def test_no_such_column_is_unmet_where_there_are_topics() -> None:
    assert (archive(portal()).outcome, archive(portal()).message) == ("unmet", "absent")


@pytest.mark.parametrize("decoy", ["历史文化", "历史专题片展播", "历史沿革"])
def test_a_similar_name_is_no_archive(decoy: str) -> None:
    assert archive(portal(listed=links(("/ztzl/a/", "疫情防控"), ("/news/", decoy)))).message == "absent"


def test_an_empty_archive_is_unmet() -> None:
    assert archive(portal(archive="<p>暂无内容</p>")).message == "empty"


def test_a_dead_archive_is_unmet() -> None:
    where = portal(archive=links(("/ztzl/b/", "人口普查"))).with_resource(HOME + "ztzl/ls/", None)
    assert archive(where).message == "dead"


def test_an_archive_that_refuses_us_is_not_testable() -> None:
    where = portal(archive=links(("/ztzl/b/", "人口普查"))).with_resource(HOME + "ztzl/ls/", Resource(status=403))
    assert archive(where).reason is Reason.BLOCKED


def test_a_heading_of_that_name_on_the_list_of_topics_is_an_archive() -> None:
    assert archive(portal(listed="<h2>历史专题</h2>" + links(("/ztzl/a/", "疫情防控")))).message == "met_here"


def test_behind_a_route_of_a_single_page_application_is_not_the_home_page() -> None:
    """Its address is that of the home page with a fragment: what the home page lists is not what the archive keeps."""
    finding = archive(portal(listed=links(("/ztzl/a/", "疫情防控"), ("/#/zt/history", "历史专题"))))
    assert (finding.outcome, finding.message) == ("not_testable", "tab")


def test_a_shallow_crawl_does_not_miss_the_column() -> None:
    finding = archive(portal(), coverage=Coverage(pages=3, depth=1, complete=False))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.BUDGET)


def test_a_list_of_topics_that_was_not_read_may_lead_to_it() -> None:
    finding = archive(portal(), skipped={HOME + "ztzl/": "off-network"})
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.OFF_NETWORK)


def test_where_there_is_no_topic_no_archive_is_missed() -> None:
    assert archive(site({"/": links(("/news/", "要闻")), "/news/": "<p>要闻</p>"})).outcome == "not_applicable"


# Archived topics


def opens(where: Site, **more: object) -> Finding:
    findings = judged(ArchiveOpens, where, params={"names": ARCHIVE, "min_share": 0.95}, **more)
    told(ArchiveOpens, findings)
    (finding,) = findings
    return finding


def kept(count: int, *, dead: int = 0, shut: int = 0) -> Site:
    paths = [f"/ztzl/k{number}/" for number in range(count)]
    pages: dict[str, Resource | str] = {path: topic(f"往事{path}", OLD, path=path) for path in paths[dead + shut :]}
    pages |= {path: Resource(status=403) for path in paths[dead : dead + shut]}
    return portal(archive=links(*((path, f"往事{number}") for number, path in enumerate(paths))), **pages)


def test_archived_topics_that_open_are_met() -> None:
    assert opens(clean(DAY)).outcome == "met"
    assert opens(kept(20)).outcome == "met"
    assert opens(kept(20, dead=1)).outcome == "met"


def test_two_dead_of_twenty_are_too_many() -> None:
    finding = opens(kept(20, dead=2))
    assert (finding.outcome, finding.values["dead"], finding.values["total"]) == ("unmet", 2, 20)
    assert len(finding.evidence) == 2
    assert finding.measure is not None
    assert finding.measure.share == pytest.approx(18 / 19)


def test_what_refuses_us_leaves_it_open_when_it_could_turn_the_verdict() -> None:
    assert opens(kept(20, shut=2)).reason is Reason.BLOCKED
    assert opens(kept(20, dead=2, shut=1)).outcome == "unmet"


def test_without_an_archive_nothing_is_paid_twice() -> None:
    finding = opens(portal())
    assert (finding.outcome, finding.reason) == ("not_applicable", Reason.PARENT_MISSING)


def test_a_home_page_left_to_a_script_may_lead_to_archived_topics() -> None:
    menu = '<div id="app"></div><script src="/app.js"></script>'
    where = site({"/": menu, "/app.js": Resource(b"1", content_type="text/javascript")})
    finding = opens(where)
    assert (finding.outcome, finding.message, finding.reason) == ("not_testable", "home_script", Reason.NO_BROWSER)


def test_an_archive_that_a_script_opens_may_keep_topics_that_open() -> None:
    finding = opens(portal(listed=links(("/ztzl/a/", "疫情防控"), ("/#/zt/history", "历史专题"))))
    assert (finding.outcome, finding.message) == ("not_testable", "tab")


# What is understood


def test_a_topic_knows_its_names_entrances_and_age() -> None:
    facts = understand(facts_of(clean(DAY), as_of=DAY))
    found = {one.name: one for one in facts.topics(ARCHIVE, ("专题专栏",))}
    assert set(found) == {
        "2025年度十件民生实事",
        "森林草原防灭火",
        "全民反诈在行动",
        "法治政府建设",
        "优化营商环境",
        "决战脱贫攻坚",
        "2022年文明城市创建",
        "第七次人口普查",
    }
    assert [one.name for one in found.values() if one.archived] == [
        "第七次人口普查",
        "决战脱贫攻坚",
        "2022年文明城市创建",
    ]
    newest = found["全民反诈在行动"].newest
    assert newest is not None
    assert newest.day == date(2026, 11, 13)
    assert [entrance.home for entrance in found["全民反诈在行动"].entrances] == [True, False]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2021年春运", 2021),
        ("2021-2025年规划", 2025),
        ("2019至21年攻坚", 2021),
        ("二〇二三年", 2023),
        ("二○一九年两会", 2019),
        ("庆祝建国70周年", None),
        ("12345热线", None),
        ("电话02012021", None),
    ],
)
def test_the_last_year_of_a_name(name: str, year: int | None) -> None:
    assert last_year(name) == year


def test_months_are_counted_by_the_calendar() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)


def aged(extra: str) -> Site:
    days = ("2023-06-25", "2023-01-05")
    return portal("2022年山塘水库整治", *days, page=topic("2022年山塘水库整治", *days, extra=extra))


def test_a_frame_of_the_topic_that_was_not_read_may_hold_what_is_newer() -> None:
    framed = aged('<iframe src="/ztzl/a/new.html"></iframe>').with_resource(
        HOME + "ztzl/a/new.html", Resource(status=403)
    )
    (finding,) = stale(framed)
    assert (finding.outcome, finding.message) == ("not_testable", "partial")
    (finding,) = stale(aged('<iframe src="http://widget.elsewhere.test/weather"></iframe>'))
    assert (finding.outcome, finding.message) == ("unmet", "home")


def test_a_topic_that_prints_when_it_was_updated_is_as_young_as_that() -> None:
    assert stale(aged("<p>更新时间：2026年10月8日</p>"))[0].outcome == "met"
    assert stale(aged("<p>更新时间：2023年10月8日</p>"))[0].outcome == "unmet"
    assert stale(aged("<p>今天是2026年11月20日</p>"))[0].outcome == "unmet"
