"""Does last year's report have the sections of the form, in their order?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class ReportFormatParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登年度报告的栏目的名称"))
    titles: tuple[str, ...] = Field(description=_("年度报告标题里的词"))
    headings: tuple[tuple[str, ...], ...] = Field(description=_("各章节的标题，每一节列出可接受的写法，按规定的次序"))
    at_least: int = Field(default=0, description=_("至少有几节次序正确；0 为全部"))


class ReportFormat(Check[ReportFormatParams]):
    """Does last year's report have the sections of the form, in their order?"""

    rule = Rule(
        id="disclosure.report-format",
        title=_("年度报告的格式"),
        why=_("各单位的报告统一格式，才能逐项查阅、相互比较。"),
        fix=_("按规定的章节和次序编写报告，章节标题写成文字。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ReportFormatParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
