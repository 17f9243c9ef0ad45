"""What several families need to say what they saw: names as a reader takes them, links with how they opened."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import TypeVar, TypeVarTuple
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from auditor.api import (
    Element,
    Evidence,
    Facts,
    Link,
    Opening,
    Page,
    Reason,
    Referrers,
    Visit,
    seen_link,
)
from auditor.api import plain as plain

R = TypeVar("R")
A = TypeVarTuple("A")

_ROUTE = re.compile(r"#!?/.|#!.")
FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|ceb)$", re.I)
"""Addresses of documents that are no pages."""


def once(asked: Callable[[Facts, *A], R]) -> Callable[[Facts, *A], R]:
    """A question about the whole of a run, which many rules ask: each answer is kept as long as the facts are."""
    known: WeakKeyDictionary[Facts, dict[tuple[*A], R]] = WeakKeyDictionary()

    @wraps(asked)
    def answered(facts: Facts, *rest: *A) -> R:
        answers = known.setdefault(facts, {})
        if rest not in answers:
            answers[rest] = asked(facts, *rest)
        return answers[rest]

    return answered


def references(pages: Sequence[Page]) -> Iterator[tuple[Page, Link]]:
    """The links of these pages that a reader can follow, each with its page."""
    for page in pages:
        for link in page.links:
            if link.element in (Element.A, Element.AREA):
                yield page, link


def leads_nowhere(page: Page, link: Link) -> bool:
    """Does this link stay on its page (a tab, a menu head), or is its goal known to a script only?

    What stands behind `#/` or `#!` is a page to the script of a single-page application and to nobody else.
    """
    return not link.target or (
        "#" in link.href and (link.target in (page.url, page.final_url) or bool(_ROUTE.search(link.href)))
    )


def same_page(one: Page, other: Page) -> bool:
    """Do both addresses end at the same page?"""
    return bool({one.url, one.final_url or one.url} & {other.url, other.final_url or other.url})


def read(facts: Facts, url: str) -> Page | None:
    """The page behind an address with all that is on it, None when it was not read, or kept for its words only.

    Of pages of other sites neither the links nor the rows are kept: nothing that is missing there is missing.
    """
    page = facts.page(url)
    if page is None or page.links or page.items:
        return page
    home = facts.home()
    here = (facts.portal.home, home.final_url if home else "")
    return page if urlsplit(page.final_url or page.url).netloc in {urlsplit(one).netloc for one in here} else None


def unread_frame(facts: Facts, pages: Sequence[Page]) -> Visit | None:
    """A frame of the portal's own on these pages whose content was not read, though it may well be there."""
    for page in pages:
        for link in page.links:
            if link.element in (Element.FRAME, Element.META) and facts.own(link.target):
                visit = facts.visit(link.target)
                if facts.page(link.target) is None and visit.opening is not Opening.DEAD:
                    return visit
    return None


def left_to_script(pages: Sequence[Page]) -> bool:
    """Does a script fill a list on these pages that nobody ran?"""
    return any(page.script_list and not page.rendered for page in pages)


def unrun(facts: Facts) -> Reason:
    """Why was a script of a page not run: no browser there, or none used for this page?"""
    return Reason.NOT_GATHERED if facts.vantage.browser else Reason.NO_BROWSER


def unclicked(facts: Facts) -> Reason:
    """Why is it not known what a click would bring? A browser fills pages, but nobody clicks in it."""
    return Reason.AMBIGUOUS if facts.vantage.browser else Reason.NO_BROWSER


def why(visit: Visit) -> Reason:
    """Why is it not known whether, or what, this opens?"""
    return visit.reason or Reason.NOT_GATHERED


def opened(facts: Facts, page: Page, link: Link) -> Evidence:
    """The evidence of a link and of how it opened."""
    return seen_link(page, link, facts.visit(link.target) if link.target else None)


def of_visit(visit: Visit) -> Evidence:
    """The evidence of one address and of how it answered."""
    fault = {"fault": visit.fault.kind.value, "detail": visit.fault.detail} if visit.fault else {}
    return Evidence(
        kind="exchange",
        url=visit.url,
        target=visit.final_url if visit.final_url != visit.url else "",
        status=visit.status,
        address=visit.address,
        at=visit.last,
        looks=visit.looks,
        values=fault,
    )


def referred(visit: Visit, referrers: Referrers) -> tuple[Evidence, ...]:
    """The evidence of who links to an address: the first pages with their links; `also` counts the others."""
    fault = {"fault": visit.fault.kind.value, "detail": visit.fault.detail} if visit.fault else {}
    shown = referrers.examples
    return tuple(
        Evidence(
            kind="link",
            url=url,
            target=link.target or link.href,
            quote=link.label,
            region=link.region.value,
            status=visit.status,
            address=visit.address,
            at=visit.last,
            looks=visit.looks,
            values={**fault, "element": link.element.value, **({"hidden": True} if link.hidden else {})},
            also=max(0, referrers.pages - len(shown)) if number == 0 else 0,
        )
        for number, (url, link) in enumerate(shown)
    )
