"""Ctrl-C keeps what was done, says how to go on, and the resumed run comes to its end."""

import signal
from pathlib import Path

from auditor.demo.serve import Served
from auditor.store import Store
from tests.command import beside, site_file, stopped
from tests.crawl.generated import generated
from tests.crawl.walking import DAY

SLOWLY = {"address_rate": 1000, "workers": 0, "anchors": [], "render": "never"}


async def test_ctrl_c_saves_reports_and_can_be_resumed(tmp_path: Path) -> None:
    async with Served(generated(300)) as served:
        site_file(tmp_path / "site.toml", served, rate=100, **SLOWLY)
        code, _out, said = await stopped(tmp_path, "scan", "site.toml", "-f", "html:report.html", done=20)
        assert code == 130, said
        assert "auditor scan --resume" in said
        assert (tmp_path / "report.html").stat().st_size > 10_000

        code, _out, said = await beside(tmp_path, "scan", "--resume", "--progress", "none")
        assert code in (0, 3), said
        async with await Store.open(str(tmp_path / "auditor.db"), create=False) as store:
            (run,) = store.runs()
            assert run.state.value == "gathered"
            with store.facts(run.id, DAY) as facts:
                assert sum(1 for _page in facts.pages()) > 300


async def test_a_new_scan_names_the_run_that_was_left_unfinished(tmp_path: Path) -> None:
    async with Served(generated(200)) as served:
        site_file(tmp_path / "site.toml", served, rate=100, **SLOWLY)
        await stopped(tmp_path, "scan", "site.toml", by=(signal.SIGKILL,))
        again = await beside(tmp_path, "scan", "site.toml", "--progress", "none", "--max-pages", "5")
        assert "auditor scan --resume www.generated.test-" in again.said


async def test_ctrl_c_twice_stops_at_once_and_keeps_what_was_written(tmp_path: Path) -> None:
    async with Served(generated(300)) as served:
        site_file(tmp_path / "site.toml", served, rate=20, **SLOWLY)
        code, _out, said = await stopped(tmp_path, "scan", "site.toml", done=5, by=(signal.SIGINT, signal.SIGTERM))
        assert code == 130, said
        assert "Traceback" not in said
        async with await Store.open(str(tmp_path / "auditor.db"), create=False) as store:
            assert len(store.runs()) == 1
