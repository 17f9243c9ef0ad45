"""links.wrong, soft 404: whole pages as servers send them. See tests/soft404/cases.py for what they are."""

from pathlib import Path
from time import process_time

import pytest
from auditor_checks.links import Wrong
from auditor_checks.links.notice import Vocabulary, plainness

from auditor.api import Finding, Outcome
from auditor.demo.site import HTML, Name, Resource, Site
from auditor.extract import extract
from auditor.model.exchange import Exchange
from tests.checks.small import DAY, HOME, doc, judged, links, told
from tests.soft404.cases import Case, cases, portal

MISSING = ("missing", "missing-held", "missing-fresh")
DECOYS = ("decoys", "decoys-held", "decoys-fresh")
RECALL = 0.95
# A notice behind a warning, a notice below a heading of its own, and one that only says "No such article".
NOT_FOUND = frozenset({"h-dede", "h-old-gbk-sorry", "f-json-like"})


def every(*names: str) -> list[Case]:
    return [case for name in names for case in cases(name)]


def accused(case: Case) -> dict[str, Finding]:
    """The addresses that the rule accuses on the portal of a case."""
    findings = judged(Wrong, portal(case))
    told(Wrong, findings)
    return {one.subject: one for one in findings if one.outcome is Outcome.UNMET}


def test_the_cases_are_many_and_each_is_one_of_a_kind() -> None:
    assert len(every(*MISSING)) >= 80
    assert len(every(*DECOYS)) >= 80
    ids = [case.id for case in every(*MISSING, *DECOYS)]
    assert len(ids) == len(set(ids))
    bodies = [(case.shell, case.title, case.body, case.absent) for case in every(*MISSING, *DECOYS) if case.body]
    assert len(bodies) == len(set(bodies))


@pytest.mark.parametrize("case", every(*MISSING, *DECOYS), ids=lambda case: case.id)
def test_a_case_is_a_page_that_opens_and_is_linked(case: Case) -> None:
    site = portal(case)
    answer = site.answer(case.url)
    assert answer.status == (302 if case.to else 200)
    home = site.answer(site.home)
    read = extract(Exchange(url=site.home, status=200, content_type=home.content_type, body=home.body))
    assert case.shells or case.url in {link.target for link in read.links}


@pytest.mark.parametrize("case", every(*MISSING), ids=lambda case: case.id)
def test_an_error_page_is_found_and_nothing_beside_it(case: Case) -> None:
    found = accused(case)
    assert (case.url in found) is (case.id not in NOT_FOUND)
    parts = {case.url, *(HOME + path[1:] for path in (*case.parts, case.to) if path)}
    assert found.keys() <= parts
    assert {one.message for one in found.values()} <= {"soft_404", "same_as_absent"}


@pytest.mark.parametrize("name", MISSING)
def test_enough_of_each_part_are_found(name: str) -> None:
    found = [case for case in cases(name) if case.url in accused(case)]
    assert len(found) >= RECALL * len(cases(name))


@pytest.mark.parametrize("case", every(*DECOYS), ids=lambda case: case.id)
def test_a_page_that_only_looks_like_one_is_not_accused(case: Case) -> None:
    assert accused(case) == {}


@pytest.mark.parametrize("case", every(*DECOYS), ids=lambda case: case.id)
def test_nor_on_a_server_that_never_says_404(case: Case) -> None:
    """Beside a decoy, an error page with 200 for whatever else is missing."""
    site = portal(case)
    sorry = doc("临江县人民政府", "<h1>抱歉</h1><p>您访问的页面不存在</p>")
    if case.absent == "404":
        assert judged(Wrong, Site(site.home, site.resources, site.names, sorry, today=DAY))[0].outcome is Outcome.MET


@pytest.mark.shared
def test_no_real_page_is_taken_for_the_error_page_that_its_server_sends(shared: Path) -> None:
    """All stored pages on one host that answers every made-up address with the one real error page among them."""
    files = sorted((shared / "pages").rglob("*.html"))
    (error,) = [file for file in files if "robots" in file.name]
    real = {f"{HOME}{file.parent.name}/{file.name}": file for file in files if file != error}
    assert len(real) == 39
    pages = {url: Resource(file.read_bytes(), content_type=HTML) for url, file in real.items()}
    dead = [f"{HOME}{folder}/gone.html" for folder in ("policies", "gne", "handan")]
    doors = links(*((url, f"网页{number}") for number, url in enumerate([*pages, *dead])))
    home = doc("真县人民政府", doors)
    missing = Resource(error.read_bytes(), content_type=HTML)
    site = Site(HOME, {HOME: home, **pages}, {"www.lin.gov.test": Name(a=("198.51.100.7",))}, missing, today=DAY)
    found = judged(Wrong, site, skipped=_elsewhere(pages))
    wrong = {one.subject for one in found if one.outcome is Outcome.UNMET and one.message.startswith(("soft", "same"))}
    assert set(dead) <= wrong
    assert wrong.isdisjoint(pages)


def _elsewhere(pages: dict[str, Resource]) -> dict[str, str]:
    """What these pages link to besides each other: out of this run."""
    read = (extract(Exchange(url=url, status=200, content_type=HTML, body=page.body)) for url, page in pages.items())
    return {link.target: "off-network" for page in read for link in page.links if link.target not in (HOME, *pages)}


@pytest.mark.parametrize("words", ["要", "要找", "错误提示", "…", "您要访问", "已被", "所正在", "页面已", "没有找到该"])
def test_a_line_made_to_stall_the_rule_is_read_at_once(words: str) -> None:
    line, began = (words * 60)[:60], process_time()
    for end in ("", "的", "页", "页面"):
        plainness(line[: 60 - len(end)] + end, Vocabulary())
    assert process_time() - began < 1
