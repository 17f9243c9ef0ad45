"""The links of real pages, held against labels that a browser and a reader made (see `link_labels`)."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as Tab

from auditor.extract import extract
from auditor.model.exchange import Exchange
from auditor.model.page import Element, Link, Page
from tests.extract.link_labels import LABELS, digest, read, reader

pytestmark = pytest.mark.shared

PAGES: dict[str, Any] = json.loads(LABELS.read_text(encoding="utf-8"))["pages"]
ANCHORS = (Element.A, Element.AREA)


def body(shared: Path, name: str) -> bytes:
    return (shared / "pages" / name).read_bytes()


def page(shared: Path, name: str) -> Page:
    url = PAGES[name]["url"]
    return extract(
        Exchange(url=url, final_url=url, status=200, content_type="text/html", body=body(shared, name)),
    )


def kind(link: Link) -> str:
    """The class of an anchor in the words of the labels."""
    href = link.href.strip()
    if not href:
        return "click" if link.onclick else "empty"
    if href.lower().startswith("javascript:"):
        return "script_click" if link.onclick else "script"
    if href.startswith("#"):
        return "same_page"
    if re.match(r"mailto:|tel:", href, re.I):
        return "mail"
    if re.match(r"file:|[a-z]:[\\/]|\\\\", href, re.I):
        return "file"
    if re.search(r"\{\{|\$\{|<%", href):
        return "placeholder"
    return "http" if link.target else "other"


def test_every_stored_page_is_labelled(shared: Path) -> None:
    stored = {str(path.relative_to(shared / "pages")) for path in (shared / "pages").rglob("*.html")}
    assert stored == set(PAGES)
    assert len(PAGES) == 40


@pytest.mark.parametrize("name", PAGES)
def test_the_anchors_of_a_real_page_are_those_that_a_browser_has(shared: Path, name: str) -> None:
    label, links = PAGES[name], [link for link in page(shared, name).links if link.element in ANCHORS]
    assert Counter(map(kind, links)) == Counter({k: n for k, n in label["anchors"].items() if k != "name"})
    assert digest({link.target for link in links if kind(link) == "http"}) == label["targets"]
    assert sum(1 for link in links if kind(link) not in ("http", "name")) == len(label["odd"])


@pytest.mark.parametrize("name", PAGES)
def test_the_other_references_of_a_real_page_are_those_that_a_browser_has(shared: Path, name: str) -> None:
    found: dict[str, set[str]] = {}
    for link in page(shared, name).links:
        if link.element not in ANCHORS and link.target:
            found.setdefault(link.element.value, set()).add(link.target)
    assert {element: [len(targets), digest(targets)] for element, targets in found.items()} == PAGES[name]["resources"]


def test_no_placeholder_and_no_comment_of_a_real_page_is_taken_for_a_link(shared: Path) -> None:
    for name, label in PAGES.items():
        hrefs = [link.href for link in page(shared, name).links]
        assert [href for href in hrefs if re.search(r"\{\{|\}\}|\$\{|<%", href)] == []
        markup = body(shared, name).decode("utf-8", "replace")
        comments = re.findall(r"<!--.*?-->", markup, re.S)
        assert sum(len(re.findall(r"<a\s", comment, re.I)) for comment in comments) == label["commented"]


@pytest.mark.parametrize("name", PAGES)
def test_the_labels_agree_with_the_raw_markup(shared: Path, name: str) -> None:
    """A reading without any parser: the tags that are left when comments and scripts are cut away."""
    markup = body(shared, name).decode("utf-8", "replace")
    bare = re.sub(r"<script\b.*?</script>", "", re.sub(r"<!--.*?-->", "", markup, flags=re.S), flags=re.S | re.I)
    assert len(re.findall(r"<(?:a|area)\b", bare, re.I)) == sum(PAGES[name]["anchors"].values())


@pytest.fixture(scope="module")
def tab(chromium: str) -> Iterator[Tab]:
    with reader(chromium) as opened:
        yield opened


@pytest.mark.browser
def test_the_labels_are_what_a_browser_reads(shared: Path, tab: Tab) -> None:
    assert {name: read(tab, body(shared, name), label["url"]) for name, label in PAGES.items()} == PAGES
