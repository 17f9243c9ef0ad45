"""The schema in the engine that editors use (taplo): no false alarm, and what is wrong is marked in its place."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import skip_or_fail
from tests.profiles.snapshots import SCHEMA, SHIPPED, SHIPPED_FILES
from tests.profiles.test_schema import BROKEN, SOUND

# What is wrong with a table as a whole taplo tells of every place in it; the place of one value it marks alone.
VALUES = ("an id in capitals", "an unknown rule", "a parameter of another type", "a share above one")


@pytest.fixture(scope="module")
def taplo() -> str:
    found = shutil.which("taplo", path=str(Path(sys.executable).parent)) or shutil.which("taplo")
    if not found:
        skip_or_fail("taplo", "the editors' engine is not installed (pip install taplo)")
    return found


def lint(taplo: str, path: Path) -> tuple[int, str]:
    words = [taplo, "lint", "--no-auto-config", "--colors", "never", path]
    done = subprocess.run(words, capture_output=True, check=False)
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("profile", SHIPPED)
def test_no_shipped_profile_is_marked(taplo: str, profile: str) -> None:
    code, said = lint(taplo, SHIPPED_FILES / f"{profile}.toml")
    assert code == 0, said[:2000]


def test_the_profile_of_a_county_is_marked_where_it_is_wrong_and_only_then(taplo: str, tmp_path: Path) -> None:
    path = tmp_path / "county-2024.toml"
    head = f"#:schema {SCHEMA}\n"
    path.write_text(head + SOUND, encoding="utf-8")
    code, said = lint(taplo, path)
    assert code == 0, said[:2000]
    for what, (old, new) in BROKEN.items():
        path.write_text(head + SOUND.replace(old, new), encoding="utf-8")
        code, said = lint(taplo, path)
        assert code == 1, what
        line = (head + SOUND).partition(old)[0].count("\n") + 1
        assert "failed to load schema" not in said
        if what in VALUES:
            assert f"county-2024.toml:{line}:" in said, (what, said[:2000])
