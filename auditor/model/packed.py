"""How do the facts of a page become bytes, and bytes the same facts again? Pure, and the same bytes every time."""

import hashlib
import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, make_dataclass, replace
from itertools import groupby
from typing import Any

import zstandard
from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, to_json

from auditor.model.page import Element, Link, Page, Region

LinkRow = tuple[int, int, str, str | None, str, str, str, bool, bool, str, int, int]
"""position, step, target, href (None: the same as the target), label, region, element, hidden, onclick, title, width,
height. `position` counts in the block, `step` in the page, from the first link of the block."""

_PAGE = TypeAdapter(Page)
_TEXTS = TypeAdapter(tuple[str, str])
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_INT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class PackedBlock:
    """Consecutive links of one region: headers and footers are the same from page to page, and so are their blocks."""

    hash: bytes
    first: int  # order of its first link in the page
    links: bytes  # JSON, a list of `LinkRow`

    def rows(self) -> list[list[Any]]:
        rows: list[list[Any]] = json.loads(self.links)
        return rows


@dataclass(frozen=True, slots=True)
class PackedPage:
    """One page, ready to be stored: small enough to go from process to process."""

    url: str
    final_url: str
    depth: int
    rendered: bool
    script_list: bool
    facts: bytes  # all of it but texts and links
    text: bytes
    blocks: tuple[PackedBlock, ...]


def words(text: str) -> str:
    """The same text as every database holds it: NUL and unpaired surrogates become U+FFFD."""
    return _NO_TEXT.sub("\ufffd", text)


class _Presses(threading.local):
    """One for each thread: they may not be shared while at work."""

    def __init__(self) -> None:
        self.press = zstandard.ZstdCompressor(level=3)  # as small as zlib's usual level in a sixth of the time
        self.unpress = zstandard.ZstdDecompressor()


_presses = _Presses()


def press(content: bytes) -> bytes:
    return _presses.press.compress(content)


def unpress(content: bytes) -> bytes:
    return _presses.unpress.decompress(content)


def pack_page(page: Page) -> PackedPage:
    rest = replace(page, links=(), text="", full_text="")
    return PackedPage(
        url=page.url,
        final_url=words(page.final_url),
        depth=page.depth,
        rendered=page.rendered,
        script_list=page.script_list,
        facts=press(_dump(_PAGE, rest)),
        text=press(_dump(_TEXTS, (page.text, page.full_text))),
        blocks=tuple(_blocks(page.links)),
    )


def unpack_page(facts: bytes, text: bytes, links: tuple[Link, ...]) -> Page:
    page = _PAGE.validate_json(unpress(facts))
    short, full = json.loads(unpress(text))  # the most bytes of a page, and nothing in them to be checked
    return replace(page, links=links, text=short, full_text=full)


_BULK = frozenset({"links", "items", "text", "full_text", "markup", "tables"})
_HEAD_FIELDS = [one for one in fields(Page) if one.name not in _BULK]
_HEAD: TypeAdapter[Any] = TypeAdapter(
    make_dataclass("_Head", [(one.name, one.type, one) for one in _HEAD_FIELDS], slots=True)
)


def unpack_head(facts: bytes, links: tuple[Link, ...]) -> Page:
    """The page without its texts, rows and tables, in a tenth of the time."""
    head = _HEAD.validate_json(unpress(facts))
    return Page(**{one.name: getattr(head, one.name) for one in _HEAD_FIELDS}, links=links)


def _dump(adapter: TypeAdapter[Any], value: object) -> bytes:
    try:
        return adapter.dump_json(value)
    except PydanticSerializationError:
        return adapter.dump_json(_scrubbed(value))


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return words(value) if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(map(_scrubbed, value))
    if isinstance(value, Mapping):
        return {words(key): _scrubbed(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _scrubbed(getattr(value, field.name)) for field in fields(value)})
    return value


def _blocks(links: Sequence[Link]) -> Iterator[PackedBlock]:
    for region, run in groupby(links, key=lambda link: link.region):
        run_of = list(run)
        first = run_of[0].order
        name = region.value
        rows = [_link_row(position, link, first, name) for position, link in enumerate(run_of)]
        content = _json(rows)
        yield PackedBlock(hashlib.blake2b(content, digest_size=16).digest(), first, content)


def _json(rows: list[LinkRow]) -> bytes:
    try:
        content = to_json(rows)
    except PydanticSerializationError:
        content = b"\\u0000"
    return to_json([_scrubbed(row) for row in rows]) if b"\\u0000" in content else content


def _link_row(position: int, link: Link, first: int, region: str) -> LinkRow:
    target, href = link.target, link.href
    return (
        position,
        link.order - first,
        target,
        None if href == target else href,
        link.label,
        region,
        link.element.value,
        link.hidden,
        link.onclick,
        link.title,
        min(link.width, _INT),
        min(link.height, _INT),
    )


_REGIONS = {region.value: region for region in Region}
_ELEMENTS = {element.value: element for element in Element}


def link_of(row: Iterable[Any], first: int) -> Link:
    """The link of a row that has the columns of `link`, in a block whose first link has the order `first`."""
    _, _, step, target, href, label, region, element, hidden, onclick, title, width, height, *_ = row
    region, element = _REGIONS[region], _ELEMENTS[element]
    href = target if href is None else href
    return Link(target, href, label, region, element, first + step, hidden, onclick, title, width, height)


def moved(links: tuple[Link, ...], by: int) -> tuple[Link, ...]:
    """The same links, further down the page."""
    if not by:
        return links
    return tuple(
        Link(
            *(one.target, one.href, one.label, one.region, one.element, one.order + by),
            *(one.hidden, one.onclick, one.title, one.width, one.height),
        )
        for one in links
    )
