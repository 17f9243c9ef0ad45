"""Builds the laboratory in the namespaces that it was started in, says where its vantages are, and lasts until its
standard input ends: `unshare -Urnmpf --mount-proc --kill-child python -m tests.lab.build FOLDER CROWD`.
"""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import dns.message
import dns.query
import dns.rcode

from tests.lab import network, plan, web, zones
from tests.lab.network import program

_UNBOUND = """
server:
    directory: "{folder}"
    chroot: ""
    username: ""
    pidfile: ""
    use-syslog: no
    logfile: "{folder}/unbound-{name}.log"
    {interfaces}
    access-control: 0.0.0.0/0 allow
    access-control: ::/0 allow
    do-not-query-localhost: no
    local-zone: "test." nodefault
    root-hints: "{folder}/root.hints"
    trust-anchor-file: "{folder}/anchor.ds"
    ede: yes
    {extra}
remote-control:
    control-enable: no
"""


def unbound(folder: Path, name: str, addresses: list[str], extra: str = "") -> list[str]:
    """The command of a validating resolver of the laboratory's root."""
    hints = [f". 60 IN NS {name}\n" for name in plan.ROOT]
    hints += [f"{name} 60 IN {'AAAA' if ':' in at else 'A'} {at}\n" for name, both in plan.ROOT.items() for at in both]
    (folder / "root.hints").write_text("".join(hints), encoding="ascii")
    interfaces = "\n    ".join(f"interface: {at}" for at in addresses)
    text = _UNBOUND.format(folder=folder, name=name, interfaces=interfaces, extra=extra)
    (folder / f"unbound-{name}.conf").write_text(text, encoding="ascii")
    return [program("unbound"), "-d", "-c", str(folder / f"unbound-{name}.conf")]


def await_names(deadline: float) -> None:
    """Until every resolver has found an anchor, and so the whole tree stands."""
    question = dns.message.make_query(next(iter(plan.ANCHORS)), "AAAA")
    for resolver in (plan.RESOLVER, plan.RESOLVER_DNS64, plan.RESOLVER_V6_TRANSPORT):
        while True:
            with suppress(OSError, dns.exception.DNSException):
                said = dns.query.udp(question, resolver, timeout=0.5)
                if said.rcode() == dns.rcode.NOERROR and said.answer:
                    break
            if time.monotonic() > deadline:
                raise RuntimeError(f"the resolver {resolver} does not find {question.question[0].name}")
            time.sleep(0.02)


def await_web(deadline: float) -> None:
    for address in (*plan.ANCHORS[next(iter(plan.ANCHORS))], plan.web("good")[0]):
        while True:
            with suppress(OSError):
                socket.create_connection((address, 443), timeout=0.5).close()
                break
            if time.monotonic() > deadline:
                raise RuntimeError(f"no web server at {address}")
            time.sleep(0.02)


def started(folder: Path, crowd: int) -> tuple[dict[str, int], list["subprocess.Popen[bytes]"]]:
    """The process that holds each vantage's namespace, and everything that must keep running."""
    network.hub()
    held = dict(network.vantages())
    network.nft(network.faults())
    running: list[subprocess.Popen[bytes]] = []
    with_tun = os.access("/dev/net/tun", os.R_OK | os.W_OK)

    def run(*command: str, inside: int | None = None, ready: bool = False) -> None:
        enter = ["nsenter", "-t", str(inside), "-n"] if inside else []
        out = subprocess.PIPE if ready else subprocess.DEVNULL
        with (folder / "errors.log").open("ab") as errors:
            process = subprocess.Popen([*enter, *command], stdin=subprocess.PIPE, stdout=out, stderr=errors)
        running.append(process)
        if ready and process.stdout is not None and not process.stdout.readline():
            raise RuntimeError(f"did not start: {command}")

    bad = [sys.executable, "-m", "tests.lab.faultdns", str(crowd)]
    web.write(folder)
    run(program("nginx"), "-c", f"{folder}/nginx.conf", "-p", str(folder))
    if with_tun:
        run(sys.executable, "-m", "tests.lab.slowwire", "150", "near0", "far0", ready=True)
        held["far"] = network.far()
        run(program("nginx"), "-c", f"{folder}/far.conf", "-p", str(folder), inside=held["far"].pid)
        network.nat64(folder)
        run(program("tayga"), "-n", "-c", f"{folder}/tayga.conf")
    for config in zones.write(folder, crowd).values():
        run(program("knotd"), "-c", str(config))
    run(*bad, ready=True)
    dns64 = f'module-config: "dns64 validator iterator"\n    dns64-prefix: {plan.NAT64}'
    run(*unbound(folder, "dual", [plan.RESOLVER, plan.RESOLVER_V4]))
    run(*unbound(folder, "dns64", [plan.RESOLVER_DNS64], dns64))
    run(*unbound(folder, "v6", [plan.RESOLVER_V6_TRANSPORT], "do-ip4: no"))
    deadline = time.monotonic() + 20
    await_web(deadline)
    await_names(deadline)
    if gone := [one.args for one in running if one.poll() is not None]:
        raise RuntimeError(f"stopped: {gone}")
    return {name: process.pid for name, process in held.items()}, running


def main(folder: Path, crowd: int) -> None:
    try:
        pids, _ = started(folder, crowd)
    except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"") or b""
        logs = "".join(path.read_text(errors="replace")[-2000:] for path in folder.glob("*.log"))
        print(json.dumps({"error": f"{error} {said.decode(errors='replace')}\n{logs}"}), flush=True)
        return
    print(json.dumps({"vantages": pids, "tun": "far" in pids}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
