"""Links alone, from the command line: real servers, real processes, real exit codes."""

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from auditor.demo.serve import Served
from auditor.demo.site import Name, Resource, Site
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


async def test_what_was_not_gathered_is_not_testable_under_another_profile(tmp_path: Path) -> None:
    async with Served(own_broken()) as served:
        site_file(tmp_path / "site.toml", served)
        await auditor(tmp_path, "links", "site.toml", "--progress", "none")
    code, out, said = await auditor(tmp_path, "judge", "latest", "--profile", "kazuo-2021", "--json")
    assert code in (0, 3), said
    found = json.loads(out)["findings"]
    others = [one for one in found if not one["rule"].startswith("links.")]
    assert len({one["rule"].partition(".")[0] for one in others}) == 4
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
