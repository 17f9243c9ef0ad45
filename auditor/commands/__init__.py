"""What each sub-command does. Human text goes to stderr, data to stdout; every function returns an exit code."""

from auditor.commands.audit import demo, judge, report, scan
from auditor.commands.compare import diff
from auditor.commands.doctor import doctor
from auditor.commands.lists import checks_list, checks_show, profiles_list, profiles_show, profiles_validate, runs

__all__ = [
    "checks_list",
    "checks_show",
    "demo",
    "diff",
    "doctor",
    "judge",
    "profiles_list",
    "profiles_show",
    "profiles_validate",
    "report",
    "runs",
    "scan",
]
