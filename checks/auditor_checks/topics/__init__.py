"""专题: are the ended ones put away, kept, and still to be read?"""

from typing import Any

from auditor.api import Check
from auditor_checks.topics.archive_column import ArchiveColumn
from auditor_checks.topics.archive_opens import ArchiveOpens
from auditor_checks.topics.ending import Ending
from auditor_checks.topics.listed_twice import ListedTwice
from auditor_checks.topics.misfiled import Misfiled
from auditor_checks.topics.orphaned import Orphaned
from auditor_checks.topics.stale_entry import StaleEntry

CHECKS: tuple[type[Check[Any]], ...] = (
    StaleEntry,
    ArchiveColumn,
    ArchiveOpens,
    ListedTwice,
    Misfiled,
    Ending,
    Orphaned,
)
