"""Tags for machines: does a page say what it is?"""

from typing import Any

from auditor.api import Check
from auditor_checks.metadata.article import ArticleTags
from auditor_checks.metadata.column import ColumnTags
from auditor_checks.metadata.site import SiteTags

CHECKS: tuple[type[Check[Any]], ...] = (
    ArticleTags,
    ColumnTags,
    SiteTags,
)
