"""Why did an exchange fail: whose fault, lasting or not, and of which kind?"""

from dataclasses import dataclass
from enum import StrEnum


class Whose(StrEnum):
    SITE = "site"
    US = "us"
    BETWEEN = "between"


class FaultKind(StrEnum):
    # names
    NXDOMAIN = "nxdomain"
    NO_ADDRESS = "no-address"
    SERVFAIL = "servfail"
    DNS_TIMEOUT = "dns-timeout"
    # connections
    REFUSED = "refused"
    RESET = "reset"
    UNREACHABLE = "unreachable"
    CONNECT_TIMEOUT = "connect-timeout"
    # TLS
    TLS_NAME = "tls-name"
    TLS_EXPIRED = "tls-expired"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS_OTHER = "tls-other"
    # HTTP
    HTTP_4XX = "http-4xx"  # lasting ones: 404, 410 and other client errors that are no block
    HTTP_5XX = "http-5xx"
    READ_TIMEOUT = "read-timeout"
    PROTOCOL = "protocol"
    TRUNCATED = "truncated"
    UNDECODABLE = "undecodable"
    REDIRECT_LOOP = "redirect-loop"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    BAD_REDIRECT = "bad-redirect"
    TOO_LARGE = "too-large"
    # not the site's content at all
    BLOCKED = "blocked"  # 403, 429, 401, 407, 412, 521, WAF and login pages
    ROBOTS = "robots"
    # our side
    BAD_URL = "bad-url"
    REFUSED_ADDRESS = "refused-address"  # our guard refused to dial (loopback, private, metadata …)
    OFF_NETWORK = "off-network"  # only_mapped runs: host is not part of this run
    CANCELLED = "cancelled"
    LOCAL = "local"  # no route, no file descriptors, disk …


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong on the wire, sorted on three axes. A value, never an exception.

    `detail` is for people: errno name, TLS verify message, WAF name; never parsed.
    """

    kind: FaultKind
    whose: Whose
    lasting: bool
    detail: str = ""
