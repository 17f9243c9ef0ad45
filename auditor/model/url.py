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
_SCHEME = re.compile(r"[\s\x00-\x1f]*([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#]*)", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_WIDE = re.compile(r"[^\x00-\x7f]+")
# Pages in these send their queries in UTF-8 (WHATWG "get an output encoding").
_UTF = frozenset({"utf8", "utf16", "utf16le", "utf16be", "hz", "hzgb2312", ""})
_QUERY_KEEPS = frozenset(range(0x21, 0x7F)) - frozenset(b"\"#<>'")


def is_placeholder(href: str) -> bool:
    """Is this a framework's placeholder (`{{item.url}}`, `${url}`, `<%=url%>`) instead of an address?"""
    return bool(_PLACEHOLDER.search(href))


def canonical(href: str, base: str = "", *, encoding: str = "utf-8") -> str:
    """Which absolute http(s) address does `href` on a page at `base` mean, as a key? "" when it means none.

    Without fragment, user info and default port; host in lower case and punycode; the query in the page's own
    `encoding` (a codec name), the path in UTF-8, as browsers send them; escapes in upper case, which mean the same.
    """
    if len(href) > LONGEST or is_placeholder(href):
        return ""
    scheme = _SCHEME.match(href)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return ""
    try:
        url = ada_url.URL(_encoded(href, encoding), base) if base else ada_url.URL(_encoded(href, encoding))
        host = url.hostname
        if url.protocol not in ("http:", "https:") or not host:
            return ""
        if url.username or url.password:
            url.username = url.password = ""
        if "xn--" in host and not _speaks(host):
            return ""
        key = url.href.partition("#")[0]
        return _ESCAPE.sub(lambda escape: escape[0].upper(), key) if "%" in key else key
    except (ValueError, UnicodeError):
        return ""


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
