"""What does a page say once its scripts have run, and does nothing else happen?"""

import asyncio
import contextlib
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from auditor.model.fault import FaultKind, Whose
from auditor.net.browser import find_chromium
from auditor.net.render import Renderer
from tests.net.raw import RawServer, Say, answer, anything, redirect, url

pytestmark = pytest.mark.browser
LIST = b"""<html><head><title>x</title><script src="/list.js"></script></head><body><ul id=l></ul></body></html>"""
SCRIPT = b"""addEventListener('load', async () => {
  const rows = await (await fetch('/rows.json')).json();
  setTimeout(() => { for (const row of rows) l.innerHTML += `<li><a href=/d/${row}>${row}</a>`; }, 200);
});"""
ROWS = '["甲", "乙"]'.encode()


def page(script: str) -> bytes:
    return answer(f"<html><head></head><body>here<script>{script}</script></body></html>".encode())


def started() -> list[psutil.Process]:
    """The Chromium processes that we have started."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if "chrom" in child.name():
                found.append(child)
    return alive(found)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those still running. A zombie is not: to reap it is the business of process 1."""
    left = []
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                left.append(process)
    return left


async def test_a_list_filled_by_script_is_rendered(chromium: str) -> None:
    says: dict[str, bytes | Say] = {
        "/": answer(LIST),
        "/list.js": answer(SCRIPT, kind="text/javascript"),
        "/rows.json": answer(ROWS, kind="application/json"),
    }
    async with (
        RawServer(says) as server,
        server.fetcher(timeout=20) as fetcher,
        Renderer(fetcher.settings, fetcher) as renderer,
    ):
        look = await renderer.render(url(), allows=anything)
        assert renderer.version.startswith("Chromium ")
    assert look.fault is None
    assert '<a href="/d/甲">甲</a>' in look.body.decode()
    assert look.content_type == "text/html; charset=utf-8"
    assert (look.size, look.status, look.final_url) == (len(look.body), 200, url())


async def test_what_is_no_page_or_does_not_open_is_left_as_it_was_fetched(chromium: str) -> None:
    says = {"/x.pdf": answer(b"%PDF", kind="application/pdf"), "/r": redirect("/page"), "/page": page("")}
    async with (
        RawServer(says) as server,
        server.fetcher(timeout=20) as fetcher,
        Renderer(fetcher.settings, fetcher) as renderer,
    ):
        assert (await renderer.render(url("/x.pdf"), allows=anything)).body == b"%PDF"
        gone = await renderer.render(url("/gone"), allows=anything)
        led = await renderer.render(url("/r"), allows=anything)
    assert gone.fault is not None
    assert gone.fault.kind is FaultKind.HTTP_4XX
    assert (led.final_url, len(led.hops), led.fault) == (url("/page"), 1, None)


HANGS = {
    "an endless script": "for(;;);",
    "a slow frame": "document.write('<iframe src=/silent></iframe>')",
}
GOES_ON = {
    "a reload for ever": "location.reload()",
    "a flood of addresses": "for(let i=0;i<100000;i++)try{history.pushState(0,'','/p'+i)}catch(e){}",
    "windows": "for(let i=0;i<20;i++)window.open('/')",
    "dialogs": "alert(1);confirm(2);prompt(3);onbeforeunload=()=>'no';print()",
    "a download": "const a=document.createElement('a');a.href='data:application/zip,x';a.download='x.zip';a.click()",
    "timers": "setInterval(()=>{document.body.append('.')},50)",
    "a post": "fetch('/post',{method:'POST',body:'x'}).catch(()=>0)",
    "a script that leads on": "location.href='/elsewhere'",
    "a script that leads off": "location.href='http://169.254.169.254/'",
}


async def test_no_page_holds_up_the_next_and_no_process_is_left(chromium: str) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        await reader.read()

    says: dict[str, bytes | Say] = {f"/{n}": page(script) for n, script in enumerate({**HANGS, **GOES_ON}.values())}
    says |= {"/silent": silent, "/elsewhere": page("document.body.append('arrived')")}
    async with (
        RawServer(says) as server,
        server.fetcher(timeout=4) as fetcher,
        Renderer(fetcher.settings, fetcher) as renderer,
    ):
        looks = {
            name: await renderer.render(url(f"/{n}"), allows=anything) for n, name in enumerate({**HANGS, **GOES_ON})
        }
        ours = started()
        assert len(ours) > 3
    stuck = looks["an endless script"].fault
    assert stuck is not None
    assert (stuck.kind, stuck.whose) == (FaultKind.LOCAL, Whose.US)
    for name in GOES_ON:
        assert looks[name].fault is None, name
        assert b"here" in looks[name].body or b"arrived" in looks[name].body, name
    assert looks["a script that leads on"].final_url == url("/elsewhere")
    assert looks["a script that leads off"].final_url == url(f"/{len(HANGS) + len(GOES_ON) - 1}")
    assert server.requests["/post"] == 0
    assert alive(ours) == started() == []


async def test_a_cancelled_rendering_leaves_nothing_behind(chromium: str) -> None:
    async with (
        RawServer({"/": page("for(;;);"), "/ok": page("")}) as server,
        server.fetcher(timeout=20) as fetcher,
        Renderer(fetcher.settings, fetcher) as renderer,
    ):
        ours = started()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(renderer.render(url(), allows=anything), 3)
        assert alive(ours) == started() == []
        assert (await renderer.render(url("/ok"), allows=anything)).fault is None
        ours = started()
    assert alive(ours) == started() == []


async def test_a_browser_that_does_not_start_is_our_own_fault(tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    async with (
        RawServer({"/": page("")}) as server,
        server.fetcher() as fetcher,
        Renderer(fetcher.settings, fetcher, executable=str(broken)) as renderer,
    ):
        assert renderer.version == ""
        look = await renderer.render(url(), allows=anything)
    assert look.fault is not None
    assert (look.fault.kind, look.fault.whose) == (FaultKind.LOCAL, Whose.US)


def test_a_chromium_named_by_the_operator_is_the_only_one_looked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUDITOR_CHROMIUM", str(tmp_path / "none"))
    assert find_chromium() is None


def test_a_driver_that_does_not_start_leaves_an_audit_without_a_browser(tmp_path: Path) -> None:
    """On a small system a library of the driver's may be missing. A process of its own: its setting is read once."""
    code = """
import asyncio
from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher
from auditor.net.render import Renderer
from auditor.net.resolve import Resolver

async def started():
    settings = GatherSettings()
    async with Fetcher(settings, Resolver(settings)) as fetcher, Renderer(settings, fetcher) as renderer:
        return renderer.version

print(repr(asyncio.run(started())))
"""
    env = {**os.environ, "PLAYWRIGHT_NODEJS_PATH": "/bin/false"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "''\n"), done.stderr
