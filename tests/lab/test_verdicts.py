"""`auditor ipv6` pointed at the laboratory: every host, from every vantage, against the table."""

import json
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

import pytest

from auditor.cli import cli
from tests.lab.cases import HOSTS, REACHABILITY, VANTAGES
from tests.lab.expected import busy, disagreements, table
from tests.lab.laboratory import Laboratory

Said: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Any]]]

pytestmark = [
    pytest.mark.lab,
    pytest.mark.usefixtures("tun"),
    pytest.mark.skipif("ipv6" not in cli.commands, reason="this version has no command `auditor ipv6`"),
]


def judged(laboratory: Laboratory, vantage: str) -> Said:
    """What one process says of all hosts from one vantage."""
    options = [*laboratory.options(vantage), "--tries", "8", "--spacing", "250ms", "--timeout", "8s", "--json"]
    command = [sys.executable, "-m", "auditor.cli", "ipv6", *options, *reversed(HOSTS)]  # the slowest first
    done = laboratory.run(vantage, *command, timeout=300)
    assert done.stdout, f"{vantage}: exit code {done.returncode}\n{done.stderr}"
    hosts: Said = json.loads(done.stdout)["hosts"]
    return hosts


def everywhere(laboratory: Laboratory) -> Mapping[str, Said]:
    with ThreadPoolExecutor(len(VANTAGES)) as pool:
        return dict(zip(VANTAGES, pool.map(lambda name: judged(laboratory, name), VANTAGES), strict=True))


@pytest.fixture(scope="module")
def verdicts(laboratory: Laboratory) -> tuple[Mapping[str, Said], float]:
    started = time.monotonic()
    return everywhere(laboratory), time.monotonic() - started


def outcomes(said: Said, hosts: Iterable[str], indicators: Iterable[str]) -> set[str]:
    return {said[host][name]["outcome"] for host in hosts for name in indicators}


def compare(verdicts: Mapping[str, Said]) -> None:
    loaded = busy()
    told = {vantage: disagreements(vantage, verdicts[vantage], loaded=loaded) for vantage in VANTAGES}
    wrong = {vantage: found for vantage, found in told.items() if found}
    if wrong:
        pytest.fail(
            "\n\n".join(table(vantage, verdicts[vantage], found) for vantage, found in wrong.items()), pytrace=False
        )


def test_every_portal_is_judged_from_every_vantage_as_the_table_says(
    verdicts: tuple[Mapping[str, Said], float],
) -> None:
    compare(verdicts[0])


@pytest.mark.parametrize("vantage", ["v4only", "brokenv6"])
def test_without_ipv6_nobody_passes_and_nobody_fails_by_reachability(
    verdicts: tuple[Mapping[str, Said], float], vantage: str
) -> None:
    assert outcomes(verdicts[0][vantage], HOSTS, REACHABILITY) <= {"not_testable", "not_applicable"}


def test_a_black_hole_fails_although_ordinary_clients_show_it(verdicts: tuple[Mapping[str, Said], float]) -> None:
    assert verdicts[0]["dual"]["blackhole.gov.test"]["C1"]["outcome"] == "unmet"


def test_a_translator_passes_nothing_that_has_no_ipv6(verdicts: tuple[Mapping[str, Said], float]) -> None:
    seen = verdicts[0]["dns64"]
    assert "met" not in outcomes(seen, ["v4only.gov.test"], ("D1", *REACHABILITY))


def test_all_vantages_are_judged_in_time(verdicts: tuple[Mapping[str, Said], float]) -> None:
    assert verdicts[1] <= (300 if busy() else 90)  # a busy machine waits longer before it says that it could not see


@pytest.mark.nightly
@pytest.mark.parametrize("turn", range(20))
def test_the_table_holds_again_and_again(laboratory: Laboratory, turn: int) -> None:
    compare(everywhere(laboratory))
