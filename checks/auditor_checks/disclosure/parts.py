"""Where is the disclosure column, and which of its links stand for which part?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import urlsplit

from auditor.api import Facts, Link, Opening, Page, Params, Region, Visit, same
from auditor_checks.disclosure.called import bare, called
from auditor_checks.disclosure.called import entrances as followed
from auditor_checks.seen import leads_nowhere, plain, read, references, same_page


class Part(Params):
    """One part of the column: its exact name, other names that satisfy as well, old names that satisfy by half, and
    words of addresses by which an entrance without a readable name is recognised (never: accepted)."""

    name: str
    accepted: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


class Likeness(IntEnum):
    """How well does a label name a part? The lower the better."""

    EXACT = 0
    ACCEPTED = 1
    VARIANT = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where the parts are looked for: the column page with what it shows in frames; or why there is none."""

    pages: tuple[Page, ...] = ()
    entrance: tuple[Page, Link] | None = None
    visit: Visit | None = None
    nowhere: bool = False  # the entrance names no address

    @property
    def url(self) -> str:
        return self.pages[0].url if self.pages else ""


def likeness(label: str, part: Part, organ: str = "") -> Likeness | None:
    """How does this label name the part? The name of the organ itself may stand before it."""
    key = plain(label)
    for degree, names in (
        (Likeness.EXACT, (part.name,)),
        (Likeness.ACCEPTED, part.accepted),
        (Likeness.VARIANT, part.variants),
    ):
        if key in map(plain, names):
            return degree
    for name in map(plain, (part.name, *part.accepted)):
        before = key.removesuffix(name)
        if len(before) > 1 and before != key and before in organ:
            return Likeness.ACCEPTED
    return None


def organ_of(facts: Facts) -> str:
    """What the portal calls itself, in one string to look names up in."""
    home = facts.home()
    return same(facts.portal.name + (home.title + home.metas.get("sitename", "") if home else ""))


def entrances(pages: Sequence[Page], part: Part, organ: str) -> list[tuple[Likeness, Page, Link]]:
    """The links that name the part, best names first, then in the order of the page."""
    named = [
        (degree, page, link)
        for page, link in followed(pages)
        if (degree := likeness(called(link), part, organ)) is not None
    ]
    return sorted(named, key=lambda one: one[0])


def unnamed(facts: Facts, pages: Sequence[Page], part: Part) -> tuple[Page, Link] | None:
    """An entrance without readable words (an image without alternative text) that seems to lead to the part."""
    hints = frozenset(hint.lower() for hint in part.hints)
    names = frozenset(map(plain, (part.name, *part.accepted)))
    for page, link in references(pages):
        if link.label or not link.target:
            continue
        if hints & frozenset(urlsplit(link.target).path.lower().split("/")):
            return page, link
        goal = facts.page(link.target)
        if goal is not None and names & frozenset(
            plain(word) for word in (*goal.breadcrumb[-1:], goal.metas.get("columnname", ""), *goal.headings[:1])
        ):
            return page, link
    return None


def calls_itself(page: Page, part: Part) -> bool:
    """Is this part what the page calls itself? A column may open with one of its parts."""
    names = frozenset(map(bare, (part.name, *part.accepted)))
    said = (page.metas.get("columnname", ""), page.title, *page.breadcrumb[-1:], *page.headings[:1])
    return any(bare(words) in names for words in said)


def section(page: Page, part: Part) -> int | None:
    """How many characters stand on the page under a heading that is the name of the part? None without the name.

    The name in a menu is no heading: 0 then. A section ends at the next heading.
    """
    names = frozenset(map(plain, (part.name, *part.accepted)))
    headings = frozenset(map(plain, page.headings))
    lines = [(plain(line), len(re.sub(r"\s", "", line))) for line in page.text.splitlines()]
    found = [number for number, (key, _length) in enumerate(lines) if key in names]
    entries = sum(1 for _page, link in references([page]) if link.region is Region.BODY and plain(link.label) in names)
    if not found:
        return None
    if len(found) <= entries or not names & headings:
        return 0
    best = 0
    for start in found:
        rest = lines[start + 1 :]
        end = next((number for number, (key, _length) in enumerate(rest) if key in headings), len(rest))
        best = max(best, sum(length for _key, length in rest[:end]))
    return best


def column_place(facts: Facts, names: Sequence[str], parts: Sequence[Part]) -> Place:
    """The page on which the parts are looked for: of all that the entrances lead to, the one that names most parts.

    An entrance often leads to a hub that has one more entrance of that name. The home page itself, or a column found
    elsewhere under the name, stands in when it names at least half of the parts.
    """
    home = facts.home()
    if home is None:
        return Place()
    organ = organ_of(facts)

    def count(pages: Sequence[Page]) -> int:
        return sum(1 for part in parts if entrances(pages, part, organ))

    found = _entered(facts, names, facts.shown(home))
    candidates = [Place(tuple(facts.shown(page)), entrance) for entrance, page in found]
    for place in tuple(candidates):
        candidates += [
            Place(tuple(facts.shown(page)), entrance) for entrance, page in _entered(facts, names, place.pages)
        ]
    column = facts.column(*names)
    page = facts.page(column.url) if column else None
    for stand_in in (*([page] if page else []), home):
        pages = tuple(facts.shown(stand_in))
        if count(pages) * 2 >= len(parts):
            candidates.append(Place(pages))
    if candidates:
        return max(candidates, key=lambda place: count(place.pages))
    return _unread(facts, names, facts.shown(home))


def _named(names: Sequence[str], pages: Sequence[Page]) -> Iterator[tuple[Page, Link]]:
    """Links of one of these names, in the order of the names, then of the page."""
    entered = [(called(link), page, link) for page, link in followed(pages)]
    for name in map(bare, names):
        yield from ((page, link) for key, page, link in entered if key == name)


def _entered(facts: Facts, names: Sequence[str], pages: Sequence[Page]) -> list[tuple[tuple[Page, Link], Page]]:
    """Pages that the entrances lead to, but the home page and error pages in disguise."""
    goals: dict[str, tuple[tuple[Page, Link], Page]] = {}
    home = facts.home()
    for page, link in _named(names, pages):
        goal = None if leads_nowhere(page, link) else read(facts, link.target)
        if goal is None or (home is not None and same_page(goal, home)) or facts.like_absent(goal):
            continue
        goals.setdefault(goal.url, ((page, link), goal))
    return list(goals.values())


def _unread(facts: Facts, names: Sequence[str], pages: Sequence[Page]) -> Place:
    """No column page was read: the entrance that comes nearest to one, unsettled before open before dead."""
    worst: list[tuple[int, Place]] = []
    for page, link in _named(names, pages):
        if leads_nowhere(page, link):
            worst.append((2, Place(entrance=(page, link), nowhere=True)))
            continue
        visit = facts.visit(link.target)
        rank = {Opening.UNSETTLED: 0, Opening.OPENS: 1, Opening.DEAD: 3}[visit.opening]
        if visit.opening is Opening.OPENS and read(facts, link.target) is not None:
            rank = 3  # an error page in disguise, or the home page
        worst.append((rank, Place(entrance=(page, link), visit=visit)))
    return min(worst, key=lambda one: one[0])[1] if worst else Place()
