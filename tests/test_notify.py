"""Notices, sent for real: a mail server and a web server on loopback, and the command as a process."""

import asyncio
import base64
import json
import shutil
import ssl
import subprocess
import tomllib
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from auditor_reports.notice import NoticeReport

from auditor.demo.mutations import SEEDED, mutated
from auditor.demo.portal import clean
from auditor.notices import Notices, written
from tests.command import auditor
from tests.reports.test_hostile import hostile
from tests.test_recheck import DAY, audited

PASSWORD = "p-of-the-post"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twice the same portal: clean, then with its faults."""
    path = tmp_path_factory.mktemp("notify") / "a.db"
    asyncio.run(audited(clean(DAY), str(path)))
    asyncio.run(audited(mutated(DAY, *(one.id for one in SEEDED)), str(path)))
    return path


class Post:
    """What came in at a web server that answers with `status` and `answer`."""

    def __init__(self, status: int = 200, answer: bytes = b'{"errcode": 0}') -> None:
        self.bodies: list[Any] = []
        heard = self.bodies

        class Takes(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.send_header("Location", "http://elsewhere.test/")
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_arguments: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?key=secret-key"

    def __enter__(self) -> "Post":
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class Smtp:
    """A mail server that asks for STARTTLS and a password, in a thread of its own."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self.context, self.mails, self.logins, self.port = context, list[bytes](), list[str](), 0
        self.loop = asyncio.new_event_loop()

    def __enter__(self) -> "Smtp":
        server = self.loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.server, self.port = server, server.sockets[0].getsockname()[1]
        self.thread = Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.loop.call_soon_threadsafe(self.server.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        secure = False
        writer.write(b"220 post.test\r\n")
        while line := await reader.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"EHLO":
                offers = (b"AUTH PLAIN" if secure else b"STARTTLS") if self.context else b"8BITMIME"
                writer.write(b"250-post.test\r\n250 " + offers + b"\r\n")
            elif word == b"STARTTLS" and self.context:
                writer.write(b"220 go\r\n")
                await writer.drain()
                await writer.start_tls(self.context)
                secure = True
            elif word == b"AUTH":
                self.logins.append(base64.b64decode(line.split()[2]).decode())
                writer.write(b"235 ok\r\n" if PASSWORD in self.logins[-1] else b"535 no\r\n")
            elif word == b"DATA":
                writer.write(b"354 go\r\n")
                await writer.drain()
                self.mails.append((await reader.readuntil(b"\r\n.\r\n"))[:-5])
                writer.write(b"250 ok\r\n")
            elif word == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write(b"250 ok\r\n")
            await writer.drain()
        writer.close()


def notify(store: Path, to: Path, *more: str, **env: str) -> tuple[int, str]:
    done = auditor(to.parent, "notify", *(more or ("latest",)), "--to", str(to), "--store", str(store), **env)
    assert done.out == ""
    return done.code, done.said


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("certificates are made with openssl")
    folder = tmp_path_factory.mktemp("post")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "k.pem", "-out", "c.pem")
    subject = ("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "9")
    subprocess.run(["openssl", "req", "-x509", *key, *subject], cwd=folder, check=True, capture_output=True)
    return folder


def mail_file(path: Path, port: int, **keys: str) -> Path:
    lines = [f'{key} = "{value}"' for key, value in keys.items()]
    head = ["[[mail]]", 'host = "127.0.0.1"', f"port = {port}", 'sender = "audit@example.gov.cn"']
    path.write_text("\n".join([*head, 'to = ["a@example.gov.cn"]', *lines]), encoding="utf-8")
    return path


def test_a_mail_goes_over_starttls_with_the_password_from_the_environment(
    store: Path, certificate: Path, tmp_path: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "c.pem", certificate / "k.pem")
    keys = {"user": "audit", "password_env": "POST_PASSWORD"}
    with Smtp(context) as server:
        to = mail_file(tmp_path / "n.toml", server.port, ca_file=str(certificate / "c.pem"), **keys)
        code, said = notify(store, to, POST_PASSWORD=PASSWORD)
        assert (code, len(server.mails)) == (0, 1), said
        mail = message_from_bytes(server.mails[0], policy=policy.default)
        text = mail.get_content()
        assert "新增" in str(mail["Subject"])
        assert "- [新增] " in text
        assert server.logins == [f"\0audit\0{PASSWORD}"]
        code, said = notify(store, to, "latest", "--exit-code", POST_PASSWORD="wrong")
        assert code == 1
        assert "535" in said
        code, said = notify(store, to, "latest", "--exit-code")  # not set
        assert (code, "POST_PASSWORD" in said) == (1, True)
        untrusted = mail_file(tmp_path / "u.toml", server.port, **keys)
        code, said = notify(store, untrusted, POST_PASSWORD=PASSWORD)
        assert (code, "certificate" in said.lower()) == (0, True)
        assert len(server.mails) == 1
        assert len(server.logins) == 2  # over the connection that nobody vouches for, no password went


def test_where_starttls_is_not_offered_nothing_is_sent(store: Path, tmp_path: Path) -> None:
    with Smtp(None) as server:
        code, said = notify(store, mail_file(tmp_path / "n.toml", server.port), "latest", "--exit-code")
        assert (code, server.mails) == (1, []), said
        plain = mail_file(tmp_path / "p.toml", server.port, tls="none", user="a", password_env="POST_PASSWORD")
        code, _said = notify(store, plain, "latest", "--exit-code", POST_PASSWORD=PASSWORD)
        assert (code, server.mails, server.logins) == (1, [], [])
        code, said = notify(store, mail_file(tmp_path / "q.toml", server.port, tls="none"))
        assert (code, len(server.mails)) == (0, 1), said


def hook_file(path: Path, *urls: str, more: str = "") -> Path:
    path.write_text("".join(f'[[webhook]]\nurl = "{url}"\n{more}\n' for url in urls), encoding="utf-8")
    return path


def test_a_webhook_gets_the_whole_notice_and_only_what_is_new(store: Path, tmp_path: Path) -> None:
    with Post() as post:
        to = hook_file(tmp_path / "n.toml", post.url)
        assert notify(store, to)[0] == 0
        (whole,) = post.bodies
        notice = whole["runs"][0] if "runs" in whole else whole
        assert notice["new"] > 0
        assert notice["unmet"] == notice["new"] + notice["standing"]
        assert all(one["problem"] and one["id"] for one in notice["findings"])
        assert notify(store, to, "latest", "--new-only")[0] == 0
        assert {one["new"] for one in post.bodies[1]["findings"]} == {True}
        assert len(post.bodies[1]["findings"]) == min(50, notice["new"])


async def test_nothing_new_is_no_notice(store: Path, tmp_path: Path) -> None:
    twice = tmp_path / "b.db"
    twice.write_bytes(store.read_bytes())
    result = await audited(mutated(DAY, *(one.id for one in SEEDED)), str(twice))
    with Post() as post:
        code, said = await asyncio.to_thread(
            notify, twice, hook_file(tmp_path / "n.toml", post.url), "latest", "--new-only"
        )
        assert (code, post.bodies) == (0, []), said
        assert "没有新增" in said
        code, said = await asyncio.to_thread(
            notify, twice, hook_file(tmp_path / "n.toml", post.url), "latest", result.run.id
        )
        assert code == 0, said
        assert len(post.bodies[0]["runs"]) == 2


def test_one_that_fails_keeps_no_other_from_being_told_and_names_no_key(store: Path, tmp_path: Path) -> None:
    refusing, gone = Post(answer=b'{"errcode": 93000, "errmsg": "invalid webhook url"}'), Post(status=302)
    with refusing, gone, Post() as good:
        to = hook_file(tmp_path / "n.toml", refusing.url, gone.url, "http://127.0.0.1:1/?key=secret-key", good.url)
        to.write_text(
            to.read_text().replace("[[webhook]]", "[[webhook]]\nanswer = { errcode = 0 }", 1), encoding="utf-8"
        )
        code, said = notify(store, to)
        assert (code, said.count("通知没有发出"), len(good.bodies)) == (0, 3, 1), said
        assert "secret-key" not in said
        assert notify(store, to, "latest", "--exit-code")[0] == 1


def test_a_template_makes_json_or_nothing_is_sent(store: Path, tmp_path: Path) -> None:
    with Post() as post:
        good = 'body = \'{"msgtype": "text", "text": {"content": {{ text | tojson }}}}\''
        assert notify(store, hook_file(tmp_path / "g.toml", post.url, more=good))[0] == 0
        assert post.bodies[0]["text"]["content"].count("\n") > 3
        for bad in (
            "body = '{\"x\": {{ text }}}'",
            "body = '{{ missing | tojson }}'",
            "body = '{{ text.__class__.__mro__ | tojson }}'",
            "body = '{% for'",
        ):
            code, said = notify(store, hook_file(tmp_path / "b.toml", post.url, more=bad), "latest", "--exit-code")
            assert (code, len(post.bodies)) == (1, 1), said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "[[mail]]"),
        ("x =", "TOML"),
        ("[[webhook]]\nbody = '1'", "url_env"),
        ("[[mail]]\nhost = 'a'\nsender = 'b'\nto = []", "mail.1.to"),
        ("[[mail]]\nhost = 'a'\nsender = 'b'\nto = ['c']\npassword = 'd'", "mail.1.password"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_one_sentence(store: Path, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "n.toml").write_text(text, encoding="utf-8")
    code, said = notify(store, tmp_path / "n.toml")
    assert (code, says in said) == (2, True), said


def test_hostile_words_stay_words_and_personal_data_is_masked() -> None:
    said = NoticeReport().render(hostile(), "zh").decode()
    assert json.loads(said)["unmet"] > 0
    assert "\u202e" not in said


def test_personal_data_is_masked() -> None:
    said = NoticeReport().render(hostile(["联系人13800138000", "身份证110101199003078515"]), "zh").decode()
    assert "138****8000" in said
    assert "110*************15" in said
    assert "13800138000" not in said
    assert "110101199003078515" not in said


def test_the_examples_of_the_documents_are_good(store: Path, tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / "notices.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in text.split("```toml\n")[1:]]
    assert len(examples) == 4
    for example in examples:
        asked = Notices.model_validate(tomllib.loads(example))
        for hook in asked.webhook:
            body = json.loads(written(hook, {"title": 't"', "text": "a\nb", "runs": [], "new": 1, "site": "x"}))
            assert "a\nb" in json.dumps(body, ensure_ascii=False).replace("\\n", "\n")
