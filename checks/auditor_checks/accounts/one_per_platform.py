"""Does each unit have no more than the allowed accounts on one platform?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Name


class OnePerPlatformParams(Params):
    columns: tuple[str, ...] = Field(description=_("政务新媒体名录的名称"))
    platforms: tuple[Name, ...] = Field(description=_("各平台及其别名"))
    per_unit: int = Field(default=1, description=_("一个单位在一个平台上最多几个账号"))


class OnePerPlatform(Check[OnePerPlatformParams]):
    """Does each unit have no more than the allowed accounts on one platform?"""

    rule = Rule(
        id="accounts.one-per-platform",
        title=_("一个单位在同一平台的账号数"),
        why=_("同一平台开几个账号，群众分不清哪个算数，也容易成为无人更新的空账号。"),
        fix=_("清理整合重复的账号，保留一个，在名录里更新。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = OnePerPlatformParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
