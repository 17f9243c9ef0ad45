"""One spaced probe of a portal, appended to the store. A timer or cron calls it; `--every` is a convenience."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import click

from auditor import __version__, config
from auditor.api import _
from auditor.gate import Exit
from auditor.ipv6.moment import moment
from auditor.loop import run_async
from auditor.model.run import Run, RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.net.location import parsed
from auditor.store import Store
from auditor.texts import translator


def probe(*, lang: str, target: str, store: str, once: bool, every: float | None, **given: Any) -> int:
    """Probes the host of a run, or a host (its latest run; a new one where there is none)."""
    if once and every:
        raise config.ConfigError(_("--once 与 --every 只能用一个"))
    settings = {key: value for key, value in given.items() if value}
    run_async(_probed(target, store, settings, every, lang))
    return Exit.FINISHED


async def _probed(target: str, path: str, given: dict[str, Any], every: float | None, lang: str) -> None:
    t = translator(lang)
    async with await Store.open(path) as store:
        run = await _run(store, target, given)
        settings = store.settings(run.id).model_copy(update=given)
        while True:
            for seen in await moment(run.portal, settings, lambda: datetime.now(UTC)):
                store.add_probes(run.id, [seen])
                told = {family: seen.values[family]["ok"] for family in ("v4", "v6")}
                marks = {True: "✓", False: "✗", None: "?"}
                said = " ".join(f"IPv{family[1]} {marks[ok]}" for family, ok in told.items())
                click.echo(t(_("已记下 {host}：{said}（{run}）")).format(host=seen.subject, said=said, run=run.id))
            if not every:
                return
            await asyncio.sleep(every)


async def _run(store: Store, target: str, given: dict[str, Any]) -> Run:
    runs = store.runs()
    if target == "latest" or any(run.id.startswith(target) for run in runs):
        return store.find(target)
    site = config.site(target)
    home = parsed(site.home)
    for run in reversed(runs):
        place = parsed(run.portal.home)
        if home is not None and place is not None and place.hostname == home.hostname:
            return run
    settings = GatherSettings.model_validate({**site.gather.model_dump(), **given})
    tool = f"govsite-auditor {__version__}"
    writer = await store.new_run(config.portal(site), settings, datetime.now(UTC), tool)
    return await writer.finish(RunState.GATHERED, Vantage(), False)
