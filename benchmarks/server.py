"""Who serves the portal? nginx on loopback, with a small server of ours behind it for what nginx cannot do."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil

from benchmarks.portal import BUSY, CLOSED, ELSEWHERE, NAMED, Portal

MODULES = Path("/usr/lib/nginx/modules")
LOG_FORMAT = "$msec $request_time $status $request_method $http_host $request_uri"
# 瑞数's challenge in short: a script and no words.
CHALLENGE = (
    "<html><head><script>$_ts=window['$_ts'];$_ts.nsd=83231;$_ts.cd=\"qfra\";</script></head><body></body></html>"
)

CONFIG = """\
{modules}daemon off;
{user}worker_processes 1;
worker_rlimit_nofile 8192;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 4000; }}
http {{
  log_format counted '{log_format}';
  access_log {folder}/access.log counted buffer=64k flush=1s;
  open_file_cache max=4000 inactive=60s;
  log_not_found off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  keepalive_timeout 75s;
  server_tokens off;
  types {{ text/html html; text/css css; application/javascript js; image/png png; image/jpeg jpg; application/pdf pdf;
    application/msword doc docx; application/vnd.ms-excel xls xlsx; application/zip zip; }}
  default_type application/octet-stream;
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
  uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
  # LinkChecker holds itself to ten requests a second unless the server says that it may go on.
  add_header LinkChecker yes always;

  server {{  # peers: other hosts are loopback addresses
    listen 127.0.0.1:{port} default_server reuseport;
    root {folder}/www;
    location / {{ {think} try_files $uri $uri/index.html =404; }}
{answers}  }}
  server {{  # ours: other hosts are names, which it is told where to dial
    listen 127.0.0.1:{port};
    server_name {named};
    root {folder};
    location / {{ {think} try_files /named$uri /named$uri/index.html /www$uri /www$uri/index.html =404; }}
{answers}  }}
  server {{
{elsewhere}    root {folder}/www;
    location / {{ {think} try_files /.none =404; }}
    location /elsewhere/ {{ {think} try_files /.none @small; }}
    location /busy/ {{ {think} try_files /.none =429; }}
{small}{thinking}  }}
}}
"""
ANSWERS = """\
    location /gone/ {{ {think} try_files /.none =410; }}
    location /failing/ {{ {think} try_files /.none =500; }}
    location /forbidden/ {{ {think} try_files /.none =403; }}
    location ~ "^/challenge/[0-9]*[02468].html$" {{ {think} error_page 412 /challenge.html; try_files /.none =412; }}
    location ~ "^/challenge/[0-9]*[13579].html$" {{ {think} try_files /.none @challenge; }}
    location = /challenge.html {{ internal; root {folder}; }}
    location @challenge {{ root {folder}; try_files /challenge.html =404; }}
    location ~ "^/chain/(?<n>[0-9]+)/to(?<goal>/.*)$" {{ {think} try_files /.none @chain; }}
    location @chain {{ return 302 /chain2/$n/to$goal; }}
    location ~ "^/chain2/[0-9]+/to(?<goal>/.*)$" {{ {think} try_files /.none @chain2; }}
    location @chain2 {{ return 301 $goal; }}
    location ~ "^/(?<step>loop2?|chain-to-absent|cta2|cta3)/(?<n>[0-9]+)[.]html$" {{ {think} try_files /.none @step; }}
    location @step {{ return 302 /$next/$n.html; }}
    location = /find {{ {think} try_files /.none @find; }}
    location @find {{ if ($arg_word !~* "^%CD%A8%D6%AA$") {{ return 404; }} try_files /.none @small; }}
    location /more/ {{ {think} try_files /.none @small; }}
    location /hang/ {{ proxy_pass http://127.0.0.1:{behind}; proxy_read_timeout 1h; }}
    location /unstable/ {{ {think} proxy_pass http://127.0.0.1:{behind}; }}
"""
SMALL = """\
    location @small {{ root {folder}; try_files /small.html =404; }}
"""
NEXT = """\
  map $step $next { loop loop2; loop2 loop; chain-to-absent cta2; cta2 cta3; cta3 cta4; }
"""


class ServerUnavailable(Exception):
    """This machine cannot serve the portal as asked; the text says what is missing."""


class _Behind(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Odd)
        self.seen: set[str] = set()
        self.ending = threading.Event()


class _Odd(BaseHTTPRequestHandler):
    """/hang/ never answers; anything else fails with 500 once and then opens."""

    server: _Behind

    def do_GET(self) -> None:
        if self.path.startswith("/hang/"):
            self.server.ending.wait()
            return
        first = self.path not in self.server.seen
        self.server.seen.add(self.path)
        content = "<html><head><title>服务</title></head><body><p>一次之后就正常的页面。</p></body></html>".encode()
        self.send_response(500 if first else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """nginx keeps the log."""


def free_ports(count: int) -> list[int]:
    """Ports that are free now, all different."""
    sockets = [socket.socket() for _number in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def find_nginx() -> str:
    path = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else "")
    if not path:
        raise ServerUnavailable("nginx is not installed (Debian: nginx-light)")
    return path


def _thinking(latency_ms: int) -> tuple[str, str, str]:
    """How does nginx wait before it answers? The modules to load, a line for every location, a location of its own.

    Asked for is a subrequest that sleeps, so that no worker is blocked; two modules of Debian can.
    """
    if not latency_ms:
        return "", "", ""
    asking, seconds = "auth_request /.think;", latency_ms / 1000
    if (MODULES / "ngx_http_lua_module.so").exists():
        loaded = f"load_module {MODULES}/ndk_http_module.so;\nload_module {MODULES}/ngx_http_lua_module.so;\n"
        sleeping = f"access_by_lua_block {{ ngx.sleep({seconds}) }} content_by_lua_block {{ ngx.exit(204) }}"
        return loaded, asking, f"    location = /.think {{ internal; {sleeping} }}\n"
    if (MODULES / "ngx_http_echo_module.so").exists():
        loaded = f"load_module {MODULES}/ngx_http_echo_module.so;\n"
        return loaded, asking, f'    location = /.think {{ internal; echo_sleep {seconds}; echo -n ""; }}\n'
    raise ServerUnavailable("latency needs libnginx-mod-http-lua or libnginx-mod-http-echo")


def _config(portal: Portal, latency_ms: int, behind: int) -> str:
    folder, port = portal.folder, portal.shape.port
    modules, think, thinking = _thinking(latency_ms)
    small = SMALL.format(folder=folder)
    answers = ANSWERS.format(folder=folder, think=think, behind=behind) + small + thinking
    written = CONFIG.format(
        modules=modules,
        user="user root;\n" if os.geteuid() == 0 else "",
        folder=folder,
        log_format=LOG_FORMAT,
        port=port,
        named=NAMED,
        think=think,
        answers=answers,
        small=small,
        thinking=thinking,
        elsewhere="".join(f"    listen {address}:{port};\n" for address in (*ELSEWHERE, BUSY)),
    )
    return written.replace("http {\n", "http {\n" + NEXT, 1)


@dataclass(slots=True)
class Server:
    """A running nginx with one portal."""

    portal: Portal
    process: subprocess.Popen[bytes]
    behind: _Behind

    @property
    def log(self) -> Path:
        return self.portal.folder / "access.log"

    def forget(self) -> None:
        """Everything as before the first request: an empty log, and unstable addresses fail again."""
        self.behind.seen.clear()
        self.flush()
        self.log.write_bytes(b"")

    def flush(self) -> None:
        """Makes nginx write the lines that it has in memory. It logs a request when the connection is done with it."""
        time.sleep(1.3)  # the log is flushed every second

    def errors(self) -> str:
        return (self.portal.folder / "error.log").read_text(encoding="utf-8", errors="replace")

    def cpu(self) -> float:
        """CPU seconds of nginx and of the server behind it so far."""
        master = psutil.Process(self.process.pid)
        return sum(sum(one.cpu_times()[:2]) for one in (master, *master.children()))


@contextmanager
def serving(portal: Portal, *, latency_ms: int = 0) -> Iterator[Server]:
    """Serves the portal while the block runs. Raises ServerUnavailable."""
    nginx, behind = find_nginx(), _Behind()
    folder = portal.folder
    (folder / "small.html").write_text(
        "<html><head><meta charset=utf-8><title>一页</title></head><body><p>短短的一页。</p></body></html>",
        encoding="utf-8",
    )
    (folder / "challenge.html").write_text(CHALLENGE, encoding="utf-8")
    (folder / "nginx.conf").write_text(_config(portal, latency_ms, behind.server_port), encoding="utf-8")
    for name in ("access.log", "error.log"):
        (folder / name).write_bytes(b"")
    threading.Thread(target=behind.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    process = subprocess.Popen(
        [nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        with _refusing(portal.shape.closed_port):
            _wait_until_it_answers(process, portal.shape.port)
            yield Server(portal, process, behind)
    finally:
        behind.ending.set()
        behind.shutdown()
        behind.server_close()
        process.terminate()
        process.communicate(timeout=10)


@contextmanager
def _refusing(port: int) -> Iterator[None]:
    """Holds the port without listening, so that connections are refused for as long as the block runs."""
    with socket.socket() as held:
        held.bind((CLOSED, port))
        yield


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if process.poll() is not None:
            said = (process.stderr.read() if process.stderr else b"").decode(errors="replace")
            raise ServerUnavailable(f"nginx ended: {said.strip()[:500]}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise ServerUnavailable("nginx did not answer within ten seconds")
