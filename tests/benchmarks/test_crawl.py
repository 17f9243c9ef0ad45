"""The benchmark end to end: `auditor scan` of a small portal behind nginx is scored, counted and told."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.crawl import main
from benchmarks.ours import default_program
from benchmarks.server import ServerUnavailable, find_nginx
from tests.conftest import skip_or_fail


def test_a_scan_of_sixty_pages_is_measured_and_its_verdicts_are_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        find_nginx()
    except ServerUnavailable as error:
        skip_or_fail("lab", str(error))
    out = tmp_path / "result.json"
    words = ["--pages", "60", "--ours", "auditor-scan", "--hangs", "0", "--second-look", "0.5", "--json", str(out)]
    code = main([*words, "--keep", str(tmp_path / "kept"), "--auditor", str(default_program(sys.executable))])
    assert code == 0, capsys.readouterr().err
    result = json.loads(out.read_bytes())
    assert result.keys() >= {"rows", "ratios", "machine", "noisy", "commands"}
    scan, limit = result["rows"]
    assert (scan["peer"], limit["peer"]) == ("auditor-scan", "limit")
    assert scan["exit_code"] == 0
    assert scan["missed_urls"] == []
    assert scan["false_urls"] == []
    assert scan["right"] == result["portals"][0]["classes"]["broken"] > 10
    assert scan["requests"] == sum(
        scan[part] for part in ("first_looks", "second_looks", "robots", "sitemaps", "strangers")
    )
    assert scan["requests_per_url"] < 1.2
    assert scan["second_looks"] > 0
    assert scan["peak_mb"] > 20
    assert scan["wall_s"] > scan["gathering_s"] > 0 < scan["cpu_s"]
    assert result["ratios"]["auditor-scan/limit@64"]["wall"] > 1
    assert result["server_errors"] == []
    assert "auditor-scan" in capsys.readouterr().out


def test_what_cannot_be_started_is_told_in_its_row(tmp_path: Path) -> None:
    try:
        find_nginx()
    except ServerUnavailable as error:
        skip_or_fail("lab", str(error))
    out = tmp_path / "result.json"
    words = ["--pages", "40", "--ours", "auditor-links", "--hangs", "0", "--auditor", str(tmp_path / "nothing")]
    assert main([*words, "--json", str(out)]) == 0
    row = json.loads(out.read_bytes())["rows"][0]
    assert row["peer"] == "auditor-links"
    assert "nothing" in row["unavailable"]
    assert row["wall_s"] is None
