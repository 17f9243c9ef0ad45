"""What must be known of a tool to compare it?"""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.portal import Portal


class ToolUnavailable(Exception):
    """The tool cannot be had or started on this machine; the text says why."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run of one tool over one portal. `folder` is empty and the tool's working directory."""

    portal: Portal
    folder: Path
    cache: Path
    connections: int
    timeout_s: float
    second_look_s: float


class Tool(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def note(self) -> str:
        """What a reader must know to compare its row."""

    @property
    def looks_twice(self) -> bool:
        """Does it look again at what failed, after the job's `second_look_s`?"""

    def version(self, cache: Path) -> str:
        """Makes the tool ready (installs it below `cache`) and answers its version. Raises ToolUnavailable."""

    def command(self, job: Job) -> Sequence[str]: ...

    def broken(self, job: Job) -> Sequence[str]:
        """The addresses that it called broken. Raises ToolUnavailable when it wrote no result."""


def said(command: Sequence[str], *, limit_s: float = 900) -> str:
    """What a command prints. Raises ToolUnavailable when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit_s)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolUnavailable(f"{Path(command[0]).name}: {error}") from error
    if done.returncode:
        raise ToolUnavailable(f"{' '.join(command[:4])}: exit {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout.strip()
