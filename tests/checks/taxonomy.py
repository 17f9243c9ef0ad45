"""Which faults do the network and the crawl make, and what becomes of a link that has them?

`python -m tests.checks.taxonomy` prints the tables of docs/link-faults.md.
"""

import errno
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from auditor_checks.links import Broken, faults
from auditor_reports.words import FAULTS

from auditor.model.exchange import Exchange, Opening
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.visit import visit_of, worth_another_look
from auditor.net.outcome import Cut, Disconnected, Malformed, Stage, Undecodable, WrongPeer
from auditor.net.outcome import fault_of as raised
from auditor.net.outcome import fault_of_answer as answered
from auditor.net.outcome import fault_of_name as named

WHOSE = {Whose.SITE: "网站", Whose.BETWEEN: "路上", Whose.US: "本机"}
_NOON = datetime(2026, 3, 1, 4, tzinfo=UTC)


def _certificate(code: int) -> Fault:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, "bad"
    return raised(error, Stage.TLS)


def made() -> Iterator[Fault]:
    """Every fault that can come about, by the code that makes it; those of fetch and crawl as written there."""
    for status in ("nxdomain", "nodata", "servfail", "timeout"):
        for works in (True, False):
            yield named(status, resolver_works=works)
    for code in (9, 10, 62, 18, 20, 1):
        yield _certificate(code)
    yield raised(ssl.SSLError(1, "handshake failure"), Stage.TLS)
    for stage in Stage:
        yield raised(TimeoutError(), stage)
    yield raised(ConnectionRefusedError(errno.ECONNREFUSED, ""), Stage.CONNECT)
    for stage in (Stage.HEAD, Stage.BODY, Stage.TLS):
        yield raised(ConnectionResetError(errno.ECONNRESET, ""), stage)
    yield raised(OSError(errno.EHOSTUNREACH, ""), Stage.CONNECT)
    yield raised(OSError(errno.EMFILE, ""), Stage.CONNECT)
    for error in (Disconnected(), Malformed("x"), Cut("x"), Undecodable("br"), WrongPeer("x")):
        yield raised(error, Stage.HEAD)
    for code in (400, 404, 410, 405, 500, 502, 503, 403, 429, 521):
        fault = answered(code, {})
        assert fault
        yield fault
    for kind, whose in (
        (FaultKind.REDIRECT_LOOP, Whose.SITE),
        (FaultKind.TOO_MANY_REDIRECTS, Whose.SITE),
        (FaultKind.BAD_REDIRECT, Whose.SITE),
        (FaultKind.BAD_REDIRECT, Whose.US),
        (FaultKind.BAD_URL, Whose.US),
        (FaultKind.TOO_LARGE, Whose.US),
        (FaultKind.ROBOTS, Whose.SITE),
        (FaultKind.OFF_NETWORK, Whose.US),
        (FaultKind.CANCELLED, Whose.US),
    ):
        yield Fault(kind, whose, lasting=False)


def dead_after(fault: Fault, *seconds: float) -> bool:
    """Is a link dead that had this fault at each of these times?"""
    looks = [
        Exchange(url="http://x.gov.cn/", started=_NOON + timedelta(seconds=at), fault=fault, attempt=nth)
        for nth, at in enumerate(seconds, 1)
    ]
    return visit_of("http://x.gov.cn/", looks, apart=60).opening is Opening.DEAD


def looked_at_again(fault: Fault) -> bool:
    return worth_another_look(Exchange(url="http://x.gov.cn/", fault=fault))


def rows() -> list[str]:
    """The rows of the table, one for each kind and way to end."""
    ways: dict[tuple[FaultKind, str], list[Whose]] = {}
    for fault in made():
        verdict = "一次即定" if dead_after(fault, 0) else "两次" if dead_after(fault, 0, 60) else "不算"
        ways.setdefault((fault.kind, verdict), []).append(fault.whose)
    order = list(FaultKind)
    said = []
    for (kind, verdict), whose in sorted(ways.items(), key=lambda way: (order.index(way[0][0]), way[0][1])):
        whom = "、".join(WHOSE[one] for one in Whose if one in whose)
        said.append(f"| `{kind.value}` | {FAULTS[kind]} | {whom} | {verdict} | {_fix(kind, verdict)} |")
    return said


def _fix(kind: FaultKind, verdict: str) -> str:
    if verdict == "不算":
        other = "app" if kind is FaultKind.BAD_REDIRECT else "ours"
        return Broken.fixes[faults.UNSETTLED.get(kind, other)][0]
    message = "absent" if kind is FaultKind.HTTP_4XX and verdict == "一次即定" else faults.DEAD[kind]
    return Broken.fixes[message][0]


if __name__ == "__main__":
    print("\n".join(rows()))
