"""回头看: what failed is looked at again; fixed is only said of what was seen again."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from auditor_reports.schema import COMPARISON_FILE, published

from auditor.commands.recheck import Now, Rechecked, recheck_run
from auditor.config import ConfigError
from auditor.demo.mutations import SEEDED, mutated
from auditor.demo.portal import clean
from auditor.demo.serve import Served
from auditor.demo.site import Site
from auditor.model.known import Known
from auditor.model.result import AuditResult
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.run import judge_run
from auditor.store import Store
from tests.gathering import gathered

DAY = datetime.now(UTC).date()
PROFILE = "kazuo-2021"


async def audited(site: Site, store: str) -> AuditResult:
    async with Served(site) as served, await Store.open(store) as opened:
        settings = served.settings(GatherSettings(workers=0, render="never"))
        run = await gathered(served.portal, settings, opened)
        result = judge_run(opened, run.id, resolve(PROFILE), DAY)
        opened.save_result(result)
        return result


async def again(site: Site, store: str, *findings: str) -> tuple[tuple[Rechecked, ...], AuditResult | None, int]:
    """What became of the findings, the new result, and how many requests it took."""
    async with Served(site) as served:
        now = served.settings()
        given = {"resolver": now.resolver, "redials": now.redials, "second_look": 0.2}
        _before, told, result = await recheck_run("latest", findings, "", DAY, store, given, Known(), "none", "zh")
        return told, result, sum(served.requests.values())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, AuditResult]:
    store = tmp_path_factory.mktemp("recheck") / "first.db"
    return store, asyncio.run(audited(mutated(DAY, *(one.id for one in SEEDED)), str(store)))


def copy(first: Path, tmp_path: Path) -> str:
    (tmp_path / "a.db").write_bytes(first.read_bytes())
    return str(tmp_path / "a.db")


async def test_what_was_mended_is_fixed_and_what_was_not_is_still_there(
    first: tuple[Path, AuditResult], tmp_path: Path
) -> None:
    store, before = first
    left = next(one for one in SEEDED if one.rule == "links.broken" and one.outcome == "unmet")
    told, result, _requests = await again(mutated(DAY, left.id), copy(store, tmp_path))
    assert result is not None
    assert len(told) == sum(finding.outcome == "unmet" for finding in before.findings)
    still = {(one.finding.rule, one.finding.subject) for one in told if one.now is Now.STILL}
    assert (left.rule, left.subject) in still
    whole = await audited(mutated(DAY, left.id), str(tmp_path / "whole.db"))
    truly = {(one.rule, one.subject) for one in whole.findings if one.outcome == "unmet"}
    assert still <= truly, "nothing is called still there that a whole audit does not find"
    fixed = {(one.finding.rule, one.finding.subject) for one in told if one.now is Now.FIXED}
    assert not fixed & truly, "nothing is called fixed that a whole audit still finds"
    assert len(fixed) > len(told) / 2


async def test_one_finding_takes_a_few_requests(first: tuple[Path, AuditResult], tmp_path: Path) -> None:
    store, before = first
    one = next(f for f in before.findings if f.rule == "links.broken" and f.outcome == "unmet")
    told, result, requests = await again(clean(DAY), copy(store, tmp_path), one.fingerprint[:10])
    assert [(said.finding.fingerprint, said.now) for said in told] == [(one.fingerprint, Now.FIXED)]
    assert result is not None
    assert requests < before.run.coverage.pages / 2


async def test_a_site_that_is_down_has_mended_nothing(first: tuple[Path, AuditResult], tmp_path: Path) -> None:
    store, _before = first
    down = clean(DAY)
    addresses = {address for name in down.names.values() for address in (*name.a, *name.aaaa)}
    told, _result, _requests = await again(
        Site(**{**{f: getattr(down, f) for f in down.__dataclass_fields__}, "dead_addresses": frozenset(addresses)}),
        copy(store, tmp_path),
    )
    assert {one.now for one in told} <= {Now.UNSURE, Now.STILL}


async def test_a_fingerprint_that_is_not_there_is_told(first: tuple[Path, AuditResult], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ffffffff"):
        await again(clean(DAY), copy(first[0], tmp_path), "ffffffff")


async def test_what_became_of_each_finding_is_told_to_programs_too(tmp_path: Path) -> None:
    store = str(tmp_path / "a.db")
    async with Served(mutated(DAY, *(one.id for one in SEEDED))) as served, await Store.open(store) as opened:
        settings = served.settings(GatherSettings(workers=0, render="never", max_pages=30))
        settings = settings.model_copy(update={"second_look": 0.2, "ipv6_gap": 0.0, "ipv6_tries": 1})
        run = await gathered(served.portal, settings, opened)
        before = judge_run(opened, run.id, resolve(PROFILE), DAY)
        opened.save_result(before)
        one = next(f for f in before.findings if f.rule == "links.broken" and f.outcome == "unmet")
        words = ("recheck", "latest", "--finding", one.fingerprint, "--store", store, "--progress", "none")
        outputs = ("--outcomes", "json", "--outcomes", f"md:{tmp_path}/o.md", "--outcomes", f"html:{tmp_path}/o.html")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "auditor.cli", *words, *outputs, "--exit-code", stdout=-1, stderr=-1
        )
        out, err = await process.communicate()
    assert process.returncode == 1, err.decode()
    told = json.loads(out)
    jsonschema.validate(told, json.loads(published(COMPARISON_FILE)))
    assert told["counts"] == {"new": 0, "fixed": 0, "persistent": 1, "not_covered": 0, "other": 0}
    assert [said["fingerprint"] for said in told["persistent"]] == [one.fingerprint]
    assert told["before"]["run"] == run.id != told["after"]["run"]
    assert "复查 1 个问题" in err.decode()
    for name in ("o.md", "o.html"):
        assert one.fingerprint[:8] in (tmp_path / name).read_text("utf-8")
