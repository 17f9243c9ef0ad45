"""What was observed, in one file: runs and their facts, written once, read many times."""

from collections.abc import Sequence
from datetime import date, datetime
from types import TracebackType

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from auditor.api import _
from auditor.model.packed import press, unpress
from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.reporting import History
from auditor.model.result import AuditResult
from auditor.model.run import Run, RunState
from auditor.model.settings import GatherSettings
from auditor.model.url import canonical
from auditor.store import again, engine, lease, records, runs, schema
from auditor.store.archive import RunArchive
from auditor.store.engine import transaction
from auditor.store.errors import LeaseLost, RunHeld, SchemaMismatch, StoreError
from auditor.store.facts import RunFacts
from auditor.store.gather import RunWriter
from auditor.store.history import history

__all__ = ["LeaseLost", "RunArchive", "RunFacts", "RunHeld", "RunWriter", "SchemaMismatch", "Store", "StoreError"]


class Store:
    """The runs of one file. Gathering writes asynchronously; judging reads through a read-only engine.

    Open it with `await Store.open(…)`, close it with `await store.close()` or use it as `async with`. Whatever is wrong
    with the file is a StoreError with one sentence.
    """

    def __init__(self, url: str, *, create: bool, busy: float) -> None:
        self.path = engine.path_of(url)
        self.name = str(self.path)
        engine.check_place(self.path, create=create)
        self._busy = busy
        self._writing = engine.writing_engine(self.path, busy)
        self._reading = engine.reading_engine(self.path, busy)
        self._gathering: AsyncEngine | None = None

    @classmethod
    async def open(cls, url: str, *, create: bool = True, busy: float = engine.BUSY) -> "Store":
        """Opens `sqlite:///FILE` or a path; an absent or empty file becomes an empty store when `create`.

        `busy` is how long to wait for another writer, in seconds.
        """
        store = cls(url, create=create, busy=busy)
        try:
            if engine.writable(store.path):
                engine.establish(store._writing, store.path)
            engine.check(store._reading, store.path)
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        self._reading.dispose()
        self._writing.dispose()
        if self._gathering:
            await self._gathering.dispose()

    async def __aenter__(self) -> "Store":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def new_run(self, portal: Portal, settings: GatherSettings, started: datetime, tool: str) -> RunWriter:
        """A new run, held by this process until `finish`."""
        with transaction(self._writing, self.path, writes=True) as connection:
            row = runs.begin(connection, portal, settings, started, tool)
        return self._writer(row)

    async def again(
        self,
        run_id: str,
        settings: GatherSettings,
        urls: Sequence[str],
        started: datetime,
        tool: str,
        *,
        probes: bool,
    ) -> RunWriter:
        """A new run that begins with all that another one saw, but for these addresses, which are looked at anew.

        `probes` False: DNS and IPv6 are asked anew. StoreError when the other run did not come to its end.
        """
        old = self._row(run_id)
        if old.state != RunState.GATHERED.value:
            raise StoreError(_("检查 {run} 没有完成，不能复查"), run=old.id)
        portal = runs.run_of(old).portal
        with transaction(self._writing, self.path, writes=True) as connection:
            row = runs.begin(connection, portal, settings, started, tool)
            again.copy(connection, old.number, row.number, urls, home=canonical(portal.home), probes=probes)
        return self._writer(row)

    async def resume(self, run_id: str, now: datetime) -> RunWriter:
        """Goes on with an unfinished run where its last whole batch ended.

        RunHeld when a live process gathers it, StoreError when it is complete. Who held it before can write no more.
        """
        id = self.find(run_id).id
        with transaction(self._writing, self.path, writes=True) as connection:
            row = runs.take_over(connection, id)
        return self._writer(row)

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""
        with transaction(self._reading, self.path) as connection:
            return [runs.run_of(row) for row in runs.rows(connection)]

    def find(self, name: str) -> Run:
        """The run meant by `latest`, an id, or the beginning of one."""
        return runs.run_of(self._row(name))

    def settings(self, run_id: str) -> GatherSettings:
        """Under which settings was (and is) the run gathered?"""
        return runs.settings_of(self._row(run_id))

    def facts(self, run_id: str, as_of: date) -> RunFacts:
        """Everything observed in a run, as questions. Use it as a context manager, or close it."""
        row = self._row(run_id)
        gathering = row.state == RunState.GATHERING.value
        if not (gathering and lease.held(row.holder, row.heartbeat)):
            self._index()
        return RunFacts(self._reading, self.name, row, as_of)

    def add_probes(self, run_id: str, probes: Sequence[Probe]) -> None:
        """Appends what was observed after a run had ended: how a host did at one more moment."""
        number = self._row(run_id).number
        with transaction(self._writing, self.path, writes=True) as connection:
            records.probe(connection, number, probes)

    def archive(self, run_id: str) -> RunArchive:
        """What was kept of a run, to be handed on. Use it as a context manager."""
        return RunArchive(self._reading, self.name, self._row(run_id).number)

    def history(self, result: AuditResult) -> History:
        """The results of the same site, by the same profile, from before this one."""
        with transaction(self._reading, self.path) as connection:
            return history(connection, result)

    def save_result(self, result: AuditResult) -> None:
        """Keeps a result; an earlier one of the same run and profile gives way."""
        number = self._row(result.run.id).number
        content = press(result.model_dump_json().encode())
        r = schema.result.c
        with transaction(self._writing, self.path, writes=True) as connection:
            connection.execute(delete(schema.result).where(r.run == number, r.profile == result.profile.id))
            connection.execute(insert(schema.result).values(run=number, profile=result.profile.id, content=content))

    def result(self, run_id: str, profile_id: str = "") -> AuditResult | None:
        """The result of a run under a profile; the one that was kept last when no profile is named."""
        r = schema.result.c
        query = select(r.content).where(r.run == self._row(run_id).number).order_by(r.id.desc()).limit(1)
        if profile_id:
            query = query.where(r.profile == profile_id)
        with transaction(self._reading, self.path) as connection:
            content = connection.execute(query).scalar_one_or_none()
        return AuditResult.model_validate_json(unpress(content)) if content else None

    def _row(self, name: str) -> schema.AnyRow:
        with transaction(self._reading, self.path) as connection:
            return runs.find(connection, name, self.name)

    def _index(self) -> None:
        """An interrupted run may lack the indexes on links. Without them the facts are the same, but slower."""
        try:
            with transaction(self._writing, self.path, writes=True) as connection:
                schema.index_links(connection)
        except StoreError:
            return

    def _writer(self, row: schema.AnyRow) -> RunWriter:
        if self._gathering is None:
            self._gathering = engine.async_engine(self.path, self._busy)
        return RunWriter(
            self._gathering,
            name=self.name,
            number=row.number,
            lease=row.lease,
            run=runs.run_of(row),
            settings=runs.settings_of(row),
        )
