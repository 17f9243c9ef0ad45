"""Does the catalogue table have its columns?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Name


class TableFieldsParams(Params):
    columns: tuple[str, ...] = Field(description=_("目录所在栏目的名称"))
    words: tuple[str, ...] = Field(default=("目录",), description=_("目录标题里的词"))
    fields: tuple[Name, ...] = Field(description=_("表头要有的各栏"))
    at_least: int = Field(default=0, description=_("至少有几栏；0 为全部"))


class TableFields(Check[TableFieldsParams]):
    """Does the catalogue table have its columns?"""

    rule = Rule(
        id="catalogue.table-fields",
        title=_("标准目录的栏目"),
        why=_("目录写明公开什么、依据什么、多久以内、由谁、用什么方式公开，才能照着落实和监督。"),
        fix=_("按规定的栏目补全目录表。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = TableFieldsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
