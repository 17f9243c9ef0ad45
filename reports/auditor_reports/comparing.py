"""What differs between two results, for a terminal, a merge request, a program or a browser."""

import json
from dataclasses import dataclass
from typing import Any

from auditor.model.comparison import Change, Comparison, Group
from auditor.model.outcome import Outcome
from auditor.model.reporting import ALONE
from auditor.model.result import AuditResult
from auditor_reports import figures
from auditor_reports.html import page_of
from auditor_reports.markdown import plain, table
from auditor_reports.safe import shown
from auditor_reports.view.naming import Names
from auditor_reports.view.register import Writing
from auditor_reports.view.verdict import number
from auditor_reports.voice import Voice
from auditor_reports.words import OUTCOMES, _

GROUPS = {
    Group.NEW: _("新增"),
    Group.FIXED: _("已改"),
    Group.PERSISTENT: _("仍在"),
    Group.NOT_COVERED: _("这次没有看到，不能算改好"),
    Group.OTHER: _("结论有变，前后都不是问题"),
}
MOST, FEW = 200, 30  # lines of one group, and of other differences, for a person; JSON has all


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in words. `turn` says how its outcome changed, where the group does not."""

    fingerprint: str
    rule: str
    title: str
    problem: str
    page: str
    basis: str
    turn: str


@dataclass(frozen=True, slots=True)
class Part:
    group: str
    heading: str
    count: int
    lines: tuple[Line, ...]
    left: str  # how many more there are, in words


@dataclass(frozen=True, slots=True)
class Side:
    word: str
    run: str
    when: str
    profile: str
    score: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison in words. Everything from a site is masked and free of control characters."""

    site: str
    home: str
    sides: tuple[Side, Side]
    parts: tuple[Part, ...]
    others: tuple[tuple[str, str, str], ...]
    others_left: str
    warning: str


def compared(comparison: Comparison, voice: Voice) -> Compared:
    before, after = comparison.before, comparison.after
    names = Names(after, voice)
    writing = {side: Writing(result, voice, ALONE) for side, result in (("was", before), ("now", after))}
    warning = ""
    if before.run.portal.home != after.run.portal.home:
        warning = voice(_("两次不是同一个网站的：同一个问题也认不出来"))
    elif before.profile.digest != after.profile.digest:
        warning = voice(_("两次的规则集不同：有的差别来自规则，不来自网站"))
    # What a person asks first: the score, and which clauses turned.
    telling = sorted(
        comparison.others, key=lambda one: not (one[0].startswith("score.") or one[0].endswith(".outcome"))
    )
    return Compared(
        site=names.site,
        home=shown(after.run.portal.home, address=True),
        sides=(_side(before, voice, _("之前")), _side(after, voice, _("之后"))),
        parts=tuple(
            Part(
                group=group.value,
                heading=voice(heading),
                count=len(changes),
                lines=tuple(line(one, writing, voice) for one in changes[:MOST]),
                left=_left(len(changes), voice),
            )
            for group, heading in GROUPS.items()
            if (changes := comparison.of(group))
        ),
        others=tuple((path, _value(was, voice), _value(now, voice)) for path, was, now in telling[:FEW]),
        others_left=_left(len(comparison.others), voice, FEW),
        warning=warning,
    )


def _side(result: AuditResult, voice: Voice, word: str) -> Side:
    score = number(result, voice) if result.profile.scored else ""
    profile = shown(str(voice.either(result.profile.title, result.profile.title_en)))
    return Side(voice(word), result.run.id, figures.moment(result.run.started), profile, score)


def line(change: Change, writing: dict[str, Writing], voice: Voice) -> Line:
    entry = writing["now" if change.now else "was"].entry("fix", change.finding)
    turn = ""
    if change.group in (Group.OTHER, Group.NOT_COVERED) or change.was is not change.now is not Outcome.UNMET:
        turn = f"{_outcome(change.was, voice)} → {_outcome(change.now, voice)}"
    return Line(entry.fingerprint, entry.rule, entry.title, entry.problem, entry.page, entry.basis, turn)


def _outcome(outcome: Outcome | None, voice: Voice) -> str:
    return voice(OUTCOMES[outcome]) if outcome else voice(_("没有提到"))


def _left(count: int, voice: Voice, most: int = MOST) -> str:
    return voice(_("另有 {n} 项，-f json 全部写出"), n=count - most) if count > most else ""


def _value(value: Any, voice: Voice) -> str:
    if value is None:
        return figures.NOTHING
    return voice.cut(
        shown(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    )


class TextComparison:
    """Nothing at all where nothing differs: what only stands as it stood is no difference."""

    name = "text"

    def render(self, comparison: Comparison, lang: str) -> bytes:
        if not comparison.differs:
            return b""
        voice = Voice(lang)
        told = compared(comparison, voice)
        said = [f"{told.site}  {told.home}"]
        said += [f"{one.word}  {one.run}  {one.score}".rstrip() for one in told.sides]
        said += [f"! {told.warning}"] if told.warning else []
        for part in told.parts:
            said += ["", f"{part.heading} ({part.count})"]
            for one in part.lines:
                turn = f"  ({one.turn})" if one.turn else ""
                said.append(f"  {one.rule}  {one.problem}{turn}  [{one.fingerprint[:8]}]")
            said += [f"  {part.left}"] if part.left else []
        if told.others:
            said += ["", f"{voice(_('其他不同'))} ({len(comparison.others)})"]
            said += [f"  {path}: {was} → {now}" for path, was, now in told.others]
            said += [f"  {told.others_left}"] if told.others_left else []
        return ("\n".join(said) + "\n").encode("utf-8", "replace")


class MarkdownComparison:
    """For a merge request."""

    name = "md"

    def render(self, comparison: Comparison, lang: str) -> bytes:
        voice = Voice(lang)
        told = compared(comparison, voice)
        said = [f"# {plain(voice(_('{site} 两次检查的比较'), site=told.site))}", ""]
        said += [f"- {plain(one.word)} {plain(one.run)} {plain(one.when)} {plain(one.score)}" for one in told.sides]
        said += ["", f"**{plain(told.warning)}**"] if told.warning else []
        if not comparison.differs:
            said += ["", voice(_("没有不同。"))]
        heads = [voice(_("问题")), voice(_("所在页面")), voice(_("编号"))]
        for part in told.parts:
            said += ["", f"## {plain(part.heading)} ({part.count})"]
            rows = [(f"{one.problem} {one.turn}".strip(), one.page, one.fingerprint[:8]) for one in part.lines]
            said += table(heads, rows)
            said += ["", plain(part.left)] if part.left else []
        if told.others:
            said += ["", f"## {voice(_('其他不同'))} ({len(comparison.others)})"]
            said += table([voice(_("何处")), voice(_("之前")), voice(_("之后"))], [list(one) for one in told.others])
            said += ["", plain(told.others_left)] if told.others_left else []
        return ("\n".join(said) + "\n").encode("utf-8", "replace")


class HtmlComparison:
    """One file for a browser: no script, no request."""

    name = "html"

    def render(self, comparison: Comparison, lang: str) -> bytes:
        voice = Voice(lang)
        return page_of("comparison.html.j2", voice, c=compared(comparison, voice), differs=comparison.differs)
