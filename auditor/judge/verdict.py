"""What comes of a clause? Its outcome, what hangs on it, who pays, and which points are at stake."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.judge.accepting import ATTESTABLE, word
from auditor.judge.asking import WORST
from auditor.judge.plan import Key, Planned
from auditor.model.finding import Finding
from auditor.model.known import Attestation
from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import Binding, Effect, EffectKind, How
from auditor.score import Answer, ClauseStand, Stake

MISSING = frozenset({"absent", "missing"})
"""Message ids by which a check says that the very thing it looks for is not there."""

MAY_BE = frozenset({Outcome.UNMET, Outcome.NOT_TESTABLE, Outcome.MANUAL, Outcome.ERROR})
SETTLED = frozenset({Outcome.MET, Outcome.UNMET})
PAYING = frozenset({EffectKind.DEDUCT, EffectKind.BONUS})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One clause judged. `answers` are its findings by binding, under the keys of the result."""

    planned: Planned
    outcome: Outcome
    reason: Reason | None
    answers: tuple[tuple[Answer, ...], ...]
    stakes: tuple[Stake, ...] = ()
    paid_by: str = ""
    missing: bool = False
    orphan: bool = False
    attested: Attestation | None = None

    @property
    def ref(self) -> str:
        return self.planned.placed.ref

    @property
    def family(self) -> str:
        clause = self.planned.placed.clause
        return clause.family or next((binding.rule.partition(".")[0] for binding in clause.checks), "")

    @property
    def stand(self) -> ClauseStand:
        return ClauseStand(
            ref=self.ref,
            outcome=self.outcome,
            family=self.family,
            parent=self.planned.placed.clause.parent,
            paid_by=self.paid_by,
            orphan=self.orphan,
            stakes=self.stakes,
        )


def verdicts(
    clauses: Sequence[Planned], answers: Mapping[Key, tuple[Answer, ...]], attestations: Mapping[str, Attestation]
) -> tuple[Verdict, ...]:
    """One verdict a clause, in the order of the profile. An attestation settles its clause if nothing else does."""
    parents = {planned.placed.clause.parent for planned in clauses}
    judged = {
        planned.placed.ref: _attested(_judged(planned, answers, parents), attestations.get(planned.placed.ref))
        for planned in clauses
    }
    for ref in judged:
        judged[ref] = _hung(ref, judged, ())
    claims: dict[Key, str] = {}
    return tuple(_staked(verdict, claims) for verdict in judged.values())


def worst(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcome of several together. None at all is an error, never a silent pass."""
    return min(outcomes, key=WORST.index, default=Outcome.ERROR)


def _judged(planned: Planned, answers: Mapping[Key, tuple[Answer, ...]], parents: set[str]) -> Verdict:
    clause = planned.placed.clause
    if planned.barred:
        return Verdict(planned, Outcome.NOT_APPLICABLE, planned.barred, ())
    if clause.how is How.MANUAL:
        return Verdict(planned, Outcome.MANUAL, None, ())
    groups = tuple(answers[key] for key in planned.keys)
    findings = [answer.finding for group in groups for answer in group]
    outcome = worst([finding.outcome for finding in findings])
    if clause.how is How.ASSISTED and outcome in SETTLED:
        outcome = Outcome.MANUAL
    if clause.effect.kind is EffectKind.VETO and outcome is Outcome.UNMET:
        outcome = _of_many(findings, clause.effect.count)
    missing = planned.placed.ref in parents and outcome is Outcome.UNMET and any(map(_says_missing, findings))
    return Verdict(planned, outcome, _reason(outcome, findings), groups, missing=missing)


def _of_many(findings: Sequence[Finding], count: int) -> Outcome:
    """The outcome of a veto that takes so many: fewer are none, unless what is open may be the rest."""
    outcomes = [finding.outcome for finding in findings]
    if outcomes.count(Outcome.UNMET) >= count:
        return Outcome.UNMET
    return Outcome.NOT_TESTABLE if sum(one in MAY_BE for one in outcomes) >= count else Outcome.MET


def _attested(verdict: Verdict, said: Attestation | None) -> Verdict:
    if said is None or verdict.outcome not in ATTESTABLE:
        return verdict
    return replace(verdict, outcome=said.outcome, reason=word(said).finding.reason, attested=said)


def _says_missing(finding: Finding) -> bool:
    if finding.outcome is not Outcome.UNMET:
        return False
    nothing = finding.measure is not None and finding.measure.value <= 0 < finding.measure.of
    return finding.message in MISSING or nothing


def _reason(outcome: Outcome, findings: Sequence[Finding]) -> Reason | None:
    """The reason of most findings with the outcome of the clause; a missing parent goes before all others."""
    reasons = Counter(finding.reason for finding in findings if finding.outcome is outcome and finding.reason)
    if Reason.PARENT_MISSING in reasons:
        return Reason.PARENT_MISSING
    return min(reasons, key=lambda reason: (-reasons[reason], reason.value), default=None)


def _hung(ref: str, judged: Mapping[str, Verdict], trail: tuple[str, ...]) -> Verdict:
    """A clause of which nothing was settled, under a parent that is missing, is not applicable: the parent pays."""
    verdict = judged[ref]
    parent = verdict.planned.placed.clause.parent
    if verdict.orphan or parent not in judged or parent in trail:
        return verdict
    above = _hung(parent, judged, (*trail, ref))
    if not (above.missing or above.orphan) or verdict.planned.barred:
        return verdict
    findings = [answer.finding for group in verdict.answers for answer in group]
    undecided = (Outcome.NOT_APPLICABLE, Outcome.NOT_TESTABLE)
    if verdict.outcome not in undecided or any(finding.outcome in SETTLED for finding in findings):
        return verdict
    return replace(verdict, outcome=Outcome.NOT_APPLICABLE, reason=Reason.PARENT_MISSING, orphan=True)


def _staked(verdict: Verdict, claims: dict[Key, str]) -> Verdict:
    """The points at stake. A question that a nearer clause already pays for takes no part here."""
    planned = verdict.planned
    clause = planned.placed.clause
    if planned.barred:
        return verdict
    if clause.how is How.MANUAL:
        effect = clause.effect
        if effect.kind is EffectKind.ADVISE:
            return verdict
        stake = Stake(effect, ((word(verdict.attested),),)) if verdict.attested else Stake(effect, pending=True)
        return replace(verdict, stakes=(stake,))
    pending = clause.how is How.ASSISTED and verdict.outcome is Outcome.MANUAL
    waits = clause.how is How.ASSISTED and verdict.attested is None  # a bonus that a person grants takes no part before
    shared: list[tuple[Answer, ...]] = []
    stakes: list[Stake] = []
    payers: list[str] = []
    groups = verdict.answers if verdict.attested is None else ((word(verdict.attested),),) * len(clause.checks)
    for binding, key, group in zip(clause.checks, planned.keys, groups, strict=True):
        effect = effect_of(binding, clause.effect)
        if effect.kind is EffectKind.ADVISE or (waits and effect.kind is EffectKind.BONUS):
            continue
        if effect.kind in PAYING and claims.setdefault(key, verdict.ref) != verdict.ref:
            payers.append(claims[key])
        elif binding.effect:
            stakes.append(_stake(effect, (group,), pending, verdict))
        else:
            shared.append(group)
    if shared:
        stakes.append(_stake(clause.effect, tuple(shared), pending, verdict))
    return replace(verdict, stakes=tuple(stakes), paid_by=payers[0] if payers and not stakes else "")


def _stake(effect: Effect, groups: tuple[tuple[Answer, ...], ...], pending: bool, verdict: Verdict) -> Stake:
    gone = verdict.missing and any(_says_missing(answer.finding) for group in groups for answer in group)
    return Stake(effect, groups, pending, gone)


def effect_of(binding: Binding, effect: Effect) -> Effect:
    return binding.effect or effect
