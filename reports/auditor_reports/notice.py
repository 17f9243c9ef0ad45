"""What has to be told today? The result as a short JSON for messages: the verdict, what is new, what was mended."""

import json
from typing import Any

from auditor.model.outcome import Outcome
from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from auditor_reports import summary
from auditor_reports.safe import mask
from auditor_reports.view import view
from auditor_reports.view.register import register
from auditor_reports.view.standing import NEW
from auditor_reports.view.verdict import headline, number
from auditor_reports.voice import Voice

OURS = frozenset({"run", "id", "rule"})  # names that we made ourselves
MOST = 50  # findings that are written out; the counts are of all


class NoticeReport:
    """Plain words, masked as in the register; who answers for a finding is named by unit, never by person."""

    name = "notice"
    suffix = ".json"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        voice, shows = Voice(lang), view(result, lang, beside)
        unmet = {one.fingerprint for one in result.findings if one.outcome is Outcome.UNMET}
        entries = [entry for entry in register(result, lang, beside) if entry.fingerprint in unmet]
        # With nothing to compare with, all that is found is new to whoever is told.
        new = [entry for entry in entries if entry.compared == voice(NEW)] if _compared(result, beside) else entries
        fresh = {entry.fingerprint for entry in new}
        before = {mark for mark, one in beside.history.before.items() if one.outcome is Outcome.UNMET}
        met = {one.fingerprint for one in result.findings if one.outcome is Outcome.MET}
        score = result.score
        content = {
            "site": str(shows.head.site),
            "home": shows.home,
            "run": result.run.id,
            "when": shows.head.when,
            "profile": str(shows.head.profile),
            "verdict": headline(result, voice),
            "score": number(result, voice),
            "low": score.low,
            "high": score.high,
            "grade": score.grade,
            "coverage": score.coverage,
            "vetoes": len(score.vetoes),
            "first": not _compared(result, beside),
            "unmet": len(unmet),
            "new": len(new),
            "standing": len(entries) - len(new),
            # Seen again and in order; what was not seen again is not counted. None: there is no earlier result.
            "fixed": len(before & met) if beside.history.known else None,
            "changes": list(shows.changes),
            "findings": [
                {
                    "id": entry.fingerprint,
                    "rule": entry.rule,
                    "title": entry.title,
                    "problem": entry.problem,
                    "page": entry.page,
                    "unit": entry.unit,
                    "basis": entry.basis,
                    "mend": entry.mend,
                    "effect": entry.effect,
                    "new": entry.fingerprint in fresh,
                }
                for entry in (*new, *(one for one in entries if one.fingerprint not in fresh))[:MOST]
            ],
            "summary": "\n".join(summary.lines(result, lang)),
        }
        return (json.dumps(_masked(content), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _masked(value: Any) -> Any:
    """Addresses too lose their mobile numbers: a message leaves the house, and the report has them whole."""
    match value:
        case str():
            return mask(value)
        case dict():
            return {key: one if key in OURS else _masked(one) for key, one in value.items()}
        case list():
            return [_masked(one) for one in value]
    return value


def _compared(result: AuditResult, beside: Beside) -> bool:
    """Is there anything earlier: a baseline, or a result of the same site by the same profile?"""
    return beside.history.known or any(one.known is not None for one in result.findings)
