"""Do the issues of the gazette of last year stand on the site, with their contents?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class IssuesParams(Params):
    columns: tuple[str, ...] = Field(description=_("公报栏目的名称"))
    per_year: int = Field(description=_("每年至少几期"))
    contents: bool = Field(default=True, description=_("每期要有目录"))


class Issues(Check[IssuesParams]):
    """Do the issues of the gazette of last year stand on the site, with their contents?"""

    rule = Rule(
        id="documents.issues",
        title=_("政府公报"),
        why=_("公报应当按期上网，有目录可查。"),
        fix=_("补齐缺少的期号，每期给出目录。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = IssuesParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
