"""What a page says: text without its frame, headings, breadcrumb, metas; and whether a script fills its list."""

import pytest

from auditor.extract import is_html
from auditor.model.exchange import Exchange
from tests.extract.pages import page

ARTICLE = "<h1>关于印发办法的通知</h1><p>各乡镇：<br>现将　《办法》印发给你们。</p>"


def test_the_text_leaves_out_header_navigation_footer_and_what_is_not_shown() -> None:
    found = page(
        "<header>某县人民政府</header><nav><a href=/>首页</a></nav><script>var no=1</script><style>no{}</style>"
        f"<!--no--><template>no</template><noscript>no</noscript><select><option>no</select>{ARTICLE}"
        "<p style='display:none'>暗处</p><footer>网站标识码</footer>"
    )
    assert found.text == "关于印发办法的通知\n各乡镇：\n现将《办法》印发给你们。"
    assert found.full_text.split("\n") == [
        "某县人民政府", "首页", "关于印发办法的通知", "各乡镇：", "现将《办法》印发给你们。", "暗处", "网站标识码",
    ]  # fmt: skip
    assert found.headings == ("关于印发办法的通知",)
    assert found.title == "题"


def test_metas_are_found_by_lower_case_name() -> None:
    found = page(
        "<html lang=zh-CN><head><meta name=SiteName content=某县人民政府><meta name=sitename content=另一个>"
        "<meta name=PubDate content=''><meta name=pubdate content='2021-03-01'><meta name=google value=x>"
        "<meta property='og:title' content=甲></head><body></body></html>"
    )
    assert found.metas == {"sitename": "某县人民政府", "pubdate": "2021-03-01", "og:title": "甲"}
    assert found.lang == "zh-CN"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>您的位置：<a href=/>首页</a> &gt; <a href=/a>政务公开</a> &gt; 政策解读</div>",
        "<div>当前位置：<a href=/>首页</a>&gt;&gt;<a href=/a>政务公开</a>&gt;&gt;"
        "<a href=/b>政策解读</a>&gt;&gt;正文</div>",
        "<p><span>您现在所在的位置：</span><a href=/>首页</a>/<a href=/a>政务公开</a>/<a href=/b>政策解读</a></p>",
        "<div class=x><a href=/ class=CurrChnlCls>首页</a>-&gt;<a href=/a class=CurrChnlCls>政务公开</a>-&gt;"
        "<a href=/b class=CurrChnlCls>政策解读</a></div>",
        "<ol class=breadcrumb><li><a href=/>首页</a></li><li><a href=/a>政务公开</a></li><li>政策解读</li></ol>",
        "<div><a href=/>首页</a> > <a href=/a>政务公开</a> > <a href=/b>政策解读</a></div>",
        "<table><tr><td>您当前的位置：</td><td><a href=/>首页</a></td>"
        "<td>><a href=/a>政务公开</a></td><td>>政策解读</td></tr></table>",
        "<div class=position>位置：<a href=/>首页</a> » <a href=/a>政务公开</a> » "
        "<a href=/b>政策解读</a> 字号：大</div>",
    ],
)
def test_the_path_to_the_page_is_read_from_outside_in(markup: str) -> None:
    assert page(markup + ARTICLE).breadcrumb == ("首页", "政务公开", "政策解读")


def test_a_menu_is_no_breadcrumb() -> None:
    assert page("<ul><li><a href=/>首页</a></li><li><a href=/a>政务公开</a></li></ul>" + ARTICLE).breadcrumb == ()
    assert page("<div><a href=/>首页</a> | <a href=/a>政务公开</a> | <a href=/b>互动</a></div>").breadcrumb == ()


LIST = "<ul id=list>{}</ul>"
ASK = "<script>$.get('/api/list?p=1',function(d){{$('#{}').html(d)}})</script>"


@pytest.mark.parametrize(
    "markup",
    [
        "<ul id=list></ul><script>$.get('/api',function(d){$('#list').html(d)})</script>",
        "<table><tbody id=rows></tbody></table><script>axios.get('/api').then(function(r){"
        "document.getElementById('rows').innerHTML=r.data})</script>",
        "<div id=newsList></div><script>fetch('/a').then(x=>document.querySelector('#newsList').append(x))</script>",
        "<ul><li v-for='item in items'><a :href=item.url>{{item.title}}</a></li></ul>",
        "<ul><li ng-repeat='x in list'></li></ul>",
        "<ul><li ms-repeat=list><a ms-attr-href=el.url>{{el.title}}</a></li></ul>",
        "<div id=app></div><script src=/js/app.3f2a.js></script>",
        "<div id=x></div><script src=/script/jpage.js></script>"
        "<script>new jpage({url:'/module/web/jpage/dataproxy.jsp'})</script>",
        "<script type='text/html' id=tpl><li><a href='<%=url%>'><%=title%></a></li></script><ul class=news></ul>",
    ],
)
def test_a_list_left_to_a_script_is_recognised(markup: str) -> None:
    assert page(markup).script_list


@pytest.mark.parametrize(
    "markup",
    [
        "<script>var _hmt=[];(function(){var h=document.createElement('script');h.src='https://hm.baidu.com/h.js'})()</script>",
        "<span id=hits></span><script>$.get('/count?id=1',function(n){$('#hits').html(n)})</script>",
        "<div id=weather></div><script>$.ajax({url:'/w'}).done(function(d){$('#weather').html(d)})</script>",
        "<ul id=list></ul>",
        "<ul></ul><script>var a=1</script>",
        "<div id=app><p>本县位于省境东部，辖十二个乡镇。</p></div>",
        "<div class=bg id=top></div><script>$('#top').load('/head.html')</script>",
    ],
)
def test_ordinary_scripts_are_no_script_list(markup: str) -> None:
    assert not page(ARTICLE + markup).script_list


def test_rows_in_the_markup_mean_that_the_list_is_there() -> None:
    rows = "".join(f"<li><a href=/t{n}.html>关于第{n}件事项的通知</a>2020-08-1{n}</li>" for n in range(5))
    found = page(
        f"<ul id=list>{rows}</ul><ul id=more></ul><script>$.get('/m',function(d){{$('#more').html(d)}})</script>"
    )
    assert not found.script_list


@pytest.mark.parametrize(
    ("kind", "body", "html"),
    [
        ("text/html", b"", True),
        ("text/html; charset=gbk", b"<p>x", True),
        ("application/xhtml+xml", b"<html>", True),
        ("", b"\n <!DOCTYPE html><html>", True),
        ("application/octet-stream", b"<!-- x --><html>", True),
        ("text/plain", b"\xef\xbb\xbf<html>", True),
        ("text/plain", b"User-agent: *", False),
        ("application/pdf", b"<html>", False),
        ("text/html", b"%PDF-1.4", False),
        ("text/html", b"PK\x03\x04", False),
        ("image/png", b"\x89PNG", False),
        ("application/json", b"{}", False),
    ],
)
def test_a_page_is_told_from_a_file(kind: str, body: bytes, html: bool) -> None:
    assert is_html(Exchange(url="http://a.gov.cn/", content_type=kind, body=body)) is html
