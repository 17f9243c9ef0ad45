"""Addresses that the operator lists: each is looked at, none is crawled."""

from collections.abc import Iterable
from itertools import islice

from auditor.api import _
from auditor.model.exchange import Exchange
from auditor.model.packed import pack_page
from auditor.model.page import Link, Page
from auditor.model.problem import Problem
from auditor.store.gather import Found, Looked, Role, RunWriter

CHUNK = 1000  # lines that stand together in the store
LINES = 20  # of one address that are named

Lines = Iterable[tuple[int, str, str]]
"""Line number, canonical address, and the line as written."""


async def put_list(writer: RunWriter, lines: Lines) -> None:
    """Puts the list into the store as pages of links, and its addresses into the frontier. Streams."""
    home, name = writer.run.portal.home, writer.run.portal.name
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        url = f"{home}#{chunk[0][0]}"
        await writer.add([Found(url, 0, Role.LIST)])
        page = Page(url=url, final_url=url, links=_links(name, chunk))
        found = tuple(Found(link.target, 1, Role.CHECK) for link in page.links)
        # Nothing was sent for it: an exchange without a method.
        given = Exchange(url=url, method="", status=200, final_url=url)
        await writer.write([Looked(url, given, pack_page(page), found)])
    await writer.note("listed", "1")


async def whole(writer: RunWriter) -> None:
    """Makes sure that the store holds the whole list: a run that died before cannot be gone on with."""
    if not await writer.noted("listed"):
        raise Problem(_("采集 {run} 中断时清单还没有存全，请重新开始"), run=writer.run.id)


def _links(name: str, chunk: list[tuple[int, str, str]]) -> tuple[Link, ...]:
    """One link an address, called by its place as `list.txt:12`; one that stands on several lines names them all."""
    lines: dict[str, list[int]] = {}
    written: dict[str, str] = {}
    for number, url, text in chunk:
        lines.setdefault(url, []).append(number)
        written.setdefault(url, text)
    return tuple(
        Link(
            target=url,
            href=written[url],
            label=f"{name}:{','.join(map(str, numbers[:LINES]))}{'…' if len(numbers) > LINES else ''}",
            order=numbers[0] - 1,
        )
        for url, numbers in lines.items()
    )
