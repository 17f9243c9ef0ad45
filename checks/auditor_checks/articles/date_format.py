"""Does every article show when it was published, to the minute?"""

import re
from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, DateMark, DateSource, Facts, Finding, Messages, Need, Page, Params, Reason, Rule, _
from auditor_checks.shares import Tally, unsaid

_WRITTEN = re.compile(r"成文|制发|签发|起草|发文|印发")
_TOUCHED = re.compile(r"更新|修改")
_EMPTY = re.compile(
    r"(?:发布|发表|公开|公布|上传|录入)?(?:日期|时间)\s*[:：]\s*(?=$|\n|[^\d\s（(\[\u3000]{1,8}[:：])", re.MULTILINE
)
_LABELS = ("发布", "时间", "日期")


class DateFormatParams(Params):
    time: bool = Field(default=True, description=_("要求精确到时分；只有日期的算一半"))
    sample: int = Field(default=20, description=_("抽查多少篇"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class DateFormat(Check[DateFormatParams]):
    """Does every article show when it was published, to the minute?

    A label without a date, and a date that only a tag for machines or a script holds, is left open: scripts fill them.
    """

    rule = Rule(
        id="articles.date-format",
        title=_("发布时间"),
        why=_("写清发布时间，群众才知道信息新不新、还管不管用。"),
        fix=_("在内容页标题下显示发布时间，精确到分钟。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = DateFormatParams
    messages = Messages(
        met=_("看过的 {of} 篇文章都写明发布时间"),
        short=_("看过的 {of} 篇文章里，{undated} 篇没有发布时间，{timeless} 篇没有写到时分"),
        unsettled=_("{unknown} 篇文章的发布时间可能由脚本填写，这次没能确认，不计为不符合"),
        nothing=_("没有读到文章，不能断定有没有发布时间"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        tally = Tally()
        undated = timeless = 0
        for page in facts.sample("article", self.params.sample):
            mark = _shown(page)
            waiting = self.params.time and not page.rendered and bool(_EMPTY.search(page.text[:5000]))
            if (mark is None and _open(page)) or (mark and not mark.time and waiting):
                tally.unknown += 1
            elif mark is None:
                undated += 1
                tally.count(page, 0, "YYYY-MM-DD HH:MM")
            elif self.params.time and not mark.time:
                timeless += 1
                tally.count(page, 0.5, f"{mark.words} HH:MM")
            else:
                tally.count(page, 1)
        if tally.of and not tally.reached(self.params.target):
            said = {"of": int(tally.of), "undated": undated, "timeless": timeless}
            measure = tally.measure(self.params.target)
            yield self.unmet(facts.portal, "short", **said, measure=measure, evidence=tally.evidence)
        elif tally.of and not tally.open:
            yield self.met(facts.portal, "met", of=int(tally.of), measure=tally.measure(self.params.target))
        elif tally.unknown:
            yield self.not_testable(facts.portal, "unsettled", Reason.NO_BROWSER, unknown=tally.unknown)
        else:
            yield self.not_testable(facts.portal, "nothing", Reason.NOT_GATHERED)


def _shown(page: Page) -> DateMark | None:
    """The printed date of publishing; one with a time is preferred to one of a record sheet without."""
    marks = [
        mark
        for mark in page.dates
        if mark.source is DateSource.VISIBLE and not _WRITTEN.search(mark.label) and not _TOUCHED.search(mark.label)
    ]
    return next((mark for mark in marks if mark.time), None) or next(iter(marks), None)


def _open(page: Page) -> bool:
    """May it be printed all the same: by a script, or in a form that we do not read as the page's own date?"""
    if page.rendered:
        return False
    if unsaid(page, _LABELS) or _EMPTY.search(page.text[:5000]):
        return True
    known = [mark.day for mark in page.dates if mark.source is DateSource.META]
    return any(f"{day.year}" in page.text and f"{day.month}" in page.text for day in known)
