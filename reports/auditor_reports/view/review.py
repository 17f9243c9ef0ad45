"""The chapter on interpretations, for the yearly review: every policy, by what and how well is it interpreted?"""

from collections.abc import Callable, Mapping, Sequence
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
from auditor_reports.voice import Said, Voice
from auditor_reports.words import _
from auditor_reports.words_seen import FORMS, POLICY_STATES

REGISTER = "interpretations.coverage"
LAG, COPIED, SUBSTANCE = "interpretations.lag", "interpretations.copied", "interpretations.substance"
MOST = 400  # rows of the table
_SHAPES = {"missing": "unmet", "unsettled": "not_testable"}
_ORDER = ("missing", "unsettled", "new", "listed", "printed", "interpreted")


@dataclass(frozen=True, slots=True)
class Review:
    """`counts`: the share that is interpreted, by issuer and by sort of document."""

    grid: Grid
    counts: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class _Findings:
    """What the rules found of a pair ("policy interpretation") or of an interpretation."""

    lag: Mapping[str, FindingResult]
    copied: Mapping[str, FindingResult]
    substance: Mapping[str, FindingResult]


def draw(result: AuditResult, voice: Voice, _names: Names, eyes: Eyes, _beside: Beside) -> Review | None:
    """None when no register of policies was made, or when it is empty."""
    register = next(
        (
            one.evidence
            for one in result.findings
            if one.rule == REGISTER and any(row.values.get("state") in POLICY_STATES for row in one.evidence)
        ),
        (),
    )
    lines = [row for row in register if row.values.get("state") in POLICY_STATES]
    if not lines:
        return None
    found = _Findings(*({one.subject: one for one in result.findings if one.rule == rule} for rule in _RULES))
    rows = [row for line in lines for row in _rows(line, found, voice, eyes)]
    left = len(rows) - MOST
    return Review(
        grid=Grid(
            caption=voice(_("政策文件与解读")),
            name="interpretations.csv",
            head=(
                Head(voice(_("政策文件"))),
                Head(voice(_("发布日期")), kind="day"),
                Head(voice(_("有无解读"))),
                Head(voice(_("解读"))),
                Head(voice(_("相差工作日")), kind="num"),
                Head(voice(_("形式"))),
                Head(voice(_("与原文相同")), kind="num"),
                Head(voice(_("要素")), kind="num"),
            ),
            rows=tuple(rows[:MOST]),
            more=voice(_("另有 {n} 行没有列出"), n=left) if left > 0 else "",
        ),
        counts=tuple(
            _counts(lines[0].values.get(key), voice(title), voice)
            for key, title in (("by_issuer", _("按发文机关")), ("by_sort", _("按文种")))
            if lines[0].values.get(key)
        ),
    )


_RULES = (LAG, COPIED, SUBSTANCE)


def _rows(line: Evidence, found: _Findings, voice: Voice, eyes: Eyes) -> list[tuple[Cell, ...]]:
    """One row for each interpretation of a policy, one for a policy without."""
    values: Mapping[str, Any] = line.values
    state, published = str(values["state"]), str(values.get("published") or "")
    head = (
        Cell(
            voice.name(voice.cut(shown(line.quote or line.url), 80)),
            href=eyes.place(line.url).href,
            note=voice.name(shown(str(values.get("number") or ""))),
            sort=line.quote,
        ),
        Cell(Said(published or figures.NOTHING), sort=published),
        Cell(Said(voice(POLICY_STATES[state])), sort=str(_ORDER.index(state)), status=_SHAPES.get(state, "")),
    )
    told = [one for one in values.get("interpretations") or () if isinstance(one, Mapping)]
    nothing = Cell(Said(figures.NOTHING))
    if not told:
        return [(*head, nothing, nothing, nothing, nothing, nothing)]
    return [(*head, *_told(line.url, one, found, voice, eyes)) for one in told]


def _told(policy: str, one: Mapping[str, Any], found: _Findings, voice: Voice, eyes: Eyes) -> tuple[Cell, ...]:
    url = str(one.get("address") or "")
    pair = f"{policy} {url}"
    title = str(one.get("title") or url)
    forms = [voice.word(FORMS, form) for form in str(one.get("forms") or "").split()]
    return (
        Cell(
            voice.name(voice.cut(shown(title), 80)),
            href=eyes.place(url).href,
            note=Said(str(one.get("published") or "")),
            sort=title,
        ),
        _lag(found.lag.get(pair), voice),
        Cell(Said(voice.list(forms) or figures.NOTHING), sort=voice.list(forms)),
        _measured(found.copied.get(pair), "percent", lambda percent: figures.percent(percent / 100)),
        _measured(found.substance.get(url), "count", figures.number),
    )


def _lag(finding: FindingResult | None, voice: Voice) -> Cell:
    """The working days after the policy, of its earliest interpretation; the others add to it."""
    if finding is None:
        return Cell(Said(figures.NOTHING))
    if finding.message == "early":
        return Cell(Said(voice(_("同步"))), sort="0")
    return _measured(finding, "days", figures.number)


def _measured(finding: FindingResult | None, value: str, form: Callable[[float], str]) -> Cell:
    measured = finding.values.get(value) if finding else None
    if finding is None or isinstance(measured, str | None):
        return Cell(Said(figures.NOTHING))
    cell = number(measured, form(measured), figures.NOTHING)
    if finding.outcome is Outcome.MET:
        return cell
    return Cell(cell.said, sort=cell.sort, status=finding.outcome.value)


def _counts(rows: object, title: str, voice: Voice) -> Grid:
    counts = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, Sequence) else []
    return Grid(
        caption=title,
        name="counts.csv",
        head=(
            Head(title),
            Head(voice(_("须解读")), kind="num"),
            Head(voice(_("有解读")), kind="num"),
            Head(voice(_("比例")), kind="num"),
        ),
        rows=tuple(
            (
                Cell(voice.name(shown(str(row.get("name") or voice(_("未写明"))))), sort=str(row.get("name") or "")),
                Cell(Said(str(row["total"])), sort=str(row["total"])),
                Cell(Said(str(row["interpreted"])), sort=str(row["interpreted"])),
                _share(int(row["interpreted"]), int(row["total"])),
            )
            for row in counts
            if row.get("total")
        ),
    )


def _share(done: int, total: int) -> Cell:
    return Cell(Said(figures.percent(done / total)), sort=f"{done / total:g}")
