"""Which list pages is the portal made of, under which names, and which belongs to which?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from auditor.anatomy.entrances import Entrances, Index
from auditor.anatomy.names import is_article, list_place, names_of, place, site_names
from auditor.api import Facts
from auditor.model.anatomy import Column
from auditor.model.page import Element, Item, Link, Page
from auditor.model.url import host_of
from auditor.model.words import plain, same

_NEXT = re.compile(r"(?:下一?页|下页|后一?页|尾页|末页|next|last|>+|\d{1,3})", re.I)
_OF_PAGES = re.compile(r"共\s*(\d{1,4})\s*页|第?\s*\d{1,4}\s*页?\s*/\s*共?\s*(\d{1,4})\s*页")
_SAME_ROWS = 3  # rows that two lists of one name have to share, from the top, to be one list at two addresses


@dataclass(frozen=True)
class Columns:
    """All columns in the order in which a reader meets them, the names under which each may be asked for, and the
    entrances of all pages."""

    found: tuple[Column, ...] = ()
    named: dict[str, Column] = field(default_factory=dict)  # by `same` of every name
    entrances: Entrances = field(default_factory=Entrances)

    def first(self, names: Sequence[str]) -> Column | None:
        return next((self.named[key] for key in map(same, names) if key in self.named), None)

    def under(self, names: Sequence[str]) -> tuple[Column, ...]:
        """All columns under one of these names, in their order."""
        wanted = {plain(name) for name in names}
        own = [column for name in wanted for column in self._by_name.get(name, ())]
        also = [column for name, column in self.named.items() if plain(name) in wanted]
        places = {column.url: column for column in (*own, *also)}
        return tuple(sorted(places.values(), key=lambda column: self._order[column.url]))

    def at(self, url: str) -> Column | None:
        """The column that shows its list at this address."""
        return self._at.get(place(url)) if url else None

    def within(self, column: Column) -> tuple[Column, ...]:
        """The columns below a column, each after the one that it belongs to."""
        below: list[Column] = []
        seen = {column.url}
        left = [column]
        while left:
            for child in self._children.get(left.pop(0).url, ()):
                if child.url not in seen:
                    seen.add(child.url)
                    below.append(child)
                    left.append(child)
        return tuple(below)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Column, ...]]:
        found: dict[str, tuple[Column, ...]] = {}
        for column in self.found:
            found[plain(column.name)] = (*found.get(plain(column.name), ()), column)
        return found

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {column.url: number for number, column in enumerate(self.found)}

    @cached_property
    def _at(self) -> Mapping[str, Column]:
        return {place(url): column for column in reversed(self.found) for url in (*column.aliases, column.url)}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Column, ...]]:
        found: dict[str, tuple[Column, ...]] = {}
        for column in self.found:
            if column.parent:
                found[column.parent] = (*found.get(column.parent, ()), column)
        return found


Key = tuple[str, str]  # the place of a list, and its name


@dataclass(slots=True)
class _Draft:
    """A column while its pages are read."""

    page: str
    name: str
    path: tuple[str, ...]
    above: str  # the address that its breadcrumb gives to its parent, "" when it gives none
    pages: list[str] = field(default_factory=list)  # further addresses, in the order they were read
    items: list[Item] = field(default_factory=list)
    further: set[str] = field(default_factory=set)  # pages of the list that it links to
    said: int = 1  # of how many pages the list is, as it says itself
    lists: int = 0  # how many of its pages were read
    script: bool = False

    def see(self, page: Page) -> None:
        known = {self.page, *self.pages}
        self.pages += sorted({page.url, page.final_url} - known - {""})
        self.items += page.items
        self.script = self.script or (page.script_list and not page.rendered)
        self.lists += 1
        if match := _OF_PAGES.search(page.text[-600:]):
            self.said = max(self.said, int(match[1] or match[2]))
        here = list_place(page.final_url or page.url)
        self.further |= {
            link.target
            for link in page.links
            if link.element in (Element.A, Element.SITEMAP)
            and link.target
            and _NEXT.fullmatch(link.label)
            and list_place(link.target) == here
        }


class Drafts:
    """Every page that is no article and lists something, or gives itself the name of a column, gathered while all pages
    go by.

    Further pages of a list (index_2.html, ?page=2) become aliases of its first page, with their items; so does the same
    list at another address. A column may also be asked for under the label that leads to it from the home page; its own
    name goes first. What it belongs to is what its breadcrumb links to, else what heads the folder that it lies in.
    """

    def __init__(self, facts: Facts, front: Sequence[Page]) -> None:
        self._facts, self._front = facts, front
        self._site = site_names(facts.home(), facts.portal.name)
        self._skip = {page.url for page in front} | {page.final_url for page in front}
        self._index = Index(front)
        self._drafts: dict[Key, _Draft] = {}
        self._also: dict[str, Key] = {}  # other names
        self._where: dict[str, Key] = {}

    def see(self, page: Page) -> None:
        self._index.see(page)
        if page.url in self._skip or is_article(page):
            return
        names = names_of(page, self._site)
        declared = bool(page.breadcrumb or page.metas.get("columnname"))
        if not names or not (page.items or page.script_list or declared):
            return
        where_listed = list_place(page.final_url or page.url)
        if not (page.items or page.script_list) and where_listed != place(page.final_url or page.url):
            return  # an article whose number looks like that of a further page
        key = (where_listed, same(names[0]))
        if key not in self._drafts:
            path = page.breadcrumb or (names[0],)
            self._drafts[key] = _Draft(page.url, names[0], path, _above(page, names[0]))
        self._drafts[key].see(page)
        for name in names[1:]:
            self._also.setdefault(same(name), key)
        self._where.setdefault(page.url, key)
        self._where.setdefault(page.final_url, key)

    def columns(self) -> Columns:
        """What came of it, once all pages went by."""
        drafts, where, front = self._drafts, self._where, self._front
        _join(drafts, where, self._also)
        for link in (link for page in front for link in page.links):
            # Links without the last slash, or to an old address, are redirected to the column.
            if _entrance(link) and link.target and link.target not in where:
                ends = self._facts.visit(link.target).final_url
                if ends in where:
                    where[link.target] = where[ends]
        fronts = {where[link.target] for page in front for link in page.links if _leads(link, where)}
        made = {key: _column(draft, front=key in fronts, read=where) for key, draft in drafts.items()}
        places = {place(url): made[key].url for url, key in where.items() if url}
        ordered = tuple(_hung(column, drafts[key].above, places) for key, column in made.items())
        found = dict(zip(made, ordered, strict=True))
        named = {same(column.name): column for column in reversed(ordered)}
        for page in front:
            for link in page.links:
                if link.label and _leads(link, where):
                    named.setdefault(same(link.label), found[where[link.target]])
        for name, key in self._also.items():
            named.setdefault(name, found[key])
        return Columns(ordered, named, self._index.entrances())


def _leads(link: Link, where: Mapping[str, Key]) -> bool:
    return _entrance(link) and link.target in where


def _entrance(link: Link) -> bool:
    return link.element in (Element.A, Element.AREA)


def _above(page: Page, name: str) -> str:
    """The address that the breadcrumb gives to what the page belongs to."""
    crumbs = [same(crumb) for crumb in page.breadcrumb]
    if crumbs and crumbs[-1] == same(name):
        crumbs.pop()
    if len(crumbs) < 1:
        return ""
    own = {place(page.url), place(page.final_url or page.url)}
    links = (link for link in page.links if _entrance(link) and link.target and same(link.label) == crumbs[-1])
    return next((link.target for link in links if place(link.target) not in own), "")


def _join(drafts: dict[Key, _Draft], where: dict[str, Key], also: dict[str, Key]) -> None:
    """Makes one of the lists that show the same rows under the same name at two addresses."""
    seen: dict[tuple[str, ...], Key] = {}
    moved: dict[Key, Key] = {}
    for key, draft in list(drafts.items()):
        rows = tuple(item.target for item in draft.items[:_SAME_ROWS] if item.target)
        if len(rows) < _SAME_ROWS:
            continue
        first = seen.setdefault((host_of(draft.page), key[1], *rows), key)
        if first != key:
            moved[key] = first
            drafts[first].pages += [url for url in (draft.page, *draft.pages) if url not in drafts[first].pages]
            del drafts[key]
    for names in (where, also):
        for name, key in names.items():
            names[name] = moved.get(key, key)


def _column(draft: _Draft, *, front: bool, read: Mapping[str, Key]) -> Column:
    items = {(item.target or item.title): item for item in reversed(draft.items)}
    return Column(
        url=draft.page,
        name=draft.name,
        path=draft.path,
        aliases=tuple(dict.fromkeys(draft.pages)),
        items=tuple(item for item in draft.items if items[item.target or item.title] is item),
        script=draft.script,
        front=front,
        whole=draft.said <= draft.lists and all(url in read for url in draft.further),
    )


def _hung(column: Column, above: str, places: Mapping[str, str]) -> Column:
    """The column with the address of what it belongs to, as far as that is a column."""
    parent = places.get(place(above), "") if above else ""
    if not parent:
        head, _slash, _rest = place(column.url).rstrip("/").rpartition("/")
        while not parent and head.count("/") > 2:
            parent = places.get(f"{head}/", "")
            head = head.rpartition("/")[0]
    return column if parent in ("", column.url) else replace(column, parent=parent)
