"""Are pictures kept with their run, and are the telling pages chosen?"""

import sqlite3
from pathlib import Path

import pytest

from auditor.model.page import Region
from auditor.model.picture import Box, Picture
from auditor.model.run import RunState, Vantage
from auditor.store import Store
from auditor.store.gather import Found, Looked, Role
from tests.store.samples import GONE, HOME, NOW, answer, begun, crawl, link, page

BOXES = (Box("link", "政务公开\u2028</script>", f"{HOME}a/", 10, 20, 30, 40), Box("heading", "要闻", "", 0, 0, 9, 9))


def picture(url: str = HOME, **more: str) -> Picture:
    return Picture(url, NOW, b"RIFF", 1280, 900, BOXES, **more)


async def test_a_picture_comes_back_as_it_was_kept_and_the_last_of_a_page_counts(store: Store) -> None:
    writer = await begun(store)
    with pytest.raises(LookupError):
        await writer.picture(picture())
    await writer.add([Found(HOME, 0, Role.CRAWL), Found(f"{HOME}a/", 1, Role.CRAWL)])
    kept = [picture(), picture(over="ipv6"), picture(f"{HOME}a/")]
    for one in (*kept, *kept):
        await writer.picture(one)
    assert list(await writer.pictured()) == [HOME, f"{HOME}a/"]
    with store.archive(writer.run.id) as archive:
        assert list(archive.pictures()) == kept
        assert list(archive.pictures([f"{HOME}a/"])) == kept[2:]


async def test_a_recheck_keeps_the_pictures_of_what_it_does_not_look_at_again(store: Store) -> None:
    writer = await begun(store)
    await crawl(writer, page(), page(f"{HOME}a/", depth=1))
    await writer.picture(picture())
    await writer.picture(picture(f"{HOME}a/"))
    await writer.finish(RunState.GATHERED, Vantage(), True)
    again = await store.again(writer.run.id, writer.settings, [f"{HOME}a/"], NOW, "test", probes=True)
    with store.archive(again.run.id) as archive:
        assert [one.url for one in archive.pictures()] == [HOME]


async def test_the_home_page_its_navigation_and_what_scripts_fill_are_the_most_telling(store: Store) -> None:
    writer = await begun(store)
    names = "abcdef"
    links = [link(f"{HOME}f/"), link(f"{HOME}x.zip")]
    links += [link(f"{HOME}{name}/", region=Region.NAV) for name in "dcb"]
    links += [link(f"{HOME}{name}/") for name in "ea"]
    pages = [page(f"{HOME}{name}/", depth=1, rendered=name == "a") for name in names]
    gone = [link(f"{HOME}gone{n}") for n in range(2)]
    faulty = [page(f"{HOME}many/", depth=2, links=gone), page(f"{HOME}one/", depth=2, links=gone[1:])]
    await crawl(writer, page(links=links), *pages, *faulty, page(f"{HOME}deep/", depth=2, rendered=True))
    await writer.add([Found(one.target, 3, Role.CHECK) for one in gone])
    await writer.write([Looked(one.target, answer(one.target, status=404, fault=GONE)) for one in gone])
    chosen = [url.removeprefix(HOME) for url in await writer.telling(4)]
    assert chosen == ["", "d/", "c/", "many/"]
    chosen = [url.removeprefix(HOME) for url in await writer.telling(99)]
    assert chosen == ["", "d/", "c/", "b/", "many/", "one/", "a/", "deep/", "f/", "e/"]


async def test_a_file_from_before_there_were_pictures_gets_room_for_them(file: Path) -> None:
    async with await Store.open(str(file)) as store:
        writer = await begun(store)
        await writer.add([Found(HOME, 0, Role.CRAWL)])
        run = writer.run.id
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE picture")
    connection.close()
    async with await Store.open(str(file)) as store:
        with store.archive(run) as archive:
            assert list(archive.pictures()) == []
        writer = await store.resume(run, NOW)
        await writer.picture(picture())
        with store.archive(run) as archive:
            assert list(archive.pictures()) == [picture()]
