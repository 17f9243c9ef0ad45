"""清禾县人民政府: a county in the markup of TRS. The menu is an `ul`, lists are static, a script writes their paging, one
topic lives on a sub-domain, and the townships have their columns inside the portal."""

from auditor.demo.site import Name, Resource, Site
from tests.portals.qinghe_texts import INTERPRETATIONS, LETTERS, POLICIES, SERVICES, TOPICS, Topic
from tests.portals.writing import Pages, Row, newest, paragraphs, report, told_day

HOME = "http://www.qinghe.gov.test/"
SUB = "http://jjpt.qinghe.gov.test/"
NAME, CODE = "清禾县人民政府", "3408250001"
TOWN = "柳河镇"
_MENU = (
    ("网站首页", "/", ()),
    ("走进清禾", "/zjqh/", ()),
    ("新闻中心", "/xwzx/", (("清禾要闻", "/xwzx/qhyw/"), ("通知公告", "/xwzx/tzgg/"))),
    ("政务公开", "/zwgk/", (("政府信息公开", "/zwgk/zfxxgk/"), ("领导之窗", "/zwgk/ldzc/"), ("政策文件", "/zwgk/zcwj/"))),
    ("政务服务", "/zwfw/", ()),
    ("互动交流", "/hdjl/", (("县长信箱", "/hdjl/xzxx/"), ("意见征集", "/hdjl/yjzj/"))),
    ("专题专栏", "/ztzl/", ()),
)
COLUMN = ("政府信息公开", "/zwgk/zfxxgk/")
_PARTS = (
    ("政府信息<br>\n  公开指南", "/zwgk/zfxxgk/zfxxgkzn/"),
    ("政府信息<br>\n  公开制度", "/zwgk/zfxxgk/zfxxgkzd/"),
    ("法定主动<br>\n  公开内容", "/zwgk/zfxxgk/fdzdgknr/"),
    ("政府信息<br>\n  公开年报", "/zwgk/zfxxgk/zfxxgknb/"),
    ("依申请公开", "/zwgk/zfxxgk/ysqgk/"),
)
_BASE = "/zwgk/zfxxgk/fdzdgknr/"
SUBJECTS = {
    "规范性文件": ("gfxwj", ("清政规〔2024〕1号 清禾县城市公园管理办法【有效】", "清政规〔2019〕2号 清禾县烟花爆竹燃放管理规定【废止】")),
    "机构职能": ("jgzn", ("清禾县人民政府办公室", "清禾县水利局")),
    "规划信息": ("ghxx", ("清禾县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "清禾县国土空间总体规划（2021—2035年）", "清禾县“十四五”水利发展专项规划", "清禾县“十三五”规划纲要")),
    "统计信息": ("tjxx", ("清禾县2025年国民经济和社会发展统计公报", "2026年三季度主要经济指标")),
    "行政许可": ("xzxk", ("取水许可决定公示（2026年第9号）",)),
    "行政处罚": ("xzcf", ("2026年10月行政处罚结果公示",)),
    "财政预决算": ("czyjs", ("清禾县2026年政府预算", "清禾县2025年政府决算", "清禾县水利局2026年部门预算", "清禾县水利局2025年部门决算", "清禾县教育局2026年部门预算", "清禾县教育局2025年部门决算")),
    "行政事业性收费": ("xzsyxsf", ()),
    "政府采购": ("zfcg", ("清禾县2026年政府集中采购目录及标准",)),
    "重大建设项目": ("zdjsxm", ("城北水厂扩建工程初步设计批复", "清柳公路改建工程施工招标公告", "县医院新院区竣工验收公示")),
    "民生信息": ("msxx", ("2026年秋季义务教育招生方案", "2026年10月城乡低保资金发放情况", "就业援助月活动安排")),
    "应急管理": ("yjgl", ("清禾县突发公共事件总体应急预案", "清禾县防汛抗旱专项应急预案")),
    "监督检查": ("jdjc", ("2026年三季度食品抽检结果", "集中式饮用水水源水质状况（2026年10月）")),
    "公务员招考": ("gwyzk", ("清禾县2026年度考试录用公务员拟录用人员公示",)),
}
_NEWS = (
    ("全县冬春农田水利建设现场会召开", "2026-11-18"),
    ("县政府召开第三十八次常务会议", "2026-11-16"),
    ("404县道清禾段路面改造完工通车", "2026-11-12"),
    ("秋粮收购进入尾声", "2026-11-09"),
    ("柳河镇举办农民丰收运动会", "2026-11-03"),
    ("全县消防安全培训班开班", "2026-10-28"),
)
_NOTICES = (
    ("清禾县2026年第四季度公开招聘公告", "2026-11-13"),
    ("关于城区部分路段停水的通知", "2026-10-22"),
    ("关于调整县城区公交线路的公告", "2026-08-05"),
)


def _shell(title: str, main: str, trail: tuple[tuple[str, str], ...], *, meta: str = "", home: bool = False) -> str:
    menu = "".join(f'<li class="n{place}"><a href="{href}" target="_blank">{name}</a>' + (f'<ul class="sub">{"".join(f"<li><a href={link!r}>{label}</a></li>" for label, link in below)}</ul>' if below else "") + "</li>" for place, (name, href, below) in enumerate(_MENU))
    here = " &gt; ".join(f'<a href="{href}" class="CurrChnlCls">{name}</a>' for name, href in (("首页", "/"), *trail))
    column = trail[-1][0] if trail else "首页"
    tags = f'<meta name="SiteName" content="{NAME}"><meta name="SiteDomain" content="www.qinghe.gov.test"><meta name="SiteIDCode" content="{CODE}">'
    if not home:
        tags += f'<meta name="ColumnName" content="{column}"><meta name="ColumnDescription" content="{column}栏目发布{column}相关信息"><meta name="ColumnKeywords" content="清禾,{column}"><meta name="ColumnType" content="{column}">'
    strip = f'<div class="yqlj"><a href="{SUB}">决战决胜脱贫攻坚</a> | <a href="http://www.yunling-province.test/">云岭省人民政府</a></div>' if home else ""
    place = "" if home else f'<div class="position">您的位置：{here}</div>'
    return (
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />'
        f"<title>{title if home else f'{title}-{NAME}'}</title>{tags}{meta}"
        '<link href="/images/qh.css" rel="stylesheet" type="text/css" /></head><body>'
        f'<div class="header"><div class="logo"><a href="/"><img src="/images/logo.svg" alt="{NAME}"></a></div>'
        '<div class="tools"><a href="/wza/" title="无障碍浏览">无障碍</a> <a href="javascript:void(0)" onclick="elder()">长者模式</a>'
        '<form action="/was5/web/search" method="get"><input name="searchword" placeholder="请输入关键字"><button>搜索</button></form></div></div>'
        f'<div class="nav"><ul>{menu}</ul></div><!-- <div class="nav old"><ul><li><a href="/oldnav/zwgk/">政务公开</a></li>'
        '<li><a href="/oldnav/xxgk/">政府信息公开</a></li></ul></div> -->'
        f'<div class="wrap">{place}{main}</div>{strip}'
        '<div class="footer"><p><a href="/wzdt/">网站地图</a> | <a href="/gywm/">关于我们</a> | <a href="/hdjl/xzxx/">联系我们</a></p>'
        f"<p>主办：清禾县人民政府办公室　地址：清禾县文昌路1号　联系电话：0556-5620001　网站标识码：{CODE}</p>"
        '<p>皖ICP备05000001号-1　<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=34082502000001">皖公网安备34082502000001号</a></p>'
        "<script id=\"_jiucuo_\" sitecode='3408250001' src='//zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>"
        '<span id="_ideConac"><a href="//bszs.conac.cn/sitename?method=show&amp;id=0E2A7E5F4C1D4B6FE053012819AC5A11"><img src="/images/conac_red.svg" alt="党政机关网站标识"></a></span>'
        "</div></body></html>"
    )


class _Writer:
    def __init__(self) -> None:
        self.pages = Pages(HOME)
        self.serial = 345100

    def place(self, column: str, day: str) -> str:
        self.serial += 1
        return f"{column}{day[:4]}{day[5:7]}/t{day.replace('-', '')}_{self.serial}.html"

    def article(self, trail: tuple[tuple[str, str], ...], title: str, day: str, body: str, *, source: str = "清禾县人民政府办公室",
                clock: str = "10:20", sheet: str = "", below: str = "", path: str = "") -> Row:  # fmt: skip
        path = path or self.place(trail[-1][1], day)
        meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} {clock}"><meta name="ContentSource" content="{source}">'
        main = (
            f'{sheet}<div class="article"><h1>{title}</h1><div class="info">发布时间：{day} {clock}　来源：{source}　'
            f'浏览次数：<script>document.write(12)</script></div><div class="TRS_Editor">{body}</div>{below}'
            '<div class="share"><a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></div></div>'
        )
        self.pages.put(path, _shell(title, main, trail, meta=meta))
        return (path, title, day)

    def listing(self, trail: tuple[tuple[str, str], ...], rows: list[Row], *, size: int = 20, side: str = "", keep: bool = False) -> None:
        """A list in as many pages as it needs; TRS lets a script write the links to the others."""
        name, href = trail[-1]
        rows = rows if keep else newest(rows)
        parts = [rows[start : start + size] for start in range(0, len(rows), size)] or [[]]
        for place, part in enumerate(parts):
            lines = "".join(f'<li><a href="{self._near(href, path)}" title="{title}" target="_blank">{title}</a><span>{day}</span></li>' for path, title, day in part)
            paging = f'<div class="page"><script>createPageHTML({len(parts)},{place},"index","html");</script></div>'
            path = href if place == 0 else f"{href}index_{place}.html"
            self.pages.put(path, _shell(name, f'{side}<ul class="list">{lines}</ul>{paging}', trail))

    @staticmethod
    def _near(column: str, path: str) -> str:
        return f"./{path.removeprefix(column)}" if path.startswith(column) else path


def _sheet(title: str, number: str, day: str, organ: str) -> str:
    return (
        f'<table class="xxgk_t"><tr><td>索引号：</td><td>003250001/{day[:4]}-{day[5:7]}{day[8:]}</td><td>信息分类：</td><td>政策文件</td></tr>'
        f"<tr><td>发文机关：</td><td>{organ}</td><td>成文日期：</td><td>{told_day(day)}</td></tr><tr><td>标题：</td><td>{title}</td>"
        f"<td>发文字号：</td><td>{number}</td></tr><tr><td>有效性：</td><td>有效</td><td>发布日期：</td><td>{day}</td></tr></table>"
    )


def _town(w: _Writer) -> None:
    """The column of a township inside the county's portal, with its own four parts."""
    base, above = "/xzgk/liuhe/", ("乡镇公开", "/xzgk/")
    here = (f"{TOWN}政府信息公开", base)
    parts = (("政府信息公开指南", "zn/"), ("政府信息公开制度", "zd/"), ("法定主动公开内容", "nr/"), ("政府信息公开年报", "nb/"))
    side = '<div class="left"><ul>' + "".join(f'<li><a href="{base}{path}">{name}</a></li>' for name, path in parts) + "</ul></div>"
    guide = paragraphs(
        f"公开机构名称：{TOWN}人民政府党政办公室。办公地址：{TOWN}政府大院二楼。办公时间：工作日8:30—17:30。",
        "联系电话：0556-5630012。传真号码：0556-5630013。电子邮箱：liuhe@qinghe.gov.test。",
        "获取方式：可以在清禾县人民政府网站查阅，也可以到镇便民服务中心申请公开。",
    )
    w.article((above, here, ("政府信息公开指南", f"{base}zn/")), f"{TOWN}政府信息公开指南", "2025-02-11", side + guide, source=TOWN, path=f"{base}zn/")
    rule = ("政府信息公开制度", f"{base}zd/")
    w.listing((above, here, rule), [w.article((above, here, rule), f"{TOWN}政府信息依申请公开办理制度", "2024-05-08", paragraphs("收到申请后登记、审查、答复，二十个工作日内办结。"), source=TOWN)], side=side)
    content = ("法定主动公开内容", f"{base}nr/")
    titles = (("2026年10月五保供养资金发放公示", "2026-11-06"), (f"{TOWN}2026年部门预算", "2026-02-20"), (f"{TOWN}2025年部门决算", "2026-09-15"), ("农村宅基地审批结果公示", "2026-09-29"))
    w.listing((above, here, content), [w.article((above, here, content), title, day, paragraphs(f"{title}如下：受理十二件，办结十二件，公示期七天，监督电话0556-5630012。"), source=TOWN) for title, day in titles], side=side)
    yearly = ("政府信息公开年报", f"{base}nb/")
    rows = [w.article((above, here, yearly), f"{TOWN}{year}年政府信息公开工作年度报告", f"{year + 1}-01-2{year % 3}", report(f"{TOWN}人民政府", year), source=TOWN) for year in (2023, 2024, 2025)]
    w.listing((above, here, yearly), rows, side=side)
    w.pages.put(base, _shell(here[0], f'{side}<div class="right"><p>{TOWN}位于县城西南，辖九个村，人口二点三万。</p></div>', (above, here)))
    w.pages.put("/xzgk/", _shell("乡镇公开", f'<ul class="list"><li><a href="./liuhe/">{TOWN}</a></li></ul>', (above,)))


def _topic(w: _Writer, topic: Topic) -> None:
    trail = (("专题专栏", "/ztzl/"), (topic.name, topic.href))
    if topic.page == "gone":
        return
    if topic.page == "long":
        body = "".join(f"<h3>{title}</h3><p>{told_day(day)}，{title}。{words}</p>" for day, title, words in topic.items)
        w.pages.put(topic.href, _shell(topic.name, f'<div class="zt"><img src="{w.pages.file(f"/images/{topic.id}.svg", topic.name)}" alt="{topic.name}">{body}</div>', trail))
        return
    if topic.page == "host":  # a small site of its own, made once and left alone
        names = (("工作动态", "gzdt/"), ("政策文件", "zcwj/"))
        menu = "".join(f'<a href="{SUB}{path}">{name}</a> ' for name, path in names)
        frame = '<html><head><meta charset="utf-8"><title>{}</title></head><body><div class="top"><a href="{}">首页</a> {}</div>{}<div class="bottom">主办：清禾县扶贫开发领导小组办公室</div></body></html>'
        lists = {}
        for place, (day, title, words) in enumerate(topic.items):
            path = f"{SUB}{names[place % 2][1]}{day[:4]}{day[5:7]}/t{day.replace('-', '')}_{9000 + place}.html"
            w.pages.put(path, frame.format(title, SUB, menu, f"<h2>{title}</h2><p>{day} 来源：县扶贫办</p>{paragraphs(words)}"))
            lists.setdefault(names[place % 2], []).append(f'<li><a href="{path}">{title}</a> [{day}]</li>')
        for (name, path), lines in lists.items():
            w.pages.put(SUB + path, frame.format(name, SUB, menu, f"<ul>{''.join(lines)}</ul>"))
        w.pages.put(SUB, frame.format(topic.name, SUB, menu, f"<h1>{topic.name}</h1>{''.join(f'<ul>{chr(10).join(lines)}</ul>' for lines in lists.values())}"))
        return
    rows = [w.article(trail, title, day, paragraphs(f"{told_day(day)}，{title}。{words}")) for day, title, words in topic.items]
    w.listing(trail, rows)


def _topics(w: _Writer) -> tuple[str, str, str]:
    """Writes the topics; what the home page shows of them: banners, texts, floating windows."""
    for topic in TOPICS:
        _topic(w, topic)
    shown = [topic for topic in TOPICS if "list" in topic.where]
    w.listing((("专题专栏", "/ztzl/"),), [(topic.href, topic.name, "") for topic in shown], size=6, side='<p class="wq"><a href="/ztzl/wqzt/">往期专题</a></p>', keep=True)
    w.listing((("专题专栏", "/ztzl/"), ("往期专题", "/ztzl/wqzt/")), [(topic.href, topic.name, "") for topic in TOPICS if "archive" in topic.where], keep=True)
    banners = "".join(f'<a href="{topic.href}" target="_blank"><img src="{w.pages.file(f"/images/b_{topic.id}.svg", topic.name)}" alt="{topic.name}" width="1200"></a>' for topic in TOPICS if "banner" in topic.where)
    floats = "".join(f'<div id="pf{topic.id}" style="position:fixed;right:10px;top:200px"><a href="{topic.href}"><img src="{w.pages.file(f"/images/f_{topic.id}.svg", topic.name)}" title="{topic.name}"></a><span onclick="hide()">关闭</span></div>' for topic in TOPICS if "float" in topic.where)
    texts = "".join(f'<li><a href="{topic.href}">{topic.name}</a></li>' for topic in TOPICS if "home" in topic.where)
    return banners, f"<ul>{texts}</ul>", floats


def _disclosure(w: _Writer) -> None:
    side = '<div class="left"><ul>' + "".join(f'<li><a href="{href}" target="_blank">{name}</a></li>' for name, href in _PARTS) + (
        '<li><a href="/zwgk/ml/">政府信息公开目录</a></li><li><a href="/xzgk/">乡镇公开</a></li></ul></div>'
    )  # fmt: skip
    above = ("政务公开", "/zwgk/")
    guide = paragraphs(
        "一、信息分类与获取方式：本机关主动公开的政府信息，可以在本专栏按类别查阅，也可以到县档案馆、县图书馆查阅。",
        "二、工作机构名称：清禾县人民政府办公室政务公开股，是本县政府信息公开工作主管部门。负责人：办公室副主任分管政务公开。",
        "办公地址：清禾县文昌路1号。办公时间：工作日上午8:00—12:00，下午2:30—5:30。",
        "联系电话：0556-5620011。传真号码：0556-5620012。电子邮箱：zwgk@qinghe.gov.test。",
    )
    part = ("政府信息公开指南", _PARTS[0][1])
    w.article((above, COLUMN, part), "清禾县人民政府信息公开指南", "2025-06-03", side + guide, path=part[1])
    rule = ("政府信息公开制度", _PARTS[1][1])
    texts = (("中华人民共和国政府信息公开条例", "2019-05-15"), ("清禾县政府信息依申请公开办理办法", "2023-09-11"), ("政府信息公开保密审查制度", "2021-04-02"))
    w.listing((above, COLUMN, rule), [w.article((above, COLUMN, rule), title, day, paragraphs(f"{title}全文。申请人提出申请的，按照登记、审查、答复的程序办理。")) for title, day in texts], side=side)
    content = ("法定主动公开内容", _BASE)
    groups = ""
    for place, (name, (key, titles)) in enumerate(SUBJECTS.items()):
        href = f"{_BASE}{key}/"
        groups += f'<li><a href="{href}">{name}</a></li>'
        rows = []
        for number, title in enumerate(titles):
            day = f"2026-{10 - (place + number) % 9:02}-{12 + place:02}"
            below = f'<p>附件：<a href="{w.pages.file(f"{href}P0{place}{number}.pdf", title)}">{title}.pdf</a></p>' if key in ("czyjs", "tjxx") else ""
            if key == "zdjsxm" and number == 1:  # the file was not carried over when the site moved
                below = f'<p>附件：<a href="{href}P020260915.doc">招标文件.doc</a></p>'
            rows.append(w.article((above, COLUMN, content, (name, href)), title, day, _content(name, title), below=below))
        w.listing((above, COLUMN, content, (name, href)), rows, side=side)
    w.pages.put(_BASE, _shell(content[0], f'{side}<div class="right"><ul class="lm">{groups}</ul></div>', (above, COLUMN, content)))
    yearly = ("政府信息公开年报", _PARTS[3][1])
    rows = []
    for year, day in ((2022, "2023-03-20"), (2023, "2024-03-28"), (2024, "2025-03-25"), (2025, "2026-05-18")):
        rows.append(w.article((above, COLUMN, yearly), f"清禾县人民政府{year}年政府信息公开工作年度报告", day, report("清禾县", year)))
    rows.append(w.article((above, COLUMN, yearly), "清禾县人民政府门户网站2025年工作年度报表", "2026-01-19", paragraphs("独立用户访问总量86万个，发布信息2310条。")))
    w.listing((above, COLUMN, yearly), rows, side=side)
    request = ("依申请公开", _PARTS[4][1])
    w.pages.put("/zwgk/zfxxgk/ysqgk/sqb.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "application/msword")
    words = paragraphs("申请人可以填写申请表，当面、邮寄或者在网上提出申请。办理流程：受理、登记、审查、答复。自收到申请之日起二十个工作日内答复。")
    w.pages.put(request[1], _shell(request[0], f'{side}{words}<p><a href="./sqb.doc">政府信息公开申请表</a></p><p><a href="/zwgk/zfxxgk/ysqgk/zxsq/">在线申请</a></p>', (above, COLUMN, request)))
    w.pages.put("/zwgk/zfxxgk/ysqgk/zxsq/", _shell("在线申请", '<form method="post" action="/submit.do">姓名<input name="xm">所需信息描述<textarea name="ms"></textarea><button>提交</button></form>', (above, COLUMN, request, ("在线申请", "/zwgk/zfxxgk/ysqgk/zxsq/"))))
    w.pages.put("/zwgk/ml/", _shell("政府信息公开目录", f'<ul><li><a href="{_BASE}">主动公开</a></li></ul>', (above, ("政府信息公开目录", "/zwgk/ml/"))))
    search = '<form action="/was5/web/search" method="get"><input name="searchword" placeholder="本栏检索"><button>检索</button></form>'
    w.pages.put(COLUMN[1], _shell(COLUMN[0], f'{search}{side}<div class="right"><h3>最新公开</h3><ul class="list">{_latest(rows)}</ul></div>', (above, COLUMN)))
    organs = "".join(f'<li><a href="{href}">{name}</a></li>' for name, href in (COLUMN, ("领导之窗", "/zwgk/ldzc/"), ("政策文件", "/zwgk/zcwj/"), ("政策解读", "/zwgk/zcjd/"), ("权责清单", "/zwgk/qzqd/")))
    w.pages.put("/zwgk/", _shell("政务公开", f"<ul>{organs}</ul>", (above,)))


def _latest(rows: list[Row]) -> str:
    return "".join(f'<li><a href="{path}">{title}</a><span>{day}</span></li>' for path, title, day in newest(rows)[:5])


def _content(column: str, title: str) -> str:
    if column == "机构职能":
        return paragraphs(
            f"{title}主要职责：承担本领域的规划、管理和监督。内设机构：办公室、业务股、法规股。",
            "办公地址：清禾县文昌路1号。办公时间：工作日8:00—17:30。联系电话：0556-5620100。负责人：李建国。",
        )
    return paragraphs(f"{title}。现将有关情况予以公开，公开期间如有疑问，请与承办单位联系。", "联系电话：0556-5620100。此件主动公开。")


def _policies(w: _Writer) -> tuple[list[Row], list[Row]]:
    files, told = ("政策文件", "/zwgk/zcwj/"), ("政策解读", "/zwgk/zcjd/")
    above = ("政务公开", "/zwgk/")
    at = {one.id: w.place(files[1], one.day) for one in POLICIES}
    at |= {one.id: w.place(told[1], one.day) for one in INTERPRETATIONS}
    rows, explained = [], []
    for one in INTERPRETATIONS:
        policy = next(policy for policy in POLICIES if policy.id == one.of)
        body = paragraphs(*one.text)
        if one.images:
            body = f'<p><img src="{w.pages.file(f"/images/{one.id}.svg", one.title)}" alt="{one.title}" width="800" height="2600"></p>' + body
        below = f'<div class="xgwj">相关文件：<a href="{at[policy.id]}">{policy.title}</a></div>' if one.back else ""
        explained.append(w.article((above, told), one.title, one.day, body, below=below, path=at[one.id]))
    for policy in POLICIES:
        mine = [one for one in INTERPRETATIONS if one.of == policy.id and one.forward]
        below = "".join(f'<div class="xgjd">相关解读：<a href="{at[one.id]}">{one.title}</a></div>' for one in mine)
        body = paragraphs("各乡镇人民政府，县政府各部门：", *policy.text, policy.organ, told_day(policy.day))
        rows.append(w.article((above, files), policy.title, policy.day, body, sheet=_sheet(policy.title, policy.number, policy.day, policy.organ), below=below, path=at[policy.id], source=policy.organ))
    w.listing((above, files), rows)
    w.listing((above, told), explained)
    return newest(rows), newest(explained)


def _rest(w: _Writer) -> None:
    above = ("政务公开", "/zwgk/")
    leaders = ("领导之窗", "/zwgk/ldzc/")
    people = (("李建国", "县委副书记、县长", "主持县政府全面工作。"), ("周敏", "县委常委、常务副县长", "负责财政、税务、应急管理、政务公开工作。"), ("王德生", "副县长", "负责农业农村、水利、乡村振兴工作。"))
    lines = ""
    for place, (name, post, duty) in enumerate(people):
        path = f"/zwgk/ldzc/ld_{place}.html"
        w.article((above, leaders), f"{name}", "2026-07-03", paragraphs(f"{name}，{post}。", f"工作分工：{duty}"), path=path)
        lines += f'<li><a href="./ld_{place}.html">{name}</a> {post}</li>'
    w.pages.put(leaders[1], _shell(leaders[0], f'<ul class="ld">{lines}</ul>', (above, leaders)))
    powers = ("权责清单", "/zwgk/qzqd/")
    w.listing((above, powers), [w.article((above, powers), "清禾县水利局权责清单（2026年版）", "2026-06-30", paragraphs("行政许可12项，行政处罚41项，行政检查6项。"))])
    exchange, box, calls = ("互动交流", "/hdjl/"), ("县长信箱", "/hdjl/xzxx/"), ("意见征集", "/hdjl/yjzj/")
    letters = []
    for asked, answered, title, question, reply in LETTERS:
        body = paragraphs(f"来信时间：{asked}", f"来信内容：{question}", f"答复时间：{answered}", "答复单位：清禾县人民政府办公室", f"答复内容：{reply}")
        letters.append(w.article((exchange, box), title, answered, body))
    w.listing((exchange, box), letters)
    ended = w.article((exchange, calls), "关于《清禾县城区停车管理办法（征求意见稿）》公开征求意见的公告", "2026-05-06", paragraphs("征集时间：2026年5月6日至2026年6月6日。意见可以发送至电子邮箱。附起草说明。"))
    result = w.article((exchange, calls), "《清禾县城区停车管理办法（征求意见稿）》意见征集结果反馈", "2026-06-20", paragraphs("共收到意见十二条，采纳九条，未采纳的三条说明了理由。"))
    w.listing((exchange, calls), [ended, result])
    w.pages.put("/hdjl/", _shell("互动交流", f'<ul><li><a href="{box[1]}">县长信箱</a></li><li><a href="{calls[1]}">意见征集</a></li><li><a href="tel:12345">12345热线</a></li></ul>', (exchange,)))
    services = ("政务服务", "/zwfw/")
    lines = ""
    for place, (name, words) in enumerate(SERVICES):
        w.article((services, ("办事指南", "/zwfw/bszn/")), name, "2026-04-15", paragraphs(*words), path=f"/zwfw/bszn/{place}.html")
        lines += f'<li><a href="/zwfw/bszn/{place}.html">{name}</a></li>'
    w.pages.put("/zwfw/bszn/", _shell("办事指南", f'<ul class="list">{lines}</ul>', (services, ("办事指南", "/zwfw/bszn/"))))
    w.pages.put("/zwfw/", _shell("政务服务", '<p><a href="http://zwfw.yunling-province.test/qh/">云岭政务服务网清禾分厅</a></p><p><a href="/zwfw/bszn/">办事指南</a></p>', (services,)))
    for path, name, words in (
        ("/zjqh/", "走进清禾", "清禾县位于云岭省西南部，总面积一千二百平方公里，辖十一个乡镇，常住人口三十一万。"),
        ("/wza/", "无障碍浏览", "本网站提供大字号、语音播报和高对比度等辅助功能。"),
        ("/gywm/", "关于我们", "本网站由清禾县人民政府办公室主办，县大数据中心承办。"),
    ):
        w.pages.put(path, _shell(name, paragraphs(words), ((name, path),)))
    every = [link for _name, href, below in _MENU for link in ((_name, href), *below)] + [(name.replace("<br>\n  ", ""), href) for name, href in _PARTS]
    w.pages.put("/wzdt/", _shell("网站地图", "".join(f'<a href="{href}">{name}</a> ' for name, href in every), (("网站地图", "/wzdt/"),)))


def site() -> Site:
    w = _Writer()
    w.pages.files("/images/logo.svg", "/images/conac_red.svg")
    w.pages.put("/images/qh.css", b"body{margin:0}", "text/css")
    news_at, briefs = ("新闻中心", "/xwzx/"), ("清禾要闻", "/xwzx/qhyw/")
    notices = ("通知公告", "/xwzx/tzgg/")
    news = [w.article((news_at, briefs), title, day, paragraphs(f"{told_day(day)}，{title}。有关负责人参加，并就下一步工作提出要求。", "与会人员实地察看了现场。"), source="清禾县融媒体中心") for title, day in _NEWS]
    told = [w.article((news_at, notices), title, day, paragraphs(f"{title}。具体安排如下，请相互转告。联系电话：0556-5620001。")) for title, day in _NOTICES]
    w.listing((news_at, briefs), news, size=4)
    w.listing((news_at, notices), told)
    w.pages.put("/xwzx/", _shell("新闻中心", f'<h3><a href="{briefs[1]}">清禾要闻</a></h3><ul>{_latest(news)}</ul><h3><a href="{notices[1]}">通知公告</a></h3><ul>{_latest(told)}</ul>', (news_at,)))
    _disclosure(w)
    files, explained = _policies(w)
    _rest(w)
    _town(w)
    banners, texts, floats = _topics(w)
    blocks = "".join(
        f'<div class="block"><div class="hd"><h2>{name}</h2><a class="more" href="{href}">更多&gt;&gt;</a></div><ul>{_latest(rows)}</ul></div>' for name, href, rows in (("清禾要闻", briefs[1], news), ("通知公告", notices[1], told), ("政策文件", "/zwgk/zcwj/", files), ("政策解读", "/zwgk/zcjd/", explained))
    )
    quick = (
        '<div class="kj"><a href="/zwgk/zfxxgk/"><img src="/images/kj1.svg" alt="政府信息公开"></a><a onclick="openHall()">办事大厅</a>'
        '<a href="http://zwfw.yunling-province.test/qh/">政务服务网</a><a href="/hdjl/xzxx/">县长信箱</a></div>'
    )  # fmt: skip
    w.pages.file("/images/kj1.svg")
    outside = f'<a href="http://zt.yunling-province.test/fjxzc/"><img src="{w.pages.file("/images/fj.svg")}" alt="奋进新征程 建功新时代"></a>'
    w.pages.put("/", _shell(NAME, f'{floats}<div class="banner">{banners}{outside}</div>{quick}{blocks}<div class="zt"><h2><a href="/ztzl/">专题专栏</a></h2>{texts}</div>', (), home=True))
    # The province's hall turns away whoever does not look like a browser.
    w.pages.resources["http://zwfw.yunling-province.test/qh/"] = Resource("访问被拒绝".encode(), status=403)
    hosts = {"www.qinghe.gov.test": Name(a=("198.51.100.21",), aaaa=("2001:db8:21::80",))}
    hosts |= {"jjpt.qinghe.gov.test": Name(a=("198.51.100.21",)), "zwfw.yunling-province.test": Name(a=("198.51.100.22",))}
    missing = _shell("页面不存在", "<h2>404</h2><p>您访问的页面不存在或已删除。</p>", (("提示", "/"),))
    return w.pages.site(NAME, CODE, missing, hosts)
