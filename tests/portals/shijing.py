"""石井县人民政府: an old portal in GBK. Nested tables, a menu in table cells with padded names, ASP pages with queries in
the encoding of the page, an image map, and a left menu inside a frame."""

from urllib.parse import quote

from auditor.demo.site import Name, Site
from tests.portals.writing import Pages, Row, newest, paragraphs, told_day

HOME = "http://www.shijing.gov.test/"
NAME, CODE = "石井县人民政府", "5325990003"
_COLUMNS = ("政务要闻", "通知公告", "政府文件", "政策解读", "县情概况", "领导信箱", "招商引资")


def _query(name: str) -> str:
    return f"/List.asp?BigClass={quote(name, encoding='gb18030')}"


def _shell(title: str, main: str, *, crumbs: str = "") -> str:
    cells = "".join(
        f'<TD align=middle width=90><A class=nav href="{href}">{name}</A></TD><TD width=1><IMG src="/images/line.svg"></TD>'
        for name, href in (
            ("首&nbsp;&nbsp;&nbsp;页", "/index.asp"),
            ("政务要闻", _query("政务要闻")),
            ("政 务 公 开", "/zwgk.asp"),
            ("政府文件", _query("政府文件")),
            ("领导信箱", _query("领导信箱")),
            ("招商引资", _query("招商引资")),
            ("专&nbsp;&nbsp;题", "/zt/index.asp"),
        )
    )
    return (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312">'
        f'<TITLE>{title}</TITLE><LINK href="/css.css" type=text/css rel=stylesheet></HEAD><BODY topMargin=0><A name=top></A>'
        '<TABLE cellSpacing=0 cellPadding=0 width=1002 align=center border=0><TR><TD><IMG height=160 src="/images/banner.svg" width=1002 useMap=#m><MAP name=m>'
        '<AREA shape=RECT coords=0,0,90,60 href="/index.asp" alt="首页"><AREA shape=RECT coords=90,0,180,60 href="http://www.yunling-province.test/" alt="云岭省人民政府"></MAP></TD></TR>'
        f"<TR><TD><TABLE width=100%><TR>{cells}</TR></TABLE></TD></TR>"
        '<TR><TD><TABLE width=100%><TR><TD><SCRIPT>document.write("今天是2026年11月20日")</SCRIPT></TD>'
        "<TD align=right><FORM action=/Search.asp method=get><INPUT name=key><INPUT type=submit value=站内搜索></FORM>"
        '<A href="javascript:window.external.AddFavorite(location.href,document.title)">加入收藏</A> <A href="#" onclick="this.style.behavior=\'url(#default#homepage)\'">设为首页</A></TD></TR></TABLE></TD></TR></TABLE>'
        '<!-- 旧菜单 <TABLE><TR><TD><A href="/xxgk.asp">政府信息公开</A></TD></TR></TABLE> -->'
        f"<TABLE width=1002 align=center><TR><TD>{crumbs}</TD></TR><TR><TD>{main}</TD></TR></TABLE>"
        f'<TABLE width=1002 align=center><TR><TD align=middle>主办：石井县人民政府办公室 联系电话：0873-7220001 <A href="/ReadNews.asp?NewsID=3">关于我们</A></TD></TR>'
        f'<TR><TD align=middle><A href="http://www.miitbeian.gov.cn/">滇ICP备05000099号</A> 网站标识码：{CODE} <A href="#top">返回顶部</A></TD></TR></TABLE></BODY></HTML>'
    )


class _Writer:
    def __init__(self) -> None:
        self.pages = Pages(HOME, encoding="gb18030", said="")
        self.serial = 1200

    def news(self, column: str, title: str, day: str, body: str, *, number: str = "", serial: int = 0, source: str = "县政府办", below: str = "") -> Row:
        self.serial += 1
        path = f"/ReadNews.asp?NewsID={serial or self.serial}"
        line = f"<TR><TD align=middle>{number}</TD></TR>" if number else ""
        main = f"<TABLE width=100%><TR><TD align=middle><FONT size=5><B>{title}</B></FONT></TD></TR><TR><TD align=middle>作者：管理员　来源：{source}　更新时间：{day.replace('-0', '-')}　点击数：<SCRIPT>document.write(77)</SCRIPT></TD></TR>{line}<TR><TD class=content>{body}</TD></TR></TABLE>{below}"
        here = f'您现在的位置：<A href="/index.asp">首页</A> &gt;&gt; <A href="{_query(column)}">{column}</A> &gt;&gt; 正文' if column in _COLUMNS else ""
        self.pages.put(path, _shell(f"{title}_{NAME}", main, crumbs=here))
        return (path, title, day)

    def listing(self, path: str, name: str, rows: list[Row]) -> None:
        lines = "".join(f'<TR><TD width=20><IMG src="/images/dot.svg"></TD><TD><A href="{href}" title="{title}">{title[:28]}</A></TD><TD width=90>[{day}]</TD></TR>' for href, title, day in newest(rows))
        main = f"<TABLE width=100%>{lines or '<TR><TD>暂无内容</TD></TR>'}</TABLE>" + (f"<P>共 <B>{len(rows)}</B> 条 第1/1页 首页 上一页 下一页 尾页</P>" if rows else "")
        self.pages.put(path, _shell(f"{name}_{NAME}", main, crumbs=f'您现在的位置：<A href="/index.asp">首页</A> &gt;&gt; <A href="{path}">{name}</A>'))


def _topics(w: _Writer) -> tuple[str, str]:
    """No archive; what was once of use still hangs on the home page."""

    def topic(key: str, name: str, items: tuple[tuple[str, str], ...]) -> None:
        lines = ""
        for place, (day, title) in enumerate(items):
            path = f"/zt/{key}/show.asp?id={place + 1}"
            w.pages.put(path, _shell(title, f"<TABLE><TR><TD><B>{title}</B></TD></TR><TR><TD>{told_day(day)}</TD></TR><TR><TD>{paragraphs(f'{title}。全县干部群众参加。')}</TD></TR></TABLE>"))
            lines += f'<TR><TD><A href="show.asp?id={place + 1}">{title}</A></TD><TD>({day[5:7]}月{day[8:]}日 {day[:4]})</TD></TR>'
        w.pages.put(f"/zt/{key}/index.asp", _shell(name, f"<TABLE width=100%><TR><TD><H2>{name}</H2></TD></TR>{lines}</TABLE>"))

    topic("qzlx", "党的群众路线教育实践活动", (("2014-10-13", "石井县召开教育实践活动总结大会"), ("2014-05-20", "专题民主生活会"), ("2014-02-24", "动员大会")))
    topic("kjyq", "众志成城 抗击疫情", (("2022-12-13", "县指挥部第41号通告"), ("2021-11-02", "疫苗接种点一览"), ("2020-01-28", "县指挥部第1号通告")))
    topic("sljc", "森林草原防灭火", (("2026-02-27", "2026年森林防火戒严令"), ("2025-02-26", "2025年森林防火戒严令"), ("2024-02-28", "2024年森林防火戒严令")))
    topic("wmcj", "争创省级文明县城", (("2026-09-11", "文明县城测评指标解读会"), ("2026-01-22", "志愿服务进小区")))
    rows = "".join(f'<TR><TD><A href="/zt/{key}/index.asp">{name}</A></TD></TR>' for key, name in (("kjyq", "众志成城 抗击疫情"), ("sljc", "森林草原防灭火"), ("wmcj", "争创省级文明县城")))
    w.pages.put("/zt/index.asp", _shell(f"专题_{NAME}", f"<TABLE>{rows}</TABLE>"))
    floating = f'<DIV id=ad1 style="LEFT: 20px; POSITION: absolute; TOP: 300px"><A href="/zt/kjyq/index.asp" target=_blank><IMG src="{w.pages.file("/images/kjyq.svg")}" border=0></A></DIV><SCRIPT>var ad=new AdMove("ad1");ad.Run();</SCRIPT>'
    picture = f'<TABLE><TR><TD><A href="/zt/qzlx/index.asp"><IMG src="{w.pages.file("/images/qzlx.svg")}" width=230 border=0></A></TD><TD><A href="/zt/sljc/index.asp"><IMG src="{w.pages.file("/images/sl.svg")}" alt="森林草原防灭火"></A></TD></TR></TABLE>'
    return floating, picture


def site() -> Site:
    w = _Writer()
    w.pages.files("/images/line.svg", "/images/banner.svg", "/images/dot.svg")
    w.pages.put("/css.css", b"td{font-size:9pt}", "text/css")
    # Any address that is not there, robots.txt too, is answered with a page.
    w.pages.put("/robots.txt", "<html><head><title>石井县</title></head><body>欢迎访问</body></html>")
    news = [w.news("政务要闻", title, day, paragraphs(f"本网讯　{title}。", "县领导出席。")) for title, day in (("全县烤烟收购工作会议召开", "2026-11-16"), ("石井县开展冬季征兵体检", "2026-11-11"), ("县城供水管网改造完工", "2026-11-06"), ("石井县举办苗族花山节", "2026-10-29"))]
    # Nothing for eleven months.
    notices = [w.news("通知公告", title, day, paragraphs(f"{title}，特此公告。")) for title, day in (("石井县2025年冬季森林防火公告", "2025-12-15"), ("关于规范城区犬只管理的通告", "2025-09-08"))]
    files = [
        w.news(
            "政府文件",
            "石井县人民政府办公室关于印发石井县农村公路养护办法的通知",
            "2026-03-18",
            paragraphs("一、县道由县公路段养护，乡道由乡镇养护，村道由村民委员会养护。", "二、养护资金由县财政按里程安排，专款专用。", "三、每季度检查一次，结果通报。", "石井县人民政府办公室", "2026年3月18日"),
            number="石政办发〔2026〕4号",
            source="石井县人民政府办公室",
        ),
        w.news("政府文件", "石井县人民政府关于公布第六批文物保护单位的通知", "2025-07-02", paragraphs("各乡镇人民政府：现将第六批县级文物保护单位予以公布，请按照法律规定做好保护工作。", NAME, "2025年7月2日"), number="石政发〔2025〕11号", source=NAME),
    ]
    told = [
        w.news(
            "政策解读",
            "《石井县农村公路养护办法》解读",
            "2026-04-15",
            paragraphs("一、背景：农村公路越来越长，坏了没人修。", "二、目的：让每条路有人管。", "三、主要内容：县道归公路段，乡道归乡镇，村道归村委会；每季度查一回。", "四、咨询电话：0873-7220015。"),
            below=f'<P>原文：<A href="{files[0][0]}">{files[0][1]}</A></P>',
        )
    ]
    picture_gone = '<IMG src="/UploadFiles/2019/sjx.jpg" width=600>'
    about = [w.news("县情概况", "石井县概况", "2026-05-09", paragraphs("石井县地处滇东南，面积一千九百平方公里，辖八乡镇，人口二十六万。") + picture_gone)]
    invest = [w.news("招商引资", "石井县工业园区招商指南", "2026-06-01", paragraphs("园区规划面积五平方公里。") + '<P><A href="file:///C:/Documents%20and%20Settings/zs/招商手册.doc">招商手册下载</A></P>')]
    for name, rows in (("政务要闻", news), ("通知公告", notices), ("政府文件", files), ("政策解读", told), ("县情概况", about), ("招商引资", invest), ("领导信箱", [])):
        w.listing(_query(name), name, rows)
    w.pages.put("/ReadNews.asp?NewsID=3", _shell("关于我们", paragraphs("石井县人民政府网站由县政府办公室主办，联系电话0873-7220001。")))
    # The left menu stands in a frame. One of its entries runs into an error of the database.
    w.pages.put(
        "/left.asp",
        '<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD><BODY><TABLE>'
        + "".join(f'<TR><TD><A href="{href}" target=_parent>{name}</A></TD></TR>' for name, href in (("机构设置", "/jgsz.asp"), ("领导分工", "/ldfg.asp"), ("政策解读", _query("政策解读")), ("县情概况", _query("县情概况")), ("财政信息", "/czxx.asp")))
        + "</TABLE></BODY></HTML>",
    )
    w.pages.put("/zwgk.asp", _shell(f"政务公开_{NAME}", '<TABLE><TR><TD><IFRAME src="/left.asp" width=200 height=400></IFRAME></TD><TD>请从左侧选择栏目</TD></TR></TABLE>'))
    w.pages.put("/jgsz.asp", _shell("机构设置", "<TABLE>" + "".join(f"<TR><TD>{name}</TD><TD>{phone}</TD></TR>" for name, phone in (("县发展改革局", "7220101"), ("县教育体育局", "7220102"), ("县水务局", "7220103"))) + "</TABLE>"))
    w.pages.put("/ldfg.asp", _shell("领导分工", "<TABLE><TR><TD>县长 马文山 主持全面工作</TD></TR><TR><TD>副县长 杨春 负责农业、水务</TD></TR></TABLE>"))
    w.pages.put("/czxx.asp", "Microsoft JET Database Engine 错误 '80004005'", status=500)
    floating, picture = _topics(w)
    boxes = "".join(
        f'<TABLE width=480><TR><TD><B>{name}</B></TD><TD align=right><A href="{_query(name)}">更多...</A></TD></TR>' + "".join(f'<TR><TD>·<A href="{href}" title="{title}">{title[:20]}</A></TD><TD>{int(day[5:7])}-{int(day[8:])}</TD></TR>' for href, title, day in newest(rows)) + "</TABLE>"
        for name, rows in (("政务要闻", news), ("通知公告", notices), ("政府文件", files))
    )
    marquee = f'<MARQUEE scrollAmount=3><A href="{news[0][0]}">{news[0][1]}</A></MARQUEE>'
    for path in ("/", "/index.asp"):
        w.pages.put(path, _shell(NAME, f"{floating}{marquee}<TABLE><TR><TD>{boxes}</TD><TD>{picture}</TD></TR></TABLE>"))
    hosts = {"www.shijing.gov.test": Name(a=("198.51.100.51",))}
    return w.pages.site(NAME, CODE, "<html><head><title>无法找到该页</title></head><body>HTTP 错误 404 - 文件或目录未找到</body></html>", hosts)
