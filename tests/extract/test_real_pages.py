"""Real government pages are read as a person reads them."""

from pathlib import Path

import pytest

from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.page import DateSource, Element, Page

pytestmark = pytest.mark.shared

HANDAN = "http://hdzfxxgk.hd.gov.cn/"


def read(path: Path, url: str, kind: str = "text/html") -> Page:
    return extract(Exchange(url=url, final_url=url, status=200, content_type=kind, body=path.read_bytes()))


def targets(page: Page, label: str) -> set[str]:
    return {link.target for link in page.links if link.element is Element.A and link.label == label}


def test_the_disclosure_column_shows_its_four_parts(shared: Path) -> None:
    page = read(shared / "pages/handan/index_2020-08-10.html", HANDAN)
    assert targets(page, "政府信息公开指南") == {f"{HANDAN}zfxxgkzn/"}
    assert targets(page, "政府信息公开制度文件") == {f"{HANDAN}zfwj/zdwj/"}
    assert targets(page, "法定主动公开内容") == {f"{HANDAN}fdgknr/"}
    assert targets(page, "政府信息公开年报") == {f"{HANDAN}zfxxgknb/"}
    assert targets(page, "依申请公开") == {f"{HANDAN}ysqgk/"}
    assert page.metas["siteidcode"] == "1304000009"
    # The drop-down lists of other sites are references too, the search forms are none to follow.
    assert sum(1 for link in page.links if link.element is Element.OPTION) == 150
    assert not page.script_list


def test_what_stands_in_comments_of_the_column_is_not_there(shared: Path) -> None:
    page = read(shared / "pages/handan/index_2020-08-10.html", HANDAN)
    first = next(link for link in page.links if "szzc/zwl" in link.target)
    assert first.label == "领导分工"
    assert all("su-l2" not in link.href for link in page.links)
    assert len(targets(page, "领导分工")) == 1


def test_the_lists_of_the_column_are_read_with_their_dates(shared: Path) -> None:
    page = read(shared / "pages/handan/index_2020-08-10.html", HANDAN)
    assert len(page.items) == 61
    assert all(item.day for item in page.items)
    assert page.items[0].title == "邯郸市教育局关于印发《全市教育系统安全专项整治三年行动实施方案》的通知"
    assert str(page.items[0].day) == "2020-08-02"
    assert page.items[0].target == f"{HANDAN}gszbm/auto23716/202008/t20200802_1352104.html"
    assert str(page.items[-1].day) == "2017-11-28"
    assert page.dates == ()


def test_the_names_on_the_guide_page_are_whole_though_markup_breaks_them(shared: Path) -> None:
    page = read(shared / "pages/handan/gkzn_2020-08-12.html", f"{HANDAN}zfxxgkzn/")
    for label, path in [("政府信息公开指南", "zfxxgkzn/"), ("政府信息公开制度", "zfwj/zdwj/"),
                        ("法定主动公开内容", "fdgknr/"), ("政府信息公开年报", "zfxxgknb/")]:  # fmt: skip
        assert targets(page, label) == {f"{HANDAN}{path}"}
        assert label in page.headings
    # A second, dead menu inside nested comments: the comment ends where a browser ends it.
    assert targets(page, "统计数据") == set()
    assert page.items == ()


def test_a_list_page_of_tables_has_its_row_and_its_path(shared: Path) -> None:
    page = read(shared / "pages/handan/list_2020-08-12.html", f"{HANDAN}zfwj/jinqixxgk/")
    assert [(item.title, str(item.day)) for item in page.items] == [
        ("邯郸市教育局关于印发《邯郸市学校安全工作目标管理考核办法》的通知", "2020-08-05")
    ]
    assert page.breadcrumb == ("首页", "政府文件", "近期信息公开")


def test_a_record_sheet_called_top_stays_in_the_text(shared: Path) -> None:
    page = read(
        shared / "pages/handan/details_2020-08-12.html", f"{HANDAN}gszbm/auto23716/202008/t20200802_1352104.html"
    )
    assert "索引号：000014348/2020-35147" in page.text
    assert [(mark.source, str(mark.day)) for mark in page.dates[:2]] == [
        (DateSource.META, "2020-08-02"),
        (DateSource.VISIBLE, "2020-08-02"),
    ]
    assert page.items == ()


@pytest.mark.parametrize(
    ("name", "title", "day", "crumb", "words"),
    [
        (
            "tests_cmse_1",
            "天宫一号与神舟九号载人交会对接任务第二场新闻发布会",
            "2012-06-24",
            "新闻发布会",
            "女士们、先生们：",
        ),
        (
            "tests_gzggw_1",
            "1-10月德清县固定资产投资结构趋稳趋优",
            "2016-11-22",
            "投资运行",
            "全县固定资产投资完成246.79亿元",
        ),
        ("tests_other_1", "全国人民代表大会常务委员会", "2007-08-20", "2007年第23号", "听取了财政部部长金人庆"),
        ("tests_shanxi_1", "山西品牌丝路行（南美站）正式启动", "2019-09-18", "山西要闻", "跨越千山万水"),
        ("visiable_test_cmse_1", "载人航天工程全线备战空间站建造任务", "2021-01-05", "综合新闻", "元旦佳节"),
    ],
)
def test_articles_of_other_portals_are_read(
    shared: Path, name: str, title: str, day: str, crumb: str, words: str
) -> None:
    page = read(shared / f"pages/gne/{name}.html", "http://www.example.gov.cn/a/")
    assert page.title.startswith(title)
    assert page.published is not None
    assert str(page.published.day) == day
    assert page.breadcrumb[0] == "首页"
    assert page.breadcrumb[-1] == crumb
    assert words in page.text
    assert not page.script_list
    assert page.items == ()
    assert all(word not in page.text for word in ("ICP备", "网站标识码", "主办单位"))


def test_policies_carry_their_titles_and_dates(shared: Path) -> None:
    files = sorted((shared / "pages/policies").glob("*.html"))
    assert len(files) == 30
    right = 0
    for path in files:
        page = read(path, "http://www.gov.cn/zhengce/content/x.htm")
        labels = {mark.label: mark.day for mark in page.dates}
        title = page.text.partition("标题：\n")[2].partition("\n")[0]
        written, released = labels.get("成文日期"), labels.get("发布日期")
        right += bool(
            page.published and page.published.label == "发布日期" and written and released and written <= released
        ) and title.startswith(page.title[:10])
        assert not page.script_list
        assert page.items == ()
        assert page.charset == "utf-8"
    assert right == 30


def test_a_page_in_utf16_that_calls_itself_gb2312_is_read(shared: Path) -> None:
    """As seen on a ministry's page: the bytes carry a mark, the meta says gb2312."""
    text = (shared / "pages/handan/index_2020-08-10.html").read_text("utf-8").replace("charset=UTF-8", "charset=gb2312")
    body = b"\xff\xfe" + text.encode("utf-16-le")
    page = extract(Exchange(url=HANDAN, final_url=HANDAN, status=200, content_type="text/html", body=body))
    assert page.charset == "utf-16le"
    assert page.charset_conflict == "meta gbk, bom utf-16le"
    assert targets(page, "政府信息公开指南") == {f"{HANDAN}zfxxgkzn/"}


def test_an_error_page_with_200_keeps_its_words(shared: Path) -> None:
    page = read(shared / "pages/misc/www.fmprc.gov.cn_robots.txt.html", "https://www.fmprc.gov.cn/robots.txt")
    assert page.text.startswith("对不起，我们没有找到您要的网页。")
