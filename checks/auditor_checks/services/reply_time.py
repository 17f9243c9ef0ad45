"""Are published questions answered within the days that are promised?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class ReplyTimeParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登来信的栏目的名称"))
    days: int = Field(description=_("多少天以内答复"))
    share: float = Field(default=1.0, description=_("median 为 false 时，至少多少来信按期答复（0–1）"))
    median: bool = Field(default=True, description=_("按中位数判断"))
    working: bool = Field(default=True, description=_("按工作日计"))


class ReplyTime(Check[ReplyTimeParams]):
    """Are published questions answered within the days that are promised?"""

    rule = Rule(
        id="services.reply-time",
        title=_("咨询答复的时限"),
        why=_("公开答复的时间说明渠道是否管用。"),
        fix=_("对超过时限的来信尽快答复，公布时写明来信和答复日期。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ReplyTimeParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
