"""Do the items of these columns tell what they have to tell?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Theme


class FieldsParams(Params):
    columns: tuple[str, ...] = Field(min_length=1, description=_("栏目的名称"))
    words: tuple[str, ...] = Field(default=(), description=_("只看标题里有其中任何一个词的条目；空表示都看"))
    sample: int = Field(default=10, ge=1, description=_("最多抽看多少条"))
    fields: tuple[Theme, ...] = Field(min_length=1, description=_("每一条应当写明的要素"))
    at_least: int = Field(default=0, ge=0, description=_("一条至少写明几个要素；0 表示全部"))
    target: float = Field(default=0.8, gt=0, le=1, description=_("要求达到的比例（0–1）"))


class Fields(Check[FieldsParams]):
    """Do the items of these columns tell what they have to tell?"""

    rule = Rule(
        id="items.fields",
        title=_("内容要素"),
        why=_("要素不全，群众看了还要再打电话问。"),
        fix=_("按列出的要素补全内容。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = FieldsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
