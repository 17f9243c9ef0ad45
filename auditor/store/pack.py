"""How does what was observed become rows, and rows become it again? Pure; runs beside the event loop."""

import hashlib
from dataclasses import dataclass
from typing import Any

from auditor.model.exchange import Exchange, Hop
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.packed import PackedPage, press, words
from auditor.store.schema import AnyRow

Values = dict[str, Any]

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


def turn(seed: str, url: str) -> int:
    """The place of an address in the seeded order, 0…2⁶³-1: the same everywhere, unrelated to the site's own order."""
    digest = hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8, key=seed.encode()[:64])
    return int.from_bytes(digest.digest(), "big") >> 1


@dataclass(frozen=True, slots=True)
class Packed:
    """One look as rows. `body` is None when it is not kept."""

    exchange: Values
    body: Values | None
    page: PackedPage | None


def pack(exchange: Exchange, page: PackedPage | None, *, bodies: bool) -> Packed:
    """The rows of one look.

    An error page or a wall is no page of the portal: its exchange is stored, its links lead nowhere.
    """
    answered = 200 <= exchange.status < 300 and not (exchange.fault and exchange.fault.kind is FaultKind.BLOCKED)
    row = _exchange_row(exchange)
    keep = bodies and exchange.body and (page is not None or _textual(exchange.content_type))
    body = {"hash": row["body"], "size": len(exchange.body), "content": press(exchange.body)} if keep else None
    return Packed(row, body, page if answered else None)


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
    )
