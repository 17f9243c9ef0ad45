"""How is a store file opened, and which file systems cannot hold one?"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from auditor.api import _
from auditor.store import schema
from auditor.store.errors import READ_ONLY, SchemaMismatch, StoreError, told

BUSY = 10.0
"""Seconds to wait for another writer."""

_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs")


def path_of(url: str) -> Path:
    """The file behind `sqlite:///FILE` or a plain path."""
    scheme, colon, rest = url.partition("://")
    if not colon:
        rest = "/" + url
    elif scheme.partition("+")[0] != "sqlite":
        raise StoreError(_("{name}：存储目前只能是 SQLite 文件"), name=url)
    file = rest[1:]
    if not rest.startswith("/") or not file or file == ":memory:":
        raise StoreError(_("{name}：请写成文件路径或 sqlite:///文件"), name=url)
    return Path(file).absolute()


def network_file_system(path: Path, mounts: str) -> str:
    """The kind of network file system that holds `path`, "" for a local one. `mounts` is /proc/self/mountinfo."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        left, dash, right = line.partition(" - ")
        if not dash:
            continue
        point = left.split()[4].encode().decode("unicode_escape")
        if path.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), right.split()[0]
    return kind if kind in _NETWORK else ""


def check_place(path: Path, *, create: bool) -> None:
    """Refuses what cannot work, before anything is opened."""
    if path.is_dir() or not path.parent.is_dir():
        raise StoreError(_("{name}：打不开，请检查路径和权限"), name=path)
    if not create and not path.exists():
        raise StoreError(_("{name}：没有这个存储文件"), name=path)
    mounts = Path("/proc/self/mountinfo")
    if mounts.exists() and (
        kind := network_file_system(path.resolve(), mounts.read_text(errors="replace", encoding="utf-8"))
    ):
        # WAL needs memory that all processes share; over a network it corrupts (sqlite.org/wal.html).
        raise StoreError(_("{name}：位于网络文件系统（{kind}），请把它放在本机磁盘上"), name=path, kind=kind)


def writing_engine(path: Path, busy: float) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": busy})
    event.listen(engine, "connect", _prepare)
    return engine


def async_engine(path: Path, busy: float) -> AsyncEngine:
    engine = create_async_engine(URL.create("sqlite+aiosqlite", database=str(path)), connect_args={"timeout": busy})
    event.listen(engine.sync_engine, "connect", _prepare)
    return engine


def reading_engine(path: Path, busy: float) -> Engine:
    """An engine that can change nothing. It also reads a file on a read-only disk, where WAL has no room to work."""
    url = URL.create("sqlite", database=str(path))
    if writable(path):
        engine = create_engine(url, connect_args={"timeout": busy})
        event.listen(engine, "connect", _prepare_reading)
        return engine
    log = path.with_name(f"{path.name}-wal")
    frozen = "" if log.exists() and log.stat().st_size else "&immutable=1"
    place = f"file:{quote(str(path))}?mode=ro{frozen}"
    return create_engine(url, creator=lambda: sqlite3.connect(place, uri=True, check_same_thread=False))


def writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _pragmas(connection: Any, *pragmas: str) -> None:
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare(connection: Any, _record: object) -> None:
    # 4 MB: gathering keeps several connections, and each fills its own as the frontier grows; more is no faster here.
    _pragmas(connection, "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-4096")


def _prepare_reading(connection: Any, _record: object) -> None:
    _pragmas(connection, "query_only=ON", "cache_size=-8192")


def settle(connection: Connection) -> None:
    """Moves what stands in the log into the file itself, so that the file can be copied alone."""
    if connection.dialect.name == "sqlite":
        # No ANALYZE here: by its figures SQLite begins the questions on links at the wrong end.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def establish(engine: Engine, path: Path) -> None:
    """Creates the tables in an empty file, and the one for pictures in a file from before there were any."""
    with told(str(path)), engine.connect() as connection:
        if there := inspect(connection).get_table_names():
            ours = schema.schema.name in there and schema.version_of(connection) == schema.VERSION
            if ours and schema.picture.name not in there:
                schema.picture.create(connection, checkfirst=True)
                connection.commit()
            return
        connection.rollback()
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # two processes may open the same new file
        if not inspect(connection).get_table_names():
            schema.create(connection)
        connection.commit()


def check(engine: Engine, path: Path) -> None:
    """Refuses another program's file and another version's."""
    with told(str(path)), engine.connect() as connection:
        if schema.schema.name not in inspect(connection).get_table_names():
            raise StoreError(_("{name}：不是本程序的存储文件"), name=path)
        found = schema.version_of(connection)
    if found != schema.VERSION:
        template = (
            _("{name}：由更新的版本写成（结构 {found}，本程序为 {wanted}），请升级本程序")
            if found > schema.VERSION
            else _("{name}：由较旧的版本写成（结构 {found}，本程序为 {wanted}），请用旧版本读取，或换一个文件")
        )
        raise SchemaMismatch(template, name=path, found=found, wanted=schema.VERSION)


@contextmanager
def transaction(engine: Engine, path: Path, *, writes: bool = False) -> Iterator[Connection]:
    """All that is done with the connection is stored, or nothing of it."""
    if writes and not writable(path):
        raise StoreError(READ_ONLY, name=path)
    with told(str(path)), engine.begin() as connection:
        yield connection
