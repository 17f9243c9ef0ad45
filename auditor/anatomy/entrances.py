"""Which links near the home page carry a name?"""

from collections.abc import Iterable, Sequence

from auditor.anatomy.names import article_address
from auditor.api import StoredFacts
from auditor.model.anatomy import Entrance
from auditor.model.page import Element, Page
from auditor.model.words import plain

DEPTH = 2  # clicks from the home page: columns are entered there, rows of their lists are not
_LONGEST = 24  # characters of a name; longer labels are titles
_FEW = 4  # addresses of one name that are kept


class Entrances:
    """The links of the home page and the two levels below it, by name. One pass over these pages."""

    def __init__(self, stored: StoredFacts, front: Sequence[Page]) -> None:
        self._named: dict[str, dict[str, Entrance]] = {}
        home = {page.url for page in front}
        for page in front:
            self._take(page, home=True)
        for page in stored.pages():
            if page.depth > DEPTH:
                break
            if page.url not in home:
                self._take(page, home=False)

    def of(self, names: Iterable[str]) -> tuple[Entrance, ...]:
        return tuple(one for key in dict.fromkeys(map(plain, names)) for one in self._named.get(key, {}).values())

    def _take(self, page: Page, *, home: bool) -> None:
        for link in page.links:
            if link.element not in (Element.A, Element.AREA) or not 1 < len(link.label) <= 2 * _LONGEST:
                continue
            key = plain(link.label)
            known = self._named.get(key)
            where = link.target or f"{page.url}#"
            if len(key) > _LONGEST or (known and (where in known or len(known) >= _FEW)):
                continue
            if not article_address(link.target):
                self._named.setdefault(key, {})[where] = Entrance(page.url, link, home)
