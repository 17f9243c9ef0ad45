"""The result under a profile that forms no score, on one screen: how much was looked at, what was found, and where."""

from collections import Counter

from auditor.model.outcome import Outcome
from auditor.model.result import AuditResult
from auditor_reports import figures
from auditor_reports.view import ReportView, view
from auditor_reports.view.fixes import Row
from auditor_reports.view.seen import LIST
from auditor_reports.view.verdict import headline, why
from auditor_reports.voice import Voice
from auditor_reports.words import _

SHOWN, PLACES, UNSEEN = 20, 3, 6


def lines(result: AuditResult, lang: str) -> list[str]:
    """Plain lines without colour; everything from the site is masked and free of control characters."""
    voice, shows = Voice(lang), view(result, lang)
    site, home = shows.head.site, shows.head.home.text
    said = [site if site == home else f"{site}  {home}", headline(result, voice)]
    said += [f"  {line}" for line in (*why(result, voice), *shows.promised)]
    said += [" · ".join(_counts(result, voice)), *_findings(shows, voice)]
    unseen = [row for row in shows.ledger if row[0] != figures.NOTHING]
    if unseen:
        said += ["", voice(_("这次没有查到的"))]
        said += [f"  {count:>6} {what}" for count, what in unseen[:UNSEEN]]
    return said


def _counts(result: AuditResult, voice: Voice) -> list[str]:
    """How many addresses were looked at, what came of them by rule, and what it cost."""
    seen = result.run.coverage
    said = [voice(_("查看 {n} 个地址"), n=figures.count(seen.opened + seen.external))]
    titles = {rule.id: rule.title for rule in result.rules}
    unmet = Counter(finding.rule for finding in result.findings if finding.outcome is Outcome.UNMET)
    said += [f"{voice.text(titles[rule])} {figures.count(unmet[rule])}" for rule in titles]
    unsettled = sum(
        count
        for finding in result.findings
        if finding.outcome is Outcome.NOT_TESTABLE and isinstance(count := finding.values.get("count"), int)
    )
    said.append(voice(_("没能确认 {n} 个"), n=figures.count(unsettled)))
    said.append(voice(_("发出 {n} 次请求"), n=figures.count(seen.requests)))
    return said


def _findings(shows: ReportView, voice: Voice) -> list[str]:
    """The first findings of each group with the places where they stand."""
    said: list[str] = []
    left = SHOWN
    for section in shows.fixes.sections:
        if section.id not in ("fix", "advise"):
            continue
        for group in section.groups:
            rows = (*group.rows, *group.rest)
            if not left:
                break
            said += ["", f"{section.title} · {group.title} ({group.count})"]
            for number, row in enumerate(rows[:left], start=1):
                said += _row(number, row)
            if len(rows) > left:
                said.append("  " + voice(_("其余 {n} 处写在报告里：-f html:report.html"), n=len(rows) - left))
            left -= min(left, len(rows))
    return said


def _row(number: int, row: Row) -> list[str]:
    said = [f"  {number:>3}. {row.title}  {row.subject}".rstrip()]
    referrers = [(one, seen.also) for seen in row.seen for one in seen.referrers if not one.place.text.startswith(LIST)]
    for place, (one, also) in enumerate(referrers[:PLACES], start=1):
        last = place == min(PLACES, len(referrers))
        parts = (one.place.text, f"“{one.label}”" if one.label else "", one.region, also if last else "")
        said.append("       ← " + "  ".join(part for part in parts if part))
    return said
