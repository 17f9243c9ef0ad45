"""Is last year's annual report there, and was it published in time?"""

from collections.abc import Iterable
from datetime import date, timedelta

from pydantic import Field

from auditor.api import (
    Evidence,
    Facts,
    Finding,
    Kind,
    Level,
    Measure,
    Messages,
    Need,
    Params,
    Reason,
    Rule,
    _,
    seen_page,
)
from auditor_checks.disclosure.reports import Report, Reports, moved, published, reports
from auditor_checks.places import PLACE, AtPlace

FULL, HALF, NONE = (Measure(value=value, of=1) for value in (1, 0.5, 0))


class Due(Params):
    """By which month and day (MM-DD) of the year after it is a report to be published?"""

    government: str = Field(default="03-31", pattern=r"^\d\d-\d\d$", description=_("政府：每年几月几日以前"))
    department: str = Field(default="01-31", pattern=r"^\d\d-\d\d$", description=_("部门：每年几月几日以前"))


class AnnualReportParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登年度报告的栏目的名称"))
    titles: tuple[str, ...] = Field(description=_("年度报告标题里的词"))
    due: Due = Field(default=Due(), description=_("公布期限"))
    late_days: int = Field(default=30, description=_("迟多少天以内算迟延，再迟按缺失计"))


class AnnualReport(AtPlace[AnnualReportParams]):
    """Is last year's annual report there, and was it published in time?

    The earliest of the dates that the list, the page and its address tell counts. Dates of one year on reports of
    several are those of a move to another system, and tell nothing. Absent is said only where reports of earlier years
    show how the column lists them.
    """

    rule = Rule(
        id="disclosure.annual-report",
        title=_("上一年度政府信息公开工作年度报告"),
        why=_("年度报告有法定的公布期限，过期或缺失，公众就无从了解一年的公开工作。"),
        fix=_("按期公布上一年度的报告，标题写明年度，页面写明发布日期。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = AnnualReportParams
    messages = Messages(
        **PLACE,
        met=_("{year} 年的年度报告于 {day} 公布，期限是 {due}"),
        late=_("{year} 年的年度报告于 {day} 公布，比期限 {due} 迟 {days} 天"),
        too_late=_("{year} 年的年度报告于 {day} 公布，比期限 {due} 迟 {days} 天，超过 {late_days} 天"),
        absent=_("没有 {year} 年的年度报告，最近的一份是 {newest} 年的；期限是 {due}"),
        undated=_("有 {year} 年的年度报告，但读不到公布日期，不能断定是否按期，不计为不符合"),
        moved=_(
            "{year} 年的年度报告标的是 {day}，其他年度的也在这一年，像是迁移时的日期，不能断定是否按期，不计为不符合"
        ),
        others=_("栏目里只看到其他单位的年度报告，不能断定有没有本单位的，不计为不符合；请打开看"),
        unclear=_("栏目里没有认出年度报告，不能断定有没有，不计为不符合；请打开看"),
        not_due=_("{year} 年的年度报告还没有到公布期限 {due}"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self._judge(facts)

    def _judge(self, facts: Facts) -> Finding:
        listed = reports(facts, self.params.columns, self.params.titles)
        where = listed.place
        if not where.pages:
            return self.nowhere(facts, where)
        year, due = facts.as_of.year - 1, self._due(facts)
        said = {"year": year, "due": str(due)}
        report = listed.own(year)
        if report is not None:
            return self._found(facts, listed, report, due)
        seen = seen_page(where.page, reports=len(listed.found))
        if facts.as_of <= due:
            return self.not_applicable(where.page, "not_due", Reason.NOT_DUE, **said, evidence=seen)
        if where.more is not None and not listed.falling():
            return self.unknown(facts, where, where.more)
        newest = listed.newest
        if newest is None:
            if listed.found:
                return self.not_testable(where.page, "others", Reason.AMBIGUOUS, evidence=seen)
            return self.not_testable(where.page, "unclear", Reason.AMBIGUOUS, evidence=seen)
        evidence = [seen, _row(newest)]
        return self.unmet(where.page, "absent", **said, newest=newest.year, measure=NONE, evidence=evidence)

    def _found(self, facts: Facts, listed: Reports, report: Report, due: date) -> Finding:
        subject = listed.place.page
        said: dict[str, int | str] = {"year": report.year}
        mark = published(facts, report)
        if mark is None:
            return self.not_testable(subject, "undated", Reason.NO_DATE, **said, evidence=_row(report))
        seen = _row(report, day=str(mark.day), source=mark.source.value)
        said |= {"day": str(mark.day)}
        days = (mark.day - due).days
        if days <= 0:
            return self.met(subject, "met", **said, due=str(due), measure=FULL, evidence=seen)
        if moved(facts, listed.found, mark):
            return self.not_testable(subject, "moved", Reason.NO_DATE, **said, evidence=seen)
        said |= {"due": str(due), "days": days}
        if mark.day <= due + timedelta(days=self.params.late_days):
            return self.unmet(subject, "late", **said, measure=HALF, evidence=seen)
        limit = self.params.late_days
        return self.unmet(subject, "too_late", **said, late_days=limit, measure=NONE, evidence=seen)

    def _due(self, facts: Facts) -> date:
        """The day by which the report was due, this year. Townships report as departments do."""
        portal = facts.portal
        government = portal.kind is Kind.PORTAL and portal.level is not Level.TOWNSHIP
        month, day = (self.params.due.government if government else self.params.due.department).split("-")
        return date(facts.as_of.year, int(month), int(day))


def _row(report: Report, **values: str) -> Evidence:
    return Evidence(
        kind="list",
        url=report.place.page.url,
        target=report.item.target,
        quote=report.title,
        values={**({"listed": str(report.item.day)} if report.item.day else {}), **values},
    )
