"""`links` of a list of addresses: each is looked at, and none is crawled."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from auditor.demo.serve import Served
from auditor.demo.site import Resource
from auditor.model.portal import Portal
from auditor.model.run import RunState, Vantage
from auditor.model.settings import GatherSettings
from auditor.store import Store
from tests.checks.small import links, site
from tests.command import AUDITOR, at, beside, found, stopped

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
        code, out, said = await beside(tmp_path, *arguments)
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
    code, out, said = await beside(tmp_path, "judge", "latest", "--profile", "national-2019", "--json")
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
        code, _out, said = await beside(tmp_path, "links", source, "--map", mapped, *ALL, "--json", stdin=stdin)
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
        got, _out, said = await beside(tmp_path, "links", "list.txt", "--map", mapped, *ALL, *asked)
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
    code, _out, said = await beside(tmp_path, "links", name)
    assert code == 2, said
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert len(said) < 300
    assert not (tmp_path / "auditor.db").exists()


async def test_an_interrupted_check_of_a_list_goes_on_without_the_list(tmp_path: Path) -> None:
    base = "http://www.lin.gov.test"
    path = tmp_path / "list.txt"
    path.write_text("".join(f"{base}/{n}.html\n" for n in range(200)) + f"{base}/a.html\n", encoding="utf-8")
    async with Served(site(LISTED)) as served:
        mapped = at(served, "198.51.100.7", "www.lin.gov.test")
        asked = ("--map", mapped, "--only-mapped", "--second-look", "0", "--rate", "40/s")
        code, _out, said = await stopped(tmp_path, "links", "list.txt", *asked, phase="targets", done=10)
        assert code == 130, said
        assert "auditor links --resume list-" in said
        path.unlink()
        code, out, said = await beside(tmp_path, "links", "--resume", "--progress", "none", "--json")
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
    code, _out, said = await beside(tmp_path, "links", "--resume", "--progress", "none")
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
