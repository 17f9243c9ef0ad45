"""Which checks, profiles and reports are installed? Found by entry point, the way a stranger's would be.

Found is not loaded: names are listed, sorted, without importing anything. One entry point of `auditor.checks` is one
family: its name is the first half of its rule ids, its value a module with `CHECKS`.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar

from auditor.api import Check, _
from auditor.model.comparison import ComparisonReport
from auditor.model.problem import Problem
from auditor.model.reporting import Report, StreamedReport

log = logging.getLogger(__name__)

AnyCheck = type[Check[Any]]
AnyReport: TypeAlias = Report | StreamedReport
R = TypeVar("R")


class RegistryError(Problem):
    """What is installed cannot be used: nothing found, two of one name, or not what it says."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point: found, not yet loaded."""

    name: str
    value: str
    distribution: str
    point: EntryPoint

    def load(self) -> Any:
        return self.point.load()


@dataclass(frozen=True, slots=True)
class Broken:
    """A plugin that could not be imported, and why. Its rules come out as `error`, those of others are untouched."""

    plugin: Plugin
    cause: str

    @property
    def problem(self) -> RegistryError:
        return RegistryError(
            _("{distribution} 的 {name}（{value}）无法载入：{cause}"),
            distribution=self.plugin.distribution,
            name=self.plugin.name,
            value=self.plugin.value,
            cause=self.cause,
        )


@dataclass(frozen=True, slots=True)
class Checks:
    """The rules that can be run, by id, and the families that could not be loaded, by name."""

    rules: Mapping[str, AnyCheck]
    broken: Mapping[str, Broken]

    def lost(self, rule: str) -> Broken | None:
        """The broken plugin that would have brought this rule, if any."""
        return None if rule in self.rules else self.broken.get(rule.partition(".")[0])


def found(group: str, points: Iterable[EntryPoint] | None = None) -> tuple[Plugin, ...]:
    """All plugins of a group, by name and distribution, nothing imported."""
    known = entry_points(group=group) if points is None else points
    plugins = {(p.name, p.value, p.dist.name if p.dist else ""): p for p in known}  # an editable install may list twice
    return tuple(Plugin(name, value, dist, plugins[name, value, dist]) for name, value, dist in sorted(plugins))


def load_checks(points: Iterable[EntryPoint] | None = None) -> Checks:
    """Loads every family. Raises RegistryError for none found, for twice the same rule id, and for what is no check."""
    rules: dict[str, AnyCheck] = {}
    owner: dict[str, Plugin] = {}
    broken: dict[str, Broken] = {}
    for plugin in found("auditor.checks", points):
        try:
            module = plugin.load()
        except Exception as error:  # whatever a stranger's module raises on import must not take the others down
            log.debug("%s cannot be loaded", plugin.value, exc_info=True)
            broken[plugin.name] = Broken(plugin, f"{type(error).__name__}: {error}")
            continue
        if not getattr(module, "CHECKS", ()):
            broken[plugin.name] = Broken(plugin, "no CHECKS")
            continue
        for check in _checks_of(plugin, module):
            rule = check.rule.id
            if rule in rules:
                raise RegistryError(
                    _("规则 {rule} 同时由 {first} 和 {second} 提供，请卸载其一"),
                    rule=rule,
                    first=f"{owner[rule].distribution} ({owner[rule].value})",
                    second=f"{plugin.distribution} ({plugin.value})",
                )
            rules[rule], owner[rule] = check, plugin
    if not rules:
        causes = "；".join(str(one.problem) for one in broken.values())
        raise RegistryError(_("一个检查也没有找到。请重新安装。{causes}"), causes=causes)
    return Checks(MappingProxyType(dict(sorted(rules.items()))), MappingProxyType(broken))


def _checks_of(plugin: Plugin, module: Any) -> tuple[AnyCheck, ...]:
    """The check classes of a family, after making sure that they are such."""
    listed = tuple(module.CHECKS)
    for check in listed:
        if not (isinstance(check, type) and issubclass(check, Check) and hasattr(check, "rule")):
            raise _not_a_family(plugin, _("{plugin} 的 {check} 不是检查"), check=repr(check))
        if check.rule.family != plugin.name:
            raise _not_a_family(
                plugin,
                _("{plugin} 登记为 {family} 类，规则编号却是 {rule}"),
                family=plugin.name,
                rule=check.rule.id,
            )
    return listed


def _not_a_family(plugin: Plugin, template: str, **values: object) -> RegistryError:
    return RegistryError(template, plugin=f"{plugin.distribution} ({plugin.value})", **values)


@cache
def installed() -> Checks:
    """All that is installed. Raises RegistryError."""
    return load_checks()


def checks() -> Mapping[str, AnyCheck]:
    """The installed checks by rule id, sorted. Raises RegistryError."""
    return installed().rules


def check(rule: str) -> AnyCheck:
    """The check of one rule. Raises RegistryError with what was probably meant."""
    known = installed()
    if rule in known.rules:
        return known.rules[rule]
    if lost := known.lost(rule):
        raise lost.problem
    raise RegistryError(_("没有规则 {rule}；可用：{known}"), rule=rule, known="、".join(known.rules))


class Formats(Mapping[str, R], Generic[R]):
    """Installed reports of one group by name; one is imported when it is asked for."""

    def __init__(self, group: str, points: Iterable[EntryPoint] | None = None) -> None:
        self._plugins: dict[str, Plugin] = {}
        for plugin in found(group, points):
            if first := self._plugins.get(plugin.name):
                raise RegistryError(
                    _("报告格式 {name} 同时由 {first} 和 {second} 提供，请卸载其一"),
                    name=plugin.name,
                    first=f"{first.distribution} ({first.value})",
                    second=f"{plugin.distribution} ({plugin.value})",
                )
            self._plugins[plugin.name] = plugin

    def __getitem__(self, name: str) -> R:
        plugin = self._plugins[name]
        try:
            report: R = plugin.load()()
        except Exception as error:
            raise Broken(plugin, f"{type(error).__name__}: {error}").problem from error
        return report

    def __iter__(self) -> Iterator[str]:
        return iter(self._plugins)

    def __len__(self) -> int:
        return len(self._plugins)


@cache
def reports() -> Formats[AnyReport]:
    """The installed reports. Raises RegistryError for two of one name."""
    return Formats("auditor.reports")


@cache
def comparisons() -> Formats[ComparisonReport]:
    """The installed ways to show what differs between two results. Raises RegistryError for two of one name."""
    return Formats("auditor.comparisons")
