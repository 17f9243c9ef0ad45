"""Under which names does a page go, and what kind of page is it by its looks?"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from auditor.model.page import DateMark, DateSource, Page
from auditor.model.words import fold, same

_SEPARATOR = re.compile(r"\s*(?:[|｜>＞»_—–]+|-+|·|::)\s*")
_INDEX = re.compile(r"/(?:index|default|main|home)(?:\.[a-z]+)?$", re.I)
_PAGING = re.compile(r"/(?:index|list|default|more)?[_-]?\d{1,4}(\.s?html?)$", re.I)
_PAGING_QUERY = re.compile(r"(?:^|&)(?:page|pageno|pageindex|p|pn|currentpage)=\d+", re.I)
# Articles of the common publishing systems: t20210301_12.html, art_123_4.html, post_12.html, content_12.html, …
_ARTICLE = re.compile(
    r"/(?:t\d{8}_\d+|art_[\d_]+|post_\d+|content_?\d+|i\d{5,}|content)\.s?html?$"
    r"|/art/\d{4}/\d{1,2}/\d{1,2}/"
    r"|/(?:19|20)\d\d/(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[/_][^/]*\d+[^/]*$"
    r"|/\d{4}-?\d{2}/(?:\d{2}/)?[^/]*\d+[^/]*$",
    re.I,
)
_PUBLISHED = re.compile(r"发布|时间|日期")
_PLACE = frozenset({"首页", "网站首页", "正文", "列表", "内容", "详情", "home"})


@lru_cache(maxsize=16_384)  # a list of a portal leads where others lead
def place(url: str) -> str:
    """Where is this page, however it is written? Without the name of an index file and the page number of a list."""
    parts = urlsplit(url)
    path = _INDEX.sub("/", parts.path)
    query = "&".join(part for part in parts.query.split("&") if part and not _PAGING_QUERY.match(part))
    return f"{parts.scheme}://{parts.netloc}{path or '/'}" + (f"?{query}" if query else "")


def list_place(url: str) -> str:
    """The first page of the list of which this may be a further page (index_2.html → its folder)."""
    parts = urlsplit(place(url))
    path = parts.path if _ARTICLE.search(parts.path) else _PAGING.sub("/", parts.path)
    return f"{parts.scheme}://{parts.netloc}{path}" + (f"?{parts.query}" if parts.query else "")


def folder(url: str) -> str:
    """The folder that a page heads (`…/zt/yq/`), "" when its address heads none or is the root of the host."""
    parts = urlsplit(place(url))
    if parts.query or not parts.path.endswith("/") or parts.path == "/":
        return ""
    return f"{parts.netloc}{parts.path}"


def article_address(url: str) -> bool:
    """Is this the address of an article, by the habits of the common publishing systems?"""
    return bool(_ARTICLE.search(urlsplit(url).path))


def is_article(page: Page) -> bool:
    """Is this one text rather than a list of them?"""
    if page.metas.get("articletitle", "").strip():
        return True
    if page.script_list:
        return False
    if len(page.items) > 2:
        return sum(1 for item in page.items if item.day) <= 2 and _has_byline(page)  # with a list of related articles
    return (
        article_address(page.final_url or page.url) or bool(page.metas.get("pubdate", "").strip()) or _has_byline(page)
    )


def _has_byline(page: Page) -> bool:
    """Does it say when it was published, under a title that is none of the columns above it?"""
    said = any(_tells(mark) for mark in page.dates)
    titles = [same(part) for part in (page.title, *_SEPARATOR.split(page.title), *page.headings[:1])]
    crumbs = set(map(same, page.breadcrumb))
    return said and bool(page.breadcrumb) and not crumbs & set(titles)


def _tells(mark: DateMark) -> bool:
    """Is this a day of publishing? One without a label was read beside a source or an author, or is a time alone."""
    return mark.source is DateSource.VISIBLE and (not mark.label or bool(_PUBLISHED.search(mark.label)))


def called(page: Page, site: frozenset[str]) -> tuple[str, ...]:
    """The names of a page whose links were read: its trail may end at what it stands in (您的位置：首页 > 专题专栏),
    not at itself. The last name of the trail is its parent's when a link of that name leads elsewhere and the page
    itself, by heading or title, has another name."""
    names = names_of(page, site)
    crumb = same(page.breadcrumb[-1]) if page.breadcrumb else ""
    own = [name for name in (*_SEPARATOR.split(page.title), *page.headings[:1]) if same(name) not in (*site, "")]
    if not crumb or not own or any(same(name) == crumb for name in own):
        return names
    here = {list_place(url) for url in (page.url, page.final_url) if url}
    up = any(same(link.label) == crumb and link.target and list_place(link.target) not in here for link in page.links)
    if not up:
        return names
    rest = [name for name in names if same(name) != crumb]
    return tuple(dict.fromkeys((*(fold(name) for name in own[:1]), *rest)))


def site_names(home: Page | None, name: str) -> frozenset[str]:
    """Names of the site itself, which titles carry beside the name of a page."""
    words = {name}
    if home is not None:
        words |= {home.title, home.metas.get("sitename", ""), *_SEPARATOR.split(home.title)}
    return frozenset(same(word) for word in words if word)


def names_of(page: Page, site: frozenset[str]) -> tuple[str, ...]:
    """Every name that a page gives itself, the most visible first: breadcrumb, ColumnName, heading, title."""
    known = site | {same(page.metas.get("sitename", ""))}
    crumbs = [crumb for crumb in page.breadcrumb if same(crumb) not in _PLACE]
    words = [
        *crumbs[-1:],
        page.metas.get("columnname", ""),
        *(page.headings[:1] if not crumbs else ()),
        *_SEPARATOR.split(page.title),
    ]
    found: dict[str, str] = {}
    for word in map(fold, words):
        key = same(word)
        if key and key not in known and key not in _PLACE:
            found.setdefault(key, word)
    return tuple(found.values())
