"""Is the laboratory what its table says? Asked by ordinary means, so that no verdict proves itself."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.lab import plan
from tests.lab.cases import BOGUS, BOGUS_PORTALS, HOSTS, INDICATORS, PORTALS, REACHABILITY, VANTAGES, ZONES
from tests.lab.expected import disagreements, expected, fits, table
from tests.lab.laboratory import Laboratory
from tests.lab.zones import BAD

PAGE = range(3000, 4500)  # bytes of a home page with its head


class Seen:
    """Asks many questions at one vantage in one process."""

    def __init__(self, laboratory: Laboratory) -> None:
        self.laboratory = laboratory

    def __call__(self, vantage: str, *questions: list[Any]) -> list[Any]:
        command = self.laboratory.command(vantage, sys.executable, "-m", "tests.lab.look")
        done = subprocess.run(
            command, input=json.dumps(questions), env=self.laboratory.environment(), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        answers: list[Any] = json.loads(done.stdout)
        return answers


@pytest.fixture(scope="module")
def seen(laboratory: Laboratory) -> Seen:
    return Seen(laboratory)


def at6(name: str, port: int = 443) -> list[Any]:
    return ["web", f"{name}.gov.test", plan.web(name)[1], port]


def at4(name: str, port: int = 443) -> list[Any]:
    return ["web", f"{name}.gov.test", plan.web(name)[0], port]


def whole(answer: str) -> bool:
    status, _, size = answer.partition(" ")
    return status == "200" and int(size) in PAGE


def test_the_table_is_as_wide_as_it_claims_and_every_row_is_complete() -> None:
    assert len(PORTALS) >= 20
    assert len(BOGUS) >= 12
    assert len([zone for zone in ZONES if not zone.fault.startswith("none")]) >= 14
    assert len(HOSTS) == len(PORTALS) + len(BOGUS_PORTALS) + len(ZONES)
    for host, case in HOSTS.items():
        assert set(case.verdicts) <= set(INDICATORS), host
        for vantage in VANTAGES:
            assert set(expected(host, vantage)) == set(INDICATORS), host


def test_without_ipv6_the_table_allows_no_pass_and_no_failure_by_reachability() -> None:
    for vantage in ("v4only", "brokenv6"):
        for host in HOSTS:
            for name in REACHABILITY:
                verdict = expected(host, vantage)[name]
                assert not any(fits(verdict, outcome, "") for outcome in ("met", "unmet")), (
                    vantage,
                    host,
                    name,
                    verdict,
                )


def test_a_verdict_that_is_missing_made_up_or_with_another_reason_is_a_disagreement() -> None:
    right = {"outcome": "unmet", "reason": "no-aaaa"}
    assert fits("unmet:no-aaaa|not_testable", **right)
    assert fits("!met", **right)
    assert not fits("unmet:servfail", **right)
    assert not fits("!unmet", **right)
    assert not fits("met", "met-ish", "")
    assert len(disagreements("dual", {})) == len(HOSTS) * len(INDICATORS)
    assert ("no.test", "", "no such host", "a verdict") in disagreements("dual", {"no.test": {}})


def test_it_stands_within_seconds_and_leaves_nothing_behind(laboratory: Laboratory, tmp_path: Path) -> None:
    started = time.monotonic()
    with Laboratory(tmp_path) as second:  # side by side with the first: nothing is shared
        stood = time.monotonic() - started
        inside = Path(f"/proc/{second._inside}")
        assert inside.exists()
    assert not inside.exists()
    assert stood < 15  # about one second on an idle machine
    assert laboratory.run("dual", "true").returncode == 0


def test_it_goes_when_the_process_that_started_it_is_killed(laboratory: Laboratory, tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from tests.lab.laboratory import Laboratory\n"
        "with Laboratory(Path(sys.argv[1])) as one: print(one._inside, flush=True); time.sleep(60)"
    )
    killed = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert killed.stdout is not None
    inside = Path(f"/proc/{killed.stdout.readline().strip()}")
    assert inside.exists()
    killed.kill()
    killed.wait()
    killed.stdout.close()
    deadline = time.monotonic() + 10
    while inside.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not inside.exists()


def test_no_vantage_has_a_way_out(seen: Seen) -> None:
    outside = (["web", "a.test", "192.0.2.200", 80], ["web", "a.test", "2001:db8:dead::1", 80])
    with ThreadPoolExecutor() as pool:
        for answers in pool.map(lambda vantage: seen(vantage, *outside), VANTAGES):
            assert [answer.partition(" ")[0] for answer in answers] == ["connect:", "connect:"]


def test_ordinary_clients_over_ipv4_see_every_portal_whose_fault_is_ipv6_alone(seen: Seen) -> None:
    six = ("good", "multi", "mixed", "blackhole", "refusing", "prohibited", "no443", "no80", "flaky", "tlsname")
    six += (
        "tlsexpired",
        "tlsself",
        "different",
        "missing",
        "walled6",
        "dynamic",
        "mtu",
        "drip",
        "slow",
        "deep",
        "v4only",
    )
    answers = dict(zip(six, seen("dual", *(at4(name) for name in six)), strict=True))
    assert [name for name, answer in answers.items() if not whole(answer)] == []


def test_over_ipv6_each_portal_is_at_fault_as_the_table_says(seen: Seen) -> None:
    right = {
        "blackhole": "connect: TimeoutError",
        "refusing": "connect: ConnectionRefusedError",
        "prohibited": "connect: PermissionError",
        "no443": "connect: ConnectionRefusedError",
        "down": "connect: ConnectionRefusedError",
        "tlsexpired": "tls: certificate has expired",
        "tlsboth": "tls: certificate has expired",
        "tlsself": "tls: self-signed certificate",
        "mtu": "http: TimeoutError",
        "drip": "http: TimeoutError",
    }
    other = ("tlsname", "missing", "walled6", "different", "redirect")
    sound = (
        "good",
        "native",
        "cname",
        "multi",
        "mixed",
        "no80",
        "dynamic",
        "sky",
        "literal",
        "outlinks",
        "deep",
    )
    names = (*right, *other, *sound)
    ports = (at6("no80", 80), ["web", "multi.gov.test", plan.DEAF_V6, 443], at6("plain", 80), at6("plain"))
    news = (["web", "deep.gov.test", at, 443, f"/news/{n}.html"] for at in plan.web("deep") for n in (1, 2))
    answers = seen("dual", *(at6(name) for name in names), *ports, *news)  # at once: each waits for its own fault
    said = dict(zip(names, answers, strict=False))
    assert {name: said[name] for name in right} == right
    assert "Hostname mismatch" in said["tlsname"]
    assert [said[name].split()[0] for name in other[1:]] == ["404", "403", "200", "301"]
    assert int(said["different"].split()[1]) < 500
    assert [name for name in sound if not whole(said[name])] == []
    no80, deaf, plain, shut = answers[len(names) : len(names) + 4]
    assert (no80, deaf, shut) == ("connect: ConnectionRefusedError", "connect: TimeoutError", no80)
    assert whole(plain)
    assert [answer.split()[0] for answer in answers[len(names) + 4 :]] == ["200", "200", "404", "200"]


def test_a_flaky_portal_refuses_one_connection_in_three_and_a_limited_one_asks_for_patience(seen: Seen) -> None:
    flaky = seen("dual", *(at6("flaky") for _ in range(15)))
    assert flaky.count("connect: ConnectionRefusedError") == 5
    limited = seen("dual", *(at4("limited") for _ in range(12)))
    assert {answer.split()[0] for answer in limited} == {"200", "429"}


def test_a_dynamic_portal_never_answers_twice_the_same(laboratory: Laboratory) -> None:
    code = "import sys, httpx; print(len({httpx.get('https://dynamic.gov.test/').text for _ in range(9)}))"
    done = laboratory.run("dual", sys.executable, "-c", code)
    assert done.stdout.strip() == "9", done.stderr


def test_an_ordinary_client_shows_the_black_hole_as_if_nothing_were_wrong(laboratory: Laboratory) -> None:
    """Happy eyeballs (RFC 8305): the very reason why an address has to be asked by itself."""
    code = (
        "import asyncio, ssl; r, w = asyncio.run(asyncio.open_connection('blackhole.gov.test', 443, ssl=True, "
        "happy_eyeballs_delay=0.25)); print(w.get_extra_info('peername')[0])"
    )
    done = laboratory.run("dual", sys.executable, "-c", code)
    assert done.stdout.strip() == plan.web("blackhole")[0], done.stderr


def test_each_vantage_has_what_its_name_says(seen: Seen) -> None:
    told = {name: seen(name, at4("good"), at6("good"), at4("good", 80)) for name in VANTAGES}
    assert {name: (whole(v4), whole(v6)) for name, (v4, v6, _) in told.items()} == {
        "dual": (True, True),
        "v6only": (False, True),
        "v4only": (True, False),
        "brokenv6": (True, False),
        "dns64": (False, True),
    }
    assert told["brokenv6"][1] == "connect: TimeoutError"  # an address and a route, and nothing comes back
    assert told["v4only"][1] in ("connect: OSError", "connect: TimeoutError")


@pytest.mark.usefixtures("tun")
def test_behind_nat64_an_ordinary_client_opens_a_portal_that_has_no_ipv6(seen: Seen) -> None:
    (answer,) = seen("dns64", ["dns", plan.RESOLVER_DNS64, "v4only.gov.test", "AAAA"])
    (known,) = seen("dns64", ["dns", plan.RESOLVER_DNS64, "ipv4only.arpa", "AAAA"])
    assert answer[0] == "NOERROR"
    assert sorted(known[1:]) == ["2001:db8:64::c000:aa", "2001:db8:64::c000:ab"]
    (shown,) = seen("dns64", ["web", "v4only.gov.test", answer[1], 443])
    assert whole(shown)


def test_published_addresses_are_those_of_the_table(seen: Seen) -> None:
    hosts = [portal.host for portal in BOGUS_PORTALS]
    answers = seen("dual", *(["dns", plan.RESOLVER, host, "AAAA"] for host in hosts))
    said = dict(zip(BOGUS, answers, strict=True))
    assert [name for name, one in said.items() if one[0] != "NOERROR" or len(one) != 2] == []
    assert len({one[1] for one in said.values()}) == len(BOGUS)


def test_each_bad_name_server_errs_in_its_own_way(seen: Seen) -> None:
    right = {
        "servfail": ["SERVFAIL"],
        "refused": ["REFUSED"],
        "silent": ["Timeout"],
        "lame": ["NOERROR"],
        "upward": ["NOERROR"],
        "wrongid": ["BadResponse"],
        "garbage": ["BadPointer"],
        "truncated": ["EOFError"],
        "tcp": ["NOERROR", "AA", plan.SOUND_V6],
        "aaaanx": ["NXDOMAIN", "AA"],
        "aaaasilent": ["Timeout"],
        "aaaanotimp": ["NOTIMP"],
        "late": ["NOERROR", "AA", plan.SOUND_V6],
        "nslame6": ["REFUSED"],
        "nsdead6": ["Timeout"],
    }
    both = [(n, at) for n in right for at in next(iter(plan.OWN[n].values()))]
    both = [(n, at) for n, at in both if ":" in at or n not in ("nslame6", "nsdead6")]  # these err over IPv6 alone
    answers = seen("dual", *(["dns", at, f"www.{n}.test", "AAAA", ""] for n, at in both))
    assert {(n, at): said for (n, at), said in zip(both, answers, strict=True)} == {(n, at): right[n] for n, at in both}
    servers = plan.OWN["uneven"].values()
    uneven = seen("dual", *(["dns", at[1], "www.uneven.test", "AAAA", ""] for at in servers))
    assert uneven == [["NOERROR", "AA", plan.SOUND_V6], ["NOERROR", "AA"]]
    assert {zone.name for zone in ZONES} >= BAD


def test_what_resolvers_make_of_it_is_no_ground_for_a_verdict_on_addresses(seen: Seen) -> None:
    """A lame zone looks like one without AAAA, a name server without IPv6 like a dead zone to who has only IPv6."""
    zones = ("nsv4", "nsdead6", "nslame6", "cnamev4", "badsig", "loop", "lame", "nsfew")
    ask = [
        ["dns", server, f"www.{zone}.test", "AAAA"]
        for server in (plan.RESOLVER, plan.RESOLVER_V6_TRANSPORT)
        for zone in zones
    ]
    answers = [answer[0] for answer in seen("dual", *ask)]
    dual = dict(zip(zones, answers[: len(zones)], strict=True))
    for _again in range(3):  # a resolver may spend its patience on the dead address first; then it keeps that for 5 s
        if dual["nsdead6"] == "NOERROR":
            break
        time.sleep(6)
        dual["nsdead6"] = seen("dual", ["dns", plan.RESOLVER, "www.nsdead6.test", "AAAA"])[0][0]
    only6 = dict(zip(zones, answers[len(zones) :], strict=True))
    assert {name for name, status in dual.items() if status != "NOERROR"} == {"badsig", "loop"}
    assert {name for name, status in only6.items() if status != "NOERROR"} - {"badsig", "loop"} == {
        "nsv4", "nsdead6", "nslame6", "cnamev4",
    }  # fmt: skip
    plain, unchecked = seen(
        "dual",
        ["dns", plan.RESOLVER, "www.badsig.test", "AAAA"],
        ["dns", plan.RESOLVER, "www.badsig.test", "AAAA", "RD CD"],
    )
    assert plain[0] == "SERVFAIL"
    assert unchecked == ["NOERROR", plan.SOUND_V6]


@pytest.mark.usefixtures("tun")
def test_the_slow_wire_adds_its_delay_to_every_round_trip(laboratory: Laboratory) -> None:
    code = (
        "import socket, sys, time\nfor at in sys.argv[1:]:\n  t = time.monotonic(); "
        "socket.create_connection((at, 80)).close(); print(time.monotonic() - t)"
    )
    near, far = laboratory.run("dual", sys.executable, "-c", code, *plan.web("slow")).stdout.split()
    assert float(near) < 0.15
    assert 0.3 <= float(far) < 1.0


def test_commands_at_all_vantages_run_side_by_side(laboratory: Laboratory) -> None:
    with ThreadPoolExecutor() as pool:
        told = list(pool.map(lambda name: laboratory.run(name, "cat", "/etc/resolv.conf").stdout, VANTAGES))
    assert [line.split()[1] for line in told] == [plan.VANTAGE_RESOLVER[name] for name in VANTAGES]


def test_the_printed_table_shows_what_disagrees_where_it_stands() -> None:
    unasked = {"outcome": "not_testable", "reason": "not-gathered"}  # B1, which is gathered apart
    said = {host: {name: {"outcome": "met", "reason": ""} for name in INDICATORS} | {"B1": unasked} for host in HOSTS}
    wrong = disagreements("dual", said)
    lines = table("dual", said, wrong).splitlines()
    row = next(line for line in lines if line.startswith("v4only.gov.test"))
    assert len([cell for cell in row.split() if cell.startswith("[")]) == len(
        [one for one in wrong if one[0] == "v4only.gov.test"]
    )
    assert "[" not in next(line for line in lines if line.startswith("good.gov.test"))
    assert "v4only.gov.test D1: expected unmet:no-aaaa, seen met" in lines


def test_the_shell_runs_a_command_at_a_vantage_and_reaches_the_others(laboratory: Laboratory) -> None:
    script = (
        "ip -4 addr show dev eth0 scope global; at dual ip -4 addr show dev eth0; head -1 $LAB_HOSTS; echo $LAB_OPTIONS"
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.lab", "v6only", "sh", "-c", script], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("inet ") == 1  # of dual alone
    assert plan.wire("dual")["v4"] in done.stdout
    assert "good.gov.test" in done.stdout
    assert f"--resolver {plan.RESOLVER}" in done.stdout
    wrong = subprocess.run([sys.executable, "-m", "tests.lab", "mars"], capture_output=True, text=True, timeout=60)
    assert (wrong.returncode, "v4only" in wrong.stderr) == (2, True)
