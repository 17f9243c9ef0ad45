"""What do the first bytes of an answer look like, whatever its headers say?

Only what is sure is named. The libraries at hand were weighed (2026-11): puremagic 1.30 takes every archive, OFD
included, for a .docx with the same confidence as it takes a PDF for a PDF, and the last release of filetype is four
years old; neither finds the %PDF- behind leading junk, nor tells a page from a login.
"""

import re
from collections.abc import Iterator

_PDF_WITHIN = 1024  # bytes in which readers look for the header of a PDF
_WORDS_WITHIN = 4096
_LOGIN_WITHIN = 64 * 1024
_SIGNS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),  # .doc .xls .ppt .wps .et, and what carries a password
    (rb"{\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"PK\x05\x06", "zip"),
)
_HTML = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"(?:\s|\xef\xbb\xbf)*<\?xml\b")
_PASSWORD = re.compile(rb"""<input\b[^>]{0,300}\btype\s*=\s*["']?password""", re.IGNORECASE)
_OOXML = re.compile(rb"\[Content_Types\]\.xml|_rels/\.rels|(?:word|xl|ppt|docProps)/")


def sniffed(body: bytes) -> str:
    """pdf, ole, ooxml, ofd, zip, rtf, rar, 7z, gzip, png, jpeg, gif, webp, mp4, html, login (a page that asks for a
    password), xml, text, or empty; "" when nothing of it is sure. `body` may be cut off anywhere."""
    if not body:
        return "empty"
    for sign, name in _SIGNS:
        if body.startswith(sign):
            return name
    if body.startswith(b"PK\x03\x04"):
        return _archive(body)
    if body[4:8] == b"ftyp":
        return "mp4"
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return "webp"
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return "pdf"
    if _HTML.match(body):
        return "login" if _PASSWORD.search(body, 0, _LOGIN_WITHIN) else "html"
    if _XML.match(body):
        return "xml"
    return "text" if _words(body[:_WORDS_WITHIN]) else ""


def _archive(body: bytes) -> str:
    """What is packed into it? An OFD has its OFD.xml (GB/T 33190), an office file its parts (ECMA-376)."""
    names = list(_entries(body))
    if b"OFD.xml" in names:
        return "ofd"
    return "ooxml" if any(_OOXML.match(name) for name in names) else "zip"


def _entries(body: bytes) -> Iterator[bytes]:
    """The names in the local headers of the sample. Sizes may stand behind the content, so headers are searched for."""
    at = 0
    while (at := body.find(b"PK\x03\x04", at)) >= 0 and at + 30 <= len(body):
        length = int.from_bytes(body[at + 26 : at + 28], "little")
        yield body[at + 30 : at + 30 + length]
        at += 30


def _words(start: bytes) -> bool:
    """Is it text in one of the encodings that portals use? The last character may be cut."""
    if b"\0" in start:
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                text = start[: len(start) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return not any(sign < " " and sign not in "\t\n\r\f\x1a" for sign in text)
    return False
