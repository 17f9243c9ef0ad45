"""Which addresses of a run are known, which still wait, and in which order?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    update,
)

from auditor.model.exchange import Exchange
from auditor.model.found import Found, Role
from auditor.model.page import Region
from auditor.model.url import host_of
from auditor.store import schema
from auditor.store.pack import exchange_of, turn

T = TypeVar("T")

CHUNK = 500
"""How many keys one statement names."""


class State(StrEnum):
    WAITING = "waiting"
    SETTLED = "settled"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One address of the frontier that still waits. `looks` counts the looks so far."""

    url: str
    depth: int
    role: Role
    looks: int = 0
    last: Exchange | None = None  # of the last look, without its body


@dataclass(frozen=True, slots=True)
class Turn:
    """Which run, and in which seeded order?"""

    run: int
    seed: str


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


_u = schema.url.c

_ADD = insert(schema.url).from_select(
    ["run", "url", "host", "depth", "role", "state", "reason", "turn", "looks", "fault"],
    select(
        bindparam("a_run", type_=_u.run.type),
        bindparam("a_url", type_=_u.url.type),
        bindparam("a_host", type_=_u.host.type),
        bindparam("a_depth", type_=_u.depth.type),
        bindparam("a_role", type_=_u.role.type),
        bindparam("a_state", State.WAITING.value, type_=_u.state.type),
        bindparam("a_reason", "", type_=_u.reason.type),
        bindparam("a_turn", type_=_u.turn.type),
        bindparam("a_looks", 0, type_=_u.looks.type),
        bindparam("a_fault", "", type_=_u.fault.type),
    ).where(~exists().where(_u.run == bindparam("a_run"), _u.url == bindparam("a_url"))),
)


# So that nothing hangs on which page was read first: an image's address that another page links to is a page.
_PROMOTE = (
    update(schema.url)
    .where(
        _u.run == bindparam("a_run"),
        _u.url == bindparam("a_url"),
        _u.role == Role.CHECK.value,
        _u.state == State.WAITING.value,
        _u.looks == 0,
    )
    .values(role=Role.CRAWL.value, depth=bindparam("a_depth"))
)


def add(connection: Connection, order: Turn, found: Iterable[Found]) -> int:
    """Puts in what is not known yet. What was only to be checked is crawled when it is found to be a page in time.

    Of one address found twice, to be crawled goes before to be checked, then the nearest to home counts.
    """
    ranks = list(Role)
    nearest: dict[str, Found] = {}
    for new in found:
        known = nearest.get(new.url)
        if known is None or (ranks.index(new.role), new.depth) < (ranks.index(known.role), known.depth):
            nearest[new.url] = new
    rows = [
        {
            "a_run": order.run,
            "a_url": new.url,
            "a_host": host_of(new.url).rstrip("."),
            "a_depth": new.depth,
            "a_role": new.role.value,
            "a_turn": turn(order.seed, new.url),
        }
        for _, new in sorted(nearest.items())
    ]
    number = sum(connection.execute(_ADD, chunk).rowcount for chunk in chunks(rows, 2000))
    if number < len(rows):
        pages = (
            {name: row[name] for name in ("a_run", "a_url", "a_depth")} for row in rows if row["a_role"] == "crawl"
        )
        for chunk in chunks(pages, 2000):
            connection.execute(_PROMOTE, chunk)
    return number


def _waits(order: Turn, role: Role, depth: int | None) -> ColumnElement[bool]:
    waits = and_(_u.run == order.run, _u.role == role.value, _u.state == State.WAITING.value)
    return waits if depth is None else and_(waits, _u.depth == depth)


def _from(place: int, url: str, *, itself: bool) -> ColumnElement[bool]:
    """From a place of the seeded order on; two addresses of one place go by their text."""
    text = _u.url >= url if itself else _u.url > url
    return and_(_u.turn >= place, or_(_u.turn > place, text))


def waiting(
    connection: Connection,
    order: Turn,
    role: Role,
    *,
    depth: int | None,
    looked: bool | None,
    after: str,
    limit: int,
) -> list[Waiting]:
    query = select(_u.id, _u.url, _u.depth, _u.looks).where(_waits(order, role, depth))
    if looked is not None:
        query = query.where(_u.looks > 0 if looked else _u.looks == 0)
    if after:
        query = query.where(_from(turn(order.seed, after), after, itself=False))
    rows = connection.execute(query.order_by(_u.turn, _u.url).limit(limit)).all()
    last = {row.url: exchange for row, exchange in exchanges(connection, order.run, [r for r in rows if r.looks])}
    return [Waiting(row.url, row.depth, role, row.looks, last.get(row.url)) for row in rows]


def exchanges(
    connection: Connection, run: int, rows: Sequence[schema.AnyRow]
) -> Iterator[tuple[schema.AnyRow, Exchange]]:
    """All looks at these addresses (rows with `id` and `url`), the oldest first, without bodies."""
    of = {row.id: row for row in rows}
    e = schema.exchange.c
    for chunk in chunks(of):
        query = select(schema.exchange).where(e.run == run, e.url.in_(chunk)).order_by(e.id)
        for row in connection.execute(query):
            yield of[row.url], exchange_of(row, of[row.url].url)


def opened(connection: Connection, order: Turn, *, after: str, limit: int) -> list[str]:
    read = and_(_u.run == order.run, _u.role == Role.CRAWL.value, _u.looks > 0, _u.fault == "")
    query = select(_u.url).where(read, _u.url > after).order_by(_u.url).limit(limit)
    return list(connection.execute(query).scalars())


def count_waiting(connection: Connection, order: Turn, role: Role, *, depth: int | None) -> int:
    query = select(func.count()).select_from(schema.url).where(_waits(order, role, depth))
    return int(connection.execute(query).scalar_one())


def skip(connection: Connection, order: Turn, role: Role, reason: str, *, depth: int | None, keep: int) -> int:
    skipped = update(schema.url).where(_waits(order, role, depth))
    if keep:
        query = select(_u.turn, _u.url).where(_waits(order, role, depth))
        cut = connection.execute(query.order_by(_u.turn, _u.url).offset(keep).limit(1)).first()
        if cut is None:
            return 0
        skipped = skipped.where(_from(cut.turn, cut.url, itself=True))
    return connection.execute(skipped.values(state=State.SKIPPED.value, reason=reason)).rowcount


def skip_url(connection: Connection, order: Turn, url: str, reason: str) -> None:
    here = and_(_u.run == order.run, _u.url == url, _u.state == State.WAITING.value)
    connection.execute(update(schema.url).where(here).values(state=State.SKIPPED.value, reason=reason))


def known(connection: Connection, run: int, urls: Iterable[str]) -> dict[str, schema.AnyRow]:
    """The frontier's rows of these addresses, by address."""
    found: dict[str, schema.AnyRow] = {}
    for chunk in chunks(urls):
        query = select(schema.url).where(_u.run == run, _u.url.in_(chunk))
        found.update((row.url, row) for row in connection.execute(query))
    return found


SHORT = 20  # characters of a label; a longer one is the title of an article
LED = 5000  # addresses that menus name


def led(connection: Connection, order: Turn, depth: int, words: Sequence[str]) -> dict[str, int]:
    """Which waiting pages of a depth do the pages above name in a telling way? 0 by their words, 1 by their place."""
    p, b, k = schema.page.c, schema.page_block.c, schema.link.c
    named = and_(func.length(k.label) <= SHORT, or_(*(k.label.contains(word, autoescape=True) for word in words)))
    told = named if words else false()
    above = and_(p.run == order.run, p.role == Role.CRAWL.value, p.depth == depth - 1)
    # Once each: a menu stands on every page.
    blocks = select(b.block).join(schema.page, p.id == b.page).where(above).distinct().subquery()
    query = (
        select(k.target, func.min(case((told, 0), else_=1)))
        .select_from(blocks)
        .join(schema.link, k.block == blocks.c.block)
        .join(schema.url, and_(_u.run == order.run, _u.url == k.target))
        .where(_waits(order, Role.CRAWL, depth), _u.looks == 0)
        .where(or_(told, k.region.in_((Region.NAV.value, Region.HEADER.value))))
        .group_by(k.target)
        .order_by(func.min(case((told, 0), else_=1)), k.target)
        .limit(LED)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def skip_urls(connection: Connection, order: Turn, urls: Sequence[str], reason: str) -> None:
    for chunk in chunks(urls):
        here = and_(_u.run == order.run, _u.url.in_(chunk), _u.state == State.WAITING.value)
        connection.execute(update(schema.url).where(here).values(state=State.SKIPPED.value, reason=reason))


def take_back(connection: Connection, order: Turn, reason: str, most: int) -> int:
    skipped = and_(
        _u.run == order.run, _u.role == Role.CRAWL.value, _u.state == State.SKIPPED.value, _u.reason == reason
    )
    query = select(_u.id).where(skipped).order_by(_u.depth, _u.turn, _u.url).limit(most)
    ids = list(connection.execute(query).scalars())
    for chunk in chunks(ids):
        connection.execute(update(schema.url).where(_u.id.in_(chunk)).values(state=State.WAITING.value, reason=""))
    return len(ids)
