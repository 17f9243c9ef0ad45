"""Is there an elder or accessible mode, and does it offer what it must?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Theme


class ElderModeParams(Params):
    names: tuple[str, ...] = Field(
        default=("长者模式", "长者助手", "关怀版", "适老化", "老年版", "老年模式", "大字版", "敬老版", "无障碍"),
        description=_("入口的名称里有其中任何一个词"),
    )
    modes: tuple[Theme, ...] = Field(default=(), description=_("模式里要有的功能"))
    at_least: int = Field(default=0, description=_("至少有几项功能；0 为全部"))


class ElderMode(Check[ElderModeParams]):
    """Is there an elder or accessible mode, and does it offer what it must?"""

    rule = Rule(
        id="access.elder-mode",
        title=_("适老化与无障碍模式"),
        why=_("老年人和残障人士要能看清、听到、操作网站。"),
        fix=_("在首页显著位置设置长者模式或无障碍入口，补上缺的功能。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = ElderModeParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
