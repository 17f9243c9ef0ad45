"""政府信息公开专栏: is it entered under its name, and are its four parts there?"""

from typing import Any

from auditor.api import Check
from auditor_checks.disclosure.column_name import ColumnName
from auditor_checks.disclosure.four_parts import FourParts

CHECKS: tuple[type[Check[Any]], ...] = (ColumnName, FourParts)
