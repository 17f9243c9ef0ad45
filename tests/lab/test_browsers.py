"""B1 in the laboratory: a browser that has only IPv6 beside one that has only IPv4, from every vantage."""

import json
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from auditor.net.render import find_chromium
from tests.conftest import skip_or_fail
from tests.lab.cases import BROWSERS, MORE_BROWSERS, VANTAGES
from tests.lab.expected import fits
from tests.lab.laboratory import Laboratory

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("tun")]


def shown(laboratory: Laboratory, vantage: str, hosts: list[str], folder: Path) -> Mapping[str, Mapping[str, str]]:
    """What `auditor ipv6 --pictures` says of B1, host by host."""
    folder.mkdir()
    asked = ["--tries", "2", "--spacing", "100ms", "--pictures", str(folder), "--json", *hosts]
    command = [sys.executable, "-m", "auditor.cli", "ipv6", *laboratory.options(vantage), *asked]
    done = laboratory.run(vantage, *command, timeout=300)
    assert done.stdout, f"{vantage}: exit code {done.returncode}\n{done.stderr}"
    return {host: said["B1"] for host, said in json.loads(done.stdout)["hosts"].items()}


@pytest.mark.parametrize(
    "table", [BROWSERS, pytest.param(MORE_BROWSERS, marks=pytest.mark.nightly)], ids=["few", "more"]
)
def test_a_browser_with_ipv6_alone_shows_what_is_missing(
    laboratory: Laboratory, tmp_path: Path, table: Mapping[tuple[str, str], str]
) -> None:
    if not find_chromium():
        skip_or_fail("browser", "no Chromium")
    asked = {at: [host for vantage, host in table if vantage == at] for at in VANTAGES}
    with ThreadPoolExecutor(len(VANTAGES)) as pool:
        done = {at: pool.submit(shown, laboratory, at, hosts, tmp_path / at) for at, hosts in asked.items() if hosts}
        said = {at: one.result() for at, one in done.items()}
    wrong = {
        case: (right, one["outcome"], one["reason"])
        for case, right in table.items()
        if not fits(right, (one := said[case[0]][case[1]])["outcome"], one["reason"])
    }
    assert wrong == {}
    made = {path.name for path in (tmp_path / "dual").iterdir()}
    pair = {"sky.gov.test-ipv6.webp", "sky.gov.test-ipv4.webp"}
    assert pair <= made or "sky.gov.test" not in asked["dual"]
