"""Do the units publish their budgets and final accounts of the latest years?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _
from auditor_checks.naming import Name


class BudgetAccountsParams(Params):
    columns: tuple[str, ...] = Field(description=_("预决算栏目的名称"))
    kinds: tuple[Name, ...] = Field(description=_("要公开的各种账目（预算、决算）"))
    years: int = Field(default=1, description=_("看最近几年"))
    units: str = Field(default="listed", description=_("listed：以栏目里列出的单位为准"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class BudgetAccounts(Check[BudgetAccountsParams]):
    """Do the units publish their budgets and final accounts of the latest years?"""

    rule = Rule(
        id="documents.accounts",
        title=_("预算和决算公开"),
        why=_("预算和决算应当按单位、按年度公开。"),
        fix=_("补齐缺少的单位和年度。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = BudgetAccountsParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
