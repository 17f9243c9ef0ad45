"""Is a block of this page (相关解读, 相关文件) left to a script, so that its links are unknown without a browser?"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from auditor.extract.tree import SILENT, Node
from auditor.model.page import Region
from auditor.model.words import fold

_LABEL = re.compile(
    r"[【\[]?(?:(?:相关|关联|对应)(?:政策|文件)?的?(?:解读|文件|链接|信息|阅读|政策|资料|稿件|材料|文章|内容)"
    r"|(?:政策|文件)(?:解读|原文)|解读(?:材料|链接|信息)|原文链接)[】\]]?[:：]?"
)
_BEGINS = frozenset("【[相关对政文解原\u200b\u200c\u200d\ufeff\u00ad")  # with one of these every label begins
_ASKS = re.compile(
    r"\$\s*\.\s*(?:get|post|ajax|getJSON|getScript)\b|\bjQuery\.(?:get|post|ajax|getJSON|getScript)\b|\baxios\b"
    r"|\bfetch\s*\(|XMLHttpRequest|\$http\b|\.load\s*\(|jsonp",
)
_WRITES = re.compile(r"document\.write|innerHTML|append")
_DATA = re.compile(r"json|template|text/html", re.IGNORECASE)
_BOXES = frozenset(("ul", "ol", "dl", "dd", "table", "tbody", "td", "section", "div"))
_SPACER = re.compile(r"clear|\bcl\b|\bclr\b|line|blank|space|\bhr\b|gap|icon|\bico\b|arrow", re.IGNORECASE)
_RELATED = re.compile(r"xgjd|xgwj|xglj|xgxx|xgyd|gljd|glwj|glxx|relat|zcjd|jiedu", re.IGNORECASE)
_OTHER = re.compile(  # what scripts fill on any page
    r"hit|count|click|view|visit|num|weather|tianqi|share|qr|ewm|code|comment|pinglun|search|login|user|font|play|video"
    r"|audio|map|page|mask|layer|dialog|pop|toast|time|date|tool|print",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"[\W_]*(?:查看)?(?:更多|more)?[\W_]*", re.IGNORECASE)
_WAITING = re.compile(
    r"[\W_]*(?:暂无|没有|正在|数据)?(?:加载|载入|loading|暂无)[\u4e00-\u9fff]{0,8}[\W_]*", re.IGNORECASE
)
_MOST = 20  # labels looked at
_MOST_BOXES = 100  # empty boxes looked at
_NEAR = 400  # elements looked at below one


def scripted_block(root: Node) -> bool:
    """Does such a block stand empty on a page with scripts, or does inline code put what it asked for into an empty
    box? A page without scripts is as it is; one that counts its visitors leaves nothing open."""
    scripts = [node for node in root.walk() if node.tag == "script" and _runs(node)]
    if not scripts:
        return False
    labels = (node for node in root.walk() if node.children and node.region is Region.BODY and _is_label(node))
    if any(_nothing_below(node) for node in islice(labels, _MOST)):
        return True
    code = "\n".join(node.own()[:200_000] for node in scripts)
    asks = _asks(code) if len(code) <= _REMEMBERED else bool(_ASKS.search(code))
    boxes = (node for node in root.walk() if node.attrs and node.tag in _BOXES and node.region is Region.BODY)
    empty = (node for node in boxes if _may_be_filled(node, asks=asks))
    return any(_is_filled(node, code) for node in islice(empty, _MOST_BOXES))


_REMEMBERED = 20_000  # characters: the same scripts stand on all pages of a template


@lru_cache(maxsize=64)
def _asks(code: str) -> bool:
    return bool(_ASKS.search(code))


def _runs(script: Node) -> bool:
    return not _DATA.search(script.attrs.get("type", "")) and bool(script.attrs.get("src") or script.own().strip())


def _is_label(node: Node) -> bool:
    words = node.own()
    if not words or len(words) > 200:  # with all its blanks a label is no longer than this
        return False
    if words.lstrip()[:1] not in _BEGINS or node.tag in SILENT:
        return False
    own = fold(words)
    if len(own) > 16 or not _LABEL.fullmatch(own):
        return False
    return not any(_leads(up) for up in (node, *node.ancestors()))


def _leads(node: Node) -> bool:
    href = node.attrs.get("href", "").strip().lower() if node.tag == "a" else ""
    return bool(href) and not href.startswith(("#", "javascript:"))


def _nothing_below(label: Node) -> bool:
    """Does an empty box follow the label, a script that writes here, or nothing at all?"""
    for node in islice(_after(label), _NEAR):
        if isinstance(node, str):
            if _WAITING.fullmatch(node):
                return True
            if not _NO_WORDS.fullmatch(node):
                return False
        elif node.tag == "script":
            if node.attrs.get("src") or _WRITES.search(node.own()) or _ASKS.search(node.own()):
                return True
        elif node.tag == "iframe":
            return node.attrs.get("src", "").strip().lower() in ("", "about:blank")
        elif node.tag == "img" or node.region in (Region.FOOTER, Region.HEADER):
            return node.tag != "img"
        elif _box(node) and _empty(node):
            return True
    return True


def _after(label: Node) -> Iterator[Node | str]:
    """What follows the words of a label, in document order."""
    own = next(at for at, child in enumerate(label.children) if isinstance(child, str) and child.strip())
    later = label.children[own + 1 :]
    node = label
    while True:
        stack = list(reversed(later))
        while stack:
            piece = stack.pop()
            yield piece
            if isinstance(piece, Node) and piece.tag not in SILENT:
                stack.extend(reversed(piece.children))
        above = node.parent
        if above is None:
            return
        place = next(at for at, child in enumerate(above.children) if child is node)
        later, node = above.children[place + 1 :], above


def _box(node: Node) -> bool:
    named = f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}".strip()
    if node.tag == "span":
        return bool(node.attrs.get("id")) and not _OTHER.search(named)
    if node.tag == "div":
        return bool(named) and not _SPACER.search(named)
    return node.tag in _BOXES


def _empty(node: Node) -> bool:
    """Has a reader nothing to see here without scripts?"""
    for count, below in enumerate(node.walk()):
        if count > _NEAR or below.tag in ("img", "iframe", "input", "video", "embed", "object"):
            return False
        if below.tag not in SILENT and any(isinstance(child, str) and child.strip() for child in below.children):
            return False
    return True


def _may_be_filled(node: Node, *, asks: bool) -> bool:
    """Is this an empty box that is called after related links, or any that is not for what every page has?"""
    related, other = _called(node.attrs.get("id", ""), node.attrs.get("class", ""))
    return (related or (asks and other)) and _empty(node)


@lru_cache(maxsize=4096)  # the same few ids and classes stand on every page of a site
def _called(id: str, classes: str) -> tuple[bool, bool]:
    """Is a box called after related links? Or after anything that is not for what every page has?"""
    names = _names(id, classes)
    return any(map(_RELATED.search, names)), bool(names) and not any(map(_OTHER.search, names))


def _is_filled(node: Node, code: str) -> bool:
    """Is it called after related links, or does inline code name it?"""
    return any(
        _RELATED.search(name)
        or re.search(rf"[\"'](?:[^\"'\n]{{0,80}}[#.\s])?{re.escape(name)}(?:[\"'\s.>:\[]|$)", code)
        for name in _names(node.attrs.get("id", ""), node.attrs.get("class", ""))
    )


def _names(id: str, classes: str) -> list[str]:
    names = (id.strip(), *classes.split())
    return [name for name in names if 1 < len(name) <= 80]
