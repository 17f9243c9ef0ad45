"""What does a reader see behind a reference: a link, an attachment, a picture, a script?"""

import re
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from auditor.api import Element, Target

What: TypeAlias = Literal["a", "attachment", "img", "style", "script", "frame", "media", "meta"]

WHATS: tuple[What, ...] = ("a", "attachment", "frame", "meta", "media", "img", "style", "script")

_SEEN: dict[Element, What] = {
    Element.A: "a",
    Element.AREA: "a",
    Element.OPTION: "a",
    Element.FRAME: "frame",
    Element.META: "meta",
    Element.MEDIA: "media",
    Element.IMG: "img",
    Element.STYLE: "style",
    Element.SCRIPT: "script",
}
_ATTACHMENT = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rtf|csv|txt|zip|rar|7z|gz|tar|ceb|caj|mp4|mp3)$", re.IGNORECASE
)


def extension(url: str) -> str:
    """The extension of an attachment, in lower case and without the dot; "" when the address names none."""
    match = _ATTACHMENT.search(urlsplit(url).path)
    return match[1].lower() if match else ""


def what(target: Target) -> What | None:
    """As what does this address weigh? As the most telling of all references to it; None when no reader meets it."""
    seen = {_SEEN[element] for element in target.elements if element in _SEEN}
    first = next((one for one in WHATS if one in seen), None)
    return "attachment" if first == "a" and extension(target.visit.url) else first
