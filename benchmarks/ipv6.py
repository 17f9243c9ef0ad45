"""A thousand hosts in one process, in the laboratory: who is told a false "no AAAA", and how fast does it go?

`python -m benchmarks.ipv6 [--hosts 1000] [--peers dig,adnshost,aiodns] [--level dns|full|both] [--json FILE]`.
Over half of the zones have name servers that are slow, lossy, silent, refuse, lie or err otherwise. Peers ask one
question, AAAA, of the same validating resolver; this project walks from the root as well (tests/lab/cases.py).
"""

import json
import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import machine, measure
from tests.lab import plan
from tests.lab.cases import ZONES
from tests.lab.expected import busy, expected, fits
from tests.lab.laboratory import Laboratory, missing

PLAIN = frozenset({"cnamev4", "loop", "dangling", "chain"})  # zones where `www` alone is at fault
_AIODNS = """
import asyncio, json, sys, aiodns
async def main():
    asker = aiodns.DNSResolver(nameservers=[sys.argv[1]], timeout=2.5, tries=4)
    slots = asyncio.Semaphore(200)
    async def one(host):
        async with slots:
            try:
                told = await asker.query_dns(host, "AAAA")
                found = [record for record in told.answer if hasattr(record.data, "addr") and ":" in record.data.addr]
                return host, "ok" if found else "none"
            except aiodns.error.DNSError as error:
                none = (aiodns.error.ARES_ENODATA, aiodns.error.ARES_ENOTFOUND)
                return host, "none" if error.args[0] in none else "?"
    print(json.dumps(dict(await asyncio.gather(*(one(host) for host in open(sys.argv[2]).read().split())))))
asyncio.run(main())
"""


def crowd(count: int) -> Mapping[str, bool]:
    """That many hosts over all zones in turn: host → has it an AAAA record?"""
    size = -(-count // len(ZONES))
    columns = [list(plan.crowd(zone.name, size).items()) for zone in ZONES]
    return dict(pair for row in zip(*columns, strict=True) for pair in row) if size else {}


def right(host: str, *, has: bool) -> str:
    """What the table of the laboratory says of D1 of such a host."""
    zone = host.split(".")[1]
    sound = "met" if has else "unmet:no-aaaa"
    told = "met" if zone in PLAIN else expected(f"www.{zone}.test", "dual")["D1"]
    return sound if told == "met" else told


def ours(out: str) -> Mapping[str, str]:
    told = json.loads(out)["hosts"]
    names = {"met": "ok", "unmet": "none"}
    return {host: names.get(said["D1"]["outcome"], "?") for host, said in told.items()}


def of_dig(out: str) -> Mapping[str, str]:
    """`dig +noall +comments +answer -f`: a status line and the records of each question in turn."""
    found: dict[str, str] = {}
    status, host = "", ""
    for line in out.splitlines():
        if "status: " in line:
            status = line.split("status: ")[1].split(",")[0]
        elif line.startswith(";") and line.endswith("AAAA") and "IN" in line:
            host = line[1:].split()[0].rstrip(".")
            found[host] = "none" if status in ("NOERROR", "NXDOMAIN") else "?"
        elif "\tAAAA\t" in line and host:
            found[host] = "ok"
    return found


def of_adnshost(out: str) -> Mapping[str, str]:
    """`adnshost -f -a`: `ID RECORDS STATUS NUMBER WORD HOST …`, then the records."""
    found: dict[str, str] = {}
    for line in out.splitlines():
        words = line.split()
        if len(words) > 5 and words[0].isdigit() and words[1].isdigit():
            none = words[4] in ("nodata", "nxdomain")
            found[words[5]] = "ok" if words[2] == "ok" and words[1] != "0" else "none" if none else "?"
    return found


def commands(
    laboratory: Laboratory, hosts: Path, level: str
) -> dict[str, tuple[list[str], Callable[[str], Mapping[str, str]]]]:
    resolver = plan.VANTAGE_RESOLVER["dual"]
    listed = ["--list", str(hosts), "--json", "--spacing", "100ms", "--tries", "3"]
    command = [sys.executable, "-m", "auditor.cli", "ipv6", *laboratory.options("dual"), *listed]
    own = {f"auditor-{one}": [*command, "--level", one] for one in ("dns", "full") if level in (one, "both")}
    dig = ["dig", f"@{resolver}", "+noall", "+comments", "+question", "+answer", "+time=3", "+tries=2", "-t", "AAAA"]
    return {name: (words, ours) for name, words in own.items()} | {
        "dig": ([*dig, "-f", str(hosts)], of_dig),
        "adnshost": (["sh", "-c", f"adnshost -f -a -taaaa < {hosts}"], of_adnshost),
        "aiodns": ([sys.executable, "-c", _AIODNS, resolver, str(hosts)], json.loads),
    }


def measured(words: list[str], laboratory: Laboratory, folder: Path, limit: float) -> tuple[measure.Cost, str]:
    folder.mkdir()
    cost = measure.run(
        laboratory.command("dual", *words, folder=Path.cwd()),
        folder=folder,
        limit_s=limit,
        more=laboratory.environment(),
    )
    return cost, (folder / "stdout").read_text(encoding="utf-8", errors="replace")


def row(name: str, cost: measure.Cost, said: Mapping[str, str], hosts: Mapping[str, bool]) -> dict[str, Any]:
    """What one tool did. `false_none`: hosts whose zone has an AAAA that its servers tell, and the tool says none."""
    tells = {host for host, has in hosts.items() if has and right(host, has=has) == "met"}
    words = Counter(said.get(host, "?") for host in hosts)
    return {
        "tool": name,
        "hosts": len(hosts),
        "seconds": round(cost.wall_s, 1),
        "hosts_per_s": round(len(hosts) / cost.wall_s, 1),
        "cpu_s": round(cost.cpu_s, 1),
        "peak_mb": round(cost.peak_mb, 1),
        "said": {"has": words["ok"], "none": words["none"], "unknown": words["?"]},
        "false_none": sum(said.get(host) == "none" for host in tells),
        "missed": sum(said.get(host, "?") != "ok" for host in tells),
        "exit_code": cost.exit_code,
        "timed_out": cost.timed_out,
    }


def judged(out: str, hosts: Mapping[str, bool]) -> tuple[list[str], int]:
    """Hosts of which D1 is not what the table of the laboratory says; and how many were left open where the table names
    another reason, which a loaded machine may do: it cannot tell a server that is silent from one that it did not hear.
    """
    told, loaded, wrong, withheld = json.loads(out)["hosts"], busy(), list[str](), 0
    for host, has in hosts.items():
        outcome, reason = told[host]["D1"]["outcome"], told[host]["D1"]["reason"]
        if fits(right(host, has=has), outcome, reason):
            continue
        if loaded and outcome == "not_testable" and reason in ("vantage-busy", "dns-timeout"):
            withheld += 1
        else:
            wrong.append(f"{host}: {outcome}:{reason}, not {right(host, has=has)}")
    return wrong, withheld


def main() -> int:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("--hosts", type=int, default=1000)
    asked.add_argument("--peers", default="dig,adnshost,aiodns")
    asked.add_argument("--level", choices=["dns", "full", "both"], default="both")
    asked.add_argument("--limit", type=float, default=1800.0, help="seconds for one tool")
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    if why := missing():
        print(f"no laboratory can stand here: {why}", file=sys.stderr)
        return 1
    hosts = dict(list(crowd(given.hosts).items())[: given.hosts])
    size = -(-given.hosts // len(ZONES))
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as at:
        listed = Path(at) / "hosts.txt"
        listed.write_text("".join(f"{host}\n" for host in hosts), encoding="ascii")
        for name in ["auditor-dns", "auditor-full", *given.peers.split(",")]:
            # A laboratory of its own for each: no tool finds the resolver's cache filled by another.
            folder = Path(at) / name
            folder.mkdir()
            with Laboratory(folder / "lab", crowd=size) as laboratory:
                known = commands(laboratory, listed, given.level)
                if name not in known:
                    continue
                words, read = known[name]
                if name == "aiodns" and find_spec("aiodns") is None:
                    rows.append({"tool": name, "note": "not installed"})
                    continue
                cost, out = measured(words, laboratory, folder / "run", given.limit)
                try:
                    rows.append(row(name, cost, read(out), hosts))
                except (ValueError, KeyError, IndexError) as error:
                    rows.append({"tool": name, "note": f"cannot be read: {error}", "exit_code": cost.exit_code})
                    continue
                if name.startswith("auditor"):
                    rows[-1]["wrong"], rows[-1]["withheld"] = judged(out, hosts)
            print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
    base = next((one["hosts_per_s"] for one in rows if one["tool"] == "auditor-dns" and "hosts_per_s" in one), None)
    for one in rows:
        if base and "hosts_per_s" in one:
            one["ratio"] = round(one["hosts_per_s"] / base, 2)
    if given.json:
        told = {"machine": machine.described(), "command": " ".join(sys.argv), "rows": rows}
        given.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return (
        1
        if any(one.get("wrong") or (one["tool"].startswith("auditor") and one.get("false_none")) for one in rows)
        else 0
    )


if __name__ == "__main__":
    sys.exit(main())
