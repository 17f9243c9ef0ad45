"""Where does a redirect lead? Read as browsers read it (https://fetch.spec.whatwg.org/#concept-response-location-url)."""

from collections.abc import Sequence

import ada_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})


def parsed(url: str, base: str = "") -> ada_url.URL | None:
    """A fetchable URL without credentials and fragment, None when it is none. `base` resolves relative ones."""
    try:
        found = ada_url.URL(url, base or None)
    except (ValueError, UnicodeError):
        return None
    if found.protocol not in ("http:", "https:") or not found.hostname:
        return None
    found.username = found.password = found.hash = ""
    return found


def port_of(url: ada_url.URL) -> int:
    return int(url.port) if url.port else (443 if url.protocol == "https:" else 80)


def follow(base: str, locations: Sequence[bytes]) -> tuple[str, str]:
    """The next URL ("" when there is none to follow) and the words of the Location header.

    Bytes above ASCII are sent back as they came, percent-encoded: a GBK path stays GBK, as Chromium does it. Of several
    headers the empty ones do not count; two that differ are refused, as browsers refuse them.
    """
    words = list(dict.fromkeys(location.strip(b" \t") for location in locations if location.strip(b" \t")))
    shown = ", ".join(word.decode("utf-8", "replace") for word in words)[:2000]
    if len(words) != 1:
        return "", shown
    text = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in words[0])
    target = parsed(text, base)
    return (target.href if target else ""), shown


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
