"""What does a citizen who has only IPv6 meet? Addresses one by one, timings beside IPv4, hosts that keep him out."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.model.outcome import Outcome, Reason
from auditor.model.picture import Picture
from auditor.model.reporting import Beside
from auditor.model.result import AuditResult, FindingResult
from auditor.model.url import canonical
from auditor_reports import figures
from auditor_reports.crops import decoded, overview
from auditor_reports.safe import shown
from auditor_reports.view.fixes import filled
from auditor_reports.view.naming import Names
from auditor_reports.view.seen import Eyes
from auditor_reports.view.shots import Shot
from auditor_reports.voice import Voice
from auditor_reports.words import REASONS, _

REACHABLE, SPEED, BROWSER = "ipv6.home-reachable", "ipv6.speed", "ipv6.browser"
FEW = 20  # hosts that are shown at once
# The order in which a connection goes: names, ports, pages, links.
_ORDER = (
    *("ipv6.aaaa-answers", "ipv6.name-servers", "ipv6.chain", "ipv6.dns-health", "ipv6.ports", "ipv6.success"),
    *("ipv6.availability", "ipv6.tls", "ipv6.same-page", "ipv6.delivery", "ipv6.speed", "ipv6.browser"),
    *("ipv6.resources", "ipv6.inner-links", "ipv6.outlinks"),
)
WIDTH = 120  # of the longest bar, in the units of the drawing
_KEEPS_OUT = {
    "ipv6.resources": _("页面资源"),
    "ipv6.same-page": _("跳转目标"),
    "ipv6.outlinks": _("外链"),
}
_STAGES = {"connect": _("连接"), "tls": _("TLS"), "first-byte": _("首字节"), "whole": _("整页")}
_OVER = {"ipv6": _("只有 IPv6"), "ipv4": _("只有 IPv4")}
_LEVELS = {"2": _("二级"), "3": _("三级")}
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
class Side:
    """What a browser of one family showed. `shot` None: it showed nothing."""

    label: str
    shot: Shot | None


@dataclass(frozen=True, slots=True)
class Ipv6:
    note: str
    pair: tuple[Side, ...]
    lost: tuple[str, ...]
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]
    kept: tuple[Kept, ...]
    more: tuple[Kept, ...]  # of them, out of sight at first
    sums: tuple[Sum, ...]


def draw(result: AuditResult, voice: Voice, names: Names, eyes: Eyes, beside: Beside) -> Ipv6 | None:
    """None where no indicator was measured: the plain clauses then say all that there is."""
    found = [finding for finding in result.findings if finding.rule.startswith("ipv6.")]
    told = [one for one in found if one.rule not in ("ipv6.aaaa", REACHABLE)]
    measured = [one for one in told if one.evidence or one.reason not in (Reason.NOT_GATHERED, Reason.NO_IPV6)]
    if not measured:
        return None
    works, kept = result.run.vantage.ipv6, tuple(_kept(found, voice))
    return Ipv6(
        note="" if works else voice(_("本机没有可用的 IPv6：只判定 DNS，其余为灰色的“无法判定”，不加分也不扣分。")),
        pair=_pair(found, result.run.portal.home, voice, eyes, beside),
        lost=tuple(_lost(found, eyes)),
        rows=tuple(_row(one, voice) for one in found if one.rule == REACHABLE and " " in one.subject),
        bars=tuple(_bars(found, voice)),
        kept=kept[:FEW],
        more=kept[FEW:],
        sums=tuple(
            Sum(
                _title(one, voice, names),
                voice(_STATES.get(one.outcome, _("无法判定"))),
                one.outcome.value,
                _why(one, voice, names, eyes),
            )
            for one in sorted(measured, key=lambda one: (_place(one.rule), one.subject))
        ),
    )


def _place(rule: str) -> int:
    return _ORDER.index(rule) if rule in _ORDER else len(_ORDER)


def _why(one: FindingResult, voice: Voice, names: Names, eyes: Eyes) -> str:
    """What is wrong, or why nothing can be said."""
    rule = names.rules.get(one.rule)
    if one.outcome is Outcome.UNMET and rule is not None and one.message in rule.messages:
        return filled(rule.messages[one.message], one, voice, eyes).text
    return voice(REASONS[one.reason]) if one.outcome is Outcome.NOT_TESTABLE and one.reason else ""


def _title(one: FindingResult, voice: Voice, names: Names) -> str:
    title = voice(names.rules[one.rule].title) if one.rule in names.rules else one.rule
    level = _LEVELS.get(one.subject.partition(" ")[2])
    return voice(_("{what}（{level}）"), what=title, level=voice(level)) if level else title


def _pair(found: Iterable[FindingResult], home: str, voice: Voice, eyes: Eyes, beside: Beside) -> tuple[Side, ...]:
    """The home page as a browser with IPv6 alone showed it, beside one with IPv4 alone. None where nobody looked."""
    looked = any(one.rule == BROWSER and one.outcome in (Outcome.MET, Outcome.UNMET) for one in found)
    kept = beside.archive.pictures([canonical(home)]) if looked and beside.archive else ()
    pictures = {picture.over: picture for picture in kept if picture.over in _OVER}
    if not pictures:
        return ()
    asked = next((dict(one.evidence[0].values.get("requests") or {}) for one in found if one.rule == BROWSER), {})
    looked_over = [over for over in _OVER if over in pictures or asked.get(f"v{over[-1]}")]  # a machine may have one
    return tuple(
        Side(voice(_OVER[over]), _shot(pictures.get(over), voice(_OVER[over]), voice, eyes)) for over in looked_over
    )


def _shot(picture: Picture | None, label: str, voice: Voice, eyes: Eyes) -> Shot | None:
    page = decoded(picture) if picture else None
    if picture is None or page is None:
        return None
    crop = overview(page, picture.personal())
    return Shot(
        source="data:image/webp;base64," + base64.b64encode(crop.webp).decode(),
        alt=voice(_("首页的截图：{label}"), label=label),
        width=crop.width,
        height=crop.height,
        place=eyes.place(picture.url),
        when=figures.moment(picture.at),
    )


def _lost(found: Iterable[FindingResult], eyes: Eyes) -> Iterable[str]:
    for one in found:
        if one.rule == BROWSER and one.outcome is Outcome.UNMET and one.evidence:
            yield from (eyes.place(str(url)).text for url in one.evidence[0].values.get("lost", ()))


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
                    voice(_("{n} 毫秒"), n=round(seconds * 1000) or "<1"),
                    max(1, round(WIDTH * seconds / longest)),
                )


def _kept(found: Iterable[FindingResult], voice: Voice) -> Iterable[Kept]:
    for one in found:
        if one.rule in _KEEPS_OUT and one.outcome is Outcome.UNMET:
            for host in one.evidence[0].values.get("hosts", ()) if one.evidence else ():
                yield Kept(shown(str(host)), voice(_KEEPS_OUT[one.rule]))
