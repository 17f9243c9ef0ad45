"""How fast could any Python link checker be on this machine? The sum of the parts that nobody can leave out."""

import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from benchmarks.portal import Portal, is_gbk, path_of
from benchmarks.server import Server
from benchmarks.truth import Kind

SAMPLE = 200  # pages that are parsed
ASKED = 1500  # requests that are timed; nginx's own CPU time is told in hundredths of a second


def limit(server: Server, *, cores: int) -> dict[str, Any]:
    """A row whose `wall_s` is the CPU time of parsing every page, of fetching every address once and of serving them,
    shared by all cores: nothing stored, nothing judged, nobody waits. No run; the parts are measured just now."""
    portal = server.portal
    pages = portal.shape.pages
    others = sorted(url for url, kind in portal.truth.urls.items() if kind is Kind.FILE)
    rest = sum(kind is not Kind.PAGE and "//127.0.0.1:" in url for url, kind in portal.truth.urls.items())
    parsing = _parse(portal) * pages
    page_client, page_server = _fetch(server, portal.pages())
    other_client, other_server = _fetch(server, others)
    fetching = page_client * pages + other_client * rest
    serving = page_server * pages + other_server * rest
    return {
        "peer": "limit",
        "pages": pages,
        "wall_s": round((parsing + fetching + serving) / cores, 3),
        "cpu_s": round(parsing + fetching, 3),
        "parts": {"parse_s": round(parsing, 3), "fetch_s": round(fetching, 3), "serve_s": round(serving, 3)},
        "note": "no run: parsing, fetching and serving, measured one by one and summed",
    }


def _parse(portal: Portal) -> float:
    """CPU seconds to read one page: title, every address, the words."""
    step = max(1, portal.shape.pages // SAMPLE)
    bodies = [
        (_body(portal.folder / "www", number), "gb18030" if is_gbk(number) else "utf-8")
        for number in range(0, portal.shape.pages, step)
    ]
    began, found = time.process_time(), 0
    for body, charset in bodies:
        tree = LexborHTMLParser(body.decode(charset))
        for name, attribute in (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src"), ("title", "")):
            found += sum(bool(node.attributes.get(attribute)) for node in tree.tags(name))
        found += len(tree.body.text()) if tree.body else 0
    assert found
    return (time.process_time() - began) / len(bodies)


def _body(root: Path, number: int) -> bytes:
    path = path_of(number)
    return (root / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))).read_bytes()


def _fetch(server: Server, urls: Sequence[str]) -> tuple[float, float]:
    """CPU seconds of one request, on our side and at the server, over one connection that is kept."""
    place = urlsplit(server.portal.url)
    served, began = server.cpu(), time.process_time()
    with socket.create_connection((place.hostname or "", place.port or 80), timeout=20) as wire:
        for number in range(ASKED):
            target = urls[number % len(urls)].removeprefix(server.portal.truth.origin)
            wire.sendall(f"GET {target} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
            _answer(wire)
    return (time.process_time() - began) / ASKED, (server.cpu() - served) / ASKED


def _answer(wire: socket.socket) -> None:
    """Reads one answer that tells its length."""
    got = bytearray()
    while b"\r\n\r\n" not in got:
        got += _some(wire)
    head, _blank, body = bytes(got).partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    left = length - len(body)
    while left > 0:
        left -= len(_some(wire))


def _some(wire: socket.socket) -> bytes:
    part = wire.recv(262144)
    if not part:
        raise ConnectionError("the server closed the connection")
    return part
