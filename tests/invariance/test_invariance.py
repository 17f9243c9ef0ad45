"""What no reader notices changes no verdict, and what keeps us from reading accuses nobody.

Each case is a change of a whole portal; the verdicts before and after are compared. A few of all cases run every time,
several changes in one; each by itself on every sample portal at night.
"""

from functools import reduce

import pytest

from auditor.demo.site import Mutation
from tests.invariance import dates, rewriting, serving
from tests.invariance.rewriting import every_page
from tests.invariance.verdicts import PORTALS, Said, accused, before, verdicts

# What no reader notices.
UNNOTICED: dict[str, Mutation] = {
    "gbk": every_page(rewriting.named_gbk, encoding="gb18030", kind="text/html"),
    "gbk-in-header": every_page(rewriting.unnamed, encoding="gb18030", kind="text/html; charset=GBK"),
    "utf-8-unnamed": every_page(rewriting.unnamed, encoding="utf-8", kind="text/html"),
    "utf-16": every_page(rewriting.same, encoding="utf-16", kind="text/html"),
    "byte-order-mark": every_page(rewriting.same, encoding="utf-8-sig", kind="text/html"),
    **{
        name.replace("_", "-"): every_page(getattr(rewriting, name))
        for name in (
            *("crlf", "minified", "spread", "commented", "uppercase", "escaped", "xhtml", "unclosed", "tangled"),
            *("based", "capitals_and_ports", "loose_addresses", "fragments", "mourning", "banner", "buttons"),
            *("asp_form", "deep", "in_table", "main", "statistics", "noscript", "unseen_marks", "byte_order_marks"),
            *("soft_breaks", "spans", "tracked", "non_breaking"),
        )
    },
    **{
        f"dates-{name.replace('_', '-')}": every_page(getattr(dates, name))
        for name in ("slashes", "short_slashes", "dots", "words", "padded")
    },
    **{
        name.replace("_", "-"): getattr(serving, name)
        for name in (
            *("to_bare_host", "at_bare_host", "at_a_port", "home_redirects", "home_refreshes", "home_in_frames"),
            *("type_in_capitals", "type_of_xhtml", "type_unsaid", "type_of_text", "dated_by_server", "gone"),
            *("named_index", "unslashed"),
        )
    },
}
# Rules whose verdict may be another all the same, and why.
MOVED = {
    "fragments": ("links.contradiction",),  # a link to a part of a page is not compared with the whole
    "banner": ("documents.library",),  # some words more on a page whose text is counted
    "buttons": ("documents.library",),
    "asp-form": ("services.search",),  # a form in a form is none to a browser: without its action a box may be any
    "to-bare-host": ("links.sitemap",),  # nothing is asked of a map that is redirected
    # Links of the page behind are links of an inner page: fewer rules ask about them.
    "home-refreshes": ("links.broken", "links.contradiction", "links.inert"),
    "home-in-frames": ("links.broken", "links.contradiction", "links.inert"),
}

# What keeps us from reading, or makes a list hard to read: less may be known, and nothing new is held against anybody.
UNREAD: dict[str, Mutation] = {
    **{
        name.replace("_", "-"): getattr(serving, name)
        for name in (
            *("home_by_script", "cookie_412", "cookie_412_home", "walled", "walled_some", "logged_in", "closed"),
            *("closed_503", "closed_some"),
        )
    },
    **{
        f"dates-{name.replace('_', '-')}": every_page(getattr(dates, name))
        for name in ("brackets", "wide", "chinese", "clocked", "yearless", "republic", "undated")
    },
    **{
        name.replace("_", "-"): every_page(getattr(dates, name))
        for name in ("reversed_rows", "pinned_old", "typo_2033")
    },
}

# Rules that may accuse all the same, and why.
ACCUSING = {
    **dict.fromkeys(
        ("dates-brackets", "dates-wide", "dates-chinese", "dates-yearless", "dates-republic", "dates-undated"),
        ("articles.date-format",),  # it is about the form in which the day of publishing is written
    ),
    # The notice that was pinned is an entry of these columns, and lacks what their entries show.
    "pinned-old": ("documents.validity", "items.fields"),
    "typo-2033": ("documents.validity", "items.fields"),
}


def _told(change: Mutation, portal: str) -> frozenset[Said]:
    site = PORTALS[portal]()
    after = change(site)
    if after == site:
        pytest.skip("this portal has nothing of the kind")
    return verdicts(after)


def _without(said: frozenset[Said], rules: tuple[str, ...]) -> frozenset[Said]:
    return frozenset(one for one in said if one[0] not in rules)


def _assert_same(change: Mutation, portal: str, moved: tuple[str, ...] = ()) -> None:
    told, known = _without(_told(change, portal), moved), _without(before(portal), moved)
    assert sorted(told - known) == sorted(known - told) == []


def _assert_no_worse(change: Mutation, portal: str, accusing: tuple[str, ...] = ()) -> None:
    known = {(rule, subject) for rule, _message, subject, _outcome in accused(before(portal))}
    new = _without(accused(_told(change, portal)), accusing)
    assert sorted(one for one in new if (one[0], one[2]) not in known) == []


def _all(*names: str) -> Mutation:
    """These changes one after the other."""
    return lambda site: reduce(lambda changed, name: (UNNOTICED | UNREAD)[name](changed), names, site)


TOGETHER = {
    "an-old-office-page": _all("gbk", "uppercase", "unclosed", "in-table", "based", "crlf", "dates-dots"),
    "pasted-and-tracked": _all("spans", "unseen-marks", "escaped", "commented", "tracked", "asp-form", "non-breaking"),
    "moved": _all("loose-addresses", "at-a-port", "home-redirects", "type-unsaid", "mourning", "statistics"),
    "utf-16": _all("minified", "soft-breaks", "xhtml", "deep", "dates-words", "utf-16"),
}
HINDERED = {
    "some-closed": _all("closed-some", "pinned-old"),
    "some-behind-a-login": _all("logged-in", "typo-2033"),
}


@pytest.mark.parametrize("change", TOGETHER)
def test_what_no_reader_notices_changes_no_verdict(change: str) -> None:
    _assert_same(TOGETHER[change], "seeded")


@pytest.mark.parametrize("change", HINDERED)
def test_what_keeps_us_from_reading_accuses_nobody(change: str) -> None:
    _assert_no_worse(HINDERED[change], "seeded")


@pytest.mark.nightly
@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("change", UNNOTICED)
def test_each_change_that_no_reader_notices(change: str, portal: str) -> None:
    _assert_same(UNNOTICED[change], portal, MOVED.get(change, ()))


@pytest.mark.nightly
@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("change", UNREAD)
def test_each_hindrance(change: str, portal: str) -> None:
    _assert_no_worse(UNREAD[change], portal, ACCUSING.get(change, ()))


def test_every_exception_belongs_to_a_change() -> None:
    assert set(MOVED) <= set(UNNOTICED)
    assert set(ACCUSING) <= set(UNREAD)
