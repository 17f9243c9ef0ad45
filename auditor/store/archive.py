"""What was kept of one run, to be handed on: answers with bodies, pictures, probes. Read-only, one at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import TracebackType

from sqlalchemy import Connection, Engine, select

from auditor.model.exchange import Exchange
from auditor.model.packed import unpress
from auditor.model.picture import Picture
from auditor.model.probe import Probe
from auditor.store import frontier, pictures, schema
from auditor.store.errors import told
from auditor.store.pack import exchange_of


class RunArchive:
    """The archive of one run. Implements `auditor.model.reporting.Archive`; use it as a context manager."""

    def __init__(self, engine: Engine, name: str, number: int) -> None:
        with told(name):
            self._connection: Connection = engine.connect()
        self._run = number

    def __enter__(self) -> "RunArchive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def looks(self, urls: Iterable[str]) -> Iterator[Exchange]:
        """All looks at these addresses, in the order of the addresses and then of time, each with its body."""
        e, b = schema.exchange.c, schema.body.c
        for url in urls:
            row = frontier.known(self._connection, self._run, [url]).get(url)
            if row is None or not row.looks:
                continue
            mine = select(schema.exchange).where(e.run == self._run, e.url == row.id).order_by(e.id)
            for look in self._connection.execute(mine).all():
                kept = None
                if look.body:
                    kept = self._connection.execute(select(b.content).where(b.hash == look.body)).scalar_one_or_none()
                yield replace(exchange_of(look, url), body=unpress(kept) if kept else b"")

    def pictures(self, urls: Iterable[str] | None = None) -> Iterator[Picture]:
        """The pictures of these addresses (of all, when None), in the order of the addresses."""
        yield from pictures.of(self._connection, self._run, urls)

    def probes(self) -> Iterator[Probe]:
        s = schema.probe.c
        query = select(schema.probe).where(s.run == self._run).order_by(s.kind, s.subject, s.at, s.id)
        for row in self._connection.execute(query).all():
            yield Probe(row.kind, row.subject, row.at, row.said)
