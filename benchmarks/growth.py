"""`python -m benchmarks.growth`: does memory stay level and time go straight when a portal grows?"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import machine, rows
from benchmarks.crawl import CACHE, OURS
from benchmarks.once import Terms, once
from benchmarks.ours import Ours, default_program
from benchmarks.plot import Panel, svg
from benchmarks.portal import Shape, generate
from benchmarks.server import ServerUnavailable, free_ports, serving

FRONTIER_DEPTH = 2  # the further pages stand one click below: found and kept, never read


def grow(
    tool: Ours, sizes: Sequence[int], frontiers: Sequence[int], frontier_pages: int, terms: Terms, folder: Path
) -> dict[str, Any]:
    """Runs ours over portals of several sizes, then over one size with ever more addresses waiting."""
    idle_before = machine.idle()
    by_pages = [_grown(tool, Shape(size, 0, 0, hangs=0), terms, folder) for size in sizes]
    shallow = Ours(tool.subcommand, tool.program, max_depth=FRONTIER_DEPTH)
    by_frontier = [
        {**_grown(shallow, Shape(frontier_pages, 0, 0, hangs=0, frontier=more), terms, folder), "frontier": more}
        for more in frontiers
    ]
    idle = min(idle_before, machine.idle())
    ran = [*by_pages, *by_frontier]
    return {
        "peer": tool.name,
        "pages": by_pages,
        "frontier": by_frontier,
        **growth(by_pages, by_frontier),
        "machine": {**machine.described(), "idle": round(idle, 1)},
        "noisy": idle < machine.IDLE or any(one["noisy"] for one in ran),
    }


def growth(by_pages: Sequence[rows.Row], by_frontier: Sequence[rows.Row]) -> dict[str, float]:
    """The figures that are promised: memory of the largest against the smallest, and how straight the time is.

    `time_off_line` is the largest distance of a point from the straight line through the first and the last, as a
    share of it; `*_per_page` are the largest portal's against the smallest's, start-up included.
    """
    first, last = by_pages[0], by_pages[-1]

    def off_line(key: str) -> float:
        slope = (last[key] - first[key]) / ((last["pages"] - first["pages"]) or 1)
        line = [first[key] + slope * (one["pages"] - first["pages"]) for one in by_pages]
        return float(max(abs(one[key] / expected - 1) for one, expected in zip(by_pages, line, strict=True)))

    def per_page(key: str) -> float:
        return float(last[key] / last["pages"] / (first[key] / first["pages"]))

    return {
        "memory_ratio": round(last["peak_mb"] / first["peak_mb"], 3),
        "frontier_memory_ratio": round(by_frontier[-1]["peak_mb"] / by_frontier[0]["peak_mb"], 3),
        "wall_per_page_ratio": round(per_page("wall_s"), 3),
        "cpu_per_page_ratio": round(per_page("cpu_s"), 3),
        "wall_off_line": round(off_line("wall_s"), 3),
        "cpu_off_line": round(off_line("cpu_s"), 3),
    }


def picture(result: dict[str, Any]) -> str:
    """Memory and time against pages, memory against what waits in the frontier."""
    pages = result["pages"]
    frontier = [(one["frontier"] / 1000, one["peak_mb"]) for one in result["frontier"]]
    waiting = f"thousand addresses waiting, {result['frontier'][0]['pages']} pages"
    panels = (
        Panel(f"{result['peer']}: memory", "pages", "MB", [(one["pages"], one["peak_mb"]) for one in pages]),
        Panel(f"{result['peer']}: time", "pages", "s", [(one["pages"], one["wall_s"]) for one in pages]),
        Panel(f"{result['peer']}: memory", waiting, "MB", frontier),
    )
    return svg(panels)


def _grown(tool: Ours, shape: Shape, terms: Terms, folder: Path) -> rows.Row:
    """One run over one portal, which is thrown away again. Raises RuntimeError when there is no result."""
    port, closed = free_ports(2)
    place = folder / f"{shape.pages}-{shape.frontier}"
    portal = generate(Shape(shape.pages, port, closed, shape.seed, shape.hangs, shape.frontier), place / "portal")
    try:
        with serving(portal) as server:
            row = once(tool, server, terms, place / "run")
            if errors := server.errors():
                raise RuntimeError(f"the server had errors: {errors[:500]}")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    if "unavailable" in row:
        raise RuntimeError(row["unavailable"])
    return row


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in text.split(","))


def main(arguments: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    asked.add_argument("--sizes", type=_numbers, default=(2000, 6000, 12000, 20000), metavar="N,N")
    asked.add_argument("--frontier", type=_numbers, default=(0, 50_000, 100_000, 200_000), metavar="N,N")
    asked.add_argument("--frontier-pages", type=int, default=2000, metavar="N")
    asked.add_argument("--row", choices=sorted(OURS), default="auditor-links")
    asked.add_argument("--connections", type=int, default=64)
    asked.add_argument("--auditor", type=Path, default=default_program(sys.executable), metavar="PATH")
    asked.add_argument("--json", type=Path, metavar="FILE")
    asked.add_argument("--plot", type=Path, metavar="FILE.svg")
    words = asked.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="auditor-growth-"))
    folder.chmod(0o755)
    terms = Terms(Path(CACHE).expanduser(), words.connections, second_look_s=1)
    tool = Ours(OURS[words.row], words.auditor)
    try:
        result = grow(tool, words.sizes, words.frontier, words.frontier_pages, terms, folder)
    except (ServerUnavailable, RuntimeError) as error:
        Console(stderr=True).print(str(error), markup=False)
        return 2
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    if words.json:
        words.json.write_text(text, encoding="utf-8")
    if words.plot:
        words.plot.write_text(picture(result), encoding="utf-8")
    kept = {key: value for key, value in result.items() if not isinstance(value, list | dict)}
    Console().print_json(json.dumps(kept))
    return 0


if __name__ == "__main__":
    sys.exit(main())
