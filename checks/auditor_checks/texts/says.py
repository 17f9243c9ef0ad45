"""Does the column, or its document, say what it has to say?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Theme


class SaysParams(Params):
    columns: tuple[str, ...] = Field(default=(), description=_("在哪些栏目里找（名称）；空表示全站的文件"))
    titles: tuple[str, ...] = Field(default=(), description=_("文件标题里的词，有其中任何一个即可；空表示看栏目页本身"))
    days: int = Field(default=0, ge=0, description=_("只看最近多少天的文件；0 表示不限"))
    says: tuple[Theme, ...] = Field(min_length=1, description=_("应当写明的内容"))
    at_least: int = Field(default=0, ge=0, description=_("至少写明几项；0 表示全部"))
    newest: bool = Field(default=True, description=_("true：以最新的一份为准；false：任何一份写明即可"))


class Says(Check[SaysParams]):
    """Does the column, or its document, say what it has to say?"""

    rule = Rule(
        id="texts.says",
        title=_("写明规定的内容"),
        why=_("规定要写明的内容没有写，群众无从办起。"),
        fix=_("把缺少的内容补写到页面或文件里。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = SaysParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
