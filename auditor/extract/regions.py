"""Which part of the page does an element belong to: header, navigation, body, footer, a floating window?

Semantic elements and roles are believed. Class and id names of Chinese templates are hints only: they count when what
is inside looks the part, so that a wrapper called `header_wrap` or a record sheet called `top` stays body.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from auditor.extract.tree import BLOCKS, SILENT, Node, names
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
_FOOT_WORDS = re.compile(r"公网安备|网站标识码|版权所有|主办单位|主办[:：]|承办|联系我们|网站地图|网站声明")
_LICENCE = re.compile(r"ICP备", re.I)
_LICENSED = re.compile(r"ICP备|网站标识码", re.I)
_RECORD = re.compile(r"索\s*引\s*号|发布(?:日期|时间|机构)|成文日期|发文字号|信息来源|来源[:：]")
_DAY = re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_DIGIT = re.compile(r"\d")
_PARTS = _FLOATS | _FOOTERS | _NAVS | _HEADERS
_CONTENT = re.compile(r"TRS_|UCAP-CONTENT|^zoom$|article|content_?(?:body|text|main)?$", re.I)


_HOMES = frozenset(("首页", "网站首页", "门户首页", "返回首页"))
_SEMANTIC = names("nav header footer")
_BOXES = names("div ul table section")
_FEET = names("tr table div td p center")
_LAST = 300  # elements of a page among which its footer is
_FOOT_LENGTH, _BELOW_FOOT = 400, 60  # characters in it; and below it: a visitor counter, "to the top"
_UNNAMED = names("html body a img li span p h1 h2 h3 script form")


def mark(root: Node) -> None:
    """Writes the region into every element of the tree."""
    looks = _Looks(root)
    at_home = _around_home(root)
    for node in root.walk():
        attrs = node.attrs
        if node.parent is not None:
            node.region = node.parent.region
        region: Region | None = None
        if "role" in attrs or node.tag in _SEMANTIC:
            region = _semantic(node)
        if region is None and ("class" in attrs or "id" in attrs) and node.tag not in _UNNAMED:
            region = _named(node, looks)
        if region is None and node in at_home and node.tag in _BOXES and node.region is Region.BODY:
            region = _site_menu(looks.of(node))
        if region is not None:
            node.region = region
    if (foot := _unnamed_foot(root, looks)) is not None:
        for node in foot.walk():
            node.region = Region.FOOTER


def _around_home(root: Node) -> set[Node]:
    """The elements with a link to the home page inside."""
    around: set[Node] = set()
    for node in root.walk():
        if node.tag == "a" and node.text() in _HOMES:
            around.update(node.ancestors())
    return around


class _Look:
    """What an element holds: characters, how many of them in links, dates, words of a footer or a record sheet."""

    __slots__ = ("days", "foot", "home", "linked", "links", "long", "pictures", "record", "text", "total")

    def __init__(self) -> None:
        self.total = self.linked = self.links = self.long = self.pictures = self.days = 0
        self.foot = self.record = self.home = self.text = False

    @property
    def plain(self) -> int:
        return max(0, self.total - self.linked)

    def add(self, below: "_Look") -> None:
        self.total += below.total
        self.linked += below.linked
        self.links += below.links
        self.long += below.long
        self.pictures += below.pictures
        self.days += below.days
        self.foot = self.foot or below.foot
        self.record = self.record or below.record
        self.home = self.home or below.home
        self.text = self.text or below.text


_COUNTED = names("a img article main")  # though empty
_NOTHING = _Look()  # shared by all elements that hold nothing; nobody writes to it


class _Looks:
    """What the elements of a page hold. Worked out only where somebody asks, as few boxes are called after a part."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._whole = 0
        self._of: dict[Node, _Look] = {}

    @property
    def whole(self) -> int:
        """The characters of the whole page."""
        self._whole = self._whole or max(1, sum(_length(node) for node in self._root.walk() if node.shown))
        return self._whole

    def of(self, asked: Node) -> _Look:
        """What this element holds, in one pass from its leaves up."""
        looks = self._of
        if asked in looks:
            return looks[asked]
        for node in reversed(asked.walk()):
            if node.tag in SILENT or not (node.children or node.attrs or node.tag in _COUNTED):
                looks[node] = _NOTHING
                continue
            look = looks[node] = _Look()
            texts = []
            for child in node.children:
                if isinstance(child, str):
                    texts.append(child)
                elif (below := looks[child]) is not _NOTHING:
                    look.add(below)
            if texts and (own := " ".join(texts).strip()):
                look.total += len(own)
                look.days += len(_DAY.findall(own)) if len(own) < 5000 and _DIGIT.search(own) else 0
                look.foot = look.foot or bool(_FOOT_WORDS.search(own) or ("备" in own and _LICENCE.search(own)))
                look.record = look.record or bool(_RECORD.search(own))
            if node.tag == "a":
                look.linked, look.links, look.long = look.total, 1, int(look.total > 18)
                look.home = look.total < 12 and node.text() in _HOMES
            elif node.tag == "img":
                look.pictures = 1
            look.text = look.text or _is_body(node)
        return looks[asked]


def _length(node: Node) -> int:
    """The characters that stand directly in an element."""
    texts = [child for child in node.children if isinstance(child, str)]
    return len(" ".join(texts).strip()) if texts else 0


def _is_body(node: Node) -> bool:
    """Is this the box of an article?"""
    if node.tag in ("article", "main"):
        return True
    if not node.attrs:
        return False
    if node.tag in ("div", "td", "section") and _CONTENT.search(node.attrs.get("id", "")):
        return True
    return "TRS_" in node.attrs.get("class", "")


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


@dataclass(frozen=True, slots=True)
class _Called:
    """After which parts of a page is an element called?"""

    float: bool
    footer: bool
    nav: bool
    header: bool


@lru_cache(maxsize=4096)  # the same few classes and ids stand on every page of a site
def _called(classes: str, id: str) -> _Called | None:
    said = f"{classes} {id}"
    if len(said) > 300 or said.isspace():
        return None
    words = {word.lower() for word in (*_SPLIT.split(said), *said.split()) if word}
    found = _Called(*(bool(words & part) for part in (_FLOATS, _FOOTERS, _NAVS, _HEADERS)))
    return found if words & _PARTS else None


def _named(node: Node, looks: _Looks) -> Region | None:
    """Which part do class and id name, if what is inside looks like it?"""
    called = _called(node.attrs.get("class", ""), node.attrs.get("id", ""))
    if called is None:
        return None
    look = looks.of(node)
    if called.float and (look.total <= 200 or look.total <= 0.3 * looks.whole):
        return Region.FLOAT
    if look.text or look.days >= 2 or look.record:
        return None
    if called.footer and _like_footer(look, looks):
        return Region.FOOTER
    if called.nav and look.links and look.plain <= max(20, 0.25 * look.total):
        return Region.NAV
    if called.header and look.plain <= 120 and look.links + look.pictures and not look.long:
        return Region.HEADER
    return None


def _unnamed_foot(root: Node, looks: _Looks) -> Node | None:
    """The last box of an old page that names no part: it bears the licence or the code of the site, and nothing else.

    It reaches as far up as all that stands beside it speaks as a footer does.
    """
    last: Node | None = None
    for node in islice(reversed(root.walk()), _LAST):
        if node.region is Region.FOOTER:
            return None
        if last is None and node.tag not in SILENT:
            own = (child for child in node.children if isinstance(child, str) and ("备" in child or "标识" in child))
            last = node if any(map(_LICENSED.search, own)) else None
    foot: Node | None = None
    for node in (last, *last.ancestors()) if last is not None else ():
        look = looks.of(node)
        plain = look.foot and not (look.text or look.record or look.days or look.long) and look.total <= _FOOT_LENGTH
        if node.region is not Region.BODY or node.tag == "body" or not plain:
            break
        within = (child for child in node.children if not isinstance(child, str))
        beside = [looks.of(child) for child in within if foot is not None or child.tag in BLOCKS]
        if not all(one.foot or not one.total + one.pictures for one in beside):
            break
        foot = node if node.tag in _FEET else foot
    return foot if foot is not None and _after(foot, looks) <= _BELOW_FOOT else None


def _after(node: Node, looks: _Looks) -> int:
    """How many characters stand on the page behind an element?"""
    total = 0
    for inner, outer in pairwise((node, *node.ancestors())):
        at = next(at for at, child in enumerate(outer.children) if child is inner)
        rest = outer.children[at + 1 :]
        total += sum(len(one.strip()) if isinstance(one, str) else looks.of(one).total for one in rest)
    return total


def _like_footer(look: _Look, looks: _Looks) -> bool:
    if look.foot and look.plain < 1500 and (look.total < 400 or look.total <= 0.7 * looks.whole):
        return True
    return look.linked >= 0.5 * look.total and look.links > 0 and look.total <= 0.3 * looks.whole


def _site_menu(look: _Look) -> Region | None:
    """A box of links only, the home page's among them: the menu of the site, whatever it is called."""
    if not look.home or not 8 <= look.links <= 200 or look.days:
        return None
    return Region.NAV if look.plain <= 0.05 * look.total and look.total <= 14 * look.links else None
