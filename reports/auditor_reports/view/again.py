"""Part five: how to repeat it?"""

import shlex
from dataclasses import dataclass
from typing import Any

from auditor.model.result import AuditResult
from auditor_reports.safe import own_address, shown, visible
from auditor_reports.view.naming import short
from auditor_reports.voice import Said, Voice
from auditor_reports.words import _


@dataclass(frozen=True, slots=True)
class RuleUsed:
    """A rule with the parameters that this profile gave it."""

    id: str
    title: Said
    params: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    facts: tuple[tuple[str, str, bool], ...]  # label, text, whether it is set as code
    commands: tuple[tuple[str, str], ...]  # what for, the command
    rules: tuple[RuleUsed, ...]
    documents: tuple[str, ...]


def repeat(result: AuditResult, voice: Voice, hosts: frozenset[str]) -> Repeat:
    run, profile = result.run, result.profile
    facts = [
        (_("检查编号"), shown(run.id), True),
        (_("判定程序"), shown(result.tool), True),
        (_("采集程序"), shown(run.tool) or "—", True),
        (_("所依规则集"), shown(profile.id), True),
        (_("规则集摘要"), f"sha256:{shown(profile.digest)}" if profile.digest else "—", True),
        (_("基准日"), voice(_("{day}（北京时间），期限与时效按这一天算"), day=result.as_of.isoformat()), False),
        (_("采集种子"), shown(run.seed) or "—", True),
        (_("结果格式"), f"result {result.schema_version}", True),
    ]
    return Repeat(
        facts=tuple((voice(label), text, code) for label, text, code in facts),
        commands=_commands(result, voice, hosts),
        rules=tuple(
            RuleUsed(rule.id, voice.text(rule.title), tuple((name, _param(v)) for name, v in rule.params.items()))
            for rule in result.rules
        ),
        documents=tuple(f"{source.id}: {short(source, voice)}" for source in profile.documents),
    )


def _commands(result: AuditResult, voice: Voice, hosts: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Commands to copy; everything that came from outside is quoted for a shell."""
    run, profile = result.run, result.profile
    ident, chosen, day = shlex.quote(visible(run.id)), shlex.quote(visible(profile.id)), result.as_of.isoformat()
    commands = [
        (_("不访问网站，按同一份记录重新判定"), f"auditor judge {ident} --profile {chosen} --as-of {day}"),
        (_("再出一份报告"), f"auditor report {ident} --profile {chosen} -f html:report.html -f json:result.json"),
    ]
    if own_address(run.portal.home, hosts):
        portal = run.portal
        scan = (
            f"auditor scan {shlex.quote(portal.home)} --profile {chosen}"
            f" --level {portal.level.value} --kind {portal.kind.value}"
        )
        links = f"auditor links {shlex.quote(portal.home)}"
        if not run.families:
            commands.append((_("整改之后再查一次"), scan))
        elif not run.vantage.mapped:  # a folder of files is not at the address that it goes by
            commands.append((_("整改之后再查一次"), links))
    commands.append((_("与另一次检查比较，只列不同之处"), f"auditor diff {ident} latest"))
    return tuple((voice(what), command) for what, command in commands)


def _param(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "、".join(_param(item) for item in value) or "—"
    if isinstance(value, dict):
        return "; ".join(f"{key}={_param(item)}" for key, item in value.items())
    return shown(str(value)) if value not in (None, "") else "—"
