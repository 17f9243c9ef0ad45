"""What do the checks answer? Each runs once, in one shared pass over the pages; a crash stays its own."""

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from auditor.api import Check, Facts, Need, _
from auditor.judge.plan import Key, Question
from auditor.model.finding import Evidence, Finding, Value
from auditor.model.outcome import Outcome, Reason
from auditor.model.run import Run, RunState

log = logging.getLogger(__name__)

T = TypeVar("T")

ENGINE: Mapping[str, str] = {
    "crash": _("检查程序出错（{exception}），未能判定"),
    "silent": _("检查程序没有给出任何结论"),
    "not_loaded": _("检查程序未能载入（{cause}），未能判定"),
    "not_gathered": _("本次采集没有取得判定所需的内容（{need}）"),
    "home_down": _("首页未能读取（{why}），无从判定"),
    "no_browser": _("本机没有可用的浏览器，由脚本填充的内容无从判定"),
}
"""What the engine itself has to say of a rule."""

WORST = (
    Outcome.UNMET,
    Outcome.ERROR,
    Outcome.NOT_TESTABLE,
    Outcome.MANUAL,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)
"""Which outcome wins when several stand together, of a clause as of a subject."""


def engine_id(check: type[Check[Any]] | None, name: str) -> str:
    """The message id of an engine sentence among the messages of a check, which may use the same name itself."""
    return f"engine_{name}" if check and name in check.messages else name


def ask(questions: Iterable[Question], facts: Facts, run: Run) -> dict[Key, tuple[Finding, ...]]:
    """The findings of every question, sorted, each subject once."""
    answers: dict[Key, list[Finding]] = {}
    running: dict[Key, tuple[Question, Check[Any]]] = {}
    for question in questions:
        if question.check is None:
            answers[question.key] = [_engine(question, facts, Outcome.ERROR, "not_loaded", cause=question.cause)]
        elif run.families and question.check.rule.family not in run.families:
            answers[question.key] = [_not_gathered(question, facts, question.check.rule.family)]
        elif unmet := _unmet_need(question, question.check.needs, facts, run):
            answers[question.key] = [unmet]
        else:
            made = _guarded(question, facts, partial(_made, question.check, question))
            if isinstance(made, Finding):
                answers[question.key] = [made]
            else:
                running[question.key] = (question, made)
                answers[question.key] = []
    _pass_over_pages(running, answers, facts)
    for key, (question, check) in running.items():
        said = _guarded(question, facts, partial(_told, question, check.judge, facts))
        if isinstance(said, Finding):
            answers[key] = [said]
        else:
            answers[key] += said
        if not answers[key]:
            answers[key] = [_engine(question, facts, Outcome.ERROR, "silent")]
    return {key: _once_each(findings) for key, findings in answers.items()}


def _made(check: type[Check[Any]], question: Question) -> Check[Any]:
    return check(check.params_type.model_validate(dict(question.params)))


def _pass_over_pages(
    running: dict[Key, tuple[Question, Check[Any]]], answers: dict[Key, list[Finding]], facts: Facts
) -> None:
    """Shows every page once to all checks that look at pages, and on the way to those who understand the portal. One
    that crashes is out, and says nothing else."""
    readers = {key: pair for key, pair in running.items() if type(pair[1]).on_page is not Check.on_page}
    if not readers:
        return
    for page in facts.pages():
        for key, (question, check) in list(readers.items()):
            said = _guarded(question, facts, partial(_told, question, check.on_page, page))
            if isinstance(said, Finding):
                answers[key] = [said]
                del readers[key], running[key]
            else:
                answers[key] += said


def _guarded(question: Question, facts: Facts, call: Callable[[], T]) -> T | Finding:
    """The result of a call into a check, or the one `error` finding that its crash becomes."""
    try:
        return call()
    except Exception as error:  # the one place where a fault of a check is caught, so that no other suffers from it
        log.warning("%s crashed: %r", question.rule, error)
        log.debug("%s crashed", question.rule, exc_info=True)
        return _engine(question, facts, Outcome.ERROR, "crash", exception=type(error).__name__)


def _told(question: Question, hook: Callable[..., Iterable[Finding]], *seen: Any) -> list[Finding]:
    """The findings of one hook, after making sure that they are the rule's own and say why where they must."""
    findings = list(hook(*seen))
    for finding in findings:
        if finding.rule != question.rule:
            raise ValueError(f"a finding of {finding.rule} came from {question.rule}")
        if finding.reason is None and finding.outcome in (Outcome.NOT_TESTABLE, Outcome.NOT_APPLICABLE):
            raise ValueError(f"{finding.outcome.value} without a reason")
    return findings


def _unmet_need(question: Question, needs: frozenset[Need], facts: Facts, run: Run) -> Finding | None:
    """The not_testable finding of a check whose needs were not gathered; None when it can run."""
    at_home = {Need.PAGES} if run.listed else {Need.PAGES, Need.LINKS}
    if needs & at_home and facts.home() is None:
        visit = facts.visit(facts.portal.home)
        if not visit.looks and run.state is not RunState.HOME_DOWN:
            return _not_gathered(question, facts, Need.PAGES)
        why = visit.fault.kind.value if visit.fault else visit.reason.value if visit.reason else run.state.value
        seen = Evidence(
            kind="exchange",
            url=facts.portal.home,
            status=visit.status,
            address=visit.address,
            at=visit.last,
            looks=visit.looks,
            values={"fault": why, "detail": visit.fault.detail if visit.fault else ""},
        )
        return _engine(question, facts, Outcome.NOT_TESTABLE, "home_down", Reason.HOME_DOWN, (seen,), why=why)
    if Need.DNS in needs and not any(facts.probes(kind) for kind in ("a", "aaaa", "mapped")):
        return _not_gathered(question, facts, Need.DNS)
    if Need.IPV6 in needs and not any(facts.probes(kind) for kind in ("vantage", "home-v6", "mapped")):
        return _not_gathered(question, facts, Need.IPV6)
    if Need.BROWSER in needs and not facts.vantage.browser:
        return _engine(question, facts, Outcome.NOT_TESTABLE, "no_browser", Reason.NO_BROWSER)
    return None


def _not_gathered(question: Question, facts: Facts, need: str) -> Finding:
    return _engine(question, facts, Outcome.NOT_TESTABLE, "not_gathered", Reason.NOT_GATHERED, need=str(need))


def _engine(
    question: Question,
    facts: Facts,
    outcome: Outcome,
    name: str,
    reason: Reason | None = None,
    evidence: tuple[Evidence, ...] = (),
    **values: Value,
) -> Finding:
    return Finding(
        rule=question.rule,
        outcome=outcome,
        subject=facts.portal.home,
        message=engine_id(question.check, name),
        values=values,
        reason=reason,
        evidence=evidence,
    )


def _once_each(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Every subject once: the worst outcome wins and keeps the evidence of the others. Sorted."""
    by_subject: dict[str, Finding] = {}
    for finding in sorted(findings, key=order):
        first = by_subject.get(finding.subject)
        if first is None:
            by_subject[finding.subject] = finding
            continue
        worst, other = sorted((first, finding), key=lambda one: WORST.index(one.outcome))
        more = tuple(evidence for evidence in other.evidence if evidence not in worst.evidence)
        by_subject[finding.subject] = worst.model_copy(update={"evidence": (*worst.evidence, *more)})
    return tuple(sorted(by_subject.values(), key=order))


def order(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.subject, finding.outcome.value, finding.message
