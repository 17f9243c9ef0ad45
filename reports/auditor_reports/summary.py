"""The result in a dozen lines for a terminal."""

from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from auditor_reports import plain
from auditor_reports.view import view
from auditor_reports.view.verdict import headline, number, why
from auditor_reports.voice import Voice
from auditor_reports.words import _

FIXES, UNSEEN = 10, 6


class SummaryReport:
    """What a person at a terminal reads: verdict, score, vetoes, what was not checked, what to mend first."""

    name = "summary"
    suffix = ".txt"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        return ("\n".join(lines(result, lang)) + "\n").encode("utf-8", "replace")


def lines(result: AuditResult, lang: str) -> list[str]:
    """Plain lines without colour; everything from the site is masked and free of control characters."""
    if not result.profile.scored:
        return plain.lines(result, lang)
    voice, shows = Voice(lang), view(result, lang)
    verdict = shows.verdict
    said = [f"{shows.head.site}  {shows.head.home.text}", headline(result, voice)]
    score = number(result, voice)
    said.append(
        voice(_("得分 {score}"), score=score) + "".join(f"  {part}" for part in (verdict.of, verdict.aside) if part)
    )
    said += [f"  {line}" for line in (*why(result, voice), *shows.promised)]
    if verdict.veto:
        said.append(verdict.veto.title)
        said += [f"  ! {basis.cite} {basis.duty}" for basis in (*verdict.veto.confirmed, *verdict.veto.candidates)]
    if shows.steps:
        said += ["", voice(_("先改这几项")) + (f"  ({shows.steps_note})" if shows.steps_note else "")]
        for step in shows.steps[:FIXES]:
            said.append(f"  {step.rank:>2}. {step.gain:>6}  {step.title}  [{step.cite}, {step.places}]")
    said += ["", voice(_("这次没有查到的"))]
    said += [f"  {count:>6} {what}" for count, what in shows.ledger[:UNSEEN]]
    if len(shows.ledger) > UNSEEN:
        said.append("  " + voice(_("另有 {n} 项见报告的“覆盖”"), n=len(shows.ledger) - UNSEEN))
    said += ["", voice(_("本评分为辅助自查，不等同于国家或地方的官方考核结果。"))]
    return said
