"""`python -m benchmarks.crawl`: the link family beside its peers, over a portal with known truth."""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import machine, peers, rows, table
from benchmarks.limit import limit
from benchmarks.once import Terms, once
from benchmarks.ours import Ours, default_program
from benchmarks.portal import Shape, generate
from benchmarks.server import Server, ServerUnavailable, free_ports, serving
from benchmarks.tool import Tool, ToolUnavailable

CACHE = "~/.cache/govsite-auditor-benchmarks"
OURS = {"auditor-links": "links", "auditor-scan": "scan"}


@dataclass(frozen=True, slots=True)
class Options:
    """What is compared, and how."""

    pages: int = 1000
    peers: tuple[str, ...] = ()
    ours: tuple[str, ...] = tuple(OURS)
    latency_ms: int = 0
    connections: tuple[int, ...] = (64,)
    rounds: int = 1
    slow_pages: int = 1000
    second_look_s: float = 2.0
    timeout_s: float = 5.0
    hangs: int = 2
    seed: str = "1"
    profile: str = ""
    cache: Path = Path(CACHE)
    program: Path = Path("auditor")
    limit_s: float = 7200.0

    def terms(self, connections: int) -> Terms:
        return Terms(self.cache, connections, self.timeout_s, self.second_look_s, bool(self.latency_ms), self.limit_s)

    def tools(self) -> list[Tool]:
        own: list[Tool] = [Ours(OURS[name], self.program, profile=self.profile) for name in self.ours]
        return [*own, *peers.chosen(self.peers)]


def compare(options: Options, folder: Path, say: Console) -> dict[str, Any]:
    """Runs every tool in turn, round by round, and answers the result. Raises ServerUnavailable."""
    tools = options.tools()
    versions = {tool.name: _version(tool, options.cache, say) for tool in tools}
    runs: dict[tuple[str, int], list[rows.Row]] = {}
    bounds: dict[int, rows.Row] = {}
    errors: list[str] = []
    with ExitStack() as stack:
        servers = {
            size: stack.enter_context(_served(options, size, folder / f"portal-{size}", say))
            for size in sorted({_size(options, tool) for tool in tools})
        }
        idle_before = machine.idle()
        for around in range(options.rounds):
            for wide in options.connections:
                for tool in tools:
                    version, why = versions[tool.name]
                    server = servers[_size(options, tool)]
                    say.print(f"round {around + 1}, {wide} wide: {tool.name}", highlight=False)
                    place = folder / f"{tool.name}-{wide}-{around}"
                    run = {} if why else once(tool, server, options.terms(wide), place)
                    found = {**run, "version": version} if run else rows.unavailable(tool, wide, why)
                    runs.setdefault((tool.name, wide), []).append(found)
                    if said := server.errors():
                        errors.append(f"{tool.name}: {said.strip()[:1000]}")
        if not options.latency_ms:
            bounds = {size: limit(server, cores=os.cpu_count() or 1) for size, server in servers.items()}
        idle_after = machine.idle()
        portals = [rows.portal_row(server.portal) for server in servers.values()]
    joined = [rows.together(found) for found in runs.values()]
    disturbed = min(idle_before, idle_after) < machine.IDLE or any(one.get("noisy") for one in joined)
    return {
        "rows": [*joined, *([bounds[options.pages]] if options.pages in bounds else [])],
        "ratios": rows.ratios(joined, bounds),
        "machine": {**machine.described(), "idle_before": round(idle_before, 1), "idle_after": round(idle_after, 1)},
        "noisy": disturbed,
        "commands": [_own_command(), *(one["command"] for one in joined if "command" in one)],
        "settings": _settings(options),
        "portals": portals,
        "server_errors": errors,
    }


def _version(tool: Tool, cache: Path, say: Console) -> tuple[str, str]:
    """The tool's version, or why it cannot be had."""
    say.print(f"making ready: {tool.name}", highlight=False)
    try:
        return tool.version(cache), ""
    except ToolUnavailable as error:
        return "", str(error)


def _size(options: Options, tool: Tool) -> int:
    return min(options.pages, options.slow_pages) if tool.name in peers.SLOW else options.pages


@contextmanager
def _served(options: Options, pages: int, folder: Path, say: Console) -> Iterator[Server]:
    port, closed = free_ports(2)
    say.print(f"making a portal of {pages} pages", highlight=False)
    portal = generate(Shape(pages, port, closed, options.seed, options.hangs), folder)
    with serving(portal, latency_ms=options.latency_ms) as server:
        yield server


def _settings(options: Options) -> dict[str, Any]:
    kept = ("pages", "latency_ms", "connections", "rounds", "slow_pages", "second_look_s", "timeout_s", "hangs", "seed")
    return {name: getattr(options, name) for name in kept}


def _own_command() -> str:
    return " ".join(["python -m benchmarks.crawl", *sys.argv[1:]])


def _names(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(",") if word and word != "none")


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    asked.add_argument("--pages", type=int, default=1000, metavar="N")
    asked.add_argument("--peers", type=_names, default=(), metavar="A,B", help=f"of {', '.join(peers.PEERS)}")
    asked.add_argument("--ours", type=_names, default=tuple(OURS), metavar="A,B", help=f"of {', '.join(OURS)}; none")
    asked.add_argument("--latency", type=int, default=0, metavar="MS", help="think time of the server, each answer")
    asked.add_argument("--connections", metavar="N,N", help="at once, a host; default 64, with latency 8,64")
    asked.add_argument("--rounds", type=int, default=1, metavar="N")
    asked.add_argument("--slow-pages", type=int, default=1000, metavar="N", help=f"for {', '.join(sorted(peers.SLOW))}")
    asked.add_argument("--second-look", type=float, default=2.0, metavar="S")
    asked.add_argument("--timeout", type=float, default=5.0, metavar="S")
    asked.add_argument("--hangs", type=int, metavar="N", help="addresses that never answer; default 2, with latency 0")
    asked.add_argument("--seed", default="1")
    asked.add_argument("--profile", default="", help="for auditor-scan")
    asked.add_argument("--limit", type=float, default=7200.0, metavar="S", help="a run that takes longer is ended")
    asked.add_argument("--auditor", type=Path, default=default_program(sys.executable), metavar="PATH")
    asked.add_argument("--cache", type=Path, default=Path(CACHE), metavar="DIR", help="where peers are installed")
    asked.add_argument("--keep", type=Path, metavar="DIR", help="keep portals and what the tools wrote")
    asked.add_argument("--json", type=Path, metavar="FILE")
    asked.add_argument("--table", type=Path, metavar="FILE", help="print the Markdown table of an earlier --json FILE")
    return asked


def options_of(words: argparse.Namespace) -> Options:
    """Raises ValueError when a tool is unknown."""
    wide = words.connections or ("8,64" if words.latency else "64")
    for name in words.ours:
        if name not in OURS:
            raise ValueError(f"no row {name!r}; there are {', '.join(OURS)}")
    peers.chosen(words.peers)
    return Options(
        pages=words.pages,
        peers=words.peers,
        ours=words.ours,
        latency_ms=words.latency,
        connections=tuple(int(number) for number in wide.split(",")),
        rounds=words.rounds,
        slow_pages=words.slow_pages,
        second_look_s=words.second_look,
        timeout_s=words.timeout,
        hangs=words.hangs if words.hangs is not None else 0 if words.latency else 2,
        seed=words.seed,
        profile=words.profile,
        cache=words.cache.expanduser().absolute(),
        program=words.auditor,
        limit_s=words.limit,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all is well, 1 when the server had errors (the result is worthless then), 2 when nothing could be run."""
    words = parser().parse_args(arguments)
    say = Console(stderr=True)
    if words.table:
        print(table.markdown(json.loads(words.table.read_bytes())), end="")
        return 0
    try:
        options = options_of(words)
        folder = words.keep.absolute() if words.keep else Path(tempfile.mkdtemp(prefix="auditor-benchmark-"))
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        try:
            result = compare(options, folder, say)
        finally:
            if not words.keep:
                shutil.rmtree(folder, ignore_errors=True)
    except (ServerUnavailable, ValueError) as error:
        say.print(str(error), markup=False)
        return 2
    if words.json:
        words.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    table.show(result, Console(width=160))
    for told in result["server_errors"]:
        say.print(f"THE SERVER HAD ERRORS: {told}", markup=False)
    return 1 if result["server_errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
