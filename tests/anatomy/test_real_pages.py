"""What a person reads on real pages is what is read from them: title, number, dates, source, and whose site it is."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from auditor.anatomy.article import article_of
from auditor.anatomy.identity import identity_of
from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.page import Page

pytestmark = pytest.mark.shared

LABELS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "real_pages.toml").read_text(encoding="utf-8")
)
OF_ARTICLE = ("title", "number", "published", "written", "issuer", "source", "index", "validity")
OF_SITE = ("name", "code", "icp", "police", "organizer", "contact")


def page(shared: Path, name: str) -> Page:
    url = "http://www.zhen.gov.test/a/b/"
    body = (shared / "pages" / name).read_bytes()
    return extract(Exchange(url=url, final_url=url, status=200, content_type="text/html", body=body))


def read(page: Page) -> dict[str, Any]:
    """Everything that the page was understood to say, by the keys of the labels."""
    article, identity = article_of(page), identity_of(page)
    found = {key: getattr(article, key) for key in OF_ARTICLE} | {key: getattr(identity, key) for key in OF_SITE}
    found |= {key: found[key].day for key in ("published", "written") if found[key]}
    found |= {"column": page.metas.get("columnname", ""), "search": page.markup.search}
    return {key: value for key, value in found.items() if value}


@pytest.mark.parametrize("name", LABELS)
def test_a_real_page_says_what_a_person_reads_on_it(shared: Path, name: str) -> None:
    assert read(page(shared, name)) == LABELS[name]


def test_every_stored_page_is_labelled(shared: Path) -> None:
    stored = {str(path.relative_to(shared / "pages")) for path in (shared / "pages").rglob("*.html")}
    assert stored == set(LABELS)


def test_what_is_printed_on_the_policy_pages_is_read_right(shared: Path) -> None:
    """At least 95 of 100 titles, numbers and dates; each of the fields by itself."""
    policies = {name: label for name, label in LABELS.items() if name.startswith("policies/")}
    right = Counter(
        key
        for name, label in policies.items()
        for key, value in read(page(shared, name)).items()
        if label.get(key) == value
    )
    assert len(policies) == 30
    assert all(right[key] >= 0.95 * 30 for key in ("title", "number", "published", "written", "index", "issuer"))
