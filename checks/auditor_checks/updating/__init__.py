"""Updating: is the home page kept up?"""

from typing import Any

from auditor.api import Check
from auditor_checks.updating.home import Home

CHECKS: tuple[type[Check[Any]], ...] = (Home,)
