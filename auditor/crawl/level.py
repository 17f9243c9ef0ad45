"""Which addresses of a level are read?"""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from auditor.crawl.robots import Robots
from auditor.crawl.telling import keep_best, reserve
from auditor.crawl.traps import SAME_SHAPE, endless_shape, shaped_like_a_trap
from auditor.model.found import Role
from auditor.model.url import host_of
from auditor.store.gather import RunWriter, Waiting

ANNEX_PAGES = 60  # a host, so that a department's whole site is not read for one entrance


async def choose_level(
    writer: RunWriter,
    waiting: AsyncIterator[Waiting],
    depth: int,
    decision: str,
    *,
    own: Callable[[str], bool],
    rules: Callable[[str], Awaitable[Robots]],
    most: int,
    telling: Sequence[str],
    deeper: bool,
) -> None:
    """Decided once, before the first of them is read: nothing that leads in circles, and where the budget of `most`
    pages does not hold all, the most telling ones (`telling` are words of labels), some room being left for what is
    `deeper`. The others are skipped with their reason. A resumed run finds the decision made."""
    if await writer.noted(decision):
        return
    shapes, annexes = Counter[str](), dict[str, list[str]]()
    async for one in waiting:
        shape = endless_shape(one.url)
        shapes[shape] += bool(shape)
        if shaped_like_a_trap(one.url) or shapes[shape] > SAME_SHAPE:
            await writer.skip_url(one.url, "trap")
        elif not (await rules(one.url)).allows(one.url):
            await writer.skip_url(one.url, "robots")
        elif not own(one.url):
            annexes.setdefault(host_of(one.url), []).append(one.url)
    for urls in annexes.values():
        for url in sorted(urls, key=_shallow)[ANNEX_PAGES:]:
            await writer.skip_url(url, "budget-annex")
    spent = int(await writer.noted("chosen") or 0)
    left = max(0, most - spent)
    room = left - reserve(left) if deeper else left
    if await writer.count_waiting(Role.CRAWL, depth=depth) > room:
        await keep_best(writer, depth, max(room, min(left, 1)), await writer.led(depth, telling))
    taken = await writer.count_waiting(Role.CRAWL, depth=depth)
    await writer.note("chosen", str(spent + taken))
    await writer.note(decision, str(taken))


def _shallow(url: str) -> tuple[int, int, str]:
    """Sorts entrances before what lies behind them: by the steps of the path, then by length."""
    return urlsplit(url).path.rstrip("/").count("/"), len(url), url
