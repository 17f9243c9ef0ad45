"""Do the units publish their budgets and final accounts of the latest years?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pydantic import Field

from auditor.api import (
    Evidence,
    Facts,
    Finding,
    Item,
    Measure,
    Messages,
    Need,
    Params,
    Reason,
    Rule,
    _,
    plain,
    seen_page,
)
from auditor_checks.disclosure.parts import organ_of
from auditor_checks.disclosure.reports import year_of
from auditor_checks.naming import Name
from auditor_checks.places import PLACE, AtPlace, Place, places
from auditor_checks.seen import references

_FEW = 3  # units; fewer show no habit
_SHOWN = 10
_TAB = re.compile(r"^(?:19|20)\d\d年?度?$")
_BEFORE = re.compile(r"(?:19|20)\d\d|预算|决算|部门|关于|公开|汇总")


class BudgetAccountsParams(Params):
    columns: tuple[str, ...] = Field(description=_("预决算栏目的名称"))
    kinds: tuple[Name, ...] = Field(description=_("要公开的各种账目（预算、决算）"))
    years: int = Field(default=1, ge=1, description=_("看最近几年"))
    units: str = Field(default="listed", pattern=r"^listed$", description=_("listed：以栏目里列出的单位为准"))
    target: float = Field(default=1.0, ge=0, le=1, description=_("要求达到的比例（0–1）"))


class BudgetAccounts(AtPlace[BudgetAccountsParams]):
    """Do the units publish their budgets and final accounts of the latest years?

    By the titles in the lists: unit, year, kind. The latest year of a kind is the one for which most units that ever
    published it did: what is not due yet is then not asked of anybody. A unit that publishes one kind owes the other.
    """

    rule = Rule(
        id="documents.accounts",
        title=_("预算和决算公开"),
        why=_("预算和决算应当按单位、按年度公开。"),
        fix=_("补齐缺少的单位和年度。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = BudgetAccountsParams
    messages = Messages(
        **PLACE,
        met=_("列出的 {of} 个单位，{kinds}齐全的有 {good} 个"),
        short=_("列出的 {of} 个单位，{kinds}齐全的有 {good} 个，例如“{unit}”缺少{missing}"),
        unclear=_("“{name}”的标题里没有认出按单位公开的预算、决算，不能断定，不计为不符合；请打开看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = places(facts, self.params.columns)
        yield self._units(facts, found) if found[0].pages else self.nowhere(facts, found[0])

    def _units(self, facts: Facts, found: Sequence[Place]) -> Finding:
        where = found[0]
        said: dict[str, set[tuple[str, int]]] = {}
        for item in self._rows(facts, found):
            unit, year = self._unit(facts, item.title), year_of(item.title)
            for kind in self.params.kinds:
                if unit and year and any(name in item.title for name in kind.names):
                    said.setdefault(unit, set()).add((kind.name, year))
        wanted = self._wanted(said)
        if len(said) < _FEW or len({kind for kind, _year in wanted}) < len(self.params.kinds):
            if gap := next((one.more for one in found if one.more), None):
                return self.unknown(facts, where, gap)
            seen = seen_page(where.page, units=len(said))
            return self.not_testable(where.page, "unclear", Reason.AMBIGUOUS, name=where.name, evidence=seen)
        lacking = {unit: missing for unit, had in sorted(said.items()) if (missing := wanted - had)}
        of, good = len(said), len(said) - len(lacking)
        measure = Measure(value=good, of=of, target=self.params.target)
        values = {"of": of, "good": good, "kinds": "、".join(f"{year}年{kind}" for kind, year in sorted(wanted))}
        if good >= self.params.target * of:
            return self.met(where.page, "met", **values, measure=measure, evidence=seen_page(where.page))
        if gap := next((one.more for one in found if one.more), None):
            return self.unknown(facts, where, gap)
        rows = [
            Evidence(kind="text", url=where.page.url, quote=unit, values={"missing": _listed(missing)})
            for unit, missing in list(lacking.items())[:_SHOWN]
        ]
        unit, missing = next(iter(lacking.items()))
        values |= {"unit": unit, "missing": _listed(missing)}
        return self.unmet(where.page, "short", **values, measure=measure, evidence=rows)

    def _wanted(self, said: dict[str, set[tuple[str, int]]]) -> set[tuple[str, int]]:
        """Of each kind the latest years that most of the units that publish it published."""
        counts = Counter(one for had in said.values() for one in had)
        wanted: set[tuple[str, int]] = set()
        for kind in self.params.kinds:
            ever = sum(1 for had in said.values() if any(name == kind.name for name, _year in had))
            years = sorted(
                (year for (name, year), count in counts.items() if name == kind.name and 2 * count > ever), reverse=True
            )
            wanted |= {(kind.name, year) for year in years[: self.params.years]}
        return wanted

    def _rows(self, facts: Facts, found: Sequence[Place]) -> Iterable[Item]:
        """The rows of the columns, and of those behind their tabs of years."""
        for one in found:
            yield from one.items
            for _page, link in references(one.pages):
                if link.target and _TAB.match(plain(link.label)) and (goal := facts.page(link.target)) is not None:
                    yield from goal.items

    def _unit(self, facts: Facts, title: str) -> str:
        """Whose account is it, by the words before year and kind, without the name of the place?"""
        key = plain(title).removeprefix("关于")
        before = _BEFORE.split(key)[0] or re.sub(r"^(?:19|20)\d\d年?度?", "", key)
        before = _BEFORE.split(before)[0]
        organ = organ_of(facts)
        place_ = next((before[:end] for end in range(len(before), 1, -1) if before[:end] in organ), "")
        return before.removeprefix(place_) if len(before) > len(place_) else ""


def _listed(missing: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{year}年{kind}" for kind, year in sorted(missing))
