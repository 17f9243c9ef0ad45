"""Runs a command inside network namespaces of its own, beside a real nginx (TLS, IPv4 and IPv6) and a real name server.

`unshare -Urn python inside.py FOLDER COMMAND…`. Everything listens on addresses that exist only in there.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

V4, V6, V6_DEAF = "198.51.100.10", "2001:db8::10", "2001:db8::20"
HOST = "www.lab.test"

ZONE = f"""
$ORIGIN lab.test.
$TTL 60
@    SOA ns admin 1 60 60 60 60
@    NS ns
ns   A 127.0.0.1
www  A {V4}
www  AAAA {V6}
www  AAAA {V6_DEAF}
"""

KNOT = """
server:
    rundir: "{folder}"
    listen: 127.0.0.1@53
database:
    storage: "{folder}"
zone:
  - domain: lab.test
    storage: "{folder}"
    file: lab.zone
"""

NGINX = """
user root;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    types {{ text/html html; application/pdf pdf; }}
    gzip on;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    server {{
        listen {v4}:80; listen [{v6}]:80;
        return 301 https://$host$request_uri;
    }}
    server {{
        listen {v4}:443 ssl; listen [{v6}]:443 ssl;
        ssl_certificate {folder}/site.pem; ssl_certificate_key {folder}/site.key;
        root {folder}/www;
    }}
}}
"""


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def certificates(folder: Path) -> None:
    new = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
    run(*new, "-subj", "/CN=lab ca", "-keyout", f"{folder}/ca.key", "-out", f"{folder}/ca.pem")
    signed = ("-CA", f"{folder}/ca.pem", "-CAkey", f"{folder}/ca.key", "-addext", f"subjectAltName=DNS:{HOST}")
    run(*new, "-subj", f"/CN={HOST}", *signed, "-keyout", f"{folder}/site.key", "-out", f"{folder}/site.pem")


def servers(folder: Path) -> list[subprocess.Popen[bytes]]:
    run("ip", "link", "set", "lo", "up")
    for address in (f"{V4}/32", f"{V6}/128", f"{V6_DEAF}/128"):
        run("ip", "addr", "add", address, "dev", "lo")
    (folder / "lab.zone").write_text(ZONE, encoding="utf-8")
    (folder / "knot.conf").write_text(KNOT.format(folder=folder), encoding="utf-8")
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, v4=V4, v6=V6), encoding="utf-8")
    certificates(folder)
    knotd, nginx = shutil.which("knotd") or "/usr/sbin/knotd", shutil.which("nginx") or "/usr/sbin/nginx"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return [
        subprocess.Popen([knotd, "-c", f"{folder}/knot.conf"], **quiet),  # type: ignore[call-overload]
        subprocess.Popen([nginx, "-c", f"{folder}/nginx.conf", "-p", str(folder)], **quiet),  # type: ignore[call-overload]
    ]


def main(folder: Path, command: list[str]) -> int:
    running = servers(folder)
    try:
        time.sleep(1.0)
        if dead := [one.args for one in running if one.poll() is not None]:
            print(f"did not start: {dead}", file=sys.stderr)
            return 99
        return subprocess.run(command, check=False).returncode
    finally:
        for one in running:
            one.terminate()
            one.wait(10)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
