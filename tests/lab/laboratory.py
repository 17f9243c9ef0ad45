"""The laboratory from outside: `with Laboratory(folder) as laboratory:`, then commands inside its vantages."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from tests.lab import plan

UNSHARE = ("unshare", "-Urnmpf", "--mount-proc", "--kill-child")
PROGRAMS = ("ip", "nsenter", "unshare", "openssl", "nginx", "knotd", "keymgr", "unbound", "nft", "tayga")
ROOT = Path(__file__).parents[2]


def missing() -> str:
    """Why can no laboratory stand here? "" if it can."""
    absent = [one for one in PROGRAMS if not (shutil.which(one) or Path(f"/usr/sbin/{one}").exists())]
    if absent:
        return f"not installed: {' '.join(absent)}"
    done = subprocess.run([*UNSHARE, "true"], capture_output=True, text=True)
    return f"`{' '.join(UNSHARE)} true` fails: {done.stderr.strip()}" if done.returncode else ""


class Laboratory:
    """Stands while the block lasts, or its process: it goes when its standard input ends, and takes everything along.

    `tun` says whether there is a slow wire and a NAT64: both need /dev/net/tun. `crowd`: so many more hosts in each
    zone of its own.
    """

    def __init__(self, folder: Path, *, crowd: int = 0) -> None:
        self.folder = folder.resolve()
        self.crowd = crowd
        self.tun = False

    def __enter__(self) -> "Laboratory":
        self._process = subprocess.Popen(
            [*UNSHARE, sys.executable, "-m", "tests.lab.build", str(self.folder), str(self.crowd)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        told = json.loads(self._process.stdout.readline() or '{"error": "no word"}')
        if "error" in told:
            self.__exit__(None, None, None)
            raise RuntimeError(f"the laboratory does not stand: {told['error']}")
        self._vantages: dict[str, int] = told["vantages"]
        self.tun = told["tun"]
        child = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text(encoding="ascii")
        self._inside = child.split()[0]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def pages(self) -> Path:
        """The document root of `plan.COUNTY`, empty until a test fills it."""
        return self.folder / "county"

    def command(self, vantage: str, *command: str, folder: Path | None = None) -> list[str]:
        """A command as it is to be run from outside, so that it runs at a vantage, with the vantage's own resolver."""
        enter = ["nsenter", "-t", self._inside, "-U", "-m", "-p", "-n", "--preserve-credentials"]
        return [*enter, "env", "-C", str(folder or ROOT), *self.entering(vantage), *command]

    def entering(self, vantage: str) -> list[str]:
        """How whoever is already inside gets to a vantage."""
        resolver = f"echo nameserver {plan.VANTAGE_RESOLVER[vantage]}"
        names = f'{resolver} >"$0" && mount --bind "$0" "$(readlink -f /etc/resolv.conf)" 2>/dev/null; exec "$@"'
        own = ["unshare", "-m", "sh", "-c", names, f"{self.folder}/{vantage}.resolv"]
        return ["nsenter", "-t", str(self._vantages[vantage]), "-n", *own]

    def run(
        self, vantage: str, *command: str, timeout: float = 120, folder: Path | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Runs a command at a vantage; it trusts the laboratory's CA."""
        return subprocess.run(
            self.command(vantage, *command, folder=folder),
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    def environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        return own | {"SSL_CERT_FILE": str(self.folder / "ca.pem")}

    def options(self, vantage: str) -> list[str]:
        """What the auditor has to be told of a laboratory: roots, resolver, anchors, CA, what counts as global."""
        told = ["--resolver", plan.VANTAGE_RESOLVER[vantage], "--ca", str(self.folder / "ca.pem"), "--rate", "none"]
        for name, both in plan.ROOT.items():
            for address in both:
                told += ["--root", f"{name.rstrip('.')}={address}"]
        for host in plan.ANCHORS:
            told += ["--anchor", host]
        for network in plan.GLOBAL:
            told += ["--treat-as-global", network]
        return told
