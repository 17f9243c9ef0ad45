"""Does one page say nothing that another does not?"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from auditor.model.page import Element, Page, Region
from auditor.model.words import same

# What differs between two answers to missing addresses: the address, a time, a number of the request.
_VARYING = re.compile(r"[\x21-\x7e]*[/\d][\x21-\x7e]*")
_SHOWN = frozenset({Element.A, Element.AREA, Element.IMG, Element.MEDIA, Element.FRAME, Element.META, Element.OPTION})


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a page says and shows, less what any two answers of one server differ in.

    A number leaves a mark: where the other page has none, it is something that this one says.
    """

    url: str
    words: frozenset[str]
    shown: frozenset[str]  # links, pictures, films and frames of its body

    def repeats(self, other: "Spoken") -> bool:
        """Is there something in it, and nothing that the other does not have as well?"""
        return bool(self.words) and self.words <= other.words and self.shown - {self.url} <= other.shown


def spoken(page: Page) -> Spoken:
    """What does this page say and show?"""
    asked = _asked(page.url)
    words = (_without(line, asked) for line in (page.title, *page.full_text.splitlines()))
    shown = (link.target or link.href for link in page.links if link.region is Region.BODY and link.element in _SHOWN)
    about = (one for one in shown if not any(way in unquote(one.partition("?")[2]) for way in asked))
    return Spoken(
        page.url, frozenset(filter(None, words)), frozenset(about)
    )  # less a button that shares this very page


def title_of(page: Page) -> str:
    """The first of the words that a page says, as in `Spoken.words`: what another lacks it cannot repeat."""
    return _without(page.title, _asked(page.url))


def _asked(url: str) -> tuple[str, ...]:
    """The ways in which a server prints the address that was asked for, the longest first."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    ways = {url, path, parts.path, unquote(url), unquote(path)}
    return tuple(sorted((way for way in ways if len(way) > 3), key=lambda way: (-len(way), way)))


def _without(line: str, asked: tuple[str, ...]) -> str:
    for way in asked:
        line = line.replace(way, "#")
    return same(_VARYING.sub("#", line))
