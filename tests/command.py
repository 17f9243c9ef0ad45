"""The command line as a person runs it: in a process of its own, to its end or until somebody stops it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from auditor.demo.serve import Served

AUDITOR = (sys.executable, "-m", "auditor.cli")


class Ended(NamedTuple):
    """How a command ended: its exit code, what it wrote to standard output, what it told beside that."""

    code: int
    out: str
    said: str


def environment(**more: str) -> dict[str, str]:
    """What a command sees: no setting and no proxy of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {name: value for name, value in kept.items() if name == "AUDITOR_CHROMIUM" or "AUDITOR_" not in name} | more


def auditor(folder: Path, *words: str, stdin: bytes = b"", **env: str) -> Ended:
    """Runs the command to its end."""
    done = subprocess.run(
        [*AUDITOR, *words],
        cwd=folder,
        env=environment(**env),
        input=stdin,
        capture_output=True,
        check=False,
        timeout=600,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


async def beside(folder: Path, *words: str, stdin: bytes = b"") -> Ended:
    """Runs the command to its end while servers of this process answer it."""
    return await asyncio.to_thread(auditor, folder, *words, stdin=stdin)


async def stopped(
    folder: Path,
    *words: str,
    phase: str = "level",
    done: int = -1,
    by: tuple[signal.Signals, ...] = (signal.SIGINT,),
) -> Ended:
    """Begins a command and sends it signals once its progress tells of more than `done` in a phase."""
    process = await asyncio.create_subprocess_exec(
        *AUDITOR, *words, "--progress", "json", cwd=folder, env=environment(), stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr
    said = ""
    async for line in process.stderr:
        said += line.decode()
        if line.startswith(f'{{"phase": "{phase}"'.encode()) and json.loads(line)["done"] > done:
            for one in by:
                process.send_signal(one)
            break
    said += (await process.stderr.read()).decode()
    return Ended(await process.wait(), "", said)


def found(out: str) -> dict[str, str]:
    """What a result (JSON) says was not met: rule by subject."""
    return {one["subject"]: one["rule"] for one in json.loads(out)["findings"] if one["outcome"] == "unmet"}


def site_file(path: Path, served: Served, **more: Any) -> None:
    """A site file by which the command gathers a portal that this process serves."""
    asked = served.settings().model_dump(mode="json") | more
    lines = [f"{key} = {_toml(value)}" for key, value in asked.items() if value is not None]
    path.write_text(f'home = "{served.portal.home}"\n\n[gather]\n' + "\n".join(lines) + "\n", encoding="utf-8")


def at(served: Served, address: str, host: str) -> str:
    """The `--map` by which a host of a served site is dialed."""
    (port,) = (one.to_port for one in served.settings().redials if (one.address, one.port) == (address, 80))
    return f"{host}:80=127.0.0.1:{port}"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items() if item is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
