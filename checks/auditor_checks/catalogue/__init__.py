"""The standard catalogue: has it its columns, and do its rows lead somewhere?"""

from typing import Any

from auditor.api import Check
from auditor_checks.catalogue.links import CatalogueLinks
from auditor_checks.catalogue.table_fields import TableFields

CHECKS: tuple[type[Check[Any]], ...] = (
    CatalogueLinks,
    TableFields,
)
