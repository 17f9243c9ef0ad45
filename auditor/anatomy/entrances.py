"""Which links and headings of the portal go by which name? One index, filled while the pages are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.anatomy.names import article_address, is_article
from auditor.model.anatomy import Entrance
from auditor.model.page import Element, Page
from auditor.model.words import plain

NEAR = 2  # clicks from the home page: columns are entered there, rows of their lists are not
_LONGEST = 24  # characters: names of columns and services are shorter, titles of articles mostly longer
_GOALS = 6  # different goals that are kept for one name
_SHORT = 12  # characters: of articles the headings up to here are kept, the longer ones are mostly their titles
_ENTERING = frozenset({Element.A, Element.AREA})
_MOST = 60_000  # names: the index of a portal of any size fits into memory


@dataclass(frozen=True, slots=True)
class Entrances:
    """Links by what they are called, and pages by their headings. `whole`: no name was left out for want of room."""

    links: Mapping[str, tuple[Entrance, ...]] = field(default_factory=dict)
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_articles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # headings of articles, short ones
    whole: bool = True

    def called(self, names: Sequence[str], around: int = 0, *, deep: bool = False) -> tuple[Entrance, ...]:
        """Links called so, in the order of the names, those of the home page first, then by depth.

        `around`: so many further characters may stand around the name. Unless `deep`, only what the home page and the
        two levels below it lead to, and no articles: a title that reads like the name of a column enters none.
        """
        keys = dict.fromkeys(filter(None, map(plain, names)))
        found = [one for key in keys for one in self.links.get(key, ())]
        if around:
            longest = max(map(len, keys), default=0) + around
            found += [
                one
                for label, ones in self.links.items()
                if len(label) <= longest and label not in keys
                if any(key in label and len(label) <= len(key) + around for key in keys)
                for one in ones
            ]
        if deep:
            return tuple(found)
        return tuple(one for one in found if one.depth <= NEAR and not article_address(one.link.target))

    def headed(self, names: Sequence[str], *, deep: bool = False) -> tuple[str, ...]:
        """The pages that carry one of these names as a heading; `deep`: articles too."""
        kept = (self.headings, self.in_articles) if deep else (self.headings,)
        return tuple(dict.fromkeys(url for name in names for pages in kept for url in pages.get(plain(name), ())))


class Index:
    """Fills the index, page by page. The pages of the front (the home page and what it shows) go first."""

    def __init__(self, front: Sequence[Page]) -> None:
        self._links: dict[str, dict[str, Entrance]] = {}
        self._headings: dict[str, tuple[str, ...]] = {}
        self._in_articles: dict[str, tuple[str, ...]] = {}
        self._front = {page.url for page in front}
        self._whole = True
        for page in front:
            self._read(page, home=True)

    def see(self, page: Page) -> None:
        if page.url not in self._front:
            self._read(page, home=False)

    def _read(self, page: Page, *, home: bool) -> None:
        for link in page.links:
            label = link.label
            if not label or len(label) > 2 * _LONGEST or link.element not in _ENTERING:
                continue
            key = plain(label)
            goals = self._links.get(key)
            if goals is None:
                if not key or len(key) > _LONGEST:
                    continue
                if len(self._links) >= _MOST:
                    self._whole = False
                    continue
                goals = self._links[key] = {}
            if len(goals) < _GOALS and link.target not in goals:
                goals[link.target] = Entrance(page=page.url, link=link, home=home, depth=0 if home else page.depth)
        article = is_article(page)
        kept = self._in_articles if article else self._headings
        for heading in page.headings:
            if len(heading) > 2 * _LONGEST or not (key := plain(heading)) or (article and len(key) > _SHORT):
                continue
            pages = kept.get(key, ())
            if len(pages) < _GOALS and page.url not in pages and (pages or len(kept) < _MOST):
                kept[key] = (*pages, page.url)

    def entrances(self) -> Entrances:
        links = {key: tuple(goals.values()) for key, goals in self._links.items()}
        return Entrances(links, self._headings, self._in_articles, self._whole)
