"""政策解读: is every policy interpreted, in time, in more than words, and not by copying it?"""

from typing import Any

from auditor.api import Check
from auditor_checks.interpretations.back_link import BackLink
from auditor_checks.interpretations.copied import CopiedText
from auditor_checks.interpretations.coverage import Coverage
from auditor_checks.interpretations.forms import Forms
from auditor_checks.interpretations.forward_link import ForwardLink
from auditor_checks.interpretations.infographic import Infographic
from auditor_checks.interpretations.lag import Lag
from auditor_checks.interpretations.readability import Readability
from auditor_checks.interpretations.substance import Substance
from auditor_checks.interpretations.text_equivalent import TextEquivalent

CHECKS: tuple[type[Check[Any]], ...] = (
    Coverage,
    ForwardLink,
    BackLink,
    Lag,
    Forms,
    Infographic,
    CopiedText,
    Substance,
    Readability,
    TextEquivalent,
)
