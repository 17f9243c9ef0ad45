"""What does a finding ask for, and is it new?"""

from auditor.model.others import of_others
from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import EffectKind
from auditor.model.reporting import Beside
from auditor.model.result import AuditResult, FindingResult
from auditor_reports.words import _

NEW, KNOWN, FIRST = _("新增"), _("仍在"), _("首次检查")


def section_of(finding: FindingResult) -> str:
    """In which section does a finding stand? "" for what is only counted."""
    if finding.waiver:
        return "waived"
    match finding.outcome:
        case Outcome.MANUAL:
            return "look" if finding.effect is EffectKind.ADVISE else "confirm"
        case Outcome.UNMET:
            return "advise" if finding.effect is EffectKind.ADVISE else "fix"
        case Outcome.NOT_TESTABLE | Outcome.ERROR:
            return "open"
    return ""


def only_if_asked(finding: FindingResult) -> bool:
    """Is this advice that an ordinary audit does not gather for, so that nothing was missed?"""
    left = finding.outcome is Outcome.NOT_TESTABLE and finding.reason is Reason.NOT_GATHERED
    return left and finding.effect is EffectKind.ADVISE


def compared(finding: FindingResult, beside: Beside) -> str:
    """Is it new against the baseline, or, where there is none, against the last earlier result? A source text."""
    if finding.known is not None:
        return KNOWN if finding.known else NEW
    if not beside.history.known:
        return FIRST
    before = beside.history.before.get(finding.fingerprint)
    return KNOWN if before is not None and section_of(before) else NEW


COSTLY = frozenset({EffectKind.VETO, EffectKind.DEDUCT})


def confirmed(result: AuditResult) -> frozenset[str]:
    """Fingerprints of the faults that cost something, by the gates' measure: not under a clause on which a person has
    the last word, no bonus that was not won, and nothing that other people's sites do."""
    others = of_others(result)
    unmet = {one.ref for one in result.clauses if one.outcome is Outcome.UNMET and one.effect.kind in COSTLY}
    return frozenset(
        one.fingerprint
        for one in result.findings
        if one.outcome is Outcome.UNMET
        and one.effect in COSTLY
        and not unmet.isdisjoint(one.clauses)
        and not others(one)
    )
