"""Are there numbers in a series of documents of which no document was published?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class NumberGapsParams(Params):
    prefixes: tuple[str, ...] = Field(default=(), description=_("只看这些机关代字；空为全部"))
    years: int = Field(default=1, description=_("看最近几年"))


class NumberGaps(Check[NumberGapsParams]):
    """Are there numbers in a series of documents of which no document was published?"""

    rule = Rule(
        id="documents.number-gaps",
        title=_("文号的空缺"),
        why=_("文号中间缺号，可能有应当公开而没有公开的文件。"),
        fix=_("核对缺号的文件是否属于主动公开范围。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = NumberGapsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
