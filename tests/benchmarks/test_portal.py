"""The benchmark's portal: the same for the same seed, and every address does what the truth says of it."""

import http.client
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest

from benchmarks.portal import Portal, Shape, generate, path_of
from benchmarks.server import Server, ServerUnavailable, find_nginx, free_ports, serving
from benchmarks.truth import Class, Kind, plain
from tests.conftest import skip_or_fail

PAGES = 60
ANSWERS = {
    Kind.PAGE: {200},
    Kind.FILE: {200},
    Kind.CHAIN: {302},
    Kind.QUERY: {200},
    Kind.ELSEWHERE: {200},
    Kind.ABSENT: {404},
    Kind.GONE: {410},
    Kind.FAILING: {500},
    Kind.LOOP: {302},
    Kind.CHAIN_TO_ABSENT: {302},
    Kind.ELSEWHERE_ABSENT: {404},
    Kind.FORBIDDEN: {403},
    Kind.CHALLENGE: {200, 412},
    Kind.BUSY: {429},
    Kind.UNSTABLE: {500},
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    try:
        find_nginx()
    except ServerUnavailable as error:
        skip_or_fail("lab", str(error))
    port, closed = free_ports(2)
    with serving(generate(Shape(PAGES, port, closed), tmp_path_factory.mktemp("portal"))) as running:
        yield running


def digest(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def ask(url: str, *, host: str = "", method: str = "GET", timeout: float = 10) -> tuple[int, str, bytes]:
    """One request without following: status, location, body."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.netloc, timeout=timeout)
    target = place.path + (f"?{place.query}" if place.query else "")
    try:
        connection.request(method, target, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", ""), answer.read()
    finally:
        connection.close()


def end_of(url: str) -> int | None:
    """The status at the end of the redirects, None when they have no end."""
    for _hop in range(10):
        status, location, _body = ask(url)
        if status not in (301, 302):
            return status
        url = location if "://" in location else "http://" + urlsplit(url).netloc + location
    return None


def test_the_same_seed_makes_the_same_portal_and_another_seed_another(tmp_path: Path) -> None:
    made = {}
    for name, seed in (("one", "1"), ("again", "1"), ("other", "2")):
        made[name] = generate(Shape(PAGES, 18000, 18001, seed), tmp_path / name)
    assert digest(tmp_path / "one") == digest(tmp_path / "again")
    assert digest(tmp_path / "one") != digest(tmp_path / "other")
    assert made["one"].truth == made["again"].truth


def test_pages_are_shaped_like_those_of_government_templates(tmp_path: Path) -> None:
    portal = generate(Shape(PAGES, 18000, 18001), tmp_path)
    pages = list((tmp_path / "www").rglob("*.html"))
    assert len(pages) == PAGES
    assert all(29_000 < len(page.read_bytes()) < 66_000 for page in pages)
    assert all(75 <= page.read_bytes().count(b"href=") <= 110 for page in pages)
    gbk = [page for page in pages if b"charset=gb2312" in page.read_bytes()]
    assert len(gbk) == PAGES // 10
    assert all("首页" in page.read_bytes().decode("gb18030") for page in gbk)
    assert any("/fujian/通知".encode("gb18030") in page.read_bytes() for page in gbk)
    assert {portal.truth.class_of(url) for url in portal.truth.urls} == set(Class)


def test_every_address_on_a_page_stands_in_the_truth_and_the_other_way_round(tmp_path: Path) -> None:
    portal = generate(Shape(PAGES, 18000, 18001), tmp_path)
    referred = set()
    for number in range(PAGES):
        path = path_of(number)
        content = (tmp_path / "www" / (path[1:] + ("index.html" if path.endswith("/") else ""))).read_bytes()
        charset = "gb18030" if b"charset=gb2312" in content else "utf-8"
        for href in re.findall(r'(?:href|src)="([^"#]+)"', content.decode(charset)):
            if not href.startswith(("mailto:", "javascript:")):
                target, mark, query = urljoin(portal.truth.origin + path, href).partition("?")
                # A browser sends a path in UTF-8 and a query in the encoding of the page.
                referred.add(plain(target + mark + quote(query.encode(charset), safe="=&")))
    assert referred == set(portal.truth.urls)


def test_every_page_is_within_three_clicks_of_the_home_page(tmp_path: Path) -> None:
    portal = generate(Shape(2000, 18000, 18001), tmp_path)
    known, level, clicks = {plain(portal.url)}, [plain(portal.url)], 0
    pages = set(portal.pages())
    while level:
        below = set()
        for url in level:
            path = urlsplit(url).path
            content = (tmp_path / "www" / (path[1:] + ("index.html" if path.endswith("/") else ""))).read_bytes()
            below |= {
                plain(urljoin(url, href.decode("gb18030", "replace")))
                for href in re.findall(rb'href="([^"#:]*)"', content)
            }
        level = sorted((below & pages) - known)
        known |= set(level)
        clicks += bool(level)
    assert known == pages
    assert clicks <= 3


@pytest.mark.parametrize("kind", list(ANSWERS))
def test_every_address_answers_as_the_truth_says(server: Server, kind: Kind) -> None:
    server.behind.seen.clear()
    urls = [url for url, what in server.portal.truth.urls.items() if what is kind]
    assert urls
    assert {ask(url)[0] for url in urls} <= ANSWERS[kind]


def test_redirect_chains_end_at_a_page_loops_nowhere_and_the_others_at_nothing(server: Server) -> None:
    ends = {Kind.CHAIN: 200, Kind.LOOP: None, Kind.CHAIN_TO_ABSENT: 404}
    for url, kind in server.portal.truth.urls.items():
        if kind in ends:
            assert end_of(url) == ends[kind], url


def test_hops_of_redirects_are_known_by_the_link_that_leads_to_them(server: Server) -> None:
    truth = server.portal.truth
    for hop, link in truth.hops.items():
        if truth.urls[link] is Kind.CHAIN:
            assert plain(truth.origin + ask(link)[1].removeprefix(truth.origin)) == hop


def test_an_unstable_address_fails_once_and_then_opens_until_the_server_forgets(server: Server) -> None:
    url = next(url for url, kind in server.portal.truth.urls.items() if kind is Kind.UNSTABLE)
    server.behind.seen.clear()
    assert [ask(url)[0] for _time in range(3)] == [500, 200, 200]
    server.forget()
    assert ask(url)[0] == 500


def test_a_hanging_address_accepts_and_never_answers(server: Server) -> None:
    url = next(url for url, kind in server.portal.truth.urls.items() if kind is Kind.HANG)
    with pytest.raises(TimeoutError):
        ask(url, timeout=0.3)


def test_a_refused_address_refuses(server: Server) -> None:
    url = next(url for url, kind in server.portal.truth.urls.items() if kind is Kind.REFUSED)
    with pytest.raises(ConnectionRefusedError):
        ask(url)


def test_a_query_opens_in_the_encoding_of_its_page_only(server: Server) -> None:
    origin = server.portal.truth.origin
    assert ask(f"{origin}/find?word=%CD%A8%D6%AA&n=0")[0] == 200
    assert ask(f"{origin}/find?word=%e9%80%9a%e7%9f%a5&n=0")[0] == 404


def test_by_name_other_hosts_stand_as_names_and_all_else_is_the_same(server: Server) -> None:
    portal = server.portal
    host = urlsplit(portal.named_url).netloc
    with_names = 0
    for url in portal.pages():
        mine, theirs = ask(url, host=host)[2], ask(url)[2]
        assert portal_text(portal, mine) == theirs.replace(b"\r", b"")
        with_names += mine != theirs
        assert b"//127.0.0." not in mine
    assert with_names


def portal_text(portal: Portal, content: bytes) -> bytes:
    """The page with addresses in place of names."""
    return b'"'.join(portal.unnamed(part.decode("latin-1")).encode("latin-1") for part in content.split(b'"'))


def test_the_server_has_no_errors_to_tell(server: Server) -> None:
    assert server.errors() == ""
