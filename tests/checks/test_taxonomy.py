"""The document about faults of links says what the code does; and what a fault does is what the code says."""

from pathlib import Path

import pytest

from auditor.model.fault import Fault, FaultKind, Whose
from tests.checks import taxonomy
from tests.checks.taxonomy import dead_after, looked_at_again, made

DOCUMENT = Path(__file__).parents[2] / "docs" / "link-faults.md"
ALL = sorted(set(made()), key=lambda fault: (fault.kind.value, fault.whose, fault.detail))


def test_the_document_lists_every_fault_as_it_is_judged() -> None:
    """When a change is meant: `python -m tests.checks.taxonomy`, and put its rows there."""
    table = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert table == taxonomy.rows()


def test_every_kind_of_fault_comes_about() -> None:
    assert {fault.kind for fault in ALL} == set(FaultKind)


@pytest.mark.parametrize("fault", ALL, ids=lambda fault: f"{fault.kind.value}-{fault.whose.value}-{fault.detail[:12]}")
def test_one_look_settles_only_what_the_site_says_for_good(fault: Fault) -> None:
    for_good = fault.kind in (FaultKind.NXDOMAIN, FaultKind.NO_ADDRESS) or fault.detail in ("404", "410")
    assert dead_after(fault, 0) is for_good
    assert dead_after(fault, 0, 20) is for_good
    assert not for_good or not looked_at_again(fault)


@pytest.mark.parametrize("fault", ALL, ids=lambda fault: f"{fault.kind.value}-{fault.whose.value}-{fault.detail[:12]}")
def test_two_looks_apart_settle_what_is_the_sites_or_on_the_way_and_could_be_read(fault: Fault) -> None:
    never = {
        *(FaultKind.TLS_NAME, FaultKind.TLS_EXPIRED, FaultKind.TLS_UNTRUSTED, FaultKind.TLS_OTHER),
        *(FaultKind.PROTOCOL, FaultKind.TRUNCATED, FaultKind.UNDECODABLE, FaultKind.BLOCKED, FaultKind.ROBOTS),
    }
    convicts = fault.whose is not Whose.US and fault.kind not in never
    assert dead_after(fault, 0, 60) is convicts
    assert dead_after(fault, 0, 60, 3600) is convicts
    assert not convicts or fault.lasting or looked_at_again(fault)


@pytest.mark.parametrize(
    "kind", [FaultKind.CONNECT_TIMEOUT, FaultKind.READ_TIMEOUT, FaultKind.RESET, FaultKind.REFUSED]
)
def test_what_failed_after_the_host_had_throttled_us_is_ours(kind: FaultKind) -> None:
    assert not dead_after(Fault(kind, Whose.US, lasting=False, detail="(after it had throttled us)"), 0, 60, 3600)
