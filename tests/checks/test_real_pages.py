"""Real pages of government portals: every `unmet` on them stands in a list labelled by hand after reading the page."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from auditor.anatomy import understand
from auditor.api import Element, Finding, Outcome, Reason, Vantage
from auditor.demo.site import HTML, Name, Resource, Site
from auditor.extract import extract
from auditor.model.exchange import Exchange
from tests.checks.small import DAY, doc, links
from tests.checks.test_mutations import bound
from tests.memory import facts_of

pytestmark = pytest.mark.shared

HOME = "http://www.zhen.gov.test/"
HANDAN = "http://hdzfxxgk.hd.gov.cn/"
GUIDE = HANDAN + "zfxxgkzn/"
INDEX, GUIDE_FILE = "handan/index_2020-08-10.html", "handan/gkzn_2020-08-12.html"
SOFT_404 = "misc/www.fmprc.gov.cn_robots.txt.html"
ON_EVERY_PAGE = ("access", "articles", "identity", "metadata", "security", "text")
OF_THE_FRONT = ("services.search", "links.external-warning")
PARTS = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报")

# Labelled by reading: what a page says when it is taken for a home page. Only the Handan pages carry an entrance of
# exactly the name; Shanxi's has 专栏 behind it, the Deqing page knows 政务公开 only, all others have none.
AS_HOME = {
    "gne/tests_cmse_1.html": "absent",
    "gne/tests_gzggw_1.html": "政务公开",
    "gne/tests_other_1.html": "absent",
    "gne/tests_shanxi_1.html": "政府信息公开专栏",
    "gne/visiable_test_cmse_1.html": "absent",
    SOFT_404: "absent",
}
# Saved in August 2020 with newest rows of 2020-08-02 and 2020-08-05, judged as of 2026: as home pages they are stale.
OLD = {INDEX, "handan/list_2020-08-12.html"}
STALE = {("updating.home", "stale")}
# What a page says when a link leads to it from a portal without faults: one is an error page sent with 200.
AS_INNER = {SOFT_404: ("links.wrong", "soft_404")}


def listed() -> list[str]:
    """The names of the pages, for the ids of the tests; the files are read through the fixture."""
    policies = (
        "01_content5365945 03_content5365341 05_content5361158 07_content5359620 09_content5357723 11_content5355822 "
        "13_content5354528 15_content5353308 17_content5352666 19_content5351718 21_content5351707 23_content5351649 "
        "25_content5351607 27_content5351596 29_content5351590 31_content5351573 33_content5351177 35_content5350427 "
        "37_content5347465 39_content5345808 41_content5345459 43_content5345413 45_content5345407 47_content5345397 "
        "49_content5345294 51_content5345291 53_content5344150 55_content5343832 57_content5342665 59_content5339579"
    )
    handan = (INDEX, GUIDE_FILE, "handan/list_2020-08-12.html", "handan/details_2020-08-12.html")
    return [*handan, *AS_HOME, *(f"policies/{name}.html" for name in policies.split())]


def audited(pages: Mapping[str, bytes], home: str = HOME, *, bonus: bool = False) -> list[Finding]:
    """What all rules say of these pages, every other address being out of this run. `bonus`: those too that win one."""
    resources = {url: Resource(body, content_type=HTML) for url, body in pages.items()}
    site = Site(home, resources, {home.split("/")[2]: Name(a=("198.51.100.9",))}, today=DAY)
    outside = {
        link.target: "off-network"
        for url, body in pages.items()
        for link in extract(Exchange(url=url, final_url=url, status=200, content_type=HTML, body=body)).links
        if link.target and link.target not in pages and link.element is not Element.FORM
    }
    facts = understand(facts_of(site, as_of=DAY, vantage=Vantage(ipv6=False), skipped=outside, probes=()))
    return [finding for check in bound(bonus=bonus) for finding in check.judge(facts)]


def unmet(findings: list[Finding]) -> set[tuple[str, str]]:
    """Without the rules of what every page carries, which have a table of their own (test_page_rules)."""
    return {
        (one.rule, one.message)
        for one in findings
        if one.outcome in (Outcome.UNMET, Outcome.ERROR)
        and one.rule.partition(".")[0] not in ON_EVERY_PAGE
        and one.rule not in OF_THE_FRONT
    }


def candidates(findings: list[Finding]) -> set[tuple[str, str]]:
    """What the rules of links ask a person to look at."""
    return {(one.rule, one.message) for one in findings if one.outcome is Outcome.MANUAL and one.rule[:6] == "links."}


def _text(name: str) -> str:
    office = (
        "受理机构：真县政务公开股。办公地址：县城。办公时间：工作日。电话、传真、邮箱见页脚。获取方式：依申请公开。"
    )
    return "<p>" + f"本页是{name}，公众可以按所列途径查阅。" * 14 + f"</p><p>{office}</p>"


def portal(url: str, body: bytes) -> dict[str, bytes]:
    """A portal without faults from which a link leads to one more page."""
    parts = [(f"/xxgk/{number}/", name) for number, name in enumerate(PARTS)]
    pages = {HOME + path[1:]: doc(name, f"<h1>{name}</h1>" + links(*parts) + _text(name)).body for path, name in parts}
    pages[HOME] = doc("真县人民政府", links(("/xxgk/", "政府信息公开"), (url, "一个页面"))).body
    pages[HOME + "xxgk/"] = doc("政府信息公开", links(*parts)).body
    return {**pages, url: body}


def test_every_stored_page_is_listed(shared: Path) -> None:
    assert sorted(str(path.relative_to(shared / "pages")) for path in (shared / "pages").rglob("*.html")) == sorted(
        listed()
    )


@pytest.mark.parametrize("name", listed())
def test_a_real_page_as_home_page(shared: Path, name: str) -> None:
    findings = audited({HOME: (shared / "pages" / name).read_bytes()})
    label = AS_HOME.get(name, "absent" if name.startswith("policies/") else "")
    assert unmet(findings) == (
        {("disclosure.column-name", "absent" if label == "absent" else "near_miss")} if label else set()
    ) | (STALE if name in OLD else set())
    assert candidates(findings) == set()
    if label not in ("", "absent"):
        assert of(findings, "disclosure.column-name").values["found"] == label


@pytest.mark.parametrize("name", listed())
def test_a_real_page_inside_a_portal(shared: Path, name: str) -> None:
    url = f"{HOME}zwgk/x/{Path(name).name}"
    findings = audited(portal(url, (shared / "pages" / name).read_bytes()))
    assert unmet(findings) == ({AS_INNER[name]} if name in AS_INNER else set())
    assert candidates(findings) == set()


def handan(shared: Path, *edits: tuple[str, str]) -> list[Finding]:
    """The Handan column with its guide, after these replacements on its first page."""
    text = (shared / "pages" / INDEX).read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return audited({HANDAN: text.encode(), GUIDE: (shared / "pages" / GUIDE_FILE).read_bytes()}, HANDAN)


def of(findings: list[Finding], rule: str, part: str = "") -> Finding:
    return next(one for one in findings if one.rule == rule and one.subject.endswith(part))


def test_the_handan_column_has_its_four_names_and_what_was_not_read_is_open(shared: Path) -> None:
    findings = handan(shared)
    assert unmet(findings) == STALE
    assert of(findings, "disclosure.column-name").outcome == Outcome.MET
    parts = [one for one in findings if one.rule == "disclosure.four-parts"]
    assert [one.outcome.value for one in parts] == ["met", "not_testable", "not_testable", "not_testable"]
    assert [one.reason for one in parts[1:]] == [Reason.OFF_NETWORK] * 3
    assert [one.values["found"] for one in parts] == [PARTS[0], "政府信息公开制度文件", *PARTS[2:]]
    assert [one.subject for one in parts] == [f"{HANDAN}#{name}" for name in PARTS]


@pytest.mark.parametrize(
    ("old", "new", "part", "verdict"),
    [
        (">政府信息公开指南</a>", ">信息公开指南</a>", PARTS[0], ("unmet", "variant")),
        (">政府信息公开指南</a>", ">政府信息<br>　公开指南</a>", PARTS[0], ("met", "met")),
        (">政府信息公开年报</a>", ">政府网站年度报表</a>", PARTS[3], ("unmet", "absent")),
        (">法定主动公开内容</a>", "></a><!-- 法定主动公开内容 -->", PARTS[2], ("not_testable", "wordless")),
        (
            ">法定主动公开内容</a>",
            ">信息公开目录</a><!-- 法定主动公开内容 -->",
            PARTS[2],
            ("not_testable", "unsettled"),
        ),
        (">法定主动公开内容</a>", ">公开栏</a><!-- 法定主动公开内容 -->", PARTS[2], ("unmet", "absent")),
        ('href="http://hdzfxxgk.hd.gov.cn/zfxxgknb/"', 'onclick="go()"', PARTS[3], ("not_testable", "tab")),
    ],
)
def test_a_fault_planted_into_the_handan_column(
    shared: Path, old: str, new: str, part: str, verdict: tuple[str, str]
) -> None:
    finding = of(handan(shared, (old, new)), "disclosure.four-parts", part)
    assert (finding.outcome.value, finding.message) == verdict


def test_the_shanxi_entrance_under_its_right_name_is_no_longer_unmet(shared: Path) -> None:
    page = (shared / "pages" / "gne/tests_shanxi_1.html").read_bytes()
    renamed = page.replace("政府信息公开专栏".encode(), "政府信息公开".encode())
    (finding,) = [one for one in audited({HOME: renamed}) if one.rule == "disclosure.column-name"]
    assert (finding.outcome, finding.reason) == (Outcome.NOT_TESTABLE, Reason.OFF_NETWORK)


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        ('<a href="file:///D:/a.doc">附件</a>', "file"),
        ('<a href="http://192.168.3.4/oa/">办公</a>', "intranet"),
        ('<!-- <a href="http://192.168.3.4/oa/">办公</a> -->', ""),
        ("<p>请把文件存到 D:\\资料\\附件.doc，或访问 http://192.168.3.4/</p>", ""),
    ],
)
@pytest.mark.parametrize("name", [INDEX, "gne/tests_shanxi_1.html", "gne/tests_gzggw_1.html", "gne/tests_cmse_1.html"])
def test_a_wrong_link_planted_into_a_real_page(shared: Path, name: str, planted: str, message: str) -> None:
    body = (shared / "pages" / name).read_bytes().replace(b"</body>", planted.encode() + b"</body>")
    findings = audited(portal(f"{HOME}x.html", body))
    assert unmet(findings) == ({("links.wrong", message)} if message else set())
