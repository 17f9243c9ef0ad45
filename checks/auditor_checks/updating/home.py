"""When was something last published on the home page?"""

from collections.abc import Iterable
from datetime import date, timedelta

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _, seen_page
from auditor_checks.overlooked import menu_seen
from auditor_checks.seen import left_to_script, of_visit, unread_frame, unrun, why


class HomeParams(Params):
    days: int = Field(default=14, gt=0, description=_("多少天以内要有更新"))
    dated: float = Field(default=0.8, gt=0, le=1, description=_("至少多少条目读到了日期，才能下结论（0–1）"))


class Home(Check[HomeParams]):
    """When was something last published on the home page?"""

    rule = Rule(
        id="updating.home",
        title=_("首页更新"),
        why=_("首页长期没有新内容，等于网站无人维护。"),
        fix=_("在首页发布新的内容，并建立值班更新的制度。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = HomeParams
    messages = Messages(
        met=_("首页最新一条是 {newest}"),
        stale=_("首页最新一条是 {newest}，{days} 天以内应有更新"),
        candidate=_(
            "首页读到的最新一条是 {newest}，而“{column}”里有 {later} 的；首页可能由脚本填写，请在浏览器里看首页"
        ),
        undated=_("首页读不到足够的日期，不能断定是否及时更新，不计为不符合"),
        script=_("首页有内容由脚本填写或没有读到，不能断定是否及时更新，不计为不符合"),
        home_down=_("首页没有读到，不能断定是否及时更新"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        front = facts.shown(home)
        limit = facts.as_of + timedelta(days=1)
        days = [facts.day(item) for page in front for item in page.items]
        newest = max((day for day in days if day is not None and day <= limit), default=None)
        since = facts.as_of - timedelta(days=self.params.days)
        known = sum(day is not None for day in days)
        seen = seen_page(home, items=len(days), dated=known)
        if newest is not None and newest >= since:
            yield self.met(facts.portal, "met", newest=newest.isoformat(), evidence=seen)
        elif left_to_script(front) or not menu_seen(front):
            yield self.not_testable(facts.portal, "script", unrun(facts), evidence=seen)
        elif frame := unread_frame(facts, front):
            yield self.not_testable(facts.portal, "script", why(frame), evidence=[seen, of_visit(frame)])
        elif newest is None or known < self.params.dated * len(days) or any(day and day > limit for day in days):
            yield self.not_testable(facts.portal, "undated", Reason.NO_DATE, evidence=seen)
        else:
            yield self._old(facts, newest, since, limit, rendered=home.rendered)

    def _old(self, facts: Facts, newest: date, since: date, limit: date, *, rendered: bool) -> Finding:
        """Is it the home page that is old, or only that part of it that stands in the markup?"""
        home = facts.home()
        seen = seen_page(home) if home else ()
        later = [
            (column, day)
            for column in facts.columns()
            if (day := max((d for item in column.items if (d := item.day) and d <= limit), default=None)) is not None
            if day >= since
        ]
        if later and not rendered:
            column, day = max(later, key=lambda one: one[1])
            said = {"newest": newest.isoformat(), "column": column.name, "later": day.isoformat()}
            return self.manual(facts.portal, "candidate", **said, evidence=seen)
        return self.unmet(facts.portal, "stale", newest=newest.isoformat(), days=self.params.days, evidence=seen)
