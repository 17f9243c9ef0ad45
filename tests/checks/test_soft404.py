"""links.wrong, soft 404: whole pages as servers send them. See tests/soft404/cases.py for what they are."""

import pytest

from auditor.extract import extract
from auditor.model.exchange import Exchange
from tests.soft404.cases import Case, cases, portal

FILES = ("missing", "missing-held", "decoys", "decoys-held")


def test_the_cases_are_many_and_each_is_one_of_a_kind() -> None:
    assert sum(len(cases(name)) for name in FILES[:2]) >= 80
    assert sum(len(cases(name)) for name in FILES[2:]) >= 80
    ids = [case.id for name in FILES for case in cases(name)]
    assert len(ids) == len(set(ids))
    bodies = [(case.shell, case.title, case.body, case.absent) for name in FILES for case in cases(name)]
    assert len([one for one in bodies if one[2]]) == len({one for one in bodies if one[2]})


@pytest.mark.parametrize("case", [case for name in FILES for case in cases(name)], ids=lambda case: case.id)
def test_a_case_is_a_page_that_opens_and_is_linked(case: Case) -> None:
    site = portal(case)
    answer = site.answer(case.url)
    assert answer.status == (302 if case.to else 200)
    home = site.answer(site.home)
    read = extract(Exchange(url=site.home, status=200, content_type=home.content_type, body=home.body))
    assert case.shells or case.url in {link.target for link in read.links}
