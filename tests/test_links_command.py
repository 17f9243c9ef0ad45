"""Links alone, from the command line: real servers, real processes, real exit codes."""

import asyncio
import json
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest

from auditor.commands.addresses import address
from auditor.demo.serve import Served
from auditor.demo.site import Name, Resource, Site
from auditor.model.portal import Portal
from auditor.model.run import RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.progress import FIGURES, figures
from auditor.store import Store
from tests.checks.small import ABROAD, links, site
from tests.crawl.generated import generated
from tests.test_interrupt import site_file as generated_site_file
from tests.test_interrupt import toml

AUDITOR = [sys.executable, "-m", "auditor.cli"]
NEWS = {"news.example.test": Name(a=("198.51.100.8",))}


async def auditor(folder: Path, *arguments: str, stdin: bytes | None = None) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        *AUDITOR,
        *arguments,
        cwd=folder,
        stdin=asyncio.subprocess.PIPE if stdin is not None else asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, error = await process.communicate(stdin)
    assert process.returncode is not None
    return process.returncode, out.decode(), error.decode()


def site_file(path: Path, served: Served, **settings: Any) -> None:
    asked = served.settings().model_dump(mode="json") | {"second_look": 0, "workers": 0} | settings
    lines = [f"{key} = {toml(value)}" for key, value in asked.items() if value is not None]
    path.write_text(f'home = "{served.portal.home}"\n\n[gather]\n' + "\n".join(lines) + "\n", encoding="utf-8")


def sound() -> Site:
    return site(
        {"/": links(("/a.html", "通知"), (ABROAD, "新闻网")), "/a.html": links(("/", "首页")), ABROAD: "新闻"}, **NEWS
    )


def own_broken() -> Site:
    return site({"/": links(("/gone.html", "旧闻"), (ABROAD, "新闻网")), ABROAD: "新闻"}, **NEWS)


def others_broken() -> Site:
    return site({"/": links(("/a.html", "通知"), (ABROAD + "x", "旧站")), "/a.html": "通知", ABROAD: "新闻"}, **NEWS)


def blocked() -> Site:
    """The home page refuses us: nothing at all can be judged."""
    return site({"/": Resource(b"no", status=403)})


def inner_blocked() -> Site:
    return site({"/": links(("/a.html", "通知")), "/a.html": Resource(b"no", status=403)})


@pytest.mark.parametrize(
    ("where", "gate", "code"),
    [
        (sound, "", 0),
        (sound, "advise", 0),
        (own_broken, "", 0),  # without a gate a finding is no error
        (own_broken, "veto", 0),
        (own_broken, "deduct", 1),
        (own_broken, "advise", 1),
        (others_broken, "deduct", 0),  # other people's sites are not ours to mend
        (others_broken, "advise", 1),
        (blocked, "", 3),
        (blocked, "advise", 3),
        (inner_blocked, "", 3),
        (inner_blocked, "advise", 3),
    ],
)
async def test_a_run_of_the_command_earns_the_documented_exit_code(
    tmp_path: Path, where: Any, gate: str, code: int
) -> None:
    async with Served(where()) as served:
        site_file(tmp_path / "site.toml", served)
        asked = ["--fail-on", gate] if gate else []
        got, _out, said = await auditor(tmp_path, "links", "site.toml", "--progress", "none", *asked)
    assert got == code, said
    assert ("--fail-on deduct" in said) is (not gate and code == 0 and where is not sound)


async def test_it_says_what_is_broken_and_where_and_gathers_nothing_else(tmp_path: Path) -> None:
    async with Served(own_broken()) as served:
        site_file(tmp_path / "site.toml", served)
        arguments = ("links", "site.toml", "--progress", "none", "--json", "-f", "html:r.html", "-v")
        code, out, said = await auditor(tmp_path, *arguments)
        asked, looked = dict(served.questions), dict(served.requests)
    assert code == 0, said
    assert "查看 3 个地址 · 打不开的链接 1 · 打开后内容不对的链接 0 · 没能确认 0 个" in said
    assert "“旧闻”返回 404" in said
    assert "← 首页  “旧闻”" in said
    assert "请求 " in said, "the figures of the engine, with -v"
    assert (tmp_path / "r.html").stat().st_size > 10_000
    result = json.loads(out)
    assert result["profile"]["id"] == "links"
    assert result["profile"]["scored"] is False
    assert result["score"]["low"] is result["score"]["high"] is None
    assert result["score"]["grade"] == ""
    assert result["run"]["families"] == ["links"]
    assert result["run"]["coverage"]["engine"]["requests"] == result["run"]["coverage"]["requests"]
    assert {rule["family"] for rule in result["rules"]} == {"links"}
    assert not [question for question in asked if "anchor" in question[0]], "no test of our own IPv6"
    assert ("www.lin.gov.test", "AAAA") not in asked
    assert max(looked.values()) == 1, "every address once"


async def test_a_site_on_this_very_machine_is_checked_when_its_network_is_opened(tmp_path: Path) -> None:
    """A developer's own server: there a loopback address is the site itself, and no address inside some office."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text('<title>h</title><a href="/a.html">在</a><a href="/gone.html">不在</a>')
    (folder / "a.html").write_text("<title>a</title>在")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        asyncio.get_running_loop().run_in_executor(None, server.serve_forever)
        try:
            home = f"http://127.0.0.1:{server.server_port}/"
            opened = ("--allow-network", "127.0.0.0/8", "--rate", "none", "--progress", "none", "--json")
            code, out, said = await auditor(tmp_path, "links", home, *opened, "--fail-on", "deduct")
        finally:
            server.shutdown()
    assert code == 1, said
    unmet = [one["subject"] for one in json.loads(out)["findings"] if one["outcome"] == "unmet"]
    assert unmet == [f"{home}gone.html"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Nothing: the tests' output is no log."""


async def test_what_was_not_gathered_is_not_testable_under_another_profile(tmp_path: Path) -> None:
    async with Served(own_broken()) as served:
        site_file(tmp_path / "site.toml", served)
        await auditor(tmp_path, "links", "site.toml", "--progress", "none")
    code, out, said = await auditor(tmp_path, "judge", "latest", "--profile", "kazuo-2021", "--json")
    assert code in (0, 3), said
    found = json.loads(out)["findings"]
    others = [one for one in found if not one["rule"].startswith("links.")]
    asked = {rule for clause in resolve("kazuo-2021").clauses for rule in (b.rule for b in clause.clause.checks)}
    assert {one["rule"] for one in others} <= {rule for rule in asked if not rule.startswith("links.")}
    assert len({one["rule"].partition(".")[0] for one in others}) > 4
    assert {(one["outcome"], one["reason"]) for one in others} == {("not_testable", "not_gathered")}
    assert "unmet" in {one["outcome"] for one in found if one["rule"].startswith("links.")}
    code, out, said = await auditor(tmp_path, "judge", "latest", "--json")
    assert json.loads(out)["profile"]["id"] == "links", "the profile that such a run is usually judged by"


async def test_ctrl_c_keeps_what_was_done_and_the_printed_hint_goes_on(tmp_path: Path) -> None:
    async with Served(generated(300)) as served:
        generated_site_file(tmp_path / "site.toml", served, rate=100, address_rate=1000, workers=0)
        command = [*AUDITOR, "links", "site.toml", "--progress", "json"]
        process = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, stderr=asyncio.subprocess.PIPE)
        assert process.stderr
        said = ""
        async for line in process.stderr:
            said += line.decode()
            if line.startswith(b'{"phase": "level"') and json.loads(line)["done"] > 20:
                process.send_signal(signal.SIGINT)
                break
        said += (await process.stderr.read()).decode()
        assert await process.wait() == 130, said
        (hint,) = [line for line in said.splitlines() if "auditor links --resume" in line]
        words = hint.partition("auditor ")[2].split()
        code, _out, said = await auditor(tmp_path, *words, "--progress", "none")
        assert code == 0, said
    async with await Store.open(str(tmp_path / "auditor.db"), create=False) as store:
        (run,) = store.runs()
        assert run.state.value == "gathered"
        assert run.coverage.pages > 300
        result = store.result(run.id)
        assert result is not None
        assert result.profile.id == "links"


async def test_an_unfinished_run_is_gone_on_with_by_the_command_that_began_it(tmp_path: Path) -> None:
    async with Served(generated(200)) as served:
        generated_site_file(tmp_path / "site.toml", served, rate=50, address_rate=1000, workers=0)
        command = [*AUDITOR, "links", "site.toml", "--progress", "json"]
        process = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, stderr=asyncio.subprocess.PIPE)
        assert process.stderr
        async for line in process.stderr:
            if line.startswith(b'{"phase": "level"'):
                process.kill()
                break
        await process.wait()
        code, _out, said = await auditor(tmp_path, "scan", "--resume", "--progress", "none")
        assert code == 2, said
        code, _out, said = await auditor(tmp_path, "links", "site.toml", "--max-pages", "1", "--progress", "none")
        assert "auditor links --resume" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["links"], "网址"),
        (["links", "not a url"], "not a url"),
        (["links", "--resume", "--rate", "1/s"], "--resume"),
        (["links", "http://a.test/", "--fail-under", "5"], "--fail-under"),
        (["links", "http://a.test/", "--fail-on", "bonus"], "--fail-on"),
    ],
)
async def test_bad_input_gets_one_sentence_and_exit_code_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    code, _out, said = await auditor(tmp_path, *arguments)
    assert code == 2
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "auditor.db").exists()


# a folder of files


def build(folder: Path) -> Path:
    """A static build with one fault of each kind."""
    root = folder / "public"
    (root / "news").mkdir(parents=True)
    head = '<meta charset="utf-8"><title>临江县人民政府</title>'
    pages = links(
        ("/news/", "要闻"),
        ("news/gone.html", "旧闻"),
        ("https://www.lin.gov.test/news/a.html", "本站全址"),
        ("https://lin.gov.test/gone-too.html", "不带 www"),
        ("/file.doc", "附件"),
        ("/secret.txt", "出逃"),
        (ABROAD, "新闻网"),
        ("http://192.168.3.4/oa/", "办公"),
    )
    (root / "index.html").write_text(head + pages, encoding="utf-8")
    (root / "news" / "index.html").write_text(head + links(("a.html", "一"), ("/", "首页")), encoding="utf-8")
    (root / "news" / "a.html").write_bytes("<meta charset=gbk><title>标题</title><p>正文".encode("gbk"))
    (root / "unlinked.html").write_text(head + links(("/never.html", "无人引用")), encoding="utf-8")
    (root / "file.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "secret.txt").write_text("secret")
    (root / "secret.txt").symlink_to(folder / "secret.txt")
    return root


def found(out: str) -> dict[str, str]:
    """What was not met: rule by subject."""
    return {one["subject"]: one["rule"] for one in json.loads(out)["findings"] if one["outcome"] == "unmet"}


async def test_a_folder_is_checked_under_the_address_it_will_have(tmp_path: Path) -> None:
    build(tmp_path)
    home = "https://www.lin.gov.test"
    asked = ("links", "public", "--as", home, "--offline", "--progress", "none", "--json")
    code, out, said = await auditor(tmp_path, *asked, "--fail-on", "deduct")
    assert code == 1, said
    assert found(out) == {
        f"{home}/news/gone.html": "links.broken",
        f"{home}/secret.txt": "links.broken",
        "https://lin.gov.test/gone-too.html": "links.broken",
        "http://192.168.3.4/oa/": "links.wrong",
    }
    result = json.loads(out)
    assert result["run"]["portal"]["home"] == f"{home}/"
    assert result["run"]["coverage"]["pages"] == 3, "what nothing links to is not looked at"
    unsettled = [one for one in result["findings"] if one["outcome"] == "not_testable"]
    assert {one["reason"] for one in unsettled} == {"off_network"}
    assert str(tmp_path) not in out, "where the folder lies is nobody's business"
    assert result["run"]["coverage"]["elapsed"] < 20, "our own server needs no pace"


async def test_without_an_address_the_folder_has_a_name_that_nobody_has(tmp_path: Path) -> None:
    build(tmp_path)
    code, out, said = await auditor(tmp_path, "links", "public", "--offline", "--progress", "none", "--json")
    assert code == 0, said
    assert json.loads(out)["run"]["portal"]["home"] == "http://site.invalid/"
    assert set(found(out)) == {
        "http://site.invalid/news/gone.html",
        "http://site.invalid/secret.txt",
        "http://192.168.3.4/oa/",
    }


async def test_links_of_a_folder_to_other_sites_are_looked_at_over_the_network(tmp_path: Path) -> None:
    """Here through the operator's map, so that nothing leaves this machine; and with pace."""
    async with Served(site({ABROAD: "新闻", "/": "x"}, **NEWS)) as served:
        root = tmp_path / "public"
        root.mkdir()
        (root / "index.html").write_text(links((ABROAD, "新闻网"), (f"{ABROAD}gone", "旧站")), encoding="utf-8")
        asked = ("links", "public", "--only-mapped", "--map", at(served, "198.51.100.8", "news.example.test"))
        code, out, said = await auditor(tmp_path, *asked, "--progress", "none", "--json", "--fail-on", "deduct")
        assert code == 0, said
        assert found(out) == {f"{ABROAD}gone": "links.broken"}
        assert served.requests["GET", ABROAD] == 1


async def test_an_interrupted_check_of_a_folder_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "public"
    root.mkdir()
    for number in range(400):
        (root / f"{number}.html").write_text(links((f"{number + 1}.html", "下一页")), encoding="utf-8")
    (root / "index.html").write_text(links(*((f"{n}.html", f"第 {n} 页") for n in range(400))), encoding="utf-8")
    command = [*AUDITOR, "links", "public", "--offline", "--progress", "json", "--connections", "1"]
    process = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, stderr=asyncio.subprocess.PIPE)
    assert process.stderr
    async for line in process.stderr:
        if line.startswith(b'{"phase": "level"') and json.loads(line)["done"] > 20:
            process.send_signal(signal.SIGINT)
            break
    said = (await process.stderr.read()).decode()
    assert await process.wait() == 130, said
    code, out, said = await auditor(tmp_path, "links", "--resume", "--progress", "none", "--json")
    assert code == 0, said
    assert json.loads(out)["run"]["coverage"]["pages"] == 401
    assert set(found(out)) == {"http://site.invalid/400.html"}


# a list


def at(served: Served, address: str, host: str) -> str:
    """The `--map` by which a host of a served site is dialed."""
    (port,) = (one.to_port for one in served.settings().redials if (one.address, one.port) == (address, 80))
    return f"{host}:80=127.0.0.1:{port}"


LISTED = {
    "/a.html": "在",
    "/b.html": Resource(b"no", status=403),
    "/c.html": Resource(
        "<title>页面不存在</title>您访问的页面不存在".encode(), content_type="text/html; charset=utf-8"
    ),
    "/%E4%B8%AD%E6%96%87.html": "在",
    "/": "首页",
}
ALL = ("--only-mapped", "--second-look", "0", "--rate", "200/s", "--progress", "none")


async def test_every_address_of_a_list_is_looked_at_and_none_is_crawled(tmp_path: Path) -> None:
    where = site({**LISTED, "/a.html": links(("/never-asked.html", "不该看"))})
    base = "http://www.lin.gov.test"
    lines = f"""# 附件清单

{base}/a.html
{base}/gone.html
  {base}/b.html\t
{base}/c.html
http://127.0.0.1:9/admin
{base}/gone.html#part
http://other.test/
{base}/中文.html
"""
    (tmp_path / "list.txt").write_text(lines, encoding="utf-8")
    async with Served(where) as served:
        mapped = at(served, "198.51.100.7", "www.lin.gov.test")
        arguments = ("links", "list.txt", "--map", mapped, *ALL, "--json", "-f", "html:r.html")
        code, out, said = await auditor(tmp_path, *arguments)
        requests = dict(served.requests)
    assert code == 0, said
    assert found(out) == {f"{base}/gone.html": "links.listed", f"{base}/c.html": "links.listed-wrong"}
    assert f"list.txt:4,8 的 {base}/gone.html 返回 404" in said
    assert "“list.txt:6”打开的是“页面不存在”" in said
    assert "--fail-on advise" in said
    result = json.loads(out)
    unsettled = {one["reason"]: one for one in result["findings"] if one["outcome"] == "not_testable"}
    assert set(unsettled) == {"blocked", "off_network"}
    assert {one["target"]: one["quote"] for one in unsettled["off_network"]["evidence"]} == {
        "http://127.0.0.1:9/admin": "list.txt:7",
        "http://other.test/": "list.txt:9",
    }
    assert max(requests.values()) == 1
    assert not [url for _method, url in requests if "never-asked" in url or "robots" in url]
    assert result["run"]["listed"] is True
    assert result["run"]["coverage"]["pages"] == 0
    assert result["run"]["coverage"]["external"] == 7
    assert result["run"]["coverage"]["requests"] == 5
    assert (tmp_path / "r.html").stat().st_size > 10_000
    code, out, said = await auditor(tmp_path, "judge", "latest", "--profile", "national-2019", "--json")
    assert code == 3, said
    judged = json.loads(out)
    assert {(one["outcome"], one["reason"]) for one in judged["findings"]} == {("not_testable", "not_gathered")}
    assert judged["score"]["low"] is None


@pytest.mark.parametrize(
    ("content", "from_stdin"),
    [
        ("\ufeffhttp://www.lin.gov.test/a.html\r\n".encode(), False),
        ("# 注释\nhttp://www.lin.gov.test/a.html".encode("gb18030"), False),
        ("http://www.lin.gov.test/a.html\n".encode("utf-16"), False),
        (b"HTTP://WWW.LIN.GOV.TEST:80/x/../a.html", True),
        ("http://www.lin.gov.test/a.html\n# 完\n".encode("gb18030"), True),
    ],
)
async def test_a_list_may_come_in_any_usual_encoding_and_from_standard_input(
    tmp_path: Path, content: bytes, from_stdin: bool
) -> None:
    (tmp_path / "list.txt").write_bytes(content)
    async with Served(site(LISTED)) as served:
        mapped = at(served, "198.51.100.7", "www.lin.gov.test")
        source, stdin = ("-", content) if from_stdin else ("list.txt", None)
        code, _out, said = await auditor(tmp_path, "links", source, "--map", mapped, *ALL, "--json", stdin=stdin)
        assert served.requests == {("GET", "http://www.lin.gov.test/a.html"): 1}
    assert code == 0, said
    assert "没有发现不符合的地方" in said


@pytest.mark.parametrize(
    ("lines", "gate", "code"),
    [
        ("a.html", "advise", 0),
        ("gone.html", "", 0),
        ("gone.html", "veto", 0),
        ("gone.html", "advise", 1),
        ("gone.html", "deduct", 2),  # a list does not tell whose its addresses are: no silent pass
        ("c.html", "advise", 1),
        ("b.html", "", 3),
        ("b.html", "advise", 3),
    ],
)
async def test_gates_of_a_list(tmp_path: Path, lines: str, gate: str, code: int) -> None:
    (tmp_path / "list.txt").write_text(f"http://www.lin.gov.test/{lines}\n", encoding="utf-8")
    async with Served(site(LISTED)) as served:
        mapped = at(served, "198.51.100.7", "www.lin.gov.test")
        asked = ["--fail-on", gate] if gate else []
        got, _out, said = await auditor(tmp_path, "links", "list.txt", "--map", mapped, *ALL, *asked)
    assert got == code, said


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.txt", "", "list.txt 里没有地址"),
        ("list.txt", "# 只有注释\n\n", "list.txt 里没有地址"),
        ("list.txt", "http://a.test/\n\nnot an address\nalso bad\n", "list.txt:3：“not an address”不是网址"),
        ("list.txt", "http://a.test/附件 1.doc\n", "%20"),
        ("list.txt", "http://a.test/ 备注\n", "list.txt:1"),
        ("list.txt", "mailto:a@b.test\n", "list.txt:1"),
        ("list.txt", "javascript:alert(1)\n", "list.txt:1"),
        ("list.txt", "ftp://a.test/\n", "list.txt:1"),
        ("list.txt", "/relative.html\n", "list.txt:1"),
        ("list.txt", "http://\n", "list.txt:1"),
        ("list.txt", "word\n", "list.txt:1"),
        ("list.txt", "{{item.url}}\n", "list.txt:1"),
        ("list.txt", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xff", "list.txt"),
        ("list.txt", "http://a.test/" + "x" * 100_000, "list.txt:1"),
        ("index.html", "<html>", "是网页"),
        ("site.toml", 'home = "http://a.test/"\nlevle = 1\n', "levle"),
    ],
)
async def test_a_bad_list_gets_one_sentence_with_file_and_line_and_nothing_is_gathered(
    tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    code, _out, said = await auditor(tmp_path, "links", name)
    assert code == 2, said
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert len(said) < 300
    assert not (tmp_path / "auditor.db").exists()


async def test_a_bad_folder_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "index.html").write_text("x")
    for arguments, words in {
        ("empty",): "index.html",
        ("./missing",): "missing",
        ("missing.txt",): "missing.txt",
        ("full/index.html",): "目录",
        ("full", "--as", "nonsense"): "--as",
        ("full", "--as", "ftp://a.test/"): "--as",
        ("http://a.test/", "--as", "http://b.test/"): "--as",
    }.items():
        code, _out, said = await auditor(tmp_path, "links", *arguments)
        assert code == 2, said
        assert words in said
        assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "auditor.db").exists()


def test_addresses_without_a_scheme_are_read_as_scan_reads_them() -> None:
    assert address("www.x.gov.cn") == "https://www.x.gov.cn/"
    assert address("www.x.gov.cn:8080/a?b=1#c") == "https://www.x.gov.cn:8080/a?b=1"
    assert address("http://中文.政务") == "http://xn--fiq228c.xn--zfr164b/"
    assert address("user@x.gov.cn") == address("localhost") == address("a b.gov.cn") == ""


async def test_an_interrupted_check_of_a_list_goes_on_without_the_list(tmp_path: Path) -> None:
    base = "http://www.lin.gov.test"
    path = tmp_path / "list.txt"
    path.write_text("".join(f"{base}/{n}.html\n" for n in range(200)) + f"{base}/a.html\n", encoding="utf-8")
    async with Served(site(LISTED)) as served:
        mapped = at(served, "198.51.100.7", "www.lin.gov.test")
        asked = ("--map", mapped, "--only-mapped", "--second-look", "0", "--rate", "40/s")
        command = [*AUDITOR, "links", "list.txt", *asked, "--progress", "json"]
        process = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, stderr=asyncio.subprocess.PIPE)
        assert process.stderr
        async for line in process.stderr:
            if line.startswith(b'{"phase": "targets"') and json.loads(line)["done"] > 10:
                process.send_signal(signal.SIGINT)
                break
        said = (await process.stderr.read()).decode()
        assert await process.wait() == 130, said
        assert "auditor links --resume list-" in said
        path.unlink()
        code, out, said = await auditor(tmp_path, "links", "--resume", "--progress", "none", "--json")
        again = sum(times - 1 for times in served.requests.values())
        assert again <= GatherSettings().connections, "only what was in flight may be asked for again"
    assert code == 0, said
    assert len(found(out)) == 200
    assert "list.txt:200" in out


async def test_a_list_that_was_not_stored_whole_is_not_gone_on_with(tmp_path: Path) -> None:
    async with await Store.open(str(tmp_path / "auditor.db")) as store:
        settings = GatherSettings(listed=True, families=("links",))
        writer = await store.new_run(Portal(home="list:l.txt", name="l.txt"), settings, datetime.now(UTC), "t")
        await writer.finish(RunState.INTERRUPTED, Vantage(), False)
    code, _out, said = await auditor(tmp_path, "links", "--resume", "--progress", "none")
    assert code == 2, said
    assert "重新开始" in said


@pytest.mark.nightly
async def test_a_list_of_a_hundred_thousand_lines_streams(tmp_path: Path) -> None:
    """All of it goes into the store; the time that it may take ends the run, and what is left is said to be left."""
    lines = (f"http://127.0.0.{n % 250 + 1}:9/{n}\n" for n in range(100_000))
    (tmp_path / "list.txt").write_text("".join(lines), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *AUDITOR, "links", "list.txt", "--max-time", "1s", "--progress", "none", "--json",
        cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    watched, most = psutil.Process(process.pid), 0

    async def watch() -> None:
        nonlocal most
        while True:
            with suppress(psutil.Error):
                most = max(most, watched.memory_info().rss)
            await asyncio.sleep(0.1)

    watching = asyncio.create_task(watch())
    out, said = await process.communicate()
    watching.cancel()
    assert process.returncode == 3, said.decode()
    result = json.loads(out)
    assert sum(one["values"].get("count", 0) for one in result["findings"]) == 100_000
    assert {one["reason"] for one in result["findings"]} >= {"off_network", "budget"}
    assert most < 250_000_000


def test_figures_of_the_engine_are_told_in_words_and_unknown_ones_by_name() -> None:
    said = figures(dict.fromkeys(FIGURES, 0.5) | {"new_thing": 7.25}, "en")
    assert "lag p99 0.5 ms" in said
    assert "slots in use 50%" in said
    assert "new_thing 7.25" in said
    assert len(said.split(" · ")) == len(FIGURES) + 1
