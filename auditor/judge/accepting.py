"""What people said beforehand, laid over what was found: waivers, announced maintenance, attestations."""

from collections.abc import Mapping
from datetime import date

from auditor.judge.plan import Key
from auditor.model.finding import Finding
from auditor.model.known import Attestation, Known, Waiver
from auditor.model.outcome import Outcome, Reason
from auditor.model.result import AttestationUse, WaiverUse
from auditor.score import Answer

ACCEPTABLE = frozenset({Outcome.UNMET, Outcome.MANUAL})
ATTESTABLE = frozenset({Outcome.MANUAL, Outcome.NOT_TESTABLE})
ATTESTED = "attestation.clause"
"""The rule under which a person's word is counted. It stands in no list of rules: nothing was checked."""

Answers = Mapping[Key, tuple[Answer, ...]]
Waived = Mapping[str, Waiver]
"""The waiver behind each finding that is waived, by fingerprint."""


def accept(answers: Answers, known: Known, home: str, as_of: date) -> tuple[dict[Key, tuple[Answer, ...]], Waived]:
    """The answers as they count, and the waiver behind each that is waived.

    A waived finding is not applicable (waived): it loses nothing, keeps nothing open, and is shown with its waiver.
    What was seen during announced maintenance only is not testable.
    """
    live = [waiver for waiver in known.waivers if waiver.expires >= as_of]
    waived: dict[str, Waiver] = {}

    def counted(answer: Answer) -> Answer:
        finding = answer.finding
        if finding.outcome in ACCEPTABLE and (by := _waiver(live, answer, home)):
            waived[answer.key] = by
            return _as(answer, Outcome.NOT_APPLICABLE, Reason.WAIVED)
        if finding.outcome is Outcome.UNMET:
            moments = tuple(seen.at for seen in finding.evidence if seen.at)
            if len(moments) == len(finding.evidence) and any(one.holds(moments) for one in known.maintenance):
                return _as(answer, Outcome.NOT_TESTABLE, Reason.MAINTENANCE)
        return answer

    return {key: tuple(map(counted, group)) for key, group in answers.items()}, waived


def _waiver(live: list[Waiver], answer: Answer, home: str) -> Waiver | None:
    return next((waiver for waiver in live if waiver.fits(answer.finding, answer.key, home)), None)


def _as(answer: Answer, outcome: Outcome, reason: Reason) -> Answer:
    return Answer(answer.key, answer.finding.model_copy(update={"outcome": outcome, "reason": reason}), answer.whole)


def attested(known: Known, as_of: date) -> dict[str, Attestation]:
    """The word that holds on each clause: the latest one that has not expired."""
    valid = [one for one in known.attestations if one.on <= as_of and (one.expires is None or one.expires >= as_of)]
    return {one.clause: one for one in sorted(valid, key=lambda one: one.on)}


def word(attestation: Attestation) -> Answer:
    """An attestation as one more answer, under the clause it speaks of."""
    reason = Reason.NOTHING_TO_JUDGE if attestation.outcome is Outcome.NOT_APPLICABLE else None
    finding = Finding(
        rule=ATTESTED, outcome=attestation.outcome, subject=attestation.clause, message="attested", reason=reason
    )
    return Answer(attestation.clause, finding, True)


def waiver_uses(known: Known, waived: Waived, as_of: date) -> tuple[WaiverUse, ...]:
    """Every waiver with what it did: how many findings it took out, and whether it has run out."""
    used = list(waived.values())
    return tuple(
        WaiverUse(waiver=waiver, findings=sum(one is waiver for one in used), expired=waiver.expires < as_of)
        for waiver in known.waivers
    )


def attestation_uses(known: Known, used: frozenset[str], as_of: date) -> tuple[AttestationUse, ...]:
    """Every attestation with what it did: whether it settled its clause, and whether it has run out."""
    holding = attested(known, as_of)
    return tuple(
        AttestationUse(
            attestation=one,
            used=one.clause in used and holding.get(one.clause) is one,
            expired=one.expires is not None and one.expires < as_of,
        )
        for one in known.attestations
    )
