"""Tiny checks and facts, so that a test of the judging half says only what it is about."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from auditor.api import (
    Check,
    Element,
    Facts,
    Finding,
    Messages,
    Need,
    Opening,
    Page,
    Params,
    Portal,
    Probe,
    Reason,
    Rule,
    Vantage,
    Visit,
)
from auditor.model.profile import Clause, Grades, PlacedClause, ResolvedProfile, Source
from auditor.model.run import Coverage, Run, RunState
from auditor.registry import AnyCheck, Checks

HOME = "https://www.example.gov.cn/"
TODAY = date(2024, 6, 3)


class SayingParams(Params):
    say: str = "met"
    at: tuple[str, ...] = (HOME,)
    each_page: bool = False
    score: float = 0


class Saying(Check[SayingParams]):
    """Says what its parameters tell it to say: the outcome in `say`, once for every subject in `at`."""

    params_type = SayingParams
    messages = Messages(said="说 {what}", absent="没有")
    runs: ClassVar[list[str]] = []

    def on_page(self, page: Page) -> Iterable[Finding]:
        if self.params.each_page:
            yield self.met(page.url, "said", what="page")

    def judge(self, facts: Facts) -> Iterable[Finding]:
        type(self).runs.append(self.rule.id)
        for subject in self.params.at:
            match self.params.say:
                case "met":
                    yield self.met(subject, "said", what="met")
                case "unmet":
                    yield self.unmet(subject, "said", what="unmet")
                case "absent":
                    yield self.unmet(subject, "absent")
                case "manual":
                    yield self.manual(subject, "said", what="manual")
                case "open":
                    yield self.not_testable(subject, "said", Reason.BLOCKED, what="open")
                case "na":
                    yield self.not_applicable(subject, "said", Reason.NOTHING_TO_JUDGE, what="na")
                case "orphan":
                    yield self.not_applicable(subject, "said", Reason.PARENT_MISSING, what="orphan")
                case "crash":
                    raise ZeroDivisionError("boom")


def saying(rule: str, *, needs: Sequence[Need] = (Need.PAGES,)) -> AnyCheck:
    """A check class with this rule id."""
    body = {"rule": Rule(id=rule, title=rule, why="why", fix="fix"), "needs": frozenset(needs), "runs": []}
    return type(f"Saying_{rule}", (Saying,), body)


def checks(*rules: str | AnyCheck) -> Checks:
    made = [saying(rule) if isinstance(rule, str) else rule for rule in rules]
    return Checks({check.rule.id: check for check in made}, {})


class SmallFacts:
    """Facts of a portal of few words. What no test asks for is not there."""

    def __init__(
        self,
        *,
        pages: Sequence[str] = (HOME,),
        portal: Portal | None = None,
        as_of: date = TODAY,
        probes: Sequence[Probe] = (),
        visit: Visit | None = None,
        browser: str = "",
    ) -> None:
        self._pages = [Page(url=url, final_url=url) for url in pages]
        self.portal = portal or Portal(home=HOME)
        self.as_of, self._probes, self._visit = as_of, probes, visit
        self.vantage, self.coverage = Vantage(browser=browser), Coverage()
        self.passes = 0

    def home(self) -> Page | None:
        return self.page(self.portal.home)

    def page(self, url: str, *elements: Element) -> Page | None:
        return next((page for page in self._pages if page.url == url), None)

    def head(self, url: str, *elements: Element) -> Page | None:
        return self.page(url)

    def pages(self) -> Iterator[Page]:
        self.passes += 1
        yield from self._pages

    def visit(self, url: str) -> Visit:
        return self._visit or Visit(url, Opening.UNSETTLED, reason=Reason.NOT_GATHERED)

    def probes(self, kind: str) -> Sequence[Probe]:
        return [probe for probe in self._probes if probe.kind == kind]


def profile(
    *clauses: Mapping[str, Any] | tuple[str, Mapping[str, Any]], grades: Grades | None = None
) -> ResolvedProfile:
    """A resolved profile; a clause is its fields, alone (document `own`) or after its document."""
    placed = []
    for one in clauses:
        document, fields = one if isinstance(one, tuple) else ("own", one)
        clause = Clause.model_validate({"duty": "…", "how": "automatic", **fields})
        placed.append(PlacedClause(document=document, clause=clause))
    documents = tuple(Source(id=name, title=name) for name in dict.fromkeys(one.document for one in placed))
    return ResolvedProfile(
        id="own", title="own", grades=grades or Grades(), documents=documents, clauses=tuple(placed), digest="0"
    )


def run(state: RunState = RunState.GATHERED) -> Run:
    from datetime import UTC, datetime

    return Run(id="r", portal=Portal(home=HOME), state=state, started=datetime(2024, 6, 3, tzinfo=UTC))


def understood(facts: Any) -> Any:
    return facts


Understand = Callable[[Any], Any]
