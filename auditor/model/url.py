"""What is the one key of an address, and to which host and site does it belong?

WHATWG URLs, as a browser reads them (https://url.spec.whatwg.org/), by ada.
"""

import re
from functools import cache, lru_cache

import ada_url
from publicsuffixlist import PublicSuffixList

LONGEST = 65_536  # characters; longer ones are data that strayed into an attribute

# Left in the markup by Vue, Angular, Avalon, JSP, PHP and string templates: a browser never sees them as addresses.
# A GUID in braces ({3F2504E0-4F89-…}) is one, and so are the braces of a JSON query.
_PLACEHOLDER = re.compile(
    r"\{\{|\}\}|%7b%7b|\{[a-z_$][\w.$]*\}|\$\{|\$%7b|<%|%>|\{\$|<\?php|\[\[.*\]\]|<\#|\#=.*\#"
    r"""|^\s*['"]\s*\+|\+\s*['"]\s*$""",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[{}%<\[#+]")  # every placeholder has one of these
_ABSOLUTE = re.compile(r"https?://[^/\\]", re.IGNORECASE)
_PATH = re.compile(r"[\w/.]")
_SCHEME = re.compile(r"[\s\x00-\x1f]*([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#]*)", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_WIDE = re.compile(r"[^\x00-\x7f]+")
# Pages in these send their queries in UTF-8 (WHATWG "get an output encoding").
_UTF = frozenset({"utf8", "utf16", "utf16le", "utf16be", "hz", "hzgb2312", ""})
_QUERY_KEEPS = frozenset(range(0x21, 0x7F)) - frozenset(b"\"#<>'")


def is_placeholder(href: str) -> bool:
    """Is this a framework's placeholder (`{{item.url}}`, `${url}`, `<%=url%>`) instead of an address?"""
    return bool(_MARKS.search(href) and _PLACEHOLDER.search(href))


def canonical(href: str, base: str = "", *, encoding: str = "utf-8") -> str:
    """Which absolute http(s) address does `href` on a page at `base` mean, as a key? "" when it means none.

    Without fragment, user info and default port; host in lower case and punycode; the query in the page's own
    `encoding` (a codec name), the path in UTF-8, as browsers send them; escapes in upper case, which mean the same.
    """
    return _canonical(href, _taken(href, base), encoding)


def _taken(href: str, base: str) -> str:
    """What of its base a reference takes: of most only the origin or the folder, so that menus, which stand on every
    page, are read once."""
    if base and href[:1] == "/" and href[1:2] not in ("/", "\\"):  # as most links are written
        return base[: base.find("/", base.find("//") + 2) + 1] or base
    if _ABSOLUTE.match(href):
        return ""
    if not base or not _PATH.match(href) or _SCHEME.match(href):
        return base
    root = base.find("/", base.find("//") + 2)
    if root < 0:
        return base
    return base[: base.partition("#")[0].partition("?")[0].rfind("/") + 1]


@lru_cache(maxsize=8192)
def _canonical(href: str, base: str, encoding: str) -> str:
    if len(href) > LONGEST or is_placeholder(href):
        return ""
    scheme = _SCHEME.match(href)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return ""
    try:
        address = _encoded(href, encoding)
        url = ada_url.join_url(base, address) if base else ada_url.normalize_url(address)
        if not url.startswith(("http://", "https://")):
            return ""
        if "@" in url.split("/", 3)[2]:
            bare = ada_url.URL(url)
            bare.username = bare.password = ""
            url = bare.href
        if "xn--" in url and not _speaks(host_of(url)):
            return ""
    except (ValueError, UnicodeError):
        return ""
    key = url.partition("#")[0]
    return _ESCAPE.sub(lambda escape: escape[0].upper(), key) if "%" in key else key


@lru_cache(maxsize=4096)
def _speaks(host: str) -> bool:
    """Is every punycode label of a host the one of a name? (ada lets others pass; a browser does not.)"""
    try:
        labels = [label for label in host.split(".") if label.startswith("xn--")]
        names = [label[4:].encode().decode("punycode") for label in labels]
        return [ada_url.URL(f"http://{name}").hostname for name in names] == labels
    except (ValueError, UnicodeError):
        return False


def _encoded(href: str, encoding: str) -> str:
    """`href` with the query already percent-encoded in the page's encoding (WHATWG percent-encode after encoding)."""
    if href.isascii() or re.sub("[-_]", "", encoding.lower()) in _UTF:
        return href.encode("utf-8", "replace").decode() if not href.isascii() else href
    head, hash_, fragment = href.partition("#")
    path, mark, query = head.partition("?")
    if not mark or query.isascii():
        return href.encode("utf-8", "replace").decode()

    gbk = encoding.lower() == "gbk"  # which has € as 0x80 on the web, and not in Python

    def percent(wide: re.Match[str]) -> str:
        parts = wide[0].split("€") if gbk else [wide[0]]
        octets = b"\x80".join(part.encode(encoding, "xmlcharrefreplace") for part in parts)
        return "".join(chr(o) if o in _QUERY_KEEPS and o not in b"&#;" else f"%{o:02X}" for o in octets)

    try:
        query = _WIDE.sub(percent, query)
    except LookupError:
        return href
    return f"{path}{mark}{query}{hash_}{fragment}".encode("utf-8", "replace").decode()


def host_of(url: str) -> str:
    """The host of a canonical address in lower case, without port (IPv6 without brackets); "" when there is none."""
    match = _HOST.match(url)
    return match[1].strip("[]").lower() if match else ""


@lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """The registrable domain of a host by the bundled public suffix list; an address or a bare suffix is itself."""
    name = host.strip(".").lower()
    if not name or ":" in name or name.replace(".", "").isdigit():
        return name
    return _suffixes().privatesuffix(name) or name


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
