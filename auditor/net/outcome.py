"""What went wrong on the wire: whose fault is it, does it last, of which kind?"""

import errno
import ssl
from collections.abc import Mapping
from enum import StrEnum

from auditor.model.fault import Fault, FaultKind, Whose
from auditor.net import waf


class Stage(StrEnum):
    """How far had a request come?"""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    HEAD = "head"
    BODY = "body"


class Disconnected(Exception):
    """The connection ended before a whole head had arrived."""


class Malformed(Exception):
    """What arrived is no HTTP as we read it. A browser forgives more."""


class Endless(Malformed):
    """A head longer than anybody needs."""


class Cut(Exception):
    """The body ended before it was whole."""


class Undecodable(Exception):
    """The body is coded in a way that was not offered, or not in the way it says."""


class WrongPeer(Exception):
    """The guard would not dial, or the socket is connected to somebody else than it was told to."""


FAILURES = (OSError, EOFError, ValueError, Disconnected, Malformed, Cut, Undecodable, WrongPeer)
"""What a request may raise, all of it sorted by `fault_of`."""

_OURS = frozenset(
    getattr(errno, name)
    for name in (
        *("ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL", "EAFNOSUPPORT", "EACCES", "EPERM", "EMFILE", "ENFILE", "ENOMEM"),
        *("ENOBUFS", "ENOSPC", "EDQUOT", "EIO", "EINVAL", "EBADF", "EROFS", "ECONNABORTED"),
    )
    if hasattr(errno, name)
)
_RESET = frozenset({errno.ECONNRESET, errno.EPIPE, errno.ESHUTDOWN, errno.ENOTCONN})
_EXPIRED = frozenset({9, 10, 11, 12})  # X509_V_ERR_CERT_NOT_YET_VALID, CERT_HAS_EXPIRED, CRL …
_NAME = frozenset({62, 63, 64})  # X509_V_ERR_HOSTNAME_MISMATCH, EMAIL_, IP_ADDRESS_
_UNTRUSTED = frozenset({2, 18, 19, 20, 21, 24, 26, 27, 28})  # no or unknown issuer, self-signed, not allowed to sign


def fault_of(error: BaseException, stage: Stage) -> Fault:
    """Sorts what was raised at a stage of one request. What we do not know is our own side's."""
    match error:
        case ssl.SSLCertVerificationError():
            return Fault(_certificate(error), Whose.SITE, False, error.verify_message or str(error))
        case ssl.SSLError():
            said = getattr(error, "reason", None) or str(error)
            if stage is Stage.TLS:
                return Fault(FaultKind.TLS_OTHER, Whose.BETWEEN, False, said)
            return Fault(FaultKind.RESET, Whose.BETWEEN, False, said)
        case TimeoutError():  # also ETIMEDOUT
            return _timeout(stage)
        case Disconnected():
            return Fault(FaultKind.RESET, Whose.SITE, False, "closed without an answer")
        case Malformed():
            return Fault(FaultKind.PROTOCOL, Whose.SITE, False, str(error)[:200])
        case Cut() | EOFError():
            return Fault(FaultKind.TRUNCATED, Whose.BETWEEN, False, str(error)[:200])
        case Undecodable():
            return Fault(FaultKind.UNDECODABLE, Whose.SITE, False, str(error)[:200])
        case WrongPeer():
            return Fault(FaultKind.REFUSED_ADDRESS, Whose.US, False, str(error)[:200])
        case OSError():
            return _os(error, stage)
    return Fault(FaultKind.LOCAL, Whose.US, False, f"{type(error).__name__}: {error}"[:200])


def _certificate(error: ssl.SSLCertVerificationError) -> FaultKind:
    if error.verify_code in _EXPIRED:
        return FaultKind.TLS_EXPIRED
    if error.verify_code in _NAME:
        return FaultKind.TLS_NAME
    return FaultKind.TLS_UNTRUSTED if error.verify_code in _UNTRUSTED else FaultKind.TLS_OTHER


def _timeout(stage: Stage) -> Fault:
    match stage:
        case Stage.DNS:
            return Fault(FaultKind.DNS_TIMEOUT, Whose.US, False)
        case Stage.CONNECT:
            return Fault(FaultKind.CONNECT_TIMEOUT, Whose.BETWEEN, False)
        case Stage.TLS:
            return Fault(FaultKind.TLS_OTHER, Whose.BETWEEN, False, "no answer to the TLS greeting")
    return Fault(FaultKind.READ_TIMEOUT, Whose.SITE, False, "no head" if stage is Stage.HEAD else "body too slow")


def _os(error: OSError, stage: Stage) -> Fault:
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    if error.errno in _OURS:
        return Fault(FaultKind.LOCAL, Whose.US, False, name)
    if stage is Stage.TLS:
        return Fault(FaultKind.TLS_OTHER, Whose.BETWEEN, False, f"{name} in the TLS greeting")
    if isinstance(error, ConnectionRefusedError):
        return Fault(FaultKind.REFUSED, Whose.SITE, False, name)
    if stage is Stage.BODY and (isinstance(error, ConnectionError) or error.errno in _RESET):
        return Fault(FaultKind.TRUNCATED, Whose.BETWEEN, False, name)
    if isinstance(error, ConnectionError) or error.errno in _RESET:
        return Fault(FaultKind.RESET, Whose.BETWEEN, False, name)
    if error.errno in (errno.EHOSTUNREACH, errno.EHOSTDOWN):
        return Fault(FaultKind.UNREACHABLE, Whose.BETWEEN, False, name)
    return Fault(FaultKind.LOCAL, Whose.US, False, name)


def fault_of_name(status: str, *, resolver_works: bool) -> Fault:
    """What does a DNS status mean for who asked for the host? Only "no such name" and "no address" are the site's word.

    Whether a resolver that fails is to blame itself, only its other answers can tell.
    """
    whose = Whose.BETWEEN if resolver_works else Whose.US
    match status:
        case "nxdomain":
            return Fault(FaultKind.NXDOMAIN, Whose.SITE, True)
        case "nodata":
            return Fault(FaultKind.NO_ADDRESS, Whose.SITE, True)
        case "timeout":
            return Fault(FaultKind.DNS_TIMEOUT, whose, False)
        case "refused":
            return Fault(FaultKind.SERVFAIL, Whose.US, False, "REFUSED")
    return Fault(FaultKind.SERVFAIL, whose, False, status)


def fault_of_answer(
    status: int, headers: Mapping[str, str], body: bytes = b"", *, asked: str = "", final: str = ""
) -> Fault | None:
    """What does a whole answer say? None when it is the content that was asked for."""
    if status == 521 and headers.get("server", "").lower() == "cloudflare":  # there it means that the origin is down
        return Fault(FaultKind.HTTP_5XX, Whose.SITE, False, "521")
    if product := waf.firewall(status, headers, body):
        return Fault(FaultKind.BLOCKED, Whose.BETWEEN, False, f"{status} {product}")
    if status in waf.REFUSALS or status > 599:
        return Fault(FaultKind.BLOCKED, Whose.BETWEEN, False, str(status))
    if status == 503 and "retry-after" in headers:  # a limit on our rate looks the same as maintenance
        return Fault(FaultKind.BLOCKED, Whose.BETWEEN, False, "503 Retry-After")
    if status >= 500:
        return Fault(FaultKind.HTTP_5XX, Whose.SITE, False, str(status))
    if status >= 400:
        return Fault(FaultKind.HTTP_4XX, Whose.SITE, status in (404, 410), str(status))
    if status >= 300 or status < 200:
        return Fault(FaultKind.PROTOCOL, Whose.SITE, False, f"unexpected {status}")
    if waf.login(asked, final) or waf.login_form(asked, body):
        return Fault(FaultKind.BLOCKED, Whose.BETWEEN, False, "login")
    return None
