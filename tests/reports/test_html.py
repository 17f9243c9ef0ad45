"""Is the report one safe, whole, readable file, in every state and both languages?"""

import re

import pytest
from auditor_reports.html import HtmlReport
from bs4 import Tag

from tests.reports.catalogue import used
from tests.reports.markup import LANGUAGES, digest, drawn, rendered, soup, text_of
from tests.reports.pictured import many_pictured
from tests.reports.states import STATES, many, ranged, veto

DISCLAIMER = {"zh": "不等同于国家或地方的官方考核结果", "en": "not an official national or local assessment"}
every = pytest.mark.parametrize("state", sorted(STATES))
both = pytest.mark.parametrize("lang", LANGUAGES)


@every
@both
def test_only_the_one_style_and_the_one_script_may_run(state: str, lang: str) -> None:
    page = soup(drawn(state, lang))
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})
    assert isinstance(policy, Tag)
    said = str(policy["content"])
    [style], [script] = page.find_all("style"), page.find_all("script")
    assert said.startswith("default-src 'none'; img-src data:")
    assert f"style-src '{digest(style.string)}'" in said
    assert f"script-src '{digest(script.string)}'" in said
    assert "unsafe" not in said
    # A policy holds only from where it stands on.
    first = page.find(["style", "script", "link", "img", "title"])
    assert first is not None
    assert policy.sourceline < first.sourceline  # type: ignore[operator]


@every
@both
def test_nothing_is_loaded_and_no_attribute_carries_code(state: str, lang: str) -> None:
    for tag in soup(drawn(state, lang)).find_all(True):
        assert tag.name not in {"link", "img", "iframe", "object", "embed", "base", "audio", "video", "source", "image"}
        for name, value in tag.attrs.items():
            assert not name.startswith("on")
            assert name not in {"style", "src", "srcset", "action", "data"}
            if name == "href" and tag.name != "a":
                assert str(value).startswith("#")


@every
@both
def test_every_link_inside_leads_somewhere_and_every_id_is_unique(state: str, lang: str) -> None:
    page = soup(drawn(state, lang))
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    inner = {str(link["href"])[1:] for link in page.find_all(href=re.compile("^#"))}
    assert inner - set(ids) == set()


@every
@both
def test_links_outside_lead_only_to_the_portal_and_tell_it_nothing(state: str, lang: str) -> None:
    for link in soup(drawn(state, lang)).find_all("a", href=re.compile("^(?!#)")):
        assert re.match(r"https://(www|zfxxgk)\.yunxi\.gov\.cn/", str(link["href"]))
        assert link["rel"] == ["noopener", "noreferrer"]


@every
@both
def test_the_five_parts_stand_in_order_and_say_that_this_is_no_official_assessment(state: str, lang: str) -> None:
    page = soup(drawn(state, lang))
    assert [section["id"] for section in page.select("main > section")] == ["p1", "p2", "p3", "p4", "p5"]
    assert DISCLAIMER[lang] in text_of(drawn(state, lang))
    assert page.html is not None
    assert page.html["lang"] == {"zh": "zh-CN", "en": "en"}[lang]


@every
def test_the_english_report_says_nothing_of_ours_in_chinese(state: str) -> None:
    page = soup(drawn(state, "en"))
    for gone in page(["script", "style"]):
        gone.decompose()
    ours = {text for text in used() if re.search("[\u4e00-\u9fff]", text) and len(text) > 1}
    said = {str(text).strip() for text in page.find_all(string=True)}
    said |= {str(tag.get("aria-label", "")) for tag in page.find_all(True)}
    assert said & ours == set()


@every
def test_chinese_inside_the_english_report_is_marked_as_chinese(state: str) -> None:
    page = soup(drawn(state, "en"))
    for gone in page(["script", "style", "code", "pre"]):
        gone.decompose()
    for gone in page.select("[lang=zh-CN], .url, .fx, .note, .params, title"):
        gone.decompose()
    assert re.findall("[\u4e00-\u9fff]+", page.get_text()) == []


@both
def test_every_finding_that_is_not_met_can_be_linked_to(lang: str) -> None:
    result = veto()
    page = soup(drawn("veto", lang))
    for finding in result.findings:
        assert bool(page.find(id=finding.fingerprint)) == (finding.outcome.value not in ("met", "not_applicable"))


def test_every_clause_is_listed_in_the_order_of_its_document() -> None:
    rows = [str(row["id"]) for row in soup(drawn("ranged", "zh")).select("table.cl tbody tr")]
    assert rows == [f"c-{clause.ref.replace(':', '-')}" for clause in ranged().clauses]


@both
def test_the_same_result_gives_the_same_bytes(lang: str) -> None:
    assert HtmlReport().render(ranged(), lang) == HtmlReport().render(ranged(), lang)


@both
def test_five_thousand_findings_fit_into_five_megabytes_and_none_is_dropped(lang: str) -> None:
    pictured, beside = many_pictured(20, noise=True)  # of noise no small picture can be made
    result = many(4980)
    result = result.model_copy(update={"findings": (*pictured.findings, *result.findings)})
    html = HtmlReport().render(result, lang, beside).decode()
    assert html.count("data:image/webp") == 20
    assert len(html.encode()) <= 5_000_000
    assert len(re.findall(r'<details class="?f[ "]', html)) == sum(
        finding.outcome.value not in ("met", "not_applicable") for finding in result.findings
    )


@both
def test_what_is_left_out_is_counted(lang: str) -> None:
    text = text_of(rendered(many(300), lang))
    assert {"zh": "另有 3 处没有列出", "en": "3 more not listed"}[lang] in text  # 7 pages carry the link, 4 are shown


def test_a_bad_target_is_text_and_never_a_link() -> None:
    page = soup(drawn("veto", "zh"))
    assert "kx88-bonus.example" in page.get_text()
    assert page.find("a", href=re.compile("kx88|kjj|zwfw")) is None
