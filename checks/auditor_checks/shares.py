"""What rules about a share of the pages need: which pages fall short, and the evidence of the first of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.api import Evidence, Measure, Page, seen_page

MOST = 10  # pages that are shown
_OPEN = 0.2  # of the sample: where more than that is open, what was settled does not stand for the whole


@dataclass(slots=True)
class Tally:
    """How many pages were looked at, how much of the duty each fulfils, and what is missing on which."""

    of: float = 0
    value: float = 0
    unknown: int = 0
    short: list[tuple[Page, str]] = field(default_factory=list)

    def count(self, page: Page, worth: float, missing: str = "") -> None:
        """One page that was settled: 1 when nothing is missing, less when something is."""
        self.of += 1
        self.value += worth
        if worth < 1:
            self.short.append((page, missing))

    def measure(self, target: float) -> Measure:
        return Measure(value=self.value, of=self.of, target=target)

    def reached(self, target: float) -> bool:
        """Is the target reached? A hair's breadth of rounding is none."""
        return self.value >= target * self.of - 1e-9

    @property
    def open(self) -> bool:
        """Is so much unknown that nothing good can be said of the whole?"""
        return self.unknown > _OPEN * (self.of + self.unknown)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return shown(self.short)


def shown(short: Iterable[tuple[Page, str]]) -> tuple[Evidence, ...]:
    """The first pages with what is missing there; `also` counts the others."""
    all_of = list(short)
    first = [seen_page(page, missing=missing) for page, missing in all_of[:MOST]]
    if len(all_of) > MOST:
        first[0] = first[0].model_copy(update={"also": len(all_of) - MOST})
    return tuple(first)


def unsaid(page: Page, words: Iterable[str]) -> bool:
    """May a script that nobody ran write one of these words into the page?"""
    return not page.rendered and any(word in said for said in page.markup.written for word in words)
