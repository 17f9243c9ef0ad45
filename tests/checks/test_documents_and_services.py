"""Libraries, gazette, accounts, letters, calls for comments, catalogues: their rules, and what is easily misread."""

from typing import Any

import pytest
from auditor_checks.accounts.alive import Alive
from auditor_checks.accounts.one_per_platform import OnePerPlatform
from auditor_checks.catalogue.links import CatalogueLinks
from auditor_checks.catalogue.table_fields import TableFields
from auditor_checks.documents.accounts import BudgetAccounts
from auditor_checks.documents.count import Count
from auditor_checks.documents.in_gazette import InGazette
from auditor_checks.documents.issues import Issues
from auditor_checks.documents.library import Library
from auditor_checks.documents.number_gaps import NumberGaps
from auditor_checks.documents.relayed import Relayed
from auditor_checks.documents.repeated import Repeated
from auditor_checks.documents.validity import Validity
from auditor_checks.participation.feedback import Feedback
from auditor_checks.services.reply_time import ReplyTime
from auditor_checks.services.unanswered import Unanswered

from auditor.api import Check
from auditor.demo.site import Resource, Site
from auditor.profile import resolve
from tests.checks.small import DAY, HOME, clean, doc, judged, links, rows, site, verdicts

MENU = links(*((f"/{name}/", label) for name, label in (("a", "要闻"), ("b", "办事"), ("c", "互动"), ("d", "概况"))))
OTHERS = {f"/{name}/": f"<p>{name}</p>" for name in "abcd"}
TEXT = "<p>" + "本办法所称事项由有关单位负责，具体要求另行规定。" * 12 + "</p>"


def column(name: str, body: str, pages: dict[str, Resource | str] | None = None, **more: Resource | str) -> Site:
    """A portal whose column /x/ has this name and this body."""
    extra = {f"/{key}/": page for key, page in more.items()}
    menu = links(*((f"/{key}/", key) for key in more))
    return site({"/": links(("/x/", name)) + MENU + menu, "/x/": doc(name, body), **OTHERS, **extra, **(pages or {})})


def verdict(check: type[Check[Any]], where: Site, **params: object) -> tuple[str, str]:
    (one,) = verdicts(judged(check, where, params=params))
    return one


def bound(rule: str) -> dict[str, Any]:
    """With which parameters does the national document ask this rule?"""
    clauses = (placed.clause for placed in resolve("national-2019").clauses)
    return next(dict(one.params) for clause in clauses for one in clause.checks if one.rule == rule)


FILES = tuple((f"/x/{n}.html", f"临江县第{n}号管理办法", f"2024-0{n}-01") for n in range(1, 5))


@pytest.mark.parametrize(
    ("mark", "outcome"),
    [
        ("<p>有效性：有效</p>", ("met", "met")),
        ("<table><tr><td>时 效 性</td><td>已废止</td></tr></table>", ("met", "met")),
        ("<span>【现行有效】</span>", ("met", "met")),
        ("<p>本办法自印发之日起施行，有效期五年。</p>", ("unmet", "short")),
        ("<p>各单位采取有效措施，修改完善制度。</p>", ("unmet", "short")),
        ('<p>有效性：<span id="yxx"></span></p>', ("not_testable", "unread")),
    ],
)
def test_the_validity_of_documents(mark: str, outcome: tuple[str, str]) -> None:
    pages: dict[str, Resource | str] = {url: doc(title, f"<h1>{title}</h1>{TEXT}{mark}") for url, title, _day in FILES}
    assert verdict(Validity, column("规范性文件", rows(*FILES), pages), columns=["规范性文件"]) == outcome


def test_a_library_that_is_there_and_one_that_is_not() -> None:
    pages: dict[str, Resource | str] = {url: TEXT for url, _title, _day in FILES}
    box = '<form action="/s"><input name="q"></form>'
    assert verdict(Library, column("文件库", rows(*FILES) + box, pages), names=["文件库"]) == ("met", "met")
    assert verdict(Library, column("文件库", rows(*FILES), pages), names=["文件库"]) == ("not_testable", "no_search")
    assert verdict(Library, column("文件库", "<p>建设中</p>"), names=["文件库"]) == ("unmet", "empty")
    one = '<div>一、<a href="/wj/1.html">城市绿化办法</a>，二〇二六年三月起施行。</div>'
    assert verdict(Library, column("文件库", one), names=["文件库"]) == ("not_testable", "place_bare")
    assert verdict(Library, column("文件库", "").with_resource(HOME + "x/", None), names=["文件库"]) == (
        "unmet",
        "dead",
    )
    assert verdict(Library, column("其他", "<p>x</p>"), names=["文件库"]) == ("unmet", "absent")


def test_a_column_that_a_script_may_fill_may_hold_the_library() -> None:
    trail = (
        '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/x/">信息公开</a> &gt; 法定主动公开内容</div>'
    )
    own = '<div id="tree"></div><script src="/js/tree.js"></script>'
    entries = links(("/nr/", "法定主动公开内容"))

    def portal(body: str) -> Site:
        named = '<meta name="ColumnName" content="{}">'
        inner = doc("法定主动公开内容", trail + body, named.format("法定主动公开内容"))
        return column("信息公开", "", {"/x/": doc("信息公开", entries, named.format("信息公开")), "/nr/": inner})

    assert verdict(Library, portal(own), names=["规范性文件"]) == ("not_testable", "place_unseen")
    assert verdict(Library, portal("<p>本栏目没有下级栏目。</p>"), names=["规范性文件"]) == ("unmet", "absent")


def test_issues_of_the_gazette() -> None:
    def issues(*numbers: int) -> Site:
        entries = tuple((f"/x/{n}.html", f"2025年第{n}期政府公报", f"2025-0{n}-01") for n in numbers)
        earlier = (("/x/0.html", "2024年第4期政府公报", "2024-12-01"),)
        return column("政府公报", rows(*entries, *earlier), {entry[0]: "<h1>目录</h1>" + TEXT for entry in entries})

    assert verdict(Issues, issues(1, 2, 3, 4), columns=["政府公报"], per_year=4) == ("met", "met")
    assert verdict(Issues, issues(1, 3), columns=["政府公报"], per_year=4) == ("unmet", "few")
    paged = issues(1, 3)
    page = paged.resources[HOME + "x/"].body + '<a href="javascript:next()">下一页</a>'.encode()
    more = paged.with_resource(HOME + "x/", Resource(page, content_type="text/html; charset=utf-8"))
    assert verdict(Issues, more, columns=["政府公报"], per_year=4) == ("not_testable", "place_further")


def test_budgets_and_accounts_by_unit() -> None:
    units = ("教育局", "财政局", "民政局", "水利局")
    titles = [f"临江县{unit}2026年部门预算" for unit in units] + [f"临江县{unit}2025年部门决算公开" for unit in units]
    params: dict[str, Any] = {"columns": ["预决算"], "kinds": [{"name": "预算"}, {"name": "决算"}]}

    def listed(titles: list[str]) -> Site:
        return column("预决算", rows(*((f"/x/{n}.html", title, "2026-02-01") for n, title in enumerate(titles))))

    assert verdict(BudgetAccounts, listed(titles), **params) == ("met", "met")
    (short,) = judged(BudgetAccounts, listed(titles[:-1]), params=params)
    assert (short.message, short.values["unit"], short.values["missing"]) == ("short", "水利局", "2025年决算")
    early = [*titles, "临江县教育局2027年部门预算"]  # one is early; the others owe nothing yet
    assert verdict(BudgetAccounts, listed(early), **params) == ("met", "met")
    assert verdict(BudgetAccounts, listed(["财政总决算说明", "预算汇总公开情况"]), **params) == (
        "not_testable",
        "unclear",
    )


@pytest.mark.parametrize(("count", "outcome", "share"), [(59, "unmet", 59 / 60), (60, "met", 1)])
def test_the_number_of_open_data_sets(count: int, outcome: str, share: float) -> None:
    where = column("数据开放", f"<p>目前已开放 {count} 个数据集。</p>" + TEXT)
    (finding,) = judged(Count, where, params={"names": ["数据开放"], "target": 60})
    assert finding.outcome.value == outcome
    assert finding.measure is not None
    assert finding.measure.share == pytest.approx(share)


def test_a_number_that_a_script_fills_is_open() -> None:
    where = column("数据开放", '<p>数据集 <span id="n"></span> 个</p>')
    assert verdict(Count, where, names=["数据开放"], target=60) == ("not_testable", "unclear")


def test_normative_documents_in_the_gazette() -> None:
    gazette = rows(
        ("/g/1.html", "2024年第4期政府公报", "2024-12-01"), ("/g/2.html", "2024年第3期政府公报", "2024-09-01")
    )
    body = "".join(f"<p>{title}</p>" for _url, title, _day in FILES)
    params = {"library": ["规范性文件"], "gazette": ["政府公报"]}

    def portal(printed: str) -> Site:
        pages: dict[str, Resource | str] = {"/g/": doc("政府公报", gazette), "/g/1.html": printed, "/g/2.html": TEXT}
        where = column("规范性文件", rows(*FILES), pages)
        return where.edited(HOME, "</body>", '<a href="/g/">政府公报</a></body>')

    assert verdict(InGazette, portal(body + TEXT), **params) == ("met", "met")
    assert verdict(InGazette, portal(TEXT), **params) == ("unmet", "short")
    unread = portal(TEXT).with_resource(HOME + "g/1.html", Resource(status=412))
    assert verdict(InGazette, unread, **params) == ("not_testable", "unread")


def test_relayed_documents() -> None:
    def newest(day: str) -> Site:
        entries = rows(
            ("/x/1.html", "国务院关于进一步做好某项工作的通知", day), ("/x/2.html", "县里的通知事项", "2026-11-01")
        )
        return column("上级文件", entries)

    assert verdict(Relayed, newest("2026-10-01"), columns=["上级文件"]) == ("met", "met")
    assert verdict(Relayed, newest("2025-10-01"), columns=["上级文件"]) == ("unmet", "stale")


def test_numbers_that_are_missing_and_documents_that_differ_are_for_a_person() -> None:
    (gaps,) = {one.outcome.value for one in judged(NumberGaps, clean(DAY), params={})}
    assert gaps == "manual"
    assert verdict(Repeated, clean(DAY)) == ("not_applicable", "none")


def letter(asked: str, answered: str, reply: str = "经核实，已经办理。") -> str:
    when = f"<p>答复时间：{answered}</p>" if answered else ""
    return f"<p>来信时间：{asked}</p><p>来信内容：</p><p>路灯坏了。</p>{when}<p>答复内容：</p><p>{reply}</p>" + TEXT


def letters(*pages: str, name: str = "来信选登") -> Site:
    entries = tuple((f"/x/{n}.html", f"关于第{n}件事的来信", "2026-03-01") for n in range(len(pages)))
    return column(name, rows(*entries), {entry[0]: page for entry, page in zip(entries, pages, strict=True)})


def test_how_long_answers_take() -> None:
    fast = [letter("2026-03-02", "2026-03-04"), letter("2026-03-02", "2026-03-06"), letter("2026-03-02", "2026-03-09")]
    slow = [letter("2026-03-02", "2026-03-30")] * 3
    params: dict[str, Any] = {"columns": ["来信选登"], "days": 5}
    assert verdict(ReplyTime, letters(*fast), **params) == ("met", "met")
    assert verdict(ReplyTime, letters(*fast[:2], *slow), **params) == ("unmet", "slow")
    assert verdict(ReplyTime, letters(*fast[:2]), **params) == ("not_testable", "few")
    assert verdict(ReplyTime, letters(*fast[:2], *slow), **params, median=False, share=0.4) == ("met", "met_share")
    # An earlier answer than its letter is some other date, and 2040 is a year without a calendar.
    odd = [letter("2026-03-09", "2026-03-02")] * 3
    assert verdict(ReplyTime, letters(*odd), **params) == ("not_testable", "few")
    unknown = [letter("2040-03-01", "2040-03-09")] * 3
    assert verdict(ReplyTime, letters(*unknown), **params) == ("not_testable", "calendar")


@pytest.mark.parametrize("mailbox", ["县长信箱", "市长信箱", "区长信箱", "书记信箱", "局长信箱", "主任信箱"])
def test_letters_to_the_head_of_an_organ_are_letters(mailbox: str) -> None:
    fast = [letter("2026-03-02", "2026-03-04")] * 3
    slow = [letter("2026-03-02", "2026-03-30")] * 3
    columns = bound("services.reply-time")["columns"]
    for pages, said in ((fast, ("met", "met")), (slow, ("unmet", "slow"))):
        assert verdict(ReplyTime, letters(*pages, name=mailbox), columns=columns, days=5) == said
    for rule in ("services.reply-time", "services.unanswered"):
        assert mailbox in bound(rule)["columns"]
    # A form to write to it holds no letters; a mailbox beside it is none of a head of the organ.
    form = column(mailbox, '<form action="/send" method="post"><textarea name="t"></textarea></form>')
    assert verdict(ReplyTime, form, columns=columns, days=5) == ("not_applicable", "place_bare")
    assert verdict(Unanswered, form, columns=columns) == ("not_applicable", "place_bare")
    other = letters(*slow, name="企业服务信箱说明")
    assert verdict(ReplyTime, other, columns=columns, days=5)[0] != "unmet"


def test_letters_without_an_answer_are_shown_to_a_person() -> None:
    answered, waiting = letter("2026-03-02", "2026-03-04"), letter("2026-03-02", "", "暂无回复")
    assert verdict(Unanswered, letters(answered), columns=["来信选登"]) == ("met", "met")
    assert verdict(Unanswered, letters(answered, waiting), columns=["来信选登"]) == ("manual", "waiting")
    assert verdict(Unanswered, letters(letter("2026-11-02", "", "正在办理")), columns=["来信选登"]) == ("met", "met")


def test_results_of_calls_for_comments() -> None:
    call = "<p>征集时间：2026年3月1日至2026年3月31日</p>" + TEXT
    entries = rows(("/x/1.html", "关于公开征求《临江县停车管理办法》意见的公告", "2026-03-01"))

    def portal(result: str, page: str = call) -> Site:
        more = rows(("/r/1.html", result, "2026-05-01"), ("/r/2.html", "另一件事情的结果公示", "2026-01-01"))
        where = column("意见征集", entries, {"/x/1.html": page, "/r/": doc("结果反馈", more)})
        return where.edited(HOME, "</body>", '<a href="/r/">结果反馈</a></body>')

    params: dict[str, Any] = {"calls": ["意见征集"], "results": ["结果反馈"]}
    assert verdict(Feedback, portal("临江县停车管理办法征求意见采纳情况"), **params) == ("met", "met")
    assert verdict(Feedback, portal("供水价格听证结果公告"), **params) == ("unmet", "short")
    assert verdict(
        Feedback, portal("供水价格听证结果公告", call + "<p>公众意见采纳情况：共收到两条。</p>"), **params
    ) == (
        "met",
        "met",
    )
    open_ = call.replace("2026年3月31日", "2026年12月31日")
    assert verdict(Feedback, portal("供水价格听证结果公告", open_), **params) == ("not_applicable", "none")


def matrix(*accounts: tuple[str, ...]) -> Site:
    head = ("主办单位", "平台类型", "账号名称")
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (head, *accounts))
    return column("政务新媒体", f"<table>{cells}</table>")


PLATFORMS: dict[str, Any] = {
    "columns": ["政务新媒体"],
    "platforms": [{"name": "微信", "variants": ["公众号"]}, {"name": "视频号"}, {"name": "小程序"}],
}


@pytest.mark.parametrize(
    ("accounts", "outcome"),
    [
        ((("县教育局", "微信公众号", "临江教育"), ("县教育局", "微信公众号", "临江学子")), ("unmet", "several")),
        (
            (("县教育局", "微信公众号", "临江教育"), ("微信公众号", "临江学子")),
            ("unmet", "several"),
        ),  # a cell over two rows
        ((("县教育局", "微信公众号", "临江教育"), ("县教育局", "微信视频号", "临江教育")), ("met", "met")),
        ((("县教育局", "微信公众号", "临江教育"), ("县教育局", "微信公众号", "临江教育")), ("met", "met")),
        ((("县教育局", "微信公众号", "临江教育"), ("县教育局", "微信公众号", "临江学子（已注销）")), ("met", "met")),
        ((("县教育局", "微信公众号", "临江教育"), ("县教育局", "微信小程序", "临江入学")), ("met", "met")),
        ((("县教育局", "微信公众号", "临江教育"), ("县教育局", "公众号", "“临江教育”（ljjy）")), ("met", "met")),
        ((), ("not_testable", "unreadable")),
    ],
)
def test_accounts_of_one_unit_on_one_platform(accounts: tuple[tuple[str, ...], ...], outcome: tuple[str, str]) -> None:
    assert verdict(OnePerPlatform, matrix(*accounts), **PLATFORMS) == outcome


def test_the_lists_of_two_years_are_not_added_up_and_who_supervises_is_not_who_runs() -> None:
    def listed(head: tuple[str, ...], *accounts: tuple[str, ...]) -> Resource:
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (head, *accounts))
        return doc("政务新媒体名录", f"<h1>政务新媒体名录</h1><table>{cells}</table>")

    usual = ("主办单位", "平台类型", "账号名称")
    years = rows(
        ("/x/1.html", "2024年政务新媒体名录", "2024-01-05"), ("/x/2.html", "2025年政务新媒体名录", "2025-01-05")
    )
    before = listed(usual, ("县教育局", "微信公众号", "临江教育"))
    after = listed(usual, ("县教育局", "微信公众号", "临江教育体育发布"))
    where = column("政务新媒体", years, {"/x/1.html": before, "/x/2.html": after})
    assert verdict(OnePerPlatform, where, **PLATFORMS) == ("met", "met")
    both = ("主管部门", "开办单位", "平台", "账号名称")
    schools = listed(both, ("县教育局", "一中", "微信", "临江一中"), ("县教育局", "二中", "微信", "临江二中"))
    assert verdict(OnePerPlatform, column("政务新媒体", "", {"/x/": schools}), **PLATFORMS) == ("met", "met")
    above = listed(("主管部门", "平台", "账号名称"), ("县教育局", "微信", "临江一中"), ("县教育局", "微信", "临江二中"))
    assert verdict(OnePerPlatform, column("政务新媒体", "", {"/x/": above}), **PLATFORMS)[0] == "not_testable"


def test_accounts_on_platforms_of_others_are_not_read() -> None:
    where = column("政务新媒体", links(("http://weibo.test/linjiang", "临江发布")))
    assert verdict(Alive, where, columns=["政务新媒体"]) == ("not_testable", "elsewhere")


def test_the_columns_and_links_of_a_catalogue() -> None:
    fields = ["公开事项", "公开依据", "公开时限", "公开主体"]
    entries = rows(
        ("/x/1.html", "社会救助领域标准目录", "2025-01-01"), ("/x/2.html", "养老服务领域标准目录", "2025-01-01")
    )

    def portal(heads: list[str]) -> Site:
        table = "<table><tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr></table>"
        pages: dict[str, Resource | str] = {
            f"/x/{n}.html": doc("标准目录", table + TEXT + links(("/a/", "低保公示"), ("/b/", "特困公示")))
            for n in (1, 2)
        }
        return column("标准目录", entries, pages)

    params: dict[str, Any] = {"columns": ["标准目录"], "fields": [{"name": name} for name in fields]}
    assert verdict(TableFields, portal(fields), **params) == ("met", "met")
    assert verdict(TableFields, portal(fields[:3]), **params) == ("unmet", "short")
    assert verdict(TableFields, portal([]), **params) == ("not_testable", "no_table")
    assert verdict(CatalogueLinks, portal(fields), columns=["标准目录"]) == ("met", "met")
    gone = portal(fields).with_resource(HOME + "b/", None)
    assert verdict(CatalogueLinks, gone, columns=["标准目录"]) == ("unmet", "short")
