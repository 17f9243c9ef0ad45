"""Faults planted into real pages: which page, which words of it are changed, and what an audit has to find.

Every edit changes something that stands on the page as it was saved (a menu entry, a picture, an attachment), so that
the fault sits where such faults sit. What the edit refers to is answered as `answers` says; every other address of the
portal refuses (it was not saved), and every other host is out of the run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.demo.site import HTML, Resource

HOME = "http://www.zhen.gov.test/"
AT = HOME + "zwgk/x/page.html"
ELSEWHERE = "http://www.zhen-fruit.test/"

GONE = Resource(b"<html><title>404</title><body>404 Not Found</body></html>", status=404)
TO_HOME = Resource(status=302, headers={"Location": "/"}, content_type="")
TO_ITSELF = Resource(status=302, headers={"Location": "/loop/"}, content_type="")
MOVED = Resource(status=301, headers={"Location": HOME}, content_type="")
BROKEN, WRONG = "links.broken", "links.wrong"
CONTRADICTION, FORMER, HIDDEN = "links.contradiction", "links.former-domain", "links.hidden"
FARM = " ".join(f'<a href="http://www.farm-{n}.test/">云锦{n}号</a>' for n in range(6))

HANDAN, GUIDE = "handan/index_2020-08-10.html", "handan/gkzn_2020-08-12.html"
LIST, DETAILS = "handan/list_2020-08-12.html", "handan/details_2020-08-12.html"
DEQING, SHANXI, CMSE = "gne/tests_gzggw_1.html", "gne/tests_shanxi_1.html", "gne/tests_cmse_1.html"
BULLETIN, CREW = "gne/tests_other_1.html", "gne/visiable_test_cmse_1.html"
POLICY, OTHER_POLICY = "policies/01_content5365945.html", "policies/11_content5355822.html"


def page(title: str, body: str) -> Resource:
    markup = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
    return Resource(markup.encode(), content_type=HTML)


@dataclass(frozen=True, slots=True)
class Fault:
    """`new` takes the place of the first `old` on the page; `subject` is what `rule` says `message` about, in whatever
    words where it is empty."""

    id: str
    name: str
    old: str
    new: str
    rule: str
    message: str
    subject: str
    answers: Mapping[str, Resource] = field(default_factory=dict)
    stored: Mapping[str, str] = field(default_factory=dict)  # further real pages, by their address
    outcome: str = "unmet"
    encoding: str = "utf-8"


def dead(id: str, name: str, old: str, new: str, address: str, **more: object) -> Fault:
    """An edit that makes the page refer to an address of the portal that is gone."""
    return Fault(id, name, old, new, BROKEN, "", HOME + address, {HOME + address: GONE}, **more)  # type: ignore[arg-type]


FAULTS = (
    dead("menu", SHANXI, 'href="http://www.shanxi.gov.cn/yw/">要闻', 'href="/yw/">要闻', "yw/"),
    dead("picture", HANDAN, 'src="images/sx-blue.jpg"', 'src="images/none.jpg"', "zwgk/x/images/none.jpg"),
    dead("lazy-picture", BULLETIN, 'src="/images/icon_1234.png"', 'data-original="/i/lost.png"', "i/lost.png"),
    dead("srcset", CREW, '<img src="', '<img srcset="/i/s1.png 1x, /i/s2.png 2x" src="', "i/s2.png"),
    dead("style", DEQING, 'href="/images/29879/article.css"', 'href="/css/article-old.css"', "css/article-old.css"),
    dead("script", CMSE, "</body>", '<script src="/js/old/count.js"></script></body>', "js/old/count.js"),
    dead(
        "css-url",
        DETAILS,
        "</head>",
        "<style>.bg{background:url('../img/bg-old.png')}</style></head>",
        "zwgk/img/bg-old.png",
    ),
    dead(
        "frame",
        POLICY,
        'src="http://www.gov.cn/zhengce/2019-02/15/content_5365963.htm"',
        'src="/zhengce/frame_5365963.htm"',
        "zhengce/frame_5365963.htm",
    ),
    dead(
        "refresh", LIST, "</head>", '<meta http-equiv="refresh" content="0;url=/new/list.html"></head>', "new/list.html"
    ),
    dead(
        "area",
        OTHER_POLICY,
        "</body>",
        '<map name="m"><area href="/map/area.html" alt="地图"></map></body>',
        "map/area.html",
    ),
    dead(
        "attachment",
        POLICY,
        "</body>",
        '<p>附件：<a href="/files/P0201902.docx">申报表.docx</a></p></body>',
        "files/P0201902.docx",
    ),
    dead(
        "window-open", DEQING, 'onclick="toggleToolBar();"', "onclick=\"window.open('/wza/old.html')\"", "wza/old.html"
    ),
    dead(
        "gbk-query",
        LIST,
        "</body>",
        '<a href="/cx.jsp?k=公开">按主题查询</a></body>',
        "cx.jsp?k=%B9%AB%BF%AA",
        encoding="gbk",
    ),
    dead("no-scheme", GUIDE, 'href="http://hdzfxxgk.hd.gov.cn/zfxxgknb/"', 'href="//www.zhen.gov.test/nb/"', "nb/"),
    Fault(
        "loop",
        SHANXI,
        'href="http://www.shanxi.gov.cn/szf/lddt/"',
        'href="/loop/"',
        BROKEN,
        "",
        HOME + "loop/",
        {HOME + "loop/": TO_ITSELF},
    ),
    Fault(
        "drive",
        SHANXI,
        'href="http://www.shanxi.gov.cn/zw/zfwj/"',
        'href="D:\\公文\\2019\\附件1.doc"',
        WRONG,
        "file",
        "D:\\公文\\2019\\附件1.doc",
    ),
    Fault(
        "file",
        DEQING,
        'src="/images/29879/1536311499789.png"',
        'src="file:///C:/Users/a/1.png"',
        WRONG,
        "file",
        "file:///C:/Users/a/1.png",
    ),
    Fault(
        "intranet",
        CMSE,
        'href="http://mail.cmse.gov.cn/"',
        'href="http://10.2.3.4:8080/oa/"',
        WRONG,
        "intranet",
        "http://10.2.3.4:8080/oa/",
    ),
    Fault(
        "loopback",
        HANDAN,
        'href="http://hd.gov.cn/ztzl/ndgzbb"',
        'href="http://localhost/ndgzbb"',
        WRONG,
        "intranet",
        "http://localhost/ndgzbb",
    ),
    Fault(
        "sent-home",
        GUIDE,
        'href="http://hdzfxxgk.hd.gov.cn/fdgknr/"',
        'href="/fdgknr/list.html"',
        WRONG,
        "redirect_home",
        HOME + "fdgknr/list.html",
        {HOME + "fdgknr/list.html": TO_HOME},
    ),
    Fault(
        "parked",
        BULLETIN,
        'href="http://www.ccdi.gov.cn/"',
        f'href="{ELSEWHERE}"',
        WRONG,
        "parked",
        ELSEWHERE,
        {ELSEWHERE: page("zhen-fruit.test", "<p>该域名正在出售，有意者请联系。</p>")},
    ),
    Fault(
        "error-page",
        HANDAN,
        'href="http://hd.gov.cn/zmhd/yjzj/"',
        'href="/zmhd/yjzj/"',
        WRONG,
        "soft_404",
        HOME + "zmhd/yjzj/",
        {HOME + "zmhd/yjzj/": page("提示", "<p>您访问的页面不存在或已被删除</p>")},
    ),
    # The two policies are real: 国发〔2018〕44号 and 国发〔2019〕5号.
    Fault(
        "number",
        LIST,
        'href="http://hd.gov.cn/zjhd/wwgj/" target="_blank">文物古迹',
        'href="/zc/44.html" target="_blank">国发〔2019〕5号 国务院关于在市场监管领域全面推行部门联合抽查监管的意见',
        CONTRADICTION,
        "number",
        HOME + "zc/44.html",
        stored={HOME + "zc/44.html": OTHER_POLICY},
    ),
    Fault(
        "number-typo",
        LIST,
        'href="http://hd.gov.cn/zjhd/wwgj/" target="_blank">文物古迹',
        'href="/zc/44.html" target="_blank">国发〔2018〕45号 国务院关于2018年度国家科学技术奖励的决定',
        CONTRADICTION,
        "maybe_number",
        HOME + "zc/44.html",
        stored={HOME + "zc/44.html": OTHER_POLICY},
        outcome="manual",
    ),
    Fault(
        "person",
        DEQING,
        'href="/col/col1599527/index.html">机构职能',
        'href="/ld/">领导信息',
        CONTRADICTION,
        "person",
        HOME + "ld/2.html",
        {
            HOME + "ld/": page(
                "领导信息",
                '<p><a href="/ld/1.html">沈知远</a> <a href="/ld/2.html">顾明溪</a> <a href="/ld/2.html">覃柏年</a></p>'
                '<p><a href="/ld/3.html">覃柏年同志简历</a></p>' + "<p>按姓名查看各位领导的简历和分工。</p>" * 9,
            ),
            HOME + "ld/1.html": page("沈知远", "<p>沈知远，男，汉族，县长。</p>"),
            HOME + "ld/2.html": page("顾明溪", "<p>顾明溪，女，汉族，副县长。</p>"),
            HOME + "ld/3.html": page("覃柏年", "<p>覃柏年，男，壮族，副县长。</p>"),
        },
    ),
    Fault(
        "former-domain",
        GUIDE,
        'href="http://hdzfxxgk.hd.gov.cn/zfxxgknb/"',
        f'href="{ELSEWHERE}"',
        FORMER,
        "moved",
        "zhen-fruit.test",
        {ELSEWHERE: MOVED},
    ),
    Fault(
        "farm",
        CMSE,
        "</body>",
        f'<div style="position:absolute;left:-3000px">{FARM}</div></body>',
        HIDDEN,
        "block",
        AT,
        outcome="manual",
    ),
    Fault("farm-behind-the-end", SHANXI, "</html>", f"</html>{FARM}", HIDDEN, "block", AT, outcome="manual"),
    Fault(
        "farm-not-shown",
        HANDAN,
        "</body>",
        f'<div style="display:none">{FARM}</div></body>',
        HIDDEN,
        "block",
        AT,
        outcome="manual",
    ),
    Fault(
        "alien-topic",
        BULLETIN,
        'href="http://www.ccdi.gov.cn/" target="_blank">国家监察委员会',
        'href="http://www.farm-1.test/" target="_blank">澳门百家乐',
        HIDDEN,
        "topic",
        "www.farm-1.test",
        outcome="manual",
    ),
)

# Labelled by reading: what an audit says of these pages, or of the portal around them, without any planted fault.
UNPLANTED: frozenset[tuple[str, str, str, str]] = frozenset()


_FOOTER, _NAME, _TAGS = ("identity.footer", "short"), ("identity.site-name", "other"), ("metadata.site", "short")
_SEARCH, _ELDER = ("services.search", "absent"), ("access.elder-mode", "absent")

# Labelled by reading: what is wrong with a page when it is taken for the home page of a portal at another address, and
# which marks its footer lacks. A tag with a domain is then another site's. The policy pages were saved without header
# and footer.
MARKS = (
    "党政机关网站标识",
    "“我为政府网站找错”入口",
    "网站标识码",
    "主办单位及联系方式",
    "ICP备案编号",
    "公安机关备案标识",
    "网站地图",
)
PAGE_RULES_AS_HOME: Mapping[str, tuple[frozenset[tuple[str, str]], tuple[str, ...]]] = {
    HANDAN: (frozenset({_TAGS, _ELDER}), ()),
    GUIDE: (frozenset({_TAGS, _ELDER}), ()),
    LIST: (frozenset({_TAGS, _ELDER}), ()),
    DETAILS: (frozenset({_TAGS, _ELDER, _SEARCH}), ()),
    CMSE: (frozenset({_FOOTER, _NAME, _TAGS, _ELDER}), (*MARKS[:3], MARKS[5], MARKS[6])),
    CREW: (frozenset({_FOOTER, _NAME, _TAGS, _ELDER}), (*MARKS[:3], MARKS[5], MARKS[6])),
    DEQING: (frozenset({_FOOTER, _TAGS}), (MARKS[3],)),
    BULLETIN: (frozenset({_FOOTER, _TAGS}), (MARKS[6],)),
    SHANXI: (frozenset({_TAGS}), ()),
    "misc/www.fmprc.gov.cn_robots.txt.html": (
        frozenset({_FOOTER, _TAGS, _SEARCH, _ELDER}),
        (MARKS[2], MARKS[3], MARKS[6]),
    ),
}
POLICY_AS_HOME = (frozenset({_FOOTER, _NAME, _TAGS, _SEARCH, _ELDER}), MARKS)

# Barriers in the markup of these pages, read in their source: no page says that it is Chinese (some say English); drop
# down lists of links, and boxes to search in, that nothing names; pictures, and links that hold nothing else, without
# words.
_LANG, _FIELD, _MUTE, _LINK = "lang", "form-label", "img-alt", "link-text"
BARRIERS: Mapping[str, frozenset[str]] = {
    HANDAN: frozenset({_LANG, _FIELD}),
    GUIDE: frozenset({_LANG, _FIELD, _MUTE}),
    LIST: frozenset({_LANG, _FIELD}),
    DETAILS: frozenset({_LANG}),
    CMSE: frozenset({_LANG, _FIELD}),
    CREW: frozenset({_LANG, _FIELD}),
    DEQING: frozenset({_LANG, _FIELD, _MUTE, _LINK}),
    BULLETIN: frozenset({_LANG, _FIELD, _LINK}),
    SHANXI: frozenset({_LANG, _FIELD, _MUTE}),
    "misc/www.fmprc.gov.cn_robots.txt.html": frozenset({_LANG, _MUTE, _LINK}),
}
POLICY_BARRIERS = frozenset({_LANG, _MUTE, _LINK})

# Inside a portal of bare pages: articles that show the day of publishing, and no time.
TIMELESS = frozenset({DETAILS, DEQING, CMSE, CREW})
# Of these, those that carry no tags either. One prints no source, but a script of it speaks of 信息来源: left open.
UNTAGGED = frozenset({CMSE, CREW})

# Twenty faults for the rules of texts, each put at the end of a page's text.
SAID: tuple[tuple[str, str, str], ...] = (
    (POLICY, "text.names", "<p>中国入民政治协商会议第九届委员会</p>"),
    (OTHER_POLICY, "text.names", "<p>深入学习党十九大精神，认真抓好落实。</p>"),
    (GUIDE, "text.names", "<p>邯郸市入民政府办公室</p>"),
    (SHANXI, "text.names", "<p>中华人民共合国外交部</p>"),
    (DEQING, "text.names", "<p>扫黑险恶专项斗争取得成效</p>"),
    (CMSE, "text.names", "<p>坚持习近平新时代中国特设社会主义思想</p>"),
    (BULLETIN, "text.names", "<p>最高人民检查院工作报告</p>"),
    (CREW, "text.misprints", "<p>祭扫烈土陵园</p>"),
    (DETAILS, "text.misprints", "<p>按照全市统一布署开展整治</p>"),
    (POLICY, "text.misprints", "<p>各地要再接再励</p>"),
    (OTHER_POLICY, "text.misprints", "<p>消除电磁幅射影响</p>"),
    (SHANXI, "text.misprints", "<p>一如继往支持企业</p>"),
    (POLICY, "text.secrecy", "<p>机密★1年</p>"),
    (GUIDE, "text.secrecy", "<p>密级：秘密</p>"),
    (OTHER_POLICY, "text.secrecy", "<p>内部文件，注意保存</p>"),
    (DETAILS, "text.personal", "<table><tr><td>王某</td><td>11010519491231002X</td></tr></table>"),
    (DEQING, "text.personal", "<p>李某，身份证号４４０５２４１９８００１０１００１３，补贴800元</p>"),
    (POLICY, "text.personal", "<table><tr><td>赵某</td><td>6222020200112233446</td></tr></table>"),
    (
        SHANXI,
        "text.personal",
        "<table><tr><td>甲</td><td>13800138001</td></tr><tr><td>乙</td><td>13900139002</td></tr>"
        "<tr><td>丙</td><td>15800158003</td></tr></table>",
    ),
    (CMSE, "security.tampered", ""),
)
