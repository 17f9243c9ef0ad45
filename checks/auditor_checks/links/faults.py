"""Which sentence does each fault ask for: one of a dead address, or one of an address that could not be settled?

Every kind of `FaultKind` stands in exactly one of the two tables; docs/link-faults.md shows them to readers.
"""

from collections.abc import Mapping
from typing import Final

from auditor.api import FaultKind, Reason, Visit, Whose

DEAD: Final[Mapping[FaultKind, str]] = {
    FaultKind.NXDOMAIN: "no_host",
    FaultKind.NO_ADDRESS: "no_address",
    FaultKind.SERVFAIL: "no_dns",
    FaultKind.DNS_TIMEOUT: "no_dns",
    FaultKind.REFUSED: "refused",
    FaultKind.RESET: "reset",
    FaultKind.UNREACHABLE: "no_answer",
    FaultKind.CONNECT_TIMEOUT: "no_answer",
    FaultKind.READ_TIMEOUT: "too_slow",
    FaultKind.HTTP_4XX: "status",
    FaultKind.HTTP_5XX: "server_error",
    FaultKind.REDIRECT_LOOP: "no_end",
    FaultKind.TOO_MANY_REDIRECTS: "no_end",
    FaultKind.BAD_REDIRECT: "bad_redirect",
}
"""Kinds that make an address dead, when they last or come again."""

UNSETTLED: Final[Mapping[FaultKind, str]] = {
    FaultKind.TLS_NAME: "certificate",
    FaultKind.TLS_EXPIRED: "certificate",
    FaultKind.TLS_UNTRUSTED: "certificate",
    FaultKind.TLS_OTHER: "certificate",
    FaultKind.PROTOCOL: "unreadable",
    FaultKind.TRUNCATED: "unreadable",
    FaultKind.UNDECODABLE: "unreadable",
    FaultKind.TOO_LARGE: "unreadable",
    FaultKind.BLOCKED: "blocked",
    FaultKind.ROBOTS: "robots",
    FaultKind.BAD_URL: "bad_url",
    FaultKind.REFUSED_ADDRESS: "off_network",
    FaultKind.OFF_NETWORK: "off_network",
    FaultKind.CANCELLED: "ours",
    FaultKind.LOCAL: "ours",
}
"""Kinds that convict nobody, however often they are seen."""

_REASONS: Final[Mapping[Reason, str]] = {
    Reason.BLOCKED: "blocked",
    Reason.ROBOTS: "robots",
    Reason.OFF_NETWORK: "off_network",
    Reason.OUR_SIDE: "ours",
    Reason.NOT_GATHERED: "not_gathered",
    Reason.HOME_DOWN: "not_gathered",
}

OUTAGES: Final = frozenset({"no_dns", "refused", "reset", "no_answer", "too_slow", "server_error"})
"""The server did not do its work, then and again; what it holds may well be there tomorrow."""


def death_of(visit: Visit) -> str:
    """The message about an address that is dead. 404 and 410 say that nothing is there, other refusals do not."""
    if visit.fault is None:
        return "other"
    if visit.fault.kind is FaultKind.HTTP_4XX and visit.fault.lasting:
        return "absent"
    return DEAD.get(visit.fault.kind, "other")


def doubt_of(visit: Visit) -> str:
    """The message about addresses like this one, of which nothing could be settled."""
    if visit.fault and visit.fault.kind in UNSETTLED:
        return UNSETTLED[visit.fault.kind]
    if visit.fault and visit.fault.kind is FaultKind.BAD_REDIRECT and visit.fault.whose is Whose.US:
        return "app"  # weixin:, alipays: and their like open on a phone
    return _REASONS.get(visit.reason, "once") if visit.reason else "once"
