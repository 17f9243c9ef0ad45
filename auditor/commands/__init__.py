"""What each sub-command does. Human text goes to stderr, data to stdout; every function returns an exit code.

A command's module is imported when it is called: listing checks need not wait for a browser library.
"""

from collections.abc import Callable
from importlib import import_module

_HOME = {
    "scan": "audit",
    "links": "links",
    "demo": "audit",
    "judge": "audit",
    "report": "audit",
    "recheck": "recheck",
    "diff": "compare",
    "baseline": "baselines",
    "doctor": "doctor",
    "notify": "notify",
    "ipv6": "ipv6",
    "probe": "probe",
    "runs": "lists",
    "checks_list": "lists",
    "checks_show": "lists",
    "profiles_coverage": "lists",
    "profiles_list": "lists",
    "profiles_show": "lists",
    "profiles_validate": "lists",
}


def command(name: str) -> Callable[..., int]:
    """The function of one sub-command."""
    function: Callable[..., int] = getattr(import_module(f"auditor.commands.{_HOME[name]}"), name)
    return function
