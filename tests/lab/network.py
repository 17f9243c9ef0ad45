"""Lays the laboratory's wires: one namespace with all servers, one for each vantage, and what is wrong on the way."""

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.lab import plan
from tests.lab.cases import VANTAGES

_ROUTED = ("198.51.100.0/24", "203.0.113.0/24", "2001:db8:1::/48", "2001:db8:53::/48")


def program(name: str) -> str:
    """Where is a server's program? Debian keeps some where an ordinary user's PATH does not lead."""
    return shutil.which(name) or next((at for at in (f"/usr/sbin/{name}", f"/sbin/{name}") if Path(at).exists()), name)


def namespace() -> "subprocess.Popen[bytes]":
    """A process in a network namespace of its own; the namespace lasts as long as the process."""
    held = subprocess.Popen(["unshare", "-n", "sh", "-c", "echo; exec sleep infinity"], stdout=subprocess.PIPE)
    assert held.stdout is not None
    held.stdout.readline()
    return held


def ip(*commands: str, inside: int | None = None) -> None:
    enter = ["nsenter", "-t", str(inside), "-n"] if inside else []
    batch = "\n".join(command.removeprefix("ip ") for command in commands)
    done = subprocess.run([*enter, "ip", "-batch", "-"], input=batch, text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"ip: {done.stderr.strip()}\n{batch}")


def hub() -> None:
    """This namespace becomes the internet of the laboratory: every address of every server is its own."""
    _set(
        "net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding", "net.ipv6.ip_nonlocal_bind", "net.ipv4.ip_nonlocal_bind"
    )
    ip(
        "link set lo up",
        *(f"route add local {network} dev lo" for network in _ROUTED),
        *(f"addr add {at}/{'128' if ':' in at else '32'} dev lo"
          for at in (plan.RESOLVER, plan.RESOLVER_DNS64, plan.RESOLVER_V6_TRANSPORT, plan.RESOLVER_V4)),
    )  # fmt: skip


def vantages() -> Mapping[str, "subprocess.Popen[bytes]"]:
    """Plugs every vantage into the hub."""
    held = {name: namespace() for name in VANTAGES}
    outside: list[str] = []
    for name, process in held.items():
        at = plan.wire(name)
        outside += [f"link add {name} type veth peer name eth0 netns {process.pid}", f"link set {name} up"]
        inside = ["link set lo up", "link set eth0 up"]
        if "v4" in at:
            outside.append(f"addr add {at['v4_router']}/30 dev {name}")
            inside += [f"addr add {at['v4']}/30 dev eth0", f"route add default via {at['v4_router']}"]
        if "v6" in at:
            outside.append(f"addr add {at['v6_router']}/64 dev {name} nodad")
            inside += [f"addr add {at['v6']}/64 dev eth0 nodad", f"route add default via {at['v6_router']}"]
        ip(*outside)
        outside.clear()
        if name == "v4only":
            _set("net.ipv6.conf.all.disable_ipv6", "net.ipv6.conf.default.disable_ipv6", inside=process.pid)
        ip(*inside, inside=process.pid)
    return held


def faults() -> str:
    """The nftables rules of everything that is wrong on the way."""
    deaf = [plan.web("blackhole")[1], plan.DEAF_V6]
    dead = [at[1] for at in plan.OWN["nsdead6"].values()]
    notcp = [at for both in plan.OWN["notcp"].values() for at in both]
    six, four = ([at for at in notcp if (":" in at) == wanted] for wanted in (True, False))
    flaky, mtu = plan.web("flaky")[1], plan.web("mtu")[1]
    # Counted for each vantage, so that none takes another's turn.
    opening = f"ip6 daddr {flaky} tcp flags & (fin|syn|rst|ack) == syn"
    third = "numgen inc mod 3 == 2 reject with tcp reset"
    refusals = "\n".join(f'        iifname "{name}" {opening} {third}' for name in VANTAGES)
    return f"""
table inet lab {{
    chain arriving {{
        type filter hook prerouting priority filter;
        iifname "brokenv6" meta nfproto ipv6 icmpv6 type != {{ nd-neighbor-solicit, nd-neighbor-advert }} drop
        iifname "brokenv6" meta nfproto ipv6 meta l4proto != ipv6-icmp drop
    }}
    chain incoming {{
        type filter hook input priority filter;
        ip6 daddr {{ {", ".join(deaf)} }} meta l4proto tcp drop
        ip6 daddr {{ {", ".join(dead)} }} drop
        ip6 daddr {plan.web("prohibited")[1]} reject with icmpv6 type admin-prohibited
{refusals}
        ip6 daddr {{ {", ".join(six)} }} tcp dport 53 reject with tcp reset
        ip daddr {{ {", ".join(four)} }} tcp dport 53 reject with tcp reset
    }}
    chain outgoing {{
        type filter hook output priority filter;
        ip6 saddr {mtu} meta length > 1280 drop
    }}
}}
"""


def nft(rules: str) -> None:
    done = subprocess.run([program("nft"), "-f", "-"], input=rules, text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"nft: {done.stderr.strip()}")


def nat64(folder: Path) -> None:
    """Where is the translator's device? Its routes; tayga itself is started as any other server."""
    (folder / "tayga.conf").write_text(
        f"tun-device nat64\nipv4-addr {plan.NAT64_POOL.replace('0/24', '1')}\nprefix {plan.NAT64}\n"
        f"dynamic-pool {plan.NAT64_POOL}\n",
        encoding="ascii",
    )
    subprocess.run([program("tayga"), "-c", str(folder / "tayga.conf"), "--mktun"], check=True, capture_output=True)
    ip("link set nat64 up", f"route add {plan.NAT64_POOL} dev nat64", f"route add {plan.NAT64} dev nat64")


def far() -> "subprocess.Popen[bytes]":
    """The namespace at the end of the slow wire, once its two devices are there."""
    held = namespace()
    ip(f"link set far0 netns {held.pid}", "link set near0 up", f"route add {plan.SLOW_V6}/128 dev near0")
    ip(
        "link set lo up",
        "link set far0 up",
        f"addr add {plan.SLOW_V6}/128 dev far0 nodad",
        "route add ::/0 dev far0",
        inside=held.pid,
    )
    return held


def _set(*names: str, inside: int | None = None) -> None:
    paths: Iterable[str] = (f"/proc/sys/{name.replace('.', '/')}" for name in names)
    write = "; ".join(f"echo 1 > {path}" for path in paths)
    enter = ["nsenter", "-t", str(inside), "-n"] if inside else []
    subprocess.run([*enter, "sh", "-c", f"set -e; {write}"], check=True, capture_output=True)
