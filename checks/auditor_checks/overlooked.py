"""May a column be there that was not met? Where it could stand without having been seen, and why nobody looked there.

What is not found is missing only where none of these questions has an answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.api import Column, Evidence, Facts, Held, Link, Opening, Page, Reason, Region, same, seen_page
from auditor_checks.seen import (
    FILE,
    leads_nowhere,
    left_to_script,
    of_visit,
    once,
    opened,
    read,
    references,
    unclicked,
    unread_frame,
    unrun,
    why,
)

_NEAR, _FAR = 2, 3  # levels below the home page that have to be read
_ENTERED = 5  # pages of its own that a home page leads to at least, when it is that of a whole portal
SHORT = 12  # characters: longer labels are titles, and name no column
_SHELL = 10  # links, menus and all, that a page left to a script does not have
_MENU = 3  # links of a menu


@dataclass(frozen=True, slots=True)
class Overlooked:
    """Something that was not seen: why, where, under which label."""

    reason: Reason
    evidence: tuple[Evidence, ...] = ()
    label: str = ""
    url: str = ""


@once
def near_home(facts: Facts) -> Overlooked | None:
    """Why may there be an entrance of any name near the home page that was not seen? None when home and the two levels
    below were read and nothing of them was left to a script."""
    home = facts.home()
    if (unseen := _front(facts)) or home is None:
        return unseen
    if short := _cut_short(facts, home, _NEAR):
        return short
    entered: set[str] = set()
    for page, link in references(facts.shown(home)):
        if leads_nowhere(page, link) or not facts.own(link.target) or len(link.label) > SHORT:
            continue
        if not FILE.search(urlsplit(link.target).path) and (unread := _unread(facts, page, link)):
            return unread
        goal = facts.page(link.target)
        if goal is not None and _shell(goal):
            return Overlooked(unrun(facts), (opened(facts, page, link),), link.label, link.target)
        if goal is not None and goal.url != home.url:
            entered.add(goal.url)
    if blank := _perhaps_filled(facts):
        return blank
    # Who enters next to nothing from the home page has the rest of the portal on hosts that were not read.
    return None if len(entered) >= _ENTERED else Overlooked(Reason.AMBIGUOUS, (seen_page(home),))


@once
def _perhaps_filled(facts: Facts) -> Overlooked | None:
    """A column below another that shows nothing at all, and that its own scripts may fill with columns of any name."""
    for column in facts.columns():
        if column.parent and _unfilled(facts, column):
            return Overlooked(unrun(facts), (), column.name, column.url)
    return None


def _unfilled(facts: Facts, column: Column) -> bool:
    """Is nothing known of what this column holds, as a script fills it or may do so?"""
    page = None if column.items else facts.page(column.url)
    return page is not None and facts.holding(page).held in (Held.SCRIPT, Held.UNSURE)


def front(facts: Facts) -> Overlooked | None:
    """Why may the home page have entrances that were not seen?"""
    home = facts.home()
    if (unseen := _front(facts)) or home is None or menu_seen(facts.shown(home)):
        return unseen
    return Overlooked(unrun(facts), home_seen(facts), url=home.url)


def anywhere(facts: Facts, names: Sequence[str] = (), behind: Sequence[str] = ()) -> Overlooked | None:
    """Why may there be a column of one of these names that was not met? `behind`: words of names of columns in which
    it may stand."""
    home = facts.home()
    if (unseen := front(facts)) or home is None:
        return unseen
    keys = set(map(same, names))
    if not keys.isdisjoint(_lines(facts)):
        return Overlooked(unclicked(facts), home_seen(facts), url=home.url)
    return _wordless_at_home(facts) or _behind(facts, tuple(behind)) or _menu(facts) or _cut_short(facts, home, _FAR)


@once
def _front(facts: Facts) -> Overlooked | None:
    """What of the home page itself was not seen?"""
    home = facts.home()
    if home is None:
        return Overlooked(Reason.HOME_DOWN, (of_visit(facts.visit(facts.portal.home)),))
    shown = facts.shown(home)
    if left_to_script(shown) or not any(True for _seen in references(shown)):
        return Overlooked(unrun(facts), home_seen(facts), url=home.url)
    if frame := unread_frame(facts, shown):
        return Overlooked(why(frame), (of_visit(frame),), url=frame.url)
    return None


def home_seen(facts: Facts) -> tuple[Evidence, ...]:
    """The evidence that all links of the home page were looked through."""
    home = facts.home()
    return () if home is None else (seen_page(home, links=len(home.links)),)


def menu_seen(front: Sequence[Page]) -> bool:
    """Was a menu of the site found in the markup? One that a script writes may hold any entrance."""
    if any(page.rendered for page in front):
        return True
    regions = (Region.NAV, Region.HEADER)
    menu = {link.target for _page, link in references(front) if link.region in regions and link.target}
    return len(menu) >= _MENU or any(same(link.label) in ("首页", "网站首页") for _page, link in references(front))


def _cut_short(facts: Facts, home: Page, levels: int) -> Overlooked | None:
    """Did the budget end before so many levels below the home page were read?"""
    if facts.coverage.complete or facts.coverage.depth >= levels:
        return None
    return Overlooked(Reason.BUDGET, (seen_page(home, pages=facts.coverage.pages),))


def _unread(facts: Facts, page: Page, link: Link) -> Overlooked | None:
    """Does this link lead to something that was not read?"""
    visit = facts.visit(link.target)
    if visit.opening is Opening.DEAD or read(facts, link.target) is not None:
        return None
    return Overlooked(why(visit), (opened(facts, page, link),), link.label, link.target)


def _shell(page: Page) -> bool:
    """Is this page, menus and all, left to a script?"""
    return left_to_script([page]) and sum(1 for _seen in references([page])) < _SHELL


@once
def _lines(facts: Facts) -> frozenset[str]:
    """The lines of the home page: a name among them that is no link is unfolded by a click."""
    home = facts.home()
    shown = () if home is None else facts.shown(home)
    return frozenset(same(line) for page in shown for line in page.full_text.splitlines())


@once
def _wordless_at_home(facts: Facts) -> Overlooked | None:
    home = facts.home()
    found = None if home is None else next(wordless(facts, facts.shown(home)), None)
    return found and Overlooked(Reason.AMBIGUOUS, (opened(facts, *found),))


def wordless(facts: Facts, pages: Sequence[Page]) -> Iterator[tuple[Page, Link]]:
    """Entrances without a word, whose goal was not read: pictures may say anything. Icons of the page itself (print,
    keep, larger letters) are none."""
    for page, link in references(pages):
        if link.onclick and link.href.endswith("#"):
            continue
        if not link.label and link.target and not link.hidden and not leads_nowhere(page, link):
            goal = facts.page(link.target)
            if goal is None and facts.visit(link.target).opening is not Opening.DEAD:
                yield page, link


@once
def _behind(facts: Facts, words: tuple[str, ...]) -> Overlooked | None:
    """Entrances and columns of which the name says that others lie behind them, and that were not read."""
    home = facts.home()
    for page, link in references(() if home is None else facts.shown(home)):
        if not any(word in link.label for word in words) or leads_nowhere(page, link) or not facts.own(link.target):
            continue
        if unread := _unread(facts, page, link):
            return unread
    for column in facts.columns():
        named = any(word in column.name for word in words)
        if named and not column.items and (column.script or _unfilled(facts, column)):
            return Overlooked(unrun(facts), (), column.name, column.url)
    return None


@once
def _menu(facts: Facts) -> Overlooked | None:
    """Does the menu of the site lead to what was not read, so that what lies behind it is unknown?"""
    home = facts.home()
    menu = {
        link.target: (page, link)
        for page, link in references(() if home is None else facts.shown(home))
        if link.region in (Region.NAV, Region.HEADER) and link.target and not leads_nowhere(page, link)
    }
    away = [one for target, one in menu.items() if not facts.own(target)]
    for target, (page, link) in menu.items():
        visit = facts.visit(target)
        if facts.own(target) and visit.opening is not Opening.DEAD and facts.page(target) is None:
            return Overlooked(why(visit), (opened(facts, page, link),), link.label, target)
    if 2 * len(away) > len(menu):  # the columns are kept on other hosts
        page, link = away[0]
        return Overlooked(Reason.OFF_NETWORK, (opened(facts, page, link),), link.label, link.target)
    return None
