"""What may a page of an article lead to, beside what was seen on it?"""

import re
from collections.abc import Iterator

from auditor.api import Element, Facts, Link, Opening, Page, Reason, Region
from auditor_checks.seen import read, unrun, why

_NO_LINKS = re.compile(r"player|video|/map|share|weather|tianqi", re.IGNORECASE)  # films, maps, buttons of other sites


def unseen(facts: Facts, page: Page) -> tuple[str, Reason] | None:
    """Why can it not be told that this page lacks a link? A message (script, unfilled, frame) with its reason.

    None when all of it was seen: no script fills a part of it, and every frame was read.
    """
    shown = facts.shown(page)
    for one in shown:
        if one.script_list or one.scripted_block:
            return ("unfilled" if one.rendered else "script"), unrun(facts)
    here = {one.url for one in shown}
    reasons = (_unread(facts, link, here) for one in shown for link in _frames(one))
    return next((("frame", reason) for reason in reasons if reason), None)


def _frames(page: Page) -> Iterator[Link]:
    for link in page.links:
        if link.element is Element.FRAME and link.region is Region.BODY and link.target and not link.hidden:
            yield link


def _unread(facts: Facts, frame: Link, shown: set[str]) -> Reason | None:
    """Why is it not known which links this frame holds? None when they are, or when it holds none."""
    if not facts.own(frame.target) and _NO_LINKS.search(frame.target):
        return None
    inner = read(facts, frame.target)
    if inner is not None:
        return None if inner.url in shown else Reason.AMBIGUOUS  # a frame in a frame
    visit = facts.visit(frame.target)
    file = visit.opening is Opening.OPENS and visit.content_type and "html" not in visit.content_type.lower()
    return None if visit.opening is Opening.DEAD or file else why(visit)
