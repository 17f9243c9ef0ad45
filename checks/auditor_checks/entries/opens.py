"""Is there an entrance under one of these names, and does it open?"""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class OpensParams(Params):
    names: tuple[str, ...] = Field(min_length=1, description=_("入口的名称，其中任何一个即可"))
    near: tuple[str, ...] = Field(default=(), description=_("相近的名称：不算数，只在报告里写明见到的是它"))
    where: Literal["home", "anywhere"] = Field(
        default="home", description=_("home：在首页上；anywhere：在看过的任何一页上")
    )
    hosts: tuple[str, ...] = Field(default=(), description=_("通往这些域名的链接，不论叫什么，也算"))
    at_most: int | None = Field(default=None, ge=1, description=_("最多可以有几个不同的去处；不写表示不限"))


class Opens(Check[OpensParams]):
    """Is there an entrance under one of these names, and does it open?"""

    rule = Rule(
        id="entries.opens",
        title=_("入口"),
        why=_("群众从首页进门，入口没有或打不开，后面的内容等于没有。"),
        fix=_("放一个名称一致的入口，并确认能打开。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = OpensParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
