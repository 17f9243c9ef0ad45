"""Is there a column under one of these names, does it open, and does it hold something?"""

from collections.abc import Iterable
from datetime import timedelta

from pydantic import Field

from auditor.api import Check, Facts, Finding, Held, Messages, Need, Params, Reason, Rule, _
from auditor_checks.columns.age import age
from auditor_checks.whereabouts import Found, State, find


class PresentParams(Params):
    names: tuple[str, ...] = Field(min_length=1, description=_("栏目的名称，其中任何一个即可"))
    near: tuple[str, ...] = Field(default=(), description=_("相近的名称：不算数，只在报告里写明见到的是它"))
    min_items: int = Field(default=1, ge=0, description=_("至少有多少条内容；0 表示打得开即可"))
    fresh_days: int = Field(default=0, ge=0, description=_("最新一条不早于多少天以前；0 表示不限"))
    dated: float = Field(default=0.8, gt=0, le=1, description=_("至少多少条目读到了日期，才能下结论（0–1）"))
    behind: tuple[str, ...] = Field(
        default=("公开", "目录", "专栏"),
        description=_("名称里有这些词的入口，里面可能还有栏目；没有读到就不下结论"),
    )
    elsewhere: bool = Field(default=True, description=_("通往其他网站的同名入口，打得开也算"))


class Present(Check[PresentParams]):
    """Is there a column under one of these names, does it open, and does it hold something?"""

    rule = Rule(
        id="columns.present",
        title=_("栏目开设"),
        why=_("应当公开的内容要有固定的栏目，群众才知道去哪里找。"),
        fix=_("开设这个栏目，入口用规定的名称，放进内容，并确认能打开。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = PresentParams
    messages = Messages(
        met=_("“{found}”打得开，有 {items} 条内容"),
        met_elsewhere=_("“{found}”的入口通往其他网站，打得开"),
        absent=_("看过的 {pages} 个页面里，未见“{name}”栏目"),
        near=_("未见“{name}”栏目，只有相近的“{found}”"),
        dead=_("“{found}”打不开"),
        blank=_("“{found}”打得开，但里面是空的"),
        few=_("“{found}”只有 {items} 条内容，应不少于 {least} 条"),
        stale=_("“{found}”最新一条是 {newest}，应不早于 {since}"),
        undated=_("“{found}”读不到足够的日期，不能断定是否及时更新，不计为不符合"),
        unread=_("“{found}”的内容这次没有读到，不能断定，不计为不符合"),
        tab=_("“{found}”要点击后展开，不能断定里面有没有内容，不计为不符合；请在浏览器里点开"),
        similar=_("见到“{found}”，不能断定是不是“{name}”，不计为不符合"),
        unseen=_("这次看不全，不能断定没有“{name}”栏目，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        names, name = self.params.names, self.params.names[0]
        place = find(facts, names, behind=self.params.behind, elsewhere=self.params.elsewhere)
        subject = f"{facts.portal.home}#{name}"
        seen = place.evidence
        match place.state:
            case State.FILLED:
                yield self._filled(facts, subject, place)
            case State.ELSEWHERE:
                yield self.met(subject, "met_elsewhere", found=place.found, evidence=seen)
            case State.BLANK:
                if self.params.min_items:
                    yield self.unmet(subject, "blank", found=place.found, evidence=seen)
                else:
                    yield self.met(subject, "met", found=place.found, items=0, evidence=seen)
            case State.DEAD:
                yield self.unmet(subject, "dead", found=place.found, evidence=seen)
            case State.ABSENT:
                near = next(iter(facts.entrances(*self.params.near, deep=True)), None)
                if near is not None:
                    yield self.unmet(subject, "near", name=name, found=near.link.label, evidence=seen)
                else:
                    yield self.unmet(subject, "absent", name=name, pages=facts.coverage.pages, evidence=seen)
            case _:
                yield self._open(subject, name, place)

    def _open(self, subject: str, name: str, place: Found) -> Finding:
        reason = place.reason or Reason.AMBIGUOUS
        match place.state:
            case State.UNREAD:
                return self.not_testable(subject, "unread", reason, found=place.found, evidence=place.evidence)
            case State.TAB:
                return self.not_testable(subject, "tab", reason, found=place.found, evidence=place.evidence)
            case State.SIMILAR:
                said = {"found": place.found, "name": name}
                return self.not_testable(subject, "similar", reason, **said, evidence=place.evidence)
        return self.not_testable(subject, "unseen", reason, name=name, evidence=place.evidence)

    def _filled(self, facts: Facts, subject: str, place: Found) -> Finding:
        said = {"found": place.found, "evidence": place.evidence}
        items = place.holding.items or 1
        whole = place.column is None or place.column.whole
        if items < self.params.min_items and place.holding.held is Held.ROWS and place.page is not None:
            if not whole:
                return self.not_testable(subject, "unread", Reason.BUDGET, **said)
            return self.unmet(subject, "few", items=items, least=self.params.min_items, **said)
        if not self.params.fresh_days:
            return self.met(subject, "met", items=items, **said)
        since = facts.as_of - timedelta(days=self.params.fresh_days)
        found = age(facts, place.column) if place.column else None
        if found is not None and found.newest is not None and found.newest >= since:
            return self.met(subject, "met", items=items, **said)
        if found is None or found.newest is None or not found.sure(self.params.dated):
            return self.not_testable(subject, "undated", Reason.NO_DATE, **said)
        return self.unmet(subject, "stale", newest=found.newest.isoformat(), since=since.isoformat(), **said)
