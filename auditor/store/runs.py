"""Which runs does a store hold, who gathers them, and which one is meant by a word?"""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from difflib import get_close_matches

from sqlalchemy import Connection, exists, insert, select, update

from auditor.api import _
from auditor.model.portal import Portal
from auditor.model.run import Coverage, Run, RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.model.url import canonical, host_of
from auditor.store import lease, schema
from auditor.store.errors import RunHeld, StoreError

_r = schema.run.c
_ALL = select(schema.run).order_by(_r.started, _r.number)


def run_of(row: schema.AnyRow) -> Run:
    return Run(
        id=row.id,
        portal=Portal.model_validate(row.portal),
        state=RunState(row.state),
        started=row.started,
        finished=row.finished,
        seed=row.settings["seed"],
        families=tuple(row.settings.get("families", ())),
        listed=bool(row.settings.get("listed", False)),
        vantage=Vantage.model_validate(row.vantage),
        coverage=Coverage.model_validate(row.coverage),
        tool=row.tool,
    )


def settings_of(row: schema.AnyRow) -> GatherSettings:
    return GatherSettings.model_validate(row.settings)


def rows(connection: Connection) -> Sequence[schema.AnyRow]:
    return connection.execute(_ALL).all()


def begin(
    connection: Connection, portal: Portal, settings: GatherSettings, started: datetime, tool: str
) -> schema.AnyRow:
    """A new run, held by this process. Its id is the host and the time; a second one of the same second is numbered."""
    only = schema.schema.c.version
    connection.execute(update(schema.schema).values(version=only))  # one at a time: others wait here for the next id
    name = host_of(canonical(portal.home) or portal.home).replace(":", "-") or portal.home.partition(":")[0] or "site"
    base = id = f"{name}-{started.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    while connection.execute(select(exists().where(_r.id == id))).scalar():
        number += 1
        id = f"{base}-{number}"
    connection.execute(
        insert(schema.run).values(
            id=id,
            portal=portal.model_dump(mode="json"),
            settings=settings.model_dump(mode="json"),
            state=RunState.GATHERING.value,
            lease=1,
            holder=lease.me(),
            heartbeat=time.time(),
            started=started,
            coverage=Coverage().model_dump(mode="json"),
            vantage=Vantage().model_dump(mode="json"),
            tool=tool,
        )
    )
    return connection.execute(select(schema.run).where(_r.id == id)).one()


def take_over(connection: Connection, id: str) -> schema.AnyRow:
    """An unfinished run, from now on held by this process; whoever held it before can write no more."""
    row = connection.execute(select(schema.run).where(_r.id == id)).one()
    if row.state not in (RunState.GATHERING.value, RunState.INTERRUPTED.value):
        raise StoreError(_("检查 {run} 已经完成，无须继续"), run=id)
    if lease.held(row.holder, row.heartbeat):
        raise RunHeld(
            _("检查 {run} 正由 {machine} 上的进程 {pid} 进行"),
            run=id,
            machine=row.holder["machine"],
            pid=row.holder["pid"],
        )
    mine = update(schema.run).where(_r.number == row.number, _r.lease == row.lease)
    taken = connection.execute(
        mine.values(
            lease=row.lease + 1,
            state=RunState.GATHERING.value,
            holder=lease.me(),
            heartbeat=time.time(),
            finished=None,
        )
    )
    if taken.rowcount != 1:
        raise RunHeld(_("检查 {run} 刚由另一个进程接手"), run=id)
    return connection.execute(select(schema.run).where(_r.number == row.number)).one()


def find(connection: Connection, name: str, where: str) -> schema.AnyRow:
    """The run with this id, the only one that begins so, or the latest. StoreError otherwise, naming what is there."""
    known = rows(connection)
    if not known:
        raise StoreError(_("{where}：还没有任何检查"), where=where)
    if name == "latest":
        return known[-1]
    exact = [row for row in known if row.id == name]
    begun = exact or [row for row in known if name and row.id.startswith(name)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise StoreError(
            _("“{run}”不唯一，有 {number} 次检查以此开头：{ids}"),
            run=name,
            number=len(begun),
            ids=", ".join(row.id for row in begun[-3:]),
        )
    ids = [row.id for row in known]
    near = get_close_matches(name, ids, n=3, cutoff=0.6) or ids[:-4:-1]
    raise StoreError(_("没有名为“{run}”的检查；是否指 {ids}？"), run=name, ids=", ".join(near))
