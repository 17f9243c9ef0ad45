"""Facts drawn from one exchange. Immutable, picklable, without a DOM."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias


class Region(StrEnum):
    HEADER = "header"
    NAV = "nav"
    BODY = "body"
    FOOTER = "footer"
    FLOAT = "float"  # floating windows and couplets (飘窗、对联)


class Element(StrEnum):
    """Which markup carries the reference?"""

    A = "a"
    AREA = "area"
    IMG = "img"
    SCRIPT = "script"
    STYLE = "style"  # stylesheets, icons, css url()
    FRAME = "frame"  # frame, iframe, embed, object
    MEDIA = "media"  # video, audio, source, track
    META = "meta"  # meta refresh
    SITEMAP = "sitemap"
    FORM = "form"  # recorded, never followed
    OPTION = "option"  # entry of a drop-down list; a link where its value is a whole address (友情链接), else a control
    BUTTON = "button"  # a control that opens something by a script; never among the links of a page


class DateSource(StrEnum):
    """Where was a date read? In the order of trust."""

    META = "meta"  # <meta name=PubDate>
    VISIBLE = "visible"  # 发布时间：2021-03-01 on the page
    LIST = "list"  # beside the item in a list
    URL = "url"  # t20210301_123.html, /2021/3/1/
    HEADER = "header"  # Last-Modified


@dataclass(frozen=True, slots=True)
class DateMark:
    """One date as it was read. `time` tells whether hours and minutes were given; `words` is what stood there."""

    day: date
    source: DateSource
    words: str = ""
    time: bool = False
    label: str = ""  # 发布时间, 成文日期, 发布日期 … as printed, when there was one


@dataclass(frozen=True, slots=True)
class Link:
    """One reference of a page.

    `target` is the canonical absolute URL when it is http(s), else "". `href` is as written.
    `label` is what a reader takes for its name: text, else image alt, else title; white space folded (see
    `auditor.model.words.fold`), so that 政府信息<br> 公开 reads 政府信息公开. `order` counts from 0 in document order.
    """

    target: str
    href: str
    label: str
    region: Region = Region.BODY
    element: Element = Element.A
    order: int = 0
    # display:none, hidden attribute; of anchors also off the screen or without size (see `auditor.extract.concealed`).
    # Never inside a comment: comments are not read.
    hidden: bool = False
    onclick: bool = False
    title: str = ""  # the title attribute, when it says something else than the label
    width: int = 0  # of an image, when the markup says so, else 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a list page: what it links to, under which title, dated when (None: no date beside it)."""

    title: str
    target: str
    day: date | None
    order: int = 0


Table: TypeAlias = tuple[tuple[str, ...], ...]
"""Rows of texts of cells; a cell that spans several stands in the first of them only."""


@dataclass(frozen=True, slots=True)
class Markup:
    """What does the markup of a page offer to those who cannot see it or use a mouse? Counts, each with how many lack.

    `pictures` are images of the page body with words or none (decorations of a few pixels are left out), `mute` those
    without an alternative text, `mute_at` the first of these addresses. `fields` are visible form fields, `nameless`
    those that nothing names. `autoplay` counts media that play by themselves with sound. `search` tells that a box to
    search in stands there. Of inline scripts, `hosts` are the hosts they name, `written` the Chinese words in those
    that write into the page: what may stand there once they have run.
    """

    pictures: int = 0
    mute: int = 0
    mute_at: tuple[str, ...] = ()
    fields: int = 0
    nameless: int = 0
    autoplay: int = 0
    search: bool = False
    hosts: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What does one HTML page say? Drawn from one exchange by `auditor.extract`.

    `url` is the canonical key of what was asked, `final_url` of what answered after redirects.
    `metas` maps lower-case names to contents, in the words of the page. `text` is the visible text of the page body
    without header, navigation and footer, one block a line; `full_text` adds them. `items` are the dated or repeated
    rows of a list. `dates` are in the order of trust. `script_list` tells that a list on the page is left to a script
    (and `rendered` that a browser has filled it), `scripted_block` that a block of related links seems to be. `tables`
    are kept of annual reports and lists of accounts only (see `auditor.extract.tables`).
    """

    url: str
    final_url: str
    status: int = 200
    depth: int = 0
    title: str = ""
    charset: str = "utf-8"
    charset_conflict: str = ""  # "header gbk, meta utf-8": what disagreed, else ""
    lang: str = ""
    metas: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()  # 您的位置：首页 > 政务公开 > …, names from the outside in
    links: tuple[Link, ...] = ()
    controls: tuple[Link, ...] = ()  # buttons and entries of drop-down lists that a script opens; no links, not weighed
    items: tuple[Item, ...] = ()
    dates: tuple[DateMark, ...] = ()
    text: str = ""
    full_text: str = ""
    script_list: bool = False
    rendered: bool = False
    truncated: bool = False
    scripted_block: bool = False
    markup: Markup = Markup()
    tables: tuple[Table, ...] = ()
    fetched_at: datetime | None = None

    @property
    def published(self) -> DateMark | None:
        """When was the page published, by the most trusted date on it? None when no date was read."""
        return self.dates[0] if self.dates else None
