"""How does a portal stand against profiles? Facts in, results out; no socket, no clock, the same bytes every time."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import Any

from auditor import __version__, anatomy
from auditor.api import Facts, StoredFacts
from auditor.judge.accepting import Waived, accept, attestation_uses, attested, waiver_uses
from auditor.judge.asking import ENGINE, ask, engine_id, order
from auditor.judge.plan import Key, Question, plan
from auditor.judge.verdict import Verdict, verdicts
from auditor.model.finding import Finding, Value
from auditor.model.known import Baseline, Known
from auditor.model.outcome import Outcome
from auditor.model.profile import AssignedBy, Effect, EffectKind, How, ResolvedProfile
from auditor.model.result import AuditResult, ClauseResult, ColumnSeen, FindingResult, ProfileHead, RuleText
from auditor.model.run import Run
from auditor.registry import Checks, installed
from auditor.score import Account, Answer, score

__all__ = ["ENGINE", "judge", "judge_each"]

log = logging.getLogger(__name__)

_STRENGTH = (EffectKind.VETO, EffectKind.DEDUCT, EffectKind.BONUS, EffectKind.ADVISE)


def judge(
    stored: StoredFacts,
    run: Run,
    profile: ResolvedProfile,
    *,
    checks: Checks | None = None,
    understand: Callable[[StoredFacts], Facts] | None = None,
    known: Known | None = None,
) -> AuditResult:
    """Judges one run by one profile, as of the day of the facts.

    `checks` are the installed ones unless given; `understand` joins the anatomy to the stored facts; `known` is what
    people said beforehand.
    """
    (result,) = judge_each(stored, run, [profile], checks=checks, understand=understand, known=known)
    return result


def judge_each(
    stored: StoredFacts,
    run: Run,
    profiles: Sequence[ResolvedProfile],
    *,
    checks: Checks | None = None,
    understand: Callable[[StoredFacts], Facts] | None = None,
    known: Known | None = None,
) -> Iterator[AuditResult]:
    """Judges one run by several profiles: each result is the one that its profile alone would give.

    The portal is understood once, and what several profiles ask in the same words is answered once.
    """
    facts = (understand or anatomy.understand)(stored)
    home, day = facts.portal.home, facts.as_of
    able = installed() if checks is None else checks
    plans = [plan(profile.clauses, facts.portal, day, able) for profile in profiles]
    questions = {key: question for planned in plans for key, question in planned.questions.items()}
    found = ask([questions[key] for key in sorted(questions)], facts, run)
    columns = _columns(facts) if not run.families else ()
    known = (known or Known()).about(home)
    for profile, planned in zip(profiles, plans, strict=True):
        answers, waived = accept(_keyed(found, planned.asked, home), known, home, day)
        judged = verdicts(planned.clauses, answers, attested(known, day))
        scored = score([verdict.stand for verdict in judged], profile.grades)
        yield AuditResult(
            tool=f"govsite-auditor {__version__}",
            run=run,
            profile=_head(profile),
            as_of=day,
            score=scored.score,
            clauses=tuple(_clause(verdict, scored.accounts[verdict.ref]) for verdict in judged),
            findings=_findings(judged, scored.accounts, waived, known.baseline),
            rules=_rules(planned.questions, answers),
            columns=columns,
            waivers=waiver_uses(known, waived, day),
            attestations=attestation_uses(known, frozenset(one.ref for one in judged if one.attested), day),
        )


def _columns(facts: Facts) -> tuple[ColumnSeen, ...]:
    """The columns of the portal, for reports. What trips over a page here trips a check too, and is told there."""
    try:
        found = facts.columns()
    except Exception:  # a mistake of ours must cost the list of columns, not the result
        log.debug("the columns cannot be listed", exc_info=True)
        return ()
    return tuple(
        ColumnSeen(
            url=one.url,
            name=one.name,
            path=one.path,
            items=len(one.items),
            newest=None if one.script else one.newest,
            script=one.script,
        )
        for one in found
    )


def _keyed(
    found: Mapping[Key, tuple[Finding, ...]], in_order: Sequence[Key], home: str
) -> dict[Key, tuple[Answer, ...]]:
    """Every finding under its fingerprint.

    The same rule bound with other parameters may answer the same subject otherwise. The one that the profile asks
    first keeps the fingerprint; the others hash their parameters into theirs.
    """
    taken: dict[str, Finding] = {}
    keyed: dict[Key, tuple[Answer, ...]] = {}
    for key in in_order:
        group: list[Answer] = []
        for finding in found[key]:
            name = finding.fingerprint
            if taken.setdefault(name, finding) != finding:
                apart = json.dumps([finding.rule, finding.subject, key[1]], ensure_ascii=False)
                name = hashlib.sha256(apart.encode()).hexdigest()[:16]
                taken[name] = finding
            whole = finding.subject == home or "://" not in finding.subject
            group.append(Answer(name, finding, whole))
        keyed[key] = tuple(group)
    return keyed


def _head(profile: ResolvedProfile) -> ProfileHead:
    grades = profile.grades
    return ProfileHead(
        id=profile.id,
        title=profile.title,
        title_en=profile.title_en,
        digest=profile.digest,
        documents=profile.documents,
        fail_below=grades.fail_below,
        bonus_above=grades.bonus_above,
        coverage_floor=grades.coverage_floor,
        scored=grades.scored,
    )


def _clause(verdict: Verdict, account: Account) -> ClauseResult:
    placed = verdict.planned.placed
    clause = placed.clause
    effect = _shown_effect(verdict)
    keys = dict.fromkeys(answer.key for group in verdict.answers for answer in group)
    return ClauseResult(
        ref=placed.ref,
        document=placed.document,
        id=clause.id,
        cite=clause.cite,
        duty=clause.duty,
        duty_en=clause.duty_en,
        family=verdict.family,
        how=clause.how,
        outcome=verdict.outcome,
        reason=verdict.reason,
        note=placed.dropped or clause.reason,
        note_en=placed.dropped_en if placed.dropped else clause.reason_en,
        due=clause.due.on if clause.due else None,
        effect=effect,
        assigned_by=effect.assigned_by,
        counted=account.counted,
        worth=account.worth,
        lost=account.lost,
        open=account.open,
        paid_by=verdict.paid_by,
        parent=clause.parent,
        set_by=placed.set_by,
        rules=tuple(dict.fromkeys(binding.rule for binding in clause.checks)),
        findings=tuple(keys),
        attested=verdict.attested,
    )


def _shown_effect(verdict: Verdict) -> Effect:
    """The effect of a clause; where its bindings weigh apart, the sum of theirs."""
    clause = verdict.planned.placed.clause
    own = [binding.effect for binding in clause.checks if binding.effect]
    if not own:
        return clause.effect
    first = min(own, key=lambda effect: _STRENGTH.index(effect.kind))
    alike = [effect for effect in own if effect.kind is first.kind]
    return Effect(
        kind=first.kind,
        points=sum(effect.points for effect in alike),
        assigned_by=first.assigned_by if len({effect.assigned_by for effect in alike}) == 1 else AssignedBy.PROJECT,
        source="；".join(dict.fromkeys(effect.source for effect in alike if effect.source)),
    )


def _findings(
    judged: Sequence[Verdict], accounts: Mapping[str, Account], waived: Waived, baseline: Baseline | None
) -> tuple[FindingResult, ...]:
    found: dict[str, Finding] = {}
    refs: dict[str, list[str]] = {}
    effects: dict[str, set[EffectKind]] = {}
    settles: set[str] = set()  # findings that are a verdict of their own; the others are leads for a person
    for verdict in judged:
        clause = verdict.planned.placed.clause
        for binding, group in zip(clause.checks, verdict.answers, strict=False):
            for answer in group:
                found[answer.key] = answer.finding
                if clause.how is not How.ASSISTED:
                    settles.add(answer.key)
                if verdict.ref not in refs.setdefault(answer.key, []):
                    refs[answer.key].append(verdict.ref)
                kind = (binding.effect or clause.effect).kind
                fires = kind is not EffectKind.VETO or verdict.outcome is not Outcome.MET
                effects.setdefault(answer.key, set()).add(kind if fires else EffectKind.ADVISE)
    return tuple(
        FindingResult(
            fingerprint=key,
            **{name: getattr(finding, name) for name in Finding.model_fields if name != "outcome"},
            outcome=finding.outcome if key in settles or finding.outcome is not Outcome.UNMET else Outcome.MANUAL,
            clauses=tuple(refs[key]),
            effect=min(effects[key], key=_STRENGTH.index),
            lost=_sum(key, (accounts[ref].finding_lost for ref in refs[key])),
            open=_sum(key, (accounts[ref].finding_open for ref in refs[key])),
            gain=_sum(key, (accounts[ref].finding_gain for ref in refs[key])),
            waiver=waived.get(key),
            known=key in baseline.findings
            if baseline and finding.outcome is Outcome.UNMET and key in settles
            else None,
        )
        for key, finding in sorted(found.items(), key=lambda item: (*order(item[1]), item[0]))
    )


def _sum(key: str, parts: Iterable[Mapping[str, float]]) -> float:
    return round(fsum(part.get(key, 0.0) for part in parts), 6)


def _rules(questions: Mapping[Key, Question], answers: Mapping[Key, tuple[Answer, ...]]) -> tuple[RuleText, ...]:
    """The texts of every question asked; engine sentences stand among the messages where they were needed."""
    texts: list[RuleText] = []
    for key, question in questions.items():
        check = question.check
        used = {answer.finding.message for answer in answers[key]}
        engine = {engine_id(check, name): text for name, text in ENGINE.items() if engine_id(check, name) in used}
        rule = check.rule if check else None
        texts.append(
            RuleText(
                id=question.rule,
                family=question.rule.partition(".")[0],
                title=rule.title if rule else question.rule,
                why=rule.why if rule else "",
                fix=rule.fix if rule else "",
                messages={**(check.messages if check else {}), **engine},
                fixes=dict(check.fixes) if check else {},
                params={name: _shown(value) for name, value in question.params.items()},
            )
        )
    return tuple(texts)


def _shown(value: Any) -> Value | tuple[Value, ...]:
    if isinstance(value, list | tuple):
        return tuple(_scalar(item) for item in value)
    return _scalar(value)


def _scalar(value: Any) -> Value:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
