"""How easily does a Chinese text read? Counts that can be recounted by hand, no trained model.

Two texts are compared, never one judged alone: the indices say which of the two reads easier.
"""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[。！？!?；;…\n]+")
_CLAUSE = re.compile(r"[，,、：:。！？!?；;…\n]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_COUNTED = re.compile(r"[\u4e00-\u9fffA-Za-z0-9%]")
# Nominal and passive constructions of official prose.
_OFFICIAL = re.compile(
    r"予以|进行|加以|给予|开展|推进|落实|加强|完善|健全|强化|统筹|贯彻|不断|切实|按照|依据|鉴于|应当|不得|须|之|其|所"
)
_SPOKEN = re.compile(r"[您你我咱]|大家|吗|呢|怎么|什么|哪|多少|如何|例如|比如|举例|[？?]")


@dataclass(frozen=True, slots=True)
class Reading:
    """`sentence` and `clause`: mean length in characters; `long`: the 90th percentile of sentence lengths.
    `official` and `spoken`: how many such words in 1,000 characters. `of`: characters counted."""

    of: int
    sentence: float = 0.0
    long: float = 0.0
    clause: float = 0.0
    official: float = 0.0
    spoken: float = 0.0


def reading(text: str) -> Reading:
    """The indices of a text; without any sentence all are 0."""
    sentences = [length for part in _SENTENCE.split(text) if (length := len(_COUNTED.findall(part)))]
    clauses = [length for part in _CLAUSE.split(text) if (length := len(_COUNTED.findall(part)))]
    count = len(_HAN.findall(text))
    if not sentences or not count:
        return Reading(0)
    ordered = sorted(sentences)
    return Reading(
        of=count,
        sentence=sum(sentences) / len(sentences),
        long=float(ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]),
        clause=sum(clauses) / len(clauses),
        official=1000 * len(_OFFICIAL.findall(text)) / count,
        spoken=1000 * len(_SPOKEN.findall(text)) / count,
    )


def easier(one: Reading, other: Reading) -> tuple[str, ...]:
    """On which of the five indices does `one` read easier than `other`?"""
    names = [name for name in ("sentence", "long", "clause", "official") if getattr(one, name) < getattr(other, name)]
    return (*names, *(("spoken",) if one.spoken > other.spoken else ()))
