"""How do the content systems of real portals write a page? Five, each with its shell, lists and articles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from auditor.demo.site import HTML, Resource

MARKUPS = ("trs", "hanweb", "gkmlpt", "table", "divs")
NAMES = {
    "trs": "临江县人民政府",
    "hanweb": "云和县人民政府",
    "gkmlpt": "平川市人民政府",
    "table": "永安县人民政府",
    "divs": "滨江区人民政府",
}
Link = tuple[str, str]  # where to, label


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page of one portal."""

    markup: str
    name: str
    menu: tuple[Link, ...]
    footer: str = ""  # further markup in the footer
    floating: str = ""

    def page(
        self, title: str, main: str, *, crumbs: Sequence[Link] = (), head: str = "", home: bool = False
    ) -> Resource:
        menu = "".join(f'<li><a href="{href}">{label}</a></li>' for href, label in (("/", "首页"), *self.menu))
        steps = (("/", "首页"), *crumbs)
        trail = " &gt; ".join(f'<a href="{href}">{label}</a>' if href else label for href, label in steps)
        here = "" if home else trail
        extra = self.footer if home else ""
        floating = self.floating if home else ""
        record = f"主办：{self.name}办公室　网站标识码：3399990001　备案号：浙ICP备05000001号"
        body = _AROUND[self.markup].format(
            name=self.name, menu=menu, here=here, main=main, footer=extra, floating=floating, record=record
        )
        meta = f'<meta name="SiteName" content="{self.name}">' if self.markup in ("trs", "hanweb") else ""
        full = title if home or self.markup in ("gkmlpt", "divs") else f"{title}-{self.name}"
        return Resource(
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(full)}</title>{meta}{head}</head>'
            f"<body>{body}</body></html>".encode(),
            content_type=HTML,
        )


_AROUND = {
    "trs": '{floating}<div class="header"><h2>{name}</h2></div><div class="nav"><ul>{menu}</ul></div>'
    '<div class="wrap"><div class="position">您当前的位置：{here}</div>{main}</div>'
    '<div class="footer">{footer}<p>{record}</p></div>',
    "hanweb": '{floating}<div id="top"><a class="logo" href="/">{name}</a><ul class="menu">{menu}</ul></div>'
    '<div class="bt-position">当前位置：{here}</div><div id="main">{main}</div>'
    '<div id="footer" class="footer">{footer}<span>{record}</span></div>',
    "gkmlpt": '<header><div class="brand">{name}</div><nav><ul>{menu}</ul></nav></header>{floating}'
    '<div class="crumb">首页导航 {here}</div><main class="container">{main}</main>'
    "<footer>{footer}<p>{record}</p></footer>",
    "table": "<TABLE width=1000 align=center><TR><TD>今天是2026年11月20日 星期五</TD></TR></TABLE>"
    "<TABLE width=1000 align=center><TR><TD><FONT size=6>{name}</FONT></TD></TR>"
    "<TR><TD><UL>{menu}</UL></TD></TR></TABLE>{floating}"
    "<TABLE width=1000 align=center><TR><TD>当前位置：{here}</TD></TR><TR><TD>{main}</TD></TR></TABLE>"
    '<TABLE width=1000 align=center class="foot"><TR><TD>{footer}</TD></TR><TR><TD>{record}</TD></TR></TABLE>',
    "divs": '<div class="a1"><div class="a2">{name}</div><div class="a3"><ul>{menu}</ul></div></div>{floating}'
    '<div class="b1"><div class="b2">{here}</div><div class="b3">{main}</div></div>'
    '<div class="c1 bottom">{footer}<div>{record}</div></div>',
}


def listing(markup: str, rows: Iterable[tuple[str, str, str]]) -> str:
    """A list of where to, title and day ("" where none is shown)."""
    if markup == "table":
        cells = (
            f'<TR><TD>·<A href="{href}" title="{escape(title)}">{escape(title)}</A></TD><TD>{day}</TD></TR>'
            for href, title, day in rows
        )
        return f"<TABLE width=100%>{''.join(cells)}</TABLE>"
    if markup == "divs":
        return "".join(
            f'<div class="row"><div class="t"><a href="{href}">{escape(title)}</a></div>'
            f'<div class="d">{day}</div></div>'
            for href, title, day in rows
        )
    lines = "".join(
        f'<li><a href="{href}" target="_blank">{escape(title)}</a>{f"<span>{day}</span>" if day else ""}</li>'
        for href, title, day in rows
    )
    return f'<ul class="list">{lines}</ul>'


def article(
    markup: str, title: str, day: str, source: str, blocks: str, *, number: str = "", below: str = ""
) -> tuple[str, str]:
    """One article: its head and its main part."""
    heading = escape(title)
    if markup == "trs":
        head = f'<meta name="ArticleTitle" content="{heading}"><meta name="PubDate" content="{day} 09:30">'
        sheet = _sheet(title, number, day, source)
        info = f'<div class="info">发布时间：{day} 09:30　来源：{source}</div>'
        return head, f'{sheet}<h1>{heading}</h1>{info}<div class="TRS_Editor">{blocks}</div>{below}'
    if markup == "hanweb":
        head = f'<meta name="ArticleTitle" content="{heading}"><meta name="pubdate" content="{day}">'
        line = f'<p class="wh">{number}</p>' if number else ""
        info = f'<div class="sp">发布日期：{day}　信息来源：{source}　浏览次数：<script>count()</script></div>'
        return head, f'<div class="arc"><h1>{heading}</h1>{info}{line}<div id="zoom">{blocks}</div>{below}</div>'
    if markup == "gkmlpt":
        sheet = _sheet(title, number, day, source)
        info = f'<div class="date-row">发布日期：{day}　来源：{source}</div>'
        return (
            "",
            f'{sheet}<h1 class="content-title">{heading}</h1>{info}<div class="article-content">{blocks}</div>{below}',
        )
    if markup == "table":
        line = f"<TR><TD align=center>{number}</TD></TR>" if number else ""
        year, month, date = day.split("-")
        return "", (
            f"<TABLE width=100%><TR><TD align=center><FONT size=5><B>{heading}</B></FONT></TD></TR>"
            f"<TR><TD align=center>发布日期：{year}年{int(month)}月{int(date)}日　信息来源：{source}</TD></TR>{line}"
            f'<TR><TD><DIV id="zoom">{blocks}</DIV></TD></TR></TABLE>{below}'
        )
    line = f"<div>发文字号：{number}</div>" if number else ""
    return "", (
        f'<div class="x1"><div class="x2"><h3>{heading}</h3></div><div class="x3">时间：{day}　来源：{source}</div>'
        f'{line}<div class="x4">{blocks}</div></div>{below}'
    )


def _sheet(title: str, number: str, day: str, organ: str) -> str:
    """The table above a document (索引号, 发文机关 …); nothing above what has no number."""
    if not number:
        return ""
    return (
        f'<table class="xxgk"><tr><td>索 引 号：</td><td>339999/{day[:4]}-00{day[5:7]}{day[8:]}</td>'
        f"<td>发文机关：</td><td>{organ}</td></tr><tr><td>标　　题：</td><td>{escape(title)}</td>"
        f"<td>成文日期：</td><td>{day}</td></tr><tr><td>发文字号：</td><td>{number}</td>"
        f"<td>发布日期：</td><td>{day}</td></tr></table>"
    )


def placed(markup: str, column: str, serial: int, day: str) -> str:
    """The path that the content system gives to an article."""
    year, month, date = day.split("-")
    match markup:
        case "trs":
            return f"/{column}/{year}{month}/t{year}{month}{date}_{serial}.html"
        case "hanweb":
            return f"/art/{year}/{int(month)}/{int(date)}/art_{1229000000 + len(column)}_{serial}.html"
        case "gkmlpt":
            return f"/{column}/content/post_{serial}.html"
        case "table":
            return f"/ReadNews.asp?NewsID={serial}"
    return f"/info/{1000 + len(column)}/{serial}.htm"
