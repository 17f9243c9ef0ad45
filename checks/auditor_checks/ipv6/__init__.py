"""IPv6: does the portal have addresses, and does its home page open at each?"""

from typing import Any

from auditor.api import Check
from auditor_checks.ipv6.aaaa import Aaaa
from auditor_checks.ipv6.home_reachable import HomeReachable

CHECKS: tuple[type[Check[Any]], ...] = (Aaaa, HomeReachable)
