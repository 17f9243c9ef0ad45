"""links.wrong: what opens but is not what it says. Traps first: most pages that speak of errors are none."""

import pytest
from auditor_checks.links import Wrong

from auditor.api import Finding, Portal, Reason
from auditor.demo.site import HTML, Resource, Site
from tests.checks.small import ABROAD, DAY, HOME, clean, doc, judged, links, rows, site, told, unmet, verdicts

TEXT = "<p>" + "县政府办公室就有关情况作出说明，欢迎社会各界监督。" * 20 + "</p>"


def of(where: Site, **more: object) -> list[Finding]:
    findings = judged(Wrong, where, **more)
    told(Wrong, findings)
    assert findings
    return findings


def portal(
    page: Resource | str = "<p>甲</p>", href: str = "/a/x.html", label: str = "办事指南", **pages: Resource
) -> Site:
    return site({"/": links((href, label), ("/b/", "栏目")) + TEXT, "/b/": TEXT, "/a/x.html": page, **pages})


def missing(where: Site, body: Resource) -> Site:
    """The same site answering every missing address with this page and status 200."""
    answer = Resource(body.body, status=200, content_type=HTML, headers=body.headers)
    return Site(where.home, where.resources, where.names, answer, today=DAY)


def test_nothing_is_wrong_on_the_clean_portal() -> None:
    assert verdicts(of(clean(DAY))) == [("met", "met")]


@pytest.mark.parametrize(
    "page",
    [
        doc("404 Not Found", "<h1>404 Not Found</h1>"),
        doc("页面不存在-临江县人民政府", "<p>很抱歉</p>"),
        doc("临江县人民政府", "<div class=err><p>对不起，我们没有找到您要的网页。</p></div>"),
        doc("提示信息", "<p>您访问的页面不存在或已被删除！</p><p>5 秒后返回首页</p>"),
    ],
)
def test_an_error_page_sent_as_a_page_is_wrong(page: Resource) -> None:
    (finding,) = of(portal(page))
    assert (finding.outcome, finding.message, finding.subject) == ("unmet", "soft_404", HOME + "a/x.html")


@pytest.mark.parametrize(
    "page",
    [
        doc("关于404路段封闭施工的通告", "<h1>关于404路段封闭施工的通告</h1><p>404 路段自即日起封闭。</p>"),
        doc("网站打开显示“页面不存在”怎么办？", "<h1>网站打开显示“页面不存在”怎么办？</h1><p>请刷新后重试。</p>"),
        doc(
            "我市整治网站页面不存在问题",
            "<h1>我市整治网站页面不存在问题</h1><p>页面不存在问题得到整治。</p>",
            '<meta name="ArticleTitle" content="我市整治"><meta name="PubDate" content="2026-01-02 10:00">',
        ),
        doc("公告", "<h1>公告</h1><p>发布时间：2026-03-01</p><p>部分页面不存在，正在恢复。</p>"),
        doc("政务公开", "<p>暂无内容</p>"),
        doc("问答", "<p>问：网页不存在时应当怎样联系你们?</p>" + TEXT),
        doc("常见问题", rows(("/1.html", "页面不存在如何处理", "2026-01-01"), ("/2.html", "登录", "2026-01-02"))),
    ],
)
def test_a_page_that_only_speaks_of_errors_is_not_wrong(page: Resource) -> None:
    assert unmet(of(portal(page, **{"/1.html": doc("一", TEXT), "/2.html": doc("二", TEXT)}))) == []


def test_a_page_that_repeats_the_answer_to_a_made_up_address_is_wrong() -> None:
    sorry = doc("临江县人民政府", '<div class="nav"><a href="/b/">栏目</a></div><p>您要的内容飞到天边去了</p>')
    found = of(missing(portal(href="/a/gone.html"), sorry))
    assert verdicts(found) == [("unmet", "same_as_absent")]


def test_a_portal_that_sends_one_shell_for_every_address_accuses_nobody() -> None:
    shell = doc(
        "临江县人民政府", '<div id="app"></div><script src="/b/"></script><a href="/b/">栏目</a><a href="/c/">丙</a>'
    )
    assert unmet(of(missing(site({"/": shell, "/b/": shell}), shell))) == []


def test_an_empty_column_is_not_taken_for_an_error_page_of_the_same_template() -> None:
    menu = '<div class="nav"><a href="/b/">栏目</a><a href="/c/">丙</a></div>'
    where = site(
        {"/": doc("临江县人民政府", menu), "/b/": doc("栏目", menu + "<p>暂无信息</p>"), "/c/": doc("丙", menu)}
    )
    assert unmet(of(missing(where, doc("出错", menu + "<p>此处无此页</p>")))) == []


def test_a_deep_link_that_ends_on_the_home_page_is_wrong() -> None:
    home = Resource(status=302, headers={"location": "/"})
    (finding,) = of(portal(home))
    assert (finding.outcome, finding.message) == ("unmet", "redirect_home")


@pytest.mark.parametrize(
    ("href", "label"),
    [
        ("/index.html", "回到顶层"),
        ("/en/", "英文"),
        ("/wap/index.html", "掌上版"),
        ("/a/x.html", "首页"),
        ("/a/x.html", "返回首页"),
        ("/a/x.html", "手机版"),
        ("/a/x.html", "English"),
        ("/a/x.html", "临江县人民政府"),
        ("/a/x.html", '<img src="/b/">'),
    ],
)
def test_a_link_that_means_the_home_page_may_lead_there(href: str, label: str) -> None:
    home = Resource(status=302, headers={"location": "/"})
    where = portal(href=href, label=label).with_resource(HOME + href.lstrip("/"), home)
    assert unmet(of(where)) == []


def test_a_redirect_to_the_new_place_of_a_page_is_not_wrong() -> None:
    assert unmet(of(portal(Resource(status=301, headers={"location": "/b/"})))) == []


@pytest.mark.parametrize("href", ["file:///C:/Users/wang/指南.doc", "C:\\Users\\wang\\1.jpg", "D:/网站/附件.doc"])
def test_a_file_of_somebodys_machine_is_wrong(href: str) -> None:
    (finding,) = of(portal(href=href))
    assert (finding.outcome, finding.message, finding.subject) == ("unmet", "file", href)


@pytest.mark.parametrize(
    "href",
    [
        "http://",
        "http:// www.lin.gov.test/a",
        "http://www.lin.gov.test /a",
        "https://www.lin.gov.test\u3000",
        "http://www.lin.gov.test:80801/a",
        "http://[www.lin.gov.test]/a",
        "http://www.lin.gov.test%20/a",
        "htp://www.lin.gov.test/a",
        "ttp://www.lin.gov.test/a",
        "htttps://www.lin.gov.test/a",
        "//////",
    ],
)
def test_an_address_that_no_browser_can_read_is_wrong(href: str) -> None:
    (finding,) = of(portal(href=href))
    assert (finding.outcome, finding.message, finding.subject) == ("unmet", "malformed", href.strip())
    assert unmet(of(portal(href=href), params={"kinds": ["soft-404"]})) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="http://{{host}}/">待填</a>',
        '<a href="http://${host}/a">待填</a>',
        '<a href="http://" onclick="openWin(1)">打开</a>',
        '<a href="http://" style="display:none">没有人看见</a>',
        '<a href="javascript:http://">脚本</a>',
        '<a href="mailto:x@lin.gov.test">邮箱</a><a href="tel:12345">电话</a><a href="weixin://dl">微信</a>',
        '<a href="thunder://QUFo">下载</a><a href="ftp://lin.gov.test/a">FTP</a><a href="tp://x">别的</a>',
        '<a href="http:/b/">少一条斜线，浏览器照样打开</a><a href="http:\\\\www.lin.gov.test\\b\\">反斜线</a>',
        '<img src="http://">',
        '<link rel="stylesheet" href="http://">',
        '<!-- <a href="http://">旧</a> -->',
    ],
)
def test_what_only_looks_malformed_is_not_wrong(markup: str) -> None:
    where = portal().with_resource(HOME + "b/", doc("栏目", TEXT + markup))
    assert unmet(of(where)) == []


def test_what_an_office_program_left_in_the_head_is_no_link() -> None:
    where = portal().with_resource(
        HOME + "b/", doc("栏目", TEXT, '<link rel="File-List" href="file:///C:/1.files/filelist.xml">')
    )
    assert unmet(of(where)) == []


@pytest.mark.parametrize(
    "href",
    [
        "http://192.168.1.8/oa/",
        "http://10.1.2.3:8080/",
        "http://172.20.0.1/x",
        "http://localhost/",
        "http://127.0.0.1:99/",
    ],
)
def test_an_address_inside_an_office_is_wrong(href: str) -> None:
    assert verdicts(of(portal(href=href))) == [("unmet", "intranet")]


@pytest.mark.parametrize(
    "href", ["http://222.222.245.73:99/touch/Index", "http://172.32.0.1/", "http://oa.lin.gov.test/", ABROAD]
)
def test_a_public_address_is_not(href: str) -> None:
    assert unmet(of(portal(href=href))) == []


def test_a_portal_audited_at_a_local_address_proves_nothing_by_them() -> None:
    home = "http://127.0.0.1:8000/"
    where = Site(
        home, {home: doc("临江县", links(("http://192.168.1.8/", "甲"), ("/b/", "乙"))), home + "b/": doc("乙", TEXT)}
    )
    assert unmet(of(where, portal=Portal(home=home))) == []


def test_a_name_for_sale_is_wrong() -> None:
    assert verdicts(of(portal(doc("lin.gov.test", "<h1>This domain is for sale</h1>")))) == [("unmet", "parked")]


def test_news_about_names_for_sale_is_not() -> None:
    news = doc("警惕域名出售骗局", "<p>发布日期：2026-02-03</p><p>近期有人以域名出售为名行骗。</p>")
    assert unmet(of(portal(news))) == []


def test_only_the_kinds_asked_for_are_judged() -> None:
    where = portal(doc("404 Not Found", "<p>404</p>"), href="/a/x.html")
    assert unmet(of(where, params={"kinds": ["file"]})) == []


def test_a_target_that_refuses_us_is_not_wrong() -> None:
    refused = Resource(doc("页面不存在", "<p>页面不存在</p>").body, status=403)
    assert unmet(of(portal(refused))) == []


def test_a_portal_that_is_down_is_not_testable() -> None:
    (finding,) = of(site({"/": Resource(status=500)}))
    assert (finding.outcome, finding.reason) == ("not_testable", Reason.HOME_DOWN)


def test_a_portal_most_of_whose_links_refuse_us_is_not_free_of_wrong_ones() -> None:
    wall = Resource(b"<html><title>403</title></html>", status=403)
    doors = links(*((f"/w/{number}.html", f"办事{number}") for number in range(4)))
    walls = {f"/w/{number}.html": wall for number in range(4)}
    few = site({"/": links(("/a/", "栏目")) + doors + TEXT, "/a/": TEXT, **walls})
    (one,) = of(few)
    assert (one.outcome, one.message, one.reason) == ("not_testable", "mostly", Reason.BLOCKED)
    assert (one.values["unsettled"], one.values["checked"]) == (4, 1)
    half = few.edited(HOME, "</body>", links(("/b/", "公告"), ("/c/", "公示"), ("/d/", "通知")) + "</body>")
    for path in "bcd":
        half = half.with_resource(f"{HOME}{path}/", doc("栏目", TEXT))
    assert verdicts(of(half)) == [("met", "met")]


def test_what_the_budget_left_out_does_not_leave_the_rule_open() -> None:
    many = links(*((f"/w/{number}.html", f"办事{number}") for number in range(4)))
    few = site({"/": links(("/a/", "栏目")) + many + TEXT, "/a/": TEXT})
    left = {f"{HOME}w/{number}.html": "budget-pages" for number in range(4)}
    assert verdicts(of(few, skipped=left)) == [("met", "met")]


def test_what_is_wrong_stays_so_though_most_links_refuse_us() -> None:
    wall = Resource(b"<html><title>403</title></html>", status=403)
    doors = links(*((f"/w/{number}.html", f"办事{number}") for number in range(9)), ("http://192.168.1.9/", "内网"))
    walls = {f"/w/{number}.html": wall for number in range(9)}
    found = of(site({"/": links(("/a/", "栏目")) + doors + TEXT, "/a/": TEXT, **walls}))
    assert unmet(found) == ["http://192.168.1.9/"]
