"""How far do the verdicts agree with what a person says? Counted over one half of the labelled set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from auditor.anatomy import understand
from auditor.api import Facts, Finding, Outcome
from auditor.profile import resolve
from auditor.registry import installed
from tests.checks.small import DAY
from tests.labelled.labels import EARLY, ENDED, GONE, TWICE, pair_portals, topic_portals
from tests.labelled.portals import pair_site, topic_site, topic_url, urls
from tests.memory import facts_of

PROFILE = "kazuo-2021"  # the document that asks for both families
COPIED = "interpretations.copied"
ASKED = {
    ENDED: "topics.stale-entry",
    GONE: "topics.archive-opens",
    EARLY: "topics.misfiled",
    TWICE: "topics.listed-twice",
}
"""The rule that has to report a topic of which a person says this. None may report any other topic."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    case: str
    said: str  # what the product says
    why: str  # what the person sees
    trap: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """`n` labels; `asked` of them to be found, `found` of these were; `wrong` were found and are none."""

    n: int = 0
    asked: int = 0
    found: int = 0
    wrong: int = 0
    looked_at: int = 0  # labels of which the product says anything, so that silence earns no praise
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.asked if self.asked else 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    pairs: Tally
    topics: Tally
    not_copied: Tally  # `wrong`: called copied though a person would not; `asked`: copied indeed
    forms: Tally

    def json(self) -> dict[str, Any]:
        def told(tally: Tally) -> dict[str, Any]:
            return {
                "n": tally.n,
                "precision": round(tally.precision, 4),
                "recall": round(tally.recall, 4),
                "wrong": tally.wrong,
            }

        return {
            "pairs": told(self.pairs),
            "topics": told(self.topics),
            "false_copied": self.not_copied.wrong,
            "copied": {**told(self.not_copied), "compared": self.not_copied.looked_at},
            "forms": told(self.forms),
        }


@cache
def figures(half: str) -> Figures:
    """The figures of one half: "" or "-held"."""
    pairs, copies, forms = Tally(), Tally(), Tally()
    for portal in pair_portals(half):
        _judge_pairs(portal, pairs, copies, forms)
    topics = Tally()
    for group in topic_portals(half):
        _judge_topics(group, topics)
    return Figures(pairs, topics, copies, forms)


@cache
def _params() -> Mapping[str, Mapping[str, Any]]:
    """What the profile asks of each rule; the first binding where there are several."""
    found: dict[str, Mapping[str, Any]] = {}
    for placed in resolve(PROFILE).clauses:
        for binding in placed.clause.checks:
            if binding.rule:
                found.setdefault(binding.rule, binding.params)
    return found


def _findings(facts: Facts, rule: str) -> Iterator[Finding]:
    """What a rule says of a portal; nothing when this version has no such rule."""
    check = installed().rules.get(rule)
    if check is None:
        return
    asked = check(check.params_type.model_validate(_params().get(rule, {})))
    for page in facts.pages():
        yield from asked.on_page(page)
    yield from asked.judge(facts)


def _judge_pairs(portal: Any, pairs: Tally, copies: Tally, forms: Tally) -> None:
    facts, where = understand(facts_of(pair_site(portal), as_of=DAY)), urls(portal)
    case_at = {url: case for case, url in where.items()}
    said = {(pair.policy.url, pair.interpretation.url): pair for pair in facts.pairs()}
    truth = {(where[one], where[told.id]): told for told in portal.told for one in told.of}
    told_at = {where[told.id]: told for told in portal.told}
    pairs.n += len(truth)
    pairs.asked += len(truth)
    pairs.found += len(truth.keys() & said.keys())
    for key in sorted(truth.keys() - said.keys()):
        told = truth[key]
        pairs.disagreements.append(Disagreement(f"{case_at[key[0]]} ↔ {told.id}", "no pair", told.why, told.trap))
    for key in sorted(said.keys() - truth.keys()):
        wrong = told_at.get(key[1])
        pairs.wrong += 1
        names = " ↔ ".join(case_at.get(url, url) for url in key)
        why = wrong.why if wrong else "not an interpretation"
        pairs.disagreements.append(Disagreement(names, f"pair by {said[key].rule}", why, wrong.trap if wrong else ()))
    _judge_forms(facts, told_at, forms)
    _judge_copies(facts, portal, where, copies)


def _judge_forms(facts: Facts, told_at: Mapping[str, Any], forms: Tally) -> None:
    read = {document.url: document.forms for document in facts.documents()}
    for url, told in told_at.items():
        if not told.form or not told.of:
            continue
        forms.n += 1
        forms.asked += 1
        if told.form in read.get(url, ()):
            forms.found += 1
        else:
            said = "、".join(read.get(url, ())) or "no form"
            forms.disagreements.append(Disagreement(f"{told.id} ({told.form})", said, told.why, told.trap))


def _judge_copies(facts: Facts, portal: Any, where: Mapping[str, str], copies: Tally) -> None:
    findings = {finding.subject: finding for finding in _findings(facts, COPIED)}
    accused = {key: one for key, one in findings.items() if one.outcome in (Outcome.UNMET, Outcome.MANUAL)}
    for told in portal.told:
        for one in told.of:
            subject = f"{where[one]} {where[told.id]}"
            finding, compared = accused.get(subject), findings.get(subject)
            if told.copied is None and finding is None:
                continue
            copies.n += told.copied is not None
            settled = compared is not None and compared.outcome in (Outcome.MET, Outcome.UNMET, Outcome.MANUAL)
            copies.looked_at += told.copied is not None and settled
            copies.asked += bool(told.copied)
            copies.found += bool(told.copied) and finding is not None
            copies.wrong += not told.copied and finding is not None
            if bool(told.copied) != (finding is not None):
                words = f"{finding.message} {dict(finding.values)}" if finding else "not copied"
                copies.disagreements.append(Disagreement(f"{one} ↔ {told.id}", words, told.why, told.trap))


def _judge_topics(portal: Any, topics: Tally) -> None:
    facts = understand(facts_of(topic_site(portal), as_of=DAY))
    case_at = {topic_url(case): case for case in portal.topics}
    topics.n += len(case_at)
    topics.asked += sum(case.truth in ASKED for case in portal.topics)
    for truth, rule in ASKED.items():
        findings = list(_findings(facts, rule))
        accused = {url: one for one in findings if one.outcome is Outcome.UNMET for url in _about(one, case_at)}
        for url, case in case_at.items():
            if case.truth == truth and url in accused:
                topics.found += 1
            elif case.truth == truth:
                said = [f"{one.outcome.value} {one.message}" for one in findings if url in _about(one, case_at)]
                words = f"{rule}: {'; '.join(said) or 'silent'}"
                topics.disagreements.append(Disagreement(f"{case.id} ({truth})", words, case.why, case.trap))
        for url in sorted(accused):
            known = case_at.get(url)
            if known is None or known.truth != truth:
                topics.wrong += 1
                name, why = (f"{known.id} ({known.truth})", known.why) if known else (url, "no topic")
                trap = known.trap if known else ()
                topics.disagreements.append(Disagreement(name, f"{rule}: {accused[url].message}", why, trap))


def _about(finding: Finding, known: Mapping[str, Any]) -> Sequence[str]:
    """Which addresses does a finding speak of? Its subject, or, when that is a column, the topics in its evidence."""
    if finding.subject in known:
        return (finding.subject,)
    named = {address for one in finding.evidence for address in (one.target, one.url) if address in known}
    return sorted(named) or (finding.subject,)
