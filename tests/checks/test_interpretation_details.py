"""What stands behind the verdicts on interpretations: registers, forms, sentences, words beside pictures."""

from typing import Any

import pytest
from auditor_checks.interpretations import CopiedText, Coverage, Forms, Readability, Substance, TextEquivalent

from auditor.anatomy import understand
from auditor.api import DocumentKind, Finding, hardest, sort_of
from auditor.demo.site import Resource
from tests.checks.county import BODY, county, explained, policy
from tests.checks.small import DAY, HOME, doc, links, verdicts
from tests.checks.test_interpretations import (
    A2,
    A3,
    B2,
    COPY,
    COVERAGE,
    EASE,
    FORMS,
    NAME,
    SUBSTANCE,
    A,
    B,
    findings,
    pair,
)
from tests.memory import facts_of

TALL = "<img src=/1.jpg width=720 height=4000>"


def forms(told_by: Resource, **more: Resource) -> tuple[str, ...]:
    facts = understand(facts_of(county(**{A: policy(), B: told_by, **more}), as_of=DAY))
    (one,) = facts.documents(DocumentKind.INTERPRETATION)
    return one.forms


@pytest.mark.parametrize(
    ("title", "text", "form"),
    [
        (f"{NAME}新闻发布会实录", BODY[::-1], "press"),
        (f"在线访谈：县民政局谈{NAME}", BODY[::-1], "interview"),
        (f"【专家解读】{NAME}有哪些新意", BODY[::-1], "expert"),
        (f"{NAME}政策解读", "解读专家：某大学教授李某。" + BODY[::-1], ""),
        (f"{NAME}政策解读", "解读人：某大学教授李某\n" + BODY[::-1], "expert"),
        (f"“第一解读人”说政策：{NAME}解读", BODY[::-1], "leader"),
        (f"县民政局局长王某解读{NAME}", BODY[::-1], "leader"),
        (f"{NAME}政策解读", "解读人：县民政局局长 王某<br>" + BODY[::-1], "leader"),
        (f"县民政局有关负责人就{NAME}答记者问", BODY[::-1], "qa"),
    ],
)
def test_who_speaks_and_how_is_told_by_the_title_or_the_byline(title: str, text: str, form: str) -> None:
    found = forms(explained(title, text=text))
    assert "text" in found
    assert form in (*found, "")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (f"县民政局有关负责人就{NAME}答记者问", BODY[::-1]),
        (f"{NAME}政策解读", "解读人：县民政局副局长 王某<br>" + BODY[::-1]),
        (f"{NAME}政策解读", f"县长办公会审议通过。{BODY[::-1]}"),
    ],
)
def test_a_spokesman_or_a_deputy_is_no_first_interpreter(title: str, text: str) -> None:
    assert "leader" not in forms(explained(title, text=text))


def test_who_speaks_is_no_form_of_its_own() -> None:
    (one,) = findings(Forms, pair(explained(f"县民政局局长王某解读{NAME}", related=links((A, "原文")))), FORMS)
    assert (one.outcome, one.values["found"]) == ("unmet", 1)


# The register


def test_the_register_lists_every_policy_with_its_interpretations_those_without_one_first() -> None:
    where = county(
        **{
            A: policy(),
            A2: policy("临江县人民政府关于加强殡葬管理的意见", "临政发〔2026〕6号"),
            B: explained(f"{NAME}政策解读", related=links((A, "原文"))),
            B2: explained(f"一图读懂{NAME}", text="见图"),
        }
    )
    (one,) = findings(Coverage, where, COVERAGE)
    assert [(row.url, row.values["state"]) for row in one.evidence] == [
        (HOME + A2[1:], "missing"),
        (HOME + A[1:], "interpreted"),
    ]
    by = one.evidence[1].values["interpretations"]
    assert [(row["paired_by"], row["published"]) for row in by] == [("link", "2026-10-13"), ("title", "2026-10-13")]
    assert one.evidence[0].values["by_sort"] == [
        {"name": "办法", "total": 1, "interpreted": 1},
        {"name": "意见", "total": 1, "interpreted": 0},
    ]
    (issuer,) = one.evidence[0].values["by_issuer"]
    assert (issuer["total"], issuer["interpreted"]) == (2, 1)


def test_a_policy_of_this_week_is_listed_and_not_counted() -> None:
    where = county(**{A: policy(day="2026-11-18"), A3: policy("临江县人民政府关于供水的意见", "临政发〔2026〕7号")})
    (one,) = findings(Coverage, where, COVERAGE)
    assert {row.values["state"] for row in one.evidence} == {"new", "missing"}
    assert one.values["total"] == 1


@pytest.mark.parametrize(
    ("title", "sort"),
    [
        ("临江县人民政府关于印发临江县养老服务办法的通知", "办法"),
        ("临江县人民政府关于印发《临江县养老服务办法（试行）》的通知", "办法"),
        ("临江县人民政府关于供水的意见", "意见"),
        ("关于放假的通知", "通知"),
        ("临江县供水那些事", ""),
    ],
)
def test_the_sort_of_a_document_is_what_it_issues(title: str, sort: str) -> None:
    assert sort_of(title) == sort


# Substance and ease


def test_each_element_is_shown_by_its_sentence() -> None:
    text = "一、背景依据<br>全县老人多，养老机构少。<br>这样做的目的是方便老人。主要举措有三条。适用范围是全县。" + BODY
    (one,) = findings(Substance, pair(explained(f"{NAME}政策解读", text=text)), SUBSTANCE)
    assert one.outcome == "met"
    shown = one.evidence[0].values
    assert "养老机构少" in shown["背景"]
    assert shown["目的"] == "这样做的目的是方便老人"


def test_elements_in_traditional_characters_count() -> None:
    text = "制定背景：老人多。目的是方便老人。主要舉措有三條。適用範圍是全縣。" + BODY
    (one,) = findings(Substance, pair(explained(f"{NAME}政策解读", text=text)), SUBSTANCE)
    assert one.outcome == "met"


HARD = (
    "各责任单位应当切实加强组织领导，统筹推进各项任务落实，进一步完善工作机制，不断强化要素保障，严格按照时间节点"
    "对存量问题进行全面整治，对整改不到位的予以通报批评，确保取得实效。"
)


def test_the_hardest_sentences_are_told_with_the_reasons() -> None:
    (one, *rest) = hardest(f"钱从哪来？县里出。{HARD}您向村里报名就行。{HARD}")
    assert rest == []
    assert one.words == HARD[:-1]
    assert set(one.why) == {"long", "clauses", "official", "nominal"}
    assert hardest("高位推动、上下联动、齐抓共管，事情就办成了。")[0].why == ("idioms",)
    assert hardest("钱从哪来？县里出。") == ()


def test_the_hardest_sentences_stand_in_the_evidence() -> None:
    (one,) = findings(Readability, pair(explained(f"{NAME}政策解读", text=HARD * 3)), EASE)
    (hard,) = [row for row in one.evidence if row.kind == "text"]
    assert hard.quote == HARD[:-1]
    assert one.evidence[1].values["paired_by"] == "link"


def test_rare_words_are_told_and_those_taken_over_from_the_policy_make_a_sentence_hard() -> None:
    said = "贴息和转贷由银行办。装了坐便器和扶手的，也能报。" + "大家到村里报名就行。" * 30
    one, *_rest = findings(
        Readability,
        county(
            **{
                A: policy(text=BODY + "对转贷予以贴息。"),
                B: explained(f"{NAME}政策解读", text=said, related=links((A, "原文"))),
            }
        ),
        EASE,
    )
    (hard,) = [row for row in one.evidence if row.kind == "text"]
    assert (hard.values["hard"], hard.values["rare_words"]) == ("rare", "贴息、转贷")
    assert all(row.values["rare"] > 0 for row in one.evidence[:2])


# Words beside pictures


def drawn(text: str, **more: Any) -> list[Finding]:
    where = more.pop("where", None) or county(**{A: policy(), B: explained(f"一图读懂{NAME}", text=text, **more)})
    return findings(TextEquivalent, where, {})


ALT = (
    "办法有三条：一是补贴每人每月六十元，二是村里设助餐点，三是上门服务由民政局派单。"
    "申请到村委会，十五日内答复，电话写在便民卡上。"
)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (TALL, ("unmet", "unmet")),
        ("<img src=/1.jpg width=720 height=4000 alt=图解>", ("unmet", "unmet")),
        (f'<img src=/1.jpg width=720 height=4000 alt="{ALT}">', ("met", "described")),
        (TALL + BODY, ("met", "met")),
        (TALL + '<a href="/files/1.pdf">文字版下载</a>', ("met", "attached")),
    ],
)
def test_a_picture_needs_words_that_say_the_same(text: str, verdict: tuple[str, str]) -> None:
    assert verdicts(drawn(text)) == [verdict]


def test_another_interpretation_in_words_will_do() -> None:
    where = county(**{A: policy(), B: explained(f"一图读懂{NAME}", text=TALL), B2: explained(f"{NAME}政策解读")})
    assert verdicts(drawn("", where=where)) == [("met", "elsewhere")]


def test_a_page_that_a_script_fills_may_hold_the_words() -> None:
    script = '<div><h3>文字版</h3><ul><li v-for="one in rows">{{one.text}}</li></ul></div>'
    (one,) = drawn(TALL, related=script)
    assert one.outcome == "not_testable"


def test_without_a_picture_there_is_nothing_to_describe() -> None:
    assert verdicts(findings(TextEquivalent, pair(), {})) == [("not_applicable", "none")]


# How they are paired


def paired(told_by: Resource, **more: Resource) -> list[tuple[str, str]]:
    facts = understand(facts_of(county(**{A: policy(), B: told_by, **more}), as_of=DAY))
    return [(one.policy.url.removeprefix(HOME[:-1]), one.rule) for one in facts.pairs()]


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("《臨江縣養老服務辦法》政策解讀", "title"),  # traditional characters
        ("《关于印发临江县养老服务……》解读", "title"),  # cut short
        ("临江县养老服务办法来了，老人有哪些实惠（解读）", "title"),  # without 《》
        ("《省养老服务条例》解读", ""),
    ],
)
def test_a_title_names_its_policy_however_it_is_written(title: str, rule: str) -> None:
    assert paired(explained(title)) == ([(A, rule)] if rule else [])


def test_what_the_title_names_goes_before_an_older_number_in_the_text() -> None:
    old = policy("临江县人民政府关于养老服务的意见", "临政发〔2020〕3号", day="2020-03-01")
    text = "与临政发〔2020〕3号文件相比，补贴提高了。" + BODY[::-1]
    assert paired(explained(f"{NAME}政策解读", text=text), **{A2: old}) == [(A, "title")]


def test_a_policy_elsewhere_is_known_by_its_link_and_compared_with_nothing() -> None:
    elsewhere = "http://www.city.test/zcwj/1.html"
    related = f'<div><b>相关文件：</b><a href="{elsewhere}">市人民政府关于供热的意见</a></div>'
    where = county(**{B: explained("供热怎么办，一次说清楚政策解读", related=related), elsewhere: doc("供热", BODY)})
    facts = understand(facts_of(where, as_of=DAY))
    (one,) = facts.pairs()
    assert (one.policy.url, one.policy.external, one.rule) == (elsewhere, True, "link")
    assert verdicts(findings(CopiedText, where, COPY)) == [("not_testable", "no_policy_text")]


def test_a_label_beside_its_heading_and_a_picture_that_says_interpretation_lead_to_it() -> None:
    beside = f'<div><b>相关解读：</b><a href="{B}">家门口的养老，这样办</a></div>'
    picture = f'<p><a href="{B}"><img src="/jd.png" alt="政策解读"></a></p>'
    for related in (beside, picture):
        where = county(**{A: policy(related=related), B: explained("家门口的养老，这样办")})
        (one,) = understand(facts_of(where, as_of=DAY)).pairs()
        assert (one.rule, one.forward is not None) == ("link", True)


def test_an_article_with_a_short_serial_is_no_further_page_of_its_column() -> None:
    title = "临江县人民政府关于供水的意见"
    crumbs = '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zcwj/">政策文件</a></div>'
    body = f"{crumbs}<h1>{title}</h1><p>发文字号：临政发〔2026〕9号</p><p>发布日期：2026-10-01</p><p>{BODY}</p>"
    where = county(**{"/zcwj/1023.html": doc(title, body)})
    facts = understand(facts_of(where, as_of=DAY))
    assert [one.url for one in facts.documents(DocumentKind.POLICY)] == [f"{HOME}zcwj/1023.html"]
    assert all(not one.aliases for one in facts.columns())
