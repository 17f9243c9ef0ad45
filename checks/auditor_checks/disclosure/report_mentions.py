"""Does last year's report speak of what it has to speak of?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class ReportMentionsParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登年度报告的栏目的名称"))
    titles: tuple[str, ...] = Field(description=_("年度报告标题里的词"))
    words: tuple[str, ...] = Field(description=_("出现其中任何一个词即算写明"))
    near: tuple[str, ...] = Field(default=(), description=_("这些词须出现在近旁；空为不要求"))
    within: int = Field(default=12, description=_("近旁指相距多少字以内"))


class ReportMentions(Check[ReportMentionsParams]):
    """Does last year's report speak of what it has to speak of?"""

    rule = Rule(
        id="disclosure.report-mentions",
        title=_("年度报告须写明的事项"),
        why=_("文件要求把某项工作的落实情况写进年度报告。"),
        fix=_("在年度报告里写明这项工作的落实情况。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ReportMentionsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
