"""Which elements and texts stand on a page? A small tree of our own, built once from the parser's and then dropped.

The parser (lexbor) reads like a browser: comments, also malformed ones, end where a browser ends them, and are left
out; so are the contents of template and noscript. Work is bounded: what a page may hold at most is below.
"""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.model.page import Region
from auditor.model.words import fold

MOST_NODES = 160_000  # the largest real pages have a tenth of it
DEEPEST = 200  # deeper elements are hung to the ancestor at this depth (browsers cut at 512)


def names(words: str) -> frozenset[str]:
    """The set of names in a line of them."""
    return frozenset(words.split())


BLOCKS = names(
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre section summary table tbody td tfoot"
    " th thead tr ul"
)
SILENT = names("script style template noscript head select textarea iframe object svg math audio video title")


class Node:
    """One element with its attributes (names in lower case) and children (elements and texts).

    All elements of a page stand in one list in document order, so that an element and all below it are a slice of it.
    """

    __slots__ = ("_all", "_at", "_end", "_text", "attrs", "children", "hidden", "parent", "region", "tag")

    def __init__(self, tag: str, attrs: dict[str, str], parent: "Node | None") -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.children: list[Node | str] = []
        self.region: Region = Region.BODY
        self.hidden: bool = parent.hidden if parent else False
        self._all: list[Node] = parent._all if parent else []
        self._at = self._end = len(self._all)
        self._all.append(self)
        self._text: str | None = None

    def elements(self) -> Iterator["Node"]:
        """The child elements."""
        return (child for child in self.children if isinstance(child, Node))

    def walk(self) -> Sequence["Node"]:
        """This element and all below it, in document order."""
        return self._all[self._at : self._end] if self.parent else self._all

    def ancestors(self) -> Iterator["Node"]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def pieces(self) -> Iterator[str]:
        """The texts below this element in document order, with "\n" where a block begins or ends."""
        stack: list[Node | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            elif node.tag not in SILENT:
                if node.tag in BLOCKS:
                    yield "\n"
                    stack.append("\n")
                stack.extend(reversed(node.children))

    def text(self) -> str:
        """The text below this element as a reader sees it, on one line."""
        if self._text is None:
            self._text = fold("".join(self.pieces()))
        return self._text

    def own(self) -> str:
        """The texts directly inside, without those of elements below: all that a script or style element holds."""
        children = self.children
        if not children:
            return ""
        if len(children) == 1:
            return children[0] if isinstance(children[0], str) else ""
        return "".join([child for child in children if isinstance(child, str)])

    def close(self) -> None:
        """Says that the tree below this root is whole: from now on it can be walked."""
        for node in reversed(self._all):
            node._end = max(node._end, node._at + 1)
            if node.parent is not None and node.parent._end < node._end:
                node.parent._end = node._end


_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NONE: dict[str, str] = {}  # shared by all elements without attributes; nobody writes to it


def parse(html: str) -> tuple[Node, bool]:
    """The root element of a page, and whether something was cut off to stay within bounds."""
    html, cut = tame(html)
    parser = LexborHTMLParser(html)
    root = Node("html", {}, None)
    start = parser.root
    if start is None:
        root.close()
        return root, cut
    count = 0
    # Each entry: a node still to be read with its siblings, under which parent, how deep.
    stack: list[tuple[LexborNode | None, Node, int]] = []
    top: LexborNode | None = start
    while top is not None:
        if top.is_element_node and top.tag == "html":
            root.attrs = _attributes(top)
            stack.append((top.first_child, root, 1))
        top = top.next
    while stack:
        node, parent, depth = stack.pop()
        while node is not None:
            count += 1
            if count > MOST_NODES:
                root.close()
                return root, True
            if node.is_text_node:
                if words := node.text_content:
                    parent.children.append(words)
            elif node.is_element_node:
                made = Node((node.tag or "").lower(), attrs := _attributes(node), parent)
                if attrs and not made.hidden:
                    made.hidden = "hidden" in attrs or _hides(attrs)
                parent.children.append(made)
                child = node.first_child
                if child is not None and made.tag not in ("template", "noscript"):
                    stack.append((node.next, parent, depth))
                    if depth < DEEPEST or (made.tag == "a" and depth < DEEPEST + 20):
                        parent, depth = made, depth + 1
                    else:
                        made.parent = parent
                    node = child
                    continue
            node = node.next
    root.close()
    return root, cut


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()} or _NONE


def _hides(attrs: dict[str, str]) -> bool:
    style = attrs.get("style")
    return bool(style and _HIDING.search(style))


_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^<>]*)>?")
_VOID = names("area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option")
_SUSPECT = 15_000  # tags; below it nothing a page does costs noticeable time
_MANY_ATTRIBUTES = re.compile(r"<[a-zA-Z][^<>]{40000,}")


def tame(html: str) -> tuple[str, bool]:
    """The same page without what makes every parser quadratic: thousands of open levels or of attributes on one tag."""
    cut = False
    if _MANY_ATTRIBUTES.search(html):
        fewer = _MANY_ATTRIBUTES.sub(lambda tag: tag[0][:4000] if tag[0].count("=") > 1000 else tag[0], html)
        html, cut = fewer, len(fewer) != len(html)
    if html.count("<") < _SUSPECT:
        return html, cut
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() in _VOID:
            continue
        depth += -1 if tag[1] else 1
        if depth < 0:
            depth = 0
        elif depth > 3000:
            # Nobody writes this; what follows is dropped from the structure but its links stay readable.
            tail = html[tag.start() :]
            return html[: tag.start()] + _flat(tail), True
    return html, cut


def _flat(tail: str) -> str:
    anchors = re.findall(r"<a\s[^<>]{0,2000}>[^<]{0,500}", tail)
    return "".join(f"{anchor}</a>" for anchor in anchors[:50_000])
