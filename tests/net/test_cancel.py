"""Does a cancelled request leave anything behind? (encode/httpcore#1093)"""

import asyncio
import random
from pathlib import Path

import pytest

from auditor.net.fetch import Fetcher
from tests.net.raw import RawServer, Say, answer, redirect, url

PAGE = b"<html>" + b"words " * 20_000


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def settled(base: int) -> int:
    """The count of open files once the loop has closed what it was told to close."""
    for _ in range(200):
        if (now := open_files()) <= base:
            return now
        await asyncio.sleep(0.01)
    return open_files()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files by /proc")
@pytest.mark.parametrize("rounds", [1_000, pytest.param(10_000, marks=pytest.mark.nightly)])
async def test_cancels_at_random_moments_leave_no_socket_and_no_slot(rounds: int) -> None:
    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999\r\n\r\n")
        for _ in range(20):
            writer.write(b"x" * 1000)
            await asyncio.sleep(0.002)

    says: dict[str, bytes | Say] = {"/": answer(PAGE), "/r": redirect("/"), "/slow": slow}
    chance = random.Random(7)
    async with RawServer(says) as server:
        base = open_files()
        async with server.fetcher(total_connections=8) as fetcher:
            for _ in range(rounds // 20):
                tasks = [
                    asyncio.ensure_future(fetcher.fetch(url(chance.choice(("/", "/r", "/slow"))))) for _ in range(20)
                ]
                for task in tasks:
                    await asyncio.sleep(chance.random() * 0.002)
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            assert await working(fetcher)
        assert await settled(base) <= base


async def working(fetcher: Fetcher) -> bool:
    """Every slot is free again: as many fetches at once as there are slots all end."""
    async with asyncio.timeout(30):
        looks = await asyncio.gather(*(fetcher.fetch(url()) for _ in range(16)))
    return all(look.fault is None for look in looks)


async def test_a_deadline_from_outside_leaves_no_socket() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        await reader.read()  # until the other side is gone

    async with RawServer({"/": silent}) as server:
        base = open_files()
        async with server.fetcher(timeout=30) as fetcher:
            for _ in range(50):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.02):
                        await fetcher.fetch(url())
            assert await settled(base) <= base
