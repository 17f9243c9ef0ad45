"""Which topics that an earlier run saw does nothing lead to any more?"""

from collections.abc import Iterable, Sequence

from auditor.api import (
    Before,
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
    _,
    plain,
    seen_page,
)
from auditor_checks.seen import left_to_script, unrun
from auditor_checks.topics.ending import Ending
from auditor_checks.topics.family import State, TopicLists, no_topics, topics_of
from auditor_checks.topics.signals import names


class OrphanedParams(TopicLists):
    rebuilt_share: float = 0.5  # of the topics of then: if more are missing, the site was rebuilt
    min_depth: int = 3  # clicks from the home page that a run must have come, if it was not complete


class Orphaned(Check[OrphanedParams]):
    """Which topics had an entrance, or stood in the archive, when an earlier run looked, and have neither now, while
    no page that was read leads to them?

    The earlier run's register of topics is compared (see topics.ending); which run it was stands in the finding. A
    topic of the same name at another address, or a link of its name, is the topic moved; where most are missing, the
    portal was rebuilt, and nothing can be told one by one.
    """

    rule = Rule(
        id="topics.orphaned",
        title=_("专题撤下后有归处"),
        why=_("专题从前台撤下，又没有移进历史专题，内容还在也没有人找得到，等于没有保存。"),
        fix=_("把撤下的专题移入历史专题栏目；页面已经删除的，恢复后归档。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = OrphanedParams
    messages = Messages(
        met=_("上一次（{on}）见到的 {count} 个专题，这次都还能从某处进入"),
        gone=_("专题“{name}”{on} 还在，现在没有入口，也不在历史专题里，页面打不开了"),
        alone=_("专题“{name}”{on} 还在，现在没有入口，也不在历史专题里；页面仍能打开，但没有通往它的链接"),
        unlinked=_("专题“{name}”{on} 还在，现在没有入口，也不在历史专题里；看过的 {pages} 个页面都没有通往它的链接"),
        rebuilt=_("上一次（{on}）的 {count} 个专题里 {missing} 个不见了，像是网站改版，不能逐个断定，不计为不符合"),
        no_earlier=_("没有更早的一次检查可以比较，不能断定有没有撤下后没有归处的专题，不计为不符合"),
        nothing=_("上一次（{on}）未见专题"),
        partly=_("只看了离首页最近的 {pages} 个页面，不能断定有没有撤下后没有归处的专题，不计为不符合"),
        script=_("“{found}”由脚本填写，这次没有运行脚本，不能断定有没有撤下后没有归处的专题，不计为不符合"),
        home_script=_("首页有内容由脚本填写，这次没有运行脚本，不能断定有没有撤下后没有归处的专题，不计为不符合"),
        home_down=_("首页没有读到，不能断定有没有撤下后没有归处的专题"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        before = facts.before(Ending.rule.id)
        if before is None:
            yield self.not_testable(facts.portal, "no_earlier", Reason.NO_EARLIER_RUN)
            return
        said = {"on": before.day.isoformat(), "earlier": before.run}
        register = _register(before)
        if not register:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE, **said)
        elif unseen := self._unseen(facts):
            yield unseen
        else:
            missing = [row for row in register if not self._has_a_way(facts, row)]
            if len(missing) > max(2, self.params.rebuilt_share * len(register)):
                many = {"count": len(register), "missing": len(missing)}
                yield self.not_testable(
                    facts.portal, "rebuilt", Reason.AMBIGUOUS, evidence=missing[:10], **many, **said
                )
            elif missing:
                for row in missing:
                    yield self._orphan(facts, row, before)
            else:
                yield self.met(facts.portal, "met", count=len(register), **said)

    def _unseen(self, facts: Facts) -> Finding | None:
        """What keeps us from saying that a topic is not there?"""
        if why := no_topics(facts):
            return self.not_testable(facts.portal, why[0], why[1], evidence=why[2])
        for page in self._lists(facts):
            if left_to_script([page]):
                found = page.breadcrumb[-1] if page.breadcrumb else page.title
                return self.not_testable(page, "script", unrun(facts), found=found, evidence=seen_page(page))
        if not facts.coverage.complete and facts.coverage.depth < self.params.min_depth:
            return self.not_testable(facts.portal, "partly", Reason.BUDGET, pages=facts.coverage.pages)
        return None

    def _lists(self, facts: Facts) -> Sequence[Page]:
        """The pages that list topics, ended ones too, as far as they were read."""
        called = (*self.params.list_names, *self.params.archive_names)
        urls = [column.url for name in called if (column := facts.column(name))]
        urls += [one.link.target for one in facts.entrances(*called) if one.link.target]
        pages = (facts.page(url) for url in dict.fromkeys(urls))
        return [page for page in pages if page is not None]

    def _has_a_way(self, facts: Facts, row: Evidence) -> bool:
        topics = topics_of(facts, self.params)
        page = facts.page(row.url)
        urls = {row.url, *((page.url, page.final_url) if page else ())}
        name = plain(row.quote)
        if any(topic.url in urls for topic in topics):
            return True
        if facts.visit(row.url).opening is not Opening.DEAD and facts.referrers(row.url, 1).pages:
            return True
        called = (name == plain(label) for topic in topics for label in names(topic))
        return not name or any(called) or bool(facts.entrances(row.quote, deep=True))

    def _orphan(self, facts: Facts, row: Evidence, before: Before) -> Finding:
        opening = facts.visit(row.url).opening
        message = {Opening.DEAD: "gone", Opening.OPENS: "alone"}.get(opening, "unlinked")
        day = before.day.isoformat()
        then = row.model_copy(update={"values": {**row.values, "on": day, "earlier": before.run}})
        lists = self._lists(facts)
        now = [seen_page(page) for page in lists[:3]] or [seen_page(page) for page in _front(facts)]
        said = {"name": row.quote, "on": day, "earlier": before.run, "pages": facts.coverage.pages}
        return self.unmet(row.url, message, evidence=[then, *now], **said)


def _register(before: Before) -> list[Evidence]:
    """The topics of then, as topics.ending lists them; without those that did not open even then."""
    rows = [row for finding in before.findings for row in finding.evidence if "state" in row.values and row.url]
    return [row for row in rows if row.values["state"] != State.DEAD.value]


def _front(facts: Facts) -> Sequence[Page]:
    home = facts.home()
    return [] if home is None else [home]
