"""Does last year's report carry its tables, and do the figures of the requests add up?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class ReportTablesParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登年度报告的栏目的名称"))
    titles: tuple[str, ...] = Field(description=_("年度报告标题里的词"))


class ReportTables(Check[ReportTablesParams]):
    """Does last year's report carry its tables, and do the figures of the requests add up?"""

    rule = Rule(
        id="disclosure.report-tables",
        title=_("年度报告的表格"),
        why=_("表格是报告的主体；数字相互对不上，说明填报没有核对。"),
        fix=_("补全表格，核对每一列：本年新收加上年结转，等于本年办理总计加结转下年度。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ReportTablesParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
