"""How are the words of a page compared?"""

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"[\s\u200b-\u200d\ufeff\u00ad]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef\u3000-\u303f]"
_SPACE_AT_WIDE = re.compile(rf"(?<={_WIDE}) | (?={_WIDE})")


def fold(text: str) -> str:
    """How does a reader see this text? White space becomes one blank, and none beside a Chinese character.

    政府信息<br>  公开 gives 政府信息公开; "Home  page" gives "Home page".
    """
    # None of these blanks is printable but the plain one; to ask so takes a third of a search.
    if (" " not in text and text.isprintable()) or not _SPACE.search(text):
        return text
    return _SPACE_AT_WIDE.sub("", _SPACE.sub(" ", text).strip())


def same(text: str) -> str:
    """Under which key are two names the same? Folded, NFKC (full width to half), lower case, no white space."""
    return _short(text) if len(text) <= _SHORT else _same(text)


_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


@lru_cache(maxsize=16_384)
def plain(label: str) -> str:
    """Under which key is this label compared? Without bullets, arrows, brackets and icon glyphs around it."""
    return _AROUND.sub("", same(label))


def _same(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


_SHORT = 40  # characters: names of links and columns come again on every page
_short = lru_cache(maxsize=16_384)(_same)
