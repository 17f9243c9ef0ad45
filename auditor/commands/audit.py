"""Auditing: gather, judge, report, and what comes after an interruption."""

import asyncio
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import click

from auditor import config
from auditor.api import _
from auditor.commands.output import Output, check_outputs, check_templates, say, write
from auditor.crawl.listed import Lines
from auditor.demo.mutations import seeded
from auditor.demo.portal import clean as sample
from auditor.demo.serve import Served
from auditor.gate import Exit, GateRules, Gates
from auditor.known import KnownFiles
from auditor.loop import run_async
from auditor.model.known import Known
from auditor.model.portal import Portal, Unit
from auditor.model.profile import ResolvedProfile
from auditor.model.result import AuditResult
from auditor.model.run import Run, RunState
from auditor.model.settings import GatherSettings
from auditor.net.own import Headers
from auditor.profile import resolve
from auditor.progress import figures, teller
from auditor.run import gather, judge_run_by_each
from auditor.store import Store
from auditor.texts import translator

DEFAULT_PROFILE = "national-2019"
LINKS_PROFILE, LIST_PROFILE = "links", "links-list"
BEIJING = ZoneInfo("Asia/Shanghai")

Results = tuple[AuditResult, ...]
"""Of one run, one for each profile."""


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().astimezone(BEIJING).date()


def scan(
    *,
    lang: str,
    source: str | None,
    resume: str | None,
    level: str | None,
    kind: str | None,
    profiles: Sequence[str],
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
    address: str,
    print_config: bool,
    usual: config.Defaults,
    origins: Mapping[str, str],
    **gathering: Any,
) -> int:
    """Gathers a site (or goes on with an unfinished run), judges it, reports, and answers for the gates."""
    if not source and not resume:
        raise config.ConfigError(_("请给出网址或站点文件，或用 --resume 继续一次采集"))
    own = config.own_headers(gathering.pop("headers"))
    given = {key: value for key, value in gathering.items() if value is not None and value != ()}
    if resume and (source or address or print_config or spoken(origins, *given, "level", "kind", "ignore_robots")):
        raise config.ConfigError(_("--resume 沿用原来的网站与设置，不能再给网址或采集选项"))
    wanted = check_outputs(outputs, as_json=as_json, profiles=len(profiles))
    check_templates(templates)
    if not source:
        day = as_of or today()
        rules, beforehand = usual.gate.under(gates), known.over(usual.waivers, usual.baseline)
        config.check_gates(rules, beforehand)
        state, results = run_async(
            resume_and_judge(store, str(resume), profiles, day, progress, lang, known=beforehand.read(), own=own)
        )
        asked_of = Gates(**rules.said())
        return finish(results, state, wanted, lang, asked_of, store=store, templates=templates, verbose=verbose)
    site = config.site_or_folder(source, address)
    asked = config.laid(site, usual)
    rules, beforehand = asked.gate.under(gates), known.over(asked.waivers, asked.baseline)
    config.check_gates(rules, beforehand)
    resolved = [resolve(name) for name in dict.fromkeys(profiles or (asked.profile or DEFAULT_PROFILE,))]
    portal = Portal.model_validate(
        config.portal(asked).model_dump() | {key: value for key, value in (("level", level), ("kind", kind)) if value}
    )
    settings = config.settings(asked, {**given, "robots": False if ignore_robots else None})
    if print_config:
        said = {"profile": resolved[0].id, "waivers": beforehand.waivers, "baseline": beforehand.baseline}
        holds = asked.model_copy(update={**portal.model_dump(), **said, "gather": settings, "gate": rules})
        click.echo(config.effective(holds, own, store, usual=usual, site=site, source=source, given=origins))
        return Exit.FINISHED
    day = as_of or today()
    judged = gather_and_judge(portal, settings, store, resolved, day, progress, lang, known=beforehand.read(), own=own)
    state, results = run_async(judged)
    asked_of = Gates(**rules.said())
    return finish(results, state, wanted, lang, asked_of, store=store, templates=templates, verbose=verbose)


def spoken(origins: Mapping[str, str], *names: str) -> bool:
    """Was one of these options given on the command line, and not merely in the environment?"""
    return any(origins.get(name, "").startswith("-") for name in names)


def demo(
    *,
    lang: str,
    profile: str,
    as_of: date | None,
    store: str,
    outputs: Sequence[Output],
    templates: Sequence[Output] = (),
    as_json: bool,
    clean: bool,
    render: Literal["auto", "never"] | None,
    pictures: int | None,
    gates: Gates,
    known: KnownFiles,
    progress: str,
    verbose: bool,
) -> int:
    """Serves the sample portal on loopback and audits it, without pace."""
    wanted = check_outputs(outputs, as_json=as_json)
    check_templates(templates)
    resolved = resolve(profile)
    day = as_of or today()
    beforehand = known.read()

    async def serve_and_audit() -> tuple[RunState, Results]:
        async with Served(sample(day) if clean else seeded(day)) as served:
            asked = GatherSettings(workers=0, render=render or "auto")
            if pictures is not None:
                asked = asked.model_copy(update={"pictures": pictures})
            settings = served.settings(asked)
            return await gather_and_judge(
                served.portal, settings, store, [resolved], day, progress, lang, known=beforehand
            )

    state, results = run_async(serve_and_audit())
    return finish(results, state, wanted, lang, gates, store=store, templates=templates, verbose=verbose)


def judge(
    *,
    lang: str,
    run: str,
    profiles: Sequence[str],
    as_of: date | None,
    store: str,
    outputs: Sequence[Output],
    templates: Sequence[Output] = (),
    as_json: bool,
    gates: Gates,
    known: KnownFiles,
    verbose: bool,
    usual: config.Defaults,
) -> int:
    """Judges a stored run again, without network."""
    wanted = check_outputs(outputs, as_json=as_json, profiles=len(profiles))
    check_templates(templates)
    beforehand = known.read()

    async def rejudge() -> tuple[RunState, Results]:
        async with await Store.open(store, create=False) as opened:
            found = opened.find(run)
            day = as_of or found.started.astimezone(BEIJING).date()
            named = profiles or (usual_profile(found, usual.profile),)
            resolved = [resolve(name) for name in dict.fromkeys(named)]
            return found.state, save_judged(opened, found, resolved, day, beforehand)

    state, results = run_async(rejudge())
    return finish(results, state, wanted, lang, gates, store=store, templates=templates, verbose=verbose)


def report(
    *,
    lang: str,
    run: str,
    profiles: Sequence[str],
    store: str,
    outputs: Sequence[Output],
    templates: Sequence[Output] = (),
    site: str = "",
    as_json: bool,
) -> int:
    """Writes the stored results of a run again, with the units of a site file where one is given."""
    wanted = check_outputs(outputs, as_json=as_json, profiles=len(profiles))
    own = check_templates(templates)
    units = config.site(site).units if site else None

    async def stored() -> Results:
        async with await Store.open(store, create=False) as opened:
            found = opened.find(run)
            known = {name: opened.result(found.id, name) for name in profiles or ("",)}
            left = [resolve(name or usual_profile(found)) for name, result in known.items() if result is None]
            day = found.started.astimezone(BEIJING).date()
            made = iter(save_judged(opened, found, left, day) if left else ())
            results = [result or next(made) for result in known.values()]
            return tuple(results if units is None else [_with_units(result, units) for result in results])

    write(run_async(stored()), wanted, lang, store, own)
    return Exit.FINISHED


def _with_units(result: AuditResult, units: tuple[Unit, ...]) -> AuditResult:
    portal = result.run.portal.model_copy(update={"units": units})
    return result.model_copy(update={"run": result.run.model_copy(update={"portal": portal})})


async def gather_and_judge(
    portal: Portal,
    settings: GatherSettings,
    store: str,
    resolved: Sequence[ResolvedProfile],
    as_of: date,
    progress: str,
    lang: str,
    lines: Lines = (),
    *,
    known: Known,
    own: Headers = (),
) -> tuple[RunState, Results]:
    """Gathers a portal as a new run and judges it."""
    async with await Store.open(store) as opened:
        if unfinished := _unfinished(opened, settings.families, portal.home):
            hint = translator(lang)(_("这个网站有一次未完成的采集 {run}；要继续它：auditor {command} --resume {run}"))
            say(hint.format(run=unfinished.id, command=_command(unfinished)))
        with teller(progress, lang) as tell, interruptible() as stop:
            gathered = await gather(portal, settings, opened, now=now, tell=tell, stop=stop, lines=lines, own=own)
        return gathered.state, save_judged(opened, gathered, resolved, as_of, known)


async def resume_and_judge(
    store: str,
    name: str,
    profiles: Sequence[str],
    as_of: date,
    progress: str,
    lang: str,
    *,
    families: tuple[str, ...] = (),
    known: Known,
    own: Headers = (),
) -> tuple[RunState, Results]:
    """Goes on with a run (the last unfinished one, when none is named), and judges it by the profile that it was
    judged by when it was interrupted, unless others are asked for."""
    async with await Store.open(store, create=False) as opened:
        found = _unfinished(opened, families) if name == "latest" else opened.find(name)
        if found is None:
            raise config.ConfigError(_("{store} 里没有未完成的采集"), store=store)
        before = opened.result(found.id)
        usual = before.profile.id if before else usual_profile(found)
        resolved = [resolve(one) for one in dict.fromkeys(profiles or (usual,))]
        with teller(progress, lang) as tell, interruptible() as stop:
            gathered = await gather(None, None, opened, now=now, tell=tell, stop=stop, resume=found.id, own=own)
        return gathered.state, save_judged(opened, gathered, resolved, as_of, known)


def save_judged(
    store: Store, gathered: Run, resolved: Sequence[ResolvedProfile], as_of: date, known: Known | None = None
) -> Results:
    results = judge_run_by_each(store, gathered.id, resolved, as_of, known)
    for result in results:
        store.save_result(result)
    return results


def _unfinished(store: Store, families: tuple[str, ...], home: str = "") -> Run | None:
    """The last run for these families (of this portal) that did not come to its end."""
    for known in reversed(store.runs()):
        unfinished = known.state in (RunState.GATHERING, RunState.INTERRUPTED)
        if unfinished and known.families == families and home in ("", known.portal.home):
            return known
    return None


def usual_profile(run: Run, otherwise: str = "") -> str:
    """By which profile is a run judged when none is named? One that was gathered for links alone, by theirs."""
    if run.listed:
        return LIST_PROFILE
    return LINKS_PROFILE if run.families else otherwise or DEFAULT_PROFILE


def _command(run: Run) -> str:
    """Which sub-command gathers such a run?"""
    return "links" if run.families else "scan"


class interruptible:
    """Ctrl-C (or SIGTERM) once sets the event that stops the crawl in good order; twice ends it at once."""

    def __enter__(self) -> asyncio.Event:
        self.stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()

        def asked() -> None:
            if self.stop.is_set() and task:
                task.cancel()
            self.stop.set()

        with suppress(NotImplementedError):  # Windows has no handlers in its loop: there Ctrl-C ends the run at once
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, asked)
        return self.stop

    def __exit__(self, *_error: object) -> None:
        with suppress(NotImplementedError):
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().remove_signal_handler(number)


def finish(
    results: Sequence[AuditResult],
    state: RunState,
    outputs: Sequence[Output],
    lang: str,
    gates: Gates,
    *,
    store: str,
    templates: Sequence[Output] = (),
    verbose: bool = False,
) -> int:
    """Reports, says how to go on after an interruption, and answers for the gates: for those of each result."""
    write(results, outputs, lang, store, check_templates(templates))
    if verbose:
        say(figures(results[0].run.coverage.engine, lang))
    if state is RunState.INTERRUPTED:
        hint = translator(lang)(_("已中断，已保存；要继续：auditor {command} --resume {run}"))
        say(hint.format(run=results[0].run.id, command=_command(results[0].run)))
        return Exit.INTERRUPTED
    codes = {gates.judge(result) for result in results}
    code = next(code for code in (Exit.GATE, Exit.NO_VERDICT, Exit.FINISHED) if code in codes)
    if code is not Exit.FINISHED and gates.soft_fail:
        say(translator(lang)(_("门槛没有通过（退出码本应为 {code}）；--soft-fail 只说明")).format(code=int(code)))
        return Exit.FINISHED
    return code
