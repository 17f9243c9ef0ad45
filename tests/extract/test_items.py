"""The rows of a list are read with their dates; menus list nothing."""

from datetime import date

import pytest

from tests.extract.pages import page

TITLES = ["关于印发甲办法的通知", "关于调整乙方案的公告", "关于开展丙行动的意见"]


def rows(template: str, wrap: str = "<ul>{}</ul>") -> str:
    body = "".join(template.format(n=number, title=title) for number, title in enumerate(TITLES, 1))
    return wrap.format(body)


DATED = [
    "<li><a href=/t{n}.html>{title}</a><span>2020-08-1{n}</span></li>",
    "<li><span>[2020-08-1{n}]</span><a href=/t{n}.html>{title}</a></li>",
    "<li><a href=/t{n}.html title={title}>{title}<span class=date>2020/8/1{n}</span></a></li>",
    "<li><a href=/c/>[政策]</a> <a href=/t{n}.html>{title}</a>　2020年8月1{n}日</li>",
    "<li><img src=d.gif><a href=/t{n}.html><p>{title}</p></a><i>（2020-08-1{n}）</i></li>",
    "<li><div><em>08-1{n}</em><i>2020</i></div><a href=/t{n}.html>{title}</a></li>",
    "<li><p class=day>1{n}</p><p class=ym>2020-08</p><a href=/t{n}.html>{title}</a></li>",
    "<li><a href=/t{n}.html>{title}</a><span>[20-08-1{n}]</span></li>",
    "<li><a href=/202008/t2020081{n}_7.html>{title}</a><span>08-1{n}</span></li>",
    "<div class=row><div><a href=/t{n}.html>{title}</a></div><div>发布时间：2020-08-1{n}</div></div>",
    "<a href=/t{n}.html><li><p>{title}</p><span>2020-08-1{n}</span></li></a>",
    "<ul><li><a href=/t{n}.html>{title}</a></li><li>2020-08-1{n}</li></ul>",
    "<li><a href=/t{n}.html><img src=p.jpg></a><h3><a href=/t{n}.html>{title}</a></h3><p>摘要</p>"
    "<b>2020-08-1{n}</b>"
    "<a href=/t{n}.html>[详细]</a></li>",
]


@pytest.mark.parametrize("template", DATED)
def test_dated_rows_are_read_in_every_common_shape(template: str) -> None:
    found = page(rows(template, "<div class=list>{}</div>"))
    assert [(item.title, item.day) for item in found.items] == [
        (title, date(2020, 8, 10 + number)) for number, title in enumerate(TITLES, 1)
    ]
    assert [item.order for item in found.items] == [0, 1, 2]
    assert all(item.target.startswith("http://www.example.gov.cn/") for item in found.items)


def test_tables_are_lists_too() -> None:
    template = "<tr><td>{n}</td><td><a href=/t{n}.html>{title}</a></td>"
    template += "<td>某政办发〔2020〕{n}号</td><td>2020-08-1{n}</td></tr>"
    found = page(rows(template, "<table><tr><th>序号</th><th>名称</th><th>文号</th><th>日期</th></tr>{}</table>"))
    assert [item.day for item in found.items] == [date(2020, 8, day) for day in (11, 12, 13)]


@pytest.mark.parametrize("shown", ["08-1{n}", "8月1{n}日", "2020-13-4{n}", ""])
def test_a_row_without_a_full_date_has_none(shown: str) -> None:
    found = page(rows("<li><a href=/t{n}.html>{title}</a><span>" + shown + "</span></li>"))
    assert [(item.title, item.day) for item in found.items] == [(title, None) for title in TITLES]


def test_a_cut_title_is_completed_from_the_title_attribute() -> None:
    found = page(rows("<li><a href=/t{n}.html title='{title}（全文）'>关于...</a>2020-08-1{n}</li>"))
    assert [item.title for item in found.items] == [f"{title}（全文）" for title in TITLES]


def test_a_list_of_one_dated_row_is_a_list() -> None:
    found = page("<ul><li><a href=/t1.html>2020年度报告</a><span>2020-08-11</span></li></ul>")
    assert [item.day for item in found.items] == [date(2020, 8, 11)]


@pytest.mark.parametrize(
    "markup",
    [
        "<nav><ul>{rows}</ul></nav>",
        "<footer><ul>{rows}</ul></footer>",
        "<div class=menu><ul><li><a href=/a>首页</a><li><a href=/b>政务公开</a><li><a href=/c>互动交流</a></ul></div>",
        "<ul><li><a href=/a>机构职责</a><li><a href=/b>领导分工</a><li><a href=/c>规划计划</a></ul>",
        "<p>上一篇：<a href=/a>关于印发甲办法的通知</a></p><p>下一篇：<a href=/b>关于调整乙方案的公告</a></p>",
        "<div class=page><a href=1.html>首页</a><a href=2.html>2</a><a href=3.html>下一页</a></div>",
        "<div class=info><span>发布时间：2020-08-11</span><span>字体：<a href=#1>大</a><a href=#2>小</a></span></div>"
        "<div class=related><ul><li><a href=/t1.html>关于印发甲办法的通知</a></li></ul></div>",
        "<p>发布日期：2020-08-11 来源：办公室 <a href=/share>分享到QQ空间</a></p>"
        "<p>正文<a href=/t1.html>附件：甲办法</a></p>",
    ],
)
def test_menus_pages_and_articles_list_nothing(markup: str) -> None:
    inner = rows("<li><a href=/t{n}.html>{title}</a><span>2020-08-1{n}</span></li>", "{}")
    assert page(markup.replace("{rows}", inner)).items == ()


def test_a_dated_list_beside_a_side_menu_is_the_list() -> None:
    side = "<ul><li><a href=/a>行政规范性文件库</a><li><a href=/b>政府信息公开指南</a>"
    side += "<li><a href=/c>法定主动公开内容</a></ul>"
    found = page(side + rows("<li><a href=/t{n}.html>{title}</a><span>2020-08-1{n}</span></li>"))
    assert [item.title for item in found.items] == TITLES


def test_several_lists_on_one_page_come_in_document_order() -> None:
    one = rows("<li><a href=/a{n}.html>{title}</a><span>2020-08-1{n}</span></li>", "<div><h2>甲</h2><ul>{}</ul></div>")
    two = rows("<li><a href=/b{n}.html>{title}</a><span>2020-09-1{n}</span></li>", "<div><h2>乙</h2><ul>{}</ul></div>")
    found = page(one + two)
    assert [item.target[-7:-5] for item in found.items] == ["a1", "a2", "a3", "b1", "b2", "b3"]


def test_the_licence_in_the_last_row_of_a_page_of_tables_is_no_entry() -> None:
    row = "<tr><td><a href=/t1.html>关于停车收费的通告</a></td><td>2020.8.11</td></tr>"
    foot = "<tr><td>主办：某区政府办 <a href=http://beian.miit.gov.cn/>湘ICP备05009999号</a></td></tr>"
    found = page(f"<table><tr><td><table>{row}</table></td></tr>{foot}</table>")
    assert [item.title for item in found.items] == ["关于停车收费的通告"]


def test_a_row_that_opens_a_window_leads_to_what_the_window_shows() -> None:
    row = "<tr><td><a href=\"javascript:openwin('/t{n}.html','800','600')\">{title}</a></td><td>[08-1{n}]</td></tr>"
    found = page(rows(row, "<table>{}</table>"))
    assert [item.target for item in found.items] == [f"http://www.example.gov.cn/t{n}.html" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        (
            '清政规〔2019〕2号燃放管理规定<span style="color: rgb(255,0,0);">【废止】</span>',
            "清政规〔2019〕2号燃放管理规定【废止】",
        ),
        ('<span style="color:#f00">视频解读</span>：一图看懂公园管理办法', "视频解读：一图看懂公园管理办法"),
        ('关于印发<span lang="EN-US">2026</span>年工作要点的通知', "关于印发2026年工作要点的通知"),
        ("关于印发公园管理<wbr>办法的通知", "关于印发公园管理办法的通知"),
        # What a template sets apart: a day in grey, a class of its own, a piece moved to the side.
        ('关于印发公园管理办法的通知<span style="color:#999">2026-11-02</span>', "关于印发公园管理办法的通知"),
        ('关于印发公园管理办法的通知<span class="from">县政府办</span>', "关于印发公园管理办法的通知"),
        ('关于印发公园管理办法的通知<span style="float:right">县政府办</span>', "关于印发公园管理办法的通知"),
    ],
)
def test_words_that_an_editor_coloured_are_part_of_the_title(inside: str, title: str) -> None:
    other = "<li><a href=/b.html>关于乙的公告</a><i>2026-11-01</i></li>"
    found = page(f"<ul><li><a href=/a.html>{inside}</a><i>2026-11-02</i></li>{other}</ul>")
    assert found.items[0].title == title


def test_a_page_laid_out_in_one_cell_is_no_row_of_its_own() -> None:
    footer = (
        '<div class="footer">主办单位：县政府办公室 <a href="http://beian.miit.gov.cn/">浙ICP备06000027号-1</a></div>'
    )
    rows_ = "<div><li><a href=/art/7.html>不动产登记</a><span>2026-03-02</span></li></div>"
    whole = f'<table><tr><td><p><a href="/">首页</a></p>{rows_}{footer}</td></tr></table>'
    assert [(item.title, item.day) for item in page(whole).items] == [("不动产登记", date(2026, 3, 2))]


def test_the_cell_around_an_article_is_no_row() -> None:
    text = "<p>" + "县里召开会议，研究部署冬季供暖工作。" * 20 + "</p>"
    whole = page(
        '<table><tr><td><p><a href="/">网站首页</a></p><h1>供暖</h1>'
        f"<p>发布时间：2026-03-02</p>{text}</td></tr></table>"
    )
    assert whole.items == ()
    assert [mark.label for mark in whole.dates] == ["发布时间"]
