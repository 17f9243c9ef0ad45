"""Is each account that shows its posts on public pages kept up to date?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class AliveParams(Params):
    columns: tuple[str, ...] = Field(description=_("政务新媒体名录的名称"))
    days: int = Field(default=14, description=_("最多多少天不更新"))


class Alive(Check[AliveParams]):
    """Is each account that shows its posts on public pages kept up to date?"""

    rule = Rule(
        id="accounts.alive",
        title=_("政务新媒体的更新"),
        why=_("长期不更新的账号应当更新或注销。"),
        fix=_("更新账号，或按程序注销并从名录中去掉。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = AliveParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
