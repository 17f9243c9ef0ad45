"""How easily does a Chinese text read? Counts that can be recounted by hand, no trained model.

Two texts are compared, never one judged alone: the indices say which of the two reads easier.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

_SENTENCE = re.compile(r"[。！？!?；;…\n]+")
_CLAUSE = re.compile(r"[，,、：:。！？!?；;…\n]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FIGURES = re.compile(r"\d[\d.,]*|例如|比如|举例|案例")
_QUESTIONS = re.compile(r"[？?]")
_LONG, _LONG_CLAUSE, _MANY = 60, 30, 6  # characters of a sentence, of a clause; clauses of a sentence: beyond is hard
_UNUSUAL = 2  # rare words in one sentence
_COUNTED = re.compile(r"[\u4e00-\u9fffA-Za-z0-9%]")
# Nominal and passive constructions of official prose.
_OFFICIAL = re.compile(
    r"予以|进行|加以|给予|开展|推进|落实|加强|完善|健全|强化|统筹|贯彻|不断|切实|按照|依据|鉴于|应当|不得|须|之|其|所"
)
# Verbs that say nothing of their own, before a noun that is the action: 对…进行整治 for 整治….
_NOMINAL = re.compile(r"(?:予以|进行|加以|给予|作出|实施|开展|推动|推进)[\u4e00-\u9fff]{2}")
# Slogans of four characters, three or more in a row: 高位推动、上下联动、齐抓共管.
_IDIOMS = re.compile(r"(?:(?<=[，,、；：:\n])|^)[\u4e00-\u9fff]{4}(?=[，,、；。！\n]|$)")
_SPOKEN = re.compile(r"[您你我咱]|大家|吗|呢|怎么|什么|哪|多少|如何|例如|比如|举例|[？?]")


@dataclass(frozen=True, slots=True)
class Reading:
    """`sentence` and `clause`: mean length in characters; `long`: the 90th percentile of sentence lengths.
    `official`, `spoken`, `nominal` (进行整治), `idioms` (slogans of four characters) and `figures` (digits, examples):
    how many in 1,000 characters. `median`: of sentence lengths; `long_clause`: 90th percentile of clause lengths;
    `questions`: sentences that ask. `of`: characters counted."""

    of: int
    sentence: float = 0.0
    long: float = 0.0
    clause: float = 0.0
    official: float = 0.0
    spoken: float = 0.0
    median: float = 0.0
    long_clause: float = 0.0
    nominal: float = 0.0
    idioms: float = 0.0
    figures: float = 0.0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Hard:
    """One sentence that is hard to read, and why: long, clauses, official, nominal, idioms, rare. `length` in
    characters; `rare` are the words of it that were given as rare."""

    words: str
    length: int
    why: tuple[str, ...]
    rare: tuple[str, ...] = ()


def reading(text: str) -> Reading:
    """The indices of a text; without any sentence all are 0."""
    sentences = sorted(length for part in _SENTENCE.split(text) if (length := len(_COUNTED.findall(part))))
    clauses = sorted(length for part in _CLAUSE.split(text) if (length := len(_COUNTED.findall(part))))
    count = len(_HAN.findall(text))
    if not sentences or not count:
        return Reading(0)

    def often(pattern: re.Pattern[str]) -> float:
        return 1000 * len(pattern.findall(text)) / count

    return Reading(
        of=count,
        sentence=sum(sentences) / len(sentences),
        long=_ninth(sentences),
        clause=sum(clauses) / len(clauses),
        official=often(_OFFICIAL),
        spoken=often(_SPOKEN),
        median=float(median(sentences)),
        long_clause=_ninth(clauses),
        nominal=often(_NOMINAL),
        idioms=often(_IDIOMS),
        figures=often(_FIGURES),
        questions=len(_QUESTIONS.findall(text)),
    )


def _ninth(ordered: list[int]) -> float:
    """The 90th percentile."""
    return float(ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))])


def hardest(text: str, *, most: int = 5, rare: Collection[str] = ()) -> tuple[Hard, ...]:
    """The sentences of a text that are hardest to read, the hardest first, each with the reasons that can be recounted.

    `rare`: words that few readers meet; two different ones in a sentence make a reason. A sentence for which none of
    the reasons holds is hard to nobody, and is not among them.
    """
    found: dict[str, Hard] = {}
    for part in _SENTENCE.split(text):
        words = part.strip()
        length = len(_COUNTED.findall(words))
        clauses = [len(_COUNTED.findall(one)) for one in _CLAUSE.split(words)]
        official = len(_OFFICIAL.findall(words))
        unusual = tuple(word for word in rare if word in words)
        why = [
            name
            for name, there in (
                ("long", length > _LONG),
                ("clauses", len(clauses) > _MANY or max(clauses, default=0) > _LONG_CLAUSE),
                ("official", official >= 3 and 100 * official > 5 * length),
                ("nominal", len(_NOMINAL.findall(words)) >= 2),
                ("idioms", len(_IDIOMS.findall(words)) >= 3),
                ("rare", len(unusual) >= _UNUSUAL),
            )
            if there
        ]
        if why:
            found.setdefault(words, Hard(words, length, tuple(why), unusual))
    ordered = sorted(found.values(), key=lambda one: (-len(one.why), -one.length, one.words))
    return tuple(ordered[:most])


def easier(one: Reading, other: Reading) -> tuple[str, ...]:
    """On which of the five indices does `one` read easier than `other`?"""
    names = [name for name in ("sentence", "long", "clause", "official") if getattr(one, name) < getattr(other, name)]
    return (*names, *(("spoken",) if one.spoken > other.spoken else ()))
