"""Does a page say of itself that it is not there, or that its address is for sale?"""

import re
from collections.abc import Sequence

from auditor.api import Page, same
from auditor_checks.seen import plain

_TITLE = re.compile(r"[|｜>＞»_—–\-·]+")
_QUOTED = re.compile(r"[“‘《「『\"][^”’》」』\"]*[”’》」』\"]")
_LINE = 60  # a notice is one short line; a longer one is a sentence about something


def says(page: Page, *, titles: Sequence[str], words: Sequence[str], most: int) -> str:
    """The words by which the page says so, "" when it does not.

    A title says so only when it, or a part of it, is one of `titles`. The text says so when it is no longer than
    `most` characters, lists nothing, and has a short line with one of `words` outside quotation marks. An article
    (dated, or with the meta of one) says nothing of the kind: it writes about it.
    """
    if page.published or page.metas.get("articletitle"):
        return ""
    keys = frozenset(map(plain, titles))
    if any(plain(part) in keys for part in (page.title, *_TITLE.split(page.title))):
        return page.title
    if page.items or len(same(page.text)) > most:
        return ""
    wanted = tuple(map(same, words))
    for line in (*page.headings, *page.text.splitlines()):
        bare = same(_QUOTED.sub("", line))
        if len(bare) <= _LINE and not bare.endswith("?") and any(word in bare for word in wanted):
            return line.strip()
    return ""
