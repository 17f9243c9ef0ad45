"""The four cases of the rules that judge what was measured: the sample portal over the wire, with one fault each."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import lru_cache

import pytest

from auditor.anatomy import understand
from auditor.api import Finding, Outcome, Probe, Vantage
from auditor.crawl.pace import Pace
from auditor.crawl.robots import Origins
from auditor.demo.mutations import MUTATIONS, Planted, mutated
from auditor.demo.portal import clean
from auditor.demo.serve import Served
from auditor.demo.site import Site
from auditor.ipv6.portal import indicator_probes
from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher
from auditor.net.resolve import Resolver
from auditor.profile import resolve
from auditor.registry import installed
from tests.checks.small import DAY
from tests.conftest import skip_or_fail
from tests.memory import facts_of

MEASURED = {rule: check for rule, check in installed().rules.items() if getattr(check, "indicator", "")}
OURS = tuple(one for one in MUTATIONS if one.rule in MEASURED)


async def measured(site: Site) -> tuple[Probe, ...]:
    """What `--ipv6 full` gathers of a site that is served on loopback."""

    async def nobody(host: str, pictures: object) -> None:
        raise AssertionError("no pictures were asked for")

    at = datetime.combine(DAY, time(3), UTC)
    async with Served(site) as served:
        settings = served.settings(GatherSettings(ipv6="full", render="never", timeout=5))
        settings = settings.model_copy(update={"ipv6_gap": 0.0})
        pace, resolver = Pace(settings), Resolver(settings)
        async with Fetcher(settings, resolver, pace) as fetcher:
            manners = Origins(fetcher, pace).of
            asked = (served.portal, settings, resolver, fetcher, lambda: at, manners)
            return await indicator_probes(*asked, gate=pace, keep=nobody)


def judged(site: Site, probes: tuple[Probe, ...]) -> Mapping[str, Finding]:
    """The finding of each rule as the profile of the seven metrics binds it; the worse where it is bound twice."""
    facts = understand(facts_of(site, as_of=DAY, vantage=Vantage(ipv6=True), probes=probes))
    found: dict[str, Finding] = {}
    for placed in resolve("ipv6-2024").clauses:
        for binding in placed.clause.checks:
            if binding.rule in MEASURED:
                check = MEASURED[binding.rule]
                (finding,) = check(check.params_type.model_validate(binding.params)).judge(facts)
                if binding.rule not in found or finding.outcome is Outcome.UNMET:
                    found[binding.rule] = finding
    return found


@lru_cache(maxsize=1)
def of_the_clean_portal() -> Mapping[str, Finding]:
    site = clean(DAY)
    return judged(site, asyncio.run(measured(site)))


@pytest.fixture(autouse=True)
def six() -> None:
    if not Served(clean(DAY)).ipv6:
        skip_or_fail("ipv6", "no ::1 here")


def test_the_clean_portal_meets_every_scored_metric() -> None:
    told = {rule: finding.outcome for rule, finding in of_the_clean_portal().items()}
    scored = {one.rule for one in OURS}
    assert {rule: told[rule] for rule in scored} == dict.fromkeys(scored, Outcome.MET)


@pytest.mark.parametrize("planted", OURS, ids=lambda planted: planted.id)
def test_a_fault_of_ipv6_is_measured_and_judged_as_what_it_is(planted: Planted) -> None:
    site = mutated(DAY, planted.id)
    told = judged(site, asyncio.run(measured(site)))
    assert (told[planted.rule].outcome, told[planted.rule].subject) == (Outcome(planted.outcome), planted.subject)
    sound = {rule: one.outcome for rule, one in of_the_clean_portal().items()}
    new = {rule for rule, one in told.items() if one.outcome is Outcome.UNMET and sound[rule] is not Outcome.UNMET}
    assert new <= {planted.rule, *planted.also}
