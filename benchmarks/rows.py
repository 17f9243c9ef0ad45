"""What is told of each tool? Runs become rows, and rows become ratios."""

import os
import shlex
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks import access, ours
from benchmarks.machine import FOREIGN
from benchmarks.measure import Cost
from benchmarks.portal import Portal
from benchmarks.tool import Job, Tool

Row = dict[str, Any]
MOST = 100  # addresses that are told one by one


def row(tool: Tool, job: Job, cost: Cost, requests: list[access.Request], served_cpu: float, *, latency: bool) -> Row:
    """One run of one tool. Raises ToolUnavailable when the tool wrote no result."""
    portal = job.portal
    second_look = job.second_look_s if tool.looks_twice else None
    marks = portal.truth.mark(tool.broken(job))
    counts = access.count(requests, portal, second_look=second_look)
    slots = access.slots_in_use(requests, portal, connections=job.connections, second_look=second_look)
    others = max(0.0, cost.machine_cpu_s - cost.cpu_s - served_cpu)
    return {
        "peer": tool.name,
        "pages": portal.shape.pages,
        "connections": job.connections,
        "wall_s": round(cost.wall_s, 3),
        "cpu_s": round(cost.cpu_s, 3),
        "peak_mb": round(cost.peak_mb, 1),
        "requests": counts.all,
        "right": marks.right,
        "missed": len(marks.missed),
        "false": len(marks.false),
        "recall": round(marks.right / max(1, marks.right + len(marks.missed)), 4),
        "requests_per_url": round(counts.per_url, 3),
        "first_looks": counts.first_looks,
        "distinct_urls": counts.distinct,
        "second_looks": counts.second_looks,
        "robots": counts.robots,
        "sitemaps": counts.sitemaps,
        "strangers": counts.strangers,
        "slots_in_use": round(slots, 3) if latency else None,
        "server_cpu_s": round(served_cpu, 2),
        "others_cpu_s": round(others, 2),
        "noisy": others > FOREIGN * cost.wall_s * (os.cpu_count() or 1),
        **({"gathering_s": round(ours.gathering(job), 3)} if isinstance(tool, ours.Ours) else {}),
        "exit_code": cost.exit_code,
        "timed_out": cost.timed_out,
        "missed_urls": _explained(tool, job, marks.missed, requests),
        "false_urls": _explained(tool, job, marks.false, requests),
        "note": tool.note,
        "command": _command(tool, job),
    }


def _explained(tool: Tool, job: Job, urls: Sequence[str], requests: list[access.Request]) -> list[Row]:
    """Each address with what it does, what the server answered, and for ours what the result says of it."""
    truth = job.portal.truth
    said = ours.verdicts(job, urls[:MOST]) if isinstance(tool, ours.Ours) else {}
    return [
        {
            "url": url,
            "kind": str(truth.urls.get(url, "not on any page")),
            "answers": access.statuses(requests, url),
            "said": said.get(url, []),
        }
        for url in urls[:MOST]
    ]


def _command(tool: Tool, job: Job) -> str:
    return shlex.join(tool.command(job)).replace(str(job.cache), "$CACHE")


def unavailable(tool: Tool, connections: int, why: str) -> Row:
    """The row of a tool that could not be run: told, never dropped."""
    empty = dict.fromkeys(("wall_s", "cpu_s", "peak_mb", "requests", "right", "missed", "false"))
    return {"peer": tool.name, "connections": connections, **empty, "unavailable": why, "note": tool.note}


def together(runs: Sequence[Row]) -> Row:
    """One row of the rounds of one tool: median times, the largest memory, and the worst of what was right."""
    ran = [one for one in runs if "unavailable" not in one]
    if not ran:
        return runs[0]
    worst = max(ran, key=lambda one: (one["missed"] + one["false"], one["wall_s"]))
    times = {
        key: round(median(one[key] for one in ran), 3)
        for key in ("wall_s", "cpu_s", "slots_in_use")
        if worst[key] is not None
    }
    most = {key: max(one[key] for one in ran) for key in ("peak_mb", "requests", "requests_per_url")}
    noisy = any(one["noisy"] for one in ran)
    each = [{key: one[key] for key in ("wall_s", "cpu_s", "peak_mb", "missed", "false", "others_cpu_s")} for one in ran]
    failed = [one["unavailable"] for one in runs if "unavailable" in one]
    return {**worst, **times, **most, "noisy": noisy, "runs": each, **({"failed_runs": failed} if failed else {})}


def ratios(rows: Sequence[Row], bounds: Mapping[int, Row]) -> dict[str, dict[str, float]]:
    """Peer ÷ ours at the same width, and ours ÷ limit. Times are per page where the portals differ in size."""
    found: dict[str, dict[str, float]] = {}
    ran = [one for one in rows if one.get("wall_s") and "unavailable" not in one]
    own = [one for one in ran if one["peer"].startswith("auditor-")]
    for mine in own:
        wide = f"@{mine['connections']}"
        for other in ran:
            if not other["peer"].startswith("auditor-") and other["connections"] == mine["connections"]:
                found[f"{other['peer']}/{mine['peer']}{wide}"] = {
                    "wall": _per_page(other, "wall_s") / _per_page(mine, "wall_s"),
                    "cpu": _per_page(other, "cpu_s") / _per_page(mine, "cpu_s"),
                    "memory": other["peak_mb"] / mine["peak_mb"],
                    "peer_recall": other["recall"],
                }
        if bound := bounds.get(mine["pages"]):
            found[f"{mine['peer']}/limit{wide}"] = {"wall": mine["wall_s"] / bound["wall_s"]}
    return {pair: {key: round(value, 3) for key, value in parts.items()} for pair, parts in found.items()}


def _per_page(one: Row, key: str) -> float:
    return float(one[key]) / float(one["pages"])


def portal_row(portal: Portal) -> Row:
    """What the portal is made of."""
    kinds: dict[str, int] = {}
    for kind in portal.truth.urls.values():
        kinds[str(kind)] = kinds.get(str(kind), 0) + 1
    classes = {str(one): len(portal.truth.of(one)) for one in {portal.truth.class_of(url) for url in portal.truth.urls}}
    return {"pages": portal.shape.pages, "urls": len(portal.truth.urls), "classes": classes, "kinds": kinds}
