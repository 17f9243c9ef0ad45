"""A staging site behind a password, audited by the command: who hears the password, and what is kept of it."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from auditor.demo.portal import clean
from auditor.demo.serve import Served
from tests.command import auditor, beside

LOGIN = "office:swordfish-77"
BASIC = "Basic " + base64.b64encode(LOGIN.encode()).decode()
STAGING, OTHER = "staging.example.test", "www.elsewhere.test"


class Site:
    """One server for both hosts; it tells them apart and asks for the password on the staging host."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, str, int]] = []  # host, Authorization, X-Door, status
        heard = self.heard

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host, said = self.headers["Host"].partition(":")[0], self.headers.get("Authorization", "")
                known = {"/": f'<a href="/b.html">乙</a><a href="http://{OTHER}/x.html">别处</a>', "/b.html": "乙"}
                shut = host == STAGING and said != BASIC
                body = known.get(self.path, "" if host == STAGING else "别处").encode()
                status = 401 if shut else 200 if body else 404
                heard.append((host, said, self.headers.get("X-Door", ""), status))
                page = b"<meta charset=utf-8><title>t</title>" + (b"" if shut else body)
                self.send_response(status)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_arguments: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    Thread(target=site.server.serve_forever, daemon=True).start()
    yield site
    site.server.shutdown()
    site.server.server_close()


def links(site: Site, folder: Path, *more: str, **env: str) -> tuple[int, str]:
    maps = [word for host in (STAGING, OTHER) for word in ("--map", f"{host}=127.0.0.1:{site.server.server_port}")]
    words = [f"http://{STAGING}/", *maps, "--offline", "--rate", "none", "--second-look", "0s", "--progress", "none"]
    done = auditor(folder, "links", *words, *more, "--fail-on", "deduct", **env)
    return done.code, done.out + done.said


def test_the_password_opens_the_own_host_and_no_other_host_hears_it(site: Site, tmp_path: Path) -> None:
    report = "-f", "json:r.json", "-f", "evidence:e.zip", "-v"
    code, said = links(site, tmp_path, *report, "--header", "X-Door: key-4711", AUDITOR_BASIC_AUTH=LOGIN)
    assert code == 0, said
    own = [one for one in site.heard if one[0] == STAGING]
    assert {one[1:3] for one in own} == {(BASIC, "key-4711")}
    others = [one for one in site.heard if one[0] == OTHER]
    assert others
    assert {one[1:3] for one in others} == {("", "")}
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    secrets = (LOGIN, BASIC, BASIC.removeprefix("Basic "), "swordfish-77", "key-4711")
    assert [secret for secret in secrets if secret.encode() in kept or secret in said] == []


def test_without_the_password_nothing_is_held_against_the_site(site: Site, tmp_path: Path) -> None:
    code, said = links(site, tmp_path)
    assert code == 3, said
    assert {one[3] for one in site.heard if one[0] == STAGING} == {401}


@pytest.mark.parametrize(
    "header", ["no colon", "Host: evil.test", "X: a\r\nY: b", "Content-Length: 5", "X Y: secret", ": secret"]
)
def test_what_is_no_header_is_refused_without_saying_the_secret(site: Site, tmp_path: Path, header: str) -> None:
    code, said = links(site, tmp_path, "--header", header)
    assert (code, site.heard) == (2, []), said
    assert "secret" not in said


def test_authorities_that_cannot_be_read_are_no_fault_of_the_site(site: Site, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    code, said = links(site, tmp_path, "--ca", "ca.pem")
    assert (code, site.heard) == (2, []), said
    assert "ca.pem" in said
    code, said = links(site, tmp_path, AUDITOR_BASIC_AUTH="swordfish-77")
    assert (code, "swordfish-77" in said, "AUDITOR_BASIC_AUTH" in said) == (2, False, True)


def test_the_settings_that_hold_are_printed_without_secrets_and_nothing_is_gathered(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(
        'home = "https://www.example.gov.cn/"\nlevel = "township"\nprofile = "kazuo-2021"\n'
        "[gather]\nrate = 1\nmax_pages = 7\n"
    )
    words = (
        "scan",
        "site.toml",
        "--rate",
        "2/s",
        "--level",
        "province",
        "--header",
        "X-Door: key-4711",
        "--print-config",
    )
    code, out, error = auditor(tmp_path, *words, AUDITOR_BASIC_AUTH=LOGIN)
    said = json.loads(out)
    assert (code, error) == (0, "")
    assert (said["gather"]["rate"], said["gather"]["max_pages"], said["gather"]["max_depth"]) == (2, 7, 6)
    assert (said["level"], said["profile"], said["headers"]) == ("province", "kazuo-2021", ["X-Door", "Authorization"])
    assert "key-4711" not in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site.toml"]


def test_a_folder_is_audited_by_all_clauses_under_its_coming_address(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    page = "<meta charset=utf-8><title>示例县人民政府</title><a href='/xxgk/'>信息公开</a><a href='/gone.html'>旧闻</a>"
    (tmp_path / "dist" / "index.html").write_text(page, encoding="utf-8")
    home = "https://www.example.gov.cn/"
    words = "scan", "dist", "--as", home, "--offline", "--progress", "none", "--render", "never"
    code, out, error = auditor(tmp_path, *words, "-f", "json")
    result = json.loads(out)
    assert code == 0, error
    assert result["run"]["portal"]["home"] == home
    unmet = {one["rule"] for one in result["findings"] if one["outcome"] == "unmet"}
    assert "links.broken" in unmet
    # What the real host alone can show is held neither for nor against a folder.
    judged = [one for one in result["findings"] if one["rule"].startswith(("ipv6.", "security.https"))]
    assert judged
    assert {one["outcome"] for one in judged} <= {"not_applicable", "not_testable"}, judged
    code, _out, error = auditor(tmp_path, "scan", "nowhere.test", "--as", home)
    assert (code, "--as" in error) == (2, True)


PAGES = {
    "/": '<a href="http://{0}/a.html">甲</a><a href="https://{0}/b.html">乙</a><a href="https://{0}/gone.html">丙</a>',
    "/a.html": "甲",
    "/b.html": "乙",
}


@pytest.fixture
def preview() -> Iterator[ThreadingHTTPServer]:
    """A preview on one plain port, whose pages link to the coming address by http and by https."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGES.get(self.path, "").format(STAGING).encode()
            page = b"<meta charset=utf-8><title>t</title>" + body
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_arguments: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("home", "to"), [("http", "localhost"), ("http", "127.0.0.1"), ("https", "http://127.0.0.1")])
def test_canonical_links_lead_to_the_preview(preview: ThreadingHTTPServer, tmp_path: Path, home: str, to: str) -> None:
    words = ("--map", f"{STAGING}={to}:{preview.server_port}", "--offline", "--rate", "none", "--second-look", "0")
    quiet = ("--progress", "none", "--fail-on", "deduct", "-f", "json")
    code, out, error = auditor(tmp_path, "links", f"{home}://{STAGING}/", *words, *quiet)
    assert code == 1, error
    told = [one["subject"] for one in json.loads(out)["findings"] if one["outcome"] in ("unmet", "not_testable")]
    assert told == [f"https://{STAGING}/gone.html"]


@pytest.mark.parametrize("to", ["localhost", "256.1.1.1:80", "[localhost]:80", "no.such.host.invalid:80", "a b:80"])
def test_a_map_that_leads_nowhere_is_told(tmp_path: Path, to: str) -> None:
    code, out, error = auditor(tmp_path, "links", f"http://{STAGING}/", "--map", f"{STAGING}={to}", "--offline")
    assert (code, out) == (2, ""), error
    assert "--map" in error


async def test_what_the_real_host_alone_can_show_is_not_applicable_on_a_preview(tmp_path: Path) -> None:
    home = "http://www.qinglan.gov.test/"
    async with Served(clean(datetime.now(UTC).date())) as served:
        [address] = served.site.names["www.qinglan.gov.test"].a
        port = next(one.to_port for one in served.settings().redials if (one.address, one.port) == (address, 80))
        words = ("scan", home, "--map", f"www.qinglan.gov.test=127.0.0.1:{port}", "--offline", "--rate", "none")
        quiet = (
            "--second-look",
            "0",
            "--render",
            "never",
            "--progress",
            "none",
            "-f",
            "json:r.json",
            "-f",
            "html:r.html",
        )
        code, _out, said = await beside(tmp_path, *words, *quiet, "--profile", "ipv6-2024")
    assert code in (0, 3), said
    store = str(tmp_path / "auditor.db")
    code, out, said = auditor(tmp_path, "judge", "latest", "--store", store, "--profile", "kazuo-2021", "--json")
    assert code == 0, said
    results = json.loads((tmp_path / "r.json").read_bytes())["findings"] + json.loads(out)["findings"]
    real = [one for one in results if one["rule"].startswith(("ipv6.", "security.https"))]
    assert {one["rule"] for one in real} >= {"ipv6.aaaa", "ipv6.home-reachable", "ipv6.availability", "security.https"}
    others = {(one["rule"], one["outcome"], one["reason"]) for one in real} - {
        (one["rule"], "not_applicable", "mapped") for one in real
    }
    assert others == set()
    assert "www.qinglan.gov.test" in json.loads((tmp_path / "r.json").read_bytes())["run"]["vantage"]["mapped"]
    assert [one["subject"] for one in results if one["rule"] == "links.broken" and one["outcome"] == "unmet"] == []
