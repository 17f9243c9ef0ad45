"""Where does a redirect lead? Read as browsers read it (https://fetch.spec.whatwg.org/#concept-response-location-url)."""

from collections.abc import Sequence
from typing import NamedTuple

import ada_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Place(NamedTuple):
    """A fetchable address, without credentials and fragment. `host` is what the Host header says, `hostname` lacks its
    port and keeps the brackets of an IPv6 address; `target` is the path with the query."""

    href: str
    scheme: str
    host: str
    hostname: str
    port: int
    target: str


def parsed(url: str, base: str = "") -> Place | None:
    """What `url` names, None when it is nothing to be fetched. `base` resolves relative ones."""
    try:
        href = ada_url.join_url(base, url) if base else ada_url.normalize_url(url)
    except (ValueError, UnicodeError):
        return None
    # From here on the text is in its one canonical form: the first slash behind the host begins the path.
    scheme, _, rest = href.partition("://")
    if scheme not in ("http", "https"):
        return None
    rest = rest.partition("#")[0]
    host, slash, target = rest.partition("/")
    host = host.rpartition("@")[2]
    hostname, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        hostname, port = host, "443" if scheme == "https" else "80"
    if not hostname:
        return None
    return Place(f"{scheme}://{host}/{target}", scheme, host, hostname, int(port), slash + target)


def follow(base: str, locations: Sequence[bytes]) -> tuple[Place | None, str]:
    """The next address (None when there is none to follow) and the words of the Location header.

    Bytes above ASCII are sent back as they came, percent-encoded: a GBK path stays GBK, as Chromium does it. Of several
    headers the empty ones do not count; two that differ are refused, as browsers refuse them.
    """
    words = list(dict.fromkeys(location.strip(b" \t") for location in locations if location.strip(b" \t")))
    shown = ", ".join(word.decode("utf-8", "replace") for word in words)[:2000]
    if len(words) != 1:
        return None, shown
    text = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in words[0])
    return parsed(text, base), shown


def app_scheme(words: str) -> bool:
    """Does it lead into an app (weixin:, alipays:), which opens where that app is installed?"""
    try:
        scheme = ada_url.URL(words).protocol
    except (ValueError, UnicodeError):
        return False
    return scheme not in ("http:", "https:", "javascript:", "data:", "file:", "ftp:", "blob:", "about:", "gopher:")


class Cookies:
    """Cookies of one fetch, kept by host: enough for a site that sets one and redirects to itself, and no more."""

    def __init__(self) -> None:
        self._hosts: dict[str, dict[str, str]] = {}

    def take(self, host: str, lines: Sequence[str]) -> None:
        kept = self._hosts.setdefault(host, {})
        for line in lines[:50]:
            name, equals, value = line.partition(";")[0].partition("=")
            if equals and name.strip() and len(line) <= 4096:
                kept[name.strip()] = value.strip()
                if "max-age=0" in line.lower().replace(" ", ""):
                    del kept[name.strip()]

    def line(self, host: str) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._hosts.get(host, {}).items())
