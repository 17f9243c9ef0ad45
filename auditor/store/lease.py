"""Which process gathers a run, and is it still there?"""

import os
import platform
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

STALE = 600.0
"""Seconds without a write after which a process that we cannot see (another machine) counts as gone."""


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _born(pid: int) -> str:
    """When a process of this machine started, in ticks since boot; "" when there is none, or no /proc."""
    # The second field is the program's name in brackets and may hold anything; starttime is the 22nd (proc(5)).
    _, _, rest = _read(f"/proc/{pid}/stat").rpartition(") ")
    numbers = rest.split()
    return numbers[19] if len(numbers) > 19 else ""


def _space() -> str:
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def me() -> dict[str, Any]:
    """This process, as the run remembers it: a pid means nothing without machine, boot and pid namespace."""
    return {
        "machine": platform.node(),
        "boot": _read("/proc/sys/kernel/random/boot_id"),
        "space": _space(),
        "pid": os.getpid(),
        "born": _born(os.getpid()),
    }


def held(holder: Mapping[str, Any], heartbeat: float) -> bool:
    """Does another live process hold the run?"""
    if not holder:
        return False
    own = me()
    if holder == own:
        return False
    if holder["machine"] == own["machine"] and own["boot"]:
        if holder["boot"] != own["boot"]:
            return False
        if holder["space"] == own["space"]:
            return bool(holder["born"]) and _born(holder["pid"]) == holder["born"]
    return time.time() - heartbeat < STALE
