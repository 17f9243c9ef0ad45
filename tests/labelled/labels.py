"""What does a person say of each case? The cases as they stand in the files beside, checked while they are read.

The first half is in `topics.toml`, `pairs.toml` and `texts.toml`, the half kept apart in the same names with -held.
"""

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).parent
HALVES = ("", "-held")
ENDED, LIVE, PERMANENT, KEPT, OPEN, GONE, EARLY, TWICE = (
    *("ended", "live", "permanent", "kept", "open"),
    *("gone", "early", "twice"),
)
TRUTHS = frozenset({ENDED, LIVE, PERMANENT, KEPT, OPEN, GONE, EARLY, TWICE})
PLACES = frozenset({"list", "list2", "home", "banner", "picture", "title", "card", "float", "footer", "archive"})
PAGES = frozenset(
    {"list", "long", "columns", "script", "images", "pinned", "shuffled", "host", "plain", "gone", "paged"}
)
DAYS = frozenset({"", "slash", "dots", "han", "brackets", "short"})
_PIECE = re.compile(r"@([a-z0-9]+)\.(policy|plain|basis|hant)(?::([\d,]+))?(?:\|(renumber|bare))?")
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class TopicCase:
    id: str
    name: str
    truth: str
    where: tuple[str, ...]
    items: tuple[str, ...]
    trap: tuple[str, ...]
    why: str
    page: str = "list"
    days: str = ""  # how the list writes them: 2021-04-06, or in another form


@dataclass(frozen=True, slots=True)
class TopicPortal:
    id: str
    markup: str
    archive: str
    topics: tuple[TopicCase, ...]


@dataclass(frozen=True, slots=True)
class PolicyCase:
    id: str
    title: str
    number: str
    day: str
    text: tuple[str, ...]
    file: str = ""
    host: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldCase:
    """One interpretation. `of`: what it explains; `copied` None where copying is not the question."""

    id: str
    title: str
    day: str
    text: tuple[str, ...]
    of: tuple[str, ...]
    trap: tuple[str, ...]
    why: str
    back: tuple[str, ...] = ()
    link: str = "text"
    form: str = ""
    copied: bool | None = None
    images: int = 0
    video: bool = False
    audio: bool = False


@dataclass(frozen=True, slots=True)
class PairPortal:
    id: str
    markup: str
    organ: str
    policies: tuple[PolicyCase, ...]
    told: tuple[ToldCase, ...]

    @property
    def name(self) -> str:
        return self.organ.removesuffix("办公室")


@cache
def topic_portals(half: str) -> tuple[TopicPortal, ...]:
    return tuple(
        TopicPortal(one["id"], one["markup"], one["archive"], tuple(_topic(case) for case in one["topic"]))
        for one in _read(f"topics{half}")["portal"]
    )


@cache
def pair_portals(half: str) -> tuple[PairPortal, ...]:
    texts = _read(f"texts{half}")
    return tuple(
        PairPortal(
            one["id"],
            one["markup"],
            one["organ"],
            tuple(_case(PolicyCase, {**case, "text": written(case["text"], texts)}) for case in one["policy"]),
            tuple(_case(ToldCase, {**case, "text": written(case["text"], texts)}) for case in one["told"]),
        )
        for one in _read(f"pairs{half}")["portal"]
    )


def written(pieces: list[str], texts: dict[str, Any]) -> tuple[str, ...]:
    """The paragraphs of a text, its pieces put in their places."""
    return tuple(paragraph for piece in pieces for paragraph in _paragraphs(piece, texts))


def _paragraphs(piece: str, texts: dict[str, Any]) -> list[str]:
    found = _PIECE.search(piece)
    if not found:
        return [piece]
    name, part, chosen, change = found.groups()
    said = texts[name][part]
    taken = [said] if isinstance(said, str) else said
    if chosen:
        taken = [taken[int(place)] for place in chosen.split(",")]
    if change == "renumber":
        taken = [f"{_NUMERALS[place]}、{one}" for place, one in enumerate(taken)]
    if change == "bare":
        taken = [one.replace("《", "").replace("》", "、") for one in taken]
    before, after = piece[: found.start()], piece[found.end() :]
    return [before + taken[0], *taken[1:-1], taken[-1] + after] if len(taken) > 1 else [before + taken[0] + after]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def _topic(said: dict[str, Any]) -> TopicCase:
    case = _case(TopicCase, said)
    if case.truth not in TRUTHS or case.page not in PAGES or not set(case.where) <= PLACES or case.days not in DAYS:
        raise ValueError(f"{case.id}: unknown truth, page, place or days")
    return case


T = TypeVar("T")


def _case(kind: type[T], said: dict[str, Any]) -> T:
    unknown = set(said) - {one.name for one in fields(kind)}  # type: ignore[arg-type]
    if unknown:
        raise ValueError(f"{said['id']}: unknown keys {sorted(unknown)}")
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in said.items()})
