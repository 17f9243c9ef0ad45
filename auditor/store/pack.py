"""How does what was observed become rows, and rows become it again? Pure; runs beside the event loop."""

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from auditor.model.exchange import Exchange, Hop
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.page import Element, Link, Page, Region
from auditor.model.url import host_of
from auditor.store.schema import AnyRow

Values = dict[str, Any]

_PAGE = TypeAdapter(Page)
_TEXTS = TypeAdapter(tuple[str, str])
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_INT = 2**31 - 1
_LONG = 2**63 - 1

# With these nothing was sent to a web server.
_UNSENT = frozenset(
    {
        FaultKind.NXDOMAIN,
        FaultKind.NO_ADDRESS,
        FaultKind.SERVFAIL,
        FaultKind.DNS_TIMEOUT,
        FaultKind.ROBOTS,
        FaultKind.BAD_URL,
        FaultKind.REFUSED_ADDRESS,
        FaultKind.OFF_NETWORK,
    }
)


def words(text: str) -> str:
    """The same text as every database holds it: NUL and unpaired surrogates become U+FFFD."""
    return _NO_TEXT.sub("\ufffd", text)


def turn(seed: str, url: str) -> int:
    """The place of an address in the seeded order, 0…2⁶³-1: the same everywhere, unrelated to the site's own order."""
    digest = hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8, key=seed.encode()[:64])
    return int.from_bytes(digest.digest(), "big") >> 1


@dataclass(frozen=True, slots=True)
class PackedBlock:
    hash: bytes
    first: int
    links: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class PackedPage:
    row: Values
    blocks: tuple[PackedBlock, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """One look as rows. `body` is None when it is not kept."""

    exchange: Values
    body: Values | None
    page: PackedPage | None


def pack(exchange: Exchange, page: Page | None, *, bodies: bool) -> Packed:
    """The rows of one look.

    An error page or a wall is no page of the portal: its exchange is stored, its links lead nowhere.
    """
    answered = 200 <= exchange.status < 300 and not (exchange.fault and exchange.fault.kind is FaultKind.BLOCKED)
    row = _exchange_row(exchange)
    keep = bodies and exchange.body and (page is not None or _textual(exchange.content_type))
    body = {"hash": row["body"], "size": len(exchange.body), "content": zlib.compress(exchange.body)} if keep else None
    return Packed(row, body, _pack_page(page) if page is not None and answered else None)


def _textual(content_type: str) -> bool:
    """Could a later version read pages or lists from it? Images and attachments are not kept."""
    kind = content_type.lower()
    return not kind or kind.startswith("text/") or any(word in kind for word in ("html", "xml", "json", "javascript"))


def _exchange_row(exchange: Exchange) -> Values:
    fault = exchange.fault
    return {
        "attempt": exchange.attempt,
        "method": exchange.method,
        "started": exchange.started,
        "elapsed": exchange.elapsed,
        "status": exchange.status,
        "final_url": words(exchange.final_url),
        "hops": [[hop.url, hop.status, hop.location] for hop in exchange.hops],
        "headers": dict(exchange.headers),
        "address": exchange.address,
        "content_type": words(exchange.content_type),
        "size": min(exchange.size, _LONG),
        "truncated": exchange.truncated,
        "fault": fault.kind.value if fault else None,
        "whose": fault.whose.value if fault else None,
        "lasting": fault.lasting if fault else None,
        "detail": words(fault.detail) if fault else None,
        "requests": len(exchange.hops) + (not fault or fault.kind not in _UNSENT),
        "looks_like": exchange.looks_like,
        "body": hashlib.sha256(exchange.body).hexdigest() if exchange.body else None,
    }


def exchange_of(row: AnyRow, url: str) -> Exchange:
    """The exchange of a row, without its body."""
    return Exchange(
        url=url,
        method=row.method,
        started=row.started,
        elapsed=row.elapsed,
        status=row.status,
        final_url=row.final_url,
        hops=tuple(Hop(*hop) for hop in row.hops),
        headers=row.headers,
        address=row.address,
        content_type=row.content_type,
        size=row.size,
        truncated=row.truncated,
        fault=Fault(FaultKind(row.fault), Whose(row.whose), row.lasting, row.detail) if row.fault else None,
        attempt=row.attempt,
        looks_like=row.looks_like,
    )


def _pack_page(page: Page) -> PackedPage:
    rest = replace(page, links=(), text="", full_text="")
    row = {
        "host": host_of(page.url),
        "depth": page.depth,
        "url": page.url,
        "final_url": words(page.final_url),
        "rendered": page.rendered,
        "facts": zlib.compress(_dump(_PAGE, rest)),
        "text": zlib.compress(_dump(_TEXTS, (page.text, page.full_text))),
    }
    return PackedPage(row, tuple(_blocks(page.links)))


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


def _blocks(links: Sequence[Link]) -> Iterable[PackedBlock]:
    for region, run in groupby(links, key=lambda link: link.region):
        run_of = list(run)
        first = run_of[0].order
        rows = tuple(_link_row(position, link, first, region) for position, link in enumerate(run_of))
        key = json.dumps([list(row.values()) for row in rows]).encode()
        yield PackedBlock(hashlib.blake2b(key, digest_size=16).digest(), first, rows)


def _link_row(position: int, link: Link, first: int, region: Region) -> Values:
    target, href = words(link.target), words(link.href)
    return {
        "position": position,
        "step": link.order - first,
        "target": target,
        "href": None if href == target else href,
        "label": words(link.label),
        "region": region.value,
        "element": link.element.value,
        "hidden": link.hidden,
        "onclick": link.onclick,
        "title": words(link.title),
        "width": min(link.width, _INT),
        "height": min(link.height, _INT),
    }


_REGIONS = {region.value: region for region in Region}
_ELEMENTS = {element.value: element for element in Element}


def link_of(row: AnyRow, first: int) -> Link:
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


def page_of(facts: bytes, text: bytes, links: tuple[Link, ...]) -> Page:
    page = _PAGE.validate_json(zlib.decompress(facts))
    short, full = _TEXTS.validate_json(zlib.decompress(text))
    return replace(page, links=links, text=short, full_text=full)
