"""Which words of a text are rare? Words and their counts are those of jieba's dictionary (MIT), read by rjieba.

The counts come from newspapers and books of some sixty million words. The dictionary takes about 45 MB and is loaded
when the first text is asked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
# Names of persons, places, organs; numbers and measures; letters and marks: rare by nature, and hard to nobody.
_UNCOUNTED = ("nr", "ns", "nt", "m", "t", "x", "eng")


@dataclass(frozen=True, slots=True)
class Wording:
    """`counts`: how often each word of two characters or more stands in the text, names and numbers left out; `rare`:
    those that the dictionary counts fewer than so many times, in the order in which they first stand there."""

    counts: Mapping[str, int]
    rare: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of the words that are rare, in per cent; 0 where there are none."""
        total = sum(self.counts.values())
        return 100 * sum(self.counts[word] for word in self.rare) / total if total else 0.0


@lru_cache(maxsize=16)  # a policy with several interpretations is read once
def wording(text: str, *, below: int) -> Wording:
    """The words of a text, in simplified characters, and which of them are counted fewer than `below` times."""
    from rjieba import tag  # the dictionary is loaded with the module

    counts: dict[str, int] = {}
    for word, kind in tag(text, False):
        if _WORD.fullmatch(word) and not kind.startswith(_UNCOUNTED):
            counts[word] = counts.get(word, 0) + 1
    return Wording(counts, tuple(word for word in counts if _count(word) < below))


@cache
def _count(word: str) -> int:
    from rjieba import suggest_freq

    return suggest_freq(word)
