"""Which links stand where nobody is meant to look?

Off the screen, in a box without size, in letters without size or of the colour of their ground, behind the end of the
document: by the styles that stand in the markup itself.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.extract.tree import Node

_LONGEST_TAIL = 200_000

_AWAY = re.compile(r"(?:^|;)\s*(?:left|top|right|bottom)\s*:\s*-(?:[4-9]\d\d|\d{4,})(?:\.\d+)?px")
_PLACED = re.compile(r"position\s*:\s*(?:absolute|fixed)")
_STRIP = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*\d{4,}|transition|transform|translate")  # of a slide show
_FLAT = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:!important\s*)?(?:;|$)")
_CLIPPED = re.compile(r"overflow\s*:\s*hidden")
_TINY = re.compile(r"font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em)?\s*(?:!important\s*)?(?:;|$)")
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([#\w]+)")
_GROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([#\w]+)\s*(?:;|$)")
_ANCHOR = re.compile(r"<a\s[^<>]{0,2000}?href\s*=\s*[\"']?([^\"'\s<>]{1,2048})", re.IGNORECASE)
_END = re.compile(r"</html\s*>", re.IGNORECASE)


def concealed(root: Node, html: str) -> frozenset[int]:
    """The `id`s of the anchors in such places."""
    behind = frozenset(_behind(html))
    boxes: set[int] = set()  # what conceals, and all that stands in it
    tiny: set[int] = set()  # of these, letters without size: a class may give them one again
    found: set[int] = set()
    for node in root.walk():
        if boxes and id(node.parent) in boxes and not (id(node.parent) in tiny and _resized(node)):
            boxes.add(id(node))
            if id(node.parent) in tiny:
                tiny.add(id(node))
        elif "style" in node.attrs or node.tag == "marquee":
            style = node.attrs.get("style", "")[:1000]
            if _conceals(style) or _still(node):
                boxes.add(id(node))
            elif _shrinks(style):
                boxes.add(id(node))
                tiny.add(id(node))
        if node.tag == "a" and (id(node) in boxes or (behind and node.attrs.get("href") in behind)):
            found.add(id(node))
    return frozenset(found)


@lru_cache(maxsize=4096)  # the same few styles stand on every paragraph of every page
def _conceals(style: str) -> bool:
    if not style:
        return False
    style = style.lower()
    if _AWAY.search(style) and _PLACED.search(style) and not _STRIP.search(style):
        return True
    if _FLAT.search(style) and _CLIPPED.search(style):
        return True
    colour, ground = _COLOUR.search(style), _GROUND.search(style)
    return bool(colour and ground and colour[1] == ground[1])


@lru_cache(maxsize=4096)
def _shrinks(style: str) -> bool:
    return bool(style and _TINY.search(style.lower()))


def _resized(node: Node) -> bool:
    return "class" in node.attrs or "font" in node.attrs.get("style", "").lower()


def _still(node: Node) -> bool:
    """A moving text in a box of one pixel."""
    return node.tag == "marquee" and any(
        node.attrs.get(name, "").strip() in ("0", "1", "2") for name in ("width", "height")
    )


def _behind(html: str) -> Iterator[str]:
    """Links behind the end of the document, which a browser shows below the page."""
    ends = [match.end() for match in _END.finditer(html)]
    if ends:  # of several, as in pages that are put together of whole documents, only the last is the end
        yield from _ANCHOR.findall(html[ends[-1] :][:_LONGEST_TAIL])
