"""Audits from Python: `async with Auditor(Config(…)) as auditor: result = await auditor.scan(url)`."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import TracebackType
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from auditor import config
from auditor.crawl import Tell
from auditor.known import KnownFiles
from auditor.model.portal import Portal
from auditor.model.result import AuditResult
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.run import gather, judge_run
from auditor.store import Store

BEIJING = ZoneInfo("Asia/Shanghai")


class Config(BaseModel):
    """How are sites audited? Every key may be left out; `waivers` and `baseline` are paths of files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    store: str = "auditor.db"
    profile: str = "national-2019"
    gather: GatherSettings = GatherSettings()
    waivers: tuple[str, ...] = ()
    baseline: str = ""


class Auditor:
    """Audits sites into one store, one after another.

    >>> from auditor.library import Auditor, Config
    >>> async def score(url: str) -> float | None:
    ...     async with Auditor(Config(store="audits.db", profile="kazuo-2021")) as auditor:
    ...         result = await auditor.scan(url)
    ...         again = auditor.judge(result.run.id, profile="national-2019")
    ...         return again.score.low

    Bad input is a `Problem` with one sentence, as on the command line. Stop a scan by setting `auditor.stop`: what was
    gathered is kept and judged, and the run can be resumed.
    """

    def __init__(
        self,
        asked: Config | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tell: Tell = lambda _event: None,
    ) -> None:
        self.asked = asked or Config()
        self.stop = asyncio.Event()
        self._now, self._tell = now, tell
        self._known = KnownFiles(self.asked.waivers, self.asked.baseline).read()
        self._store: Store | None = None

    async def __aenter__(self) -> "Auditor":
        self._store = await Store.open(self.asked.store)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._store:
            await self._store.close()

    @property
    def store(self) -> Store:
        """The runs so far. Only inside `async with`."""
        if self._store is None:
            raise RuntimeError("an Auditor is used inside `async with`")
        return self._store

    async def scan(self, site: str | Portal) -> AuditResult:
        """Gathers a site (an address, or a portal with name, level and kind) and judges it."""
        portal = site if isinstance(site, Portal) else config.portal(config.site(site))
        resolve(self.asked.profile)  # nothing is gathered in vain
        run = await gather(portal, self.asked.gather, self.store, now=self._now, tell=self._tell, stop=self.stop)
        return self.judge(run.id)

    def judge(self, run: str, *, profile: str = "", as_of: date | None = None) -> AuditResult:
        """Judges a stored run (`latest`, an id, or the beginning of one) again, without network."""
        found = self.store.find(run)
        day = as_of or self._now().astimezone(BEIJING).date()
        result = judge_run(self.store, found.id, resolve(profile or self.asked.profile), day, self._known)
        self.store.save_result(result)
        return result
