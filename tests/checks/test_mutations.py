"""Clean portal + one mutation ⇒ exactly that finding and its named consequences."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import pytest

from auditor import registry
from auditor.anatomy import understand
from auditor.api import Check, Finding, Outcome, Reason, Vantage
from auditor.demo.mutations import MUTATIONS, SEEDED, Planted, mutated, seeded
from auditor.demo.portal import clean
from auditor.demo.site import Site
from auditor.model.profile import EffectKind, How
from auditor.model.url import host_of
from auditor.profile import resolve
from tests.checks.small import DAY
from tests.memory import facts_of

CHECKS = registry.checks()
OURS = tuple(  # what is measured address by address: tests/checks/test_ipv6_measured.py
    one for one in MUTATIONS if one.rule in CHECKS and not getattr(CHECKS[one.rule], "indicator", "")
)


@lru_cache(maxsize=2)
def bound(*, bonus: bool = False) -> tuple[Check, ...]:
    """Every check of these families as the national profile binds it, each once. Without `bonus` those that a person
    grants are left out: not to have won one is no fault."""
    made: dict[str, Check] = {}
    for placed in resolve("national-2019").clauses:
        if not bonus and placed.clause.how is How.ASSISTED and placed.clause.effect.kind is EffectKind.BONUS:
            continue
        for binding in placed.clause.checks:
            if binding.rule in CHECKS:
                check = CHECKS[binding.rule]
                params = check.params_type.model_validate(binding.params)
                made.setdefault(f"{binding.rule} {params}", check(params))
    return tuple(made.values())


def audited(site: Site, *, as_of: date = DAY, ipv6: bool | None = True) -> Iterator[Finding]:
    facts = understand(facts_of(site, as_of=as_of, vantage=Vantage(ipv6=ipv6)))
    for check in bound():
        on_pages = (finding for page in facts.pages() for finding in check.on_page(page)) if _reads(check) else ()
        for finding in (*on_pages, *check.judge(facts)):
            check.messages[finding.message].format(**finding.values)
            assert (finding.reason is not None) is (finding.outcome in (Outcome.NOT_TESTABLE, Outcome.NOT_APPLICABLE))
            yield finding


def _reads(check: Check) -> bool:
    """Has the check something to say of each page?"""
    return type(check).on_page is not Check.on_page


@lru_cache(maxsize=1)
def of_the_clean_portal() -> frozenset[tuple[str, str, str]]:
    return frozenset((one.rule, one.outcome, one.subject) for one in audited(clean(DAY)))


def test_the_clean_portal_has_no_fault() -> None:
    assert {one for one in of_the_clean_portal() if one[1] == Outcome.UNMET} == set()


def expected(planted: Planted) -> Outcome:
    """A fault that only a browser shows is not testable here, where there is none."""
    return Outcome.NOT_TESTABLE if "browser" in planted.needs else Outcome(planted.outcome)


def seen(planted: Planted) -> bool:
    """Was the page read that the fault is about? Pages of other organs are looked at, and may not be read."""
    site = mutated(DAY, planted.id)
    if planted.rule != "links.wrong" or planted.subject not in site.resources or host_of(planted.subject) in site.home:
        return True
    return facts_of(site, as_of=DAY).page(planted.subject) is not None


@pytest.mark.parametrize("planted", OURS, ids=lambda planted: planted.id)
def test_a_mutation_gives_its_finding_and_its_named_consequences(planted: Planted) -> None:
    if not seen(planted):
        pytest.skip("a page of another organ, which was not read")
    findings = list(audited(mutated(DAY, planted.id)))
    told = {(one.rule, one.outcome, one.subject) for one in findings}
    if planted.subject:
        assert (planted.rule, expected(planted), planted.subject) in told, planted.what
    else:
        assert (planted.rule, expected(planted)) in {(rule, outcome) for rule, outcome, _subject in told}, planted.what
    new = {rule for rule, outcome, _subject in told - of_the_clean_portal() if outcome != Outcome.MET}
    assert new <= {planted.rule, *planted.also}, planted.what
    unmet = {(rule, subject) for rule, outcome, subject in told if outcome == Outcome.UNMET}
    assert unmet <= {(planted.rule, planted.subject), *planted.beside}
    if expected(planted) is not Outcome.UNMET:
        assert (planted.rule, Outcome.UNMET) not in {(rule, outcome) for rule, outcome, _subject in told}


@pytest.mark.parametrize("as_of", [date(2026, 1, 5), date(2026, 2, 28), date(2027, 7, 1)])
def test_the_clean_portal_is_clean_on_any_day(as_of: date) -> None:
    assert [one for one in audited(clean(as_of), as_of=as_of) if one.outcome is Outcome.UNMET] == []


def test_the_seeded_portal_shows_every_fault_and_nothing_else() -> None:
    ours = [one for one in SEEDED if one.rule in CHECKS and expected(one) is Outcome.UNMET and seen(one)]
    faults = {(one.rule, one.subject) for one in ours}
    shown = [one for one in audited(seeded(DAY)) if one.outcome is Outcome.UNMET]
    consequences = {key for one in SEEDED for key in one.beside}
    assert faults <= {(one.rule, one.subject) for one in shown} <= faults | consequences
    assert len({one.fingerprint for one in shown}) == len(shown)


def test_without_ipv6_of_our_own_no_rule_that_connects_is_met_or_unmet() -> None:
    findings = [one for one in audited(seeded(DAY), ipv6=False) if one.rule == "ipv6.home-reachable"]
    assert {(one.outcome, one.reason) for one in findings} == {(Outcome.NOT_TESTABLE, Reason.NO_IPV6)}


def test_two_audits_of_one_portal_tell_the_same_in_the_same_order() -> None:
    assert list(audited(seeded(DAY))) == list(audited(seeded(DAY)))
