"""Whole portals in different markups: every verdict is the one that is kept, and differs from what a person said of the
portal beforehand only where that is written down."""

import asyncio
from collections.abc import Mapping
from functools import cache

import pytest
from auditor.api import Outcome
from auditor.model.result import AuditResult
from tests.portals.audits import Audit, results
from tests.portals.expectations import differences, expected
from tests.portals.portals import AUDITS
from tests.portals.tables import FOLDER, kept, table

BY_ID = {audit.id: audit for audit in AUDITS}


@cache
def audited(audit: str) -> Mapping[str, AuditResult]:
    """One gathering serves all tests."""
    return asyncio.run(results(BY_ID[audit]))


def _marked(audit: Audit) -> object:
    return pytest.param(audit, id=audit.id, marks=[pytest.mark.browser] if audit.browser else [])


@pytest.fixture
def found(audit: Audit, request: pytest.FixtureRequest) -> Mapping[str, AuditResult]:
    if audit.browser:
        request.getfixturevalue("chromium")
    return audited(audit.id)


each = pytest.mark.parametrize("audit", [_marked(audit) for audit in AUDITS])


@each
def test_every_verdict_is_the_one_that_is_kept(audit: Audit, found: Mapping[str, AuditResult]) -> None:
    for profile, result in found.items():
        assert table(result) == kept(audit.id, profile).read_text(encoding="utf-8"), profile


@each
def test_the_verdicts_are_those_of_a_person(audit: Audit, found: Mapping[str, AuditResult]) -> None:
    known = {one.line for one in expected(audit.id).known}
    assert sorted(differences(audit.id, found)) == sorted(known)


@each
def test_the_portal_was_gathered_whole_and_nothing_broke(audit: Audit, found: Mapping[str, AuditResult]) -> None:
    for result in found.values():
        assert result.run.coverage.complete
        assert not [one for one in result.findings if one.outcome is Outcome.ERROR]


def test_what_only_a_script_shows_is_never_said_to_be_missing_without_a_browser() -> None:
    blind = audited("luoping-blind")["national-2019"]
    assert not [one for one in blind.findings if one.outcome is Outcome.UNMET and one.rule.startswith("disclosure.")]
    assert not [one for one in blind.findings if one.outcome is Outcome.UNMET and one.rule.startswith("topics.")]


def test_a_township_does_not_pay_for_the_county() -> None:
    for result in audited("liuhe").values():
        assert not [one.subject for one in result.findings if one.outcome is Outcome.UNMET]


def test_every_table_that_is_kept_belongs_to_an_audit() -> None:
    names = {kept(audit.id, profile).name for audit in AUDITS for profile in audit.profiles}
    assert {path.name for path in FOLDER.iterdir()} == names
