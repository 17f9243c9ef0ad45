"""A menu beside a list is no list, and a menu that a script writes is not known to be missing."""

from datetime import date

import pytest

from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.page import Region
from tests.extract.pages import HTML, URL, page

PARTS = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报")
CRUMBS = (
    '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政府信息公开</a> &gt; 收费项目</div>'
)


def menu(*hrefs: str) -> str:
    return "".join(f'<li><a href="{href}">{name}</a></li>' for name, href in zip(PARTS, hrefs, strict=True))


@pytest.mark.parametrize(
    "hrefs",
    [
        ("/zn/", "/zd/", "/zwgk/", "/nb/"),  # names what the page stands in
        ("/zn/", "/zd/", URL, "/nb/"),  # names the page itself
    ],
)
def test_the_menu_beside_an_empty_list_is_no_list(hrefs: tuple[str, ...]) -> None:
    found = page(f'{CRUMBS}<div class="left"><ul>{menu(*hrefs)}</ul></div><ul class="list"></ul>')
    assert found.items == ()


def test_titles_without_dates_are_a_list_when_none_leads_up() -> None:
    found = page(f'{CRUMBS}<ul class="list">{menu("/1.html", "/2.html", "/3.html", "/4.html")}</ul>')
    assert [item.title for item in found.items] == list(PARTS)


def test_dated_rows_are_a_list_wherever_they_lead() -> None:
    rows = '<li><a href="/zwgk/">关于公布收费目录的通知</a><span>2026-03-0{}</span></li>'
    found = page(f"{CRUMBS}<ul>{''.join(map(rows.format, (1, 2, 3)))}</ul>")
    assert len(found.items) == 3


def test_one_row_that_is_nothing_but_title_and_date_is_a_list() -> None:
    found = page('<div class="it"><a href="/1.html">关于冬季取暖安全的通知</a><em>2026-10-12</em></div>')
    assert [(item.title, item.day) for item in found.items] == [("关于冬季取暖安全的通知", date(2026, 10, 12))]


@pytest.mark.parametrize(
    "body",
    [
        '<div class="it">来源：<a href="/1.html">关于冬季取暖安全的通知</a>解读稿 <em>2026-10-12</em></div>',
        '<div class="it"><a href="/1.html">关于冬季取暖安全的通知</a>责任编辑：王某 <em>2026-10-12</em></div>',
    ],
)
def test_one_line_with_more_in_it_is_no_list(body: str) -> None:
    assert page(body).items == ()


NEWS = (
    '<div class="it"><a href="/1.html">罗坪县油菜播种进入高峰期</a></div>'
    '<div class="it"><a href="/2.html">县医院新门诊楼正式启用</a></div>'
)
COLUMNS = '<a href="/a/">政务公开</a><a href="/b/">办事服务</a><a href="/c/">互动交流</a>'


def home(body: str, *, depth: int = 0) -> bool:
    html = f"<html><head><title>某县人民政府</title></head><body>{body}</body></html>".encode()
    answer = Exchange(url=URL, final_url=URL, status=200, content_type=HTML, body=html)
    return extract(answer, depth=depth).script_list


@pytest.mark.parametrize(
    "script",
    [
        '<script src="/js/menu.js"></script>',
        '<script src="http://static.example.gov.cn/nav.js"></script>',
        "<script>document.write('<a href=\"/zwgk/\">政务公开</a>')</script>",
    ],
)
def test_a_home_page_without_a_menu_may_have_it_written_by_a_script(script: str) -> None:
    assert home(script + NEWS)
    assert not home(script + NEWS, depth=1)  # below, the menu is known from the home page


@pytest.mark.parametrize(
    "body",
    [
        NEWS,  # no script
        NEWS + '<script src="//dcs.conac.cn/js/1.js"></script>',  # a badge of others
        NEWS + "<script>document.write(new Date().getFullYear())</script>",  # writes no link
        '<script src="/js/count.js"></script>' + COLUMNS + NEWS,
    ],
)
def test_a_home_page_with_its_menu_or_without_own_scripts_is_as_it_is(body: str) -> None:
    assert not home(body)


def test_a_script_in_the_head_writes_no_menu() -> None:
    html = f'<html><head><title>某县</title><script src="/js/jquery.js"></script></head><body>{NEWS}</body></html>'
    assert not extract(Exchange(url=URL, final_url=URL, status=200, content_type=HTML, body=html.encode())).script_list


FOOT = (
    "<tr><td>主办单位：某区政府办 电话：0737-4200001 <a href=/map.html>网站地图</a><br>"
    "网站标识码：4309990003 <a href=http://beian.miit.gov.cn/>湘ICP备05009999号</a></td></tr>"
)
NOTICE = "<tr><td><table><tr><td>春节期间在指定区域以外不得燃放烟花爆竹。</td></tr></table></td></tr>"


def test_the_last_row_that_bears_the_licence_is_the_footer_of_a_page_of_tables() -> None:
    found = page(f"<table>{NOTICE}{FOOT}</table>")
    assert found.text == "春节期间在指定区域以外不得燃放烟花爆竹。"
    assert [link.region for link in found.links] == [Region.FOOTER, Region.FOOTER]


@pytest.mark.parametrize(
    "main",
    [
        f"<table>{NOTICE}<tr><td>网站标识码向主管部门申请，一个网站一个。<a href=/a.html>说明</a></td></tr></table>",
        f"<p>发布日期：2026-02-03</p><p>本站已取得湘ICP备05009999号许可。<a href=/a.html>附件</a></p>{NOTICE}",
    ],
)
def test_a_text_that_speaks_of_licences_is_no_footer(main: str) -> None:
    found = page(f"<div>{main}<p>{'各单位要对照要求检查，发现问题及时整改，按时报送。' * 20}</p></div>")
    assert [link.region for link in found.links if link.label in ("说明", "附件")] == [Region.BODY]
