"""Is a portal fit for citizens who have only IPv6? All indicators of its home host as one probe of a run."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from auditor.ipv6.browser import browsers
from auditor.ipv6.host import Keep, measure
from auditor.ipv6.manners import Manners
from auditor.ipv6.many import hurried, means_of
from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher, Gate
from auditor.net.location import parsed
from auditor.net.resolve import Resolver
from auditor.net.route import mapped


def wanted(settings: GatherSettings, probes: Iterable[Probe]) -> bool:
    """Are all indicators asked for? By default where our own IPv6 works: elsewhere most of them say nothing.

    An address map (a demo, a laboratory) has them when it is asked for them.
    """
    if settings.ipv6 == "auto":
        works = any(one.kind == "vantage" and one.subject == "ipv6" and one.values["works"] for one in probes)
        return works and not settings.redials
    return settings.ipv6 == "full"


async def indicator_probes(
    portal: Portal,
    settings: GatherSettings,
    resolver: Resolver,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    manners: Manners,
    *,
    gate: Gate | None,
    keep: Keep,
) -> tuple[Probe, ...]:
    """One probe `ipv6` of the home host; none where its own addresses are not asked for."""
    home = parsed(portal.home)
    if home is None or settings.only_mapped or mapped(home.hostname, home.port, settings):
        return ()
    at = now()
    means = await means_of(hurried(settings), resolver, fetcher, now, manners)
    if settings.pictures and settings.render == "auto":
        means = replace(means, browsers=browsers(hurried(settings), gate, fetcher.pulse), keep=keep)
    said = await measure(home.hostname, means, tries=settings.ipv6_looks, spacing=settings.ipv6_gap, dns_only=False)
    return (Probe("ipv6", home.hostname, at, {name: verdict.plain() for name, verdict in said.items()}),)
