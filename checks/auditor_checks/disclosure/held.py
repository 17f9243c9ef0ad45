"""What does the page of a part hold, beside what every page of the column carries?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.api import Element, Facts, Link, Page, Reason, Region, same
from auditor_checks.disclosure.parts import Part, Place, entrances, likeness
from auditor_checks.seen import FILE, leads_nowhere, left_to_script, references, unread_frame, unrun, why

_LIST = 3  # entries make a list
_PICTURE = re.compile(r"\.(?:jpe?g|png|bmp|webp|tiff?)$", re.I)
_DECORATION = re.compile(r"icon|logo|ico_|_ico|btn|arrow|dot|bg|banner|nav|line|top|foot", re.I)


@dataclass(frozen=True, slots=True)
class Held:
    """`ok` True, False (empty), or None: not known, for `reason`, told by `message`."""

    ok: bool | None
    items: int = 0
    chars: int = 0
    reason: Reason | None = None
    message: str = ""


class Column:
    """The column page and the pages of its parts, beside each other: what several carry belongs to the template."""

    def __init__(self, facts: Facts, place: Place, parts: Sequence[Part], organ: str) -> None:
        self._facts, self._place, self._parts, self._organ = facts, place, parts, organ
        self.named = {part.name: entrances(place.pages, part, organ) for part in parts}
        pages = {page.url: page for page in place.pages}
        for found in self.named.values():
            for _likeness, page, link in found[:3]:
                goal = None if leads_nowhere(page, link) else facts.page(link.target)
                if goal is not None:
                    pages.setdefault(goal.url, goal)
        self._pages = tuple(pages.values())
        self._lines = Counter(line for page in pages.values() for line in _lines(page))
        self._rows = Counter(url for page in pages.values() for url in {link.target for link in page.links})

    def held(self, part: Part, goal: Page, *, min_text: int) -> Held:
        """Is something of its own on this page: a list, text, a document? What we could not read is not empty.

        A line or a row that two further pages of the column carry is template. The columns that unfold under the
        part's own entrance in the menu are no template: they are what it offers.
        """
        facts, pages = self._facts, self._facts.shown(goal)
        rows = [item for page in pages for item in page.items]
        own = [item for item in rows if not self._everywhere(self._rows[item.target])]
        items = len(own) or self._unfolded(part, goal)
        chars = sum(len(line) for page in pages for line in _lines(page) if not self._everywhere(self._lines[line]))
        links = [link for page in pages for link in page.links]
        if items or chars >= min_text or any(map(_document, links)):
            return Held(True, items, chars)
        if left_to_script(pages):
            return Held(None, items, chars, unrun(facts), "script")
        if unread := unread_frame(facts, pages):
            return Held(None, items, chars, why(unread), "unread")
        if any(_picture(link) for link in links if not self._everywhere(self._rows[link.target])):
            return Held(None, items, chars, Reason.NO_TEXT, "picture")
        if not any(page.rendered for page in pages) and not self._lists_alike(goal):
            return Held(None, items, chars, unrun(facts), "script")
        return Held(False, items, chars)

    def _lists_alike(self, goal: Page) -> bool:
        """Does a page of the column with all scripts of this one have its rows in the markup? Then these fill none."""
        scripts = _scripts(goal)
        listing = (page for page in self._pages if page is not goal and page.items and not page.rendered)
        return not scripts or any(scripts <= _scripts(page) for page in listing)

    def standing(self, page: Page, *, min_text: int) -> Held:
        """What stands on the page of the column itself, beside its menus: rows, entrances, text of its own?"""
        pages = self._facts.shown(page)
        rows = {item.target for one in pages for item in one.items}
        rows |= {
            link.target
            for _page, link in references(pages)
            if link.label and not leads_nowhere(page, link) and not self._part(link)
        }
        items = sum(1 for target in rows if self._rows[target] == 1) if len(self._pages) > 1 else 0
        chars = sum(len(line) for one in pages for line in _lines(one) if self._lines[line] == 1)
        return Held(items >= _LIST or chars >= min_text or None, items, chars)

    def _part(self, link: Link) -> bool:
        return any(likeness(link.label, part, self._organ) is not None for part in self._parts)

    @staticmethod
    def _everywhere(pages: int) -> bool:
        return pages > 2  # on this page and on two more

    def _unfolded(self, part: Part, goal: Page) -> int:
        """How many entries stand between the part's own entrance and that of the next part, or lie in its folder?"""
        below: set[str] = set()
        best = 0
        inside = False
        for _page, link in references([goal]):
            if likeness(link.label, part, self._organ) is not None:
                inside, below = True, set()
            elif any(likeness(link.label, other, self._organ) is not None for other in self._parts):
                best, inside = max(best, len(below) if inside else 0), False
            elif inside and link.target:
                below.add(link.target)
        folder = goal.final_url.rpartition("/")[0] + "/"
        if urlsplit(folder).path.count("/") > 1:
            links = [link for _page, link in references([goal]) if link.target.startswith(folder)]
            within = {link.target for link in links} - {goal.url, goal.final_url, folder}
            entered = {link.target for link in links if self._part(link)}
            if within & entered:  # the parts share one folder: in it, only what other pages lack is this part's own
                within = {target for target in within - entered if not self._everywhere(self._rows[target])}
            best = max(best, len(within))
        return best


def _lines(page: Page) -> Iterable[str]:
    return {key for line in page.text.splitlines() if (key := same(line))}


def _scripts(page: Page) -> set[str]:
    return {link.target for link in page.links if link.element is Element.SCRIPT}


def _document(link: Link) -> bool:
    followed = link.element in (Element.A, Element.AREA, Element.FRAME)
    inside = link.region in (Region.BODY, Region.FLOAT)
    return followed and inside and bool(FILE.search(urlsplit(link.target).path))


def _picture(link: Link) -> bool:
    """Is this an image of the text itself (a scan) rather than a decoration? By size when the markup tells it."""
    if link.element is not Element.IMG or link.region is not Region.BODY:
        return False
    if link.width or link.height:
        return max(link.width, link.height) >= 300
    path = urlsplit(link.target).path
    return bool(_PICTURE.search(path)) and not _DECORATION.search(path.rpartition("/")[2])
