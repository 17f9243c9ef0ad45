"""Does a home page open at this moment, over each family? One spaced probe of a long series."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from auditor.ipv6.many import hurried
from auditor.ipv6.vantage import Vantage
from auditor.model.fault import FaultKind, Whose
from auditor.model.portal import Portal
from auditor.model.probe import Probe
from auditor.model.settings import GatherSettings
from auditor.net.fetch import Fetcher
from auditor.net.guard import unusable
from auditor.net.location import parsed
from auditor.net.pulse import Pulse
from auditor.net.resolve import RecordType, Resolver

KIND = "availability"


async def moment(portal: Portal, settings: GatherSettings, now: Callable[[], datetime]) -> tuple[Probe, ...]:
    """One probe `availability` of the home host: each family once, our own IPv6 tested before."""
    home = parsed(portal.home)
    if home is None:
        return ()
    settings = hurried(settings)
    resolver, at = Resolver(settings), now()
    async with Pulse() as pulse, Fetcher(settings, resolver, now=now, pulse=pulse) as fetcher:
        works = (await Vantage(settings, resolver, fetcher, now).look()).works
        values: dict[str, Any] = {"ipv6": works}
        kinds: tuple[tuple[str, RecordType], ...] = (("v4", "A"), ("v6", "AAAA"))
        for family, kind in kinds:
            values[family] = await _over(home.href, home.hostname, kind, settings, resolver, fetcher)
    return (Probe(KIND, home.hostname, at, values),)


async def _over(
    url: str, host: str, kind: RecordType, settings: GatherSettings, resolver: Resolver, fetcher: Fetcher
) -> dict[str, Any]:
    """`ok` None: nothing can be said, because of us or because it refused us."""
    answer = await resolver.answer(host, kind)
    usable = [one for one in answer.addresses if not unusable(one, settings.treat_as_global)]
    if not usable:
        return {"ok": None, "why": answer.status, "elapsed": 0.0, "address": ""}
    look = await fetcher.fetch(url, address=usable[0], attempt=2)
    fault = look.fault
    ours = fault is not None and (fault.whose is Whose.US or fault.kind is FaultKind.BLOCKED)
    return {
        "ok": None if ours else fault is None,
        "why": fault.kind.value if fault else "",
        "elapsed": round(look.elapsed, 3),
        "address": usable[0],
    }
