"""identity.*: the domain, the name of the site, who runs it and the marks of its footer."""

import pytest

from auditor.anatomy import understand
from auditor.demo.site import Site
from tests.checks.small import DAY, doc, judged, site, verdicts
from tests.checks.small import links as anchors
from tests.checks.test_mutations import bound
from tests.checks.test_page_rules import RULES
from tests.memory import facts_of

DOMAIN = {"patterns": [r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.gov\.cn", r".+\.政务(?:\.cn)?"]}


@pytest.mark.parametrize(
    ("host", "verdict"),
    [
        ("www.linjiang.gov.cn", "met"),
        ("linjiang.gov.cn", "met"),
        ("xn--fiq228c.xn--zfr164b", "met"),
        ("www.linjiang.com", "unmet"),
        ("linjiang.gov.cn.example.com", "unmet"),
        ("www.lin.gov.test", "not_applicable"),
        ("10.1.2.3", "not_applicable"),
    ],
)
def test_the_form_of_the_domain(host: str, verdict: str) -> None:
    home = f"http://{host}/"
    where = Site(home, {home: doc("临江县人民政府", "<p>首页</p>")}, today=DAY)
    (finding,) = judged(RULES["identity.domain"], where, params=DOMAIN, probes=())
    assert finding.outcome == verdict


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("临江县人民政府门户网站", "met"),
        ("临江县人民政府", "met"),
        ("临江县教育局官网", "met"),
        ("欢迎访问临江县人民政府网站", "met"),
        ("临江县人民政府门户网站-首页", "met"),
        ("首页_临江县财政局", "met"),
        ("欢迎访问临江县人民政府门户网站！", "met"),
        ("临江县教育局 | 政务公开", "met"),
        ("首都之窗_北京市人民政府门户网站", "met"),
        ("中国人民银行", "met"),
        ("中华人民共和国外交部", "met"),
        ("中华人民共和国临江海关", "met"),
        ("临江县妇女联合会", "met"),
        ("临江市供销合作社", "met"),
        ("国家统计局临江调查总队", "met"),
        ("临江经济技术开发区", "met"),
        ("山西省保德县", "met"),  # a region's name is one
        ("中国·临江市", "met"),
        ("魅力临江", "unmet"),
        ("首页", "unmet"),
        ("欢迎光临本网站", "unmet"),
        ("无标题文档", "unmet"),
        ("城市", "unmet"),
        ("服务中小企业的一站式平台", "unmet"),
        ("", "unmet"),
    ],
)
def test_the_name_of_the_site(title: str, outcome: str) -> None:
    where = site({"/": doc(title, "<p>首页</p>" + anchors(("/a/", "要闻")))})
    assert [one.outcome for one in judged(RULES["identity.site-name"], where)] == [outcome]


def test_a_title_that_a_script_may_write_is_left_open() -> None:
    shell = site({"/": doc("", '<div id="app"></div><script src="/js/app.js"></script>')})
    assert verdicts(judged(RULES["identity.site-name"], shell)) == [("not_testable", "script")]


@pytest.mark.parametrize(
    ("footer", "missing"),
    [
        ("主办：临江县人民政府办公室　联系电话：0731-2020200", ""),
        ("主办单位　临江县人民政府办公室　地址：县城", ""),
        ("临江县人民政府办公室主办　联系我们", ""),
        ("承办：临江县大数据中心　地址：县城", "主办单位及联系方式"),
        ("主办：临江县人民政府办公室", "主办单位及联系方式"),
        ("版权所有：临江县人民政府　联系我们", "主办单位及联系方式"),
    ],
)
def test_who_runs_the_site_may_be_said_in_several_ways(footer: str, missing: str) -> None:
    assert missing_in(FOOT.replace(HOST_LINE, footer)) == missing


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("网站标识码：4311240001", "网站标识码（4311240001）", ""),
        ("网站标识码：4311240001", "政府网站标识码<b>BM12000000</b>", ""),
        ("网站标识码：4311240001", "网站标识码为 4311240001", ""),
        ("网站标识码：4311240001", "网站标识码：431124", "网站标识码"),
        ("湘ICP备05000001号", "ICP备案号：湘ICP备案05000001号", ""),
        ("湘ICP备05000001号", "湘ＩＣＰ备０５０００００１号", ""),
        ("湘ICP备05000001号", "ICP备案编号：05000001", ""),
        ("湘ICP备05000001号", "ICP备案", "ICP备案编号"),
        ("湘公网安备43112402000001号", "湘公网安备：43112402000001", ""),
        ("湘公网安备43112402000001号", "湘公网安备 43112402000001号", ""),
        ("湘公网安备43112402000001号", "湘公网安备", "公安机关备案标识"),
        ("网站地图", "SiteMap", ""),
    ],
)
def test_marks_of_the_footer_written_in_other_ways(old: str, new: str, missing: str) -> None:
    assert old in FOOT
    assert missing_in(FOOT.replace(old, new)) == missing


HOST_LINE = "主办：临江县人民政府办公室　电话：0731-2020200"
FOOT = (
    f"<p>{HOST_LINE}</p><p>网站标识码：4311240001 湘ICP备05000001号 湘公网安备43112402000001号</p><p>网站地图</p>"
    '<p><a href="//bszs.conac.cn/sitename?id=1">党政机关</a><a href="http://zfwzgl.www.gov.cn/exposure/1">找错</a></p>'
)


def missing_in(footer: str) -> str:
    """Which marks does the footer rule of the national profile miss, "" when none?"""
    (check,) = (one for one in bound() if one.rule.id == "identity.footer")
    (found,) = check.judge(understand(facts_of(site({"/": f"<p>首页</p>{footer}"}), as_of=DAY)))
    return str(found.values.get("missing", ""))
