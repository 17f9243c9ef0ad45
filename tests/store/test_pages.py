import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extract import extract
from auditor.model.packed import pack_page
from auditor.model.page import Element, Link, Page, Region
from auditor.store import Store
from auditor.store.gather import Found, Looked, Role
from tests.store.conftest import Using
from tests.store.samples import DAY, HOME, NOW, PAGES, answer, begun, crawl, link, looked, page

NO_LINK = (Element.FORM, Element.SITEMAP)


def _there_and_back(using: Using, pages: list[Page]) -> list[Page]:
    async def through(store: Store) -> list[Page]:
        writer = await begun(store)
        await crawl(writer, *pages)
        with store.facts(writer.run.id, DAY) as facts:
            return list(facts.pages())

    return list(using(through))


@given(drawn=st.lists(PAGES, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_page_read_back_equals_the_page_written(using: Using, drawn: list[Page]) -> None:
    pages = [replace(one, url=f"{HOME}{number}") for number, one in enumerate(drawn)]
    assert _there_and_back(using, pages) == sorted(pages, key=lambda one: (one.depth, one.url))


def test_what_no_database_holds_as_text_becomes_the_replacement_character(using: Using) -> None:
    odd = "政\ud800府\x00"
    wild = page(links=[Link("", odd, odd, title=odd)], title=odd, metas={odd: odd}, text=odd, headings=(odd,))
    [back] = _there_and_back(using, [wild])
    assert (back.title, back.text, back.headings) == ("政�府�", "政�府�", ("政�府�",))
    assert back.links == (Link("", "政�府�", "政�府�", title="政�府�"),)


def test_figures_beyond_every_column_are_cut_not_refused(using: Using) -> None:
    [back] = _there_and_back(using, [page(links=[link(HOME, width=10**30, height=3)])])
    assert (back.links[0].width, back.links[0].height) == (2**31 - 1, 3)


@pytest.mark.shared
async def test_real_pages_come_back_as_they_were_read(store: Store, shared: Path) -> None:
    files = sorted((shared / "pages").rglob("*.htm*"))[::8]
    pages = []
    for number, file in enumerate(files):
        pages.append(extract(answer(f"{HOME}{number:03}.html", body=file.read_bytes(), content_type="text/html")))
    await crawl(await begun(store), *pages)
    with store.facts("latest", DAY) as facts:
        assert list(facts.pages()) == pages
        home = pages[0]
        for found in home.links:
            assert not found.target or found.element in NO_LINK or facts.referrers(found.target).pages


async def test_repeated_headers_and_footers_are_stored_once(store: Store, file: Path) -> None:
    header = [link(f"{HOME}h{i}", region=Region.HEADER) for i in range(20)]
    footer = [link(f"{HOME}f{i}", region=Region.FOOTER) for i in range(20)]
    pages = [
        page(f"{HOME}{n}", [*header, *[link(f"{HOME}{n}/{i}") for i in range(n)], *footer], depth=1)
        for n in range(1, 9)
    ]
    first, second = await begun(store), await begun(store)
    for writer in (first, second):
        await crawl(writer, *pages)
    with sqlite3.connect(file) as raw:
        assert raw.execute("SELECT count(*) FROM link").fetchone() == (20 + 20 + sum(range(1, 9)),)
    raw.close()
    with store.facts(second.run.id, DAY) as facts:
        assert list(facts.pages()) == pages


async def test_a_rendered_page_replaces_the_plain_one_and_never_the_other_way(store: Store) -> None:
    writer = await begun(store)
    plain = page(links=[link(f"{HOME}old")], script_list=True)
    filled = page(links=[link(f"{HOME}new")], script_list=True, rendered=True)
    await crawl(writer, plain)
    await writer.write([looked(filled)])
    await writer.write([looked(plain)])
    with store.facts("latest", DAY) as facts:
        assert facts.home() == filled
        assert facts.visit(HOME).looks == 3
        assert [target.visit.url for target in facts.targets()] == [f"{HOME}new"]


async def test_a_plain_and_a_rendered_look_may_come_in_one_batch(store: Store) -> None:
    writer = await begun(store)
    plain, filled = page(), page(rendered=True, text="列表")
    await writer.add([Found(HOME, 0, Role.CRAWL)])
    await writer.write([looked(filled), looked(plain)])
    with store.facts("latest", DAY) as facts:
        assert facts.home() == filled


async def test_an_error_page_is_an_exchange_but_no_page_of_the_portal(store: Store) -> None:
    writer = await begun(store)
    await writer.add([Found(HOME, 0, Role.CRAWL)])
    await writer.write([Looked(HOME, answer(status=404), pack_page(page(links=[link(f"{HOME}x")], status=404)))])
    with store.facts("latest", DAY) as facts:
        assert facts.home() is None
        assert not list(facts.pages())
        assert not list(facts.targets())
        assert facts.visit(HOME).status == 404


async def test_bodies_are_kept_once_and_text_only_runs_keep_none(store: Store, file: Path) -> None:
    def bodies() -> int:
        raw = sqlite3.connect(file)
        try:
            return int(raw.execute("SELECT count(*) FROM body").fetchone()[0])
        finally:
            raw.close()

    lean = await begun(store, keep="text")
    await crawl(lean, page(text="正文"))
    assert bodies() == 0
    for _ in range(2):
        await crawl(await begun(store), page(text="正文"))
    assert bodies() == 1
    with store.facts(lean.run.id, DAY) as facts:
        assert facts.home() == page(text="正文")


async def test_pictures_and_attachments_are_not_kept(store: Store, file: Path) -> None:
    writer = await begun(store)
    await writer.add([Found(f"{HOME}a.pdf", 1, Role.CHECK)])
    await writer.write([Looked(f"{HOME}a.pdf", answer(f"{HOME}a.pdf", body=b"%PDF", content_type="application/pdf"))])
    raw = sqlite3.connect(file)
    assert raw.execute("SELECT count(*) FROM body").fetchone() == (0,)
    assert len(raw.execute("SELECT body FROM exchange").fetchone()[0]) == 64
    raw.close()


async def test_a_body_comes_back_as_the_bytes_received(store: Store) -> None:
    writer = await begun(store)
    await crawl(writer, page())
    with store.facts("latest", DAY) as facts:
        assert facts.body(HOME) == f"<html>{HOME}</html>".encode()
        assert facts.body(f"{HOME}none") is None
    assert writer.run.started == NOW
