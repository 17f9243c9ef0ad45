"""The other columns of the sample portal: news, notices, offices, services, letters, open data, odds and ends."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from auditor.demo.book import PHONE_CODE, SITE_ID, Article, Book, Ref, content, listed, paragraphs, placed, trail
from auditor.demo.disclosure import COLUMN, LEADERS, OFFICES
from auditor.demo.policies import AFFAIRS, INTERPRETATIONS, POLICIES

NEWS = Ref("动态要闻", "/xwzx/")
NOTICES = Ref("通知公告", "/tzgg/")
SERVICES = Ref("办事服务", "/bsfw/")
EXCHANGE = Ref("互动交流", "/hdjl/")
DATA = Ref("数据开放", "/sjkf/")
OLD_LIST = "/gb/list.asp?lm="
SERVICE_HALL = "http://zwfw.yunling-province.test/"


def write_news(book: Book) -> tuple[Ref, ...]:
    refs = _texts(book, NEWS, content("news")["news"], ("trs", "art", "content"))
    book.listing((NEWS,), refs, size=10)
    return listed(refs)


def write_notices(book: Book) -> tuple[Ref, ...]:
    """The notices: their list is left to a script that asks for a JSON file."""
    refs = listed(_texts(book, NOTICES, content("news")["notice"], ("trs", "table")))
    rows = [{"title": ref.name, "url": ref.href, "date": str(ref.day)} for ref in refs]
    data = "/tzgg/data/list.json"
    book.put(data, json.dumps({"list": rows}, ensure_ascii=False).encode(), "application/json")
    book.listing((AFFAIRS, NOTICES), refs, markup="script", data=data, kind="通知公告")
    return refs


def _texts(book: Book, column: Ref, entries: Sequence[Mapping[str, Any]], styles: tuple[str, ...]) -> list[Ref]:
    refs = []
    for place, entry in enumerate(entries):
        day, style = book.ago(entry["ago"]), styles[place % len(styles)]
        article = Article(
            path=placed(column.href, entry["title"], day, style),
            title=entry["title"],
            day=day,
            trail=trail(column),
            source="青岚融媒体中心" if column is NEWS else "青岚县人民政府办公室",
            blocks=paragraphs(*entry["p"]),
        )
        refs.append(book.article(article, style))
    return refs


def write_offices(book: Book) -> None:
    people, refs = content("people"), []
    for entry in people["office"]:
        day = book.ago(70)
        words = (
            entry["duty"],
            f"联系电话：{PHONE_CODE}-{entry['tel']}。办公时间：工作日8:30—12:00，14:30—17:30。",
            f"办公地址：青岚县行政中心{entry['key']}室。内设机构：办公室、业务股。负责人：见领导信息。",
        )
        path = f"{OFFICES.href}{entry['key']}.html"
        article = Article(
            path=path,
            title=entry["name"],
            day=day,
            trail=trail(COLUMN, OFFICES),
            kind="机构职能",
            blocks=paragraphs(*words),
        )
        refs.append(book.article(article))
    book.listing((COLUMN, OFFICES), refs, kind="机构职能")
    leaders = []
    for place, entry in enumerate(people["leader"]):
        about = (f"{entry['name']}，{entry['post']}。", f"工作分工：{entry['duty']}")
        path = f"{LEADERS.href}ld_{place + 1}.html"
        article = Article(
            path=path,
            title=f"{entry['name']} {entry['post']}",
            day=book.ago(55),
            trail=trail(COLUMN, LEADERS),
            kind="负责人信息",
            blocks=paragraphs(*about),
        )
        leaders.append(book.article(article))
    book.listing((COLUMN, LEADERS), leaders, kind="负责人信息")


def write_services(book: Book) -> tuple[Ref, ...]:
    refs = []
    for entry in content("people")["service"]:
        path = f"{SERVICES.href}{entry['key']}.html"
        guide = (
            f"设定依据：{entry['name']}管理办法。申请条件：符合前述对象范围。办理流程：窗口受理、审核、办结。",
            f"办理地点和办理时间：县政务服务中心，工作日。联系电话：{PHONE_CODE}-5620200。办理材料：身份证明。",
        )
        article = Article(
            path=path,
            title=entry["name"],
            day=book.ago(30),
            trail=trail(SERVICES),
            blocks=paragraphs(*entry["p"], *guide),
        )
        refs.append(book.article(article, "trs"))
    hall = Ref("云岭省政务服务网", SERVICE_HALL)  # refuses clients that look like robots: blocked, and not broken
    _landing(book, SERVICES, (("便民事项", refs), ("网上大厅", (hall,))))
    return tuple(refs)


def write_exchange(book: Book) -> None:
    letters = []
    for entry in content("people")["letter"]:
        day = book.ago(entry["ago"])
        words = (f"来信：{entry['ask']}", f"答复：{entry['reply']}")
        path = placed(EXCHANGE.href, entry["title"], day, "content")
        article = Article(
            path=path, title=entry["title"], day=day, trail=trail(EXCHANGE), kind="回应关切", blocks=paragraphs(*words)
        )
        letters.append(book.article(article))
    form = Ref("我要写信", f"{EXCHANGE.href}xjxx.html")
    _landing(
        book,
        EXCHANGE,
        (
            ("入口", (form, Ref("拨打热线", "tel:0739-12345"), Ref("电子邮箱", "mailto:zwgk@qinglan.gov.test"))),
            ("来信选登", letters),
        ),
    )
    book.page(
        form.href,
        "form.html",
        column=form,
        trail=trail(EXCHANGE, form),
        kind="互动交流",
        intro="来信内容将依法保密，五个工作日内答复。",
        action=f"{EXCHANGE.href}submit.do",
        fields=(("name", "姓名"), ("phone", "联系电话"), ("title", "信件标题")),
    )


def write_data(book: Book) -> None:
    refs = []
    for place, entry in enumerate(content("people")["dataset"]):
        path = f"{DATA.href}files/{entry['file']}"
        # The last one fails when it is asked for the first time, and works from then on.
        fault = "once" if place == 2 else ""
        book.put(path, "\n".join(entry["rows"]).encode(), "text/csv; charset=utf-8", fault=fault)
        refs.append(Ref(entry["name"], path, book.ago(25)))
    _landing(book, DATA, (("数据目录", refs),), intro="以下数据可以免费下载使用，请注明来源。")


def write_old_pages(book: Book) -> None:
    """Pages of an earlier publishing system: GBK, tables, a query in the encoding of the page."""
    links: list[Ref] = []
    for name, words in (("公告", "城区道路命名公告"), ("通知", "机关作息时间调整通知")):
        column = Ref(f"历年{name}", f"{OLD_LIST}{name}")
        day = book.ago(1500 + len(links))
        article = Article(
            path=f"/gb/show_{1001 + len(links)}.htm",
            title=words,
            day=day,
            trail=trail(AFFAIRS, column),
            blocks=paragraphs(f"{words}的内容已经录入历史库，原件存县档案馆，可以凭有效证件查阅。"),
        )
        ref = book.article(article, "gbk")
        path = OLD_LIST + quote(name, encoding="gb18030")
        book.page(
            path,
            "list_old.html",
            encoding="gb18030",
            column=column,
            trail=trail(AFFAIRS, column),
            kind="历史公告",
            refs=(ref,),
        )
        links.append(column)
    index = "/gb/index.htm"
    column = Ref("历史公开信息", index)
    book.page(
        index,
        "list_old.html",
        encoding="gb18030",
        column=column,
        trail=trail(AFFAIRS, column),
        kind="历史公告",
        refs=[Ref(ref.name, ref.href, book.ago(1500)) for ref in links],
    )
    # An address of old that leads on, twice, and ends well.
    book.put("/old/index.asp", b"", "", status=302, headers={"Location": "/gb/"})
    book.put("/gb/", b"", "", status=301, headers={"Location": index})


def write_affairs(book: Book, policies: Sequence[Ref]) -> None:
    groups = (
        ("栏目", (COLUMN, POLICIES, INTERPRETATIONS, NOTICES, OFFICES, LEADERS)),
        ("最新文件", listed(policies)[:5]),
        ("历史", (Ref("历史公开信息", "/old/index.asp"),)),
    )
    _landing(book, AFFAIRS, groups)


def write_small_pages(book: Book) -> None:
    """Site map, about, accessibility, search."""
    columns = (
        NEWS,
        AFFAIRS,
        COLUMN,
        POLICIES,
        INTERPRETATIONS,
        SERVICES,
        EXCHANGE,
        Ref("专题专栏", "/ztzl/"),
        DATA,
        NOTICES,
        OFFICES,
        LEADERS,
    )
    _landing(book, Ref("网站地图", "/wzdt.html"), (("全部栏目", columns),))
    for path, name, words in (
        (
            "/gywm.html",
            "关于我们",
            f"青岚县人民政府门户网站由县政府办公室主办，网站标识码{SITE_ID}，欢迎指出网站的差错。",
        ),
        ("/wza.html", "无障碍声明", "本网站提供大字号、高对比度和键盘导航，读屏软件可以读出全部正文与图片说明。"),
    ):
        article = Article(
            path=path, title=name, day=book.ago(200), trail=trail(), kind="概况信息", blocks=paragraphs(words)
        )
        book.article(article)
    _landing(book, Ref("站内检索", "/search.html"), (), intro="请在上方输入关键字后点击搜索。")


def _landing(book: Book, column: Ref, groups: Sequence[tuple[str, Sequence[Ref]]], intro: str = "") -> None:
    book.page(
        column.href, "landing.html", column=column, trail=trail(column), kind="栏目首页", intro=intro, groups=groups
    )
