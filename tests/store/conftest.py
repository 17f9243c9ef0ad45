"""A store of one test's own, and one for the many examples of a property."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "auditor.db"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[Store]:
    async with await Store.open(str(file)) as opened:
        yield opened


Using = Callable[[Callable[[Store], Coroutine[Any, Any, Any]]], Any]


@pytest.fixture(scope="module")
def using(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Using]:
    """Runs a coroutine function on a store that all examples share; each begins a run of its own."""
    with asyncio.Runner() as runner:
        shared = runner.run(Store.open(str(tmp_path_factory.mktemp("store") / "a.db")))
        yield lambda work: runner.run(work(shared))
        runner.run(shared.close())
