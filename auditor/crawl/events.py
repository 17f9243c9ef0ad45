"""What is told while a portal is gathered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Phase(StrEnum):
    START = "start"  # robots and site map
    LEVEL = "level"  # pages, `depth` clicks from the home page
    RENDER = "render"  # pages whose lists a script fills
    TARGETS = "targets"  # addresses that are only looked at
    WAIT = "wait"  # until the second look may be taken
    SECOND = "second"  # the second look
    PICTURES = "pictures"  # of the most telling pages
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Event:
    """How far has the crawl come? Counts are of addresses; `rate` is requests a second, `eta` seconds or None."""

    phase: Phase
    done: int = 0
    known: int = 0
    depth: int = 0
    requests: int = 0
    rate: float = 0.0
    eta: float | None = None
    host: str = ""
    failures: Mapping[str, int] = field(default_factory=dict)


Tell: TypeAlias = Callable[[Event], None]
