"""Links: do they open, and do they open what they say?"""

from typing import Any

from auditor.api import Check
from auditor_checks.links.advertising import Advertising
from auditor_checks.links.attachment import Attachment
from auditor_checks.links.broken import Broken
from auditor_checks.links.contradiction import Contradiction
from auditor_checks.links.external_warning import ExternalWarning
from auditor_checks.links.former_domain import FormerDomain
from auditor_checks.links.hidden import Hidden
from auditor_checks.links.inert import Inert
from auditor_checks.links.listed import Listed, ListedWrong
from auditor_checks.links.sitemap import Sitemap
from auditor_checks.links.wrong import Wrong

CHECKS: tuple[type[Check[Any]], ...] = (
    Advertising,
    Attachment,
    Broken,
    Contradiction,
    ExternalWarning,
    FormerDomain,
    Hidden,
    Inert,
    Listed,
    ListedWrong,
    Sitemap,
    Wrong,
)
