"""Every reference of a page is found, under the name that a reader takes it for."""

import time

import pytest

from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.page import Element, Link, Page, Region
from tests.extract.pages import page

SITE = "http://www.example.gov.cn"


def anchors(found: Page) -> list[Link]:
    return [link for link in found.links if link.element is Element.A]


@pytest.mark.parametrize(
    ("markup", "label", "title"),
    [
        ("<a href=/x>政府信息<br>\n  公开指南</a>", "政府信息公开指南", ""),
        ("<a href=/x> 政 府 信 息 公 开 </a>", "政府信息公开", ""),
        ("<a href=/x><em></em><div>法定主动<br>公开内容</div></a>", "法定主动公开内容", ""),
        ("<a href=/x><img src=a.png alt=政府信息公开></a>", "政府信息公开", ""),
        ("<a href=/x><img src=a.png title=政府信息公开></a>", "政府信息公开", ""),
        ("<a href=/x title=政府信息公开><img src=a.png></a>", "政府信息公开", ""),
        ("<a href=/x><img src=a.png alt=图标>政府信息公开</a>", "政府信息公开", ""),
        ("<a href=/x title=关于印发办法的通知>关于印发…</a>", "关于印发…", "关于印发办法的通知"),
        ("<a href=/x title='政府信息公开 '>政府信息公开</a>", "政府信息公开", ""),
        ("<a href=/x aria-label=搜索><i class=icon></i></a>", "搜索", ""),
        ("<a href=/x><script>var a='no'</script>Home\n page</a>", "Home page", ""),
        ("<a href=/x></a>", "", ""),
    ],
)
def test_a_link_is_called_what_a_reader_calls_it(markup: str, label: str, title: str) -> None:
    (link,) = anchors(page(markup))
    assert (link.label, link.title, link.target) == (label, title, f"{SITE}/x")


def test_links_in_comments_are_not_read_but_those_behind_malformed_ones_are() -> None:
    found = page("<!--<ul><li><a href=/old>旧</a><!--<a href=/older>更旧</a>--><a href=/live>新</a>--&gt;</ul>")
    assert [link.label for link in anchors(found)] == ["新"]


def test_every_kind_of_reference_is_found() -> None:
    found = page(
        """<html><head><meta http-equiv=Refresh content="5; URL='/moved'"><link rel=stylesheet href=a.css>
        <link rel=canonical href=/self><link rel="shortcut icon" href=i.ico><style>/* url(no.png) */
        @import "b.css"; p{background:url( 'c.png' )}</style><script src=d.js></script></head>
        <body background=e.gif><map><area href=/f alt=地图></map><img src=g.png width=20 height=30px>
        <img src=blank.gif data-original=h.png style="width:40px;height:50px"><iframe src=/i.html title=窗></iframe>
        <video src=j.mp4 poster=k.jpg><source src=l.webm><track src=m.vtt></video><embed src=n.swf>
        <object data=o.pdf><param name=movie value=p.swf></object><audio src=q.mp3></audio>
        <picture><source srcset="r.webp 1x, s.webp 2x"><img srcset="t.png 100w, u.png 200w"></picture>
        <div style="background-image:url(v.png)"></div><form action=/w></form><input type=image src=x.png>
        <select><option>友情链接<option value="http://y.gov.cn">友</select></body></html>"""
    )
    seen = {(link.element, link.href.strip()) for link in found.links}
    assert seen == {
        (Element.META, "/moved"), (Element.STYLE, "a.css"), (Element.STYLE, "i.ico"), (Element.STYLE, "b.css"),
        (Element.STYLE, "c.png"), (Element.SCRIPT, "d.js"), (Element.IMG, "e.gif"), (Element.AREA, "/f"),
        (Element.IMG, "g.png"), (Element.IMG, "blank.gif"), (Element.IMG, "h.png"), (Element.FRAME, "/i.html"),
        (Element.MEDIA, "j.mp4"), (Element.IMG, "k.jpg"), (Element.MEDIA, "l.webm"), (Element.MEDIA, "m.vtt"),
        (Element.FRAME, "n.swf"), (Element.FRAME, "o.pdf"), (Element.MEDIA, "p.swf"), (Element.MEDIA, "q.mp3"),
        (Element.IMG, "r.webp"), (Element.IMG, "s.webp"), (Element.IMG, "t.png"), (Element.IMG, "u.png"),
        (Element.STYLE, "v.png"), (Element.FORM, "/w"), (Element.IMG, "x.png"), (Element.OPTION, "http://y.gov.cn"),
    }  # fmt: skip
    by = {link.href: link for link in found.links}
    assert (by["g.png"].width, by["g.png"].height) == (20, 30)
    assert (by["h.png"].width, by["h.png"].height) == (40, 50)
    assert by["/f"].label == "地图"
    assert by["/i.html"].label == "窗"
    assert [link.order for link in found.links] == list(range(len(found.links)))


@pytest.mark.parametrize(
    ("base", "target"),
    [
        ("<base href=/other/>", f"{SITE}/other/x"),
        ("<base target=_blank><base href=/other/>", f"{SITE}/other/x"),
        ("<base href=/one/><base href=/two/>", f"{SITE}/one/x"),
        ("<base href=http://b.gov.cn/c/d>", "http://b.gov.cn/c/x"),
        ("<base href=javascript:1>", f"{SITE}/zwgk/list/x"),
    ],
)
def test_the_first_base_address_moves_all_links(base: str, target: str) -> None:
    found = page(f"<html><head>{base}</head><body><a href=x>x</a></body></html>")
    assert anchors(found)[0].target == target


@pytest.mark.parametrize(
    "markup",
    ["<a :href=item.url>{{t}}</a>", "<a ms-attr-href=@el.url>x</a>", "<a href='{{item.url}}'>x</a>", "<a name=top></a>",
     "<a href='<%=url%>'>x</a>", "<img src='data:image/png;base64,AAAA'>", "<img src=''>", "<iframe src=about:blank>",
     "<template><a href=/x>x</a></template>", "<noscript><img src=/count.gif></noscript>",
     "<script type=text/html><a href=/x>x</a></script>", "<textarea><a href=/x>x</a></textarea>"],
)  # fmt: skip
def test_what_a_visitor_cannot_click_or_see_is_no_link(markup: str) -> None:
    assert page(markup).links == ()


@pytest.mark.parametrize(
    ("markup", "target"),
    [
        ("<a onclick=\"window.open('/x.html')\">政府信息公开</a>", f"{SITE}/x.html"),
        ("<a href='javascript:void(0)' onclick=\"location.href='/x.html';\">政府信息公开</a>", f"{SITE}/x.html"),
        ("<a href='#' onclick=\"window.open('/x.html','_blank')\">政府信息公开</a>", f"{SITE}/x.html"),
        ("<a href=\"javascript:window.open('/x.html')\">政府信息公开</a>", f"{SITE}/x.html"),
        ("<li onclick=\"window.open('/x.html')\">政府信息公开</li>", f"{SITE}/x.html"),
        ("<a href=\"javascript:openwin('/x.html','800','600')\">政府信息公开</a>", f"{SITE}/x.html"),
        ("<a href='#' onclick=\"openNewWindow('/x.html');return false\">政府信息公开</a>", f"{SITE}/x.html"),
        ("<a href=\"javascript:openwin('12')\">政府信息公开</a>", ""),
        ("<a href=\"javascript:openwin('/show.jsp?id='+id)\">政府信息公开</a>", ""),
        ("<a onclick=\"window.open('/x?u='+encodeURIComponent(u))\">政府信息公开</a>", ""),
        ("<a href='javascript:;' onclick='show()'>政府信息公开</a>", ""),
        ("<a onclick=\"self.location = '/x.html'\">政府信息公开</a>", f"{SITE}/x.html"),
        ("<a onclick=\"document.location.replace( '/x.html' )\">政府信息公开</a>", f"{SITE}/x.html"),
        ("<a onclick=\"open('/x.html')\">政府信息公开</a>", f"{SITE}/x.html"),
        ("<a onclick=\"x.open('GET','/api')\">政府信息公开</a>", ""),
        ("<a onclick=\"$('#d').dialog('open');f('a')\">政府信息公开</a>", ""),
        ("<a onclick=\"if(location.href=='/a')f()\">政府信息公开</a>", ""),
        ("<a onclick=\"mylocation='/a'\">政府信息公开</a>", ""),
        ("<a onclick=\"layer.open('/a')\">政府信息公开</a>", ""),
    ],
)
def test_an_anchor_that_a_script_opens_leads_where_the_script_says(markup: str, target: str) -> None:
    (link,) = anchors(page(markup))
    assert (link.label, link.target, "onclick" in markup) == ("政府信息公开", target, link.onclick)


@pytest.mark.parametrize(
    ("markup", "target"),
    [
        # without a script, an empty address and a fragment are the page itself
        ("<a href='#'>甲</a>", f"{SITE}/zwgk/list/"),
        ("<a href=''>甲</a>", f"{SITE}/zwgk/list/"),
        ("<a href=' '>甲</a>", f"{SITE}/zwgk/list/"),
        ("<a href='#top'>甲</a>", f"{SITE}/zwgk/list/"),
        # with one that does more than open an address, nobody knows
        ("<a href='#' onclick='show()'>甲</a>", ""),
        ("<a href='' onclick='show()'>甲</a>", ""),
        ("<a href='###' onclick='return false'>甲</a>", ""),
        ("<a href='#' @click='go(1)'>甲</a>", ""),
        ("<a href='#' @click.prevent='go(1)'>甲</a>", ""),
        ("<a href='#' ng-click='go(1)'>甲</a>", ""),
        ("<a href='#' ms-click='go(1)'>甲</a>", ""),
        ("<a href='#' :href='item.url'>甲</a>", ""),
        ("<a href='' ms-attr-href='@el.url'>甲</a>", ""),
        ("<a href='#tab1' data-toggle=tab>甲</a>", ""),
        # scripts, also as people misspell them
        ("<a href='javascript:'>甲</a>", ""),
        ("<a href='JavaScript:void(0);'>甲</a>", ""),
        ("<a href=' javascript:;'>甲</a>", ""),
        ("<a href='javascript：void(0)'>甲</a>", ""),
        ("<a href='javascript；'>甲</a>", ""),
        ("<a href='javascript'>甲</a>", ""),
        ("<a href='java script:void(0)'>甲</a>", ""),
        ("<a href='javascript :void(0)'>甲</a>", ""),
        ("<a href='vbscript:x'>甲</a>", ""),
        # and what only begins like one
        ("<a href='javascript.html'>甲</a>", f"{SITE}/zwgk/list/javascript.html"),
        ("<a href='javascript/a.html'>甲</a>", f"{SITE}/zwgk/list/javascript/a.html"),
        # an address stays one beside a script
        ("<a href='/x' onclick='count()'>甲</a>", f"{SITE}/x"),
        ("<a href='/x' @click='count()'>甲</a>", f"{SITE}/x"),
    ],
)
def test_an_address_that_is_none_is_told_from_one_that_a_script_decides(markup: str, target: str) -> None:
    (link,) = anchors(page(markup))
    assert (link.label, link.target) == ("甲", target)


def test_an_empty_address_means_the_base_where_the_page_names_one() -> None:
    found = page("<base href=/other/><a href='#'>甲</a><a href='#' onclick='f()'>乙</a>")
    assert [link.target for link in anchors(found)] == [f"{SITE}/other/", ""]


@pytest.mark.parametrize(
    ("content", "href"),
    [
        ("0;url=/x", "/x"),
        ("5; URL = '/x'", "/x"),
        ("5;url=\"/x?a='b'\"", "/x?a='b'"),
        ("0.5,/x", "/x"),
        ("0 /x", "/x"),
        (".5;/x", "/x"),
        ("0;url=/x y", "/x y"),
        ("0;url=/it's", "/it's"),
        # none of these moves a browser anywhere
        ("url=/x", None),
        ("soon;url=/x", None),
        ("5", None),
        ("5;", None),
        ("5;url=", None),
        ("5;url=''", None),
        ("", None),
    ],
)
def test_a_refresh_leads_where_a_browser_goes(content: str, href: str | None) -> None:
    found = page(f"<meta http-equiv=refresh content='{content.replace(chr(39), '&#39;')}'>")
    assert [link.href for link in found.links] == ([href] if href else [])


@pytest.mark.parametrize(
    ("srcset", "addresses"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        ("a.png 1x,b.png 2x", ["a.png", "b.png"]),
        ("\n  a.png\t100w,\n  b.png 200w,\n", ["a.png", "b.png"]),
        ("a,b.png 1x, c.png 2x", ["a,b.png", "c.png"]),
        ("a.png,b.png", ["a.png,b.png"]),
        ("data:image/gif;base64,R0lGOD== 1x, b.png 2x", ["b.png"]),
        ("a.png calc(1px, 2px), b.png", ["a.png", "b.png"]),
        (" , ,a.png", ["a.png"]),
        ("{{item.src}} 1x, b.png 2x", ["b.png"]),
        (" , ", []),
    ],
)
def test_a_srcset_names_what_a_browser_reads_in_it(srcset: str, addresses: list[str]) -> None:
    assert [link.href for link in page(f"<img srcset='{srcset}'>").links] == addresses


@pytest.mark.parametrize(
    ("markup", "addresses"),
    [
        ("<img src=a.png data-lazy=true data-original=1 data-src=lazy>", ["a.png"]),
        ("<img src=a.png data-original='/b'>", ["a.png", "/b"]),
        ("<img src=a.png data-src=b.jpg?x=1>", ["a.png", "b.jpg?x=1"]),
        ("<p style='background:url(#gradient)'></p><style>p{behavior:url(#default#VML)}</style>", []),
        ("<p style='background:URL( &quot;a.png&quot; ),url(b.png)'></p>", ["a.png", "b.png"]),
        (
            "<style>@import 'a.css';@import url(b.css);p{src:url(c.eot?#iefix)}</style>",
            ["a.css", "b.css", "c.eot?#iefix"],
        ),
        ("<p srcset=a.png></p>", []),
        ("<link rel=dns-prefetch href=//a.cn><link rel=preconnect href=//a.cn><link rel=prefetch href=/x>", []),
        ("<link rel='alternate stylesheet' href=a.css><link rel=modulepreload href=b.js>", ["a.css", "b.js"]),
        ("<a href='/x?a=1&copy=2&amp;b=3'>甲</a>", ["/x?a=1&copy=2&b=3"]),
    ],
)
def test_what_only_looks_like_an_address_is_none(markup: str, addresses: list[str]) -> None:
    assert [link.href for link in page(markup).links] == addresses


@pytest.mark.parametrize("piece", ["/* ", "@font-face{", "behavior:", "url( ", 'url("a', "@import ", "a, ", "(a, "])
def test_styles_and_srcsets_made_to_stall_do_not(piece: str) -> None:
    text = piece * (190_000 // len(piece))
    start = time.process_time()
    page(f"<style>{text}</style><p style='{text}url(x)'></p><img srcset='{text}'>")
    assert time.process_time() - start < 3


def test_hidden_links_are_kept_and_called_hidden() -> None:
    found = page("<div style='display : none'><a href=/a>甲</a></div><p hidden><a href=/b>乙</a></p><a href=/c>丙</a>")
    assert [(link.label, link.hidden) for link in anchors(found)] == [("甲", True), ("乙", True), ("丙", False)]


@pytest.mark.parametrize(
    ("markup", "hidden"),
    [
        ("<div style='position:absolute;left:-9999px'><p><a href=/x>x</a></p></div>", True),
        ("<div style='POSITION: fixed; TOP: -1000px'><a href=/x>x</a></div>", True),
        ("<marquee width=1 height=1><a href=/x>x</a></marquee>", True),
        ("<div style='height:1px;overflow:hidden'><a href=/x>x</a></div>", True),
        ("<p style='font-size:0'><a href=/x>x</a></p>", True),
        ("<p style='color:#fff;background-color:#fff'><a href=/x>x</a></p>", True),
        ("<html><body>甲</body></html><a href=/x>x</a>", True),
        # a column in the middle of the screen, a drawer, a slide show, a logo, a list without gaps, an overlay
        ("<div style='position:absolute;left:50%;margin-left:-600px'><a href=/x>x</a></div>", False),
        ("<div style='position:fixed;left:-280px'><a href=/x>x</a></div>", False),
        ("<ul style='position:absolute;left:-1190px;width:9520px'><li><a href=/x>x</a></ul>", False),
        ("<ul style='position:absolute;left:-1190px;transition:left 1s'><li><a href=/x>x</a></ul>", False),
        ("<a href=/x style='text-indent:-9999px;display:block'>x</a>", False),
        ("<ul style='font-size:0'><li class=item><a href=/x>x</a></ul>", False),
        ("<ul style='font-size:0'><li style='font-size:14px'><a href=/x>x</a></ul>", False),
        ("<a href=/x style='position:absolute;top:1px;opacity:0'>x</a>", False),
        ("<div style='height:0'><a href=/x>x</a></div>", False),
        ("<marquee width=300 height=20><a href=/x>x</a></marquee>", False),
        ("<html><body>甲</body></html><p>乙</p><a href=/x>x</a><html></html>", False),
    ],
)
def test_links_off_the_screen_or_without_size_are_called_hidden(markup: str, hidden: bool) -> None:
    assert [link.hidden for link in anchors(page(markup))] == [hidden]


def test_odd_addresses_are_kept_as_written_without_a_target() -> None:
    found = page(r"<a href='C:\公文\a.doc'>附件</a><a href=mailto:a@b.cn>信箱</a><a href='http://'>空</a>")
    assert [(link.href, link.target) for link in anchors(found)] == [
        ("C:\\公文\\a.doc", ""), ("mailto:a@b.cn", ""), ("http://", "")
    ]  # fmt: skip


def test_queries_of_a_gbk_page_are_encoded_as_gbk() -> None:
    body = "<meta charset=gb2312><a href='/s?k=政府'>搜</a>".encode("gbk")
    found = extract(Exchange(url=f"{SITE}/", status=200, content_type="text/html", body=body))
    assert found.links[0].target == f"{SITE}/s?k=%D5%FE%B8%AE"


@pytest.mark.parametrize(
    ("markup", "region"),
    [
        ("<header><a href=/x>x</a></header>", Region.HEADER),
        ("<nav><a href=/x>x</a></nav>", Region.NAV),
        ("<div role=navigation><a href=/x>x</a></div>", Region.NAV),
        ("<footer><a href=/x>x</a></footer>", Region.FOOTER),
        ("<div class='header_szf clearfix'><a href=/x><img src=logo.png></a></div>", Region.HEADER),
        ("<div class=sx-navs><ul><li><a href=/x>首页</a></li></ul></div>", Region.NAV),
        ("<div class=daohang><a href=/x>首页</a><a href=/y>政务公开</a></div>", Region.NAV),
        ("<div class=footer_bg><a href=/x>网站声明</a><p>主办：办公室 冀ICP备05029117号</p></div>", Region.FOOTER),
        ("<div id=copyright><a href=/x>联系我们</a> 版权所有 网站标识码 1304000009</div>", Region.FOOTER),
        ("<div id=floatAd style='position:absolute'><a href=/x><img src=a.gif></a></div>", Region.FLOAT),
        ("<div class=duilian><a href=/x><img src=a.gif></a></div>", Region.FLOAT),
        # names that only look like it
        ("<div class=top><p>索引号：1</p><p>发布日期：2020-08-02</p><a href=/x>附件</a></div>", Region.BODY),
        ("<div class='header_wrap'><div id=UCAP-CONTENT>" + "正文" * 120 + "</div><a href=/x>x</a></div>", Region.BODY),
        ("<div class=nav_con><ul><li><a href=/x>甲文件的通知</a>2020-01-02<li><a href=/y>乙</a>2020-01-03</ul></div>",
         Region.BODY),
        ("<a id=top name=top></a><a href=/x>x</a>", Region.BODY),
        ("<div class=bottom_list><p>" + "正文内容" * 60 + "</p><a href=/x>x</a></div>", Region.BODY),
        ("<article><header><a href=/x>x</a></header></article>", Region.BODY),
    ],
)  # fmt: skip
def test_a_link_stands_in_the_part_of_the_page_where_a_reader_sees_it(markup: str, region: Region) -> None:
    found = page(f"{markup}<p>{'这里是页面的正文。' * 20}</p>")
    assert next(link for link in anchors(found) if link.href == "/x").region is region


def test_a_menu_with_the_home_page_in_it_is_navigation_whatever_it_is_called() -> None:
    names = ["网站首页", "走进本县", "县长之窗", "信息公开", "政民互动", "专题专栏", "网上办事", "数据发布", "历史栏目"]
    menu = "".join(f"<li><a href=/{at}>{name}</a></li>" for at, name in enumerate(names))
    found = page(f"<div class=lanmu><ul>{menu}</ul></div><p>{'正文。' * 50}</p>")
    assert {link.region for link in anchors(found)} == {Region.NAV}
    assert "县长之窗" not in found.text
    assert "县长之窗" in found.full_text


@pytest.mark.parametrize(
    ("code", "acts"),
    [
        ("_hmt.push(['_trackEvent', 'nav', 'click']);", False),
        ("gtag('event', 'click'); return true;", False),
        ("return leaving(this)", True),
        ("_hmt.push(['_trackEvent','a']);leaving(this)", True),
        ("", True),
    ],
)
def test_a_script_that_only_counts_the_click_does_not_take_it_over(code: str, acts: bool) -> None:
    (link,) = page(f'<a href="http://shop.example.com/" onclick="{code}">合作商城</a>').links
    assert link.onclick is acts
