"""Identity of a site: does it say who it is, under which name and domain?"""

from typing import Any

from auditor.api import Check
from auditor_checks.identity.domain import Domain
from auditor_checks.identity.footer import Footer
from auditor_checks.identity.site_name import SiteName

CHECKS: tuple[type[Check[Any]], ...] = (
    Domain,
    Footer,
    SiteName,
)
