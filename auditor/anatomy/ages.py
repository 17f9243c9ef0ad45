"""When did each topic last change? Read on its own page, in its columns and articles, in what its rows lead to."""

import re
from array import array
from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from auditor.anatomy.names import article_address, called, folder, is_article, place
from auditor.api import Facts
from auditor.model.exchange import Opening
from auditor.model.page import DateMark, DateSource, Element, Item, Link, Page, Region
from auditor.model.words import same

# Of an article (t20210301_12.html), a folder, a picture that a publishing system took in (W020210301512345678901.jpg).
_DATED = re.compile(
    r"/[WP]0(20\d\d)(\d\d)(\d\d)\d{6,}|/t(20\d\d)(\d\d)(\d\d)_|/(20\d\d)[-/](\d{1,2})[-/](\d{1,2})/|/(20\d\d)(\d\d)(\d\d)/"
)
_ROWS = 60  # of a topic's page whose own pages are asked for their day
_DATING = (Element.A, Element.AREA, Element.IMG)  # whose addresses carry the day of a page that is one picture
FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpe?g|png|gif|mp4|mp3|flv|txt)$", re.I)


@dataclass(slots=True)
class Age:
    newest: DateMark | None = None
    items: int = 0
    days: set[date] = field(default_factory=set)  # of what lies in its own folder
    last: str = ""
    oldest: date | None = None

    def see(self, mark: DateMark | None, title: str = "") -> None:
        """`title`: of what bears this date."""
        if not mark or mark.source is DateSource.HEADER:
            return
        self.oldest = min(self.oldest or mark.day, mark.day)
        if self.newest is None or mark.day > self.newest.day:
            self.newest, self.last = mark, title
        elif mark.day == self.newest.day:
            self.last = self.last or title


def references(page: Page) -> Iterator[Link]:
    return (link for link in page.links if link.element in (Element.A, Element.AREA))


def day_in(url: str) -> DateMark | None:
    """The day that an address carries (t20210301_12.html, /2021/3/1/), None when it carries none."""
    match = _DATED.search(url)
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return DateMark(day=date(year, month, day), source=DateSource.URL, words=match[0].strip("/"))
    except ValueError:
        return None


class Trails:
    """Which pages lie in a folder, or name it in their trail? Told while all pages go by, of which the addresses are
    kept, and of the trails what tells names apart."""

    def __init__(self, front: Sequence[Page]) -> None:
        self._front = {page.url for page in front}
        self._urls: list[str] = []
        self._lasts = array("q")  # of the last name of each trail, that of the page itself, mostly
        self._places: dict[tuple[str, tuple[str, ...]], array[int]] = {}  # numbers of the pages of a folder and a trail

    def see(self, page: Page) -> None:
        if page.url in self._front:
            return
        *trail, last = [same(crumb) for crumb in page.breadcrumb] or [""]
        above = next(_parents(page.final_url or page.url), "")
        self._places.setdefault((above, tuple(trail)), array("l")).append(len(self._urls))
        self._urls.append(page.url)
        self._lasts.append(hash(last))

    def below(self, folders: Collection[str], names: Collection[str]) -> list[str]:
        """The addresses of pages below these folders or with one of these names in their trail, in their order. A page
        too many is no harm."""
        lasts = {hash(name) for name in names}
        numbers = {number for number, last in enumerate(self._lasts) if last in lasts} if lasts else set()
        for (above, trail), of_place in self._places.items():
            if any(name in names for name in trail) or any(up in folders for up in (above, *_parents(f"//{above}"))):
                numbers.update(of_place)
        return [self._urls[number] for number in sorted(numbers)]


def ages_of(facts: Facts, trails: Trails, targets: Mapping[str, str], site: frozenset[str]) -> dict[str, Age]:
    """How old is each topic? Told by what lies in its folder, or names it in its breadcrumb."""
    ages = {key: Age() for key in targets}
    folders: dict[str, str] = {}
    crumbs: dict[str, str] = {}
    for key in ages:
        page = facts.page(targets[key])
        if page is None:
            continue
        inside = folder_of(facts, page)
        if inside:
            folders[inside] = key
        for name in called(page, site)[:1]:
            crumbs.setdefault(same(name), key)
        _look(ages[key], page, inside)
        for mark in page.dates:
            if mark.source is DateSource.VISIBLE and mark.label:
                ages[key].see(mark)  # 更新时间
        if not page.items:
            _long_page(ages[key], page, inside)
        for link in page.links:
            if link.region is Region.BODY and link.element in _DATING:
                ages[key].see(day_in(link.target))
    heads = {key: inside for inside, key in folders.items()}
    elsewhere = _listed_elsewhere(facts, set(ages))
    for key in ages:
        page = facts.page(targets[key])
        if page is not None:
            _through(facts, ages[key], page, heads.get(key, ""), elsewhere)
    for page in facts.pages_at(trails.below(folders, crumbs), Element.META):
        named = {crumbs[crumb] for crumb in map(same, page.breadcrumb) if crumb in crumbs}
        for key in {*_folders_above(page, folders), *named}:
            _look(ages[key], page, heads.get(key, ""), own=key in named)
    return ages


def _listed_elsewhere(facts: Facts, topics: Set[str]) -> frozenset[str]:
    """What the home page leads to, and what columns outside the topics list: a box of news beside a topic
    lists it too."""
    home = facts.home()
    shown = {link.target for page in facts.shown(home) for link in page.links} if home else set()
    rows = (item.target for column in facts.columns() if place(column.url) not in topics for item in column.items)
    return frozenset(shown.union(rows))


def _through(facts: Facts, age: Age, page: Page, inside: str, elsewhere: Set[str]) -> None:
    """The days of what a topic's page leads to, wherever it lies: those of its rows, and those that their own pages
    bear (a query address, no line under the title). What is listed elsewhere too says nothing of the topic, nor does
    what lies outside its folder when some of its rows lie within."""
    rows = {item.target: item for item in page.items if item.target}
    for link in references(page):
        if link.region is Region.BODY and link.label and within(link.target, inside):
            rows.setdefault(link.target, Item(link.label, link.target, None, link.order))
    here = place(page.final_url or page.url)
    inner = {target: item for target, item in rows.items() if within(target, inside) and place(target) != here}
    for item in list((inner or rows).values())[:_ROWS]:
        if item.target in elsewhere or not (facts.own(item.target) and (day := facts.day(item))):
            continue
        goal = facts.page(item.target) if item.day is None and day_in(item.target) is None else None
        if goal is not None and len(goal.items) > 2:
            continue  # a list: its rows were looked at
        if item.day is None:
            age.see(DateMark(day=day, source=DateSource.VISIBLE, words=day.isoformat()), item.title)
        age.days.add(day)


def _folders_above(page: Page, folders: dict[str, str]) -> Iterator[str]:
    yield from (folders[above] for above in _parents(page.final_url or page.url) if above in folders)


def _parents(url: str) -> Iterator[str]:
    """The folders that an address lies in, from the inside out; of a folder those above it."""
    parts = urlsplit(url)
    path = parts.path
    while len(path) > 1:
        path = path.rstrip("/").rpartition("/")[0] + "/"
        yield f"{parts.netloc}{path}"


_DAY_IN_TEXT = re.compile(
    r"(?<!今天是)(?<!今日是)(?<!现在是)(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)"
)


_MONTH_IN_TEXT = re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月(?!\s*\d)")


def _long_page(age: Age, page: Page, inside: str) -> None:
    """The days that a topic on one long page speaks of, where it has no list and no page of its own below it: the
    newest of at least two tells when it was last added to, if not later."""
    if any(within(link.target, inside) and place(link.target) != place(page.url) for link in references(page)):
        return
    found: dict[date, str] = {}
    for match in _DAY_IN_TEXT.finditer(page.text):
        try:
            found[date(int(match[1]), int(match[2]), int(match[3]))] = match[0]
        except ValueError:
            continue
    for match in _MONTH_IN_TEXT.finditer(page.text):
        year, month = int(match[1]), int(match[2])
        if 1 <= month <= 12:  # no later than its last day
            found.setdefault(date(year, month, monthrange(year, month)[1]), match[0])
    if len(found) >= 2:
        newest = max(found)
        age.see(DateMark(day=newest, source=DateSource.VISIBLE, words=found[newest]))
        age.days |= found.keys()


def _look(age: Age, page: Page, inside: str, *, own: bool = False) -> None:
    """`inside`: the topic's own folder, "" when it heads none. `own`: the page's trail names the topic."""
    for item in page.items:
        listed = DateMark(day=item.day, source=DateSource.LIST, words=item.day.isoformat()) if item.day else None
        addressed = day_in(item.target)
        age.see(listed, item.title)
        age.see(addressed, item.title)
        if (mark := listed or addressed) and within(item.target, inside):
            age.days.add(mark.day)
    age.items += len(page.items)
    if is_article(page):
        age.see(page.published, page.title)
        if page.published and (own or within(page.final_url or page.url, inside)):
            age.days.add(page.published.day)


def within(url: str, inside: str) -> bool:
    parts = urlsplit(url)
    return bool(inside) and f"{parts.netloc}{parts.path}".startswith(inside)


def folder_of(facts: Facts, page: Page) -> str:
    """The folder that a topic's page heads; of one on a sub-domain of its own, the whole of that host."""
    url = page.final_url or page.url
    parts = urlsplit(url)
    if parts.path in ("", "/") and not parts.query and parts.netloc != urlsplit(facts.portal.home).netloc:
        return f"{parts.netloc}/"
    return folder(url)


def unread(facts: Facts, page: Page) -> bool:
    """Does the topic have columns or frames of its own that nobody read, so that something newer may lie in them?"""
    inside = folder_of(facts, page)
    frames = (link.target for link in page.links if link.element is Element.FRAME and facts.own(link.target))
    if any(facts.page(frame) is None and facts.visit(frame).opening is not Opening.DEAD for frame in frames):
        return True
    for link in references(page):
        parts = urlsplit(link.target)
        if not inside or not f"{parts.netloc}{parts.path}".startswith(inside) or FILE.search(parts.path):
            continue
        if article_address(link.target) or place(link.target) == place(page.final_url or page.url):
            continue
        if facts.page(link.target) is None and facts.visit(link.target).opening is not Opening.DEAD:
            return True
    return False
