"""topics.listed-twice, topics.misfiled, topics.ending: advice, and what would make it wrong on a real site."""

from datetime import date, timedelta
from typing import Any

import pytest
from auditor_checks.topics import Ending, ListedTwice, Misfiled, StaleEntry
from auditor_checks.topics.signals import Anniversary, celebrated

from auditor.api import Check, Finding, Reason
from auditor.demo.site import Resource, Site
from auditor.profile import resolve
from tests.checks.small import DAY, HOME, doc, judged, links, rows, site, told, verdicts
from tests.checks.test_topics import ARCHIVE, NEW, OLD, PARAMS, portal, topic

LISTS = {"archive_names": ARCHIVE, "list_names": ("专题专栏",)}
FILED = {
    **LISTS,
    "closing_words": ("总结表彰",),
    "ended_words": PARAMS["ended_words"],
    "terms": PARAMS["terms"],
    "live_days": 90,
}
SOON = {**PARAMS, "within_days": 30}
OWN = "http://zt.lin.gov.test/"


def asked(check: type[Check[Any]], where: Site, params: dict[str, Any], **more: Any) -> list[Finding]:
    findings = judged(check, where, params=params, **more)
    told(check, findings)
    assert findings
    return findings


@pytest.mark.parametrize(("check", "params"), [(ListedTwice, LISTS), (Misfiled, FILED), (Ending, SOON)])
def test_without_topics_there_is_nothing_to_judge(check: type[Check[Any]], params: dict[str, Any]) -> None:
    empty = site({"/": doc("临江县人民政府", links(("/news/", "要闻")))})
    (one,) = asked(check, empty, params)
    assert (one.outcome, one.reason) == ("not_applicable", Reason.NOTHING_TO_JUDGE)
    (down,) = asked(check, site({"/": Resource(b"", status=503)}), params)
    assert (down.outcome, down.reason) == ("not_testable", Reason.HOME_DOWN)
    shell = site({"/": doc("临江县人民政府", '<div id="app"></div><script src="/a.js"></script>')})
    (script,) = asked(check, shell, params)
    assert (script.outcome, script.reason) == ("not_testable", Reason.NO_BROWSER)


# Listed twice


def listed(*entries: tuple[str, str], **pages: Resource) -> Site:
    return portal("禁毒", NEW, listed=links(*entries), **{f"/ztzl/{key}/": page for key, page in pages.items()})


def test_one_name_at_two_addresses_is_listed_twice() -> None:
    where = listed(("/ztzl/a/", "禁毒"), ("/ztzl/b/", "禁毒"), b=topic("禁毒", "2026-09-01", path="/ztzl/b/"))
    (one,) = asked(ListedTwice, where, LISTS)
    assert (one.outcome, one.message, one.subject) == ("unmet", "twice", HOME + "ztzl/a/")
    assert {seen.target for seen in one.evidence} == {HOME + "ztzl/a/", HOME + "ztzl/b/"}


@pytest.mark.parametrize(
    "entries",
    [
        [("/ztzl/a/", "禁毒"), ("/ztzl/a/", "禁毒")],  # a picture and its caption
        [("/ztzl/a/", "禁毒"), ("/ztzl/a/index.html", "禁毒")],  # one page
        [("/ztzl/a/", "禁毒"), ("/ztzl/b/", "禁毒宣传月")],  # another name
    ],
)
def test_what_only_looks_like_two_is_one(entries: list[tuple[str, str]]) -> None:
    where = listed(*entries, b=topic("禁毒宣传月", NEW, path="/ztzl/b/"))
    assert verdicts(asked(ListedTwice, where, LISTS)) == [("met", "met")]


def test_topics_of_one_name_that_come_again_each_year_are_two() -> None:
    where = listed(("/ztzl/a/", "春运"), ("/ztzl/b/", "春运"), b=topic("春运", "2025-02-01", path="/ztzl/b/"))
    assert verdicts(asked(ListedTwice, where, LISTS)) == [("met", "met")]


def test_a_second_one_that_was_not_read_settles_nothing() -> None:
    blocked = Resource(b"no", status=403)
    where = listed(("/ztzl/a/", "禁毒"), ("/ztzl/b/", "禁毒"), b=blocked)
    (one,) = asked(ListedTwice, where, LISTS)
    assert (one.outcome, one.message) == ("not_testable", "unread")
    gone = listed(("/ztzl/a/", "禁毒"), ("/ztzl/b/", "禁毒"), b=Resource(b"", status=404))
    assert verdicts(asked(ListedTwice, gone, LISTS)) == [("met", "met")]


# Filed too early


def closing(*days: str) -> Resource:
    """A topic whose last item says that it is over."""
    said = rows(
        *((f"/ztzl/a/n{at}.html", "总结表彰大会召开" if at == 0 else f"第{at}期", day) for at, day in enumerate(days))
    )
    return doc("节水行动", f"<h1>节水行动</h1>{said}")


def filed(name: str, *days: str, page: Resource | None = None) -> Site:
    return portal(name, *days, page=page, front="<p>公告</p>", listed="<p>暂无</p>", archive=links(("/ztzl/a/", name)))


def test_a_topic_in_the_archive_that_is_still_updated_is_misfiled() -> None:
    (one,) = asked(Misfiled, filed("节水行动", NEW, "2026-10-20", "2026-09-30"), FILED)
    assert (one.outcome, one.message, one.values["newest"]) == ("unmet", "live", "2026-10-20")


@pytest.mark.parametrize(
    "where",
    [
        filed("节水行动", OLD),
        filed("节水行动", NEW),  # one day: all was moved on it
        filed("节水行动", NEW, NEW, NEW),
        filed("疫情防控", NEW, "2026-10-20"),  # known to have ended: a report came afterwards
        filed("节水行动（已结束）", NEW, "2026-10-20"),
        filed("2026年高考", "2026-10-20", "2026-10-01", "2026-09-20"),  # one year's event
        filed("节水行动", page=closing("2026-10-30", "2026-10-20")),  # has just ended
        filed(
            "节水行动",
            page=topic(
                "节水行动",
                OLD,
                extra="<h2>最新要闻</h2>" + rows(("/news/1.html", "开会", NEW), ("/news/2.html", "开工", "2026-10-20")),
            ),
        ),
        portal("节水行动", NEW, "2026-10-20", archive=links(("/ztzl/a/", "节水行动"))),  # entered in front as well
    ],
)
def test_what_was_filed_rightly_is_left_alone(where: Site) -> None:
    assert {one.outcome for one in asked(Misfiled, where, FILED)} <= {"met", "not_applicable"}


def test_a_campaign_that_is_over_and_still_updated_again_and_again_is_misfiled() -> None:
    (one,) = asked(Misfiled, filed("疫情防控", NEW, "2026-10-20", "2026-09-30"), FILED)
    assert one.outcome == "unmet"


def test_an_archive_that_was_not_read_settles_nothing() -> None:
    (one,) = asked(Misfiled, filed("节水行动", page=Resource(b"no", status=403)), FILED)
    assert (one.outcome, one.message) == ("not_testable", "unread")


def test_two_rows_of_one_address_are_listed_twice_unless_the_template_does_it() -> None:
    pages = {key: topic(name, NEW, path=f"/ztzl/{key}/") for key, name in (("b", "节水"), ("c", "护林"))}
    once = (("/ztzl/a/", "禁毒"), ("/ztzl/b/", "节水"), ("/ztzl/c/", "护林"))
    (one,) = asked(ListedTwice, listed(*once, ("/ztzl/a/", "禁毒行动"), **pages), LISTS)
    assert (one.outcome, one.message, one.subject) == ("unmet", "again", HOME + "ztzl/a/")
    assert verdicts(asked(ListedTwice, listed(*once, *once, **pages), LISTS)) == [("met", "met")]  # tabs


# By which signs


CLOSING = {**PARAMS, "closing_words": ("闭幕", "总结表彰"), "anniversaries": ({"of": "新中国成立", "year": 1949},)}


@pytest.mark.parametrize(
    ("last", "day", "outcome"),
    [
        ("总结表彰大会召开", "2021-03-01", "unmet"),
        ("总结表彰大会召开", "2025-03-01", "met"),
        ("第3期", "2021-03-01", "met"),
    ],
)
def test_what_came_last_years_ago_says_that_it_is_over(last: str, day: str, outcome: str) -> None:
    page = doc(
        "节水行动",
        "<h1>节水行动</h1>" + rows(("/ztzl/a/n1.html", last, day), ("/ztzl/a/n2.html", "第1期", "2020-01-02")),
    )
    (one,) = asked(StaleEntry, portal("节水行动", page=page), CLOSING)
    assert one.outcome == outcome


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("庆祝新中国成立70周年", "unmet"),
        ("新中国成立七十周年", "unmet"),
        ("本县解放70周年", "met"),
        ("新中国成立", "met"),
    ],
)
def test_an_anniversary_tells_its_year(name: str, outcome: str) -> None:
    (one,) = asked(StaleEntry, portal(name), CLOSING)
    assert one.outcome == outcome


@pytest.mark.parametrize(
    ("name", "year"), [("建党100周年", 2021), ("建党一百周年", 2021), ("建党九十五周年", 2016), ("建党周年", None)]
)
def test_the_year_of_an_anniversary(name: str, year: int | None) -> None:
    assert celebrated(name, [Anniversary(of="建党", year=1921)]) == year


def test_a_trail_that_ends_at_the_list_does_not_make_a_topic_a_list() -> None:
    crumbs = '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/ztzl/">专题专栏</a></div>'
    page = doc(
        "疫情防控-临江县人民政府", crumbs + rows(("/ztzl/a/n1.html", "第1期", OLD), ("/ztzl/a/n2.html", "第2期", OLD))
    )
    assert verdicts(asked(StaleEntry, portal(page=page), PARAMS)) == [("unmet", "home")]


def test_a_topic_on_one_long_page_is_as_old_as_the_days_it_speaks_of() -> None:
    told = "<h3>收官</h3><p>2021年3月1日，验收。</p><h3>启动</h3><p>2020年1月2日，启动。</p>"
    clock = "<p>今天是2026年11月20日</p>" + links(("/", "首页"))
    assert verdicts(asked(StaleEntry, portal(page=doc("疫情防控", clock + told)), PARAMS)) == [("unmet", "home")]
    one_day = doc("疫情防控", "<p>2021年3月1日，验收。</p>" + links(("/", "首页")))
    assert verdicts(asked(StaleEntry, portal(page=one_day), PARAMS)) == [("not_testable", "undated")]


@pytest.mark.parametrize(
    ("name", "oldest", "outcome"),
    [
        ("环境整治三年行动", "2018-05-01", "unmet"),
        ("环境整治三年行动", "2024-01-01", "met"),
        ("环境整治行动", "2018-05-01", "met"),
    ],
)
def test_the_years_that_a_name_gives_count_from_what_came_first(name: str, oldest: str, outcome: str) -> None:
    (one,) = asked(StaleEntry, portal(name, "2024-06-01", oldest), PARAMS)
    assert one.outcome == outcome


def test_what_a_topic_says_of_itself_counts_and_what_it_says_of_others_does_not() -> None:
    said = rows(("/ztzl/a/n1.html", "第1期", OLD), ("/ztzl/a/n2.html", "第2期", OLD))
    for words, outcome in (("本专题已归档，不再更新。", "unmet"), ("去年的活动已结束。", "met")):
        page = doc("护林防火", f"<h1>护林防火</h1><p>{words}</p>{said}")
        assert [one.outcome for one in asked(StaleEntry, portal("护林防火", page=page), PARAMS)] == [outcome]


# Soon to end


@pytest.mark.parametrize(
    ("name", "newest", "outcome"),
    [
        ("2021年春运", "2025-12-01", "unmet"),  # quiet for a year within the month
        ("2021年春运", "2026-02-01", "met"),
        ("护林防火", "2025-12-01", "met"),  # quiet alone makes no ended topic
        ("法治政府建设2021", "2025-12-01", "met"),  # never ends
        ("2021年春运", OLD, "met"),  # has ended already: another rule tells
    ],
)
def test_what_will_have_ended_within_a_month_is_warned_of(name: str, newest: str, outcome: str) -> None:
    (one,) = asked(Ending, portal(name, newest), SOON)
    assert one.outcome == outcome
    (row,) = (seen for seen in one.evidence if seen.url == HOME + "ztzl/a/")
    assert row.values["newest"] == newest


def test_warned_of_today_is_ended_on_that_day() -> None:
    where, later = portal("2021年春运", "2025-12-01"), DAY + timedelta(days=30)
    assert verdicts(asked(Ending, where, SOON)) == [("unmet", "soon")]
    assert verdicts(asked(StaleEntry, where, PARAMS)) == [("met", "met")]
    assert verdicts(asked(StaleEntry, where, PARAMS, as_of=later)) == [("unmet", "home")]


def test_the_register_tells_where_each_topic_is_entered_and_how_it_stands() -> None:
    where = portal(
        "护林防火",
        NEW,
        front=links(("/ztzl/a/", "护林防火"))
        + '<div id="piaofu"><a href="/ztzl/a/"><img src="/p.png" alt="护林防火"></a></div>'
        + '<div class="footer"><a href="/ztzl/c/">两会</a></div>',
        archive=links(("/ztzl/b/", "第七次人口普查")),
        **{"/ztzl/b/": topic("第七次人口普查", OLD, path="/ztzl/b/"), "/ztzl/c/": topic("两会", NEW, path="/ztzl/c/")},
    )
    (one,) = asked(Ending, where, SOON)
    shown = {seen.quote: (seen.values["state"], seen.values["entrances"]) for seen in one.evidence}
    assert shown == {
        "护林防火": ("live", "home home-float list"),
        "两会": ("live", "home-footer"),
        "第七次人口普查": ("filed", "archive"),
    }


def test_a_topic_on_a_sub_domain_of_its_own_is_one() -> None:
    def on_sub_domain(day: str) -> Site:
        page = doc(
            "抗旱保收专题",
            "<h1>2021年抗旱保收专题</h1>" + rows(*((f"{OWN}n{n}.html", f"{n}期", day) for n in range(3))),
        )
        front = f'<a href="{OWN}"><img src="/b.jpg" alt="2021年抗旱保收专题"></a>'
        return portal("护林防火", NEW, front=front, **{OWN: page})

    where = on_sub_domain(OLD)
    (one,) = [seen for seen in asked(Ending, where, SOON)[0].evidence if seen.url == OWN]
    assert one.values["entrances"] == "home"
    assert asked(StaleEntry, on_sub_domain(NEW), PARAMS)[0].outcome == "met"
    assert [seen.subject for seen in asked(StaleEntry, where, PARAMS) if seen.outcome == "unmet"] == [OWN]


def test_a_sub_domain_of_another_office_is_no_topic() -> None:
    office = "http://slj.lin.gov.test/"
    front = links((office, "水利局"))
    where = portal("护林防火", NEW, front=front, **{office: doc("水利局", "<h1>2021年总结</h1>")})
    assert office not in {seen.url for seen in asked(Ending, where, SOON)[0].evidence}


def test_the_rules_on_topics_of_the_national_profile_speak_of_the_same_lists() -> None:
    params: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("archive_names", "list_names", "terms", "ended_words", "closing_words")
    }
    for placed in resolve("national-2019").clauses:
        for binding in placed.clause.checks:
            if binding.rule.startswith("topics."):
                for name, values in params.items():
                    if name in binding.params:
                        values.append(binding.params[name])
    for name, values in params.items():
        assert len(values) >= 3, name
        assert all(value == values[0] for value in values), name


def test_a_day_in_the_future_shows_nothing() -> None:
    future = filed("节水行动", "2027-01-05", "2027-01-06")
    assert verdicts(asked(Misfiled, future, FILED, as_of=date(2026, 11, 20))) == [("met", "met")]
