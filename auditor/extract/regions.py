"""Which part of the page does an element belong to: header, navigation, body, footer, a floating window?

Semantic elements and roles are believed. Class and id names of Chinese templates are hints only: they count when what
is inside looks the part, so that a wrapper called `header_wrap` or a record sheet called `top` stays body.
"""

import re
from collections.abc import Iterator

from auditor.extract.tree import SILENT, Node, names
from auditor.model.page import Region

_ROLES = {"banner": Region.HEADER, "navigation": Region.NAV, "contentinfo": Region.FOOTER, "menubar": Region.NAV}
_SPLIT = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_FLOATS = names("piaochuang piaofu piao couplet duilian fuchuang floatad adfloat floating")
_FOOTERS = names("footer foot bottom copyright footbox pagefoot yejiao dibu banquan")
_NAVS = names(
    "nav navs dh dhl dhlm navbar navi navigation menu menus mainmenu mainnav topnav daohang topmenu navbox subnav"
    " sitenav"
)
_HEADERS = names("header head top topbar topbox tophead toubu topper banner pagehead headbox logo")
_FOOT_WORDS = re.compile(r"ICP备|公网安备|网站标识码|版权所有|主办单位|主办[:：]|承办|联系我们|网站地图|网站声明", re.I)
_RECORD = re.compile(r"索\s*引\s*号|发布(?:日期|时间|机构)|成文日期|发文字号|信息来源|来源[:：]")
_DAY = re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_CONTENT = re.compile(r"TRS_|UCAP-CONTENT|^zoom$|article|content_?(?:body|text|main)?$", re.I)


def mark(root: Node) -> None:
    """Writes the region into every element of the tree."""
    whole = max(1, _length(root))
    for node in _outermost_first(root):
        if node.parent is not None:
            node.region = node.parent.region
        region = _semantic(node) or _named(node, whole) or _site_menu(node)
        if region:
            node.region = region


def _outermost_first(root: Node) -> Iterator[Node]:
    return root.walk()


def _semantic(node: Node) -> Region | None:
    role = _ROLES.get(node.attrs.get("role", "").lower())
    if role:
        return role
    if node.tag == "nav":
        return Region.NAV
    if node.tag in ("header", "footer") and not any(
        up.tag in ("article", "main", "section") for up in node.ancestors()
    ):
        return Region.HEADER if node.tag == "header" else Region.FOOTER
    return None


def _named(node: Node, whole: int) -> Region | None:
    if not node.attrs or node.tag in (
        "html",
        "body",
        "a",
        "img",
        "li",
        "span",
        "p",
        "h1",
        "h2",
        "h3",
        "script",
        "form",
    ):
        return None
    said = f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}"
    if len(said) > 300 or said.isspace():
        return None
    words = {word.lower() for word in _SPLIT.split(said) if word}
    squeezed = {token.lower() for token in said.split()}
    words |= squeezed
    if words & _FLOATS and _small(node, whole):
        return Region.FLOAT
    hints = [
        (Region.FOOTER, words & _FOOTERS),
        (Region.NAV, words & _NAVS),
        (Region.HEADER, words & _HEADERS),
    ]
    wanted = [region for region, hit in hints if hit]
    if not wanted or _is_body(node):
        return None
    look = _Look(node)
    if look.days >= 2 or look.record:
        return None
    for region in wanted:
        if region is Region.FOOTER and (
            (look.foot and look.plain < 1500 and (look.total <= 0.7 * whole or look.total < 400))
            or (look.linked and look.total <= 0.3 * whole)
        ):
            return region
        if region is Region.NAV and look.links and look.plain <= max(20, 0.25 * look.total):
            return region
        if region is Region.HEADER and (look.plain <= 120 and look.links + look.pictures) and not look.long:
            return region
    return None


_HOMES = frozenset(("首页", "网站首页", "门户首页", "返回首页"))


def _site_menu(node: Node) -> Region | None:
    """A box of links only, the home page's among them: the menu of the site, whatever it is called."""
    if node.tag not in ("div", "ul", "table", "section") or node.region is not Region.BODY:
        return None
    anchors = [child for child in node.walk() if child.tag == "a"]
    if not 8 <= len(anchors) <= 200 or not any(anchor.text() in _HOMES for anchor in anchors):
        return None
    look = _Look(node)
    return Region.NAV if look.plain <= 0.05 * look.total and not look.days and look.total <= 14 * look.links else None


class _Look:
    """What an element holds: how many characters, how many of them in links, dates, words of a footer or record."""

    __slots__ = ("days", "foot", "linked", "links", "long", "pictures", "plain", "record", "total")

    def __init__(self, node: Node) -> None:
        text = node.text()
        self.total = len(text)
        self.days = len(_DAY.findall(text))
        self.foot = bool(_FOOT_WORDS.search(text))
        self.record = bool(_RECORD.search(text))
        self.linked = self.links = self.pictures = self.long = 0
        for child in node.walk():
            if child.tag == "a":
                label = child.text()
                self.linked += len(label)
                self.links += 1
                self.long += len(label) > 18
            elif child.tag == "img":
                self.pictures += 1
        self.plain = max(0, self.total - self.linked)


def _is_body(node: Node) -> bool:
    """Does the element hold an article, or a heading of the first order beside other text?"""
    for child in node.walk():
        if child.tag in ("article", "main") or (
            child.attrs and child.tag in ("div", "td", "section") and _CONTENT.search(child.attrs.get("id", ""))
        ):
            return True
        if child.attrs and any(token.startswith("TRS_") for token in child.attrs.get("class", "").split()):
            return True
    return False


def _small(node: Node, whole: int) -> bool:
    return _length(node) <= max(200, 0.3 * whole)


def _length(node: Node) -> int:
    """Characters of text below the element, roughly."""
    total = 0
    for child in node.walk():
        if child.tag not in SILENT:
            total += sum(len(piece.strip()) for piece in child.children if isinstance(piece, str))
    return total
