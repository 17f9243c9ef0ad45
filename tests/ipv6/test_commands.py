"""`auditor ipv6` and `auditor probe` from the command line: bad input, a list of hosts, the shape of the JSON."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from auditor.demo.dns import NameServer
from auditor.demo.site import Name
from auditor.ipv6.verdict import INDICATORS
from auditor.store import Store
from tests.command import auditor, beside

# Names with addresses of this machine alone: the guard lets nobody dial them, and DNS can be told all the same.
NAMES = {
    "anchor.demo.test": Name(a=("127.0.0.1",), aaaa=("::1",)),
    "both.demo.test": Name(a=("127.0.0.1",), aaaa=("::1",)),
    "four.demo.test": Name(a=("127.0.0.1",)),
    "fails.demo.test": Name(status="servfail"),
}
LIST = "# hosts of a test\nboth.demo.test\n\nhttps://four.demo.test/index.html  # an address will do\nfails.demo.test\n"


@pytest.fixture
async def asked() -> AsyncIterator[list[str]]:
    """Options that let nothing out: a resolver of our own, and a root that the guard lets nobody ask."""
    async with NameServer(NAMES, Counter()) as server:
        resolver = ["--resolver", f"127.0.0.1:{server.port}", "--anchor", "anchor.demo.test"]
        yield resolver


LAB = ["--root", "root.test=127.0.0.1", "--treat-as-global", "::1/128"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ipv6"], "--list"),
        (["ipv6", "not a host"], "not a host"),
        (["ipv6", "--list", "missing.txt"], "missing.txt"),
        (["ipv6", "--list", "bytes.txt"], "bytes.txt"),
        (["ipv6", "--list", "bad.txt"], "two words"),
        (["ipv6", "h.test", "--resolver", "dns.example"], "dns.example"),
        (["ipv6", "h.test", "--root", "root"], "root"),
        (["ipv6", "h.test", "--treat-as-global", "10.1.0"], "10.1.0"),
        (["ipv6", "h.test", "--tries", "0"], "--tries"),
        (["ipv6", "h.test", "--pictures", "nowhere"], "nowhere"),
        (["ipv6", "h.test", "--profile", "ipv6-2042"], "ipv6-2024"),
        (["probe"], "HOST"),
        (["probe", "not a url"], "not a url"),
        (["probe", "h.test", "--once", "--every", "15m"], "--every"),
        (["probe", "latest"], "auditor.db"),
    ],
)
def test_bad_input_ends_in_one_sentence_and_exit_code_2(tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\x80\n")
    (tmp_path / "bad.txt").write_text("h.test\ntwo words\n", encoding="utf-8")
    done = auditor(tmp_path, *words)
    assert done.code == 2, done.said
    assert said in done.said
    assert "Traceback" not in done.said
    assert done.out == ""


async def test_a_list_of_hosts_is_measured_by_dns_alone(tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "hosts.txt").write_text(LIST, encoding="utf-8")
    done = await beside(tmp_path, "ipv6", *asked, *LAB, "--list", "hosts.txt", "--level", "dns", "--json")
    assert done.code == 0, done.said
    told = json.loads(done.out)
    assert set(told) == {"vantage", "hosts", "rate"}
    assert set(told["vantage"]) == {"ipv6", "V0", "V1"}
    assert set(told["rate"]) == {"hosts", "seconds", "per_second"}
    assert told["rate"]["hosts"] == 3
    assert list(told["hosts"]) == ["both.demo.test", "four.demo.test", "fails.demo.test"]
    for said in told["hosts"].values():
        assert list(said) == list(INDICATORS)
        assert all(set(one) == {"outcome", "reason", "evidence"} for one in said.values())
    d1 = {host: (said["D1"]["outcome"], said["D1"]["reason"]) for host, said in told["hosts"].items()}
    assert d1 == {
        "both.demo.test": ("met", ""),
        "four.demo.test": ("unmet", "no-aaaa"),
        "fails.demo.test": ("not_testable", "servfail"),
    }


async def test_where_our_own_ipv6_does_not_work_the_exit_code_is_3_and_nothing_is_said_of_packets(
    tmp_path: Path, asked: list[str]
) -> None:
    words = ["both.demo.test", "--tries", "1", "--rate", "none", "--json"]
    done = await beside(tmp_path, "ipv6", *asked, *LAB, *words)
    assert done.code == 3, done.said
    said = json.loads(done.out)["hosts"]["both.demo.test"]
    assert {said[name]["outcome"] for name in ("C1", "C3", "T1", "H1", "H2", "L1", "S3", "B1")} == {"not_testable"}


async def test_the_table_names_each_indicator_and_each_reason(tmp_path: Path, asked: list[str]) -> None:
    done = await beside(tmp_path, "--lang", "en", "ipv6", *asked, *LAB, "four.demo.test", "--level", "dns")
    assert done.code == 0, done.said
    assert "no AAAA record" in done.out
    assert {name for name in INDICATORS if name not in done.out} == set()


async def test_probes_are_appended_to_one_run_of_the_host(tmp_path: Path, asked: list[str]) -> None:
    for _turn in range(2):
        done = await beside(tmp_path, "probe", "https://four.demo.test/", "--once", *asked, "--store", "s.db")
        assert done.code == 0, done.said
        assert "four.demo.test" in done.out
    async with await Store.open(str(tmp_path / "s.db")) as store:
        (told,) = store.runs()
        with store.facts(told.id, told.started.date()) as facts:
            probes = facts.probes("availability")
    assert [probe.subject for probe in probes] == ["four.demo.test"] * 2
    assert all(set(probe.values) == {"ipv6", "v4", "v6"} for probe in probes)
    assert {probe.values[family]["ok"] for probe in probes for family in ("v4", "v6")} == {None}  # we did not get there
