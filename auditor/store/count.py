"""How much of the portal was looked at? Counted from the tables."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, select

from auditor.model.found import Role
from auditor.model.run import Coverage, Skipped
from auditor.model.url import canonical, host_of
from auditor.store import schema
from auditor.store.frontier import State
from auditor.store.records import noted

EXAMPLES = 3

_u, _e, _p = schema.url.c, schema.exchange.c, schema.page.c


def hosts(connection: Connection, run: int) -> list[str]:
    """The hosts in scope: home and its www twin, those the operator named, those the crawl noted under `hosts`."""
    portal = connection.execute(select(schema.run.c.portal).where(schema.run.c.number == run)).scalar_one()
    home = host_of(canonical(portal["home"]) or portal["home"])
    twin = home.removeprefix("www.") if home.startswith("www.") else f"www.{home}"
    named = (host.lower().rstrip(".") for host in portal["hosts"])
    return sorted({home, twin, *named, *noted(connection, run, "hosts").split()})


def coverage(connection: Connection, run: int, *, complete: bool = False) -> Coverage:
    """Known, opened and skipped are addresses of hosts in scope; what is skipped elsewhere is listed too."""
    real = and_(_u.run == run, _u.role != Role.ABSENT.value)
    ours = _u.host.in_(hosts(connection, run))
    sent, second = connection.execute(
        select(
            func.coalesce(func.sum(_e.requests), 0),
            func.count().filter(_e.attempt > 1),
        ).where(_e.run == run)
    ).one()
    opened = and_(real, _u.looks > 0)
    faults = connection.execute(
        select(_u.fault, func.count().label("number")).where(real, _u.fault != "").group_by(_u.fault).order_by(_u.fault)
    )
    return Coverage(
        known=_count(connection, real, ours),
        opened=_count(connection, opened, ours),
        pages=int(
            connection.execute(
                select(func.count()).select_from(schema.page).where(_p.run == run, _p.role == Role.CRAWL.value)
            ).scalar_one()
        ),
        external=_count(connection, opened, ~ours),
        requests=int(sent),
        second_looks=int(second),
        depth=connection.execute(select(func.max(_u.depth)).where(opened, _u.role == Role.CRAWL.value)).scalar_one()
        or 0,
        complete=complete,
        robots=noted(connection, run, "robots"),
        sitemap=int(noted(connection, run, "sitemap") or 0),
        failures={row.fault: row.number for row in faults},
        skipped=_skipped(connection, real),
        elapsed=float(noted(connection, run, "elapsed") or 0),
    )


def _count(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(schema.url).where(*conditions)).scalar_one())


def _skipped(connection: Connection, real: ColumnElement[bool]) -> tuple[Skipped, ...]:
    left = and_(real, _u.state == State.SKIPPED.value)
    reasons = connection.execute(select(_u.reason, func.count()).where(left).group_by(_u.reason).order_by(_u.reason))
    return tuple(
        Skipped(
            reason=reason,
            count=number,
            examples=tuple(
                connection.execute(
                    select(_u.url).where(left, _u.reason == reason).order_by(_u.depth, _u.turn).limit(EXAMPLES)
                ).scalars()
            ),
        )
        for reason, number in reasons.all()
    )


def ended(connection: Connection, run: int, started: datetime) -> datetime:
    """When was the last thing of the run observed? By the clock that the looks carry."""
    query = select(_e.started, _e.elapsed).where(_e.run == run, _e.started.is_not(None))
    last = connection.execute(query.order_by(_e.started.desc()).limit(1)).first()
    probed = connection.execute(select(func.max(schema.probe.c.at)).where(schema.probe.c.run == run)).scalar_one()
    times: list[datetime] = [started]
    if last:
        times.append(last.started + timedelta(seconds=last.elapsed))
    if probed:
        times.append(probed)
    return max(times)
