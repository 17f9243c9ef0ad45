"""A shell at one vantage of the laboratory: `python -m tests.lab [VANTAGE [COMMAND…]]`, or `make lab`."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.lab.cases import HOSTS, VANTAGES
from tests.lab.laboratory import Laboratory, missing

_GUIDE = """The laboratory stands until this shell ends; nothing here leads outside. You are at: {vantage}
  at {others} COMMAND…   run a command at another vantage
  curl https://good.gov.test/       every tool asks the laboratory's DNS and trusts its CA ($SSL_CERT_FILE)
  auditor ipv6 $LAB_OPTIONS blackhole.gov.test
  hosts and what is wrong with each: $LAB_HOSTS; zones, logs and configuration: $LAB_FOLDER
"""


def prepared(laboratory: Laboratory, vantage: str) -> dict[str, str]:
    """What the shell finds in its environment, and a command `at` in its PATH."""
    folder = laboratory.folder
    (folder / "bin").mkdir()
    cases = "\n".join(f'{name}) set -- {shlex.join(laboratory.entering(name))} "$@";;' for name in VANTAGES)
    wrong = 'echo "no such vantage: $name" >&2; exit 2'
    script = f'#!/bin/sh\nname=$1; shift\ncase $name in\n{cases}\n*) {wrong};;\nesac\nexec "$@"\n'
    (folder / "bin" / "at").write_text(script, encoding="utf-8")
    (folder / "bin" / "at").chmod(0o755)
    listed = "".join(f"{host:32} {case.fault}\n" for host, case in HOSTS.items())
    (folder / "hosts.txt").write_text(listed, encoding="utf-8")
    own = laboratory.environment()
    return own | {
        "PATH": f"{folder}/bin:{Path(sys.executable).parent}:{own.get('PATH', '')}",
        "LAB_FOLDER": str(folder),
        "LAB_HOSTS": str(folder / "hosts.txt"),
        "LAB_OPTIONS": shlex.join(laboratory.options(vantage)),
        "CURL_CA_BUNDLE": own["SSL_CERT_FILE"],
        "PS1": f"lab:{vantage}$ ",
    }


def main(words: list[str]) -> int:
    if why := missing():
        print(f"no laboratory can stand here: {why}", file=sys.stderr)
        return 1
    vantage, command = (words[0] if words else "dual"), words[1:]
    if vantage not in VANTAGES:
        print(f"no such vantage: {vantage}; there are {', '.join(VANTAGES)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="lab") as folder, Laboratory(Path(folder)) as laboratory:
        environment = prepared(laboratory, vantage)
        if not command:
            print(_GUIDE.format(vantage=vantage, others="|".join(VANTAGES)), file=sys.stderr)
            command = [os.environ.get("SHELL") or "sh"]
        return subprocess.run(laboratory.command(vantage, *command, folder=Path.cwd()), env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
