"""The sample portal under one clause or a few, asked by the working ids of the catalogue."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from ipaddress import ip_network
from typing import Any

from auditor.api import Outcome, Probe, Vantage
from auditor.crawl.pace import Pace
from auditor.demo.book import HOST
from auditor.demo.faults.edit import both
from auditor.demo.mutations import mutated
from auditor.demo.portal import clean
from auditor.demo.serve import Served
from auditor.demo.site import Mutation, Name
from auditor.judge import judge
from auditor.model.result import AuditResult, ClauseResult, FindingResult
from auditor.net.fetch import Fetcher
from auditor.net.reach import ipv6_probes
from auditor.net.resolve import Resolver
from auditor.profile import resolve
from tests.checks import small
from tests.judging import run
from tests.memory import MemoryFacts, facts_of

DAY = small.DAY


@dataclass(frozen=True, slots=True)
class Told:
    """A result, asked by working ids."""

    result: AuditResult
    bound: dict[str, tuple[set[str], set[str]]]  # working id → rules, refs of clauses

    def clauses(self, working: str) -> list[ClauseResult]:
        return [one for one in self.result.clauses if one.ref in self.bound[working][1]]

    def outcomes(self, working: str) -> set[Outcome]:
        return {one.outcome for one in self.clauses(working)}

    def findings(self, working: str, *outcomes: Outcome) -> list[FindingResult]:
        rules, refs = self.bound[working]
        found = [one for one in self.result.findings if one.rule in rules and refs & set(one.clauses)]
        return [one for one in found if not outcomes or one.outcome in outcomes]

    def one(self, working: str, *outcomes: Outcome) -> FindingResult:
        (found,) = self.findings(working, *outcomes)
        return found

    def said(self, finding: FindingResult) -> str:
        rule = next(one for one in self.result.rules if one.id == finding.rule and finding.message in one.messages)
        return rule.messages[finding.message].format(**finding.values)


def under(profile: str, facts: MemoryFacts, *working: str) -> Told:
    """The portal judged by the clauses that bind these working ids, and by those on which they hang."""
    resolved = resolve(profile)
    bound: dict[str, tuple[set[str], set[str]]] = {name: (set(), set()) for name in working}
    for placed in resolved.clauses:
        for binding in placed.clause.checks:
            if binding.catalogue in bound:
                bound[binding.catalogue][0].add(binding.rule)
                bound[binding.catalogue][1].add(placed.ref)
    assert all(refs for _rules, refs in bound.values()), f"bound nowhere: {bound}"
    wanted = {ref for _rules, refs in bound.values() for ref in refs}
    parents = {placed.ref: placed.clause.parent for placed in resolved.clauses}
    for ref in tuple(wanted):
        while (ref := parents.get(ref, "")) in parents and ref not in wanted:
            wanted.add(ref)
    kept = tuple(placed for placed in resolved.clauses if placed.ref in wanted)
    return Told(judge(facts, run(), resolved.model_copy(update={"clauses": kept})), bound)


@cache
def planted(*faults: str) -> MemoryFacts:
    """The sample portal with these faults, gathered once."""
    return facts_of(mutated(DAY, *faults), as_of=DAY)


def changed(*changes: Mutation, as_of: date = DAY, **more: Any) -> MemoryFacts:
    return facts_of(both(*changes)(clean(as_of)), as_of=as_of, **more)


@cache
def probes_of(addresses: tuple[str, ...], *, documentation: bool) -> tuple[Probe, ...]:
    """What the auditor's own resolver learns of a portal with these AAAA, from a name server on loopback, on a machine
    whose IPv6 leads nowhere. `documentation`: 2001:db8::/32 stands for addresses of the Internet."""

    async def asked() -> tuple[Probe, ...]:
        site = clean(DAY).named(HOST, Name(a=("198.51.100.7",), aaaa=addresses))
        async with Served(site, ipv6=False) as served:
            settings = served.settings()
            if not documentation:
                settings = settings.model_copy(update={"treat_as_global": (ip_network("198.51.100.0/24"),)})
            resolver = Resolver(settings)
            async with Fetcher(settings, resolver, Pace(settings), now=now) as fetcher:
                return await ipv6_probes(served.portal, settings, resolver, fetcher, now)

    def now() -> datetime:
        return datetime(DAY.year, DAY.month, DAY.day, 3, tzinfo=UTC)

    return asyncio.run(asked())


def seen_over_dns(*addresses: str, documentation: bool = False) -> MemoryFacts:
    probes = probes_of(addresses, documentation=documentation)
    return facts_of(clean(DAY), as_of=DAY, probes=probes, vantage=Vantage(ipv6=False))
