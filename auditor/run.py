"""The story of one audit: gather a portal, then judge what was gathered."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from auditor import __version__
from auditor.anatomy import understand
from auditor.crawl import Ending, Tell, crawl
from auditor.crawl.listed import Lines, put_list
from auditor.crawl.pace import Pace
from auditor.crawl.robots import Origins
from auditor.crawl.searching import Search
from auditor.ipv6.portal import indicator_probes, wanted
from auditor.judge import judge_each
from auditor.model.known import Known
from auditor.model.picture import Picture
from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.profile import ResolvedProfile
from auditor.model.result import AuditResult
from auditor.model.run import Run, RunState, Vantage
from auditor.model.scope import Scope
from auditor.model.settings import GatherSettings
from auditor.model.url import canonical
from auditor.net.fetch import Fetcher
from auditor.net.own import Headers, OwnHeaders
from auditor.net.pulse import Pulse
from auditor.net.reach import ipv6_probes
from auditor.net.render import Renderer, find_chromium
from auditor.net.resolve import Resolver
from auditor.net.static import StaticServer
from auditor.store import Store
from auditor.store.gather import RunWriter

BEIJING = ZoneInfo("Asia/Shanghai")
TOOL = f"govsite-auditor {__version__}"
STATES = {Ending.HOME_DOWN: RunState.HOME_DOWN}


async def gather(
    portal: Portal | None,
    settings: GatherSettings | None,
    store: Store,
    *,
    now: Callable[[], datetime],
    tell: Tell,
    stop: asyncio.Event,
    resume: str = "",
    lines: Lines = (),
    own: Headers = (),
) -> Run:
    """Gathers a portal into the store, or goes on with an unfinished run under the settings that it began with.

    `lines` are the addresses of a list, for settings that say `listed`. `own` are headers for the portal's own hosts.
    """
    if resume:
        writer = await store.resume(store.find(resume).id, now())
    else:
        assert portal
        writer = await store.new_run(portal, settings or GatherSettings(), now(), TOOL)
        if writer.settings.listed:
            await put_list(writer, lines)
    run = await gather_into(writer, now=now, tell=tell, stop=stop, own=own)
    if writer.settings.probe_search and run.state is RunState.GATHERED and not writer.settings.listed:
        await _search(store, run, writer.settings, now=now, own=own)
    return run


async def gather_again(
    run_id: str,
    settings: GatherSettings,
    store: Store,
    *,
    probes: bool,
    now: Callable[[], datetime],
    tell: Tell,
    stop: asyncio.Event,
    own: Headers = (),
) -> Run:
    """Looks anew at the addresses that `settings.again` names, as a new run that holds all else as it was seen before.

    `probes`: DNS and IPv6 are asked anew too.
    """
    writer = await store.again(run_id, settings, settings.again, now(), TOOL, probes=not probes)
    return await gather_into(writer, now=now, tell=tell, stop=stop, own=own)


async def gather_into(
    writer: RunWriter, *, now: Callable[[], datetime], tell: Tell, stop: asyncio.Event, own: Headers = ()
) -> Run:
    """Gathers what a run still lacks."""
    portal = writer.run.portal
    ours = OwnHeaders(Scope.of(portal).hosts, portal.home, own)
    async with AsyncExitStack() as stack:
        live = await _served(stack, writer.settings, writer.run.portal.home)
        resolver = Resolver(live)
        pace = Pace(live)
        fetcher = await stack.enter_async_context(Fetcher(live, resolver, pace, now=now, own=ours))
        renderer = await _renderer(stack, live, fetcher)
        try:
            async with asyncio.TaskGroup() as group:
                probing = group.create_task(_probe(writer, live, resolver, pace, ours, now))
                ending = await crawl(writer, live, fetcher, pace, now=now, tell=tell, stop=stop, renderer=renderer)
                if stop.is_set():
                    probing.cancel()
        except BaseExceptionGroup as several:
            raise _cause(several) from several
        known = await writer.noted("vantage")
        seen = Vantage.model_validate_json(known) if known else _vantage(writer.settings, ())
        vantage = seen.model_copy(update={"browser": renderer.version if renderer else ""})
    state = RunState.INTERRUPTED if stop.is_set() else STATES.get(ending, RunState.GATHERED)
    return await writer.finish(state, vantage, ending is Ending.COMPLETE)


def judge_run(
    store: Store, run_id: str, profile: ResolvedProfile, as_of: date, known: Known | None = None
) -> AuditResult:
    """Judges a stored run by a profile. Opens no socket; the same run, profile and day give the same result."""
    (result,) = judge_run_by_each(store, run_id, [profile], as_of, known)
    return result


def judge_run_by_each(
    store: Store, run_id: str, profiles: Sequence[ResolvedProfile], as_of: date, known: Known | None = None
) -> tuple[AuditResult, ...]:
    """Judges a stored run by several profiles, as `judge_run` would by each, and reads it once."""
    with store.facts(run_id, as_of) as stored:
        return tuple(judge_each(stored, store.find(run_id), profiles, known=known))


def _cause(several: BaseExceptionGroup[BaseException]) -> BaseException:
    """What went wrong first, when several tasks failed of it: the one thing to tell a person."""
    first = several.exceptions[0]
    return _cause(first) if isinstance(first, BaseExceptionGroup) else first


async def _probe(
    writer: RunWriter,
    live: GatherSettings,
    resolver: Resolver,
    pace: Pace,
    ours: OwnHeaders,
    now: Callable[[], datetime],
) -> None:
    """What DNS and IPv6 say of the portal, and what this machine can see. A resumed run keeps what it has."""
    portal = writer.run.portal
    if not writer.settings.probes or await writer.noted("vantage"):
        return
    # The crawl beside us keeps this machine busy: a silence in which it was late is told from theirs.
    async with Pulse() as pulse, Fetcher(live, resolver, pace, now=now, own=ours, pulse=pulse) as fetcher:
        manners, keep = Origins(fetcher, pace).of, partial(_keep, writer)
        probes = await ipv6_probes(portal, writer.settings, resolver, fetcher, now)
        asked = (portal, writer.settings, resolver, fetcher, now, manners)
        if wanted(writer.settings, probes):
            probes += await indicator_probes(*asked, gate=pace, keep=keep)
    await writer.probe(probes)
    await writer.note("vantage", _vantage(writer.settings, probes).model_dump_json())


async def _keep(writer: RunWriter, host: str, pictures: Sequence[Picture]) -> None:
    """Keeps the pair of pictures of the home page, as browsers of one family show it."""
    home = canonical(writer.run.portal.home)
    for picture in pictures:
        await writer.picture(replace(picture, url=home))


async def _search(
    store: Store, run: Run, settings: GatherSettings, *, now: Callable[[], datetime], own: Headers
) -> None:
    """Asks the searches of a portal, once all of it was read."""
    ours = OwnHeaders(Scope.of(run.portal).hosts, run.portal.home, own)
    async with AsyncExitStack() as stack:
        live = await _served(stack, settings, run.portal.home)
        pace = Pace(live)
        fetcher = await stack.enter_async_context(Fetcher(live, Resolver(live), pace, now=now, own=ours))
        renderer = await _renderer(stack, live, fetcher)
        rules = Origins(fetcher, pace).of
        with store.facts(run.id, now().astimezone(BEIJING).date()) as stored:
            if not stored.probes("search"):
                facts = understand(stored)
                asked = Search(facts, stored.body, live, fetcher, renderer, rules=rules, now=now, wait=asyncio.sleep)
                store.add_probes(run.id, await asked.probes())


async def _served(stack: AsyncExitStack, settings: GatherSettings, home: str) -> GatherSettings:
    """The settings with the port at which the operator's folder is served, now that it is known."""
    if not settings.directory:
        return settings
    folder, hosts = Path(settings.directory), [entry.host for entry in settings.maps if entry.plain]
    server = await stack.enter_async_context(StaticServer(folder, hosts, urlsplit(home).path))
    maps = tuple(entry.model_copy(update={"to_port": server.port}) if entry.plain else entry for entry in settings.maps)
    return settings.model_copy(update={"maps": maps})


async def _renderer(stack: AsyncExitStack, settings: GatherSettings, fetcher: Fetcher) -> Renderer | None:
    path = find_chromium() if settings.render == "auto" else None
    return await stack.enter_async_context(Renderer(settings, fetcher, executable=path)) if path else None


def _vantage(settings: GatherSettings, probes: tuple[Probe, ...]) -> Vantage:
    def said(kind: str, subject: str, value: str) -> object:
        return next((p.values.get(value) for p in probes if p.kind == kind and p.subject == subject), None)

    works = said("vantage", "ipv6", "works")
    return Vantage(
        ipv6=works if isinstance(works, bool) else None,
        dns64=bool(said("vantage", "dns64", "present")),
        resolver=settings.resolver,
        mapped=tuple(sorted({entry.host for entry in settings.maps})),
    )
