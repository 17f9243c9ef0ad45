"""How are bodies kept within bounds, and what is known of a broken one?"""

import asyncio
import gzip
import resource
import zlib

import pytest

from auditor.model.fault import FaultKind, Whose
from auditor.net.fetch import SAMPLE
from tests.net import formats
from tests.net.raw import RawServer, Say, answer, url

PAGE = b"<html><body>" + b"words " * 1000 + b"</body></html>"


def coded(body: bytes, coding: str) -> bytes:
    return answer(body, "200 OK", f"Content-Encoding: {coding}")


def zipped(size: int) -> bytes:
    """`size` zeros, gzipped twenty MiB at a time so that the test itself stays small."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(20 << 20)
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("GZIP", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])),
        ("gzip", gzip.compress(PAGE) + b"\0\0\0trailing"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("identity", PAGE),
        ("utf-8", PAGE),
    ],
    ids=["gzip", "x-gzip", "two members", "gzip and more", "zlib", "raw deflate", "identity", "utf-8"],
)
async def test_what_was_offered_is_decoded(coding: str, body: bytes) -> None:
    async with RawServer({"/": coded(body, coding)}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert (look.body, look.fault, look.truncated) == (PAGE, None, False)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        *(("br", b"\x0b\x02\x80"), ("zstd", b"\x28\xb5\x2f\xfd"), ("gzip, gzip", b"\x1f\x8b"), ("gzip", b"plain")),
        *(("deflate", b"\x78\x9cnot so"), ("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + b"\xff" * 50)),
    ],
)
async def test_what_was_not_offered_or_is_no_such_coding_is_undecodable(coding: str, body: bytes) -> None:
    async with RawServer({"/": coded(body, coding)}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, look.status) == (FaultKind.UNDECODABLE, 200)


async def test_a_truncated_gzip_is_flagged_and_its_words_kept() -> None:
    whole = gzip.compress(bytes(range(256)) * 400)
    async with RawServer({"/": coded(whole[: len(whole) // 2], "gzip")}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, look.truncated) == (FaultKind.TRUNCATED, True)
    assert look.body.startswith(bytes(range(256)))


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n" + PAGE,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n0123456789abcdef\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n01",
    ],
)
async def test_a_body_that_ends_early_is_flagged(said: bytes) -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(said)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with RawServer({"/": cut}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, look.fault.lasting, look.truncated) == (FaultKind.TRUNCATED, False, True)
    assert look.body


async def test_a_bomb_of_one_gibibyte_never_comes_into_being() -> None:
    bomb = zipped(1 << 30)
    async with RawServer({"/": coded(bomb, "gzip")}) as server, server.fetcher(timeout=20) as fetcher:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        look = await fetcher.fetch(url())
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert look.fault is not None
    assert (look.fault.kind, look.fault.whose) == (FaultKind.TOO_LARGE, Whose.US)
    assert (len(look.body), look.truncated) == (10_000_000, True)
    assert grown < 64 * 1024


def forever(piece: bytes, pause: float, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") -> Say:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return say


async def test_an_endless_body_is_cut_at_the_cap() -> None:
    server = RawServer({"/": forever(b"x" * 65536, 0)})
    async with server, server.fetcher(max_body=1_000_000, timeout=20) as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, len(look.body)) == (FaultKind.TOO_LARGE, 1_000_000)


@pytest.mark.parametrize(
    ("say", "status"),
    [
        (forever(b"x", 0.05), 200),
        (forever(b"X-A: b\r\n", 0.05, b"HTTP/1.1 200 OK\r\n"), 0),
        (forever(b"1\r\nx\r\n", 0.05, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), 200),
        (forever(b"", 0.05, b""), 0),
        (forever(b"", 0.05, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nhalf"), 200),
    ],
)
async def test_drips_and_silence_end_at_the_deadline(say: Say, status: int) -> None:
    async with RawServer({"/": say}) as server, server.fetcher(timeout=0.6) as fetcher:
        look = await fetcher.fetch(url())
    assert look.fault is not None
    assert (look.fault.kind, look.status) == (FaultKind.READ_TIMEOUT, status)
    assert not look.fault.lasting


async def test_a_body_that_is_no_text_is_sampled_and_its_size_taken_from_the_head() -> None:
    async def film(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 5000000000\r\n\r\n")
        while True:
            writer.write(bytes(65536))
            await writer.drain()

    async with RawServer({"/": film}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url())
    assert (look.fault, look.truncated, look.size) == (None, False, 5_000_000_000)
    assert len(look.body) == SAMPLE


async def test_a_body_without_a_type_is_read_whole_when_it_is_text() -> None:
    text, binary = b"<html>" + b"x" * 200_000, b"\0\1" * 100_000
    bare = b"HTTP/1.1 200 OK\r\nContent-Length: 200006\r\n\r\n"
    says = {"/text": bare + text, "/binary": b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + binary}
    async with RawServer(says) as server, server.fetcher() as fetcher:
        assert (await fetcher.fetch(url("/text"))).body == text
        sampled = await fetcher.fetch(url("/binary"))
    assert (len(sampled.body) < 100_000, sampled.fault) == (True, None)


async def test_a_head_request_reads_no_body_and_keeps_the_size() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n"
    async with RawServer({"/": head}) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url(), method="HEAD")
    assert (look.status, look.size, look.body, look.fault) == (200, 77, b"", None)


@pytest.mark.parametrize(
    ("said", "looks"),
    [
        (answer(formats.PDF + bytes(2 * SAMPLE), "200 OK", "Content-Type: application/octet-stream"), "pdf"),
        (answer(formats.OFD, "200 OK", "Content-Type: application/pdf"), "ofd"),
        (answer(formats.HTML, "200 OK", "Content-Type: application/pdf"), "html"),
        (answer(b"", "200 OK", "Content-Type: application/pdf"), "empty"),
        (answer(gzip.compress(formats.OLE), "200 OK", "Content-Encoding: gzip"), "ole"),
        (answer(formats.PDF, "404 Not Found", "Content-Type: application/pdf"), ""),
    ],
)
async def test_what_the_first_bytes_are_is_told_whatever_the_headers_say(said: bytes, looks: str) -> None:
    async with RawServer({"/": said}) as server, server.fetcher() as fetcher:
        assert (await fetcher.fetch(url())).looks_like == looks
        assert (await fetcher.fetch(url(), method="HEAD")).looks_like == ""
