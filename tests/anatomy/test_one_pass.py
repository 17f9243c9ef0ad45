"""All pages go by once, whatever is asked of them; what trips over one of them costs no more than its own answers."""

from collections.abc import Iterator
from typing import Any

import pytest

from auditor.anatomy import understand
from auditor.api import Page, StoredFacts
from auditor.demo.mutations import mutated, seeded
from auditor.judge import judge_each
from auditor.model.outcome import Outcome
from auditor.profile import load_all, resolve
from tests.checks.small import DAY, links, site
from tests.judging import run
from tests.memory import facts_of


class Counting:
    """The facts of a portal, and how often somebody went through all its pages."""

    def __init__(self, stored: StoredFacts) -> None:
        self._stored = stored
        self.begun = self.seen = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stored, name)

    def pages(self) -> Iterator[Page]:
        self.begun += 1
        for page in self._stored.pages():
            self.seen += 1
            yield page


def test_judging_by_all_profiles_goes_through_the_pages_once() -> None:
    stored = facts_of(mutated(DAY, "wrong-soft-404"), as_of=DAY)
    facts = Counting(stored)
    results = list(judge_each(facts, run(), [resolve(one.id) for one in load_all()]))  # type: ignore[arg-type]
    assert not [one for result in results for one in result.findings if one.outcome is Outcome.ERROR]
    assert (facts.begun, facts.seen) == (1, len(list(stored.pages())))


def test_whoever_stops_half_way_leaves_nothing_half_understood() -> None:
    stored = Counting(facts_of(seeded(DAY), as_of=DAY))
    facts = understand(stored)  # type: ignore[arg-type]
    next(iter(facts.pages()))
    assert facts.columns() == understand(facts_of(seeded(DAY), as_of=DAY)).columns()
    assert facts.documents()
    assert stored.begun == 2


class Strange(str):
    """A breadcrumb that cannot be read: some questions look at it, and others do not."""

    def __len__(self) -> int:
        raise ArithmeticError


def test_a_page_that_one_question_trips_over_costs_no_other() -> None:
    front = links(("/a.html", "甲"), ("/b.html", "乙"))
    stored = facts_of(site({"/": front, "/a.html": "<p>正文甲</p>", "/b.html": "<p>正文乙</p>"}), as_of=DAY)
    pages = list(stored.pages())
    assert len(pages) == 3

    class Odd(Counting):
        def pages(self) -> Iterator[Page]:
            yield from pages[:1]
            where = f"{pages[0].url}odd"
            yield Page(url=where, final_url=where, breadcrumb=(Strange("栏目"),), script_list=True)
            yield from pages[1:]

    facts = understand(Odd(stored))  # type: ignore[arg-type]
    assert [page.url for page in facts.sample("page", 9)] == [page.url for page in pages[1:]]
    for _time in range(2):
        with pytest.raises(ArithmeticError):
            facts.columns()


def test_short_headings_of_articles_are_told_only_to_those_who_ask_for_all() -> None:
    """A list of topics may stand at the address of an article; the title of a text is no name of a column."""
    pages = {
        "/": links(("/zt/", "专题"), ("/zt/content_12.html", "更多专题")),
        "/zt/": "<h2>历史专题</h2>",
        "/zt/content_12.html": "<h2>历史专题</h2><h2>关于历史专题栏目整改情况的通报</h2>",
    }
    facts = understand(facts_of(site(pages), as_of=DAY))
    home = facts.portal.home
    assert facts.headed("历史专题") == (f"{home}zt/",)
    assert facts.headed("历史专题", deep=True) == (f"{home}zt/", f"{home}zt/content_12.html")
    assert facts.headed("关于历史专题栏目整改情况的通报", deep=True) == ()
