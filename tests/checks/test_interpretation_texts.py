"""interpretations.*: does an interpretation say something of its own, in words that are understood?"""

from typing import Any

from auditor_checks.interpretations import (
    CopiedText,
    Readability,
    Substance,
)

from auditor.api import Finding, Reason
from tests.checks.county import BODY, county, explained, policy
from tests.checks.interpreted import B2, COPY, EASE, NAME, OWN, PAIR, SUBSTANCE, A, B, findings, pair
from tests.checks.small import HOME, links, verdicts

# Copying


def copied(text: str, source: str = BODY, **more: Any) -> Finding:
    where = pair(explained(f"{NAME}政策解读", text=text, related=links((A, "原文"))), text=source)
    (one,) = findings(CopiedText, where, {**COPY, **more})
    return one


def test_an_interpretation_in_its_own_words_is_met() -> None:
    assert copied(OWN).message == "met"


def test_the_policys_own_text_under_another_title_is_shown_to_a_person_and_unmet_only_if_the_profile_says_so() -> None:
    one = copied(BODY)
    assert (one.outcome, one.message) == ("manual", "suspect")
    assert int(str(one.values["percent"])) >= 99
    assert one.evidence[-1].kind == "text"
    assert one.evidence[-1].quote[slice(*one.evidence[-1].marks[0])] in BODY
    assert copied(BODY, deduct_from=0.6).outcome == "unmet"


def test_between_the_two_limits_a_person_decides() -> None:
    half = BODY[: len(BODY) // 2] + OWN[: len(BODY) // 2]
    one = copied(half, deduct_from=0.6)
    assert (one.outcome, one.message) == ("manual", "partly")


def test_short_quotations_names_numbers_and_dates_are_no_copying() -> None:
    quotes = f"文件{NAME}（临政发〔2026〕5号）2026年10月12日公布，说到“按时间节点抓好落实”，也说到“在家门口安心养老”。"
    assert copied(OWN + quotes, BODY + quotes[:40]).message == "met"


def test_a_policy_in_an_attachment_is_not_compared() -> None:
    attached = '全文见附件。<a href="/1.pdf">养老服务办法.pdf</a>'
    one = copied(OWN, attached)
    assert (one.outcome, one.message, one.reason) == ("not_testable", "no_policy_text", Reason.NO_TEXT)


def test_an_interpretation_whose_policy_is_not_on_the_portal_is_not_compared() -> None:
    where = county(**{B: explained("《临江县殡葬管理办法》政策解读")})
    (one,) = findings(CopiedText, where, COPY)
    assert (one.outcome, one.message, one.subject) == ("not_testable", "no_policy", HOME + B[1:])


def test_a_reposted_national_interpretation_is_not_judged() -> None:
    told_by = {B2: explained("《国务院办公厅关于发展银发经济的意见》解读", text=OWN)}
    where = county(**{A: policy(), B: explained(f"{NAME}政策解读", text=OWN), **told_by})
    assert [one.subject for one in findings(CopiedText, where, COPY)] == [PAIR]
    assert [one.subject for one in findings(Substance, where, SUBSTANCE)] == [HOME + B[1:]]


# Substance and ease


FULL = "一、背景依据：老人多了。二、目的意义：住得安心。三、主要举措：改厕所。四、适用范围：全县六十岁以上老人。" + OWN


def substance(text: str, title: str = f"{NAME}政策解读") -> Finding:
    (one,) = findings(Substance, pair(explained(title, text=text)), SUBSTANCE)
    return one


def test_an_interpretation_with_the_elements_is_met() -> None:
    assert substance(FULL).values["count"] == 4


def test_praise_without_substance_is_unmet_and_says_what_is_lacking() -> None:
    one = substance("大家纷纷点赞，认为来得及时、来得解渴，充分体现了对群众的关心和支持。" * 8)
    assert (one.outcome, one.subject) == ("unmet", HOME + B[1:])
    assert one.values["lacking"] == "背景、目的、举措"


def test_a_required_element_counts_more_than_many_others() -> None:
    assert substance(FULL.replace("背景依据", "由来")).values["lacking"] == "背景"


def test_what_a_film_says_is_held_against_nobody() -> None:
    assert substance(OWN, f"视频解读：{NAME}").message == "media"
    assert substance("请看视频").message == "no_text"


def test_short_spoken_sentences_meet_the_rule_on_ease_and_official_prose_does_not() -> None:
    official = (
        "各乡镇应当切实加强组织领导统筹推进各项任务落实进一步健全工作机制不断完善政策体系强化要素保障，确保按照规定取得实效。"
        * 8
    )
    spoken = explained(f"{NAME}政策解读", text="钱从哪来？县里出。您报名就行。五天内有人上门。" * 12)
    assert verdicts(findings(Readability, pair(spoken, text=official), EASE)) == [("met", "met")]
    stiff = explained(f"{NAME}政策解读", text=official + official)
    (one,) = findings(Readability, pair(stiff, text=BODY), EASE)
    assert (one.outcome, one.subject) == ("unmet", PAIR)
