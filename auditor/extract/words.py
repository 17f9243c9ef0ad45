"""What does the page say: title, metas, headings, breadcrumb, text?"""

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.extract.tree import END, SILENT, Node
from auditor.model.page import Region
from auditor.model.words import fold

MOST_TEXT = 2_000_000
MOST_HEADINGS = 300
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def title(root: Node) -> str:
    """The words of the title element; "" when the page has none."""
    for node in root.walk():
        if node.tag == "title" and not any(up.tag == "svg" for up in node.ancestors()):
            return fold(node.own())
    return ""


def metas(root: Node) -> dict[str, str]:
    """Contents of the metas by lower-case name; the first that says something wins."""
    found: dict[str, str] = {}
    for node in root.walk():
        if node.tag == "meta" and "content" in node.attrs:
            name = (node.attrs.get("name") or node.attrs.get("property", "")).strip().lower()
            if name and not found.get(name):
                found[name] = node.attrs["content"].strip()[:10_000]
    return found


def headings(root: Node) -> tuple[str, ...]:
    texts = (node.text() for node in root.walk() if node.tag in _HEADINGS)
    return tuple(text[:500] for text in texts if text)[:MOST_HEADINGS]


def lines(root: Node) -> tuple[str, str, bool]:
    """The visible text of the body without header, navigation and footer, the whole text, and whether it was cut.

    One block a line. What a style hides at first (tabs) stands in the whole text only.
    """
    tree = root.tree
    body = [
        piece
        for piece, owner in zip(tree.flow, tree.owners, strict=True)
        if piece == END or (owner.region is Region.BODY and not owner.hidden)
    ]
    known: dict[str, str] = {}  # most lines stand in both
    text, full = _blocks(body, known), _blocks(tree.flow, known)
    return text[:MOST_TEXT], full[:MOST_TEXT], len(full) > MOST_TEXT


def _blocks(pieces: list[str], known: dict[str, str]) -> str:
    # A line break in the source is a blank to the reader; only our own marks end a block.
    lines: list[str] = []
    for raw in "".join(pieces).split(END):
        line = known.get(raw)
        if line is None:
            line = known[raw] = fold(raw)
        if line:
            lines.append(line)
    return "\n".join(lines)


_WHERE = re.compile(r"(?:您|你)?(?:现在)?(?:所在|当前)?的?(?:所在)?位置(?:是)?\s*[:：]|当前(?:位置|栏目)\s*[:：]?")
_HOMES = frozenset(("首页", "网站首页", "主页", "本站首页", "门户首页", "返回首页"))
_BETWEEN = re.compile(r"\s*(?:-+\s*[>＞]|[>＞]+|»|›|→|》|\||/|·|::)\s*")
_INSIDE = re.compile(r"[>＞»›→》]")
_TOOLS = re.compile(r"字号|字体|打印|分享|关闭|收藏|浏览")
_CRUMB = re.compile(r"crumb|bread|weizhi|dqwz|position|curlocation|currchnl|curmb|wz_?nav|sitepath", re.IGNORECASE)
_PLAIN_ENDS = frozenset(("正文", "内容", "详情", "详细内容", "内容页", "文章内容", "列表"))


def breadcrumb(root: Node) -> tuple[str, ...]:
    """The names on the path from the home page to here, from the outside in; () when the page shows none."""
    for node in root.walk():
        names: tuple[str, ...] = ()
        if _says_where(node):
            names = _path(_with_links(node.parent if node.tag == "a" and node.parent else node))
        elif node.tag == "a" and node.parent is not None and node.text() in _HOMES and _nested(node.parent):
            names = _path(node.parent)
        if names:
            return names
    return ()


def _says_where(node: Node) -> bool:
    words = node.own()
    if ("置" in words or "前" in words) and len(own := fold(words)) < 120 and _WHERE.search(own):
        return True
    attrs = node.attrs
    return ("class" in attrs or "id" in attrs) and _called_path(attrs.get("class", ""), attrs.get("id", ""))


@lru_cache(maxsize=4096)  # the same few classes and ids stand on every page of a site
def _called_path(classes: str, id: str) -> bool:
    return bool(_CRUMB.search(f"{classes} {id}"))


def _nested(parent: Node) -> bool:
    """Do at least two links stand here with something between them that says "inside"?"""
    anchors = sum(1 for child in parent.elements() if child.tag == "a")
    own = parent.own()
    return anchors >= 2 and bool(_INSIDE.search(own))


def _with_links(node: Node) -> Node | None:
    for candidate in (node, *list(node.ancestors())[:3]):
        if len(candidate.text()) > 250:
            return None
        if any(child.tag == "a" for child in candidate.walk()):
            return candidate
    return None


def _path(node: Node | None) -> tuple[str, ...]:
    if node is None or len(node.text()) > 250:
        return ()
    names: list[str] = []
    anchors = 0
    for piece, linked in _named_pieces(node):
        anchors += linked
        where = None if linked else _WHERE.search(piece)
        for name in [piece] if linked else _BETWEEN.split(piece[where.end() :] if where else piece):
            if _TOOLS.search(name):
                return tuple(names[:12]) if anchors else ()
            if name and len(name) <= 60 and name not in _PLAIN_ENDS:
                names.append(name)
    return tuple(names[:12]) if anchors else ()


def _named_pieces(node: Node) -> Iterator[tuple[str, bool]]:
    """The texts below, each with whether it is a link's."""
    plain: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            plain.append(item)
        elif item.tag == "a":
            yield fold("".join(plain)), False
            plain = []
            yield item.text(), True
        elif item.tag not in SILENT:
            stack.extend(reversed(item.children))
    yield fold("".join(plain)), False
