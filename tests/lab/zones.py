"""Writes the sound half of the laboratory's DNS: zones, keys and configuration of three knot servers.

Root, `test` and hosting are processes of their own, so that a server knows no more than its part of the tree.
"""

import subprocess
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from tests.lab import plan
from tests.lab.cases import BOGUS_PORTALS, PORTALS, ZONES
from tests.lab.network import program

# Zones that answer badly (tests/lab/faultdns.py). The rest is served by knot; what is wrong with it lies in the
# records, the addresses or the wire.
BAD = {
    "servfail", "refused", "silent", "lame", "upward", "wrongid", "garbage", "truncated", "tcp",
    "aaaanx", "aaaasilent", "aaaanotimp", "noedns", "lossy", "late", "uneven",
}  # fmt: skip
SIGNED = ("test.", "gov.test.", "badsig.test.")
CHAIN = 12
_SOA = "@ 60 IN SOA ns1.hosting.test. admin.hosting.test. 1 3600 600 86400 5"

_CONFIG = """
server:
    rundir: "{folder}"
    pidfile: "{folder}/knot.pid"
    background-workers: 1
    udp-workers: 1
    tcp-workers: 1
    automatic-acl: off
{listen}
control:
    listen: "{folder}/knot.sock"
database:
    storage: "{folder}"
policy:
  - id: lab
    algorithm: ecdsap256sha256
    single-type-signing: on
    manual: on
template:
  - id: default
    storage: "{folder}"
    zonefile-sync: -1
    journal-content: none
    semantic-checks: off
"""


def write(folder: Path, crowd: int = 0) -> dict[str, Path]:
    """The configuration of each knot, ready to start; `folder`/anchor.ds is what a validator must trust.

    `crowd` is how many more hosts each zone of its own has.
    """
    for name in ("root", "tld", "hosting"):
        (folder / name).mkdir()
    hosted = _hosted(crowd)
    own = [pair for zone in ZONES if zone.name not in BAD for pair in _own(zone.name, crowd).items()]
    configs = {
        "root": _config(folder / "root", [".", "roots."], plan.ROOT.values()),
        "tld": _config(folder / "tld", ["test.", "arpa.", "nic.test."], plan.TLD.values()),
        "hosting": _config(
            folder / "hosting",
            [*hosted, *(name for name, _ in own)],
            [
                *plan.HOSTING.values(),
                *(at for zone in ZONES if zone.name not in BAD for at in _listened(zone.name)),
                plan.OWN["uneven"]["ns1.uneven.test."],
            ],
        ),
    }
    for name, records in [*hosted.items(), *own]:
        _zone(folder / "hosting", name, records)
    trusted = {name: _key(configs["hosting"], name) for name in SIGNED[1:]}
    _zone(folder / "tld", "nic.test.", [*_servers("nic.test.", plan.TLD), *_glue(plan.TLD)])
    _zone(folder / "tld", "arpa.", [*_servers("arpa.", plan.TLD), *_ipv4only()])
    _zone(folder / "tld", "test.", _test(trusted))
    _zone(folder / "root", "roots.", [*_servers("roots.", plan.ROOT), *_glue(plan.ROOT)])
    _zone(folder / "root", ".", _root(_key(configs["tld"], "test.")))
    (folder / "anchor.ds").write_text(f"{_key(configs['root'], '.')}\n", encoding="ascii")
    return configs


def records(name: str, crowd: int = 0) -> list[str]:
    """What a zone of its own holds, whoever serves it."""
    return _own(name, crowd)[f"{name}.test."]


def delegated(zone: str) -> Mapping[str, tuple[str, ...]]:
    """The name servers of a zone of its own, as DNS tells their addresses."""
    servers = plan.OWN[zone]
    second = list(servers)[1]
    if zone == "nsv4":
        return {name: at[:1] for name, at in servers.items()}
    if zone == "nsfew":
        return {name: at[:1] if name == second else at for name, at in servers.items()}
    return servers


def registered(zone: str) -> Mapping[str, tuple[str, ...]]:
    """The same as the parent tells them."""
    told = dict(delegated(zone))
    first, second = told
    if zone == "gluestale":
        told[second] = (told[second][0], told[first][1])
    if zone == "glueless":
        told[second] = told[second][:1]
    return told


def _listened(zone: str) -> list[tuple[str, ...]]:
    servers = plan.OWN[zone].values()
    return [at[:1] if zone == "nslame6" else at for at in servers]  # faultdns has its IPv6 addresses


def _own(zone: str, crowd: int) -> dict[str, list[str]]:
    host, servers = f"www.{zone}.test.", delegated(zone)
    both = [f"A {plan.SOUND_V4}", f"AAAA {plan.SOUND_V6}"]
    steps = [host, *(f"c{n}.{zone}.test." for n in range(1, CHAIN + 1))]
    said = {
        "cnamev4": [f"{host} CNAME www.nsv4.test."],
        "loop": [f"{host} CNAME back.loop.test.", f"back.loop.test. CNAME {host}"],
        "dangling": [f"{host} CNAME nowhere.friend.test."],
        "chain": [f"{a} CNAME {b}" for a, b in pairwise(steps)] + [f"{steps[-1]} {x}" for x in both],
    }.get(zone, [f"{host} {one}" for one in both])
    more = [f"{zone}.test. NS ns1.hosting.test."] if zone == "nsmore" else []
    for name, has in plan.crowd(zone, crowd).items():
        said += [f"{name}. A {plan.SOUND_V4}", *([f"{name}. AAAA {plan.SOUND_V6}"] if has else [])]
    return {f"{zone}.test.": [*_servers(f"{zone}.test.", servers), *more, *_glue(servers), *said]}


def _hosted(crowd: int) -> dict[str, list[str]]:
    gov = _servers("gov.test.", plan.HOSTING)
    for portal in (*PORTALS, *BOGUS_PORTALS):
        if portal.name == "cname":
            gov.append("cname.gov.test. CNAME good.cdn.test.")
        elif portal.name != "gone":
            v4, v6 = plan.addresses(portal.name)
            gov += [f"{portal.host}. A {a}" for a in v4] + [f"{portal.host}. AAAA {a}" for a in v6]
    friend = [f"{name}.friend.test. {kind}" for name in ("www", "static")
              for kind in (f"A {plan.FRIEND_V4}", f"AAAA {plan.FRIEND_V6}")]  # fmt: skip
    friend += [f"{name}.friend.test. A {plan.FRIEND_V4}" for name in ("old", "oldstatic")]
    cdn = [f"good.cdn.test. A {plan.web('cname')[0]}", f"good.cdn.test. AAAA {plan.web('cname')[1]}"]
    anchors = [f"{host}. {kind} {at}" for host, both in plan.ANCHORS.items()
               for kind, at in zip(("A", "AAAA"), both, strict=True)]  # fmt: skip
    county = [f"{plan.COUNTY}. A {plan.COUNTY_V4}"]
    county += [f"{plan.COUNTY}. AAAA {at}" for at in (plan.COUNTY_V6, plan.COUNTY_SHUT)]
    return {
        "gov.test.": gov,
        "friend.test.": [*_servers("friend.test.", plan.HOSTING), *friend],
        "cdn.test.": [*_servers("cdn.test.", plan.HOSTING), *cdn],
        "hosting.test.": [*_servers("hosting.test.", plan.HOSTING), *_glue(plan.HOSTING), *anchors, *county],
        "uneven.test.": records("uneven", crowd),
    }


def _test(trusted: Mapping[str, str]) -> list[str]:
    lines = [*_servers("test.", plan.TLD), *_servers("nic.test.", plan.TLD), *_glue(plan.TLD)]
    for name in ("gov.test.", "friend.test.", "cdn.test.", "hosting.test."):
        lines += _servers(name, plan.HOSTING)
    lines += _glue(plan.HOSTING)
    for zone in ZONES:
        lines += [*_servers(f"{zone.name}.test.", registered(zone.name)), *_glue(registered(zone.name))]
    owner, _, digest = trusted["badsig.test."].rpartition(" ")
    return [*lines, trusted["gov.test."], f"{owner} {digest[::-1]}"]


def _root(trusted: str) -> list[str]:
    lines = [*_servers(".", plan.ROOT), *_servers("roots.", plan.ROOT), *_glue(plan.ROOT)]
    return [*lines, *_servers("test.", plan.TLD), *_servers("arpa.", plan.TLD), *_glue(plan.TLD), trusted]


def _ipv4only() -> list[str]:
    return [f"ipv4only.arpa. A 192.0.0.{last}" for last in (170, 171)]


def _servers(zone: str, servers: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [f"{zone} NS {name}" for name in servers]


def _glue(servers: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [f"{name} {'AAAA' if ':' in at else 'A'} {at}" for name, both in servers.items() for at in both]


def _zone(folder: Path, name: str, lines: Iterable[str]) -> None:
    text = "\n".join(["$TTL 60", f"$ORIGIN {name}", _SOA, *lines, ""])
    (folder / f"{name.rstrip('.') or 'root'}.zone").write_text(text, encoding="ascii")


def _config(folder: Path, zones: Iterable[str], servers: Iterable[tuple[str, ...]]) -> Path:
    listen = "\n".join(f"    listen: [ {', '.join(f'{one}@53' for one in at)} ]" for at in servers)
    lines = [_CONFIG.format(folder=folder, listen=listen), "zone:"]
    for name in zones:
        lines += [f'  - domain: "{name}"', f'    file: "{name.rstrip(".") or "root"}.zone"']
        if name == "." or name in SIGNED:
            lines += ["    dnssec-signing: on", "    dnssec-policy: lab"]
    (folder / "knot.conf").write_text("\n".join(lines) + "\n", encoding="ascii")
    return folder / "knot.conf"


def _key(config: Path, zone: str) -> str:
    """Makes the key of a zone; the DS record that its parent has to hold."""
    keymgr = [program("keymgr"), "-c", str(config), zone]
    subprocess.run([*keymgr, "generate", "algorithm=13", "ksk=yes", "zsk=yes"], check=True, capture_output=True)
    told = subprocess.run([*keymgr, "ds"], check=True, capture_output=True, text=True).stdout
    return next(line for line in told.splitlines() if line.split()[4] == "2")  # SHA-256
