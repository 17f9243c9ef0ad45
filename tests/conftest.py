"""What every test may ask for. `AUDITOR_REQUIRE=lab,browser,shared` turns the skips named in it into failures."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

REQUIRED = frozenset(filter(None, os.environ.get("AUDITOR_REQUIRE", "").split(",")))


def skip_or_fail(what: str, why: str) -> NoReturn:
    if what in REQUIRED:
        pytest.fail(f"AUDITOR_REQUIRE names {what}, but {why}")
    pytest.skip(f"{what}: {why}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of stored real pages and peers' data (AUDITOR_SHARED, else ../shared beside the checkout)."""
    folder = Path(os.environ.get("AUDITOR_SHARED") or Path(__file__).parents[2] / "shared")
    if not (folder / "pages").is_dir():
        skip_or_fail("shared", "the stored real pages are not on this machine; set AUDITOR_SHARED")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium: AUDITOR_CHROMIUM, the system's, or playwright's own if it is already there."""
    from auditor.net.render import find_chromium

    path = find_chromium()
    if not path:
        skip_or_fail("browser", "no Chromium found")
    return str(path)


@pytest.fixture(scope="session")
def namespaces() -> list[str]:
    """The command prefix that runs a program in network namespaces of its own, with no route out."""
    prefix = ["unshare", "-Urn"]
    if not shutil.which("unshare") or subprocess.run([*prefix, "true"], capture_output=True).returncode:
        skip_or_fail("lab", "`unshare -Urn true` fails: no network namespaces here")
    return prefix


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two runs of the sample portal as the command gathers it: clean, then with its planted faults."""
    store = tmp_path_factory.mktemp("demos") / "auditor.db"
    quiet = ("--render", "never", "--progress", "none", "--store", str(store))
    for words in (("--clean",), ()):
        command = [sys.executable, "-m", "auditor.cli", "demo", *quiet, *words]
        subprocess.run(command, check=True, capture_output=True)
    return store
