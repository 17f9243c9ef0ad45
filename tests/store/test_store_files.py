"""The file of the store: of another version, damaged, full, read-only, on a network, copied."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.model.run import RunState, Vantage
from auditor.store import SchemaMismatch, Store, StoreError, schema
from auditor.store.engine import network_file_system
from auditor.store.gather import Found, Role
from tests.store.samples import HOME, begun, crawl, link, page


def _raw(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def _damage(file: Path) -> None:
    """Everything behind the first page of the file is overwritten."""
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (file.stat().st_size - 4096))


@pytest.mark.parametrize("version", [0, 99])
async def test_another_version_is_refused_naming_file_and_both_versions(file: Path, version: int) -> None:
    await (await Store.open(str(file))).close()
    _raw(file, f"UPDATE auditor_schema SET version = {version}")
    with pytest.raises(SchemaMismatch) as caught:
        await Store.open(str(file))
    assert {str(file), str(version), str(schema.VERSION)} <= set(map(str, caught.value.values.values()))
    assert str(file) in str(caught.value)


async def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("nothing of ours, but long enough to look like a header of a database file" * 3)
    foreign = tmp_path / "foreign.db"
    _raw(foreign, "CREATE TABLE diary (day)")
    for file in (text, foreign):
        before = file.read_bytes()
        with pytest.raises(StoreError, match="不是本程序的存储文件"):
            await Store.open(str(file))
        assert file.read_bytes()[:16] == before[:16]
    for bad in (tmp_path, tmp_path / "no" / "a.db"):
        with pytest.raises(StoreError, match="打不开"):
            await Store.open(str(bad))
    with pytest.raises(StoreError, match="没有这个存储文件"):
        await Store.open(str(tmp_path / "new.db"), create=False)
    for url in ("postgresql://x/y", "sqlite://", "sqlite:///:memory:", ":memory:", ""):
        with pytest.raises(StoreError):
            await Store.open(url)
    assert _names(tmp_path) == ["foreign.db", "notes.txt"]


async def test_a_path_may_hold_any_character(tmp_path: Path) -> None:
    file = tmp_path / "检查 #1?x=%41.db"
    async with await Store.open(str(file)) as store:
        await (await begun(store)).finish(RunState.GATHERED, Vantage(), complete=True)
    assert _names(tmp_path) == [file.name]


async def test_a_file_that_somebody_else_writes_is_an_error_after_the_wait(file: Path) -> None:
    async with await Store.open(str(file), busy=0.05) as store:
        writer = await begun(store)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="另一个程序正在写入"):
            await writer.add([Found(HOME, 0, Role.CRAWL)])
        other.execute("ROLLBACK")
        other.close()
        assert await writer.add([Found(HOME, 0, Role.CRAWL)]) == 1


async def test_a_damaged_file_says_so(file: Path) -> None:
    async with await Store.open(str(file)) as store:
        await crawl(await begun(store), *(page(f"{HOME}{n}", depth=1) for n in range(100)))
    _damage(file)
    with pytest.raises(StoreError, match="损坏"):
        async with await Store.open(str(file)) as store:
            store.runs()


FULL = """
import asyncio, sys
from tests.store.samples import HOME, answer, begun, page
from auditor.model.packed import pack_page
from auditor.store import Store, StoreError
from auditor.store.gather import Found, Looked, Role
async def main():
    async with await Store.open(sys.argv[1] + "/a.db") as store:
        writer = await begun(store)
        written = 0
        try:
            for n in range(1000):
                url = f"{HOME}{n}"
                await writer.add([Found(url, 1, Role.CRAWL)])
                noise = "".join(chr(0x4e00 + hash((n, i)) % 20000) for i in range(20000))
                await writer.write([Looked(url, answer(url), pack_page(page(url, depth=1, text=noise)))])
                written += 1
        except StoreError as error:
            coverage = await writer.coverage()
            print(type(error).__name__, error, coverage.pages == coverage.opened == written > 0)
asyncio.run(main())
"""

READ_ONLY = """
import asyncio, sys
from datetime import date
from tests.store.samples import begun
from auditor.store import Store, StoreError
async def main():
    async with await Store.open(sys.argv[1] + "/a.db") as store:
        with store.facts("latest", date(2026, 1, 1)) as facts:
            print(len(list(facts.pages())), len(list(facts.targets())))
        try:
            await begun(store)
        except StoreError as error:
            print(error)
asyncio.run(main())
"""


@pytest.mark.lab
def test_a_full_disk_is_told_and_what_was_written_stays(namespaces: list[str], tmp_path: Path) -> None:
    told = _on_small_disk(namespaces, tmp_path, f'"{sys.executable}" -c "$1" "$2"', FULL)
    assert "StoreError" in told
    assert "磁盘已满" in told
    assert told.strip().endswith("True")


@pytest.mark.lab
async def test_a_store_on_a_read_only_disk_is_read(namespaces: list[str], tmp_path: Path) -> None:
    file = tmp_path / "kept" / "a.db"
    file.parent.mkdir()
    async with await Store.open(str(file)) as store:
        writer = await begun(store)
        await crawl(writer, page(links=[link(f"{HOME}a")]))
        await writer.finish(RunState.GATHERED, Vantage(), complete=True)
    steps = f'cp "{file}" "$2"; mount -o remount,ro "$2"; "{sys.executable}" -c "$1" "$2"'
    told = await asyncio.to_thread(_on_small_disk, namespaces, tmp_path, steps, READ_ONLY)
    assert told.startswith("1 1\n")
    assert "只读" in told


def _on_small_disk(namespaces: list[str], tmp_path: Path, steps: str, program: str) -> str:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = f'mount -t tmpfs -o size=2m store "$2" && {{ {steps}; }}'
    shell = [*namespaces, "-m", "sh", "-c", mounted, "sh", program, str(disk)]
    ran = subprocess.run(shell, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_network_file_systems_are_known_by_their_mounts() -> None:
    mounts = "\n".join(
        [
            "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
            "40 21 0:50 / /srv/office\\040share rw - nfs4 server:/x rw",
            "41 40 0:51 / /srv/office\\040share/local rw - tmpfs tmpfs rw",
            "42 21 0:52 / /mnt/c rw - cifs //server/c rw",
        ]
    )
    assert network_file_system(Path("/home/a/auditor.db"), mounts) == ""
    assert network_file_system(Path("/srv/office share/a.db"), mounts) == "nfs4"
    assert network_file_system(Path("/srv/office share/local/a.db"), mounts) == ""
    assert network_file_system(Path("/mnt/c/a.db"), mounts) == "cifs"
    assert network_file_system(Path("/a.db"), "") == ""


async def test_a_finished_store_is_one_file_that_can_be_copied(file: Path, tmp_path: Path) -> None:
    async with await Store.open(str(file)) as store:
        writer = await begun(store)
        await crawl(writer, page())
        run = await writer.finish(RunState.GATHERED, Vantage(), complete=True)
        copy = shutil.copy(file, tmp_path / "copy.db")
        async with await Store.open(str(copy), create=False) as copied:
            assert copied.runs() == [run]
