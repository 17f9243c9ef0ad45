"""What do the help pages say? Click's own words and ours in the user's language, the commands in the order of use."""

from collections.abc import Callable

import click

from auditor.api import _

Said = Callable[[str], str]
_HEADINGS = {"Options": _("选项"), "Commands": _("命令")}


class _Context(click.Context):
    """Its formatter is set by `translate`."""


class Command(click.Command):
    context_class = _Context


class Group(click.Group):
    context_class = _Context
    command_class = Command
    group_class = type

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def translate(group: click.Command, t: Said) -> None:
    """Puts the help pages of a command and all below it into the user's language."""

    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, t(_("用法：")))

        def write_heading(self, heading: str) -> None:
            self.write(f"{t(_HEADINGS.get(heading, heading))}\n")

    _Context.formatter_class = Formatter
    _translate(group, t)


def _translate(node: click.Command, t: Said) -> None:
    node.help = t(node.help) if node.help else node.help
    node.epilog = t(node.epilog) if node.epilog else node.epilog
    shown = node.get_help_option(click.Context(node, help_option_names=["-h", "--help"]))
    for param in (*node.params, shown):
        if isinstance(param, click.Option) and param.help:
            param.help = t(_("显示这段说明")) if param is shown else t(param.help)
    if isinstance(node, click.Group):
        for child in node.commands.values():
            _translate(child, t)
