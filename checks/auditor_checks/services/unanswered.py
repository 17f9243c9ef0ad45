"""Is a published message left without a reply?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class UnansweredParams(Params):
    columns: tuple[str, ...] = Field(description=_("刊登来信的栏目的名称"))
    days: int = Field(default=92, description=_("超过多少天没有答复"))


class Unanswered(Check[UnansweredParams]):
    """Is a published message left without a reply?"""

    rule = Rule(
        id="services.unanswered",
        title=_("来信长期未答复"),
        why=_("公布的来信没有答复，等于渠道没有人管。"),
        fix=_("答复已公布的来信；不属本机关职责的，写明转办去向。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = UnansweredParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
