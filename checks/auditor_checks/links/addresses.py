"""Which addresses can nobody outside the building open?"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from auditor.api import Facts

# Only what an address itself proves. A name that our resolver turns into a private address proves nothing:
# resolvers of offices and proxies answer so for public names.
_INSIDE = tuple(
    map(
        ip_network,
        (
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "::1/128",
            "fc00::/7",
            "fe80::/10",
        ),
    )
)


def inside(url: str) -> bool:
    """Does this address name a host of some local network, or the reader's own machine?"""
    path = url.find("/", url.find("//") + 2)
    return _inside(url[:path] if path > 0 else url)


@lru_cache(maxsize=1024)  # many addresses, few hosts
def _inside(origin: str) -> bool:
    host = (urlsplit(origin).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    address = _literal(host)
    return address is not None and any(address.version == net.version and address in net for net in _INSIDE)


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def laboratory(facts: Facts) -> bool:
    """Is the portal itself audited at a local address, so that such addresses prove nothing?"""
    return inside(facts.portal.home)
