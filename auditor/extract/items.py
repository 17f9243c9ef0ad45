"""Which rows does a list page list, under which titles, dated when?"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate

from auditor.extract import dates
from auditor.extract.links import goal
from auditor.extract.tree import SILENT, Node
from auditor.model.page import Item, Region
from auditor.model.words import fold

MOST_ITEMS = 2000
_ROWS = frozenset(("li", "tr", "dd", "dt", "div", "a", "p", "ul", "table", "td", "section", "article"))
_LONGEST_ROW = 300  # characters of a row that is a list by itself; the cell around an article has more
_ROWS_BY_ELEMENT = frozenset(("li", "tr", "dd"))
_MOST_ANCHORS = 5  # a row may add its category, a picture and "more"; with more links it is a box of rows
_SHORT = 8  # labels from this length on are titles, below they may be names of columns
_MORE = re.compile(
    r"^(?:更多|more|详细|详情|查看|查看详情|阅读全文|全文|下载|首页|尾页|末页|上一页|下一页|\d+|[>＞»+.…\[\]]+)+$", re.I
)
_SHARE = re.compile(r"分享到|分享至|QQ空间|新浪微博|打印本页|关闭窗口")
_BESIDE = re.compile(r"[上下]一[篇条]")
_LICENCE = re.compile(r"ICP\s*[备证]|公网安备", re.I)  # the last line of a page that is a table of its own
_NO_DAY = re.compile(r"今天是|今日是|现在(?:是|时间)|当前(?:时间|日期)|浏览|点击|阅读次数|作者|字号|字体|责任编辑|打印")


@dataclass(slots=True)
class _Row:
    node: Node
    title: str
    target: str
    day: date | None
    alone: bool  # the date is a piece of its own
    bare: bool  # there is nothing beside title and date


def items(root: Node, base: str, *, encoding: str, above: Collection[str] = ()) -> tuple[Item, ...]:
    """The rows of the lists in the body of the page, in document order. Menus, headers and footers list nothing.

    `above` are the address of the page and those on the path to it: links without dates that lead to one of them are
    the menu beside the list, as disclosure columns have it on every page.
    """
    nodes = root.walk()
    before = _anchors_before(nodes)
    groups: list[list[_Row]] = []
    taken = bytearray(len(nodes))  # 1: inside a row
    looked = 0
    for parent in nodes:
        if before[parent.end] == before[parent.at] or taken[parent.at]:
            continue
        if parent.region is not Region.BODY or parent.tag in SILENT:
            continue
        alike: dict[str, list[Node]] = {}
        for child in parent.children:
            if isinstance(child, str) or child.tag not in _ROWS or child.region is not Region.BODY:
                continue
            if 1 <= before[child.end] - before[child.at] <= _MOST_ANCHORS:
                alike.setdefault(_shape(child), []).append(child)
        for boxes in alike.values():
            looked += len(boxes)
            if looked > 3 * MOST_ITEMS:
                break
            if len(boxes) == 1 and _holds_rows(boxes[0], before):
                continue  # the cell in which a whole page is laid out; the rows inside come later
            rows = [row for box in boxes if (row := _row(box, base, encoding))]
            if _is_list(rows) and not _is_menu(rows, above):
                groups.append(rows)
                for row in rows:
                    taken[row.node.at : row.node.end] = b"\1" * (row.node.end - row.node.at)
    if any(row.day for rows in groups for row in rows):
        groups = [rows for rows in groups if _dated(rows)]
    found = sorted((row for rows in groups for row in rows), key=lambda row: row.node.at)[:MOST_ITEMS]
    return tuple([Item(row.title, row.target, row.day, index) for index, row in enumerate(found)])


def _anchors_before(nodes: Sequence[Node]) -> list[int]:
    """How many anchors of the body stand before each element? Between the two ends of an element stand its own."""
    return list(
        accumulate((node.tag == "a" and node.region is Region.BODY and _leads(node) for node in nodes), initial=0)
    )


def _holds_rows(box: Node, before: Sequence[int]) -> bool:
    """Is this a row, by its element, that holds other rows with links of the body?"""
    if box.tag not in _ROWS_BY_ELEMENT:
        return False
    return any(node.tag in _ROWS_BY_ELEMENT and before[node.end] > before[node.at] for node in box.walk()[1:])


def _leads(anchor: Node) -> bool:
    return "href" in anchor.attrs or "onclick" in anchor.attrs


def _shape(node: Node) -> str:
    """Boxes of one list carry one class; list items and table rows are rows by themselves."""
    if node.tag in ("li", "tr", "dd", "dt", "a"):
        return node.tag
    return f"{node.tag} {node.attrs.get('class', '').strip().partition(' ')[0]}"


def _dated(rows: list[_Row]) -> bool:
    with_day = sum(1 for row in rows if row.day)
    return with_day >= 2 or (with_day == 1 and len(rows) <= 2)


def _is_menu(rows: list[_Row], above: Collection[str]) -> bool:
    """Do these links without dates lead to the page itself, or to what it stands in?"""
    return not any(row.day for row in rows) and any(row.target in above for row in rows)


def _is_list(rows: list[_Row]) -> bool:
    if len(rows) >= 2:
        if sum(1 for row in rows if row.day) >= 2:
            return True
        lengths = sorted(len(row.title) for row in rows)
        return lengths[len(lengths) // 2] >= _SHORT and (len(rows) >= 3 or any(row.alone for row in rows))
    # One row alone is a list when it is written as one, or is nothing but a title, and its date stands by itself.
    if len(rows) != 1 or not rows[0].alone or len(rows[0].node.text()) > _LONGEST_ROW:
        return False
    if any(node.tag == "h1" for node in rows[0].node.walk()):
        return False  # the page itself
    row = rows[0]
    return len(row.title) >= 4 if row.node.tag in _ROWS_BY_ELEMENT else row.bare and len(row.title) >= _SHORT


def _row(node: Node, base: str, encoding: str) -> _Row | None:
    best: Node | None = None
    title = ""
    shown: list[str] = []
    titles: dict[str, str] = {}
    count = 0
    for anchor in node.walk():
        if anchor.tag != "a" or anchor.region is not Region.BODY or not _leads(anchor):
            continue
        count += 1
        pieces = _apart(anchor)
        label = _label(anchor, pieces)
        if not label or _MORE.match(label) or _BESIDE.match(label) or _SHARE.search(label) or _LICENCE.search(label):
            continue
        if len(label) >= _SHORT:
            titles.setdefault(anchor.attrs.get("href", ""), label)
        if len(label) > len(title):
            best, title, shown = anchor, label, pieces
    if best is None or len(titles) > 1:
        return None
    pieces = [*_apart(node, without=best), *shown]
    for piece in pieces:
        if len(piece) <= 40 and _NO_DAY.search(piece):
            return None  # the line under the title of an article
    target = goal(best, base, encoding=encoding)
    day, alone = _day(pieces, target)
    if len(title) < (2 if day else 4):
        return None
    bare = count == 1 and all(piece in title or _only_date(piece) for piece in pieces)
    return _Row(node, title[:500], target, day, alone, bare)


_CUT = re.compile(r"(?:\.{2,}|…+)$")


def _label(anchor: Node, pieces: Sequence[str]) -> str:
    """The title that an anchor shows, without a date or a "new" mark in it; whole, when the title attribute has it.

    `pieces` are its texts (`_apart`).
    """
    said = [piece for piece in pieces if not _only_date(piece)]
    label = "".join(said)
    if len(said) > 1 and len(longest := max(said, key=len)) >= _SHORT:
        label = longest
    full = fold(anchor.attrs["title"]) if "title" in anchor.attrs else ""
    if full and (not label or (label.endswith(("..", "…")) and full.startswith(_CUT.sub("", label)))):
        return full
    if not label:
        label = fold("".join(child.attrs.get("alt", "") for child in anchor.walk() if child.tag == "img"))
    return label.lstrip("·•◆■▪●∙・> ").strip()


_JOINED = frozenset(("font", "b", "strong", "u", "wbr"))  # the letters of one piece in another dress
_JOINED_IN_ANCHOR = _JOINED | {"br", "a"}
# A style that changes how letters look and not where they stand: an editor's mark, and no column of a template.
_DRESS = re.compile(
    r"(?:\s*(?:color|font[a-z-]*|background(?:-color)?|letter-spacing|text-decoration|mso-[a-z-]+)\s*:[^;]*;?)+\s*"
)


def _dressed(node: Node) -> bool:
    """Is this a piece of a title that an editor coloured: 【废止】 in red, a word pasted from an office program?"""
    if node.tag != "span" or not node.attrs or not node.attrs.keys() <= {"style", "lang"}:
        return False
    style = node.attrs.get("style", "")
    if style.strip() and not _DRESS.fullmatch(style.lower()):
        return False
    return "lang" in node.attrs or not _only_date(fold(node.text()))  # a day in grey is a piece by itself


def _apart(node: Node, *, without: Node | None = None) -> list[str]:
    """The texts below an element, apart where the border of an element stands between them: pieces that a template
    kept apart. Of an anchor, a line break parts none."""
    children = node.children
    if without is None and len(children) == 1 and isinstance(children[0], str):
        return [text] if (text := fold(children[0])) else []
    if node is without or node.tag in SILENT:
        return []
    run: list[str] = []
    _gather(children, _JOINED if without else _JOINED_IN_ANCHOR, without, run)
    return [text for piece in "".join(run).split("\x00") if piece and (text := fold(piece))]


def _gather(children: Sequence[Node | str], joined: Collection[str], without: Node | None, run: list[str]) -> None:
    """Appends the texts below, a NUL wherever pieces part."""
    for child in children:
        if isinstance(child, str):
            run.append(child)
        elif child is without:
            run.append("\x00")
        elif child.tag in joined or _dressed(child):
            _gather(child.children, joined, without, run)
        elif child.tag not in SILENT:
            run.append("\x00")
            _gather(child.children, joined, without, run)
            run.append("\x00")


_WRAP = " []()（）【】〔〕发布日期时间:：|-—·"
_BEGINS = re.compile(rf"[{re.escape(_WRAP)}]*[\d一二]")  # whatever is nothing but a date
_MONTH_DAY = re.compile(r"[\[(（【]?\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*日?\s*[\])）】]?$")
_SHORT_YEAR = re.compile(r"[\[(（【]\s*(\d\d)[-/.](\d\d?)[-/.](\d\d?)\s*[\])）】]$|^(\d\d)-(\d\d)-(\d\d)$")
_YEAR = re.compile(r"[\[(（]?((?:19|20)\d\d)年?[\])）]?$")
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})月?$")
_DAY = re.compile(r"(\d{1,2})日?$")


def _only_date(piece: str) -> bool:
    return bool(_BEGINS.match(piece)) and _nothing_else(piece)


@lru_cache(maxsize=4096)  # the dates beside the rows of a list come again and again
def _nothing_else(piece: str) -> bool:
    found = next(iter(dates.read(piece)), None)
    if found:
        return not (piece[: found.start] + piece[found.end :]).strip(_WRAP)
    return bool(_MONTH_DAY.match(piece) or _SHORT_YEAR.match(piece) or _YEAR.match(piece) or _YEAR_MONTH.match(piece))


def _day(pieces: list[str], target: str) -> tuple[date | None, bool]:
    """The date beside a title, and whether it stands by itself. Also when a template splits it into two pieces."""
    for piece in pieces:
        if read := dates.read(piece):
            alone = _only_date(piece)
            if alone or (len(piece) <= 40 and not _NO_DAY.search(piece)):
                return read[0].day, alone
    for piece in pieces:
        if match := _SHORT_YEAR.match(piece):
            year, month, day = (int(part) for part in match.groups() if part)
            if found_day := dates.real(2000 + year, month, day):
                return found_day, True
    years = [int(match[1]) for piece in pieces if (match := _YEAR.match(piece))]
    for piece in pieces:
        if match := _MONTH_DAY.match(piece):
            month, day = int(match[1]), int(match[2])
            year_ = years[0] if years else dates.year_of_url(target, month)
            return (dates.real(year_, month, day) if year_ else None), True
    for at, piece in enumerate(pieces):
        if match := _YEAR_MONTH.match(piece):
            for other in pieces[max(0, at - 1) : at + 2]:
                if other is not piece and (number := _DAY.match(other)):
                    return dates.real(int(match[1]), int(match[2]), int(number[1])), True
    return None, False
