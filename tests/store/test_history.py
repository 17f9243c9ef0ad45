"""How did a site stand before? And what was kept, to be handed on."""

from datetime import UTC, date, datetime, timedelta

from auditor.model.exchange import Hop
from auditor.model.finding import Finding
from auditor.model.found import Found, Role
from auditor.model.outcome import Outcome
from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.result import AuditResult, FindingResult, ProfileHead, Score
from auditor.model.run import Run, RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.store import Store
from auditor.store.gather import Looked
from tests.store.samples import GONE, HOME, NOW, answer, begun, looked, page

DAY = date(2026, 3, 1)


def found(subject: str, outcome: Outcome = Outcome.UNMET) -> FindingResult:
    mark = Finding(rule="links.broken", outcome=outcome, subject=subject, message="x").fingerprint
    return FindingResult(fingerprint=mark, rule="links.broken", outcome=outcome, subject=subject, message="x")


def judged(run: Run, *findings: FindingResult, profile: str = "p", low: float = 70) -> AuditResult:
    head = ProfileHead(
        id=profile, title="t", digest="", documents=(), fail_below=60, bonus_above=80, coverage_floor=0.6
    )
    return AuditResult(
        tool="t 1", run=run, profile=head, as_of=DAY, score=Score(low=low, high=low), clauses=(),
        findings=findings, rules=(),
    )  # fmt: skip


async def runs(store: Store, number: int, home: str = HOME) -> list[Run]:
    """Runs a day apart, the oldest first."""
    begun_at = [NOW + timedelta(days=day) for day in range(number)]
    writers = [await store.new_run(Portal(home=home), GatherSettings(), at, "test 1") for at in begun_at]
    return [writer.run for writer in writers]


async def test_a_finding_stands_since_it_was_first_seen_without_a_break(store: Store) -> None:
    one, two, three = await runs(store, 3)
    a, b, c = (found(f"{HOME}{name}") for name in "abc")
    store.save_result(judged(one, a, b, low=50))
    store.save_result(judged(two, a, found(f"{HOME}b", Outcome.MET), low=60))
    now = judged(three, a, b, c)
    store.save_result(now)
    told = store.history(now)
    assert [(was.run, was.low, was.unmet) for was in told.earlier] == [(one.id, 50, 2), (two.id, 60, 1)]
    assert told.since[a.fingerprint] == one.started
    assert told.since[b.fingerprint] == three.started  # it had been mended in between
    assert told.since[c.fingerprint] == three.started
    assert told.before.keys() == {a.fingerprint, b.fingerprint}


async def test_what_could_not_be_judged_in_between_has_not_been_mended(store: Store) -> None:
    one, two, three = await runs(store, 3)
    store.save_result(judged(one, found("x")))
    store.save_result(judged(two, found("x", Outcome.NOT_TESTABLE)))
    now = judged(three, found("x"))
    assert store.history(now).since[found("x").fingerprint] == one.started


async def test_other_sites_other_profiles_and_later_runs_are_no_history(store: Store) -> None:
    [other] = await runs(store, 1, "http://other.gov.cn/")
    one, two = await runs(store, 2)
    store.save_result(judged(other, found("x")))
    store.save_result(judged(one, found("x"), profile="q"))
    store.save_result(judged(two, found("x")))
    assert not store.history(judged(one, found("x"))).known


async def test_a_run_is_told_what_the_newest_earlier_one_said_to_a_rule(store: Store) -> None:
    [other] = await runs(store, 1, "http://other.gov.cn/")
    writers = [
        await store.new_run(Portal(home=HOME), GatherSettings(), NOW + timedelta(days=day), "t 1") for day in range(4)
    ]
    one, two, three, four = (writer.run for writer in writers)
    for writer in writers[:2]:
        await writer.finish(RunState.GATHERED, Vantage(), complete=True)  # the third was never finished
    store.save_result(judged(other, found("other")))
    store.save_result(judged(one, found("one")))
    store.save_result(judged(two, found("two")))
    store.save_result(judged(three, found("three")))
    with store.facts(four.id, DAY) as facts:
        told = facts.before("links.broken")
        assert told is not None
        assert (told.run, told.day, [finding.subject for finding in told.findings]) == (two.id, DAY, ["two"])
        assert facts.before("links.wrong") is None
    with store.facts(one.id, DAY) as facts:
        assert facts.before("links.broken") is None


async def test_an_archive_hands_on_every_look_with_its_body_and_what_was_probed(store: Store) -> None:
    writer = await begun(store)
    await writer.add([Found(HOME, 0, Role.CRAWL), Found(f"{HOME}gone", 1, Role.CRAWL)])
    read = page()
    hop = Hop(HOME, 302, "/x")
    gone = answer(f"{HOME}gone", status=404, fault=GONE, hops=(hop,))
    await writer.write([looked(read), Looked(f"{HOME}gone", gone)])
    await writer.probe([Probe("aaaa", "www.example.gov.cn", datetime(2026, 3, 1, tzinfo=UTC), {"status": "nodata"})])
    with store.archive(writer.run.id) as archive:
        seen = list(archive.looks([f"{HOME}gone", f"{HOME}never", HOME]))
        assert [one.url for one in seen] == [f"{HOME}gone", HOME]
        assert (seen[0].status, seen[0].hops, seen[0].body) == (404, (hop,), b"")
        assert seen[1].body == f"<html>{HOME}</html>".encode()
        assert [probe.kind for probe in archive.probes()] == ["aaaa"]
