"""What did one command cost? Wall and CPU time, and memory summed over its processes."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE = 0.1  # seconds between two looks at memory; a look costs the watched processes next to nothing


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu_s` is of all processes that the command started and waited for, `peak_mb` the largest sum of their
    proportional set sizes that was seen, `machine_cpu_s` what the whole machine spent meanwhile, on anything."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    machine_cpu_s: float
    exit_code: int
    timed_out: bool


def environment(folder: Path) -> dict[str, str]:
    """The environment of a measured command: no proxy, and no settings of whoever runs the benchmark. Python's own
    settings are left out too: told to keep no compiled files, it would compile us anew in each run, and no peer."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith("PYTHON")
    }
    return {**kept, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "NO_COLOR": "1"}


def run(command: Sequence[str], *, folder: Path, limit_s: float = 7200, more: Mapping[str, str] | None = None) -> Cost:
    """Runs the command in `folder`, its output in `stdout` and `stderr` there, and ends it after `limit_s`."""
    busy, began = machine_busy(), time.monotonic()
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={**environment(folder), **(more or {})},
            start_new_session=True,
        )
    watch = _Watch(process.pid, began + limit_s)
    watch.start()
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.ended.set()
    watch.join()
    with suppress(ProcessLookupError, PermissionError):  # what the command left behind
        os.killpg(process.pid, signal.SIGKILL)
    cpu = max(usage.ru_utime + usage.ru_stime, watch.cpu)
    return Cost(wall, cpu, watch.peak / 1e6, machine_busy() - busy, process.returncode, watch.timed_out)


def machine_busy() -> float:
    """CPU seconds that the whole machine has spent so far, on anything."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0) - getattr(times, "guest", 0))


class _Watch(threading.Thread):
    """Looks at a process and all below it until it ends."""

    def __init__(self, pid: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self.pid, self.deadline = pid, deadline
        self.ended = threading.Event()
        self.peak = 0
        self.cpu = 0.0
        self.timed_out = False
        self._spent: dict[int, float] = {}

    def run(self) -> None:
        while not self.ended.wait(SAMPLE):
            with suppress(psutil.Error):
                self._look(psutil.Process(self.pid))
            if time.monotonic() > self.deadline and not self.timed_out:
                self.timed_out = True
                with suppress(ProcessLookupError):
                    os.killpg(self.pid, signal.SIGKILL)

    def _look(self, top: psutil.Process) -> None:
        size = 0
        for one in (top, *top.children(recursive=True)):
            with suppress(psutil.Error):
                size += one.memory_full_info().pss
                self._spent[one.pid] = sum(one.cpu_times()[:2])
        self.peak = max(self.peak, size)
        self.cpu = sum(self._spent.values())
