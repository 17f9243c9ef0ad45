"""Links alone, as one would run a link checker."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

from auditor import config
from auditor.api import _
from auditor.commands.audit import LINKS_PROFILE, finish, gather_and_judge, resume_and_judge, today
from auditor.commands.output import Output, check_outputs, say
from auditor.gate import Exit, Gates
from auditor.model.outcome import Outcome
from auditor.model.result import AuditResult
from auditor.model.run import RunState
from auditor.profile import resolve
from auditor.texts import translator

FAMILIES = ("links",)


def links(
    *,
    lang: str,
    source: str | None,
    resume: str | None,
    as_of: date | None,
    store: str,
    outputs: Sequence[Output],
    as_json: bool,
    gates: Gates,
    progress: str,
    verbose: bool,
    ignore_robots: bool | None,
    **gathering: Any,
) -> int:
    """Gathers what the links family needs (or goes on with an unfinished run), and judges it by that family alone."""
    if not source and not resume:
        raise config.ConfigError(_("请给出网址，或用 --resume 继续一次采集"))
    given = {key: value for key, value in gathering.items() if value is not None and value != ()}
    if resume and (source or given or ignore_robots):
        raise config.ConfigError(_("--resume 沿用原来的网站与设置，不能再给网址或采集选项"))
    wanted = check_outputs(outputs, as_json=as_json)
    day = as_of or today()
    if not source:
        going_on = resume_and_judge(store, str(resume), "", day, progress, lang, families=FAMILIES)
        state, result = asyncio.run(going_on)
    else:
        asked = config.site(source)
        # Nothing is gathered that the family does not need: no browser (unless asked for), no DNS and IPv6 probes.
        need = {"families": FAMILIES, "probes": False, "render": "never"}
        settings = config.settings(asked, {**need, **given, "robots": False if ignore_robots else None})
        resolved = resolve(LINKS_PROFILE)
        state, result = asyncio.run(
            gather_and_judge(config.portal(asked), settings, store, resolved, day, progress, lang)
        )
    code = finish(result, state, wanted, lang, gates, verbose=verbose)
    if code == Exit.FINISHED and state is not RunState.INTERRUPTED and not gates.fail_on and _found(result):
        say(
            translator(lang)(_("退出码为 0；要让构建失败：--fail-on deduct（本站的链接），或 advise（连同其他网站的）"))
        )
    return code


def _found(result: AuditResult) -> bool:
    return any(finding.outcome is Outcome.UNMET for finding in result.findings)
