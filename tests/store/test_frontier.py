import asyncio
from pathlib import Path

import pytest

from auditor.model.packed import pack_page
from auditor.store import Store
from auditor.store.gather import Found, Looked, Role
from tests.store.samples import GONE, HOME, RESET, answer, begun, crawl, link, page


def _addresses(number: int, depth: int = 1, role: Role = Role.CRAWL) -> list[Found]:
    return [Found(f"{HOME}{depth}/{n}", depth, role) for n in range(number)]


async def _all(writer: object, role: Role = Role.CRAWL, limit: int = 7, **options: object) -> list[str]:
    urls: list[str] = []
    while found := await writer.waiting(role, after=urls[-1] if urls else "", limit=limit, **options):  # type: ignore[attr-defined]
        urls.extend(one.url for one in found)
    return urls


async def test_an_address_is_known_once_and_of_one_batch_the_nearest_page_counts(store: Store) -> None:
    writer = await begun(store)
    assert await writer.add([Found(HOME, 3, Role.CHECK), Found(HOME, 1, Role.CRAWL), Found(HOME, 2, Role.CRAWL)]) == 1
    assert await writer.add([Found(HOME, 0, Role.CRAWL)]) == 0
    [home] = await writer.waiting(Role.CRAWL)
    assert (home.url, home.depth, home.looks, home.last) == (HOME, 1, 0, None)


async def test_what_some_page_links_to_as_a_page_is_crawled_whoever_came_first(store: Store) -> None:
    image, entry = Found(f"{HOME}x", 2, Role.CHECK), Found(f"{HOME}x", 2, Role.CRAWL)
    first, second, third = await begun(store), await begun(store), await begun(store)
    await first.add([image])
    assert await first.add([entry]) == 0
    await second.add([entry])
    await second.add([image])
    await third.add([image])
    await third.write([Looked(image.url, answer(image.url), settled=False)])
    await third.add([entry])
    assert [len(await one.waiting(Role.CRAWL, depth=2)) for one in (first, second, third)] == [1, 1, 0]
    assert [len(await one.waiting(Role.CHECK)) for one in (first, second, third)] == [0, 0, 1]


async def test_known_addresses_are_still_known_when_the_memory_of_them_is_gone(file: Path) -> None:
    async with await Store.open(str(file)) as store:
        await (await begun(store)).add(_addresses(50))
    async with await Store.open(str(file)) as store:
        assert await (await store.resume("latest", store.find("latest").started)).add(_addresses(60)) == 10


async def test_the_order_hangs_on_the_seed_and_not_on_the_order_of_finding(store: Store) -> None:
    one, same, other = await begun(store), await begun(store), await begun(store, seed="2")
    await one.add(_addresses(40))
    for found in reversed(_addresses(40)):
        await same.add([found])
    await other.add(_addresses(40))
    assert await _all(one) == await _all(same)
    assert sorted(await _all(one)) == sorted(await _all(other))
    assert await _all(one) != await _all(other)


@pytest.mark.parametrize("limit", [1, 7, 500])
async def test_every_waiting_address_comes_once_whatever_the_step(store: Store, limit: int) -> None:
    writer = await begun(store)
    await writer.add(_addresses(30) + _addresses(30, depth=2))
    assert sorted(await _all(writer, limit=limit)) == sorted(f.url for f in _addresses(30) + _addresses(30, depth=2))
    assert sorted(await _all(writer, limit=limit, depth=2)) == sorted(f.url for f in _addresses(30, depth=2))
    assert await writer.count_waiting(Role.CRAWL) == 60
    assert await writer.count_waiting(Role.CRAWL, depth=2) == 30
    assert await writer.count_waiting(Role.CHECK) == 0


async def test_a_budget_keeps_the_first_of_the_seeded_order(store: Store) -> None:
    writer = await begun(store)
    await writer.add(_addresses(30))
    order = await _all(writer)
    assert await writer.skip(Role.CRAWL, "budget-pages", depth=1, keep=12) == 18
    assert await _all(writer) == order[:12]
    assert await writer.skip(Role.CRAWL, "budget-pages", depth=1, keep=12) == 0
    assert await writer.skip(Role.CRAWL, "budget-time") == 12
    skipped = (await writer.coverage()).skipped
    assert [(one.reason, one.count) for one in skipped] == [("budget-pages", 18), ("budget-time", 12)]
    assert skipped[0].examples == tuple(order[12:15])


async def test_an_unsettled_look_waits_for_the_second_with_what_the_first_saw(store: Store) -> None:
    writer = await begun(store)
    await writer.add(_addresses(2, role=Role.CHECK))
    url = f"{HOME}1/0"
    failed = answer(url, fault=RESET, headers={"server": "x"})
    await writer.write([Looked(url, failed, settled=False)])
    [again] = await writer.waiting(Role.CHECK, looked=True)
    assert (again.url, again.looks, again.last) == (url, 1, failed)
    assert [one.url for one in await writer.waiting(Role.CHECK, looked=False)] == [f"{HOME}1/1"]
    await writer.write([Looked(url, answer(url, after=90, attempt=2))])
    assert await writer.waiting(Role.CHECK, looked=True) == []
    coverage = await writer.coverage()
    assert (coverage.second_looks, coverage.requests, coverage.failures) == (1, 2, {})


async def test_one_address_is_skipped_and_a_settled_one_stays_settled(store: Store) -> None:
    writer = await begun(store)
    await crawl(writer, page())
    await writer.add(_addresses(1))
    for url in (HOME, f"{HOME}1/0", f"{HOME}unknown"):
        await writer.skip_url(url, "robots")
    assert [(one.reason, one.examples) for one in (await writer.coverage()).skipped] == [("robots", (f"{HOME}1/0",))]


async def test_a_look_at_an_address_that_was_never_added_is_our_own_mistake(store: Store) -> None:
    writer = await begun(store)
    await writer.add([Found(HOME, 0, Role.CRAWL)])
    with pytest.raises(LookupError, match="nowhere"):
        await writer.write([Looked(HOME, answer()), Looked(f"{HOME}nowhere", answer(f"{HOME}nowhere"))])
    assert await writer.count_waiting(Role.CRAWL) == 1
    assert (await writer.coverage()).requests == 0


async def test_what_a_batch_brings_up_waits_when_the_batch_is_written(store: Store) -> None:
    writer = await begun(store)
    await writer.add([Found(HOME, 0, Role.CRAWL)])
    home = page(links=[link(f"{HOME}a"), link("http://other.example/")])
    found = (
        Found(f"{HOME}a", 1, Role.CRAWL),
        Found("http://other.example/", 1, Role.CHECK),
        Found(HOME, 1, Role.CRAWL),
    )
    await writer.write([Looked(HOME, answer(), pack_page(home), found)])
    assert [one.url for one in await writer.waiting(Role.CRAWL)] == [f"{HOME}a"]
    assert [one.url for one in await writer.waiting(Role.CHECK)] == ["http://other.example/"]


async def test_many_tasks_may_write_at_once(store: Store) -> None:
    writer = await begun(store)
    await writer.add(_addresses(60))
    async with asyncio.TaskGroup() as tasks:
        for found in _addresses(60):
            read = pack_page(page(found.url, [link(f"{found.url}/x")], depth=1))
            tasks.create_task(writer.write([Looked(found.url, answer(found.url), read, (Found(HOME, 0, Role.CRAWL),))]))
    coverage = await writer.coverage()
    assert (coverage.pages, coverage.known, coverage.opened) == (60, 61, 60)


async def test_a_cancelled_write_leaves_nothing_half_and_the_next_one_works(store: Store) -> None:
    writer = await begun(store)
    await writer.add(_addresses(200))
    looks = [
        Looked(f.url, answer(f.url), pack_page(page(f.url, [link(f"{f.url}/x")], depth=1))) for f in _addresses(200)
    ]
    for moment in range(12):
        write = asyncio.ensure_future(writer.write(looks[moment * 10 : moment * 10 + 10]))
        for _ in range(moment * 3):
            await asyncio.sleep(0)
        write.cancel()
        await asyncio.wait([write])
        coverage = await writer.coverage()
        assert coverage.pages == coverage.opened == coverage.requests == 200 - await writer.count_waiting(Role.CRAWL)
        assert coverage.pages % 10 == 0
    await writer.write(looks[150:])
    assert (await writer.coverage()).pages >= 50


async def test_coverage_counts_what_was_seen_and_what_was_not(store: Store) -> None:
    writer = await begun(store)
    await crawl(writer, page(), page("http://example.gov.cn/twin", depth=1), page(f"{HOME}deep", depth=3))
    await crawl(writer, page(f"{HOME}zz-absent", depth=1), role=Role.ABSENT)
    await writer.add([Found(f"{HOME}dead", 1, Role.CRAWL), Found("http://other.example/", 1, Role.CHECK)])
    await writer.add(
        [Found("http://bureau.example.gov.cn/", 1, Role.CHECK), Found("http://far.example/", 1, Role.CHECK)]
    )
    await writer.write(
        [
            Looked(f"{HOME}dead", answer(f"{HOME}dead", status=404, fault=GONE)),
            Looked("http://other.example/", answer("http://other.example/", fault=RESET), settled=False),
        ]
    )
    for key, value in {"robots": "allowed", "sitemap": "7", "elapsed": "12.5"}.items():
        await writer.note(key, "first")
        await writer.note(key, value)
    coverage = await writer.coverage()
    assert coverage.model_dump(exclude={"skipped"}) == {
        "known": 4,
        "opened": 4,
        "pages": 3,
        "external": 1,
        "requests": 6,
        "second_looks": 0,
        "depth": 3,
        "complete": False,
        "robots": "allowed",
        "sitemap": 7,
        "failures": {"http-4xx": 1, "reset": 1},
        "elapsed": 12.5,
    }
    await writer.note("hosts", "bureau.example.gov.cn")
    assert (await writer.coverage()).known == 5
    assert await writer.noted("hosts") == "bureau.example.gov.cn"
    assert await writer.noted("nothing") == ""
