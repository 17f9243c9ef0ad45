"""What the parts of the disclosure column hold, and what is easily misread there."""

from datetime import date

import pytest
from auditor_checks.disclosure.annual_report import AnnualReport
from auditor_checks.disclosure.application import Application
from auditor_checks.disclosure.backfill import Backfill
from auditor_checks.disclosure.guide import Guide
from auditor_checks.disclosure.home_position import HomePosition
from auditor_checks.disclosure.index_fields import IndexFields
from auditor_checks.disclosure.purity import Purity
from auditor_checks.disclosure.report_format import ReportFormat
from auditor_checks.disclosure.report_mentions import ReportMentions
from auditor_checks.disclosure.report_tables import ReportTables
from auditor_checks.disclosure.reports import year_of
from auditor_checks.disclosure.search_download import SearchDownload
from auditor_checks.disclosure.separate_site import SeparateSite
from auditor_checks.disclosure.subordinates import Subordinates

from auditor.demo.site import Resource, Site
from tests.checks.small import HOME, doc, judged, links, rows, site, told, verdicts

COLUMNS = {"columns": ["政府信息公开年报"], "titles": ["政府信息公开工作年度报告", "政府信息公开年度报告"]}
MENU = links(
    *((f"/{name}/", label) for name, label in (("a", "政务公开"), ("b", "办事"), ("c", "互动"), ("d", "数据")))
)
FILLER = {f"/{name}/": f"<p>{name}</p>" for name in "abcd"}
SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "复议诉讼情况",
    "存在的主要问题",
    "其他",
)


def reported(*reports: tuple[str, str, str], **pages: Resource | str) -> Site:
    """A portal whose column lists these reports (address, title, day)."""
    return site(
        {
            "/": links(("/nb/", "政府信息公开年报"), ("/zn/", "政府信息公开指南")) + MENU,
            "/nb/": doc("政府信息公开年报", rows(*reports)),
            **FILLER,
            **{f"/{name}.html": page for name, page in pages.items()},
        }
    )


def annual(where: Site, **more: object) -> list[str]:
    return told(AnnualReport, judged(AnnualReport, where, params={**COLUMNS, "late_days": 30}, **more))


LAST = ("/r2025.html", "临江县人民政府2025年政府信息公开工作年度报告", "2026-03-30")
BEFORE = ("/r2024.html", "临江县人民政府2024年政府信息公开工作年度报告", "2025-03-28")
EARLIER = ("/r2023.html", "临江县人民政府2023年政府信息公开工作年度报告", "2024-03-28")


@pytest.mark.parametrize(
    ("reports", "said"),
    [
        ((BEFORE, EARLIER), "unmet absent"),
        ((BEFORE,), "unmet absent"),
        ((("/r2025.html", LAST[1], "2026-06-01"), BEFORE), "unmet too_late"),
        ((("/r2025.html", LAST[1], "2026-06-02"), ("/r2024.html", BEFORE[1], "2026-06-01")), "not_testable moved"),
        ((("/r2025.html", LAST[1], "2026-06-01"), ("/r2024.html", BEFORE[1], "2026-06-01")), "not_testable moved"),
        ((("/r2025.html", "临江县二〇二五年政府信息公开年度报告", "2026-02-01"), BEFORE), "met met"),
        (
            (("/j2025.html", "临江县教育局2025年政府信息公开工作年度报告", "2026-01-20"), BEFORE, EARLIER),
            "unmet absent",
        ),
        ((("/j2025.html", "临江县教育局2025年政府信息公开工作年度报告", "2026-01-20"),), "not_testable others"),
        ((("/w2025.html", "2025年政府网站工作年度报表", "2026-01-20"), BEFORE, EARLIER), "unmet absent"),
    ],
)
def test_the_report_of_the_year_before(reports: tuple[tuple[str, str, str], ...], said: str) -> None:
    ((outcome, message),) = verdicts(judged(AnnualReport, reported(*reports), params=COLUMNS))
    assert f"{outcome} {message}" == said


def test_before_the_due_day_nothing_is_missing() -> None:
    (finding,) = judged(AnnualReport, reported(BEFORE, EARLIER), params=COLUMNS, as_of=date(2026, 2, 1))
    assert (finding.outcome.value, finding.message) == ("not_applicable", "not_due")


def test_a_list_that_goes_on_by_script_convicts_nobody() -> None:
    where = reported(EARLIER, BEFORE)
    page = where.resources[HOME + "nb/"].body.replace(b"</ul>", '</ul><a href="javascript:go(2)">下一页</a>'.encode())
    (finding,) = judged(AnnualReport, where.with_resource(HOME + "nb/", doc("x", page.decode())), params=COLUMNS)
    assert finding.outcome.value == "not_testable"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2025年年报", 2025),
        ("二〇二五年年度报告", 2025),
        ("二零一九年度报告", 2019),
        ("２０２４年度", 2024),
        ("年报", None),
    ],
)
def test_the_year_of_a_title(title: str, year: int | None) -> None:
    assert year_of(title) == year


def table(*rows_: tuple[str, ...]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows_) + "</table>"


FIRST, THIRD = table(("规范性文件", "1")), table(("行政复议", "诉讼"), ("0", "0"))


def requests(received: str, carried: str, done: str, left: str) -> str:
    return table(
        ("自然人", "法人或其他组织", "总计"),
        ("商业企业", "科研机构"),
        ("一、本年新收政府信息公开申请数量", received, "0", "0", received),
        ("二、上年结转政府信息公开申请数量", carried, "0", "0", carried),
        ("三、本年度办理结果", "（一）予以公开", done, "0", "0", done),
        ("（七）总计", done, "0", "0", done),
        ("四、结转下年度继续办理", left, "0", "0", left),
    )


def report(body: str, more: str = "") -> Resource:
    text = "".join(
        f"<h2>{'一二三四五六'[n]}、{name}</h2><p>{'本年度的情况说明。' * 12}</p>" for n, name in enumerate(SECTIONS)
    )
    return doc(LAST[1], f"<h1>{LAST[1]}</h1>{text}{body}{more}")


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (FIRST + requests("5", "1", "4", "2") + THIRD, ("met", "met")),
        (FIRST + requests("5", "1", "4", "1") + THIRD, ("unmet", "unbalanced")),
        (FIRST + requests("5", "/", "5", " ") + THIRD, ("met", "met")),
        (FIRST + requests("5", "—", "4", "") + THIRD, ("not_testable", "unreadable")),
        (FIRST + requests("１，２００", "0", "1200", "0") + THIRD, ("met", "met")),
        (requests("5", "1", "4", "2") + THIRD, ("unmet", "absent")),
        ("<div>一、本年新收</div><div>5</div><div>行政复议</div><div>规范性文件</div>", ("not_testable", "unreadable")),
        ('<a href="/r.docx">附件</a>', ("not_testable", "attached")),
        ('<img src="/t1.png" width="700" height="400">', ("not_testable", "attached")),
    ],
)
def test_the_tables_of_the_report(body: str, verdict: tuple[str, str]) -> None:
    findings = judged(ReportTables, reported(LAST, BEFORE, r2025=report(body)), params=COLUMNS)
    assert verdicts(findings) == [verdict]
    if verdict[1] == "unbalanced":
        assert findings[0].values["column"] == "自然人"


def test_the_sections_of_the_report_in_their_order() -> None:
    params = {**COLUMNS, "headings": [[name] for name in SECTIONS]}
    where = reported(LAST, r2025=report(""))
    assert verdicts(judged(ReportFormat, where, params=params)) == [("met", "met")]
    swapped = where.edited(HOME + "r2025.html", "二、主动公开政府信息情况", "二、其他情况").edited(
        HOME + "r2025.html", "五、存在的主要问题", "五、主动公开政府信息情况"
    )
    (finding,) = judged(ReportFormat, swapped, params=params)
    assert (finding.message, finding.values["found"]) == ("short", 4)


def test_what_the_report_speaks_of_near_other_words() -> None:
    params = {**COLUMNS, "words": ["要点"], "near": ["落实", "任务"], "within": 12}
    for words, outcome in (
        ("落实工作要点", "met"),
        ("要点" + "略" * 13 + "任务", "unmet"),
        ("工作要<br>点任务", "met"),
    ):
        where = reported(LAST, r2025=report(f"<p>{words}</p>"))
        assert verdicts(judged(ReportMentions, where, params=params))[0][0] == outcome


def test_a_report_that_is_a_file_is_not_read() -> None:
    where = reported(("/r2025.pdf", LAST[1], "2026-03-01"), BEFORE)
    where = where.with_resource(HOME + "r2025.pdf", Resource(b"%PDF-1.4", content_type="application/pdf"))
    assert annual(where)[0].startswith("met")
    assert verdicts(judged(ReportTables, where, params=COLUMNS)) == [("not_testable", "report_file")]


GUIDED = {
    "column": ["政府信息公开指南"],
    "fields": [
        {"name": "地址", "words": ["地址"]},
        {"name": "电话", "words": ["电话"]},
        {"name": "传真", "words": ["传真"]},
    ],
}


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("<p>" + "公开的说明。" * 60 + "地址、电 话、传真</p>", ("met", "met")),
        ("<p>" + "公开的说明。" * 60 + "地址</p>", ("unmet", "short")),
        (rows(("/zn/1.html", "临江县政府信息公开指南", "2024-01-01")), ("met", "met")),
        ('<p>见附件</p><a href="/zn/zn.docx">指南</a>', ("not_testable", "place_picture")),
        (
            "<p>" + "公开的说明。" * 60 + '地址</p><img src="/lc.jpg" width="800" height="600">',
            ("not_testable", "place_picture"),
        ),
    ],
)
def test_the_guide(body: str, verdict: tuple[str, str]) -> None:
    where = site(
        {
            "/": links(("/zn/", "政府信息公开指南")) + MENU,
            "/zn/": doc("政府信息公开指南", body),
            "/zn/1.html": "<p>" + "公开的说明。" * 60 + "地址、电话、传真</p>",
            **FILLER,
        }
    )
    assert verdicts(judged(Guide, where, params=GUIDED)) == [verdict]


@pytest.mark.parametrize(
    ("pages", "verdict"),
    [
        ({"/sq/": "<p>说明</p>" + '<form action="/sq/submit.do" method="post"></form>' + "办理流程"}, ("met", "met")),
        ({"/sq/": "<p>" + "公开。" * 200 + "</p>"}, ("unmet", "no_form")),
        ({"/sq/": "<p>" + "公开。" * 200 + '</p><a href="/f.doc">申请表</a>'}, ("unmet", "no_process")),
        ({"/sq/": "<p>公开。办理流程</p>"}, ("not_testable", "elsewhere")),
        ({"/sq/": "<p>" + "公开。答复" * 200 + '</p><a href="/f.doc">点击下载</a>'}, ("met", "met")),
        ({}, ("unmet", "dead")),
    ],
)
def test_the_channel_of_requests(pages: dict[str, str], verdict: tuple[str, str]) -> None:
    where = site({"/": links(("/sq/", "依申请公开")) + MENU, **FILLER, **pages})
    params = {"names": ["依申请公开"], "process": ["流程", "答复"]}
    assert verdicts(judged(Application, where, params=params)) == [verdict]


@pytest.mark.parametrize(
    ("before", "entrance", "after", "verdict"),
    [
        (2, "政府信息公开", 30, ("met", "met_front")),
        (30, "政府信息公开", 2, ("unmet", "low")),
        (30, '<img src="/b.jpg" alt="政府信息公开" width="300">', 2, ("met", "met")),
        (30, '<img src="/b.jpg" alt="政府信息公开">', 2, ("not_testable", "sized")),
        (30, "公开专栏", 2, ("not_applicable", "place_missing")),
        (9, "政府信息公开", 8, ("met", "met_front")),  # a small page, whose menu was taken for body
    ],
)
def test_the_place_of_the_entrance(before: int, entrance: str, after: int, verdict: tuple[str, str]) -> None:
    def news(first: int, count: int) -> str:
        return "".join(f'<p><a href="/n{n}.html">第{n}条新闻的标题</a></p>' for n in range(first, first + count))

    home = news(0, before) + f'<p><a href="/x/">{entrance}</a></p>' + news(before, after)
    assert verdicts(judged(HomePosition, site({"/": home}), params={"names": ["政府信息公开"]})) == [verdict]


@pytest.mark.parametrize(
    ("entrance", "verdict"),
    [
        ("<nav><button onclick=\"open('/x/')\">政府信息公开</button></nav>", ("met", "met")),
        ("<p><button onclick=\"open('/x/')\">政府信息公开</button></p>", ("not_testable", "button")),
        ("<footer><button onclick=\"open('/x/')\">政府信息公开</button></footer>", ("unmet", "footer")),
        ("<select onchange=go()><option value=/x/>政府信息公开</option></select>", ("unmet", "folded")),
        ("<p><a href=/x/>政府信息公開</a></p>", ("met", "met_front")),
    ],
)
def test_the_place_of_an_entrance_in_other_markup(entrance: str, verdict: tuple[str, str]) -> None:
    where = site({"/": entrance + "<p>临江县人民政府</p>", "/x/": "<p>公开</p>"})
    found = judged(HomePosition, where, params={"names": ["政府信息公开"]})
    assert verdicts(found) == [verdict]
    within = judged(SeparateSite, where, params={"names": ["政府信息公开"]})
    assert verdicts(within) == [("met", "met")]


def test_where_a_script_writes_the_menu_the_place_of_the_entrance_is_open() -> None:
    home = '<script src="/js/menu.js"></script><p><a href="/n1.html">全县冬播工作进入尾声</a></p>'
    found = judged(HomePosition, site({"/": home}), params={"names": ["政府信息公开"]})
    assert verdicts(found) == [("not_testable", "unsure")]


def test_behind_a_picture_without_words_nothing_is_missing() -> None:
    """What hangs on an entrance that may be there is open as well: the entrance was not missed."""
    news = "".join(f'<p><a href="/n{n}.html">第{n}条新闻的标题</a></p>' for n in range(9))
    drawn, absent = (
        site({"/": f'{news}<a href="{href}"><img src="/nav_03.png"></a>', "/x/": doc("政府信息公开", "<p>公开</p>")})
        for href in ("/x/", "/n1.html")
    )
    params = {"names": ["政府信息公开"]}
    for check, message in ((HomePosition, "unsure"), (SeparateSite, "place_unseen")):
        assert verdicts(judged(check, drawn, params=params)) == [("not_testable", message)]
    gone = absent.with_resource(HOME + "n1.html", doc("新闻", "<p>新闻</p>"))
    for check in (HomePosition, SeparateSite):
        assert verdicts(judged(check, gone, params=params)) == [("not_applicable", "place_missing")]


def test_pages_of_the_column_that_were_not_read_may_have_attachments() -> None:
    where = site({"/": links(("/gk/", "政府信息公开")) + MENU, **FILLER, "/gk/": links(("/gk/zd/", "制度"))})
    params = {"column": ["政府信息公开"], "about": "download"}
    unread = judged(SearchDownload, where, params=params, skipped={HOME + "gk/zd/": "budget-pages"})
    assert verdicts(unread) == [("not_testable", "files_unread")]
    whole = where.with_resource(HOME + "gk/zd/", doc("制度", "<p>没有附件。</p>"))
    assert verdicts(judged(SearchDownload, whole, params=params)) == [("not_applicable", "no_files")]


def test_no_entrance_is_missing_only_where_the_portal_was_read() -> None:
    known = {"/": MENU + links(("/e/", "要闻")), **FILLER, "/e/": "<p>e</p>"}
    assert verdicts(judged(Application, site(known), params={"names": ["依申请公开"]})) == [("unmet", "absent")]
    few = site({"/": links(("/a/", "政务公开")), "/a/": "<p>a</p>"})
    assert verdicts(judged(Application, few, params={"names": ["依申请公开"]})) == [("not_testable", "place_unseen")]


def test_a_column_on_a_sub_domain_is_no_separate_site() -> None:
    for host, outcome in (("xxgk.lin.gov.test", "met"), ("www.lin-xxgk.test", "unmet"), ("www.xz.gov.cn", "manual")):
        where = site({"/": links((f"http://{host}/", "政府信息公开"))})
        assert verdicts(judged(SeparateSite, where, params={"names": ["政府信息公开"]}))[0][0] == outcome


def test_news_is_told_by_its_column_and_not_by_its_title() -> None:
    def column(crumb: str) -> Site:
        page = f'<div class="crumb"><a href="/">首页</a> &gt; <a href="/x/">{crumb}</a></div><p>动态调整目录</p>'
        items = tuple((f"/x/{n}.html", f"工作动态调整目录的通知之{n}", "2026-01-01") for n in range(3))
        return site(
            {"/": links(("/x/", "公开")), "/x/": doc("公开", rows(*items)), **{item[0]: page for item in items}}
        )

    params = {"column": ["公开"]}
    assert verdicts(judged(Purity, column("政策文件"), params=params)) == [("met", "met")]
    assert verdicts(judged(Purity, column("工作动态"), params=params)) == [("unmet", "news")]


def test_units_whose_columns_do_not_open() -> None:
    units = tuple((f"/u{n}/", name) for n, name in enumerate(("县教育局", "县财政局", "东山镇", "西河乡")))
    where = site(
        {"/": links(("/x/", "公开")), "/x/": doc("公开", links(*units)), **{url: "<p>u</p>" for url, _name in units}}
    )
    params = {"column": ["公开"], "target": 0.9}
    assert verdicts(judged(Subordinates, where, params=params)) == [("met", "met")]
    (finding,) = judged(Subordinates, where.with_resource(HOME + "u3/", None), params=params)
    assert (finding.message, finding.values["dead"]) == ("short", "西河乡")


def test_index_fields_and_how_far_the_lists_reach() -> None:
    items = tuple((f"/x/{n}.html", f"第{n}条公开的信息", f"20{18 + n}-01-01") for n in range(3))
    page = doc("一条公开的信息", "<p>索引号：001</p><p>" + "公开的信息。" * 20 + "</p>")
    where = site(
        {"/": links(("/x/", "公开")), "/x/": doc("公开", rows(*items)), **{url: page for url, _t, _d in items}}
    )
    fields = [{"name": "索引号", "words": ["索引号"]}, {"name": "概述", "words": ["内容概述"]}]
    assert verdicts(judged(IndexFields, where, params={"column": ["公开"], "fields": fields[:1]})) == [("met", "met")]
    assert verdicts(judged(IndexFields, where, params={"column": ["公开"], "fields": fields})) == [("unmet", "short")]
    assert verdicts(judged(Backfill, where, params={"column": ["公开"], "since": 2019})) == [("met", "met")]
    assert verdicts(judged(Backfill, where, params={"column": ["公开"], "since": 2015})) == [("unmet", "late")]
