"""清江市水务局: the site of a department, without services, in the markup that 博达 writes. Its disclosure column stands on
the city's platform, under another host."""

from auditor.demo.site import Name, Site
from tests.portals.writing import Pages, Row, newest, paragraphs, report

HOME, CITY = "http://swj.qingjiang.gov.test/", "http://www.qingjiang.gov.test/"
OPEN = f"{CITY}zfxxgk/bm/swj/"
NAME, CODE = "清江市水务局", "4205990031"
_COLUMNS = {"gzdt": ("工作动态", 1011), "tzgg": ("通知公告", 1012), "zcfg": ("政策法规", 1013), "jgsz": ("机构设置", 1014), "slgc": ("水利工程", 1015), "swkp": ("水务科普", 1016)}


def _shell(title: str, main: str, *, column: str = "", depth: str = "") -> str:
    """博达 writes relative addresses: `depth` leads back to the root."""
    menu = "".join(f'<li><a href="{depth}{key}.htm">{name}</a></li>' for key, (name, _tree) in _COLUMNS.items())
    # The domain is that of the office from which the template was taken over.
    tags = f'<META Name="SiteName" Content="{NAME}"><META Name="SiteDomain" Content="zjj.qingjiang.gov.test"><META Name="SiteIDCode" Content="{CODE}">'
    if column:
        tags += f'<META Name="ColumnName" Content="{column}"><META Name="ColumnDescription" Content="{column}"><META Name="ColumnKeywords" Content="{column}"><META Name="ColumnType" Content="{column}">'
    return (
        f'<!DOCTYPE html><HTML><HEAD><META charset="UTF-8"><TITLE>{title}</TITLE>{tags}<LINK rel="stylesheet" href="{depth}css/style.css"></HEAD><BODY>'
        f'<div class="header"><img src="{depth}images/logo.svg" alt="{NAME}"><form action="{depth}ssjgy.jsp?wbtreeid=1001" method="post"><input name="lucenenewssearchkey"><button>搜索</button></form></div>'
        f'<div class="nav"><ul><li><a href="{depth}index.htm">首页</a></li>{menu}<li><a href="{OPEN}" target="_blank">政府信息公开</a></li></ul></div>'
        f'<div class="main">{main}</div><div class="foot"><p>主办：{NAME}　地址：清江市滨江大道88号　电话：0717-6200001</p>'
        f'<p>网站标识码：{CODE}　<a href="http://beian.miit.gov.cn/">鄂ICP备08000031号</a>　<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=42059902000031">鄂公网安备42059902000031号</a>　<a href="{depth}wzdt.htm">网站地图</a></p>'
        f'<a href="//bszs.conac.cn/sitename?method=show&id=77A2"><img src="{depth}images/conac.svg" alt="党政机关网站标识"></a>'
        f'<a href="//zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={CODE}"><img src="{depth}images/jiucuo.svg" alt="我为政府网站找错"></a></div></BODY></HTML>'
    )


class _Writer:
    def __init__(self) -> None:
        self.pages = Pages(HOME)
        self.serial = 3300

    def article(self, key: str, title: str, day: str, body: str, *, source: str = NAME, below: str = "") -> Row:
        self.serial += 1
        name, tree = _COLUMNS[key]
        path = f"/info/{tree}/{self.serial}.htm"
        trail = f'<div class="dqwz">当前位置：<a href="../../index.htm">首页</a> &gt;&gt; <a href="../../{key}.htm">{name}</a> &gt;&gt; 正文</div>'
        main = f'{trail}<form name="_newscontent_fromname"><h1>{title}</h1><div class="sj">发布时间：{day} 16:02　来源：{source}　浏览次数：<script>_showDynClicks("wbnews", 1, {self.serial})</script></div><div id="vsb_content"><div class="v_news_content">{body}</div></div></form>{below}'
        meta_free = _shell(title, main, column=name, depth="../../")
        tags = f'<META Name="ArticleTitle" Content="{title}"><META Name="PubDate" Content="{day} 16:02"><META Name="ContentSource" Content="{source}">'
        self.pages.put(path, meta_free.replace("<LINK", f"{tags}<LINK", 1))
        return (path, title, day)

    def column(self, key: str, rows: list[Row], main: str = "") -> None:
        name, _tree = _COLUMNS[key]
        lines = "".join(f'<li id="line_u8_{place}"><a href="{path.removeprefix("/")}" title="{title}">{title}</a><span>{day}</span></li>' for place, (path, title, day) in enumerate(newest(rows)))
        paging = '<div class="pages">共1页 <span>首页</span><span>上页</span><span>下页</span><span>尾页</span></div>' if rows else ""
        self.pages.put(f"/{key}.htm", _shell(name, main or f'<div class="dqwz">当前位置：<a href="index.htm">首页</a> &gt;&gt; <a href="{key}.htm">{name}</a></div><ul>{lines}</ul>{paging}', column=name))


def _platform(w: _Writer) -> None:
    """The column of the office on the city's platform."""
    names = (("政府信息公开指南", "gkzn"), ("政府信息公开制度", "gkzd"), ("法定主动公开内容", "fdnr"), ("政府信息公开年报", "gknb"), ("依申请公开", "ysqgk"))
    side = "<ul class='zl'>" + "".join(f'<li><a href="{OPEN}{key}/">{name}</a></li>' for name, key in names) + "</ul>"

    def page(path: str, title: str, main: str, column: str) -> None:
        w.pages.put(
            path,
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_清江市人民政府</title><meta name="SiteName" content="清江市人民政府"><meta name="SiteDomain" content="www.qingjiang.gov.test"><meta name="SiteIDCode" content="4205990001"><meta name="ColumnName" content="{column}"></head><body><div class="top"><a href="{CITY}">清江市人民政府</a></div><div class="position">当前位置：<a href="{CITY}">首页</a> &gt; <a href="{OPEN}">{NAME}政府信息公开</a> &gt; {column}</div>{side}<div class="right">{main}</div><div class="foot">主办：清江市人民政府办公室 网站标识码：4205990001</div></body></html>',
        )

    def entry(key: str, column: str, serial: int, title: str, day: str, body: str) -> str:
        path = f"{OPEN}{key}/{day[:4]}{day[5:7]}/t{day.replace('-', '')}_{serial}.shtml"
        page(path, title, f"<h1>{title}</h1><p>发布时间：{day} 11:00 来源：{NAME}</p>{body}", column)
        return f'<li><a href="{path}">{title}</a><span>{day}</span></li>'

    guide = paragraphs("工作机构名称：清江市水务局办公室。办公地址：滨江大道88号。办公时间：工作日8:30—17:30。联系电话：0717-6200010。传真：0717-6200011。电子邮箱：swj@qingjiang.gov.test。获取方式：网上查阅、现场查阅、依申请公开。")
    page(f"{OPEN}gkzn/", f"{NAME}政府信息公开指南", f"<h1>{NAME}政府信息公开指南</h1>{guide}", "政府信息公开指南")
    page(f"{OPEN}gkzd/", "政府信息公开制度", "<ul>" + entry("gkzd", "政府信息公开制度", 1, "清江市水务局依申请公开办理制度", "2023-05-09", paragraphs("申请的登记、办理和答复由办公室负责。")) + "</ul>", "政府信息公开制度")
    lines = "".join(
        entry("fdnr", "法定主动公开内容", 10 + place, title, day, paragraphs(f"{title}。现予公开。联系电话：0717-6200010。"))
        for place, (title, day) in enumerate((("清江市水务局2026年部门预算", "2026-02-13"), ("清江市水务局2025年部门决算", "2026-09-18"), ("取水许可办理结果公示（2026年10月）", "2026-11-03"), ("水行政处罚结果公示（2026年第三季度）", "2026-10-11")))
    )
    page(f"{OPEN}fdnr/", "法定主动公开内容", f"<ul>{lines}</ul>", "法定主动公开内容")
    reports = "".join(entry("gknb", "政府信息公开年报", 50 + year % 100, f"清江市水务局{year}年政府信息公开工作年度报告", f"{year + 1}-01-2{year % 5}", report(NAME, year)) for year in (2025, 2024, 2023))
    page(f"{OPEN}gknb/", "政府信息公开年报", f"<ul>{reports}</ul>", "政府信息公开年报")
    w.pages.file(f"{OPEN}ysqgk/sqb.doc")
    page(f"{OPEN}ysqgk/", "依申请公开", f'{paragraphs("申请流程：填写申请表，提交，受理，答复。")}<a href="{OPEN}ysqgk/sqb.doc">信息公开申请表</a>', "依申请公开")
    search = '<form action="/search"><input name="q" placeholder="搜索"><button>检索</button></form>'
    page(OPEN, f"{NAME}政府信息公开", f"{search}<h2>{NAME}政府信息公开</h2><ul>{lines}</ul>", "政府信息公开")
    w.pages.put(CITY, '<html><head><meta charset="utf-8"><title>清江市人民政府</title><meta name="SiteIDCode" content="4205990001"></head><body><h1>清江市人民政府</h1></body></html>')


def site() -> Site:
    w = _Writer()
    w.pages.put("/css/style.css", b"body{font-size:14px}", "text/css")
    w.pages.files("/images/logo.svg", "/images/conac.svg", "/images/jiucuo.svg")
    # The office last wrote of its work two months ago; a notice came since.
    work = [w.article("gzdt", title, day, paragraphs(f"{title}。局领导带队，现场解决问题三个。")) for title, day in (("市水务局检查秋汛防御工作", "2026-09-17"), ("第二水厂深度处理工程通水", "2026-09-02"), ("节水型机关建设通过验收", "2026-08-19"))]
    notices = [w.article("tzgg", title, day, paragraphs(f"{title}。具体事项见附件，联系电话：0717-6200020。")) for title, day in (("关于青龙泵站机组检修的公告", "2026-11-12"), ("2026年度水利工程质量检测单位名单公示", "2026-07-30"))]
    laws = [w.article("zcfg", "清江市节约用水管理办法", "2025-12-08", paragraphs("第一条　为了节约用水，保障供水安全，制定本办法。", "第二条　用水单位应当安装计量设施。", "第三条　超计划用水的，加价收费。"))]
    chief = w.article("jgsz", "赵玉梅", "2026-03-05", paragraphs("赵玉梅，党组书记、局长，主持全面工作。"))
    deputy = w.article("jgsz", "韩志强", "2026-03-05", paragraphs("韩志强，党组成员、副局长，负责规划建设、河湖管理。"))
    # The list still names the predecessor.
    people = f'<table><tr><td>局长</td><td><a href="{chief[0].removeprefix("/")}">赵玉梅</a></td></tr><tr><td>副局长</td><td><a href="{deputy[0].removeprefix("/")}">孙立本</a></td></tr></table>'
    organ = f'<div class="dqwz">当前位置：<a href="index.htm">首页</a> &gt;&gt; <a href="jgsz.htm">机构设置</a></div><h3>主要职责</h3>{paragraphs("负责全市水资源管理、供水排水、防汛抗旱。内设机构：办公室、规划科、供水科。办公地址：滨江大道88号。办公时间：工作日8:30—17:30。联系电话：0717-6200001。负责人：赵玉梅。")}<h3>领导班子</h3>{people}'
    works = [w.article("slgc", "清江干堤加固工程竣工验收公示", "2026-10-16", paragraphs("工程批准文件、招标结果、施工单位和竣工验收意见一并公示。"), below='<p>附件【<a href="../../system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=88">验收意见书.pdf</a>】</p>')]
    w.pages.file("/system/_content/download.pdf")
    w.pages.put("/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=88", w.pages.resources[f"{HOME}system/_content/download.pdf"].body, "application/octet-stream")
    for key, rows in (("gzdt", work), ("tzgg", notices), ("zcfg", laws), ("slgc", works), ("swkp", [])):
        w.column(key, rows)
    w.column("jgsz", [], organ)
    w.pages.put("/wzdt.htm", _shell("网站地图", "".join(f'<a href="{key}.htm">{name}</a> ' for key, (name, _tree) in _COLUMNS.items())))
    _platform(w)
    blocks = "".join(
        f'<div class="box"><h3>{_COLUMNS[key][0]}<a href="{key}.htm">MORE&gt;</a></h3><ul>' + "".join(f'<li><a href="{path.removeprefix("/")}" title="{title}">{title}</a><span>{day[5:]}</span></li>' for path, title, day in newest(rows)) + "</ul></div>"
        for key, rows in (("gzdt", work), ("tzgg", notices), ("slgc", works))
    )
    home = _shell(NAME, f'{blocks}<div class="lj"><a href="{CITY}">清江市人民政府</a></div>')
    for path in ("/", "/index.htm"):
        w.pages.put(path, home)
    hosts = {"swj.qingjiang.gov.test": Name(a=("198.51.100.71",), aaaa=("2001:db8:71::80",)), "www.qingjiang.gov.test": Name(a=("198.51.100.72",))}
    return w.pages.site(NAME, CODE, _shell("404", "<p>您访问的页面不存在</p>"), hosts)
