"""Does the column, or its document, say what it has to say?"""

from collections.abc import Iterable
from datetime import date, timedelta

from pydantic import Field

from auditor.api import (
    Check,
    Evidence,
    Facts,
    Finding,
    Held,
    Item,
    Measure,
    Messages,
    Need,
    Outcome,
    Page,
    Params,
    Reason,
    Rule,
    _,
    same,
    seen_page,
)
from auditor_checks.items.sources import sources
from auditor_checks.naming import Theme
from auditor_checks.whereabouts import State, find


class SaysParams(Params):
    columns: tuple[str, ...] = Field(default=(), description=_("在哪些栏目里找（名称）；空表示全站的文件"))
    titles: tuple[str, ...] = Field(default=(), description=_("文件标题里的词，有其中任何一个即可；空表示看栏目页本身"))
    days: int = Field(default=0, ge=0, description=_("只看最近多少天的文件；0 表示不限"))
    says: tuple[Theme, ...] = Field(min_length=1, description=_("应当写明的内容"))
    at_least: int = Field(default=0, ge=0, description=_("至少写明几项；0 表示全部"))
    newest: bool = Field(default=True, description=_("true：以最新的一份为准；false：任何一份写明即可"))


class Says(Check[SaysParams]):
    """Does the column, or its document, say what it has to say?"""

    rule = Rule(
        id="texts.says",
        title=_("写明规定的内容"),
        why=_("规定要写明的内容没有写，群众无从办起。"),
        fix=_("把缺少的内容补写到页面或文件里。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = SaysParams
    messages = Messages(
        met=_("“{found}”写明了 {of} 项里的 {value} 项"),
        short=_("“{found}”只写明了 {of} 项里的 {value} 项，未见：{missing}"),
        absent=_("{days} 天内未见标题写有“{title}”的文件"),
        missing=_("未见标题写有“{title}”的文件"),
        no_column=_("未见“{column}”栏目，里面应写明的内容不另计"),
        unread=_("没有读到“{name}”的文字，不能断定写明了什么，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        name = (*self.params.titles, *self.params.columns, self.params.says[0].name)[0]
        subject = f"{facts.portal.home}#{name}"
        if not self.params.titles:
            yield self._column(facts, subject, name)
            return
        since = facts.as_of - timedelta(days=self.params.days) if self.params.days else None
        where = sources(facts, self.params.columns, since)
        if not where.columns and where.missing:
            yield self.not_applicable(subject, "no_column", Reason.PARENT_MISSING, column=self.params.columns[0])
            return
        items = self._items(facts, [item for column in where.columns for item in column.items], since)
        if not items:
            if where.reason is not None:
                yield self.not_testable(subject, "unread", where.reason, name=name)
            elif self.params.days:
                yield self.unmet(subject, "absent", days=self.params.days, title=name)
            else:
                yield self.unmet(subject, "missing", title=name)
            return
        judged = [self._judged(facts, subject, item.title, facts.page(item.target)) for item in items]
        yield judged[0] if self.params.newest else min(judged, key=lambda one: _ORDER.index(one.outcome))

    def _items(self, facts: Facts, items: list[Item], since: date | None) -> list[Item]:
        """Documents with one of the words in their title, newest first, those without a date last."""
        words = [same(word) for word in self.params.titles]
        named = [item for item in items if item.target and any(word in same(item.title) for word in words)]
        dated = [(facts.day(item), item) for item in named]
        inside = [(day, item) for day, item in dated if since is None or day is None or day >= since]
        return [item for _day, item in sorted(inside, key=lambda one: one[0] or date.min, reverse=True)][:_MOST]

    def _column(self, facts: Facts, subject: str, name: str) -> Finding:
        if not self.params.columns:
            return self._judged(facts, subject, facts.portal.name or facts.portal.home, facts.home())
        place = find(facts, self.params.columns, elsewhere=False)
        if place.state in (State.ABSENT, State.DEAD):
            return self.not_applicable(subject, "no_column", Reason.PARENT_MISSING, column=name)
        if place.page is None or place.state not in (State.FILLED, State.BLANK):
            reason = place.reason or Reason.NOT_GATHERED
            return self.not_testable(subject, "unread", reason, name=name, evidence=place.evidence)
        return self._judged(facts, subject, place.found, place.page)

    def _judged(self, facts: Facts, subject: str, found: str, page: Page | None) -> Finding:
        """What one page says, with its frames."""
        if page is None or facts.holding(page).filled is None or page.truncated:
            return self.not_testable(subject, "unread", Reason.NO_TEXT, name=found)
        text = same("\n".join(one.text for one in facts.shown(page)))
        missing = [one.name for one in self.params.says if not any(same(word) in text for word in one.words)]
        value, of = len(self.params.says) - len(missing), len(self.params.says)
        measure = Measure(value=value, of=self.params.at_least or of)
        said = {"found": found, "value": value, "of": of, "measure": measure, "evidence": self._seen(page, missing)}
        if value >= (self.params.at_least or of):
            return self.met(subject, "met", **said)
        holding = facts.holding(page)
        short = len(text) < _ENOUGH and any(link.target for link in page.links)
        if holding.held in (Held.PICTURE, Held.FORM) or (short and holding.held is not Held.ROWS):
            return self.not_testable(subject, "unread", Reason.NO_TEXT, name=found, evidence=said["evidence"])
        return self.unmet(subject, "short", missing="、".join(missing), **said)

    @staticmethod
    def _seen(page: Page, missing: list[str]) -> Evidence:
        return seen_page(page, page.title, missing="、".join(missing))


_ORDER = (Outcome.MET, Outcome.NOT_TESTABLE, Outcome.UNMET)
_MOST = 10  # documents of that title that are read
_ENOUGH = 100  # characters without which the words may stand in an attachment or a picture
