"""Addresses are read as browsers read them, and every address has one key."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.url import canonical, host_of, is_placeholder, site_of

BASE = "http://www.example.gov.cn/zwgk/list/index.html?p=1#top"


@pytest.mark.parametrize(
    ("href", "key"),
    [
        ("../t1.html#a", "http://www.example.gov.cn/zwgk/t1.html"),
        ("HTTP://WWW.Example.GOV.cn:80", "http://www.example.gov.cn/"),
        ("https://a.gov.cn:443/x", "https://a.gov.cn/x"),
        ("//a.gov.cn/x", "http://a.gov.cn/x"),
        ("http:\\\\a.gov.cn\\x\\y.html", "http://a.gov.cn/x/y.html"),
        (" http://a.gov.cn/x\ty\n ", "http://a.gov.cn/xy"),
        ("http://name:secret@a.gov.cn/", "http://a.gov.cn/"),
        ("http://政务公开.政务/", "http://xn--55q32ar5yxig.xn--zfr164b/"),
        ("http://ａ.gov.cn/", "http://a.gov.cn/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("#top", "http://www.example.gov.cn/zwgk/list/index.html?p=1"),
        ("", "http://www.example.gov.cn/zwgk/list/index.html?p=1"),
        ("?p=2", "http://www.example.gov.cn/zwgk/list/index.html?p=2"),
        ("/政策/解读.html", "http://www.example.gov.cn/%E6%94%BF%E7%AD%96/%E8%A7%A3%E8%AF%BB.html"),
        ("/a/./b/../c", "http://www.example.gov.cn/a/c"),
        # as people write them
        ("http:\\www.a.gov.cn", "http://www.example.gov.cn/www.a.gov.cn"),
        ("https:\\www.a.gov.cn", "https://www.a.gov.cn/"),
        ("http:///a.gov.cn/x", "http://a.gov.cn/x"),
        ("http:/x", "http://www.example.gov.cn/x"),
        ("\\x\\y.html", "http://www.example.gov.cn/x/y.html"),
        ("..\\x.html", "http://www.example.gov.cn/zwgk/x.html"),
        ("//a.gov.cn\\x", "http://a.gov.cn/x"),
        ("/x y.html ", "http://www.example.gov.cn/x%20y.html"),
        ("\n/x.html\r\n", "http://www.example.gov.cn/x.html"),
        ("\u3000/x", "http://www.example.gov.cn/zwgk/list/%E3%80%80/x"),
        ("http://www。a。gov。cn/", "http://www.a.gov.cn/"),
        ("http：//a.gov.cn", "http://www.example.gov.cn/zwgk/list/http%EF%BC%9A//a.gov.cn"),
        ("“http://a.gov.cn”", "http://www.example.gov.cn/zwgk/list/%E2%80%9Chttp://a.gov.cn%E2%80%9D"),
        ("www.a.gov.cn", "http://www.example.gov.cn/zwgk/list/www.a.gov.cn"),
        ("http//a.gov.cn", "http://www.example.gov.cn/zwgk/list/http//a.gov.cn"),
        ("http://a.gov.cn:/x", "http://a.gov.cn/x"),
        ("http://a.gov.cn@b.gov.cn/", "http://b.gov.cn/"),
        ("http://a.gov.cn\\@b.gov.cn/", "http://a.gov.cn/@b.gov.cn/"),
        ("http://\u200ba.gov.cn/", "http://a.gov.cn/"),
        ("http://192.168.1/", "http://192.168.0.1/"),
        ("http://a.gov.cn/{3F2504E0-4F89}", "http://a.gov.cn/%7B3F2504E0-4F89%7D"),
        # escapes: nothing is escaped twice or undone, and upper and lower case are one
        ("/%e6%94%bf/x", "http://www.example.gov.cn/%E6%94%BF/x"),
        ("/政/%e8%a7%a3", "http://www.example.gov.cn/%E6%94%BF/%E8%A7%A3"),
        ("/%25e6", "http://www.example.gov.cn/%25e6"),
        ("/x%zz%", "http://www.example.gov.cn/x%zz%"),
        ("/x%2fy%7ez", "http://www.example.gov.cn/x%2Fy%7Ez"),
        ("?a=1&amp;b=2", "http://www.example.gov.cn/zwgk/list/index.html?a=1&amp;b=2"),
    ],
)
def test_an_address_means_what_a_browser_takes_it_for(href: str, key: str) -> None:
    assert canonical(href, BASE) == key


@pytest.mark.parametrize(
    "href",
    ["javascript:void(0)", "mailto:a@b.cn", "tel:12345", "file:///C:/x.doc", "C:\\x.doc", "weixin://x", "data:,x",
     "http://", "http://[::1", "http://a b/", "ftp://a.gov.cn/", " javascript:;", "JaVaScRiPt:x", "jav\nascript:x",
     "http://a.gov.cn\u3000", "http://a.gov.cn:99999/", "htp://a.gov.cn/", "http://xn--pokxncvks.cn/", "sms:1",
     "tencent:x"],
)  # fmt: skip
def test_what_is_no_http_address_has_no_key(href: str) -> None:
    assert canonical(href, BASE) == ""


@pytest.mark.parametrize(
    "href",
    [
        "{{item.url}}",
        "http://a.gov.cn/{{id}}",
        "${url}",
        "<%=url%>",
        "{$vo.url}",
        "%7B%7Bitem.url%7D%7D",
        "'+item.url+'",
        "/a/{id}.html",
        "{item.url}",
    ],
)
def test_a_framework_placeholder_is_no_address(href: str) -> None:
    assert is_placeholder(href)
    assert canonical(href, BASE) == ""


def test_the_query_is_encoded_as_the_page_and_the_path_in_utf8() -> None:
    assert canonical("/s?k=政府&n=1", BASE, encoding="gbk") == "http://www.example.gov.cn/s?k=%D5%FE%B8%AE&n=1"
    assert canonical("/政?k=政", BASE, encoding="gbk") == "http://www.example.gov.cn/%E6%94%BF?k=%D5%FE"
    assert canonical("/s?k=政府", BASE) == "http://www.example.gov.cn/s?k=%E6%94%BF%E5%BA%9C"
    # What the page's encoding lacks is written as a character reference, as browsers do.
    assert canonical("/s?k=ع", BASE, encoding="gbk") == "http://www.example.gov.cn/s?k=%26%231593%3B"


@pytest.mark.parametrize(
    ("encoding", "query"),
    [
        ("utf-8", "%E6%94%BF%E2%82%AC"),
        ("utf-16-le", "%E6%94%BF%E2%82%AC"),
        ("utf-16-be", "%E6%94%BF%E2%82%AC"),
        ("hz", "%E6%94%BF%E2%82%AC"),
        ("gbk", "%D5%FE%80"),
        ("gb18030", "%D5%FE%A2%E3"),
        ("big5hkscs", "%ACF%26%238364%3B"),
        ("cp1252", "%26%2325919%3B%80"),
    ],
)
def test_a_query_is_sent_in_the_encoding_that_a_browser_sends(encoding: str, query: str) -> None:
    assert canonical("/s?k=政€", BASE, encoding=encoding) == f"http://www.example.gov.cn/s?k={query}"
    # What is escaped already stays, and the fragment is nobody's business.
    mixed = canonical("/s?k=%D5%fe政€#?政", BASE, encoding=encoding)
    assert mixed == f"http://www.example.gov.cn/s?k=%D5%FE{query}"


def test_hosts_and_sites_are_told_apart_at_label_borders() -> None:
    assert host_of("http://www.hd.gov.cn:8080/x") == "www.hd.gov.cn"
    assert host_of("http://[2001:db8::1]/") == "2001:db8::1"
    assert host_of("") == ""
    assert site_of("hdzfxxgk.hd.gov.cn") == "hd.gov.cn"
    assert site_of("www.gov.cn") == "www.gov.cn"
    assert site_of("gov.cn") == "gov.cn"
    assert site_of("www.example.gov.cn.evil.test") == "evil.test"
    assert site_of("222.222.245.73") == "222.222.245.73"
    assert site_of("2001:db8::1") == "2001:db8::1"


@given(st.text(), st.sampled_from(["", BASE, "mailto:x"]), st.sampled_from(["utf-8", "gbk", "big5hkscs", "no-such"]))
def test_nothing_raises_and_a_key_is_its_own_key(href: str, base: str, encoding: str) -> None:
    key = canonical(href, base, encoding=encoding)
    assert canonical(key) == key


def key_of(href: str) -> str:
    """What the key of an address in the platform's own spelling is: that, but for the parts that no server sees."""
    place, _, rest = href.partition("#")[0].partition("//")
    authority, slash, path = rest.partition("/")
    path = re.sub("%[0-9a-fA-F]{2}", lambda escape: escape[0].upper(), path)
    return f"{place}//{authority.rpartition('@')[2]}{slash}{path}"


def test_the_platform_tests_for_urls_hold(shared: Path) -> None:
    cases = json.loads((shared / "peers/urltestdata/urltestdata_half.json").read_text("utf-8"))
    wrong, http = [], 0
    for case in cases:
        want = ""
        if not case.get("failure") and case["protocol"] in ("http:", "https:"):
            want, http = key_of(case["href"]), http + 1
        if canonical(case["input"], case["base"] or "") != want:
            wrong.append(case["input"])
    assert wrong == []
    assert (len(cases), http) == (435, 111)
