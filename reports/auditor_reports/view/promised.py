"""Which words of people no longer hold, or hold of nothing? What has run out counts again, and somebody has to know."""

from auditor.model.known import Attestation, Waiver
from auditor.model.result import AuditResult, ClauseResult
from auditor_reports import figures
from auditor_reports.safe import shown
from auditor_reports.view.naming import Names
from auditor_reports.voice import Said, Voice
from auditor_reports.words import OUTCOMES, _


def promised(result: AuditResult, voice: Voice, names: Names) -> tuple[str, ...]:
    """A sentence for each waiver and attestation that has run out, or that speaks of nothing in this result."""
    said: list[str] = []
    for use in result.waivers:
        of, who = _of(use.waiver, voice), shown(use.waiver.signer)
        if use.expired:
            day = figures.day(use.waiver.expires)
            said.append(voice(_("豁免已于 {day} 过期，照常计：{of}（{who}）"), day=day, of=of, who=who))
        elif not use.findings:
            said.append(voice(_("豁免没有用上：{of}（{who}）"), of=of, who=who))
    for word in result.attestations:
        cite, who = names.cite(word.attestation.clause), shown(word.attestation.signer)
        if word.expired and word.attestation.expires:
            day = figures.day(word.attestation.expires)
            said.append(voice(_("人工认定已于 {day} 过期，不再算数：{cite}（{who}）"), day=day, cite=cite, who=who))
        elif not word.used:
            said.append(voice(_("人工认定没有用上：{cite}（{who}）"), cite=cite, who=who))
    return tuple(said)


def attested(clause: ClauseResult, voice: Voice) -> Said | None:
    """On whose word, and on what proof, was a clause settled?"""
    word: Attestation | None = clause.attested
    if word is None:
        return None
    told = voice(
        _("人工认定为“{outcome}”：{who}，{day}，{proof}"),
        outcome=voice(OUTCOMES[word.outcome]),
        who=shown(word.signer),
        day=figures.day(word.on),
        proof=voice.cut(shown(word.evidence)),
    )
    return Said(told, foreign=not voice.source)


def _of(waiver: Waiver, voice: Voice) -> str:
    parts = (waiver.fingerprint[:8], waiver.rule, waiver.url)
    return voice.cut(shown(" ".join(part for part in parts if part)), 120)
