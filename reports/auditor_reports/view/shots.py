"""Of which findings does the report show the element on its page?"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model.reporting import Beside
from auditor.model.result import FindingResult
from auditor_reports import figures
from auditor_reports.crops import Crops, Spot
from auditor_reports.safe import shown
from auditor_reports.view.seen import Eyes, Place
from auditor_reports.voice import Voice
from auditor_reports.words import _

MOST = 20
"""Of one report; the evidence pack holds them all."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A piece of a pictured page. `source` is the image itself, as an address of data."""

    source: str
    alt: str
    width: int
    height: int
    place: Place
    when: str


def shots(findings: Sequence[FindingResult], voice: Voice, eyes: Eyes, beside: Beside) -> dict[str, Shot]:
    """What is shown of which finding (by fingerprint): one element each, no element twice, for the first of `findings`
    of which there is a picture."""
    crops = Crops(beside.archive, findings)
    taken: set[Spot] = set()
    found: dict[str, Shot] = {}
    for finding in findings:
        if len(found) >= MOST:
            break
        spot = next((one for one in crops.spots(finding) if one not in taken), None)
        crop = crops.crop(spot) if spot and finding.fingerprint not in found else None
        if spot and crop:
            taken.add(spot)
            place = eyes.place(spot.page)
            text = voice.cut(shown(spot.box.text), 60)
            alt = voice(_("{page}的截图，方框里是“{text}”"), page=place.text, text=text) if text else ""
            found[finding.fingerprint] = Shot(
                source="data:image/webp;base64," + base64.b64encode(crop.webp).decode(),
                alt=alt or voice(_("{page}的截图，方框里是所说的图片或链接"), page=place.text),
                width=crop.width,
                height=crop.height,
                place=place,
                when=figures.moment(spot.at),
            )
    return found
