"""Which columns have not been updated for longer than their kind of column may go?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class Window(Params):
    """Columns of which kind are to be updated within how many days?"""

    words: tuple[str, ...] = Field(default=(), description=_("栏目名称里的词；空表示其余所有栏目"))
    days: int = Field(gt=0, description=_("多少天以内要有更新"))


class StaleParams(Params):
    classes: tuple[Window, ...] = Field(min_length=1, description=_("各类栏目的更新期限，先写的先用"))
    first_level: bool | None = Field(
        default=None, description=_("true：只看首页能直接进入的栏目；false：只看其余栏目；不写：都看")
    )
    dated: float = Field(default=0.8, gt=0, le=1, description=_("至少多少条目读到了日期，才能下结论（0–1）"))


class Stale(Check[StaleParams]):
    """Which columns have not been updated for longer than their kind of column may go?"""

    rule = Rule(
        id="columns.stale",
        title=_("栏目更新"),
        why=_("栏目长期不更新，群众看到的是过时的情况。"),
        fix=_("更新栏目；不再更新的，撤掉入口，内容归档。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = StaleParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
