"""What else is known when a result is shown? Earlier results of the same site, and what was kept of the gathering."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from auditor.model.exchange import Exchange
from auditor.model.picture import Picture
from auditor.model.probe import Probe
from auditor.model.result import AuditResult, FindingResult


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier result of the same site by the same profile: when it was gathered, and how the site stood."""

    run: str
    at: datetime
    low: float | None
    high: float | None
    unmet: int


@dataclass(frozen=True, slots=True)
class History:
    """The earlier results, the oldest first.

    `since` tells for a fingerprint when it was first unmet (or open) without a break up to now. `before` are the
    findings of the last earlier result, by fingerprint: what is not among them is new.
    """

    earlier: tuple[Earlier, ...] = ()
    since: Mapping[str, datetime] = field(default_factory=dict)
    before: Mapping[str, FindingResult] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Is there an earlier result to compare with?"""
        return bool(self.earlier)


class Archive(Protocol):
    """What was kept of a run: answers with their bodies, pictures, and what was asked of DNS and of addresses."""

    def looks(self, urls: Iterable[str]) -> Iterator[Exchange]:
        """All looks at these addresses in the order of the addresses, one at a time, each with the body that was kept
        (empty when none was)."""
        ...

    def pictures(self, urls: Iterable[str] | None = None) -> Iterator[Picture]:
        """The pictures of these addresses (of all, when None) in the order of the addresses, one at a time."""
        ...

    def probes(self) -> Iterator[Probe]: ...


@dataclass(frozen=True, slots=True)
class Beside:
    """What a report may show beside the result. `templates` are files of the user's own, by the name of the report."""

    history: History = History()
    archive: Archive | None = None
    templates: Mapping[str, Path] = field(default_factory=dict)


ALONE = Beside()


class Report(Protocol):
    """A way to show a result."""

    name: str
    suffix: str

    def render(self, result: AuditResult, lang: str, beside: Beside = ALONE) -> bytes: ...


@runtime_checkable
class StreamedReport(Protocol):
    """One that may be larger than memory: it is written piece by piece, to a file that can seek or to none."""

    name: str
    suffix: str

    def write(self, result: AuditResult, lang: str, beside: Beside, out: BinaryIO) -> None: ...
