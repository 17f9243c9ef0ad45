"""One request and what came back, or why nothing did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from auditor.model.fault import Fault
from auditor.model.outcome import Reason


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: from where, with which status, to where."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What happened when `url` was asked for?

    `url` is the canonical key. `final_url` is where redirects ended. `status` is 0 when no head arrived.
    `address` is the peer that answered ("" when none). `elapsed` is in seconds. `body` holds the decoded-from-transfer
    bytes (gzip etc. undone) up to the cap; `size` the announced or read size. `fault` is None exactly when the final
    answer is 2xx and whole. `attempt` counts looks at this URL from 1. `tls` names the fault of the certificate or the
    TLS version (tls-name, tls-expired, tls-untrusted, tls-other) in spite of which the content was read, else "".
    `method` is "" when nothing was sent: the lines of a list.
    `marks` says when the last request entered each stage (connect, tls, head, body, end), in seconds; it is
    not stored.
    `looks_like` names what the first bytes are (see `auditor.net.sniff`), "" when that is not sure or was not asked.
    """

    url: str
    method: str = "GET"
    started: datetime | None = None
    elapsed: float = 0.0
    status: int = 0
    final_url: str = ""
    hops: tuple[Hop, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    content_type: str = ""
    body: bytes = b""
    size: int = 0
    truncated: bool = False
    fault: Fault | None = None
    attempt: int = 1
    tls: str = ""
    looks_like: str = ""
    marks: tuple[tuple[str, float], ...] = ()


class Opening(StrEnum):
    """Does a link open? `DEAD` only when the site lastingly says so, or it failed twice apart in time."""

    OPENS = "opens"
    DEAD = "dead"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known about one target after all looks at it? The answer to "does this link open".

    `reason` says why it is unsettled. `fault` is the last fault (None when it opens). `looks` counts attempts,
    `first` and `last` are when. `address` is the last peer. `content_type`, `size` and `looks_like` are of the last
    answer.
    """

    url: str
    opening: Opening
    reason: Reason | None = None
    fault: Fault | None = None
    status: int = 0
    final_url: str = ""
    hops: tuple[Hop, ...] = ()
    looks: int = 0
    first: datetime | None = None
    last: datetime | None = None
    address: str = ""
    content_type: str = ""
    size: int = 0
    looks_like: str = ""
