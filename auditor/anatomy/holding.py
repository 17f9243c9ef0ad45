"""Is there anything on a page for its reader, beside what every page of its template carries?

What could not be seen is never nothing: lists by script, frames that were not read, and pages whose scripts no filled
list of the same template shares.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from auditor.api import Facts
from auditor.model.anatomy import Column, Held, Holding
from auditor.model.exchange import Opening
from auditor.model.page import Element, Link, Page, Region
from auditor.model.url import host_of
from auditor.model.words import plain, same

_ENOUGH = 30  # characters of its own that make a page without a list a text
_SENTENCE = re.compile(r"[\u4e00-\u9fff].{6,}[。！]\s*$")  # so does a whole sentence
_ROWS = 3  # rows in the markup that show that a template lists without a script
_TRIES = 40  # columns looked at for pages of the same template
_BESIDE = 3  # of them whose links and lines are compared
_EMPTY = re.compile(
    r"暂无|暂时没有|没有(?:找到|查到|符合|相关|任何|更多|记录|数据|内容|信息)|无(?:相关)?(?:数据|内容|信息|记录)|未(?:找到|查询到)"
    r"|(?:栏目|内容|页面)?(?:正在)?(?:建设|整理|更新|完善|维护)中|敬请期待|共\s*0\s*[条项页]|no\s*data",
    re.I,
)
_TURNING = re.compile(
    r"(?:首页|上一?页|下一?页|前一?页|后一?页|尾页|末页|跳转|转到?|共|第|当前|每页|总计|总共|页码|条记录|记录|条|页|到|go|[\d/:：|｜\s<>«»])+",
    re.I,
)
_NO_GOAL = re.compile(
    r"首页|网站首页|返回.*|更多.*|more|上一?页|下一?页|尾页|末页|\d{1,3}|打印.*|关闭.*|收藏.*|分享.*|顶部|top|[>＞»<«.…]+",
    re.I,
)
_ICON = re.compile(
    r"icon|logo|btn|button|arrow|dot|line|bg[_.-]|banner|space|blank|share|print|weixin|wechat|ewm|qr", re.I
)


def holding(facts: Facts, page: Page) -> Holding:
    """What does this page hold? Columns that belong to it are something it holds."""
    pages = facts.shown(page)
    rows = {item.target or item.title for one in pages for item in one.items}
    if rows:
        return Holding(Held.ROWS, len(rows))
    column = facts.column_at(page.url)
    if column is not None and column.items:
        return Holding(Held.ROWS, len(column.items))
    if any(one.script_list and not one.rendered for one in pages):
        return Holding(Held.SCRIPT)
    if _unread_frame(facts, pages) or any(one.truncated for one in pages):
        return Holding(Held.FRAME)
    beside = _beside(facts, page, column)
    links = _further(facts, pages, beside)
    chars, told, says = _words(pages, beside, column)
    below = len(facts.within(column)) if column else 0
    if below or links:
        return Holding(Held.LINKS, max(below, links), chars)
    if chars >= _ENOUGH or told:
        return Holding(Held.TEXT, 0, chars)
    if any(link.element is Element.FORM and link.region is Region.BODY for one in pages for link in one.links):
        return Holding(Held.FORM, 0, chars)
    if any(_picture(link) for one in pages for link in _own(one.links, beside)):
        return Holding(Held.PICTURE, 0, chars)
    return Holding(Held.NOTHING if _lists_without_script(facts, pages) else Held.UNSURE, 0, chars, says)


def _unread_frame(facts: Facts, pages: Sequence[Page]) -> bool:
    for page in pages:
        for link in page.links:
            shown = link.element in (Element.FRAME, Element.META) and facts.own(link.target)
            if shown and facts.page(link.target) is None and facts.visit(link.target).opening is not Opening.DEAD:
                return True
    return False


def _beside(facts: Facts, page: Page, column: Column | None) -> tuple[Page, ...]:
    """A few further columns: those beside it, then others of the same host. What they carry as well is template."""
    own = {page.url, page.final_url}
    others = [one for one in facts.columns() if one.url not in own and host_of(one.url) == host_of(page.url)]
    parent = column.parent if column else ""
    below = {one.url for one in facts.within(column)} if column else set()
    alike = [one for one in others if one.parent == parent and one.url != parent and one.url not in below]
    rest = [one for one in others if one not in alike and one.url not in below and one.url != parent]
    found: list[Page] = []
    for one in [*alike[:_BESIDE], *rest[:_BESIDE]][:_BESIDE]:
        other = facts.page(one.url)
        if other is not None:
            found.append(other)
    home = facts.home()
    return tuple(found) if found or home is None else (home,)


def _own(links: Iterable[Link], beside: Sequence[Page]) -> Iterator[Link]:
    """What stands in the body of this page and of no other. Menus that were taken for body stand on all of them."""
    carried = Counter(
        goal
        for page in beside
        for goal in {link.target or link.label for link in page.links if link.region is Region.BODY or len(beside) == 1}
    )
    everywhere = min(len(beside), 2)  # one other page may well lead to the same thing
    return (
        link for link in links if link.region is Region.BODY and carried[link.target or link.label] < max(everywhere, 1)
    )


def _further(facts: Facts, pages: Sequence[Page], beside: Sequence[Page]) -> int:
    """How many things of its own does the body lead on to?"""
    here = {url for page in pages for url in (page.url, page.final_url)} | {facts.portal.home}
    crumbs = {same(crumb) for page in pages for crumb in page.breadcrumb}
    found = {
        link.target or link.label
        for page in pages
        for link in _own(page.links, beside)
        if link.element in (Element.A, Element.AREA, Element.MEDIA, Element.OPTION)
        if link.target not in here and same(link.label) not in crumbs and not _NO_GOAL.fullmatch(link.label.strip())
        if link.target or link.onclick
    }
    return len(found)


def _words(pages: Sequence[Page], beside: Sequence[Page], column: Column | None) -> tuple[int, bool, str]:
    """How many characters stand only here, is a whole sentence among them, and by which words does the page say that it
    has nothing?"""
    around = {same(line) for page in beside for line in page.text.splitlines()}
    names = {plain(column.name)} if column else set()
    names |= {plain(word) for page in pages for word in (page.title, *page.headings, *page.breadcrumb)}
    chars, told, says = 0, False, ""
    for page in pages:
        for line in page.text.splitlines():
            key = same(line)
            if not key or key in around or plain(line) in names or _TURNING.fullmatch(line):
                continue
            if len(key) <= 40 and _EMPTY.search(line):
                says = says or line.strip()
                continue
            if all(crumb in key for crumb in map(same, page.breadcrumb)) and page.breadcrumb:
                continue  # the line that says where one is
            chars += len(key)
            told = told or bool(_SENTENCE.search(line))
    return chars, told, says


def _picture(link: Link) -> bool:
    if link.element is Element.FRAME:
        return True
    if link.element is not Element.IMG:
        return False
    size = max(link.width, link.height)
    return size >= 100 if size else not _ICON.search(link.target.rpartition("/")[2])


def _lists_without_script(facts: Facts, pages: Sequence[Page]) -> bool:
    """Does a page with no further scripts list its rows in the markup, so that rows would stand in this markup too?"""
    if any(page.rendered for page in pages):
        return True
    scripts = {link.target for page in pages for link in page.links if link.element is Element.SCRIPT}
    if not scripts:
        return True
    host = host_of(pages[0].url)
    filled = (one for one in facts.columns() if len(one.items) >= _ROWS and not one.script and host_of(one.url) == host)
    for _number, column in zip(range(_TRIES), filled, strict=False):
        other = facts.page(column.url)
        if other is None or other.rendered or len(other.items) < _ROWS:
            continue
        if scripts <= {link.target for link in other.links if link.element is Element.SCRIPT}:
            return True
    return False
