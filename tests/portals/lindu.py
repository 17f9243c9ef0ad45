"""临渡区人民政府: a district portal of the 2010s in GBK. Its menu is a row of pictures without words, its disclosure
platform a frameset on a sub-domain; addresses in capitals, with session ids and behind `javascript:openwin()`, lists that
go on in `index_1.shtml`, days written in five manners, links in a `<select>`, and the old edition still behind a link."""

from dataclasses import replace

from auditor.demo.site import Name, Site
from tests.portals.writing import Pages, Row, newest, paragraphs, report

HOME, OPEN = "http://www.lindu.gov.test/", "http://xxgk.lindu.gov.test/"
NAME, CODE = "临渡区人民政府", "4309990003"
_MENU = (("nav_01", "/"), ("nav_02", "/ZWDT/INDEX.SHTML"), ("nav_03", OPEN), ("nav_04", "/zcfg/index.shtml"), ("nav_05", "/zt/index.shtml"), ("nav_06", "/hdjl/list.jsp?sid=7F3A21"))
_HEAD = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">'
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def dotted(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year}.{int(month)}.{int(date)}"


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else str(tens).translate(_DIGITS) + "十") + ("" if not ones else str(ones).translate(_DIGITS))


def in_words(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year.translate(_DIGITS)}年{_small(int(month))}月{_small(int(date))}日"


def _page(title: str, main: str, *, here: str = "") -> str:
    cells = "".join(f'<TD><A HREF="{href}"><IMG SRC="/images/{name}.svg" BORDER=0 onMouseOver="this.src=\'/images/{name}.svg\'"></A></TD>' for name, href in _MENU)
    return (
        f'<HTML><HEAD>{_HEAD}<TITLE>{title}</TITLE><SCRIPT LANGUAGE="JavaScript" SRC="/js/win.js"></SCRIPT></HEAD><BODY BGCOLOR=#ffffff>'
        f'<TABLE WIDTH=980 ALIGN=center><TR><TD><IMG SRC="/images/top.svg" WIDTH=980 HEIGHT=140></TD></TR><TR><TD><TABLE><TR>{cells}</TR></TABLE></TD></TR>'
        f"<TR><TD>{here}</TD></TR><TR><TD><TABLE><TR><TD VALIGN=top>{main}</TD></TR></TABLE></TD></TR>"
        f'<TR><TD ALIGN=center>主办单位：临渡区人民政府办公室 电话：0737-4200001 <A HREF="/wzdt.html">网站地图</A> <A HREF="javascript:window.close()">关闭</A><BR>网站标识码：{CODE} '
        '<A HREF="http://beian.miit.gov.cn/">湘ICP备05009999号</A></TD></TR></TABLE></BODY></HTML>'
    )


class _Writer:
    def __init__(self) -> None:
        self.pages = Pages(HOME, encoding="gb18030", said="")
        self.serial = 3300

    def article(self, folder: str, column: str, title: str, day: str, body: str, *, number: str = "", path: str = "", source: str = "区政府办") -> Row:
        self.serial += 1
        path = path or f"/{folder}/{day[:4]}/{day[5:7]}{day[8:]}_{self.serial}.html"
        line = f"<TR><TD ALIGN=center>{number}</TD></TR>" if number else ""
        main = f'<TABLE WIDTH=100%><TR><TD ALIGN=center><FONT SIZE=5 COLOR=red><B>{title}</B></FONT></TD></TR><TR><TD ALIGN=center>{in_words(day)}　稿件来源：{source}　【字号：<A HREF="javascript:doZoom(16)">大</A> <A HREF="javascript:doZoom(12)">小</A>】</TD></TR>{line}<TR><TD ID=zoom>{body}</TD></TR></TABLE>'
        self.pages.put(path, _page(f"{title}-{NAME}", main, here=f'当前位置：<A HREF="/">首页</A>-&gt;<A HREF="/{folder}/index.shtml">{column}</A>-&gt;正文'))
        return (path, title, day)

    def listing(self, path: str, name: str, rows: list[Row], *, shown: str = "dotted", pages: str = "", windows: bool = False) -> None:
        def line(href: str, title: str, day: str) -> str:
            told = f"[{day[5:]}]" if shown == "short" else dotted(day)
            to = f"javascript:openwin('{href}','800','600')" if windows else href
            return f'<TR><TD>·<A HREF="{to}">{title}</A></TD><TD>{told}</TD></TR>'

        main = f"<TABLE WIDTH=700>{''.join(line(*row) for row in newest(rows))}</TABLE>{pages}"
        self.pages.put(path, _page(f"{name}-{NAME}", main, here=f'当前位置：<A HREF="/">首页</A>-&gt;{name}'))


def _frame(main: str, title: str = "") -> str:
    return f"<HTML><HEAD>{_HEAD}<TITLE>{title}</TITLE></HEAD><BODY>{main}</BODY></HTML>"


def _platform(w: _Writer) -> None:
    """A frameset: the tree of the column left, what was chosen right. The third part still bears its name of 2008."""

    def entry(name: str, title: str, day: str, body: str) -> str:
        path = f"{OPEN}show.jsp?id={name}"
        sheet = f"<TABLE BORDER=1><TR><TD>索引号：</TD><TD>430999/{day[:4]}-{name}</TD><TD>生成日期：</TD><TD>{dotted(day)}</TD></TR><TR><TD>名　称：</TD><TD COLSPAN=3>{title}</TD></TR></TABLE>"
        w.pages.put(path, _frame(f"{sheet}<CENTER><H3>{title}</H3></CENTER>{body}", title))
        return f'<TR><TD><A HREF="{path}" TARGET=_blank>{title}</A></TD><TD>{dotted(day)}</TD></TR>'

    # Names with blanks between their letters; letters full and half width.
    guide = paragraphs(
        "一、机 构 名 称：临渡区人民政府办公室政务公开股。", "二、办公地　址：临渡区滨江路６号。办公时　间：上午8:00至12:00，下午14:30至17:30。",
        "三、联系电　话：0737-4200020，传　真：0737-4200021，电子邮箱：ldgk@lindu.gov.test。", "四、获取方式：区政府网站、区档案馆查阅，或者依申请公开。",
    )  # fmt: skip
    w.pages.put(f"{OPEN}gkzn.html", _frame(f"<H2>临渡区政府信息公开指南</H2>{guide}", "政府信息公开指南"))
    w.pages.put(f"{OPEN}list.jsp?cat=zd", _frame(f"<TABLE>{entry('zd1', '临渡区政府信息依申请公开办理制度', '2021-07-02', paragraphs('收到申请后登记，承办单位提出意见，二十个工作日内书面答复。'))}</TABLE>", "政府信息公开制度"))
    subjects = (("gfxwj", "规范性文件", "临政规〔2025〕1号 临渡区河道采砂管理办法（有效）", "2025-11-28"), ("jgzn", "机构职能", "临渡区民政局机构职能", "2026-03-05"), ("yjs", "财政预决算", "临渡区2026年预算公开", "2026-02-06"))
    for key, name, title, day in subjects:
        body = paragraphs(f"{title}。主要职责、内设机构，办公地址：滨江路6号，办公时间：工作日，联系电话：0737-4200020，负责人：周平。")
        w.pages.put(f"{OPEN}list.jsp?cat={key}", _frame(f"<TABLE>{entry(key, title, day, body)}</TABLE>", name))
    reports = "".join(entry(f"nb{year}", f"临渡区{year}年政府信息公开工作年度报告", f"{year + 1}-03-2{year % 5}", report("临渡区", year, tag="<P><FONT FACE=黑体>{}</FONT></P>")) for year in (2025, 2024))
    w.pages.put(f"{OPEN}list.jsp?cat=nb", _frame(f"<TABLE>{reports}</TABLE>", "政府信息公开年报"))
    w.pages.file(f"{OPEN}down/sqb.doc")
    w.pages.put(f"{OPEN}ysqgk.html", _frame(f"<H2>依申请公开</H2>{paragraphs('办理流程：填写申请表，送交或者寄到区政府办，二十个工作日内答复。')}<A HREF='/down/sqb.doc'>政府信息公开申请表下载</A>", "依申请公开"))
    tree = "".join(f'<DIV STYLE="margin-left:20px">├ <A HREF="list.jsp?cat={key}" TARGET=main>{name}</A></DIV>' for key, name, _title, _day in subjects)
    left = (
        '<DIV><A HREF="gkzn.html" TARGET=main>政府信息公开指南</A></DIV><DIV><A HREF="list.jsp?cat=zd" TARGET=main>政府信息公开制度</A></DIV>'
        f'<DIV>＋<A HREF="javascript:void(0)" onClick="expand(\'ml\')">政府信息公开目录</A></DIV><DIV ID=ml>{tree}</DIV>'
        '<DIV><A HREF="list.jsp?cat=nb" TARGET=main>政府信息公开年报</A></DIV><DIV><A HREF="ysqgk.html" TARGET=main>依申请公开</A></DIV>'
    )
    w.pages.put(f"{OPEN}left.html", _frame(left))
    w.pages.put(f"{OPEN}main.html", _frame(f"<H3>最新公开</H3><TABLE>{reports}</TABLE>"))
    w.pages.put(f"{OPEN}top.html", _frame(f'<IMG SRC="/images/gk.svg"><A HREF="{HOME}" TARGET=_top>返回门户</A>'))
    w.pages.file(f"{OPEN}images/gk.svg")
    frames = '<FRAMESET ROWS="90,*"><FRAME SRC="top.html" SCROLLING=no><FRAMESET COLS="210,*"><FRAME SRC="left.html" NAME=left><FRAME SRC="main.html" NAME=main></FRAMESET></FRAMESET>'
    w.pages.put(OPEN, f"<HTML><HEAD>{_HEAD}<TITLE>临渡区政府信息公开平台</TITLE></HEAD>{frames}<NOFRAMES>您的浏览器不支持框架</NOFRAMES></HTML>")


def _topics(w: _Writer) -> str:
    def topic(key: str, name: str, items: tuple[tuple[str, str], ...], *, shown: str = "dotted") -> None:
        rows = [w.article(f"zt/{key}", name, title, day, paragraphs(f"{title}。区直各单位和各街道参加。"), source="区委办") for day, title in items]
        w.listing(f"/zt/{key}/index.shtml", name, rows, shown=shown)

    topic("qzlx", "党的群众路线教育实践活动", (("2014-10-09", "临渡区召开党的群众路线教育实践活动总结大会"), ("2014-02-20", "全区动员大会")))
    topic("yshj", "优化营商环境", (("2026-10-12", "临渡区惠企政策汇编"), ("2025-12-30", "政务服务“跨省通办”清单")), shown="short")
    topic("fxks", "防汛抗旱", (("2026-07-08", "沿江防汛值守安排"), ("2025-06-30", "防汛物资储备情况")))
    # Not a day on it; the server alone says when it was last touched, and a touched page is no dated one.
    w.pages.put("/zt/mlld/index.html", _page("美丽临渡", f"<H2>美丽临渡</H2>{paragraphs('一江两岸，百年古渡，石板街上茶香。')}<IMG SRC='/images/zt.svg'>"), headers={"Last-Modified": "Tue, 12 Mar 2013 02:11:00 GMT"})
    w.pages.files("/images/zt.svg", "/images/qz.svg", "/images/ys.svg")
    rows = "".join(f'<TR><TD><A HREF="/zt/{key}/{page}">{name}</A></TD></TR>' for key, name, page in (("yshj", "优化营商环境", "index.shtml"), ("fxks", "防汛抗旱", "index.shtml"), ("mlld", "美丽临渡", "index.html"), ("qzlx", "党的群众路线教育实践活动", "index.shtml")))
    w.pages.put("/zt/index.shtml", _page(f"专题专栏-{NAME}", f"<TABLE>{rows}</TABLE>", here='当前位置：<A HREF="/">首页</A>-&gt;专题专栏'))
    return '<TABLE><TR><TD><A HREF="/zt/qzlx/index.shtml"><IMG SRC="/images/qz.svg" BORDER=0></A></TD></TR><TR><TD><A HREF="/zt/yshj/index.shtml"><IMG SRC="/images/ys.svg" BORDER=0></A></TD></TR></TABLE>'


def _old_edition(w: _Writer) -> None:
    """What the portal was until 2016, kept to look things up: its columns are not the portal's."""
    rows = [("2016-05-18", "临渡区召开春季防火会议"), ("2016-04-02", "区领导调研企业")]
    lines = "".join(f'<LI><A HREF="/old/{place}.html">{title}</A> {dotted(day)}</LI>' for place, (day, title) in enumerate(rows))
    for place, (_day, title) in enumerate(rows):
        w.pages.put(f"/old/{place}.html", _frame(f"<H3>{title}</H3>{paragraphs(f'{title}，会议强调抓好落实。')}", title))
    w.pages.put("/old/news.html", _frame(f"<H3>政务要闻</H3><UL>{lines}</UL>", "政务要闻"))
    w.pages.put("/old/gg.html", _frame("<H3>通知公告</H3><UL></UL>暂无信息", "通知公告"))
    w.pages.put("/old/index.html", _frame('<A HREF="/old/news.html">政务要闻</A> <A HREF="/old/gg.html">通知公告</A> <A HREF="/">返回新版</A>', f"{NAME}（旧版）"))


def site() -> Site:
    w = _Writer()
    w.pages.files("/images/top.svg", *(f"/images/{name}.svg" for name, _href in _MENU))
    w.pages.put("/js/win.js", "function openwin(u,w,h){window.open(u,'','width='+w+',height='+h);}function doZoom(n){}", "application/x-javascript")
    news = [w.article("zwdt", "政务动态", title, day, paragraphs(f"本网讯　{title}。", "区领导参加。"), source="区融媒体中心") for title, day in (("临渡区部署岁末安全生产", "2026-11-18"), ("古渡口码头改造完工", "2026-11-13"), ("全区秋季征兵欢送新兵", "2026-09-17"), ("临渡区举办龙舟赛", "2025-06-01"))]
    turn = '<A HREF="{0}">上一页</A> <A HREF="{1}">下一页</A> 共2页'
    for path in ("/ZWDT/INDEX.SHTML", "/ZWDT/index.shtml", "/zwdt/index.shtml"):  # the same file to a server that minds no capitals
        w.listing(path, "政务动态", news[:2], pages=turn.format("index.shtml", "/zwdt/index_1.shtml"))
    w.listing("/zwdt/index_1.shtml", "政务动态", news[2:], pages=turn.format("index.shtml", "index_1.shtml"))
    # Nothing for nine months; the list shows month and day, the articles behind windows the year.
    notices = [w.article("tzgg", "通知公告", title, day, paragraphs(f"{title}，特此通告。")) for title, day in (("关于春节期间烟花爆竹燃放的通告", "2026-02-03"), ("区图书馆闭馆公告", "2025-12-30"))]
    w.listing("/tzgg/index.shtml", "通知公告", notices, shown="short", windows=True)
    policy = w.article(
        "zcfg", "政策法规", "临渡区人民政府办公室关于印发临渡区城区停车管理办法的通知", "2026-09-08",
        paragraphs(
            "第一条　为规范城区停车秩序，方便群众出行，制定本办法。", "第二条　本办法适用于本区城区公共停车场、路内停车泊位的规划、建设和管理。",
            "第三条　路内停车泊位收费实行政府定价，首三十分钟免费，超过的每小时二元，单日最高十元。", "第四条　医院、学校周边泊位限时停放，最长不超过两小时。",
            "第五条　占用消防通道停车的，由公安机关依法处罚。", "第六条　本办法自2026年10月8日起施行。", "临渡区人民政府办公室", "二〇二六年九月八日",
        ),
        number="临政办发〔2026〕8号", source="区政府办",
    )  # fmt: skip
    # It names its document, and neither page leads to the other.
    told = w.article(
        "zcjd", "政策解读", "《临渡区城区停车管理办法》政策解读", "2026-09-09",
        paragraphs(
            "一、为什么要出台？老城区车位少、乱停多，去年接到投诉两千多件，这是起草背景。", "二、目的是什么？让车有地方停，让路走得通。",
            "三、主要内容有哪些？停半个钟头不要钱，之后一小时两块，一天封顶十块；医院和学校门口最多停两个钟头，好让后来的人也停得上；堵了消防通道要罚。",
            "四、哪些地方适用？老城和新区的路边车位、公家停车场都算，小区里面的不算。", "五、注意什么？外地车一样收费。咨询电话：0737-4200088，解读单位：区城管局。",
        ),
        source="区城管局",
    )  # fmt: skip
    w.listing("/zcfg/index.shtml", "政策法规", [policy])
    w.listing("/zcjd/index.shtml", "政策解读", [told])
    letters = "".join(f'<TR><TD><A HREF="/hdjl/show.jsp?id={place}&sid=7F3A21">{title}</A></TD><TD>{dotted(day)}</TD></TR>' for place, (title, day) in enumerate((("关于路灯不亮的来信", "2026-11-02"), ("关于公交改线的来信", "2026-10-15"))))
    w.pages.put("/hdjl/list.jsp?sid=7F3A21", _page(f"区长信箱-{NAME}", f"<TABLE>{letters}</TABLE><FORM METHOD=post ACTION='/hdjl/save.jsp'><INPUT NAME=title><TEXTAREA NAME=body></TEXTAREA></FORM>", here="区长信箱"))
    for place in range(2):
        w.pages.put(f"/hdjl/show.jsp?id={place}&sid=7F3A21", _page("来信", paragraphs("来信内容：请处理。", "答复内容：已经处理，谢谢来信。")))
    _platform(w)
    pictures = _topics(w)
    _old_edition(w)
    w.pages.put(
        "/wzdt.html",
        _page(
            f"网站地图-{NAME}",
            "".join(
                f'<TABLE><TR><TD><A HREF="{href}">{name}</A></TD></TR></TABLE>'
                for name, href in (("政务动态", "/zwdt/index.shtml"), ("通知公告", "/tzgg/index.shtml"), ("政府信息公开", OPEN), ("政策法规", "/zcfg/index.shtml"), ("政策解读", "/zcjd/index.shtml"), ("区长信箱", "/hdjl/list.jsp?sid=7F3A21"), ("专题专栏", "/zt/index.shtml"))
            ),
        ),
    )

    def box(name: str, href: str, rows: list[Row], *, windows: bool = False) -> str:
        lines = "".join(f"<TR><TD>·<A HREF=\"{f'''javascript:openwin('{path}','800','600')''' if windows else path}\">{title}</A></TD><TD>[{day[5:]}]</TD></TR>" for path, title, day in newest(rows))
        return f'<TABLE WIDTH=460><TR><TD BACKGROUND="/images/top.svg"><B>{name}</B></TD><TD><A HREF="{href}">&gt;&gt;</A></TD></TR>{lines}</TABLE>'

    boxes = box("政务动态", "/zwdt/index.shtml", news[:3]) + box("通知公告", "/tzgg/index.shtml", notices, windows=True) + box("政策法规", "/zcfg/index.shtml", [policy]) + box("政策解读", "/zcjd/index.shtml", [told])
    # The gazette was given up in 2019, its entrance was not.
    links = (
        f'<SELECT onChange="openwin(this.value,800,600)"><OPTION>--区直部门--</OPTION><OPTION VALUE="{OPEN}list.jsp?cat=jgzn">区民政局</OPTION><OPTION VALUE="http://www.gov.cn/">中国政府网</OPTION></SELECT>'
        '<SELECT onChange="if(this.value)window.open(this.value)"><OPTION VALUE="">--省内网站--</OPTION><OPTION VALUE="http://www.yunling-province.test/">云岭省人民政府</OPTION></SELECT>'
        '<A HREF="/zwgk/zfgb.html">政府公报</A> <A HREF="/old/index.html">回顾旧版</A>'
    )
    search = '<FORM ACTION="/search.jsp" METHOD=get><INPUT NAME=q><INPUT TYPE=image SRC="/images/nav_01.svg"></FORM>'
    w.pages.put("/", _page(NAME, f"{search}<TABLE><TR><TD>{boxes}</TD><TD>{pictures}</TD></TR></TABLE>{links}"))
    hosts = {"www.lindu.gov.test": Name(a=("198.51.100.81",)), "xxgk.lindu.gov.test": Name(a=("198.51.100.82",))}
    made = w.pages.site(NAME, CODE, _page("404", "找不到该页"), hosts)
    stamped = {url: replace(one, headers={"Last-Modified": "Wed, 18 Nov 2026 01:00:00 GMT", **one.headers}) for url, one in made.resources.items()}
    return replace(made, resources=stamped)
