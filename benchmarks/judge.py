"""`python -m benchmarks.judge`: how fast are stored pages judged, and does memory stay when a portal grows?

Each size is stored once, and judged by processes of their own: by one profile, and by all that transcribe a document
together. The peak is the judging process's, so that nothing of the writing counts. The pages are columns with rows and
the articles that these lead to.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from auditor.extract import extract
from auditor.judge import judge_each
from auditor.model.exchange import Exchange
from auditor.model.found import Found, Role
from auditor.model.packed import pack_page
from auditor.model.portal import Portal
from auditor.model.run import RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.store import Store
from auditor.store.gather import Looked
from benchmarks import machine

HOME = "http://www.growing.test/"
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
AS_OF = date(2026, 3, 2)
PROFILES = (
    "national-2019",
    "state-council-2020",
    "guangdong-2020",
    "shanggao-2020",
    "yunnan-2020",
    "changxing-2022",
    "kazuo-2021",
)
_ROWS = 20  # articles of one column
_AT_ONCE = 100


def pages(count: int) -> Iterator[tuple[str, int, str]]:
    """Address, depth and body of each page: a home page, columns, and twenty articles a column."""
    columns = max(1, (count - 1) // (_ROWS + 1))
    menu = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(min(columns, 12)))
    head = f'<div class="nav"><ul><li><a href="/">首页</a></li>{menu}</ul></div>'
    listed = "".join(f'<li><a href="/c{n}/">第{n}类信息公开</a><span>2026-03-01</span></li>' for n in range(columns))
    yield HOME, 0, f"<title>某县人民政府</title>{head}<ul>{listed}</ul>"
    for column in range(columns):
        rows = "".join(
            f'<li><a href="/c{column}/t20260201_{column * _ROWS + n}.html">关于第{n}项工作的通知</a>'
            "<span>2026-02-01</span></li>"
            for n in range(_ROWS)
        )
        where = f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/c{column}/">栏目{column}</a></div>'
        yield f"{HOME}c{column}/", 1, f"<title>栏目{column}</title>{head}{where}<ul>{rows}</ul>"
        for n in range(_ROWS):
            text = f"<h1>关于第{n}项工作的通知</h1><p>{'各有关单位请按要求办理，并及时报送情况。' * 30}</p>"
            url = f"{HOME}c{column}/t20260201_{column * _ROWS + n}.html"
            yield url, 2, f"<title>关于第{n}项工作的通知</title>{head}{where}{text}"


async def fill(path: Path, count: int) -> None:
    """Stores a run of so many pages, as a gather would have."""
    async with await Store.open(f"sqlite:///{path}") as store:
        writer = await store.new_run(Portal(home=HOME), GatherSettings(), NOW, "benchmark")
        batch: list[Looked] = []
        found: list[Found] = []
        for url, depth, body in pages(count):
            sent = body.encode()
            answer = Exchange(
                url=url, final_url=url, status=200, content_type="text/html; charset=utf-8", body=sent, started=NOW
            )
            batch.append(Looked(url, answer, pack_page(extract(answer, depth=depth))))
            found.append(Found(url, depth, Role.CRAWL))
            if len(batch) == _AT_ONCE:
                await writer.add(found)
                await writer.write(batch)
                batch, found = [], []
        await writer.add(found)
        await writer.write(batch)
        await writer.finish(RunState.GATHERED, Vantage(), True)


async def judged(path: Path, profiles: Sequence[str]) -> dict[str, float]:
    """Seconds, CPU seconds and peak memory (MB) of judging the stored run under these profiles together."""
    async with await Store.open(f"sqlite:///{path}", create=False) as store:
        (run,) = store.runs()
        resolved = [resolve(profile) for profile in profiles]
        began, busy = time.perf_counter(), time.process_time()
        with store.facts(run.id, AS_OF) as facts:
            for _result in judge_each(facts, run, resolved):
                pass
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        wall, cpu = time.perf_counter() - began, time.process_time() - busy
        return {"wall_s": round(wall, 2), "cpu_s": round(cpu, 2), "peak_mb": round(peak, 1)}


def measured(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "judge.db"
        asyncio.run(fill(path, count))
        one, every = (_apart(path, profiles) for profiles in (PROFILES[:1], PROFILES))
        further = (every["cpu_s"] - one["cpu_s"]) / (len(PROFILES) - 1)
        return {
            "pages": count,
            "one": one,
            "all": every,
            "cpu_ms_a_page": round(every["cpu_s"] / count * 1000, 3),
            "cpu_ms_a_page_of_a_further_profile": round(further / count * 1000, 3),
        }


def _apart(path: Path, profiles: Sequence[str]) -> dict[str, float]:
    """`judged`, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.judge", "--stored", str(path), "--profiles", *profiles]
    said: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[2_000, 10_000])
    parser.add_argument("--stored", type=Path, help="judge this store and print the figures")
    parser.add_argument("--profiles", nargs="+", default=PROFILES)
    asked = parser.parse_args()
    if asked.stored:
        print(json.dumps(asyncio.run(judged(asked.stored, asked.profiles))))
        return
    sizes = [measured(count) for count in asked.pages]
    ratio = round(sizes[-1]["all"]["peak_mb"] / sizes[0]["all"]["peak_mb"], 3)
    print(json.dumps({"sizes": sizes, "memory_ratio": ratio, "machine": machine.described()}, indent=2))


if __name__ == "__main__":
    main()
