"""What the rules on topics ask in common: which topics are there, and how does each stand?"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from auditor.api import Evidence, Facts, Opening, Params, Reason, Topic, seen_page
from auditor_checks.seen import left_to_script, of_visit, references, unrun
from auditor_checks.topics.signals import (
    Anniversary,
    Goal,
    Shapes,
    Signal,
    Signs,
    Term,
    campaign,
    holds,
    names,
    signs_of,
)


class TopicLists(Params):
    archive_names: tuple[str, ...]  # names of the column that keeps ended topics
    list_names: tuple[str, ...]  # names of the column that lists topics


class EndedParams(TopicLists):
    ended_words: tuple[str, ...] = ()  # words by which a name says that the topic has ended
    terms: tuple[Term, ...] = ()  # campaigns known to have ended
    closing_words: tuple[str, ...] = ()  # words by which what came last says that the topic is over
    part_words: tuple[str, ...] = ()  # words by which it speaks of a part of the topic only
    goals: tuple[Goal, ...] = ()  # what is worked for until it is reached
    campaign_words: tuple[str, ...] = ()  # words of names that campaigns and events have, standing duties have not
    shapes: Shapes = Shapes()  # words that make such a name beside figures


class TopicParams(EndedParams):
    """By which signs, and after how long, has a topic ended?"""

    quiet_months: int  # without anything new, before a topic counts as quiet
    permanent: tuple[str, ...] = ()  # words of topics that never end
    min_signals: int = 2  # how many signs make an ended topic
    closed_months: int = 24  # how long ago it must have come
    anniversaries: tuple[Anniversary, ...] = ()  # what is celebrated in which years
    dormant_months: int = 36  # without anything new, before such a name is a sign of an end
    effort_words: tuple[str, ...] = ()  # words of names that may be a passing effort or a standing one
    effort_months: int = 36  # within which all that a passing effort published came
    abandoned_months: int = 60  # without anything new, before that is a sign of an end
    making_words: tuple[str, ...] = ()  # words by which a name speaks of making a five-year plan


class State(StrEnum):
    """How does a topic stand on a day?"""

    LIVE = "live"
    PERMANENT = "permanent"  # protected by its name
    HINT = "hint"  # quiet, or with a sign of an end: not enough to call it ended
    ENDED = "ended"  # ended, and still entered in front
    UNKNOWN = "unknown"  # signs of an end, and its age could not be read
    FILED = "filed"  # entered from the archive alone
    DEAD = "dead"  # its address does not open: the rules on links tell


def topics_of(facts: Facts, params: TopicLists) -> Sequence[Topic]:
    return facts.topics(params.archive_names, params.list_names)


def in_front(topic: Topic) -> bool:
    """Has it an entrance outside the archive?"""
    return any(not entrance.archive for entrance in topic.entrances)


def signs(topic: Topic, params: TopicParams, day: date) -> Signs:
    return signs_of(
        topic,
        as_of=day,
        quiet_months=params.quiet_months,
        ended_words=params.ended_words,
        terms=params.terms,
        closing_words=params.closing_words,
        closed_months=params.closed_months,
        anniversaries=params.anniversaries,
        campaign_words=params.campaign_words,
        dormant_months=params.dormant_months,
        effort_words=params.effort_words,
        effort_months=params.effort_months,
        abandoned_months=params.abandoned_months,
        goals=params.goals,
        part_words=params.part_words,
        making_words=params.making_words,
        shapes=params.shapes,
    )


def protected(topic: Topic, params: TopicParams) -> bool:
    """Is its name that of a standing duty? A campaign within one (安全生产专项整治三年行动) is none, nor is what itself
    says that it has ended."""
    called = names(topic)
    return holds(params.permanent, called) and not (
        campaign(called, params.campaign_words, params.shapes) or holds(params.ended_words, called)
    )


def ended(seen: Signs, params: TopicParams) -> bool:
    """Enough signs, and among them one that nothing new comes: it is quiet, or its name says that it has ended."""
    still = seen.quiet or (seen.quiet is None and Signal.ENDED_WORD in seen.found)
    return bool(still) and len(seen.found) >= params.min_signals


def state_of(facts: Facts, topic: Topic, params: TopicParams, day: date) -> State:
    """How does this topic stand on that day, if nothing new comes until then?"""
    if facts.visit(topic.url).opening is Opening.DEAD:
        return State.DEAD
    if not in_front(topic):
        return State.FILED
    if protected(topic, params):
        return State.PERMANENT
    seen = signs(topic, params, day)
    if ended(seen, params):
        return State.ENDED
    if seen.quiet is None and (seen.others or not topic.opened):
        return State.UNKNOWN
    return State.HINT if seen.found and seen.quiet is not False else State.LIVE


def row(topic: Topic, **values: str | int | None) -> Evidence:
    """One line of the register of topics: what it is called, where it is entered from, its newest day, its state."""
    newest = topic.newest
    where = sorted({_entrance(one.home, one.archive, one.link.region.value) for one in topic.entrances})
    about = {
        "entrances": " ".join(where),
        "items": topic.items,
        **({"newest": newest.day.isoformat(), "read_in": newest.source.value} if newest else {}),
        **values,
    }
    return Evidence(kind="page", url=topic.url, quote=topic.name, looks=1, values=about)


def _entrance(home: bool, archive: bool, region: str) -> str:
    if home:
        return "home" if region == "body" else f"home-{region}"
    return "archive" if archive else "list"


def no_topics(facts: Facts) -> tuple[str, Reason, tuple[Evidence, ...]] | None:
    """Why is there no topic to judge, and nothing to say: the home page is down (`home_down`) or left to a script
    (`home_script`)? None when there simply is none."""
    home = facts.home()
    if home is None:
        return "home_down", Reason.HOME_DOWN, (of_visit(facts.visit(facts.portal.home)),)
    pages = facts.shown(home)
    if left_to_script(pages) or not any(True for _seen in references(pages)):
        return "home_script", unrun(facts), (seen_page(home),)
    return None
