"""Judged by several profiles at once, a portal gets the results that each of them alone would give."""

from datetime import UTC, date, datetime

import pytest

from auditor.demo.mutations import clean, seeded
from auditor.demo.site import Site
from auditor.judge import judge, judge_each
from auditor.model.portal import Portal
from auditor.model.run import Run, RunState
from auditor.profile import resolve
from tests.memory import facts_of

AS_OF = date(2024, 6, 3)
PROFILES = ("kazuo-2021", "national-2019", "shanggao-2020", "links")


@pytest.mark.parametrize("site", [clean(AS_OF), seeded(AS_OF)], ids=["clean", "seeded"])
def test_each_result_is_the_one_that_its_profile_alone_would_give(site: Site) -> None:
    facts = facts_of(site, as_of=AS_OF)
    started = datetime(2024, 6, 3, tzinfo=UTC)
    run = Run(id="r", portal=Portal(home=site.home), state=RunState.GATHERED, started=started)
    resolved = [resolve(name) for name in PROFILES]
    together = [result.model_dump_json() for result in judge_each(facts, run, resolved)]
    assert together == [judge(facts, run, profile).model_dump_json() for profile in resolved]
    assert together[::-1] == [result.model_dump_json() for result in judge_each(facts, run, resolved[::-1])]
