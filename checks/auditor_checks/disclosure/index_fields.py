"""Does each entry of the catalogue carry its index fields?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Theme


class IndexFieldsParams(Params):
    column: tuple[str, ...] = Field(description=_("目录或专栏的名称"))
    fields: tuple[Theme, ...] = Field(description=_("每条信息要写明的要素"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class IndexFields(Check[IndexFieldsParams]):
    """Does each entry of the catalogue carry its index fields?"""

    rule = Rule(
        id="disclosure.index-fields",
        title=_("信息目录的要素"),
        why=_("目录写明索引号、名称、概述和生成日期，才便于检索。"),
        fix=_("在每条信息的页面上补全目录要素。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = IndexFieldsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
