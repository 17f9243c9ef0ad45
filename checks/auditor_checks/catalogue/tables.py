"""Where are the tables of the catalogue?"""

from collections.abc import Sequence

from auditor.api import Facts, Page, same
from auditor_checks.places import Place, article, illegible, sample

MOST = 60  # pages of tables that are looked at


def pages_of(facts: Facts, found: Sequence[Place], words: Sequence[str]) -> tuple[tuple[Page, ...], bool]:
    """The pages of the catalogue that were read (those that these columns list under one of the words, and the columns
    themselves where they are called so), and whether more of them were not: attachments, pictures, unread pages."""
    keys = tuple(map(same, words))
    pages: dict[str, Page] = {}
    unread = any(one.more for one in found)
    for one in found:
        for page in one.pages:
            if any(key in same(page.title) for key in keys):
                pages.setdefault(page.url, page)
        for item in sample((item for item in one.items if any(key in same(item.title) for key in keys)), MOST):
            page_ = article(facts, item)
            if page_ is None or illegible(facts, page_, pictures=False):
                unread = True
            else:
                pages.setdefault(page_.url, page_)
    return tuple(pages.values()), unread
