"""Do the lists of the column reach back to the year that is asked for?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Facts, Finding, Messages, Need, Params, Reason, Rule, _, same, seen_page
from auditor_checks.places import PLACE, AtPlace, place


class BackfillParams(Params):
    column: tuple[str, ...] = Field(description=_("专栏的名称"))
    since: int = Field(description=_("最早须补录到哪一年"))


class Backfill(AtPlace[BackfillParams]):
    """Do the lists of the column reach back to the year that is asked for? By the oldest date in it and in the columns
    below it."""

    rule = Rule(
        id="disclosure.backfill",
        title=_("历史信息补录"),
        why=_("改版或迁移后，以前公开的信息应当补录齐全。"),
        fix=_("把要求年份以来的信息补录到专栏。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = BackfillParams
    messages = Messages(
        **PLACE,
        met=_("专栏里最早的信息是 {oldest} 年的"),
        late=_("专栏里最早的信息是 {oldest} 年的，应补录到 {since} 年"),
        undated=_("专栏的列表读不到日期，不能断定补录到哪一年，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        where = place(facts, self.params.column)
        if not where.pages:
            yield self.nowhere(facts, where)
            return
        folder = (where.page.final_url or where.page.url).rpartition("/")[0] + "/"
        names = frozenset(map(same, self.params.column))
        below = [one for one in facts.columns() if one.url.startswith(folder) or names & frozenset(map(same, one.path))]
        days = [item.day for item in (*where.items, *(item for one in below for item in one.items)) if item.day]
        if not days:
            yield self.not_testable(where.page, "undated", Reason.NO_DATE, evidence=seen_page(where.page))
            return
        oldest = min(days).year
        seen = seen_page(where.page, columns=len(below), oldest=str(min(days)))
        if oldest <= self.params.since:
            yield self.met(where.page, "met", oldest=oldest, evidence=seen)
        elif where.more or not facts.coverage.complete or any(one.script for one in below):
            yield self.not_testable(where.page, "place_further", Reason.BUDGET, name=where.name, evidence=seen)
        else:
            yield self.unmet(where.page, "late", oldest=oldest, since=self.params.since, evidence=seen)
