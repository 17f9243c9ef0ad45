"""Rules of single pages on stored real pages: what they say is what a person sees there."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from auditor.anatomy import understand
from auditor.api import Check, Finding, Outcome, Vantage
from auditor.demo.site import Resource, Site
from tests.checks.real_faults import (
    BARRIERS,
    HANDAN,
    MARKS,
    PAGE_RULES_AS_HOME,
    POLICY_AS_HOME,
    POLICY_BARRIERS,
    SAID,
    TIMELESS,
    UNTAGGED,
)
from tests.checks.small import DAY, HOME
from tests.checks.test_mutations import bound
from tests.checks.test_page_rules import OURS
from tests.checks.test_real_pages import audited, listed, portal
from tests.memory import facts_of


def of_pages(findings: Iterable[Finding], outcome: Outcome = Outcome.UNMET) -> set[tuple[str, str]]:
    return {(one.rule, one.message) for one in findings if one.outcome is outcome and one.rule in OURS}


def on_pages(pages: dict[str, bytes]) -> list[Finding]:
    """What the rules that see each page say of these pages."""
    resources = {url: Resource(body, content_type="text/html; charset=utf-8") for url, body in pages.items()}
    where = Site(HOME, resources, today=DAY)
    facts = understand(facts_of(where, as_of=DAY, vantage=Vantage(ipv6=False), probes=()))
    checks: list[Check[Any]] = [check for check in bound() if check.rule.id in OURS]
    return [finding for page in facts.pages() for check in checks for finding in check.on_page(page)]


@pytest.mark.shared
@pytest.mark.parametrize("name", listed())
def test_a_real_page_as_home_page_has_the_faults_that_a_person_sees(shared: Path, name: str) -> None:
    expected, lacking = PAGE_RULES_AS_HOME.get(name, POLICY_AS_HOME)
    findings = audited({"http://www.zhen.gov.test/": (shared / "pages" / name).read_bytes()}, bonus=True)
    assert of_pages(findings) == expected | {("access.static", "short")}
    static = {one.subject for one in findings if one.rule == "access.static" and one.outcome is Outcome.UNMET}
    assert {subject.rpartition("#")[2] for subject in static} == BARRIERS.get(name, POLICY_BARRIERS)
    footer = next(one for one in findings if one.rule == "identity.footer")
    assert footer.values.get("missing", "") == "、".join(lacking)
    assert footer.outcome is (Outcome.UNMET if lacking else Outcome.MET)


@pytest.mark.shared
@pytest.mark.parametrize("name", listed())
def test_articles_among_the_real_pages(shared: Path, name: str) -> None:
    url = f"http://www.zhen.gov.test/zwgk/x/{Path(name).name}"
    findings = audited(portal(url, (shared / "pages" / name).read_bytes()))
    told_of = {one for one in of_pages(findings) if one[0].startswith("articles.") or one[0] == "metadata.article"}
    labels = {"articles.date-format": TIMELESS, "metadata.article": UNTAGGED}
    assert told_of == {(rule, "short") for rule, pages in labels.items() if name in pages}


@pytest.mark.shared
def test_the_rules_of_texts_alarm_on_at_most_one_real_page_in_ten(shared: Path) -> None:
    names = listed()
    alarms = [
        (name, finding.rule, finding.values)
        for name in names
        for finding in on_pages({HOME: (shared / "pages" / name).read_bytes()})
    ]
    assert len(alarms) <= len(names) / 10, alarms


@pytest.mark.shared
@pytest.mark.parametrize(("name", "rule", "said"), SAID)
def test_each_fault_planted_into_the_words_of_a_real_page_is_found(
    shared: Path, name: str, rule: str, said: str
) -> None:
    body = (shared / "pages" / name).read_text("utf-8", errors="replace")
    changed = (
        body.replace("</body>", f"{said}</body>") if said else body.replace("<title>", "<title>澳门葡京娱乐城_", 1)
    )
    assert changed != body
    before, after = (
        {(one.rule, one.message) for one in on_pages({HOME: page.encode()}) if one.outcome is Outcome.MANUAL}
        for page in (body, changed)
    )
    assert {found for found, _message in after - before} == {rule}


def test_there_are_twenty_planted_faults_and_seven_marks() -> None:
    assert (len(SAID), len(MARKS)) == (20, 7)


@pytest.mark.shared
def test_the_handan_footer_has_its_seven_marks_and_a_badge_of_another_is_rejected(shared: Path) -> None:
    body = (shared / "pages" / HANDAN).read_bytes()
    red = body.replace(b"</body>", b'<img src="http://dcs.conac.cn/image/red_error.png"></body>')
    for page, missing in ((body, None), (red, MARKS[0])):
        (footer,) = [one for one in audited({"http://www.zhen.gov.test/": page}) if one.rule == "identity.footer"]
        assert footer.values.get("missing") == missing
