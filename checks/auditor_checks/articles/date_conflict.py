"""Which articles bear dates that contradict each other?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import Field

from auditor.api import (
    Check,
    DateMark,
    DateSource,
    Facts,
    Finding,
    Messages,
    Need,
    Page,
    Params,
    Reason,
    Rule,
    _,
    seen_page,
)

_SHOWN = 10
_SAID = (DateSource.META, DateSource.VISIBLE)


class DateConflictParams(Params):
    sample: int = Field(default=200, ge=1, description=_("抽查多少篇文章"))
    days: int = Field(default=7, ge=1, description=_("两个日期相差多少天以上才算矛盾"))
    at_least: int = Field(default=3, ge=1, description=_("矛盾的文章有几篇才列出来给人看"))
    batch: int = Field(default=4, ge=2, description=_("地址里同一天的矛盾有几篇的，视为迁移时成批导入，不算"))
    later_words: tuple[str, ...] = Field(
        default=("更新", "修改", "成文", "印发", "制发", "签发", "起草", "发文"),
        description=_("不是发布日期的标签用词"),
    )


@dataclass(frozen=True, slots=True)
class _Conflict:
    page: Page
    one: DateMark
    other: DateMark | None  # None: the date lies in the future


class DateConflict(Check[DateConflictParams]):
    """Which articles bear dates that contradict each other: in their tags, in print, in their address?

    Candidates for a person, never a verdict: sites are moved and articles edited. What was imported on one day, and a
    site half of whose addresses tell something else than the day of publishing, are left out.
    """

    rule = Rule(
        id="articles.date-conflict",
        title=_("发布日期互相矛盾的文章"),
        why=_("伪造发稿日期属于弄虚作假；同一篇文章的几个日期对不上，应当说得清原因。"),
        fix=_("逐篇核对后台的实际发布时间；日期写错的改正，迁移或重新编辑的注明。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = DateConflictParams
    messages = Messages(
        met=_("抽查 {of} 篇有几处日期的文章，互相矛盾的不到 {at_least} 篇"),
        conflicts=_("抽查 {of} 篇有几处日期的文章，{count} 篇的日期互相矛盾，请人工核对是不是迁移或重新编辑"),
        systematic=_("抽查 {of} 篇有几处日期的文章，多数地址里的日期与发布日期不同，大概不是发布日期，没有比较"),
        undated=_("抽查的文章都没有两处以上的日期，无从比较"),
        nothing=_("没有读到文章"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        pages = facts.sample("article", self.params.sample)
        if not pages:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)
            return
        compared, found = 0, list[_Conflict]()
        for page in pages:
            marks = self._marks(page)
            compared += len(marks) > 1
            if conflict := self._conflict(page, marks, facts.as_of):
                found.append(conflict)
        if not compared and not found:
            yield self.not_testable(facts.portal, "undated", Reason.NO_DATE)
            return
        if len(found) * 2 > compared > self.params.at_least:
            yield self.not_testable(facts.portal, "systematic", Reason.AMBIGUOUS, of=compared)
            return
        apart = self._apart(found)
        if len(apart) < self.params.at_least:
            yield self.met(facts.portal, "met", of=compared, at_least=self.params.at_least)
            return
        seen = [seen_page(one.page, _told(one)) for one in apart[:_SHOWN]]
        yield self.manual(facts.portal, "conflicts", of=compared, count=len(apart), evidence=seen)

    def _marks(self, page: Page) -> list[DateMark]:
        """When it came out, by its tags, in print, by its address: the first of each that is no other day."""
        first: dict[DateSource, DateMark] = {}
        for mark in page.dates:
            if any(word in mark.label for word in self.params.later_words):
                continue
            if mark.source in (*_SAID, DateSource.URL) and (mark.label or mark.source is not DateSource.VISIBLE):
                first.setdefault(mark.source, mark)
        return list(first.values())

    def _conflict(self, page: Page, marks: Sequence[DateMark], as_of: date) -> _Conflict | None:
        for mark in marks:
            if mark.source in _SAID and mark.day > as_of + timedelta(days=1):
                return _Conflict(page, mark, None)
        for at, one in enumerate(marks):
            for other in marks[at + 1 :]:
                if abs((one.day - other.day).days) > self.params.days:
                    return _Conflict(page, one, other)
        return None

    def _apart(self, found: Sequence[_Conflict]) -> list[_Conflict]:
        """Without those whose addresses were made on one day: that is when the site was moved."""
        made = Counter(mark.day for one in found if (mark := _made(one)))
        return [one for one in found if (mark := _made(one)) is None or made[mark.day] < self.params.batch]


def _made(conflict: _Conflict) -> DateMark | None:
    marks = (conflict.one, conflict.other)
    return next((mark for mark in marks if mark and mark.source is DateSource.URL), None)


def _told(conflict: _Conflict) -> str:
    marks = [mark for mark in (conflict.one, conflict.other) if mark]
    return " / ".join(f"{mark.source.value} {mark.words or mark.day}" for mark in marks)
