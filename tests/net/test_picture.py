"""How does a page look, and what stands where on it?"""

import io

import pytest
from PIL import Image

from auditor.model.picture import TALLEST, WIDTH, Box, Picture
from auditor.net.render import Renderer
from tests.net.raw import HOST, RawServer, Say, answer, anything, url

pytestmark = pytest.mark.browser


def png(width: int, height: int, colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


RED = answer(png(200, 80, "red"), kind="image/png")
HOME = """<!doctype html><html><head><meta charset=utf-8><style>body{margin:0;font:16px/30px sans-serif}
#seen a,#seen h2,#seen img{position:absolute;left:40px;margin:0}.slides{position:absolute;left:600px;top:40px;
width:200px;height:80px;overflow:hidden}.slides div{width:800px}.slides a{float:left;width:200px;height:80px}
#lid{position:absolute;left:600px;top:300px;width:300px;height:60px;background:#eee}
@keyframes in{from{opacity:0;transform:translateX(300px)}}.in{animation:in 3s 5s both}
@keyframes round{to{transform:translateX(500px)}}.round{animation:round 7s infinite}</style></head><body>
<div id=seen><h2 style="top:0">要闻 动态</h2><a style="top:60px" href="/a/../b.html#x">政务  公开</a>
<a style="top:100px" href="/pic.html"><img src=/red.png alt="专题：优化营商环境" style="position:static"></a>
<img style="top:240px" src=/red.png alt="国徽"><p style="position:absolute;top:330px;margin:0">电话：13812345678</p>
<a class=in style="top:400px" href=/in>淡入</a>
<a class=round style="top:440px" href=/round>轮转</a></div>
<div class=slides><div id=strip><a href=/s1>一</a><a href=/s2>二</a></div></div>
<a href=/under style="position:absolute;left:600px;top:320px">被盖住</a><div id=lid></div>
<a href=/none style="display:none">无</a><a href=/clear style="opacity:0;position:absolute;top:500px">透明</a>
<a href=/off style="position:absolute;left:-900px">界外</a>
<marquee width=300 style="position:absolute;top:560px;left:40px"><a href=/runs>滚动</a></marquee>
<div style="height:2000px"></div><img loading=lazy src=/lazy.png alt="迟来的图"><p><a href=/late>之后</a></p>
<script>let at=0;setInterval(()=>{at=1-at;strip.style.marginLeft=-200*at+'px'},700);
setTimeout(()=>{document.body.insertAdjacentHTML('beforeend','<a href=/timed>定时</a>')},900);</script>
</body></html>""".encode()
SAYS: dict[str, bytes | Say] = {"/": answer(HOME), "/red.png": RED, "/lazy.png": RED}


async def pictured(says: dict[str, bytes | Say], *paths: str, timeout: float = 20) -> list[Picture | None]:
    async with (
        RawServer(says) as server,
        server.fetcher(timeout=timeout) as fetcher,
        Renderer(fetcher.settings, fetcher) as renderer,
    ):
        return [await renderer.picture(url(path), allows=anything) for path in paths]


async def test_what_a_reader_sees_is_boxed_where_it_stands_twice_the_same(chromium: str) -> None:
    async with (
        RawServer(SAYS) as server,
        server.fetcher(timeout=20) as fetcher,
        Renderer(fetcher.settings, fetcher) as renderer,
    ):
        first, second = await renderer.picture(url(), allows=anything), await renderer.picture(url(), allows=anything)
        assert server.requests["/red.png"] == 1  # one emblem for all pictures
    assert first is not None
    assert second is not None
    assert first.boxes == second.boxes
    assert (first.url, first.width) == (url(), WIDTH)
    with Image.open(io.BytesIO(first.webp)) as image:
        assert (image.format, image.size) == ("WEBP", (first.width, first.height))
        assert image.getpixel((100, 280))[0] > 200  # the emblem is red
        assert max(image.getpixel((100, 280))[1:]) < 60
    by_target = {box.target.removeprefix(f"http://{HOST}"): box for box in first.boxes if box.kind == "link"}
    assert set(by_target) == {"/b.html", "/pic.html", "/in", "/round", "/runs", "/late", "/timed", "/s1"}
    heading = first.find(text="要闻 动态")
    assert heading is not None
    assert (heading.kind, heading.x, heading.y, heading.h) == ("heading", 40, 0, 30)
    link = first.find(target=url("/b.html"), text="政务 公开")
    assert link is not None
    assert (link.x, link.y, link.text) == (40, 60, "政务 公开")
    image_link = first.find(target=url("/pic.html"))
    assert image_link is not None
    assert (image_link.text, image_link.w >= 200, image_link.h >= 80) == ("专题：优化营商环境", True, True)
    assert [box.text for box in first.boxes if box.kind == "image"] == ["专题：优化营商环境", "国徽", "迟来的图"]
    assert (by_target["/in"].x, by_target["/round"].x) == (40, 40)
    assert first.find(target=url("/under")) is None
    [number] = first.personal()
    assert (number.text, 0 < number.x < 80, 330 <= number.y < 350, number.w > 60) == ("", True, True, True)
    assert first.find(target=url("/red.png"), text="国徽") == next(b for b in first.boxes if b.text == "国徽")


HOSTILE = {
    "an endless script": (b"<script>for(;;);</script>", False),
    "a page without end": (b"<a href=/x>x</a><div style='height:1e9px'></div>", True),
    "a page as wide as it can": (b"<a href=/x>x</a><div style='width:1e9px;height:9px'></div>", True),
    "a canvas too large": (b"<a href=/x>x</a><canvas id=c></canvas><script>c.width=c.height=65535;"
                           b"c.getContext('2d').fillRect(0,0,65535,65535)</script>", True),
    "timers without end": (b"<a href=/x>x</a><script>setInterval(()=>document.body.append('.'),1);"
                           b"(function f(){requestAnimationFrame(f)})()</script>", True),
    "a timer of no time": (b"<script>setInterval(()=>document.body.append('.'),0)</script>", False),
    "a page that grows": (b"<a href=/x>x</a><script>onresize=()=>{document.body.style.height=innerHeight*2+'px'};"
                          b"onresize()</script>", True),
    "many links": (b"<a href=/x>x</a> " * 20000, True),
    "words that are markup": ("<a href='/x'>&lt;script&gt;alert(1)&lt;/script&gt;\u2028\u202e</a>".encode(), True),
    "boxes that lie": (b"<a href=/x>x</a><script>Element.prototype.getClientRects=()=>[{left:-1e300}];"
                       b"Array.prototype.push=()=>{throw 1};document.querySelectorAll=()=>[]</script>",
                       True),
}  # fmt: skip


@pytest.mark.nightly
async def test_a_page_that_hangs_or_is_gone_gives_none_and_the_next_is_pictured(chromium: str) -> None:
    says: dict[str, bytes | Say] = {"/hangs": answer(b"<script>for(;;);</script>"), "/": answer(b"<a href=/x>x</a>")}
    hangs, gone, sound = await pictured(says, "/hangs", "/gone", "/", timeout=2)
    assert (hangs, gone) == (None, None)
    assert sound is not None
    assert sound.find(target=url("/x")) is not None


@pytest.mark.nightly
async def test_no_page_is_too_much(chromium: str) -> None:
    says: dict[str, bytes | Say] = {
        f"/{n}": answer(b"<!doctype html><html><body>" + body) for n, (body, _seen) in enumerate(HOSTILE.values())
    }
    seen = await pictured(says, *says, timeout=8)
    for (name, (_body, comes)), picture in zip(HOSTILE.items(), seen, strict=True):
        assert (picture is not None) == comes, name
        if picture is None:
            continue
        assert picture.height <= TALLEST, name
        assert 1 <= len(picture.boxes) <= 3000, name
        assert all(within(box, picture) for box in picture.boxes), name
        assert picture.find(target=url("/x")) is not None, name


def within(box: Box, picture: Picture) -> bool:
    return box.x >= 0 and box.y >= 0 and box.x + box.w <= picture.width and box.y + box.h <= picture.height
