"""Pages with hidden blocks and foreign links, of tampered sites and of sound ones. Written before the check.

`found` says which hosts a person should look at; everything on a sound page must stay silent.
"""

from dataclasses import dataclass

FARM = ("seo-a.test", "seo-b.test", "seo-c.test", "seo-d.test", "seo-e.test", "seo-f.test")


def anchors(*hosts: str, label: str = "云锦{}号") -> str:
    return "".join(f'<a href="http://www.{host}/">{label.format(n)}</a> ' for n, host in enumerate(hosts, 1))


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    body: str
    found: frozenset[str] = frozenset()
    message: str = ""
    after: str = ""  # behind </html>


def dark(id: str, body: str, *hosts: str, message: str = "topic", after: str = "") -> Case:
    return Case(id, body, frozenset(hosts), message, after)


SHOP = '<a href="http://www.shop.test/">{}</a>'
DARK = (
    dark("gambling", SHOP.format("澳门百家乐"), "www.shop.test"),
    dark("private-server", f'<div style="display:none">{SHOP.format("传奇私服发布网")}</div>', "www.shop.test"),
    dark("host", '<a href="http://bet365-vip.test/">点此进入</a>', "bet365-vip.test"),
    dark(
        "certificates", f'<div style="position:absolute;left:-9999px">{SHOP.format("办证刻章")}</div>', "www.shop.test"
    ),
    dark(
        "farm-off-screen",
        f'<div style="position:absolute; top:-1000px">{anchors(*FARM)}</div>',
        *(f"www.{host}" for host in FARM),
        message="block",
    ),
    dark(
        "farm-in-marquee",
        f'<marquee height="1" width="1">{anchors(*FARM)}</marquee>',
        *(f"www.{host}" for host in FARM),
        message="block",
    ),
    dark(
        "farm-of-no-height",
        f'<div style="height:0;overflow:hidden">{anchors(*FARM)}</div>',
        *(f"www.{host}" for host in FARM),
        message="block",
    ),
    dark(
        "farm-of-no-size",
        f'<p style="font-size:0px">{anchors(*FARM)}</p>',
        *(f"www.{host}" for host in FARM),
        message="block",
    ),
    dark(
        "farm-not-shown",
        f'<div style="display:none">{anchors(*FARM)}</div>',
        *(f"www.{host}" for host in FARM),
        message="block",
    ),
    dark(
        "farm-behind-the-end", "<p>正文</p>", *(f"www.{host}" for host in FARM), message="block", after=anchors(*FARM)
    ),
)

_BUREAUS = "".join(
    f'<a href="http://www.j{n}.gov.cn/">县{name}局</a>'
    for n, name in enumerate(["财政", "教育", "民政", "水务", "统计", "审计"])
)
_MEDIA = "".join(
    f'<a href="http://www.m{n}.test/">{name}</a>'
    for n, name in enumerate(["临江日报", "临江新闻网", "江城银行", "江南大学", "县人民医院", "江城晚报", "江城电视台"])
)
SOUND = (
    Case(
        "mobile-menu",
        '<div style="position:fixed;left:-300px">'
        + "".join(f'<a href="/m/{n}">栏目{n}</a>' for n in range(9))
        + "</div>",
    ),
    Case("tab", f'<div id="tab2" style="display:none">{_BUREAUS}</div>'),
    Case("drop-down", f'<p>友情链接</p><ul style="display:none">{_MEDIA}</ul>'),
    Case("folded-drop-down", f'<p>媒体链接</p><ul style="height:0;overflow:hidden">{_MEDIA}</ul>'),
    Case("skip-link", '<a href="#main" style="position:absolute;left:-9999px">跳到正文</a>'),
    Case(
        "counter",
        '<div style="display:none"><script src="http://s4.counter.test/z.js"></script>'
        '<a href="http://www.counter.test/stat/?id=1">站长统计</a></div>',
    ),
    Case(
        "share-panel",
        '<div style="display:none">'
        + "".join(
            f'<a href="http://www.s{n}.test/share">{name}</a>'
            for n, name in enumerate(["新浪微博", "QQ空间", "腾讯微博", "豆瓣", "百度贴吧", "人人网", "朋友圈"])
        )
        + "</div>",
    ),
    Case("few", f'<div style="display:none">{anchors(*FARM[:3])}</div>'),
    Case("shown", anchors(*FARM)),
    Case("template", f'<script type="text/html">{anchors(*FARM)}</script><template>{anchors(*FARM)}</template>'),
    Case("comment", f"<!-- {SHOP.format('澳门百家乐')} {anchors(*FARM)} -->"),
    Case("logo", '<a href="http://www.shop.test/" style="text-indent:-9999px">云上临江</a>'),
    Case(
        "overlay", '<a href="http://www.shop.test/" style="position:absolute;top:1px;left:1px;opacity:0">下载客户端</a>'
    ),
    Case("news", '<a href="http://www.paper.test/2.html">我省警方打掉一个网络百家乐赌博团伙 抓获嫌疑人十二名</a>'),
    Case(
        "report-line",
        '<a href="http://www.12377.test/">色情低俗信息举报</a><a href="http://www.a.test/">打击六合彩</a>',
    ),
    Case("permits", '<a href="http://www.permits.test/">居住证办证指南</a>'),
    Case("own-news", '<a href="/n/1.html">六合彩</a>'),
    Case("lottery", '<a href="http://www.cwl.gov.cn/">中国福利彩票</a>'),
    Case("medicine", '<a href="http://www.yiyao.test/">医药集中采购平台</a>'),
)
