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
from auditor.demo.site import Name, Resource
from tests.checks.county import BODY, NUMBER, county, explained, policy
from tests.checks.interpreted import (
    A2,
    A3,
    B2,
    COPY,
    COVERAGE,
    EASE,
    FORMS,
    LAG,
    NAME,
    PARTLY,
    PICTURES,
    SUBSTANCE,
    WINDOW,
    A,
    B,
    findings,
    pair,
    silent,
)
from tests.checks.small import DAY, HOME, clean, doc, links, site, verdicts

ALL: tuple[tuple[type[Check[Any]], Mapping[str, Any]], ...] = (
    (Coverage, COVERAGE), (ForwardLink, WINDOW), (BackLink, WINDOW), (Lag, LAG), (Forms, FORMS),
    (Infographic, PICTURES), (CopiedText, COPY), (Substance, SUBSTANCE), (Readability, EASE),
    (TextEquivalent, {}),
)  # fmt: skip


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


def test_an_interpretation_that_is_only_listed_may_be_a_picture() -> None:
    """Nobody saw what the row leads to; a dead address shows nothing to anybody."""
    where = county(**{A: policy(), B: explained("《临江县殡葬管理办法》政策解读")})
    row = '<li><a href="/zcjd/content_77.html">临江县养老服务办法解读</a><span>2026-10-14</span></li></ul>'
    where = where.edited(f"{HOME}zcjd/", "</ul>", row)
    (one,) = findings(Infographic, where, PICTURES, skipped={f"{HOME}zcjd/content_77.html": "blocked"})
    assert (one.outcome, one.reason) == ("not_testable", Reason.NOT_GATHERED)
    assert verdicts(findings(Infographic, where, PICTURES)) == [("unmet", "unmet")]


def test_pictures_are_open_where_the_site_was_not_read_whole() -> None:
    (one,) = findings(Infographic, silent(), PICTURES, coverage=PARTLY)
    assert (one.outcome, one.reason) == ("not_testable", Reason.BUDGET)


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
