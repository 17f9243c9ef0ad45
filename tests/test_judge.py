"""Facts and a profile in, a result out."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from auditor.api import Evidence, Facts, Finding, Messages, Need, Opening, Portal, Probe, Reason, Visit
from auditor.judge import judge, judge_each
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.outcome import Outcome
from auditor.model.profile import EffectKind
from auditor.model.result import AuditResult, ClauseResult
from auditor.model.run import RunState
from auditor.registry import Checks
from tests.judging import HOME, Saying, SmallFacts, checks, profile, run, saying, understood

DEDUCT = {"kind": "deduct", "points": 10}
RULES = ("a.one", "a.two", "b.one")


def audit(
    *clauses: Any, facts: SmallFacts | None = None, state: RunState = RunState.GATHERED, known: Checks | None = None
) -> AuditResult:
    return judge(
        facts or SmallFacts(),  # type: ignore[arg-type]
        run(state),
        profile(*clauses),
        checks=known or checks(*RULES),
        understand=understood,
    )


def one(result: AuditResult, ref: str = "own:1") -> ClauseResult:
    return next(clause for clause in result.clauses if clause.ref == ref)


def clause(id: str = "1", rule: str = "a.one", say: str = "met", **fields: Any) -> dict[str, Any]:
    params = {"say": say, **fields.pop("params", {})}
    return {"id": id, "checks": [{"rule": rule, "params": params}], "effect": DEDUCT, **fields}


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (["met", "unmet", "open"], Outcome.UNMET),
        (["met", "crash", "open"], Outcome.ERROR),
        (["met", "open", "manual"], Outcome.NOT_TESTABLE),
        (["met", "manual"], Outcome.MANUAL),
        (["met", "na"], Outcome.MET),
        (["na"], Outcome.NOT_APPLICABLE),
    ],
)
def test_the_worst_finding_decides_a_clause(said: list[str], outcome: Outcome) -> None:
    bindings = [{"rule": "a.one", "params": {"say": say, "at": [f"{HOME}{say}"]}} for say in said]
    assert one(audit({"id": "1", "checks": bindings, "effect": DEDUCT})).outcome is outcome


def test_no_finding_at_all_is_an_error() -> None:
    result = audit(clause(params={"at": []}))
    assert one(result).outcome is Outcome.ERROR
    assert result.findings[0].message == "silent"
    assert "silent" in result.rules[0].messages


def test_a_crash_becomes_one_error_finding_and_touches_no_other_rule() -> None:
    result = audit(clause("1", say="crash"), clause("2", rule="a.two"))
    assert (one(result).outcome, one(result, "own:2").outcome) == (Outcome.ERROR, Outcome.MET)
    crash = next(finding for finding in result.findings if finding.outcome is Outcome.ERROR)
    assert (crash.message, crash.values) == ("crash", {"exception": "ZeroDivisionError"})
    assert result.score.low == 50
    assert result.score.high == 100


def test_a_crash_on_one_page_takes_back_what_the_check_said_of_others() -> None:
    class Stumbling(Saying):
        rule = saying("a.one").rule

        def on_page(self, page: Any) -> Any:
            if page.url.endswith("2"):
                raise KeyError("2")
            yield self.unmet(page.url, "said", what="page")

    facts = SmallFacts(pages=[HOME, HOME + "1", HOME + "2"])
    known = Checks({"a.one": Stumbling, "a.two": saying("a.two")}, {})
    result = audit(clause(), clause("2", rule="a.two", params={"each_page": True}), facts=facts, known=known)
    assert [finding.outcome for finding in result.findings if finding.rule == "a.one"] == [Outcome.ERROR]
    assert len([finding for finding in result.findings if finding.rule == "a.two"]) == 3


def test_all_checks_share_one_pass_over_the_pages() -> None:
    facts = SmallFacts(pages=[HOME, HOME + "1"])
    each = {"each_page": True}
    audit(clause("1", params=each), clause("2", rule="a.two", params=each), facts=facts)
    assert facts.passes == 1


def test_several_profiles_share_one_pass_and_one_answer_to_the_same_question() -> None:
    facts, known = SmallFacts(pages=[HOME, HOME + "1"]), checks("a.one")
    asked = profile(clause("1", params={"each_page": True}))
    also = profile(clause("2", params={"each_page": True}), clause("3", params={"say": "unmet"}))
    each = judge_each(facts, run(), [asked, also], checks=known, understand=understood)  # type: ignore[arg-type]
    first, second = each
    assert facts.passes == 1
    assert known.rules["a.one"].runs == ["a.one", "a.one"]  # type: ignore[attr-defined]
    assert [one.outcome for one in first.clauses] == [Outcome.MET]
    assert [one.outcome for one in second.clauses] == [Outcome.MET, Outcome.UNMET]


def test_the_same_question_is_asked_once_even_when_defaults_are_written_out() -> None:
    known = checks("a.one")
    audit(clause("1"), clause("2", params={"each_page": False}), known=known)
    assert known.rules["a.one"].runs == ["a.one"]  # type: ignore[attr-defined]


def test_a_clause_of_another_level_is_not_applicable_and_is_not_asked() -> None:
    known = checks("a.one")
    result = audit(clause(levels=["province"]), known=known)
    assert (one(result).outcome, one(result).reason) == (Outcome.NOT_APPLICABLE, Reason.LEVEL)
    assert known.rules["a.one"].runs == []  # type: ignore[attr-defined]


def test_a_clause_of_another_kind_of_site_is_not_applicable() -> None:
    result = audit(clause(kinds=["department"]))
    assert one(result).reason is Reason.LEVEL


@pytest.mark.parametrize(("day", "outcome"), [(date(2021, 12, 30), "not_applicable"), (date(2021, 12, 31), "unmet")])
def test_before_its_date_a_clause_is_shown_and_costs_nothing(day: date, outcome: str) -> None:
    later = clause("1", say="unmet", due={"on": date(2021, 12, 31)})
    result = audit(later, clause("2", rule="a.two"), facts=SmallFacts(as_of=day))
    assert one(result).outcome.value == outcome
    assert result.score.low == (100 if outcome == "not_applicable" else 50)
    assert one(result).due == date(2021, 12, 31)


def test_a_manual_clause_shows_its_reason_and_opens_nothing_without_points() -> None:
    manual = {"id": "1", "how": "manual", "reason": "内部", "reason_en": "internal"}
    result = audit(manual, clause("2"))
    assert (one(result).outcome, one(result).note, one(result).note_en) == (Outcome.MANUAL, "内部", "internal")
    assert not one(result).counted
    assert (result.score.low, result.score.high) == (100, 100)


def test_a_manual_clause_with_points_stays_open() -> None:
    result = audit({"id": "1", "how": "manual", "reason": "内部", "effect": DEDUCT}, clause("2"))
    assert (result.score.low, result.score.high) == (50, 100)


@pytest.mark.parametrize("say", ["met", "unmet"])
def test_an_assisted_clause_waits_for_a_person(say: str) -> None:
    result = audit(clause("1", say=say, how="assisted"), clause("2", rule="a.two"))
    assert one(result).outcome is Outcome.MANUAL
    assert (result.score.low, result.score.high) == (50, 100)


def test_an_assisted_veto_is_a_candidate_only() -> None:
    veto = clause("1", say="unmet", how="assisted", effect={"kind": "veto"})
    score = audit(veto, clause("2", rule="a.two")).score
    assert (score.vetoes, score.veto_candidates) == ((), ("own:1",))


# who pays


def test_the_nearest_document_pays_and_the_other_says_so() -> None:
    result = audit(("own", clause(say="unmet")), ("base", clause("x", say="unmet")))
    assert (one(result).lost, one(result, "base:x").lost) == (100, 0)
    assert one(result, "base:x").paid_by == "own:1"
    assert not one(result, "base:x").counted
    assert result.findings[0].clauses == ("own:1", "base:x")
    assert result.findings[0].lost == 100


def test_the_other_document_pays_where_the_nearer_one_does_not_apply() -> None:
    result = audit(("own", clause(say="unmet", levels=["province"])), ("base", clause("x", say="unmet")))
    assert (one(result, "base:x").paid_by, one(result, "base:x").lost) == ("", 100)


def test_a_clause_without_points_takes_nothing_over() -> None:
    result = audit(("own", clause(say="unmet", effect={"kind": "advise"})), ("base", clause("x", say="unmet")))
    assert one(result, "base:x").lost == 100


def test_bindings_of_one_clause_may_weigh_apart() -> None:
    bindings = [
        {"rule": "a.one", "params": {"say": "unmet"}, "effect": {"kind": "deduct", "points": 3}},
        {"rule": "a.two", "effect": {"kind": "deduct", "points": 1}},
        {"rule": "b.one", "params": {"say": "unmet"}},
    ]
    result = audit({"id": "1", "checks": bindings})
    assert (one(result).worth, one(result).lost, one(result).effect.points) == (100, 75, 4)
    assert [finding.lost for finding in result.findings] == [75, 0, 0]


# parents


def test_what_hangs_on_a_missing_thing_is_not_applicable_and_the_parent_pays() -> None:
    parent = clause("p", say="absent", effect={"kind": "deduct", "points": 4})
    child = clause("c", rule="a.two", say="open", parent="own:p", effect={"kind": "deduct", "points": 6})
    result = audit(parent, child, clause("z", rule="b.one"))
    assert (one(result, "own:c").outcome, one(result, "own:c").reason) == (
        Outcome.NOT_APPLICABLE,
        Reason.PARENT_MISSING,
    )
    assert (one(result, "own:p").lost, result.score.low) == (50, 50)


def test_a_parent_that_is_only_faulty_leaves_its_children_alone() -> None:
    parent = clause("p", say="unmet", effect={"kind": "deduct", "points": 4})
    child = clause("c", rule="a.two", say="met", parent="own:p", effect={"kind": "deduct", "points": 6})
    result = audit(parent, child)
    assert one(result, "own:c").outcome is Outcome.MET
    assert result.score.low == 60


def test_a_child_that_was_found_all_the_same_is_judged_by_what_was_found() -> None:
    parent = clause("p", say="absent", effect={"kind": "deduct", "points": 4})
    child = clause("c", rule="a.two", say="met", parent="own:p", effect={"kind": "deduct", "points": 6})
    assert audit(parent, child).score.low == 60


def test_a_check_that_says_itself_that_its_parent_is_missing_is_paid_for_by_the_parent() -> None:
    parent = clause("p", say="unmet", effect={"kind": "deduct", "points": 4})
    child = clause("c", rule="a.two", say="orphan", parent="own:p", effect={"kind": "deduct", "points": 6})
    result = audit(parent, child)
    assert (one(result, "own:p").lost, result.score.low) == (100, 0)


def test_inside_one_clause_the_duty_that_is_unmet_pays_for_what_hangs_on_it() -> None:
    bindings = [
        {"rule": "a.one", "params": {"say": "unmet"}, "effect": {"kind": "deduct", "points": 2}},
        {"rule": "a.two", "params": {"say": "orphan"}, "effect": {"kind": "deduct", "points": 1}},
    ]
    result = audit({"id": "1", "checks": bindings}, clause("z", rule="b.one", effect={"kind": "deduct", "points": 7}))
    assert (one(result).lost, result.score.low) == (30, 70)


def test_nobody_pays_where_the_parent_is_not_unmet() -> None:
    parent = clause("p", say="na", effect={"kind": "deduct", "points": 4})
    child = clause("c", rule="a.two", say="orphan", parent="own:p", effect={"kind": "deduct", "points": 6})
    result = audit(parent, child, clause("z", rule="b.one"))
    assert (result.score.low, result.score.points) == (100, 10)


# needs


def test_a_home_page_that_could_not_be_read_leaves_rules_that_need_pages_not_testable() -> None:
    visit = Visit(HOME, Opening.DEAD, fault=Fault(FaultKind.REFUSED, Whose.SITE, lasting=False), looks=2)
    known = checks(saying("a.one"), saying("a.two", needs=[Need.DNS]))
    probes = [Probe("aaaa", "www.example.gov.cn", datetime(2024, 6, 3, tzinfo=UTC), {"status": "ok"})]
    facts = SmallFacts(pages=[], visit=visit, probes=probes)
    result = audit(clause(), clause("2", rule="a.two"), facts=facts, state=RunState.HOME_DOWN, known=known)
    assert (one(result).outcome, one(result).reason) == (Outcome.NOT_TESTABLE, Reason.HOME_DOWN)
    assert one(result, "own:2").outcome is Outcome.MET
    assert result.findings[0].evidence[0].values["fault"] == "refused"


def test_an_interrupted_run_that_never_asked_for_the_home_page_says_not_gathered() -> None:
    result = audit(clause(), facts=SmallFacts(pages=[]), state=RunState.INTERRUPTED)
    assert one(result).reason is Reason.NOT_GATHERED


@pytest.mark.parametrize(
    ("need", "reason"),
    [(Need.DNS, Reason.NOT_GATHERED), (Need.IPV6, Reason.NOT_GATHERED), (Need.BROWSER, Reason.NO_BROWSER)],
)
def test_what_was_not_gathered_makes_a_check_not_testable(need: Need, reason: Reason) -> None:
    result = audit(clause(), known=checks(saying("a.one", needs=[need])))
    assert (one(result).outcome, one(result).reason) == (Outcome.NOT_TESTABLE, reason)


def test_a_rule_whose_family_could_not_be_loaded_is_an_error() -> None:
    result = audit(clause(rule="gone.rule"), clause("2"))
    assert one(result).outcome is Outcome.ERROR
    assert next(rule for rule in result.rules if rule.id == "gone.rule").messages.keys() == {"not_loaded"}


def test_a_check_may_use_a_name_of_the_engine_for_a_message_of_its_own() -> None:
    class Own(Saying):
        rule = saying("a.one").rule
        messages = Messages(crash="{name} 崩了", said="说 {what}")

    result = audit(clause(say="crash"), known=Checks({"a.one": Own}, {}))
    assert result.findings[0].message == "engine_crash"
    assert result.rules[0].messages["engine_crash"].format(exception="E")


# findings


def test_a_subject_named_twice_becomes_one_finding_with_the_worst_outcome_and_all_evidence() -> None:
    class Twice(Saying):
        rule = saying("a.one").rule

        def judge(self, facts: Facts) -> Any:
            yield self.met("s", "said", what="1", evidence=Evidence(kind="page", url="1"))
            yield self.unmet("s", "said", what="2", evidence=Evidence(kind="page", url="2"))

    result = audit(clause(), known=Checks({"a.one": Twice}, {}))
    assert [finding.outcome for finding in result.findings] == [Outcome.UNMET]
    assert [evidence.url for evidence in result.findings[0].evidence] == ["2", "1"]


def test_one_rule_asked_two_ways_about_one_subject_keeps_two_findings_with_keys_of_their_own() -> None:
    result = audit(clause("1", say="met"), clause("2", say="unmet"))
    keys = [finding.fingerprint for finding in result.findings]
    assert len(set(keys)) == 2
    assert one(result).findings != one(result, "own:2").findings
    plain = Finding(rule="a.one", outcome=Outcome.MET, subject=HOME, message="said").fingerprint
    assert one(result).findings == (plain,)


def test_a_finding_without_a_reason_where_one_is_due_is_a_fault_of_the_check() -> None:
    class Mute(Saying):
        rule = saying("a.one").rule

        def judge(self, facts: Facts) -> Any:
            yield Finding(rule="a.one", outcome=Outcome.NOT_TESTABLE, subject="s", message="said")

    assert one(audit(clause(), known=Checks({"a.one": Mute}, {}))).outcome is Outcome.ERROR


def test_every_message_can_be_filled_from_its_values() -> None:
    says = ["met", "unmet", "open", "na", "crash", "manual"]
    result = audit(*(clause(say, say=say, params={"at": [HOME + say]}) for say in says))
    for finding in result.findings:
        templates = [rule.messages[finding.message] for rule in result.rules if finding.message in rule.messages]
        assert templates[0].format(**finding.values)


def test_clauses_stand_in_document_order_and_findings_sorted() -> None:
    result = audit(clause("9"), clause("1", rule="a.two"))
    assert [clause.ref for clause in result.clauses] == ["own:9", "own:1"]
    assert [finding.rule for finding in result.findings] == ["a.one", "a.two"]


def test_judging_again_gives_the_same_bytes() -> None:
    says = ["met", "unmet", "open", "crash"]
    clauses = [clause(say, say=say, params={"at": [HOME + say, HOME + "x"]}) for say in says]
    assert audit(*clauses).model_dump_json() == audit(*clauses).model_dump_json()


def test_portals_of_another_level_are_judged_by_their_own_clauses() -> None:
    facts = SmallFacts(portal=Portal(home=HOME, level="province", kind="portal"))  # type: ignore[arg-type]
    result = audit(clause("1", levels=["province"]), clause("2", levels=["county"]), facts=facts)
    assert [clause.outcome for clause in result.clauses] == [Outcome.MET, Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("unmet", "open_", "outcome", "effect"),
    [(5, 0, "unmet", "veto"), (2, 0, "met", "advise"), (4, 1, "not_testable", "veto"), (0, 0, "met", "advise")],
)
def test_a_veto_that_takes_five_is_no_verdict_on_two(unmet: int, open_: int, outcome: str, effect: str) -> None:
    bound = [
        {"rule": "a.one", "params": {"say": say, "at": [f"{HOME}{say}{n}" for n in range(count)]}}
        for say, count in (("unmet", unmet), ("open", open_), ("met", 1))
        if count
    ]
    result = audit({"id": "1", "effect": {"kind": "veto", "count": 5}, "checks": bound})
    assert result.clauses[0].outcome == outcome
    assert result.score.vetoes == (("own:1",) if outcome == "unmet" else ())
    assert {one.effect for one in result.findings if one.outcome is Outcome.UNMET} <= {EffectKind(effect)}
