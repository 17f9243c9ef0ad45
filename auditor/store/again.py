"""A run that begins as a copy of another, with some of its addresses still to be looked at."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, and_, delete, insert, literal, or_, select, update

from auditor.store import schema
from auditor.store.frontier import State, chunks

AFRESH = ("elapsed", "engine", "chosen%", "outside%", "targets", "rendered")
"""Notes of how far the other run had come with its budgets: a copy counts its own."""

BEGINNING = ("home", "started", "sitemap")
"""Notes of what is read with the home page: when that is looked at anew, so are robots.txt and the site map."""
SITEMAP, VANTAGE = "sitemap", "vantage"


def copy(connection: Connection, old: int, new: int, urls: Sequence[str], *, home: str, probes: bool) -> int:
    """Fills the new run with all that the old one saw, but for these addresses: they wait for their first look.

    `probes` False: DNS and IPv6 are asked anew. Returns how many of the addresses the old run knew.
    """
    u = schema.url.c
    _copied(connection, schema.url, old, new, without=("id",))
    waiting = 0
    for chunk in chunks(urls):
        afresh = update(schema.url).where(u.run == new, u.url.in_(chunk))
        waiting += connection.execute(afresh.values(state=State.WAITING.value, reason="", looks=0, fault="")).rowcount
    was, now = schema.url.alias("was"), schema.url.alias("now")
    twins = and_(now.c.run == new, now.c.url == was.c.url, now.c.state != State.WAITING.value)
    e, p, b, g = (table.c for table in (schema.exchange, schema.page, schema.page_block, schema.picture))
    for table, key, names in (
        (schema.exchange, e.url, [c.name for c in e if c.name not in ("id", "run", "url")]),
        (schema.page, p.id, [c.name for c in p if c.name not in ("id", "run")]),
        (schema.page_block, b.page, [c.name for c in b if c.name not in ("page", "run")]),
        (schema.picture, g.url, [c.name for c in g if c.name not in ("id", "run", "url")]),
    ):
        rows = (
            select(literal(new), now.c.id, *(table.c[name] for name in names))
            .join_from(table, was, was.c.id == key)
            .join(now, twins)
            .where(table.c.run == old)
            .order_by(*table.primary_key.columns)
        )
        connection.execute(insert(table).from_select(["run", key.name, *names], rows))
    _copied(connection, schema.probe, old, new, without=("id",))
    _copied(connection, schema.note, old, new)
    n, q = schema.note.c, schema.probe.c
    begins = home in urls
    stale = [n.key.like(name) for name in AFRESH] + ([n.key.in_(BEGINNING)] if begins else [])
    connection.execute(delete(schema.note).where(n.run == new, or_(*stale)))
    if begins:
        connection.execute(delete(schema.probe).where(q.run == new, q.kind == SITEMAP))
    if not probes:
        connection.execute(delete(schema.probe).where(q.run == new, q.kind != SITEMAP))
        connection.execute(delete(schema.note).where(n.run == new, n.key == VANTAGE))
    return waiting


def _copied(connection: Connection, table: Table, old: int, new: int, *, without: tuple[str, ...] = ()) -> None:
    names = [column.name for column in table.c if column.name not in ("run", *without)]
    rows = select(literal(new), *(table.c[name] for name in names)).where(table.c.run == old)
    connection.execute(insert(table).from_select(["run", *names], rows.order_by(*table.primary_key.columns)))
