"""Which links stand on which pages, and who refers to an address?"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, and_, case, distinct, exists, func, select

from auditor.api import Element, Link, Referrers
from auditor.model.found import Role
from auditor.model.packed import link_of, moved
from auditor.store import schema
from auditor.store.frontier import chunks

_l, _pb, _p = schema.link.c, schema.page_block.c, schema.page.c

_KEPT = 5_000  # links of blocks held at once
_NO_LINK = (Element.FORM.value, Element.SITEMAP.value)  # no references of a page: never followed, or not on it


class Links:
    """The links of one run."""

    def __init__(self, connection: Connection, run: int) -> None:
        self._connection = connection
        self._here = and_(_pb.run == run, _pb.role == Role.CRAWL.value)
        self._kept: dict[int, tuple[Link, ...]] = {}
        self._size = 0

    def of_pages(self, pages: Sequence[int]) -> dict[int, tuple[Link, ...]]:
        """The links of these pages in document order."""
        query = select(_pb.page, _pb.block, _pb.first).order_by(_pb.page, _pb.position)
        places = [
            place for chunk in chunks(pages) for place in self._connection.execute(query.where(_pb.page.in_(chunk)))
        ]
        blocks = self._blocks({place.block for place in places})
        links: dict[int, list[Link]] = {}
        for page, block, first in places:
            links.setdefault(page, []).extend(moved(blocks[block], first))
        return {page: tuple(found) for page, found in links.items()}

    def _blocks(self, ids: set[int]) -> dict[int, tuple[Link, ...]]:
        """The links of these blocks, as if each began its page.

        Those that came again, headers and footers, are the last to be forgotten.
        """
        again = {id: self._kept.pop(id) for id in sorted(ids & self._kept.keys())}
        loaded: dict[int, tuple[Link, ...]] = {}
        for chunk in chunks(sorted(ids - again.keys())):
            query = select(schema.link).where(_l.block.in_(chunk)).order_by(_l.block, _l.position)
            for block, rows in groupby(self._connection.execute(query), key=itemgetter(0)):
                loaded[block] = tuple(link_of(row, 0) for row in rows)
        self._kept |= loaded | again
        self._size += sum(map(len, loaded.values()))
        while self._size > _KEPT:
            self._size -= len(self._kept.pop(next(iter(self._kept))))
        return loaded | again

    def targets(self, batch: int) -> Iterator[list[str]]:
        """Every address that crawled pages refer to, in order, by batches."""
        used = exists().where(self._here, _pb.block == _l.block)
        after = ""
        while True:
            query = select(_l.target).where(_l.target > after, _l.element.not_in(_NO_LINK), used)
            urls = list(self._connection.execute(query.distinct().order_by(_l.target).limit(batch)).scalars())
            if not urls:
                return
            yield urls
            after = urls[-1]

    def _on_pages(self, query: Select[Any]) -> Select[Any]:
        """`query` over the links that stand on crawled pages."""
        joined = query.select_from(schema.link).join(schema.page_block, _pb.block == _l.block)
        return joined.where(self._here, _l.element.not_in(_NO_LINK))

    def elements(self, targets: Iterable[str]) -> dict[str, set[str]]:
        """Which markup refers to each of these addresses?"""
        found: dict[str, set[str]] = {target: set() for target in targets}
        for chunk in chunks(list(found)):
            query = self._on_pages(select(_l.target, _l.element)).where(_l.target.in_(chunk)).distinct()
            for row in self._connection.execute(query):
                found[row.target].add(row.element)
        return found

    def referrers(self, targets: Iterable[str], examples: int, home: int | None) -> dict[str, Referrers]:
        """Who refers to each of these addresses: how many pages, the first by depth and URL, and is home one?"""
        found = {target: Referrers(pages=0, examples=()) for target in targets}
        for chunk in chunks(list(found)):
            shown = self._examples(chunk, examples)
            on_home = case((_pb.page == home, 1), else_=0)
            numbers = self._on_pages(select(_l.target, func.count(distinct(_pb.page)), func.max(on_home)))
            for target, pages, at_home in self._connection.execute(
                numbers.where(_l.target.in_(chunk)).group_by(_l.target)
            ):
                found[target] = Referrers(pages=pages, examples=tuple(shown[target].items()), home=bool(at_home))
        return found

    def _examples(self, targets: Sequence[str], number: int) -> dict[str, dict[str, Link]]:
        """The first pages that refer to each target, with the first link of each that does."""
        rank = func.dense_rank().over(partition_by=_l.target, order_by=(_p.depth, _p.url)).label("rank")
        ranked = (
            self._on_pages(select(schema.link, _pb.first, _pb.position.label("place"), _p.url.label("on"), rank))
            .join(schema.page, _p.id == _pb.page)
            .where(_l.target.in_(targets))
            .subquery()
        )
        r = ranked.c
        query = select(ranked).where(r.rank <= number).order_by(r.target, r.rank, r.place, r.position)
        shown: dict[str, dict[str, Link]] = {target: {} for target in targets}
        for row in self._connection.execute(query):
            shown[row.target].setdefault(row.on, link_of(row, row.first))
        return shown

    def odd(self) -> Iterator[tuple[str, Link]]:
        """Links that are no http(s) address, each distinct href once, on the first page by depth and URL, by href."""
        href = func.coalesce(_l.href, _l.target)
        order = (_p.depth, _p.url, _pb.position, _l.position)
        nth = func.row_number().over(partition_by=href, order_by=order).label("nth")
        numbered = (
            self._on_pages(select(schema.link, _pb.first, _p.url.label("on"), nth))
            .join(schema.page, _p.id == _pb.page)
            .where(_l.target == "")
            .subquery()
        )
        query = select(numbered).where(numbered.c.nth == 1).order_by(numbered.c.href)
        for row in self._connection.execute(query, execution_options={"yield_per": 500}):
            yield row.on, link_of(row, row.first)
