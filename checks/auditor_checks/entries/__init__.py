"""Entrances: are they where they have to be, and do they open?"""

from typing import Any

from auditor.api import Check
from auditor_checks.entries.opens import Opens

CHECKS: tuple[type[Check[Any]], ...] = (Opens,)
