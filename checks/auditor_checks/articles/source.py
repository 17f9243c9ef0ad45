"""Does every article say where it comes from?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class SourceParams(Params):
    names: tuple[str, ...] = Field(
        default=("信息来源", "文章来源", "稿件来源", "来源", "发布机构", "发文机关", "供稿", "信息提供"),
        description=_("来源前面的用词"),
    )
    sample: int = Field(default=20, description=_("抽查多少篇"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class Source(Check[SourceParams]):
    """Does every article say where it comes from?"""

    rule = Rule(
        id="articles.source",
        title=_("信息来源"),
        why=_("写明来源，群众才能判断信息可不可靠、该找谁。"),
        fix=_("在内容页标题下写明信息来源。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SourceParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
