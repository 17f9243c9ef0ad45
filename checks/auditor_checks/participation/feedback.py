"""Is the result of each closed call for comments published?"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pydantic import Field

from auditor.api import (
    Evidence,
    Facts,
    Finding,
    Item,
    Measure,
    Messages,
    Need,
    Page,
    Params,
    Reason,
    Rule,
    _,
    same,
    seen_page,
)
from auditor_checks.places import PLACE, AtPlace, Place, article, illegible, places

_CALL = re.compile(r"征求.{0,12}意见|征集|公开征询|意见建议的(?:公告|通知|启事)")
_RESULT = re.compile(r"结果|采纳|反馈|情况(?:的)?(?:说明|公示|公告|通报)?$|汇总")
_DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_CLOSING = re.compile(r"截止|截至|结束|之前|以前|前(?:反馈|将|通过|以)|止|期限|征集时间|起至|[-—~至]")
_FRAME = re.compile(
    r"关于|公开|向社会|面向社会|征求|意见|建议|征集|的|公告|通知|启事|结果|采纳|情况|反馈|说明|公示|汇总|[《》（）()“”\"·、，,\s]"
)
_PAIRS = 0.6  # of the two-character pieces of the shorter title that the other has to share
_SHOWN = 5


class FeedbackParams(Params):
    calls: tuple[str, ...] = Field(description=_("刊登征集公告的栏目的名称"))
    results: tuple[str, ...] = Field(description=_("刊登结果的栏目的名称，或结果标题里的词"))
    days: int = Field(default=365, description=_("看多少天以内的征集"))
    target: float = Field(default=1.0, ge=0, le=1, description=_("要求达到的比例（0–1）"))
    after_days: int = Field(default=60, description=_("征集结束多少天以后才算应当公布结果"))


class Feedback(AtPlace[FeedbackParams]):
    """Is the result of each closed call for comments published?

    A call is closed by the last day that its page names. Its result is a page that it links to, a part of its own page,
    or an entry anywhere on the portal that speaks of results under nearly the same title.
    """

    rule = Rule(
        id="participation.feedback",
        title=_("意见征集结果反馈"),
        why=_("征集了意见不公布采纳情况，群众不知道意见有没有用。"),
        fix=_("为已结束的征集公布意见采纳情况，并与征集公告互链。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = FeedbackParams
    messages = Messages(
        **PLACE,
        met=_("已结束的 {of} 次征集，公布结果的有 {good} 次"),
        short=_("已结束的 {of} 次征集，公布结果的有 {good} 次，例如“{title}”没有找到结果"),
        none=_("没有读到已结束的征集"),
        partly=_("有征集没有找到结果，但结果栏目没有读全，不能断定，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = places(facts, self.params.calls)
        yield self._calls(facts, found) if found[0].pages else self.nowhere(facts, found[0])

    def _calls(self, facts: Facts, found: Sequence[Place]) -> Finding:
        where = found[0]
        closed = [
            (item, page)
            for item in {item.target: item for one in found for item in one.items}.values()
            if _CALL.search(item.title)
            and not _RESULT.search(item.title)
            and (page := article(facts, item)) is not None
            and self._closed(facts, item, page)
        ]
        if not closed:
            if where.more is not None:
                return self.unknown(facts, where, where.more)
            return self.not_applicable(where.page, "none", Reason.NOTHING_TO_JUDGE, evidence=seen_page(where.page))
        elsewhere = places(facts, self.params.results)
        titles = self._results(facts, elsewhere)
        without = [(item, page) for item, page in closed if not self._answered(facts, item, page, titles)]
        of, good = len(closed), len(closed) - len(without)
        measure = Measure(value=good, of=of, target=self.params.target)
        if good >= self.params.target * of:
            return self.met(where.page, "met", of=of, good=good, measure=measure, evidence=seen_page(where.page))
        seen = [Evidence(kind="page", url=item.target, quote=item.title) for item, _page in without[:_SHOWN]]
        gap = next((gap for one in elsewhere if (gap := one.gap or one.more)), None)
        gap = gap or next((gap for _item, page in without if (gap := illegible(facts, page))), None)
        if gap is not None:
            return self.not_testable(where.page, "partly", gap.reason, evidence=seen)
        title = without[0][0].title
        return self.unmet(where.page, "short", of=of, good=good, title=title, measure=measure, evidence=seen)

    def _closed(self, facts: Facts, item: Item, page: Page) -> bool:
        """Did the call end long enough ago, and not too long ago? By the latest day that its page names as its last."""
        days = [day for line in page.text.splitlines() if _CLOSING.search(line) for day in _days(line)]
        if not days:
            return False
        last = max(days)
        return (
            last + timedelta(days=self.params.after_days) < facts.as_of
            and (facts.as_of - (item.day or last)).days <= self.params.days
        )

    def _results(self, facts: Facts, elsewhere: Sequence[Place]) -> list[frozenset[str]]:
        """The titles of all that reads like a result, as their two-character pieces."""
        words = tuple(map(same, self.params.results))
        named = [item.title for one in elsewhere for item in one.items]
        named += [
            item.title
            for column in facts.columns()
            for item in column.items
            if _RESULT.search(item.title) or any(word in same(item.title) for word in words)
        ]
        return [_pieces(title) for title in dict.fromkeys(named) if _RESULT.search(title)]

    def _answered(self, facts: Facts, item: Item, page: Page, titles: Sequence[frozenset[str]]) -> bool:
        own = _pieces(item.title)
        if any(len(own & other) >= _PAIRS * max(1, min(len(own), len(other))) for other in titles if other):
            return True
        lines = [line for one in facts.shown(page) for line in one.text.splitlines()]
        linked = [link.label for link in page.links if link.label and link.label != item.title]
        return any(re.search(r"采纳|征集结果|结果反馈|意见反馈情况|公众意见", line) for line in (*lines, *linked))


def _pieces(title: str) -> frozenset[str]:
    bare = _FRAME.sub("", same(title))
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


def _days(line: str) -> Iterable[date]:
    for match in _DAY.finditer(line):
        try:
            yield date(*(int(part) for part in match.groups()))
        except ValueError:
            continue
