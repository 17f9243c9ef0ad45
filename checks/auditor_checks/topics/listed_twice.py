"""Is the same topic listed twice?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from auditor.api import (
    Check,
    Element,
    Entrance,
    Evidence,
    Facts,
    Finding,
    Link,
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
from auditor_checks.seen import plain
from auditor_checks.topics.family import TopicLists, no_topics, topics_of


class ListedTwiceParams(TopicLists):
    pass


class ListedTwice(Check[ListedTwiceParams]):
    """Which topics does one page list twice: under one name at two addresses that both open, or in two rows?

    A picture and a caption, or a picture above the list and the row in it, are one entrance where they lead to one
    address, and so are two addresses of one page. Topics of
    the same name that come again each year are two: their newest days lie in different years, or were not read. Where
    most topics stand on a page twice (tabs, a menu for small screens, copies that a script made), its template does it.
    """

    rule = Rule(
        id="topics.listed-twice",
        title=_("同一专题不重复列出"),
        why=_("同一个专题列出两次，而且是两个地址，群众不知道该看哪一个，内容也容易只更新一处。"),
        fix=_("保留一个专题页，把另一处的内容并过去，再撤下多余的入口。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = ListedTwiceParams
    messages = Messages(
        met=_("{count} 个专题里，未见同一专题重复列出的"),
        twice=_("专题“{name}”在同一页列了两次，指向两个地址"),
        again=_("专题“{name}”在同一页列了两行，指向同一个地址"),
        unread=_("专题“{name}”在同一页列了两次，但有一处没有读到，不能断定是不是同一专题，不计为不符合"),
        nothing=_("未见专题入口"),
        home_script=_("首页有内容由脚本填写，这次没有运行脚本，不能断定有没有重复列出的专题，不计为不符合"),
        home_down=_("首页没有读到，不能断定有没有重复列出的专题"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        topics = [one for one in topics_of(facts, self.params) if facts.visit(one.url).opening is not Opening.DEAD]
        if not topics:
            if why := no_topics(facts):
                yield self.not_testable(facts.portal, why[0], why[1], evidence=why[2])
            else:
                yield self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)
            return
        told = False
        for name, alike in self._alike(topics):
            seen = self._evidence(facts, name, alike)
            if not all(topic.opened for topic in alike):
                told = True
                unread = next(topic for topic in alike if not topic.opened)
                reason = facts.visit(unread.url).reason or Reason.NOT_GATHERED
                yield self.not_testable(alike[0], "unread", reason, name=name, evidence=seen)
            elif len({topic.newest.day.year if topic.newest else topic.url for topic in alike}) == 1:
                told = True
                yield self.unmet(alike[0], "twice", name=name, evidence=seen)
        for topic, rows in self._again(facts, topics):
            told = True
            yield self.unmet(topic, "again", name=topic.name, evidence=rows)
        if not told:
            yield self.met(facts.portal, "met", count=len(topics))

    @staticmethod
    def _alike(topics: Sequence[Topic]) -> list[tuple[str, tuple[Topic, Topic]]]:
        """Pairs of topics that one page leads to under one name, each pair once."""
        named: dict[tuple[str, str], dict[str, Topic]] = defaultdict(dict)
        for topic in topics:
            for entrance in topic.entrances:
                if name := plain(entrance.link.label):
                    named[entrance.page, name][topic.url] = topic
        found = {
            tuple(sorted(alike))[:2]: (next(iter(alike.values())).name, tuple(alike[url] for url in sorted(alike))[:2])
            for (_page, _name), alike in sorted(named.items())
            if len(alike) > 1
        }
        return [(name, (pair[0], pair[1])) for name, pair in found.values()]

    @staticmethod
    def _again(facts: Facts, topics: Sequence[Topic]) -> list[tuple[Topic, tuple[Evidence, ...]]]:
        """Topics to which two rows of one list lead. Two lists of one page may both name a topic: a grid of icons and a
        menu, all topics and those of the season."""
        rows: dict[str, list[tuple[int, Topic, Entrance]]] = defaultdict(list)
        for topic in topics:
            for entrance in topic.entrances:
                if entrance.link.label and not entrance.home and not entrance.link.hidden:
                    rows[entrance.page].append((entrance.link.order, topic, entrance))
        found: dict[str, tuple[Topic, tuple[Evidence, ...]]] = {}
        for url, listed in rows.items():
            listed.sort(key=lambda row: row[0])
            page = facts.page(url)
            first: dict[str, int] = {}
            twice: dict[str, tuple[Entrance, Entrance]] = {}
            repeated: dict[str, int] = {}
            leading = {entrance.link.target for _order, _topic, entrance in listed}
            for at, (_order, topic, entrance) in enumerate(listed):
                before = first.setdefault(topic.url, at)
                former = listed[before][2]
                if before == at or _drawn(page, entrance) != _drawn(page, former):
                    continue  # a picture, and its caption or its row in the list
                one_list = all(link.target in leading for link in _between(page, former, entrance))
                if one_list and (_alike(former, entrance) or _rows(page, entrance, former) > 1):
                    twice.setdefault(topic.url, (former, entrance))
                    repeated.setdefault(topic.url, at)
            if page is None or 2 * len(twice) > len(first) or _one_after_another(repeated.values()):
                continue
            for topic in topics:
                if topic.url in twice:
                    seen = tuple(seen_link(page, entrance.link) for entrance in twice[topic.url])
                    found.setdefault(topic.url, (topic, seen))
        return list(found.values())

    @staticmethod
    def _evidence(facts: Facts, name: str, alike: Sequence[Topic]) -> tuple[Evidence, ...]:
        pages = [{entrance.page for entrance in topic.entrances} for topic in alike]
        shared = set.intersection(*pages)
        return tuple(
            seen_link(page, entrance.link)
            for topic in alike
            for entrance in topic.entrances
            if entrance.page in shared and (page := facts.page(entrance.page)) is not None
        )


def _between(page: Page | None, former: Entrance, entrance: Entrance) -> Iterator[Link]:
    """What else can be clicked between two entrances of a page: within one list, other rows of it."""
    first, last = former.link.order, entrance.link.order
    return (
        link
        for link in (page.links if page else ())
        if first < link.order < last and link.element is Element.A and link.label and not link.hidden
    )


def _one_after_another(places: Iterable[int]) -> bool:
    """Do several rows that stand there twice follow each other? Then they are a second list."""
    order = sorted(places)
    return len(order) > 1 and order[-1] - order[0] == len(order) - 1


def _drawn(page: Page | None, entrance: Entrance) -> bool:
    """Is this entrance a picture?"""
    after = entrance.link.order + 1
    return page is not None and any(one.element is Element.IMG and one.order == after for one in page.links)


def _alike(one: Entrance, other: Entrance) -> bool:
    """Do two neighbours say the same name, or the beginning of it? 进入专题 beside a name is the same row."""
    first, second = plain(one.link.label), plain(other.link.label)
    return first.startswith(second) or second.startswith(first)


def _rows(page: Page | None, *entrances: Entrance) -> int:
    """How many rows of the page's lists lead where these do? A picture with its caption is one row."""
    targets = {entrance.link.target for entrance in entrances}
    return sum(1 for item in page.items if item.target in targets) if page else 0
