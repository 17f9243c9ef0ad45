"""The recipe for containers, as far as it can be checked without an engine."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
STEPS = [
    tuple(line.split(None, 1))
    for line in re.sub(r"\\\n", " ", TEXT).splitlines()
    if line.strip() and not line.startswith("#")
]


def of(word: str) -> list[str]:
    return [rest for name, rest in STEPS if name == word]


def test_only_known_instructions_stand_in_it_and_the_base_is_pinned() -> None:
    assert {name for name, _rest in STEPS} <= {
        "FROM",
        "ARG",
        "RUN",
        "WORKDIR",
        "COPY",
        "ENV",
        "USER",
        "ENTRYPOINT",
        "CMD",
    }
    [base] = of("FROM")
    assert re.fullmatch(r"[\w.]+/[\w./-]+:(?!latest)[\w.-]+", base)


def test_what_is_copied_is_there_and_is_all_that_the_package_needs() -> None:
    copied = {name for step in of("COPY") for name in step.split()[:-1]}
    assert [name for name in copied if not (ROOT / name).exists()] == []
    kept = {line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == kept, "what is copied reaches the builder, and nothing else"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert {package.partition("/")[0] for package in packages} <= copied
    assert {project["project"]["readme"], *project["project"]["license-files"]} <= copied


def test_every_step_is_shell_that_stops_at_a_failure_and_leaves_no_lists() -> None:
    for step in of("RUN"):
        assert subprocess.run(["sh", "-n", "-c", step], capture_output=True, check=False).returncode == 0, step
        assert not re.search(r";|\|\|", step), "a failure in the middle has to end the build"
        assert not re.search(r"\b(?:curl|wget|sudo|chmod 777)\b", step)
        if "apt-get install" in step:
            assert {"--yes", "--no-install-recommends"} <= set(step.split())
            assert "apt-get update" in step
            assert "rm -rf /var/lib/apt/lists/*" in step
        if "pip install" in step:
            assert "--no-cache-dir" in step
            assert all(
                "--require-hashes" in one or "--no-deps" in one for one in step.split("&&") if "pip install" in one
            )


def test_it_runs_the_command_as_nobody_special() -> None:
    names = [name for name, _rest in STEPS]
    [user] = of("USER")
    assert user.isdecimal()
    assert int(user) >= 1000
    assert f"--uid {user}" in TEXT
    assert names.index("USER") > max(at for at, name in enumerate(names) if name in ("RUN", "COPY"))
    assert json.loads(of("ENTRYPOINT")[0])[-1] == "auditor"
    assert json.loads(of("CMD")[0]) == ["--help"]
    assert {"chromium", "fonts-noto-cjk", "libatomic1", "tini"} <= set(TEXT.split())
