"""A block of related links that a script fills is not an empty one. Traps: what every page has of scripts."""

import pytest

from tests.extract.pages import page

BODY = f"<h1>关于养老服务的通知</h1><div id=zoom><p>{'各乡镇要按时间节点抓好落实。' * 20}</p></div>"
COUNTER = "<script src='/js/tongji.js'></script><script>$.get('/hits?id=1',function(n){$('#hits').html(n)})</script>"
FOOT = "<div class=footer>主办：县政府办公室 备案号：ICP备1号 <a href=/map>网站地图</a></div>"


@pytest.mark.parametrize(
    "block",
    [
        "<div id=rel></div><script>$.get('/api/rel?id=1',function(d){$('#rel').html(d)})</script>",
        "<div class=gl></div><script>fetch('/x').then(t=>{document.querySelector('.gl').innerHTML=t})</script>",
        "<ul id=gl></ul><script>var x=new XMLHttpRequest();document.getElementById('gl').innerHTML=''</script>",
        "<div id=xgjd></div><script src=/js/rel.js></script>",
        "<div><h3>相关解读</h3><ul></ul></div><script src=/js/rel.js></script>",
        "<div><h3>相关解读</h3><a href=/zcjd/>更多&gt;&gt;</a></div><div class=bd><ul class=list></ul></div>" + COUNTER,
        "<p>相关文件：</p><div class=clear></div><ul><li></li></ul>" + COUNTER,
        "<p>相关文件：<span id=files></span></p><p>打印</p>" + COUNTER,
        "<p>【相关链接】</p><script>document.write(links(12))</script><p>打印</p>",
        "<h3>关联信息</h3><p>暂无</p>" + COUNTER,
        "<h3>关联信息</h3><p>数据加载中...</p>" + COUNTER,
        "<div style='display:none'><h3>相关解读</h3><ul></ul></div>" + COUNTER,
        "<div><h3>相关解读</h3></div>" + COUNTER,
        "<div><h3>\u200b\u3000 相 关 解 读</h3></div>" + COUNTER,
        "<div><h3> 【 对应政策解读 】： </h3></div>" + COUNTER,
        "<div><h3>\ufeff原文链接</h3></div>" + COUNTER,
        "<div><h3>政策原文</h3></div>" + COUNTER,
        "<div><h3>解读材料</h3></div>" + COUNTER,
        "<div><h3>相关解读</h3><iframe src='about:blank'></iframe></div>" + COUNTER,
        "<ul><li>相关解读</li><li>相关文件</li></ul><div class=con><ul></ul></div>" + COUNTER,
    ],
)
def test_a_related_block_left_to_a_script_is_told(block: str) -> None:
    assert page(BODY + block + FOOT).scripted_block


@pytest.mark.parametrize(
    "block",
    [
        "",
        COUNTER + "浏览 <span id=hits></span> 次",
        COUNTER + "<div id=hits></div><div class=share></div>",
        "<script>$.get('/weather',function(d){$('#weather').html(d)})</script><div id=weather></div>",
        "<div><h3>相关解读</h3><ul></ul></div>",  # no script on the page: what is empty stays so
        "<div><h3>相关解读</h3><ul><li><a href=/zcjd/2.html>解读</a></li></ul></div>" + COUNTER,
        "<div><h3>相关解读</h3><div class=clear></div><ul><li><a href=/zcjd/2.html>解读</a></li></ul></div>" + COUNTER,
        "<p>相关解读：<a href=/zcjd/2.html>解读</a></p>" + COUNTER,
        "<a href=/zcjd/>政策解读</a><div class=box></div>" + COUNTER,
        "<h3>政策解读</h3><p>一、为什么出台这个办法？县里的老人越来越多。</p>" + COUNTER,
        "<h3>相关解读</h3><iframe src=/rel/1.html></iframe>" + COUNTER,
        "<script type=application/ld+json>{}</script><div><h3>相关解读</h3><ul></ul></div>",
    ],
)
def test_an_ordinary_page_with_scripts_leaves_nothing_open(block: str) -> None:
    assert not page(BODY + block + FOOT).scripted_block


def test_a_block_that_a_browser_filled_is_no_longer_open() -> None:
    script = "<script>$.get('/api/rel',function(d){$('#rel').html(d)})</script>"
    assert not page(f"{BODY}<h3>相关解读</h3><div id=rel><a href=/zcjd/2.html>解读</a></div>{script}").scripted_block
