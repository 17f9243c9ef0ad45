"""One run of one tool over a served portal, from an empty log to a row."""

from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks import access, measure, rows
from benchmarks.server import Server
from benchmarks.tool import Job, Tool, ToolUnavailable


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms does every tool run?"""

    cache: Path
    connections: int = 64
    timeout_s: float = 5
    second_look_s: float = 2
    latency: bool = False
    limit_s: float = 7200


def once(tool: Tool, server: Server, terms: Terms, folder: Path) -> rows.Row:
    """Runs a tool once in the new `folder`. A tool that wrote no result makes a row that says so."""
    folder.mkdir(parents=True)
    job = Job(server.portal, folder, terms.cache, terms.connections, terms.timeout_s, terms.second_look_s)
    server.forget()
    before = server.cpu() + _own_cpu()
    cost = measure.run(tool.command(job), folder=folder, limit_s=terms.limit_s)
    spent = server.cpu() + _own_cpu() - before
    server.flush()
    (folder / "access.log").write_bytes(server.log.read_bytes())
    requests = access.read(folder / "access.log", server.portal)
    try:
        return rows.row(tool, job, cost, requests, spent, latency=terms.latency)
    except ToolUnavailable as error:
        why = f"exit {cost.exit_code} after {cost.wall_s:.0f} s: {error}"
        return rows.unavailable(tool, terms.connections, why)


def _own_cpu() -> float:
    return float(sum(psutil.Process().cpu_times()[:2]))
