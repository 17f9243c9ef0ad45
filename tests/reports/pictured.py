"""A run with pictured pages, made by hand: what links, headings and images stand where, and findings that name them."""

import io
import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from PIL import Image, ImageDraw

from auditor.model.exchange import Exchange
from auditor.model.finding import Evidence
from auditor.model.outcome import Outcome
from auditor.model.picture import Box, Picture
from auditor.model.probe import Probe
from auditor.model.reporting import Beside
from auditor.model.result import AuditResult, FindingResult
from tests.reports.results import AT, HOME, finding, linked
from tests.reports.states import ranged

PAPER, INK = (250, 250, 250), (20, 60, 120)


class Pictures:
    """An archive that holds pictures only."""

    def __init__(self, *pictures: Picture) -> None:
        self._pictures = pictures

    def looks(self, urls: Iterable[str]) -> Iterator[Exchange]:
        yield from ()

    def pictures(self, urls: Iterable[str] | None = None) -> Iterator[Picture]:
        wanted = None if urls is None else set(urls)
        yield from (one for one in self._pictures if wanted is None or one.url in wanted)

    def probes(self) -> Iterator[Probe]:
        yield from ()


@cache
def _noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def painted(boxes: Sequence[Box], width: int = 1280, height: int = 2000, *, noise: bool = False) -> bytes:
    """A page on which each box is a block of ink; on paper, or on noise, of which no small image can be made."""
    page = Image.new("RGB", (width, height), PAPER)
    if noise:
        page = _noise(width, height).copy()
    pen = ImageDraw.Draw(page)
    for box in boxes:
        pen.rectangle((box.x, box.y, box.x + box.w - 1, box.y + box.h - 1), fill=INK)
    out = io.BytesIO()
    page.save(out, "WEBP", quality=90, method=0)
    return out.getvalue()


def picture(boxes: Sequence[Box], url: str = HOME, **more: bool) -> Picture:
    return Picture(url, AT, painted(boxes, **more), 1280, 2000, tuple(boxes))


def link(number: int, text: str = "") -> Box:
    return Box("link", text or f"第{number}个链接", f"{HOME}x{number}", 100, 60 * number, 160, 24)


def broken(box: Box, lost: float = 0, page: str = HOME) -> FindingResult:
    """A finding about the link of a box."""
    seen = linked(page, box.target, box.text)
    return finding("links.broken", Outcome.UNMET, box.target, "dead", evidence=[seen], lost=lost)


def headed(text: str) -> FindingResult:
    seen = Evidence(kind="page", url=HOME, quote=text)
    return finding("disclosure.four-parts", Outcome.UNMET, f"{HOME}#{text}", "empty", evidence=[seen])


def with_findings(*findings: FindingResult) -> AuditResult:
    return ranged().model_copy(update={"findings": findings})


def many_pictured(count: int = 25, *, noise: bool = False) -> tuple[AuditResult, Beside]:
    """More findings with a picture than a report shows: the further down its page, the more a link costs."""
    boxes = [link(number) for number in range(1, count + 1)]
    found = with_findings(*(broken(box, lost=box.y / 1000) for box in boxes))
    return found, Beside(archive=Pictures(picture(boxes, noise=noise)))
