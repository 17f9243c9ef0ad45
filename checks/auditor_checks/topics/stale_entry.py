"""Which ended topics still have an entrance in front?"""

from collections import Counter
from collections.abc import Iterable

from auditor.api import (
    Check,
    Evidence,
    Facts,
    Finding,
    Messages,
    Need,
    Opening,
    Page,
    Reason,
    Rule,
    Topic,
    _,
    seen_link,
)
from auditor_checks.seen import left_to_script, of_visit, references, unrun, why
from auditor_checks.topics.family import TopicParams, ended, in_front, protected, signs, topics_of
from auditor_checks.topics.signals import Signs


class StaleEntryParams(TopicParams):
    pass


class StaleEntry(Check[StaleEntryParams]):
    """Which topics have ended and are still entered from the home page or from the list of live topics?

    Ended takes as many signs as the profile asks for, and that nothing new has come: by dates, or because the name
    itself says so. One sign alone is counted and accuses nobody. A topic with a sign whose age could not be read is
    not testable; one that never ends is protected by name. Where no topic could be read at all, none is known to live.
    """

    rule = Rule(
        id="topics.stale-entry",
        title=_("已结束的专题仍留在前台"),
        why=_("活动早已结束的专题占着首页，群众点进去看到的是几年前的内容。"),
        fix=_("把已结束、不再更新的专题移入历史专题栏目保存，撤下首页和专题列表里的单独入口；内容不要删除。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = StaleEntryParams
    messages = Messages(
        met=_("{live} 个专题里，未见已结束而仍留在前台的"),
        home=_("专题“{name}”已结束（{signs} 项迹象，最新内容 {newest}），首页仍有单独入口"),
        listed=_("专题“{name}”已结束（{signs} 项迹象，最新内容 {newest}），仍列在在办专题里"),
        home_undated=_("专题“{name}”的名称表明已结束（{signs} 项迹象），首页仍有单独入口"),
        listed_undated=_("专题“{name}”的名称表明已结束（{signs} 项迹象），仍列在在办专题里"),
        undated=_("专题“{name}”像是已结束，但没有读到日期，不能断定它不再更新，不计为不符合"),
        script=_("专题“{name}”像是已结束，但内容由脚本填写，不能断定它不再更新，不计为不符合"),
        partial=_("专题“{name}”像是已结束，但它的栏目没有全部读到，不能断定它不再更新，不计为不符合"),
        unread=_("专题“{name}”像是已结束，但没有读到它的页面，不能断定它不再更新，不计为不符合"),
        none_read=_("{count} 个专题的页面都没有读到，不能断定有没有已结束而仍留在前台的，不计为不符合"),
        nothing=_("未见专题入口"),
        home_script=_("首页有内容由脚本填写，这次没有运行脚本，不能断定有没有已结束的专题，不计为不符合"),
        home_down=_("首页没有读到，不能断定有没有已结束的专题"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home = facts.home()
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        live = hints = permanent = settled = read = 0
        missed: Counter[Reason] = Counter()
        for topic in topics_of(facts, self.params):
            if not in_front(topic):
                continue
            if facts.visit(topic.url).opening is Opening.DEAD:
                continue  # a dead link, which the links rules tell
            live += 1
            if protected(topic, self.params):
                permanent += 1
                continue
            if topic.opened:
                read += 1
            else:
                missed[_why_unread(facts, topic)] += 1
            shows = signs(topic, self.params, facts.as_of)
            if ended(shows, self.params):
                settled += 1
                yield self._stale(facts, topic, shows)
            elif shows.quiet is None and shows.others:
                settled += 1
                yield self._unknown(facts, topic, shows)
            elif shows.found and shows.quiet is not False:
                hints += 1
        if settled:
            return
        pages = facts.shown(home)
        if missed and not read:
            commonest = max(sorted(missed), key=lambda reason: missed[reason])
            yield self.not_testable(facts.portal, "none_read", commonest, count=missed.total())
        elif live:
            yield self.met(facts.portal, "met", live=live, hints=hints, permanent=permanent)
        elif left_to_script(pages) or not any(True for _seen in references(pages)):
            yield self.not_testable(facts.portal, "home_script", unrun(facts))
        else:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)

    def _stale(self, facts: Facts, topic: Topic, signs: Signs) -> Finding:
        front = any(entrance.home for entrance in topic.entrances)
        message = ("home" if front else "listed") + ("" if signs.quiet else "_undated")
        newest = topic.newest.day.isoformat() if topic.newest else None
        return self.unmet(
            topic,
            message,
            name=topic.name,
            signs=len(signs.found),
            newest=newest,
            signals=" ".join(signs.found),
            evidence=self._evidence(facts, topic, signs),
        )

    def _unknown(self, facts: Facts, topic: Topic, signs: Signs) -> Finding:
        if not topic.opened:
            message, reason = "unread", _why_unread(facts, topic)
        elif topic.script:
            message, reason = "script", unrun(facts)
        elif topic.partial:
            message, reason = "partial", Reason.BUDGET
        else:
            message, reason = "undated", Reason.NO_DATE
        seen = self._evidence(facts, topic, signs)
        return self.not_testable(topic, message, reason, name=topic.name, signals=" ".join(signs.found), evidence=seen)

    def _evidence(self, facts: Facts, topic: Topic, signs: Signs) -> tuple[Evidence, ...]:
        """Where it is entered from, and what was read on it: the newest date with where it stood, the signs."""
        front = sorted((e for e in topic.entrances if not e.archive), key=lambda e: not e.home)
        seen = [seen_link(page, e.link) for e in front[:5] if (page := _page(facts, e.page)) is not None]
        newest = topic.newest
        about = {
            "signals": " ".join(signs.found),
            "items": topic.items,
            **({"newest": newest.day.isoformat(), "read_in": newest.source.value} if newest else {}),
        }
        page = _page(facts, topic.url)
        when = page.fetched_at if page else None
        quote = newest.words if newest else ""
        return (*seen, Evidence(kind="page", url=topic.url, quote=quote, at=when, looks=1, values=about))


def _why_unread(facts: Facts, topic: Topic) -> Reason:
    return why(facts.visit(topic.url))


def _page(facts: Facts, url: str) -> Page | None:
    return facts.page(url)
