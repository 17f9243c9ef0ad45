"""Copying, reading ease and working days are measured so that a person can recount them."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.anatomy.article import title_of, words_of
from auditor.extract import extract
from auditor.model.copying import copied, han
from auditor.model.exchange import Exchange
from auditor.model.reading import Reading, easier, reading
from auditor.model.traditional import simplified
from auditor.model.workdays import workdays_between
from auditor.profile import resolve

POLICY = "坚持集中连片、缺什么补什么，优先在东坪、石泉、柳溪三个产粮乡镇布局，三年内新建高标准农田四万二千亩。"
OWN = "青岚八成耕地在丘陵上，田块小、水渠旧。前年夏旱，全县有近两成水稻减产，乡亲们盼着修渠。"


def test_a_text_copied_whole_is_copied_whole() -> None:
    found = copied(POLICY, f"前文。{POLICY}后文。", run=12)
    assert found.share == 1.0
    assert found.longest == found.of == len(han(POLICY)[0])
    assert [one.words for one in found.passages] == [POLICY[:-1]]


def test_a_text_of_its_own_is_not_copied() -> None:
    assert copied(OWN, POLICY, run=12).share == 0.0


def test_half_a_copy_is_half_a_copy_and_says_where() -> None:
    text = f"{OWN}{POLICY}"
    found = copied(text, POLICY, run=12)
    assert found.share == pytest.approx(len(han(POLICY)[0]) / len(han(text)[0]))
    assert text[found.passages[0].start : found.passages[0].end] == POLICY[:-1]


def test_short_phrases_are_quotations_not_copies() -> None:
    assert copied(f"{OWN}文件说“三个产粮乡镇布局”。{OWN}", POLICY, run=12).share == 0.0


def test_citing_the_name_the_number_and_the_date_is_no_copying() -> None:
    cited = "《青岚县高标准农田建设实施意见》（青政发〔2026〕9号）2026年9月24日二〇二六年九月二十四日"
    assert copied(cited, cited, run=4).of == 0
    assert copied(f"{OWN}{cited}", f"{POLICY}{cited}", run=4).share == 0.0


def test_punctuation_and_white_space_do_not_hide_a_copy() -> None:
    disguised = POLICY.replace("、", "  ").replace("，", "\n")
    assert copied(disguised, POLICY, run=12).share == 1.0


def test_set_phrases_repeated_a_thousand_times_cost_no_time() -> None:
    found = copied("认真贯彻落实" * 3000, "认真贯彻落实" * 3000, run=12)
    assert found.share == 1.0


@given(st.text(alphabet="政府信息公开。《》〔〕2021号年月日 "), st.text(alphabet="政府信息公开。"), st.integers(1, 6))
def test_shares_are_shares_and_passages_stand_in_the_text(text: str, other: str, run: int) -> None:
    found = copied(text, other, run=run)
    assert 0 <= found.share <= 1
    assert (found.share > 0) is (found.longest >= run)
    for one in found.passages:
        assert text[one.start : one.end] == one.words
        assert one.length >= run
    for length in range(1, found.longest + 1, max(1, found.longest)):
        assert any(han(text)[0][at : at + length] in han(other)[0] for at in range(len(text)))


TRADITIONAL = "堅持集中連片、缺什麼補什麼，優先在東坪、石泉、柳溪三個產糧鄉鎮佈局，三年內新建高標準農田四萬二千畝。"


def test_traditional_characters_do_not_hide_a_copy_and_places_stay_true() -> None:
    found = copied(f"{OWN}{TRADITIONAL}", POLICY, run=12)
    assert found.longest == len(han(POLICY)[0])
    assert found.passages[0].words == TRADITIONAL[:-1]
    assert len(simplified(TRADITIONAL)) == len(TRADITIONAL)
    assert simplified("皇后以後，後臺里程") == "皇后以后，后台里程"


def test_numbering_does_not_hide_a_copy() -> None:
    parts = [part for part in re.split("[，。]", POLICY) if part]
    numbered = "".join(f"\n{count}、{part}。" for count, part in zip("一二三四", parts, strict=False))
    bracketed = "".join(f"\n（{count}）{part}；" for count, part in zip("一二三四", parts, strict=False))
    for disguised in (numbered, bracketed):
        assert copied(disguised, POLICY, run=12).share == 1.0


def test_words_in_quotation_marks_and_names_without_brackets_are_cited() -> None:
    quoted = f"{OWN}文件提出“{POLICY[:-1]}”。"
    assert copied(quoted, POLICY, run=12).share == 0.0
    name = "青岚县高标准农田建设三年行动实施意见"
    assert copied(f"{OWN}{name}", f"{name}{POLICY}", run=12).share > 0
    assert copied(f"{OWN}{name}", f"{name}{POLICY}", run=12, names=(name,)).share == 0.0


def test_set_phrases_may_leave_words_open() -> None:
    phrase = "全面贯彻党的二十大和二十届三中全会精神"
    assert copied(f"{phrase}。{OWN}", f"{phrase}。{POLICY}", run=12, names=("贯彻党的二十…精神",)).share == 0.0


# What really has to do with each other: a conference and the reform it serves, two answers to one assembly on one
# site, two guides on law enforcement of one week.
RELATED = (
    {"职业教育工作部际联席会议", "职业教育改革实施方案"},
    {"第7240号", "第7264号"},
    {"合法性审核机制", "行政执法公示制度"},
)


@pytest.mark.shared
def test_unrelated_policies_do_not_copy_each_other(shared: Path) -> None:
    """Documents of one register overlap little: the measure needs no allowance for official language."""
    pages = [
        extract(Exchange(url="http://www.gov.cn/", status=200, content_type="text/html", body=path.read_bytes()))
        for path in sorted((shared / "pages/policies").glob("*.html"))
    ]
    texts = [(page.title, words_of(page, title_of(page))) for page in pages]
    bound = next(
        binding.params
        for placed in resolve("national-2019").clauses
        for binding in placed.clause.checks
        if binding.rule == "interpretations.copied"
    )
    shares = {
        (one, other): copied(text, theirs, run=bound["run"], names=tuple(bound["set_phrases"])).share
        for one, text in texts
        for other, theirs in texts
        if one != other
    }
    close = {pair for pair, share in shares.items() if share >= 0.01}
    assert len(shares) == len(texts) * (len(texts) - 1)
    for one, other in close:
        assert any(all(any(word in title for title in (one, other)) for word in words) for words in RELATED)
    assert sum(shares.values()) / len(shares) < 0.002


def test_short_spoken_sentences_read_easier_than_a_policy() -> None:
    spoken = "钱从哪来？县里出。您向村里报名就行，五天内有人上门看。例如，改一间厕所补五百元。"
    official = (
        "各责任单位应当切实加强组织领导，统筹推进各项任务落实，进一步完善工作机制，不断强化要素保障，确保取得实效。"
    )
    assert easier(reading(spoken), reading(official)) == ("sentence", "long", "clause", "official", "spoken")
    assert "sentence" not in easier(reading(official), reading(spoken))
    assert reading("") == reading("2021") == Reading(0)


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2026-09-24", "2026-09-24", 0),
        ("2026-09-24", "2026-09-28", 1),  # mid-autumn on Friday 25
        ("2025-09-30", "2025-10-09", 1),  # national day and mid-autumn in one
        ("2025-09-26", "2025-09-29", 2),  # a Sunday worked for the holiday
        ("2021-02-10", "2021-02-18", 1),
        ("2021-03-01", "2021-03-08", 5),
        ("2021-03-08", "2021-03-01", -5),
    ],
)
def test_working_days_are_counted_with_holidays_and_shifted_days(first: str, second: str, days: int) -> None:
    assert workdays_between(date.fromisoformat(first), date.fromisoformat(second)) == (days, days)


# The last working day before a holiday, the first after it, and how many working days that is with the shifted ones:
# what the State Council's office announced for each year.
AROUND_HOLIDAYS = (
    ("2019-02-01", "2019-02-11", 3),  # Saturday 2 and Sunday 3 worked
    ("2019-04-30", "2019-05-05", 1),  # Sunday 5 worked
    ("2019-09-30", "2019-10-08", 1),
    ("2019-10-11", "2019-10-14", 2),  # Saturday 12 worked
    ("2020-01-23", "2020-02-03", 1),  # spring festival, prolonged for the epidemic
    ("2020-04-30", "2020-05-06", 1),
    ("2020-06-24", "2020-06-28", 1),  # Sunday 28 worked
    ("2020-09-30", "2020-10-09", 1),  # eight days
    ("2020-10-09", "2020-10-12", 2),  # Saturday 10 worked
    ("2021-02-10", "2021-02-18", 1),
    ("2021-02-19", "2021-02-22", 2),  # Saturday 20 worked
    ("2021-09-17", "2021-09-22", 2),  # Saturday 18 worked
    ("2021-09-24", "2021-09-27", 2),  # Sunday 26 worked
    ("2022-01-28", "2022-02-07", 3),  # Saturday 29 and Sunday 30 worked
    ("2022-04-01", "2022-04-06", 2),  # Saturday 2 worked
    ("2022-09-30", "2022-10-10", 3),  # Saturday 8 and Sunday 9 worked
    ("2023-01-20", "2023-01-30", 3),  # Saturday 28 and Sunday 29 worked
    ("2023-06-21", "2023-06-26", 2),  # Sunday 25 worked
    ("2023-09-28", "2023-10-09", 3),  # Saturday 7 and Sunday 8 worked
    ("2024-02-09", "2024-02-19", 2),  # Sunday 18 worked
    ("2024-04-03", "2024-04-08", 2),  # Sunday 7 worked
    ("2024-09-13", "2024-09-18", 2),  # Saturday 14 worked
    ("2025-01-24", "2025-02-05", 3),  # Sunday 26 and Monday 27 worked
    ("2025-04-25", "2025-04-28", 2),  # Sunday 27 worked
    ("2025-09-30", "2025-10-09", 1),
    ("2025-10-10", "2025-10-13", 2),  # Saturday 11 worked
    ("2025-12-31", "2026-01-05", 2),  # Sunday 4 worked
    ("2026-02-13", "2026-02-24", 2),  # Saturday 14 worked; nine days
    ("2026-02-27", "2026-03-02", 2),  # Saturday 28 worked
    ("2026-05-08", "2026-05-11", 2),  # Saturday 9 worked
    ("2026-09-18", "2026-09-21", 2),  # Sunday 20 worked
    ("2026-10-09", "2026-10-12", 2),  # Saturday 10 worked
)


@pytest.mark.parametrize(("first", "second", "days"), AROUND_HOLIDAYS)
def test_working_days_around_the_holidays_of_2019_to_2026(first: str, second: str, days: int) -> None:
    start, end = date.fromisoformat(first), date.fromisoformat(second)
    assert workdays_between(start, end) == (days, days)
    assert workdays_between(end, start) == (-days, -days)


def test_a_year_without_announced_holidays_leaves_a_range() -> None:
    least, most = workdays_between(date(2091, 4, 2), date(2091, 4, 9))
    assert least == 0
    assert most == 7
    least, most = workdays_between(date(2091, 4, 2), date(2091, 5, 31))
    assert 15 < least < most == 59
    assert workdays_between(date(2091, 4, 2), date(2091, 4, 2)) == (0, 0)
