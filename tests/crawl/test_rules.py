"""What a robots.txt allows: by RFC 9309 and the readings that Google has published."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.crawl.robots import LARGEST, rules_of
from auditor.crawl.rules import parse
from auditor.model.exchange import Exchange
from auditor.model.url import canonical

SITE = "http://www.county.gov.cn"
ALL = b"User-agent: *\n"


def allows(body: bytes, path: str) -> bool:
    return parse(body, "govsite-auditor").allows(canonical(SITE + path))


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        # the longest pattern decides, wherever it stands; of two as long the allowing one
        (b"Disallow: /\nAllow: /zwgk", "/zwgk/a.html", True),
        (b"Allow: /zwgk\nDisallow: /", "/other", False),
        (b"Allow: /zwgk\nDisallow: /zwgk/inner", "/zwgk/inner/a", False),
        (b"Disallow: /zwgk\nAllow: /zwgk", "/zwgk", True),
        (b"Allow: /zwgk\nDisallow: /zwgk", "/zwgk", True),
        (b"Allow: /zw*\nDisallow: /zwg", "/zwgk", True),
        (b"Allow: /zw\nDisallow: /*.pdf", "/zwgk/a.pdf", False),
        (b"Disallow: /*.html$\nAllow: /zwgk/", "/zwgk/a.html", False),
        (b"Allow: /$\nDisallow: /", "/", True),
        (b"Allow: /$\nDisallow: /", "/a", False),
        # paths are prefixes, with their case, and the query belongs to them
        (b"Disallow: /fish", "/fishheads/a", False),
        (b"Disallow: /fish", "/Fish", True),
        (b"Disallow: /fish/", "/fish", True),
        (b"Disallow: /fish", "/catfish", True),
        (b"Disallow: /s?id=", "/s?id=1", False),
        (b"Disallow: /*?", "/s", True),
        (b"Disallow: /*?", "/s?", False),
        (b"Disallow: fish", "/fish", True),
        # * is anything, $ the end, and only there
        (b"Disallow: /*.php", "/a/b.php?x", False),
        (b"Disallow: /*.php$", "/a/b.php?x", True),
        (b"Disallow: /*.php$", "/a.php/b.php", False),
        (b"Disallow: /a***b", "/axxb", False),
        (b"Disallow: *", "/a", False),
        (b"Disallow: *.doc", "/x/a.doc", False),
        (b"Disallow: /a*b*c", "/acb", True),
        (b"Disallow: /a$b", "/a$b", False),
        (b"Disallow: /a$b", "/a", True),
        (b"Disallow: /a%2Ab", "/a*b", False),
        (b"Disallow: /a%2Ab", "/axb", True),
        (b"Disallow: /a%24", "/a$", False),
        (b"Disallow: /$", "/a", True),
        # escapes: of what needs none they are the same, of the rest they are not
        (b"Disallow: /%7Ea", "/~a", False),
        (b"Disallow: /~a", "/%7ea", False),
        (b"Disallow: /a%3fb", "/a?b", True),
        (b"Disallow: /a%2fb", "/a/b", True),
        (b"Disallow: /a%e6%94%bf", "/a\u653f", False),
        ("Disallow: /政策/".encode(), "/政策/a.html", False),
        ("Disallow: /政策/".encode(), "/解读/a.html", True),
        (b"Disallow: /a b", "/a%20b", False),
        (b"Disallow: /foo/%62%61%7A", "/foo/baz", False),  # by the RFC, not by Google's matcher
        (b"Disallow: /foo?qux=taz&baz=http://foo.bar?tar", "/foo?qux=taz&baz=http://foo.bar?tar&par", False),
        # a file in GBK: its own bytes, and the name as a browser sends it
        ("Disallow: /政策/".encode("gbk"), "/%D5%FE%B2%DF/a.html", False),
        ("Disallow: /政策/".encode("gbk"), "/政策/a.html", False),
        ("Disallow: /政策/".encode("gbk"), "/解读/a.html", True),
        (b"Disallow: /%D5%FE", "/%B9%AB", True),
        # who allows the index page allows its folder
        (b"Disallow: /\nAllow: /zwgk/index.html", "/zwgk/", True),
        (b"Disallow: /\nAllow: /zwgk/index.html", "/zwgk/a", False),
        # an empty rule says nothing
        (b"Disallow:", "/a", True),
        (b"Disallow: # all", "/a", True),
        (b"Allow:\nDisallow: /", "/a", False),
        # what is forgiven: spaces, case, misspellings, a forgotten colon
        (b"disallow : /a", "/a", False),
        (b"DISALLOW:/a", "/a", False),
        (b"Disalow: /a", "/a", False),
        (b"Disallow /a", "/a", False),
        (b"Disallow: /a   # why", "/a", False),
        (b"Disallow: /a\tb", "/a", True),
        (b"Disallow: /robots", "/robots.txt", True),
        (b"No-index: /\n<b>Disallow: /</b>", "/a", True),
    ],
)  # fmt: skip
def test_the_longest_fitting_pattern_decides(rules: bytes, path: str, allowed: bool) -> None:
    assert allows(ALL + rules, path) is allowed


@pytest.mark.parametrize(
    ("body", "allowed"),
    [
        (b"User-agent: *\nDisallow: /", False),
        (b"Disallow: /", True),  # for nobody
        (b"User-agent: other\nDisallow: /", True),
        (b"User-agent: govsite-auditor\nDisallow: /", False),
        (b"User-agent: GovSite-Auditor\nDisallow: /", False),
        (b"User-agent: govsite-auditor/2.0\nDisallow: /", False),
        (b"User-agent: govsite-auditor *\nDisallow: /", False),
        # a product token is whole or it is another's
        (b"User-agent: gov\nDisallow: /", True),
        (b"User-agent: govsite\nDisallow: /", True),
        (b"User-agent: auditor\nDisallow: /", True),
        (b"User-agent: govsite-auditor-news\nDisallow: /", True),
        (b"User-agent: gov*\nDisallow: /", True),
        # our own group, and only it; all of them together when there are several
        (b"User-agent: *\nDisallow: /\n\nUser-agent: govsite-auditor\nDisallow: /b", True),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: govsite-auditor\nDisallow:", True),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: govsite-auditor\n", True),
        (b"User-agent: govsite-auditor\nDisallow:\nUser-agent: x\nAllow: /\nUser-agent: govsite-auditor\nDisallow: /",
         False),
        (b"User-agent: *\nDisallow: /b\n\nUser-agent: *\nDisallow: /a", False),
        # several names over one group; what is unknown, blank or site-wide tears none apart
        (b"User-agent: x\nUser-agent: *\nUser-agent: y\nDisallow: /", False),
        (b"User-agent: *\n\n\nDisallow: /", False),
        (b"User-agent: *\nSitemap: http://a/s.xml\nUser-agent: x\nDisallow: /", False),
        (b"User-agent: *\nCrawl-delay: 5\nUser-agent: x\nDisallow: /", False),
        (b"User-agent: *\nClean-param: a\nUser-agent: x\nDisallow: /", False),
        (b"User-agent: *\nDisallow: /b\nUser-agent: x\nDisallow: /", True),
        (b"User-agent: *\nDisallow:\nUser-agent: x\nDisallow: /", True),
        (b"User-agent: *\nDisallow: /b\nUser-agent:\nDisallow: /", True),
        # how lines end, and what stands before the first
        (b"User-agent: *\rDisallow: /\r", False),
        (b"User-agent: *\r\nDisallow: /\r\n", False),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", False),
        (b"\xff\xfe" + "User-agent: *\nDisallow: /".encode("utf-16-le"), False),
        (b"User-agent: *\nDisallow: /b\x0bDisallow: /", True),
        ("#注释\r\nUser-agent: *\r\nDisallow: /".encode("gbk"), False),
        ("User-agent: *\nDisallow: /b\u2028Disallow: /".encode(), True),
    ],
)  # fmt: skip
def test_a_group_is_for_whom_it_names(body: bytes, allowed: bool) -> None:
    assert allows(body, "/a") is allowed


def answer(body: bytes, kind: str = "text/plain") -> Exchange:
    return Exchange(url=f"{SITE}/robots.txt", status=200, body=body, content_type=kind)


def test_delay_and_site_maps_are_read_beside_the_rules() -> None:
    robots = rules_of(
        answer(
            b"Sitemap: http://a/1.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow:\nSITEMAP:http://a/2.xml # second\n"
        )
    )
    assert robots.delay == 2.5
    assert rules_of(answer(b"User-agent: *\nCrawl-delay: 10\n\nUser-agent: x\nCrawl-delay: 2")).delay == 10
    assert robots.sitemaps == ("http://a/1.xml", "http://a/2.xml")
    for senseless in (b"soon", b"-1", b"nan", b"inf", b""):
        assert rules_of(answer(ALL + b"Crawl-delay: " + senseless)).delay == 0


def test_rules_sent_as_html_are_rules_and_a_page_sent_as_text_is_none() -> None:
    assert not rules_of(answer(ALL + b"Disallow: /", "text/html")).allows(f"{SITE}/a")
    page = rules_of(answer(b"\xef\xbb\xbf\r\n<!doctype html>\nUser-agent: *\nDisallow: /\n"))
    assert (page.state, page.allows(f"{SITE}/a")) == ("html", True)
    assert not rules_of(answer(b"<!-- $Id$ -->\n<!-- by hand -->\nUser-agent: *\nDisallow: /")).allows(f"{SITE}/a")
    assert rules_of(answer(b"<!-- " + b"x" * 100_000)).state == "html"


def test_what_is_beyond_the_limit_does_not_count_and_no_line_is_read_in_half() -> None:
    padding = b"#" * (LARGEST - len(ALL) - len(b"Disallow: /\n")) + b"\n"
    assert rules_of(answer(ALL + padding + b"Disallow: /admin")).allows(f"{SITE}/a")
    assert rules_of(answer(ALL + padding + b"x\nDisallow: /")).allows(f"{SITE}/a")
    assert not rules_of(answer(ALL + b"Disallow: /\n" + padding)).allows(f"{SITE}/a")


@given(st.binary(max_size=200), st.text(max_size=60))
def test_nothing_raises_on_any_bytes(body: bytes, path: str) -> None:
    parse(body, "govsite-auditor").allows(path)
    parse(ALL + b"Disallow: " + body, "govsite-auditor").allows(SITE + path)


def test_a_hostile_file_costs_little() -> None:
    body = ALL + b"Disallow: /" + b"*a" * 100_000 + b"$\n" + b"".join(b"Disallow: /%d*x\n" % n for n in range(5000))
    rules = parse(body, "govsite-auditor")
    assert rules.allows(SITE + "/" + "b" * 2000)


def test_the_real_files_are_read_and_the_pages_among_them_are_no_rules(shared: Path) -> None:
    files = sorted((shared / "peers/protego/robots_real_cn").iterdir())
    states = {path.name: rules_of(answer(path.read_bytes())) for path in files}
    assert len(states) == 169
    pages = {path.name for path in files if b"<html" in path.read_bytes().lower()}
    assert {name for name, robots in states.items() if robots.state == "html"} == pages
    assert len(pages) == 15
    assert all(robots.allows(f"{SITE}/") for name, robots in states.items() if name in pages)
    ruled = [robots.rules for robots in states.values() if robots.rules.plain or robots.rules.wild]
    assert len(ruled) == 139
    closed = {name for name, robots in states.items() if not robots.allows(f"{SITE}/")}
    assert closed == {"www.census.gov", "www.gov.uz"}
