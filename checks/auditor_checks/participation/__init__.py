"""Calls for comments: is there a result?"""

from typing import Any

from auditor.api import Check
from auditor_checks.participation.feedback import Feedback

CHECKS: tuple[type[Check[Any]], ...] = (Feedback,)
