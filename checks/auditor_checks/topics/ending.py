"""Which topics will have ended soon, and how does each stand today?"""

from collections.abc import Iterable
from datetime import timedelta

from auditor.api import Check, Facts, Finding, Messages, Need, Reason, Rule, _
from auditor_checks.topics.family import State, TopicParams, no_topics, row, signs, state_of, topics_of

_MOST = 500  # topics of one portal that the register lists


class EndingParams(TopicParams):
    within_days: int  # before a topic counts as ended, to be warned of it


class Ending(Check[EndingParams]):
    """Which topics in front will count as ended within some days, if nothing new comes until then?

    One finding about the portal, whose evidence is the register of all its topics: where each is entered from, its
    newest day, the signs of its end, how it stands today. A topic whose age could not be read is warned of by nobody.
    """

    rule = Rule(
        id="topics.ending",
        title=_("即将转为历史专题的"),
        why=_("提前知道哪些专题快要过期，可以从容安排更新或归档。"),
        fix=_("还在开展的专题尽快更新内容；已经结束的准备移入历史专题栏目。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = EndingParams
    messages = Messages(
        met=_("在前台的 {front} 个专题里，{days} 天内没有将要过期的"),
        soon=_("在前台的 {front} 个专题里，{count} 个在 {days} 天内不更新就会过期"),
        unread=_("{count} 个专题都没有读到日期，不能预计哪些将要过期，不计为不符合"),
        nothing=_("未见专题入口"),
        home_script=_("首页有内容由脚本填写，这次没有运行脚本，不能预计哪些专题将要过期，不计为不符合"),
        home_down=_("首页没有读到，不能预计哪些专题将要过期"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        if facts.home() is None and (why := no_topics(facts)):
            yield self.not_testable(facts.portal, why[0], why[1], evidence=why[2])
            return
        later = facts.as_of + timedelta(days=self.params.within_days)
        today = {topic: state_of(facts, topic, self.params, facts.as_of) for topic in topics_of(facts, self.params)}
        front = [topic for topic, state in today.items() if state not in (State.FILED, State.DEAD)]
        soon = {
            topic
            for topic in front
            if today[topic] in (State.LIVE, State.HINT) and state_of(facts, topic, self.params, later) is State.ENDED
        }
        register = [
            row(
                topic,
                state="ending" if topic in soon else state.value,
                signals=" ".join(signs(topic, self.params, later if topic in soon else facts.as_of).found),
            )
            for topic, state in sorted(today.items(), key=lambda one: (one[0] not in soon, one[0].url))
        ][:_MOST]
        said = {"front": len(front), "days": self.params.within_days, "evidence": register}
        if soon:
            yield self.unmet(facts.portal, "soon", count=len(soon), **said)
        elif front and all(today[topic] is State.UNKNOWN for topic in front):
            yield self.not_testable(facts.portal, "unread", Reason.NO_DATE, count=len(front), evidence=register)
        elif front:
            yield self.met(facts.portal, "met", **said)
        elif why := no_topics(facts):
            yield self.not_testable(facts.portal, why[0], why[1], evidence=why[2])
        else:
            yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE, evidence=register)
