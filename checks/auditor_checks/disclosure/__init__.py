"""政府信息公开专栏: is it entered under its name, and is what belongs in it there?"""

from typing import Any

from auditor.api import Check
from auditor_checks.disclosure.annual_report import AnnualReport
from auditor_checks.disclosure.application import Application
from auditor_checks.disclosure.backfill import Backfill
from auditor_checks.disclosure.column_name import ColumnName
from auditor_checks.disclosure.four_parts import FourParts
from auditor_checks.disclosure.guide import Guide
from auditor_checks.disclosure.home_position import HomePosition
from auditor_checks.disclosure.index_fields import IndexFields
from auditor_checks.disclosure.purity import Purity
from auditor_checks.disclosure.report_format import ReportFormat
from auditor_checks.disclosure.report_mentions import ReportMentions
from auditor_checks.disclosure.report_tables import ReportTables
from auditor_checks.disclosure.search_download import SearchDownload
from auditor_checks.disclosure.separate_site import SeparateSite
from auditor_checks.disclosure.subordinates import Subordinates

CHECKS: tuple[type[Check[Any]], ...] = (
    AnnualReport,
    Application,
    Backfill,
    ColumnName,
    FourParts,
    Guide,
    HomePosition,
    IndexFields,
    Purity,
    ReportFormat,
    ReportMentions,
    ReportTables,
    SearchDownload,
    SeparateSite,
    Subordinates,
)
