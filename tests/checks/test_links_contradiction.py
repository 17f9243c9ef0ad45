"""links.contradiction: a link that says one thing and opens another. Most that look like it do not."""

from urllib.parse import urlsplit

import pytest
from auditor_checks.links import Contradiction

from auditor.api import Finding, Outcome, Reason
from auditor.demo.site import Resource
from tests.checks.contradictions import CASES, NUMBERS, PERSONS, RIGHT, TEXT, THREE, Case, named
from tests.checks.small import DAY as TODAY
from tests.checks.small import HOME, clean, judged, links, site, told, verdicts


def of(case: Case, about: str) -> list[Finding]:
    found = judged(Contradiction, site(dict(case.pages)), params={"about": about})
    told(Contradiction, found)
    return found


def held(found: list[Finding], outcome: Outcome) -> set[tuple[str, str]]:
    return {(one.message, urlsplit(one.subject).path[1:]) for one in found if one.outcome is outcome}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_link_that_contradicts_its_page_is_told_and_no_other(case: Case) -> None:
    proven, candidates = of(case, "proven"), of(case, "candidates")
    assert held(proven, Outcome.UNMET) == case.proven
    assert held(candidates, Outcome.MANUAL) == case.candidates
    assert held(proven, Outcome.MANUAL) == held(candidates, Outcome.UNMET) == set()


def test_the_traps_outnumber_the_faults() -> None:
    assert sum(1 for case in CASES if not case.proven and not case.candidates) > len(CASES) / 2


@pytest.mark.parametrize("case", [NUMBERS[3], PERSONS[0]], ids=lambda case: case.id)
def test_what_agrees_is_met(case: Case) -> None:
    assert verdicts(of(case, "proven")) == [("met", "met")]


def test_the_evidence_shows_the_link_and_the_page() -> None:
    (finding,) = of(NUMBERS[0], "proven")
    link, page = finding.evidence
    assert (link.url, link.target) == (HOME + "zc/", HOME + "zc/1.html")
    assert page.url == HOME + "zc/1.html"
    assert finding.values["number"] == "临政发〔2026〕3号"
    assert finding.values["found"] == "临政发〔2026〕8号"


def test_nothing_contradicts_on_the_clean_portal() -> None:
    for about, message in (("proven", "met"), ("candidates", "met_candidates")):
        assert verdicts(judged(Contradiction, clean(TODAY), params={"about": about})) == [("met", message)]


def test_pages_that_refuse_us_are_not_compared() -> None:
    wall = Resource(b"<html><title>403</title></html>", status=403)
    pages = {"/": links(("/ld/", "领导之窗")) + TEXT, "/ld/": named(*RIGHT) + TEXT, **dict.fromkeys(THREE, wall)}
    (one,) = judged(Contradiction, site(pages), params={"about": "proven"})
    assert (one.outcome, one.message, one.reason) == (Outcome.NOT_TESTABLE, "unsettled", Reason.BLOCKED)


def test_a_portal_without_such_links_has_nothing_to_compare() -> None:
    (one,) = judged(Contradiction, site({"/": links(("/b/", "栏目")), "/b/": TEXT}), params={"about": "proven"})
    assert (one.outcome, one.message) == (Outcome.NOT_APPLICABLE, "nothing")


def test_a_portal_that_is_down_is_not_testable() -> None:
    (one,) = judged(Contradiction, site({"/": Resource(status=500)}), params={"about": "proven"})
    assert (one.outcome, one.reason) == (Outcome.NOT_TESTABLE, Reason.HOME_DOWN)
