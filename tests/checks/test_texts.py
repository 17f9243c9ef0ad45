"""Every sentence of the checks has its English, with the same values in it."""

from string import Formatter

import pytest
from auditor_checks import disclosure, interpretations, ipv6, links, topics

from auditor.api import Check
from auditor.texts import catalogue

CHECKS = [check for family in (disclosure, interpretations, ipv6, links, topics) for check in family.CHECKS]


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.id)
def test_every_sentence_is_translated_with_its_values(check: type[Check]) -> None:
    english = catalogue("en")
    for text in (check.rule.title, check.rule.why, check.rule.fix, *check.messages.values()):
        assert text in english
        assert fields(english[text]) == fields(text)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.id)
def test_the_tone_is_that_of_a_colleague(check: type[Check]) -> None:
    for text in (check.rule.title, check.rule.why, check.rule.fix, *check.messages.values()):
        assert not any(word in text for word in ("严重", "亟需", "高度重视", "！", "!"))
