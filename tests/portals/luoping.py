"""罗坪县人民政府: the menu is an array in a script that writes it into the page, so that nothing of it stands in the source.
Lists are static; what hangs below the menu is found only by who runs the script."""

import json

from auditor.demo.site import Name, Site
from tests.portals.writing import Pages, Row, newest, paragraphs, report, told_day

HOME = "http://www.luoping.gov.test/"
NAME, CODE, OFFICE = "罗坪县人民政府", "5303240008", "罗坪县人民政府办公室"
_MENU = (
    ("首页", "/", ()),
    ("罗坪概况", "/lpgk/", ()),
    ("新闻动态", "/xwdt/", (("罗坪要闻", "/xwdt/lpyw/"), ("公告公示", "/xwdt/gggs/"))),
    ("政务公开", "/zwgk/", (("政府信息公开", "/zwgk/zfxxgk/"), ("规划计划", "/zwgk/ghjh/"), ("政策解读", "/zwgk/zcjd/"))),
    ("办事服务", "/bsfw/", ()),
    ("互动交流", "/hdjl/", ()),
    ("专题专栏", "/ztzl/", ()),
)  # 规划计划 was taken down; the entry of the menu was forgotten
_SCRIPT = """var menus = %s;
document.write('<div class="menu"><ul>');
for (var i = 0; i < menus.length; i++) {
  document.write('<li><a href="' + menus[i].u + '">' + menus[i].n + '</a>');
  for (var j = 0; j < menus[i].s.length; j++) document.write('<dl><a href="' + menus[i].s[j].u + '">' + menus[i].s[j].n + '</a></dl>');
  document.write('</li>');
}
document.write('</ul></div>');
"""
_FOOT = """document.write('<p><a href="/wzdt/">网站地图</a>　主办：罗坪县人民政府办公室　电话：0874-8212001</p>');
document.write('<p>网站标识码：5303240008　滇ICP备05000324号-1　滇公网安备53032402000008号</p>');
document.write('<a href="//bszs.conac.cn/sitename?method=show&id=54F1"><img src="/i/conac.svg" alt="党政机关网站标识"></a>');
document.write('<a href="//zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5303240008">政府网站找错</a>');
"""


def _menu_script() -> str:
    entries = [{"n": name, "u": href, "s": [{"n": one, "u": link} for one, link in below]} for name, href, below in _MENU]
    return _SCRIPT % json.dumps(entries, ensure_ascii=False)


def _shell(title: str, main: str, *, column: str = "", trail: str = "", meta: str = "") -> str:
    tags = f'<meta name="SiteName" content="{NAME}"><meta name="SiteDomain" content="www.luoping.gov.test"><meta name="SiteIDCode" content="{CODE}">'
    if column:
        tags += f'<meta name="ColumnName" content="{column}"><meta name="ColumnDescription" content="{column}"><meta name="ColumnKeywords" content="{column}"><meta name="ColumnType" content="{column}">'
    return (
        f'\ufeff<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>{tags}{meta}</head><body>'
        f'<section class="top"><h1 class="logo"><span>{NAME}</span></h1><form action="/so/"><input name="w"><button>搜索</button></form></section>'
        f'<section class="mu"><script src="/js/menu.js"></script></section><section class="pos">{trail}</section><section class="main">{main}</section>'
        '<section class="foot"><script src="/js/foot.js"></script></section></body></html>'
    )


class _Writer:
    def __init__(self) -> None:
        self.pages = Pages(HOME)
        self.serial = 86100

    def article(self, href: str, column: str, title: str, day: str, body: str, *, number: str = "", source: str = OFFICE, below: str = "", path: str = "") -> Row:
        self.serial += 1
        path = path or f"{href}{self.serial}.shtml"
        line = f"<ul class='attr'><li>文　　号：{number}</li><li>发文机关：{source}</li><li>成文日期：{day}</li></ul>" if number else ""
        meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 08:30"><meta name="ContentSource" content="{source}">'
        main = f'<article><h2>{title}</h2><p class="i"><time>{day} 08:30</time>　来源：{source}</p>{line}<div class="con">{body}</div>{below}</article>'
        self.pages.put(path, _shell(title, main, column=column, trail=f'<a href="/">首页</a> › <a href="{href}">{column}</a>', meta=meta))
        return (path, title, day)

    def listing(self, href: str, name: str, rows: list[Row], *, before: str = "") -> None:
        lines = "".join(f'<div class="it"><a href="{path}">{title}</a>{f"<em>{day}</em>" if day else ""}</div>' for path, title, day in newest(rows))
        self.pages.put(href, _shell(name, before + lines, column=name, trail=f'<a href="/">首页</a> › <a href="{href}">{name}</a>'))


def _disclosure(w: _Writer) -> None:
    base = "/zwgk/zfxxgk/"
    names = (("政府信息公开指南", "zn"), ("政府信息公开制度", "zd"), ("法定主动公开内容", "nr"), ("政府信息公开工作年度报告", "nb"), ("依申请公开", "ysq"))
    side = "<aside>" + "".join(f'<a href="{base}{key}/">{name}</a>' for name, key in names) + "</aside>"
    guide = paragraphs(
        "机构名称：罗坪县人民政府办公室政务公开办。地址：罗坪县振兴街9号。办公时间：8:00—11:30，14:30—18:00。",
        "电话：0874-8212010。传真：0874-8212011。邮箱：lpzwgk@luoping.gov.test。公开形式及获取方式：网站、公告栏、依申请公开。",
    )
    w.article(f"{base}zn/", "政府信息公开指南", "罗坪县政府信息公开指南", "2024-12-02", side + guide, path=f"{base}zn/")
    w.listing(f"{base}zd/", "政府信息公开制度", [w.article(f"{base}zd/", "政府信息公开制度", "罗坪县政府信息依申请公开工作制度", "2023-02-17", paragraphs("申请办理的登记、审核、答复各环节按本制度执行。"))], before=side)
    entries = {"规范性文件": "罗政规〔2023〕1号 罗坪县城市绿化管理办法（有效）", "机构职能": "罗坪县农业农村局机构职能", "财政预决算": "罗坪县2026年政府预算", "行政处罚": "行政处罚公示（2026年第8期）", "应急管理": "罗坪县突发公共事件总体应急预案"}
    groups = ""
    for place, (name, title) in enumerate(entries.items()):
        href = f"{base}nr/{place}/"
        text = paragraphs(f"{title}。主要职责、内设机构，地址：振兴街9号，时间：工作日，电话：0874-8212010，负责人：杨志。")
        w.listing(href, name, [w.article(href, name, title, f"2026-0{place + 2}-18", text)], before=side)
        groups += f'<a href="{href}">{name}</a> '
    w.pages.put(f"{base}nr/", _shell("法定主动公开内容", side + groups, column="法定主动公开内容", trail=f'<a href="/">首页</a> › <a href="{base}nr/">法定主动公开内容</a>'))
    rows = [w.article(f"{base}nb/", "政府信息公开工作年度报告", f"罗坪县人民政府{year}年政府信息公开工作年度报告", f"{year + 1}-03-2{year % 4}", report("罗坪县", year, points=year != 2025), source=NAME) for year in (2024, 2025)]
    w.listing(f"{base}nb/", "政府信息公开工作年度报告", rows, before=side)
    w.pages.file(f"{base}ysq/sqb.doc")
    w.pages.put(f"{base}ysq/", _shell("依申请公开", f'{side}{paragraphs("办理流程：提交申请表，受理，二十个工作日内答复。")}<a href="sqb.doc">政府信息公开申请表</a>', column="依申请公开"))
    w.pages.put(base, _shell("政府信息公开", f'<form action="/so/gk/"><input name="w"><button>检索</button></form>{side}', column="政府信息公开", trail='<a href="/">首页</a> › <a href="/zwgk/">政务公开</a>'))
    w.pages.put("/zwgk/", _shell("政务公开", f'<a href="{base}">政府信息公开</a> <a href="/zwgk/zcwj/">政策文件</a> <a href="/zwgk/zcjd/">政策解读</a>', column="政务公开"))


def _policies(w: _Writer) -> list[Row]:
    title = "罗坪县人民政府办公室关于印发冬季取暖安全管理办法的通知"
    told_at, at = "/zwgk/zcjd/86900.shtml", "/zwgk/zcwj/86800.shtml"
    policy = w.article(
        "/zwgk/zcwj/",
        "政策文件",
        title,
        "2026-10-12",
        paragraphs("一、居民取暖应当使用合格器具，安装一氧化碳报警器。", "二、村（社区）每月入户检查一次，重点检查独居老人家庭。", "三、对安装报警器的困难家庭，每户补助一百二十元。", OFFICE, "2026年10月12日"),
        number="罗政办发〔2026〕18号",
        below=f'<p>解读：<a href="{told_at}">《冬季取暖安全管理办法》解读</a></p>',
        path=at,
    )
    # Ten working days after the document.
    told = w.article(
        "/zwgk/zcjd/",
        "政策解读",
        "《冬季取暖安全管理办法》解读",
        "2026-10-26",
        paragraphs("一、背景：去年冬天发生过两起煤气中毒。", "二、目的：让大家安全过冬。", "三、主要内容：买合格的炉具，装上报警器；村里每月上门看一次；困难家庭每户补一百二十块。", "四、注意事项：睡前开窗留缝。", "五、咨询电话：0874-8212055。"),
        below=f'<p>原文：<a href="{at}">{title}</a></p>',
        path=told_at,
    )
    w.listing("/zwgk/zcwj/", "政策文件", [policy])
    w.listing("/zwgk/zcjd/", "政策解读", [told])
    return [policy]


def _topics(w: _Writer) -> None:
    """Entered from the script menu alone; nothing of them hangs on the home page itself."""

    def topic(key: str, name: str, items: tuple[tuple[str, str], ...]) -> Row:
        rows = [w.article(f"/ztzl/{key}/", name, title, day, paragraphs(f"{told_day(day)}，{title}。各单位派人参加。")) for day, title in items]
        w.listing(f"/ztzl/{key}/", name, rows)
        return (f"/ztzl/{key}/", name, "")

    shown = [
        topic("sqsm", "“三去一降一补”", (("2018-12-11", "去产能任务全面完成"), ("2017-03-09", "降成本措施二十条"))),
        topic("lxyz", "“两学一做”学习教育", (("2019-05-20", "学习教育常态化总结"), ("2016-05-06", "动员部署会"))),
        topic("hlhb", "河湖长制", (("2026-08-30", "九龙河巡河情况"), ("2026-03-22", "世界水日宣传"))),
    ]
    past = [topic("xhcy", "全国第三次农业普查", (("2018-04-17", "普查主要数据公报"),))]
    w.listing("/ztzl/", "专题专栏", shown, before='<p><a href="/ztzl/lszt/">历史专题</a></p>')
    w.listing("/ztzl/lszt/", "历史专题", past)


def site() -> Site:
    w = _Writer()
    w.pages.put("/js/menu.js", _menu_script().encode(), "application/javascript; charset=utf-8")
    w.pages.put("/js/foot.js", _FOOT.encode(), "application/javascript; charset=utf-8")
    w.pages.file("/i/conac.svg")
    news = [w.article("/xwdt/lpyw/", "罗坪要闻", title, day, paragraphs(f"{title}。", "记者从现场了解到，各项工作有序推进。"), source="罗坪融媒") for title, day in (("罗坪县油菜播种进入高峰", "2026-11-19"), ("县人民医院新门诊楼启用", "2026-11-13"), ("罗坪县举办职业技能竞赛", "2026-11-08"))]
    notices = [w.article("/xwdt/gggs/", "公告公示", title, day, paragraphs(f"{title}，公示期五个工作日，监督电话0874-8212001。")) for title, day in (("罗坪县2026年第三批公租房分配公示", "2026-11-10"), ("县城集中供水水质公告", "2026-08-14"))]
    w.listing("/xwdt/lpyw/", "罗坪要闻", news)
    w.listing("/xwdt/gggs/", "公告公示", notices)
    w.pages.put("/xwdt/", _shell("新闻动态", '<a href="/xwdt/lpyw/">罗坪要闻</a> <a href="/xwdt/gggs/">公告公示</a>', column="新闻动态"))
    _disclosure(w)
    files = _policies(w)
    _topics(w)
    w.pages.put("/lpgk/", _shell("罗坪概况", paragraphs("罗坪县位于滇东，油菜面积八十万亩，人口六十二万。"), column="罗坪概况"))
    w.pages.put("/bsfw/", _shell("办事服务", '<a href="http://zwfw.yunling-province.test/lp/">云岭政务服务网罗坪分厅</a>', column="办事服务"))
    w.pages.put("http://zwfw.yunling-province.test/lp/", '<html><head><meta charset="utf-8"><title>政务服务网</title></head><body>政务服务网 罗坪县</body></html>')
    w.pages.put("/hdjl/", _shell("互动交流", '<form action="/hdjl/save" method="post"><input name="t"><textarea name="c"></textarea><button>提交</button></form>', column="互动交流"))
    w.pages.put("/wzdt/", _shell("网站地图", "".join(f'<a href="{href}">{name}</a> ' for one, link, below in _MENU for name, href in ((one, link), *below) if href != "/zwgk/ghjh/")))
    blocks = "".join(f'<div class="mo"><b>{name}</b>' + "".join(f'<div class="it"><a href="{path}">{title}</a><em>{day}</em></div>' for path, title, day in newest(rows)) + "</div>" for name, rows in (("罗坪要闻", news), ("公告公示", notices), ("政策文件", files)))
    w.pages.put("/", _shell(NAME, blocks))
    hosts = {"www.luoping.gov.test": Name(a=("198.51.100.61",), aaaa=("2001:db8:61::80",)), "zwfw.yunling-province.test": Name(a=("198.51.100.22",))}
    return w.pages.site(NAME, CODE, _shell("404", "<p>页面不存在</p>"), hosts)
