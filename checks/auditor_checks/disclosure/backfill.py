"""Do the lists of the column reach back to the year that is asked for?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class BackfillParams(Params):
    column: tuple[str, ...] = Field(description=_("专栏的名称"))
    since: int = Field(description=_("最早须补录到哪一年"))


class Backfill(Check[BackfillParams]):
    """Do the lists of the column reach back to the year that is asked for?"""

    rule = Rule(
        id="disclosure.backfill",
        title=_("历史信息补录"),
        why=_("改版或迁移后，以前公开的信息应当补录齐全。"),
        fix=_("把要求年份以来的信息补录到专栏。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = BackfillParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
