"""links.inert: links that name no address. What a script does with them is not seen here: a person clicks."""

import pytest
from auditor_checks.links import Inert

from auditor.api import Finding, Outcome, Reason
from auditor.demo.site import Resource
from tests.checks.small import DAY, clean, judged, site, told, verdicts


def of(markup: str) -> list[Finding]:
    found = judged(Inert, site({"/": markup + '<a href="/b/">栏目</a>', "/b/": "<p>栏目</p>"}))
    told(Inert, found)
    return found


@pytest.mark.parametrize(
    "href", ["", "#", "###", "javascript:;", "javascript:void(0);", "JavaScript:void(0)", " javascript: "]
)
def test_a_link_without_an_address_is_for_a_person_to_click(href: str) -> None:
    (finding,) = of(f'<a href="{href}">招商引资</a>')
    assert (finding.outcome, finding.message) == (Outcome.MANUAL, "inert")
    assert (finding.values["count"], finding.values["label"]) == (1, "招商引资")
    assert finding.evidence[0].quote == "招商引资"


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="#" onclick="go()">招商引资</a>',
        '<a href="javascript:zh_tran(1)">招商引资</a>',
        '<a href="#part2">第二部分</a>',
        '<a name="top">招商引资</a>',
        '<a href="javascript:;">登录</a><a href="#">分享到微信</a><a href="#">返回顶部</a><a href="#">繁體</a>',
        '<a href="#"><i class="icon"></i></a>',
        '<div style="display:none"><a href="#">招商引资</a></div>',
        '<!-- <a href="#">招商引资</a> -->',
    ],
)
def test_buttons_and_marks_are_none(markup: str) -> None:
    assert verdicts(of(markup)) == [("met", "met")]


def test_the_clean_portal_names_all_addresses() -> None:
    assert verdicts(judged(Inert, clean(DAY))) == [("met", "met")]


def test_a_portal_that_is_down_is_not_testable() -> None:
    (one,) = judged(Inert, site({"/": Resource(status=500)}))
    assert (one.outcome, one.reason) == (Outcome.NOT_TESTABLE, Reason.HOME_DOWN)
