"""Which links stand where nobody is meant to look?

Off the screen, in a box without size, in letters without size or of the colour of their ground, behind the end of the
document: by the styles that stand in the markup itself.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.extract.tree import Node

_LONGEST_TAIL = 200_000

_AWAY = re.compile(
    r"(?:^|;)\s*(?:left|top|right|bottom|text-indent|margin(?:-left|-top)?)\s*:\s*-\d{3,}(?:px|em|rem|pt)?"
)
_PLACED = re.compile(r"position\s*:\s*(?:absolute|fixed|relative)|text-indent|margin")
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
    found: set[int] = set()
    for node in root.walk():
        if (boxes and id(node.parent) in boxes) or (
            node.attrs and (_conceals(node.attrs.get("style", "")[:1000]) or _still(node))
        ):
            boxes.add(id(node))
        if node.tag == "a" and (id(node) in boxes or (behind and node.attrs.get("href") in behind)):
            found.add(id(node))
    return frozenset(found)


@lru_cache(maxsize=4096)  # the same few styles stand on every paragraph of every page
def _conceals(style: str) -> bool:
    if not style:
        return False
    style = style.lower()
    if _AWAY.search(style) and _PLACED.search(style):
        return True
    if _FLAT.search(style) and _CLIPPED.search(style):
        return True
    if _TINY.search(style):
        return True
    colour, ground = _COLOUR.search(style), _GROUND.search(style)
    return bool(colour and ground and colour[1] == ground[1])


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
