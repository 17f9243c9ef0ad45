"""Is a week of probes, appended to a store from outside, judged by the rule that reads it?"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.run import RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.run import judge_run
from auditor.store import Store

START = datetime(2026, 3, 2, tzinfo=UTC)
HOST = "www.example.gov.cn"


@pytest.mark.parametrize(("failing", "outcome"), [(0, "met"), (8, "met"), (9, "unmet"), (None, "not_testable")])
async def test_probes_appended_after_a_run_are_judged(tmp_path: Path, failing: int | None, outcome: str) -> None:
    async with await Store.open(str(tmp_path / "store.db")) as store:
        portal = Portal(home=f"https://{HOST}/", name="example")
        writer = await store.new_run(portal, GatherSettings(), START, "test")
        run = await writer.finish(RunState.GATHERED, Vantage(), False)
        for n in range(168 if failing is not None else 3):
            seen = {"ok": n >= (failing or 0), "why": "", "elapsed": 1.0, "address": "2001:db8::1"}
            values = {"ipv6": True, "v4": {**seen, "ok": True}, "v6": seen}
            store.add_probes(run.id, [Probe("availability", HOST, START + timedelta(hours=n), values)])
        result = judge_run(store, run.id, resolve("ipv6-2024"), (START + timedelta(days=8)).date())
    [found] = [one for one in result.findings if one.rule == "ipv6.availability"]
    assert found.outcome == outcome
