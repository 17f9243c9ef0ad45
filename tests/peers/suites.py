"""The test pages of other link checkers, served on loopback and audited as a portal is: what would a user be told?"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import quote

from auditor.api import Outcome
from auditor.demo.serve import Served
from auditor.demo.site import Name, Resource, Site
from auditor.model.portal import Kind, Level, Portal
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.run import judge_run
from auditor.store import Store
from tests.gathering import gathered

HERE = Path(__file__).parent
DAY = date(2026, 11, 20)
ADDRESS = "198.51.100.7"
FRONT = "http://front.test/"
SUITES = ("htmltest", "linkinator", "lychee")


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a suite: `name` (its test, numbered where a name comes twice) and what the suite says of it."""

    suite: str
    name: str
    said: Mapping[str, Any]

    @property
    def places(self) -> tuple[str, ...]:
        """The files or folders that it looks at, from the suite's folder down."""
        return tuple(self.said.get("paths") or [self.said["path"]])


@dataclass(frozen=True, slots=True)
class Told:
    """What our audit says about a page, or several: the addresses found at fault, and all that they refer to."""

    faults: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


def cases(shared: Path, suite: str) -> list[Case]:
    seen: Counter[str] = Counter()
    found = []
    for said in json.loads((shared / "peers" / suite / "expected.json").read_text("utf-8")):
        seen[said["test"]] += 1
        number = seen[said["test"]]
        found.append(Case(suite, said["test"] + (f" #{number}" if number > 1 else ""), said))
    return found


def table() -> dict[str, Any]:
    """What became of every case."""
    return tomllib.loads((HERE / "cases.toml").read_text("utf-8"))


def ran(verdict: str) -> bool:
    return not verdict.startswith("n/a ")


def home_of(shared: Path, suite: str) -> Path:
    return shared / "peers" / suite / ("htmltest" if suite == "htmltest" else "")


def folder_of(shared: Path, case: Case) -> tuple[Path, str]:
    """The folder that stands for the site of a case, as its suite has it, and the page or map in it ("" for all)."""
    path = home_of(shared, case.suite) / case.places[0]
    if path.is_dir():
        first = "index.html" if case.suite == "linkinator" and not case.said["recurse"] else ""
        return path, table()["page"].get(case.name, first)
    return path.parent, path.name


class Folders(Site):
    """Files on a server, for which a query changes nothing."""

    def answer(self, url: str, address: str = "") -> Resource:
        return super().answer(url.partition("?")[0], address)


class Stand:
    """Folders as sites, each under a host of its own, and a front page that leads to every page in them."""

    def __init__(self, folders: Iterable[Path], absent: Iterable[Path]) -> None:
        """`absent`: files of the suite that the stored data leaves out (scripts, pictures); they answer, empty."""
        self.hosts = {folder: f"s{number}.test" for number, folder in enumerate(dict.fromkeys(folders))}
        self.pages: list[str] = []
        resources: dict[str, Resource] = {}
        absent = tuple(absent)
        for folder in self.hosts:
            inside = [path for path in absent if path.is_relative_to(folder)]
            for path in (*sorted(folder.rglob("*")), *inside):
                url = self.url(folder, path)
                if path.is_dir():
                    index = path / "index.html"
                    resources[url] = Resource(status=301, headers={"Location": url + "/"})
                    if index.is_file():
                        resources[url + "/"] = Resource(index.read_bytes(), content_type="text/html")
                    continue
                body = path.read_bytes() if path.is_file() else b"x"
                kind = guess_type(path.name)[0] or "application/octet-stream"
                resources[url] = Resource(body, content_type=kind)
                if kind == "text/html":
                    self.pages.append(url)
            front = Resource(b"<title>front</title>", content_type="text/html")
            resources[self.url(folder, folder)] = resources.get(self.url(folder, folder / "index.html"), front)
        links = "".join(f'<a href="{url}">{url}</a>\n' for url in self.pages)
        resources[FRONT] = Resource(f"<title>front</title><body>{links}</body>".encode())
        name = Name(a=(ADDRESS,))
        self.site = Folders(
            home=FRONT, resources=resources, names=dict.fromkeys([*self.hosts.values(), "front.test"], name)
        )

    def url(self, folder: Path, path: Path) -> str:
        below = "" if path == folder else quote(str(path.relative_to(folder)), safe="/")
        return f"http://{self.hosts[folder]}/{below}"

    async def audited(self, store_file: Path) -> dict[str, Told]:
        """What is told about every page, by its address: through crawl, store, checks and judge, as for a user."""
        portal = Portal(home=FRONT, level=Level.COUNTY, kind=Kind.PORTAL, hosts=tuple(self.hosts.values()))
        async with Served(self.site, ipv6=False) as served, await Store.open(str(store_file)) as store:
            settings = served.settings(
                GatherSettings(workers=0, render="never", max_pages=10_000, total_connections=16, robots=False)
            ).model_copy(update={"second_look": 0.2, "anchors": ()})
            run = await gathered(portal, settings, store)
            result = judge_run(store, run.id, resolve(str(HERE / "links.toml")), DAY)
            faults = {finding.subject for finding in result.findings if finding.outcome is Outcome.UNMET}
            told = {}
            with store.facts(run.id, DAY) as facts:
                for page in facts.pages():
                    names = {link.target or link.href.strip() for link in page.links}
                    told[page.url] = Told(frozenset(names & faults), frozenset(names))
        return told


def agrees(case: Case, told: Told, host: str) -> bool:
    """Do we say of the pages of a case, which stand at `host`, what its suite says?"""
    said = case.said
    if case.suite == "htmltest":
        return len(told.faults) == said["issues"]
    if case.suite == "linkinator":
        return (
            said.get("passed", not told.faults) is (not told.faults)
            and said.get("broken", len(told.faults)) == len(told.faults)
            and said.get("links", len(told.targets)) == len(told.targets)
        )
    counts: dict[str, set[int]] = {}
    addresses = []
    for words in said["stdout_contains"]:
        if match := re.fullmatch(r"(\d+) (Total|Error)s?", words):
            counts.setdefault(match[2], set()).add(int(match[1]))
        elif "://" in words or "@" in words:
            addresses.append(words.replace("https://lychee.cli.rs", f"http://{host}").strip())
    found = " ".join(told.targets)
    if addresses:
        return all(address in found for address in addresses)
    faults = counts.get("Error", {len(told.faults)} if said["exit"] == "failure" else {0})
    return (
        len(told.faults) in faults
        and (said["exit"] == "success") is (not told.faults)
        and len(told.targets) in counts.get("Total", {len(told.targets)})
    )
