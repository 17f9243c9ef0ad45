"""Are certificates judged one by one, and is the content read all the same?"""

import asyncio
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from auditor.model.fault import FaultKind, Whose
from auditor.net.route import Route
from auditor.net.wire import Asked, Progress, Wire
from tests.net.raw import HOST, RawServer, answer, url

PAGE = b"<html>" + b"words " * 100
pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="certificates are made with openssl")


def openssl(*arguments: str, cwd: Path) -> None:
    subprocess.run(["openssl", *arguments], cwd=cwd, check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CA, and certificates of it: good, expired, for another name; and a self-signed one."""
    folder = tmp_path_factory.mktemp("tls")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA", cwd=folder)
    openssl("req", "-x509", *key, "-keyout", "self.key", "-out", "self.pem", "-subj", f"/CN={HOST}", cwd=folder)
    for name, host, dates in (
        ("good", HOST, ("20200101000000Z", "20990101000000Z")),
        ("expired", HOST, ("20200101000000Z", "20210101000000Z")),
        ("other", "www.other.test", ("20200101000000Z", "20990101000000Z")),
    ):
        (folder / "index.txt").write_text("")
        (folder / "ca.cnf").write_text(
            "[ca]\ndefault_ca=x\n[x]\ndatabase=index.txt\nnew_certs_dir=.\nserial=serial\nrand_serial=yes\n"
            f"default_md=sha256\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n[e]\nsubjectAltName=DNS:{host}\n"
        )
        openssl("req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={host}", cwd=folder)
        signing = ("-cert", "ca.pem", "-keyfile", "ca.key", "-in", f"{name}.csr", "-out", f"{name}.pem")
        start, end = dates
        openssl("ca", "-batch", "-config", "ca.cnf", *signing, "-startdate", start, "-enddate", end, cwd=folder)
    return folder


def serving(folder: Path, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("good", ""),
        ("expired", FaultKind.TLS_EXPIRED),
        ("other", FaultKind.TLS_NAME),
        ("self", FaultKind.TLS_UNTRUSTED),
    ],
)
async def test_a_certificate_fault_is_named_and_the_content_is_read(
    certificates: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    async with RawServer({"/": answer(PAGE)}, tls=serving(certificates, name)) as server, server.fetcher() as fetcher:
        for _ in range(2):
            look = await fetcher.fetch(url(scheme="https"))
            assert (look.status, look.body, look.fault, look.tls) == (200, PAGE, None, fault)


async def test_a_missing_page_behind_a_bad_certificate_is_still_missing(certificates: Path) -> None:
    async with RawServer({}, tls=serving(certificates, "self")) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url("/gone", scheme="https"))
    assert look.fault is not None
    assert (look.fault.kind, look.fault.lasting, look.tls) == (FaultKind.HTTP_4XX, True, FaultKind.TLS_UNTRUSTED)


async def test_a_server_of_old_tls_versions_is_read_and_named(certificates: Path) -> None:
    context = serving(certificates, "self")
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options &= ~(ssl.OP_NO_TLSv1 | ssl.OP_NO_TLSv1_1)
    try:
        with pytest.warns(DeprecationWarning, match="TLSv1"):
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    except ValueError:
        pytest.skip("this OpenSSL serves no TLS 1.0")
    async with RawServer({"/": answer(PAGE)}, tls=context) as server, server.fetcher() as fetcher:
        look = await fetcher.fetch(url(scheme="https"))
    assert (look.status, look.fault, look.tls) == (200, None, FaultKind.TLS_OTHER)


async def test_a_server_waits_behind_tls_too_while_nobody_reads(certificates: Path) -> None:
    sent = 0

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(bytes(65536))
            await writer.drain()
            sent += 65536

    async with RawServer({"/": flood}, tls=serving(certificates, "self")) as server:
        wire = Wire(server.settings())
        route = Route("127.0.0.1", "127.0.0.1", server.port, opened=True)
        answer = await wire.ask(Asked("https", HOST, 443, "/", route, verify=False), Progress())
        before = -1
        while before != sent:
            before = sent
            await asyncio.sleep(0.2)
        assert before < 32 << 20
        arrived = 0
        while arrived <= before + (1 << 20):
            arrived += len(await answer.read())
        answer.close()
        await wire.aclose()


async def test_a_greeting_that_fails_accuses_nobody() -> None:
    says = {"plain HTTP": answer(PAGE), "an alert": b"\x15\x03\x01\x00\x02\x02\x28", "silence": b""}
    for said in says.values():

        async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, said: bytes = said) -> None:
            await reader.read(1)
            writer.write(said)
            if said:
                await writer.drain()
                writer.close()
            else:
                await reader.read()
            writer.transport.abort()

        server = await asyncio.start_server(deaf, "127.0.0.1", 0)
        raw = RawServer({})
        raw.port = server.sockets[0].getsockname()[1]
        async with raw.fetcher(timeout=1) as fetcher:
            look = await fetcher.fetch(url(scheme="https"))
        server.close()
        await server.wait_closed()
        assert look.fault is not None
        assert (look.fault.kind, look.fault.whose, look.fault.lasting) == (FaultKind.TLS_OTHER, Whose.BETWEEN, False)
        assert look.address == "127.0.0.1"
