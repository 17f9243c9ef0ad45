"""溪桥县人民政府: a county portal by a single-page application. One shell answers every address that is not there; home,
menu, news and the past topics live behind hashes and are written from JSON, some columns are static pages."""

import json
from datetime import datetime

from auditor.demo.site import Name, Site
from tests.portals.writing import Pages, Row, newest, paragraphs, report, told_day

HOME = "http://www.xiqiao.gov.test/"
NAME, CODE, OFFICE = "溪桥县人民政府", "3607990001", "溪桥县人民政府办公室"
_TAGS = f'<meta name="SiteName" content="{NAME}"><meta name="SiteDomain" content="www.xiqiao.gov.test"><meta name="SiteIDCode" content="{CODE}">'
# A router as such frameworks build it: what stands behind the hash decides, and an unknown address is told in the page.
_APP = """(function () {
  var app = document.getElementById('app');
  function get(name) { return fetch('/api/' + name + '.json').then(function (answer) { return answer.json(); }); }
  function rows(list) {
    return '<ul class="el-list">' + list.map(function (one) {
      return '<li><a href="' + one.u + '">' + one.t + '</a><span class="date">' + (one.d || '') + '</span></li>';
    }).join('') + '</ul>';
  }
  function frame(nav, main) {
    app.innerHTML = '<div class="top"><img src="/static/img/logo.svg" alt="' + nav.name + '"><input placeholder="请输入关键词" class="el-input"><button class="so">搜索</button>'
      + '<button class="wza">无障碍</button><button class="zz">长者版</button></div><ul class="el-menu" role="menubar">'
      + nav.menu.map(function (one) {
        return one.u ? '<li role="menuitem"><a href="' + one.u + '">' + one.n + '</a></li>' : '<li role="menuitem" class="el-menu-item" data-to="' + one.to + '">' + one.n + '</li>';
      }).join('') + '</ul><div class="main">' + main + '</div><div class="foot">' + nav.foot + '</div>';
    app.querySelectorAll('[data-to]').forEach(function (one) { one.addEventListener('click', function () { location.href = one.getAttribute('data-to'); }); });
  }
  function show() {
    var route = location.hash.replace(/^#/, '');
    get('nav').then(function (nav) {
      if (location.pathname !== '/' && location.pathname !== '/index.html') {
        document.title = '404';
        return frame(nav, '<div class="lost"><h2>抱歉，您访问的页面不存在</h2><p>请检查地址是否正确</p></div>');
      }
      var name = route.length < 2 ? 'home' : route.slice(1).replace(/\\//g, '-');
      get(name).then(function (said) {
        document.title = said.title;
        frame(nav, (said.blocks || []).map(function (block) {
          return '<section><h3>' + (block.more ? '<a href="' + block.more + '">' + block.n + '</a>' : block.n) + '</h3>' + (block.html || '') + rows(block.rows || []) + '</section>';
        }).join(''));
      });
    });
  }
  window.addEventListener('hashchange', show);
  show();
})();
"""
_FOOT = (
    f'<a href="/#/map">网站地图</a>　主办单位：{OFFICE}　联系电话：0797-7600001　网站标识码：{CODE}　<a href="http://beian.miit.gov.cn/">赣ICP备05001299号-1</a>　'
    '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=36079902000011">赣公网安备36079902000011号</a>'
    '<a href="//bszs.conac.cn/sitename?method=show&id=36B0"><img src="/static/img/conac.svg" alt="党政机关网站标识"></a>'
    '<a href="//zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3607990001"><img src="/static/img/jiucuo.svg" alt="政府网站找错"></a>'
)
_SHELL = f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{NAME}</title>{_TAGS}</head><body><noscript>本站需要启用 JavaScript 才能正常浏览</noscript><div id="app"></div><script src="/static/js/app.8f2c1e.js"></script></body></html>'
_BAR = "fetch('/api/nav.json').then(function (a) { return a.json(); }).then(function (nav) { document.getElementById('foot').innerHTML = nav.foot; document.getElementById('head').innerHTML = nav.menu.map(function (one) { return one.u ? '<a href=\"' + one.u + '\">' + one.n + '</a>' : '<span>' + one.n + '</span>'; }).join(''); });"
_TREE = "fetch('/api/tree.json').then(function (a) { return a.json(); }).then(function (tree) { document.getElementById('tree').innerHTML = tree.map(function (one) { return '<p><a href=\"' + one.u + '\">' + one.n + '</a></p>'; }).join(''); });"


def _static(title: str, main: str, *, column: str = "", meta: str = "", trail: str = "") -> str:
    tags = f'<meta name="ColumnName" content="{column}"><meta name="ColumnDescription" content="溪桥县{column}"><meta name="ColumnKeywords" content="溪桥,{column}"><meta name="ColumnType" content="{column}">' if column else ""
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{_TAGS}{tags}{meta}</head><body><div id="head"></div>'
        f'<div class="here">您的位置：<a href="/">首页</a> / {trail or column}</div><div class="main">{main}</div><div id="foot"></div><script src="/static/js/bar.js"></script></body></html>'
    )


class _Writer:
    def __init__(self) -> None:
        self.pages = Pages(HOME)
        self.serial = 510

    def api(self, name: str, said: object) -> None:
        self.pages.put(f"/api/{name}.json", json.dumps(said, ensure_ascii=False), "application/json; charset=utf-8")

    def article(self, href: str, column: str, title: str, day: str, body: str, *, number: str = "", below: str = "", path: str = "", source: str = OFFICE) -> Row:
        self.serial += 1
        path = path or f"{href}{day[:7].replace('-', '')}/{self.serial}.html"
        line = f"<dl><dt>文号</dt><dd>{number}</dd><dt>发文机关</dt><dd>{source}</dd><dt>成文日期</dt><dd>{day}</dd></dl>" if number else ""
        meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 10:12"><meta name="ContentSource" content="{source}">'
        main = f'<h1>{title}</h1><p class="i">发布时间：{day} 10:12　来源：{source}</p>{line}<div class="content">{body}</div>{below}'
        self.pages.put(path, _static(title, main, column=column, meta=meta, trail=f'<a href="{href}">{column}</a>'))
        return (path, title, day)

    def listing(self, href: str, name: str, rows: list[Row], *, before: str = "") -> None:
        lines = "".join(f'<li><a href="{path}">{title}</a>{f"<span>{day}</span>" if day else ""}</li>' for path, title, day in newest(rows))
        self.pages.put(href, _static(name, f"{before}<ul class='list'>{lines}</ul>", column=name))


def _disclosure(w: _Writer) -> None:
    """Static, but for the statutory content: its tree is filled by a script."""
    base = "/zwgk/zfxxgk/"
    names = (("政府信息公开指南", "zn"), ("政府信息公开制度", "zd"), ("法定主动公开内容", "nr"), ("政府信息公开年报", "nb"), ("依申请公开", "ysq"))
    side = "<div class='side'>" + "".join(f'<a href="{base}{key}/"><i></i>{name[:6]}<br>{name[6:]}</a>' for name, key in names) + "</div>"
    guide = paragraphs(
        "工作机构名称：溪桥县人民政府办公室。办公地址：溪桥县解放路1号行政中心。办公时间：工作日8:30—12:00，14:30—17:30。",
        "咨询电话：0797-7600020。传真：0797-7600021。电子邮箱：gk@xiqiao.gov.test。公开形式：网站、公报、查阅点，也可依申请公开。",
    )
    w.article(f"{base}zn/", "政府信息公开指南", "溪桥县政府信息公开指南", "2025-03-06", side + guide, path=f"{base}zn/")
    w.listing(f"{base}zd/", "政府信息公开制度", [w.article(f"{base}zd/", "政府信息公开制度", "溪桥县政府信息公开申请办理规程", "2022-06-09", paragraphs("申请由政务公开股登记，承办单位审核，二十个工作日以内答复申请人。"))], before=side)
    entries = {"规范性文件": "溪府规〔2024〕2号 溪桥县农村宅基地管理办法（现行有效）", "机构职能": "溪桥县水利局机构职能", "财政预决算": "溪桥县2026年政府预算", "行政处罚": "行政处罚信息（2026年第三季度）"}
    tree = []
    for place, (name, title) in enumerate(entries.items()):
        href = f"{base}nr/{place}/"
        text = paragraphs(f"{title}。主要职责、内设机构，地址：解放路1号，办公时间：工作日，电话：0797-7600030，负责人：李明。")
        w.listing(href, name, [w.article(href, name, title, f"2026-0{place + 5}-12", text)], before=side)
        tree.append({"n": name, "u": href})
    w.api("tree", tree)
    w.pages.put("/static/js/tree.js", _TREE, "application/javascript; charset=utf-8")
    w.pages.put(f"{base}nr/", _static("法定主动公开内容", f'{side}<div id="tree"></div><script src="/static/js/tree.js"></script>', column="法定主动公开内容"))
    rows = [w.article(f"{base}nb/", "政府信息公开年报", f"溪桥县{year}年政府信息公开工作年度报告", f"{year + 1}-03-1{year % 7}", report("溪桥县", year), source=NAME) for year in (2024, 2025)]
    w.listing(f"{base}nb/", "政府信息公开年报", rows, before=side)
    w.pages.file(f"{base}ysq/sqb.doc")
    w.pages.put(f"{base}ysq/", _static("依申请公开", f'{side}{paragraphs("办理流程：填写申请表，当面、邮寄或者网上提交，二十个工作日内答复。")}<a href="{base}ysq/sqb.doc">政府信息公开申请表</a>', column="依申请公开"))
    w.pages.put(base, _static("政府信息公开", f"{side}<div class='new'><ul><li><a href=\"{rows[1][0]}\">{rows[1][1]}</a><span>{rows[1][2]}</span></li></ul></div>", column="政府信息公开"))


def _policies(w: _Writer) -> tuple[list[Row], list[Row]]:
    at, told_at, drawn_at = "/zwgk/zcwj/202609/301.html", "/zwgk/zcjd/202609/302.html", "/zwgk/zcjd/202609/303.html"
    title = "溪桥县人民政府办公室关于印发溪桥县农村供水管理办法的通知"
    policy = w.article(
        "/zwgk/zcwj/", "政策文件", title, "2026-09-10",
        paragraphs(
            "第一条　为加强农村供水工程管理，保障农村居民饮水安全，根据有关法律法规，结合本县实际，制定本办法。",
            "第二条　本县行政区域内农村供水工程的建设、运行、维护和监督管理适用本办法。",
            "第三条　供水单位应当建立水质检测制度，千人以上供水工程每月检测不少于一次，检测结果向用水户公布。",
            "第四条　水费实行基本水价和计量水价相结合，特困供养人员、最低生活保障对象每户每月减免三立方米水费。",
            "第五条　因检修需要停水的，供水单位应当提前二十四小时告知用水户；抢修应当在八小时以内恢复供水。",
            "第六条　本办法自2026年10月1日起施行，有效期五年。", OFFICE, "2026年9月10日",
        ),
        number="溪府办发〔2026〕12号", path=at,
        below=f'<div class="rel">相关解读：<a href="{told_at}">《溪桥县农村供水管理办法》政策解读</a> <a href="{drawn_at}">一图读懂《溪桥县农村供水管理办法》</a></div>',
    )  # fmt: skip
    back = f'<div class="rel">政策原文：<a href="{at}">{title}</a></div>'
    told = w.article(
        "/zwgk/zcjd/", "政策解读", "《溪桥县农村供水管理办法》政策解读", "2026-09-11",
        paragraphs(
            "一、起草背景。全县一百二十处农村水厂大多建成十年以上，有人用、没人管，去年夏天三个村连续停水五天，群众意见很大。",
            "二、制定目的。说到底就是让村里人拧开水龙头有水，水是干净的，坏了马上有人修。",
            "三、主要举措。大一点的水厂每个月至少化验一次水，结果贴出来给大家看；低保户、特困户每月少交三方水的钱；要停水得前一天说，坏了当天修好。",
            "四、适用范围。县城自来水管网以外的村子都算。", "五、名词解释。计量水价是指装表以后用多少交多少的那部分钱。",
            "六、注意事项。自家打的井不在收费范围里。咨询电话：0797-7600066，解读机关：溪桥县水利局。",
        ),
        below=back, path=told_at,
    )  # fmt: skip
    picture = w.pages.file("/static/img/gs.svg")
    drawn = w.article("/zwgk/zcjd/", "政策解读", "一图读懂《溪桥县农村供水管理办法》", "2026-09-11", f'<p><img src="{picture}" alt="一图读懂《溪桥县农村供水管理办法》" width="800" height="5200"></p>', below=back, path=drawn_at)
    w.listing("/zwgk/zcwj/", "政策文件", [policy])
    w.listing("/zwgk/zcjd/", "政策解读", [told, drawn])
    return [policy], [told, drawn]


def _topics(w: _Writer) -> list[Row]:
    def topic(key: str, name: str, items: tuple[tuple[str, str], ...]) -> Row:
        rows = [w.article(f"/ztzl/{key}/", name, title, day, paragraphs(f"{told_day(day)}，{title}。各乡镇和县直单位参加。")) for day, title in items]
        w.listing(f"/ztzl/{key}/", name, rows)
        return (f"/ztzl/{key}/", name, "")

    shown = [
        topic("hjxj", "县乡人大换届选举", (("2022-01-10", "溪桥县完成县乡人大换届选举"), ("2021-10-08", "选民登记须知"), ("2021-08-27", "换届选举工作动员会"))),
        topic("yshj", "优化营商环境", (("2026-10-20", "“一件事”集成改革清单"), ("2026-04-02", "惠企政策免申即享"))),
        topic("aqyy", "2026年安全生产月", (("2026-06-30", "安全生产月集中宣传"), ("2026-06-01", "安全生产月启动仪式"))),
    ]
    past = [topic("pqrk", "第七次全国人口普查", (("2021-06-02", "溪桥县第七次全国人口普查公报"), ("2020-11-01", "普查登记开始")))]
    # The archive is a route of the application.
    w.api("zt-wq", {"title": "往期专题", "blocks": [{"n": "往期专题", "rows": [{"t": name, "u": href} for href, name, _day in past]}]})
    w.listing("/ztzl/", "专题专栏", shown, before='<p class="more"><a href="/#/zt/wq">往期专题</a></p>')
    return shown


def site() -> Site:
    w = _Writer()
    w.pages.put("/static/js/app.8f2c1e.js", _APP, "application/javascript; charset=utf-8")
    w.pages.put("/static/js/bar.js", _BAR, "application/javascript; charset=utf-8")
    w.pages.files(*(f"/static/img/{name}.svg" for name in ("logo", "conac", "jiucuo", "hj", "hot")))
    _disclosure(w)
    files, told = _policies(w)
    topics = _topics(w)
    # Open data was switched off: the server answers with the shell, the shell says that there is no such page.
    menu = (
        {"n": "首页", "u": "/#/"}, {"n": "走进溪桥", "u": "/#/zjxq"}, {"n": "新闻中心", "u": "/#/list/xwzx"}, {"n": "政府信息公开", "u": "/zwgk/zfxxgk/"}, {"n": "政策文件", "u": "/zwgk/zcwj/"},
        {"n": "政策解读", "u": "/zwgk/zcjd/"}, {"n": "办事服务", "to": "http://zwfw.yunling-province.test/xiqiao/"}, {"n": "互动交流", "to": "/#/hdjl"}, {"n": "专题专栏", "u": "/ztzl/"}, {"n": "数据开放", "u": "/sjkf/"},
    )  # fmt: skip
    w.api("nav", {"name": NAME, "menu": menu, "foot": _FOOT})
    w.pages.put("http://zwfw.yunling-province.test/xiqiao/", '<html><head><meta charset="utf-8"><title>政务服务网</title></head><body>政务服务网 溪桥县</body></html>')
    news = [(f"/#/detail/{100 + place}", title, day) for place, (title, day) in enumerate((("溪桥脐橙开园采摘", "2026-11-18"), ("全县冬修水利现场会召开", "2026-11-12"), ("县图书馆新馆试运行", "2026-11-03")))]
    for href, title, day in news:
        w.api(href.removeprefix("/#/").replace("/", "-"), {"title": title, "blocks": [{"n": title, "html": f"<p>发布时间：{day} 09:00　来源：溪桥县融媒体中心</p>{paragraphs(f'{title}，现场气氛热烈。')}"}]})

    def rows(said: list[Row]) -> list[dict[str, str]]:
        return [{"t": title, "u": href, "d": str(datetime.fromisoformat(day).date()) if day else ""} for href, title, day in said]

    w.api("list-xwzx", {"title": "新闻中心", "blocks": [{"n": "新闻中心", "rows": rows(news)}]})
    w.api("zjxq", {"title": "走进溪桥", "blocks": [{"n": "走进溪桥", "html": paragraphs("溪桥县地处赣南，脐橙种植面积三十万亩。")}]})
    w.api("hdjl", {"title": "互动交流", "blocks": [{"n": "县长信箱", "html": '<form action="/api/save" method="post"><input name="t"><textarea name="c"></textarea></form>'}]})
    w.api("map", {"title": "网站地图", "blocks": [{"n": "网站地图", "rows": [{"t": one["n"], "u": one["u"]} for one in menu if "u" in one and one["u"] != "/sjkf/"]}]})
    # The banner opens by a script, the picture below it is a link.
    banner = '<div class="swiper" data-to="/ztzl/yshj/"><img src="/static/img/hot.svg" alt="优化营商环境"></div><a href="/ztzl/hjxj/"><img src="/static/img/hj.svg" alt="县乡人大换届选举"></a>'
    w.api("home", {"title": NAME, "blocks": [{"n": "新闻中心", "more": "/#/list/xwzx", "rows": rows(news)}, {"n": "政策文件", "more": "/zwgk/zcwj/", "rows": rows(files)}, {"n": "政策解读", "rows": rows(told)}, {"n": "热点专题", "html": banner, "rows": rows(topics)}]})
    for path in ("/", "/index.html"):
        w.pages.put(path, _SHELL)
    hosts = {"www.xiqiao.gov.test": Name(a=("198.51.100.71",), aaaa=("2001:db8:71::80",)), "zwfw.yunling-province.test": Name(a=("198.51.100.22",))}
    return w.pages.site(NAME, CODE, _SHELL, hosts, status=200)
