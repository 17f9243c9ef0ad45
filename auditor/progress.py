"""What does a person, or a program, see while a portal is gathered?"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from auditor.api import _
from auditor.crawl import Event, Phase, Tell
from auditor.texts import translator

WORDS = {
    Phase.START: _("读取 robots 与站点地图；采集至多约需 {eta}"),
    Phase.LEVEL: _("第 {depth} 层网页"),
    Phase.RENDER: _("用浏览器读取由脚本填充的列表"),
    Phase.TARGETS: _("核对链接"),
    Phase.WAIT: _("等待 {eta} 秒后再看暂时失败的链接"),
    Phase.SECOND: _("再看一次暂时失败的链接"),
    Phase.PICTURES: _("为主要网页截图"),
    Phase.DONE: _("采集完成"),
}


@contextmanager
def teller(mode: str, lang: str) -> Iterator[Tell]:
    """How progress is told: `json` one event a line on stderr, `none` not at all, `auto` a live line on a terminal and
    one plain line a phase elsewhere."""
    console = Console(stderr=True)
    if mode == "none":
        yield lambda _event: None
    elif mode == "json":
        yield lambda event: print(json.dumps(asdict(event), ensure_ascii=False), file=sys.stderr, flush=True)
    elif console.is_terminal:
        with _live(console, lang) as tell:
            yield tell
    else:
        yield _plain(console, lang)


FIGURES = {
    "requests": _("请求 {value:.0f} 次"),
    "requests_per_address": _("每个地址 {value:.2f} 次请求"),
    "elapsed_s": _("采集用时 {value:.1f} 秒"),
    "lag_median_ms": _("事件循环延迟中位 {value:.1f} 毫秒"),
    "lag_p99_ms": _("事件循环延迟 99 分位 {value:.1f} 毫秒"),
    "lag_max_ms": _("事件循环延迟最大 {value:.1f} 毫秒"),
    "slots_share": _("连接名额占用 {value:.0%}"),
    "peak_mb": _("内存峰值 {value:.0f} MB"),
}
"""The figures that an engine may hand over (`Coverage.engine`), in the order in which they are told."""


def figures(engine: Mapping[str, float], lang: str) -> str:
    """The figures of a gather on one line; one without words of its own is told by its name."""
    t = translator(lang)
    said = [t(words).format(value=engine[name]) for name, words in FIGURES.items() if name in engine]
    said += [f"{name} {value:g}" for name, value in sorted(engine.items()) if name not in FIGURES]
    return " · ".join(said) or t(_("没有引擎的数字"))


def _said(event: Event, lang: str) -> str:
    eta = round(event.eta or 0) if event.phase is Phase.WAIT else _span(event.eta or 0)
    return translator(lang)(WORDS[event.phase]).format(depth=event.depth, eta=eta)


def _numbers(event: Event, lang: str) -> str:
    t = translator(lang)
    if event.phase is Phase.START:
        return ""
    parts = [t(_("{done}/{known} 个")).format(done=event.done, known=event.known)] if event.known else []
    parts.append(t(_("{rate:.1f} 次/秒")).format(rate=event.rate))
    if event.eta is not None and event.phase not in (Phase.WAIT, Phase.START):
        parts.append(t(_("约还需 {eta}")).format(eta=_span(event.eta)))
    if event.failures:
        worst = sorted(event.failures.items(), key=lambda item: (-item[1], item[0]))[:3]
        parts.append(" ".join(f"{kind} {count}" for kind, count in worst))
    return " · ".join(parts)


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


@contextmanager
def _live(console: Console, lang: str) -> Iterator[Tell]:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[numbers]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, numbers="", host="")

        def tell(event: Event) -> None:
            host = f"  {event.host}" if event.host else ""
            progress.update(
                task,
                description=_said(event, lang),
                completed=event.done,
                total=event.known or None,
                numbers=_numbers(event, lang) + host,
            )

        yield tell


def _plain(console: Console, lang: str) -> Tell:
    last: list[tuple[Phase, int]] = []

    def tell(event: Event) -> None:
        if (event.phase, event.depth) not in last:
            last[:] = [(event.phase, event.depth)]
            console.print(f"{_said(event, lang)}  {_numbers(event, lang)}", highlight=False, soft_wrap=True)

    return tell
