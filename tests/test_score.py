"""Laws of the score: what may never happen, whatever a site looks like."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.finding import Finding, Measure
from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import Effect, EffectKind, Grades, Step
from auditor.model.result import Score
from auditor.score import Answer, ClauseStand, Stake, score

HOME = "https://www.example.gov.cn/"
GRADES = Grades()
MET, UNMET, OPEN, NA = Outcome.MET, Outcome.UNMET, Outcome.NOT_TESTABLE, Outcome.NOT_APPLICABLE
REASONS = {OPEN: Reason.BLOCKED, NA: Reason.NOTHING_TO_JUDGE}


def answer(outcome: Outcome, subject: str = "a", *, measure: Measure | None = None, **values: int) -> Answer:
    url = HOME + subject
    reason = REASONS.get(outcome)
    finding = Finding(
        rule="x.y", outcome=outcome, subject=url, message="m", values=values, reason=reason, measure=measure
    )
    return Answer(url, finding)


def whole(one: Answer) -> Answer:
    return replace(one, whole=True)


def deduct(points: float, scale: str = "whole", **more: object) -> Effect:
    return Effect.model_validate({"kind": "deduct", "points": points, "scale": scale, **more})


def stand(ref: str, stakes: Sequence[Stake], outcome: Outcome | None = None, **more: object) -> ClauseStand:
    outcomes = {one.finding.outcome for stake in stakes for one in stake}
    order = (UNMET, Outcome.ERROR, OPEN, Outcome.MANUAL, MET, NA)
    return ClauseStand(ref, outcome or next((o for o in order if o in outcomes), NA), stakes=tuple(stakes), **more)  # type: ignore[arg-type]


def clause(ref: str, effect: Effect, *answers: Answer, **more: object) -> ClauseStand:
    return stand(ref, [Stake(effect, (answers,))], **more)  # type: ignore[arg-type]


def total(*stands: ClauseStand) -> Score:
    return score(stands, GRADES).score


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


# laws

measures = st.one_of(
    st.none(), st.builds(lambda value: Measure(value=value, of=1), st.sampled_from([0, 0.25, 0.5, 0.75]))
)
outcomes = st.sampled_from([MET, UNMET, OPEN, Outcome.MANUAL, Outcome.ERROR, NA])
effects = st.one_of(
    st.builds(deduct, st.integers(1, 20)),
    st.builds(
        lambda points, each: deduct(points, "each", each=each), st.integers(1, 20), st.sampled_from([0.1, 0.5, 1, 3])
    ),
    st.builds(lambda points: deduct(points, "share"), st.integers(1, 20)),
    st.builds(
        lambda points: deduct(points, "steps", steps=[Step(from_share=0.5, keeps=0.5), Step(from_share=1, keeps=1)]),
        st.integers(1, 20),
    ),
    st.builds(lambda points: Effect(kind=EffectKind.BONUS, points=points), st.integers(1, 40)),
    st.builds(lambda count: Effect(kind=EffectKind.VETO, count=count), st.integers(1, 3)),
    st.just(Effect(kind=EffectKind.ADVISE)),
)


@st.composite
def clauses(draw: st.DrawFn) -> list[ClauseStand]:
    made: list[ClauseStand] = []
    for number in range(draw(st.integers(1, 5))):
        effect = draw(effects)
        measured = draw(st.booleans()) and effect.scale in ("share", "steps")
        drawn = draw(st.lists(st.tuples(outcomes, measures), min_size=1, max_size=5))
        answers = [
            answer(
                outcome,
                f"{number}-{index}",
                measure=(Measure(value=1, of=1) if outcome is MET else measure or Measure(value=0, of=1))
                if measured and outcome in (MET, UNMET)
                else None,
            )
            for index, (outcome, measure) in enumerate(drawn)
        ]
        made.append(clause(f"c{number}", effect, *answers, family=draw(st.sampled_from(["a", "b"]))))
    return made


def changed(stands: Sequence[ClauseStand], seed: int, change: Callable[[Answer], Answer | None]) -> list[ClauseStand]:
    """The same clauses with one finding changed, picked by the seed among those that `change` takes."""
    places = [
        (number, index)
        for number, one in enumerate(stands)
        for index, it in enumerate(one.stakes[0])
        if change(it) is not None
    ]
    if not places:
        return list(stands)
    number, index = places[seed % len(places)]
    found = list(stands[number].stakes[0])
    new = change(found[index])
    assert new is not None
    found[index] = new
    stake = replace(stands[number].stakes[0], answers=(tuple(found),))
    again = stand(stands[number].ref, [stake], family=stands[number].family)
    return [again if place == number else one for place, one in enumerate(stands)]


def becoming(before: Outcome, after: Outcome) -> Callable[[Answer], Answer | None]:
    def change(one: Answer) -> Answer | None:
        if one.finding.outcome is not before:
            return None
        measure = one.finding.measure
        if after in (MET, UNMET) and measure:
            measure = measure.model_copy(update={"value": 1.0 if after is MET else 0.0})
        reason = REASONS.get(after)
        fields = {"outcome": after, "reason": reason, "measure": None if after is OPEN else measure}
        return replace(one, finding=one.finding.model_copy(update=fields))

    return change


@given(clauses())
def test_the_low_end_is_never_above_the_high_end(stands: list[ClauseStand]) -> None:
    got = total(*stands)
    if got.low is not None and got.high is not None:
        assert 0 <= got.low <= got.high <= 130


@given(clauses(), st.integers(0, 99))
def test_a_finding_that_turns_bad_never_raises_the_score(stands: list[ClauseStand], seed: int) -> None:
    before, after = total(*stands), total(*changed(stands, seed, becoming(MET, UNMET)))
    if before.low is not None and after.low is not None:
        assert after.low <= before.low + 1e-5
        assert (after.high or 0) <= (before.high or 0) + 1e-5


@given(clauses(), st.integers(0, 99))
def test_seeing_less_never_raises_the_low_end_nor_lowers_the_high_end(stands: list[ClauseStand], seed: int) -> None:
    stands = [one for one in stands if not _summed(one)]
    before, after = total(*stands), total(*changed(stands, seed, becoming(MET, OPEN)))
    if before.low is not None and after.low is not None:
        assert after.low <= before.low + 1e-5
        assert (after.high or 0) >= (before.high or 0) - 1e-5


@given(clauses(), st.integers(0, 99), st.sampled_from([MET, UNMET]))
def test_settling_what_is_open_stays_inside_the_range(stands: list[ClauseStand], seed: int, settled: Outcome) -> None:
    stands = [one for one in stands if not _summed(one)]
    before, after = total(*stands), total(*changed(stands, seed, becoming(OPEN, settled)))
    if before.low is not None and after.low is not None and not after.vetoes:
        assert after.low >= before.low - 1e-5
        assert (after.high or 0) <= (before.high or 0) + 1e-5


def _summed(one: ClauseStand) -> bool:
    """Mixes measured and unmeasured findings, or has a crash among shares: there the loss is told as it stands."""
    stake = one.stakes[0]
    if stake.effect.scale not in ("share", "steps"):
        return False
    found = [it.finding for it in stake]
    return any(it.measure for it in found) or any(it.outcome is Outcome.ERROR for it in found)


@given(clauses(), st.randoms(use_true_random=False))
def test_the_order_of_clauses_and_findings_makes_no_difference(
    stands: list[ClauseStand], chance: random.Random
) -> None:
    mixed = []
    for one in stands:
        found = list(one.stakes[0])
        chance.shuffle(found)
        mixed.append(replace(one, stakes=(replace(one.stakes[0], answers=(tuple(found),)),)))
    chance.shuffle(mixed)
    assert total(*mixed) == total(*stands)


@given(clauses())
def test_all_met_is_a_hundred(stands: list[ClauseStand]) -> None:
    met = [
        clause(one.ref, one.stakes[0].effect, *(answer(MET, str(n)) for n, _it in enumerate(one.stakes[0])))
        for one in stands
        if one.stakes[0].effect.kind is EffectKind.DEDUCT
    ]
    if met:
        assert (total(*met).low, total(*met).high) == (100, 100)


@given(clauses(), clauses())
def test_deleting_a_column_never_raises_the_score(children: list[ClauseStand], others: list[ClauseStand]) -> None:
    rest = [replace(one, ref=f"o{one.ref}") for one in others if one.stakes[0].effect.kind is not EffectKind.VETO]
    hanging = [replace(one, parent="p") for one in children if one.stakes[0].effect.kind is EffectKind.DEDUCT]
    here = clause("p", deduct(4), answer(MET))
    gone = clause("p", deduct(4), answer(UNMET))
    orphans = [
        replace(clause(one.ref, one.stakes[0].effect, answer(NA, one.ref), parent="p"), orphan=True) for one in hanging
    ]
    before, after = total(here, *hanging, *rest), total(gone, *orphans, *rest)
    if before.low is not None and after.low is not None:
        assert after.low <= before.low + 1e-5
        assert (after.high or 0) <= (before.high or 0) + 1e-5


@given(clauses())
def test_clauses_and_families_add_up(stands: list[ClauseStand]) -> None:
    got = score(stands, GRADES)
    if got.score.low is not None:
        assert sum(family.worth for family in got.score.families) == pytest.approx(100, abs=1e-3)
        assert sum(family.lost for family in got.score.families) == pytest.approx(got.score.lost, abs=1e-3)
        assert sum(family.open for family in got.score.families) == pytest.approx(got.score.open, abs=1e-3)


@given(clauses(), st.integers(0, 99))
def test_fixing_a_finding_wins_back_no_less_than_it_says(stands: list[ClauseStand], seed: int) -> None:
    stands = [one for one in stands if one.stakes[0].effect.kind is EffectKind.DEDUCT and not _summed(one)]
    gains = [
        (one.ref, key, gain)
        for one in stands
        for key, gain in score(stands, GRADES).accounts[one.ref].finding_gain.items()
    ]
    if not gains:
        return
    ref, key, gain = gains[seed % len(gains)]
    before = total(*stands)
    number = next(place for place, one in enumerate(stands) if one.ref == ref)

    def fix(one: Answer) -> Answer | None:
        return becoming(UNMET, MET)(one) if one.key == key else None

    after = total(*stands[:number], *changed([stands[number]], 0, fix), *stands[number + 1 :])
    if before.high is not None and after.high is not None:
        assert after.high >= before.high + gain - 1e-5
