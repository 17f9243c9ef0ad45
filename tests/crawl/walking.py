"""Walks a demo `Site` over loopback, from the first request to the stored run."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from auditor.crawl import Event
from auditor.demo.serve import Served
from auditor.demo.site import Site
from auditor.model.run import Run
from auditor.model.settings import GatherSettings
from auditor.run import gather
from auditor.store import Store
from auditor.store.facts import RunFacts

DAY = date(2026, 11, 22)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Walked:
    run: Run
    facts: RunFacts
    served: Served


@asynccontextmanager
async def walked(
    site: Site,
    folder: Path,
    *,
    tell: Callable[[Event], None] = lambda _event: None,
    stop: asyncio.Event | None = None,
    **settings: Any,
) -> AsyncIterator[Walked]:
    """The run of one walk, its facts, and the server that was asked."""
    base = {"workers": 0, "render": "never", "second_look": 0.2, "anchors": ()}
    async with Served(site) as served, await Store.open(str(folder / "walk.db")) as store:
        asked = served.settings(GatherSettings()).model_copy(update=base | settings)
        run = await gather(served.portal, asked, store, now=now, tell=tell, stop=stop or asyncio.Event())
        with store.facts(run.id, DAY) as facts:
            yield Walked(run, facts, served)
