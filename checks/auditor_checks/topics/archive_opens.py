"""Can the ended topics still be read?"""

from collections.abc import Iterable, Sequence

from auditor.api import (
    Check,
    Evidence,
    Facts,
    Finding,
    Link,
    Measure,
    Messages,
    Need,
    Opening,
    Page,
    Params,
    Reason,
    Rule,
    Topic,
    _,
    seen_link,
)
from auditor_checks.seen import leads_nowhere, of_visit, unclicked, unrun
from auditor_checks.topics.family import no_topics


class ArchiveOpensParams(Params):
    names: tuple[str, ...]  # of the column that keeps ended topics
    min_share: float  # of the kept topics that must open


class ArchiveOpens(Check[ArchiveOpensParams]):
    """What share of the topics kept in the archive column opens?

    What could not be settled decides nothing: the verdict stands only when it is the same whichever way those turn out.
    """

    rule = Rule(
        id="topics.archive-opens",
        title=_("历史专题仍能打开"),
        why=_("结束的专题要作为资料保存，列着名字却打不开，等于没有保存。"),
        fix=_("恢复打不开的历史专题页面，或者改正栏目里的地址。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ArchiveOpensParams
    messages = Messages(
        met=_("历史专题 {opens} / {total} 个能打开"),
        dead=_("历史专题 {total} 个里有 {dead} 个打不开"),
        unsettled=_("历史专题 {total} 个里有 {unsettled} 个没能确认是否打得开，不能断定，不计为不符合"),
        script=_("历史专题栏目由脚本填写，这次没有运行脚本，不能断定，不计为不符合"),
        home_script=_("首页有内容由脚本填写，这次没有运行脚本，不能断定有没有历史专题，不计为不符合"),
        tab=_("“{found}”要点击后由脚本打开，不能断定里面的专题是否打得开，不计为不符合；请在浏览器里点开"),
        missing=_("未见历史专题栏目，或里面没有专题，不另计"),
        home_down=_("首页没有读到，不能断定历史专题是否能打开"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.home() is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, evidence=seen)
            return
        column = facts.column(*self.params.names)
        kept = [topic for topic in facts.topics(self.params.names, ()) if topic.archived]
        if not kept:
            if column is not None and column.script:
                yield self.not_testable(column, "script", unrun(facts))
            elif column is None and (why := no_topics(facts)):
                message, reason, seen_home = why
                yield self.not_testable(facts.portal, message, reason, evidence=seen_home)
            elif folded := self._folded(facts):
                page, link = folded
                seen = seen_link(page, link)
                yield self.not_testable(facts.portal, "tab", unclicked(facts), found=link.label, evidence=seen)
            else:
                yield self.not_applicable(facts.portal, "missing", Reason.PARENT_MISSING)
            return
        yield self._share(facts, column.url if column else _entrance_page(kept[0]), kept)

    def _folded(self, facts: Facts) -> tuple[Page, Link] | None:
        """An entrance to the archive whose goal only a script knows."""
        for entrance in facts.entrances(*self.params.names, deep=True):
            page = facts.page(entrance.page)
            if page is not None and leads_nowhere(page, entrance.link):
                return page, entrance.link
        return None

    def _share(self, facts: Facts, subject: str, kept: Sequence[Topic]) -> Finding:
        openings = {topic.url: self._opening(facts, topic) for topic in kept}
        dead = [topic for topic in kept if openings[topic.url] is Opening.DEAD]
        unsettled = [topic for topic in kept if openings[topic.url] is Opening.UNSETTLED]
        total, opens = len(kept), len(kept) - len(dead) - len(unsettled)
        measure = Measure(value=opens, of=total, target=self.params.min_share)
        if opens / total >= self.params.min_share:
            return self.met(subject, "met", opens=opens, total=total, measure=measure)
        if (opens + len(unsettled)) / total < self.params.min_share:
            measure = Measure(value=opens + len(unsettled), of=total, target=self.params.min_share)
            seen = self._evidence(facts, dead)
            return self.unmet(subject, "dead", dead=len(dead), total=total, measure=measure, evidence=seen)
        reason = facts.visit(unsettled[0].url).reason or Reason.TRANSIENT
        seen = self._evidence(facts, unsettled)
        return self.not_testable(subject, "unsettled", reason, unsettled=len(unsettled), total=total, evidence=seen)

    @staticmethod
    def _opening(facts: Facts, topic: Topic) -> Opening:
        page = facts.page(topic.url)
        if page is not None and facts.like_absent(page):
            return Opening.DEAD
        return facts.visit(topic.url).opening

    @staticmethod
    def _evidence(facts: Facts, topics: Sequence[Topic]) -> tuple[Evidence, ...]:
        seen = []
        for topic in topics[:10]:
            entrance = next(e for e in topic.entrances if e.archive)
            page = facts.page(entrance.page)
            if page is not None:
                seen.append(seen_link(page, entrance.link, facts.visit(topic.url)))
        if seen and len(topics) > len(seen):
            seen[0] = seen[0].model_copy(update={"also": len(topics) - len(seen)})
        return tuple(seen)


def _entrance_page(topic: Topic) -> str:
    return next(entrance.page for entrance in topic.entrances if entrance.archive)
