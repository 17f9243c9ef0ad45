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


END = "\x00"  # in the flow: where a block begins or ends; the parser lets none through


class Tree:
    """What all elements of one page share: the elements in document order, and the flow of its words.

    The flow holds the texts that a reader may see, in document order, with `END` where a block begins or ends;
    `owners` are the elements in which its pieces stand.
    """

    __slots__ = ("flow", "nodes", "owners")

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.flow: list[str] = []
        self.owners: list[Node] = []

    def drop(self) -> None:
        """Unties the elements, so that their memory is free at once. The page can be walked no more."""
        for node in self.nodes:
            node.parent = None
        self.nodes.clear()
        self.owners.clear()


class Node:
    """One element with its attributes (names in lower case) and children (elements and texts).

    All elements of a page stand in one list in document order, so that an element and all below it are a slice of it,
    from `at` to `end`; and so are their words, a slice of the flow.
    """

    __slots__ = ("_from", "_text", "_to", "at", "attrs", "children", "end", "hidden", "parent", "region", "tag", "tree")

    def __init__(self, tag: str, attrs: dict[str, str], parent: "Node | None", tree: Tree, *, seen: bool) -> None:
        """`seen`: no element around it, nor what it is itself, keeps it from being shown."""
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.tree = tree
        self.children: list[Node | str] = []
        self.region: Region = Region.BODY
        self.hidden: bool = parent is not None and parent.hidden
        self.at = len(tree.nodes)
        self._text: str | None = None
        tree.nodes.append(self)
        if seen:
            flow = tree.flow
            self._from = len(flow)
            if tag in BLOCKS:
                flow.append(END)
                tree.owners.append(self)
        else:
            self._from = _UNSEEN

    def elements(self) -> Iterator["Node"]:
        """The child elements."""
        return (child for child in self.children if isinstance(child, Node))

    def walk(self) -> "Sequence[Node]":
        """This element and all below it, in document order."""
        return self.tree.nodes[self.at : self.end]

    def ancestors(self) -> Iterator["Node"]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def text(self) -> str:
        """The text below this element as a reader sees it, on one line."""
        if self._text is None:
            pieces = self.tree.flow[self._from : self._to] if self._from != _UNSEEN else list(self._pieces())
            self._text = fold(pieces[0] if len(pieces) == 1 else "".join(pieces).replace(END, "\n"))
        return self._text

    def _pieces(self) -> Iterator[str]:
        """What the flow would hold of an element that stands where it is not shown, as an option in a select."""
        stack: list[Node | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            elif node.tag not in SILENT:
                if node.tag in BLOCKS:
                    yield END
                    stack.append(END)
                stack.extend(reversed(node.children))

    @property
    def shown(self) -> bool:
        """Does it stand in the flow?"""
        return self._from != _UNSEEN

    def own(self) -> str:
        """The texts directly inside, without those of elements below: all that a script or style element holds."""
        children = self.children
        if not children:
            return ""
        if len(children) == 1:
            return children[0] if isinstance(children[0], str) else ""
        return "".join([child for child in children if isinstance(child, str)])

    def close(self) -> None:
        """Says that all that stands in this element has been read."""
        tree = self.tree
        self.end = len(tree.nodes)
        if self._from != _UNSEEN:
            if self.tag in BLOCKS:
                tree.flow.append(END)
                tree.owners.append(self)
            self._to = len(tree.flow)


_UNSEEN = -1


_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INERT = names("template noscript")
_NONE: dict[str, str] = {}  # shared by all elements without attributes; nobody writes to it


def parse(html: str) -> tuple[Node, bool]:
    """The root element of a page, and whether something was cut off to stay within bounds."""
    html, cut = tame(html)
    parser = LexborHTMLParser(html)
    top: LexborNode | None = parser.root
    while top is not None and not (top.is_element_node and top.tag == "html"):
        top = top.next
    tree = Tree()
    root = Node("html", _attributes(top) if top else {}, None, tree, seen=True)
    count = 0
    quiet: Node | None = None  # the outermost open element whose words are not shown
    # Each entry: the node that follows an open element, that element's parent, and how deep they are.
    stack: list[tuple[LexborNode | None, Node, int]] = []
    node, parent, depth = top.first_child if top else None, root, 1
    while True:
        if node is None:
            if not stack:
                break
            node, above, depth = stack.pop()
            if above is not parent:
                parent.close()
                if parent is quiet:
                    quiet = None
                parent = above
            continue
        count += 1
        if count > MOST_NODES:
            node, stack, cut = None, [(None, above, depth) for _next, above, depth in stack], True
        elif node.is_text_node:
            if words := node.text_content:
                parent.children.append(words)
                if quiet is None:
                    tree.flow.append(words)
                    tree.owners.append(parent)
            node = node.next
        elif node.is_element_node:
            tag = (node.tag or "").lower()
            attrs = _attributes(node)
            silent = tag in SILENT
            made = Node(tag, attrs, parent, tree, seen=quiet is None and not silent)
            parent.children.append(made)
            if (
                attrs
                and not made.hidden
                and ("hidden" in attrs or ("style" in attrs and _HIDING.search(attrs["style"])))
            ):
                made.hidden = True
            child = node.first_child
            if child is not None and tag not in _INERT:
                stack.append((node.next, parent, depth))
                if depth < DEEPEST or (tag == "a" and depth < DEEPEST + 20):
                    parent, depth = made, depth + 1
                    if silent and quiet is None:
                        quiet = made
                else:
                    made.close()
                node = child
            else:
                made.close()
                node = node.next
        else:
            node = node.next
    root.close()
    return root, cut


def _attributes(node: LexborNode) -> dict[str, str]:
    found = node.attributes
    if not found:
        return _NONE
    return {name: value or "" for name, value in found.items()}


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
