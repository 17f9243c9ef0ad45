"""A portal that gets worse never scores higher: the sample portal with each of its faults."""

from datetime import UTC, date, datetime
from functools import cache

import pytest

from auditor.demo.mutations import MUTATIONS, Planted, clean
from auditor.demo.site import Site
from auditor.judge import judge_each
from auditor.model.portal import Portal
from auditor.model.result import Score
from auditor.model.run import Run, RunState
from auditor.profile import resolve
from tests.memory import facts_of
from tests.profiles.snapshots import SHIPPED

AS_OF = date(2024, 6, 3)
FAULTS = [planted for planted in MUTATIONS if planted.outcome == "unmet"]


def scores(site: Site) -> dict[str, Score]:
    facts = facts_of(site, as_of=AS_OF)
    started = datetime(2024, 6, 3, tzinfo=UTC)
    run = Run(id="r", portal=Portal(home=site.home), state=RunState.GATHERED, started=started)
    return {result.profile.id: result.score for result in judge_each(facts, run, [resolve(one) for one in SHIPPED])}


@cache
def unharmed() -> dict[str, Score]:
    return scores(clean(AS_OF))


def assert_no_better(planted: Planted) -> None:
    for profile, score in scores(planted.apply(clean(AS_OF))).items():
        before = unharmed()[profile]
        if score.low is not None and before.low is not None:
            assert score.low <= before.low, (planted.id, profile)
            assert (score.high or 0) <= (before.high or 0), (planted.id, profile)


@pytest.mark.parametrize("planted", FAULTS[::8], ids=lambda planted: planted.id)
def test_a_fault_never_raises_the_score(planted: Planted) -> None:
    assert_no_better(planted)


@pytest.mark.nightly
@pytest.mark.parametrize("planted", FAULTS, ids=lambda planted: planted.id)
def test_no_fault_of_the_sample_portal_raises_the_score(planted: Planted) -> None:
    assert_no_better(planted)
