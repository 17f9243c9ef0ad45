"""Which addresses would lead a crawler round in circles?

Told by the address alone and by how many of a shape one level holds, so that the same site gives the same answer.
"""

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

LONGEST = 2000  # characters of an address
REPEATS = 3  # how often a path segment may stand in a path
DEEPEST = 20  # path segments
SAME_SHAPE = 100  # addresses of one endless-looking shape, a level

_ENDLESS = re.compile(
    r"^(?:year|month|day|date|week|sort|order|orderby|filter|view|layout|s|sid|phpsessid|jsessionid|sessionid|token"
    r"|timestamp|ts|_|rand|random|r|nonce)$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_SESSION = re.compile(r";jsessionid=[^/?]*", re.IGNORECASE)


def shaped_like_a_trap(url: str) -> bool:
    """Does the address itself show that it was made by a loop? Too long, too deep, or the same segment again."""
    if len(url) > LONGEST:
        return True
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    if len(segments) > DEEPEST:
        return True
    return any(count > REPEATS for count in Counter(segments).values())


def endless_shape(url: str) -> str:
    """The shape shared with the other addresses of a calendar, a sort order or a session, "" for an ordinary one."""
    place = urlsplit(url)
    names = sorted(name for name, _value in parse_qsl(place.query, keep_blank_values=True))
    if not any(_ENDLESS.match(name) for name in names) and not _SESSION.search(place.path):
        return ""
    path = _DIGITS.sub("0", _SESSION.sub("", place.path))
    return f"{place.hostname}{path}?{'&'.join(names)}"
