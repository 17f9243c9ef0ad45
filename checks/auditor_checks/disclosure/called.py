"""Under which name does a reader take an entrance, whatever markup it has?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from auditor.api import Element, Link, Page, simplified
from auditor_checks.seen import plain, references

# A translation or a badge beside the Chinese name, without figures: 政府信息公开2019 is another name.
_LATIN = re.compile(r"^[^\W\d_\u2e80-\uffff]+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[^\W\d_\u2e80-\uffff]+$")
_MORE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})[\W_]*(?:(?:点击)?(?:进入|查看)|(?:查看)?更多)[\W_]*$"
)  # a button in the link
_CUT = re.compile(r"(?:…|\.{2,})+$")
_SHORTEST_CUT = 4  # characters that are left of a name before it counts as cut off


def entrances(pages: Sequence[Page]) -> Iterator[tuple[Page, Link]]:
    """All that a reader can follow from these pages: links, then links side by side to one address as the one that they
    look like, entries of drop-down lists, buttons."""
    yield from references(pages)
    for page in pages:
        links = (link for link in page.links if link.element is Element.A and link.target and link.label)
        for _target, side_by_side in groupby(links, key=lambda link: link.target):
            first, *rest = side_by_side
            if rest:
                yield page, replace(first, label="".join((first.label, *(link.label for link in rest))), title="")
        yield from ((page, link) for link in page.links if link.element is Element.OPTION)
        yield from ((page, link) for link in page.controls)


def called(link: Link) -> str:
    """The name of an entrance: of one that is cut off (政府信息公…), what its tool tip says in full."""
    cut = _CUT.sub("", link.label)
    whole = cut != link.label and len(cut) >= _SHORTEST_CUT and plain(link.title).startswith(plain(cut))
    return bare(link.title if whole else link.label)


@lru_cache(maxsize=16_384)
def bare(words: str) -> str:
    """The words as names are compared: simplified, without a translation, a badge or 更多 beside them."""
    key = plain(simplified(words)) if words else ""
    return plain(_LATIN.sub("", _LATIN.sub("", _MORE.sub("", key))))
