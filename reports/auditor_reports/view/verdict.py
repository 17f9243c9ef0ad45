"""Part one: how does the site stand, and why?"""

from collections import Counter
from dataclasses import dataclass

from auditor.model.outcome import Outcome, Reason
from auditor.model.profile import EffectKind
from auditor.model.result import AuditResult, Score
from auditor.model.run import RunState
from auditor_reports import figures
from auditor_reports.view.naming import Basis, Names
from auditor_reports.voice import Voice
from auditor_reports.words import FAMILIES, FAULTS, REASONS, _


@dataclass(frozen=True, slots=True)
class Ruler:
    """Lengths in percent of 0…100. `labels`: (x, text, anchor class, strong)."""

    kept: str
    at: str
    open: str
    ticks: tuple[tuple[str, bool], ...]  # x, and whether it stands on the filled part
    labels: tuple[tuple[str, str, str, bool], ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One family: lengths on the common scale, figures in words."""

    family: str
    word: str
    worth: str
    kept: str
    at: str
    open: str
    points: str
    of: str
    unmet: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Veto:
    """The veto clauses: a box when one is confirmed or waits for a person, else one line."""

    loud: bool
    title: str
    unseen: bool
    confirmed: tuple[Basis, ...]
    candidates: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    sentence: str
    why: tuple[str, ...]
    score: str
    of: str
    aside: str
    void: bool  # a veto stands: the score decides nothing
    ruler: Ruler | None
    veto: Veto | None
    bars: tuple[Bar, ...]


def verdict(result: AuditResult, voice: Voice, names: Names) -> Verdict:
    score = result.score
    return Verdict(
        sentence=headline(result, voice),
        why=why(result, voice),
        score=number(result, voice),
        of=_of(result, voice),
        aside=_aside(result, voice),
        void=bool(score.vetoes),
        ruler=_ruler(result, voice),
        veto=_veto(result, voice, names),
        bars=_bars(score, voice),
    )


def open_clauses(result: AuditResult) -> int:
    """How many clauses keep the range open?"""
    return sum(clause.open > 0 for clause in result.clauses)


def number(result: AuditResult, voice: Voice) -> str:
    """70.1–73.7, 82.0, or words when there is no score."""
    score = result.score
    if score.low is None or score.high is None:
        return voice(_("未评分"))
    return figures.span(score.low, score.high, (result.profile.fail_below, result.profile.bonus_above))


def band(value: float, result: AuditResult, voice: Voice) -> str:
    if value < result.profile.fail_below:
        return voice(_("不合格"))
    return voice(_("合格，可计加分")) if value > result.profile.bonus_above else voice(_("合格"))


def headline(result: AuditResult, voice: Voice) -> str:
    """The verdict as a sentence that says what must be decided today."""
    score = result.score
    if score.vetoes:
        return voice(_("{n} 项单项否决成立，不合格。"), n=len(score.vetoes))
    if score.low is None or score.high is None:
        if result.run.state is RunState.HOME_DOWN:
            return voice(_("首页没有读到，这次没有结论。"))
        if not result.profile.scored:
            return _unscored(result, voice)
        return voice(_("没有一项计分的条款得出结论，这次不能打分。"))
    low, high = band(score.low, result, voice), band(score.high, result, voice)
    if score.veto_candidates:
        n = len(score.veto_candidates)
        if score.reference:
            return voice(_("{n} 条单项否决线索待人工确认。属实则不合格；看到的太少，得分只作参考。"), n=n)
        if low == high:
            return voice(_("{n} 条单项否决线索待人工确认。属实则不合格；排除后为{band}。"), n=n, band=low)
        return voice(
            _("{n} 条单项否决线索待人工确认。属实则不合格；排除后由待定项决定。"),
            n=n,
        )
    if score.reference:
        return voice(_("看到的太少，得分只作参考，不下结论。"))
    if low != high:
        if score.low < result.profile.fail_below:
            return voice(_("合格与否，取决于 {n} 条待定。"), n=open_clauses(result))
        return voice(_("合格。加分能否计入，取决于 {n} 条待定。"), n=open_clauses(result))
    if not any(finding.outcome is Outcome.UNMET for finding in result.findings):
        return voice(_("{band}。没有发现不符合的地方。"), band=low)
    fail, bonus = f"{result.profile.fail_below:g}", f"{result.profile.bonus_above:g}"
    if score.high < result.profile.fail_below:
        return voice(_("不合格，得分低于 {n} 分。"), n=fail)
    if score.low > result.profile.bonus_above:
        return voice(_("合格，得分高于 {n} 分，可计加分。"), n=bonus)
    return voice(_("合格，得分在 {a} 到 {b} 分之间。"), a=fail, b=bonus)


def why(result: AuditResult, voice: Voice) -> tuple[str, ...]:
    """The sentences under the verdict."""
    score = result.score
    if score.low is None or score.high is None:
        return _why_none(result, voice)
    said: list[str] = []
    unmet = sum(clause.outcome is Outcome.UNMET and clause.counted for clause in result.clauses)
    if score.lost:
        said.append(voice(_("{n} 条不符合，共扣 {x} 分。"), n=unmet, x=figures.points(score.lost)))
    elif not score.vetoes:
        said.append(voice(_("没有扣分。")))
    if score.open:
        said.append(
            voice(
                _("{n} 条待定，涉及 {x} 分；区间的下端按全扣算，上端按全得算。"),
                n=open_clauses(result),
                x=figures.points(score.open),
            )
        )
        low, high = band(score.low, result, voice), band(score.high, result, voice)
        if low == high and not score.reference:
            said.append(voice(_("待定各条无论结果如何，得分都在“{band}”这一档。"), band=low))
    if score.reference:
        said.append(
            voice(
                _("适用分值中只有 {share} 得出了结论，不到 {floor}，所以标为参考值。"),
                share=figures.percent(score.coverage),
                floor=figures.percent(result.profile.coverage_floor),
            )
        )
    if score.bonus:
        counted = _("加分 {x} 分，已计入。") if score.bonus_counts else _("另有加分 {x} 分，得分超过 {n} 分时才计入。")
        said.append(voice(counted, x=figures.points(score.bonus), n=result.profile.bonus_above))
    if score.vetoes:
        said.append(voice(_("否决成立时不看得分；下面的得分只用来安排整改。")))
    if result.run.state in (RunState.INTERRUPTED, RunState.GATHERING):
        said.append(voice(_("采集中途停止，只就已看到的部分作出判断。")))
    return tuple(said)


ADVICE = {
    Reason.BLOCKED: _("请网站管理方放行检查程序，或换一个网络再查一次。"),
    Reason.ROBOTS: _("请先让 robots.txt 可以读到并允许抓取，再查一次。"),
    Reason.HOME_DOWN: _("请先用浏览器打开首页；打得开就换一个网络再查一次。"),
    Reason.OUR_SIDE: _("请用 auditor doctor 看看本机的网络和域名解析。"),
    Reason.OFF_NETWORK: _("请确认网址，或放开主机限制后再查一次。"),
}


def _unscored(result: AuditResult, voice: Voice) -> str:
    """The verdict of a profile that forms no score."""
    outcomes = Counter(finding.outcome for finding in result.findings)
    if outcomes[Outcome.UNMET]:
        return voice(_("发现 {n} 处不符合。"), n=outcomes[Outcome.UNMET])
    if outcomes[Outcome.MET]:
        return voice(_("没有发现不符合的地方。"))
    return voice(_("没有一条得出结论。"))


def _why_none(result: AuditResult, voice: Voice) -> tuple[str, ...]:
    outcomes = {finding.outcome for finding in result.findings}
    if not result.profile.scored and outcomes & {Outcome.MET, Outcome.UNMET}:
        short = result.run.state in (RunState.INTERRUPTED, RunState.GATHERING)
        cut = (voice(_("采集中途停止，只就已看到的部分作出判断。")),) if short else ()
        return (voice(_("这个规则集没有文件依据，不打分、不定等级。")), *cut)
    reasons = Counter(
        finding.reason for finding in result.findings if finding.outcome is Outcome.NOT_TESTABLE and finding.reason
    )
    robots = result.run.coverage.robots in ("unreachable", "disallowed")
    down = result.run.state is RunState.HOME_DOWN
    top = Reason.ROBOTS if robots and down else max(reasons, key=lambda one: (reasons[one], one), default=None)
    said: list[str] = []
    failures = result.run.coverage.failures
    if down and failures:  # silence at robots.txt is the same silence
        kind = max(sorted(failures), key=lambda one: failures[one])
        said.append(voice(_("访问首页的结果：{fault}。"), fault=voice.word(FAULTS, kind)))
        top = Reason.BLOCKED if kind == "blocked" else Reason.HOME_DOWN
    elif top:
        said.append(voice(_("主要原因：{reason}。"), reason=voice(REASONS[top])))
    said.append(voice(_("没有结论，既不等于合格，也不等于不合格。")))
    advice = ADVICE.get(top or Reason.HOME_DOWN, "")
    return (*said, voice(advice)) if advice else tuple(said)


def _of(result: AuditResult, voice: Voice) -> str:
    score = result.score
    if score.low is None:
        return ""
    if score.open:
        return voice(_("满分 100，{n} 条待定"), n=open_clauses(result))
    return voice(_("满分 100"))


def _aside(result: AuditResult, voice: Voice) -> str:
    """What has to be known beside the figure, lest it be read alone."""
    if result.score.low is None:
        return ""
    if result.score.vetoes:
        return voice(_("已被否决"))
    return voice(_("参考值")) if result.score.reference else ""


def _ruler(result: AuditResult, voice: Voice) -> Ruler | None:
    score, fail, bonus = result.score, result.profile.fail_below, result.profile.bonus_above
    if score.low is None or score.high is None:
        return None
    top = max(100.0, score.high)

    def x(value: float) -> str:
        return figures.share_of(value, top)

    labels = [("0", "0", "", False), (x(fail), f"{fail:g}", "mid", True), (x(bonus), f"{bonus:g}", "mid", True)]
    if fail >= 20:
        labels.append((x(fail / 2), voice(_("不合格")), "mid", False))
    if bonus - fail >= 15:
        labels.append((x((fail + bonus) / 2), voice(_("合格")), "mid", False))
    if 100 - bonus >= 15:
        labels.append(("100%", voice(_("计加分")), "end", False))
    spoken = voice(
        _("得分标尺，0 到 100 分：{fail} 分以下不合格，{bonus} 分以上计加分；本站 {score} 分"),
        fail=f"{fail:g}",
        bonus=f"{bonus:g}",
        score=number(result, voice),
    )
    return Ruler(
        kept=x(score.low),
        at=x(score.low),
        open=x(score.high - score.low),
        ticks=((x(fail), score.low > fail), (x(bonus), score.low > bonus)),
        labels=tuple(labels),
        spoken=spoken,
    )


def _veto(result: AuditResult, voice: Voice, names: Names) -> Veto | None:
    vetoes = [clause for clause in result.clauses if clause.effect.kind is EffectKind.VETO]
    score = result.score
    if not vetoes and not score.vetoes and not score.veto_candidates:
        return None
    unseen = sum(clause.outcome is Outcome.MET for clause in vetoes)
    dark = sum(clause.outcome in (Outcome.NOT_TESTABLE, Outcome.ERROR) for clause in vetoes)
    parts = [
        (len(score.vetoes), _("{n} 项成立")),
        (len(score.veto_candidates), _("{n} 条线索待确认")),
        (dark, _("{n} 项无法判定")),
        (unseen, _("{n} 项未见")),
    ]
    said = [voice(text, n=n) for n, text in parts if n]
    return Veto(
        loud=bool(score.vetoes or score.veto_candidates),
        title=voice(_("单项否决：{parts}"), parts=voice.list(said) or voice(_("没有适用的"))),
        unseen=bool(unseen),
        confirmed=tuple(names.basis(ref) for ref in score.vetoes),
        candidates=tuple(names.basis(ref) for ref in score.veto_candidates),
    )


def _bars(score: Score, voice: Voice) -> tuple[Bar, ...]:
    """What lost most stands first; a family without points only where something in it is unmet."""
    scale = max((family.worth for family in score.families), default=0)
    telling = [one for one in score.families if one.worth or one.unmet or not scale]
    return tuple(
        Bar(
            family=one.family,
            word=voice.word(FAMILIES, one.family),
            worth=figures.share_of(one.worth, scale),
            kept=figures.share_of(one.kept, scale),
            at=figures.share_of(one.kept, scale),
            open=figures.share_of(one.open, scale) if one.open else "",
            points=figures.span(one.kept, one.kept + one.open) if one.worth else figures.NOTHING,
            of=figures.points(one.worth).removesuffix(".0") if one.worth else "",
            unmet=voice(_("{n} 项"), n=one.unmet) if one.unmet else figures.NOTHING,
            spoken=voice(
                _("{family}：满分 {worth}，已得 {kept}，待定 {open}，扣 {lost}"),
                family=voice.word(FAMILIES, one.family),
                worth=figures.points(one.worth),
                kept=figures.points(one.kept),
                open=figures.points(one.open),
                lost=figures.points(one.lost),
            ),
        )
        for one in sorted(telling, key=lambda one: (not one.worth, -one.lost, -one.open, -one.worth))
    )
