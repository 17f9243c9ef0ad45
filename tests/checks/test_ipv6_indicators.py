"""Do the rules say of the measured indicators what was measured, and nothing of what was not?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from auditor_checks.ipv6.availability import Availability
from auditor_checks.ipv6.indicators import INDICATORS

from auditor.api import Check
from auditor.model.probe import Probe

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOST = "www.example.gov.cn"


class Asked:
    """The few questions that these rules ask."""

    class vantage:
        mapped: tuple[str, ...] = ()

    class portal:
        home = f"https://{HOST}/"

    def __init__(self, *probes: Probe) -> None:
        self._probes = probes

    def probes(self, kind: str) -> list[Probe]:
        return [probe for probe in self._probes if probe.kind == kind]


def said(check: type[Check[Any]], *probes: Probe, **params: Any) -> list[tuple[str, str]]:
    judge = check(check.params_type(**params)).judge(Asked(*probes))  # type: ignore[arg-type]
    return [(finding.outcome.value, finding.message) for finding in judge]


@pytest.mark.parametrize("check", INDICATORS)
def test_an_indicator_is_told_as_it_was_measured(check: Any) -> None:
    def measured(outcome: str, reason: str) -> Probe:
        return Probe("ipv6", HOST, NOW, {check.indicator: {"outcome": outcome, "reason": reason, "evidence": {}}})

    assert said(check, measured("met", "")) == [("met", "met")]
    assert said(check, measured("unmet", "port-disparity")) == [("unmet", "port_disparity")]
    assert said(check, measured("not_testable", "vantage-no-ipv6")) == [("not_testable", "open")]
    assert said(check, measured("not_applicable", "no-ipv4")) == [("not_applicable", "none")]
    assert said(check) == [("not_testable", "unasked")]
    assert said(check, Probe("ipv6", "other.example", NOW, {})) == [("not_testable", "unasked")]


def week(failing: int, *, n: int = 168, v4: bool = True, elapsed: float = 1.0, ours: bool = True) -> list[Probe]:
    every = timedelta(days=7) / n

    def one(at: int) -> Probe:
        over6 = {"ok": at >= failing, "why": "", "elapsed": elapsed, "address": ""}
        over4 = {"ok": v4 or at >= failing, "why": "", "elapsed": elapsed, "address": ""}
        return Probe("availability", HOST, NOW + at * every, {"ipv6": ours, "v4": over4, "v6": over6})

    return [one(at) for at in range(n)]


def test_a_week_of_probes_is_judged_by_the_share_that_failed() -> None:
    assert said(Availability, *week(0), family="v6") == [("met", "met")]
    assert said(Availability, *week(8), family="v6") == [("met", "met")]
    assert said(Availability, *week(9), family="v6") == [("unmet", "failing")]
    assert said(Availability, *week(9), family="any") == [("met", "met")]
    assert said(Availability, *week(9, v4=False), family="any") == [("unmet", "failing")]
    assert said(Availability, *week(0, elapsed=16), family="any") == [("unmet", "failing")]


def test_too_few_probes_a_short_time_or_our_own_line_prove_nothing() -> None:
    assert said(Availability, *week(50)[:60]) == [("not_testable", "few")]
    assert said(Availability, *week(168, ours=False), family="v6") == [("not_testable", "few")]
    assert said(Availability, *week(168, v4=False), family="v6") == [("not_testable", "few")]
    assert said(Availability) == [("not_testable", "few")]
