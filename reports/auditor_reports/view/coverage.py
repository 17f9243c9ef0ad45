"""Part four: what was looked at, what was not, and why? And the short ledger of it for part one."""

from collections import Counter
from dataclasses import dataclass

from auditor.model.outcome import Outcome, Reason
from auditor.model.result import AuditResult
from auditor.model.run import RunState
from auditor_reports import figures
from auditor_reports.safe import shown
from auditor_reports.view.seen import Eyes, Place
from auditor_reports.view.standing import only_if_asked
from auditor_reports.voice import Voice
from auditor_reports.words import FAULTS, REASONS, ROBOTS, SKIPS, _


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a small chart; `tone` is bar (seen), open (not seen) or bad."""

    word: str
    width: str
    count: str
    tone: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """Addresses that were not opened, by reason."""

    word: str
    count: str
    examples: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one bar: where it begins and how long it is, in percent."""

    word: str
    at: str
    width: str
    count: str
    tone: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    parts: tuple[Part, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class Coverage:
    intro: str
    outcomes: Outcomes | None
    pages: tuple[Bar, ...]
    failures: tuple[Bar, ...]
    skipped: tuple[Unseen, ...]
    numbers: tuple[tuple[str, str], ...]
    vantage: tuple[tuple[str, str], ...]
    undecided: tuple[tuple[str, str], ...]  # reason, count of findings


def ledger(result: AuditResult, voice: Voice) -> tuple[tuple[str, str], ...]:
    """What was not checked: a number and what it counts; — where nothing can be counted."""
    rows: list[tuple[str, str]] = []
    if result.run.state is RunState.INTERRUPTED:
        rows.append((figures.NOTHING, voice(_("采集中途停止，其余没有看"))))
    for skipped in sorted(result.run.coverage.skipped, key=lambda one: (-one.count, one.reason)):
        if skipped.count and skipped.reason != "off-scope":
            word = voice.word(SKIPS, skipped.reason)
            rows.append((figures.count(skipped.count), voice(_("个地址没有打开：{why}"), why=word)))
    extra = sum(map(only_if_asked, result.findings))
    undecided = _undecided(result) - Counter({Reason.NOT_GATHERED: extra})
    for reason, n in undecided.most_common():
        rows.append((figures.count(n), voice(_("项无法判定：{why}"), why=voice(REASONS[reason]))))
    if extra:
        rows.append(
            (
                figures.count(extra),
                voice(_("项提示要另外采集才有结论（IPv6 全部指标、站内检索、定期探测），不影响得分")),
            )
        )
    if errors := sum(finding.outcome is Outcome.ERROR for finding in result.findings):
        rows.append((figures.count(errors), voice(_("项检查出错，是程序的问题，不是网站的"))))
    if manual := sum(clause.outcome is Outcome.MANUAL for clause in result.clauses):
        rows.append((figures.count(manual), voice(_("条须由人核查，见“条款”的打勾处"))))
    vantage = result.run.vantage
    if vantage.ipv6 is not True and Reason.NO_IPV6 not in undecided:  # told once
        rows.append((figures.NOTHING, _ipv6(vantage.ipv6, voice)))
    if not vantage.browser:
        rows.append((figures.NOTHING, voice(_("没有浏览器，靠脚本填充的列表看不到"))))
    rows.append((figures.NOTHING, voice(_("登录后的页面、移动客户端、新媒体账号不在范围内；不提交任何表单"))))
    return tuple(rows)


def coverage(result: AuditResult, voice: Voice, eyes: Eyes) -> Coverage:
    seen, vantage = result.run.coverage, result.run.vantage
    yes_no = {True: _("可用"), False: _("不可用"), None: _("没有测")}
    rate = (
        f" ({voice(_('平均每秒 {x} 次'), x=round(seen.requests / seen.elapsed, 1))})"
        if seen.requests >= seen.elapsed / 10 > 0
        else ""
    )
    numbers = [
        (_("已发现"), voice(_("{n} 个地址"), n=seen.known)),
        (_("已打开"), voice(_("{n} 个，其中网页 {pages} 个"), n=seen.opened, pages=seen.pages)),
        (_("站外链接"), voice(_("{n} 个，只看能否打开"), n=seen.external)),
        (_("最深"), voice(_("离首页 {n} 次点击"), n=seen.depth)),
        (_("请求"), voice(_("{n} 次"), n=seen.requests) + rate),
        (_("问编造的地址"), voice(_("{n} 次"), n=seen.made_up)),
        (_("再看"), voice(_("{n} 次"), n=seen.second_looks)),
        (_("用时"), _lasted(seen.elapsed, voice)),
        ("robots.txt", voice.word(ROBOTS, seen.robots)),
        (_("网站地图"), voice(_("{n} 个地址"), n=seen.sitemap) if seen.sitemap else voice(_("没有，或没有内容"))),
        (_("范围内看全了"), _whole(seen.complete, bool(seen.skipped), voice)),
    ]
    place = [
        ("IPv6", voice(yes_no[vantage.ipv6]) + (voice(_("（经 DNS64）")) if vantage.dns64 else "")),
        (_("浏览器"), shown(vantage.browser) or voice(_("没有"))),
        (_("DNS 解析器"), shown(vantage.resolver) or voice(_("系统的"))),
        (_("指到别处的主机"), voice.list([shown(host) for host in vantage.mapped]) or voice(_("没有"))),
    ]
    if vantage.note:
        place.append((_("说明"), shown(vantage.note)))
    return Coverage(
        intro=voice(
            _("没有看到的，不说好，也不说坏。适用的分值中有 {share} 得出了结论。"),
            share=figures.percent(result.score.coverage),
        ),
        outcomes=_outcomes(result, voice),
        pages=_pages(result, voice),
        failures=_failures(result, voice),
        skipped=tuple(
            Unseen(
                voice.word(SKIPS, one.reason), figures.count(one.count), tuple(eyes.place(url) for url in one.examples)
            )
            for one in sorted(seen.skipped, key=lambda one: (-one.count, one.reason))
            if one.count
        ),
        numbers=tuple((voice(label), text) for label, text in numbers),
        vantage=tuple((voice(label), text) for label, text in place),
        undecided=tuple((voice(REASONS[reason]), figures.count(n)) for reason, n in _undecided(result).most_common()),
    )


def _undecided(result: AuditResult) -> Counter[Reason]:
    found = sorted(f.reason for f in result.findings if f.outcome is Outcome.NOT_TESTABLE and f.reason)
    return Counter(found)


def _whole(complete: bool, told: bool, voice: Voice) -> str:
    if complete:
        return voice(_("是"))
    return voice(_("没有，原因见下")) if told else voice(_("没有看全"))


def _ipv6(works: bool | None, voice: Voice) -> str:
    if works is None:
        return voice(_("没有测本机的 IPv6，连通性没有结论"))
    return voice(_("本机没有可用的 IPv6，只看域名解析，没有试连"))


def _lasted(seconds: float, voice: Voice) -> str:
    if seconds < 60:
        return voice(_("{n} 秒"), n=round(seconds, 1))
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return voice(_("{h} 小时 {m} 分"), h=hours, m=minutes)
    return voice(_("{m} 分 {s} 秒"), m=minutes, s=rest)


def _pages(result: AuditResult, voice: Voice) -> tuple[Bar, ...]:
    seen = result.run.coverage
    rows = [(voice(_("已打开")), seen.opened, "bar")]
    rows += [
        (voice.word(SKIPS, one.reason), one.count, "open")
        for one in sorted(seen.skipped, key=lambda one: (-one.count, one.reason))
        if one.count and one.reason != "off-scope"
    ]
    return _bars(rows) if seen.opened or len(rows) > 1 else ()


def _outcomes(result: AuditResult, voice: Voice) -> Outcomes | None:
    """Of all addresses that were looked at, ours and others': which opened, which did not, which we cannot tell of."""
    seen = result.run.coverage
    looked = seen.opened + seen.external
    untold = sum(n for kind, n in seen.failures.items() if kind in _OURS)
    bad = sum(seen.failures.values()) - untold
    if looked < bad + untold or not looked:
        return None
    rows = [(_("打得开"), looked - bad - untold, "bar"), (_("打不开"), bad, "bad"), (_("说不准"), untold, "open")]
    parts: list[Part] = []
    before = 0
    for word, n, tone in rows:
        if n:
            at, width = figures.share_of(before, looked), figures.share_of(n, looked)
            parts.append(Part(voice(word), at, width, figures.count(n), tone))
        before += n
    return Outcomes(tuple(parts), voice.list([f"{part.word} {part.count}" for part in parts]))


def _failures(result: AuditResult, voice: Voice) -> tuple[Bar, ...]:
    failures = result.run.coverage.failures
    return _bars(
        [
            (voice.word(FAULTS, kind), failures[kind], "open" if kind in _OURS else "bad")
            for kind in sorted(failures, key=lambda kind: (-failures[kind], kind))
            if failures[kind]
        ]
    )


_OURS = ("blocked", "robots", "refused-address", "off-network", "cancelled", "local", "bad-url")
"""Kinds of failure that say nothing about the site."""


def _bars(rows: list[tuple[str, int, str]]) -> tuple[Bar, ...]:
    top = max((n for _word, n, _tone in rows), default=0)
    return tuple(Bar(word, figures.share_of(n, top), figures.count(n), tone) for word, n, tone in rows)
