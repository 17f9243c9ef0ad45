"""interpretations.*: four cases a rule, and what would make it wrong on a real site."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from auditor_checks.interpretations import (
    BackLink,
    CopiedText,
    Coverage,
    Forms,
    ForwardLink,
    Infographic,
    Lag,
    Readability,
    Substance,
    TextEquivalent,
)

from auditor.api import Check, Finding, Reason
from auditor.demo.site import Name, Resource, Site
from auditor.model.run import Coverage as Ledger
from tests.checks.county import BODY, NUMBER, county, explained, policy
from tests.checks.small import DAY, HOME, clean, doc, judged, links, rows, site, told, verdicts

A, A2, A3 = "/zcwj/content_1.html", "/zcwj/content_11.html", "/zcwj/content_12.html"
B, B2 = "/zcjd/content_2.html", "/zcjd/content_3.html"
NAME = "《临江县养老服务办法》"
PAIR = f"{HOME}{A[1:]} {HOME}{B[1:]}"
PARTLY = Ledger(known=90, opened=9, pages=9, complete=False, depth=2)

COVERAGE = {"window_days": 365, "target": 0.8, "exempt": ("任免", "表彰"), "numbers": ()}
WINDOW = {"window_days": 365}
LAG = {"window_days": 365, "working_days": 3}
FORMS = {"window_days": 365, "min_forms": 2}
PICTURES = {"window_days": 365, "numbers": ("政发", "政办发"), "target": 0.5}
COPY = {"run": 12, "half": 0.4, "upper": 0.6}
SUBSTANCE = {
    "elements": {"背景": ("背景", "依据"), "目的": ("目的",), "举措": ("举措",), "范围": ("适用范围",)},
    "required": ("背景", "目的", "举措"),
    "min_count": 4,
}
EASE = {"min_easier": 3}
ALL: tuple[tuple[type[Check[Any]], Mapping[str, Any]], ...] = (
    (Coverage, COVERAGE), (ForwardLink, WINDOW), (BackLink, WINDOW), (Lag, LAG), (Forms, FORMS),
    (Infographic, PICTURES), (CopiedText, COPY), (Substance, SUBSTANCE), (Readability, EASE),
    (TextEquivalent, {}),
)  # fmt: skip


def findings(check: type[Check[Any]], where: Site, params: Mapping[str, Any], **more: Any) -> list[Finding]:
    found = judged(check, where, params=dict(params), **more)
    told(check, found)
    assert found, "a rule that says nothing is an error"
    assert all(bool(one.reason) is (one.outcome in ("not_testable", "not_applicable")) for one in found)
    return found


def related(path: str, label: str, heading: str) -> str:
    return f"<div><h3>{heading}</h3><ul><li><a href={path}>{label}</a></li></ul></div>"


def pair(told_by: Resource | None = None, **more: str) -> Site:
    """A policy and an interpretation that lead to each other."""
    forward = related(B, f"{NAME}政策解读", "相关解读")
    back = related(A, "临江县人民政府关于印发临江县养老服务办法的通知", "相关文件")
    return county(**{A: policy(related=forward, **more), B: told_by or explained(f"{NAME}政策解读", related=back)})


def silent() -> Site:
    return county(**{A: policy()})


# What holds for every rule


@pytest.mark.parametrize(("check", "params"), ALL)
def test_the_sample_portal_meets_every_rule(check: type[Check[Any]], params: Mapping[str, Any]) -> None:
    assert {one.outcome for one in findings(check, clean(DAY), params)} == {"met"}


@pytest.mark.parametrize(("check", "params"), ALL)
def test_a_portal_without_policies_has_nothing_to_judge(check: type[Check[Any]], params: Mapping[str, Any]) -> None:
    (one,) = findings(check, site({"/": doc("临江县人民政府", links(("/news/", "要闻")))}), params)
    assert (one.outcome, one.reason) == ("not_applicable", Reason.NOTHING_TO_JUDGE)


@pytest.mark.parametrize(("check", "params"), ALL)
def test_policies_of_higher_organs_are_not_the_portals_to_interpret(
    check: type[Check[Any]], params: Mapping[str, Any]
) -> None:
    taken = policy("国务院办公厅关于发展银发经济的意见", "国办发〔2026〕1号")
    told_by = explained("《国务院办公厅关于发展银发经济的意见》解读")
    (one,) = findings(check, county(**{A: taken, B: told_by}), params)
    assert (one.outcome, one.reason) == ("not_applicable", Reason.NOTHING_TO_JUDGE)


@pytest.mark.parametrize(("check", "params"), ALL)
def test_a_portal_that_is_down_is_judged_by_nobody(check: type[Check[Any]], params: Mapping[str, Any]) -> None:
    (one,) = findings(check, site({"/": Resource(b"", status=503)}), params)
    assert (one.outcome, one.reason) == ("not_testable", Reason.HOME_DOWN)


@pytest.mark.parametrize(("check", "params"), ALL)
def test_a_policy_column_left_to_a_script_settles_nothing(check: type[Check[Any]], params: Mapping[str, Any]) -> None:
    crumbs = '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; 政策文件</div>'
    listed = crumbs + "<ul id=list></ul><script>$.get('/api',function(d){$('#list').html(d)})</script>"
    where = site({"/": doc("临江县人民政府", links(("/zcwj/", "政策文件"))), "/zcwj/": doc("政策文件", listed)})
    (one,) = findings(check, where, params)
    assert (one.outcome, one.reason) == ("not_testable", Reason.NO_BROWSER)


@pytest.mark.parametrize(("check", "params"), [one for one in ALL if one[0] not in (Coverage, Infographic)])
def test_without_any_interpretation_only_coverage_pays(check: type[Check[Any]], params: Mapping[str, Any]) -> None:
    (one,) = findings(check, silent(), params)
    assert (one.outcome, one.reason) == ("not_applicable", Reason.PARENT_MISSING)


# Coverage


def test_policies_without_interpretation_are_named() -> None:
    (one,) = findings(Coverage, silent(), COVERAGE)
    assert (one.outcome, one.subject, one.values["done"]) == ("unmet", HOME, 0)
    assert one.measure is not None
    assert one.measure.share == 0
    assert [seen.url for seen in one.evidence] == [HOME + A[1:]]


def test_exempt_old_and_brand_new_policies_need_no_interpretation() -> None:
    where = county(
        **{
            A: policy("临江县人民政府关于李某等任免的通知", "临政人〔2026〕1号"),
            A2: policy("临江县人民政府关于老旧小区的意见", "临政发〔2023〕2号", day="2023-05-01"),
            A3: policy("临江县人民政府关于殡葬服务的意见", "临政发〔2026〕9号", day="2026-11-18"),
        }
    )
    (one,) = findings(Coverage, where, COVERAGE)
    assert (one.outcome, one.reason) == ("not_applicable", Reason.NOTHING_TO_JUDGE)


def test_how_old_a_document_numbered_in_an_earlier_year_is_its_signature_tells() -> None:
    """Put up in February 2026 as when a library moves; `DAY` is in November."""
    number, title = "临政规〔2025〕2号", "临江县人民政府关于印发城市供水管理规定的通知"

    def judged(sign: str) -> tuple[str, str]:
        told = [policy(title, number, day="2026-02-17", text=f"{BODY}</p><p>{sign}")]
        (one,) = findings(Coverage, county(**{A: told[0]}), COVERAGE)
        return one.outcome.value, one.message

    assert judged("临江县人民政府 2025年3月4日") == ("not_applicable", "nothing")
    assert judged("临江县人民政府") == ("not_testable", "no_dates")
    assert judged("临江县人民政府 2025年12月30日") == ("unmet", "unmet")


def test_the_share_that_the_profile_asks_for_is_enough() -> None:
    some = {
        f"/zcwj/content_{n}.html": policy(f"临江县人民政府关于第{n}号事项的意见", f"临政发〔2026〕{n}号")
        for n in range(21, 25)
    }
    told_by = {
        f"/zcjd/content_{n}.html": explained(f"《临江县人民政府关于第{n}号事项的意见》解读") for n in range(21, 24)
    }
    assert verdicts(findings(Coverage, county(**some, **told_by), {**COVERAGE, "target": 0.75})) == [("met", "met")]
    (one,) = findings(Coverage, county(**some, **told_by), COVERAGE)
    assert one.outcome == "unmet"
    assert one.measure is not None
    assert one.measure.share == pytest.approx(3 / 4 / 0.8)


def test_what_the_budget_left_out_is_not_missing() -> None:
    (one,) = findings(Coverage, silent(), COVERAGE, coverage=PARTLY)
    assert (one.outcome, one.reason) == ("not_testable", Reason.BUDGET)


def test_a_column_read_back_to_the_policy_settles_it_though_the_site_was_not_read_whole() -> None:
    other = explained("《临江县殡葬管理办法》政策解读", day="2026-10-01")
    where = county(**{A: policy(), B: other})
    listed = where.edited(f"{HOME}zcjd/", "2026-10-13", "2026-10-01")
    assert verdicts(findings(Coverage, listed, COVERAGE, coverage=PARTLY)) == [("unmet", "unmet")]
    assert verdicts(findings(Coverage, where, COVERAGE, coverage=PARTLY)) == [("not_testable", "unsettled")]


def test_an_interpretation_that_is_only_listed_counts() -> None:
    where = county(**{A: policy(), B: explained("《临江县殡葬管理办法》政策解读")})
    row = '<li><a href="/zcjd/content_77.html">临江县养老服务办法解读</a><span>2026-10-14</span></li></ul>'
    where = where.edited(f"{HOME}zcjd/", "</ul>", row)
    unread = {f"{HOME}zcjd/content_77.html": "budget-pages"}
    assert verdicts(findings(Coverage, where, COVERAGE, skipped=unread)) == [("met", "met")]
    assert verdicts(findings(Coverage, where, COVERAGE)) == [("unmet", "unmet")]  # the row leads to a dead address


def test_a_column_of_interpretations_left_to_a_script_leaves_it_open() -> None:
    crumbs = '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; 政策解读</div>'
    listed = crumbs + "<ul id=list></ul><script>$.get('/api',function(d){$('#list').html(d)})</script>"
    (one,) = findings(Coverage, county(**{A: policy(), "/zcjd/": doc("政策解读", listed)}), COVERAGE)
    assert (one.outcome, one.reason) == ("not_testable", Reason.NO_BROWSER)


def test_policies_without_dates_settle_nothing() -> None:
    undated = county(**{A: policy(day="")})
    undated = undated.edited(f"{HOME}zcwj/", "<span>2026-10-12</span>", "")
    (one,) = findings(Coverage, undated, COVERAGE)
    assert (one.outcome, one.reason) == ("not_testable", Reason.NO_DATE)


def test_an_interpretation_on_another_site_that_the_policy_names_counts() -> None:
    where = county(**{A: policy(related=links(("http://mp.example.test/s/1", f"图解：{NAME}")))})
    where = where.with_resource("http://mp.example.test/s/1", doc("图", "<p>图</p>"))
    where = where.named("mp.example.test", Name(a=("198.51.100.9",)))
    assert verdicts(findings(Coverage, where, COVERAGE)) == [("met", "met")]
    assert verdicts(findings(Infographic, where, PICTURES)) == [("met", "met")]
    assert verdicts(findings(ForwardLink, where, WINDOW)) == [("met", "met")]
    # What stands elsewhere cannot be made to lead back, and is not compared.
    assert verdicts(findings(BackLink, where, WINDOW)) == [("not_applicable", "no_pairs")]
    assert verdicts(findings(CopiedText, where, COPY)) == [("not_applicable", "no_pairs")]


# Links


def test_pages_that_lead_to_each_other_meet_both_rules() -> None:
    assert verdicts(findings(ForwardLink, pair(), WINDOW)) == [("met", "met")]
    assert verdicts(findings(BackLink, pair(), WINDOW)) == [("met", "met")]


def test_a_policy_that_does_not_lead_on_is_unmet() -> None:
    where = county(**{A: policy(), B: explained(f"{NAME}政策解读", related=related(A, "原文", "相关文件"))})
    (one,) = findings(ForwardLink, where, WINDOW)
    assert (one.outcome, one.subject) == ("unmet", PAIR)
    assert verdicts(findings(BackLink, where, WINDOW)) == [("met", "met")]


def test_an_interpretation_that_does_not_lead_back_is_unmet() -> None:
    where = county(**{A: policy(related=related(B, "解读", "相关解读")), B: explained(f"{NAME}政策解读")})
    (one,) = findings(BackLink, where, WINDOW)
    assert (one.outcome, one.subject) == ("unmet", PAIR)


def test_a_link_to_one_of_several_interpretations_is_a_link() -> None:
    where = county(
        **{
            A: policy(related=related(B, f"{NAME}政策解读", "相关解读")),
            B: explained(f"{NAME}政策解读"),
            B2: explained(f"一图读懂{NAME}"),
        }
    )
    assert verdicts(findings(ForwardLink, where, WINDOW)) == [("met", "met")]


def test_a_link_to_the_other_address_of_the_same_page_is_a_link() -> None:
    back = related("http://lin.gov.test/zcwj/content_1.html", "原文", "相关文件")
    where = county(**{A: policy(), B: explained(f"{NAME}政策解读", related=back)})
    assert verdicts(findings(BackLink, where, WINDOW)) == [("met", "met")]


@pytest.mark.parametrize(("check", "path"), [(ForwardLink, A), (BackLink, B)])
def test_a_page_whose_links_a_script_fills_is_not_testable(check: type[Check[Any]], path: str) -> None:
    filled = "<ul><li v-for='x in list'><a :href=x.url>{{x.title}}</a></li></ul>"
    pages = {A: policy(related=filled), B: explained(f"{NAME}政策解读", related=filled)}
    (one,) = findings(check, county(**pages), WINDOW)
    assert (one.outcome, one.reason) == ("not_testable", Reason.NO_BROWSER)


AJAX = "<div id=rel></div><script>$.get('/api/rel?id=1',function(d){$('#rel').html(d)})</script>"
EMPTY = "<div><h3>相关解读</h3><ul></ul></div><div><h3>相关文件</h3><ul></ul></div><script src=/js/rel.js></script>"
COUNTER = "<script>$.get('/hits?id=1',function(n){$('#hits').html(n)})</script>浏览 <span id=hits></span> 次"
FRAME = "<iframe src=/rel/1.html></iframe>"
BOTH: tuple[type[Check[Any]], ...] = (ForwardLink, BackLink)


@pytest.mark.parametrize("check", BOTH)
@pytest.mark.parametrize("block", [AJAX, EMPTY])
def test_a_related_block_that_plain_ajax_fills_is_not_testable(check: type[Check[Any]], block: str) -> None:
    (one,) = findings(
        check, county(**{A: policy(related=block), B: explained(f"{NAME}政策解读", related=block)}), WINDOW
    )
    assert (one.outcome, one.message, one.reason) == ("not_testable", "script", Reason.NO_BROWSER)


@pytest.mark.parametrize("check", BOTH)
def test_a_page_that_only_counts_its_visitors_has_no_link(check: type[Check[Any]]) -> None:
    pages = {A: policy(related=COUNTER), B: explained(f"{NAME}政策解读", related=COUNTER)}
    assert verdicts(findings(check, county(**pages), WINDOW)) == [("unmet", "unmet")]


def framing(inner: Resource) -> Site:
    pages = {A: policy(related=FRAME), B: explained(f"{NAME}政策解读", related=FRAME)}
    return county(**pages, **{"/rel/1.html": inner})


@pytest.mark.parametrize("check", BOTH)
def test_related_links_in_a_frame_count(check: type[Check[Any]]) -> None:
    where = framing(doc("相关", links((A, "查看原文"), (B, f"{NAME}政策解读"))))
    assert verdicts(findings(check, where, WINDOW)) == [("met", "met")]


@pytest.mark.parametrize("check", BOTH)
def test_a_frame_that_was_read_and_holds_none_is_no_link(check: type[Check[Any]]) -> None:
    assert verdicts(findings(check, framing(doc("相关", "<p>分享</p>")), WINDOW)) == [("unmet", "unmet")]
    assert verdicts(findings(check, framing(Resource(b"%PDF-1.4", content_type="application/pdf")), WINDOW)) == [
        ("unmet", "unmet")
    ]


@pytest.mark.parametrize("check", BOTH)
def test_a_frame_that_was_not_read_leaves_it_open(check: type[Check[Any]]) -> None:
    wall = Resource(b"<html><title>x</title></html>", status=403)
    (one,) = findings(check, framing(wall), WINDOW)
    assert (one.outcome, one.message, one.reason) == ("not_testable", "frame", Reason.BLOCKED)
    unread = {HOME + "rel/1.html": "budget-pages"}
    (one,) = findings(check, framing(doc("相关", "")), WINDOW, skipped=unread)
    assert (one.outcome, one.message, one.reason) == ("not_testable", "frame", Reason.BUDGET)
    (one,) = findings(check, framing(doc("相关", AJAX)), WINDOW)
    assert (one.outcome, one.message, one.reason) == ("not_testable", "script", Reason.NO_BROWSER)


# An interpretation printed below its policy

PRINTED = f"<h3>政策解读</h3><p>{BODY[::-1]}</p><p>打印</p>"
LISTED = "<h3>政策解读</h3>" + links(
    *((f"/zcjd/content_{n}.html", f"县民政局关于第{n}号事项的详细解读") for n in range(40, 60))
)
TABS = "<ul><li>正文</li><li>政策解读</li></ul>"


def short_tab(title: str = "临江县人民政府关于印发临江县养老服务办法的通知") -> Resource:
    head = f'<meta name="ArticleTitle" content="{title}">'
    sheet = "<p>发文字号：临政发〔2026〕5号</p><p>发布日期：2026-10-12</p>"
    return doc(title, f"<h1>{title}</h1>{sheet}{TABS}<div class=TRS_Editor><p>{BODY}</p></div>", head)


@pytest.mark.parametrize("heading", ["政策解读", "【文件解读】", "解读：", f"{NAME}政策解读"])
def test_an_interpretation_printed_below_its_policy_counts(heading: str) -> None:
    where = county(**{A: policy(related=PRINTED.replace("政策解读", heading))})
    assert verdicts(findings(Coverage, where, COVERAGE)) == [("met", "met")]
    assert verdicts(findings(ForwardLink, where, WINDOW)) == [("met", "here")]
    (one,) = findings(BackLink, where, WINDOW)
    assert (one.outcome, one.message, one.reason) == ("not_applicable", "printed", Reason.NOTHING_TO_JUDGE)


def test_a_printed_interpretation_may_carry_a_byline_of_its_own() -> None:
    byline = "<h3>政策解读</h3><p>发布时间：2026-10-14 来源：县民政局</p>"
    where = county(**{A: policy(related=PRINTED.replace("<h3>政策解读</h3>", byline))})
    assert verdicts(findings(Coverage, where, COVERAGE)) == [("met", "met")]


def test_a_menu_of_the_same_name_hides_no_printed_interpretation() -> None:
    where = county(**{A: policy(related=PRINTED + "<ul><li><a href=/zcjd/>政策解读</a></li><li>其他</li></ul>")})
    assert verdicts(findings(Coverage, where, COVERAGE)) == [("met", "met")]


def test_a_page_that_repeats_what_is_printed_below_a_policy_does_not_copy_the_policy() -> None:
    where = county(**{A: policy(related=PRINTED.replace(BODY[::-1], OWN)), B: explained(f"{NAME}政策解读", text=OWN)})
    assert verdicts(findings(CopiedText, where, COPY)) == [("met", "met")]


def test_it_needs_no_link_to_a_second_interpretation_which_has_to_lead_back() -> None:
    where = county(**{A: policy(related=PRINTED), B: explained(f"{NAME}政策解读")})
    assert verdicts(findings(ForwardLink, where, WINDOW)) == [("met", "here")]
    assert verdicts(findings(BackLink, where, WINDOW)) == [("unmet", "unmet")]


@pytest.mark.parametrize(
    "page",
    [
        policy(related=LISTED),
        policy(related="<h3>政策解读</h3><p>暂无</p>"),
        policy(related=f"<h3>政策解读</h3><p>打印</p><p>{BODY}</p>"),
        policy(related=f"<p><a href=/zcjd/>政策解读</a></p><p>{BODY}</p>"),
        policy(
            related="<h3>政策解读</h3>"
            + rows(
                *(
                    (f"/zcjd/content_{n}.html", f"县民政局关于第{n}号事项的详细解读", "2026-10-09")
                    for n in range(40, 60)
                )
            )
        ),
        policy(related=f"<h3>政策解读</h3><ul>{'<li onclick=go()>县民政局关于某一事项的详细解读</li>' * 20}</ul>"),
        policy(text=f"{BODY}各单位要做好政策解读。{BODY}"),
        short_tab(),
    ],
)
def test_a_list_a_tab_or_a_menu_of_that_name_is_no_interpretation(page: Resource) -> None:
    assert verdicts(findings(Coverage, county(**{A: page}), COVERAGE)) == [("unmet", "unmet")]


# Lag


def lag(*days: str, issued: str = "2026-10-12", as_of: date = DAY) -> Finding:
    told_by = {f"/zcjd/content_{n}.html": explained(f"{NAME}解读之{n}", day=day) for n, day in enumerate(days, 2)}
    number = NUMBER.replace("2026", issued[:4])  # an old number says that an old document was put up anew
    (one,) = findings(Lag, county(**{A: policy(number=number, day=issued), **told_by}), LAG, as_of=as_of)
    return one


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (("2026-10-12",), ("met", "early")),
        (("2026-10-09",), ("met", "early")),  # a day before, which is no fault
        (("2026-10-15",), ("met", "met")),
        (("2026-10-16",), ("unmet", "late")),
        (("2026-10-14", "2026-11-10"), ("met", "met")),  # a second one adds to the first
    ],
)
def test_the_earliest_interpretation_is_timely_or_late(days: tuple[str, ...], verdict: tuple[str, str]) -> None:
    one = lag(*days)
    assert (one.outcome, one.message) == verdict


def test_an_old_document_put_up_anew_is_not_of_this_window() -> None:
    """A portal that has moved shows old documents under new days; their numbers tell."""
    moved = county(
        **{
            A: policy(number="临政发〔2023〕5号", day="2026-10-12"),
            A2: policy(day="2026-10-12"),
            B: explained(f"{NAME}解读"),
        }
    )
    (one,) = findings(Coverage, moved, COVERAGE)
    assert one.values["total"] == 1
    signed = policy(number="临政发〔2023〕5号", day="2026-10-12", text=BODY + "</p><p>2026年10月9日")
    (one,) = findings(Coverage, county(**{A: signed, B: explained(f"{NAME}解读")}), COVERAGE)
    assert one.values["total"] == 1  # a slip of the number: it is signed this year


def test_holidays_are_no_working_days() -> None:
    assert lag("2026-10-10", issued="2026-09-30").message == "met"  # national day lies between
    assert lag("2026-10-12", issued="2026-09-30").values["days"] == 4


def test_a_year_without_a_calendar_is_not_testable_near_the_limit() -> None:
    as_of = date(2091, 6, 1)
    near = lag("2091-04-09", issued="2091-04-02", as_of=as_of)
    assert (near.outcome, near.reason) == ("not_testable", Reason.NO_CALENDAR)
    assert lag("2091-04-04", issued="2091-04-02", as_of=as_of).outcome == "met"
    assert lag("2091-05-30", issued="2091-04-02", as_of=as_of).outcome == "unmet"


def test_without_a_date_nothing_is_late() -> None:
    where = county(**{A: policy(), B: explained(f"{NAME}解读", day="")})
    where = where.edited(f"{HOME}zcjd/", "<span>2026-10-13</span>", "")
    (one,) = findings(Lag, where, LAG)
    assert (one.outcome, one.reason) == ("not_testable", Reason.NO_DATE)
    # An undated one beside a late one may have come in time.
    where = county(**{A: policy(), B: explained(f"{NAME}解读", day=""), B2: explained(f"图解{NAME}", day="2026-11-10")})
    where = where.edited(f"{HOME}zcjd/", "2026-10-13", "近日")
    assert [one.outcome for one in findings(Lag, where, LAG)] == ["not_testable"]


# Forms and pictures


def test_words_alone_are_one_form() -> None:
    (one,) = findings(Forms, pair(), FORMS)
    assert (one.outcome, one.values["found"]) == ("unmet", 1)
    assert one.measure is not None
    assert one.measure.share == 0.5


def test_words_and_a_picture_are_two_forms() -> None:
    where = county(**{A: policy(), B: explained(f"{NAME}政策解读"), B2: explained(f"一图读懂{NAME}", text="见图")})
    assert verdicts(findings(Forms, where, FORMS)) == [("met", "met")]


def test_forms_are_open_where_the_site_was_not_read_whole_or_an_interpretation_shows_nothing_known() -> None:
    assert findings(Forms, pair(), FORMS, coverage=PARTLY)[0].reason is Reason.BUDGET
    flash = explained(f"{NAME}政策解读", text="<img src=/1.jpg width=400 height=300>")
    assert findings(Forms, pair(flash), FORMS)[0].reason is Reason.NO_TEXT


def test_old_interpretations_are_not_of_this_window() -> None:
    where = county(**{A: policy(day="2024-10-12"), B: explained(f"{NAME}政策解读", day="2024-10-13")})
    (one,) = findings(Forms, where, FORMS)
    assert (one.outcome, one.reason) == ("not_applicable", Reason.NOTHING_TO_JUDGE)


def test_policies_by_number_need_a_picture_and_others_do_not() -> None:
    (one,) = findings(Infographic, pair(), PICTURES)
    assert (one.outcome, one.values["total"], one.values["done"]) == ("unmet", 1, 0)
    bureau = county(**{A: policy(number="临民发〔2026〕5号"), B: explained(f"{NAME}政策解读")})
    (one,) = findings(Infographic, bureau, PICTURES)
    assert (one.outcome, one.reason) == ("not_applicable", Reason.NOTHING_TO_JUDGE)


def test_one_tall_picture_without_words_is_an_infographic() -> None:
    """Accessibility is another rule's matter."""
    tall = explained(f"{NAME}政策解读", text="<img src=/1.jpg width=720 height=4000>", related=links((A, "原文")))
    assert verdicts(findings(Infographic, pair(tall), PICTURES)) == [("met", "met")]
    assert verdicts(findings(Readability, pair(tall), EASE)) == [("not_testable", "no_text")]
    assert verdicts(findings(CopiedText, pair(tall), COPY)) == [("not_testable", "no_text")]
    assert verdicts(findings(Substance, pair(tall), SUBSTANCE)) == [("not_testable", "no_text")]


def test_pictures_are_open_where_the_site_was_not_read_whole() -> None:
    (one,) = findings(Infographic, silent(), PICTURES, coverage=PARTLY)
    assert (one.outcome, one.reason) == ("not_testable", Reason.BUDGET)


# Copying


OWN = "县里的老人越来越多，去年摔伤的有三百多位。镇上请人上门看过，多半摔在厕所和床边。于是办法先从这两处改起。" * 4


def copied(text: str, source: str = BODY, **more: Any) -> Finding:
    where = pair(explained(f"{NAME}政策解读", text=text, related=links((A, "原文"))), text=source)
    (one,) = findings(CopiedText, where, {**COPY, **more})
    return one


def test_an_interpretation_in_its_own_words_is_met() -> None:
    assert copied(OWN).message == "met"


def test_the_policys_own_text_under_another_title_is_shown_to_a_person_and_unmet_only_if_the_profile_says_so() -> None:
    one = copied(BODY)
    assert (one.outcome, one.message) == ("manual", "suspect")
    assert int(str(one.values["percent"])) >= 99
    assert one.evidence[-1].kind == "text"
    assert one.evidence[-1].quote[slice(*one.evidence[-1].marks[0])] in BODY
    assert copied(BODY, deduct_from=0.6).outcome == "unmet"


def test_between_the_two_limits_a_person_decides() -> None:
    half = BODY[: len(BODY) // 2] + OWN[: len(BODY) // 2]
    one = copied(half, deduct_from=0.6)
    assert (one.outcome, one.message) == ("manual", "partly")


def test_short_quotations_names_numbers_and_dates_are_no_copying() -> None:
    quotes = f"文件{NAME}（临政发〔2026〕5号）2026年10月12日公布，说到“按时间节点抓好落实”，也说到“在家门口安心养老”。"
    assert copied(OWN + quotes, BODY + quotes[:40]).message == "met"


def test_a_policy_in_an_attachment_is_not_compared() -> None:
    attached = '全文见附件。<a href="/1.pdf">养老服务办法.pdf</a>'
    one = copied(OWN, attached)
    assert (one.outcome, one.message, one.reason) == ("not_testable", "no_policy_text", Reason.NO_TEXT)


def test_an_interpretation_whose_policy_is_not_on_the_portal_is_not_compared() -> None:
    where = county(**{B: explained("《临江县殡葬管理办法》政策解读")})
    (one,) = findings(CopiedText, where, COPY)
    assert (one.outcome, one.message, one.subject) == ("not_testable", "no_policy", HOME + B[1:])


def test_a_reposted_national_interpretation_is_not_judged() -> None:
    told_by = {B2: explained("《国务院办公厅关于发展银发经济的意见》解读", text=OWN)}
    where = county(**{A: policy(), B: explained(f"{NAME}政策解读", text=OWN), **told_by})
    assert [one.subject for one in findings(CopiedText, where, COPY)] == [PAIR]
    assert [one.subject for one in findings(Substance, where, SUBSTANCE)] == [HOME + B[1:]]


# Substance and ease


FULL = "一、背景依据：老人多了。二、目的意义：住得安心。三、主要举措：改厕所。四、适用范围：全县六十岁以上老人。" + OWN


def substance(text: str, title: str = f"{NAME}政策解读") -> Finding:
    (one,) = findings(Substance, pair(explained(title, text=text)), SUBSTANCE)
    return one


def test_an_interpretation_with_the_elements_is_met() -> None:
    assert substance(FULL).values["count"] == 4


def test_praise_without_substance_is_unmet_and_says_what_is_lacking() -> None:
    one = substance("大家纷纷点赞，认为来得及时、来得解渴，充分体现了对群众的关心和支持。" * 8)
    assert (one.outcome, one.subject) == ("unmet", HOME + B[1:])
    assert one.values["lacking"] == "背景、目的、举措"


def test_a_required_element_counts_more_than_many_others() -> None:
    assert substance(FULL.replace("背景依据", "由来")).values["lacking"] == "背景"


def test_what_a_film_says_is_held_against_nobody() -> None:
    assert substance(OWN, f"视频解读：{NAME}").message == "media"
    assert substance("请看视频").message == "no_text"


def test_short_spoken_sentences_meet_the_rule_on_ease_and_official_prose_does_not() -> None:
    official = (
        "各乡镇应当切实加强组织领导统筹推进各项任务落实进一步健全工作机制不断完善政策体系强化要素保障，确保按照规定取得实效。"
        * 8
    )
    spoken = explained(f"{NAME}政策解读", text="钱从哪来？县里出。您报名就行。五天内有人上门。" * 12)
    assert verdicts(findings(Readability, pair(spoken, text=official), EASE)) == [("met", "met")]
    stiff = explained(f"{NAME}政策解读", text=official + official)
    (one,) = findings(Readability, pair(stiff, text=BODY), EASE)
    assert (one.outcome, one.subject) == ("unmet", PAIR)


# Real pages


@pytest.mark.shared
def test_the_stored_policies_of_the_state_council_raise_no_alarm_on_a_county_portal(shared: Path) -> None:
    pages: dict[str, Resource | str] = {
        f"/zcwj/content_{path.name[:2]}.html": Resource(path.read_bytes())
        for path in sorted((shared / "pages/policies").glob("*.html"))
    }
    for check, params in ALL:
        found = findings(check, county(**pages), {**params, **({"window_days": 0} if "window_days" in params else {})})
        assert {one.outcome for one in found} == {"not_applicable"}, check.rule.id
