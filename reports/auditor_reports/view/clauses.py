"""Part three: what came of every clause, in the order of the documents?"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import AssignedBy, EffectKind, How, Source
from auditor.model.result import AuditResult, ClauseResult, FindingResult
from auditor_reports import figures
from auditor_reports.safe import shown
from auditor_reports.view.fixes import sentence
from auditor_reports.view.naming import Names, anchor, numbered
from auditor_reports.view.promised import attested
from auditor_reports.view.seen import Eyes
from auditor_reports.view.status import status
from auditor_reports.voice import Said, Voice
from auditor_reports.words import ASSIGNED, EFFECTS, OUTCOMES, REASONS, _

LINKS = 4  # findings named under a clause; the rest is counted


@dataclass(frozen=True, slots=True)
class Pointer:
    """What was found, with the place in part two where it stands ("" when it is only said here)."""

    said: Said
    href: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    id: str
    number: Said
    status: str
    word: str
    duty: Said
    notes: tuple[Said, ...]
    found: tuple[Pointer, ...]
    more: str
    points: str
    open: str
    kind: str
    tick: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document."""

    title: Said
    head: Said
    rows: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True)
class Clauses:
    tally: tuple[tuple[str, str, str], ...]  # status, word, count
    chapters: tuple[Chapter, ...]


def clauses(result: AuditResult, voice: Voice, names: Names, eyes: Eyes, ids: frozenset[str]) -> Clauses:
    findings: dict[tuple[str, str], FindingResult] = {}
    for finding in result.findings:
        for ref in finding.clauses:
            findings.setdefault((ref, finding.fingerprint), finding)
    documents = {source.id: source for source in result.profile.documents}
    chapters: dict[str, list[ClauseRow]] = {}
    tally: Counter[str] = Counter()
    for clause in result.clauses:
        row = _row(clause, voice, names, eyes, findings, ids)
        chapters.setdefault(clause.document, []).append(row)
        tally[row.status] += 1
    order = list(OUTCOMES)
    return Clauses(
        tally=tuple((key, voice(OUTCOMES[key]), figures.count(tally[key])) for key in sorted(tally, key=order.index)),
        chapters=tuple(
            Chapter(
                title=_title(documents.get(ident), ident, voice),
                head=voice.name(_head(ident, documents.get(ident), result, voice)),
                rows=tuple(rows),
            )
            for ident, rows in chapters.items()
        ),
    )


def _title(source: Source | None, ident: str, voice: Voice) -> Said:
    return voice.either(source.title, source.title_en) if source else Said(shown(ident))


def _head(ident: str, source: Source | None, result: AuditResult, voice: Voice) -> str:
    """Number, date, and who set the points."""
    said: list[str] = [shown(source.number)] if source and source.number else []
    if source and source.issued:
        said.append(voice(_("{day} 印发"), day=source.issued.isoformat()))
    by = {
        clause.assigned_by
        for clause in result.clauses
        if clause.document == ident and clause.effect.kind in (EffectKind.DEDUCT, EffectKind.BONUS)
    }
    said += [voice(ASSIGNED[one]) for one in AssignedBy if one in by] if len(by) == 1 else []
    return voice.list(said)


def _row(
    clause: ClauseResult,
    voice: Voice,
    names: Names,
    eyes: Eyes,
    findings: Mapping[tuple[str, str], FindingResult],
    ids: frozenset[str],
) -> ClauseRow:
    key = status(clause.outcome, clause.effect.kind, clause.reason)
    if clause.outcome is Outcome.MET and clause.effect.kind is EffectKind.VETO:
        key = "unseen"
    mine = [found for mark in clause.findings if (found := findings.get((clause.ref, mark)))]
    # What decided the outcome comes first; under a met clause, what was seen.
    telling = [one for one in mine if one.outcome is clause.outcome] + [
        one for one in mine if one.outcome is not clause.outcome
    ]
    named = telling[:LINKS]
    return ClauseRow(
        id=anchor(clause.ref),
        number=voice.name(numbered(clause, voice)),
        status=key,
        word=voice(OUTCOMES[key]),
        duty=voice.either(clause.duty, clause.duty_en),
        notes=_notes(clause, voice, names),
        found=tuple(
            Pointer(
                _shortened(sentence(names.rules.get(one.rule), one, voice, eyes), voice),
                one.fingerprint if one.fingerprint in ids and one.outcome not in _SILENT else "",
            )
            for one in named
        ),
        more=voice(_("另有 {n} 项"), n=len(telling) - len(named)) if len(telling) > len(named) else "",
        points=_points(clause),
        open=voice(_("待定 {x}"), x=figures.points(clause.open)) if clause.open else "",
        kind=_kind(clause, voice),
        tick=clause.outcome is Outcome.MANUAL,
    )


_SILENT = (Outcome.MET, Outcome.NOT_APPLICABLE)


def _shortened(said: Said, voice: Voice) -> Said:
    return Said(voice.cut(said.text, 120), said.foreign)


def _points(clause: ClauseResult) -> str:
    if not clause.lost:
        return ""
    return figures.gain(clause.lost) if clause.effect.kind is EffectKind.BONUS else figures.loss(clause.lost)


def _kind(clause: ClauseResult, voice: Voice) -> str:
    """What the clause is worth: 4 分, 单项否决, 提示."""
    if clause.effect.kind in (EffectKind.DEDUCT, EffectKind.BONUS) and clause.worth:
        word = _("加分，{x} 分") if clause.effect.kind is EffectKind.BONUS else _("{x} 分")
        return voice(word, x=figures.points(clause.worth).removesuffix(".0"))
    if clause.how is How.MANUAL:
        return ""
    return voice(EFFECTS[clause.effect.kind])


def _notes(clause: ClauseResult, voice: Voice, names: Names) -> tuple[Said, ...]:
    """Why it stands as it does, beside the findings."""
    notes: list[Said] = []
    if clause.reason and not (clause.due and clause.reason is Reason.NOT_DUE):
        notes.append(Said(voice(REASONS[clause.reason])))
    if word := attested(clause, voice):
        notes.append(word)
    if clause.note:
        notes.append(voice.either(clause.note, clause.note_en))
    if clause.due:
        when = _("期限 {day}，还没到") if clause.reason is Reason.NOT_DUE else _("期限 {day}")
        notes.append(Said(voice(when, day=clause.due.isoformat())))
    if clause.paid_by:
        notes.append(voice.name(voice(_("同一情形已由 {cite} 计分，这里不重复扣"), cite=names.cite(clause.paid_by))))
    if clause.parent and clause.outcome is Outcome.NOT_APPLICABLE:
        parent = clause.parent if ":" in clause.parent else f"{clause.document}:{clause.parent}"
        notes.append(Said(voice(_("附属于 {cite}"), cite=names.cite(parent))))
    if clause.set_by:
        setters = voice.list([names.document(one) for one in dict.fromkeys(clause.set_by.values())])
        notes.append(Said(voice(_("部分要求由 {document} 改定"), document=setters)))
    if clause.effect.source and clause.worth:
        said = voice(_("分值依据：{source}"), source=shown(clause.effect.source))
        notes.append(Said(said, foreign=not voice.source))
    if clause.assigned_by is AssignedBy.OPERATOR:
        notes.append(Said(voice(ASSIGNED[AssignedBy.OPERATOR])))
    return tuple(notes)
