"""Does one document read the same wherever it is printed?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class RepeatedParams(Params):
    min_text: int = Field(default=200, description=_("正文少于多少字的不比较"))
    least: float = Field(default=0.98, description=_("相同的部分低于多少算不一致（0–1）"))


class Repeated(Check[RepeatedParams]):
    """Does one document read the same wherever it is printed?"""

    rule = Rule(
        id="documents.repeated",
        title=_("同一文件各处一致"),
        why=_("同一份文件在几个栏目里内容不同，群众不知道以哪个为准。"),
        fix=_("核对各处的文本，以原件为准改正。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = RepeatedParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
