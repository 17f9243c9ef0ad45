"""Which further pages of a list are there that only a script links to?

TRS, the publishing system of many portals, ends its lists with `createPageHTML(count, current, "index", "html")`, which
writes the links: the first page is index.html, the others index_1.html and on. A browser runs it; what it would write
is read here, so that a list does not end where its markup does. Nobody is accused by what was only reckoned: these are
no references of the page (`Element.SITEMAP`).
"""

import re

from auditor.extract.tree import Node
from auditor.model.page import Element, Link, Region
from auditor.model.url import canonical

_CALLED = "createPageHTML"
_PAGER = re.compile(
    rf"\b{_CALLED}\s*\(\s*(\d{{1,4}})\s*,\s*(\d{{1,4}})\s*,\s*[\"']([\w-]{{1,60}})[\"']\s*,\s*[\"'](\w{{1,10}})[\"']"
)
_AHEAD = 5  # pages that one page leads on to


def further(root: Node, base: str, first: int) -> tuple[Link, ...]:
    """Links to the next pages, numbered from `first` on."""
    for node in root.walk():
        if node.tag != "script" or "src" in node.attrs or _CALLED not in (code := node.own()[:20_000]):
            continue
        if said := _PAGER.search(code):
            count, current = int(said[1]), int(said[2])
            names = [f"{said[3]}_{page}.{said[4]}" for page in range(current + 1, min(count, current + 1 + _AHEAD))]
            return tuple(
                Link(canonical(name, base), name, "下一页", Region.BODY, Element.SITEMAP, first + at)
                for at, name in enumerate(names)
            )
    return ()
