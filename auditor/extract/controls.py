"""Which buttons and entries of drop-down lists does a page have, and which addresses do they open?

Kept apart from the links: they name entrances, and nothing else is judged by them. What would send a form has no
address here, since no form is ever sent.
"""

import re

from auditor.extract.links import LONGEST_HREF, LONGEST_LABEL, opens, pictured
from auditor.extract.tree import Node, names
from auditor.model.page import Element, Link
from auditor.model.url import canonical, is_placeholder
from auditor.model.words import fold

MOST_CONTROLS = 500

_CONTROLS = names("button input option")  # and whatever else has an onclick
_SENDING = frozenset(("submit", "image"))
_PRESSED = _SENDING | {"button"}  # types of inputs that are pressed, not filled in
_KEPT_FROM_SENDING = re.compile(r"return\s+false|preventDefault")
_CHANGED = names("onchange oninput ng-change @change v-on:change lay-filter")
_ADDRESS = re.compile(r"\.{0,2}/(?!/)\S*|[\w./-]+\.(?:s?html?|jspx?|aspx?|php|do)(?:[?#]\S*)?", re.IGNORECASE)
_WHOLE = re.compile(r"https?://", re.IGNORECASE)  # a link of its own, see `auditor.extract.links`
_NO_BUTTON = names("a area body html form select textarea img")
_LONGEST_NAME = 20  # characters; what holds more is an area of the page
_NAMES_SOMETHING = re.compile(r"[\u4e00-\u9fff]{2}")


def controls(root: Node, base: str, *, encoding: str) -> tuple[Link, ...]:
    """The controls that carry Chinese words, or open an address, in document order."""
    made: list[Link] = []
    for node in root.walk():
        if not (node.tag in _CONTROLS or "onclick" in node.attrs) or len(made) >= MOST_CONTROLS:
            continue
        option = node.tag == "option"
        href = _chosen(node) if option else _pressed(node) if node.tag in _CONTROLS else _clicked(node)
        label = "" if href is None else _label(node)
        if href is None or not (_NAMES_SOMETHING.search(label) or (href and not option)):
            continue
        made.append(
            Link(
                target=canonical(href, base, encoding=encoding) if href else "",
                href=href[:LONGEST_HREF],
                label=label,
                region=node.region,
                element=Element.OPTION if option else Element.BUTTON,
                order=len(made),
                hidden=node.hidden,
                onclick="onclick" in node.attrs,
            )
        )
    return tuple(made)


def _pressed(node: Node) -> str | None:
    """What a button opens: an address as written, "" when a script or a form decides, None when it is no button, or
    one around a link or inside one."""
    kind = node.attrs.get("type", "").lower()
    if (node.tag == "input" and kind not in _PRESSED) or "disabled" in node.attrs or _linked(node):
        return None
    code = node.attrs.get("onclick", "")
    sends = kind in _SENDING or (node.tag == "button" and kind not in ("button", "reset"))
    if sends and _in_form(node) and not _KEPT_FROM_SENDING.search(code):
        return ""
    return opens(code)


def _clicked(node: Node) -> str | None:
    """What another element that reacts to a click opens: only a script knows. One with an address is a link already."""
    if node.tag in _NO_BUTTON or opens(node.attrs["onclick"]) or _linked(node) or len(node.text()) > _LONGEST_NAME:
        return None
    return ""


def _linked(node: Node) -> bool:
    """Is it a link for a reader anyway: around one or inside one?"""
    return any(one.tag == "a" for one in (*node.walk(), *node.ancestors()))


def _chosen(node: Node) -> str | None:
    """What an entry of a drop-down list opens; None for the field of a form, and where its value is a whole address."""
    select = next((one for one in node.ancestors() if one.tag == "select"), None)
    value = node.attrs.get("value", "").strip()
    if select is None or not value or _WHOLE.match(value) or is_placeholder(value):
        return None
    watched = "onclick" in node.attrs or not _CHANGED.isdisjoint(select.attrs)
    if _in_form(select):
        if not watched:
            return None  # chosen, then sent
        if "submit" in select.attrs.get("onchange", ""):
            return ""
    return value if _ADDRESS.fullmatch(value) else ""


def _in_form(node: Node) -> bool:
    return "form" in node.attrs or any(one.tag == "form" for one in node.ancestors())


def _label(node: Node) -> str:
    attrs = node.attrs
    said = attrs.get("value", "") if node.tag == "input" and attrs.get("type", "").lower() != "image" else node.text()
    words = fold(said) or fold(attrs.get("alt", "")) or pictured(node)
    return (words or fold(attrs.get("aria-label", "")) or fold(attrs.get("title", "")))[:LONGEST_LABEL]
