"""Collects the pages of the sample portal while it is written."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import jinja2

from auditor.demo.days import workday_before
from auditor.demo.site import HTML, Resource

HOST = "www.qinglan.gov.test"
HOME = f"http://{HOST}/"
IMAGES = "http://img.qinglan.gov.test/"
NAME = "青岚县人民政府门户网站"
SITE_ID = "4399210001"
PHONE_CODE = "0739"


@dataclass(frozen=True, slots=True)
class Ref:
    """A name and where it leads."""

    name: str
    href: str
    day: date | None = None
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text page. `trail` names the columns it hangs in, from the outside in. `blocks` are its headed parts."""

    path: str
    title: str
    day: date
    trail: tuple[Ref, ...]
    kind: str = "政务动态"  # ColumnType
    source: str = "青岚县人民政府办公室"
    clock: str = "10:20"
    number: str = ""
    organ: str = ""
    blocks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    signed: tuple[str, ...] = ()
    files: tuple[Ref, ...] = ()
    images: tuple[Ref, ...] = ()
    video: str = ""
    related: tuple[tuple[str, tuple[Ref, ...]], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ref(self) -> Ref:
        return Ref(self.title, self.path, self.day)


@cache
def content(name: str) -> Mapping[str, Any]:
    """What does one of the content files say?"""
    return tomllib.loads(files("auditor.demo").joinpath("content", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("auditor.demo", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )


class Book:
    """The pages written so far, by absolute URL. `as_of` is the day on which the portal is looked at."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.resources: dict[str, Resource] = {}

    def ago(self, days: int) -> date:
        """The working day at or before so many days ago."""
        return workday_before(self.as_of - timedelta(days=days))

    def put(self, path: str, body: bytes, content_type: str, **answer: Any) -> str:
        """Puts any resource at a path of the home host, or at an absolute URL. Returns its URL."""
        url = path if path.startswith("http://") else HOME.rstrip("/") + path
        if url in self.resources:
            raise ValueError(f"{url} is written twice")
        self.resources[url] = Resource(body, content_type=content_type, **answer)
        return url

    def render(self, template: str, **values: Any) -> str:
        common = {"home": HOME, "img": IMAGES, "site_name": NAME, "host": HOST, "site_id": SITE_ID}
        common["today"] = f"{self.as_of.year}年{self.as_of.month}月{self.as_of.day}日"
        return _templates().get_template(template).render({**common, **values})

    def page(self, path: str, template: str, *, encoding: str = "utf-8", status: int = 200, **values: Any) -> str:
        """Writes one HTML page. A GBK page says gb2312 in its markup only, as old pages do."""
        text = self.render(template, charset="gb2312" if encoding == "gb18030" else encoding, **values)
        kind = HTML if encoding == "utf-8" else "text/html"
        return self.put(path, text.encode(encoding), kind, status=status)

    def article(self, article: Article, style: str = "trs") -> Ref:
        """Writes a text page in one of the markups of the portal: trs, art, content (divisions), table, gbk."""
        template = "article_old.html" if style in ("table", "gbk") else "article.html"
        encoding = "gb18030" if style == "gbk" else "utf-8"
        self.page(article.path, template, encoding=encoding, a=article, trail=article.trail)
        return article.ref

    def listing(
        self,
        columns: tuple[Ref, ...],
        refs: Sequence[Ref],
        *,
        markup: str = "ul",
        kind: str = "政务动态",
        size: int = 20,
        intro: str = "",
        side: Sequence[Ref] = (),
        data: str = "",
    ) -> Ref:
        """Writes a list column of one or more pages, newest first. Returns the column."""
        column, rows = columns[-1], listed(refs)
        parts = [rows[start : start + size] for start in range(0, len(rows), size)] or [()]
        pages = [column.href if number == 0 else f"{column.href}index_{number}.html" for number in range(len(parts))]
        for number, (path, part) in enumerate(zip(pages, parts, strict=True)):
            self.page(
                path,
                "list.html",
                column=column,
                trail=trail(*columns),
                refs=part,
                markup=markup,
                kind=kind,
                intro=intro,
                side=side,
                side_name=columns[-2].name if len(columns) > 1 else column.name,
                data=data,
                pages=pages,
                page_no=number,
            )
        return column


def number(words: str) -> int:
    """The number that a publishing system gave to an article; the same on whatever day the portal is looked at."""
    return 10000 + crc32(words.encode()) % 90000


def placed(column: str, title: str, day: date, style: str = "trs") -> str:
    """An address in the manner of one of the publishing systems found in the wild. Those of content, gbk and table
    do not speak of the day."""
    name = number(column + title)
    if style == "art":
        return f"/art/{day.year}/{day.month}/{day.day}/art_{number(column) % 9000 + 1000}_{name}.html"
    if style == "table":
        return f"{column}show.asp?id={name}"
    if style in ("content", "gbk"):
        return f"{column}content_{name}.html"
    return f"{column}{day:%Y%m}/t{day:%Y%m%d}_{name}.html"


def trail(*columns: Ref) -> tuple[Ref, ...]:
    return (Ref("首页", "/"), *columns)


def paragraphs(*texts: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("", tuple(texts)),)


def listed(refs: Sequence[Ref]) -> tuple[Ref, ...]:
    """Newest first, as every list of the portal shows them."""
    return tuple(sorted(refs, key=lambda ref: (ref.day or date.min, ref.href), reverse=True))
