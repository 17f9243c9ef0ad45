"""Small portals on which a link's text and its target do, or only seem to, contradict. Written before the check.

`proven` is what cannot be refuted by anyone who opens the page; `candidates` what a person should look at. Both hold
(message, path of the target). Everything else must stay silent.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.demo.site import Resource
from tests.checks.small import doc, links, rows

TEXT = "<p>" + "各乡镇人民政府，县政府有关部门：现将有关事项通知如下，请认真贯彻执行，抓好工作落实。" * 8 + "</p>"
DAY = "2026-03-02"


def policy(title: str, number: str, text: str = TEXT, head: str = "") -> Resource:
    sheet = f"<p>发文字号：{number}</p><p>发布日期：{DAY}</p>" if number else f"<p>发布日期：{DAY}</p>"
    meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{DAY}">'
    return doc(f"{title}-临江县人民政府", f"<h1>{title}</h1>{sheet}<div id=zoom>{text}</div>", meta + head)


def leader(name: str, said: str = "", *, title: str = "", more: str = "") -> Resource:
    words = said or f"{name}，男，汉族，1970年5月生，大学学历，现任临江县人民政府党组成员、副县长。"
    body = f"<h2>{name}</h2><p>{words}</p><p>工作分工：负责教育工作。</p>{more}"
    return doc(title or f"{name}-领导之窗-临江县人民政府", body)


def column(name: str, *path: str) -> Resource:
    crumbs = "".join(f'<a href="/">{part}</a> &gt; ' for part in ("首页", *path))
    body = f'<div class="crumb">您的位置：{crumbs}<a href="#">{name}</a></div>' + rows(
        ("/n/1.html", "县政府召开常务会议研究部署", DAY), ("/n/2.html", "全县春季农业生产现场会召开", DAY)
    )
    return doc(f"{name}-临江县人民政府", body, f'<meta name="ColumnName" content="{name}">')


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    pages: Mapping[str, Resource | str]
    proven: frozenset[tuple[str, str]] = frozenset()
    candidates: frozenset[tuple[str, str]] = frozenset()


def listed(
    id: str, label: str, page: Resource, *, proven: str = "", candidate: str = "", **more: Resource | str
) -> Case:
    """A list whose one row, `label`, leads to `page`."""
    home = links(("/zc/", "政策文件")) + TEXT
    return Case(
        id,
        {"/": home, "/zc/": rows(("/zc/1.html", label, DAY)) + TEXT, "/zc/1.html": page, **more},
        frozenset({(proven, "zc/1.html")} if proven else ()),
        frozenset({(candidate, "zc/1.html")} if candidate else ()),
    )


def named(*people: tuple[str, str]) -> str:
    """Links of people: (label, path)."""
    return links(*((path, label) for label, path in people))


def led(
    id: str, *people: tuple[str, str], pages: Mapping[str, Resource], proven: str = "", candidate: str = ""
) -> Case:
    """A page of leaders: (label, path) in its order."""
    around = {"/": links(("/ld/", "领导之窗")) + TEXT, "/ld/": named(*people) + TEXT, **pages}
    return Case(
        id,
        around,
        frozenset({("person", proven)} if proven else ()),
        frozenset({("maybe_person", candidate)} if candidate else ()),
    )


def bureau(id: str, *people: tuple[str, str, str], page: Resource | None = None, proven: str = "") -> Case:
    """The page of a department that has a table of its leaders: (post, name, path). `page` is /ld/4.html."""
    cells = "".join(f'<tr><td>{post}</td><td><a href="{path}">{name}</a></td></tr>' for post, name, path in people)
    pages: dict[str, Resource | str] = {
        "/": links(("/jg/", "机构设置")) + TEXT,
        "/jg/": f"<h3>主要职责</h3>{TEXT}<h3>领导班子</h3><table>{cells}</table>",
        "/ld/1.html": leader("张建国"),
        "/ld/2.html": leader("李春梅"),
        **({"/ld/4.html": page} if page else {}),
    }
    return Case(id, pages, frozenset({("person", proven)} if proven else ()))


def on_home(
    id: str, label: str, page: Resource, *, candidate: str = "", href: str = "/a/1.html", **more: Resource
) -> Case:
    return Case(
        id,
        {"/": links((href, label)) + TEXT, href: page, **more},
        candidates=frozenset({(candidate, href[1:])} if candidate else ()),
    )


SEAL = "关于加强印章管理的通知"
FIRE = "关于做好秋冬季森林防火工作的通知"
ROADS = "关于开展农村公路养护的实施方案"
ZHANG, LI, WANG = leader("张建国"), leader("李春梅"), leader("王晓峰")
THREE = {"/ld/1.html": ZHANG, "/ld/2.html": LI, "/ld/3.html": WANG}
RIGHT = (("张建国", "/ld/1.html"), ("李春梅", "/ld/2.html"), ("王晓峰", "/ld/3.html"))

NUMBERS = (
    listed("number-other", f"临政发〔2026〕3号 {SEAL}", policy(FIRE, "临政发〔2026〕8号"), proven="number"),
    listed("number-alone", "临政发〔2026〕3号", policy(FIRE, "临政办发〔2025〕18号"), proven="number"),
    listed("number-last", f"{SEAL}（临政发〔2026〕3号）", policy(FIRE, "临政发〔2026〕8号"), proven="number"),
    listed("number-right", f"临政发〔2026〕3号 {SEAL}", policy(SEAL, "临政发〔2026〕3号")),
    listed("number-brackets", f"临政发[2026]3号 {SEAL}", policy(SEAL, "临政发（2026）第03号")),
    listed("number-wide-digits", f"临政发〔２０２６〕３号 {SEAL}", policy(SEAL, "临政发〔2026〕3号")),
    # The printed number is wrong, the document is the right one: something for a person to look at.
    listed("number-typo", f"临政发〔2026〕3号 {SEAL}", policy(SEAL, "临政发〔2026〕8号"), candidate="maybe_number"),
    listed(
        "number-in-text",
        f"临政发〔2026〕3号 {SEAL}",
        policy(FIRE, "临政发〔2026〕8号", "<p>同时执行临政发〔2026〕3号。</p>" + TEXT),
    ),
    listed("number-office", f"临政发〔2026〕3号 {SEAL}", policy(SEAL, "临政办发〔2026〕3号")),
    listed(
        "number-cited",
        "关于贯彻国发〔2025〕12号文件的实施意见",
        policy("关于优化营商环境的实施意见", "临政发〔2026〕8号"),
    ),
    listed("number-repealed", "临政发〔2019〕3号文件废止", policy("关于公布废止文件的决定", "临政发〔2026〕8号")),
    listed("number-explained", "临政发〔2026〕3号政策解读", policy("关于印章管理的政策解读", "")),
    listed("number-forwarded", "转发国办发〔2025〕9号", policy("关于做好督查工作的通知", "临政办发〔2026〕2号")),
    listed("number-two", f"临政发〔2026〕3号、临政发〔2026〕4号 {SEAL}", policy(FIRE, "临政发〔2026〕8号")),
    listed("number-none", f"临政发〔2026〕3号 {SEAL}", policy(FIRE, "")),
    listed(
        "number-shortened", "临政发〔2026〕3号 关于印发…", policy(FIRE, "临政发〔2026〕8号"), candidate="maybe_number"
    ),
    listed("number-decree", "临江县人民政府令第3号", policy("临江县人民政府令第三号", "", "<p>第三号</p>" + TEXT)),
    listed("number-scan", f"临政发〔2026〕3号 {SEAL}", doc("临江县人民政府", '<img src="/1.jpg">')),
    listed(
        "number-gbk",
        f"临政发〔2026〕3号 {SEAL}",
        Resource(
            policy(SEAL, "临政发〔2026〕3号").body.decode().replace("utf-8", "gbk").encode("gbk"),
            content_type="text/html",
        ),
    ),
    Case(  # a table that links the number and the title of a row, whose number is mistyped
        "number-cell",
        {
            "/": links(("/zc/", "政策文件")) + TEXT,
            "/zc/": links(("/zc/1.html", "临政发〔2026〕3号"), ("/zc/1.html", FIRE)) + TEXT,
            "/zc/1.html": policy(FIRE, "临政发〔2026〕8号"),
        },
        candidates=frozenset({("maybe_number", "zc/1.html")}),
    ),
)

PERSONS = (
    led("person-right", *RIGHT, pages=THREE),
    led(
        "person-other",
        *RIGHT[:2],
        ("王晓峰", "/ld/2.html"),
        ("王晓峰简历", "/ld/3.html"),
        pages=THREE,
        proven="ld/2.html",
    ),
    led("person-named-elsewhere", ("王晓峰", "/ld/2.html"), *RIGHT, pages=THREE, proven="ld/2.html"),
    led(
        "person-with-post",
        ("县长 张建国", "/ld/1.html"),
        ("王晓峰 副县长", "/ld/2.html"),
        *RIGHT,
        pages=THREE,
        proven="ld/2.html",
    ),
    # Nobody's own page proves that this is a name: its neighbours make it likely.
    led("person-alone", *RIGHT, ("赵志强", "/ld/2.html"), pages=THREE, candidate="ld/2.html"),
    # The list still names the predecessor: whoever clicks sees it, and it is a fault of the list.
    led(
        "person-successor",
        *RIGHT,
        ("赵志强", "/ld/4.html"),
        pages={
            **THREE,
            "/ld/4.html": leader("孙立新"),
            "/ld/": doc("领导之窗", named(*RIGHT, ("赵志强", "/ld/4.html")) + "<p>赵志强，男，汉族，副县长</p>"),
        },
        proven="ld/4.html",
    ),
    led(
        "person-same-surname",
        ("王晓峰", "/ld/3.html"),
        ("王建", "/ld/4.html"),
        *RIGHT[:2],
        pages={**THREE, "/ld/4.html": leader("王建")},
    ),
    led("person-spaced", ("张 建 国", "/ld/1.html"), *RIGHT[1:], pages=THREE),
    led("person-rare-character", ("李春玥", "/ld/2.html"), *RIGHT, pages=THREE, candidate="ld/2.html"),
    led(
        "person-traditional",
        ("张建国", "/ld/1.html"),
        *RIGHT[1:],
        pages={
            **THREE,
            "/ld/1.html": leader(
                "張建國", "張建國，男，漢族，現任臨江縣人民政府黨組成員、縣長，負責縣政府全面工作，主持會議。"
            ),
        },
    ),
    led(
        "person-one-page",
        ("张建国", "/ld/all.html"),
        ("李春梅", "/ld/all.html"),
        pages={"/ld/all.html": doc("县政府领导", "<p>张建国，男，县长。</p><p>李春梅，女，副县长。</p>")},
    ),
    led(
        "person-sidebar",
        *RIGHT[:2],
        ("王晓峰", "/ld/2.html"),
        ("个人简历", "/ld/3.html"),
        pages={**THREE, "/ld/2.html": leader("李春梅", more=named(*RIGHT))},
        proven="ld/2.html",
    ),
    led(
        "person-no-name",
        ("个人简历", "/ld/2.html"),
        ("工作分工", "/ld/2.html"),
        ("安排", "/ld/2.html"),
        ("更多", "/ld/2.html"),
        ("方案", "/ld/1.html"),
        *RIGHT,
        pages=THREE,
    ),
    # A shell that shows the first of them until a script has read the address.
    led(
        "person-shell",
        ("张建国", "/ld/show.html?id=1"),
        ("李春梅", "/ld/show.html?id=2"),
        ("王晓峰", "/ld/show.html?id=3"),
        ("王晓峰简历", "/ld/3.html"),
        pages={"/ld/3.html": WANG, **{f"/ld/show.html?id={n}": ZHANG for n in (1, 2, 3)}},
    ),
    led("person-mark", *RIGHT[:2], ("王晓峰", "/ld/2.html#wxf"), ("王晓峰简历", "/ld/3.html"), pages=THREE),
    led(
        "person-township",
        ("石桥镇", "/ld/2.html"),
        ("石桥镇简介", "/ld/sq.html"),
        *RIGHT,
        pages={**THREE, "/ld/sq.html": doc("石桥镇", "<h1>石桥镇</h1>" + TEXT)},
    ),
    led(
        "person-of-the-news",
        *RIGHT[:2],
        ("王晓峰", "/ld/9.html"),
        ("王晓峰简历", "/ld/3.html"),
        pages={**THREE, "/ld/9.html": doc("详情", '<img src="/9.jpg"><p>李某，男，45岁，因交通肇事被处罚。</p>')},
    ),
    led("person-by-script", *RIGHT, pages={**THREE, "/ld/2.html": doc("领导之窗", '<div id="name"></div>')}),
    led("person-in-picture", *RIGHT, pages={**THREE, "/ld/2.html": doc("李春梅", '<img src="/2.jpg" alt="">')}),
    # Two people are a list where their posts stand beside their names; without posts they are too few to tell.
    bureau("person-of-two", ("局长", "张建国", "/ld/1.html"), ("副局长", "赵志强", "/ld/2.html"), proven="ld/2.html"),
    bureau("person-of-two-right", ("局长", "张建国", "/ld/1.html"), ("副局长", "李春梅", "/ld/2.html")),
    bureau("person-of-two-without-posts", ("", "张建国", "/ld/1.html"), ("", "赵志强", "/ld/2.html")),
    bureau("person-alone-with-a-post", ("局长", "赵志强", "/ld/2.html")),
    bureau("person-of-two-misspelt", ("局长", "张建国", "/ld/1.html"), ("副局长", "李春玫", "/ld/2.html")),
    bureau(
        "person-of-two-named-as-predecessor",
        ("局长", "张建国", "/ld/1.html"),
        ("副局长", "赵志强", "/ld/4.html"),
        page=leader("孙立新", more="<p>2026年3月接替赵志强。</p>"),
    ),
    bureau(
        "person-of-two-one-page-by-script",
        ("局长", "张建国", "/ld/1.html"),
        ("副局长", "赵志强", "/ld/4.html"),
        page=ZHANG,
    ),
    bureau(
        "person-of-two-whose-page-is-an-office",
        ("局长", "张建国", "/ld/1.html"),
        ("联系人", "赵志强", "/ld/4.html"),
        page=leader("孙立新"),
    ),
    Case(  # an article of old, not a list of leaders, mentions the predecessor
        "person-in-article",
        {
            "/": links(("/ld/", "领导之窗"), ("/n/1.html", "新闻")) + TEXT,
            "/ld/": named(*RIGHT) + TEXT,
            **THREE,
            "/n/1.html": "<p>会上，县长" + links(("/ld/1.html", "赵志强")) + "作了讲话。</p>" + TEXT,
        },
    ),
)

NEWS = "全县高标准农田建设现场推进会在云雾镇召开"
COLUMNS_ON_HOME = links(("/a/", "财政预算"), ("/b/", "统计数据"))
TITLES = (
    on_home(
        "title-other",
        "关于公开招聘城区学校教师面试有关事项的公告",
        policy(FIRE, "", "<p>" + "森林防火期内严禁携带火种进山。" * 30 + "</p>"),
        candidate="unlike",
    ),
    on_home("title-right", FIRE, policy(FIRE, "")),
    on_home("title-shortened", "关于做好秋冬季森林防火工作…", policy(FIRE, "")),
    on_home("title-prefixed", f"【图解】{FIRE}", policy(FIRE, "")),
    on_home("title-broken", "关于做好秋冬季<br>森林防火工作的通知", policy(FIRE, "")),
    on_home(
        "title-reworded",
        "我县部署秋冬季森林防火重点工作任务",
        policy(FIRE, "", "<p>" + "秋冬季森林防火工作已经部署。" * 30 + "</p>"),
    ),
    on_home("title-more", "点击查看更多有关政策文件和通知公告详情", column("政策文件")),
    on_home("title-site-name-only", FIRE, doc("临江县人民政府", "<p>" + "秋冬季森林防火工作通知如下。" * 30 + "</p>")),
    on_home(
        "title-picture",
        FIRE,
        doc("一图读懂", '<h1>一图读懂</h1><img src="/1.jpg">', f'<meta name="PubDate" content="{DAY}">'),
    ),
    on_home("title-english", "Notice on Forest Fire Prevention in Autumn and Winter", policy(FIRE, "")),
    on_home("title-traditional", "關於做好秋冬季森林防火工作的通知", policy(FIRE, "")),
    on_home("title-set-by-script", NEWS, doc("", '<div id="app"></div><script>document.title="x"</script>')),
    on_home("title-next-page", f"{FIRE}（第2页）", policy(FIRE, "")),
    on_home("title-accessible", f"无障碍阅读：{FIRE}", policy(FIRE, "")),
    on_home("title-of-a-topic", "奋进新征程建功新时代高质量发展", column("乡村振兴", "专题专栏")),
    on_home(
        "title-renamed-office",
        "县扶贫开发办公室（原名称）机构职能",
        policy("县乡村振兴局机构职能", "", "<p>县扶贫开发办公室更名后，机构职能如下。</p>" + TEXT),
    ),
    Case(
        "column-other",
        {
            "/": COLUMNS_ON_HOME + links(("/b/", "财政预算")) + TEXT,
            "/a/": column("财政预算"),
            "/b/": column("统计数据"),
        },
        candidates=frozenset({("column", "b/")}),
    ),
    Case("column-right", {"/": COLUMNS_ON_HOME + TEXT, "/a/": column("财政预算"), "/b/": column("统计数据")}),
    Case(
        "column-first-child",
        {
            "/": links(("/a/", "政务公开"), ("/a/b/", "政务公开")) + TEXT,
            "/a/": column("政务公开"),
            "/a/b/": column("通知公告"),
        },
    ),
    Case(
        "column-parent",
        {
            "/": links(("/x/", "政务公开"), ("/b/", "政务公开")) + TEXT,
            "/x/": column("政务公开"),
            "/b/": column("通知公告", "政务公开"),
        },
    ),
    Case(
        "column-abbreviated",
        {
            "/": links(("/a/", "政府信息公开"), ("/b/", "政府信息公开")) + TEXT,
            "/a/": column("政府信息公开"),
            "/b/": column("信息公开"),
        },
    ),
    Case(
        "column-merged",
        {
            "/": links(("/a/", "部门文件"), ("/b/", "部门文件")) + TEXT,
            "/a/": column("部门文件"),
            "/b/": column("政策文件"),
        },
    ),
    Case(
        "column-short",
        {"/": links(("/a/", "要闻"), ("/b/", "要闻")) + TEXT, "/a/": column("要闻"), "/b/": column("动态")},
    ),
    Case(
        "column-of-usual-words",
        {
            "/": links(("/a/", "通知公告"), ("/b/", "通知公告")) + TEXT,
            "/a/": column("通知公告"),
            "/b/": column("公示公告"),
        },
    ),
    Case("column-renamed", {"/": links(("/b/", "扶贫工作专栏")) + TEXT, "/b/": column("乡村振兴")}),
)

CASES = (*NUMBERS, *PERSONS, *TITLES)
