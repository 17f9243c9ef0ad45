"""What is kept of all pages, each of which goes by once?"""

import logging
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar, cast

from auditor.model.page import Page

log = logging.getLogger(__name__)


class Reader(Protocol):
    """Sees every page once, in the order of the pages, and keeps something small of it."""

    def see(self, page: Page) -> None: ...


R = TypeVar("R")


class Digest:
    """Shows each page to all readers. One that trips over a page is out, and whoever asks for what it kept is told:
    a mistake of ours must cost the questions that hang on it, and no others."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._readers: dict[type, Reader] = {type(reader): reader for reader in readers}
        self._tripped: dict[type, Exception] = {}

    def see(self, page: Page) -> None:
        for kind, reader in list(self._readers.items()):
            try:
                reader.see(page)
            except Exception as error:
                log.debug("%s tripped over %s", kind.__name__, page.url, exc_info=True)
                self._tripped[kind] = error
                del self._readers[kind]

    def of(self, kind: type[R]) -> R:
        """What this reader has kept."""
        if error := self._tripped.get(kind):
            raise error
        return cast(R, self._readers[cast(Any, kind)])
