"""Do the issues of the gazette of last year stand on the site, with their contents?"""

import re
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
    same,
    seen_page,
)
from auditor_checks.disclosure.reports import year_of
from auditor_checks.places import PLACE, AtPlace, Place, article, places
from auditor_checks.seen import references

_ISSUE = re.compile(r"第?\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[期号]")
_CONTENTS = 3  # entries or lines that make a list of contents
_SHOWN = 5


class IssuesParams(Params):
    columns: tuple[str, ...] = Field(description=_("公报栏目的名称"))
    per_year: int = Field(ge=1, description=_("每年至少几期"))
    contents: bool = Field(default=True, description=_("每期要有目录"))


class Issues(AtPlace[IssuesParams]):
    """Do the issues of the gazette of last year stand on the site, with their contents?

    Issues are counted by year and number in their titles, wherever below the column they are listed. Few are said only
    of a list that was read as a whole.
    """

    rule = Rule(
        id="documents.issues",
        title=_("政府公报"),
        why=_("公报应当按期上网，有目录可查。"),
        fix=_("补齐缺少的期号，每期给出目录。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = IssuesParams
    messages = Messages(
        **PLACE,
        met=_("{year} 年的公报有 {count} 期"),
        few=_("{year} 年的公报有 {count} 期，每年至少 {per_year} 期"),
        no_contents=_("{year} 年的公报有 {count} 期，看过的 {of} 期里，有目录的 {good} 期"),
        unclear=_("“{name}”里没有认出公报的期号，不能断定，不计为不符合；请打开看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = places(facts, self.params.columns)
        where = found[0]
        if not where.pages:
            yield self.nowhere(facts, where)
            return
        year = facts.as_of.year - 1
        issues = self._issues(facts, found)
        of_year = {number: item for (when, number), item in issues.items() if when == year}
        said = {"year": year, "count": len(of_year)}
        measure = Measure(value=min(len(of_year), self.params.per_year), of=self.params.per_year)
        seen = [
            Evidence(kind="list", url=where.page.url, target=one.target, quote=one.title) for one in of_year.values()
        ]
        seen = seen[:_SHOWN] or [seen_page(where.page)]
        if len(of_year) < self.params.per_year:
            if gap := next((one.more for one in found if one.more), None):
                yield self.unknown(facts, where, gap)
            elif len(issues) < 2:
                yield self.not_testable(where.page, "unclear", Reason.AMBIGUOUS, name=where.name, evidence=seen)
            else:
                few = {**said, "per_year": self.params.per_year}
                yield self.unmet(where.page, "few", **few, measure=measure, evidence=seen)
            return
        looked = self._contents(facts, of_year.values()) if self.params.contents else ()
        good = sum(looked)
        if looked and good < len(looked):
            share = Measure(value=good, of=len(looked))
            yield self.unmet(where.page, "no_contents", **said, of=len(looked), good=good, measure=share, evidence=seen)
        else:
            yield self.met(where.page, "met", **said, measure=measure, evidence=seen)

    def _issues(self, facts: Facts, found: Sequence[Place]) -> dict[tuple[int, str], Item]:
        """The issues by year and number. A row without a year takes that of the list it stands in."""
        rows: list[tuple[Item, int | None]] = []
        for one in found:
            rows += [(item, year_of(item.title)) for item in one.items]
            for _page, link in references(one.pages):
                if not link.target:
                    continue
                if _ISSUE.search(link.label):
                    rows.append((Item(link.label, link.target, None), year_of(link.label)))
                elif (year := year_of(link.label)) and (goal := facts.page(link.target)) is not None:
                    rows += [(item, year_of(item.title) or year) for item in goal.items]
        issues: dict[tuple[int, str], Item] = {}
        for item, said in rows:
            number = _ISSUE.search(same(item.title))
            year = said or (item.day.year if item.day else None)
            if number and year:
                issues.setdefault((year, number[1]), item)
        return issues

    def _contents(self, facts: Facts, issues: Iterable[Item]) -> tuple[bool, ...]:
        """Of each issue that was read as a page: does it list what is in it?"""
        pages = [page for item in issues if (page := article(facts, item)) is not None]
        return tuple(
            len(page.items) >= _CONTENTS
            or sum(1 for _page, link in references([page]) if len(link.label) > 8) >= _CONTENTS
            or "目录" in page.text
            for page in pages
        )
