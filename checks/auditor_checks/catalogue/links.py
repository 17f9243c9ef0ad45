"""Do the rows of the catalogue lead to what they name?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class CatalogueLinksParams(Params):
    columns: tuple[str, ...] = Field(description=_("目录所在栏目的名称"))
    words: tuple[str, ...] = Field(default=("目录",), description=_("目录标题里的词"))
    sample: int = Field(default=50, description=_("抽查多少条"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class CatalogueLinks(Check[CatalogueLinksParams]):
    """Do the rows of the catalogue lead to what they name?"""

    rule = Rule(
        id="catalogue.links",
        title=_("目录条目的链接"),
        why=_("目录里的每一项都应当能点到公开的内容。"),
        fix=_("为没有链接或打不开的目录条目补上链接。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = CatalogueLinksParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
