"""May the home page have an entrance of this name that was not seen as one?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.api import Evidence, Facts, Link, Page, Reason, same, seen_page
from auditor_checks.disclosure.called import bare, entrances
from auditor_checks.overlooked import menu_seen, wordless
from auditor_checks.seen import (
    leads_nowhere,
    left_to_script,
    of_visit,
    opened,
    references,
    unclicked,
    unread_frame,
    unrun,
    why,
)

_LONGEST_LINE = 60  # characters; a longer one says more than a name
_CHINESE = re.compile(r"[\u4e00-\u9fff]")  # what has none names nothing: the name of a file, "image", an arrow


@dataclass(frozen=True, slots=True)
class Hint:
    """Where the entrance may be: in what a `script` fills, in a `frame` that was not read, in what was `cut` off,
    behind a `picture` without words, or where the name stands `unlinked`."""

    message: str
    reason: Reason
    evidence: Evidence


def hint(facts: Facts, pages: Sequence[Page], names: Sequence[str]) -> Hint | None:
    """What leaves it open whether the home page has an entrance of one of these names, as no link is named so?"""
    seen = seen_page(pages[0], links=len(pages[0].links))
    framed = len(pages) > 1 and not menu_seen(pages)  # whose menu a script may write, as that of any home page
    if left_to_script(pages) or framed or not any(True for _seen in references(pages)):
        return Hint("script", unrun(facts), seen)
    if unread := unread_frame(facts, pages):
        return Hint("frame", why(unread), of_visit(unread))
    if any(page.truncated for page in pages):
        return Hint("cut", Reason.OUR_SIDE, seen)
    if drawn := next(_drawn(facts, pages, names), None):
        return Hint("picture", Reason.AMBIGUOUS, opened(facts, *drawn))
    if said := next((page for page in pages if says(page, names)), None):
        return Hint("unlinked", unclicked(facts), seen_page(said, names[0]))
    return None


def is_column(page: Page, names: Sequence[str]) -> bool:
    """Is this page itself the column (which some portals keep on a host of its own)?"""
    titles = same(page.title), same(page.metas.get("columnname", ""))
    return any(bare(name) in title for name in names for title in titles)


def _drawn(facts: Facts, pages: Sequence[Page], names: Sequence[str]) -> Iterator[tuple[Page, Link]]:
    """Entrances without a Chinese word that may be drawn as the name: their goal is called so, or belongs to the same
    organ and was not read."""
    for page, link in entrances(pages):
        if link.hidden or leads_nowhere(page, link) or _CHINESE.search(link.label):
            continue
        goal = facts.page(link.target)
        if goal is not None and is_column(goal, names):
            yield page, link
    said = {link.target for _page, link in references(pages) if _CHINESE.search(link.label)}
    for page, link in wordless(facts, pages):
        if facts.own(link.target) and link.target not in said:  # where words lead to the same, it draws these
            yield page, link


def says(page: Page, names: Sequence[str]) -> bool:
    """Does one of these names stand on a line of its own, menus included? Then it may be unfolded by a click."""
    keys = frozenset(map(bare, names))
    return any(bare(line) in keys for line in page.full_text.splitlines() if len(line) <= _LONGEST_LINE)
