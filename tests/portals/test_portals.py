"""Whole portals in different markups: every verdict is the one that is kept, and differs from what a person said of the
portal beforehand only where that is written down."""

import pytest
from auditor.api import Outcome
from tests.portals.audits import Audit, results
from tests.portals.expectations import differences, expected
from tests.portals.portals import AUDITS
from tests.portals.tables import FOLDER, kept, table


def _marked(audit: Audit) -> object:
    return pytest.param(audit, id=audit.id, marks=[pytest.mark.browser] if audit.browser else [])


# One test an audit: each is gathered once, on whichever core.
@pytest.mark.parametrize("audit", [_marked(audit) for audit in AUDITS])
async def test_the_verdicts_are_those_kept_and_those_of_a_person(audit: Audit, request: pytest.FixtureRequest) -> None:
    if audit.browser:
        request.getfixturevalue("chromium")
    found = await results(audit)
    for result in found.values():
        assert result.run.coverage.complete
        assert not [one for one in result.findings if one.outcome is Outcome.ERROR]
    assert sorted(differences(audit.id, found)) == sorted(one.line for one in expected(audit.id).known)
    for profile, result in found.items():
        assert table(result) == kept(audit.id, profile).read_text(encoding="utf-8"), profile


def _told(audit: str) -> list[str]:
    return [line.strip() for path in FOLDER.glob(f"{audit}.*.txt") for line in path.read_text("utf-8").splitlines()]


def test_what_only_a_script_shows_is_never_said_to_be_missing_without_a_browser() -> None:
    accused = [line for line in _told("luoping-blind") if line.startswith("unmet ")]
    assert accused
    assert not [line for line in accused if line.startswith(("unmet disclosure.", "unmet topics.", "unmet identity."))]


def test_a_township_does_not_pay_for_the_county() -> None:
    assert not [line for line in _told("liuhe") if line.startswith(("unmet ", "manual ")) and "/liuhe/" not in line]
    assert [line for line in _told("qinghe") if line.startswith("unmet ")]


def test_every_table_that_is_kept_belongs_to_an_audit() -> None:
    names = {kept(audit.id, profile).name for audit in AUDITS for profile in audit.profiles}
    assert {path.name for path in FOLDER.iterdir()} == names


def test_labels_that_are_faults_of_the_auditor_say_so() -> None:
    assert {one.whose for audit in AUDITS for one in expected(audit.id).known} <= {"label", "auditor"}
