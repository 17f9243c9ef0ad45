"""Texts: do they say what they have to say? (The catalogues of translations lie beside it.)"""

from typing import Any

from auditor.api import Check
from auditor_checks.texts.says import Says

CHECKS: tuple[type[Check[Any]], ...] = (Says,)
