"""Access for everybody: elder mode, and what markup alone tells."""

from typing import Any

from auditor.api import Check
from auditor_checks.access.elder_mode import ElderMode
from auditor_checks.access.static import StaticAccess

CHECKS: tuple[type[Check[Any]], ...] = (
    ElderMode,
    StaticAccess,
)
