"""What does one effect cost, given the findings that it hangs on? Arithmetic of one stake, nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.model.finding import Finding
from auditor.model.outcome import Outcome
from auditor.model.profile import Effect

OPEN = frozenset({Outcome.NOT_TESTABLE, Outcome.MANUAL, Outcome.ERROR})
_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Answer:
    """One finding under the key by which the result knows it. `whole`: it speaks of the site, not of one thing."""

    key: str
    finding: Finding
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Stake:
    """Points at stake: one effect, and what the rules bound under it answered, one tuple a binding.

    `pending`: a person has the word (manual and assisted clauses), nothing is settled. `missing`: the very thing
    asked for is not there and other clauses hang on it, so that all is lost whatever the scale.
    """

    effect: Effect
    answers: tuple[tuple[Answer, ...], ...] = ()
    pending: bool = False
    missing: bool = False

    def __iter__(self) -> Iterator[Answer]:
        return (answer for group in self.answers for answer in group)

    def having(self, outcome: Outcome) -> list[Answer]:
        return [answer for answer in self if answer.finding.outcome is outcome]


@dataclass(frozen=True, slots=True)
class Tally:
    """The findings of a stake, counted.

    `value` of `goal` is what was settled; `waiting` is how much of it is open, `unknown` that an open finding stands
    for nobody knows how much (a crash, a page that refused us). `measured`: findings weigh by their measures.
    """

    met: int = 0
    unmet: int = 0
    open: int = 0
    value: float = 0
    goal: float = 0
    waiting: float = 0
    unknown: bool = False
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    lost: float = 0
    open: float = 0


def tally(stake: Stake) -> Tally:
    """Counts the findings. Findings with a measure weigh by it; without any measure each weighs 1."""
    measured = _measured(stake)
    sums = Tally(measured=measured)
    for group in stake.answers:
        for answer in group:
            finding = answer.finding
            if finding.outcome in OPEN:
                extent = _extent(answer, group, stake.effect)
                sums = replace(
                    sums,
                    open=sums.open + 1,
                    waiting=sums.waiting + (extent or 0),
                    unknown=sums.unknown or extent is None,
                )
            elif finding.outcome in (Outcome.MET, Outcome.UNMET):
                value, goal = _weight(finding, measured=measured)
                met = finding.outcome is Outcome.MET
                sums = replace(
                    sums,
                    met=sums.met + met,
                    unmet=sums.unmet + (not met),
                    value=sums.value + value,
                    goal=sums.goal + goal,
                )
    return sums


def points(effect: Effect, sums: Tally) -> Points:
    """How much is lost for sure, and how much more may be lost by what is open?

    An open item is neither kept nor lost. What an unmet finding has lost stays lost; the rest stays open only as far
    as the open findings can still change it.
    """
    worth = effect.points
    if effect.scale == "whole":
        return Points(lost=worth) if sums.unmet else Points(open=worth if sums.open else 0)
    if effect.scale == "each":
        lost = min(worth, effect.each * sums.unmet)
        rest = worth - lost
        if not sums.open:
            return Points(lost)
        return Points(lost, rest if sums.unknown else min(rest, effect.each * sums.waiting))
    return _by_share(effect, sums)


def _by_share(effect: Effect, sums: Tally) -> Points:
    worth = effect.points
    settled = sums.met + sums.unmet
    if sums.unknown or (sums.open and sums.waiting <= 0):
        lost = worth * (1 - _keeps(effect, _share(sums.value, sums.goal, sums.unmet))) if settled else 0.0
        return Points(lost, worth - lost)
    goal = sums.goal + sums.waiting
    best = _keeps(effect, _share(sums.value + sums.waiting, goal, sums.unmet))
    worst = _keeps(effect, _share(sums.value, goal, sums.unmet))
    return Points(worth * (1 - best), worth * (best - worst))


def _share(value: float, goal: float, unmet: int) -> float:
    """The fulfilled share. Where there was nothing to fulfil, it is all or nothing."""
    if goal <= 0:
        return 0.0 if unmet else 1.0
    return max(0.0, min(1.0, value / goal))


def _keeps(effect: Effect, share: float) -> float:
    if effect.scale == "share":
        return share
    return max((step.keeps for step in effect.steps if step.from_share <= share + _DUST), default=0.0)


def mended(sums: Tally, finding: Finding) -> Tally:
    """The tally, had this one unmet finding been met."""
    value, goal = _weight(finding, measured=sums.measured)
    return replace(sums, met=sums.met + 1, unmet=sums.unmet - 1, value=sums.value - value + goal)


def shares_of_loss(stake: Stake) -> dict[str, float]:
    """Which part of the loss is whose? Unmet findings by what they fall short, else in equal parts; sums to 1."""
    measured = _measured(stake)
    short: dict[str, float] = {}
    for answer in stake.having(Outcome.UNMET):
        value, goal = _weight(answer.finding, measured=measured)
        short[answer.key] = short.get(answer.key, 0) + (goal - value)
    total = sum(short.values())
    if stake.effect.scale in ("share", "steps") and total > 0:
        return {key: part / total for key, part in short.items()}
    return {key: 1 / len(short) for key in short}


def _measured(stake: Stake) -> bool:
    settled = (Outcome.MET, Outcome.UNMET)
    return any(answer.finding.measure and answer.finding.outcome in settled for answer in stake)


def _weight(finding: Finding, *, measured: bool) -> tuple[float, float]:
    """How much of how much does a settled finding fulfil? Beside measured ones, one without measure weighs nothing."""
    met = finding.outcome is Outcome.MET
    if finding.measure is None:
        return (0.0, 0.0) if measured else (float(met), 1.0)
    goal = finding.measure.of if finding.measure.target is None else finding.measure.of * finding.measure.target
    goal = max(0.0, goal)
    return (goal if met else max(0.0, min(goal, finding.measure.value))), goal


def _extent(answer: Answer, group: tuple[Answer, ...], effect: Effect) -> float | None:
    """For how many things does an open finding stand? None: nobody knows.

    Its measure says so (`of` things that could not be looked at), or its value `count`. Without either, one that
    speaks of a single thing stands for that, and one that speaks of the site for all that the rule asks.
    """
    finding = answer.finding
    if finding.outcome is Outcome.ERROR:
        return None
    if finding.measure is not None:
        of = finding.measure.of
        return of if finding.measure.target is None or effect.scale == "each" else of * finding.measure.target
    if effect.scale == "each":
        count = finding.values.get("count")
        return float(count) if isinstance(count, int) else None if answer.whole else 1.0
    # A share of a summed measure cannot tell what one thing more would weigh.
    apart = all(other.finding.measure is None or other.finding.measure.of == 1 for other in group)
    return 1.0 if apart and not answer.whole else None
