"""南浦区人民政府: a district on a unified platform in the manner of gkmlpt. Its home page is a soup of divisions; the
disclosure column and the lists of topics are empty shells that a script fills from JSON."""

import json

from auditor.demo.site import Name, Site
from tests.portals.writing import Pages, Row, newest, paragraphs, report

HOME = "http://www.nanpu.gov.test/"
NAME, CODE, OFFICE = "南浦区人民政府", "4401990002", "南浦区人民政府办公室"
_APP = """document.addEventListener('DOMContentLoaded', function () {
  var app = document.getElementById('app');
  fetch(app.getAttribute('data-api')).then(function (answer) { return answer.json(); }).then(function (said) {
    app.innerHTML = '<ul class="gl-list">' + said.articles.map(function (one) {
      return '<li><a href="' + one.url + '">' + one.title + '</a><span class="date">' + one.created + '</span></li>';
    }).join('') + '</ul>';
  });
});
"""
_MENU = (
    ("首页", "/"),
    ("要闻动态", "/zwdt/"),
    ("政务公开", "/zwgk/"),
    ("政务服务", "/zwfw/"),
    ("政民互动", "/zmhd/"),
    ("专题专栏", "/ztzl/"),
    ("走进南浦", "/zjnp/"),
)
_PARTS = (("政府信息公开指南", "guide"), ("政府信息公开制度", "rule"), ("法定主动公开内容", "index"), ("政府信息公开年报", "report"), ("依申请公开", "apply"))


def _shell(title: str, main: str, *, crumbs: str = "", column: str = "", extra: str = "", floats: str = "") -> str:
    menu = "".join(f'<div class="m{place}"><span><a href="{href}">{name}</a></span></div>' for place, (name, href) in enumerate(_MENU))
    tags = f'<meta name="SiteName" content="{NAME}"><meta name="SiteDomain" content="www.nanpu.gov.test"><meta name="SiteIDCode" content="{CODE}">'
    if column:
        tags += f'<meta name="ColumnName" content="{column}"><meta name="ColumnDescription" content="{column}"><meta name="ColumnKeywords" content="{column}"><meta name="ColumnType" content="{column}">'
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{tags}{extra}</head>'
        f'<body><div class="a1"><div class="a2"><a href="/"><img src="/img/logo.svg" alt="{NAME}网"></a><a href="/wza.html">长者助手</a>'
        '<div class="s"><form action="/search/index"><input name="keywords" placeholder="搜索"><button>搜索</button></form></div></div>'
        f'<div class="a3">{menu}</div></div>{floats}<div class="b1"><div class="b2">{crumbs}</div><div class="b3">{main}</div></div>'
        f'<div class="c1"><div class="c2">主办：{OFFICE}　联系方式：020-8100001　网站标识码：{CODE}　<a href="http://beian.miit.gov.cn/">粤ICP备07000031号</a>　'
        '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=44019902000031">粤公网安备44019902000031号</a></div>'
        '<div class="c3"><a href="//bszs.conac.cn/sitename?method=show&id=32B1"><img src="/img/conac.svg" alt="党政机关网站标识"></a>'
        '<a href="//zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=4401990002"><img src="/img/jiucuo.svg" alt="政府网站找错"></a></div></div></body></html>'
    )


class _Writer:
    def __init__(self) -> None:
        self.pages = Pages(HOME)
        self.serial = 9887000

    def post(self, column: str, title: str, day: str, body: str, *, number: str = "", group: str = "9", below: str = "", path: str = "", source: str = OFFICE) -> Row:
        self.serial += 1
        path = path or f"/gkmlpt/content/{group}/{self.serial // 1000}/post_{self.serial}.html"
        sheet = ""
        if number:
            sheet = (
                f'<table class="classify"><tr><td>索引号：</td><td>11440199/{day[:4]}-00{self.serial % 1000}</td><td>分类：</td><td>{column}</td></tr>'
                f"<tr><td>发布机构：</td><td>{source}</td><td>成文日期：</td><td>{day}</td></tr><tr><td>名称：</td><td>{title}</td><td>文号：</td><td>{number}</td></tr>"
                f"<tr><td>发布日期：</td><td>{day}</td><td>主题词：</td><td></td></tr></table>"
            )
        meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 17:21"><meta name="ContentSource" content="{source}">'
        main = f'{sheet}<h1 class="title document-number">{title}</h1><div class="date-row"><span>发布日期：{day} 17:21</span><span>来源：{source}</span></div><div class="article-content">{body}</div>{below}'
        self.pages.put(path, _shell(title, main, column=column, extra=meta, crumbs=f'<a href="/">首页</a> &gt; <a href="/gkmlpt/index">政府信息公开</a> &gt; {column}' if path.startswith("/gkmlpt") else ""))
        return (path, title, day)

    def script_list(self, path: str, name: str, rows: list[Row], key: str, *, before: str = "", crumbs: str = "") -> None:
        """A shell, and the JSON that fills it; the addresses carry the number of the column behind a hash, as there."""
        articles = [{"title": title, "url": f"{href}#{1000 + len(key)}", "created": day} for href, title, day in newest(rows)]
        self.pages.put(f"/gkmlpt/api/{key}?page=1", json.dumps({"total": len(rows), "articles": articles}, ensure_ascii=False), "application/json; charset=utf-8")
        app = '<script src="/gkmlpt/app.js"></script>'
        main = f'{before}<div id="app" data-api="/gkmlpt/api/{key}?page=1"></div>{app}'
        self.pages.put(path, _shell(name, main, column=name, crumbs=crumbs))

    def static_list(self, path: str, name: str, rows: list[Row], *, before: str = "", crumbs: str = "") -> None:
        lines = "".join(f'<div class="row"><div class="t"><a href="{href}" title="{title}">{title}</a></div>' + (f'<div class="d">{day}</div>' if day else "") + "</div>" for href, title, day in rows)
        self.pages.put(path, _shell(name, before + lines, column=name, crumbs=crumbs))


def _disclosure(w: _Writer) -> None:
    side = '<div class="tabs">' + "".join(f'<div class="tab"><a href="/gkmlpt/{key}">{name}</a></div>' for name, key in _PARTS) + "</div>"
    crumbs = '<a href="/">首页</a> &gt; <a href="/gkmlpt/index">政府信息公开</a>'
    guide = paragraphs(
        "政府信息公开工作机构：南浦区人民政府办公室。办公地址：南浦区政和路2号。办公时间：工作日9:00—12:00，14:00—18:00。",
        "联系电话：020-8100020。传真：020-8100021。互联网联系方式：gk@nanpu.gov.test。获取方式：在线查阅、依申请公开。",
    )
    w.pages.put("/gkmlpt/guide", _shell("政府信息公开指南", f"{side}<h1>南浦区人民政府信息公开指南</h1>{guide}", column="政府信息公开指南", crumbs=crumbs))
    rules = [w.post("政府信息公开制度", title, day, paragraphs(f"{title}。本制度规定了登记、审核、答复的责任。")) for title, day in (("中华人民共和国政府信息公开条例", "2019-04-15"), ("南浦区政府信息依申请公开工作规程", "2022-08-30"))]
    w.script_list("/gkmlpt/rule", "政府信息公开制度", rules, "rule", before=side, crumbs=crumbs)
    subjects = {
        "规范性文件": (("南府规〔2024〕2号 南浦区公共租赁住房管理办法（现行有效）", "2024-05-20"), ("南府规〔2017〕1号 南浦区市容管理规定（已废止）", "2017-03-11")),
        "机构职能": (("南浦区人民政府办公室机构职能", "2025-01-08"),),
        "规划计划": (("南浦区国民经济和社会发展第十四个五年规划纲要", "2021-04-30"),),
        "行政许可": (("食品生产许可信息公示", "2026-09-04"),),
        "预决算": (("南浦区2026年政府预算", "2026-02-10"), ("南浦区2025年政府决算", "2026-08-28")),
        "统计信息": (("2025年南浦区国民经济和社会发展统计公报", "2026-04-02"),),
    }
    groups = ""
    for place, (name, entries) in enumerate(subjects.items()):
        rows = []
        for title, day in entries:
            below = ""
            if name == "统计信息":  # the page that says that the file is gone, sent as the file
                w.pages.put("/attachment/0/553/553210/4401.pdf", "<html><head><title>错误</title></head><body>文件不存在</body></html>".encode(), "application/pdf")
                below = '<p>附件：<a href="/attachment/0/553/553210/4401.pdf">统计公报全文.pdf</a></p>'
            text = paragraphs(f"{title}。工作职责、内设机构、办公地址：政和路2号，办公时间：工作日，联系电话：020-8100020，负责人：陈立。")
            rows.append(w.post(name, title, day, text, below=below))
        w.script_list(f"/gkmlpt/index/{place}", name, rows, f"index{place}", before=side, crumbs=crumbs)
        groups += f'<div class="k"><a href="/gkmlpt/index/{place}">{name}</a></div>'
    notice = w.post("救助公示", "2026年9月临时救助对象公示", "2026-09-29", paragraphs("经审核，下列人员符合条件：刘某，身份证号码11010519491231002X，救助金额一千二百元。公示期七天。"))
    w.script_list("/gkmlpt/index/9", "社会救助", [notice], "index9", before=side, crumbs=crumbs)
    w.pages.put("/gkmlpt/index", _shell("政府信息公开", f'{side}<div class="kinds">{groups}<div class="k"><a href="/gkmlpt/index/9">社会救助</a></div></div><form action="/gkmlpt/search"><input name="q" placeholder="输入标题或文号"><button>查询</button></form>', column="法定主动公开内容", crumbs=crumbs))
    # The report of 2025 was never put there.
    years = [w.post("政府信息公开年报", f"南浦区人民政府{year}年政府信息公开工作年度报告", f"{year + 1}-03-1{year % 5}", report("南浦区", year), source=NAME) for year in (2022, 2023, 2024)]
    w.script_list("/gkmlpt/report", "政府信息公开年报", years, "report", before=side, crumbs=crumbs)
    words = paragraphs("申请流程：填写申请表、提交、受理、答复。")
    w.pages.put("/gkmlpt/apply", _shell("依申请公开", f'{side}{words}<form action="/gkmlpt/apply/save" method="post"><input name="name"><textarea name="content"></textarea><button>网上申请</button></form>', column="依申请公开", crumbs=crumbs))


def _policies(w: _Writer) -> tuple[list[Row], list[Row]]:
    told_at = "/zwgk/zcjd/content/post_9880077.html"
    rows = [
        w.post("政策文件", "南浦区人民政府办公室关于印发老旧小区改造实施办法的通知", "2026-04-21", paragraphs("一、改造范围为2000年底前建成的住宅小区。", "二、资金由区财政、社会资本和居民共同承担，居民按户出资。", "三、改造方案须经三分之二以上业主同意。", "四、工程竣工后由街道组织验收，移交物业管理。", OFFICE, "2026年4月21日"), number="南府办〔2026〕7号", below=f'<div class="jd">相关解读：<a href="{told_at}">《老旧小区改造实施办法》图文解读</a></div>'),
        w.post("政策文件", "南浦区人民政府关于加强临时占道管理的通告", "2026-08-12", paragraphs("一、任何单位和个人不得擅自占用人行道摆摊设点。", "二、确需占用的，应当向区城市管理部门申请，期限不超过十五日。", "三、违反规定的，责令改正，依法处以罚款。", NAME, "2026年8月12日"), number="南府通〔2026〕3号", source=NAME),
    ]  # fmt: skip
    told = w.post(
        "政策解读",
        "《老旧小区改造实施办法》图文解读",
        "2026-04-22",
        paragraphs("政策背景：很多房子住了二十多年，管线老化。", "目的：让老街坊住得安心。", "主要内容：2000年底前建的小区都可以报名，业主过三分之二同意就能动工，费用大家分担。", "咨询电话：020-8100066。") + f'<p><img src="{w.pages.file("/img/tj1.svg")}" width="750" height="3000" alt="图解"></p>',
        path=told_at,
        below=f'<div>原文：<a href="{rows[0][0]}">{rows[0][1]}</a></div>',
    )
    w.script_list("/zwgk/zcwj/", "政策文件", rows, "zcwj")
    w.static_list("/zwgk/zcjd/", "政策解读", [told])
    return rows, [told]


def _topics(w: _Writer) -> tuple[str, str]:
    def rows(key: str, name: str, items: tuple[tuple[str, str], ...]) -> list[Row]:
        return [w.post(name, title, day, paragraphs(f"{title}。街道和有关部门参加。"), path=f"/ztzl/{key}/content/post_{9700 + place}.html") for place, (day, title) in enumerate(items)]

    crumbs = '<a href="/">首页</a> &gt; <a href="/ztzl/">专题专栏</a>'
    w.script_list("/ztzl/wsq/", "创建国家卫生区（2021—2023年）", rows("wsq", "创建国家卫生区", (("2023-12-21", "南浦区获命名国家卫生区"), ("2022-07-05", "迎检倒计时一百天"), ("2021-06-10", "创卫动员大会召开"))), "wsq", crumbs=crumbs)
    w.script_list("/ztzl/bqw/", "“百千万工程”在南浦", rows("bqw", "百千万工程", (("2026-10-20", "典型村建设现场推进会"), ("2026-03-30", "年度任务清单"))), "bqw", crumbs=crumbs)
    closed = '<div class="tip">本专题已停止更新，内容仅供查阅</div>'
    w.static_list("/ztzl/hxyq/", "南浦区新型冠状病毒肺炎疫情防控", rows("hxyq", "疫情防控", (("2022-12-19", "关于调整核酸检测点的通告"), ("2022-04-10", "致全区居民的一封信"), ("2020-02-03", "居家防护指引"))), before=closed, crumbs=crumbs)
    w.static_list("/ztzl/sgs/", "信用南浦“双公示”", [("/ztzl/sgs/xk.html", "行政许可公示", ""), ("/ztzl/sgs/cf.html", "行政处罚公示", "")], crumbs=crumbs)
    for key, name in (("xk", "行政许可公示"), ("cf", "行政处罚公示")):
        w.post("双公示", name, "2026-11-02", paragraphs(f"{name}按周更新，详见目录。"), path=f"/ztzl/sgs/{key}.html")
    w.static_list("/ztzl/gk23/", "2023年普通高考", rows("gk23", "高考", (("2023-08-20", "录取工作结束"), ("2023-06-05", "考点周边交通管制公告"))), crumbs=crumbs)
    shown = [("/ztzl/bqw/", "“百千万工程”在南浦", ""), ("/ztzl/wsq/", "创建国家卫生区（2021—2023年）", ""), ("/ztzl/sgs/", "信用南浦“双公示”", ""), ("/ztzl/wwzt/", "更多专题", "")]
    w.static_list("/ztzl/", "专题专栏", shown)
    w.static_list("/ztzl/wwzt/", "往期专题回顾", [("/ztzl/gk23/", "2023年普通高考", "")], crumbs=crumbs)
    floating = f'<div class="fl" style="position:fixed;left:8px;top:260px"><a href="/ztzl/bqw/" target="_blank"><img src="{w.pages.file("/img/bqw.svg")}" alt="百千万工程"></a></div>'
    block = f'<div class="zt"><div class="zt1"><a href="/ztzl/hxyq/"><img src="{w.pages.file("/img/yq.svg")}" alt=""></a></div><div class="zt2"><a href="/ztzl/wsq/"><img src="{w.pages.file("/img/ws.svg")}" alt="创建国家卫生区"></a></div></div>'
    return floating, block


def site() -> Site:
    w = _Writer()
    w.pages.put("/gkmlpt/app.js", _APP.encode(), "application/javascript")
    w.pages.files("/img/logo.svg", "/img/conac.svg", "/img/jiucuo.svg")
    # The newest entry of the whole home page is three weeks old.
    news = [
        w.post("要闻动态", title, day, paragraphs(f"{title}。", "区领导到现场了解情况。"), path=f"/zwdt/content/post_{9600 + place}.html", source="南浦融媒")
        for place, (title, day) in enumerate((("南浦水道碧道全线贯通", "2026-10-29"), ("全区安全生产例会召开", "2026-10-22"), ("社区长者饭堂新增八家", "2026-10-15"), ("河涌清淤工程开工", "2026-09-28")))
    ]
    w.static_list("/zwdt/", "要闻动态", news)
    _disclosure(w)
    files, told = _policies(w)
    floating, topics = _topics(w)
    entries = (("政府信息公开", "/gkmlpt/index"), ("政策文件", "/zwgk/zcwj/"), ("政策解读", "/zwgk/zcjd/"))
    w.pages.put("/zwgk/", _shell("政务公开", "".join(f'<div><a href="{href}">{name}</a></div>' for name, href in entries), column="政务公开"))
    w.pages.put("/zwfw/", _shell("政务服务", '<div><a href="http://zwfw.yunling-province.test/np/">粤省事南浦分厅</a></div>', column="政务服务"))
    w.pages.put("http://zwfw.yunling-province.test/np/", '<html><head><meta charset="utf-8"><title>政务服务网</title></head><body>政务服务网 南浦区</body></html>')
    w.pages.put("/zmhd/", _shell("政民互动", '<div><a href="/zmhd/xx/">区长信箱</a></div>', column="政民互动"))
    w.pages.put("/zmhd/xx/", _shell("区长信箱", '<form action="/zmhd/xx/save" method="post"><input name="title"><textarea name="body"></textarea><button>提交</button></form>', column="区长信箱"))
    w.pages.put("/zjnp/", _shell("走进南浦", paragraphs("南浦区位于珠江西岸，面积八十一平方公里，常住人口七十二万。"), column="走进南浦"))
    w.pages.put("/wza.html", _shell("长者助手", paragraphs("大字号、语音朗读、简洁界面。")))
    blocks = "".join(
        f'<div class="k1"><div class="k2"><a href="{href}">{name}</a></div>' + "".join(f'<div class="k3"><a href="{path}" title="{title}">{title}</a><i>{day}</i></div>' for path, title, day in newest(rows)) + "</div>"
        for name, href, rows in (("要闻动态", "/zwdt/", news), ("政策文件", "/zwgk/zcwj/", files), ("政策解读", "/zwgk/zcjd/", told))
    )
    door = '<div class="d1"><a href="/gkmlpt/index">政府信息公开</a></div><div class="d1"><a href="/gkmlpt/apply">依申请公开</a></div>'
    w.pages.put("/", _shell(f"{NAME}网", f"{door}{blocks}{topics}", floats=floating))
    hosts = {"www.nanpu.gov.test": Name(a=("198.51.100.41",), aaaa=("2001:db8:41::80",)), "zwfw.yunling-province.test": Name(a=("198.51.100.22",))}
    return w.pages.site(f"{NAME}网", CODE, _shell("404", "<div>页面不存在</div>"), hosts)
