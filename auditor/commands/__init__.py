"""What each sub-command does. Human text goes to stderr, data to stdout; every function returns an exit code.

A command's module is imported when it is called: listing checks need not wait for a browser library.
"""

from collections.abc import Callable
from importlib import import_module


def command(name: str) -> Callable[..., int]:
    """The function of one sub-command, by its module and its name: `lists.checks_show`."""
    module, _dot, function = name.partition(".")
    found: Callable[..., int] = getattr(import_module(f"auditor.commands.{module}"), function)
    return found
