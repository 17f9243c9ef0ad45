"""Is there a column under one of these names, does it open, and does it hold something?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class PresentParams(Params):
    names: tuple[str, ...] = Field(min_length=1, description=_("栏目的名称，其中任何一个即可"))
    near: tuple[str, ...] = Field(default=(), description=_("相近的名称：不算数，只在报告里写明见到的是它"))
    min_items: int = Field(default=1, ge=0, description=_("至少有多少条内容；0 表示打得开即可"))
    fresh_days: int = Field(default=0, ge=0, description=_("最新一条不早于多少天以前；0 表示不限"))
    elsewhere: bool = Field(default=True, description=_("通往其他网站的同名入口，打得开也算"))


class Present(Check[PresentParams]):
    """Is there a column under one of these names, does it open, and does it hold something?"""

    rule = Rule(
        id="columns.present",
        title=_("栏目开设"),
        why=_("应当公开的内容要有固定的栏目，群众才知道去哪里找。"),
        fix=_("开设这个栏目，入口用规定的名称，放进内容，并确认能打开。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = PresentParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
