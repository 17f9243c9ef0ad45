"""Is a topic that still lives kept among the ended ones?"""

from collections.abc import Iterable
from datetime import timedelta

from auditor.api import Check, Facts, Finding, Messages, Need, Opening, Reason, Region, Rule, Topic, _, same
from auditor_checks.seen import unrun
from auditor_checks.topics.family import EndedParams, in_front, no_topics, row, topics_of
from auditor_checks.topics.signals import holds, last_year, names, past


class MisfiledParams(EndedParams):
    live_days: int  # within which new items show that a topic lives
    min_days: int = 2  # different days on which they came: a whole topic moved to a new system bears one
    fresh_days: int = 60  # or one within so many days, if there are so many within a year:
    year_days: int = 2
    yearly_work: tuple[str, ...] = ()  # how names end of work that takes the whole of the year that they bear


class Misfiled(Check[MisfiledParams]):
    """Which topics of the archive are still updated, and entered from nowhere else (the home page's foot apart)?

    Only what lies in the topic's own folder counts, on different days: neither a list of news beside it, nor the day on
    which everything was moved. One whose name says that it has ended, or whose campaign is known to have, or that bears
    a year long over, may add a report afterwards: it takes a further day. What came last may say that it is over, or
    the name may be that of this or the last year's event: those are filed rightly, however recent. The work of a year
    (2026年重点项目) is no event and lasts as long as the year. Where a topic that lives stands in front too, the column
    lists all topics: what the foot of the page leads to is not filed away then.
    """

    rule = Rule(
        id="topics.misfiled",
        title=_("仍在更新的专题归入了历史专题"),
        why=_("还在开展的工作被当作历史资料收起来，群众在前台找不到。"),
        fix=_("把仍在更新的专题移回专题列表；确已结束的，不再往里发新内容。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = MisfiledParams
    messages = Messages(
        met=_("历史专题里的 {count} 个专题，未见仍在更新的"),
        live=_("专题“{name}”归在历史专题里，{newest} 还有新内容，前台没有入口"),
        foot=_("专题“{name}”归在历史专题里，{newest} 还有新内容，前台只有页脚的入口"),
        unread=_("历史专题里的 {count} 个专题都没有读到内容，不能断定有没有仍在更新的，不计为不符合"),
        script=_("历史专题栏目由脚本填写，这次没有运行脚本，不能断定有没有仍在更新的，不计为不符合"),
        nothing=_("未见历史专题，或里面没有专题"),
        home_script=_("首页有内容由脚本填写，这次没有运行脚本，不能断定有没有仍在更新的历史专题，不计为不符合"),
        home_down=_("首页没有读到，不能断定有没有仍在更新的历史专题"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        kept = [one for one in topics_of(facts, self.params) if one.archived]
        kept = [one for one in kept if facts.visit(one.url).opening is not Opening.DEAD]
        of_all = any(in_front(one) and not _at_foot(one) and self._lives(one, facts) for one in kept)
        filed = [one for one in kept if not in_front(one) or (_at_foot(one) and not of_all)]
        if not filed:
            column = facts.column(*self.params.archive_names)
            if column is not None and column.script:
                yield self.not_testable(column, "script", unrun(facts))
            elif why := no_topics(facts):
                yield self.not_testable(facts.portal, why[0], why[1], evidence=why[2])
            else:
                yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)
            return
        live = [topic for topic in filed if self._lives(topic, facts)]
        for topic in live:
            days = " ".join(day.isoformat() for day in topic.days)
            evidence = row(topic, days=days)
            message = "foot" if in_front(topic) else "live"
            yield self.unmet(topic, message, name=topic.name, newest=topic.days[0].isoformat(), evidence=evidence)
        if live:
            return
        if not any(topic.opened for topic in filed):
            reason = facts.visit(filed[0].url).reason or Reason.NOT_GATHERED
            yield self.not_testable(facts.portal, "unread", reason, count=len(filed))
        else:
            yield self.met(facts.portal, "met", count=len(filed))

    def _lives(self, topic: Topic, facts: Facts) -> bool:
        since = facts.as_of - timedelta(days=self.params.live_days)
        recent = [day for day in topic.days if since <= day <= facts.as_of]
        called, params = names(topic), self.params
        years = [year for name in called if (year := last_year(name))]
        reached = any(holds(one.names, called) and holds(one.reached, (topic.last,)) for one in params.goals)
        closed = holds(params.closing_words, (topic.last,)) and not holds(params.part_words, (topic.last,))
        work = any(last_year(name) == facts.as_of.year and _bare(name).endswith(params.yearly_work) for name in called)
        just = not work and any(-1 <= year - facts.as_of.year <= 0 for year in years)
        if reached or closed or just:
            return False  # an event that has just ended
        more = past(params.terms, topic, facts.as_of) or holds(params.ended_words, called) or bool(years)
        fresh = any(facts.as_of - day <= timedelta(days=params.fresh_days) for day in recent)
        of_a_year = [day for day in topic.days if facts.as_of - timedelta(days=365) <= day <= facts.as_of]
        return len(recent) >= params.min_days + more or (fresh and len(of_a_year) >= params.year_days + more)


def _at_foot(topic: Topic) -> bool:
    """Do all its entrances in front stand at the foot of the home page?"""
    return all(one.archive or (one.home and one.link.region is Region.FOOTER) for one in topic.entrances)


def _bare(name: str) -> str:
    return same(name).rstrip("”」』！!")
