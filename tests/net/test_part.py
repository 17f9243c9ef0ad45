"""Are files asked for in part, and does a server that reads Range in its own way cost a verdict?"""

import asyncio
import re

import pytest

from auditor.model.exchange import Opening
from auditor.model.fault import FaultKind
from auditor.model.visit import visit_of
from auditor.net.fetch import SAMPLE
from auditor.net.part import ranged, size_of
from tests.net.raw import HOST, RawServer, Say, answer, redirect, url

FILM = bytes(range(256)) * 1024  # 256 KiB
RANGE = re.compile(rb"\r\nRange: bytes=(\d+)-(\d+)\r\n")


def says(
    body: bytes = FILM,
    kind: str = "application/pdf",
    *,
    status: int = 206,
    content_range: str = "",
    more: str = "",
    cut: int = 0,
) -> Say:
    """A server that knows parts, and answers with what the arguments say instead of what it should."""

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        while True:
            if (wanted := RANGE.search(head)) is None:
                writer.write(answer(body, kind=kind))
            else:
                part = body[int(wanted[1]) : int(wanted[2]) + 1]
                told = content_range or f"bytes 0-{len(part) - 1}/{len(body)}"
                lines = f"Content-Range: {told}\r\n" if told != "none" else ""
                writer.write(
                    f"HTTP/1.1 {status} x\r\nContent-Type: {kind}\r\nContent-Length: {len(part)}\r\n"
                    f"{lines}{more}\r\n".encode()
                    + part[: len(part) - cut]
                )
                if cut:
                    writer.close()
                    return
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")

    return say


def parts(server: RawServer) -> int:
    return sum(RANGE.search(head) is not None for head in server.heads)


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("/a/b.pdf", True),
        ("/a/%E9%99%84%E4%BB%B6.DOCX?v=1", True),
        ("/img/logo.png?20260101", True),
        ("/film.mp4", True),
        ("/a/b.html", False),
        ("/a/b", False),
        ("/download.jsp?file=b.pdf", False),
        ("/a.pdf/index.html", False),
        ("/style.css", False),
        ("/sitemap.xml.gz", False),
        ("/b.pdf.html", False),
        ("/xpdf", False),
    ],
)
def test_what_surely_is_a_file(target: str, file: bool) -> None:
    assert ranged(target) is file


@pytest.mark.parametrize(
    ("told", "size"),
    [
        ("bytes 0-99/100", (100, 100)),
        ("bytes 0-999/5000", (1000, 5000)),
        ("Bytes 0-999/*", (1000, -1)),
        ("bytes 0-98/5000", None),  # less than was asked for, and more is there
        ("bytes 0-1000/5000", None),  # more than was asked for
        ("bytes 1-999/5000", None),
        ("bytes 0-999/500", None),
        ("bytes */5000", None),
        ("items 0-999/5000", None),
        ("bytes 0-999", None),
        ("bytes=0-999/5000", None),
        ("bytes 0--1/5000", None),
        ("bytes 0-99999999999999999999999999/5", None),
        ("", None),
    ],
)
def test_a_content_range_is_the_first_part_or_nothing(told: str, size: tuple[int, int] | None) -> None:
    assert size_of(told, 1000) == size


async def test_a_file_is_asked_for_in_part_and_keeps_its_connection() -> None:
    async with RawServer({"/a.pdf": says()}) as server, server.fetcher() as fetcher:
        looks = [await fetcher.fetch(url("/a.pdf")) for _ in range(3)]
    for look in looks:
        assert (look.status, look.fault, look.truncated, look.size) == (206, None, False, len(FILM))
        assert look.body == FILM[:SAMPLE]
    assert server.connections == 1
    head = server.heads[0].decode()
    assert f"Range: bytes=0-{SAMPLE - 1}\r\n" in head
    assert "Accept-Encoding: identity\r\n" in head
    assert visit_of(url("/a.pdf"), looks[:1], apart=60).opening is Opening.OPENS


async def test_a_page_is_asked_for_whole() -> None:
    async with RawServer({"/a.html": answer(b"x"), "/": answer(b"x")}) as server, server.fetcher() as fetcher:
        for path in ("/a.html", "/"):
            assert (await fetcher.fetch(url(path))).status == 200
        await fetcher.fetch(url("/a.pdf"), method="HEAD")
    assert parts(server) == 0


async def test_a_server_that_knows_no_parts_is_asked_once() -> None:
    async with RawServer({"/a.pdf": answer(FILM, kind="application/pdf")}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url("/a.pdf"))
    assert (look.status, look.fault, look.size, look.body) == (200, None, len(FILM), FILM[:SAMPLE])
    assert server.requests["/a.pdf"] == 1


async def test_a_small_file_comes_whole() -> None:
    async with RawServer({"/a.pdf": says(b"%PDF")}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url("/a.pdf"))
    assert (look.status, look.fault, look.size, look.body) == (206, None, 4, b"%PDF")


@pytest.mark.parametrize(
    "say",
    [
        says(status=416, content_range="bytes */0"),
        says(content_range="none"),
        says(content_range="bytes 100-65635/262144"),
        says(content_range="bytes 0-65535/100"),
        says(content_range="bytes 0-65534/262144"),
        says(content_range="items 0-65535/262144"),
        says(kind="multipart/byteranges; boundary=x", content_range="none"),
        says(more="Content-Encoding: gzip\r\n"),
        says(kind="text/html"),  # half a page says nothing of the page
        says(kind=""),
    ],
    ids=["416", "no range", "elsewhere", "too few", "not its length", "unit", "multipart", "coded", "page", "untyped"],
)
async def test_what_is_not_the_part_asked_for_is_asked_for_whole_and_parts_no_more(say: Say) -> None:
    async with RawServer({"/a.pdf": say, "/b.pdf": says()}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url("/a.pdf"))
        assert (look.status, look.fault, look.size) == (200, None, len(FILM))
        assert parts(server) == 1
        assert (await fetcher.fetch(url("/b.pdf"))).status == 200
    assert parts(server) == 1


async def test_a_part_that_breaks_off_is_looked_at_again_without_one() -> None:
    async with RawServer({"/a.pdf": says(cut=10)}) as server, server.fetcher() as fetcher:
        first = await fetcher.fetch(url("/a.pdf"))
        assert first.fault is not None
        assert (first.fault.kind, first.fault.lasting) == (FaultKind.TRUNCATED, False)
        second = await fetcher.fetch(url("/a.pdf"), attempt=2)
    assert (second.status, second.fault) == (200, None)


@pytest.mark.parametrize("status", [400, 403, 405, 406, 412, 500, 501])
async def test_a_server_that_refuses_parts_is_asked_for_the_whole_and_for_parts_no_more(status: int) -> None:
    async with RawServer({"/a.pdf": says(status=status), "/b.pdf": says()}) as server, server.fetcher() as fetcher:
        for path in ("/a.pdf", "/b.pdf"):
            look = await fetcher.fetch(url(path))
            assert (look.status, look.fault) == (200, None)
    assert parts(server) == 1


@pytest.mark.parametrize("status", [401, 403, 500])
async def test_a_server_that_refuses_files_however_it_is_asked_is_asked_twice_for_one_of_them(status: int) -> None:
    refusing = answer(b"no", f"{status} no")
    async with (
        RawServer(dict.fromkeys(("/a.pdf", "/b.pdf", "/c.pdf"), refusing)) as server,
        server.fetcher() as fetcher,
    ):
        for path in ("/a.pdf", "/b.pdf", "/c.pdf"):
            assert (await fetcher.fetch(url(path))).status == status
    assert sorted(server.requests.values()) == [1, 1, 2]


@pytest.mark.parametrize("status", [429, 503])
async def test_a_server_that_wants_peace_is_not_asked_again_at_once(status: int) -> None:
    async with RawServer({"/a.pdf": says(status=status)}) as server, server.fetcher() as fetcher:
        first = await fetcher.fetch(url("/a.pdf"))
        assert first.fault is not None
        assert (first.fault.lasting, server.requests["/a.pdf"]) == (False, 1)
        second = await fetcher.fetch(url("/a.pdf"), attempt=2)
    assert (second.status, second.fault) == (200, None)
    assert visit_of(url("/a.pdf"), [first, second], apart=0).opening is Opening.OPENS


@pytest.mark.parametrize("status", [404, 410])
async def test_only_a_plain_request_says_that_a_file_is_gone(status: int) -> None:
    """Like HEAD, the wish for a part convicts nobody: a firewall may hide from it what every reader can open."""
    gone = answer(b"no", f"{status} no")
    async with RawServer({"/gone.pdf": gone, "/a.pdf": says(status=status)}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url("/gone.pdf"))
        assert look.fault is not None
        assert (look.fault.lasting, look.status) == (True, status)
        assert [RANGE.search(head) is not None for head in server.heads] == [True, False]
        there = await fetcher.fetch(url("/a.pdf"))
    assert (there.status, there.fault) == (200, None)


async def test_every_hop_is_asked_for_as_its_own_address_says() -> None:
    hops = {"/a.pdf": redirect("/login.html"), "/login.html": answer(b"<html>x")}
    async with RawServer(hops) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url("/a.pdf"))
    assert look.final_url == f"http://{HOST}/login.html"
    assert [RANGE.search(head) is not None for head in server.heads] == [True, False]


async def test_a_206_that_nobody_asked_for_is_an_answer_like_any_other() -> None:
    page = answer(b"<html>x", "206 Partial Content", "Content-Range: bytes 0-6/7")
    async with RawServer({"/": page}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert (look.status, look.body, look.fault) == (206, b"<html>x", None)
    assert server.requests["/"] == 1
