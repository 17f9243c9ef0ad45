"""What does a page refer to, under which label, in which part of it?"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from auditor.extract.tree import Node, names
from auditor.model.page import Element, Link
from auditor.model.url import canonical, is_placeholder
from auditor.model.words import fold, same

MOST_LINKS = 50_000
LONGEST_HREF = 4096
LONGEST_LABEL = 1000
LONGEST_CSS = 200_000

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-echo", "lay-src", "original", "_src")
_PATHLIKE = re.compile(r"/|\.[a-z][a-z0-9]{1,4}(?:$|[?#])", re.IGNORECASE)  # data-lazy="true" and "1" are none
_NO_REFERENCE = re.compile(r"\s*(?:data|blob|about):", re.IGNORECASE)
_CSS_URL = re.compile(
    r"""url\(\s{0,99}(?:"([^"\n]{0,2048})"|'([^'\n]{0,2048})'|([^"'()\s]{1,2048}))\s{0,99}\)|@import\s{1,99}["']([^"']{1,2048})["']""",
    re.IGNORECASE,
)
# One candidate of a srcset: an address ends at white space, or with the comma that ends it; then come descriptors.
_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*)(?:(?<=,)|(?:\([^)]*\)?|[^,(])*)")
# Read by nobody, or by one browser of many: comments, the list of a font's formats (the first that fits is loaded), the
# behaviours of Internet Explorer.
_CSS_ASIDE = re.compile(
    r"/\*.*?(?:\*/|\Z)|@font-face\s{0,99}\{[^}]*|\bbehavior\s{0,9}:[^;}]*", re.DOTALL | re.IGNORECASE
)
# "5; url=/x", "5;/x", "5 url='/x'": browsers want the number first, and take what follows it with or without "url=".
_REFRESH = re.compile(
    r"""\s*(?:\d+[\d.]*|\.[\d.]*)(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(.*))""",
    re.IGNORECASE | re.DOTALL,
)
_RELATIONS = frozenset(
    ("stylesheet", "icon", "shortcut", "apple-touch-icon", "mask-icon", "preload", "modulepreload", "manifest")
)
# window.open('…'), openwin('…') as old portals call it, location.href = '…': a literal address, nothing joined to it.
_OPENS = re.compile(
    r"""(?:(?<![\w.$])(?i:open_?(?:new_?)?win(?:dow)?|win_?open)\s*\((?=["'](?:/|https?:|[\w./-]+\.[a-z]{3,5}\b))"""
    r"""|(?<![\w.$])(?:(?:window|self|top|parent)\.)?open\s*\(|location\.(?:assign|replace)\s*\("""
    r"""|(?<![\w$])location(?:\.href)?\s*=(?!=))\s*(["'])([^"'\s]+)\1\s*(?![\s+])""",
)
_SIZE = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
# javascript: and its misspellings (javascript；, java script:void(0)), which nobody means as an address
_SCRIPT = re.compile(r"(?:java|vb)\s?script(?![\w./?-])", re.IGNORECASE)
# Attributes by which a script takes over a click or writes the address itself: onclick, @click, ng-click, :href …
_DECIDES = re.compile(
    r"on(?:click|mouse(?:down|up)|touch(?:start|end)|pointerdown)|(?:@|v-on:|ng-|ms-(?:on-)?)(?:click|tap)[\w.-]*"
    r"|(?::|v-bind:|ng-|data-ng-|ms-(?:attr-)?|th:|data-th-)href|data-(?:bind|toggle|bs-toggle)"
)
# Calls that only count the click: 百度统计, CNZZ, Google.
_COUNTS = re.compile(
    r"(?:\s*(?:return\s+)?(?:window\.)?(?:_hmt\.push|_czc\.push|_gaq\.push|dataLayer\.push|gtag|ga)\s*\([^()]*\)\s*;?)+\s*"
    r"(?:return\s+true\s*;?\s*)?",
    re.IGNORECASE,
)
_STYLE_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px", re.IGNORECASE)
_MEDIA = frozenset(("video", "audio", "source", "track"))


def base_of(root: Node, url: str) -> str:
    """The base address of a page: the first `<base href>` that is one, else its own address."""
    for node in root.walk():
        if node.tag == "base" and "href" in node.attrs:
            return canonical(node.attrs["href"], url) or url
    return url


def links(
    root: Node, base: str, *, encoding: str, unseen: frozenset[int] = frozenset()
) -> tuple[tuple[Link, ...], bool]:
    """Every reference of the page in document order, and whether there were more than we keep.

    `unseen` holds the `id`s of anchors that nobody can see though no style says display: none.
    """
    made: list[Link] = []
    known: dict[str | None, str] = {None: ""}
    pictures: set[str] = set()
    for node in root.walk():
        attrs = node.attrs
        if node.tag not in _REFERRING and (not attrs or _CARRYING.isdisjoint(attrs)):
            continue
        for element, href in _references(node):
            clicked = element in _CLICKED
            if not href.strip() and not clicked:
                continue
            if _NO_REFERENCE.match(href) or is_placeholder(href):
                continue
            if len(made) >= MOST_LINKS:
                return tuple(made), True
            address = _scripted(node, href) if clicked else href
            target = known.get(address)
            if target is None:
                target = known[address] = canonical(address or "", base, encoding=encoding)
            if element is Element.STYLE:
                if target in pictures:
                    continue  # one background on a thousand rows is one reference
                pictures.add(target)
            label, title = named(node, element)
            width, height = _size(node) if element is Element.IMG else (0, 0)
            made.append(
                Link(
                    target=target,
                    href=href[:LONGEST_HREF],
                    label=label,
                    region=node.region,
                    element=element,
                    order=len(made),
                    hidden=node.hidden or id(node) in unseen,
                    onclick="onclick" in attrs and not _COUNTS.fullmatch(attrs["onclick"]),
                    title=title,
                    width=width,
                    height=height,
                )
            )
    return tuple(made), False


_REFERRING = names(
    "a area option img input image script link style frame iframe embed object video audio source track param meta form"
)
_CARRYING = names("onclick srcset background style")  # attributes by which any other element may refer to something


def _references(node: Node) -> list[tuple[Element, str]]:
    """What one element refers to, as written."""
    tag, attrs = node.tag, node.attrs
    found: list[tuple[Element, str]] = []
    if tag == "a":
        if "href" in attrs or "xlink:href" in attrs:
            found.append((Element.A, attrs.get("href") or attrs.get("xlink:href", "")))
        elif "onclick" in attrs:
            found.append((Element.A, ""))
    elif tag == "area" and "href" in attrs:
        found.append((Element.AREA, attrs["href"]))
    elif tag == "option":
        if re.match(r"\s*https?://", attrs.get("value", ""), re.IGNORECASE):
            found.append((Element.OPTION, attrs["value"]))
    elif "onclick" in attrs and _OPENS.search(attrs["onclick"]) and tag not in ("body", "input", "button", "form"):
        found.append((Element.A, ""))
    if tag != "a" and tag in _REFERRING:
        found += _loaded(node)
    if "srcset" in attrs and tag in ("img", "source"):
        for candidate in _CANDIDATE.finditer(attrs["srcset"]):
            found.append((Element.IMG, candidate[1].rstrip(",")))
    if attrs.get("background") and tag in ("body", "table", "td", "tr", "th"):
        found.append((Element.IMG, attrs["background"]))
    if "style" in attrs and "url(" in attrs["style"].lower():
        found += [(Element.STYLE, address) for address in _css(attrs["style"])]
    return found


def _loaded(node: Node) -> Iterator[tuple[Element, str]]:
    """What an element refers to without a click: pictures, scripts, styles, frames; and where a form sends to."""
    tag, attrs = node.tag, node.attrs
    if tag == "img" or (tag == "input" and attrs.get("type", "").lower() == "image"):
        yield Element.IMG, attrs.get("src", "")
        for name in _LAZY:
            if attrs.get(name) and attrs[name] != attrs.get("src") and _PATHLIKE.search(attrs[name].strip()):
                yield Element.IMG, attrs[name]
    elif tag == "image":
        yield Element.IMG, attrs.get("href") or attrs.get("xlink:href", "")
    elif tag == "script":
        yield Element.SCRIPT, attrs.get("src", "")
    elif tag == "link":
        if _RELATIONS & set(attrs.get("rel", "").lower().split()):
            yield Element.STYLE, attrs.get("href", "")
    elif tag == "style":
        for address in _css(node.own()):
            yield Element.STYLE, address
    elif tag in ("frame", "iframe", "embed"):
        yield Element.FRAME, attrs.get("src", "")
    elif tag == "object":
        yield Element.FRAME, attrs.get("data", "")
    elif tag in _MEDIA:
        picture = node.parent is not None and node.parent.tag == "picture"
        yield Element.IMG if picture else Element.MEDIA, attrs.get("src", "")
        yield Element.IMG, attrs.get("poster", "")
    elif tag == "param":
        if attrs.get("name", "").lower() in ("movie", "filename", "url"):
            yield Element.MEDIA, attrs.get("value", "")
    elif tag == "meta" and attrs.get("http-equiv", "").strip().lower() == "refresh":
        match = _REFRESH.match(attrs.get("content", ""))
        if match:
            yield Element.META, (match[1] or match[2] or match[3] or "").strip()
    elif tag == "form":
        yield Element.FORM, attrs.get("action", "")


def _css(text: str) -> Sequence[str]:
    return _short_css(text) if len(text) <= _REMEMBERED else _read_css(text)


def _read_css(text: str) -> tuple[str, ...]:
    """The addresses in a style, without those of something inside the page (`url(#gradient)`)."""
    found = (
        next(part for part in match.groups() if part is not None)
        for match in _CSS_URL.finditer(_CSS_ASIDE.sub("", text[:LONGEST_CSS]))
    )
    return tuple([address for address in found if not address.lstrip().startswith("#")])


_REMEMBERED = 20_000  # characters: the same styles stand on all pages of a template
_short_css = lru_cache(maxsize=64)(_read_css)


def _scripted(node: Node, href: str) -> str | None:
    """Where a click on the anchor leads: its address; where that is none (`#`, empty, javascript:), what a plain script
    opens; None where another script decides."""
    bare = href.strip()
    if bare and not bare.startswith("#") and not _SCRIPT.match(bare):
        return href
    if address := opens(bare) or opens(node.attrs.get("onclick", "")):
        return address
    return None if _SCRIPT.match(bare) or any(map(_DECIDES.fullmatch, node.attrs)) else href


def opens(code: str) -> str:
    """The address that a plain script opens, "" when it opens none, or one that it puts together."""
    match = _OPENS.search(code)
    return match[2] if match and not is_placeholder(match[2]) else ""


def goal(anchor: Node, base: str, *, encoding: str) -> str:
    """Where does a click on this anchor lead? "" when a script alone knows."""
    return canonical(_scripted(anchor, anchor.attrs.get("href", "")) or "", base, encoding=encoding)


_CLICKED = frozenset((Element.A, Element.AREA))
_TEXTED = frozenset((Element.A, Element.AREA, Element.OPTION))
_TITLED = frozenset((Element.IMG, Element.FRAME, Element.MEDIA))


def named(node: Node, element: Element) -> tuple[str, str]:
    """The name of a reference as a reader takes it (text, image alt, title), and its title if that says more."""
    attrs = node.attrs
    title = fold(attrs["title"])[:LONGEST_LABEL] if "title" in attrs else ""
    if element in _TEXTED:
        label = (
            node.text() or fold(attrs.get("alt", "")) or pictured(node) or fold(attrs.get("aria-label", "")) or title
        )
    elif element in _TITLED:
        label = fold(attrs.get("alt", "")) or title
    else:
        return "", ""
    label = label[:LONGEST_LABEL]
    return label, "" if not title or title == label or same(title) == same(label) else title


def pictured(node: Node) -> str:
    """The words of the pictures inside: alt first, else title."""
    pictures = [child for child in node.walk() if child.tag in ("img", "input") and child is not node]
    for name in ("alt", "title"):
        words = fold("".join(picture.attrs.get(name, "") for picture in pictures))
        if words:
            return words
    return ""


def _size(node: Node) -> tuple[int, int]:
    size = {"width": 0, "height": 0}
    for name in size:
        match = _SIZE.match(node.attrs.get(name, ""))
        if match:
            size[name] = int(match[1])
    for match in _STYLE_SIZE.finditer(node.attrs.get("style", "")):
        size[match[1].lower()] = size[match[1].lower()] or int(match[2])
    return size["width"], size["height"]
