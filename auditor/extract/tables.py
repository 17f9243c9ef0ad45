"""What stands in the tables of an annual report, or of a list of accounts? Of other pages none are kept."""

import re
from collections.abc import Iterable

from auditor.extract.tree import Node
from auditor.model.page import Region, Table

_KEPT = re.compile(r"年度报告|年报|新媒体|账号|帐号")
_MOST_TABLES, _MOST_ROWS, _MOST_CELLS, _LONGEST = 40, 300, 60, 120


def tables(root: Node, names: Iterable[str]) -> tuple[Table, ...]:
    """The rows of the tables of a page that one of its `names` (title, headings) calls an annual report or a list of
    accounts, each row as the texts of its cells, spans not repeated. Tables that only lay out others are left out."""
    if not any(_KEPT.search(name) for name in names):
        return ()
    found: list[Table] = []
    for node in root.walk():
        if node.tag != "table" or node.region is not Region.BODY or len(found) >= _MOST_TABLES:
            continue
        below = node.walk()[1:]
        if any(one.tag == "table" for one in below):
            continue
        rows = [_cells(one) for one in below if one.tag == "tr"][:_MOST_ROWS]
        if rows := [row for row in rows if row]:
            found.append(tuple(rows))
    return tuple(found)


def _cells(row: Node) -> tuple[str, ...]:
    cells = [one for one in row.elements() if one.tag in ("td", "th")]
    return tuple(cell.text()[:_LONGEST] for cell in cells[:_MOST_CELLS])
