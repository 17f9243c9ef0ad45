"""Is the result of each closed call for comments published?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class FeedbackParams(Params):
    calls: tuple[str, ...] = Field(description=_("刊登征集公告的栏目的名称"))
    results: tuple[str, ...] = Field(description=_("刊登结果的栏目的名称，或结果标题里的词"))
    days: int = Field(default=365, description=_("看多少天以内的征集"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class Feedback(Check[FeedbackParams]):
    """Is the result of each closed call for comments published?"""

    rule = Rule(
        id="participation.feedback",
        title=_("意见征集结果反馈"),
        why=_("征集了意见不公布采纳情况，群众不知道意见有没有用。"),
        fix=_("为已结束的征集公布意见采纳情况，并与征集公告互链。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = FeedbackParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
