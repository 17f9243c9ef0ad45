"""Thirty real policy pages: every list row that is right stays silent, every row shifted to another page is told."""

from pathlib import Path

import pytest
from auditor_checks.links import Contradiction

from auditor.anatomy.article import number_of, title_of
from auditor.api import Finding, Outcome, Page
from auditor.demo.site import HTML, Resource
from auditor.extract import extract
from auditor.model.exchange import Exchange
from tests.checks.small import HOME, doc, judged, site

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def policies(shared: Path) -> dict[str, Page]:
    """The pages by the path under which they are served."""
    found = {}
    for path in sorted((shared / "pages" / "policies").glob("*.html")):
        url = f"{HOME}zc/{path.name}"
        body = path.read_bytes()
        found[url] = extract(Exchange(url=url, final_url=url, status=200, content_type="text/html", body=body))
    return found


def listed(shared: Path, policies: dict[str, Page], label: str, shift: int, about: str, *, home: bool) -> list[Finding]:
    """What is said of a list whose rows carry number and title of one policy and the address of another."""
    urls = list(policies)
    rows = []
    for at, page in enumerate(policies.values()):
        title = title_of(page)
        words = label.format(number=number_of(page, title), title=title, short=title[:14] + "…")
        rows.append(f'<li><a href="{urls[(at + shift) % len(urls)]}">{words}</a><span>2019-02-15</span></li>')
    body = f"<ul>{''.join(rows)}</ul>"
    front = body if home else '<a href="/zc/">政策文件</a>'
    pages: dict[str, Resource | str] = {"/": doc("临江县人民政府", front), "/zc/": doc("政策文件", body)}
    for url in urls:
        stored = shared / "pages" / "policies" / url.rpartition("/")[2]
        pages[url] = Resource(stored.read_bytes(), content_type=HTML)
    return judged(Contradiction, site(pages), params={"about": about})


@pytest.mark.parametrize("label", ["{number} {title}", "{number}", "{title}（{number}）", "{number} {short}"])
def test_rows_that_are_right_say_nothing(shared: Path, policies: dict[str, Page], label: str) -> None:
    for about in ("proven", "candidates"):
        found = listed(shared, policies, label, 0, about, home=False)
        assert [one for one in found if one.outcome is not Outcome.MET] == []


@pytest.mark.parametrize("shift", [1, 7, 15])
@pytest.mark.parametrize("label", ["{number} {title}", "{number}", "{title}（{number}）"])
def test_rows_that_lead_to_another_policy_are_told(
    shared: Path, policies: dict[str, Page], label: str, shift: int
) -> None:
    proven = listed(shared, policies, label, shift, "proven", home=False)
    doubtful = listed(shared, policies, label, shift, "candidates", home=False)
    told = {one.subject for one in proven if one.outcome is Outcome.UNMET}
    told |= {one.subject for one in doubtful if one.outcome is Outcome.MANUAL}
    # Five titles answer, forward or carry out another document: what number they bear is not judged.
    assert len(told) >= 25
    assert sum(one.outcome is Outcome.UNMET for one in proven) >= 24


@pytest.mark.parametrize("label", ["{title}", "{short}", "【图解】{title}", "{title}（第2页）"])
def test_titles_that_are_right_are_no_candidates(shared: Path, policies: dict[str, Page], label: str) -> None:
    found = listed(shared, policies, label, 0, "candidates", home=True)
    assert [one for one in found if one.outcome is not Outcome.MET] == []


@pytest.mark.parametrize("shift", [1, 7, 15])
def test_titles_of_other_policies_are_candidates(shared: Path, policies: dict[str, Page], shift: int) -> None:
    found = listed(shared, policies, "{title}", shift, "candidates", home=True)
    assert sum(one.message == "unlike" for one in found) >= 10  # strict: half of them share too many words
