"""How did a page look, and where on it did each link, heading and image stand?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast, get_args

from auditor.model.packed import press, unpress, words

BoxKind: TypeAlias = Literal["link", "heading", "image", "personal"]
KINDS: tuple[BoxKind, ...] = get_args(BoxKind)

WIDTH = 1280
"""CSS px: what a portal is laid out for."""
TALLEST = 8000
"""CSS px: what stands further down is not pictured."""
LONGEST = 200
"""Characters of a box's text that are kept."""


@dataclass(frozen=True, slots=True)
class Box:
    """One visible element as laid out. `text` are its words (of an image its alt), white space folded; `target` where
    a link leads, or where an image comes from, canonical. Measures in CSS px from the picture's upper left corner.

    `personal` is where a number stands that may be a person's (identity, mobile): it says where, not what.
    """

    kind: BoxKind
    text: str
    target: str
    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a browser showed it. `url` is the address asked for, `webp` the image, `over` "ipv4" or "ipv6" when
    the browser had only that. A picture is evidence beside a verdict and never changes one."""

    url: str
    at: datetime
    webp: bytes
    width: int
    height: int
    boxes: tuple[Box, ...] = ()
    over: str = ""

    def find(self, *, target: str = "", text: str = "") -> Box | None:
        """Where does the link to (or the image from) `target` stand, or without one the heading or link that reads
        `text`? None: not to be seen.

        Of several with one target it is the one with the text, or else the first. A target that is no web address is
        found by its text, if only one link reads so.
        """
        wanted = " ".join(text.split())[:LONGEST]
        if target:
            there = [box for box in self.boxes if box.target == target]
            if there:
                return next((box for box in there if wanted and box.text == wanted), there[0])
            stray = [box for box in self.boxes if (box.kind, box.target, box.text) == ("link", "", wanted)]
            return stray[0] if wanted and len(stray) == 1 else None
        named = (box for kind in ("heading", "link") for box in self.boxes if (box.kind, box.text) == (kind, wanted))
        return next(named, None) if wanted else None

    def personal(self) -> tuple[Box, ...]:
        """Where may a person's numbers stand?"""
        return tuple(box for box in self.boxes if box.kind == "personal")


def box_of(said: Mapping[str, Any], width: int, height: int) -> Box | None:
    """A box from what a page told of itself: nothing in it is believed. None when it makes no sense."""
    kind = next((one for one in KINDS if one == said.get("kind")), None)
    numbers = [said.get(name) for name in ("x", "y", "w", "h")]
    if kind is None or not all(isinstance(one, int | float) and abs(one) < 1e7 for one in numbers):
        return None
    left, top, w, h = (round(cast("float", one)) for one in numbers)
    x, y = max(left, 0), max(top, 0)
    right, bottom = min(left + w, width), min(top + h, height)
    if right <= x or bottom <= y:
        return None
    text, target = (words(str(said.get(name) or "")) for name in ("text", "target"))
    return Box(kind, " ".join(text.split())[:LONGEST], target[:2000], x, y, right - x, bottom - y)


def press_boxes(boxes: tuple[Box, ...]) -> bytes:
    """The boxes as they are stored."""
    rows = [[box.kind, box.text, box.target, box.x, box.y, box.w, box.h] for box in boxes]
    return press(json.dumps(rows, ensure_ascii=False).encode())


def unpress_boxes(content: bytes) -> tuple[Box, ...]:
    return tuple(Box(*row) for row in json.loads(unpress(content)))
