"""How is a batch of looks stored: all of it or nothing?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, insert, select, update

from auditor.model.exchange import Exchange
from auditor.model.found import Found
from auditor.model.packed import PackedBlock, PackedPage
from auditor.model.probe import Probe
from auditor.model.url import host_of
from auditor.store import frontier, schema
from auditor.store.frontier import State, Turn, chunks
from auditor.store.pack import Packed, Values


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one look at one frontier address; written as one piece, never split.

    `settled` False keeps the address open for a second look. `page` is set when the answer was HTML; its links are
    stored with it. `found` are addresses that the page (or a redirect) brought up: known ones are ignored.
    """

    url: str
    exchange: Exchange
    page: PackedPage | None = None
    found: tuple[Found, ...] = ()
    settled: bool = True


_LOOKED = (
    update(schema.url)
    .where(schema.url.c.id == bindparam("which"))
    .values(
        state=bindparam("new_state"),
        reason="",
        looks=schema.url.c.looks + 1,
        fault=bindparam("new_fault"),
    )
)


def write(
    connection: Connection, order: Turn, looked: Sequence[Looked], packed: Sequence[Packed], found: Sequence[Found]
) -> None:
    """Stores the looks: bodies, exchanges, pages with their links, new addresses, and the change of the frontier.

    `packed` are the looks as rows; `found` what they brought up, less what is surely known.
    """
    known = frontier.known(connection, order.run, {look.url for look in looked})
    if strange := sorted({look.url for look in looked} - known.keys()):
        raise LookupError(f"not in the frontier of this run: {strange[:3]}")
    _bodies(connection, [pack.body for pack in packed if pack.body])
    rows = [
        {**pack.exchange, "run": order.run, "url": known[look.url].id}
        for look, pack in zip(looked, packed, strict=True)
    ]
    connection.execute(insert(schema.exchange), rows)
    _pages(connection, order.run, [(known[look.url], pack) for look, pack in zip(looked, packed, strict=True)])
    frontier.add(connection, order, found)
    changes = [
        {
            "which": known[look.url].id,
            "new_state": (State.SETTLED if look.settled else State.WAITING).value,
            "new_fault": pack.exchange["fault"] or "",
        }
        for look, pack in zip(looked, packed, strict=True)
    ]
    connection.execute(_LOOKED, changes)


def _present(connection: Connection, column: Column[Any], values: Iterable[Any]) -> set[Any]:
    """Which of the values does a column hold already?"""
    return {
        value
        for chunk in chunks(values)
        for value in connection.execute(select(column).where(column.in_(chunk))).scalars()
    }


def _bodies(connection: Connection, bodies: Iterable[Values]) -> None:
    new = {body["hash"]: body for body in bodies}
    for there in _present(connection, schema.body.c.hash, list(new)):
        del new[there]
    if new:
        connection.execute(insert(schema.body), list(new.values()))


def _pages(connection: Connection, run: int, looks: Iterable[tuple[Any, Packed]]) -> None:
    """Stores the pages of these looks. The last look at a page counts, but none unfilled replaces a rendered one."""
    new: dict[int, Packed] = {}
    roles: dict[int, str] = {}
    for row, pack in looks:
        if pack.page is not None and not (_rendered(new.get(row.id)) and not _rendered(pack)):
            new[row.id], roles[row.id] = pack, row.role
    p = schema.page.c
    stored = {
        row.id: row.rendered
        for chunk in chunks(list(new))
        for row in connection.execute(select(p.id, p.rendered).where(p.id.in_(chunk)))
    }
    for id, rendered in stored.items():
        if rendered and not _rendered(new[id]):
            del new[id]
    for chunk in chunks(sorted(stored.keys() & new.keys())):
        connection.execute(delete(schema.page_block).where(schema.page_block.c.page.in_(chunk)))
        connection.execute(delete(schema.page).where(p.id.in_(chunk)))
    pages = {id: pack.page for id, pack in new.items() if pack.page}
    if not pages:
        return
    connection.execute(
        insert(schema.page),
        [{**_page_row(page), "id": id, "run": run, "role": roles[id]} for id, page in pages.items()],
    )
    ids = _blocks(connection, {block.hash: block for page in pages.values() for block in page.blocks})
    places = [
        (id, position, run, roles[id], ids[block.hash], block.first)
        for id, page in pages.items()
        for position, block in enumerate(page.blocks)
    ]
    _insert(connection, schema.page_block, places)


def _page_row(page: PackedPage) -> Values:
    return {
        "host": host_of(page.url),
        "depth": page.depth,
        "url": page.url,
        "final_url": page.final_url,
        "rendered": page.rendered,
        "facts": page.facts,
        "text": page.text,
    }


def _rendered(pack: Packed | None) -> bool:
    return bool(pack and pack.page and pack.page.rendered)


def _blocks(connection: Connection, blocks: Mapping[bytes, PackedBlock]) -> dict[bytes, int]:
    """Stores the blocks that are new, with their links; the ids of all."""
    new = sorted(blocks.keys() - _present(connection, schema.block.c.hash, list(blocks)))
    if new:
        connection.execute(insert(schema.block), [{"hash": hash} for hash in new])
    b = schema.block.c
    ids = {
        row.hash: row.id
        for chunk in chunks(list(blocks))
        for row in connection.execute(select(b.hash, b.id).where(b.hash.in_(chunk)))
    }
    _insert(connection, schema.link, [(ids[hash], *row) for hash in new for row in blocks[hash].rows()])
    return ids


def _insert(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Many rows with all columns of a table in their order, past the cost of naming every value of every row."""
    if rows:
        statement = str(insert(table).compile(dialect=connection.dialect))
        connection.exec_driver_sql(statement, rows)


def probe(connection: Connection, run: int, probes: Iterable[Probe]) -> None:
    rows = [
        {"run": run, "kind": seen.kind, "subject": seen.subject, "at": seen.at, "said": dict(seen.values)}
        for seen in probes
    ]
    if rows:
        connection.execute(insert(schema.probe), rows)


def note(connection: Connection, run: int, key: str, value: str) -> None:
    n = schema.note.c
    here = (n.run == run, n.key == key)
    if not connection.execute(update(schema.note).where(*here).values(value=value)).rowcount:
        connection.execute(insert(schema.note).values(run=run, key=key, value=value))


def noted(connection: Connection, run: int, key: str) -> str:
    n = schema.note.c
    return connection.execute(select(n.value).where(n.run == run, n.key == key)).scalar_one_or_none() or ""
