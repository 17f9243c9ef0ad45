"""How did the site stand before? Earlier results of the same home page by the same profile."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from auditor.model.finding import Before, Evidence, Finding
from auditor.model.outcome import Outcome
from auditor.model.packed import unpress
from auditor.model.reporting import Earlier, History
from auditor.model.result import AuditResult, FindingResult
from auditor.model.run import Run, RunState
from auditor.store import runs, schema

MOST = 12  # earlier results that are looked at
STANDING = frozenset({Outcome.UNMET.value, Outcome.MANUAL.value, Outcome.NOT_TESTABLE.value, Outcome.ERROR.value})
"""Outcomes of a finding that is still there: what could not be judged once has not been mended."""


def history(connection: Connection, result: AuditResult) -> History:
    """The earlier results that are kept, and since when each finding of this one stands without a break."""
    r, s = schema.run.c, schema.result.c
    now = result.run
    query = (
        select(schema.run, s.content)
        .join(schema.result, s.run == r.number)
        .where(s.profile == result.profile.id, r.started < now.started, r.id != now.id)
        .order_by(r.started.desc(), r.number.desc())
    )
    earlier: list[Earlier] = []
    since = {one.fingerprint: now.started for one in result.findings if one.outcome.value in STANDING}
    unbroken = set(since)
    before: dict[str, FindingResult] = {}
    with connection.execution_options(stream_results=True).execute(query) as rows:
        for row in rows:
            run = runs.run_of(row)
            if run.portal.home != now.portal.home or run.families != now.families:
                continue
            content = json.loads(unpress(row.content))
            if not earlier:
                before = {one["fingerprint"]: _finding(one) for one in content["findings"]}
            earlier.append(_earlier(run.id, run.started, content))
            unbroken &= {one["fingerprint"] for one in content["findings"] if one["outcome"] in STANDING}
            since.update(dict.fromkeys(unbroken, run.started))
            if len(earlier) == MOST:
                break
    return History(tuple(reversed(earlier)), since, before)


def before(connection: Connection, now: Run, rule: str) -> Before | None:
    """What the newest earlier run of the same portal that was gathered to its end said to a rule, by the first of the
    profiles (by id) whose result has an answer."""
    r, s = schema.run.c, schema.result.c
    query = (
        select(schema.run, s.content)
        .join(schema.result, s.run == r.number)
        .where(r.state == RunState.GATHERED.value, r.started < now.started, r.id != now.id)
        .order_by(r.started.desc(), r.number.desc(), s.profile)
    )
    known: set[str] = set()
    with connection.execute(query.execution_options(stream_results=True)) as rows:
        for row in rows:
            run = runs.run_of(row)
            if run.portal.home != now.portal.home:
                continue
            known.add(run.id)
            if len(known) > MOST:
                break
            content = json.loads(unpress(row.content))
            said = tuple(_answer(one) for one in content["findings"] if one["rule"] == rule)
            if said:
                return Before(run.id, date.fromisoformat(content["as_of"]), said)
    return None


def _answer(plain: dict[str, Any]) -> Finding:
    return Finding.model_validate({name: plain[name] for name in Finding.model_fields if name in plain})


def _finding(plain: dict[str, Any]) -> FindingResult:
    """A finding of an earlier result, with one place of its evidence at the most: enough to name it."""
    first = [Evidence.model_validate(one) for one in plain.get("evidence", ())[:1]]
    return FindingResult.model_validate({**plain, "evidence": first})


def _earlier(run: str, at: datetime, content: dict[str, Any]) -> Earlier:
    unmet = sum(one["outcome"] == Outcome.UNMET.value for one in content["findings"])
    return Earlier(run, at, content["score"]["low"], content["score"]["high"], unmet)
