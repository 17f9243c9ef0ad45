"""Does it matter where, and after what, a page is read?"""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import distribution
from pathlib import Path

import pytest

from auditor.crawl.workers import Readers
from auditor.demo.mutations import seeded
from auditor.extract import extract, is_html
from auditor.extract.reading import Given, Reader
from auditor.model.exchange import Exchange
from auditor.model.found import Found, Recent
from auditor.model.packed import pack_page
from auditor.model.page import Page
from auditor.model.portal import Portal
from auditor.model.scope import Scope

HOME = "http://www.example.gov.cn/"
SCOPE = Scope.of(Portal(home=HOME))


def given(name: str, body: bytes, kind: str = "text/html") -> Given:
    url = name if "://" in name else f"{HOME}{name}"
    return Given(Exchange(url=url, final_url=url, status=200, content_type=kind, body=body), 1)


def demo_pages() -> list[Given]:
    resources = seeded(date(2026, 11, 25)).resources
    found = [given(url, one.body, one.content_type) for url, one in resources.items()]
    return [one for one in found if is_html(one.exchange)]


def unlike(reader: Reader, pages: Sequence[Given]) -> list[str]:
    """Those pages that this reader reads otherwise than they read by themselves."""
    return [
        one.exchange.url
        for one in pages
        if reader.read(one).page != pack_page(extract(one.exchange, depth=one.depth, rendered=one.rendered))
    ]


def test_a_page_of_the_sample_portal_reads_the_same_whatever_was_read_before() -> None:
    pages = random.Random(1).sample(demo_pages(), 100)
    reader = Reader(SCOPE)
    assert unlike(reader, pages) == []
    assert unlike(reader, pages[::-1][:20]) == []


@pytest.mark.shared
def test_a_real_page_reads_the_same_whatever_was_read_before(shared: Path) -> None:
    pages = [given(path.name, path.read_bytes()) for path in sorted((shared / "pages").rglob("*.html"))]
    reader = Reader(SCOPE)
    assert len(pages) >= 40
    random.Random(1).shuffle(pages)
    assert unlike(reader, pages) == []


async def test_a_page_reads_the_same_in_a_worker_process_as_here() -> None:
    pages = demo_pages()[:40]
    async with Readers(2) as readers:
        read = await asyncio.gather(*(readers.read(SCOPE, one) for one in pages))
    fresh = [pack_page(extract(one.exchange, depth=1)) for one in pages]
    assert [one and one.page for one in read] == fresh


@dataclass(frozen=True, slots=True)
class Treacherous(Scope):
    """A scope in which some pages never end and others take their reader with them."""

    def found(self, page: Page, *, known: Recent | None = None) -> tuple[Found, ...]:
        if page.url.endswith("/stalls"):
            time.sleep(60)
        if page.url.endswith("/kills"):
            os._exit(1)
        return Scope.found(self, page, known=known)


async def test_a_page_that_stalls_or_kills_its_worker_is_lost_alone() -> None:
    scope = Treacherous(SCOPE.hosts, SCOPE.site)
    names = ["a", "b", "stalls", "c", "kills", "d"]
    async with Readers(1, limit=1) as readers:
        read = await asyncio.gather(*(readers.read(scope, given(name, b"<p>x</p>")) for name in names))
    assert [one is not None for one in read] == [True, True, False, True, False, True]


def test_a_process_that_reads_pages_does_not_load_the_command_line() -> None:
    """Each worker imports anew the module that the program began with."""
    (started,) = (one for one in distribution("govsite-auditor").entry_points if one.group == "console_scripts")
    told = f"import sys, {started.module}, auditor.extract.reading; print('auditor.cli' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_program_is_also_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "auditor", "--version"], capture_output=True, text=True, check=True)
    assert "govsite-auditor" in done.stdout or "auditor" in done.stdout
