"""Does nothing that only POSIX has stand in the way on Windows? As far as that can be told without one."""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path
    for folder in ("auditor", "checks/auditor_checks", "profiles/auditor_profiles", "reports/auditor_reports")
    for path in (ROOT / folder).rglob("*.py")
)
POSIX_MODULES = frozenset(
    {"fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty", "uvloop", "posix"}
)
POSIX_NAMES = frozenset(
    f"{module}.{name}"
    for module, names in {
        "os": "fork forkpty geteuid getegid getgid getuid getloadavg getpgid killpg mkfifo nice pread "
        "sched_getaffinity setsid statvfs sysconf uname wait4",
        "signal": "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGUSR1 SIGUSR2 alarm pause setitimer",
        "socket": "AF_UNIX SO_REUSEPORT socketpair_unix",
        "asyncio": "open_unix_connection start_unix_server",
        "time": "tzset",
    }.items()
    for name in names.split()
)
ALLOWED = {  # who asks for the platform first, or comes there on POSIX alone
    ("auditor/net/browser.py", "os.killpg"),
    ("auditor/net/browser.py", "os.geteuid"),
    ("auditor/net/browser.py", "signal.SIGKILL"),
}


def test_nothing_that_only_posix_has_is_imported_with_a_module() -> None:
    found = []
    for path in SOURCES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            found += [(str(path), name) for name in names if name.partition(".")[0] in POSIX_MODULES]
    assert found == []


def test_names_that_only_posix_has_are_asked_for_where_the_platform_was_asked() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), f"{node.value.id}.{node.attr}")
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and f"{node.value.id}.{node.attr}" in POSIX_NAMES
    }
    assert found == ALLOWED


def test_text_is_read_and_written_in_a_named_encoding() -> None:
    """What Windows takes where none is named is its own code page."""
    found = [
        f"{path}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr == "write_text" or (node.func.attr == "read_text" and not node.args))
        and "encoding" not in {keyword.arg for keyword in node.keywords}
    ]
    assert found == []


def test_a_console_that_cannot_show_chinese_ends_no_command() -> None:
    for words in (["--help"], ["checks", "list"], ["nonsense"]):
        command = [sys.executable, "-m", "auditor.cli", *words]
        env = {**os.environ, "PYTHONIOENCODING": "cp1252:strict"}
        done = subprocess.run(command, capture_output=True, env=env, check=False)
        assert done.returncode == (2 if words == ["nonsense"] else 0), done.stderr
        assert b"Traceback" not in done.stderr


WITHOUT = f"""
import importlib, os, pkgutil, signal, sys

for name in {sorted(POSIX_MODULES - {"posix"})!r}:
    sys.modules[name] = None
for name in ("fork", "geteuid", "getuid", "killpg", "statvfs"):
    delattr(os, name)
for name in ("SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1"):
    delattr(signal, name)
done = 0
for top in ("auditor", "auditor_checks", "auditor_profiles", "auditor_reports"):
    package = importlib.import_module(top)
    for module in pkgutil.walk_packages(package.__path__, top + "."):
        importlib.import_module(module.name)
        done += 1
assert done > 200, done

from auditor.loop import run_async


async def answered():
    return 42


assert run_async(answered()) == 42
"""


def test_every_module_is_imported_where_posix_is_missing() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
