"""What does a store hold? One MetaData for every database; large things are compressed JSON (Zstandard)."""

from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    select,
)
from sqlalchemy.schema import CreateIndex, CreateTable

VERSION = 4

AnyRow: TypeAlias = Row[*tuple[Any, ...]]

METADATA = MetaData()

Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only what is called INTEGER


class Utc(TypeDecorator[datetime]):
    """Times are stored in UTC and come back aware; a time without a zone is a mistake of ours."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


def _table(name: str, *columns: Any, **options: Any) -> Table:
    return Table(name, METADATA, *columns, **options)


def _run() -> Column[Any]:
    return Column("run", Key, ForeignKey("run.number"), nullable=False)


schema = _table("auditor_schema", Column("version", Integer, nullable=False))

run = _table(
    "run",
    Column("number", Key, primary_key=True),
    Column("id", String(300), nullable=False, unique=True),
    Column("portal", JSON, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("state", String(20), nullable=False),
    Column("lease", Integer, nullable=False),  # the fencing token: who takes the run over counts it up
    Column("holder", JSON, nullable=False),  # the process that gathers; {} when nobody does
    Column("heartbeat", Float, nullable=False),  # seconds since 1970 of the last write
    Column("started", Utc, nullable=False),
    Column("finished", Utc),
    Column("coverage", JSON, nullable=False),
    Column("vantage", JSON, nullable=False),
    Column("tool", Text, nullable=False),
)

# The frontier, and every address that a page referred to.
url = _table(
    "url",
    Column("id", Key, primary_key=True),
    _run(),
    Column("url", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("role", String(10), nullable=False),
    Column("state", String(10), nullable=False),  # waiting, settled, skipped
    Column("reason", String(40), nullable=False, default=""),  # why skipped
    Column("turn", BigInteger, nullable=False),  # place in the seeded order
    Column("looks", Integer, nullable=False, default=0),
    Column("fault", String(30), nullable=False, default=""),  # kind of the last look's fault
    UniqueConstraint("run", "url"),
    Index("url_by_level", "run", "role", "state", "depth", "turn"),
    Index("url_by_turn", "run", "role", "state", "turn"),
)

exchange = _table(
    "exchange",
    Column("id", Key, primary_key=True),
    _run(),
    Column("url", Key, ForeignKey("url.id"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("method", String(10), nullable=False),
    Column("started", Utc),
    Column("elapsed", Float, nullable=False),
    Column("status", Integer, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("hops", JSON, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("address", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("truncated", Boolean, nullable=False),
    Column("fault", String(30)),
    Column("whose", String(10)),
    Column("lasting", Boolean),
    Column("detail", Text),
    Column("requests", Integer, nullable=False),  # how many were sent for it
    Column("looks_like", String(10), nullable=False, default=""),  # what its first bytes are
    Column("body", String(64)),  # hash; the body itself may not be kept
    Index("exchange_by_url", "run", "url"),
)

body = _table(
    "body",
    Column("hash", String(64), primary_key=True),  # sha256 of the bytes as they were received
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

page = _table(
    "page",
    Column("id", Key, ForeignKey("url.id"), primary_key=True, autoincrement=False),
    _run(),
    Column("role", String(10), nullable=False),
    Column("host", Text, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("rendered", Boolean, nullable=False),
    Column("facts", LargeBinary, nullable=False),  # all of it but texts and links
    Column("text", LargeBinary, nullable=False),
    Index("page_by_depth", "run", "role", "depth", "url"),
    Index("page_by_final_url", "run", "final_url"),
)

# Consecutive links of one region, stored once: headers and footers repeat from page to page and from run to run.
block = _table(
    "block",
    Column("id", Key, primary_key=True),
    Column("hash", LargeBinary(16), nullable=False, unique=True),
)

link = _table(
    "link",
    Column("block", Key, ForeignKey("block.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("step", Integer, nullable=False),  # order in the page, counted from the first link of the block
    Column("target", Text, nullable=False),
    Column("href", Text),  # NULL: the same as the target
    Column("label", Text, nullable=False),
    Column("region", String(10), nullable=False),
    Column("element", String(10), nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("onclick", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Index("link_by_target", "target", "element", "block", info={"late": True}),
    sqlite_with_rowid=False,
)

page_block = _table(
    "page_block",
    Column("page", Key, ForeignKey("page.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _run(),
    Column("role", String(10), nullable=False),
    Column("block", Key, ForeignKey("block.id"), nullable=False),
    Column("first", Integer, nullable=False),  # order of its first link
    Index("page_block_by_block", "block", "run", "role", "page", info={"late": True}),
    sqlite_with_rowid=False,
)

probe = _table(
    "probe",
    Column("id", Key, primary_key=True),
    _run(),
    Column("kind", String(30), nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("said", JSON, nullable=False),
    Index("probe_by_kind", "run", "kind"),
)

# Added after version 4 was settled; a file without it holds no pictures.
picture = _table(
    "picture",
    Column("id", Key, primary_key=True),
    _run(),
    Column("url", Key, ForeignKey("url.id"), nullable=False),
    Column("over", String(10), nullable=False, default=""),  # ipv4 or ipv6 when the browser had only that
    Column("at", Utc, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("webp", LargeBinary, nullable=False),
    Column("boxes", LargeBinary, nullable=False),  # compressed JSON
    UniqueConstraint("run", "url", "over"),
)

note = _table(
    "note",
    Column("run", Key, ForeignKey("run.number"), primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)

result = _table(
    "result",
    Column("id", Key, primary_key=True),
    _run(),
    Column("profile", String(100), nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("run", "profile"),
)


def create(connection: Connection) -> None:
    """An empty store. The indexes on links come later (`index_links`): keeping them while crawling costs most of it."""
    for table in METADATA.sorted_tables:
        connection.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if not index.info.get("late"):
                connection.execute(CreateIndex(index))
    connection.execute(schema.insert().values(version=VERSION))


def index_links(connection: Connection) -> None:
    """The indexes by which referrers are found; nothing happens when they are there."""
    for table in METADATA.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if index.info.get("late"):
                connection.execute(CreateIndex(index, if_not_exists=True))


def version_of(connection: Connection) -> int:
    return int(connection.execute(select(schema.c.version)).scalar_one())
