"""Which ten fixes win most?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model.profile import EffectKind
from auditor.model.result import AuditResult, FindingResult
from auditor_reports import figures
from auditor_reports.safe import shown
from auditor_reports.view.fixes import family_of, grouped, sentence
from auditor_reports.view.naming import Names
from auditor_reports.view.places import Places
from auditor_reports.view.seen import Eyes
from auditor_reports.view.standing import section_of
from auditor_reports.voice import Said, Voice
from auditor_reports.words import FAMILIES, _

MOST, UNITS = 10, 2
_UNSAID = Said("")


@dataclass(frozen=True, slots=True)
class Step:
    """One fix: what, how many places, by which clause, the points it wins back, and what the score can then be."""

    rank: int
    title: Said
    example: Said  # one of several places, in its own words
    unit: Said
    places: str
    family: str
    cite: Said
    gain: str
    reach: str
    href: str


def steps(result: AuditResult, voice: Voice, names: Names, eyes: Eyes, places: Places) -> tuple[tuple[Step, ...], str]:
    """The fixes that lift a veto, then those that win back most, and a word on all of them together.

    Findings of one rule are one fix: a broken template is mended once. A single finding is called by its sentence.
    """
    groups = grouped(finding for finding in result.findings if section_of(finding) == "fix")
    worth = [(rule, findings, _won(findings)) for (_section, rule), findings in groups.items()]
    worth = [item for item in worth if item[2] or _veto(item[1])]
    worth.sort(key=lambda item: (not _veto(item[1]), -item[2], len(item[1]), item[0]))
    score, drawn, won = result.score, [], 0.0
    for rank, (rule, findings, points) in enumerate(worth[:MOST], start=1):
        won += points
        text = names.rules.get(rule)
        alone = len(findings) == 1 or text is None
        said = sentence(text, findings[0], voice, eyes)
        drawn.append(
            Step(
                rank=rank,
                title=said if alone or text is None else voice.text(text.title),
                example=_UNSAID if alone else _example(said, voice),
                unit=voice.name(_units(findings, places, voice)),
                places=voice(_("{n} 处"), n=len(findings)),
                family=voice.word(FAMILIES, family_of(rule)),
                cite=voice.name(_cites(findings, names)),
                gain=voice(_("解除否决")) if _veto(findings) else figures.gain(points),
                reach=_reach(result, won),
                href=findings[0].fingerprint if alone else f"fix-{rule}",
            )
        )
    if not drawn:
        return (), ""
    note = ""
    if score.low is not None and won:
        note = voice(_("全部改好，得分可到 {reach}"), reach=_reach(result, won))
    if len(worth) > MOST:
        note += voice(_("；另有 {n} 类见“整改”"), n=len(worth) - MOST)
    return tuple(drawn), note


def _example(said: Said, voice: Voice) -> Said:
    return Said(voice(_("如：{problem}"), problem=said.text), said.foreign)


def _units(findings: Sequence[FindingResult], places: Places, voice: Voice) -> str:
    """Who has to mend it? The first two, by how much of it is theirs."""
    owned = Counter(unit.name for finding in findings if (unit := places.unit(finding)))
    named = [shown(name) for name, _n in owned.most_common(UNITS)]
    more = voice(_(" 等 {n} 个单位"), n=len(owned)) if len(owned) > UNITS else ""
    return voice.list(named) + more


def _won(findings: Sequence[FindingResult]) -> float:
    """Points won back when all of these are mended: what they lost; for a bonus what it would add."""
    lost = sum(finding.lost for finding in findings)
    return lost or max((finding.gain for finding in findings if finding.effect is not EffectKind.BONUS), default=0.0)


def _veto(findings: Sequence[FindingResult]) -> bool:
    return any(finding.effect is EffectKind.VETO for finding in findings)


def _reach(result: AuditResult, won: float) -> str:
    score, borders = result.score, (result.profile.fail_below, result.profile.bonus_above)
    if score.low is None or score.high is None:
        return figures.NOTHING
    top = max(100.0, score.high)
    return figures.span(min(top, score.low + won), min(top, score.high + won), borders)


def _cites(findings: Sequence[FindingResult], names: Names) -> str:
    refs = list(dict.fromkeys(ref for finding in findings for ref in finding.clauses))
    more = names.voice(_(" 等 {n} 条"), n=len(refs)) if len(refs) > 1 else ""
    return names.cite(refs[0]) + more if refs else ""
