"""Does the entrance to the disclosure column stand in a prominent place of the home page?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class HomePositionParams(Params):
    names: tuple[str, ...] = Field(description=_("入口的名称"))
    prominent: float = Field(default=0.3, description=_("正文链接的前多少算显著位置（0–1）"))


class HomePosition(Check[HomePositionParams]):
    """Does the entrance to the disclosure column stand in a prominent place of the home page?"""

    rule = Rule(
        id="disclosure.home-position",
        title=_("政府信息公开入口在首页的位置"),
        why=_("入口放在页面深处或要展开菜单才看得见，群众很难找到。"),
        fix=_("把入口放在首页的导航、页头或正文前部，不必展开菜单就能看见。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = HomePositionParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
