"""Do the rules say of the measured indicators what was measured, and nothing of what was not?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from auditor_checks.ipv6.availability import Availability
from auditor_checks.ipv6.indicators import INDICATORS, DnsHealth, InnerLinks, SamePage, Speed, Success

from auditor.api import Check, Vantage
from auditor.model.probe import Probe

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOST = "www.example.gov.cn"


class Asked:
    """The few questions that these rules ask."""

    vantage = Vantage()

    class portal:
        home = f"https://{HOST}/"

    def __init__(self, *probes: Probe) -> None:
        self._probes = probes

    def probes(self, kind: str) -> list[Probe]:
        return [probe for probe in self._probes if probe.kind == kind]


def said(check: type[Check[Any]], *probes: Probe, **params: Any) -> list[tuple[str, str]]:
    judge = check(check.params_type(**params)).judge(Asked(*probes))  # type: ignore[arg-type]
    return [(finding.outcome.value, finding.message) for finding in judge]


LEVELS = [{"level": 2, "same": 10, "n": 10, "unknown": 0}, {"level": 3, "same": 5, "n": 10, "unknown": 0}]
WEIGHED = {"C3", "L1", "S3"}  # a matter of degree: judged by the figures
TOLD: list[Any] = [one for one in INDICATORS if getattr(one, "indicator", "") not in WEIGHED]


@pytest.mark.parametrize("check", TOLD)
def test_an_indicator_is_told_as_it_was_measured(check: Any) -> None:
    def measured(outcome: str, reason: str) -> Probe:
        return Probe("ipv6", HOST, NOW, {check.indicator: {"outcome": outcome, "reason": reason, "evidence": {}}})

    assert said(check, measured("met", "")) == [("met", "met")]
    assert said(check, measured("unmet", "port-disparity")) == [("unmet", "port_disparity")]
    assert said(check, measured("not_testable", "vantage-no-ipv6")) == [("not_testable", "open")]
    assert said(check, measured("not_applicable", "no-ipv4")) == [("not_applicable", "none")]
    assert said(check) == [("not_testable", "unasked")]
    assert said(check, Probe("ipv6", "other.example", NOW, {})) == [("not_testable", "unasked")]


@pytest.mark.parametrize(
    ("check", "figures", "params", "message"),
    [
        (Success, {"v6": [8, 8], "v4": [8, 8]}, {}, "met"),
        (Success, {"v6": [7, 8], "v4": [8, 8]}, {}, "met"),  # one that is lost is nobody's proof
        (Success, {"v6": [7, 8], "v4": [8, 8]}, {"min_success": 1.0}, "met"),
        (Success, {"v6": [22, 24], "v4": [24, 24]}, {}, "met"),
        (Success, {"v6": [22, 24], "v4": [24, 24]}, {"min_success": 0.95}, "flaky"),
        (Success, {"v6": [6, 8], "v4": [8, 8]}, {}, "flaky"),
        (Success, {"v6": [6, 8], "v4": [8, 8]}, {"min_success": 0.75}, "met"),
        (InnerLinks, {"levels": [{"same": 9, "n": 10}], "n": 10}, {}, "met"),
        (InnerLinks, {"levels": [{"same": 9, "n": 10}], "n": 10}, {"min_share": 0.95}, "links_need_ipv4"),
        (InnerLinks, {"levels": [{"same": 8, "n": 8}, {"same": 6, "n": 8}], "n": 16}, {}, "links_need_ipv4"),
        (InnerLinks, {"levels": LEVELS, "n": 20}, {"levels": (2,)}, "met"),
        (InnerLinks, {"levels": LEVELS, "n": 20}, {"levels": (3,)}, "links_need_ipv4"),
        (SamePage, {"alike": 0.91, "v4_alike": 1.0}, {}, "met"),
        (SamePage, {"alike": 0.7, "v4_alike": 0.72}, {}, "met"),  # it differs from itself as much
        (SamePage, {"alike": 0.7, "v4_alike": 1.0}, {}, "content_differs"),
        (SamePage, {"alike": 0.7, "v4_alike": 1.0}, {"alike": 0.6}, "met"),
        (DnsHealth, {"cname": ["a"] * 7}, {}, "met"),
        (DnsHealth, {"cname": ["a"] * 7}, {"long_chain": 7}, "cname_long"),
        (Speed, {"v6": {"whole": 3.0}, "v4": {"whole": 2.0}}, {}, "met"),
        (Speed, {"v6": {"whole": 3.2}, "v4": {"whole": 2.0}}, {}, "degraded"),
        (Speed, {"v6": {"whole": 0.9}, "v4": {"whole": 0.1}}, {}, "met"),  # nobody notices
        (Speed, {"v6": {"whole": 0.9}, "v4": {"whole": 0.1}}, {"good_enough": {"whole": 0.5}}, "degraded"),
        (Speed, {"v6": {"whole": 3.2}, "v4": {"whole": 2.0}}, {"degraded": 1.0}, "met"),
        (Speed, {"v6": {"tls": 1.4}, "v4": {"tls": 0.2}, "lag": 0.1}, {}, "degraded"),  # more than our own machine adds
    ],
)
def test_a_matter_of_degree_is_judged_by_the_parameters(
    check: Any, figures: dict[str, Any], params: dict[str, Any], message: str
) -> None:
    probe = Probe("ipv6", HOST, NOW, {check.indicator: {"outcome": "met", "reason": "x", "evidence": figures}})
    assert said(check, probe, **params) == [("met" if message == "met" else "unmet", message)]


@pytest.mark.parametrize(
    ("check", "figures"),
    [
        (Success, {"v6": [6, 8], "v4": [6, 8]}),  # IPv4 did no better
        (Speed, {"v6": {"tls": 0.4}, "v4": {"tls": 0.2}, "lag": 0.1}),  # our own machine was busy
        (InnerLinks, {"levels": [{"level": 2, "same": 10, "n": 10, "unknown": 5}], "n": 10}),
        (InnerLinks, {"levels": [{"level": 2, "same": 0, "n": 0, "unknown": 5}], "n": 0}),
    ],
)
def test_figures_that_prove_neither_leave_it_open(check: Any, figures: dict[str, Any]) -> None:
    probe = Probe("ipv6", HOST, NOW, {check.indicator: {"outcome": "met", "reason": "", "evidence": figures}})
    assert said(check, probe) == [("not_testable", "open")]


@pytest.mark.parametrize("check", [Success, InnerLinks, Speed, SamePage, DnsHealth])
def test_what_could_not_be_measured_is_weighed_by_nobody(check: Any) -> None:
    told = {"outcome": "not_testable", "reason": "v4-control-failed", "evidence": {"v6": [1, 8], "v4": [2, 8]}}
    assert said(check, Probe("ipv6", HOST, NOW, {check.indicator: told})) == [("not_testable", "open")]


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
