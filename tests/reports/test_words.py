"""Does a reader find a word for everything, in both languages?"""

from collections.abc import Mapping
from enum import StrEnum
from string import Formatter

import pytest
from auditor_reports import words
from auditor_reports.voice import Voice

from auditor.model.fault import FaultKind
from auditor.model.outcome import Outcome, Reason
from auditor.model.portal import Kind, Level
from auditor.model.profile import AssignedBy, EffectKind
from auditor.texts import catalogue
from tests.reports.catalogue import used


@pytest.mark.parametrize(
    ("table", "ids"),
    [
        (words.OUTCOMES, Outcome),
        (words.REASONS, Reason),
        (words.FAULTS, FaultKind),
        (words.LEVELS, Level),
        (words.KINDS, Kind),
        (words.ASSIGNED, AssignedBy),
        (words.EFFECTS, EffectKind),
    ],
)
def test_every_id_of_the_model_has_a_word(table: Mapping[str, str], ids: type[StrEnum]) -> None:
    assert [one for one in ids if one not in table] == []


def test_every_reason_for_which_nothing_was_settled_says_what_settles_it() -> None:
    closed = {
        Reason.PARENT_MISSING,
        Reason.LEVEL,
        Reason.NOT_DUE,
        Reason.NOTHING_TO_JUDGE,
        Reason.MAPPED,
        Reason.DROPPED,
        Reason.WAIVED,
    }
    assert set(Reason) - closed == set(words.SETTLING)


def test_every_text_of_the_reports_has_an_english_one() -> None:
    english = catalogue("en")
    assert sorted(used() - set(english)) == []


def test_an_english_text_takes_no_value_that_the_source_does_not_give() -> None:
    english = catalogue("en")
    wrong = {text: english[text] for text in used() if _fields(english[text]) - _fields(text)}
    assert wrong == {}


def _fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name}


def test_an_id_without_a_word_stands_for_itself() -> None:
    assert Voice("zh").word(words.SKIPS, "something-new") == "something-new"


def test_ids_in_values_are_worded_only_under_the_names_that_hold_ids() -> None:
    voice = Voice("zh")
    assert voice.value("quiet past-year", "signals") == "长期没有新内容、名称里的年份已过"
    assert voice.value("connect-timeout", "why") == "连接超时"
    assert voice.value("quiet", "title") == "quiet"
    assert voice.value("quiet strange", "signals") == "quiet strange"


def test_a_value_never_becomes_a_format_or_another_value() -> None:
    assert Voice("zh")("{a} {b}", a="{b}", b="{a.__class__}") == "{b} {a.__class__}"


@pytest.mark.parametrize("template", ["{", "}", "{a", "{0.__class__}", "{a[0]}", "{a!r:>999}"])
def test_a_broken_template_of_a_plug_in_is_shown_and_fetches_nothing(template: str) -> None:
    said = str(Voice("zh").sentence(template, {"a": "x"}))
    assert "class '" not in said
    assert len(said) < 40


def test_a_text_that_nobody_translated_says_that_it_is_chinese() -> None:
    voice = Voice("en")
    assert voice.text("没有人译过的话").foreign
    assert not voice.text("符合").foreign
    assert not Voice("zh").text("没有人译过的话").foreign
