"""Which HTTP client asks for most pages in a second of CPU? `python -m benchmarks.transport [--json FILE]`.

Every client runs in a process of its own, in turn, against the same nginx on loopback: 1 KB and 38 KB, 8 and 64 wide,
with and without TLS. Counted is the CPU time of the client's process alone. The clients of others are installed into a
virtual environment in the user's cache. See docs/transport.md.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.clients import CLIENTS

ROOT = Path(__file__).parents[1]
PACKAGES = (
    "aiohttp",
    "httpcore",
    "httptools",
    "httpx",
    "httpx-aiohttp",
    "httpx2",
    "primp",
    "pyreqwest",
    "uvloop",
    "wreq",
)
OURS = ("httpx over our wire", "our fetcher, end to end")
SIZES = {"1 KB": 1_000, "38 KB": 38_000}
WIDTHS = (8, 64)
NGINX = """daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;
  types {{ text/html html; }} default_type text/html; root {folder}/pages;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{http}; }}
  server {{ listen 127.0.0.1:{https} ssl; ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem; }}
}}
"""


def environment(folder: Path) -> Path:
    """The Python of an environment with the clients of others, made when there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *PACKAGES], check=True)
    return python


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def nginx() -> Iterator[tuple[dict[str, str], Path]]:
    """The base addresses of a running server, and its error log."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)
        (folder / "pages").mkdir()
        for name, size in SIZES.items():
            words = b"<html><body>" + b"words and more words. " * 2000
            (folder / "pages" / f"{name.partition(' ')[0]}.html").write_bytes(words[:size])
        ports = {"http": free_port(), "https": free_port()}
        certificate = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        subprocess.run(
            [*certificate, "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=www.bench.test"],
            cwd=folder,
            check=True,
            capture_output=True,
        )
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, **ports))
        server = subprocess.Popen(["nginx", "-p", place, "-c", str(folder / "nginx.conf"), "-e", str(folder / "early")])
        try:
            for port in ports.values():
                _await_port(port)
            yield {scheme: f"{scheme}://127.0.0.1:{port}" for scheme, port in ports.items()}, folder / "error.log"
        finally:
            server.terminate()
            server.wait(10)


def _await_port(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"nothing listens on port {port}")


def run(python: Path, client: str, loop: str, url: str, requests: int, wide: int, size: int) -> dict[str, Any]:
    program = str(ROOT / "benchmarks" / "clients.py")
    numbers = [str(number) for number in (requests, wide, size)]
    done = subprocess.run(
        [str(python), program, client, loop, url, *numbers], capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        return {"error": _last(done.stderr) or str(done.returncode)}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _last(trace: str) -> str:
    """The last words of a traceback, those of its first group included."""
    told = [line.strip(" |") for line in trace.splitlines() if line.strip(" |+-")]
    return told[-1][:200] if told else ""


def rows(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    peers = environment(Path(arguments.cache).expanduser() / "transport")
    wanted = [name for name in CLIENTS if arguments.clients is None or name in arguments.clients]
    loops = ("asyncio", "uvloop")
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    with nginx() as (bases, log):
        for turn in range(arguments.rounds):  # in turn, so that a busy moment of the machine meets all of them
            for scheme, base in bases.items():
                for name, size in SIZES.items():
                    for wide in WIDTHS:
                        for client in wanted:
                            for loop in loops:
                                python = Path(sys.executable) if client in OURS else peers
                                slow = client.startswith("httpx") and client not in OURS
                                requests = arguments.requests // (10 if slow else 1)
                                url = f"{base}/{name.partition(' ')[0]}.html"
                                case = (client, loop, scheme, name, wide)
                                said = run(python, client, loop, url, requests, wide, size)
                                found.setdefault(case, []).append(said)
                                told = f"{said['per_cpu_s']:.0f}/CPU s" if "error" not in said else said["error"]
                                print(turn, *case, told, file=sys.stderr, flush=True)
        errors = log.read_text() if log.exists() else ""
    if errors.strip():
        print("nginx said:", errors[:2000], file=sys.stderr)
    return [_row(case, runs) for case, runs in found.items()]


def _row(case: tuple[Any, ...], runs: list[dict[str, Any]]) -> dict[str, Any]:
    row = dict(zip(("client", "loop", "scheme", "page", "wide"), case, strict=True))
    good = [one for one in runs if "error" not in one]
    if not good:
        return row | {"error": runs[0]["error"]}
    median = {key: statistics.median(one[key] for one in good) for key in ("per_cpu_s", "per_s", "peak_mb")}
    return row | {"version": good[0]["version"], "python": good[0]["python"], "runs": len(good), **median}


def table(found: list[dict[str, Any]]) -> str:
    """One line a client and loop, one column a case: requests a CPU second, then the peak of memory."""
    cases = list(dict.fromkeys((row["scheme"], row["page"], row["wide"]) for row in found))
    head = ["client", "loop", *(f"{scheme} {page} ×{wide}" for scheme, page, wide in cases), "ms/request", "MB"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * 2 + "---:|" * (len(head) - 2)]
    kept = {(row["client"], row["loop"], row["scheme"], row["page"], row["wide"]): row for row in found}
    for client, loop in dict.fromkeys((row["client"], row["loop"]) for row in found):
        mine = [kept[(client, loop, *case)] for case in cases]
        good = [row for row in mine if "error" not in row]
        if not good:
            lines.append(f"| {client} | {loop} | {mine[0]['error']} |")
            continue
        page = kept.get((client, loop, "http", "38 KB", 8), good[0])
        numbers = [f"{row['per_cpu_s']:,.0f}" if "error" not in row else "—" for row in mine]
        each = f"{1000 / page['per_cpu_s']:.3f}" if "error" not in page else "—"
        peak = f"{max(row['peak_mb'] for row in good):.0f}"
        lines.append(f"| {client} {good[0]['version'] if client not in OURS else ''} | {loop} | "
                     + " | ".join([*numbers, each, peak]) + " |")  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.transport", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the rows there")
    parser.add_argument("--requests", type=int, default=8000, help="per run; a tenth of it for the httpx family")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", nargs="*", choices=list(CLIENTS))
    parser.add_argument("--cache", default=os.environ.get("XDG_CACHE_HOME", "~/.cache") + "/govsite-auditor-benchmarks")
    arguments = parser.parse_args()
    if not shutil.which("nginx") or not shutil.which("openssl"):
        sys.exit("nginx and openssl are needed")
    began, load = datetime.now(UTC), os.getloadavg()
    found = rows(arguments)
    print(table(found))
    noisy = load[0] > 0.2 or os.getloadavg()[0] > 2
    print(f"\n{began:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load before {load[0]:.1f}"
          + (", NOISY: compare ratios only" if noisy else ""))  # fmt: skip
    if arguments.json:
        result = {"date": began.isoformat(), "cpus": os.cpu_count(), "noisy": noisy, "rows": found}
        Path(arguments.json).write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
