"""Which pages of a run were pictured, and which should be?"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, and_, delete, distinct, func, insert, inspect, select

from auditor.model.found import Role
from auditor.model.page import Element, Region
from auditor.model.picture import Picture, press_boxes, unpress_boxes
from auditor.store import frontier, schema

_g, _p, _pb, _l = schema.picture.c, schema.page.c, schema.page_block.c, schema.link.c


def put(connection: Connection, run: int, picture: Picture) -> None:
    """Stores a picture; an earlier one of the same page gives way. LookupError when the address was never added."""
    row = frontier.known(connection, run, [picture.url]).get(picture.url)
    if row is None:
        raise LookupError(f"not in the frontier of this run: {picture.url}")
    connection.execute(delete(schema.picture).where(_g.run == run, _g.url == row.id, _g.over == picture.over))
    connection.execute(
        insert(schema.picture).values(
            run=run,
            url=row.id,
            over=picture.over,
            at=picture.at,
            width=picture.width,
            height=picture.height,
            webp=picture.webp,
            boxes=press_boxes(picture.boxes),
        )
    )


def of(connection: Connection, run: int, urls: Iterable[str] | None) -> Iterator[Picture]:
    """The pictures of these addresses, or all, by address and protocol, one at a time."""
    if not inspect(connection).has_table(schema.picture.name):  # a file from before there were any, on a read-only disk
        return
    u = schema.url.c
    named = select(_g.id, u.url).join(schema.url, u.id == _g.url).where(_g.run == run).order_by(u.url, _g.over)
    wanted = None if urls is None else set(urls)
    for id, url in connection.execute(named).all():
        if wanted is None or url in wanted:
            row = connection.execute(select(schema.picture).where(_g.id == id)).one()
            yield Picture(url, row.at, row.webp, row.width, row.height, unpress_boxes(row.boxes), row.over)


def pictured(connection: Connection, run: int) -> list[str]:
    """The addresses of which there is an ordinary picture."""
    u = schema.url.c
    return list(
        connection.execute(
            select(u.url).join(schema.picture, u.id == _g.url).where(_g.run == run, _g.over == "").order_by(u.url)
        ).scalars()
    )


def telling(connection: Connection, run: int, home: str, most: int) -> list[str]:
    """Which pages say most about a portal? The home page; what its header and navigation lead to, in their order, up
    to half of all; a quarter, those with most links that do not open; pages whose lists a script fills; the rest that
    is one click away, in the order of the home page; more of those with links that do not open.
    """
    schema.index_links(connection)
    mine = and_(_p.run == run, _p.role == Role.CRAWL.value)
    first = connection.execute(select(_p.id).where(mine, _p.url == home)).scalar_one_or_none()
    if first is None:
        return []
    links = connection.execute(
        select(_l.target, _l.region)
        .join(schema.page_block, _pb.block == _l.block)
        .where(_pb.page == first, _l.element.in_((Element.A.value, Element.AREA.value)))
        .order_by(_pb.position, _l.position)
    ).all()
    near = set(connection.execute(select(_p.url).where(mine, _p.depth == 1)).scalars())
    led = [target for target in dict.fromkeys(row.target for row in links) if target in near]
    entrances = {row.target for row in links if row.region in (Region.NAV.value, Region.HEADER.value)}
    rendered = list(connection.execute(select(_p.url).where(mine, _p.rendered).order_by(_p.depth, _p.url)).scalars())
    columns = [target for target in led if target in entrances][: most // 2]
    faulty = _faulty(connection, run, most)
    chosen = [home, *columns, *faulty[: most // 4], *rendered, *led, *faulty]
    return list(dict.fromkeys(chosen))[:most]


def _faulty(connection: Connection, run: int, most: int) -> list[str]:
    """The pages on which most links stand that do not open."""
    u = schema.url.c
    failed = select(u.url).where(u.run == run, u.fault != "")
    links = func.count(distinct(_l.target))
    query = (
        select(_p.url)
        .join(schema.page_block, _pb.page == _p.id)
        .join(schema.link, _l.block == _pb.block)
        .where(_p.run == run, _p.role == Role.CRAWL.value, _l.target.in_(failed))
        .group_by(_p.url)
        .order_by(links.desc(), _p.url)
        .limit(most)
    )
    return list(connection.execute(query).scalars())
