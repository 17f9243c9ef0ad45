"""How is a sample portal audited? Served on this machine, gathered once, judged under several profiles."""

import asyncio
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from auditor.demo.serve import Served
from auditor.demo.site import Site
from auditor.model.portal import Kind, Level, Portal
from auditor.model.result import AuditResult
from auditor.model.settings import GatherSettings
from auditor.profile import resolve
from auditor.run import gather, judge_run
from auditor.store import Store
from tests.portals.writing import DAY


@dataclass(frozen=True, slots=True)
class Audit:
    """One portal, and the profiles under which it is judged. `browser`: its pages are rendered."""

    id: str
    site: Callable[[], Site]
    profiles: tuple[str, ...]
    level: Level = Level.COUNTY
    kind: Kind = Kind.PORTAL
    home: str = ""  # where it begins, when that is not the home page of the site
    name: str = ""
    browser: bool = False
    more: Mapping[str, object] = field(default_factory=dict)


async def results(audit: Audit) -> dict[str, AuditResult]:
    """What every profile says of the portal."""
    site = audit.site()
    portal = Portal(
        home=audit.home or site.home,
        name=audit.name or site.name,
        level=audit.level,
        kind=audit.kind,
        site_id=site.site_id,
    )
    with tempfile.TemporaryDirectory(prefix="portals") as folder:
        # Whether this machine has IPv6 may not change what is written down.
        async with Served(site, ipv6=False) as served, await Store.open(str(Path(folder) / "a.db")) as store:
            settings = served.settings(GatherSettings(workers=0, render="auto" if audit.browser else "never"))
            settings = settings.model_copy(update={"second_look": 0.0, "ipv6_gap": 0.0, "ipv6_tries": 1, **audit.more})
            run = await gather(
                portal,
                settings,
                store,
                now=lambda: datetime.now(UTC),
                tell=lambda _event: None,
                stop=asyncio.Event(),
            )
            return {profile: judge_run(store, run.id, resolve(profile), DAY) for profile in audit.profiles}
