"""links.hidden: links that nobody is meant to see, or that have no business here. A person decides, never the check."""

from urllib.parse import urlsplit

import pytest
from auditor_checks.links import Hidden

from auditor.api import Finding, Outcome, Reason
from auditor.demo.site import Resource, Site
from tests.checks.foreign_links import DARK, SOUND, Case
from tests.checks.small import DAY, HOME, clean, judged, links, site, told, verdicts

TEXT = "<p>" + "县政府办公室就有关情况作出说明，欢迎社会各界监督。" * 20 + "</p>"


def portal(case: Case) -> Site:
    body = f"<html><head><title>栏目</title></head><body>{TEXT}{case.body}</body></html>{case.after}"
    return site(
        {"/": links(("/b/", "栏目")) + TEXT, "/b/": Resource(body.encode(), content_type="text/html; charset=utf-8")}
    )


def of(where: Site) -> list[Finding]:
    found = judged(Hidden, where)
    told(Hidden, found)
    assert {one.outcome for one in found} <= {Outcome.MET, Outcome.MANUAL, Outcome.NOT_APPLICABLE}
    return found


@pytest.mark.parametrize("case", DARK, ids=lambda case: case.id)
def test_what_was_planted_by_strangers_is_a_candidate(case: Case) -> None:
    (finding,) = of(portal(case))
    assert (finding.outcome, finding.message) == (Outcome.MANUAL, case.message)
    assert {urlsplit(one.target).hostname for one in finding.evidence} == case.found
    assert {one.url for one in finding.evidence} == {HOME + "b/"}


@pytest.mark.parametrize("case", SOUND, ids=lambda case: case.id)
def test_ordinary_hidden_blocks_and_foreign_links_are_none(case: Case) -> None:
    assert [one.message for one in of(portal(case)) if one.outcome is Outcome.MANUAL] == []


def test_a_block_of_a_template_is_told_once() -> None:
    farm = next(case for case in DARK if case.id == "farm-not-shown")
    pages = {f"/{name}/": farm.body + TEXT for name in "abc"}
    where = site({"/": links(*((path, "栏目") for path in pages)) + farm.body, **pages})
    (finding,) = of(where)
    assert finding.subject == HOME


def test_the_clean_portal_hides_nothing() -> None:
    assert verdicts(of(clean(DAY))) == [("met", "met")]


def test_a_portal_that_is_down_is_not_testable() -> None:
    (one,) = judged(Hidden, site({"/": Resource(status=500)}))
    assert (one.outcome, one.reason) == (Outcome.NOT_TESTABLE, Reason.HOME_DOWN)
