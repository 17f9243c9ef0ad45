"""What can this machine see? DNS, IPv6, browser, clock, disk, egress: the limits of any audit made here."""

import asyncio
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from auditor.api import _
from auditor.gate import Exit
from auditor.loop import run_async
from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher
from auditor.net.reach import vantage_probe
from auditor.net.render import find_chromium
from auditor.net.resolve import Resolver
from auditor.texts import translator

CLOCK_TOLERANCE = 300  # seconds; over it certificates and freshness are judged wrongly
FREE_DISK = 500_000_000  # bytes; a run of 2,000 pages takes about 30 MB


@dataclass(frozen=True, slots=True)
class Sight:
    """One line of the doctor's report. `ok` None: could not be told. `without` says what then cannot be judged."""

    name: str
    ok: bool | None
    found: str
    without: str = ""


def doctor(*, lang: str, store: str, resolver: str | None, anchors: Sequence[str], as_json: bool) -> int:
    settings = GatherSettings(resolver=resolver or "", **({"anchors": tuple(anchors)} if anchors else {}))
    sights = [*run_async(_network(settings)), _browser(), _disk(store)]
    t = translator(lang)
    if as_json:
        click.echo(json.dumps([asdict(sight) for sight in sights], ensure_ascii=False, indent=2))
    else:
        table = Table(box=None, pad_edge=False, show_header=False)
        for sight in sights:
            mark = {True: "✓", False: "✗", None: "?"}[sight.ok]
            table.add_row(mark, t(sight.name), sight.found, "" if sight.ok else t(sight.without))
        Console().print(table)
    blind = any(sight.ok is False and sight.name in (DNS, EGRESS, DISK) for sight in sights)
    return Exit.NO_VERDICT if blind else Exit.FINISHED


DNS, EGRESS, DISK = _("DNS 解析"), _("网络出口"), _("磁盘")


async def _network(settings: GatherSettings) -> list[Sight]:
    resolver = Resolver(settings)
    answers = await asyncio.gather(*(resolver.answer(anchor, "A") for anchor in settings.anchors))
    resolved = [anchor for anchor, answer in zip(settings.anchors, answers, strict=True) if answer.addresses]
    sights = [
        Sight(DNS, bool(resolved), f"{len(resolved)}/{len(settings.anchors)}", _("一个自检网站也解析不到，无法审计"))
    ]
    skew: float | None = None
    reached: list[str] = []
    async with Fetcher(settings, resolver) as fetcher:
        looks = await asyncio.gather(*(fetcher.fetch(f"http://{anchor}/") for anchor in resolved))
        for anchor, exchange in zip(resolved, looks, strict=True):
            if exchange.status:
                reached.append(anchor)
                skew = _skew(exchange.headers.get("date", "")) if skew is None else skew
        sights.append(
            Sight(EGRESS, bool(reached), f"{len(reached)}/{len(settings.anchors)}", _("一个自检网站也打不开，无法审计"))
        )
        probe = await vantage_probe(settings, resolver, fetcher, lambda: datetime.now(UTC))
        works = probe.values["works"]
        sights.append(Sight("IPv6", works, "", _("本机没有可用的 IPv6：须连接的 IPv6 规则一律无法判定，不扣分")))
    right = None if skew is None else abs(skew) <= CLOCK_TOLERANCE
    said = "" if skew is None else f"{skew:+.0f} s"
    sights.append(Sight(_("时钟"), right, said, _("时钟不准或无从比对：证书与更新时限可能判错")))
    return sights


def _skew(date_header: str) -> float | None:
    """By how many seconds does our clock run ahead of a Date header? None when there is none."""
    try:
        return (datetime.now(UTC) - parsedate_to_datetime(date_header)).total_seconds()
    except (ValueError, TypeError):
        return None


def _browser() -> Sight:
    path = find_chromium()
    return Sight(_("浏览器"), bool(path), path or "", _("没有 Chromium：由脚本填充的列表无法判定"))


def _disk(store: str) -> Sight:
    folder = Path(store.removeprefix("sqlite:///")).absolute().parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Sight(DISK, False, str(error), _("存不下采集结果"))
    return Sight(DISK, free > FREE_DISK, f"{free / 1e9:.1f} GB", _("存不下采集结果"))
