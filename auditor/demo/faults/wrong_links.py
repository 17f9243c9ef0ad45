"""Faults of links that open, but the wrong thing."""

from dataclasses import replace

from auditor.demo.book import HOME
from auditor.demo.columns import DATA, EXCHANGE, SERVICES
from auditor.demo.faults.attachments import MAP
from auditor.demo.faults.edit import answering, both, everywhere, inner_image, inner_link, named_host, opening, page
from auditor.demo.faults.planted import MET, Planted
from auditor.demo.site import Mutation, Resource, Site

WRONG = "links.wrong"
_NOT_THERE = page("页面不存在", "<h1>抱歉，您访问的页面不存在或已被删除</h1><p>请检查网址是否正确。</p>")
_MOVED_OUT = page("青岚县人民政府门户网站", "<h1>往期来信</h1><p>来信库已经整理归档，欢迎到别的栏目看看。</p>")
_SHELL = page("一体化办事平台", '<div id="app">正在加载，请稍候……</div><script>start()</script>')
_FOR_SALE = page("qinglan-orange", "<p>该域名正在出售，有意者请联系。</p>")
_MOVED = Resource(status=302, headers={"Location": "/"}, content_type="")


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


FAULTS = (
    Planted(
        "wrong-attachment",
        WRONG,
        MAP,
        "the attachment of a policy opens an error page sent with 200",
        answering(MAP, _NOT_THERE),
    ),
    Planted(
        "wrong-soft-404",
        WRONG,
        HOME + "zjql/lyzn.html",
        "an error page sent with 200",
        opening(HOME + "zjql/lyzn.html", _NOT_THERE, SERVICES, "旅游指南"),
    ),
    Planted(
        "wrong-like-absent",
        WRONG,
        HOME + "zjql/tzzc.html",
        "a server that sends the same page with 200 for all that is missing",
        both(inner_link(SERVICES, "/zjql/tzzc.html", "投资指南"), _lost),
    ),
    Planted(
        "wrong-like-absent-in-folder",
        WRONG,
        HOME + "hdjl/content_2019.html",
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
        "a link that is redirected to the home page",
        opening(HOME + "zjql/yxql.html", _MOVED, EXCHANGE, "印象青岚"),
    ),
    Planted(
        "wrong-file",
        WRONG,
        "file:///D:/网站资料/附件1.doc",
        "a link to a file of somebody's own machine",
        inner_link(DATA, "file:///D:/网站资料/附件1.doc", "附件1"),
    ),
    Planted(
        "wrong-drive",
        WRONG,
        "C:\\Users\\admin\\Desktop\\示意图.jpg",
        "a picture on drive C:",
        inner_image(EXCHANGE, "C:\\Users\\admin\\Desktop\\示意图.jpg"),
    ),
    Planted(
        "wrong-intranet",
        WRONG,
        "http://192.168.10.25/oa/login.jsp",
        "a link to an address inside the office",
        inner_link(SERVICES, "http://192.168.10.25/oa/login.jsp", "协同办公"),
    ),
    Planted(
        "wrong-parked",
        WRONG,
        "http://www.qinglan-orange.test/",
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
        "a link that says it leads home, and does",
        opening(HOME + "zjql/back.html", _MOVED, SERVICES, "返回首页"),
        MET,
    ),
    Planted(
        "decoy-wrong-script-shell",
        WRONG,
        HOME,
        "a folder that sends one shell, which a script fills, for every address: the links into it are not wrong",
        _shells,
        MET,
    ),
    Planted(
        "decoy-wrong-news",
        WRONG,
        HOME,
        "news that talk about missing pages and domains for sale",
        everywhere("夜间十点以后停止高噪声作业。", "有网友称报修网页不存在、域名出售，经查系仿冒网站。"),
        MET,
    ),
)
