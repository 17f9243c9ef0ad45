"""The most telling pages are pictured once all else is settled: on nothing of this does a verdict hang."""

from collections.abc import Callable
from typing import Protocol

from auditor.crawl.account import Account
from auditor.crawl.events import Phase
from auditor.crawl.pace import Pace
from auditor.crawl.robots import Allows
from auditor.model.picture import Picture
from auditor.model.url import host_of
from auditor.store.gather import RunWriter


class Picturing(Protocol):
    async def picture(self, url: str, *, allows: Allows) -> Picture | None: ...


async def picture_pages(
    writer: RunWriter,
    camera: Picturing,
    most: int,
    *,
    pace: Pace,
    account: Account,
    over: Callable[[], bool],
    allows: Allows,
) -> None:
    """Keeps pictures of up to `most` pages; those that are there already, in a resumed run, are not taken again."""
    there = set(await writer.pictured())
    waiting = [url for url in await writer.telling(most) if url not in there]
    account.expect(len(waiting))
    for url in waiting:
        if over() or pace.given_up(host_of(url)):
            return
        account.say(Phase.PICTURES, host=host_of(url))
        if picture := await camera.picture(url, allows=allows):
            await writer.picture(picture)
        account.done += 1
