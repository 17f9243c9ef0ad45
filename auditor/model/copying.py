"""How much of one text is taken word for word from another?"""

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.model.traditional import simplified

_COUNT = "一二三四五六七八九十百〇零\\d"
# What a text must cite to speak of another is no copying: its name, its number, its dates, words in quotation marks.
# How a text numbers its parts is none of its words.
_CITED = re.compile(
    r"《[^《》]{1,120}》"
    r"|[\u4e00-\u9fff]{1,12}[〔\[［（(]\s*(?:19|20)\d\d\s*[〕\]］）)]\s*第?\s*\d{1,5}\s*号"
    r"|(?:19|20)\d\d\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|[一二][〇○零Ｏ一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月)?(?:[一二三四五六七八九十]{1,3}日)?"
    r"|“[^“”]{1,60}”|「[^「」]{1,60}」|『[^『』]{1,60}』"
    rf"|(?<![\u4e00-\u9fff])(?:第[{_COUNT}]{{1,4}}(?:[章节条款项]|步?[,，、:：])|[(（][{_COUNT}]{{1,4}}[)）]"
    rf"|[{_COUNT}]{{1,4}}(?:[、.．]|[是要](?![\u4e00-\u9fff]?[，。]))|其[{_COUNT}]{{1,2}}[,，、:：])"
)
# The frame of a document: whom it addresses, who signed it when, how far it is public; who is responsible, in brackets
_FRAME = re.compile(
    r"^[^。；\n]{2,300}[:：]$(?=\n[^\n]{20})"
    r"|^[^。；：:\n]{2,40}\n(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[一二][〇○零Ｏ一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$"
    r"|[（(][^（）()。\n]{2,300}(?:负责|牵头|配合|参与|落实)[)）]"
    r"|^[（(](?:此件|本文|本件)[^）)\n]{2,20}[）)]$"
    r"|^[^。，；\n]{0,60}(?:的)?(?:通知|意见|批复|复函|函|决定|通报|答复)$",
    re.MULTILINE,
)
_MOST_PLACES = 50  # at which a run is looked up in the other text; set phrases stand everywhere
_SHORTEST_NAME = 6  # characters of a name; shorter ones are ordinary words
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of a text that stands in the other one too: its place in the text as given, and its words there."""

    start: int
    end: int
    words: str
    length: int  # in Chinese characters that count


@dataclass(frozen=True, slots=True)
class Copied:
    """`share` of the `of` Chinese characters of a text that stand in runs common with the other; `longest` run."""

    share: float
    of: int
    longest: int = 0
    passages: tuple[Passage, ...] = ()  # the longest first


def han(text: str, names: Sequence[str] = ()) -> tuple[str, Sequence[int]]:
    """The Chinese characters of a text, simplified, without numbering and what it merely cites, and the place of each
    in the text. `names`: what else counts for nothing wherever it stands: names without 《》, set phrases."""
    return _counted(text, tuple(names))


@lru_cache(maxsize=512)
def _counted(text: str, names: tuple[str, ...]) -> tuple[str, Sequence[int]]:
    plain = simplified(text)
    cited = [match.span() for pattern in (_CITED, _FRAME) for match in pattern.finditer(plain)]
    for name in sorted({simplified(name) for name in names if len(name) >= _SHORTEST_NAME}):
        cited += [match.span() for match in _written(name).finditer(plain)]
    covered = bytearray(len(plain))
    for start, end in cited:
        covered[start:end] = b"\1" * (end - start)
    kept = [match.start() for match in _HAN.finditer(plain) if not covered[match.start()]]
    return "".join(plain[at] for at in kept), array("I", kept)


@lru_cache(maxsize=1024)
def _written(name: str) -> re.Pattern[str]:
    """The name wherever it stands, broken by white space or not; … stands for some words of the same sentence."""
    parts = [r"\s*".join(map(re.escape, part)) for part in name.split("…")]
    return re.compile(r"[^。；！？\n]{0,40}?".join(parts))


def copied(text: str, other: str, *, run: int, passages: int = 3, names: Sequence[str] = ()) -> Copied:
    """Which share of `text` stands in runs of at least `run` Chinese characters that `other` has as well?

    Names in 《》, document numbers, dates, digits, numbering, words in quotation marks, punctuation and white space are
    left out of both, and so are the frame of a document (addressees, signature) and `names`; traditional characters
    count as their simplified ones.
    """
    mine, places = han(text, names)
    if not mine:
        return Copied(0.0, 0)
    known = _known(han(other, names)[0], run)
    theirs, at_all = known.text, known.at
    if len(mine) < run or at_all.keys().isdisjoint(mine[at : at + run] for at in range(len(mine) - run + 1)):
        return Copied(0.0, len(mine))
    found: list[tuple[int, int]] = []  # common runs, those that overlap joined
    lengths: dict[int, int] = {}  # of the common runs from the character before: place in `other` → length
    covered = longest = reach = 0
    for at in range(len(mine) - run + 1):
        places_there = at_all.get(mine[at : at + run], ())
        lengths = {there: lengths[there - 1] - 1 for there in places_there if lengths.get(there - 1, 0) > run}
        length = max(lengths.values(), default=0)
        for there in places_there:
            if there not in lengths and length < len(mine) - at:
                lengths[there] = _common(mine, at, theirs, there, run)
                length = max(length, lengths[there])
        if not length:
            continue
        longest = max(longest, length)
        covered += max(0, at + length - max(at, reach))
        if at + length > reach:
            if at < reach and found:
                found[-1] = (found[-1][0], at + length)
            else:
                found.append((at, at + length))
            reach = at + length
    shown = sorted(found, key=lambda span: (span[0] - span[1], span[0]))[:passages]
    return Copied(
        share=covered / len(mine),
        of=len(mine),
        longest=longest,
        passages=tuple(
            Passage(places[start], places[end - 1] + 1, text[places[start] : places[end - 1] + 1], end - start)
            for start, end in shown
        ),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """A text, and where each of its runs of that length begins."""

    text: str
    at: Mapping[str, Sequence[int]]


@lru_cache(maxsize=8)
def _known(text: str, run: int) -> _Known:
    """Kept for the next comparison: one policy is compared with several interpretations, one after another."""
    at: dict[str, list[int]] = {}
    for there in range(len(text) - run + 1):
        places = at.setdefault(text[there : there + run], [])
        if len(places) < _MOST_PLACES:
            places.append(there)
    return _Known(text, at)


def _common(mine: str, at: int, theirs: str, there: int, length: int) -> int:
    """How long is the common run that starts here, `length` of it being known?"""
    most = min(len(mine) - at, len(theirs) - there)
    while length < most and mine[at + length] == theirs[there + length]:
        length += 1
    return length
