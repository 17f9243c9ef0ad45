"""interpretations.*: links between a policy and its interpretation, and interpretations printed below their policy."""

from typing import Any

import pytest
from auditor_checks.interpretations import (
    BackLink,
    CopiedText,
    Coverage,
    ForwardLink,
)

from auditor.api import Check, Reason
from auditor.demo.site import Resource, Site
from tests.checks.county import BODY, county, explained, policy
from tests.checks.interpreted import B2, COPY, COVERAGE, NAME, OWN, PAIR, WINDOW, A, B, findings, pair, related
from tests.checks.small import HOME, doc, links, rows, verdicts

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
