"""Safe to use: an encrypted connection, pages that nobody else has changed."""

from typing import Any

from auditor.api import Check
from auditor_checks.security.https import Https
from auditor_checks.security.tampered import Tampered

CHECKS: tuple[type[Check[Any]], ...] = (
    Https,
    Tampered,
)
