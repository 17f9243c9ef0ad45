"""How is this project's own command run, and what did it call broken?"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.tool import Job, ToolUnavailable, said

RULE = "links.broken"


@dataclass(frozen=True, slots=True)
class Ours:
    """`auditor links` or `auditor scan`, store on, budgets lifted, no pace.

    Other hosts are names mapped to the addresses that peers dial: a loopback address on a public page is a wrong link
    of its own kind here, not a broken one.
    """

    subcommand: str
    program: Path
    max_depth: int = 6
    profile: str = ""

    looks_twice = True

    @property
    def name(self) -> str:
        return f"auditor-{self.subcommand}"

    @property
    def note(self) -> str:
        reports = "JSON and HTML report" if self.subcommand == "scan" else "JSON report"
        return f"crawls; store on, {reports}; looks twice at what fails in passing"

    def version(self, cache: Path) -> str:
        said([str(self.program), self.subcommand, "--help"])
        return said([str(self.program), "--version"]).rpartition(" ")[2]

    def command(self, job: Job) -> list[str]:
        pages = 10 * job.portal.shape.pages + 1000  # dead addresses that look like pages count as well
        maps = [word for one in job.portal.mappings() for word in ("--map", one)]
        html = ["-f", "html:result.html"] if self.subcommand == "scan" else []
        profile = ["--profile", self.profile] if self.profile and self.subcommand == "scan" else []
        return [
            str(self.program), self.subcommand, job.portal.named_url,
            "--max-pages", str(pages), "--max-depth", str(self.max_depth), "--max-time", "2h",
            "--rate", "none", "--connections", str(job.connections), "--timeout", f"{job.timeout_s:g}s",
            "--second-look", f"{job.second_look_s:g}s", "--render", "never", "--only-mapped", *maps, *profile,
            "--progress", "none", "--store", "auditor.db", "-f", "json:result.json", *html,
        ]  # fmt: skip

    def broken(self, job: Job) -> list[str]:
        return [job.portal.unnamed(one["subject"]) for one in _findings(job.folder) if _unmet(one)]


def verdicts(job: Job, urls: Iterable[str]) -> dict[str, list[str]]:
    """What the result says of some addresses, wherever they stand in a finding: `rule outcome message reason`."""
    told: dict[str, list[str]] = {url: [] for url in urls}
    if not told:
        return told
    for one in _findings(job.folder):
        words = " ".join(filter(None, (one["rule"], one["outcome"], one["message"], one["reason"])))
        about = [one["subject"], *(e["target"] or e["url"] for e in one["evidence"])]
        for url in {job.portal.unnamed(address) for address in about} & told.keys():
            told[url].append(words)
    return told


def gathering(job: Job) -> float:
    """How many seconds did gathering take, by the run's own clock? The rest is start, verdicts and reports."""
    told = _result(job.folder)["run"]
    began, ended = (datetime.fromisoformat(told[key]) for key in ("started", "finished"))
    return (ended - began).total_seconds()


def _unmet(finding: dict[str, Any]) -> bool:
    return bool(finding["rule"] == RULE and finding["outcome"] == "unmet")


def _findings(folder: Path) -> Sequence[dict[str, Any]]:
    findings: Sequence[dict[str, Any]] = _result(folder)["findings"]
    return findings


def _result(folder: Path) -> dict[str, Any]:
    try:
        result: dict[str, Any] = json.loads((folder / "result.json").read_bytes())
    except (OSError, ValueError) as error:
        errors = (folder / "stderr").read_text(encoding="utf-8", errors="replace").strip()
        raise ToolUnavailable(f"no result: {error}; {errors[-300:]}") from error
    return result


def default_program(beside: str) -> Path:
    """The `auditor` beside the Python that runs the benchmark, or the one in AUDITOR_COMMAND."""
    return Path(os.environ.get("AUDITOR_COMMAND") or Path(beside).with_name("auditor"))
