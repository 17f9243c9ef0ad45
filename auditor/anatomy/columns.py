"""Which list pages is the portal made of, and under which names?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.anatomy.names import is_article, list_place, names_of, place, site_names
from auditor.api import StoredFacts
from auditor.model.anatomy import Column
from auditor.model.page import Element, Page
from auditor.model.words import same


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns in the order in which a reader meets them, and the names under which each may be asked for."""

    found: tuple[Column, ...] = ()
    named: dict[str, Column] = field(default_factory=dict)  # by `same` of every name

    def first(self, names: Sequence[str]) -> Column | None:
        return next((self.named[key] for key in map(same, names) if key in self.named), None)

    def at(self, urls: frozenset[str]) -> Column | None:
        return next((one for one in self.found if one.url in urls or urls & set(one.aliases)), None)


def columns(stored: StoredFacts, front: Sequence[Page]) -> Columns:
    """Every page that is no article and lists something, or gives itself the name of a column.

    Further pages of a list (index_2.html, ?page=2) become aliases of its first page, with their items. A column may
    also be asked for under the label that leads to it from the home page; its own name goes first.
    """
    home = stored.home()
    site = site_names(home, stored.portal.name)
    skip = {page.url for page in front} | {page.final_url for page in front}
    found: dict[tuple[str, str], Column] = {}
    also: dict[str, tuple[str, str]] = {}  # other names, and addresses, of the column under that key
    where: dict[str, tuple[str, str]] = {}
    for page in stored.pages(links=False):
        if page.url in skip or is_article(page):
            continue
        names = names_of(page, site)
        declared = bool(page.breadcrumb or page.metas.get("columnname"))
        if not names or not (page.items or page.script_list or declared):
            continue
        where_listed = list_place(page.final_url or page.url)
        if not (page.items or page.script_list) and where_listed != place(page.final_url or page.url):
            continue  # an article whose number looks like that of a further page
        key = (where_listed, same(names[0]))
        left = page.script_list and not page.rendered
        if key in found:
            first = found[key]
            found[key] = replace(
                first,
                aliases=(*first.aliases, *sorted({page.url, page.final_url} - {first.url, *first.aliases, ""})),
                items=first.items + page.items,
                script=first.script or left,
            )
        else:
            found[key] = Column(
                url=page.url,
                name=names[0],
                path=page.breadcrumb or (names[0],),
                aliases=(page.final_url,) if page.final_url not in ("", page.url) else (),
                items=page.items,
                script=left,
            )
        for name in names[1:]:
            also.setdefault(same(name), key)
        where.setdefault(page.url, key)
        where.setdefault(page.final_url, key)
    named = {same(column.name): column for column in reversed(found.values())}
    for page in front:
        for link in page.links:
            if link.element in (Element.A, Element.AREA) and link.label and link.target in where:
                named.setdefault(same(link.label), found[where[link.target]])
    for name, key in also.items():
        named.setdefault(name, found[key])
    return Columns(tuple(found.values()), named)
