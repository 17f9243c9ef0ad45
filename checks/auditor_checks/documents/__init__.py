"""Libraries of documents: are they complete, and do they tell what is in force?"""

from typing import Any

from auditor.api import Check
from auditor_checks.documents.accounts import BudgetAccounts
from auditor_checks.documents.count import Count
from auditor_checks.documents.in_gazette import InGazette
from auditor_checks.documents.issues import Issues
from auditor_checks.documents.library import Library
from auditor_checks.documents.number_gaps import NumberGaps
from auditor_checks.documents.relayed import Relayed
from auditor_checks.documents.repeated import Repeated
from auditor_checks.documents.validity import Validity

CHECKS: tuple[type[Check[Any]], ...] = (
    BudgetAccounts,
    Count,
    InGazette,
    Issues,
    Library,
    NumberGaps,
    Relayed,
    Repeated,
    Validity,
)
