"""Other link checkers' test pages: every case stands in the table, and what ran says what the table says."""

from pathlib import Path

import pytest

from auditor.crawl.sitemap import parse
from auditor.model.url import canonical
from tests.peers.suites import SUITES, Case, Stand, Told, agrees, cases, folder_of, home_of, ran, table
from tests.peers.summary import PAGE, written

SIZES = {"htmltest": 169, "linkinator": 68, "lychee": 97}


def test_the_table_has_a_reason_for_whatever_does_not_agree_and_no_other() -> None:
    known = table()
    verdicts = [verdict for suite in SUITES for verdict in known[suite].values()]
    given = {verdict.partition(" ")[2] for verdict in verdicts} - {""}
    assert {verdict.partition(" ")[0] for verdict in verdicts} == {"agrees", "policy", "n/a"}
    assert given == set(known["reasons"])
    assert {suite: len(known[suite]) for suite in SUITES} == SIZES


def test_the_documentation_has_the_numbers_of_the_table() -> None:
    text = PAGE.read_text("utf-8")
    assert text == written(text)


@pytest.mark.parametrize("suite", SUITES)
def test_every_case_of_a_suite_stands_in_the_table(shared: Path, suite: str) -> None:
    assert [case.name for case in cases(shared, suite)] == list(table()[suite])


@pytest.mark.parametrize("suite", SUITES)
async def test_what_ran_agrees_or_differs_for_the_reason_given(shared: Path, tmp_path: Path, suite: str) -> None:
    known = table()
    running = [case for case in cases(shared, suite) if ran(known[suite][case.name])]
    absent = [home_of(shared, suite) / place for place in known["absent"].get(suite, ())]
    stand = Stand([folder_of(shared, case)[0] for case in running], absent)
    told = await stand.audited(tmp_path / "a.db")
    wrong = {}
    for case in running:
        found = _of_case(shared, case, stand, told)
        host = stand.hosts[folder_of(shared, case)[0]]
        if agrees(case, found, host) is not (known[suite][case.name] == "agrees"):
            wrong[case.name] = (sorted(found.faults), known[suite][case.name])
    assert wrong == {}


def _of_case(shared: Path, case: Case, stand: Stand, told: dict[str, Told]) -> Told:
    folder, page = folder_of(shared, case)
    if page.endswith(".xml"):
        listed, _maps = parse((folder / page).read_bytes())
        at = {canonical(address, stand.url(folder, folder / page)) for address in listed}
        return Told(frozenset(at - set(stand.pages)), frozenset(at))
    here = f"http://{stand.hosts[folder]}/"
    urls = [stand.url(folder, folder / page)] if page else [url for url in stand.pages if url.startswith(here)]
    targets = frozenset[str]().union(*(told[url].targets for url in urls))
    if case.suite == "linkinator":  # which counts the page that it begins at
        targets |= {stand.url(folder, folder / "index.html")}
    return Told(frozenset[str]().union(*(told[url].faults for url in urls)), targets)
