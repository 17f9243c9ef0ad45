"""Is each account that shows its posts on public pages kept up to date?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Facts, Finding, Measure, Messages, Need, Params, Reason, Region, Rule, _, seen_link, seen_page
from auditor_checks.places import PLACE, AtPlace, place
from auditor_checks.seen import leads_nowhere, read, references


class AliveParams(Params):
    columns: tuple[str, ...] = Field(description=_("政务新媒体名录的名称"))
    days: int = Field(default=14, description=_("最多多少天不更新"))


class Alive(AtPlace[AliveParams]):
    """Is each account that shows its posts on public pages kept up to date? The pages of the platforms themselves are
    no part of the portal and are not read: only what the portal shows of an account can be judged."""

    rule = Rule(
        id="accounts.alive",
        title=_("政务新媒体的更新"),
        why=_("长期不更新的账号应当更新或注销。"),
        fix=_("更新账号，或按程序注销并从名录中去掉。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = AliveParams
    messages = Messages(
        **PLACE,
        met=_("能读到的 {of} 个账号都在 {days} 天以内更新过"),
        stale=_("能读到的 {of} 个账号里，“{account}”最近一条是 {day} 的，超过 {days} 天"),
        elsewhere=_("账号的内容在第三方平台上，没有读，不能断定是否更新，不计为不符合；请打开看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        where = place(facts, self.params.columns)
        if not where.pages:
            yield self.nowhere(facts, where)
            return
        newest = {}
        for page, link in references(where.pages):
            if link.region is not Region.BODY or leads_nowhere(page, link) or not link.label:
                continue
            goal = read(facts, link.target)
            days = [item.day for item in goal.items if item.day] if goal is not None else []
            if goal is not None and goal.url != where.page.url and len(days) > 2 and not goal.script_list:
                newest[link.target] = (max(days), page, link)
        if not newest:
            yield self.not_testable(where.page, "elsewhere", Reason.OFF_NETWORK, evidence=seen_page(where.page))
            return
        of, days_ = len(newest), self.params.days
        old = [one for one in newest.values() if (facts.as_of - one[0]).days > days_]
        measure = Measure(value=of - len(old), of=of)
        if not old:
            yield self.met(where.page, "met", of=of, days=days_, measure=measure, evidence=seen_page(where.page))
            return
        day, page, link = min(old, key=lambda one: one[0])
        said = {"of": of, "account": link.label, "day": str(day), "days": days_}
        yield self.unmet(where.page, "stale", **said, measure=measure, evidence=seen_link(page, link))
