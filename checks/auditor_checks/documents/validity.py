"""Does each normative document tell whether it is in force?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class ValidityParams(Params):
    columns: tuple[str, ...] = Field(description=_("文件栏目的名称"))
    labels: tuple[str, ...] = Field(
        default=("有效", "失效", "废止", "修改", "修订", "宣布失效"), description=_("表示有效性的词")
    )
    sample: int = Field(default=20, description=_("抽查多少份"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class Validity(Check[ValidityParams]):
    """Does each normative document tell whether it is in force?"""

    rule = Rule(
        id="documents.validity",
        title=_("规范性文件的有效性标注"),
        why=_("不标明有效、修改、废止或失效，群众不知道能不能照着办。"),
        fix=_("在每份文件的页面或列表上标明有效性。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ValidityParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
