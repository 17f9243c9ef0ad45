"""Every sentence of the checks has its English, with the same values in it."""

from string import Formatter

import pytest

from auditor import registry
from auditor.api import Check
from auditor.texts import catalogue

CHECKS = tuple(registry.checks().values())


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def sentences(check: type[Check]) -> list[str]:
    """Everything that a check says."""
    about = [said for field in check.params_type.model_fields.values() if (said := field.description)]
    fixes = [sentence for fix in check.fixes.values() for sentence in fix]
    return [check.rule.title, check.rule.why, check.rule.fix, *check.messages.values(), *fixes, *about]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.id)
def test_every_sentence_is_translated_with_its_values(check: type[Check]) -> None:
    english = catalogue("en")
    for text in sentences(check):
        assert text in english
        assert fields(english[text]) == fields(text)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.id)
def test_the_tone_is_that_of_a_colleague(check: type[Check]) -> None:
    for text in sentences(check):
        assert not any(word in text for word in ("严重", "亟需", "高度重视", "！", "!"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.id)
def test_a_fix_belongs_to_a_message_and_takes_no_value_that_the_message_does_not_give(check: type[Check]) -> None:
    for message, fix in check.fixes.items():
        assert set().union(*map(fields, fix)) <= fields(check.messages[message]), message
