"""What does the auditor say of a portal, in the shape in which two states of it are compared?"""

import re
from functools import cache

from auditor.api import Outcome, Vantage
from auditor.demo.mutations import seeded
from auditor.demo.portal import clean
from auditor.demo.site import Site
from auditor.judge import judge_each
from auditor.profile import resolve
from tests.checks.small import DAY
from tests.judging import run
from tests.memory import facts_of
from tests.portals import luoping, nanpu, qinghe, shijing, shuiwu, yunlu

Said = tuple[str, str, str, str]  # rule, message, subject, outcome

PORTALS = {
    "clean": lambda: clean(DAY),
    "seeded": lambda: seeded(DAY),
    **{one.__name__.rpartition(".")[2]: one.site for one in (luoping, nanpu, qinghe, shijing, shuiwu, yunlu)},
}
PROFILES = ("national-2019", "kazuo-2021")
"""The two that ask most; their rules are those of the others with other words."""


def verdicts(site: Site) -> frozenset[Said]:
    """Every finding under the profiles. Scheme, port, www, and the name of a folder's page are left out of subjects:
    they are what some of the changes change."""
    facts = facts_of(site, as_of=DAY, vantage=Vantage(ipv6=False))
    results = judge_each(facts, run(), [resolve(profile) for profile in PROFILES])
    return frozenset(
        (one.rule, one.message, _place(one.subject), one.outcome.value) for result in results for one in result.findings
    )


@cache
def before(portal: str) -> frozenset[Said]:
    return verdicts(PORTALS[portal]())


def accused(said: frozenset[Said]) -> frozenset[Said]:
    return frozenset(one for one in said if one[3] in (Outcome.UNMET.value, Outcome.ERROR.value))


def _place(subject: str) -> str:
    plain = re.sub(r"(https?://|^)www\.", r"\1", subject).replace("https://", "http://")
    plain = plain.replace(":8080", "").replace("/index.html", "/")
    return re.sub(r"/(?=$|[ #])", "", plain)
