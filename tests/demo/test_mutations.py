from collections import Counter
from datetime import date

import pytest

from auditor.demo.book import HOME
from auditor.demo.faults.edit import forgotten, swapped, text
from auditor.demo.mutations import MUTATIONS, SEEDED, Planted, mutated, mutation, seeded
from auditor.demo.portal import clean
from auditor.demo.site import Site

TODAY = date(2026, 3, 18)
DAYS = (TODAY, date(2024, 1, 2), date(2026, 10, 9), date(2031, 7, 1))
HEADLINES = {"disclosure", "ipv6", "links", "topics", "interpretations"}
PLANTED = HEADLINES | {"articles", "columns", "entries", "identity", "items", "metadata", "services", "updating"}


def changed(site: Site, clean_site: Site) -> bool:
    return site != clean_site


@pytest.mark.parametrize("planted", MUTATIONS, ids=lambda planted: planted.id)
def test_a_mutation_changes_the_portal_and_gives_the_same_bytes_twice(planted: Planted) -> None:
    site = planted.apply(clean(TODAY))
    assert changed(site, clean(TODAY))
    assert site == planted.apply(clean(TODAY))


@pytest.mark.parametrize("day", DAYS)
def test_every_mutation_can_be_planted_on_any_day(day: date) -> None:
    for planted in MUTATIONS:
        planted.apply(clean(day))
    seeded(day)


def test_ids_are_unique_and_every_family_has_faults_decoys_and_what_cannot_be_told() -> None:
    assert len({planted.id for planted in MUTATIONS}) == len(MUTATIONS)
    for outcome in ("unmet", "not_testable", "met"):
        assert {planted.family for planted in MUTATIONS if planted.outcome == outcome} == PLANTED
    assert all((planted.outcome == "met") == planted.id.startswith("decoy-") for planted in MUTATIONS)


def test_the_seeded_faults_cover_all_families_and_differ_in_what_they_are_about() -> None:
    assert {planted.family for planted in SEEDED} == HEADLINES
    assert {planted.outcome for planted in SEEDED} == {"unmet"}
    assert 15 <= len(SEEDED) <= 30
    assert max(Counter((planted.rule, planted.subject) for planted in SEEDED).values()) == 1
    assert {need for planted in SEEDED for need in planted.needs} == {"ipv6", "browser"}


@pytest.mark.parametrize("planted", SEEDED, ids=lambda planted: planted.id)
def test_the_seeded_faults_do_not_lean_on_each_other(planted: Planted) -> None:
    others = [one.id for one in SEEDED if one is not planted]
    assert seeded(TODAY) != mutated(TODAY, *others)
    last_in = planted.apply(mutated(TODAY, *others))
    assert last_in.names == seeded(TODAY).names
    assert set(last_in.resources) == set(seeded(TODAY).resources)


def test_a_mutation_that_finds_nothing_to_change_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="nothing to change"):
        swapped(HOME, "不在首页上的话", "")(clean(TODAY))
    with pytest.raises(StopIteration):
        mutation("no-such-fault")


def test_a_page_that_is_forgotten_is_named_nowhere_any_more() -> None:
    site = clean(TODAY)
    url = next(url for url in site.resources if "/zcjd/jd_" in url)
    path = url.removeprefix(HOME.rstrip("/"))
    assert sum(path.encode() in answer.body for answer in site.resources.values()) >= 4
    after = forgotten(url)(site)
    left = [where for where, answer in after.resources.items() if path.encode() in answer.body]
    assert left == []


def test_an_old_page_keeps_its_encoding_when_it_is_changed() -> None:
    site = clean(TODAY)
    url = next(url for url, answer in site.resources.items() if b"charset=gb2312" in answer.body)
    after = swapped(url, "青岚县", "青岗县")(site)
    assert after.resources[url].body.decode("gb18030") == text(site, url).replace("青岚县", "青岗县")
