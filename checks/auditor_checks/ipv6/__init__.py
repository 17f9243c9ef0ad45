"""IPv6: has the portal addresses, does its home page open at each, and what else does an IPv6-only citizen meet?"""

from typing import Any

from auditor.api import Check
from auditor_checks.ipv6.aaaa import Aaaa
from auditor_checks.ipv6.availability import Availability
from auditor_checks.ipv6.home_reachable import HomeReachable
from auditor_checks.ipv6.indicators import INDICATORS

CHECKS: tuple[type[Check[Any]], ...] = (Aaaa, HomeReachable, Availability, *INDICATORS)
