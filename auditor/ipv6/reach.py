"""C3, T1, H2, L1: is the home page as good and as fast as over IPv4? Every address by itself, pinned."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any, TypeAlias

from auditor.ipv6.verdict import Verdict, figures, met, not_applicable, not_testable, unmet
from auditor.model.exchange import Exchange
from auditor.model.fault import FaultKind, Whose
from auditor.net.fetch import Fetcher
from auditor.net.session import Session

# The instrument's own, and no measure of a site: how much is seen before silence counts.
_SILENT = 3  # looks in a row that are too late, and it is no chance
BESIDE = 5  # as many too late, all over IPv6 and none over IPv4, are no chance on a busy machine either (1 in 252)
Steady: TypeAlias = Callable[[], Awaitable[bool]]
"""Do others answer us over IPv6 right now, and at once?"""


@dataclass(frozen=True, slots=True)
class Series:
    """Looks at the home page in turn over IPv6 and IPv4, by the time they were made.

    `late`: so many that are left out, since this machine was late, or nobody answered it just then.
    """

    url: str
    v6: tuple[Exchange, ...] = ()
    v4: tuple[Exchange, ...] = ()
    lag: float = 0.0  # seconds that this process comes too late when it is called, three times in four at most
    late: int = 0


async def series(
    url: str, v6: Sequence[str], v4: Sequence[str], fetcher: Fetcher, steady: Steady, *, tries: int, spacing: float
) -> Series:
    """`tries` looks a family, up to three times as many where some fail, in turn and spread in time.

    Each goes over one address, which is asserted. `steady` is asked when one over IPv6 is too late.
    """
    six: list[Exchange] = []
    four: list[Exchange] = []
    since = time.monotonic()
    await _in_turn(url, v6, v4, fetcher, steady, tries, spacing, six, four)
    return settled(Series(url, tuple(six), tuple(four), fetcher.pulse.lag(since)))


def settled(seen: Series) -> Series:
    """The same without looks whose silence may be our own. Where IPv4 never had to wait beside, IPv6 alone has."""
    six, four = ([look for look in looks if not ours(look)] for looks in (seen.v6, seen.v4))
    late = len(seen.v6) + len(seen.v4) - len(six) - len(four)
    beside = len(four) == len(seen.v4) >= BESIDE and all(look.fault is None for look in four)
    if not late or (beside and len(seen.v6) >= BESIDE and all(map(_slow, seen.v6))):
        return seen
    return replace(seen, v6=tuple(six), v4=tuple(four), late=late)


async def _in_turn(
    url: str,
    v6: Sequence[str],
    v4: Sequence[str],
    fetcher: Fetcher,
    steady: Steady,
    tries: int,
    spacing: float,
    six: list[Exchange],
    four: list[Exchange],
) -> None:
    async def over(addresses: Sequence[str], found: list[Exchange], turn: int) -> None:
        if addresses:
            look = await fetcher.fetch(url, address=addresses[turn % len(addresses)], attempt=2)
            if found is six and _slow(look) and not await steady():
                look = disturbed(look)
            found.append(_asserted(look, addresses))

    for turn in range(3 * tries):
        if turn >= tries and len({look.fault is None for look in six}) < 2 and not any(map(ours, (*six, *four))):
            break  # only what has failed once, and what we were too late for, is asked more often
        if turn:
            await asyncio.sleep(spacing)
        both = [(v4, four), (v6, six)]
        for addresses, found in both if turn % 2 == 0 else reversed(both):  # neither is always the second
            await over(addresses, found, turn)
        silent = len(six) if all(map(_slow, six)) else 0
        if silent >= (BESIDE if any(map(ours, (*six, *four))) else _SILENT):
            break  # whole deadlines: more of them only cost time, ours and theirs
        if turn >= 2 and any(map(blocked, (*six, *four))):
            break  # we ask too often: whatever comes now says nothing
    if len(four) < 3 and six:
        await over(v4, four, 0)


def disturbed(look: Exchange) -> Exchange:
    """The same, its silence nobody's: others did not answer us just then either."""
    if look.fault is None:
        return look
    fault = replace(look.fault, whose=Whose.US, detail=f"{look.fault.detail}; nor did others answer just then")
    return replace(look, fault=fault)


def ours(look: Exchange) -> bool:
    """Was it too late by our own side, most often because this machine was late itself?"""
    return look.fault is not None and look.fault.whose is Whose.US and _slow(look)


def without(seen: Series, made_up: Callable[[str], bool]) -> Series:
    """The same without looks that a redirect took to a translator in front of IPv4: they prove nothing."""
    return replace(seen, v6=tuple(look for look in seen.v6 if not made_up(look.address)))


def _asserted(look: Exchange, allowed: Sequence[str]) -> Exchange:
    families = {":" in address for address in allowed}
    assert not look.address or (":" in look.address) in families, f"{look.address} is not of the pinned family"
    return look


def answered(look: Exchange) -> bool:
    """Did a connection stand, be it to a host that only led on?"""
    return bool(look.address or look.hops)


def _slow(look: Exchange) -> bool:
    """Was it too late? A greeting that nobody answered says nothing of the certificate."""
    if look.fault is None:
        return False
    greeting = look.fault.kind is FaultKind.TLS_OTHER and "no answer to the TLS greeting" in look.fault.detail
    return greeting or look.fault.kind in (FaultKind.READ_TIMEOUT, FaultKind.CONNECT_TIMEOUT)


def _greeted(look: Exchange) -> bool:
    """Did TLS come to an end, well or badly? What stopped before says nothing of it."""
    return bool(_tls_fault(look) or look.status or look.hops or "head" in dict(look.marks))


def blocked(look: Exchange) -> bool:
    return look.fault is not None and look.fault.kind is FaultKind.BLOCKED


def broken_tls(seen: Series) -> bool:
    """Is the certificate at fault over IPv6 alone? Then T1 says so, and nothing else is concluded."""
    return any(look.tls or _tls_fault(look) for look in seen.v6) and not any(
        look.tls or _tls_fault(look) for look in seen.v4
    )


def _tls_fault(look: Exchange) -> str:
    if look.tls:
        return look.tls
    if look.fault is not None and look.fault.kind.value.startswith("tls") and not _slow(look):
        return look.fault.kind.value
    return ""


_VERSIONS = ("SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")  # as OpenSSL names them, the oldest first


@dataclass(frozen=True, slots=True)
class Greetings:
    """TLS sessions that an ordinary browser would have got, in turn over both families."""

    v6: tuple[Session, ...] = ()
    v4: tuple[Session, ...] = ()


async def greetings(url: str, v6: Sequence[str], v4: Sequence[str], fetcher: Fetcher) -> Greetings:
    """Two greetings a family, at different addresses where there are some: one proves nothing."""
    six, four = list[Session](), list[Session]()
    for turn in range(4):
        for addresses, found in ((v4, four), (v6, six)):
            if addresses and url.startswith("https") and len(found) < 2:
                greeted = await fetcher.greet(url, address=addresses[turn % len(addresses)])
                found += [greeted] if greeted else []
    return Greetings(tuple(six), tuple(four))


def _poorer(greeted: Greetings) -> str:
    """What does IPv6 lack, each time, that IPv4 has each time? A better IPv6 is no fault."""
    if min(len(greeted.v6), len(greeted.v4)) < 2:
        return ""
    newest = max(_rank(one.version) for one in greeted.v6)
    if newest < min(_rank(one.version) for one in greeted.v4):
        return "tls-older"
    with_h2 = [[one.alpn == "h2" for one in family] for family in (greeted.v6, greeted.v4)]
    return "alpn-missing" if all(with_h2[1]) and not any(with_h2[0]) else ""


def _rank(version: str) -> int:
    return _VERSIONS.index(version) if version in _VERSIONS else len(_VERSIONS)


def t1(seen: Series, greeted: Greetings) -> Verdict:
    """Is TLS over IPv6 as good as over IPv4: certificate, version, protocol (ALPN)? A fault of both is none of it."""
    if not seen.url.startswith("https"):
        return not_applicable("no-tls")
    six = Counter(_tls_fault(look) for look in seen.v6 if answered(look) and _greeted(look))
    four = Counter(_tls_fault(look) for look in seen.v4 if answered(look) and _greeted(look))
    sessions = {name: [asdict(one) for one in getattr(greeted, name)] for name in ("v6", "v4")}
    shown = {"v6": dict(six), "v4": dict(four), "sessions": sessions}
    if not six:
        return not_testable("stalled" if any(map(answered, seen.v6)) else "no-reachable-address", **shown)
    worst = next((name for name, _ in six.most_common() if name), "")
    if not seen.v4:
        return not_applicable("no-ipv4", **shown)
    if not four:
        return not_testable("v4-control-failed", **shown)
    if worst and not any(four) and six.total() < 2:
        return not_testable("too-few-tries", **shown)
    if worst and not any(four) and "" not in six:
        known = worst in ("tls-name", "tls-expired")
        return unmet(worst if known else "tls-disparity", kind=worst, **shown)
    if worst and not any(four) and six[worst] > 1:
        return unmet("tls-disparity", kind=worst, **shown)
    if worst and any(four):
        return met(both=worst, **shown)
    return unmet(lacking, **shown) if (lacking := _poorer(greeted)) else met(**shown)


def c3(seen: Series) -> Verdict:
    """How many of the tries showed the home page, beside as many over IPv4?"""
    ok6, n6 = _success(seen.v6)
    ok4, n4 = _success(seen.v4)
    shown = {"v6": [ok6, n6], "v4": [ok4, n4]}
    if any(map(blocked, (*seen.v6, *seen.v4))):
        return not_testable("blocked", **shown)
    if not n6:
        return not_testable("no-reachable-address", **shown)
    if broken_tls(seen):
        return not_testable("tls-disparity", **shown)
    if ok6 == n6:
        return met(**shown)
    return figures(**shown) if ok4 else not_testable("v4-control-failed", **shown)


def _success(looks: Sequence[Exchange]) -> tuple[int, int]:
    return sum(look.fault is None for look in looks), len(looks)


def h2(seen: Series) -> Verdict:
    """Does the whole page arrive over IPv6, or does it stop after the handshake (path MTU), or drip?"""
    shown: dict[str, Any] = {
        "v6": [_shown(look) for look in seen.v6],
        "v4": [_shown(look) for look in seen.v4],
    }
    if not any(map(answered, seen.v6)):
        return not_testable("no-reachable-address")
    if broken_tls(seen):
        return not_testable("tls-disparity")
    if any(look.fault is None for look in seen.v6):
        return met(bytes=max(len(look.body) for look in seen.v6))
    slow = [look for look in seen.v6 if _slow(look)]
    if any(map(blocked, seen.v6)):
        return not_testable("blocked")
    if not any(look.fault is None for look in seen.v4):
        return not_testable("v4-control-failed", **shown)
    if len(slow) < 2:
        return not_testable("status-differs", **shown)
    dripping = any(look.status and look.body for look in slow)
    return unmet("too-slow" if dripping else "stalled", **shown)


def _shown(look: Exchange) -> dict[str, Any]:
    return {
        "status": look.status,
        "fault": look.fault.kind.value if look.fault else "",
        "address": look.address,
        "elapsed": round(look.elapsed, 3),
        "bytes": len(look.body),
    }


def timings(look: Exchange) -> dict[str, float]:
    """Seconds to connect, for TLS, to the first byte, to the whole page, of a look without redirects."""
    at = dict(look.marks)
    found = {"whole": at["end"]} if "end" in at else {}  # not `elapsed`: that counts the waiting for our own pace
    after_connect = at.get("tls", at.get("head"))
    if after_connect is not None:
        found["connect"] = after_connect - at["connect"]
    if "tls" in at and "head" in at:
        found["tls"] = at["head"] - at["tls"]
    if "body" in at:
        found["first-byte"] = at["body"] - at["connect"]
    return found


def l1(seen: Series, dns: Mapping[str, float]) -> Verdict:
    """Is it as fast? Medians and lower quartiles of interleaved looks."""
    six = [timings(look) for look in seen.v6 if look.fault is None]
    four = [timings(look) for look in seen.v4 if look.fault is None]
    if broken_tls(seen):
        return not_testable("tls-disparity")
    if not six:
        return not_testable("no-reachable-address")
    medians = {"v6": _medians(six), "v4": _medians(four)}
    shown: dict[str, Any] = {**medians, "n": [len(six), len(four)], "dns": dict(dns)}
    if not seen.v4:
        return not_applicable("no-ipv4", **shown)
    if not four:
        return not_testable("v4-control-failed", **shown)
    if min(len(six), len(four)) < 3:
        return not_testable("too-few-tries", **shown)
    # A busy machine of ours makes looks slow by turns; a slow line makes all of them slow, the better ones as well.
    return figures(**shown, better={"v6": _better(six), "v4": _better(four)}, lag=seen.lag)


def _better(looks: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The lower quartile of each timing."""
    names = {name for look in looks for name in look}
    found = {name: sorted(look[name] for look in looks if name in look) for name in names}
    return {name: round(values[len(values) // 4], 4) for name, values in found.items()}


def _medians(looks: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = {name for look in looks for name in look}
    return {name: round(median(look[name] for look in looks if name in look), 4) for name in sorted(names)}
