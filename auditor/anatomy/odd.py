"""Is a page that opens not what it pretends to be?"""

import re
from collections.abc import Iterable
from functools import cached_property

from auditor.api import StoredFacts
from auditor.model.page import Page
from auditor.model.url import host_of
from auditor.model.words import same

# What may differ between two answers to missing addresses: the address, a time, a request number.
_VARYING = re.compile(r"[\x21-\x7e]*[/\d][\x21-\x7e]*")


class Absent:
    """What the hosts of a portal answer to addresses that do not exist, kept once it was asked for."""

    def __init__(self, stored: StoredFacts, home: Page | None) -> None:
        self._stored, self._home = stored, home
        self._answers: dict[str, tuple[tuple[Page, frozenset[str]], ...]] = {}

    def like(self, page: Page) -> Page | None:
        """Which answer to a made-up address does this page repeat? None when it says something of its own.

        The answer convicts only with words that the home page does not have: a portal drawn by script sends one shell
        for every address, and a template's navigation is on every page, also on an empty one.
        """
        home = self._home
        if home is None or page.url == home.url or page.final_url in (home.url, home.final_url):
            return None
        said: frozenset[str] | None = None
        for probe, words in self._of(host_of(page.final_url or page.url)):
            said = _lines(page) if said is None else said
            if words == said:
                return probe
        return None

    def _of(self, host: str) -> tuple[tuple[Page, frozenset[str]], ...]:
        """The answers of a host that have words of their own, with their words."""
        if host not in self._answers:
            found = ((probe, _lines(probe)) for probe in self._stored.absent(host) if not self._at_home(probe))
            self._answers[host] = tuple((probe, words) for probe, words in found if words - self._words_at_home)
        return self._answers[host]

    def _at_home(self, probe: Page) -> bool:
        return self._home is not None and probe.final_url in (self._home.url, self._home.final_url)

    @cached_property
    def _words_at_home(self) -> frozenset[str]:
        return frozenset() if self._home is None else _lines(self._home)


def _lines(page: Page) -> frozenset[str]:
    return frozenset(_own_words((page.title, *page.full_text.splitlines())))


def _own_words(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if key := same(_VARYING.sub("", line)):
            yield key
