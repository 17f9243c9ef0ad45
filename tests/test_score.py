"""Laws of the score: what may never happen, whatever a site looks like."""

from dataclasses import replace

import pytest

from auditor.model.finding import Measure
from auditor.model.outcome import Outcome
from auditor.model.profile import Effect, EffectKind, Step
from auditor.score import ClauseStand, Stake, score
from tests.stakes import GRADES, HOME, MET, NA, OPEN, UNMET, answer, clause, deduct, stand, total, whole

# examples, each a sentence


def test_a_clause_that_is_not_applicable_leaves_numerator_and_denominator() -> None:
    got = total(clause("a", deduct(75), answer(MET)), clause("b", deduct(25), answer(NA)))
    assert (got.low, got.high, got.points) == (100, 100, 75)


def test_points_are_scaled_so_that_what_applies_is_worth_100() -> None:
    got = total(
        clause("a", deduct(60), answer(MET)),
        clause("b", deduct(15), answer(UNMET)),
        clause("c", deduct(25), answer(NA)),
    )
    assert (got.low, got.high) == (80, 80)


def test_what_is_open_counts_nothing_for_the_low_end_and_all_for_the_high_end() -> None:
    got = total(clause("a", deduct(90), answer(MET)), clause("b", deduct(10), answer(OPEN)))
    assert (got.low, got.high, got.coverage) == (90, 100, 0.9)


def test_clauses_without_points_never_open_the_range() -> None:
    advise = Effect(kind=EffectKind.ADVISE)
    got = total(clause("a", deduct(10), answer(MET)), clause("b", advise, answer(OPEN)), stand("c", [], Outcome.MANUAL))
    assert (got.low, got.high, got.coverage) == (100, 100, 1)


def test_nothing_settled_gives_no_score() -> None:
    got = total(clause("a", deduct(10), answer(OPEN)))
    assert (got.low, got.high, got.grade, got.reference) == (None, None, "", True)
    assert total().low is None


def test_each_finding_costs_its_points_up_to_the_cap() -> None:
    effect = deduct(6, "each", each=1)
    rest = clause("z", deduct(94), answer(MET))
    assert total(clause("a", effect, *(answer(UNMET, str(n)) for n in range(2))), rest).low == 98
    assert total(clause("a", effect, *(answer(UNMET, str(n)) for n in range(9))), rest).low == 94


def test_an_open_finding_that_stands_for_many_opens_as_many() -> None:
    effect = deduct(6, "each", each=1)
    rest = clause("z", deduct(94), answer(MET))
    got = total(clause("a", effect, answer(UNMET, "dead"), whole(answer(OPEN, "", count=2))), rest)
    assert (got.low, got.high) == (97, 99)
    got = total(clause("a", effect, answer(UNMET, "dead"), whole(answer(OPEN, "", count=500))), rest)
    assert (got.low, got.high) == (94, 99)


def test_one_topic_that_could_not_be_dated_opens_one_topics_points_only() -> None:
    got = total(clause("a", deduct(5, "each", each=1), answer(OPEN, "topic")), clause("z", deduct(95), answer(MET)))
    assert (got.low, got.high) == (99, 100)


def test_an_open_finding_about_the_whole_site_opens_all_the_points() -> None:
    rest = clause("z", deduct(94), answer(MET))
    got = total(clause("a", deduct(6, "each", each=1), whole(answer(OPEN))), rest)
    assert (got.low, got.high) == (94, 100)


def test_a_crash_opens_what_is_not_lost_yet() -> None:
    rest = clause("z", deduct(94), answer(MET))
    got = total(clause("a", deduct(6, "each", each=1), answer(UNMET), answer(Outcome.ERROR, "x")), rest)
    assert (got.low, got.high) == (94, 99)


def test_parts_lose_their_share_and_an_unseen_part_opens_its_own() -> None:
    parts = (
        answer(MET, "1", measure=Measure(value=1, of=1)),
        answer(UNMET, "2", measure=Measure(value=0.5, of=1)),
        answer(UNMET, "3", measure=Measure(value=0, of=1)),
        answer(OPEN, "4"),
    )
    got = total(clause("a", deduct(6, "share"), *parts), clause("z", deduct(94), answer(MET)))
    assert (got.low, got.high) == (pytest.approx(96.25), pytest.approx(97.75))


def test_a_target_below_all_is_full_when_reached() -> None:
    measure = Measure(value=4, of=10, target=0.8)
    got = total(clause("a", deduct(10, "share"), answer(UNMET, measure=measure)), clause("z", deduct(90), answer(MET)))
    assert got.low == 95


def test_steps_keep_what_the_highest_step_reached_keeps() -> None:
    effect = deduct(10, "steps", steps=[Step(from_share=0.5, keeps=0.5), Step(from_share=1, keeps=1)])
    rest = clause("z", deduct(90), answer(MET))
    assert total(clause("a", effect, answer(UNMET, measure=Measure(value=7, of=10))), rest).low == 95
    assert total(clause("a", effect, answer(UNMET, measure=Measure(value=4, of=10))), rest).low == 90


def test_a_confirmed_veto_fails_whatever_the_points() -> None:
    veto = Effect(kind=EffectKind.VETO)
    got = total(clause("a", deduct(10), answer(MET)), clause("v", veto, answer(UNMET)))
    assert (got.low, got.grade, got.vetoes) == (100, "fail", ("v",))


def test_a_veto_that_needs_a_human_eye_never_fires_alone() -> None:
    veto = Effect(kind=EffectKind.VETO)
    got = total(clause("a", deduct(10), answer(MET)), clause("v", veto, answer(Outcome.MANUAL)))
    assert (got.grade, got.vetoes, got.veto_candidates) == ("good", (), ("v",))


def test_a_veto_with_a_count_waits_for_it() -> None:
    veto = Effect(kind=EffectKind.VETO, count=2)
    one = clause("v", veto, answer(UNMET, "1"), answer(MET, "2"))
    both = clause("v", veto, answer(UNMET, "1"), answer(UNMET, "2"))
    rest = clause("a", deduct(10), answer(MET))
    assert total(rest, one).vetoes == ()
    assert total(rest, both).vetoes == ("v",)


@pytest.mark.parametrize(
    ("kept", "opened", "grade"),
    [(59, 0, "fail"), (60, 0, "pass"), (80, 0, "pass"), (81, 0, "good"), (79, 5, ""), (50, 9, "fail")],
)
def test_a_grade_is_given_for_the_whole_range_only(kept: int, opened: int, grade: str) -> None:
    stands = [clause("a", deduct(kept), answer(MET)), clause("c", deduct(100 - kept - opened), answer(UNMET))]
    if opened:
        stands.append(clause("b", deduct(opened), answer(OPEN)))
    assert total(*stands).grade == grade


def test_under_the_coverage_floor_the_score_is_only_a_reference() -> None:
    got = total(clause("a", deduct(50), answer(MET)), clause("b", deduct(50), answer(OPEN)))
    assert (got.reference, got.grade, got.low, got.high) == (True, "", 50, 100)


def test_bonus_counts_only_above_the_border_and_is_capped() -> None:
    bonus = Effect(kind=EffectKind.BONUS, points=40)
    extra = clause("+", bonus, answer(MET))
    high = total(clause("a", deduct(90), answer(MET)), clause("b", deduct(10), answer(UNMET)), extra)
    low = total(clause("a", deduct(80), answer(MET)), clause("b", deduct(20), answer(UNMET)), extra)
    assert (high.low, high.bonus_counts) == (120, True)
    assert (low.low, low.high, low.bonus_counts) == (80, 80, False)


def test_a_bonus_that_a_person_has_to_grant_opens_no_range_and_counts_once_it_is_granted() -> None:
    bonus = Effect(kind=EffectKind.BONUS, points=5)
    rest = clause("a", deduct(100), answer(MET))
    waiting = total(rest, stand("+", [Stake(bonus, ((answer(MET),),), pending=True)], Outcome.MANUAL))
    granted = total(rest, stand("+", [Stake(bonus, ((answer(MET),),))]))
    assert (waiting.low, waiting.high, waiting.bonus, waiting.bonus_open) == (100, 100, 0, 0)
    assert (granted.low, granted.high, granted.bonus) == (105, 105, 5)


def test_a_missing_parent_costs_what_hangs_on_it() -> None:
    child = replace(clause("c", deduct(6), answer(NA), parent="p"), orphan=True)
    rest = clause("z", deduct(90), answer(MET))
    got = score([clause("p", deduct(4), answer(UNMET)), child, rest], GRADES)
    assert (got.score.low, got.score.points) == (90, 100)
    assert got.accounts["p"].lost == 10
    assert got.accounts["c"].worth == 0
    assert got.accounts["p"].finding_gain == {HOME + "a": 10}


def test_whoever_pays_for_the_parent_also_pays_for_its_children() -> None:
    nearer = clause("own:1", deduct(4), answer(UNMET))
    parent = ClauseStand("base:p", UNMET, paid_by="own:1")
    child = replace(clause("base:c", deduct(6), answer(NA), parent="base:p"), orphan=True)
    got = score([nearer, parent, child, clause("z", deduct(90), answer(MET))], GRADES)
    assert got.accounts["own:1"].lost == 10


def test_gain_is_what_fixing_just_this_wins_back() -> None:
    effect = deduct(6, "each", each=1)
    rest = clause("z", deduct(94), answer(MET))
    few = score([clause("a", effect, answer(UNMET, "1"), answer(UNMET, "2")), rest], GRADES).accounts["a"]
    many = score([clause("a", effect, *(answer(UNMET, str(n)) for n in range(9))), rest], GRADES).accounts["a"]
    both = score([clause("a", deduct(6), answer(UNMET, "1"), answer(UNMET, "2")), rest], GRADES).accounts["a"]
    assert set(few.finding_gain.values()) == {1}
    assert set(many.finding_gain.values()) == {0}
    assert set(both.finding_gain.values()) == {0}


def test_the_losses_of_the_findings_add_up_to_the_loss_of_their_clause() -> None:
    effect = deduct(6, "each", each=1)
    got = score([clause("a", effect, *(answer(UNMET, str(n)) for n in range(9)))], GRADES).accounts["a"]
    assert sum(got.finding_lost.values()) == pytest.approx(got.lost)
