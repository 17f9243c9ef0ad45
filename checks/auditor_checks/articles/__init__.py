"""Articles: when, by whom, how soon?"""

from typing import Any

from auditor.api import Check
from auditor_checks.articles.date_conflict import DateConflict
from auditor_checks.articles.date_format import DateFormat
from auditor_checks.articles.publish_lag import PublishLag
from auditor_checks.articles.source import Source

CHECKS: tuple[type[Check[Any]], ...] = (
    DateConflict,
    DateFormat,
    PublishLag,
    Source,
)
