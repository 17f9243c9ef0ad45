"""Are important documents of higher governments relayed?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class RelayedParams(Params):
    columns: tuple[str, ...] = Field(description=_("转载上级文件的栏目的名称"))
    words: tuple[str, ...] = Field(default=("国务院", "国务院办公厅"), description=_("上级机关的名称"))
    days: int = Field(default=92, description=_("最近一份转载最多多少天以前"))


class Relayed(Check[RelayedParams]):
    """Are important documents of higher governments relayed?"""

    rule = Rule(
        id="documents.relayed",
        title=_("转载上级重要文件"),
        why=_("国务院和省政府的重要文件，门户网站应当及时转载。"),
        fix=_("在规定时间内转载上级文件，注明来源。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = RelayedParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
