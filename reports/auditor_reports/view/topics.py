"""The chapter on topics: which are there, where are they entered from, and how does each stand?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.model.finding import Evidence
from auditor.model.outcome import Outcome
from auditor.model.reporting import Beside
from auditor.model.result import AuditResult, FindingResult
from auditor_reports import figures
from auditor_reports.safe import shown
from auditor_reports.view.grid import Cell, Grid, Head, number
from auditor_reports.view.naming import Names
from auditor_reports.view.seen import Eyes
from auditor_reports.view.shots import Shot, shots
from auditor_reports.voice import Said, Voice
from auditor_reports.words import _
from auditor_reports.words_seen import ENTRANCES, READ_IN, SIGNALS, TOPIC_NOTES, TOPIC_STATES

REGISTER = "topics.ending"
STALE = "topics.stale-entry"
MOST = 300  # rows of the table
PICTURED = 6  # entrances shown as they look; the evidence pack holds them all
_SHAPES = {"ended": "unmet", "ending": "advise", "unknown": "not_testable"}
_ORDER = ("ended", "ending", "unknown", "hint", "live", "permanent", "filed", "dead")


@dataclass(frozen=True, slots=True)
class Topics:
    """`shots` show entrances of ended topics, each with its name, on the pages that were pictured."""

    tally: tuple[tuple[str, int], ...]
    grid: Grid
    shots: tuple[tuple[Said, Shot], ...] = ()


def draw(result: AuditResult, voice: Voice, _names: Names, eyes: Eyes, beside: Beside) -> Topics | None:
    """None when no register of topics was made, or when it is empty."""
    register = [
        row
        for finding in result.findings
        if finding.rule == REGISTER
        for row in finding.evidence
        if row.values.get("state") in TOPIC_STATES
    ]
    if not register:
        return None
    notes = _notes(result)
    stale = [one for one in result.findings if one.rule == STALE and one.outcome is Outcome.UNMET]
    states = Counter(str(row.values["state"]) for row in register)
    ordered = sorted(register, key=lambda row: (_ORDER.index(str(row.values["state"])), row.url))
    left = len(ordered) - MOST
    return Topics(
        tally=tuple((voice(TOPIC_STATES[state]), states[state]) for state in _ORDER if states[state]),
        grid=Grid(
            caption=voice(_("专题一览")),
            name="topics.csv",
            head=(
                Head(voice(_("专题"))),
                Head(voice(_("现状"))),
                Head(voice(_("入口"))),
                Head(voice(_("最新日期")), kind="day"),
                Head(voice(_("条目数")), kind="num"),
                Head(voice(_("迹象"))),
            ),
            rows=tuple(_row(row, notes.get(row.url, ()), voice, eyes) for row in ordered[:MOST]),
            more=voice(_("另有 {n} 行没有列出"), n=left) if left > 0 else "",
        ),
        shots=_shots(stale, voice, eyes, beside),
    )


def _shots(stale: Sequence[FindingResult], voice: Voice, eyes: Eyes, beside: Beside) -> tuple[tuple[Said, Shot], ...]:
    found = shots(stale, voice, eyes, beside)
    named = ((one, found[one.fingerprint]) for one in stale if one.fingerprint in found)
    return tuple((voice.name(voice.cut(shown(str(one.values["name"])), 40)), shot) for one, shot in named)[:PICTURED]


def _notes(result: AuditResult) -> Mapping[str, tuple[str, ...]]:
    """What further rules found of a topic, by its address."""
    found: dict[str, tuple[str, ...]] = {}
    for finding in result.findings:
        if finding.outcome is Outcome.UNMET and finding.rule in TOPIC_NOTES:
            for url in _about(finding):
                found[url] = (*found.get(url, ()), TOPIC_NOTES[finding.rule])
    return found


def _about(finding: FindingResult) -> frozenset[str]:
    return frozenset({finding.subject, *(one.target for one in finding.evidence if one.target)})


def _row(row: Evidence, notes: tuple[str, ...], voice: Voice, eyes: Eyes) -> tuple[Cell, ...]:
    values: Mapping[str, Any] = row.values
    state = str(values["state"])
    newest = str(values.get("newest") or "")
    read_in = voice.word(READ_IN, str(values["read_in"])) if newest and values.get("read_in") else ""
    items = values.get("items")
    return (
        Cell(voice.name(voice.cut(shown(row.quote or row.url), 80)), href=eyes.place(row.url).href, sort=row.quote),
        Cell(
            Said(voice(TOPIC_STATES[state])),
            note=Said(voice.list([voice(note) for note in notes])),
            sort=str(_ORDER.index(state)),
            status=_SHAPES.get(state, ""),
        ),
        _words(values.get("entrances"), ENTRANCES, voice),
        Cell(Said(newest or figures.NOTHING), note=Said(read_in), sort=newest),
        number(items if isinstance(items, int) else None, str(items), figures.NOTHING),
        _words(values.get("signals"), SIGNALS, voice),
    )


def _words(ids: object, table: Mapping[str, str], voice: Voice) -> Cell:
    said = [voice.word(table, one) for one in str(ids or "").split()]
    return Cell(Said(voice.list(said) or figures.NOTHING), sort=voice.list(said))
