"""Which links stand on which pages, and who refers to an address?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, distinct, exists, func, select

from auditor.api import Element, Link, Referrers, Region
from auditor.model.found import Role
from auditor.model.packed import link_of, moved
from auditor.store import schema
from auditor.store.frontier import chunks

_l, _pb, _p = schema.link.c, schema.page_block.c, schema.page.c

Elements = tuple[Element, ...]

_KEPT = 5_000  # blocks and links of them held at once
_NO_LINK = (Element.FORM.value, Element.SITEMAP.value)  # no references of a page: never followed, or not on it

_BLOCKS_OF_PAGES = (
    select(_pb.page, _pb.block, _pb.first)
    .where(_pb.page.in_(bindparam("pages", expanding=True)))
    .order_by(_pb.page, _pb.position)
)
_LINKS_OF_BLOCKS = (
    select(schema.link).where(_l.block.in_(bindparam("blocks", expanding=True))).order_by(_l.block, _l.position)
)


class Links:
    """The links of one run."""

    def __init__(self, connection: Connection, run: int) -> None:
        self._connection = connection
        self._here = and_(_pb.run == run, _pb.role.in_((Role.CRAWL.value, Role.LIST.value)))
        self._kept: dict[tuple[int, Elements], tuple[int, tuple[Link, ...]]] = {}
        self._size = 0

    def of_pages(self, pages: Sequence[int], elements: Elements = ()) -> dict[int, tuple[Link, ...]]:
        """The links of these pages in document order, those of certain elements only if given."""
        places = [
            place for chunk in chunks(pages) for place in self._connection.execute(_BLOCKS_OF_PAGES, {"pages": chunk})
        ]
        blocks = self._blocks({place.block: place.first for place in places}, elements)
        links: dict[int, list[Link]] = {}
        for page, block, first in places:
            begins, block_links = blocks[block]
            links.setdefault(page, []).extend(moved(block_links, first - begins))
        return {page: tuple(found) for page, found in links.items()}

    def _blocks(self, firsts: Mapping[int, int], elements: Elements) -> dict[int, tuple[int, tuple[Link, ...]]]:
        """The links of these blocks, with the order from which they count: of a new one that which is asked for.

        Those that came again, headers and footers, are the last to be forgotten.
        """
        again = {id: self._kept.pop((id, elements)) for id in sorted(firsts) if (id, elements) in self._kept}
        loaded: dict[int, tuple[int, tuple[Link, ...]]] = {}
        query = _LINKS_OF_BLOCKS.where(_l.element.in_(elements)) if elements else _LINKS_OF_BLOCKS
        for chunk in chunks(sorted(firsts.keys() - again.keys())):
            loaded |= {id: (firsts[id], ()) for id in chunk}
            found = self._connection.execute(query, {"blocks": chunk}).all()  # one by one they cost twice as much
            for block, rows in groupby(found, key=itemgetter(0)):
                first = firsts[block]
                loaded[block] = (first, tuple([link_of(row, first) for row in rows]))
        self._kept |= {(id, elements): kept for id, kept in (*loaded.items(), *again.items())}
        self._size += sum(1 + len(links) for _first, links in loaded.values())
        while self._size > _KEPT:
            self._size -= 1 + len(self._kept.pop(next(iter(self._kept)))[1])
        return loaded | again

    def targets(self, batch: int) -> Iterator[list[str]]:
        """Every address that crawled pages, or the operator's list, refer to, in order, by batches."""
        used = exists().where(self._here, _pb.block == _l.block)
        after = ""
        while True:
            query = select(_l.target).where(_l.target > after, _l.element.not_in(_NO_LINK), used)
            urls = list(self._connection.execute(query.distinct().order_by(_l.target).limit(batch)).scalars())
            if not urls:
                return
            yield urls
            after = urls[-1]

    def targets_of(self, page: int) -> frozenset[str]:
        """The addresses that one crawled page refers to."""
        query = self._on_pages(select(_l.target)).where(_pb.page == page, _l.target != "")
        return frozenset(self._connection.execute(query).scalars())

    def _on_pages(self, query: Select[Any]) -> Select[Any]:
        """`query` over the links that stand on crawled pages."""
        joined = query.select_from(schema.link).join(schema.page_block, _pb.block == _l.block)
        return joined.where(self._here, _l.element.not_in(_NO_LINK))

    def elements(self, targets: Iterable[str]) -> dict[str, set[str]]:
        """Which markup refers to each of these addresses?"""
        found: dict[str, set[str]] = {target: set() for target in targets}
        used = exists().where(self._here, _pb.block == _l.block)
        query = select(_l.target, _l.element).where(_l.element.not_in(_NO_LINK), used).distinct()
        for chunk in chunks(list(found)):
            for row in self._connection.execute(query.where(_l.target.in_(chunk))):
                found[row.target].add(row.element)
        return found

    def referrers(self, targets: Iterable[str], home: int | None) -> dict[str, Referrers]:
        """Who refers to each of these addresses: how many pages, in which part of them, and is home one? No examples.

        A header stands on every page with all its links: the pages of such a block are counted and sorted once, and
        not once for every link. Only where a target stands in several blocks, whose pages may be the same, are they
        told apart link by link.
        """
        found = {target: Referrers(pages=0, examples=()) for target in targets}
        for chunk in chunks(list(found)):
            block_of = self._alone(chunk)
            several = [target for target in chunk if target not in block_of]
            found |= self._counted(block_of, several, home)
        return found

    def examples(self, targets: Iterable[str], number: int) -> dict[str, tuple[tuple[str, Link], ...]]:
        """The first pages, by depth and URL, that refer to each of these addresses, with the first link of each."""
        found: dict[str, tuple[tuple[str, Link], ...]] = dict.fromkeys(targets, ())
        for chunk in chunks(list(found) if number else ()):
            block_of = self._alone(chunk)
            several = [target for target in chunk if target not in block_of]
            shown = self._first_of_blocks(block_of, number) | self._first(several, number)
            found |= {target: tuple(places.items()) for target, places in shown.items()}
        return found

    def _alone(self, targets: Sequence[str]) -> dict[str, int]:
        """Those targets that stand in one block only, with the block."""
        used = exists().where(self._here, _pb.block == _l.block)
        query = select(_l.target, func.min(_l.block)).where(_l.target.in_(targets), _l.element.not_in(_NO_LINK), used)
        query = query.group_by(_l.target).having(func.count(distinct(_l.block)) == 1)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def _counted(self, block_of: Mapping[str, int], several: Sequence[str], home: int | None) -> dict[str, Referrers]:
        """The referrers of each target, without examples."""
        pages = func.count(distinct(_pb.page))
        at_home = func.max(case((_pb.page == home, 1), else_=0))
        unseen = func.min(case((_l.hidden, 1), else_=0))
        parts: dict[str, list[tuple[Region, int, int, int]]] = {}
        if block_of:
            blocks = select(_pb.block, pages, at_home).where(self._here, _pb.block.in_(set(block_of.values())))
            of_block = {row[0]: row[1:] for row in self._connection.execute(blocks.group_by(_pb.block))}
            single = select(_l.target, _l.region, unseen).where(_l.target.in_(block_of), _l.element.not_in(_NO_LINK))
            single = single.where(_l.block.in_(of_block)).group_by(_l.target, _l.region)
            for target, region, hidden in self._connection.execute(single):
                parts[target] = [(Region(region), *of_block[block_of[target]], hidden)]
        if several:
            apart = self._on_pages(select(_l.target, _l.region, pages, at_home, unseen)).where(_l.target.in_(several))
            for target, region, on, front, hidden in self._connection.execute(apart.group_by(_l.target, _l.region)):
                parts.setdefault(target, []).append((Region(region), on, front, hidden))
        totals = {target: max(on for _region, on, _front, _hidden in found) for target, found in parts.items()}
        if scattered := [target for target, found in parts.items() if len(found) > 1]:
            whole = self._on_pages(select(_l.target, pages)).where(_l.target.in_(scattered)).group_by(_l.target)
            totals |= {row[0]: row[1] for row in self._connection.execute(whole)}
        return {
            target: Referrers(
                pages=totals[target],
                examples=(),
                home=any(front for _region, _on, front, _hidden in found),
                regions=tuple(sorted(((region, on) for region, on, *_ in found), key=lambda one: (-one[1], one[0]))),
                hidden=all(hidden for *_, hidden in found),
            )
            for target, found in parts.items()
        }

    def _first(self, targets: Sequence[str], number: int) -> dict[str, dict[str, Link]]:
        """The first pages that refer to each target, with the first link of each that does."""
        if not targets:
            return {}
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

    def _first_of_blocks(self, block_of: Mapping[str, int], number: int) -> dict[str, dict[str, Link]]:
        """The same for targets that stand in one block each: its first pages are theirs."""
        if not block_of:
            return {}
        nth = func.dense_rank().over(partition_by=_pb.block, order_by=(_p.depth, _p.url)).label("nth")
        ranked = (
            select(_pb.block, _pb.first, _pb.position.label("place"), _p.url.label("on"), nth)
            .join(schema.page, _p.id == _pb.page)
            .where(self._here, _pb.block.in_(set(block_of.values())))
            .subquery()
        )
        f = ranked.c
        first = select(ranked).where(f.nth <= number).order_by(f.block, f.nth, f.place)
        pages: dict[int, list[tuple[str, int]]] = {}
        for row in self._connection.execute(first):
            pages.setdefault(row.block, []).append((row.on, row.first))
        query = select(schema.link).where(_l.target.in_(block_of), _l.block.in_(pages), _l.element.not_in(_NO_LINK))
        shown: dict[str, dict[str, Link]] = {target: {} for target in block_of}
        for row in self._connection.execute(query.order_by(_l.target, _l.position)):
            for on, begins in pages[row.block]:
                shown[row.target].setdefault(on, link_of(row, begins))
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
