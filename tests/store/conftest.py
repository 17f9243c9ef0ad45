"""A store of one test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from auditor.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "auditor.db"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[Store]:
    async with await Store.open(str(file)) as opened:
        yield opened
