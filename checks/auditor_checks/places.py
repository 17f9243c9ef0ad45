"""Where is the column that a rule speaks of, what stands in it, and what of it was not seen?"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from auditor.api import (
    Check,
    Element,
    Evidence,
    Facts,
    Finding,
    Item,
    Link,
    Opening,
    Page,
    Params,
    Reason,
    Region,
    _,
    seen_page,
)
from auditor_checks.overlooked import near_home
from auditor_checks.seen import (
    FILE,
    leads_nowhere,
    left_to_script,
    of_visit,
    opened,
    plain,
    read,
    references,
    same_page,
    unclicked,
    unread_frame,
    unrun,
    why,
)

P = TypeVar("P", bound=Params)
_PICTURE = re.compile(r"\.(?:jpe?g|png|bmp|webp|tiff?)$", re.I)
_DECORATION = re.compile(r"icon|logo|ico_|_ico|btn|arrow|dot|bg|banner|nav|line|top|foot|qr|ewm", re.I)
_FURTHER = re.compile(r"^(?:下一?页|下页|后一?页|末页|尾页|最后一?页|next|last|[2-9]|[1-9]\d|\d*[>＞»]+)$", re.I)
_PAGES = re.compile(r"(?:共|/)\s*(\d+)\s*页")
_FULL = 10  # rows from which on a list may go on by a script that shows no sign of it
_PLAIN_TEXT = 300  # characters of a page that is read without its pictures and attachments
_BIG = 300  # pixels

PLACE: Mapping[str, str] = {
    "home_down": _("首页没有读到，不能断定，不计为不符合"),
    "place_unseen": _("没有看到“{name}”，但有页面没有读到，不能断定有没有，不计为不符合"),
    "place_unread": _("“{name}”有入口，但这次没有读到它的内容，不能断定，不计为不符合"),
    "place_script": _("“{name}”的内容由脚本填写，这次没有运行脚本，不能断定，不计为不符合"),
    "place_frame": _("“{name}”页里有框架页没有读到，不能断定，不计为不符合"),
    "place_further": _("“{name}”的列表没有读全，不能断定，不计为不符合"),
    "place_picture": _("“{name}”是图片或附件，没有可读的文字，不能断定，不计为不符合；请打开看"),
    "place_missing": _("没有能打开的“{name}”，这一项随之不另计"),
    "place_bare": _("“{name}”里没有可供判断的内容"),
}
"""What is said when a rule cannot look at its place, by message id."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Why is something not known? A message of `PLACE` with its reason and what was seen of it."""

    message: str
    reason: Reason
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A column that was asked for by name: its pages as read, its rows; or why it is not known (`gap`).

    Without pages and gap it is missing: it is not there, or leads to nothing. `more` tells that not all of it was seen:
    what is missing in it may stand there.
    """

    name: str
    pages: tuple[Page, ...] = ()
    items: tuple[Item, ...] = ()
    entrance: tuple[Page, Link] | None = None
    gap: Gap | None = None
    more: Gap | None = None
    files: tuple[Link, ...] = field(default=())

    @property
    def page(self) -> Page:
        return self.pages[0]

    @property
    def text(self) -> str:
        return "\n".join(page.text for page in self.pages)


class AtPlace(Check[P]):
    """A rule that looks at a column; its messages include `PLACE`."""

    def nowhere(self, facts: Facts, place: Place, **said: Any) -> Finding:
        """The place is missing, which is paid for elsewhere, or was not seen."""
        if place.gap is not None:
            return self.unknown(facts, place, place.gap, **said)
        return self.not_applicable(
            facts.portal, "place_missing", Reason.PARENT_MISSING, name=place.name, evidence=_entrance(facts, place)
        )

    def unknown(self, facts: Facts, place: Place, gap: Gap, **said: Any) -> Finding:
        subject = place.page if place.pages else facts.portal
        name = {} if gap.message == "home_down" else {"name": place.name}
        seen = gap.evidence or (seen_page(place.page) if place.pages else None)
        return self.not_testable(subject, gap.message, gap.reason, **name, evidence=seen or (), **said)

    def bare(self, place: Place) -> Finding:
        return self.not_applicable(
            place.page, "place_bare", Reason.NOTHING_TO_JUDGE, name=place.name, evidence=seen_page(place.page)
        )


def _entrance(facts: Facts, place: Place) -> Evidence | tuple[()]:
    return opened(facts, *place.entrance) if place.entrance else ()


def place(facts: Facts, names: Sequence[str]) -> Place:
    """The column of one of these names: the first of `places` that holds something."""
    found = places(facts, names)
    return next((one for one in found if one.pages and (one.items or one.text.strip())), found[0])


def places(facts: Facts, names: Sequence[str]) -> tuple[Place, ...]:
    """All columns of these names that were read, those entered from near the home page first; else one that tells why
    there is none. Never empty."""
    home = facts.home()
    if home is None:
        return (Place(names[0], gap=unseen(facts)),)
    found: dict[str, Place] = {}
    shut: list[Place] = []
    for entrance in facts.entrances(*names):
        page = facts.page(entrance.page)
        if page is None:
            continue
        one = _behind(facts, home, page, entrance.link)
        if one.pages:
            found.setdefault(one.page.url, one)
        else:
            shut.append(one)
    for name in names:
        column = facts.column(name)
        page = facts.page(column.url) if column else None
        if column and page and page.url not in found and not facts.like_absent(page):
            found[page.url] = _read(facts, column.name, page, None)
    if found:
        return tuple(found.values())
    return (next((one for one in shut if one.gap), shut[0] if shut else Place(names[0], gap=unseen(facts))),)


def _behind(facts: Facts, home: Page, page: Page, link: Link) -> Place:
    """What does this entrance lead to?"""
    seen = (page, link)
    if leads_nowhere(page, link):
        return Place(link.label, entrance=seen, gap=Gap("place_unread", unclicked(facts), opened(facts, page, link)))
    visit = facts.visit(link.target)
    if visit.opening is Opening.DEAD:
        return Place(link.label, entrance=seen)
    goal = read(facts, link.target)
    if goal is None or visit.opening is Opening.UNSETTLED:
        if FILE.search(urlsplit(visit.final_url or link.target).path):
            return Place(link.label, entrance=seen, gap=Gap("place_picture", Reason.NO_TEXT, opened(facts, page, link)))
        return Place(link.label, entrance=seen, gap=Gap("place_unread", why(visit), opened(facts, page, link)))
    if facts.like_absent(goal) or (same_page(goal, home) and plain(link.label) not in plain(home.title)):
        return Place(link.label, entrance=seen)
    return _read(facts, link.label, goal, seen)


def _read(facts: Facts, name: str, page: Page, entrance: tuple[Page, Link] | None) -> Place:
    known = {page.url, page.final_url}
    column = next((one for one in facts.columns() if one.url in known or known & set(one.aliases)), None)
    further = (facts.page(url) for url in column.aliases) if column else ()
    pages = {one.url: one for one in facts.shown(page)}
    pages |= {one.url: one for one in further if one is not None and one.url not in pages}
    items: dict[tuple[str, str], Item] = {}
    for item in (*(column.items if column else ()), *(item for one in pages.values() for item in one.items)):
        items.setdefault((item.target, item.title), item)
    shown = tuple(pages.values())
    rows = tuple(items.values())
    return Place(
        name=name,
        pages=shown,
        items=rows,
        entrance=entrance,
        more=more_of(facts, shown, rows),
        files=files_of(shown),
    )


def more_of(facts: Facts, pages: Sequence[Page], items: Sequence[Item]) -> Gap | None:
    """Why may there be more on these pages than was read? None when all of it was."""
    if hidden := _hidden(facts, pages):
        return hidden
    if any(page.truncated for page in pages):
        return Gap("place_further", Reason.OUR_SIDE, seen_page(pages[0]))
    own = {url for page in pages for url in (page.url, page.final_url)}
    paged = False
    for page, link in references(pages):
        if link.region is not Region.BODY or not _FURTHER.match(plain(link.label) or link.label.strip()):
            continue
        paged = True
        if link.target in own:
            continue
        unknown = leads_nowhere(page, link) or (
            facts.page(link.target) is None and facts.visit(link.target).opening is not Opening.DEAD
        )
        if unknown:
            reason = Reason.BUDGET if link.target else unclicked(facts)
            return Gap("place_further", reason, opened(facts, page, link))
    for page in pages:
        for link in page.links:  # further pages that only a script links to
            reckoned = link.element is Element.SITEMAP and link.target not in own
            if reckoned and facts.page(link.target) is None and facts.visit(link.target).opening is not Opening.DEAD:
                return Gap("place_further", Reason.BUDGET, seen_page(page))
    counted = [int(match[1]) for page in pages for match in _PAGES.finditer(page.text)]
    if max(counted, default=1) > len(pages) or (not paged and len(items) >= _FULL and len(items) % 5 == 0):
        return Gap("place_further", unclicked(facts), seen_page(pages[0]))
    return None


def _hidden(facts: Facts, pages: Sequence[Page]) -> Gap | None:
    """What of these pages is left to a script, or stands in a frame that was not read?"""
    if left_to_script(pages):
        return Gap("place_script", unrun(facts), seen_page(pages[0]))
    if unread := unread_frame(facts, pages):
        return Gap("place_frame", why(unread), of_visit(unread))
    return None


def unseen(facts: Facts) -> Gap | None:
    """Why may something stand near the home page that was not seen?"""
    hidden = near_home(facts)
    if hidden is None:
        return None
    message = "home_down" if facts.home() is None else "place_unseen"
    return Gap(message, hidden.reason, *hidden.evidence)


def files_of(pages: Iterable[Page]) -> tuple[Link, ...]:
    """Attachments that the pages offer, each address once."""
    found: dict[str, Link] = {}
    for _page, link in references(tuple(pages)):
        if link.region in (Region.BODY, Region.FLOAT) and FILE.search(urlsplit(link.target).path):
            found.setdefault(link.target, link)
    return tuple(found.values())


def pictured(facts: Facts, page: Page) -> bool:
    """Does a picture stand in the text, which may say what the text does not? By its size; where the markup tells none,
    by its name, if it is not on further pages as well."""
    for link in page.links:
        if link.element is not Element.IMG or link.region is not Region.BODY:
            continue
        if link.width or link.height:
            if max(link.width, link.height) >= _BIG:
                return True
        elif _unsized(link) and facts.referrers(link.target, 1).pages <= 2:
            return True
    return False


def _unsized(link: Link) -> bool:
    path = urlsplit(link.target).path
    return bool(_PICTURE.search(path)) and not _DECORATION.search(path.rpartition("/")[2])


def illegible(facts: Facts, page: Page, *, pictures: bool = True) -> Gap | None:
    """Why can it not be told that a page does not say something? A script, a frame, attachments, pictures. None when
    its text is all there is. `pictures` may say something beside a long text as well."""
    shown = facts.shown(page)
    if hidden := _hidden(facts, shown):
        return hidden
    short = sum(len(one.text) for one in shown) < _PLAIN_TEXT
    frames = any(link.element is Element.FRAME and link.region is Region.BODY for one in shown for link in one.links)
    drawn = (short or pictures) and any(pictured(facts, one) for one in shown)
    if drawn or (short and (files_of(shown) or frames)):
        return Gap("place_picture", Reason.NO_TEXT, seen_page(page))
    return None


def sample(items: Iterable[Item], size: int) -> tuple[Item, ...]:
    """As many rows as asked for, the same ones every time: in the order of a hash of their addresses."""
    distinct = {item.target: item for item in items if item.target}
    ranked = sorted(distinct, key=lambda url: hashlib.blake2b(url.encode(), digest_size=8).digest())
    return tuple(distinct[url] for url in ranked[:size])


def article(facts: Facts, item: Item) -> Page | None:
    """The page of a row as read, None when it was not, or is an error page in disguise."""
    page = read(facts, item.target) if item.target else None
    return None if page is None or facts.like_absent(page) else page


def told(facts: Facts, page: Page) -> str:
    """All that a page says, by itself and in frames, with the names of its attachments and pictures."""
    shown = facts.shown(page)
    names = [link.label for one in shown for link in one.links if link.region in (Region.BODY, Region.FLOAT)]
    return "\n".join([*(one.text for one in shown), *names])
