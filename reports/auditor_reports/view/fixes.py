"""Part two: what is there to do, grouped by what fixes it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from auditor.model.outcome import Outcome
from auditor.model.profile import EffectKind
from auditor.model.reporting import ALONE, Beside
from auditor.model.result import AuditResult, FindingResult, RuleText
from auditor_reports import figures
from auditor_reports.safe import shown
from auditor_reports.view.filters import ORDER, Filter, Sorting, together
from auditor_reports.view.naming import Basis, Names
from auditor_reports.view.places import Places, UnitRow, units
from auditor_reports.view.seen import Again, Eyes, Seen
from auditor_reports.view.shelves import FIX_LABELS, SECTIONS, UNSETTLED, shelf_of
from auditor_reports.view.shots import Shot, shots
from auditor_reports.view.standing import NEW, compared, section_of
from auditor_reports.view.status import status
from auditor_reports.voice import Said, Voice
from auditor_reports.words import FAMILIES, OUTCOMES, REASONS, SETTLING, _

AT_ONCE = 12  # rows of a group that stand open to view, the rest behind one fold
EVIDENCE = ((200, 8), (1000, 4), (2500, 2))  # up to so many findings: so many observations each; beyond: one


_UNSAID = Said("")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding."""

    id: str
    status: str
    word: str
    title: Said
    subject: Said
    points: str
    note: str
    maybe: bool
    reason: str
    measure: str
    seen: tuple[Seen, ...]
    more: str
    shot: Shot | None  # the element on its page
    again: Again | None
    basis: Said
    keys: str  # the options of filters that it stands under, apart by blanks
    fresh: str  # "新增" where there is an earlier result and this was not in it
    waived: Said  # why it was accepted, by whom and until when
    fix: Said = _UNSAID


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that one thing mends; `fix` is "" where the group says it for all."""

    fix: Said
    rows: tuple[Row, ...]
    keys: str


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one rule that ask for the same."""

    id: str
    rule: str
    family: str
    title: Said
    why: Said
    fix: Said
    fix_label: str
    basis: tuple[Basis, ...]
    count: str
    points: str
    rows: tuple[Row, ...]
    rest: tuple[Row, ...]
    more: str
    again: Again | None  # when it is the same for all
    keys: str  # of all its rows
    rest_keys: str

    @property
    def shown(self) -> tuple[Batch, ...]:
        return _batches(self.rows)

    @property
    def folded(self) -> tuple[Batch, ...]:
        return _batches(self.rest)


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    note: str
    groups: tuple[Group, ...]

    @property
    def keys(self) -> str:
        return together(group.keys for group in self.groups)

    @property
    def fold(self) -> bool:
        return self.id == "extra"

    @property
    def families(self) -> frozenset[str]:
        return frozenset(group.family for group in self.groups)


@dataclass(frozen=True, slots=True)
class Fixes:
    sections: tuple[Section, ...]
    families: tuple[tuple[str, str, int], ...]  # id, word, count
    filters: tuple[Filter, ...]
    units: tuple[UnitRow, ...]
    total: int
    quiet: str
    ids: frozenset[str]  # fingerprints that stand on the page, each the id of its finding


def fixes(result: AuditResult, voice: Voice, names: Names, eyes: Eyes, beside: Beside) -> Fixes:
    """Everything that is not met, grouped; met and not applicable findings are only counted."""
    shown_findings = [finding for finding in result.findings if section_of(finding)]
    most = next((most for upto, most in EVIDENCE if len(shown_findings) <= upto), 1)
    found = grouped(shown_findings, shelf_of)
    places = Places(result)
    sorting = Sorting(shown_findings, names, places, voice, beside)
    pictured = shots(sorted(shown_findings, key=_urgency), voice, eyes, beside)
    drawing = _Drawing(voice, names, eyes, most, sorting, pictured, beside)
    sections = tuple(
        Section(
            key,
            voice(title),
            voice(note),
            tuple(drawing.group(key, rule, names.rules.get(rule), found[key, rule]) for at, rule in found if at == key),
        )
        for key, (title, note) in SECTIONS.items()
        if any(at == key for at, _rule in found)
    )
    families = Counter(family_of(finding.rule) for finding in shown_findings)
    return Fixes(
        sections=sections,
        families=tuple((key, voice.word(FAMILIES, key), families[key]) for key in _known_first(families)),
        filters=sorting.filters,
        units=units(result, shown_findings, places, voice),
        total=len(shown_findings),
        quiet=_quiet(result, voice),
        ids=frozenset(finding.fingerprint for finding in shown_findings),
    )


def grouped(
    findings: Iterable[FindingResult], section: Callable[[FindingResult], str] = section_of
) -> dict[tuple[str, str], list[FindingResult]]:
    """Findings by (section, rule), what weighs most first, in both."""
    found: dict[tuple[str, str], list[FindingResult]] = {}
    for finding in findings:
        found.setdefault((section(finding), finding.rule), []).append(finding)
    for members in found.values():
        members.sort(key=_urgency)
    return dict(sorted(found.items(), key=lambda item: _weight(item[0][1], item[1])))


def family_of(rule: str) -> str:
    return rule.partition(".")[0]


class _Mending:
    """What mends a finding, or settles it?"""

    def __init__(self, voice: Voice, eyes: Eyes) -> None:
        self.voice, self.eyes = voice, eyes

    def fixes(
        self, section: str, rule: RuleText | None, findings: list[FindingResult]
    ) -> dict[Said, list[FindingResult]]:
        """The findings by what mends (or settles) them, in the order of the first of each."""
        unsaid = [finding for finding in findings if not (rule and finding.message in rule.fixes)]
        common = self.settling(unsaid) if section in UNSETTLED else self.voice.text(rule.fix) if rule else _UNSAID
        found: dict[Said, list[FindingResult]] = {}
        for finding in findings:
            templates = rule.fixes.get(finding.message, ()) if rule else ()
            said = [filled(template, finding, self.voice, self.eyes) for template in templates]
            whole = self.voice.sentences(said) if said else common
            found.setdefault(whole, []).append(finding)
        return found

    def settling(self, findings: list[FindingResult]) -> Said:
        """What would settle findings that could not be judged."""
        reasons = sorted({finding.reason for finding in findings if finding.reason})
        said = [self.voice(SETTLING[reason]) for reason in reasons if reason in SETTLING]
        if any(finding.outcome is Outcome.ERROR for finding in findings):
            said.append(self.voice(_("这是检查程序的问题，网站不必改；请把编号和出错信息报给开发者。")))
        return self.voice.sentences(map(Said, said))


class _Drawing:
    """Draws groups and rows of one result."""

    def __init__(
        self,
        voice: Voice,
        names: Names,
        eyes: Eyes,
        most: int,
        sorting: Sorting,
        pictured: Mapping[str, Shot],
        beside: Beside = ALONE,
    ) -> None:
        self.voice, self.names, self.eyes, self.most = voice, names, eyes, most
        self.sorting, self.pictured, self.beside = sorting, pictured, beside
        self._known: Counter[str] = Counter()

    def group(self, section: str, ident: str, rule: RuleText | None, findings: list[FindingResult]) -> Group:
        voice = self.voice
        refs = list(dict.fromkeys(ref for finding in findings for ref in finding.clauses))
        among = {finding.clauses for finding in findings}
        fixes = _Mending(voice, self.eyes).fixes(section, rule, findings)
        if len(fixes) == 1:
            fix, rows = next(iter(fixes)), [self.row(rule, finding, among) for finding in findings]
        else:
            fix = _UNSAID
            rows = [
                replace(self.row(rule, finding, among), fix=one) for one, alike in fixes.items() for finding in alike
            ]
        agains = {row.again for row in rows}
        common = agains.pop() if len(agains) == 1 else None
        if common:
            rows = [replace(row, again=None) for row in rows]
        first, rest = rows[:AT_ONCE], rows[AT_ONCE:]
        return Group(
            id=f"{section}-{ident}",
            rule=ident,
            family=family_of(ident),
            title=voice.text(rule.title) if rule else Said(shown(ident)),
            why=voice.text(rule.why) if rule else Said(""),
            fix=fix,
            fix_label=voice(FIX_LABELS.get(section, _("怎么改"))),
            basis=tuple(self.names.basis(ref) for ref in refs),
            count=voice(_("{n} 处"), n=len(rows)),
            points=_together(findings, voice),
            rows=tuple(first),
            rest=tuple(rest),
            more=voice(_("其余 {n} 处"), n=len(rest)) if rest else "",
            again=common,
            keys=together(row.keys for row in rows),
            rest_keys=together(row.keys for row in rest),
        )

    def row(self, rule: RuleText | None, finding: FindingResult, among: set[tuple[str, ...]]) -> Row:
        voice = self.voice
        key = status(finding.outcome, finding.effect, finding.reason)
        title = sentence(rule, finding, voice, self.eyes)
        subject = self.eyes.subject(finding.subject, title.text)
        points, note, maybe = _points(finding, voice)
        seen, more = self.eyes.see(finding.evidence, self.most, f"{title} {subject}")
        self._known[finding.fingerprint] += 1
        repeated = self._known[finding.fingerprint]
        return Row(
            id=finding.fingerprint if repeated == 1 else f"{finding.fingerprint}-{repeated}",
            status=key,
            word=voice(OUTCOMES[key]),
            title=title,
            subject=voice.name(self._where(finding, "" if subject in title.text else subject)),
            points=points,
            note=note,
            maybe=maybe,
            reason=voice(REASONS[finding.reason]) if finding.reason else "",
            measure=_measure(finding, voice),
            seen=seen,
            more=more,
            shot=self.pictured.get(finding.fingerprint) if repeated == 1 else None,
            again=self.eyes.again(finding.evidence, finding.subject),
            basis=voice.name(self.names.told_apart(finding.clauses, among) if len(among) > 1 else ""),
            keys=self.sorting.keys(finding),
            fresh=voice(NEW) if compared(finding, self.beside) == NEW else "",
            waived=_waived(finding, voice),
        )

    def _where(self, finding: FindingResult, subject: str) -> str:
        """The subject, and for a link the page on which an editor finds it; of thousands only the evidence tells it."""
        first = next((one for one in finding.evidence if one.kind == "link" and "://" in one.url), None)
        told = self.most > 1 and finding.outcome in (Outcome.UNMET, Outcome.MANUAL)
        if first is None or not told or first.url == finding.subject.partition("#")[0]:
            return subject
        alone = len(finding.evidence) == 1 and not first.also
        page = self.voice(_("见于{page}") if alone else _("见于{page}等处"), page=self.eyes.place(first.url).text)
        return self.voice(_("{target}，{page}"), target=subject, page=page) if subject else page


def sentence(rule: RuleText | None, finding: FindingResult, voice: Voice, eyes: Eyes) -> Said:
    """What was found, in one sentence."""
    template = rule.messages.get(finding.message, "") if rule else ""
    if template:
        return filled(template, finding, voice, eyes)
    if finding.reason:
        return Said(voice(REASONS[finding.reason]))
    if finding.outcome is Outcome.ERROR:
        return Said(voice(_("检查程序出错，没有得出结论")))
    said = [finding.message, *(f"{name}={value}" for name, value in finding.values.items())]
    return Said(voice.cut(shown(" ".join(said))).strip() or voice(OUTCOMES[finding.outcome]))


def mended(section: str, rule: RuleText | None, finding: FindingResult, voice: Voice, eyes: Eyes) -> Said:
    """What mends (or settles) this one finding."""
    return next(iter(_Mending(voice, eyes).fixes(section, rule, [finding])))


def filled(template: str, finding: FindingResult, voice: Voice, eyes: Eyes) -> Said:
    """A text of a rule with the values of one finding in it."""
    return voice.sentence(template, {name: eyes.value(value, name) for name, value in finding.values.items()})


def _batches(rows: Iterable[Row]) -> tuple[Batch, ...]:
    drawn = [(fix, tuple(alike)) for fix, alike in groupby(rows, key=lambda row: row.fix)]
    return tuple(Batch(fix, alike, together(row.keys for row in alike)) for fix, alike in drawn)


def _waived(finding: FindingResult, voice: Voice) -> Said:
    """Why was it accepted, by whom, until when?"""
    if finding.waiver is None:
        return _UNSAID
    said = [voice.cut(shown(finding.waiver.reason)), shown(finding.waiver.signer)]
    said.append(voice(_("到 {day}"), day=figures.day(finding.waiver.expires)))
    return voice.name(voice.list([part for part in said if part]))


def _urgency(finding: FindingResult) -> tuple[int, float, float, str, str]:
    key = status(finding.outcome, finding.effect, finding.reason)
    return (ORDER.index(key), -finding.lost - finding.gain, -finding.open, finding.subject, finding.fingerprint)


def _weight(rule: str, findings: list[FindingResult]) -> tuple[int, float, float, str]:
    first = min(ORDER.index(status(f.outcome, f.effect, f.reason)) for f in findings)
    return (min(first, 2), -sum(f.lost for f in findings), -sum(f.open for f in findings), rule)


def _points(finding: FindingResult, voice: Voice) -> tuple[str, str, bool]:
    """Points of one finding, a small note to them, and whether they are only at stake."""
    if finding.effect is EffectKind.VETO:
        return voice(_("否决")), "" if finding.outcome is Outcome.UNMET else voice(_("待确认")), False
    if finding.effect is EffectKind.ADVISE:
        return "", voice(_("不计分")), True
    if finding.effect is EffectKind.BONUS:
        at_stake = finding.gain or finding.lost or finding.open
        return figures.gain(at_stake) if at_stake else "", voice(_("可加")), True
    if finding.lost:
        return figures.loss(finding.lost), "", False
    if finding.open:
        return figures.loss(finding.open), voice(_("至多")), True
    return "", voice(_("不另扣")) if finding.outcome is Outcome.UNMET else "", True


def _together(findings: list[FindingResult], voice: Voice) -> str:
    lost, still = sum(f.lost for f in findings), sum(f.open for f in findings)
    if any(f.effect is EffectKind.VETO and f.outcome is Outcome.UNMET for f in findings):
        return voice(_("单项否决"))
    said = [voice(_("共扣 {x} 分"), x=figures.points(lost))] if lost else []
    said += [voice(_("待定 {x} 分"), x=figures.points(still))] if still else []
    return voice.list(said)


def _measure(finding: FindingResult, voice: Voice) -> str:
    if finding.measure is None:
        return ""
    measure = finding.measure
    reached = f"{figures.number(measure.value)} / {figures.number(measure.of)}"
    if measure.of > 0:
        reached += f" ({figures.percent(measure.value / measure.of)})"
    if measure.target is not None:
        reached += voice(_("，要求 {x}"), x=figures.percent(measure.target))
    return reached


def _known_first(families: Iterable[str]) -> list[str]:
    order = list(FAMILIES)
    return sorted(families, key=lambda key: (order.index(key) if key in order else len(order), key))


def _quiet(result: AuditResult, voice: Voice) -> str:
    """What is only counted."""
    met = sum(finding.outcome is Outcome.MET for finding in result.findings)
    none = sum(finding.outcome is Outcome.NOT_APPLICABLE for finding in result.findings)
    said = [voice(text, n=n) for n, text in ((met, _("{n} 项符合")), (none, _("{n} 项不适用"))) if n]
    return voice(_("另有 {parts}，不在此列出，见“条款”。"), parts=voice.list(said)) if said else ""
