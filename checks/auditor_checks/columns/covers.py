"""How many of the things that a document names have a column that opens and holds something?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Name


class CoversParams(Params):
    column: tuple[str, ...] = Field(default=(), description=_("在哪个栏目里找（栏目名称，任何一个）；空表示全站"))
    wanted: tuple[Name, ...] = Field(min_length=1, description=_("应当有的栏目"))
    target: float = Field(default=1.0, gt=0, le=1, description=_("要求达到的比例（0–1）"))
    filled: bool = Field(default=True, description=_("栏目里要有内容才算"))


class Covers(Check[CoversParams]):
    """How many of the things that a document names have a column that opens and holds something?"""

    rule = Rule(
        id="columns.covers",
        title=_("应有栏目的覆盖"),
        why=_("文件列举的内容缺一项，群众就少知道一项。"),
        fix=_("为缺少的各项开设栏目，名称与文件一致，放进内容。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = CoversParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
