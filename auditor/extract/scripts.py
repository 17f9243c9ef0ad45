"""Is a list on this page left to a script, so that its rows are unknown without a browser?"""

import re
from collections.abc import Iterable, Mapping

from auditor.extract.tree import Node
from auditor.model.page import Element, Item, Link, Region
from auditor.model.url import canonical, host_of, site_of

_LOOPS = frozenset(
    ("v-for", "ng-repeat", "data-ng-repeat", "ms-repeat", "ms-for", ":for", "x-for", "*ngfor", "wx:for", "ms-each")
)
_PLACEHOLDER = re.compile(r"\{\{[^{}]{1,80}\}\}|<%=[^%]{1,80}%>|\$\{[\w.\[\]]{1,60}\}")
_TEMPLATE_TYPES = re.compile(r"text/(?:template|html|x-[\w-]*te?mp[\w-]*|xml)|x-template", re.IGNORECASE)
_ROW_TAG = re.compile(r"<(?:li|tr|dd|record)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\$\s*\.\s*(?:get|post|ajax|getJSON)\b|\baxios\b|\bfetch\s*\(|XMLHttpRequest|dataproxy|jpage|\$http\b|\.load\s*\("
    r"|gkmlpt|jQuery\.(?:get|post|ajax|getJSON)",
)
_KNOWN = re.compile(r"dataproxy\.jsp|jpage\.js|/gkmlpt/|jpaas-(?:publish|jpolicy)", re.IGNORECASE)
_MOUNTS = frozenset(("app", "root", "__nuxt", "__next", "vue-app", "main-app"))
_CONTAINERS = frozenset(("ul", "ol", "tbody", "dl", "table"))
_LISTED = re.compile(r"list|items?|news|rows?|data|content|xxgk|gkml|con(?:tainer)?$", re.IGNORECASE)
ENOUGH = 3  # rows in the markup itself: then the list is there


def script_list(root: Node, items: tuple[Item, ...], metas: Mapping[str, str], text: str) -> bool:
    """Does the body of the page hold a list that only a script fills?

    Rows in the markup answer no. Scripts alone answer nothing, since every page counts its visitors: what decides is an
    empty or templated container and the code that fills it.
    """
    if len(items) >= ENOUGH:
        return False
    article = bool(metas.get("articletitle") or metas.get("pubdate")) and len(text) >= 100
    code: list[str] = []
    sources: list[str] = []
    empty: list[Node] = []
    loops = templated = mount = False
    for node in root.walk():
        if node.tag == "script":
            kind = node.attrs.get("type", "") or node.attrs.get("language", "")
            body = node.own()
            if _TEMPLATE_TYPES.search(kind) and _ROW_TAG.search(body):
                templated = True
            code.append(body[:200_000])
            sources.append(node.attrs.get("src", ""))
        elif node.region is not Region.BODY:
            continue
        elif not _LOOPS.isdisjoint(node.attrs):
            loops = True
        elif (
            node.tag in _CONTAINERS and node.attrs and not node.text() and not any(c.tag == "img" for c in node.walk())
        ):
            empty.append(node)
        elif node.tag == "div" and node.attrs:
            ident = node.attrs.get("id", "")
            if ident and not node.text() and not any(child.tag in ("img", "a") for child in node.walk()):
                mount = mount or ident.lower() in _MOUNTS
                empty.append(node)
        if node.tag in ("li", "tr", "a", "dd") and any(
            isinstance(child, str) and _PLACEHOLDER.search(child) for child in node.children
        ):
            loops = True
    if loops or (mount and len(text) < 200):
        return True
    if article:
        return False
    whole = "\n".join(code)
    known = _KNOWN.search(whole) or any(_KNOWN.search(source) for source in sources)
    if known or templated:
        return True
    return any(_fills(node, whole) for node in empty) and bool(_ASKS.search(whole))


_MENU, _ENTRY = 3, 8  # so many links whose names are as short as those of columns are a menu
_WRITES_LINKS = re.compile(r"document\.write(?:ln)?\s*\(|innerHTML|\.(?:html|append|prepend)\s*\(")


def menu_by_script(root: Node, links: Iterable[Link], base: str) -> bool:
    """May the menu of this home page be written by a script?

    Old portals keep it in a file of their own that writes it where it stands (`<script src="/js/menu.js">`). A home
    page that names columns in its markup has its menu; without one, a script of its own in the body may bring it.
    Counters and badges of others bring none.
    """
    entries = {
        link.target
        for link in links
        if link.element in (Element.A, Element.AREA) and link.target and 2 <= len(link.label) <= _ENTRY
    }
    if len(entries) >= _MENU:
        return False
    site = site_of(host_of(base))
    for node in root.walk():
        if node.tag != "script" or any(up.tag == "head" for up in node.ancestors()):
            continue
        source = node.attrs.get("src", "").strip()
        if source and site_of(host_of(canonical(source, base))) == site:
            return True
        if not source and _WRITES_LINKS.search(code := node.own()[:200_000]) and "href" in code.lower():
            return True
    return False


def _fills(node: Node, code: str) -> bool:
    """Does the inline code name this empty container as the place where it puts something?"""
    ident = node.attrs.get("id", "").strip()
    if ident and len(ident) <= 80:
        name = re.escape(ident)
        if re.search(rf"[\"']#?{name}(?:[\"'\s.>:\[]|$)", code):
            return node.tag != "div" or bool(_LISTED.search(ident))
    for token in node.attrs.get("class", "").split():
        if len(token) > 2 and re.search(rf"[\"'][^\"']*\.{re.escape(token)}(?:[\"'\s.>:\[]|$)", code):
            return node.tag != "div" and bool(_LISTED.search(token) or node.tag in ("ul", "ol", "tbody"))
    return False
