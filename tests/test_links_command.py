"""Links alone, from the command line: real servers, real processes, real exit codes."""

import asyncio
import json
import signal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from auditor.commands.addresses import address
from auditor.demo.serve import Served
from auditor.demo.site import Name, Resource, Site
from auditor.profile import resolve
from auditor.progress import FIGURES, figures
from auditor.store import Store
from tests.checks.small import ABROAD, links, site
from tests.command import beside, site_file, stopped
from tests.crawl.generated import generated

NEWS = {"news.example.test": Name(a=("198.51.100.8",))}


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
        site_file(tmp_path / "site.toml", served, second_look=0, workers=0)
        asked = ["--fail-on", gate] if gate else []
        got, _out, said = await beside(tmp_path, "links", "site.toml", "--progress", "none", *asked)
    assert got == code, said
    assert ("--fail-on deduct" in said) is (not gate and code == 0 and where is not sound)


async def test_it_says_what_is_broken_and_where_and_gathers_nothing_else(tmp_path: Path) -> None:
    async with Served(own_broken()) as served:
        site_file(tmp_path / "site.toml", served, second_look=0, workers=0)
        arguments = ("links", "site.toml", "--progress", "none", "--json", "-f", "html:r.html", "-v")
        code, out, said = await beside(tmp_path, *arguments)
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
            code, out, said = await beside(tmp_path, "links", home, *opened, "--fail-on", "deduct")
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
        site_file(tmp_path / "site.toml", served, second_look=0, workers=0)
        await beside(tmp_path, "links", "site.toml", "--progress", "none")
    code, out, said = await beside(tmp_path, "judge", "latest", "--profile", "kazuo-2021", "--json")
    assert code in (0, 3), said
    found = json.loads(out)["findings"]
    others = [one for one in found if not one["rule"].startswith("links.")]
    asked = {rule for clause in resolve("kazuo-2021").clauses for rule in (b.rule for b in clause.clause.checks)}
    assert {one["rule"] for one in others} <= {rule for rule in asked if not rule.startswith("links.")}
    assert len({one["rule"].partition(".")[0] for one in others}) > 4
    assert {(one["outcome"], one["reason"]) for one in others} == {("not_testable", "not_gathered")}
    assert "unmet" in {one["outcome"] for one in found if one["rule"].startswith("links.")}
    code, out, said = await beside(tmp_path, "judge", "latest", "--json")
    assert json.loads(out)["profile"]["id"] == "links", "the profile that such a run is usually judged by"


async def test_ctrl_c_keeps_what_was_done_and_the_printed_hint_goes_on(tmp_path: Path) -> None:
    async with Served(generated(300)) as served:
        site_file(tmp_path / "site.toml", served, rate=100, address_rate=1000, workers=0)
        code, _out, said = await stopped(tmp_path, "links", "site.toml", done=20)
        assert code == 130, said
        (hint,) = [line for line in said.splitlines() if "auditor links --resume" in line]
        words = hint.partition("auditor ")[2].split()
        code, _out, said = await beside(tmp_path, *words, "--progress", "none")
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
        site_file(tmp_path / "site.toml", served, rate=50, address_rate=1000, workers=0)
        await stopped(tmp_path, "links", "site.toml", by=(signal.SIGKILL,))
        code, _out, said = await beside(tmp_path, "scan", "--resume", "--progress", "none")
        assert code == 2, said
        code, _out, said = await beside(tmp_path, "links", "site.toml", "--max-pages", "1", "--progress", "none")
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
    code, _out, said = await beside(tmp_path, *arguments)
    assert code == 2
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "auditor.db").exists()


# a list


def test_addresses_without_a_scheme_are_read_as_scan_reads_them() -> None:
    assert address("www.x.gov.cn") == "https://www.x.gov.cn/"
    assert address("www.x.gov.cn:8080/a?b=1#c") == "https://www.x.gov.cn:8080/a?b=1"
    assert address("http://中文.政务") == "http://xn--fiq228c.xn--zfr164b/"
    assert address("user@x.gov.cn") == address("localhost") == address("a b.gov.cn") == ""


def test_figures_of_the_engine_are_told_in_words_and_unknown_ones_by_name() -> None:
    said = figures(dict.fromkeys(FIGURES, 0.5) | {"new_thing": 7.25}, "en")
    assert "lag p99 0.5 ms" in said
    assert "slots in use 50%" in said
    assert "new_thing 7.25" in said
    assert len(said.split(" · ")) == len(FIGURES) + 1
