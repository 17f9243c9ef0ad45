"""The result in one screen of Markdown: for step summaries, merge requests, mails."""

import re
from collections.abc import Sequence

from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult
from auditor_reports.view import view
from auditor_reports.view.verdict import headline, why
from auditor_reports.voice import Voice
from auditor_reports.words import _

ROWS, UNSEEN = 20, 8
MENDED = ("veto", "fix")  # the rest is in the report: clues, advice, and what could not be judged
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$])")


class MarkdownReport:
    """Verdict, score, vetoes, families, what to mend first, what was not checked."""

    name = "md"
    suffix = ".md"

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes:
        return ("\n".join(lines(result, lang, beside)) + "\n").encode("utf-8", "replace")


def plain(text: object) -> str:
    """Words of anybody as Markdown that shows just these words: no markup, no link, no mention, no table border."""
    said = " ".join(str(text).split())
    said = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    said = _SPECIAL.sub(r"\\\1", said)
    # Addresses and names behind @ become live by themselves on code hosts; a word joiner keeps them text.
    said = re.sub(r"(?i)\b(https?|ftp):", r"\1&#58;", said)
    said = re.sub(r"(?i)\bwww\.", "www&#46;", said)
    said = said.replace("@", "@\u2060")
    return re.sub(r"^(\d*)([-=.)])(?=\s|$|[-=])", r"\1\\\2", said)


def lines(result: AuditResult, lang: str, beside: Beside) -> list[str]:
    voice, shows = Voice(lang), view(result, lang, beside)
    verdict = shows.verdict
    said = [f"# {plain(voice(_('{site} 合规自查'), site=shows.head.site))}", ""]
    said += [f"**{plain(headline(result, voice))}**", ""]
    if result.profile.scored:
        score = " ".join(part for part in (verdict.score, verdict.of, verdict.aside) if part)
        said += [f"{voice(_('得分'))} **{plain(score)}**", ""]
    said += [f"- {plain(line)}" for line in why(result, voice)]
    said += [f"- {plain(line)}" for line in (*shows.changes, *shows.promised)]
    if verdict.veto:
        said += ["", plain(verdict.veto.title), ""]
        said += [f"- {plain(b.cite)} {plain(b.duty)}" for b in (*verdict.veto.confirmed, *verdict.veto.candidates)]
    if verdict.bars:
        said += table(
            [voice(_("类别")), voice(_("得分")), voice(_("满分")), voice(_("不符合"))],
            [(bar.word, bar.points, bar.of, bar.unmet) for bar in verdict.bars],
        )
    if shows.steps:
        said += ["", f"## {voice(_('先改这几项'))}"]
        heads = [voice(_("整改")), voice(_("处数")), voice(_("依据")), voice(_("挽回"))]
        said += table(heads, [(step.title, step.places, step.cite, step.gain) for step in shows.steps])
    groups = [group for section in shows.fixes.sections if section.id in MENDED for group in section.groups]
    if groups:
        said += ["", f"## {voice(_('各类问题'))}"]
        heads = [voice(_("问题")), voice(_("处数")), voice(_("得分影响"))]
        said += table(heads, [(group.title, group.count, group.points) for group in groups[:ROWS]])
        if len(groups) > ROWS:
            said += ["", plain(voice(_("其余 {n} 类见报告"), n=len(groups) - ROWS))]
    said += ["", f"## {voice(_('这次没有查到的'))}", ""]
    said += [f"- {plain(count)} {plain(what)}" for count, what in shows.ledger[:UNSEEN]]
    if len(shows.ledger) > UNSEEN:
        said.append("- " + plain(voice(_("另有 {n} 项见报告的“覆盖”"), n=len(shows.ledger) - UNSEEN)))
    said += ["", plain(voice(_("本评分为辅助自查，不等同于国家或地方的官方考核结果。")))]
    said += ["", plain(f"{shows.head.run} · {shows.head.when} · {shows.head.profile}")]
    return said


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    written = ["", "| " + " | ".join(map(plain, heads)) + " |", "|" + " --- |" * len(heads)]
    return written + ["| " + " | ".join(plain(cell) for cell in row) + " |" for row in rows]
