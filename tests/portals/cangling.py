"""沧岭市人民政府: a prefecture on a platform shared by all its departments (集约化). Departments are folders of one host, the
platform answers whatever is missing with a page and 200, pictures come from a network of others, the services hall is the
province's, and the portal has a traditional and an English edition."""

from auditor.demo import pictures
from auditor.demo.site import Name, Resource, Site
from tests.portals.writing import Pages, Row, newest, paragraphs, report, told_day

HOME, CDN = "http://www.cangling.gov.test/", "http://img01.jiyuehua-cdn.test/cangling/"
NAME, CODE, OFFICE = "沧岭市人民政府", "4599000012", "沧岭市人民政府办公室"
GATE = "http://www.cangling.gov.test/gate/big5/www.cangling.gov.test/"
_MENU = (("首页", "/"), ("走进沧岭", "/zjcl/"), ("新闻中心", "/xwzx/"), ("政府信息公开", "/zwgk/zfxxgk/"), ("政务公开", "/zwgk/"), ("办事服务", "http://zwfw.yunling-province.test/cangling/"), ("互动交流", "/hdjl/"), ("专题专栏", "/ztzl/"))
_TRADITIONAL = str.maketrans("沧岭进闻开务专题栏办动关于发布网图旧会读专绿绩达标条", "滄嶺進聞開務專題欄辦動關於發佈網圖舊會讀專綠績達標條")


def _shell(title: str, main: str, *, column: str = "", organ: str = NAME, meta: str = "", trail: str = "", floats: str = "") -> str:
    tags = f'<meta name="SiteName" content="{NAME}"><meta name="SiteDomain" content="www.cangling.gov.test"><meta name="SiteIDCode" content="{CODE}">'
    if column:
        tags += f'<meta name="ColumnName" content="{column}"><meta name="ColumnDescription" content="{organ}{column}"><meta name="ColumnKeywords" content="{column}"><meta name="ColumnType" content="{column}">'
    menu = "".join(f'<li><a href="{href}" target="_blank">{name}</a></li>' for name, href in _MENU)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_{organ}</title>{tags}{meta}</head><body>'
        f'<header><div class="tool"><a href="{GATE}">繁體</a><a href="/en/">English</a><a href="javascript:;" class="old-mode" title="长者模式">长者模式</a><a href="javascript:void(0)" onclick="aria.start()">无障碍</a></div>'
        f'<a class="logo" href="/"><img src="{CDN}logo.svg" alt="{NAME}"></a><form action="/search4/s" method="get"><label>搜索<input name="searchWord" placeholder="请输入关键字"></label><button type="submit">搜索</button></form><nav><ul>{menu}</ul></nav></header>{floats}'
        f'<div class="BreadcrumbNav">当前位置：<a href="/">首页</a>{trail}</div><div class="container">{main}</div>'
        f'<footer><a href="/wzdt/">网站地图</a>　主办单位：{OFFICE}　联系电话：0774-5100001　网站标识码：{CODE}　<a href="http://beian.miit.gov.cn/">桂ICP备05003399号</a>　'
        '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=45990002000012">桂公网安备45990002000012号</a>'
        f'<a href="//bszs.conac.cn/sitename?method=show&id=45C1"><img src="{CDN}conac.svg" alt="党政机关网站标识"></a>'
        f'<a href="//zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={CODE}"><img src="{CDN}jiucuo.svg" alt="政府网站找错"></a></footer></body></html>'
    )


class _Writer:
    def __init__(self) -> None:
        self.pages = Pages(HOME)
        self.serial = 25310

    def picture(self, name: str) -> str:
        url = f"{CDN}{name}.svg"
        self.pages.resources.setdefault(url, Resource(pictures.banner(name), content_type=pictures.SVG))
        return url

    def article(self, href: str, column: str, title: str, day: str, body: str, *, number: str = "", below: str = "", path: str = "", source: str = OFFICE, organ: str = NAME, valid: str = "有效") -> Row:
        self.serial += 1
        path = path or f"{href}t{self.serial}.shtml"
        sheet = f"<table class='xxgk'><tr><td>发文机关</td><td>{source}</td><td>成文日期</td><td>{told_day(day)}</td></tr><tr><td>发文字号</td><td>{number}</td><td>效力状态</td><td>{valid}</td></tr></table>" if number else ""
        meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 16:05"><meta name="ContentSource" content="{source}">'
        main = f'<h1>{title}</h1><div class="msg"><span>发布时间：{day} 16:05</span><span>来源：{source}</span></div>{sheet}<div class="article-con">{body}</div>{below}'
        self.pages.put(path, _shell(title, main, column=column, organ=organ, meta=meta, trail=f' &gt; <a href="{href}">{column}</a> &gt; 正文'))
        return (path, title, day)

    def listing(self, href: str, name: str, rows: list[Row], *, before: str = "", organ: str = NAME) -> None:
        lines = "".join(f'<li><a href="{path}" title="{title}">{title}</a>{f"<span>{day}</span>" if day else ""}</li>' for path, title, day in newest(rows))
        body = f'<ul class="more-list">{lines}</ul>' if rows or before else '<div class="nodata">暂无信息</div>'
        self.pages.put(href, _shell(name, before + body, column=name, organ=organ, trail=f' &gt; <a href="{href}">{name}</a>'))


def _column(w: _Writer, base: str, organ: str, told: str) -> None:
    """The disclosure column of the government."""
    names = (("政府信息公开指南", "zn"), ("政府信息公开制度", "zd"), ("法定主动公开内容", "fdnr"), ("政府信息公开年报", "nb"), ("依申请公开", "ysq"))
    side = '<div class="left">' + "".join(f'<a href="{base}{key}/">{name}</a>' for name, key in names) + "</div>"
    guide = paragraphs(f"政府信息公开工作机构：{organ}办公室。办公地址：沧岭市新城大道1号。办公时间：8:00—12:00，15:00—18:00。联系电话：0774-5100020。传真：0774-5100021。电子邮箱：gk@cangling.gov.test。获取方式：主动公开、依申请公开。")
    w.article(f"{base}zn/", "政府信息公开指南", f"{organ}政府信息公开指南", "2025-01-10", side + guide, path=f"{base}zn/", organ=organ)
    w.listing(f"{base}zd/", "政府信息公开制度", [w.article(f"{base}zd/", "政府信息公开制度", f"{organ}政府信息公开申请办理规定", "2021-04-20", paragraphs("申请由工作机构登记，承办科室提出意见，二十个工作日以内答复申请人。"), organ=organ)], before=side, organ=organ)
    entries = {"规范性文件": "沧政规〔2025〕2号 沧岭市城市供水管理规定（有效）", "机构职能": f"{organ}办公室机构职能", "预算决算": "沧岭市2026年政府预算"}
    links = ""
    for place, (name, title) in enumerate(entries.items()):
        href = f"{base}fdnr/{place}/"
        text = paragraphs(f"{title}。主要职责、内设机构，办公地址：新城大道1号，办公时间：工作日，联系电话：0774-5100030，负责人：韦青。")
        w.listing(href, name, [w.article(href, name, title, f"2026-0{place + 2}-17", text, organ=organ)], before=side, organ=organ)
        links += f'<a href="{href}">{name}</a> '
    w.pages.put(f"{base}fdnr/", _shell("法定主动公开内容", side + links, column="法定主动公开内容", organ=organ))
    w.listing(f"{base}nb/", "政府信息公开年报", [w.article(f"{base}nb/", "政府信息公开年报", f"{organ}2025年政府信息公开工作年度报告", told, report(organ, 2025), source=organ, organ=organ)], before=side, organ=organ)
    w.pages.file(f"{base}ysq/sqb.doc")
    w.pages.put(f"{base}ysq/", _shell("依申请公开", f"{side}{paragraphs('办理流程：提交申请表，登记，二十个工作日内答复。')}<a href='{base}ysq/sqb.doc'>政府信息公开申请表</a>", column="依申请公开", organ=organ))
    w.pages.put(base, _shell("政府信息公开", side, column="政府信息公开", organ=organ))


_RULES = (
    "第一条　为了鼓励企业使用清洁能源，减少冬季污染，制定本办法。",
    "第二条　在本市注册、依法纳税并完成锅炉改造验收的工业企业，可以申请补助。",
    "第三条　改造为电锅炉的，每蒸吨补助六万元；改造为燃气锅炉的，每蒸吨补助四万元，一家企业累计不超过一百五十万元。",
    "第四条　企业应当在验收后六十日内向所在县（区）工业和信息化部门提交申请，县（区）初审后报市工业和信息化局审定。",
    "第五条　骗取补助的，追回资金并列入信用记录。",
    "第六条　本办法自2026年9月1日起施行，有效期三年。",
)


def _policies(w: _Writer) -> tuple[list[Row], list[Row]]:
    """A library with validity; interpretations in a column for each form."""
    lib, told = "/zwgk/zcwjk/", "/zwgk/zcjd/"
    title, other = "沧岭市人民政府关于印发工业锅炉清洁能源改造补助办法的通知", "沧岭市人民政府办公室关于印发沧岭市夜间经济促进措施的通知"
    at, other_at = f"{lib}t30001.shtml", f"{lib}t30002.shtml"
    made = {
        "wzjd": ("文字解读", "《工业锅炉清洁能源改造补助办法》政策解读", "2026-08-17"), "tjjd": ("图解", "图解｜工业锅炉改造补助怎么领", "2026-08-17"), "zjjd": ("专家解读", "专家解读：锅炉改造补助办法好在哪里", "2026-08-25"),
        "spjd": ("视频解读", "视频｜夜间经济促进措施这样看", "2026-10-13"), "mtjd": ("媒体解读", "沧岭日报：夜间经济促进措施为小摊点留灯", "2026-10-15"),
    }  # fmt: skip
    where = {key: f"{told}{key}/t31{place}.shtml" for place, key in enumerate(made)}

    def related(*keys: str) -> str:
        return '<div class="xgjd"><h4>相关解读</h4>' + "".join(f'<a href="{where[key]}">{made[key][1]}</a>' for key in keys) + "</div>"

    files = [
        w.article(lib, "政策文件库", title, "2026-08-17", paragraphs(*_RULES, NAME, "2026年8月17日"), number="沧政发〔2026〕15号", source=NAME, path=at, below=related("wzjd", "tjjd", "zjjd")),
        w.article(
            lib, "政策文件库", other, "2026-10-12",
            paragraphs(
                "一、划定夜市街区。中心城区划定六处夜市街区，每日十八时至次日一时可以占道经营，不收占道费。", "二、延长公交运行。通往夜市街区的四条公交线路末班车延至二十三时三十分。",
                "三、给予用电优惠。夜市街区的照明用电由属地县（区）承担一半。", "四、加强保洁。收市以后一小时内清扫完毕。", "五、本措施自印发之日起施行，至2028年12月31日止。", OFFICE, "2026年10月12日",
            ),
            number="沧政办发〔2026〕31号", path=other_at, below=related("spjd", "mtjd"),
        ),
        w.article(lib, "政策文件库", "沧岭市人民政府关于韦东山等同志职务任免的通知", "2026-09-21", paragraphs("各县（区）人民政府：市人民政府决定，任命韦东山为市统计局副局长。", NAME, "2026年9月21日"), number="沧政干〔2026〕9号", source=NAME),
        w.article(lib, "政策文件库", "沧岭市人民政府关于印发户外广告管理办法的通知", "2019-05-06", paragraphs("第一条　为加强户外广告管理，制定本办法。", "第二条　本办法自2019年6月1日起施行。"), number="沧政发〔2019〕8号", source=NAME, valid="废止"),
    ]  # fmt: skip
    told_text = paragraphs(
        "一、起草背景。我市还有一百多台烧煤的小锅炉，一到冬天，空气里灰蒙蒙的，这是改造的由来。", "二、目的意义。既要让天更蓝，也要让企业少花冤枉钱。",
        "三、主要内容。换成电的，一蒸吨给六万；换成气的，一蒸吨给四万，一家厂子最多一百五十万；材料交到县里，两个月内要办，过期不候。", "四、适用范围。在本地注册、交税、验收过关的厂子都可以申请。",
        "五、名词解释。蒸吨是指锅炉一个钟头能烧出多少蒸汽。", "六、注意事项：造假的要退钱。咨询电话：0774-5100066，解读人：市工信局科长。",
    )  # fmt: skip
    video = '<video controls poster="{}" src="/zwgk/zcjd/spjd/31.mp4"></video>'.format(w.picture("spjd"))
    w.pages.put("/zwgk/zcjd/spjd/31.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64), "video/mp4")
    bodies = {
        "wzjd": told_text, "tjjd": f'<p><img src="{w.picture("tjjd")}" alt="工业锅炉改造补助图解：电锅炉六万元、燃气锅炉四万元" width="750" height="4600"></p>',
        "zjjd": paragraphs("省能源研究院研究员黄明认为，补助按蒸吨计算，改得多补得多，又有封顶，财政承受得起；电锅炉补得比燃气锅炉多，方向很清楚。", "他建议企业先算一笔账：一台十蒸吨的锅炉，改电一次投入约二百万元，补助六十万元，三年左右收回成本。"),
        "spjd": video + paragraphs("夜市摆到几点？公交末班车几点？看完这段两分钟的视频就明白。"),
        "mtjd": paragraphs("华灯初上，江滨街的摊主老陆支起了锅。“占道费不收了，电费政府还帮着出一半。”他算了算，一个月能省八百元。", "据了解，中心城区六处夜市街区都能这样摆，最晚可以到凌晨一点，末班公交也延到了夜里十一点半。"),
    }  # fmt: skip
    columns, tabs = [], ""
    for key, (name, heading, day) in made.items():
        first = key in ("wzjd", "tjjd", "zjjd")
        back = f'<div class="xgwj">相关文件：<a href="{at if first else other_at}">{title if first else other}</a></div>'
        row = w.article(f"{told}{key}/", name, heading, day, bodies[key], path=where[key], below=back, source="沧岭日报" if key == "mtjd" else OFFICE)
        w.listing(f"{told}{key}/", name, [row])
        columns.append(row)
        tabs += f'<a href="{told}{key}/">{name}</a> '
    w.listing(told, "政策解读", columns, before=f'<div class="tabs">{tabs}</div>')
    lines = "".join(f'<tr><td><a href="{path}">{name}</a></td><td>{day}</td><td>{"废止" if "广告" in name else "有效"}</td></tr>' for path, name, day in newest(files))
    w.pages.put(lib, _shell("政策文件库", f"<form action='/search4/lib'><label>标题<input name='t'></label><button>检索</button></form><table><tr><th>标题</th><th>发布日期</th><th>效力状态</th></tr>{lines}</table>", column="政策文件库", trail=f' &gt; <a href="{lib}">政策文件库</a>'))
    return files, columns


def _topics(w: _Writer) -> tuple[str, str]:
    def topic(key: str, name: str, items: tuple[tuple[str, str], ...], *, heading: str = "") -> Row:
        rows = [w.article(f"/ztzl/{key}/", heading or name, title, day, paragraphs(f"{told_day(day)}，{title}。各县（区）和市直部门参加。"), source="沧岭日报") for day, title in items]
        w.listing(f"/ztzl/{key}/", heading or name, rows)
        return (f"/ztzl/{key}/", name, "")

    shown = [
        topic("gzl", "高质量发展看沧岭", (("2026-11-17", "江北产业园开工八个项目"), ("2026-09-08", "沧岭港吞吐量创新高"))),
        topic("lfdh", "第四届沧岭旅游发展大会", (("2023-09-28", "第四届沧岭旅游发展大会闭幕"), ("2023-06-15", "筹备工作动员会"))),
        # Renamed: the column's own page still bears what it was called until 2021, and is full of new work.
        topic("tpgj", "乡村振兴", (("2026-10-30", "和美乡村示范带建成"), ("2025-11-12", "防返贫监测帮扶集中排查"), ("2020-12-03", "全市贫困村全部出列")), heading="脱贫攻坚"),
        ("http://zt.yunling-province.test/ztjy/", "学习贯彻习近平新时代中国特色社会主义思想主题教育", ""),
    ]
    past = [topic("jd100", "庆祝中国共产党成立100周年", (("2021-07-05", "全市收看庆祝大会"),)), ("/ztzl/wmcs/", "创建全国文明城市（2018—2020年）", "")]
    w.listing("/ztzl/wqzt/", "往期专题", past)
    w.listing("/ztzl/", "专题专栏", shown, before='<p class="more"><a href="/ztzl/wqzt/">往期专题</a></p>')
    banner = f'<div class="zt"><a href="/ztzl/lfdh/"><img src="{w.picture("lfdh")}" alt="第四届沧岭旅游发展大会"></a><a href="/ztzl/gzl/"><img src="{w.picture("gzl")}" alt="高质量发展看沧岭"></a></div>'
    floats = f'<div class="float" style="position:fixed;right:10px;bottom:90px"><a href="http://zt.yunling-province.test/ztjy/"><img src="{w.picture("ztjy")}" alt="主题教育"></a></div>'
    return banner, floats


def _departments(w: _Writer) -> str:
    organ, base = "沧岭市教育局", "/bm/jyj/"
    # Its report came in time for itself; it is not the city's.
    w.listing(f"{base}zfxxgk/", "政府信息公开", [w.article(f"{base}zfxxgk/", "政府信息公开年报", f"{organ}2024年政府信息公开工作年度报告", "2025-01-20", report(organ, 2024), source=organ, organ=organ)], organ=organ)
    # A department's own news may be slower than the portal's; one column of its neighbour was never filled.
    news = [w.article(f"{base}dt/", "教育动态", title, day, paragraphs(f"{title}，各学校参加。"), source=organ, organ=organ) for title, day in (("全市校园安全检查", "2026-10-14"), ("中小学生艺术展演", "2026-06-02"))]
    w.listing(f"{base}dt/", "教育动态", news, organ=organ)
    w.pages.put(base, _shell("首页", f'<a href="{base}zfxxgk/">政府信息公开</a> <a href="{base}dt/">教育动态</a>', organ=organ))
    w.listing("/bm/wjw/tzgg/", "通知公告", [], organ="沧岭市卫生健康委员会")
    w.pages.put("/bm/wjw/", _shell("首页", '<a href="/bm/wjw/tzgg/">通知公告</a> <a href="/bm/wjw/tjsj/2019.shtml">卫生统计年鉴</a>', organ="沧岭市卫生健康委员会"))
    return '<div class="bm"><h3>市直部门</h3><a href="/bm/jyj/">市教育局</a><a href="/bm/wjw/">市卫生健康委</a></div>'


def site() -> Site:
    w = _Writer()
    for name in ("logo", "conac", "jiucuo"):
        w.picture(name)
    news = [w.article("/xwzx/yw/", "沧岭要闻", title, day, f'<p><img src="{w.picture("yw")}" alt="现场"></p>{paragraphs(f"{title}。", "市领导参加活动。")}', source="沧岭日报") for title, day in (("沧岭市召开经济形势分析会", "2026-11-19"), ("江滨公园二期开放", "2026-11-16"))]
    notices = [w.article("/xwzx/tzgg/", "通知公告", title, day, paragraphs(f"{title}，请有关单位按时办理。")) for title, day in (("关于申报2027年市级科技项目的通知", "2026-11-09"),)]
    w.listing("/xwzx/yw/", "沧岭要闻", news)
    w.listing("/xwzx/tzgg/", "通知公告", notices)
    w.pages.put("/xwzx/", _shell("新闻中心", '<a href="/xwzx/yw/">沧岭要闻</a> <a href="/xwzx/tzgg/">通知公告</a>', column="新闻中心"))
    _column(w, "/zwgk/zfxxgk/", NAME, "2026-03-23")
    files, told = _policies(w)
    banner, floats = _topics(w)
    departments = _departments(w)
    w.pages.put("/zwgk/", _shell("政务公开", '<a href="/zwgk/zfxxgk/">政府信息公开</a> <a href="/zwgk/zcwjk/">政策文件库</a> <a href="/zwgk/zcjd/">政策解读</a>', column="政务公开"))
    w.pages.put("/zjcl/", _shell("走进沧岭", paragraphs("沧岭市位于两江交汇处，辖四县二区，常住人口三百一十万。"), column="走进沧岭"))
    w.pages.put("/hdjl/", _shell("互动交流", '<form action="/hdjl/save" method="post"><label>标题<input name="t"></label><label>内容<textarea name="c"></textarea></label></form><a href="/hdjl/">市长信箱</a>', column="互动交流"))
    w.pages.put("http://zwfw.yunling-province.test/cangling/", '<html><head><meta charset="utf-8"><title>政务服务网</title></head><body>政务服务网 沧岭市</body></html>')
    w.pages.put("http://zt.yunling-province.test/ztjy/", '<html><head><meta charset="utf-8"><title>主题教育</title></head><body>主题教育 <p>2023年9月1日</p></body></html>')
    w.pages.put("/wzdt/", _shell("网站地图", "".join(f'<a href="{href}">{name}</a> ' for name, href in (*_MENU, ("往期专题", "/ztzl/wqzt/")))))
    # The English edition lags three years behind, and its news are not the portal's 要闻.
    w.pages.put("/en/1.html", '<html lang="en"><head><meta charset="utf-8"><title>Cangling Port</title></head><body><h1>New berth opens at Cangling Port</h1><p>2023-05-11</p><p>The third berth has opened.</p></body></html>')
    w.pages.put("/en/", '<html lang="en"><head><meta charset="utf-8"><title>Cangling</title></head><body><h1>Cangling, China</h1><h2>News</h2><ul><li><a href="/en/1.html">New berth opens at Cangling Port</a> 2023-05-11</li></ul><a href="/">中文</a></body></html>')

    def box(name: str, href: str, rows: list[Row]) -> str:
        return f'<div class="box"><h3><a href="{href}">{name}</a></h3><ul>' + "".join(f'<li><a href="{path}">{title}</a><span>{day[5:]}</span></li>' for path, title, day in newest(rows)) + "</ul></div>"

    main = box("沧岭要闻", "/xwzx/yw/", news) + box("通知公告", "/xwzx/tzgg/", notices) + box("政策文件库", "/zwgk/zcwjk/", files[:2]) + box("政策解读", "/zwgk/zcjd/", told) + banner + departments
    home = _shell(NAME, f'{main}<a href="/zwgk/tjgb/2019.shtml">2019年统计公报</a>', floats=floats)
    w.pages.put("/", home)
    # The gate turns the characters and every address into its own; what lies behind it is the same portal once more.
    for path in ("", "ztzl/"):
        page = w.pages.resources[HOME + path].body.decode().translate(_TRADITIONAL)
        w.pages.put(GATE + path, page.replace('href="/ztzl/"', f'href="{GATE}ztzl/"').replace('href="/"', f'href="{GATE}"'))
    lost = _shell("提示信息", '<div class="error"><h2>您访问的页面不存在或已被删除</h2><p>系统将在5秒后返回首页</p></div>')
    hosts = {"www.cangling.gov.test": Name(a=("198.51.100.91",), aaaa=("2001:db8:91::80",)), "img01.jiyuehua-cdn.test": Name(a=("198.51.100.92",)), "zwfw.yunling-province.test": Name(a=("198.51.100.22",))}
    return w.pages.site(NAME, CODE, lost, hosts, status=200)
