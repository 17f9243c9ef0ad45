"""What people said beforehand: it is shown, it runs out, and it never changes what was seen."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.gate import Exit, Gates
from auditor.judge import judge
from auditor.known import KnownError, KnownFiles, drawn
from auditor.model.known import Attestation, Baseline, Known, Maintenance, Waiver
from auditor.model.outcome import Outcome, Reason
from auditor.model.result import AuditResult
from tests.judging import HOME, TODAY, SmallFacts, checks, profile, run, understood

DEDUCT = {"kind": "deduct", "points": 4}
FOR = {"reason": "旧站下线", "signer": "张三", "expires": date(2024, 12, 31)}


def clause(id: str, say: str, *, how: str = "automatic", at: tuple[str, ...] = (HOME,), **more: Any) -> dict[str, Any]:
    bound = [{"rule": "a.one", "params": {"say": say, "at": [*at]}}]
    return {"id": id, "how": how, "effect": DEDUCT, "checks": bound, **more}


def audit(*clauses: dict[str, Any], known: Known, as_of: date = TODAY) -> AuditResult:
    return judge(
        SmallFacts(as_of=as_of),  # type: ignore[arg-type]
        run(),
        profile(*clauses),
        checks=checks("a.one"),
        understand=understood,
        known=known,
    )


def test_a_waived_finding_costs_nothing_and_is_shown_with_its_waiver() -> None:
    other = "https://www.example.gov.cn/other"
    waiver = Waiver(rule="a.*", url="*/other", **FOR)
    each = {"kind": "deduct", "points": 4, "scale": "each", "each": 1}
    result = audit(clause("1", "unmet", at=(HOME, other), effect=each), known=Known(waivers=(waiver,)))
    said = {finding.subject: finding for finding in result.findings}
    assert (said[other].outcome, said[other].reason) == (Outcome.NOT_APPLICABLE, Reason.WAIVED)
    assert said[other].waiver == waiver
    assert said[HOME].outcome is Outcome.UNMET, "the other finding of the rule stays"
    assert result.score.lost == 25
    assert [(use.findings, use.expired) for use in result.waivers] == [(1, False)]


@pytest.mark.parametrize(("day", "outcome"), [(date(2024, 12, 31), "not_applicable"), (date(2025, 1, 1), "unmet")])
def test_a_waiver_runs_out(day: date, outcome: str) -> None:
    result = audit(clause("1", "unmet"), known=Known(waivers=(Waiver(rule="a.one", **FOR),)), as_of=day)
    assert result.findings[0].outcome == outcome
    assert result.waivers[0].expired is (outcome == "unmet")


def test_a_waiver_by_fingerprint_of_another_site_or_of_what_is_met_waives_nothing() -> None:
    seen = audit(clause("1", "unmet"), known=Known()).findings[0].fingerprint
    by_print = Waiver(fingerprint=seen, **FOR)
    assert audit(clause("1", "unmet"), known=Known(waivers=(by_print,))).findings[0].waiver == by_print
    elsewhere = Waiver(rule="a.one", site="www.other.gov.cn", **FOR)
    assert audit(clause("1", "unmet"), known=Known(waivers=(elsewhere,))).findings[0].outcome is Outcome.UNMET
    assert audit(clause("1", "met"), known=Known(waivers=(by_print,))).findings[0].outcome is Outcome.MET


@pytest.mark.parametrize(("say", "how"), [("manual", "automatic"), ("met", "assisted"), ("open", "automatic")])
def test_a_persons_word_settles_what_is_open(say: str, how: str) -> None:
    word = Attestation(clause="own:1", outcome=Outcome.UNMET, signer="王五", on=TODAY, evidence="现场看过")
    result = audit(clause("1", say, how=how), clause("2", "met", at=("x",)), known=Known(attestations=(word,)))
    assert result.clauses[0].outcome is Outcome.UNMET
    assert result.clauses[0].attested == word
    assert (result.score.low, result.score.high) == (50, 50)
    assert result.attestations[0].used


@pytest.mark.parametrize("say", ["met", "unmet"])
def test_a_persons_word_does_not_change_what_was_seen(say: str) -> None:
    other = Outcome.UNMET if say == "met" else Outcome.MET
    word = Attestation(clause="own:1", outcome=other, signer="王五", on=TODAY, evidence="现场看过")
    result = audit(clause("1", say), known=Known(attestations=(word,)))
    assert result.clauses[0].outcome == say
    assert result.clauses[0].attested is None
    assert not result.attestations[0].used


def test_a_manual_clause_is_scored_by_the_word_on_it_while_that_holds() -> None:
    manual = {"id": "1", "how": "manual", "reason": "内部工作", "effect": DEDUCT}
    word = Attestation(
        clause="own:1", outcome=Outcome.MET, signer="王五", on=TODAY, evidence="签到表", expires=date(2024, 7, 1)
    )
    assert audit(manual, known=Known()).score.low is None
    assert audit(manual, known=Known(attestations=(word,))).score.low == 100
    late = audit(manual, known=Known(attestations=(word,)), as_of=date(2024, 7, 2))
    assert late.score.low is None
    assert late.attestations[0].expired


def test_what_was_seen_during_announced_maintenance_only_convicts_nobody() -> None:
    from auditor.judge.accepting import accept
    from auditor.model.finding import Evidence, Finding
    from auditor.score import Answer

    window = Maintenance(
        start=datetime(2024, 6, 3, 0, tzinfo=UTC), end=datetime(2024, 6, 3, 6, tzinfo=UTC), reason="检修", signer="李四"
    )

    def counted(*hours: int | None) -> Outcome:
        seen = tuple(
            Evidence(kind="link", url=HOME, at=hour and datetime(2024, 6, 3, hour, tzinfo=UTC)) for hour in hours
        )
        finding = Finding(rule="a.one", outcome=Outcome.UNMET, subject=HOME, message="said", evidence=seen)
        key = ("a.one", "{}")
        answers, _waived = accept({key: (Answer("f", finding),)}, Known(maintenance=(window,)), HOME, TODAY)
        return answers[key][0].finding.outcome

    assert counted(1, 5) is Outcome.NOT_TESTABLE
    assert counted(1, 7) is Outcome.UNMET, "it failed afterwards too"
    assert counted(None) is Outcome.UNMET, "nobody knows when"
    assert counted() is Outcome.UNMET


def test_a_gate_may_ask_for_new_findings_only() -> None:
    old = audit(clause("1", "unmet"), known=Known())
    was = drawn(old)
    both = clause("1", "unmet", at=(HOME, "https://www.example.gov.cn/new"))
    gate = Gates(fail_on="deduct", new_only=True)
    assert gate.judge(audit(clause("1", "unmet"), known=Known(baseline=was))) is Exit.FINISHED
    assert gate.judge(audit(both, known=Known(baseline=was))) is Exit.GATE
    assert Gates(fail_on="deduct").judge(audit(clause("1", "unmet"), known=Known(baseline=was))) is Exit.GATE


def test_a_known_veto_fails_no_gate_for_new_findings() -> None:
    veto = clause("1", "unmet", effect={"kind": "veto"})
    was = drawn(audit(veto, known=Known()))
    assert Gates(fail_on="veto", new_only=True).judge(audit(veto, known=Known(baseline=was))) is not Exit.GATE
    assert Gates(fail_on="veto").judge(audit(veto, known=Known(baseline=was))) is Exit.GATE


def test_too_many_undecided_clauses_are_no_verdict() -> None:
    result = audit(clause("1", "met"), clause("2", "open", at=("x",)), known=Known())
    assert Gates(max_open=1).judge(result) is Exit.FINISHED
    assert Gates(max_open=0).judge(result) is Exit.NO_VERDICT


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[waivers]]\nreason = '一'\nsigner = '二'\nexpires = 2024-01-01\n", "须写 fingerprint、rule、url 之一"),
        ("[[waivers]]\nrule = 'a.b'\nsigner = '二'\nexpires = 2024-01-01\n", "waivers.1.reason"),
        ("[[waiver]]\nrule = 'a.b'\n", "waiver"),
        (
            "[[maintenance]]\nreason='x'\nsigner='y'\nstart=2024-01-02T00:00:00Z\nend=2024-01-01T00:00:00Z\n",
            "end 应晚于",
        ),
        ("[[waivers]\n", "不是有效的 TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "waivers.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnownError) as caught:
        KnownFiles((str(tmp_path / "waivers.toml"),)).read()
    assert told in str(caught.value)
    assert "waivers.toml" in str(caught.value)


def test_a_baseline_is_made_added_to_and_pruned(tmp_path: Path) -> None:
    def put(name: str, say: str, *at: str) -> str:
        path = tmp_path / name
        path.write_text(audit(clause("1", say, at=at), known=Known()).model_dump_json(), encoding="utf-8")
        return str(path)

    kept = tmp_path / "baseline.json"

    def change(word: str, result: str) -> int:
        return len(Baseline.model_validate_json(done(word, result, str(kept)).read_text()).findings)

    def done(word: str, *args: str) -> Path:
        told = CliRunner().invoke(cli, ["baseline", word, *args])
        assert told.exit_code == 0, told.output
        return kept

    assert change("create", put("one.json", "unmet", HOME, "b")) == 2
    assert change("update", put("two.json", "unmet", "b", "c")) == 3
    assert change("prune", str(tmp_path / "two.json")) == 2
    assert set(json.loads(kept.read_text())["findings"].values()) == {"a.one b", "a.one c"}
