"""云麓县人民政府: a county in the markup of 大汉. Lists stand in a datastore inside a script, which `jpage` turns into
lines; the disclosure column has a sub-domain of its own that bears the same code."""

from auditor.demo.site import Name, Resource, Site
from tests.portals.writing import NONE, Pages, Row, application_table, newest, paragraphs, report, told_day

HOME, OPEN = "http://www.yunlu.gov.test/", "http://xxgk.yunlu.gov.test/"
NAME, CODE = "云麓县人民政府", "3309270004"
OFFICE = "云麓县人民政府办公室"
NEWS, NOTICES, POLICIES, TOLD, LETTERS, CALLS, TOPICS, PAST, SERVICES = (
    ("今日云麓", 1229414001),
    ("通知公告", 1229414002),
    ("政策文件", 1229414010),
    ("政策解读", 1229414011),
    ("来信选登", 1229414020),
    ("民意征集", 1229414021),
    ("专题专栏", 1229414030),
    ("历史专题", 1229414031),
    ("办事服务", 1229414040),
)
Column = tuple[str, int]
# 年报 counted by hand and counted wrong: 18 came in, 1 was left over, 16 were dealt with, 1 was left.
WRONG = application_table((17, 1, 0, 0, 0, 0), (1, 0, 0, 0, 0, 0), ((12, 1, 0, 0, 0, 0), (1, 0, 0, 0, 0, 0), NONE, (2, 0, 0, 0, 0, 0), NONE, NONE), (1, 0, 0, 0, 0, 0))  # fmt: skip


def at(column: Column) -> str:
    return f"/col/col{column[1]}/index.html"


def _shell(title: str, main: str, trail: tuple[tuple[str, str], ...] = (), *, meta: str = "", host: str = "www.yunlu.gov.test", home: bool = False) -> str:
    root = HOME.rstrip("/")
    menu = "".join(
        f'<li><a href="{href}">{name}</a></li>'
        for name, href in (
            ("首页", f"{root}/"),
            (NEWS[0], root + at(NEWS)),
            ("政府信息公开", OPEN),
            (SERVICES[0], root + at(SERVICES)),
            ("互动交流", f"{root}/col/col1229414019/index.html"),
            (TOPICS[0], root + at(TOPICS)),
        )
    )
    here = " > ".join(f'<a href="{href}">{name}</a>' for name, href in (("首页", f"{root}/"), *trail))
    tags = f'<meta name="SiteName" content="{NAME}"><meta name="SiteDomain" content="{host}"><meta name="SiteIDCode" content="{CODE}">'
    if trail:
        name = trail[-1][0]
        tags += f'<meta name="ColumnName" content="{name}"><meta name="ColumnDescription" content="{name}"><meta name="ColumnKeywords" content="云麓,{name}"><meta name="ColumnType" content="{name}">'
    strip = '<div class="yl"><a href="/ztzl/gq70/" title="庆祝新中国成立70周年"><img src="/picture/gq70.svg"></a><a href="/ztzl/shdf/">“扫黄打非”</a></div>' if home else ""
    where = "" if home else f'<div class="bt-position">当前位置：{here}</div>'
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title if home else f"{NAME} {title}"}</title>{tags}{meta}</head><body><div id="top"><a class="logo" href="{root}/"><img src="{root}/picture/logo.svg" alt="{NAME}"></a>'
        f'<a href="{root}/col/wza/index.html">关怀版</a><form id="ss" action="{root}/jsearchfront/search.do"><input name="q" placeholder="请输入搜索内容"><input type="submit" value="搜索"></form>'
        f'<ul class="menu">{menu}</ul></div>{where}<div id="main">{main}</div><div id="footer" class="footer">{strip}'
        f'<a href="{root}/col/wzdt/index.html">网站地图</a><span>主办单位：{OFFICE}　联系电话：0578-5100001　地址：云麓县人民路18号</span>'
        f'<span>网站标识码：{CODE}　<a href="http://beian.miit.gov.cn/">浙ICP备06000027号-1</a></span>'
        '<script type="text/javascript" src="//dcs.conac.cn/js/12/176/0000/60462951/CA121760000604629510003.js"></script>'
        f'<span id="_ideConac"><img src="{root}/picture/conac.svg" alt="党政机关网站标识"></span></div></body></html>'
    )


class _Writer:
    def __init__(self) -> None:
        self.pages = Pages(HOME)
        self.serial = 60331200

    def place(self, column: Column, day: str) -> str:
        self.serial += 1
        year, month, date = day.split("-")
        return f"/art/{year}/{int(month)}/{int(date)}/art_{column[1]}_{self.serial}.html"

    def article(self, column: Column, title: str, day: str, body: str, *, source: str = OFFICE, number: str = "", below: str = "",
                above: tuple[tuple[str, str], ...] = (), path: str = "", within: str = "") -> Row:  # fmt: skip
        path = path or self.place(column, day)
        line = f'<table class="bt_xxgk"><tr><td>文号：{number}</td><td>成文日期：{day}</td><td>发布机构：{source}</td><td>有效性：有效</td></tr></table>' if number else ""
        meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:05"><meta name="ContentSource" content="{source}">'
        main = f'<div class="arc"><h1>{title}</h1><div class="sp">发布日期：{day} 09:05　信息来源：{source}　浏览次数：<script>count()</script></div>{line}<div id="zoom"><!--<$[信息内容]>begin-->{body}<!--<$[信息内容]>end--></div>{below}</div>'
        self.pages.put(path, _shell(title, main, (*above, (column[0], within or at(column))), meta=meta))
        return (path, title, day)

    def column(self, column: Column, rows: list[Row], *, above: tuple[tuple[str, str], ...] = (), before: str = "", path: str = "", keep: bool = False) -> None:
        """A column as jpage gets it: all lines in a datastore."""
        lines = "".join(f'<record><![CDATA[<li><a href="{href}" title="{title}" target="_blank">{title}</a>{f"<span>{day}</span>" if day else ""}</li>]]></record>' for href, title, day in (rows if keep else newest(rows)))
        store = f'<script src="/script/jquery.jpage.js"></script><div id="{column[1]}" class="default_pgContainer"></div><script type="text/xml"><datastore><nextgroup></nextgroup><recordset>{lines}</recordset></datastore></script><script>jpage(\'{column[1]}\', {len(rows)})</script>'
        self.pages.put(path or at(column), _shell(column[0], before + store, (*above, (column[0], path or at(column)))))


def _disclosure(w: _Writer) -> None:
    """The column on its own sub-domain, static."""
    names = (("政府信息公开指南", "zn"), ("政府信息公开制度", "zd"), ("法定主动公开内容", "nr"), ("政府信息公开年报", "nb"), ("依申请公开", "ysq"))
    side = '<div class="left">' + "".join(f'<a href="{OPEN}{key}/index.html"><span>{name}</span></a>' for name, key in names) + "</div>"

    def page(key: str, title: str, main: str, more: tuple[tuple[str, str], ...] = (), path: str = "") -> None:
        name = next((name for name, one in names if one == key), "")
        trail = (("政府信息公开", OPEN), *(((name, f"{OPEN}{key}/index.html"),) if name else ()), *more)
        w.pages.put(path or (f"{OPEN}{key}/index.html" if key else OPEN), _shell(title, side + main, trail, host="xxgk.yunlu.gov.test"))

    def entry(key: str, title: str, day: str, body: str, serial: int, source: str = OFFICE) -> str:
        path = f"{OPEN}art/{day[:4]}/{int(day[5:7])}/{int(day[8:])}/art_{serial}.html"
        main = f'<h1>{title}</h1><div class="sp">发布日期：{day} 15:40　信息来源：{source}</div><div id="zoom">{body}</div>'
        page(key, title, main, path=path)
        return f'<li><a href="{path}" target="_blank">{title}</a><b>{day}</b></li>'

    # Neither fax nor hours: a form that nobody filled in to its end.
    guide = paragraphs(
        "本指南说明如何获取云麓县人民政府的信息。工作机构名称：云麓县人民政府办公室。",
        "通信地址：云麓县人民路18号。咨询电话：0578-5100020。电子邮箱：xxgk@yunlu.gov.test。获取方式：网上查阅或者依申请公开。",
    )
    page("zn", "云麓县人民政府信息公开指南", f'<h1>云麓县人民政府信息公开指南</h1><div id="zoom">{guide}</div>')
    # The rules are linked, and nobody ever made the page: /zd/ answers 404.
    subjects = {
        "规范性文件": ("云政规〔2025〕3号 云麓县畜禽养殖污染防治办法（有效）", "云政规〔2018〕1号 云麓县出租车管理办法（废止）"),
        "机构职能": ("云麓县发展和改革局机构职能",),
        "规划计划": ("云麓县“十四五”规划纲要", "云麓县国土空间总体规划"),
        "统计信息": ("2025年云麓县统计公报",),
        "行政许可": ("建筑工程施工许可公示",),
        "行政处罚": ("行政处罚决定书公示（云市监罚〔2026〕31号）",),
        "预决算": ("云麓县2026年政府预算公开", "云麓县2025年政府决算公开"),
        "政府采购": ("政府集中采购目录（2026年版）",),
        "重点项目": ("县第二人民医院工程批准文件",),
        "应急预案": ("云麓县突发事件总体应急预案",),
    }
    groups = ""
    for place, (name, titles) in enumerate(subjects.items()):
        lines = "".join(entry("nr", title, f"2026-0{place % 9 + 1}-1{number}", paragraphs(f"{title}。现予公开，联系电话：0578-5100020。"), 7100 + 10 * place + number) for number, title in enumerate(titles))
        path = f"{OPEN}nr/{place}/index.html"
        page("nr", name, f"<ul>{lines}</ul>", ((name, path),), path)
        groups += f'<a href="{path}">{name}</a> '
    page("nr", "法定主动公开内容", groups)
    reports = "".join(entry("nb", f"云麓县人民政府{year}年政府信息公开工作年度报告", f"{year + 1}-03-2{year % 7}", report("云麓县", year, table=table), 7900 + year, NAME) for year, table in ((2025, WRONG), (2024, BALANCED), (2023, BALANCED)))
    page("nb", "政府信息公开年报", f"<ul>{reports}</ul>")
    words = paragraphs("申请人可以在线申请，也可以下载申请表邮寄。办理程序：受理后二十个工作日内答复。")
    page("ysq", "依申请公开", f'{words}<a href="{OPEN}ysq/sqb.doc">申请表下载</a> <a href="http://zwfw.yunling-province.test/ysq/yunlu">网上申请</a>')
    w.pages.file(f"{OPEN}ysq/sqb.doc")
    search = '<form action="/search"><input name="word" placeholder="搜索"><button>检索</button></form>'
    page("", "政府信息公开", f"{search}<div class='right'><h3>最新</h3><ul>{reports}</ul></div>")


BALANCED = application_table((10, 0, 0, 0, 0, 0), NONE, ((8, 0, 0, 0, 0, 0), (1, 0, 0, 0, 0, 0), NONE, (1, 0, 0, 0, 0, 0), NONE, NONE), NONE)  # fmt: skip

_HOMES = (
    "一、支持范围。在本县范围内依法登记、正常营业满一年的民宿，可以申报改造提升补助。",
    "二、补助标准。按照改造投入的百分之二十给予补助，单户最高不超过十万元，新评为等级民宿的另奖励三万元。",
    "三、申报程序。业主于每年九月底前向所在乡镇提出，乡镇初审、县文旅局会同县财政局审定后公示五个工作日。",
    "四、监督管理。弄虚作假的收回补助，列入失信名单。本办法自2026年9月1日起施行。",
)


def _policies(w: _Writer) -> tuple[list[Row], list[Row]]:
    home_at, told_at = w.place(POLICIES, "2026-08-20"), w.place(TOLD, "2026-08-21")
    water_at, water_told = w.place(POLICIES, "2026-05-11"), w.place(TOLD, "2026-05-12")
    title, number = "云麓县人民政府办公室关于印发民宿改造提升补助办法的通知", "云政办发〔2026〕22号"
    rows = [w.article(POLICIES, title, "2026-08-20", paragraphs(*_HOMES, OFFICE, "2026年8月20日"), number=number, below=f'<div class="xgjd">相关解读：<a href="{told_at}">《民宿改造提升补助办法》解读</a></div>', path=home_at)]
    water = "云麓县人民政府关于加强饮用水水源保护的通告"
    rows.append(
        w.article(
            POLICIES,
            water,
            "2026-05-11",
            paragraphs("一、一级保护区内禁止从事网箱养殖、旅游、游泳、垂钓。", "二、二级保护区内禁止新建排放污染物的项目，已建成的限期拆除。", "三、对举报属实的，给予五百元以上奖励。本通告自公布之日起施行。", NAME, "2026年5月11日"),
            number="云政发〔2026〕9号",
            source=NAME,
            below=f'<div class="xgjd">相关解读：<a href="{water_told}">{water}解读</a></div>',
            path=water_at,
        )
    )
    # Word for word what the document says, with a sentence before and after it.
    copied = w.article(TOLD, "《民宿改造提升补助办法》解读", "2026-08-21", paragraphs("近日，县政府办公室印发了《民宿改造提升补助办法》，主要内容如下：", *_HOMES), below=f'<div>相关文件：<a href="{home_at}">{title}</a></div>', path=told_at)
    good = w.article(
        TOLD, f"{water}解读", "2026-05-12",
        paragraphs("一、背景依据。去年两处水源地水质有波动，群众很关心。", "二、目的。让全县人喝上放心水。", "三、主要举措。取水口附近不许养鱼、游泳、钓鱼；外圈不再批有污染的项目，老的要搬走；举报有奖，最少五百块。", "四、适用范围。全县九处集中式水源地。", "五、咨询电话：0578-5100088，解读人：县生态环境分局副局长。"),
        below=f'<div>相关文件：<a href="{water_at}">{water}</a></div>', path=water_told,
    )  # fmt: skip
    w.column(POLICIES, rows)
    w.column(TOLD, [copied, good])
    return rows, [copied, good]


def _exchange(w: _Writer) -> None:
    above = (("互动交流", "/col/col1229414019/index.html"),)
    letters = []
    for title, asked, answered in (("关于自来水水压的来信", "2026-09-01", "2026-09-21"), ("关于学区划分的咨询", "2026-08-03", "2026-08-25"), ("关于医保报销比例的咨询", "2026-07-06", "2026-07-24"), ("关于村道硬化的来信", "2026-06-01", "2026-06-19")):
        body = paragraphs(f"来信时间：{asked}", f"来信内容：{title.removeprefix('关于').removesuffix('的来信').removesuffix('的咨询')}方面的问题什么时候解决。", f"答复时间：{answered}", "答复内容：已转有关单位核实，情况属实，将在年底以前解决。")
        letters.append(w.article(LETTERS, title, answered, body, above=above))
    w.column(LETTERS, letters, above=above)
    call = w.article(CALLS, "关于公开征求《云麓县电动自行车管理办法（征求意见稿）》意见的公告", "2026-10-26", paragraphs("征集时间：2026年10月26日至2026年11月26日。意见可以通过电子邮件提出。"), above=above)
    w.column(CALLS, [call], above=above)
    w.pages.put(above[0][1], _shell("互动交流", f'<a href="{at(LETTERS)}">来信选登</a> <a href="{at(CALLS)}">民意征集</a> <a href="mailto:xz@yunlu.gov.test">县长信箱</a>', above))
    w.column(SERVICES, [w.article(SERVICES, "不动产登记", "2026-03-02", paragraphs("办理依据、申请条件、申请材料、办理流程、办理时限五个工作日、收费标准、办理地点：县行政服务中心，办公时间：工作日，联系电话：0578-5100099。"))])


def _topics(w: _Writer) -> None:
    def topic(href: str, name: str, items: tuple[tuple[str, str], ...], *, store: bool = True) -> Row:
        column = (name, 1229415000 + len(w.pages.resources))
        rows = []
        for day, title in items:
            body = paragraphs(f"{told_day(day)}，{title}。参加的单位通报了情况，群众反映良好。")
            rows.append(w.article(column, title, day, body, above=((TOPICS[0], at(TOPICS)),), within=href))
        if store:
            w.column(column, rows, above=((TOPICS[0], at(TOPICS)),), path=href)
        else:
            lines = "".join(f'<div class="li"><a href="{path}">{title}</a><i>{day.replace("-", "/")}</i></div>' for path, title, day in rows)
            w.pages.put(href, _shell(name, f'<img src="/picture/zt.svg" alt="{name}">{lines}', ((TOPICS[0], at(TOPICS)), (name, href))))
        return (href, name, "")

    w.pages.files("/picture/zt.svg", "/picture/gq70.svg")
    study = topic("/ztzl/dsxx/", "党史学习教育", (("2022-01-17", "云麓县召开党史学习教育总结会议"), ("2021-10-20", "“我为群众办实事”项目完成过半"), ("2021-03-10", "全县党史学习教育动员大会召开")))
    topic("/ztzl/gq70/", "庆祝新中国成立70周年", (("2019-10-08", "全县各地举行升国旗仪式"), ("2019-09-24", "成就展开展")), store=False)
    topic("/ztzl/shdf/", "“扫黄打非”", (("2025-04-22", "绿书签行动宣传周启动"), ("2024-04-25", "绿书签进校园"), ("2023-11-02", "举报电话与举报方式")), store=False)
    rural = topic("/ztzl/xczx/", "乡村振兴", (("2026-11-05", "晚稻烘干中心投用"), ("2026-07-19", "古村落修缮完工"), ("2025-12-24", "强村公司年终分红")), store=False)
    city = topic("/ztzl/wmcs/", "文明城市创建", (("2026-10-14", "文明城市创建实地测评准备会召开"), ("2026-05-20", "背街小巷整治清单"), ("2024-03-05", "志愿服务月活动")), store=False)
    w.pages.put("/ztzl/mlyl/", _shell("魅力云麓", '<p>山环水绕，古道茶香。</p><img src="/picture/zt.svg" alt="风光">', ((TOPICS[0], at(TOPICS)), ("魅力云麓", "/ztzl/mlyl/"))))
    # The second address leads on to the first, as moved columns do.
    w.pages.resources[HOME + "col/col1229414077/index.html"] = Resource(b"", status=302, content_type="", headers={"Location": "/ztzl/xczx/"})
    shown = [study, rural, ("/col/col1229414077/index.html", "乡村振兴专题", ""), ("/ztzl/mlyl/", "魅力云麓", "")]
    lines = "".join(f'<li><a href="{href}">{name}</a></li>' for href, name, _day in shown)
    w.pages.put(at(TOPICS), _shell(TOPICS[0], f'<ul class="zt">{lines}</ul><p><a href="{at(PAST)}">{PAST[0]}</a></p>', ((TOPICS[0], at(TOPICS)),)))
    past = [city, topic("/ztzl/g20/", "服务保障G20峰会", (("2016-09-06", "云麓县圆满完成服务保障任务"),), store=False), ("/ztzl/pcfk/", "新冠肺炎疫情防控", "")]
    lines = "".join(f'<li><a href="{href}">{name}</a></li>' for href, name, _day in past)
    w.pages.put(at(PAST), _shell(PAST[0], f'<p>以下专题已停止更新</p><ul class="zt">{lines}</ul>', ((TOPICS[0], at(TOPICS)), (PAST[0], at(PAST)))))


JPAGE = """function jpage(id, total) {
  document.addEventListener('DOMContentLoaded', function () {
    var box = document.getElementById(id), store = box.nextElementSibling, lines = '';
    store.textContent.replace(/<record><!\\[CDATA\\[([\\s\\S]*?)\\]\\]><\\/record>/g, function (_all, one) { lines += one; });
    box.innerHTML = '<ul>' + lines + '</ul><div>共' + total + '条</div>';
  });
}
function count() {}
"""


def site() -> Site:
    w = _Writer()
    w.pages.put("/script/jquery.jpage.js", JPAGE.encode(), "application/javascript")
    w.pages.files("/picture/logo.svg", "/picture/conac.svg")
    news = [w.article(NEWS, title, day, paragraphs(f"{told_day(day)}，{title}。", "有关负责人介绍了情况。"), source="云麓发布") for title, day in (("云麓县举行茶文化节", "2026-11-17"), ("县领导督查安全生产", "2026-11-14"), ("全县秋种面积落实过九成", "2026-11-10"), ("云麓溪综合治理完工", "2026-11-02"))]
    notices = [w.article(NOTICES, title, day, paragraphs(f"{title}。请周知。联系电话：0578-5100001。")) for title, day in (("2026年度县级储备粮轮换公告", "2026-11-09"), ("关于2026年冬季学期转学的通知", "2026-09-30"))]
    w.column(NEWS, news)
    w.column(NOTICES, notices)
    files, told = _policies(w)
    _disclosure(w)
    _exchange(w)
    _topics(w)
    w.pages.put("/col/wza/index.html", _shell("关怀版", paragraphs("字体放大、语音播报、界面简洁。"), (("关怀版", "/col/wza/index.html"),)))
    every = (NEWS, NOTICES, POLICIES, TOLD, LETTERS, CALLS, TOPICS, SERVICES)
    w.pages.put("/col/wzdt/index.html", _shell("网站地图", "".join(f'<a href="{at(one)}">{one[0]}</a> ' for one in every), (("网站地图", "/col/wzdt/index.html"),)))
    gone = "<html><head><meta charset='utf-8'><title>提示信息</title></head><body><p>对不起，您访问的页面不存在！</p><a href='/'>返回首页</a></body></html>"
    w.pages.put("/art/2025/3/3/art_1229414002_60110001.html", gone)  # sent with 200
    blocks = "".join(
        f'<div class="mod"><div class="tit"><a href="{at(column)}">{column[0]}</a></div><ul>' + "".join(f'<li><a href="{href}" title="{title}">{title[:22]}</a><span>{day[5:]}</span></li>' for href, title, day in newest(rows)) + "</ul></div>"
        for column, rows in ((NEWS, news), (NOTICES, notices), (POLICIES, files), (TOLD, told))
    )
    quick = '<div class="ks"><a href="http://192.168.1.20/oa/">协同办公</a><a href="http://zwfw.yunling-province.test/yl/">政务服务网</a><a href="/art/2025/3/3/art_1229414002_60110001.html">机关事业单位招聘岗位表</a><a onclick="wx()">微信</a></div>'
    w.pages.put("/", _shell(NAME, quick + blocks + f'<div class="ztb"><a href="{at(TOPICS)}">专题专栏</a></div>', home=True))
    hall = '<html><head><meta charset="utf-8"><title>云岭政务服务网</title></head><body>云岭政务服务网 云麓县</body></html>'
    for path in ("yl/", "ysq/yunlu"):
        w.pages.put(f"http://zwfw.yunling-province.test/{path}", hall)
    hosts = {
        "www.yunlu.gov.test": Name(a=("198.51.100.31",), aaaa=("2001:db8:31::80",)),
        "xxgk.yunlu.gov.test": Name(a=("198.51.100.31",)),
        "zwfw.yunling-province.test": Name(a=("198.51.100.22",)),
    }
    return w.pages.site(NAME, CODE, "<html><head><meta charset='utf-8'><title>404</title></head><body>404 页面不存在</body></html>", hosts)
