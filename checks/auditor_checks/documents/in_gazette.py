"""Are the normative documents printed in the gazette as well?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class InGazetteParams(Params):
    library: tuple[str, ...] = Field(description=_("规范性文件栏目的名称"))
    gazette: tuple[str, ...] = Field(description=_("公报栏目的名称"))
    sample: int = Field(default=10, description=_("抽查多少份"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class InGazette(Check[InGazetteParams]):
    """Are the normative documents printed in the gazette as well?"""

    rule = Rule(
        id="documents.in-gazette",
        title=_("规范性文件刊登公报"),
        why=_("公报刊登的文本为标准文本，规范性文件应当刊登。"),
        fix=_("把没有刊登的规范性文件补登公报。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = InGazetteParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
