"""How did the site stand before, and what has changed since the last time?"""

from dataclasses import dataclass

from auditor.model.outcome import Outcome
from auditor.model.reporting import Beside, History
from auditor.model.result import AuditResult
from auditor_reports import figures
from auditor_reports.view.standing import section_of
from auditor_reports.voice import Voice
from auditor_reports.words import _

HEIGHT, TOP = 110, 12  # of the plot, in px; x is in percent


@dataclass(frozen=True, slots=True)
class Point:
    """One result: the range as a bar from `high` down, in px; `x` in percent."""

    x: str
    y: int
    height: int
    score: str
    day: str


@dataclass(frozen=True, slots=True)
class Trend:
    points: tuple[Point, ...]
    lines: tuple[tuple[int, str], ...]  # y, label: the borders
    spoken: str


def trend(result: AuditResult, voice: Voice, history: History) -> Trend | None:
    """The scores up to this one; None when there is nothing to compare."""
    borders = (result.profile.fail_below, result.profile.bonus_above)
    known = [(one.at, one.low, one.high) for one in history.earlier]
    known.append((result.run.started, result.score.low, result.score.high))
    scored = [(at, low, high) for at, low, high in known if low is not None and high is not None]
    if len(scored) < 2:
        return None
    step = 100 / len(scored)
    points = tuple(
        Point(
            x=f"{(at + 0.5) * step:.2f}%",
            y=_y(high),
            height=max(3, _y(low) - _y(high)),
            score=figures.span(low, high, borders),
            day=figures.moment(when)[:10],
        )
        for at, (when, low, high) in enumerate(scored)
    )
    told = voice.list([f"{point.day} {point.score}" for point in points])
    return Trend(
        points=points,
        lines=tuple((_y(border), f"{border:g}") for border in borders),
        spoken=voice(_("历次得分：{list}"), list=told),
    )


def changes(result: AuditResult, voice: Voice, beside: Beside) -> tuple[str, ...]:
    """What is new, still there and gone since the last result, in one sentence; nothing when there was none."""
    history = beside.history
    if not history.known:
        return ()
    now = {one.fingerprint: one for one in result.findings}
    faults = {mark for mark, one in now.items() if one.outcome is Outcome.UNMET}
    before = {mark for mark, one in history.before.items() if one.outcome is Outcome.UNMET}
    mended = {mark for mark in before if mark in now and now[mark].outcome is Outcome.MET}
    unsettled = {mark for mark in before if mark in now and mark not in faults and section_of(now[mark])}
    gone = before - faults - mended - unsettled
    said = voice(
        _("与上次（{day}）相比：新增 {new}，仍在 {still}，改好 {mended}，没有再看到 {gone}，待补看 {open}（处）。"),
        day=figures.moment(history.earlier[-1].at)[:10],
        new=len(faults - before),
        still=len(faults & before),
        mended=len(mended),
        gone=len(gone),
        open=len(unsettled),
    )
    return (said,)


def _y(score: float) -> int:
    return TOP + round((100 - min(100.0, max(0.0, score))) / 100 * (HEIGHT - TOP))
