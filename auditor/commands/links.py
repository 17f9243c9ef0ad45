"""Links alone, as one would run a link checker: of a site, of a folder of files, or of a list."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from auditor import config
from auditor.api import _
from auditor.commands.addresses import STDIN, AddressList
from auditor.commands.audit import (
    LINKS_PROFILE,
    LIST_PROFILE,
    finish,
    gather_and_judge,
    resume_and_judge,
    spoken,
    today,
)
from auditor.commands.output import Output, check_outputs, check_templates, say
from auditor.crawl.listed import Lines
from auditor.gate import Exit, GateRules, Gates
from auditor.known import KnownFiles
from auditor.loop import run_async
from auditor.model.outcome import Outcome
from auditor.model.result import AuditResult
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.texts import translator

FAMILIES = ("links",)
NEED = {"families": FAMILIES, "probes": False, "render": "never", "keep": "text"}
"""Nothing is gathered that the family does not need: no browser (unless asked for), no DNS and IPv6 probes."""

EVERY = 10_000_000  # addresses of a list: all of them, as far as the time goes
PAGES = (".html", ".htm", ".shtml")
FILES = (".txt", ".lst", ".list", ".csv", ".tsv")


def links(
    *,
    lang: str,
    source: str | None,
    resume: str | None,
    address: str,
    as_of: date | None,
    store: str,
    outputs: Sequence[Output],
    templates: Sequence[Output] = (),
    as_json: bool,
    gates: GateRules,
    known: KnownFiles,
    progress: str,
    verbose: bool,
    ignore_robots: bool | None,
    usual: config.Defaults,
    origins: Mapping[str, str],
    **gathering: Any,
) -> int:
    """Gathers what the links family needs (or goes on with an unfinished run), and judges it by that family alone."""
    if not source and not resume:
        raise config.ConfigError(_("请给出网址、目录或清单，或用 --resume 继续一次采集"))
    own = config.own_headers(gathering.pop("headers"))
    given = {key: value for key, value in gathering.items() if value is not None and value != ()}
    if resume and (source or address or spoken(origins, *given, "ignore_robots")):
        raise config.ConfigError(_("--resume 沿用原来的网站与设置，不能再给网址或采集选项"))
    wanted = check_outputs(outputs, as_json=as_json)
    check_templates(templates)
    day = as_of or today()
    rules, beforehand = usual.gate.under(gates), known.over(usual.waivers, usual.baseline)
    if not source:
        config.check_gates(rules, beforehand)
        going_on = resume_and_judge(
            store, str(resume), (), day, progress, lang, families=FAMILIES, known=beforehand.read(), own=own
        )
        state, results = run_async(going_on)
    else:
        asked, settings, lines = _asked(source, address, {**given, "robots": False if ignore_robots else None}, usual)
        portal = config.portal(asked)
        rules, beforehand = asked.gate.under(gates), known.over(asked.waivers, asked.baseline)
        config.check_gates(rules, beforehand)
        if settings.listed and rules.fail_on == "deduct":
            raise config.ConfigError(_("清单里的地址不分本站与别人的，请用 --fail-on advise"))
        resolved = resolve(LIST_PROFILE if settings.listed else LINKS_PROFILE)
        judged = gather_and_judge(
            portal, settings, store, [resolved], day, progress, lang, lines=lines, known=beforehand.read(), own=own
        )
        state, results = run_async(judged)
    asked_of = Gates(fail_on=rules.fail_on, new_only=bool(rules.new_only), soft_fail=bool(rules.soft_fail))
    code = finish(results, state, wanted, lang, asked_of, store=store, templates=templates, verbose=verbose)
    (result,) = results
    if code == Exit.FINISHED and not rules.fail_on and _found(result):
        site = _("退出码为 0；要让构建失败：--fail-on deduct（本站的链接），或 advise（连同其他网站的）")
        say(translator(lang)(_("退出码为 0；要让构建失败：--fail-on advise") if result.run.listed else site))
    return code


def _asked(
    source: str, address: str, given: dict[str, Any], usual: config.Defaults
) -> tuple[config.SiteFile, GatherSettings, Lines]:
    """What is to be checked, how, and the lines of a list? A folder, a list, or a site by its address or file."""
    path = Path(source)
    if not address and not path.is_dir() and (source == STDIN or _is_list(source)):
        if path.suffix.lower() in PAGES:
            raise config.ConfigError(_("{path} 是网页，不是清单；请给出它所在的目录"), path=source)
        found = AddressList.open(source)
        asked = config.laid(config.SiteFile(home=f"list:{found.name}", name=found.name), usual)
        return asked, config.settings(asked, {**NEED, "listed": True, "max_targets": EVERY, **given}), found
    asked = config.laid(config.site_or_folder(source, address), usual)
    return asked, config.settings(asked, {**NEED, **given}), ()


def _is_list(source: str) -> bool:
    """Is a file meant, there or not? Site files are no lists, and a bare name that is no file is a host."""
    path = Path(source)
    if path.suffix.lower() == ".toml" or "://" in source:
        return False
    return path.is_file() or path.suffix.lower() in (*FILES, *PAGES) or source.startswith((".", "/", "~"))


def _found(result: AuditResult) -> bool:
    return any(finding.outcome is Outcome.UNMET for finding in result.findings)
