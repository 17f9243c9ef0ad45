"""Does every article show when it was published, to the minute?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class DateFormatParams(Params):
    time: bool = Field(default=True, description=_("要求精确到时分；只有日期的算一半"))
    sample: int = Field(default=20, description=_("抽查多少篇"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class DateFormat(Check[DateFormatParams]):
    """Does every article show when it was published, to the minute?"""

    rule = Rule(
        id="articles.date-format",
        title=_("发布时间"),
        why=_("写清发布时间，群众才知道信息新不新、还管不管用。"),
        fix=_("在内容页标题下显示发布时间，精确到分钟。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = DateFormatParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
