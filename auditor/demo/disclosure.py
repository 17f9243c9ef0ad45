"""The disclosure column of the sample portal: its four parts, and what stands beside them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from auditor.demo import pictures
from auditor.demo.book import SITE_ID, Article, Book, Ref, content, listed, paragraphs, placed, trail
from auditor.demo.days import workday_before

COLUMN = Ref("政府信息公开", "/zfxxgk/")
GUIDE = Ref("政府信息公开指南", "/zfxxgk/zn/")
RULES = Ref("政府信息公开制度", "/zfxxgk/zd/")
CONTENT = Ref("法定主动公开内容", "/zfxxgk/fdzdgknr/")
REPORTS = Ref("政府信息公开年报", "/zfxxgk/nb/")
REQUEST = Ref("依申请公开", "/zfxxgk/ysqgk/")
CATALOGUE = Ref("政府信息公开目录", "/zfxxgk/ml/")
OFFICES = Ref("机构职能", "/jgzn/")
LEADERS = Ref("领导信息", "/ldxx/")
_YEARS = 5
_NOTES = (
    "现将“{title}”有关情况予以公开，相关材料由承办单位保存备查，如有疑问可在工作日致电{name}咨询窗口。",
    "本条信息依据主动公开基本目录发布，涉及“{title}”的后续变化将在{name}栏目更新。",
    "{title}已按程序办理完毕。公开期限内收到的意见，由承办科室逐条登记并书面答复。",
)


def write_disclosure(book: Book) -> None:
    """Writes the column with all that it leads to, offices and leaders excepted."""
    groups = tuple(_content_column(book, entry) for entry in content("disclosure")["content"])
    _guide(book)
    _rules(book)
    reports = _reports(book)
    newest = listed([ref for _, refs in groups for ref in refs])[:12]
    _panel(book, COLUMN, trail(COLUMN), groups=(("最新公开", newest),))
    columns = tuple(column for column, _ in groups)
    _panel(
        book, CONTENT, trail(COLUMN, CONTENT), groups=(("公开事项", (*columns, OFFICES, LEADERS)), ("最新信息", newest))
    )
    book.listing((COLUMN, REPORTS), reports, markup="table", kind="信息公开年报")
    _request(book)
    words = "本目录按类别列出主动公开的信息，点击类别名称可以查看具体内容；与法定主动公开内容栏目同步更新。"
    _panel(book, CATALOGUE, trail(COLUMN, CATALOGUE), blocks=(("", (words,)),), groups=(("类别", columns),))


def _panel(book: Book, column: Ref, columns: tuple[Ref, ...], **values: Any) -> None:
    values = {"refs": (), "blocks": (), "groups": (), "kind": "信息公开目录", **values}
    book.page(column.href, "disclosure.html", column=column, trail=columns, **values)


def _guide(book: Book) -> None:
    blocks = tuple((part["h"], tuple(part["p"])) for part in content("disclosure")["guide"])
    _panel(book, GUIDE, trail(COLUMN, GUIDE), blocks=blocks, kind="信息公开指南")


def _rules(book: Book) -> None:
    refs = []
    for place, entry in enumerate(content("disclosure")["rule"]):
        day = book.ago(entry["ago"])
        style = "table" if place % 2 else "trs"
        article = Article(
            path=placed(RULES.href, entry["title"], day, style),
            title=entry["title"],
            day=day,
            trail=trail(COLUMN, RULES),
            kind="政府信息公开制度",
            blocks=paragraphs(*entry["p"]),
        )
        refs.append(book.article(article, style))
    _panel(book, RULES, trail(COLUMN, RULES), refs=listed(refs), kind="政府信息公开制度")


def _content_column(book: Book, entry: Any) -> tuple[Ref, list[Ref]]:
    column = Ref(entry["name"], f"{CONTENT.href}{entry['key']}/")
    refs = []
    for place, (ago, title) in enumerate(entry["items"]):
        day = book.ago(ago)
        shift = sum(map(ord, title))
        words = (_NOTES[(shift + step) % 3].format(title=title, name=column.name) for step in range(2))
        article = Article(
            path=placed(column.href, title, day, ("trs", "content", "art")[(shift + place) % 3]),
            title=title,
            day=day,
            trail=trail(COLUMN, CONTENT, column),
            kind="数据发布",
            blocks=paragraphs(*words),
            extra={"index": f"{SITE_ID}/{day.year}-{shift % 90000:05d}", "written": str(day), "subject": column.name},
        )
        refs.append(book.article(article))
    book.listing((COLUMN, CONTENT, column), refs, markup="table", kind="数据发布")
    return column, refs


def _reports(book: Book) -> list[Ref]:
    """The annual reports that are out: one a year, each in January of the year after it."""
    refs: list[Ref] = []
    year = book.as_of.year - 1
    while len(refs) < _YEARS:
        day = workday_before(date(year + 1, 1, 26))
        if day <= book.as_of:
            refs.append(_report(book, year, day, old=len(refs) > 2))
        year -= 1
    return refs


def _report(book: Book, year: int, day: date, *, old: bool) -> Ref:
    said = content("disclosure")
    style = "gbk" if old else "trs"
    figures = _figures(year, said["problems"][year % len(said["problems"])])
    name = f"青岚县{year}年政府信息公开工作年度报告.doc"
    book.put(f"{REPORTS.href}files/{quote(name)}", pictures.doc(name), "application/msword")
    blocks = tuple((part["h"], (part["p"].format(**figures),)) for part in said["report"])
    tables = tuple(
        {"caption": table["caption"], "rows": [[cell.format(**figures) for cell in row] for row in table["rows"]]}
        for table in said["table"]
    )
    article = Article(
        path=placed(REPORTS.href, str(year), day, style),
        title=f"青岚县人民政府{year}年政府信息公开工作年度报告",
        day=day,
        trail=trail(COLUMN, REPORTS),
        kind="信息公开年报",
        blocks=blocks,
        files=(Ref(name, f"{REPORTS.href}files/{name}"),),
        extra={"tables": tables},
    )
    return book.article(article, style)


def _figures(year: int, problem: str) -> Mapping[str, int | str]:
    """The year's figures. What came in and what was carried over is what was done and what is left."""
    new, carried, left = 20 + year % 7, year % 3, year % 2
    return {
        "year": year,
        "pages": 4000 + year % 100 * 13,
        "posts": 1800 + year % 50 * 9,
        "made": year % 6 + 3,
        "ended": year % 3,
        "valid": 40 + year % 6,
        "new": new,
        "carried": carried,
        "left": left,
        "done": new + carried - left,
        "new_all": new + 3,
        "done_all": new + carried - left + 3,
        "reviews": year % 2,
        "problem": problem,
    }


def _request(book: Book) -> None:
    blocks = tuple((part["h"], tuple(part["p"])) for part in content("disclosure")["request"])
    form = Ref("在线申请", f"{REQUEST.href}sqb.html")
    _panel(book, REQUEST, trail(COLUMN, REQUEST), blocks=blocks, groups=(("申请入口", (form,)),), kind="依申请公开")
    book.page(
        form.href,
        "form.html",
        column=form,
        trail=trail(COLUMN, REQUEST, form),
        kind="依申请公开",
        intro="请如实填写，带星号的为必填项。",
        action=f"{REQUEST.href}submit.do",
        fields=(("name", "姓名*"), ("card", "证件号码*"), ("phone", "联系电话*"), ("wanted", "所需信息名称*")),
    )
