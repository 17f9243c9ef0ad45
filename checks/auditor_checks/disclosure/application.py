"""Can information be applied for: an entrance that opens, a form, a description of how it goes?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class ApplicationParams(Params):
    names: tuple[str, ...] = Field(description=_("入口的名称"))
    form: tuple[str, ...] = Field(
        default=("申请表", "在线申请", "网上申请", "我要申请"), description=_("申请表或网上申请的名称里的词")
    )
    process: tuple[str, ...] = Field(
        default=("流程", "办理程序", "受理机构", "申请方式", "答复期限"), description=_("说明怎样办理的词")
    )


class Application(Check[ApplicationParams]):
    """Can information be applied for: an entrance that opens, a form, a description of how it goes?"""

    rule = Rule(
        id="disclosure.application",
        title=_("依申请公开渠道"),
        why=_("申请公开是公民的法定权利，入口、申请表和办理流程要一并给出。"),
        fix=_("设依申请公开入口，给出申请表或网上申请，写明受理地址和办理流程。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ApplicationParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
