"""A folder is served as a web server would, and nothing outside it is."""

import asyncio
import os
from pathlib import Path

import pytest

from auditor.model.problem import Problem
from auditor.net.static import StaticServer

HOST = "www.lin.gov.test"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "public"
    (root / "news").mkdir(parents=True)
    (root / "bare").mkdir()
    (root / "index.html").write_text("home")
    (root / "news" / "index.htm").write_text("news")
    (root / "文件 1.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (root / "data.ofd").write_bytes(b"PK")
    (root / "unknown.xyz").write_bytes(b"x")
    (root / "big.bin").write_bytes(b"x" * 700_000)
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "public-too").mkdir()
    (tmp_path / "public-too" / "other.txt").write_text("secret")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "outside").symlink_to(tmp_path)
    (root / "inside.html").symlink_to(root / "index.html")
    (root / "loop").symlink_to(root / "loop")
    (root / "dangling").symlink_to(root / "nothing")
    os.mkfifo(root / "pipe")
    return root


async def ask(server: StaticServer, target: str, *, method: str = "GET", host: str = HOST) -> tuple[int, str, bytes]:
    """Status, head and body, asked for by hand: no client tidies the path."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    head, _end, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    return int(head.split()[1]), head.decode("latin-1"), body


@pytest.mark.parametrize(
    ("target", "status", "kind", "size"),
    [
        ("/", 200, "text/html", 4),
        ("/?page=2", 200, "text/html", 4),
        ("/index.html", 200, "text/html", 4),
        ("/news/", 200, "text/html", 4),
        ("/inside.html", 200, "text/html", 4),
        ("/%E6%96%87%E4%BB%B6%201.doc", 200, "application/msword", 4),
        ("/data.ofd", 200, "application/ofd", 2),
        ("/unknown.xyz", 200, "application/octet-stream", 1),
        ("/big.bin", 200, "application/octet-stream", 700_000),
        ("/gone.html", 404, "text/html", None),
        ("/bare/", 404, "text/html", None),
        ("/bare", 404, "text/html", None),
        ("/index.html/", 404, "text/html", None),
        ("/index.html/x", 404, "text/html", None),
        ("/out.txt", 404, "text/html", None),
        ("/outside/secret.txt", 404, "text/html", None),
        ("/../secret.txt", 404, "text/html", None),
        ("/%2e%2e/secret.txt", 404, "text/html", None),
        ("/..%2fsecret.txt", 404, "text/html", None),
        ("/../public-too/other.txt", 404, "text/html", None),
        ("//etc/passwd", 404, "text/html", None),
        ("/%00", 404, "text/html", None),
        ("/loop", 404, "text/html", None),
        ("/dangling", 404, "text/html", None),
        ("/pipe", 404, "text/html", None),
        ("/%ff%fe", 404, "text/html", None),
        ("/" + "x" * 5000, 404, "text/html", None),
    ],
)
async def test_files_of_the_folder_and_nothing_else(
    folder: Path, target: str, status: int, kind: str, size: int | None
) -> None:
    async with StaticServer(folder, [HOST]) as server:
        got, head, body = await ask(server, target)
    assert got == status
    assert f"Content-Type: {kind}\r\n" in head
    assert size is None or len(body) == size
    assert b"secret" not in body


async def test_a_folder_without_its_slash_is_redirected_there(folder: Path) -> None:
    async with StaticServer(folder, [HOST]) as server:
        status, head, _body = await ask(server, "/news?a=1")
    assert status == 301
    assert "Location: /news/" in head


async def test_the_site_may_stand_below_a_path(folder: Path) -> None:
    async with StaticServer(folder, [HOST], "/base/") as server:
        assert (await ask(server, "/base/news/"))[2] == b"news"
        assert (await ask(server, "/base/"))[2] == b"home"
        assert (await ask(server, "/news/"))[0] == 404
        assert (await ask(server, "/base"))[0] == 404


async def test_a_page_for_what_is_missing_is_sent_with_its_status(folder: Path) -> None:
    (folder / "404.html").write_text("own words")
    async with StaticServer(folder, [HOST]) as server:
        assert (await ask(server, "/gone"))[::2] == (404, b"own words")


async def test_other_hosts_and_other_methods_get_nothing(folder: Path) -> None:
    async with StaticServer(folder, [HOST]) as server:
        assert (await ask(server, "/", host="evil.test"))[0] == 404
        assert (await ask(server, "/", host=f"{HOST}:80"))[0] == 200
        assert (await ask(server, "/", method="POST"))[0] == 405
        status, head, body = await ask(server, "/big.bin", method="HEAD")
        assert (status, body) == (200, b"")
        assert "Content-Length: 700000" in head


async def test_what_is_no_http_ends_the_connection(folder: Path) -> None:
    async with StaticServer(folder, [HOST]) as server:
        for sent in (b"\r\n\r\n", b"x" * 100_000, b"GET\r\n\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(sent)
            writer.write_eof()
            await reader.read()
            writer.close()
        assert (await ask(server, "/"))[0] == 200


async def test_a_file_is_no_folder(folder: Path) -> None:
    with pytest.raises(Problem, match="没有目录"):
        StaticServer(folder / "index.html", [HOST])
