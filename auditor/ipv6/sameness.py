"""H1: is it the same page over both families? A/B/A: what differs from itself over IPv4 proves nothing over IPv6."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from auditor.ipv6.names import Book
from auditor.ipv6.reach import Series, answered, broken_tls
from auditor.ipv6.verdict import Verdict, figures, not_applicable, not_testable, unmet
from auditor.model.exchange import Exchange
from auditor.model.fault import FaultKind

_HARDLY = 0.5  # of the words in common: their order then tells nothing more
_TOKENS = 1500  # of a page: enough to know it again, few enough to compare
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*(gb2312|gbk|gb18030)", re.I)


def tokens(look: Exchange) -> tuple[str, ...]:
    """What a reader sees, and how it is built, in order: without scripts, styles, hidden fields and digits."""
    chinese = _CHARSET.search(look.content_type.encode("latin-1", "replace")) or _CHARSET.search(look.body[:2048])
    tree = LexborHTMLParser(look.body.decode("gb18030" if chinese else "utf-8", "replace"))
    tree.strip_tags(["script", "style", "noscript", "template", "svg"])
    for hidden in tree.css("input[type=hidden]"):
        hidden.decompose()
    found: list[str] = []
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        word = re.sub(r"[\d\s]+", " ", node.text_content or "").strip() if node.tag == "-text" else f"<{node.tag}>"
        if word and node.tag not in ("-comment",):
            found.append(word)
        if len(found) >= _TOKENS:
            break
    return tuple(found)


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """0 to 1. Both the order and, where the order changes by itself, the words count: the better of the two."""
    if one == other:
        return 1.0
    ordered = SequenceMatcher(None, one, other, autojunk=False)
    bag = ordered.quick_ratio()
    return max(ordered.ratio(), bag * 0.95) if bag > _HARDLY else bag


async def h1(seen: Series, book: Book) -> Verdict:
    """Does the home page over IPv6 show what it shows over IPv4, by the same way?"""
    if not seen.v4:
        return not_applicable("no-ipv4")
    four = [look for look in seen.v4 if look.status]
    six = [look for look in seen.v6 if look.status]
    hosts = [urlsplit(look.final_url).hostname or "" for look in four]
    hosts += [urlsplit(hop.url).hostname or "" for look in four for hop in look.hops]
    needing = [host for host in dict.fromkeys(hosts) if host and await book.has_v6(host) is False]
    if needing and any(map(answered, seen.v6)):
        return unmet("redirect-needs-ipv4", hosts=needing)
    if broken_tls(seen):
        return not_testable("tls-disparity")
    if not four:
        return not_testable("v4-control-failed")
    if not six:
        return not_testable("no-reachable-address")
    shown: dict[str, Any] = {"v6": [look.status for look in six], "v4": [look.status for look in four]}
    if any(look.fault is not None and look.fault.kind is FaultKind.BLOCKED for look in (*six, *four)):
        return not_testable("blocked", **shown)
    stable = {look.status for look in four}
    if len(stable) > 1 or len(four) < 2:
        return not_testable("v4-control-failed", **shown)
    if len(six) >= 2 and not {look.status for look in six} & stable:
        return unmet("status-differs", **shown)
    six = [look for look in six if look.status in stable and not look.truncated]
    four = [look for look in four if not look.truncated]
    if not six or len(four) < 2:
        return not_testable("no-whole-page", **shown)
    pages6, pages4 = [tokens(look) for look in six[:3]], [tokens(look) for look in (four[0], *four[-2:])]
    between = max(alike(one, other) for one in pages6 for other in pages4)
    itself = min(alike(pages4[0], other) for other in pages4[1:])
    shown |= {"alike": round(between, 3), "v4_alike": round(itself, 3), "final": [six[0].final_url, four[0].final_url]}
    return figures(**shown)
