"""`kill -9` at any moment, then resumed: the same result as an undisturbed run."""

import asyncio
import random
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from auditor.commands.compare import steady
from auditor.demo.serve import Served
from auditor.model.run import Run, RunState
from auditor.model.settings import GatherSettings
from auditor.store import Store
from tests.crawl.generated import HOME, generated
from tests.crawl.walking import DAY

SCANNER = Path(__file__).with_name("scanner.py")
PAGES = 2000


async def scan(folder: Path, *, resume: bool, kill_after: float | None) -> bool:
    """Runs the scanner, kills it after so many seconds. True when it came to its end."""
    last = ["latest"] if resume else []
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(SCANNER), str(folder / "scan.db"), str(folder / "settings.json"), HOME, *last
    )
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), kill_after)
    if process.returncode is None:
        process.kill()
        await process.wait()
        return False
    assert process.returncode == 0
    return True


async def stored(folder: Path) -> tuple[Run, dict[str, Any]]:
    """The run, and all that the facts say of it, in one comparable value."""
    async with await Store.open(str(folder / "scan.db"), create=False) as store:
        (run,) = store.runs()
        with store.facts(run.id, DAY) as facts:
            said = {
                "coverage": steady(run.coverage),
                "pages": [(p.url, p.depth, p.title, p.links, p.items, p.text) for p in facts.pages()],
                "targets": [
                    (t.visit.url, t.visit.opening, t.visit.status, t.visit.hops, t.referrers, t.in_scope)
                    for t in facts.targets()
                ],
            }
    return run, said


async def prepared(folder: Path, served: Served) -> None:
    folder.mkdir()
    settings = served.settings(GatherSettings()).model_copy(
        update={
            "workers": 0,
            "render": "never",
            "anchors": (),
            "second_look": 0.5,
            "connections": 16,
            "max_pages": 5000,
        }
    )
    (folder / "settings.json").write_text(settings.model_dump_json(), encoding="utf-8")


@pytest.mark.parametrize("rounds", [5, pytest.param(20, marks=pytest.mark.nightly)])
async def test_a_killed_scan_goes_on_to_the_result_of_an_undisturbed_one(tmp_path: Path, rounds: int) -> None:
    chance = random.Random(rounds)
    async with Served(generated(PAGES)) as served:
        await prepared(tmp_path / "calm", served)
        begun = asyncio.get_running_loop().time()
        assert await scan(tmp_path / "calm", resume=False, kill_after=None)
        whole = asyncio.get_running_loop().time() - begun
        run, calm = await stored(tmp_path / "calm")
        assert run.state is RunState.GATHERED
        assert run.coverage.pages > PAGES
        for number in range(rounds):
            folder = tmp_path / f"killed-{number}"
            await prepared(folder, served)
            ended, begun = False, False
            while not ended:
                wait = chance.uniform(0.15, 0.7) * whole if number or begun else 0.3 * whole
                ended = await scan(folder, resume=begun, kill_after=wait)
                state = await _state(folder)
                begun, ended = state is not None, ended or state is RunState.GATHERED
            run, killed = await stored(folder)
            assert run.state is RunState.GATHERED
            for part, value in calm.items():
                assert killed[part] == value, part


async def _state(folder: Path) -> RunState | None:
    """How the killed scan left its run; None when it had not begun one."""
    if not (folder / "scan.db").exists():
        return None
    async with await Store.open(str(folder / "scan.db")) as store:
        return next((run.state for run in store.runs()), None)
