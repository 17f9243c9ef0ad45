"""Ctrl-C keeps what was done, says how to go on, and the resumed run comes to its end."""

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from auditor.demo.serve import Served
from auditor.model.settings import GatherSettings
from auditor.store import Store
from tests.crawl.generated import HOME, generated
from tests.crawl.walking import DAY

AUDITOR = [sys.executable, "-m", "auditor.cli"]


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(item)}" for key, item in value.items() if item is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def site_file(path: Path, served: Served, **settings: Any) -> None:
    asked = served.settings(GatherSettings()).model_dump(mode="json") | settings
    lines = [f"{key} = {toml(value)}" for key, value in asked.items() if value is not None]
    path.write_text(f'home = "{HOME}"\n\n[gather]\n' + "\n".join(lines) + "\n", encoding="utf-8")


async def test_ctrl_c_saves_reports_and_can_be_resumed(tmp_path: Path) -> None:
    async with Served(generated(300)) as served:
        site_file(tmp_path / "site.toml", served, rate=100, address_rate=1000, workers=0, anchors=[], render="never")
        scan = [*AUDITOR, "scan", "site.toml", "--progress", "json", "-f", "html:report.html"]
        process = await asyncio.create_subprocess_exec(*scan, cwd=tmp_path, stderr=asyncio.subprocess.PIPE)
        assert process.stderr
        said = ""
        async for line in process.stderr:
            said += line.decode()
            if line.startswith(b'{"phase": "level"') and json.loads(line)["done"] > 20:
                process.send_signal(signal.SIGINT)
                break
        said += (await process.stderr.read()).decode()
        assert await process.wait() == 130, said
        assert "auditor scan --resume" in said
        assert (tmp_path / "report.html").stat().st_size > 10_000

        resumed = await asyncio.create_subprocess_exec(
            *AUDITOR, "scan", "--resume", "--progress", "none", cwd=tmp_path, stderr=asyncio.subprocess.PIPE
        )
        _out, error = await resumed.communicate()
        assert resumed.returncode in (0, 3), error.decode()
        async with await Store.open(str(tmp_path / "auditor.db"), create=False) as store:
            (run,) = store.runs()
            assert run.state.value == "gathered"
            with store.facts(run.id, DAY) as facts:
                assert sum(1 for _page in facts.pages()) > 300


async def test_a_new_scan_names_the_run_that_was_left_unfinished(tmp_path: Path) -> None:
    async with Served(generated(200)) as served:
        site_file(tmp_path / "site.toml", served, rate=100, address_rate=1000, workers=0, anchors=[], render="never")
        scan = [*AUDITOR, "scan", "site.toml", "--progress", "json"]
        process = await asyncio.create_subprocess_exec(*scan, cwd=tmp_path, stderr=asyncio.subprocess.PIPE)
        assert process.stderr
        async for line in process.stderr:
            if line.startswith(b'{"phase": "level"'):
                process.kill()
                break
        await process.wait()
        again = await asyncio.create_subprocess_exec(
            *AUDITOR,
            "scan",
            "site.toml",
            "--progress",
            "none",
            "--max-pages",
            "5",
            cwd=tmp_path,
            stderr=asyncio.subprocess.PIPE,
        )
        _out, error = await again.communicate()
        assert "auditor scan --resume www.generated.test-" in error.decode()


async def test_ctrl_c_twice_stops_at_once_and_keeps_what_was_written(tmp_path: Path) -> None:
    async with Served(generated(300)) as served:
        site_file(tmp_path / "site.toml", served, rate=20, address_rate=1000, workers=0, anchors=[], render="never")
        scan = [*AUDITOR, "scan", "site.toml", "--progress", "json"]
        process = await asyncio.create_subprocess_exec(*scan, cwd=tmp_path, stderr=asyncio.subprocess.PIPE)
        assert process.stderr
        async for line in process.stderr:
            if line.startswith(b'{"phase": "level"') and json.loads(line)["done"] > 5:
                process.send_signal(signal.SIGINT)
                process.send_signal(signal.SIGTERM)
                break
        said = (await process.stderr.read()).decode()
        assert await process.wait() == 130, said
        assert "Traceback" not in said
        async with await Store.open(str(tmp_path / "auditor.db"), create=False) as store:
            assert len(store.runs()) == 1
