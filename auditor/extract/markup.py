"""What does the markup offer to those who cannot see the page, and which hosts do its inline scripts name?"""

import re
from functools import lru_cache

from auditor.extract.tree import Node, names
from auditor.model.page import Markup, Region

_DECORATION = 16  # pixels: smaller pictures say nothing
_MOST_EXAMPLES, _MOST_HOSTS, _MOST_WORDS, _MOST_SCRIPT = 3, 20, 30, 50_000
_SMALL = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_NO_FIELD = frozenset(("hidden", "submit", "button", "reset", "image"))
_WATCHED = names("img input select textarea video audio script label")
# An address in a script, also with escaped slashes, as in document.write(unescape("%3Cscript src='http://…'%3E")).
_HOST = re.compile(r"(?:\\?/){2}([a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,12})(?=[/\\:'\"?]|%2F)", re.IGNORECASE)
_WRITES = re.compile(r"document\.write|innerHTML|\.(?:html|text|append|prepend)\s*\(")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,12}")
_SEARCH = re.compile(
    r"search|sousuo|query|keyword|(?:^|[^a-z])(?:q|kw|key|wd|sword|so)(?:$|[^a-z])|搜|检索|查询内容|关键[字词]",
    re.IGNORECASE,
)


def markup(root: Node) -> Markup:
    """One pass over the elements."""
    pictures = mute = fields = nameless = autoplay = 0
    mute_at: list[str] = []
    hosts: dict[str, None] = {}
    written: dict[str, None] = {}
    search = False
    watched = [node for node in root.walk() if node.tag in _WATCHED]
    labelled = {node.attrs["for"] for node in watched if node.tag == "label" and "for" in node.attrs}
    for node in watched:
        tag = node.tag
        if tag == "script":
            if "src" not in node.attrs:
                code = node.own()[:_MOST_SCRIPT]
                named, words = _short_script(code) if len(code) <= _REMEMBERED else _script(code)
                hosts.update(dict.fromkeys(named))
                written.update(dict.fromkeys(words))
        elif node.hidden:
            continue
        elif tag == "img":
            if node.region is Region.BODY and not _small(node):
                pictures += 1
                if not _has_words(node):
                    mute += 1
                    mute_at.append(node.attrs.get("src", "")[:300])
        elif tag in ("video", "audio"):
            autoplay += "autoplay" in node.attrs and "muted" not in node.attrs
        elif tag != "label" and node.attrs.get("type", "").lower() not in _NO_FIELD:
            fields += 1
            nameless += not _named(node, labelled)
            search = search or (tag == "input" and searches(node))
    return Markup(
        pictures=pictures,
        mute=mute,
        mute_at=tuple(mute_at[:_MOST_EXAMPLES]),
        fields=fields,
        nameless=nameless,
        autoplay=autoplay,
        search=search,
        hosts=tuple(hosts)[:_MOST_HOSTS],
        written=tuple(written)[:_MOST_WORDS],
    )


def _script(code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which hosts does an inline script name, and which words may it write into the page?"""
    words = _WORDS.findall(code) if _WRITES.search(code) else ()
    return tuple(host.lower() for host in _HOST.findall(code)), tuple(words)


_REMEMBERED = 20_000  # characters: the same scripts stand on all pages of a template
_short_script = lru_cache(maxsize=64)(_script)


def _small(node: Node) -> bool:
    sizes = [int(match[1]) for name in ("width", "height") if (match := _SMALL.match(node.attrs.get(name, "")))]
    return bool(sizes) and min(sizes) <= _DECORATION


def _has_words(image: Node) -> bool:
    """An empty alt says that the picture is an ornament: that is an answer. Inside a link that has words, the picture
    needs none."""
    attrs = image.attrs
    if "alt" in attrs or attrs.get("title", "").strip() or attrs.get("aria-label", "").strip():
        return True
    if attrs.get("role", "") in ("presentation", "none") or attrs.get("aria-hidden", "") == "true":
        return True
    link = next((up for up in image.ancestors() if up.tag == "a"), None)
    return link is not None and bool(link.text() or link.attrs.get("title", "").strip())


def _named(field: Node, labelled: set[str]) -> bool:
    attrs = field.attrs
    if any(attrs.get(name, "").strip() for name in ("aria-label", "aria-labelledby", "title", "placeholder", "alt")):
        return True
    return attrs.get("id", "") in labelled or any(up.tag == "label" for up in field.ancestors())


def searches(field: Node) -> bool:
    attrs = field.attrs
    if attrs.get("type", "").lower() == "search":
        return True
    if attrs.get("type", "text").lower() not in ("", "text"):
        return False
    said = (attrs.get(name, "") for name in ("name", "id", "class", "placeholder", "title", "value", "aria-label"))
    return any(map(_SEARCH.search, said)) or any(
        _SEARCH.search(f"{up.attrs.get('action', '')} {up.attrs.get('id', '')} {up.attrs.get('class', '')}")
        for up in field.ancestors()
        if up.tag == "form"
    )
