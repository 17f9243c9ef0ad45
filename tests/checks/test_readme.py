"""The example of checks/README.md, built as a distribution of its own: it is found, listed and run."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "checks" / "README.md"
ROOT = README.parents[1]
RUN = """
import json
from auditor import registry
from tests.checks.small import doc, judged, links, site, told
from auditor.demo.site import Resource

check = registry.check("county.hotline")
pages = {"met": "<p>热线</p>", "dead": Resource(status=404), "shut": Resource(status=403)}
found = {name: site({"/": links(("/12345/", "12345 热线")), "/12345/": page}) for name, page in pages.items()}
found |= {"none": site({"/": links(("/a/", "要闻")), "/a/": "<p>甲</p>"}), "down": site({"/": Resource(status=500)})}
print(json.dumps({k: told(check, judged(check, one, params={"words": ["12345"]})) for k, one in found.items()}))
"""


def fenced(name: str) -> str:
    """The code block that follows this file name."""
    match = re.search(rf"`{re.escape(name)}`[^\n]*\n+```\w+\n(.*?)```", README.read_text("utf-8"), re.S)
    assert match, f"checks/README.md shows no {name}"
    return match[1]


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built into a wheel by its own pyproject and laid out as installed."""
    source, target = tmp_path_factory.mktemp("county"), tmp_path_factory.mktemp("installed")
    for name in ("county_checks.py", "pyproject.toml", "county.toml"):
        (source / name).write_text(fenced(name), "utf-8")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "--target", target, source], check=True)
    (target / "county.toml").write_text(fenced("county.toml"), "utf-8")
    return target


def python(plugin: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(plugin), str(ROOT)))}
    done = subprocess.run([sys.executable, *arguments], env=environment, cwd=plugin, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_is_found_and_judges(plugin: Path) -> None:
    assert json.loads(python(plugin, "-c", RUN)) == {
        "met": ["met: 首页有“12345热线”入口，能打开"],
        "dead": ["unmet: 首页“12345热线”入口打不开"],
        "shut": ["not_testable: 首页“12345热线”入口这次没能确认是否打得开，不计为不符合"],
        "none": ["unmet: 首页未见写有“12345”的入口"],
        "down": ["not_testable: 首页没有读到，不能断定有没有热线入口"],
    }


def test_the_example_is_listed_by_the_command_line(plugin: Path) -> None:
    assert "county.hotline" in python(plugin, "-m", "auditor.cli", "checks", "list")


def test_the_profile_of_the_example_is_valid(plugin: Path) -> None:
    python(plugin, "-m", "auditor.cli", "profiles", "validate", "county.toml")
