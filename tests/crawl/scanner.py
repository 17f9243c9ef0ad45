"""A scan in a process of its own, so that it can be killed: `python scanner.py STORE SETTINGS.json HOME [RUN]`."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from auditor.model.portal import Portal
from auditor.model.settings import GatherSettings
from auditor.run import gather
from auditor.store import Store


async def scan(store: str, settings: str, home: str, run: str = "") -> None:
    asked = GatherSettings.model_validate_json(Path(settings).read_bytes())
    async with await Store.open(store) as opened:
        await gather(
            None if run else Portal(home=home),
            None if run else asked,
            opened,
            now=lambda: datetime.now(UTC),
            tell=lambda _event: None,
            stop=asyncio.Event(),
            resume=run,
        )


if __name__ == "__main__":
    asyncio.run(scan(*sys.argv[1:]))
