"""Which words are wrong wherever they stand? What the lexicon says, and how it is looked up."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field

from auditor.api import Evidence, Page, Params, _, seen_page

_AROUND = 20  # characters shown on either side
_UNLESS = 6  # characters on either side that may make it right
MOST = 5  # places on one page that are shown


class Misspelt(Params):
    wrong: str = Field(min_length=2, description=_("错误的写法"))
    right: str = Field(description=_("正确的写法"))
    unless: tuple[str, ...] = Field(default=(), description=_("含有它而并不错的更长的词"))


@dataclass(frozen=True, slots=True)
class Hit:
    """One place: where it stands in the text, how it is written, how it should be."""

    start: int
    wrong: str
    right: str


@cache
def lexicon() -> dict[str, Any]:
    """The file that comes with this package."""
    return tomllib.loads(files("auditor_checks.text").joinpath("lexicon.toml").read_text(encoding="utf-8"))


@cache
def entries(part: str) -> tuple[Misspelt, ...]:
    return tuple(Misspelt(wrong=wrong, **entry) for wrong, entry in lexicon()[part].items())


def chosen(part: str, extra: Iterable[Misspelt], skip: Iterable[str]) -> tuple[Misspelt, ...]:
    """The words of a part with those that a profile adds, without those that it leaves out."""
    left_out = frozenset(skip)
    return tuple(one for one in (*entries(part), *extra) if one.wrong not in left_out)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds the first place where one of these words stands: one look at the text, not one for each word. Words that
    begin with the same character stand together, which the others then pass at once."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()) or "(?!)")


def hits(text: str, words: Sequence[Misspelt]) -> Iterator[Hit]:
    """Every place where one of the words stands, and no longer word makes it right."""
    for word in words:
        at = text.find(word.wrong)
        while at >= 0:
            around = text[max(0, at - _UNLESS) : at + len(word.wrong) + _UNLESS]
            if not any(longer in around for longer in word.unless):
                yield Hit(at, word.wrong, word.right)
            at = text.find(word.wrong, at + 1)


def said(page: Page) -> str:
    """What the page says for itself: its title and its own text."""
    return f"{page.title}\n{page.text}"


def shown(page: Page, text: str, found: Sequence[Hit]) -> tuple[Evidence, ...]:
    """The places with some words around them, the wrong one marked."""
    evidence = []
    for hit in found[:MOST]:
        start = max(text.rfind("\n", 0, hit.start) + 1, hit.start - _AROUND)
        line = text[start : hit.start + len(hit.wrong) + _AROUND].split("\n")[0]
        mark = (hit.start - start, hit.start - start + len(hit.wrong))
        evidence.append(seen_page(page, line, (mark,), right=hit.right))
    return tuple(evidence)
