"""Does anything hostile reach an address that must not be dialed? In namespaces, so that a hole fails closed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.lab
ROOT = Path(__file__).parents[2]


def inside(namespaces: list[str], what: str, **environment: str) -> Any:
    command = [*namespaces, sys.executable, "-m", "tests.net.canaries", what]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, env=os.environ | environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_address_spelling_redirect_or_rebinding_reaches_a_canary(namespaces: list[str]) -> None:
    told = inside(namespaces, "fetches")
    assert told["canaries"] > 100
    assert told["sang"] >= told["canaries"]
    assert told["hits"] == {}
    assert told["tried"] > 3000
    assert told["faults"]["refused-address"] > 1000
    assert told["faults"]["http-4xx"] >= 500  # the public half of the flips was asked


@pytest.mark.browser
def test_no_vector_of_a_hostile_page_reaches_a_canary(namespaces: list[str], chromium: str) -> None:
    told = inside(namespaces, "browser", AUDITOR_CHROMIUM=chromium)
    assert told["sang"] >= told["canaries"]
    assert told["hits"] == {}
    assert (told["tried"], told["final"]) == (True, "http://www.x.test/vectors")
    assert told["pictured"]
