"""What is the whole verdict on a sample portal under one profile, as a table that is kept and compared?"""

from pathlib import Path

from auditor.api import Outcome
from auditor.model.result import AuditResult, ClauseResult, FindingResult

FOLDER = Path(__file__).parent / "golden"


def kept(audit: str, profile: str) -> Path:
    return FOLDER / f"{audit}.{profile}.txt"


def table(result: AuditResult) -> str:
    """One line a clause, and below the profile's own clauses one line a finding: outcome, rule, message, subject.

    What was inherited is told with its findings in the table of the profile that it comes from.
    """
    found = {one.fingerprint: one for one in result.findings}
    lines = []
    for clause in result.clauses:
        own = clause.document == result.profile.id
        lines.append(_clause(clause, own=own))
        if own:
            lines += sorted({_finding(found[mark]) for mark in clause.findings if mark in found})
    return "\n".join(lines) + "\n"


def _clause(clause: ClauseResult, *, own: bool) -> str:
    reason = f" ({clause.reason.value})" if clause.reason else ""
    paid = f" paid by {clause.paid_by}" if clause.paid_by else ""
    return f"{clause.id if own else clause.ref} [{clause.how.value}] {clause.outcome.value}{reason}{paid}"


def _finding(one: FindingResult) -> str:
    reason = f" ({one.reason.value})" if one.reason else ""
    # Of what is met, that it was looked at is enough: where, changes with every page that is added.
    subject = "" if one.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE) else f" {one.subject}"
    return f"    {one.outcome.value}{reason} {one.rule}.{one.message}{subject}"
