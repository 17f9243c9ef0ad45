from collections import Counter, deque
from datetime import date, timedelta
from itertools import combinations

import pytest

from auditor.demo.book import HOME, HOST
from auditor.demo.columns import SERVICE_HALL
from auditor.demo.portal import clean
from auditor.demo.site import Site
from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.page import Element, Page

TODAY = date(2026, 3, 18)
DAYS = (TODAY, date(2024, 1, 2), date(2026, 10, 9), date(2031, 7, 1))


def opened(site: Site, url: str) -> tuple[str, int, bytes, str]:
    """Where an address ends after its redirects, with status, body and type."""
    for _ in range(5):
        answer = site.answer(url)
        if answer.status not in (301, 302):
            break
        url = (
            answer.headers["Location"] if "//" in answer.headers["Location"] else HOME + answer.headers["Location"][1:]
        )
    return url, answer.status, answer.body, answer.content_type


def page_of(site: Site, url: str) -> Page:
    final, status, body, kind = opened(site, url)
    return extract(Exchange(url=url, final_url=final, status=status, body=body, content_type=kind))


def walk(site: Site) -> dict[str, Page]:
    """Every page that is reached from the home page by links alone."""
    pages: dict[str, Page] = {}
    waiting = deque([site.home])
    while waiting:
        url = waiting.popleft()
        _, status, _, kind = opened(site, url)
        if url in pages or status != 200 or not kind.startswith("text/html"):
            continue
        pages[url] = page_of(site, url)
        waiting += [link.target for link in pages[url].links if link.target.startswith(HOME) and followed(link.element)]
    return pages


def followed(element: Element) -> bool:
    return element is not Element.FORM


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return walk(clean(TODAY))


@pytest.mark.parametrize("day", DAYS)
def test_every_link_of_the_clean_portal_opens_but_for_the_site_that_refuses_robots(day: date) -> None:
    site = clean(day)
    broken = {
        (url, link.target, opened(site, link.target)[1])
        for url, page in walk(site).items()
        for link in page.links
        if link.target and followed(link.element) and opened(site, link.target)[1] != 200
    }
    assert {(target, status) for _, target, status in broken} == {(SERVICE_HALL, 403)}


def test_no_page_is_written_that_no_link_script_or_sitemap_leads_to(pages: dict[str, Page]) -> None:
    site = clean(TODAY)
    written = {
        url for url, answer in site.resources.items() if url.startswith(HOME) and answer.content_type[:9] == "text/html"
    }
    listed = site.resources[HOME + "sitemap.xml"].body.decode()
    left = {url for url in written - set(pages) if f"<loc>{url}</loc>" not in listed}
    assert left == {HOME + "gb/index.htm", *(url for url in written if "?" in url)} - set(pages)
    assert 150 <= len(written) <= 230


def test_every_host_that_is_linked_has_a_name_and_answers() -> None:
    site = clean(TODAY)
    linked = {link.target.split("/")[2] for page in walk(site).values() for link in page.links if link.target}
    assert linked <= set(site.names)
    assert all(name.status == "ok" and name.a for name in site.names.values())


def test_the_same_day_gives_the_same_bytes_and_another_day_moves_the_dates() -> None:
    first = clean(TODAY)
    clean.cache_clear()
    assert clean(TODAY).resources == first.resources
    assert clean(TODAY + timedelta(days=9)).resources[HOME].body != first.resources[HOME].body


@pytest.mark.parametrize("day", DAYS)
def test_nothing_is_dated_after_the_audit_day(day: date) -> None:
    late = {
        url: page.published for url, page in walk(clean(day)).items() if page.published and page.published.day > day
    }
    assert late == {}


def test_the_home_page_enters_the_disclosure_column_under_its_exact_name_broken_by_br(pages: dict[str, Page]) -> None:
    entrances = [link for link in pages[HOME].links if link.label == "政府信息公开"]
    assert {link.target for link in entrances} == {HOME + "zfxxgk/"}
    assert "政府信息<br>" in clean(TODAY).resources[HOME].body.decode()


def test_the_four_parts_are_entered_from_the_column_and_say_something(pages: dict[str, Page]) -> None:
    column = pages[HOME + "zfxxgk/"]
    parts = {link.label: link.target for link in column.links if link.element is Element.A}
    for name in ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"):
        part = pages[parts[name]]
        assert len(part.text) >= 200 or len(part.items) >= 4, name
    guide = pages[parts["政府信息公开指南"]].text
    assert len(guide) >= 400
    for element in (
        "机构名称",
        "办公地址",
        "办公时间",
        "联系电话",
        "传真号码",
        "互联网联系方式",
        "主管部门",
        "监督电话",
    ):
        assert element in guide
    assert parts["政府信息公开目录"]  # the decoy beside the four


def test_annual_reports_of_five_years_are_out_and_their_figures_add_up(pages: dict[str, Page]) -> None:
    reports = [page for url, page in pages.items() if "/nb/" in url and "年度报告" in page.title]
    assert sorted(int(page.title.split("年")[0][-4:]) for page in reports) == list(range(2021, 2026))
    assert {page.charset for page in reports} == {"utf-8", "gb18030"} or len({page.charset for page in reports}) == 2


def test_the_policies_have_texts_of_their_own(pages: dict[str, Page]) -> None:
    texts = {url: page.text for url, page in pages.items() if is_article(page, "政策文件")}
    assert len(texts) >= 20

    def grams(text: str) -> set[str]:
        return {text[start : start + 12] for start in range(len(text) - 11)}

    for (one, first), (two, second) in combinations(texts.items(), 2):
        shared = grams(first) & grams(second)
        assert len(shared) < 0.4 * min(len(grams(first)), len(grams(second))), (one, two)


def is_article(page: Page, kind: str) -> bool:
    return page.metas.get("columntype") == kind and "articletitle" in page.metas


def test_an_interpretation_links_its_policy_and_does_not_copy_it(pages: dict[str, Page]) -> None:
    explained = set()
    for url, page in pages.items():
        if is_article(page, "政策解读"):
            linked = [pages[link.target] for link in page.links if link.target in pages]
            (policy,) = (other for other in linked if is_article(other, "政策文件"))
            assert url in {link.target for link in policy.links}
            runs = sum(page.text[at : at + 12] in policy.text for at in range(len(page.text) - 11))
            assert runs < 0.3 * len(page.text), url
            explained.add(policy.url)
    assert len(explained) == 16


def test_old_pages_are_gbk_that_calls_itself_gb2312_and_list_addresses_in_their_own_encoding(
    pages: dict[str, Page],
) -> None:
    site = clean(TODAY)
    old = [answer for answer in site.resources.values() if b"charset=gb2312" in answer.body]
    assert len(old) >= 6
    assert all(answer.content_type == "text/html" for answer in old)
    assert HOME + "gb/list.asp?lm=%B9%AB%B8%E6" in pages


def test_what_looks_like_a_fault_and_is_none_stands_in_the_portal(pages: dict[str, Page]) -> None:
    site = clean(TODAY)
    home = site.resources[HOME].body.decode()
    assert '<!-- <ul class="oldmenu">' in home
    assert '<a onclick="' in home
    assert 'href="javascript:' in home
    assert "<area " in home
    assert any("404" in page.title for page in pages.values())
    assert any(answer.fault == "once" for answer in site.resources.values())
    assert b"{{item.url}}" in site.resources[HOME + "tzgg/"].body
    assert pages[HOME + "tzgg/"].script_list
    assert Counter(page.script_list for page in pages.values())[True] == 1
    assert opened(site, HOME + "old/index.asp")[0] == HOME + "gb/index.htm"


def test_the_metas_of_every_page_name_the_site(pages: dict[str, Page]) -> None:
    assert {(page.metas.get("sitedomain"), page.metas.get("siteidcode")) for page in pages.values()} == {
        (HOST, "4399210001")
    }
