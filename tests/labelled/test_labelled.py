"""The labelled set: is it what it says it is, and do the verdicts agree with it?"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest

from tests.labelled.figures import figures
from tests.labelled.labels import ENDED, HALVES, ToldCase, TopicCase, pair_portals, topic_portals
from tests.labelled.markup import MARKUPS
from tests.labelled.portals import pair_site, topic_site, topic_url, urls

TOPICS = [case for half in HALVES for portal in topic_portals(half) for case in portal.topics]
TOLD = [case for half in HALVES for portal in pair_portals(half) for case in portal.told]


def test_the_set_is_large_enough_and_every_case_says_why() -> None:
    assert sum(len(case.of) for case in TOLD) >= 60
    assert len(TOPICS) >= 40
    assert sum(case.copied is False for case in TOLD) >= 10
    assert all(case.why and case.trap for case in TOPICS)
    assert all(case.why and case.trap for case in TOLD)
    for cases in (TOPICS, TOLD):
        assert len({case.id for case in cases}) == len(cases)


@pytest.mark.parametrize("cases", [TOPICS, TOLD], ids=["topics", "interpretations"])
def test_every_trap_stands_at_least_twice(cases: Sequence[TopicCase | ToldCase]) -> None:
    counted = Counter(trap for case in cases for trap in case.trap)
    assert [trap for trap, times in counted.items() if times < 2] == []


def test_interpretations_are_long_enough_where_copying_is_the_question() -> None:
    lengths = {case.id: sum(map(len, case.text)) for case in TOLD if case.copied is not None}
    assert {case: length for case, length in lengths.items() if not 400 <= length <= 1500} == {}


def test_every_markup_is_used_for_both() -> None:
    assert {portal.markup for half in HALVES for portal in topic_portals(half)} == set(MARKUPS)
    assert {portal.markup for half in HALVES for portal in pair_portals(half)} == set(MARKUPS)


def test_ended_topics_have_an_entrance_in_front() -> None:
    assert [case.id for case in TOPICS if case.truth == ENDED and set(case.where) <= {"archive"}] == []


@pytest.mark.parametrize("half", HALVES)
def test_every_case_stands_on_its_portal(half: str) -> None:
    for group in topic_portals(half):
        sent = topic_site(group).resources
        assert {case.id for case in group.topics if topic_url(case) not in sent} == {
            case.id for case in group.topics if case.page == "gone"
        }
    for portal in pair_portals(half):
        where, sent = urls(portal), pair_site(portal).resources
        assert set(where.values()) <= set(sent)
        assert len(set(where.values())) == len(where)
        assert all(one in where for told in portal.told for one in (*told.of, *told.back))


def test_the_halves_share_no_policy_and_no_topic_address() -> None:
    for first, held in combinations(HALVES, 2):
        names = [{one.title for portal in pair_portals(half) for one in portal.policies} for half in (first, held)]
        assert names[0] & names[1] == set()
        ids = [{one.id for portal in topic_portals(half) for one in portal.topics} for half in (first, held)]
        assert ids[0] & ids[1] == set()


# what the product says


@pytest.mark.parametrize("half", HALVES)
def test_pairs_are_found(half: str) -> None:
    pairs = figures(half).pairs
    assert pairs.recall >= 0.95, [one.case for one in pairs.disagreements]


@pytest.mark.parametrize("half", HALVES)
def test_at_most_one_pair_is_wrong(half: str) -> None:
    pairs = figures(half).pairs
    assert pairs.wrong <= 1, pairs.disagreements


@pytest.mark.parametrize("half", HALVES)
def test_no_topic_is_accused_wrongly(half: str) -> None:
    topics = figures(half).topics
    assert topics.wrong == 0, topics.disagreements


@pytest.mark.parametrize("half", HALVES)
def test_topics_to_report_are_reported(half: str) -> None:
    topics = figures(half).topics
    assert topics.recall >= 0.90, [one.case for one in topics.disagreements]


@pytest.mark.parametrize("half", HALVES)
def test_nothing_is_called_copied_that_only_shares_names_and_quotations(half: str) -> None:
    assert figures(half).not_copied.wrong == 0, figures(half).not_copied.disagreements


@pytest.mark.parametrize("half", HALVES)
def test_what_is_copied_is_shown_to_a_person(half: str) -> None:
    copies = figures(half).not_copied
    assert copies.recall == 1.0, [one.case for one in copies.disagreements]


@pytest.mark.parametrize("half", HALVES)
def test_every_pair_that_can_be_compared_is(half: str) -> None:
    copies = figures(half).not_copied
    assert copies.looked_at == copies.n


def test_the_figures_can_be_read_by_a_machine() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.labelled", "--json"], capture_output=True, text=True, check=True, timeout=120
    )
    read = json.loads(run.stdout)
    assert set(read) >= {"pairs", "topics", "false_copied", "held"}
    for part in (read, read["held"]):
        for name in ("pairs", "topics"):
            assert {"n", "precision", "recall"} <= set(part[name])
        assert isinstance(part["false_copied"], int)
