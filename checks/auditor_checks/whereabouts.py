"""Where does the portal keep what a document names: a column, a page, a service elsewhere? Or could we not see it?

What several rules ask in the same way. A name is found as it is, or with a word such as 公开 or 专栏 more or less at
its end. A longer name that holds it is no proof, neither that it is there nor that it is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from urllib.parse import urlsplit

from auditor.api import (
    Column,
    Entrance,
    Evidence,
    Facts,
    Held,
    Holding,
    Link,
    Opening,
    Page,
    Reason,
    Region,
    plain,
    seen_page,
)
from auditor_checks.overlooked import SHORT, Overlooked, anywhere, home_seen, wordless
from auditor_checks.seen import (
    FILE,
    leads_nowhere,
    left_to_script,
    of_visit,
    opened,
    read,
    references,
    same_page,
    unclicked,
    unread_frame,
    unrun,
    why,
)

_TAILS = ("信息公开", "公开", "信息", "专栏", "栏目", "专题", "情况")  # say that it is a column, not which
_AROUND = 4  # characters more than the name that may make it another name, or the same
_MOST = 60  # pages of a column that are read for its parts


class State(IntEnum):
    """How is it with one place? The lower the better; from `UNREAD` to `SIMILAR` nothing is known for sure."""

    FILLED = 0
    ELSEWHERE = 1  # an entrance to another site, which opens
    UNREAD = 2  # opens, or may open, and was not read
    TAB = 3  # unfolds on a click
    SIMILAR = 4  # only under a name that holds the name
    BLANK = 5
    DEAD = 6
    UNSEEN = 7  # not found, and it could not have been
    ABSENT = 8

    @property
    def known(self) -> bool:
        return self not in (State.UNREAD, State.TAB, State.SIMILAR, State.UNSEEN)


@dataclass(frozen=True, slots=True)
class Found:
    """The best place for a name. `reason` says why nothing is known, `found` under which label it was found."""

    state: State
    found: str = ""
    url: str = ""
    reason: Reason | None = None
    page: Page | None = None
    column: Column | None = None
    holding: Holding = field(default=Holding(Held.NOTHING))
    evidence: tuple[Evidence, ...] = ()


@lru_cache(maxsize=4096)
def spellings(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names themselves, then the same with a word more or less at the end that says that it is a column."""
    found = dict.fromkeys(names)
    for name in map(plain, names):
        for tail in _TAILS:
            found.setdefault(name + tail)
            if name.endswith(tail) and len(name) - len(tail) >= 3:
                found.setdefault(name.removesuffix(tail))
    return tuple(found)


def find(
    facts: Facts,
    names: tuple[str, ...],
    *,
    behind: Sequence[str] = (),
    elsewhere: bool = True,
    inside: "Inside | None" = None,
) -> Found:
    """The best place that goes by one of the names: on the whole portal, or `inside` a column."""
    wanted = spellings(names)
    places: list[Found] = []
    seen: set[str] = set()
    columns = facts.columns(*wanted) if inside is None else inside.columns(wanted)
    for column in columns:
        page = facts.page(column.url)
        if page is not None and page.url not in seen:
            seen.add(page.url)
            places.append(_inner(facts, page, column.name, seen_page(page, column.name)))
    entrances = facts.entrances(*wanted, deep=True) if inside is None else inside.entrances(wanted)
    for entrance in entrances:
        page = facts.page(entrance.page)
        if page is not None and (entrance.link.target or entrance.page) not in seen:
            seen.add(entrance.link.target or entrance.page)
            places.append(_entered(facts, page, entrance.link, elsewhere=elsewhere))
    for url in facts.headed(*wanted) if inside is None else inside.headed(wanted):
        page = facts.page(url)
        if page is not None and page.url not in seen:
            places.append(_headed(facts, page, wanted))
    if places:
        return min(places, key=lambda place: place.state)
    return _nowhere(facts, names, behind, inside)


def _inner(facts: Facts, page: Page, label: str, *seen: Evidence) -> Found:
    """A page of the portal that goes by the name."""
    column = facts.column_at(page.url)
    if facts.like_absent(page):
        return Found(State.DEAD, label, page.url, evidence=(*seen, seen_page(page, page.title)))
    home = facts.home()
    if home is not None and same_page(page, home):
        return Found(State.DEAD, label, page.url, evidence=seen)
    holding = facts.holding(page)
    state = {True: State.FILLED, False: State.BLANK, None: State.UNREAD}[holding.filled]
    reason = None
    if holding.filled is None:
        reason = unrun(facts) if holding.held is Held.SCRIPT else Reason.AMBIGUOUS
    return Found(state, label, page.url, reason, page, column, holding, tuple(seen))


def _entered(facts: Facts, page: Page, link: Link, *, elsewhere: bool) -> Found:
    """What an entrance of that name leads to."""
    seen = opened(facts, page, link)
    if leads_nowhere(page, link):
        if any(plain(line) == plain(link.label) for line in page.headings):
            return _headed(facts, page, (link.label,))
        return Found(State.TAB, link.label, page.url, unclicked(facts), evidence=(seen,))
    visit = facts.visit(link.target)

    def found(state: State, reason: Reason | None = None, items: int = 0) -> Found:
        held = Holding(Held.LINKS if items else Held.NOTHING, items)
        return Found(state, link.label, link.target, reason, holding=held, evidence=(seen,))

    if visit.opening is Opening.DEAD:
        return found(State.DEAD)
    if visit.opening is Opening.UNSETTLED:
        return found(State.UNREAD, why(visit))
    own = facts.own(visit.final_url or link.target)
    goal = read(facts, link.target)
    if goal is not None and own:
        return _inner(facts, goal, link.label, seen)
    if FILE.search(urlsplit(visit.final_url or link.target).path):
        return found(State.FILLED, items=1)
    if own:
        return found(State.UNREAD, Reason.NOT_GATHERED)
    return found(State.ELSEWHERE) if elsewhere else found(State.UNREAD, Reason.OFF_NETWORK)


def _headed(facts: Facts, page: Page, names: Sequence[str]) -> Found:
    """A block under a heading of that name, such as a tab of the home page: what stands right under it is in it."""
    keys = set(map(plain, names))
    lines = [plain(line) for line in page.text.splitlines()]
    heads = {plain(line) for line in page.headings}
    label = next((line for line in page.headings if plain(line) in keys), names[0])
    labels = {plain(link.label) for link in page.links if link.region is Region.BODY and link.label}
    rows = 0
    for number, line in enumerate(lines):
        if line not in keys:
            continue
        below = 0
        for other in lines[number + 1 :]:
            if other in heads:
                break
            below += any(key and key in other for key in (labels if len(other) > 8 else {other} & labels))
        rows = max(rows, below)
    seen = seen_page(page, label)
    if rows:
        return Found(State.FILLED, label, page.url, page=page, holding=Holding(Held.ROWS, rows), evidence=(seen,))
    return Found(State.TAB, label, page.url, unclicked(facts), evidence=(seen,))


def _nowhere(facts: Facts, names: tuple[str, ...], behind: Sequence[str], inside: "Inside | None") -> Found:
    """It was not found: is it missing, or did we just not see it?"""
    if inside is not None:
        if similar := inside.similar(names):
            return Found(State.SIMILAR, similar.name, similar.url, Reason.AMBIGUOUS)
        hidden = inside.overlooked()
        return _unseen(hidden) if hidden else Found(State.ABSENT, evidence=inside.evidence)
    for entrance in facts.entrances(*names, around=_AROUND, deep=True):
        page = facts.page(entrance.page)
        if page is not None:
            seen = opened(facts, page, entrance.link)
            return Found(State.SIMILAR, entrance.link.label, entrance.link.target, Reason.AMBIGUOUS, evidence=(seen,))
    for column in facts.columns():
        if _holds(column.name, names):
            return Found(State.SIMILAR, column.name, column.url, Reason.AMBIGUOUS)
    hidden = anywhere(facts, names, behind)
    return _unseen(hidden) if hidden else Found(State.ABSENT, evidence=home_seen(facts))


def _unseen(hidden: Overlooked) -> Found:
    return Found(State.UNSEEN, hidden.label, hidden.url, hidden.reason, evidence=hidden.evidence)


def _holds(label: str, names: Sequence[str]) -> bool:
    key = plain(label)
    return any(name in key and len(key) <= len(name) + _AROUND for name in map(plain, names))


class Inside:
    """A column with all that it leads to: the pages in which its parts are looked for."""

    def __init__(self, facts: Facts, column: Column) -> None:
        self._facts = facts
        self._below = facts.within(column)
        addresses = [column.url, *(one.url for one in self._below[:_MOST])]
        pages = {page.url: page for url in addresses if (page := facts.page(url)) is not None}
        self._top = facts.page(column.url)
        self._pages = [shown for page in pages.values() for shown in facts.shown(page)]
        home = facts.home()
        menu = {link.target for _page, link in references(facts.shown(home) if home else ())}
        self._links = [
            (page, link)
            for page, link in references(self._pages)
            if link.region is Region.BODY or link.target not in menu or self._is_top(page)
        ]

    def _is_top(self, page: Page) -> bool:
        return self._top is not None and page.url == self._top.url

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return () if self._top is None else (seen_page(self._top, links=len(self._top.links)),)

    def columns(self, names: Sequence[str]) -> list[Column]:
        wanted = set(map(plain, names))
        return [one for one in self._below if plain(one.name) in wanted]

    def entrances(self, names: Sequence[str]) -> list[Entrance]:
        wanted = set(map(plain, names))
        return [
            Entrance(page=page.url, link=link, home=False) for page, link in self._links if plain(link.label) in wanted
        ]

    def headed(self, names: Sequence[str]) -> list[str]:
        wanted = set(map(plain, names))
        return [page.url for page in self._pages if any(plain(line) in wanted for line in page.headings)]

    def similar(self, names: Sequence[str]) -> Column | None:
        """A part whose name holds one of the names."""
        found = [one for one in self._below if _holds(one.name, names)]
        named = next(((page, link) for page, link in self._links if _holds(link.label, names)), None)
        return found[0] if found else Column(named[1].target, named[1].label) if named else None

    def overlooked(self) -> Overlooked | None:
        """Why could a part of the column not have been met?"""
        facts, top = self._facts, self._top
        if top is None:
            return Overlooked(Reason.NOT_GATHERED)
        if left_to_script([top]):
            return Overlooked(unrun(facts), self.evidence, url=top.url)
        if frame := unread_frame(facts, self._pages):
            return Overlooked(why(frame), (of_visit(frame),), url=frame.url)
        if found := next(wordless(facts, [top]), None):
            return Overlooked(Reason.AMBIGUOUS, (opened(facts, *found),))
        for page, link in self._links:
            inner = self._is_top(page) and link.region is Region.BODY and link.target and facts.own(link.target)
            if not inner or FILE.search(urlsplit(link.target).path) or len(link.label) > SHORT:
                continue
            visit = facts.visit(link.target)
            if visit.opening is not Opening.DEAD and facts.page(link.target) is None:
                return Overlooked(why(visit), (opened(facts, page, link),), link.label, link.target)
        return None
