"""The words of the pages: is something there that must not be?"""

from typing import Any

from auditor.api import Check
from auditor_checks.text.misprints import Misprints
from auditor_checks.text.names import OfficialNames
from auditor_checks.text.personal import Personal
from auditor_checks.text.secrecy import Secrecy

CHECKS: tuple[type[Check[Any]], ...] = (
    Misprints,
    OfficialNames,
    Personal,
    Secrecy,
)
