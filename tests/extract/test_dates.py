"""A page is dated by what it says of itself, in the order of trust; unreal dates are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.dates import of_url, read, year_of_url
from auditor.model.page import DateSource
from tests.extract.pages import page

DAY = date(2021, 3, 1)


@pytest.mark.parametrize(
    "words",
    ["2021-03-01", "2021-3-1", "2021/3/1", "2021.03.01", "2021年3月1日", "2021 年 03 月 01 日", "２０２１－０３－０１",
     "２０２１年３月１日", "二〇二一年三月一日", "二○二一年三月一日", "二零二一年三月一日", "2021年3月1号",
     "[2021-03-01]",
     "20210301 2021-03-01", "V1.2 2021-03-01", "2021-03-01T08:00:00+08:00"],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(words: str) -> None:
    assert [one.day for one in read(words)] == [DAY]


@pytest.mark.parametrize(
    "words",
    ["2021-13-45", "2021-02-30", "2021-00-01", "1821-03-01", "12021-03-01", "2021-03-011", "1.2021.3.1", "2021.3.1.5",
     "2021-03/01", "2021", "03-01", "二〇二一年十三月一日", "010-2021-0301", "2021年3月", "第2021-1号"],
)  # fmt: skip
def test_what_is_no_date_is_not_read_as_one(words: str) -> None:
    assert list(read(words)) == []


def test_chinese_numbers_are_read_to_the_last_day_of_a_month() -> None:
    days = ["一", "十", "十一", "二十", "二十九", "廿三", "三十", "三十一"]
    assert [one.day.day for day in days for one in read(f"二〇二一年十二月{day}日")] == [1, 10, 11, 20, 29, 23, 30, 31]


def test_hours_are_noticed() -> None:
    assert [one.time for one in read("2021-03-01 09:30，2021年3月1日 9时05分，2021-03-01")] == [True, True, False]


def test_the_date_for_machines_comes_first_then_the_visible_ones_then_the_address() -> None:
    found = page(
        "<html><head><meta name=PubDate content='2021-03-02 09:53'></head><body><p>成文日期：2021年2月20日</p>"
        "<p>发布日期：2021年3月1日</p><p>更新时间：2021-03-05</p>正文</body></html>",
        url="http://www.example.gov.cn/art/2021/3/4/art_1_2.html",
        headers={"Last-Modified": "Fri, 05 Mar 2021 17:00:00 GMT"},
    )
    assert [(mark.source, mark.label, str(mark.day)) for mark in found.dates] == [
        (DateSource.META, "pubdate", "2021-03-02"),
        (DateSource.VISIBLE, "发布日期", "2021-03-01"),
        (DateSource.VISIBLE, "成文日期", "2021-02-20"),
        (DateSource.VISIBLE, "更新时间", "2021-03-05"),
        (DateSource.URL, "", "2021-03-04"),
        (DateSource.HEADER, "", "2021-03-06"),
    ]
    assert found.published is not None
    assert found.published.time


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        ("<table><tr><td><b>发 布 日 期：</b></td><td>2021年03月01日</td></tr></table>", "发布日期"),
        ("<span>【发布时间：2021-03-01】</span>", "发布时间"),
        ("<div>发布时间<br>2021-03-01</div>", "发布时间"),
        ("<p>时间：2021-03-01 06:23 来源：日报</p>", "时间"),
        ("<p>来源：办公室　2021-03-01　浏览：12次</p>", ""),
        ("<div>2021-03-01 09:00</div><p>正文</p>", ""),
        ("<p>某某人民政府</p><p>二〇二一年三月一日</p>", "成文"),
        ("<p>县人民政府办公室</p><p>（2021年3月1日）</p>", "成文"),
    ],
)
def test_the_visible_date_is_found_with_its_label(markup: str, label: str) -> None:
    found = page(f"<h1>标题</h1>{markup}<p>{'正文。' * 20}</p>")
    assert [(mark.label, mark.day) for mark in found.dates] == [(label, DAY)]


@pytest.mark.parametrize(
    "markup",
    ["<p>会议于2021年3月1日召开，市长出席。</p>", "<p>自2021年3月1日起施行。</p>", "<p>有效期至2021-03-01</p>",
     "<p>施行日期：2021-03-01</p>", "<!--<p>发布日期：2021-03-01</p>-->", "<p>发布日期：2021-13-45</p>",
     "<footer>版权所有 更新日期：2021-03-01</footer>"],
)  # fmt: skip
def test_a_date_in_the_text_is_not_the_date_of_the_page(markup: str) -> None:
    assert page(markup).dates == ()


def test_the_dates_of_rows_do_not_date_the_list_page() -> None:
    row = "<tr><td><a href=/t{0}.html>关于第{0}件事项的通知</a></td><td>2021-03-0{0}</td></tr>"
    rows = "".join(row.format(number) for number in range(1, 5))
    found = page(f"<table><tr><th>名称</th><th>发布日期</th></tr>{rows}</table>")
    assert found.dates == ()
    assert len(found.items) == 4


@pytest.mark.parametrize(
    "path",
    ["/zwgk/202103/t20210301_352104.html", "/art/2021/3/1/art_16_303.html", "/zhengce/content/2021-03/01/content_5.htm",
     "/2021/03/01/1.html", "/202103/01/c1.html", "/c100/20210301/ab.html", "/doc/2021-03-01_1.html",
     "/a_20210301.html", "/zwdt/2021/0301_3301.html", "/n1/2021/0301/c641-32.html"],
)  # fmt: skip
def test_addresses_of_common_systems_carry_a_date(path: str) -> None:
    mark = of_url(f"http://www.example.gov.cn{path}")
    assert mark is not None
    assert mark.day == DAY


@pytest.mark.parametrize(
    "path",
    [
        "/20211345/x.html",
        "/2021/1345_7.html",
        "/2021/03019.html",
        "/col/col1620985/index.html",
        "/x?d=/2021/3/1/",
        "/post_20219.html",
    ],
)
def test_numbers_in_addresses_are_not_taken_for_dates(path: str) -> None:
    assert of_url(f"http://www.example.gov.cn{path}") is None


def test_the_year_of_a_short_date_comes_from_the_address_when_the_month_agrees() -> None:
    assert year_of_url("http://a.gov.cn/202008/t20200810_1.html", 8) == 2020
    assert year_of_url("http://a.gov.cn/202008/t20200810_1.html", 9) is None
    assert year_of_url("http://a.gov.cn/202008/x.html", 8) == 2020
    assert year_of_url("http://a.gov.cn/2020/x.html", 8) is None


@given(st.text(alphabet=st.sampled_from("0123456789-/.年月日一二三十〇：: 发布日期")))
def test_nothing_raises_on_garbage(words: str) -> None:
    for one in read(words):
        assert words[one.start : one.end].strip() == one.words.strip()
