"""A run gathered now, told to nobody and never stopped."""

import asyncio
from datetime import UTC, datetime

from auditor.model.portal import Portal
from auditor.model.run import Run
from auditor.model.settings import GatherSettings
from auditor.run import gather
from auditor.store import Store


async def gathered(portal: Portal, settings: GatherSettings, store: Store) -> Run:
    return await gather(
        portal, settings, store, now=lambda: datetime.now(UTC), tell=lambda _event: None, stop=asyncio.Event()
    )
