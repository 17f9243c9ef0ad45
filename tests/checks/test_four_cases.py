"""A rule may deduct or veto only if the suite holds its four cases."""

import pytest

from auditor.demo.mutations import MUTATIONS
from auditor.model.outcome import Outcome
from auditor.model.profile import EffectKind
from auditor.profile import resolve
from tests.profiles.snapshots import SHIPPED

PAYING = (EffectKind.DEDUCT, EffectKind.VETO)


def paying_rules() -> list[str]:
    return sorted(
        {
            binding.rule
            for profile in SHIPPED
            for placed in resolve(profile).clauses
            for binding in placed.clause.checks
            if (binding.effect or placed.clause.effect).kind in PAYING
        }
    )


@pytest.mark.parametrize("rule", paying_rules())
def test_a_rule_that_costs_points_has_a_fault_a_decoy_and_a_case_that_cannot_be_seen(rule: str) -> None:
    """The fourth, met, is the clean portal itself, which every decoy is planted into as well."""
    planted = [one for one in MUTATIONS if one.rule == rule]
    cases = {
        "unmet": any(one.outcome == Outcome.UNMET for one in planted),
        "decoy": any(one.outcome == Outcome.MET and one.id.startswith("decoy-") for one in planted),
        "not_testable": any(one.outcome == Outcome.NOT_TESTABLE for one in planted),
    }
    assert all(cases.values()), f"{rule}: {', '.join(name for name, there in cases.items() if not there)} missing"
