"""Is an official name misspelt?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class Misspelt(Params):
    wrong: str = Field(description=_("错误的写法"))
    right: str = Field(description=_("正确的写法"))
    unless: tuple[str, ...] = Field(default=(), description=_("前后有这些词的，不是错误"))


class OfficialNamesParams(Params):
    extra: tuple[Misspelt, ...] = Field(default=(), description=_("在自带的词表之外再查的写法"))
    skip: tuple[str, ...] = Field(default=(), description=_("不查的写法"))


class OfficialNames(Check[OfficialNamesParams]):
    """Is an official name misspelt?"""

    rule = Rule(
        id="text.names",
        title=_("规范表述"),
        why=_("国家机关、重要会议和称谓写错，是网站检查里最常被指出的差错。"),
        fix=_("核对上下文，把写错的名称改正。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = OfficialNamesParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
