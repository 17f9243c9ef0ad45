"""Which columns have not been updated for longer than their kind of column may go?"""

from collections.abc import Iterable
from datetime import timedelta

from pydantic import Field

from auditor.api import Check, Column, Evidence, Facts, Finding, Messages, Need, Params, Reason, Rule, _, plain
from auditor_checks.columns.age import age
from auditor_checks.overlooked import front
from auditor_checks.seen import unrun


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
    messages = Messages(
        met=_("{columns} 个栏目在期限以内更新过"),
        stale=_("“{column}”最新一条是 {newest}，{days} 天以内应有更新"),
        undated=_("“{column}”读不到足够的日期，不能断定是否及时更新，不计为不符合"),
        order=_("“{column}”不按时间排列或没有读全，不能断定有没有更新的，不计为不符合"),
        script=_("“{column}”的内容由脚本填写，这次没有运行脚本，不能断定是否及时更新，不计为不符合"),
        nothing=_("没有读到这几类栏目"),
        unseen=_("首页的菜单没有读到，不能断定有哪些栏目，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        looked = fresh = 0
        for column in facts.columns():
            if self.params.first_level is not None and column.front is not self.params.first_level:
                continue
            window = self._window(column)
            if window is None or not (column.items or column.script):
                continue  # an empty one is blank, and not stale as well
            looked += 1
            finding = self._column(facts, column, window.days)
            if finding is None:
                fresh += 1
            else:
                yield finding
        if fresh:
            yield self.met(facts.portal, "met", columns=fresh)
        elif not looked:
            yield self._nothing(facts)

    def _window(self, column: Column) -> Window | None:
        name = plain(column.name)
        return next((one for one in self.params.classes if not one.words or any(w in name for w in one.words)), None)

    def _nothing(self, facts: Facts) -> Finding:
        if unseen := front(facts):
            return self.not_testable(facts.portal, "unseen", unseen.reason, evidence=unseen.evidence)
        return self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)

    def _column(self, facts: Facts, column: Column, days: int) -> Finding | None:
        found = age(facts, column)
        since = facts.as_of - timedelta(days=days)
        if found.newest is not None and found.newest >= since:
            return None
        rows = {"dated": round(found.dated, 2), "items": len(column.items)}
        said = {"column": column.name, "evidence": Evidence(kind="list", url=column.url, values=rows)}
        if column.script or any(one.script for one in facts.within(column)):
            return self.not_testable(column, "script", unrun(facts), **said)
        if found.newest is None or found.dated < self.params.dated:
            return self.not_testable(column, "undated", Reason.NO_DATE, **said)
        if not found.newest_first or not found.sure(self.params.dated):
            return self.not_testable(column, "order", Reason.AMBIGUOUS, **said)
        return self.unmet(column, "stale", newest=found.newest.isoformat(), days=days, **said)
