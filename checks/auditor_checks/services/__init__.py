"""Online services and consultation: are questions answered?"""

from typing import Any

from auditor.api import Check
from auditor_checks.services.reply_time import ReplyTime
from auditor_checks.services.search import SiteSearch
from auditor_checks.services.unanswered import Unanswered

CHECKS: tuple[type[Check[Any]], ...] = (
    ReplyTime,
    SiteSearch,
    Unanswered,
)
