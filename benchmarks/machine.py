"""Which machine is this, and was it left alone?"""

import os
import platform
from pathlib import Path
from typing import Any

import psutil

IDLE = 95.0  # per cent; below it before or after the runs, they are marked noisy
FOREIGN = 0.10  # share of the machine that somebody else may use during a run


def described() -> dict[str, Any]:
    return {
        "cpus": os.cpu_count(),
        "cpu": _model(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def idle(seconds: float = 2) -> float:
    """The idle share of the machine just now, in per cent."""
    return 100 - psutil.cpu_percent(interval=seconds)


def _model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
