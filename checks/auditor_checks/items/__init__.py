"""Items of lists: what are they about, and do they tell what they have to?"""

from typing import Any

from auditor.api import Check
from auditor_checks.items.about import About
from auditor_checks.items.fields import Fields

CHECKS: tuple[type[Check[Any]], ...] = (
    About,
    Fields,
)
