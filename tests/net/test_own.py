"""Headers for a staging site: to the portal's own hosts, and to nobody else."""

import ssl
from pathlib import Path

import pytest

from auditor.model.settings import MapTo
from auditor.net.fetch import Fetcher
from auditor.net.own import OwnHeaders
from auditor.net.resolve import Resolver
from tests.net.raw import HOST, RawServer, answer, redirect, url
from tests.net.test_tls import certificates, serving

__all__ = ["certificates"]
SECRET = ("X-Staging", "open-sesame")
OTHER = "www.other.test"
OWN = frozenset({HOST})


@pytest.mark.parametrize(
    ("home", "asked", "verified", "said"),
    [
        ("https://a.test/", ("https", "a.test", 443), True, True),
        ("https://a.test/", ("https", "b.test", 443), True, False),
        ("https://a.test/", ("https", "a.test.evil.test", 443), True, False),
        ("https://a.test/", ("http", "a.test", 80), True, False),  # a plain line for all to read
        ("https://a.test/", ("https", "a.test", 443), False, False),  # nobody vouches for who is there
        ("https://a.test/", ("https", "a.test", 9443), True, False),  # another service of the host
        ("https://a.test:8443/", ("https", "a.test", 8443), True, True),
        ("https://a.test:8443/", ("https", "a.test", 443), True, True),
        ("http://a.test/", ("http", "a.test", 80), True, True),
        ("http://a.test/", ("https", "a.test", 443), True, True),
        ("list:addresses", ("https", "a.test", 443), True, False),
    ],
)
def test_to_whom_the_headers_go(home: str, asked: tuple[str, str, int], verified: bool, said: bool) -> None:
    own = OwnHeaders(frozenset({"a.test"}), home, (SECRET,))
    assert own.lines(*asked, spoken=asked[0], verified=verified) == ((SECRET,) if said else ())
    assert SECRET[1] not in repr(own)


async def test_a_redirect_to_another_host_does_not_take_them_along() -> None:
    async with RawServer({"/there": answer(b"<html>there")}) as other:
        says = {"/": answer(b"<html>home"), "/away": redirect(f"http://{OTHER}/there")}
        async with RawServer(says) as own:
            settings = own.settings(maps=(MapTo(host=OTHER, address="127.0.0.1", to_port=other.port),))
            headers = OwnHeaders(OWN, url(), (SECRET,))
            async with Fetcher(settings, Resolver(settings), own=headers) as fetcher:
                await fetcher.fetch(url())
                looked = await fetcher.fetch(url("/away"))
                await fetcher.fetch(f"http://{OTHER}/there")
        assert looked.status == 200
        assert len(own.heads) == 2
        assert all(b"X-Staging: open-sesame\r\n" in head for head in own.heads)
        assert len(other.heads) == 2
        assert not any(b"open-sesame" in head for head in other.heads)


@pytest.mark.parametrize(
    ("name", "trusted", "said"), [("good", True, True), ("good", False, False), ("self", True, False)]
)
async def test_who_cannot_prove_to_be_the_host_never_sees_them(
    certificates: Path, name: str, trusted: bool, said: bool
) -> None:
    context: ssl.SSLContext = serving(certificates, name)
    async with RawServer({"/": answer(b"<html>home")}, tls=context) as server:
        settings = server.settings(ca_file=str(certificates / "ca.pem") if trusted else "")
        headers = OwnHeaders(OWN, url(scheme="https"), (SECRET,))
        async with Fetcher(settings, Resolver(settings), own=headers) as fetcher:
            looked = await fetcher.fetch(url(scheme="https"))
        assert looked.status == 200
        assert server.heads
        assert {b"open-sesame" in head for head in server.heads} == {said}
