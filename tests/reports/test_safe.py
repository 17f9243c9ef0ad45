"""What may be shown of a site's words, and which addresses may be live links?"""

import pytest
from auditor_reports.safe import hosts_of, mask, own_address, shown, visible
from hypothesis import given
from hypothesis import strategies as st

HOSTS = frozenset({"www.yunxi.gov.cn", "yunxi.gov.cn"})


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证号 11010519491231002X，", "身份证号 110*************2X，"),
        ("11010519491231002x", "110*************2x"),
        ("联系人13800138000。", "联系人138****8000。"),
        ("手机 138 0013 8000", "手机 138 **** 8000"),
        ("手机 138-0013-8000", "手机 138-****-8000"),
        ("（86）13800138000", "（86）138****8000"),
        ("身份证１１０１０５１９４９１２３１００２Ｘ", "身份证１１０*************２Ｘ"),
    ],
)
def test_identity_and_mobile_numbers_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "申请号 110105194913310021",  # no thirteenth month
        "附件 W020210311573901234567.pdf",
        "t20210311_13800138000123.html",
        "电话 0427-4822222",
        "共 13800138000000 元",
        "统一社会信用代码 11211324001234567A",
        "网站标识码 2113240001",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert mask(text) == text


def test_a_mobile_number_in_an_address_stays_but_an_identity_number_does_not() -> None:
    assert shown("https://a.gov.cn/13800138000.html") == "https://a.gov.cn/13800138000.html"
    assert "19491231" not in shown("https://a.gov.cn/?id=11010519491231002X")


@given(st.text(alphabet="0123456789X １３a-/.", max_size=60))
def test_masking_keeps_the_length_so_that_offsets_stay_true(text: str) -> None:
    assert len(mask(text)) == len(text)


@given(st.text(max_size=80))
def test_whatever_a_site_sends_can_be_written_and_turns_no_line_around(text: str) -> None:
    said = visible(text)
    said.encode("utf-8")
    assert not {"\u202e", "\u2066", "\u2028", "\x00", "\x1b", "\n"} & set(said)


def test_invisible_characters_are_named() -> None:
    assert visible("a\u202egnp.exe") == "a[U+202E]gnp.exe"
    assert visible("x\x1b[31m") == "x[U+001B][31m"
    assert visible("\ud800") == "\ufffd"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.yunxi.gov.cn/",
        "http://yunxi.gov.cn/a/b.html?x=1#y",
        "https://www.yunxi.gov.cn:8443/%E4%B8%AD",
        "https://WWW.yunxi.gov.cn/",
        "https://www.yunxi.gov.cn",
    ],
)
def test_plain_addresses_of_the_portal_are_live(url: str) -> None:
    assert own_address(url, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "https://www.yunxi.gov.cn.evil.example/",
        "https://www.yunxi.gov.cn@evil.example/",
        "https://evil.example\\@www.yunxi.gov.cn/",
        "https://evil.example/\\www.yunxi.gov.cn/",
        "https://www.yunxi.gov.cn\\@evil.example/",
        "//evil.example/",
        "javascript:alert(1)//https://www.yunxi.gov.cn/",
        "data:text/html,https://www.yunxi.gov.cn/",
        "ftp://www.yunxi.gov.cn/",
        "https://www.yunxi.gov.cn/a b",
        "https://www.yunxi.gov.cn/\u202e",
        " https://www.yunxi.gov.cn/",
        "https://www.yunxi.gov.cn/?id=11010519491231002X",
        "",
    ],
)
def test_no_other_address_is_live(url: str) -> None:
    assert not own_address(url, HOSTS)


def test_the_twin_and_the_listed_hosts_are_the_portals_own() -> None:
    assert hosts_of("https://www.yunxi.gov.cn/", ("ZFXXGK.yunxi.gov.cn",)) == HOSTS | {"zfxxgk.yunxi.gov.cn"}
    assert hosts_of("https://yunxi.gov.cn/", ()) == HOSTS
    assert hosts_of("nonsense", ()) == frozenset()
