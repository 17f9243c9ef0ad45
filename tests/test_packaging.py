"""What a stranger gets who installs the wheel."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build = [
        sys.executable,
        "-c",
        "from hatchling.build import build_wheel; import sys; build_wheel(sys.argv[1])",
        str(out),
    ]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_puts_nothing_general_into_site_packages(wheel: Path) -> None:
    names = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {
        "auditor",
        "auditor_checks",
        "auditor_profiles",
        "auditor_reports",
    }


def test_the_wheel_carries_what_is_no_python(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for suffix in (".toml", ".po", ".html.j2", ".css", ".js", ".schema.json", ".docx"):
        assert any(name.endswith(suffix) for name in names), suffix


def test_the_installed_wheel_finds_its_checks_profiles_and_reports_outside_the_repository(
    wheel: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    code = (
        f"import sys; sys.path[:] = [p for p in sys.path if {str(ROOT)!r} not in p or 'site-packages' in p]\n"
        f"sys.path.insert(0, {str(site)!r})\n"
        "import json, auditor\n"
        "from auditor import registry\n"
        "from auditor.profile import load_all\n"
        "print(json.dumps([auditor.__file__, sorted(registry.checks()), [p.id for p in load_all()], "
        "sorted(registry.reports())]))"
    )
    said = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    where, checks, profiles, reports = json.loads(said.stdout)
    assert where.startswith(str(site))
    assert "links.broken" in checks
    assert {"national-2019", "kazuo-2021"} <= set(profiles)
    assert {"html", "json", "summary"} <= set(reports)


def test_no_lock_file_names_an_index() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not any(word in text for word in ("http://", "https://", "--index-url", "--find-links", "file:"))
