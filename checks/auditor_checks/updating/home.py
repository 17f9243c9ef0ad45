"""When was something last published on the home page?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class HomeParams(Params):
    days: int = Field(default=14, gt=0, description=_("多少天以内要有更新"))


class Home(Check[HomeParams]):
    """When was something last published on the home page?"""

    rule = Rule(
        id="updating.home",
        title=_("首页更新"),
        why=_("首页长期没有新内容，等于网站无人维护。"),
        fix=_("在首页发布新的内容，并建立值班更新的制度。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = HomeParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
