"""Does the guide tell whom to turn to, where, when, and how information is obtained?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Theme


class GuideParams(Params):
    column: tuple[str, ...] = Field(description=_("指南页面的名称"))
    fields: tuple[Theme, ...] = Field(description=_("指南要写明的各项内容"))
    at_least: int = Field(default=0, description=_("至少写明几项；0 为全部"))


class Guide(Check[GuideParams]):
    """Does the guide tell whom to turn to, where, when, and how information is obtained?"""

    rule = Rule(
        id="disclosure.guide",
        title=_("政府信息公开指南的内容"),
        why=_("指南缺了地址、时间、电话或获取方式，群众就不知道到哪里、怎样取得信息。"),
        fix=_("在指南里补上缺少的内容，并核对是否仍然有效。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = GuideParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
