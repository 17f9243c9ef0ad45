"""Are there misprints?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.text.names import Misspelt


class MisprintsParams(Params):
    extra: tuple[Misspelt, ...] = Field(default=(), description=_("在自带的词表之外再查的写法"))
    skip: tuple[str, ...] = Field(default=(), description=_("不查的写法"))


class Misprints(Check[MisprintsParams]):
    """Are there misprints?"""

    rule = Rule(
        id="text.misprints",
        title=_("错别字"),
        why=_("错别字影响文件的严肃性，有时还会改变意思。"),
        fix=_("核对上下文，把错字改正。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = MisprintsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
