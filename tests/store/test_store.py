import asyncio
import json
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.dialects import registry
from sqlalchemy.schema import CreateIndex, CreateTable

from auditor.model.packed import pack_page
from auditor.model.portal import Portal
from auditor.model.problem import Problem
from auditor.model.result import AuditResult, ProfileHead, Score
from auditor.model.run import Run, RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.store import LeaseLost, RunHeld, Store, StoreError, schema
from auditor.store.gather import Found, Looked, Role
from auditor.texts import translator
from tests.store.samples import DAY, HOME, NOW, PORTAL, answer, begun, crawl, link, page


async def test_runs_are_named_by_host_and_time_and_never_twice(store: Store) -> None:
    other = Portal(home="http://[2001:db8::1]:8080/")
    writers = [await begun(store), await begun(store), await begun(store)]
    writers.append(await store.new_run(other, GatherSettings(), NOW + timedelta(seconds=1), "test"))
    ids = [writer.run.id for writer in writers]
    assert ids == [
        "www.example.gov.cn-20260301T020000Z",
        "www.example.gov.cn-20260301T020000Z-2",
        "www.example.gov.cn-20260301T020000Z-3",
        "2001-db8--1-20260301T020001Z",
    ]
    assert [run.id for run in store.runs()] == ids
    assert store.find("latest").portal == other


async def test_a_run_is_found_by_what_a_person_types(store: Store) -> None:
    with pytest.raises(StoreError, match="还没有任何检查"):
        store.find("latest")
    writer = await begun(store)
    second = await store.new_run(Portal(home="http://b.example/"), GatherSettings(seed="9"), NOW, "test")
    assert store.find("www.ex") == writer.run
    assert store.find(second.run.id) == second.run
    assert store.settings("b.ex").seed == second.run.seed == "9"
    with pytest.raises(StoreError, match=r"没有名为“www.exmaple.gov.cn-20260301T020000Z”的检查；是否指 www.example"):
        store.find("www.exmaple.gov.cn-20260301T020000Z")
    await begun(store)
    assert store.find(writer.run.id) == writer.run
    with pytest.raises(StoreError, match="不唯一"):
        store.find("www.")


async def test_settings_come_back_as_they_were_given(store: Store) -> None:
    given = GatherSettings.model_validate(
        {"rate": None, "allow_networks": ["10.0.0.0/8", "fd00::/8"], "only_mapped": True, "seed": "种子"}
    )
    writer = await store.new_run(PORTAL, given, NOW, "test")
    assert store.settings(writer.run.id) == given == writer.settings


async def test_a_result_is_kept_by_run_and_profile_and_the_last_one_is_the_default(store: Store) -> None:
    run = await (await begun(store)).finish(RunState.GATHERED, Vantage(), complete=True)

    def result(profile: str, tool: str = "1") -> AuditResult:
        head = ProfileHead(
            id=profile, title=profile, digest="", documents=(), fail_below=60, bonus_above=80, coverage_floor=0.6
        )
        return AuditResult(
            tool=tool, run=run, profile=head, as_of=DAY, score=Score(low=70.5), clauses=(), findings=(), rules=()
        )

    assert store.result(run.id) is None
    for one in (result("a"), result("b"), result("a", tool="2")):
        store.save_result(one)
    assert store.result("latest") == result("a", tool="2")
    assert store.result(run.id, "b") == result("b")
    assert store.result(run.id, "c") is None


async def test_an_interrupted_run_goes_on_where_it_was(file: Path) -> None:
    async with await Store.open(str(file)) as store:
        writer = await begun(store)
        await crawl(writer, page())
        await writer.add([Found(f"{HOME}a", 1, Role.CRAWL)])
        await writer.note("phase", "pages")
        stopped = await writer.finish(RunState.INTERRUPTED, Vantage(), complete=False)
        assert stopped.state is RunState.INTERRUPTED
    async with await Store.open(f"sqlite:///{file}") as store:
        again = await store.resume("latest", NOW + timedelta(hours=1))
        assert (again.run.state, again.run.finished, again.run.id) == (RunState.GATHERING, None, stopped.id)
        assert [one.url for one in await again.waiting(Role.CRAWL)] == [f"{HOME}a"]
        assert await again.noted("phase") == "pages"
        await again.write([Looked(f"{HOME}a", answer(f"{HOME}a"))])
        done = await again.finish(RunState.GATHERED, Vantage(), complete=True)
        assert done.coverage.opened == 2
        with pytest.raises(StoreError, match="已经完成"):
            await store.resume("latest", NOW)


async def test_whoever_lost_the_run_writes_nothing_more(store: Store) -> None:
    first = await begun(store)
    await first.add([Found(HOME, 0, Role.CRAWL)])
    second = await store.resume("latest", NOW)
    with pytest.raises(LeaseLost, match=first.run.id):
        await first.write([Looked(HOME, answer(), pack_page(page(links=[link(f"{HOME}x")])))])
    for write in (first.add([Found(f"{HOME}x", 1, Role.CRAWL)]), first.note("a", "b"), first.skip(Role.CRAWL, "x")):
        with pytest.raises(LeaseLost):
            await write
    with pytest.raises(LeaseLost):
        await first.finish(RunState.GATHERED, Vantage(), complete=True)
    assert (await second.coverage()).opened == 0
    await second.write([Looked(HOME, answer())])
    await second.finish(RunState.GATHERED, Vantage(), complete=True)
    with pytest.raises(LeaseLost):
        await second.note("a", "b")


HOLD = """
import asyncio, sys
from tests.store.samples import begun
from auditor.store import Store
async def main():
    async with await Store.open(sys.argv[1]) as store:
        print((await begun(store)).run.id, flush=True)
        sys.stdin.read()
asyncio.run(main())
"""


async def test_a_run_that_a_live_process_gathers_is_not_taken_from_it(store: Store) -> None:
    other = await _holding(Path(store.name))
    assert other.stdout
    id = (await other.stdout.readline()).decode().strip()
    with pytest.raises(RunHeld, match=f"{id}.*{other.pid}"):
        await store.resume(id, NOW)
    with store.facts(id, DAY) as facts:  # looking at it is allowed
        assert facts.home() is None
    other.kill()
    await other.wait()
    assert (await store.resume(id, NOW)).run.id == id


async def _holding(file: Path) -> asyncio.subprocess.Process:
    """A process that begins a run and holds it until its input ends."""
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(sys.executable, "-c", HOLD, str(file), stdin=pipe, stdout=pipe)


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({}, False),  # this very process
        ({"pid": 1}, False),  # another program has the number now
        ({"boot": "before"}, False),  # the machine was started anew since
        ({"machine": "elsewhere"}, True),
        ({"space": "container"}, True),
    ],
)
async def test_whether_a_holder_lives_is_decided_by_machine_boot_and_birth(
    store: Store, file: Path, change: dict[str, object], held: bool
) -> None:
    writer = await begun(store)
    connection = sqlite3.connect(file)
    [holder] = connection.execute("SELECT holder FROM run").fetchone()
    connection.execute("UPDATE run SET holder = ?", (json.dumps(json.loads(holder) | change),))
    connection.commit()
    if held:
        with pytest.raises(RunHeld):
            await store.resume(writer.run.id, NOW)
        connection.execute("UPDATE run SET heartbeat = 1")  # silent for long: gone
        connection.commit()
    connection.close()
    assert (await store.resume(writer.run.id, NOW)).run.id == writer.run.id


async def test_two_processes_may_make_the_same_new_store(file: Path) -> None:
    opened = [await _holding(file) for _ in range(3)]
    for process in opened:
        await process.communicate(b"")
    assert [process.returncode for process in opened] == [0, 0, 0]
    async with await Store.open(str(file)) as store:
        assert len({run.id for run in store.runs()}) == 3


def test_the_tables_are_understood_by_postgresql_too() -> None:
    dialect = registry.load("postgresql")()
    for table in schema.METADATA.sorted_tables:
        told = str(CreateTable(table).compile(dialect=dialect))
        assert "ROWID" not in told
        for index in table.indexes:
            assert str(CreateIndex(index, if_not_exists=True).compile(dialect=dialect))


def test_every_sentence_of_the_store_has_its_english() -> None:
    from auditor.store import engine, errors, gather, runs

    english = translator("en")
    for module in (engine, errors, gather, runs):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for text in _marked(source):
            assert english(text) != text, text
            assert set(_fields(english(text))) == set(_fields(text))


def _marked(source: str) -> list[str]:
    import ast

    return [
        str(node.args[0].value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    ]


def _fields(template: str) -> list[str]:
    from string import Formatter

    return [name for _, name, _, _ in Formatter().parse(template) if name]


def test_store_errors_are_problems_that_a_command_can_tell() -> None:
    error = StoreError("{name}：坏", name="a.db")
    assert isinstance(error, Problem)
    assert str(error) == "a.db：坏"


async def test_run_ids_survive_as_values(store: Store) -> None:
    run = (await begun(store)).run
    assert Run.model_validate_json(run.model_dump_json()) == run
