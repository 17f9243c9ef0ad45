"""Are published questions answered within the days that are promised?"""

from collections.abc import Iterable, Sequence
from statistics import median

from pydantic import Field

from auditor.api import (
    Evidence,
    Facts,
    Finding,
    Measure,
    Messages,
    Need,
    Params,
    Reason,
    Rule,
    _,
    seen_page,
    workdays_between,
)
from auditor_checks.places import PLACE, AtPlace, Place
from auditor_checks.services.letters import Letter, letters

_SHOWN = 5


class ReplyTimeParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登来信的栏目的名称"))
    days: int = Field(description=_("多少天以内答复"))
    share: float = Field(default=1.0, ge=0, le=1, description=_("median 为 false 时，至少多少来信按期答复（0–1）"))
    median: bool = Field(default=True, description=_("按中位数判断"))
    few: int = Field(default=3, ge=1, description=_("至少读到多少封来信的日期才下结论"))
    working: bool = Field(default=True, description=_("按工作日计"))


class ReplyTime(AtPlace[ReplyTimeParams]):
    """Are published questions answered within the days that are promised?

    By the dates that the pages of letters print beside question and answer. Where the calendar of holidays lacks the
    year, the days lie in a range, and only what holds for all of it is said.
    """

    rule = Rule(
        id="services.reply-time",
        title=_("咨询答复的时限"),
        why=_("公开答复的时间说明渠道是否管用。"),
        fix=_("对超过时限的来信尽快答复，公布时写明来信和答复日期。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ReplyTimeParams
    messages = Messages(
        **PLACE,
        met=_("读到 {of} 封来信的日期，答复用时的中位数是 {middle} 天，时限 {days} 天"),
        met_share=_("读到 {of} 封来信的日期，{good} 封在 {days} 天以内答复"),
        slow=_("读到 {of} 封来信的日期，答复用时的中位数是 {middle} 天，时限 {days} 天"),
        late=_("读到 {of} 封来信的日期，{good} 封在 {days} 天以内答复，最慢的用了 {worst} 天"),
        few=_("只读到 {of} 封来信的来信和答复日期，不能断定，不计为不符合"),
        calendar=_("节假日安排缺少这一年，不能断定是否超过 {days} 个工作日，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found, read = letters(facts, self.params.columns)
        where = found[0]
        if not where.pages:
            yield self.nowhere(facts, where)
        elif not any(one.items or one.more for one in found):
            yield self.bare(where)  # letters are written there, and none is shown
        else:
            yield self._timed(facts, where, read)

    def _timed(self, facts: Facts, where: Place, read: Sequence[Letter]) -> Finding:
        spans = [(one, self._span(one)) for one in read if one.asked is not None and one.answered_at is not None]
        of, days = len(spans), self.params.days
        if of < self.params.few:
            if where.more is not None and not read:
                return self.unknown(facts, where, where.more)
            return self.not_testable(where.page, "few", Reason.NO_DATE, of=of, evidence=seen_page(where.page))
        slowest = sorted(spans, key=lambda one: (-one[1][0], one[0].url))
        seen = [_row(one, least) for one, (least, _most) in slowest[:_SHOWN]]
        if self.params.median:
            least, most = (median(span[end] for _one, span in spans) for end in (0, 1))
            said = {"of": of, "days": days}
            if most <= days:
                return self.met(where.page, "met", **said, middle=round(most, 1), evidence=seen)
            if least > days:
                return self.unmet(where.page, "slow", **said, middle=round(least, 1), evidence=seen)
            return self.not_testable(where.page, "calendar", Reason.NO_CALENDAR, days=days, evidence=seen)
        sure = sum(1 for _one, (_least, most) in spans if most <= days)
        best = sum(1 for _one, (least, _most) in spans if least <= days)
        measure = Measure(value=sure, of=of, target=self.params.share)
        if sure >= self.params.share * of:
            return self.met(where.page, "met_share", of=of, good=sure, days=days, measure=measure, evidence=seen)
        if best < self.params.share * of:
            worst, measure = slowest[0][1][0], Measure(value=best, of=of, target=self.params.share)
            return self.unmet(
                where.page, "late", of=of, good=best, days=days, worst=worst, measure=measure, evidence=seen
            )
        return self.not_testable(where.page, "calendar", Reason.NO_CALENDAR, days=days, evidence=seen)

    def _span(self, one: Letter) -> tuple[int, int]:
        """The least and the most days that the answer took."""
        if one.asked is None or one.answered_at is None:
            raise ValueError(one.url)
        if self.params.working:
            return workdays_between(one.asked, one.answered_at)
        days = (one.answered_at - one.asked).days
        return days, days


def _row(one: Letter, days: int) -> Evidence:
    values = {"asked": str(one.asked), "answered": str(one.answered_at), "days": days}
    return Evidence(kind="page", url=one.url, quote=one.item.title, values=values)
