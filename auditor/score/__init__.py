"""How does the site stand? Points, range, vetoes and grade from what was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import EffectKind, Grades
from auditor.model.result import FamilyScore, Score
from auditor.score.stake import OPEN, Answer, Points, Stake, mended, points, shares_of_loss, tally

__all__ = ["Account", "Answer", "ClauseStand", "Scored", "Stake", "score"]

POINTS = (EffectKind.DEDUCT, EffectKind.BONUS)


@dataclass(frozen=True, slots=True)
class ClauseStand:
    """One clause as judged, ready to be counted.

    `stakes` are empty when it takes no part (advise, not applicable by level or date, paid by `paid_by`). `orphan`:
    not applicable because what it hangs on is missing, which pays for it.
    """

    ref: str
    outcome: Outcome
    family: str = ""
    parent: str = ""
    paid_by: str = ""
    orphan: bool = False
    stakes: tuple[Stake, ...] = ()


@dataclass(slots=True)
class Account:
    """The points of one clause on the 100 scale (bonus: as they are), and of its findings by key."""

    worth: float = 0
    lost: float = 0
    open: float = 0
    counted: bool = False
    finding_lost: dict[str, float] = field(default_factory=dict)
    finding_open: dict[str, float] = field(default_factory=dict)
    finding_gain: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scored:
    score: Score
    accounts: Mapping[str, Account]


@dataclass(slots=True)
class _Ledger:
    """Points per clause before scaling: deductions and bonus kept apart, in entries that are summed in the end."""

    worth: list[float] = field(default_factory=list)
    points: list[Points] = field(default_factory=list)
    bonus_worth: list[float] = field(default_factory=list)
    bonus: list[Points] = field(default_factory=list)


def score(stands: Sequence[ClauseStand], grades: Grades) -> Scored:
    """Counts all clauses. The order of clauses and findings makes no difference."""
    known = {stand.ref: stand for stand in stands}
    ledgers = {stand.ref: _Ledger() for stand in stands}
    accounts = {stand.ref: Account() for stand in stands}
    for stand in stands:
        for stake in stand.stakes:
            if stake.effect.kind not in POINTS or not grades.scored:
                continue
            if _applies(stake, stand):
                _enter(stake, stand, ledgers[stand.ref], accounts[stand.ref])
            elif stake.effect.kind is EffectKind.DEDUCT and (payer := _payer(stake, stand, known)):
                ledgers[payer.ref].worth.append(stake.effect.points)
                ledgers[payer.ref].points.append(Points(stake.effect.points))
                _blame(payer, stake.effect.points, accounts[payer.ref])
    worth = fsum(part for ledger in ledgers.values() for part in sorted(ledger.worth))
    scale = 100 / worth if worth else 0
    for ref, ledger in ledgers.items():
        _close(accounts[ref], ledger, scale)
    return Scored(_total(stands, ledgers, accounts, worth, grades), accounts)


def _applies(stake: Stake, stand: ClauseStand) -> bool:
    if stake.pending:  # a bonus that a person has to grant takes no part until then: else every score were a range
        return stake.effect.kind is not EffectKind.BONUS
    return not stand.orphan and any(answer.finding.outcome is not Outcome.NOT_APPLICABLE for answer in stake)


def _enter(stake: Stake, stand: ClauseStand, ledger: _Ledger, account: Account) -> None:
    """Counts one stake that applies, and tells each finding its part."""
    effect = stake.effect
    sums = tally(stake)
    if stake.pending:
        got = Points(open=effect.points)
    elif stake.missing and sums.unmet:
        got = Points(lost=effect.points)
    else:
        got = points(effect, sums)
    bonus = effect.kind is EffectKind.BONUS
    (ledger.bonus_worth if bonus else ledger.worth).append(effect.points)
    (ledger.bonus if bonus else ledger.points).append(got)
    if got.lost > 0:
        for key, part in shares_of_loss(stake).items():
            _add(account.finding_lost, key, got.lost * part)
        for answer in stake.having(Outcome.UNMET):
            after = points(effect, mended(sums, answer.finding))
            _add(account.finding_gain, answer.key, max(0.0, got.lost - after.lost))
    waiting = [answer for answer in stake if stake.pending or answer.finding.outcome in OPEN]
    for answer in waiting:
        _add(account.finding_open, answer.key, got.open / len(waiting))


def _payer(stake: Stake, stand: ClauseStand, known: Mapping[str, ClauseStand]) -> ClauseStand | None:
    """Who pays for a stake that is not applicable because its parent is missing? None: nobody, it does not count.

    Another duty of the same clause that is unmet, else the nearest unmet clause among those it hangs on, or whoever
    pays for that one.
    """
    if not stand.orphan and not any(answer.finding.reason is Reason.PARENT_MISSING for answer in stake):
        return None
    if any(other.having(Outcome.UNMET) for other in stand.stakes if other is not stake):
        return stand
    seen = {stand.ref}
    at = known.get(stand.parent)
    while at and at.ref not in seen:
        seen.add(at.ref)
        if at.paid_by in known:
            at = known[at.paid_by]
        elif at.outcome is Outcome.UNMET:
            return at
        else:
            at = known.get(at.parent)
    return None


def _blame(payer: ClauseStand, worth: float, account: Account) -> None:
    """The loss of a missing thing goes to the findings that say it is missing."""
    keys = {answer.key for stake in payer.stakes for answer in stake.having(Outcome.UNMET)}
    for key in keys:
        _add(account.finding_lost, key, worth / len(keys))
        if len(keys) == 1:
            _add(account.finding_gain, key, worth)


def _close(account: Account, ledger: _Ledger, scale: float) -> None:
    lost = fsum(sorted(part.lost for part in ledger.points))
    open_ = fsum(sorted(part.open for part in ledger.points))
    bonus = bool(ledger.bonus) and not ledger.points
    account.counted = bool(ledger.worth or ledger.bonus_worth)
    if bonus:
        account.worth = _round(fsum(sorted(ledger.bonus_worth)))
        account.lost = _round(fsum(sorted(part.lost for part in ledger.bonus)))
        account.open = _round(fsum(sorted(part.open for part in ledger.bonus)))
        scale = 1
    else:
        account.worth, account.lost, account.open = (
            _round(scale * fsum(sorted(ledger.worth))),
            _round(scale * lost),
            _round(scale * open_),
        )
    for parts in (account.finding_lost, account.finding_open, account.finding_gain):
        for key in parts:
            parts[key] = _round(parts[key] * scale)


def _total(
    stands: Sequence[ClauseStand],
    ledgers: Mapping[str, _Ledger],
    accounts: Mapping[str, Account],
    worth: float,
    grades: Grades,
) -> Score:
    vetoes, candidates = _vetoes(stands)
    raw_lost = fsum(sorted(part.lost for ledger in ledgers.values() for part in ledger.points))
    raw_open = fsum(sorted(part.open for ledger in ledgers.values() for part in ledger.points))
    coverage = _round(1 - raw_open / worth) if worth else 0.0
    families = _families(stands, ledgers, accounts, worth)
    if not worth or coverage <= 0:
        return Score(
            grade="fail" if vetoes else "",
            reference=True,
            points=_round(worth),
            worth=100.0 if worth else 0.0,
            open=100.0 if worth else 0.0,
            vetoes=vetoes,
            veto_candidates=candidates,
            families=families,
        )
    lost, open_ = 100 * raw_lost / worth, 100 * raw_open / worth
    low, high = _round(100 - lost - open_), _round(100 - lost)
    bonus, bonus_open = _bonus(ledgers)
    reference = coverage < grades.coverage_floor
    grade = "fail" if vetoes else "" if reference else _grade(low, high, grades)
    counts = low > grades.bonus_above and not vetoes
    return Score(
        low=_round(low + min(grades.bonus_cap, bonus)) if counts else low,
        # What is open may still lift the site over the border, so the upper end holds the bonus that it then would get.
        high=_round(high + min(grades.bonus_cap, bonus + bonus_open))
        if high > grades.bonus_above and not vetoes
        else high,
        grade=grade,
        reference=reference,
        coverage=coverage,
        points=_round(worth),
        worth=100.0,
        lost=_round(lost),
        open=_round(open_),
        bonus=_round(bonus),
        bonus_open=_round(bonus_open),
        bonus_counts=counts,
        vetoes=vetoes,
        veto_candidates=candidates,
        families=families,
    )


def _grade(low: float, high: float, grades: Grades) -> str:
    """One grade for the whole range, or none."""
    if high < grades.fail_below:
        return "fail"
    if low > grades.bonus_above:
        return "good"
    return "pass" if low >= grades.fail_below and high <= grades.bonus_above else ""


def _bonus(ledgers: Mapping[str, _Ledger]) -> tuple[float, float]:
    """Bonus points won, and those still open."""
    worth = fsum(sorted(part for ledger in ledgers.values() for part in ledger.bonus_worth))
    lost = fsum(sorted(part.lost for ledger in ledgers.values() for part in ledger.bonus))
    open_ = fsum(sorted(part.open for ledger in ledgers.values() for part in ledger.bonus))
    return worth - lost - open_, open_


def _vetoes(stands: Iterable[ClauseStand]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Confirmed vetoes and candidates. What waits for a person never fires alone."""
    confirmed: list[str] = []
    candidates: list[str] = []
    for stand in stands:
        for stake in stand.stakes:
            if stake.effect.kind is not EffectKind.VETO or stand.orphan:
                continue
            unmet, manual = len(stake.having(Outcome.UNMET)), len(stake.having(Outcome.MANUAL))
            if unmet >= stake.effect.count and not stake.pending:
                confirmed.append(stand.ref)
            elif unmet + manual >= stake.effect.count:
                candidates.append(stand.ref)
    return tuple(sorted(set(confirmed))), tuple(sorted(set(candidates) - set(confirmed)))


def _families(
    stands: Sequence[ClauseStand],
    ledgers: Mapping[str, _Ledger],
    accounts: Mapping[str, Account],
    worth: float,
) -> tuple[FamilyScore, ...]:
    scale = 100 / worth if worth else 0
    table: list[FamilyScore] = []
    for family in sorted({stand.family for stand in stands if accounts[stand.ref].counted}):
        members = [stand for stand in stands if stand.family == family and accounts[stand.ref].counted]
        books = [ledgers[stand.ref] for stand in members]
        total = scale * fsum(sorted(part for book in books for part in book.worth))
        lost = scale * fsum(sorted(part.lost for book in books for part in book.points))
        open_ = scale * fsum(sorted(part.open for book in books for part in book.points))
        outcomes = [stand.outcome for stand in members]
        table.append(
            FamilyScore(
                family=family,
                worth=_round(total),
                kept=_round(total - lost - open_),
                lost=_round(lost),
                open=_round(open_),
                met=outcomes.count(Outcome.MET),
                unmet=outcomes.count(Outcome.UNMET),
                undecided=sum(outcome in OPEN for outcome in outcomes),
            )
        )
    return tuple(table)


def _add(parts: dict[str, float], key: str, value: float) -> None:
    parts[key] = parts.get(key, 0) + value


def _round(value: float) -> float:
    """Points to a millionth: what floating sums leave beyond is no verdict."""
    return round(value, 6) + 0.0
