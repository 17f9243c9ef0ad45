"""What does a citizen who has only IPv6 meet? Addresses one by one, timings beside IPv4, hosts that keep him out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.model.outcome import Outcome
from auditor.model.reporting import Beside
from auditor.model.result import AuditResult, FindingResult
from auditor_reports.safe import shown
from auditor_reports.view.naming import Names
from auditor_reports.view.seen import Eyes
from auditor_reports.voice import Voice
from auditor_reports.words import _

REACHABLE, SPEED = "ipv6.home-reachable", "ipv6.speed"
WIDTH = 120  # of the longest bar, in the units of the drawing
_KEEPS_OUT = {
    "ipv6.resources": _("页面资源"),
    "ipv6.same-page": _("跳转目标"),
    "ipv6.outlinks": _("外链"),
}
_STAGES = {"connect": _("连接"), "tls": _("TLS"), "first-byte": _("首字节"), "whole": _("整页")}
_STATES = {
    Outcome.MET: _("符合"),
    Outcome.UNMET: _("不符合"),
    Outcome.NOT_APPLICABLE: _("不适用"),
    Outcome.NOT_TESTABLE: _("无法判定"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One address: how many tries opened the page, and how the last ended."""

    address: str
    state: str
    outcome: str
    tries: str
    detail: str


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    family: str
    seconds: str
    width: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A host without IPv6 on which the page hangs."""

    host: str
    why: str


@dataclass(frozen=True, slots=True)
class Sum:
    title: str
    state: str
    outcome: str
    said: str


@dataclass(frozen=True, slots=True)
class Ipv6:
    note: str
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]
    kept: tuple[Kept, ...]
    sums: tuple[Sum, ...]


def draw(result: AuditResult, voice: Voice, names: Names, eyes: Eyes, _beside: Beside) -> Ipv6 | None:
    """None where no indicator was measured: the plain clauses then say all that there is."""
    found = [finding for finding in result.findings if finding.rule.startswith("ipv6.")]
    measured = [one for one in found if one.message != "unasked" and one.rule not in ("ipv6.aaaa", REACHABLE)]
    if not measured:
        return None
    works = result.run.vantage.ipv6
    return Ipv6(
        note="" if works else voice(_("本机没有可用的 IPv6：只判定 DNS，其余为灰色的“无法判定”，不加分也不扣分。")),
        rows=tuple(_row(one, voice) for one in found if one.rule == REACHABLE and " " in one.subject),
        bars=tuple(_bars(found, voice)),
        kept=tuple(_kept(found, voice)),
        sums=tuple(
            Sum(
                voice(names.rules[one.rule].title) if one.rule in names.rules else one.rule,
                voice(_STATES.get(one.outcome, _("无法判定"))),
                one.outcome.value,
                "",
            )
            for one in measured
        ),
    )


def _row(one: FindingResult, voice: Voice) -> Row:
    values: Mapping[str, Any] = one.evidence[0].values if one.evidence else {}
    tries = list(values.get("tries") or ())
    ok = sum(bool(turn.get("ok")) for turn in tries)
    last = next((str(turn.get("detail") or "") for turn in reversed(tries) if not turn.get("ok")), "")
    return Row(
        shown(one.subject.partition(" ")[2]),
        voice(_STATES.get(one.outcome, _("无法判定"))),
        one.outcome.value,
        f"{ok} / {len(tries)}" if tries else "–",
        shown(last),
    )


def _bars(found: Iterable[FindingResult], voice: Voice) -> Iterable[Bar]:
    """Medians of both families, stage by stage, on one scale."""
    values = next((one.evidence[0].values for one in found if one.rule == SPEED and one.evidence), {})
    both = {name: dict(values.get(name) or {}) for name in ("v6", "v4")}
    longest = max((float(one) for medians in both.values() for one in medians.values()), default=0.0)
    for stage, label in _STAGES.items():
        for family, medians in both.items():
            if longest and stage in medians:
                seconds = float(medians[stage])
                yield Bar(
                    voice(label),
                    f"IPv{family[1]}",
                    voice(_("{n} 毫秒"), n=round(seconds * 1000)),
                    max(1, round(WIDTH * seconds / longest)),
                )


def _kept(found: Iterable[FindingResult], voice: Voice) -> Iterable[Kept]:
    for one in found:
        if one.rule in _KEEPS_OUT and one.outcome is Outcome.UNMET:
            for host in one.evidence[0].values.get("hosts", ()) if one.evidence else ():
                yield Kept(shown(str(host)), voice(_KEEPS_OUT[one.rule]))
