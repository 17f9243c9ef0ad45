"""One audit run: what was asked, from where, and how much of the site was seen."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from auditor.model.portal import Portal
from auditor.model.volatile import VOLATILE


class RunState(StrEnum):
    GATHERING = "gathering"
    INTERRUPTED = "interrupted"  # stopped by a signal, resumable
    GATHERED = "gathered"  # complete, or a budget was reached (see coverage)
    HOME_DOWN = "home_down"  # nothing could be read at all


class Vantage(BaseModel):
    """From where was the site seen? What this machine could and could not do."""

    model_config = ConfigDict(frozen=True)

    ipv6: bool | None = None  # None: not tested
    dns64: bool = False
    browser: str = ""  # name and version, "" when there was none
    resolver: Annotated[str, VOLATILE] = ""
    mapped: tuple[str, ...] = ()  # hosts mapped by the operator
    note: str = ""


class Skipped(BaseModel):
    """Why were addresses of the site not opened, how many, and which for example?"""

    model_config = ConfigDict(frozen=True)

    reason: str  # budget-pages, budget-depth, budget-time, robots, trap, off-scope, blocked …
    count: int
    examples: tuple[str, ...] = ()


class Coverage(BaseModel):
    """How much was looked at, and what was not?

    Counts are of distinct canonical URLs in scope, but `external` (other hosts, link-checked only), `requests`
    (everything we sent, redirects and second looks included) and `made_up` (those of them that asked for addresses
    that no site has).
    """

    model_config = ConfigDict(frozen=True)

    known: int = 0
    opened: int = 0
    pages: int = 0
    external: int = 0
    requests: Annotated[int, VOLATILE] = 0
    made_up: Annotated[int, VOLATILE] = 0
    second_looks: Annotated[int, VOLATILE] = 0
    depth: int = 0
    complete: bool = False
    robots: str = ""  # "allowed", "none", "html", "unreachable" …
    sitemap: int = 0  # addresses read from sitemaps
    failures: dict[str, int] = {}  # fault kind → count of URLs
    skipped: tuple[Skipped, ...] = ()
    elapsed: Annotated[float, VOLATILE] = 0.0  # seconds of gathering, pauses left out
    engine: Annotated[Mapping[str, float], VOLATILE] = {}  # figures of the engine by name, see `auditor.progress`


class Run(BaseModel):
    """Which run is this? A row in the store."""

    model_config = ConfigDict(frozen=True)

    id: Annotated[str, VOLATILE]
    portal: Portal
    state: RunState
    started: Annotated[datetime, VOLATILE]
    finished: Annotated[datetime | None, VOLATILE] = None
    seed: str = ""
    families: tuple[str, ...] = ()  # of checks that it was gathered for; (): for all
    listed: bool = False  # the addresses of a list, and no site: there is no home page
    vantage: Vantage = Vantage()
    coverage: Coverage = Coverage()
    tool: str = ""  # name and version that gathered
