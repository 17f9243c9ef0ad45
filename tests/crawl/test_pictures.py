"""Are the telling pages pictured at the end of a walk, once, and without a word in the result?"""

import asyncio
from pathlib import Path

import pytest

from auditor.commands.compare import steady
from auditor.crawl import Event, Phase
from auditor.demo.serve import Served
from auditor.model.run import Run, RunState
from auditor.model.settings import GatherSettings
from auditor.run import gather
from auditor.store import Store
from tests.crawl.generated import HOME, generated
from tests.crawl.walking import now

pytestmark = pytest.mark.browser


async def test_an_interrupted_run_takes_the_pictures_that_it_still_lacks(chromium: str, tmp_path: Path) -> None:
    stop, heard = asyncio.Event(), []

    def tell(event: Event) -> None:
        heard.append(event.phase)
        if event.phase is Phase.PICTURES:
            stop.set()

    async def gathered(served: Served, store: Store, stop: asyncio.Event, resume: str = "", **more: object) -> Run:
        base = {"workers": 0, "second_look": 0.1, "anchors": (), "max_pages": 4, **more}
        settings = served.settings(GatherSettings()).model_copy(update=base)
        return await gather(served.portal, settings, store, now=now, tell=tell, stop=stop, resume=resume)

    async with Served(generated(5)) as served, await Store.open(str(tmp_path / "walk.db")) as store:
        first = await gathered(served, store, stop, pictures=2)
        assert first.state is RunState.INTERRUPTED
        with store.archive(first.id) as archive:
            taken = list(archive.pictures())
        assert len(taken) == 1
        whole = await gathered(served, store, asyncio.Event(), resume=first.id)
        with store.archive(first.id) as archive:
            pictures = list(archive.pictures())
        without = await gathered(served, store, asyncio.Event(), render="never")
        with store.archive(without.id) as archive:
            assert list(archive.pictures()) == []
    assert whole.state is RunState.GATHERED
    assert heard.index(Phase.SECOND) < heard.index(Phase.PICTURES)
    assert heard[-1] is Phase.DONE
    assert len(pictures) == 2
    assert [one.at for one in pictures if one.url == taken[0].url] == [taken[0].at]  # not taken again
    home = next(one for one in pictures if one.url == HOME)
    assert home.find(target=f"{HOME}c0/") is not None
    assert home.find(text="首页") is not None
    assert steady(whole.coverage) == steady(without.coverage)
