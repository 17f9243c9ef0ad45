"""Is a page that opens not what it pretends to be?"""

import re
from collections.abc import Iterable

from auditor.api import StoredFacts
from auditor.model.page import Page
from auditor.model.url import host_of
from auditor.model.words import same

# What may differ between two answers to missing addresses: the address, a time, a request number.
_VARYING = re.compile(r"[\x21-\x7e]*[/\d][\x21-\x7e]*")


def _lines(page: Page) -> frozenset[str]:
    return frozenset(_own_words((page.title, *page.full_text.splitlines())))


def _own_words(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if key := same(_VARYING.sub("", line)):
            yield key


def like_absent(stored: StoredFacts, page: Page) -> Page | None:
    """Which answer to a made-up address does this page repeat? None when it says something of its own.

    The answer convicts only with words that the home page does not have: a portal drawn by script sends one shell for
    every address, and a template's navigation is on every page, also on an empty one.
    """
    home = stored.home()
    if home is None or page.url == home.url or page.final_url in (home.url, home.final_url):
        return None
    said, at_home = _lines(page), _lines(home)
    for probe in stored.absent(host_of(page.final_url or page.url)):
        if probe.final_url in (home.url, home.final_url):
            continue
        words = _lines(probe)
        if (words - at_home) and words == said:
            return probe
    return None
