"""Answers → what is kept of their pages, and the addresses that they bring up. Runs in processes of its own."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.found import Found, Recent
from auditor.model.packed import PackedPage, pack_page
from auditor.model.scope import Scope


class For(Enum):
    """What is a page read for?"""

    LINKS = "links"  # what it brings up is looked at as well
    FACTS = "facts"  # itself
    WORDS = "words"  # what it says; where it leads is not ours, and not kept


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to be read, found `depth` clicks from home. `rendered`: as a browser left the page."""

    exchange: Exchange
    depth: int
    purpose: For = For.LINKS
    rendered: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A page as it is stored, and what it brought up that this reader had not brought up before."""

    page: PackedPage
    found: tuple[Found, ...] = ()


class Reader:
    """Reads the answers of one portal. Remembers what it brought up lately: a menu is told once, not on every page."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._recent = Recent()

    def read(self, given: Given) -> Read:
        page = extract(given.exchange, depth=given.depth, rendered=given.rendered)
        if given.purpose is For.WORDS:
            page = replace(page, links=(), controls=(), items=())
        if given.purpose is not For.LINKS:
            return Read(pack_page(page))
        found = self._recent.new(self.scope.found(page, known=self._recent))
        self._recent.remember(found)
        return Read(pack_page(page), found)


_reader: Reader | None = None


def make_ready() -> None:
    """What a worker process does before its first batch. Pages leave no garbage behind that goes round in circles (see
    `auditor.extract.tree`), so it need not be looked for while a page is read."""
    gc.collect()
    gc.freeze()
    gc.disable()


def read_all(scope: Scope, given: Sequence[Given]) -> list[Read]:
    """What a worker process does with a batch; its reader stays for the next one."""
    global _reader
    if _reader is None or _reader.scope != scope:
        _reader = Reader(scope)
    pages = [_reader.read(one) for one in given]
    if not gc.isenabled():
        gc.collect(1)  # what came with this batch; what older ones left in caches need not be gone through again
    return pages
