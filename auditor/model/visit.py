"""Does a link open, after all looks at it?"""

from collections.abc import Iterable

from auditor.model.exchange import Exchange, Opening, Visit
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.outcome import Reason

# Kinds that convict nobody however often they are seen: a browser, which forgives more than we do, may show the page.
_READING = frozenset(
    {
        FaultKind.PROTOCOL,
        FaultKind.TRUNCATED,
        FaultKind.UNDECODABLE,
        FaultKind.TOO_LARGE,
        FaultKind.TLS_NAME,
        FaultKind.TLS_EXPIRED,
        FaultKind.TLS_UNTRUSTED,
        FaultKind.TLS_OTHER,
    }
)
_REASONS = {
    FaultKind.BLOCKED: Reason.BLOCKED,
    FaultKind.ROBOTS: Reason.ROBOTS,
    FaultKind.OFF_NETWORK: Reason.OFF_NETWORK,
    FaultKind.REFUSED_ADDRESS: Reason.OFF_NETWORK,
}
_SKIPPED = {
    "robots": Reason.ROBOTS,
    "blocked": Reason.BLOCKED,
    "off-network": Reason.OFF_NETWORK,
    "refused-address": Reason.OFF_NETWORK,
    "home-down": Reason.HOME_DOWN,
    "budget": Reason.BUDGET,
}


def visit_of(url: str, exchanges: Iterable[Exchange], *, apart: float, skipped: str = "") -> Visit:
    """Opens, dead or unsettled, after all looks at `url`, in any order?

    The last look decides in favour of the target. Dead: no look succeeded, and the site lastingly said so or two looks
    at least `apart` seconds from each other failed by a fault of the site or of the way to it. HEAD alone convicts
    nobody. What is dead tells of the last look that shows it, not of a wall that came after it. `skipped` says why an
    address was not looked at, as the crawl's ledger words it ("budget-pages", "robots").
    """
    looks = sorted(exchanges, key=lambda look: (look.started is not None, look.started, look.attempt))
    if not looks:
        return Visit(url, Opening.UNSETTLED, _reason_skipped(skipped))
    last, times = looks[-1], [look.started for look in looks if look.started]
    telling = [look for look in looks if look.method != "HEAD" or _opened(look)]
    opening, reason = _settled(telling, apart)
    if opening is Opening.DEAD:
        last = _proof(telling)
    return Visit(
        url=url,
        opening=opening,
        reason=reason,
        fault=None if opening is Opening.OPENS else last.fault,
        status=last.status,
        final_url=last.final_url,
        hops=last.hops,
        looks=len(looks),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        address=last.address,
        content_type=last.content_type,
        size=last.size,
        looks_like=last.looks_like,
    )


def _settled(looks: list[Exchange], apart: float) -> tuple[Opening, Reason | None]:
    if not looks:
        return Opening.UNSETTLED, Reason.TRANSIENT
    if _opened(looks[-1]):
        return Opening.OPENS, None
    faults = [look.fault for look in looks if look.fault]
    if not any(_opened(look) for look in looks):
        if any(fault.lasting and fault.whose is Whose.SITE for fault in faults):
            return Opening.DEAD, None
        if _failed_twice([look for look in looks if look.fault and _counts(look.fault)], apart):
            return Opening.DEAD, None
    return Opening.UNSETTLED, _reason(faults[-1])


def _proof(looks: list[Exchange]) -> Exchange:
    """The last look that shows that the target is dead."""
    for_good = [look for look in looks if look.fault and look.fault.lasting and look.fault.whose is Whose.SITE]
    return (for_good or [look for look in looks if look.fault and _counts(look.fault)])[-1]


def _opened(look: Exchange) -> bool:
    """Did the target answer well? A body above our own cap is no fault of the target."""
    if look.fault is None:
        return True
    return look.fault.kind is FaultKind.TOO_LARGE and 200 <= look.status < 300


def _counts(fault: Fault) -> bool:
    return fault.whose is not Whose.US and fault.kind not in _READING and fault.kind not in _REASONS


def _failed_twice(failed: list[Exchange], apart: float) -> bool:
    if len(failed) < 2:
        return False
    times = [look.started for look in failed if look.started]
    if apart <= 0:
        return True
    tolerance = min(1.0, apart * 0.05)  # a timer that fires a little early does not undo the second look
    return len(times) >= 2 and (max(times) - min(times)).total_seconds() >= apart - tolerance


def _reason(fault: Fault) -> Reason:
    if fault.kind in _REASONS:
        return _REASONS[fault.kind]
    if fault.whose is Whose.US or fault.kind in _READING:
        return Reason.OUR_SIDE
    return Reason.TRANSIENT


def _reason_skipped(skipped: str) -> Reason:
    if not skipped:
        return Reason.BUDGET
    for start, reason in _SKIPPED.items():
        if skipped.startswith(start):
            return reason
    return Reason.NOT_GATHERED


def worth_another_look(look: Exchange) -> bool:
    """May a second look tell something else? Not when the site said so for good, nor when it, or we, refuse."""
    if look.fault is None or look.fault.lasting:
        return False
    return look.fault.kind not in _REASONS and look.fault.kind is not FaultKind.BAD_URL
