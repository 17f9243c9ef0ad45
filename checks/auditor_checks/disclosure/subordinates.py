"""Do the entrances to the columns of departments and lower governments open?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class SubordinatesParams(Params):
    column: tuple[str, ...] = Field(description=_("专栏的名称"))
    target: float = Field(default=0.9, description=_("至少多少打得开（0–1）"))


class Subordinates(Check[SubordinatesParams]):
    """Do the entrances to the columns of departments and lower governments open?"""

    rule = Rule(
        id="disclosure.subordinates",
        title=_("部门和下级政府专栏的链接"),
        why=_("群众从一个平台就能查到各部门、各乡镇的公开信息。"),
        fix=_("核对各单位专栏的链接，换掉打不开的。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = SubordinatesParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
