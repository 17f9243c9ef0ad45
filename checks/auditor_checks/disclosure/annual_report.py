"""Is last year's annual report there, and was it published in time?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class Due(Params):
    """By which month and day (MM-DD) of the year after it is a report to be published?"""

    government: str = Field(default="03-31", pattern=r"^\d\d-\d\d$", description=_("政府：每年几月几日以前"))
    department: str = Field(default="01-31", pattern=r"^\d\d-\d\d$", description=_("部门：每年几月几日以前"))


class AnnualReportParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登年度报告的栏目的名称"))
    titles: tuple[str, ...] = Field(description=_("年度报告标题里的词"))
    due: Due = Field(default=Due(), description=_("公布期限"))
    late_days: int = Field(default=30, description=_("迟多少天以内算迟延，再迟按缺失计"))


class AnnualReport(Check[AnnualReportParams]):
    """Is last year's annual report there, and was it published in time?"""

    rule = Rule(
        id="disclosure.annual-report",
        title=_("上一年度政府信息公开工作年度报告"),
        why=_("年度报告有法定的公布期限，过期或缺失，公众就无从了解一年的公开工作。"),
        fix=_("按期公布上一年度的报告，标题写明年度，页面写明发布日期。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = AnnualReportParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
