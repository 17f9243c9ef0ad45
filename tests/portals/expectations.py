"""Where do the verdicts differ from what a person said before?"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from auditor.api import Outcome
from auditor.model.result import AuditResult, FindingResult

FOLDER = Path(__file__).parent / "expected"


@dataclass(frozen=True, slots=True)
class Named:
    """What a person names: a rule, and part of what it speaks of ("" for anything)."""

    rule: str
    at: str
    why: str

    def fits(self, one: FindingResult) -> bool:
        return self.rule in ("", one.rule) and (self.at in one.subject or self.at in _seen(one))


def _seen(one: FindingResult) -> str:
    return " ".join(f"{piece.url} {piece.target}" for piece in one.evidence)


@dataclass(frozen=True, slots=True)
class Known:
    """A difference that stays, word for word as it is printed. `whose`: label (the person was wrong, or saw what the
    auditor had no means to see) or auditor (a limit of it, to be mended)."""

    line: str
    whose: str
    why: str


@dataclass(frozen=True, slots=True)
class Expected:
    faults: tuple[Named, ...]  # have to be held against the portal, and nothing else may
    either: tuple[Named, ...]  # may be held against it
    leads: tuple[Named, ...]
    decoys: tuple[Named, ...]
    topics: tuple[Mapping[str, Any], ...]
    clauses: Mapping[str, Mapping[str, frozenset[str]]]  # profile → clause → outcomes
    known: tuple[Known, ...]


@cache
def expected(name: str) -> Expected:
    said = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))

    def named(key: str) -> tuple[Named, ...]:
        return tuple(Named(one.get("rule", ""), one.get("at", ""), one["why"]) for one in said.get(key, []))

    clauses = {profile: {clause: frozenset(outcome.split("|")) for outcome, ids in table.items() for clause in ids} for profile, table in said["clauses"].items()}
    known = tuple(Known(line, group["whose"], group["why"]) for group in said.get("known", ()) for line in group["lines"])
    lists = {key: named(key) for key in ("faults", "either", "leads", "decoys")}
    return Expected(**lists, topics=tuple(said.get("topics", ())), clauses=clauses, known=known)


def differences(name: str, results: Mapping[str, AuditResult]) -> Iterator[str]:
    """Every difference between the verdicts on a portal and what a person said of it, one line each."""
    said = expected(name)
    accused = {(one.rule, one.subject, one.message): one for result in results.values() for one in result.findings if one.outcome in (Outcome.UNMET, Outcome.ERROR)}
    for fault in said.faults:
        if not any(fault.fits(one) for one in accused.values()):
            yield f"missed: {fault.rule} {fault.at}: {fault.why}"
    for one in accused.values():
        if not any(fault.fits(one) for fault in (*said.faults, *said.either)):
            yield f"accused: {one.rule} {one.message} {one.subject}"
    shown = [one for result in results.values() for one in result.findings if one.outcome is Outcome.MANUAL]
    for lead in said.leads:
        if not any(lead.fits(one) for one in shown):
            yield f"not shown: {lead.rule} {lead.at}: {lead.why}"
    for decoy in said.decoys:
        for one in accused.values():
            about = decoy.rule or decoy.at
            if about and decoy.rule in ("", one.rule) and decoy.at in one.subject:
                yield f"fell for a decoy: {one.rule} {one.message} {one.subject}: {decoy.why}"
    for profile, table in said.clauses.items():
        found = {clause.id: clause for clause in results[profile].clauses if clause.document == profile}
        for clause, outcomes in table.items():
            one = found.get(clause)
            if one is None:
                yield f"{profile} {clause}: there is no such clause"
            elif one.outcome.value not in outcomes:
                reason = f" ({one.reason.value})" if one.reason else ""
                yield f"{profile} {clause}: said {'|'.join(sorted(outcomes))}, judged {one.outcome.value}{reason}"
