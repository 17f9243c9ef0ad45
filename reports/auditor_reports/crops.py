"""Where on its page does the element of a finding stand? A piece of the pictured page with the element boxed."""

import io
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageDraw, UnidentifiedImageError

from auditor.model.finding import Evidence
from auditor.model.picture import Box, Picture
from auditor.model.reporting import Archive
from auditor.model.result import FindingResult

WIDEST = 640
"""Pixels of a crop."""
HIGHEST = 400
LARGEST = 9_000
"""Bytes of a crop: as a data address it is a third more."""

_SIDE = 560  # px of one of two pictures side by side
_OVERVIEW = 30_000  # bytes, if that can be
_AROUND = 70  # px of the page above and below the element
_LOWEST = 160
_QUALITIES = (60, 40, 25, 12)
_BOX, _HALO, _COVER = (0xC2, 0x18, 0x18), (0xFF, 0xFF, 0xFF), (0x80, 0x80, 0x80)
_ON_PAGES = frozenset({"link", "page", "list", "text"})
_HELD = 4  # decoded pages: of most crops the page is that of the one before

_BROKEN = (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError)


@dataclass(frozen=True, slots=True)
class Spot:
    """One element on one pictured page."""

    page: str
    at: datetime
    box: Box


@dataclass(frozen=True, slots=True)
class Crop:
    webp: bytes
    width: int
    height: int


class Crops:
    """The pictured pages that findings name, and pieces of them."""

    def __init__(self, archive: Archive | None, findings: Iterable[FindingResult]) -> None:
        named = {one.url for finding in findings for one in finding.evidence if one.url}
        kept = archive.pictures(sorted(named)) if archive and named else ()
        self._pictures = {picture.url: picture for picture in kept if not picture.over}
        self._decoded: OrderedDict[str, Image.Image | None] = OrderedDict()

    def spots(self, finding: FindingResult) -> Iterator[Spot]:
        """The elements that a finding rests on and that stand on a pictured page, in the order of its evidence."""
        seen: set[Spot] = set()
        for one in finding.evidence:
            picture = self._pictures.get(one.url)
            box = _of(picture, one) if picture else None
            if picture and box:
                spot = Spot(picture.url, picture.at, box)
                if spot not in seen:
                    seen.add(spot)
                    yield spot

    def crop(self, spot: Spot) -> Crop | None:
        """The element with what stands around it, boxed, and numbers that may be a person's covered. None when the
        picture cannot be read."""
        picture, page = self._pictures[spot.page], self._page(spot.page)
        return cropped(page, spot.box, picture.personal()) if page else None

    def _page(self, url: str) -> Image.Image | None:
        if url not in self._decoded:
            self._decoded[url] = decoded(self._pictures[url])
            while len(self._decoded) > _HELD:
                self._decoded.popitem(last=False)
        return self._decoded[url]


def decoded(picture: Picture) -> Image.Image | None:
    """The image of a picture; None when it is none, or not of its size."""
    try:
        with Image.open(io.BytesIO(picture.webp), formats=("WEBP",)) as image:
            if image.size != (picture.width, picture.height):
                return None
            return image.convert("RGB")
    except _BROKEN:
        return None


def cropped(page: Image.Image, box: Box, personal: Iterable[Box] = ()) -> Crop:
    """A piece of a page around a box, at most `WIDEST` × `HIGHEST` pixels and `LARGEST` bytes."""
    width = min(page.width, max(WIDEST, box.w + 2 * _AROUND))
    height = min(page.height, max(_LOWEST, min(box.h + 2 * _AROUND, HIGHEST * width // WIDEST)))
    left = _inside(box.x + box.w // 2 - width // 2, width, page.width)
    # Of an element higher than the piece its beginning is shown.
    top = _inside(box.y + min(box.h, height - _AROUND) // 2 - height // 2, height, page.height)
    piece = page.crop((left, top, left + width, top + height))
    pen = ImageDraw.Draw(piece)
    for one in personal:
        pen.rectangle(_corners(one, left, top, 1), fill=_COVER)
    for grown, colour in ((5, _HALO), (4, _BOX), (3, _BOX), (2, _BOX), (1, _HALO)):
        pen.rectangle(_corners(box, left, top, grown), outline=colour)
    if piece.width > WIDEST:
        piece = piece.resize((WIDEST, max(1, piece.height * WIDEST // piece.width)), Image.Resampling.LANCZOS)
    while True:
        for quality in _QUALITIES:
            out = io.BytesIO()
            piece.save(out, "WEBP", quality=quality, method=4)
            if out.tell() <= LARGEST:
                return Crop(out.getvalue(), piece.width, piece.height)
        piece = piece.resize((piece.width * 3 // 4, max(1, piece.height * 3 // 4)), Image.Resampling.LANCZOS)


def overview(page: Image.Image, personal: Iterable[Box] = ()) -> Crop:
    """The first screens of a page, small enough to stand beside another; numbers that may be a person's are covered."""
    piece = page.crop((0, 0, page.width, min(page.height, page.width)))
    pen = ImageDraw.Draw(piece)
    for one in personal:
        pen.rectangle(_corners(one, 0, 0, 1), fill=_COVER)
    size = (_SIDE, max(1, piece.height * _SIDE // piece.width))
    piece = piece.resize(size, Image.Resampling.LANCZOS)
    for quality in _QUALITIES:
        out = io.BytesIO()
        piece.save(out, "WEBP", quality=quality, method=4)
        if out.tell() <= _OVERVIEW:
            break
    return Crop(out.getvalue(), piece.width, piece.height)


def _of(picture: Picture, one: Evidence) -> Box | None:
    """The element that evidence speaks of. Words that stand in the middle of a text are none, nor is what was asked of
    a host."""
    if one.kind not in _ON_PAGES:
        return None
    if one.target:
        return picture.find(target=one.target, text=one.quote)
    return picture.find(text=one.quote) if one.quote and not one.marks else None


def _inside(begin: int, length: int, whole: int) -> int:
    return max(0, min(begin, whole - length))


def _corners(box: Box, left: int, top: int, grown: int) -> tuple[int, int, int, int]:
    x, y = box.x - left, box.y - top
    return x - grown, y - grown, x + box.w - 1 + grown, y + box.h - 1 + grown
