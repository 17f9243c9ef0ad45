"""Faults of links: dead ones, and ones that open the wrong thing."""

import re
from dataclasses import replace

from auditor.demo.book import HOME, IMAGES, number
from auditor.demo.columns import DATA, EXCHANGE, SERVICE_HALL, SERVICES
from auditor.demo.faults.attachments import MAP
from auditor.demo.faults.disclosure import NEAR_HOME
from auditor.demo.faults.edit import (
    SITEMAP,
    answering,
    both,
    edited,
    everywhere,
    gone,
    inner_image,
    inner_link,
    last_card,
    opening,
    page,
    swapped,
)
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.site import Mutation, Name, Resource, Site

BROKEN, WRONG, SITEMAP_RULE = "links.broken", "links.wrong", "links.sitemap"
_BEHIND_HOME = {
    "columns": ("blank", "covers", "present", "stale"),
    "entries": ("opens",),
    "items": ("fields",),
    "updating": ("home",),
    "disclosure": (
        *("column-name", "four-parts", "home-position", "guide", "annual-report", "search-download"),
        *("report-format", "report-tables", "report-mentions", "application", "separate-site", "purity"),
    ),
    "services": (
        "search",
        "reply-time",
        "unanswered",
    ),
    "accounts": ("one-per-platform",),
    "documents": ("library", "validity", "accounts"),
    "ipv6": ("home-reachable",),
    "links": (
        *("broken", "attachment", "sitemap", "contradiction", "former-domain", "hidden", "inert"),
        *("external-warning", "advertising"),
    ),
    "topics": ("stale-entry", "archive-column", "archive-opens", "listed-twice", "misfiled", "ending"),
    "interpretations": (
        *("coverage", "forward-link", "back-link", "lag", "forms", "infographic", "text-equivalent"),
        *("copied", "substance", "readability"),
    ),
    "access": ("elder-mode", "static"),
    "articles": ("date-format", "source", "publish-lag", "date-conflict"),
    "identity": ("footer", "site-name"),
    "metadata": ("site", "column", "article"),
    "security": ("https", "tampered"),
    "text": ("names", "misprints", "personal", "secrecy"),
}
_EVERYTHING = frozenset(f"{family}.{rule}" for family, rules in _BEHIND_HOME.items() for rule in rules)
REFUSING = "198.51.100.66"
_ON_HOME = "<!-- 友情链接 -->"


def _home_link(href: str, label: str) -> Mutation:
    return swapped(HOME, _ON_HOME, f'{_ON_HOME}\n      <a href="{href}">{label}</a>')


def _listed(url: str) -> Mutation:
    """The site map with one address more."""
    return swapped(SITEMAP, "</urlset>", f"<url><loc>{url}</loc></url>\n</urlset>")


def named_host(name: str, address: str) -> Mutation:
    return lambda site: site.named(name, Name(a=(address,)))


def _refusing(site: Site) -> Site:
    return named_host("www.yunwu-tea.test", REFUSING)(site).with_dead_address(REFUSING)


def _lost(site: Site) -> Site:
    """A server that sends the same page, with 200, for everything that is not there."""
    notice = page("青岚县人民政府门户网站", "<h1>温馨提示</h1><p>系统升级中，请稍候再来，给您带来不便敬请谅解。</p>")
    return replace(site, missing=notice)


def _folder_answering(folder: str, resource: Resource) -> Mutation:
    """A folder below which every missing address gets the same answer, and only there."""
    return lambda site: replace(site, missing_below={**site.missing_below, folder: resource})


def _shells(site: Site) -> Site:
    """A folder in which one shell answers every address, for a script to fill; two links lead into it."""
    folder = HOME + "fwpt/item/"
    site = _folder_answering(folder, _SHELL)(site)
    for name, label in (("1001", "居住证签注"), ("1002", "公租房申请")):
        site = opening(f"{folder}{name}.html", _SHELL, SERVICES, label)(site)
    return site


def _guarded(*, home: bool) -> Mutation:
    """A portal whose firewall sends the same challenge whatever is asked for, or for all but the home page."""
    challenge = page("安全验证", "<script>location.reload()</script>正在进行安全验证，请稍候", status=412)

    def apply(site: Site) -> Site:
        open_ = {} if home else {HOME: site.resources[HOME]}
        behind = dict.fromkeys(site.resources, challenge) | open_
        return replace(site, resources=behind, missing=challenge)

    return apply


_LETTER = f"{HOME}hdjl/content_{number(EXCHANGE.href + '咨询灵活就业参保缴费基数')}.html"
_MOODY = Resource("名称".encode(), content_type="text/csv", fault="once")
_NOT_THERE = page("页面不存在", "<h1>抱歉，您访问的页面不存在或已被删除</h1><p>请检查网址是否正确。</p>")
_MOVED_OUT = page("青岚县人民政府门户网站", "<h1>往期来信</h1><p>来信库已经整理归档，欢迎到别的栏目看看。</p>")
_SHELL = page("一体化办事平台", '<div id="app">正在加载，请稍候……</div><script>start()</script>')
_FOR_SALE = page("qinglan-orange", "<p>该域名正在出售，有意者请联系。</p>")
_LOOP = Resource(status=302, headers={"Location": "/zjql/jump.html"}, content_type="")
_MOVED = Resource(status=302, headers={"Location": "/"}, content_type="")

FAULTS = (
    Planted(
        "link-home-404",
        BROKEN,
        HOME + "lyjq/index.htm",
        "首页“景区动态”返回 404",
        "a link on the home page answers 404",
        _home_link("/lyjq/index.htm", "景区动态"),
    ),
    Planted(
        "link-home-image",
        BROKEN,
        IMAGES + "images/float-window.gif",
        "首页飘窗图片返回 404",
        "a picture on the home page answers 404",
        swapped(HOME, _ON_HOME, f'{_ON_HOME}\n      <img src="{IMAGES}images/float-window.gif" alt="飘窗">'),
    ),
    Planted(
        "link-home-no-host",
        BROKEN,
        "http://www.qinglan-travel.test/",
        "首页友情链接的域名已不存在",
        "the host of a link on the home page does not exist",
        _home_link("http://www.qinglan-travel.test/", "青岚旅游网"),
    ),
    Planted(
        "link-home-refused",
        BROKEN,
        "http://www.yunwu-tea.test/",
        "首页友情链接的主机拒绝连接",
        "the host of a link on the home page refuses to talk",
        both(_home_link("http://www.yunwu-tea.test/", "云雾茶交易网"), _refusing),
    ),
    Planted(
        "link-footer",
        BROKEN,
        HOME + "wza.html",
        "页脚“无障碍声明”在每个页面上都打不开",
        "a link in the footer of every page is dead",
        gone(HOME + "wza.html"),
    ),
    Planted(
        "link-attachment",
        BROKEN,
        MAP,
        "政策文件的附件返回 404",
        "the attachment of a policy answers 404",
        gone(MAP),
    ),
    Planted(
        "link-frame",
        BROKEN,
        HOME + "bmfw/tianqi.html",
        "栏目页的天气框架返回 404",
        "a frame on a column's page answers 404",
        last_card(SERVICES, '<iframe src="/bmfw/tianqi.html" title="天气预报"></iframe>'),
    ),
    Planted(
        "link-option",
        BROKEN,
        "http://www.qinglan-old.test/",
        "下拉框里一个友情链接的域名已不存在",
        "an entry of a drop-down list names a host that does not exist",
        last_card(SERVICES, '<select><option value="http://www.qinglan-old.test/">青岚旧版网站</option></select>'),
    ),
    Planted(
        "link-loop",
        BROKEN,
        HOME + "zjql/jump.html",
        "一个链接在原地跳转",
        "a link is redirected to itself",
        opening(HOME + "zjql/jump.html", _LOOP, SERVICES, "县情概况"),
    ),
    Planted(
        "link-500",
        BROKEN,
        _LETTER,
        "一封来信的页面一直返回 500",
        "the page of a letter keeps answering 500",
        answering(_LETTER, page("500", "Internal Server Error", status=500)),
    ),
    Planted(
        "link-reset",
        BROKEN,
        "http://v.qinglan-media.test/live/",
        "直播链接一连就断",
        "a link whose server hangs up",
        opening("http://v.qinglan-media.test/live/", Resource(fault="reset"), SERVICES, "在线直播"),
    ),
    Planted(
        "link-gone",
        BROKEN,
        HOME + "sjkf/files/old.csv",
        "数据文件返回 410",
        "a data file answers 410",
        opening(HOME + "sjkf/files/old.csv", page("Gone", "Gone", status=410), DATA, "历史数据"),
    ),
    Planted(
        "link-blocked",
        BROKEN,
        "home others blocked",
        "首页友情链接返回 403 拦截页",
        "a link on the home page answers with a block page (403)",
        _home_link(SERVICE_HALL, "政务服务网"),
        NOT_TESTABLE,
    ),
    Planted(
        "decoy-link-commented",
        BROKEN,
        "home own",
        "注释里有打不开的链接",
        "a dead link inside a comment",
        swapped(HOME, _ON_HOME, f'{_ON_HOME}\n      <!-- <a href="/gone/for/ever.html">旧链接</a> -->'),
        MET,
    ),
    Planted(
        "decoy-link-once",
        BROKEN,
        "home own",
        "首页链接第一次失败、第二次打开",
        "a link that fails once and works from then on",
        both(_home_link("/gonggao.csv", "公告清单"), answering(HOME + "gonggao.csv", _MOODY)),
        MET,
        also=NEAR_HOME,
    ),
    Planted(
        "decoy-link-form",
        BROKEN,
        "inner own",
        "表单的提交地址不接受访问",
        "a form posts to an address that cannot be visited",
        lambda site: site.with_resource(HOME + "hdjl/submit.do", page("405", "", status=405)),
        MET,
    ),
    Planted(
        "decoy-link-hidden-menu",
        BROKEN,
        "inner own",
        "默认不显示的下拉菜单里，链接都打得开",
        "a menu that is hidden until the mouse is over it, whose links open",
        last_card(SERVICES, f'<div style="display:none"><a href="/{EXCHANGE.href[1:]}">互动交流</a></div>'),
        MET,
    ),
    Planted(
        "sitemap-dead",
        SITEMAP_RULE,
        HOME,
        "sitemap.xml 还列着已撤下的页面",
        "sitemap.xml still lists a page that was taken down",
        _listed(HOME + "old/2019.html"),
    ),
    Planted(
        "sitemap-unseen",
        SITEMAP_RULE,
        HOME,
        "sitemap.xml 只列着一个拒绝程序访问的页面",
        "sitemap.xml lists nothing but a page that keeps programs out",
        both(
            edited(SITEMAP, lambda text: re.sub(r"<url>.*</url>\n", "", text)),
            both(_listed(HOME + "old/2019.html"), answering(HOME + "old/2019.html", page("403", "", status=403))),
        ),
        NOT_TESTABLE,
    ),
    Planted(
        "decoy-sitemap-commented",
        SITEMAP_RULE,
        HOME,
        "sitemap.xml 把已撤下的页面注释掉了",
        "sitemap.xml has the page that was taken down in a comment",
        swapped(SITEMAP, "</urlset>", f"<!-- <url><loc>{HOME}old/2019.html</loc></url> -->\n</urlset>"),
        MET,
    ),
    Planted(
        "decoy-sitemap-linked",
        SITEMAP_RULE,
        HOME,
        "sitemap.xml 列着的一个页面打不开，网页上也链接着它，那里已经说过",
        "a dead page in sitemap.xml that pages link to as well, and that is told there",
        gone(HOME + "wza.html"),
        MET,
        beside=frozenset({(BROKEN, HOME + "wza.html")}),
        also=frozenset({BROKEN}),
    ),
    Planted(
        "wrong-attachment",
        WRONG,
        MAP,
        "政策附件打开是“页面不存在”，状态却是 200",
        "the attachment of a policy opens an error page sent with 200",
        answering(MAP, _NOT_THERE),
    ),
    Planted(
        "wrong-soft-404",
        WRONG,
        HOME + "zjql/lyzn.html",
        "“旅游指南”打开是“页面不存在”，状态却是 200",
        "an error page sent with 200",
        opening(HOME + "zjql/lyzn.html", _NOT_THERE, SERVICES, "旅游指南"),
    ),
    Planted(
        "wrong-like-absent",
        WRONG,
        HOME + "zjql/tzzc.html",
        "打不开的地址一律返回同一个 200 页面，“投资指南”即是",
        "a server that sends the same page with 200 for all that is missing",
        both(inner_link(SERVICES, "/zjql/tzzc.html", "投资指南"), _lost),
    ),
    Planted(
        "wrong-like-absent-in-folder",
        WRONG,
        HOME + "hdjl/content_2019.html",
        "只有互动交流栏目下打不开的地址返回同一个 200 页面，页面上没有出错的字样",
        "one folder that sends the same page with 200 for all that is missing in it, without a word of an error",
        both(
            inner_link(EXCHANGE, "/hdjl/content_2019.html", "2019年来信选登"),
            _folder_answering(HOME + "hdjl/", _MOVED_OUT),
        ),
    ),
    Planted(
        "wrong-sent-home",
        WRONG,
        HOME + "zjql/yxql.html",
        "“印象青岚”跳转到首页",
        "a link that is redirected to the home page",
        opening(HOME + "zjql/yxql.html", _MOVED, EXCHANGE, "印象青岚"),
    ),
    Planted(
        "wrong-file",
        WRONG,
        "file:///D:/网站资料/附件1.doc",
        "链接指向本机文件",
        "a link to a file of somebody's own machine",
        inner_link(DATA, "file:///D:/网站资料/附件1.doc", "附件1"),
    ),
    Planted(
        "wrong-drive",
        WRONG,
        "C:\\Users\\admin\\Desktop\\示意图.jpg",
        "图片指向 C 盘",
        "a picture on drive C:",
        inner_image(EXCHANGE, "C:\\Users\\admin\\Desktop\\示意图.jpg"),
    ),
    Planted(
        "wrong-intranet",
        WRONG,
        "http://192.168.10.25/oa/login.jsp",
        "链接指向内网地址",
        "a link to an address inside the office",
        inner_link(SERVICES, "http://192.168.10.25/oa/login.jsp", "协同办公"),
    ),
    Planted(
        "wrong-parked",
        WRONG,
        "http://www.qinglan-orange.test/",
        "链接的域名正在出售",
        "a link to a domain that is for sale",
        both(
            named_host("www.qinglan-orange.test", "198.51.100.31"),
            opening("http://www.qinglan-orange.test/", _FOR_SALE, DATA, "青岚柑橘网"),
        ),
    ),
    Planted(
        "decoy-wrong-named-home",
        WRONG,
        HOME,
        "“返回首页”跳转到首页",
        "a link that says it leads home, and does",
        opening(HOME + "zjql/back.html", _MOVED, SERVICES, "返回首页"),
        MET,
    ),
    Planted(
        "decoy-wrong-script-shell",
        WRONG,
        HOME,
        "一个目录对任何地址都返回同一个由脚本填充的空壳，其中的链接没有错",
        "a folder that sends one shell, which a script fills, for every address: the links into it are not wrong",
        _shells,
        MET,
    ),
    Planted(
        "decoy-wrong-news",
        WRONG,
        HOME,
        "新闻谈到“页面不存在”和“域名出售”",
        "news that talk about missing pages and domains for sale",
        everywhere("夜间十点以后停止高噪声作业。", "有网友称报修网页不存在、域名出售，经查系仿冒网站。"),
        MET,
    ),
    Planted(
        "wrong-behind-challenge",
        WRONG,
        HOME,
        "整个网站只回 412 安全验证，一个链接也看不到",
        "the whole portal answers with a challenge (412), so that no link is seen",
        _guarded(home=True),
        NOT_TESTABLE,
        also=_EVERYTHING,
    ),
    Planted(
        "wrong-behind-home",
        WRONG,
        HOME,
        "只有首页打得开，其余地址都回 412 安全验证",
        "only the home page opens, all other addresses answer with a challenge (412)",
        _guarded(home=False),
        NOT_TESTABLE,
        also=_EVERYTHING,
    ),
    Planted(
        "tags-behind-challenge",
        "metadata.site",
        HOME,
        "整个网站只回 412 安全验证，一个标签也看不到",
        "the whole portal answers with a challenge (412), so that no tag is seen",
        _guarded(home=True),
        NOT_TESTABLE,
        also=_EVERYTHING | {WRONG},
    ),
    *(
        Planted(
            f"{rule.partition('.')[2]}-tags-behind-home",
            rule,
            HOME,
            "只有首页打得开，其余地址都回 412 安全验证，列表页和内容页的标签看不到",
            "only the home page opens, so that no tag of a list or an article is seen",
            _guarded(home=False),
            NOT_TESTABLE,
            also=_EVERYTHING | {WRONG},
        )
        for rule in ("metadata.column", "metadata.article")
    ),
)
