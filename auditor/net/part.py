"""Of which addresses is the first part enough, and is what came back that part? (RFC 9110 14)

A file's name says that no page is there: the first bytes tell its kind, Content-Range its size, and the connection
lives on, where a whole film would have to be cut off. One request all the same: no HEAD goes before it.
"""

import re

_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|webp|ico|tiff?|pdf|ofd|ceb|docx?|docm|dotx?|xlsx?|xlsm|et|pptx?|ppsx?|dps|wps|rtf|odt|ods|odp|"
    r"zip|rar|7z|exe|msi|apk|iso|dmg|mp3|wma|wav|m4a|ogg|mp4|m4v|flv|f4v|avi|wmv|mov|mpe?g|rm|rmvb|mkv|webm|swf|"
    r"ttf|otf|woff2?|eot|psd|dwg|shp|kmz|epub|caj)$",
    re.I,
)
_CONTENT_RANGE = re.compile(r"bytes[ \t]+0-(\d{1,18})/(\d{1,18}|\*)", re.I)


def ranged(target: str) -> bool:
    """Does the path, without its query, name a file that surely is no page?"""
    return _FILE.search(target.partition("?")[0]) is not None


def size_of(content_range: str, asked: int) -> tuple[int, int] | None:
    """How many bytes came, and of how many (-1: not told)? None when it is not the first part, as it was asked for."""
    found = _CONTENT_RANGE.fullmatch(content_range.strip())
    if found is None:
        return None
    came, whole = int(found[1]) + 1, -1 if found[2] == "*" else int(found[2])
    if came > asked or (whole >= 0 and (came > whole or (came < asked and came != whole))):
        return None
    return came, whole
