"""政务新媒体: how many accounts, and are they kept up?"""

from typing import Any

from auditor.api import Check
from auditor_checks.accounts.alive import Alive
from auditor_checks.accounts.one_per_platform import OnePerPlatform

CHECKS: tuple[type[Check[Any]], ...] = (
    Alive,
    OnePerPlatform,
)
