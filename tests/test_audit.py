"""The whole product, as a user runs it: the sample portal, twice, offline, without IPv6, and real pages."""

import json
import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from auditor.api import Outcome, Reason
from auditor.demo.mutations import SEEDED
from auditor.demo.portal import clean
from auditor.demo.serve import Served
from auditor.model.settings import GatherSettings
from auditor.model.url import host_of
from auditor.net.render import find_chromium
from auditor.profile import resolve
from auditor.run import judge_run
from auditor.store import Store
from tests.command import AUDITOR
from tests.gathering import gathered

TODAY = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()


@dataclass(frozen=True, slots=True)
class Audited:
    folder: Path
    result: dict[str, Any]
    said: str

    def findings(self, outcome: str) -> set[tuple[str, str]]:
        return {(one["rule"], one["subject"]) for one in self.result["findings"] if one["outcome"] == outcome}


def auditor(folder: Path, *arguments: str, code: int = 0, prefix: tuple[str, ...] = ()) -> str:
    """Runs the command line; stderr comes back, stdout with it."""
    done = subprocess.run([*prefix, *AUDITOR, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def audited(folder: Path, *arguments: str, prefix: tuple[str, ...] = ()) -> Audited:
    said = auditor(
        folder, "demo", "--as-of", TODAY, "-f", "html:report.html", "-f", "json:result.json", *arguments, prefix=prefix
    )
    return Audited(folder, json.loads((folder / "result.json").read_bytes()), said)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    return audited(tmp_path_factory.mktemp("first"), "--pictures", "2")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    return audited(tmp_path_factory.mktemp("second"), "--pictures", "0")  # no verdict hangs on them


@pytest.fixture(scope="module")
def seen(first: Audited) -> frozenset[str]:
    """What this machine can see."""
    vantage = first.result["run"]["vantage"]
    return frozenset({"dns", *(["ipv6"] if vantage["ipv6"] else []), *(["browser"] if find_chromium() else [])})


def test_the_audit_names_every_seeded_fault(first: Audited, seen: frozenset[str]) -> None:
    expected = {
        (planted.rule, planted.subject): "unmet" if planted.needs <= seen else "not_testable"
        for planted in SEEDED
        if planted.outcome == "unmet"
    }
    told = {(one["rule"], one["subject"]): one["outcome"] for one in first.result["findings"]}
    assert {key: told.get(key) for key in expected} == expected


def test_the_audit_names_nothing_that_was_not_seeded(first: Audited) -> None:
    seeded = {(planted.rule, planted.subject) for planted in SEEDED}
    consequences = {key for planted in SEEDED for key in planted.beside}
    assert first.findings("unmet") - seeded - consequences == set()
    assert first.findings("error") == set()


def test_the_clean_portal_has_nothing_unmet(tmp_path: Path) -> None:
    clean = audited(tmp_path, "--clean", "--pictures", "0")
    assert clean.findings("unmet") == set()
    assert clean.findings("error") == set()
    assert clean.result["score"]["low"] > 90


def test_two_audits_say_the_same(first: Audited, second: Audited) -> None:
    results = [str(one.folder / "result.json") for one in (first, second)]
    assert auditor(first.folder, "diff", *results, "--exit-code") == ""


def test_a_fault_is_shown_on_its_page(first: Audited, second: Audited, chromium: str) -> None:
    shown = (first.folder / "report.html").read_text("utf-8")
    assert "首页的截图，方框里是“信息公开”" in shown
    assert 1 < shown.count("data:image/webp;base64,") <= 20
    assert "data:image/webp" not in (second.folder / "report.html").read_text("utf-8")


def test_a_stored_run_is_judged_again_without_network_to_the_same_bytes(
    first: Audited, namespaces: list[str], tmp_path: Path
) -> None:
    outputs = []
    for name in ("a", "b"):
        paths = [tmp_path / f"{name}.{suffix}" for suffix in ("html", "json")]
        auditor(
            first.folder,
            *("judge", "latest", "--profile", "kazuo-2021"),
            *("-f", f"html:{paths[0]}", "-f", f"json:{paths[1]}"),
            prefix=tuple(namespaces),
        )
        outputs.append([path.read_bytes() for path in paths])
    assert outputs[0] == outputs[1]
    assert json.loads(outputs[0][1])["findings"] == first.result["findings"]


def test_another_profile_judges_the_same_run(first: Audited, tmp_path: Path) -> None:
    auditor(first.folder, "judge", "latest", "--profile", "national-2019", "-f", f"json:{tmp_path / 'n.json'}")
    assert json.loads((tmp_path / "n.json").read_bytes())["profile"]["id"] == "national-2019"


def test_without_ipv6_no_rule_that_needs_a_connection_is_met_or_unmet(namespaces: list[str], tmp_path: Path) -> None:
    off = (
        'ip link set lo up && sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.lo.disable_ipv6=1 && exec "$@"'
    )
    blind = audited(tmp_path, prefix=(*namespaces, "sh", "-c", off, "sh"))
    assert blind.result["run"]["vantage"]["ipv6"] is False
    reach = [one for one in blind.result["findings"] if one["rule"] == "ipv6.home-reachable"]
    assert reach
    assert {(one["outcome"], one["reason"]) for one in reach} == {("not_testable", "no_ipv6")}
    assert ("ipv6.aaaa", "www.qinglan.gov.test") in blind.findings("met")
    every = [one for one in blind.result["findings"] if one["rule"].startswith("ipv6.") and one not in reach]
    assert sum(one["lost"] for one in (*every, *reach)) == 0
    # One calm line in the console, one sentence in the report, and no chapter about what nobody saw.
    assert sum("没有可用的 IPv6" in line for line in blind.said.splitlines()) == 1
    page = (blind.folder / "report.html").read_text(encoding="utf-8")
    assert 'id="chapter-ipv6"' not in page


def test_without_a_browser_what_a_script_fills_is_not_testable_by_name(tmp_path: Path) -> None:
    blind = audited(tmp_path, "--render", "never")
    hidden = {(planted.rule, planted.subject) for planted in SEEDED if "browser" in planted.needs}
    assert hidden
    assert hidden <= blind.findings("not_testable")
    assert not hidden & blind.findings("unmet")


async def test_a_portal_without_aaaa_is_unmet_by_dns_even_where_there_is_no_ipv6(tmp_path: Path) -> None:
    day = date(2026, 11, 20)
    site = clean(day)
    name = site.names[host_of(site.home)]
    site = site.named(host_of(site.home), replace(name, aaaa=()))
    async with Served(site, ipv6=False) as served, await Store.open(str(tmp_path / "a.db")) as store:
        settings = served.settings(GatherSettings(workers=0, render="never", max_pages=1, max_targets=0))
        run = await gathered(served.portal, settings, store)
        result = judge_run(store, run.id, resolve("kazuo-2021"), day)
    told = {one.rule: (one.outcome, one.reason) for one in result.findings if one.rule.startswith("ipv6.")}
    assert told["ipv6.aaaa"] == (Outcome.UNMET, None)
    assert told["ipv6.home-reachable"] == (Outcome.NOT_APPLICABLE, Reason.PARENT_MISSING)


def test_the_reports_hold_no_outside_address_to_load(first: Audited) -> None:
    html = (first.folder / "report.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in unescape(html)
    assert "<link" not in html
    assert 'src="http' not in html


def test_the_summary_is_for_people_and_stdout_for_data(first: Audited) -> None:
    done = subprocess.run(
        [*AUDITOR, "report", "latest", "--json"], cwd=first.folder, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["run"]["id"] == first.result["run"]["id"]
    assert "得分" in done.stderr


def test_english_is_whole_in_the_summary(first: Audited) -> None:
    done = subprocess.run(
        [*AUDITOR, "--lang", "en", "report", "latest"], cwd=first.folder, capture_output=True, text=True, check=True
    )
    assert "Score" in done.stderr
