"""Chapter: when was each column last updated?"""

from dataclasses import dataclass

from auditor.model.reporting import Beside
from auditor.model.result import AuditResult, ColumnSeen
from auditor_reports import figures
from auditor_reports.view.naming import Names
from auditor_reports.view.places import path_of
from auditor_reports.view.seen import Eyes, Place
from auditor_reports.voice import Said, Voice
from auditor_reports.words import _

MOST = 40  # rows; the longest quiet first
SPAN = 1095  # days on the axis; what is older stands at its end


@dataclass(frozen=True, slots=True)
class Row:
    """One column; `x` is in percent from the left, today at the right end."""

    name: Said
    place: Place
    day: str
    days: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Freshness:
    rows: tuple[Row, ...]
    ticks: tuple[tuple[str, str], ...]  # x, label
    more: str
    unread: str


def draw(result: AuditResult, voice: Voice, names: Names, eyes: Eyes, _beside: Beside) -> Freshness | None:
    """The columns with a date, the longest quiet first; nothing where no column has one."""
    dated = [one for one in result.columns if one.newest is not None and one.items and one.newest <= result.as_of]
    if not dated:
        return None
    dated.sort(key=lambda one: (one.newest, one.url))
    scripts = sum(one.script for one in result.columns)
    without = len(result.columns) - len(dated) - scripts
    left = len(dated) - MOST
    return Freshness(
        rows=tuple(_row(one, result, voice, eyes) for one in dated[:MOST]),
        ticks=tuple((_x(days), voice(label)) for days, label in TICKS),
        more=voice(_("前 {n} 个，共 {all} 个有日期的栏目"), n=MOST, all=len(dated)) if left > 0 else "",
        unread=voice(_("另有 {n} 个栏目没有读到日期，{scripts} 个由脚本填充。"), n=without, scripts=scripts)
        if without or scripts
        else "",
    )


TICKS = ((1095, _("三年前")), (730, _("两年前")), (365, _("一年前")), (0, _("今天")))


def _row(one: ColumnSeen, result: AuditResult, voice: Voice, eyes: Eyes) -> Row:
    assert one.newest is not None
    days = (result.as_of - one.newest).days
    place = eyes.place(one.url)
    x = _x(days)
    return Row(
        name=voice.name(voice.cut(path_of(one), 60)),
        place=place,
        day=figures.day(one.newest),
        days=voice(_("{n} 天前"), n=days),
        x=x,
        width=figures.share_of(min(days, SPAN), SPAN),
    )


def _x(days: int) -> str:
    return figures.share_of(SPAN - min(days, SPAN), SPAN)
