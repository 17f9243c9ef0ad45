"""What is counted, and what is not: truth against a tool's list, requests, slots, rows and ratios."""

import json
from pathlib import Path

import pytest

from benchmarks import access, rows, table
from benchmarks.crawl import main, options_of, parser
from benchmarks.measure import Cost, run
from benchmarks.portal import Portal, Shape
from benchmarks.tool import Job, ToolUnavailable
from benchmarks.truth import Class, Kind, Truth, plain

ORIGIN = "http://127.0.0.1:8000"
TRUTH = Truth(
    ORIGIN,
    {
        f"{ORIGIN}/": Kind.PAGE,
        f"{ORIGIN}/a.html": Kind.PAGE,
        f"{ORIGIN}/dead.html": Kind.ABSENT,
        f"{ORIGIN}/loop/0.html": Kind.LOOP,
        f"{ORIGIN}/no.html": Kind.FORBIDDEN,
        f"{ORIGIN}/once.html": Kind.UNSTABLE,
        f"{ORIGIN}/hang.html": Kind.HANG,
    },
    {f"{ORIGIN}/loop2/0.html": f"{ORIGIN}/loop/0.html"},
)


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return Portal(Shape(2, 8000, 8001), tmp_path, TRUTH)


def log(portal: Portal, *lines: str) -> list[access.Request]:
    path = portal.folder / "access.log"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return access.read(path, portal)


class Said:
    """A tool that called these addresses broken."""

    name, note, looks_twice = "said", "", True

    def __init__(self, *urls: str) -> None:
        self.urls = urls

    def version(self, cache: Path) -> str:
        return "1"

    def command(self, job: Job) -> list[str]:
        return ["said", str(job.cache)]

    def broken(self, job: Job) -> list[str]:
        return list(self.urls)


def test_broken_addresses_are_right_or_missed_and_fine_ones_false() -> None:
    marks = TRUTH.mark([f"{ORIGIN}/dead.html", f"{ORIGIN}/a.html", f"{ORIGIN}/%EF%BF%BD.doc"])
    assert marks.right == 1
    assert marks.missed == (f"{ORIGIN}/hang.html", f"{ORIGIN}/loop/0.html")
    assert marks.false == (f"{ORIGIN}/%EF%BF%BD.doc", f"{ORIGIN}/a.html")


def test_blocked_and_unstable_addresses_count_for_nobody() -> None:
    broken = sorted(TRUTH.of(Class.BROKEN))
    for also in ([], [f"{ORIGIN}/no.html"], [f"{ORIGIN}/once.html", f"{ORIGIN}/no.html"]):
        marks = TRUTH.mark([*broken, *also])
        assert (marks.right, marks.missed, marks.false) == (3, (), ())


def test_a_hop_of_a_redirect_counts_as_the_link_that_leads_there_and_once() -> None:
    marks = TRUTH.mark([f"{ORIGIN}/loop2/0.html", f"{ORIGIN}/loop/0.html", f"{ORIGIN}/loop/0.html#x"])
    assert marks.right == 1
    assert marks.false == ()


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("http://H:1", "http://h:1/"),
        ("http://h:1/通知.doc", "http://h:1/%E9%80%9A%E7%9F%A5.doc"),
        ("http://h:1/%e9%80%9a%E7%9F%A5.doc#a", "http://h:1/%E9%80%9A%E7%9F%A5.doc"),
        ("http://h:1/f?word=%cd%a8&n=1", "http://h:1/f?word=%CD%A8&n=1"),
    ],
)
def test_an_address_is_the_same_however_it_is_written(written: str, same: str) -> None:
    assert plain(written) == same


def test_requests_are_told_apart(portal: Portal) -> None:
    requests = log(
        portal,
        "100.000 0.000 404 GET 127.0.0.1:8000 /robots.txt",
        "100.100 0.000 404 GET 127.0.0.1:8000 /sitemap.xml",
        "100.200 0.000 200 GET 127.0.0.1:8000 /",
        "100.300 0.000 404 GET www.benchmark.test:8000 /0123456789abcdef.html",
        "100.400 0.000 500 GET www.benchmark.test:8000 /once.html",
        "100.500 0.000 302 HEAD 127.0.0.1:8000 /loop/0.html",
        "100.510 0.000 302 GET 127.0.0.1:8000 /loop2/0.html",
        "102.500 0.000 200 GET www.benchmark.test:8000 /once.html",
        "103.000 0.000 200 GET 127.0.0.1:8000 /",
        "103.000 0.000 400 - - -",
    )
    counts = access.count(requests, portal, second_look=2)
    assert (counts.all, counts.robots, counts.sitemaps, counts.strangers) == (9, 1, 1, 1)
    assert (counts.first_looks, counts.second_looks, counts.distinct) == (5, 1, 4)
    assert counts.per_url == 1.25  # a page that is asked for twice is no second look
    assert access.count(requests, portal, second_look=None).second_looks == 0
    assert access.statuses(requests, f"{ORIGIN}/once.html") == "GET 500, GET 200"


def test_slots_in_use_are_the_busy_share_of_the_connections(portal: Portal) -> None:
    requests = log(
        portal,
        "100.030 0.030 200 GET 127.0.0.1:8000 /",
        "100.060 0.030 200 GET 127.0.0.1:8000 /a.html",
        "100.060 0.060 404 GET 127.0.0.1:8000 /dead.html",
        "105.000 5.000 499 GET 127.0.0.1:8000 /hang.html",
        "110.000 0.030 404 GET 127.0.0.1:8000 /dead.html",
    )
    assert access.slots_in_use(requests, portal, connections=2, second_look=2) == pytest.approx(1, abs=0.01)
    assert access.slots_in_use(requests, portal, connections=4, second_look=2) == pytest.approx(0.5, abs=0.01)
    assert access.slots_in_use([], portal, connections=4, second_look=2) == 0


def row(portal: Portal, *urls: str, wall: float = 2.0) -> rows.Row:
    job = Job(portal, portal.folder, portal.folder / "cache", 8, 5, 2)
    cost = Cost(wall, 1.5, 100.0, 1.6, 0, False)
    return rows.row(Said(*urls), job, cost, [], 0.1, latency=False)


def test_a_row_has_the_promised_measures_and_explains_what_was_missed(portal: Portal) -> None:
    found = row(portal, f"{ORIGIN}/dead.html", f"{ORIGIN}/a.html")
    promised = {"peer", "wall_s", "cpu_s", "peak_mb", "requests", "right", "missed", "false"}
    assert promised <= found.keys()
    assert (found["right"], found["missed"], found["false"], found["recall"]) == (1, 2, 1, 0.3333)
    assert found["missed_urls"][0] == {
        "url": f"{ORIGIN}/hang.html",
        "kind": "hang",
        "answers": "not asked for",
        "said": [],
    }
    assert found["command"] == "said $CACHE"
    assert not found["noisy"]
    assert json.loads(json.dumps(found)) == found


def test_rounds_give_median_times_and_the_worst_verdicts(portal: Portal) -> None:
    broken = sorted(TRUTH.of(Class.BROKEN))
    ran = [row(portal, *broken, wall=1.0), row(portal, wall=9.0), row(portal, *broken, wall=2.0)]
    joined = rows.together(ran)
    assert (joined["wall_s"], joined["missed"], joined["right"], len(joined["runs"])) == (2.0, 3, 0, 3)


def test_a_tool_that_cannot_run_keeps_its_row_and_gets_no_ratio(portal: Portal) -> None:
    absent = rows.unavailable(Said(), 8, "no such package")
    mine = {**row(portal, wall=4.0), "peer": "auditor-links"}
    slow = {**row(portal, wall=4.0), "peer": "slow", "pages": 1}
    assert {"peer", "wall_s", "missed", "false"} <= absent.keys()
    found = rows.ratios([absent, mine, slow], {2: {"wall_s": 1.0}})
    assert found["slow/auditor-links@8"]["wall"] == 2.0  # per page: half as many pages in the same time
    assert found["auditor-links/limit@8"]["wall"] == 4.0
    assert len(found) == 2


def test_a_result_is_shown_as_markdown(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = {
        "rows": [{**row(portal), "version": "1.2"}, rows.unavailable(Said(), 8, "no such package")],
        "ratios": {"a/b@8": {"wall": 2.0}},
        "machine": {"cpus": 2, "cpu": "X", "memory_gb": 4, "system": "Linux", "python": "3.11"},
        "noisy": True,
        "commands": [],
        "settings": {"pages": 2, "latency_ms": 0, "rounds": 1},
    }
    path = tmp_path / "result.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    assert main(["--table", str(path)]) == 0
    shown = capsys.readouterr().out
    assert shown == table.markdown(result)
    assert "| said 1.2 | 8 | 2 | 2.00 | 1.50 | 100 |" in shown
    assert "NOISY" in shown
    assert "not run: no such package" in shown


def test_options_have_the_defaults_of_their_latency_and_unknown_names_are_refused() -> None:
    asked = parser()
    assert options_of(asked.parse_args([])).connections == (64,)
    slow = options_of(asked.parse_args(["--latency", "30", "--peers", "lychee,wget"]))
    assert (slow.connections, slow.hangs) == ((8, 64), 0)
    assert [tool.name for tool in slow.tools()] == ["auditor-links", "auditor-scan", "lychee", "wget"]
    for words in (["--peers", "lynchee"], ["--ours", "auditor"]):
        with pytest.raises(ValueError, match="there are"):
            options_of(asked.parse_args(words))


def test_the_cost_of_a_command_is_of_all_its_processes(tmp_path: Path) -> None:
    spend = "sum(range(3_000_000))"
    cost = run(["sh", "-c", f"python3 -c '{spend}' & python3 -c '{spend}; print(1)'; wait"], folder=tmp_path)
    assert cost.exit_code == 0
    assert cost.cpu_s > 0.02
    assert cost.peak_mb > 1
    assert (tmp_path / "stdout").read_text() == "1\n"


def test_a_command_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    cost = run(["sh", "-c", "sleep 60"], folder=tmp_path, limit_s=0.3)
    assert cost.timed_out
    assert cost.exit_code < 0


def test_a_tool_that_wrote_nothing_is_told_from_one_that_found_nothing(portal: Portal) -> None:
    from benchmarks.peers import PEERS

    job = Job(portal, portal.folder, portal.folder, 8, 5, 2)
    for name in ("lychee", "linkchecker", "linkinator", "scrapy"):
        with pytest.raises(ToolUnavailable, match="no result"):
            PEERS[name].broken(job)
