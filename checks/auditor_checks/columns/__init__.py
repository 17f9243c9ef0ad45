"""Columns: are they there, filled and kept up?"""

from typing import Any

from auditor.api import Check
from auditor_checks.columns.blank import Blank
from auditor_checks.columns.covers import Covers
from auditor_checks.columns.present import Present
from auditor_checks.columns.stale import Stale

CHECKS: tuple[type[Check[Any]], ...] = (
    Blank,
    Covers,
    Present,
    Stale,
)
