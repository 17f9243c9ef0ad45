"""Runs, looks and pages for the tests of the store, and what hypothesis may make of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from auditor.model.exchange import Exchange
from auditor.model.fault import Fault, FaultKind, Whose
from auditor.model.packed import pack_page
from auditor.model.page import DateMark, DateSource, Element, Item, Link, Page, Region
from auditor.model.portal import Portal
from auditor.model.settings import GatherSettings
from auditor.store import RunWriter, Store
from auditor.store.gather import Found, Looked, Role

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 1)
HOME = "http://www.example.gov.cn/"
PORTAL = Portal(home=HOME)

GONE = Fault(FaultKind.HTTP_4XX, Whose.SITE, lasting=True, detail="404")
RESET = Fault(FaultKind.RESET, Whose.SITE, lasting=False)


async def begun(store: Store, **settings: object) -> RunWriter:
    return await store.new_run(PORTAL, GatherSettings.model_validate(settings), NOW, "test 1")


def link(target: str, label: str = "链接", **more: object) -> Link:
    return Link(target=target, href=str(more.pop("href", target)), label=label, **more)  # type: ignore[arg-type]


def numbered(links: Sequence[Link]) -> tuple[Link, ...]:
    from dataclasses import replace

    return tuple(replace(one, order=order) for order, one in enumerate(links))


def page(url: str = HOME, links: Sequence[Link] = (), **more: object) -> Page:
    more.setdefault("final_url", url)
    more.setdefault("fetched_at", NOW)
    return Page(url=url, links=numbered(links), **more)  # type: ignore[arg-type]


def answer(url: str = HOME, *, after: float = 0, **more: object) -> Exchange:
    """A good answer unless told otherwise, `after` seconds from the start."""
    if "fault" not in more:
        more.setdefault("status", 200)
    more.setdefault("final_url", url)
    more.setdefault("content_type", "text/html")
    return Exchange(url=url, started=NOW + timedelta(seconds=after), elapsed=0.5, **more)  # type: ignore[arg-type]


def looked(read: Page, **more: object) -> Looked:
    """A page as read, with its body."""
    body = f"<html>{read.url}</html>".encode()
    return Looked(
        read.url, answer(read.url, final_url=read.final_url, body=body, size=len(body)), pack_page(read), **more
    )  # type: ignore[arg-type]


async def crawl(writer: RunWriter, *pages: Page, role: Role = Role.CRAWL) -> None:
    """Puts pages into the frontier at their depth and writes them."""
    await writer.add([Found(read.url, read.depth, role) for read in pages])
    await writer.write([looked(read) for read in pages])


# Everything that a database can hold as text; the rest has a test of its own.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
SMALL = st.integers(0, 2**31 - 1)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
TIMES = st.datetimes(timezones=st.sampled_from([UTC]))
URLS = st.builds("http://{}.example/{}".format, st.sampled_from("abc"), st.integers(0, 9))

LINKS = st.builds(
    Link,
    target=st.one_of(st.just(""), URLS),
    href=st.one_of(WORDS, URLS),
    label=WORDS,
    region=st.sampled_from(Region),
    element=st.sampled_from(Element),
    order=st.integers(0, 1000),
    hidden=st.booleans(),
    onclick=st.booleans(),
    title=WORDS,
    width=SMALL,
    height=SMALL,
)
ITEMS = st.builds(Item, title=WORDS, target=WORDS, day=st.none() | DAYS, order=SMALL)
MARKS = st.builds(DateMark, day=DAYS, source=st.sampled_from(DateSource), words=WORDS, time=st.booleans(), label=WORDS)


def tuples(of: st.SearchStrategy[object], most: int = 5) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


PAGES = st.builds(
    Page,
    url=st.just(HOME),
    final_url=WORDS,
    status=st.integers(200, 299),
    depth=st.integers(0, 50),
    title=WORDS,
    charset=WORDS,
    charset_conflict=WORDS,
    lang=WORDS,
    metas=st.dictionaries(WORDS, WORDS, max_size=3),
    headings=tuples(WORDS),
    breadcrumb=tuples(WORDS),
    links=tuples(LINKS, 12),
    items=tuples(ITEMS),
    dates=tuples(MARKS),
    text=st.text(st.characters(exclude_categories=["Cs"])),
    full_text=st.text(st.characters(exclude_categories=["Cs"])),
    script_list=st.booleans(),
    scripted_block=st.booleans(),
    rendered=st.booleans(),
    truncated=st.booleans(),
    fetched_at=st.none() | TIMES,
)
