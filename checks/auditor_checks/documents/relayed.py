"""Are important documents of higher governments relayed?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Evidence, Facts, Finding, Messages, Need, Params, Reason, Rule, _, seen_page
from auditor_checks.places import PLACE, AtPlace, places


class RelayedParams(Params):
    columns: tuple[str, ...] = Field(description=_("转载上级文件的栏目的名称"))
    words: tuple[str, ...] = Field(default=("国务院",), description=_("上级机关的名称"))
    days: int = Field(default=92, description=_("最近一份转载最多多少天以前"))


class Relayed(AtPlace[RelayedParams]):
    """Are important documents of higher governments relayed? By the newest entry of these columns that names one of
    them in its title."""

    rule = Rule(
        id="documents.relayed",
        title=_("转载上级重要文件"),
        why=_("国务院和省政府的重要文件，门户网站应当及时转载。"),
        fix=_("在规定时间内转载上级文件，注明来源。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = RelayedParams
    messages = Messages(
        **PLACE,
        met=_("最近转载的上级文件是 {day} 的“{title}”"),
        stale=_("最近转载的上级文件是 {day} 的“{title}”，超过 {days} 天"),
        none=_("“{name}”里没有标题写明{words}的文件"),
        undated=_("“{name}”里转载的文件读不到日期，不能断定，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        found = places(facts, self.params.columns)
        where = found[0]
        if not where.pages:
            yield self.nowhere(facts, where)
            return
        rows = [item for one in found for item in one.items if any(word in item.title for word in self.params.words)]
        dated = [(item.day, item) for item in rows if item.day is not None]
        gap = next((one.more for one in found if one.more), None)
        if rows and not dated:
            seen = seen_page(where.page)
            yield self.not_testable(where.page, "undated", Reason.NO_DATE, name=where.name, evidence=seen)
        elif dated:
            day, item = max(dated, key=lambda one: one[0])
            said = {"day": str(day), "title": item.title}
            seen = Evidence(kind="list", url=where.page.url, target=item.target, quote=item.title)
            if (facts.as_of - day).days <= self.params.days:
                yield self.met(where.page, "met", **said, evidence=seen)
            elif gap is not None:
                yield self.unknown(facts, where, gap)
            else:
                yield self.unmet(where.page, "stale", **said, days=self.params.days, evidence=seen)
        elif gap is not None:
            yield self.unknown(facts, where, gap)
        else:
            words = "、".join(self.params.words)
            yield self.unmet(where.page, "none", name=where.name, words=words, evidence=seen_page(where.page))
