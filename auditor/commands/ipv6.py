"""IPv6 of hosts alone: a table for people, JSON for programs."""

import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from auditor.api import _
from auditor.commands.output import open_output
from auditor.config import ConfigError
from auditor.crawl.pace import Pace
from auditor.crawl.robots import Origins
from auditor.gate import Exit
from auditor.ipv6.many import measured
from auditor.ipv6.vantage import Seen
from auditor.ipv6.verdict import INDICATORS, Verdict
from auditor.ipv6.weighing import rules_of, weighed
from auditor.ipv6.words import NAMES, REASONS
from auditor.loop import run_async
from auditor.model.outcome import Outcome
from auditor.model.picture import Picture
from auditor.model.settings import UNPACED, GatherSettings
from auditor.net.location import parsed
from auditor.texts import translator

MARKS = {Outcome.MET: "[green]✓[/]", Outcome.UNMET: "[red]✗[/]", Outcome.NOT_APPLICABLE: "[dim]–[/]"}
UNKNOWN = "[dim]?[/]"
WIDE = 3  # hosts that are told one under the other; more make a table of marks


def ipv6(
    *,
    lang: str,
    hosts: Sequence[str],
    listed: str | None,
    scope: str,
    tries: int,
    spacing: float,
    as_json: bool,
    profile: str,
    ignore_robots: bool,
    rate: float | None,
    pictures: str | None,
    **given: Any,
) -> int:
    """Measures and tells. Exit 3 when our own vantage allowed no verdict on reachability."""
    wanted = list(dict.fromkeys(_host(one) for one in (*hosts, *_lines(listed))))
    if not wanted:
        raise ConfigError(_("请给出主机，或用 --list 给出清单"))
    settings = GatherSettings(**{key: value for key, value in given.items() if value}, robots=not ignore_robots)
    if settings.timeout != GatherSettings().timeout:
        settings = settings.model_copy(update={"ipv6_time": settings.timeout})
    if rate:
        settings = settings.model_copy(update={"rate": rate} | ({"address_rate": rate} if rate == UNPACED else {}))
    rules, pace = rules_of(profile), Pace(settings)
    seen: list[Seen] = []
    told: dict[str, dict[str, Verdict]] = {}
    begun = time.monotonic()

    async def gather() -> None:
        found = measured(
            wanted,
            settings,
            tries=tries,
            spacing=spacing,
            dns_only=scope == "dns",
            gate=pace,
            manners=lambda fetcher: Origins(fetcher, pace).of,
            keep=partial(_keep, Path(pictures)) if pictures else None,
            started=seen.append,
        )
        async for host, verdicts in found:
            told[host] = weighed(verdicts, rules)

    run_async(gather())
    took = time.monotonic() - begun
    told = {host: told[host] for host in wanted}
    if as_json:
        plain = {host: {name: one.plain() for name, one in verdicts.items()} for host, verdicts in told.items()}
        speed = {"hosts": len(told), "seconds": round(took, 2), "per_second": round(len(told) / took, 2)}
        whole = {"vantage": seen[0].plain(), "hosts": plain, "rate": speed}
        with open_output("") as out:
            out.write(f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode())
    else:
        _print(told, seen[0], took, lang)
    return Exit.FINISHED if seen[0].works or scope == "dns" else Exit.NO_VERDICT


async def _keep(folder: Path, host: str, pictures: Sequence[Picture]) -> None:
    for picture in pictures:
        (folder / f"{host}-{picture.over}.webp").write_bytes(picture.webp)


def _host(text: str) -> str:
    place = parsed(text if "://" in text else f"http://{text}/")
    if place is None:
        raise ConfigError(_("“{host}”不是主机名"), host=text)
    return place.hostname.rstrip(".").lower()


def _lines(listed: str | None) -> list[str]:
    if not listed:
        return []
    try:
        text = sys.stdin.read() if listed == "-" else Path(listed).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(_("读不了清单 {path}：{why}"), path=listed, why=error) from error
    return [line.split("#")[0].strip() for line in text.splitlines() if line.split("#")[0].strip()]


def _print(told: dict[str, dict[str, Verdict]], seen: Seen, took: float, lang: str) -> None:
    t = translator(lang)
    console = Console()
    if not seen.works:
        console.print(t(_("本机没有可用的 IPv6（或没有自检）：只判定 DNS，其余一概“无法判定”，不说明网站有问题。")))
    if len(told) <= WIDE:
        for host, verdicts in told.items():
            table = Table(title=host, title_justify="left", box=None, pad_edge=False, show_header=False)
            for name, one in verdicts.items():
                table.add_row(
                    MARKS.get(one.outcome, UNKNOWN), name, t(NAMES[name]), t(REASONS.get(one.reason, one.reason))
                )
            console.print(table)
    else:
        table = Table(t(_("主机")), *INDICATORS, box=None, pad_edge=False)
        for host, verdicts in told.items():
            table.add_row(host, *(MARKS.get(one.outcome, UNKNOWN) for one in verdicts.values()))
        console.print(table)
        for host, verdicts in told.items():
            for name, one in verdicts.items():
                if one.outcome is Outcome.UNMET:
                    console.print(f"{host} {name} {t(NAMES[name])}：{t(REASONS.get(one.reason, one.reason))}")
    speed = t(_("{n} 个主机，{seconds} 秒，每秒 {rate} 个"))
    console.print(speed.format(n=len(told), seconds=round(took, 1), rate=round(len(told) / took, 2)))
