import asyncio
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor.model.packed import pack_page
from auditor.model.run import RunState, Vantage
from auditor.store import Store
from auditor.store.gather import Looked, Role
from tests.store.samples import DAY, HOME, NOW, answer, link, page

WRITE = """
import asyncio, sys
from auditor.model.packed import pack_page
from tests.store.samples import HOME, NOW, answer, begun, link, page
from auditor.store import Store, StoreError
from auditor.store.gather import Found, Looked, Role
async def main():
    async with await Store.open(sys.argv[1]) as store:
        try:
            writer = await store.resume("latest", NOW)
        except StoreError:
            writer = await begun(store)
            await writer.add([Found(f"{HOME}{n}", 1, Role.CRAWL) for n in range(5000)])
        print("begun", flush=True)
        while waiting := await writer.waiting(Role.CRAWL, depth=1, limit=20):
            await writer.write([
                Looked(one.url, answer(one.url, body=one.url.encode()),
                       pack_page(page(one.url, [link(f"{one.url}/a"), link(HOME)], depth=1)),
                       (Found(f"{one.url}/a", 2, Role.CRAWL),))
                for one in waiting
            ])
            print(*(one.url for one in waiting), flush=True)
asyncio.run(main())
"""


def _killed(file: Path, after: float) -> set[str]:
    """The addresses that a writer said were stored before it was killed."""
    process = subprocess.Popen([sys.executable, "-c", WRITE, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        assert process.stdout.readline() == "begun\n"
        time.sleep(after)
    finally:
        process.kill()
        told, _ = process.communicate()
    return {url for line in told.splitlines(keepends=True) if line.endswith("\n") for url in line.split()}


@pytest.mark.parametrize("seed", [1])
async def test_a_killed_writer_loses_nothing_it_acknowledged_and_leaves_no_half_batch(file: Path, seed: int) -> None:
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    for _ in range(5):
        acknowledged |= await asyncio.to_thread(_killed, file, chance.uniform(0.02, 0.5))
        raw = sqlite3.connect(file)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        settled = {url for (url,) in raw.execute("SELECT url FROM url WHERE state = 'settled'")}
        counts = [
            raw.execute(statement).fetchone()[0]
            for statement in (
                "SELECT count(*) FROM page",
                "SELECT count(*) FROM exchange",
                "SELECT count(DISTINCT page) FROM page_block",
                "SELECT count(*) FROM body",
                "SELECT count(*) FROM url WHERE depth = 2",
            )
        ]
        raw.close()
        assert counts == [len(settled)] * 5
        assert len(settled) % 20 == 0
        assert acknowledged <= settled
    assert acknowledged
    await _goes_on(file, len(settled))


async def _goes_on(file: Path, pages: int) -> None:
    async with await Store.open(str(file)) as store:
        writer = await store.resume("latest", NOW)
        [next_one] = await writer.waiting(Role.CRAWL, depth=1, limit=1)
        found = page(next_one.url, [link(HOME)], depth=1)
        await writer.write([Looked(next_one.url, answer(next_one.url), pack_page(found))])
        await writer.finish(RunState.INTERRUPTED, Vantage(), complete=False)
        with store.facts("latest", DAY) as facts:
            assert facts.page(next_one.url) == found
            assert facts.referrers(HOME).pages == pages + 1
