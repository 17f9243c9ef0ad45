"""May these words of a site be shown as they are? Masks personal data, makes invisible characters visible.

Escaping is not done here: templates escape everything. These functions work on plain text.
"""

import re
from datetime import date
from urllib.parse import urlsplit

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# Longer digit strings (order numbers, file names such as W020210311…) are no identity or mobile numbers.
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(\d{6})(\d{4})(\d{2})(\d{2})(\d{3})([\dXxＸｘ])(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(?<!\d[.:：])(1[3-9]\d|１[３-９]\d)([ -]?)(\d{4})\2(\d{4})(?!\d)")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\uffff\ud800-\udfff]")
_ADDRESS = re.compile(r"[a-z]+://[!-~]+")
_PLAIN_URL = re.compile(
    r"https?://(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::\d{1,5})?(?:[/?#][^\s\\<>\"'`^{|}]*)?"
)


def mask(text: str, *, mobiles: bool = True) -> str:
    """The text with identity numbers (18 digits with a real date) and mobile numbers starred out, at the same length,
    so that offsets into it stay true. Addresses are masked without `mobiles`: their file names are full of digits."""
    text = _IDENTITY.sub(_starred_identity, text)
    return _MOBILE.sub(lambda m: f"{m[1]}{m[2]}****{m[2]}{m[4]}", text) if mobiles else text


def _starred_identity(found: re.Match[str]) -> str:
    try:
        date(int(found[2]), int(found[3]), int(found[4]))
    except ValueError:
        return found[0]
    return found[0][:3] + "*" * 13 + found[0][-2:]


def visible(text: str) -> str:
    """The text with white space folded and control, bidirectional and broken characters written out as [U+202E]."""
    return _UNSEEN.sub(_named, re.sub(r"[\t\n\r ]+", " ", text))


def _named(found: re.Match[str]) -> str:
    code = ord(found[0])
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code >= 0xFFFE or code == 0xFFFD else f"[U+{code:04X}]"


def is_address(text: str) -> bool:
    """Is this one address, and not words with an address in them?"""
    return _ADDRESS.fullmatch(text) is not None


def shown(text: str, *, address: bool = False) -> str:
    """Words of a site, or an address, ready to be shown."""
    return visible(mask(text, mobiles=not (address or is_address(text))))


def own_address(url: str, hosts: frozenset[str]) -> bool:
    """May this address be a live link? Only a plain http(s) address on one of the portal's own hosts that every parser
    reads alike (no user part, backslash or blanks) and that carries no personal data."""
    found = _PLAIN_URL.fullmatch(url)
    if found is None or found["host"].lower() not in hosts:
        return False
    return not _UNSEEN.search(url) and mask(url, mobiles=False) == url


def hosts_of(home: str, more: tuple[str, ...]) -> frozenset[str]:
    """The portal's own hosts: home, its www twin, and those that the operator listed."""
    home_host = (urlsplit(home).hostname or "").lower()
    twin = home_host.removeprefix("www.") if home_host.startswith("www.") else f"www.{home_host}"
    return frozenset({home_host, twin, *(host.lower() for host in more)}) - {"", "www."}
