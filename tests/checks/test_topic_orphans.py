"""A topic that an earlier run saw, and that nothing leads to any more: is it told, and is nobody accused wrongly?"""

from datetime import date
from typing import Any

import pytest
from auditor_checks.topics import Ending, Orphaned

from auditor.api import Before, Coverage, Finding, Reason
from auditor.demo.site import Resource, Site
from tests.checks.small import HOME, doc, judged, links, rows, site, verdicts

LISTS: dict[str, Any] = {"archive_names": ["历史专题"], "list_names": ["专题专栏"]}
SOON = {**LISTS, "within_days": 30, "quiet_months": 12}
THEN = date(2026, 5, 20)
NAMES = {"a": "节水行动", "b": "护林防火", "c": "绿色出行", "d": "书香临江", "e": "放心消费"}


def portal(listed: str = "abcde", archive: str = "", pages: str = "abcde", **more: Resource | str) -> Site:
    """The portal with these topics in its list, in its archive, and with a page of their own."""

    def entered(keys: str) -> str:
        return links(*((f"/ztzl/{key}/", NAMES[key]) for key in keys)) or "<p>暂无</p>"

    own = {
        f"/ztzl/{key}/": f"<h1>{NAMES[key]}</h1>"
        + rows((f"/ztzl/{key}/1.html", "启动", "2026-05-06"), (f"/ztzl/{key}/2.html", "部署会召开", "2026-05-02"))
        for key in pages
    }
    return site(
        {
            "/": links(("/ztzl/", "专题专栏"), ("/zwdt/", "政务动态")),
            "/zwdt/": "<p>动态</p>",
            "/ztzl/": entered(listed) + links(("/ztzl/lszt/", "历史专题")),
            "/ztzl/lszt/": doc("历史专题", entered(archive)),
            **own,
            **more,
        }
    )


def earlier(where: Site) -> dict[str, Before]:
    """What the earlier run kept: the register of the topics of that day."""
    return {"topics.ending": Before("run-1", THEN, tuple(judged(Ending, where, as_of=THEN, params=SOON)))}


def asked(now: Site, then: Site | None = None, **more: Any) -> list[Finding]:
    return judged(Orphaned, now, params=LISTS, before=earlier(then or portal()), **more)


def test_a_topic_that_nothing_leads_to_any_more_is_told_with_both_days() -> None:
    (one,) = asked(portal("abcd"))
    assert (one.outcome, one.message, one.subject) == ("unmet", "unlinked", HOME + "ztzl/e/")
    assert one.values == {"name": "放心消费", "on": "2026-05-20", "earlier": "run-1", "pages": 8}
    then, *now = one.evidence
    assert then.values["on"] == "2026-05-20"
    assert then.values["entrances"] == "list"
    assert [seen.url for seen in now] == [HOME + "ztzl/", HOME + "ztzl/lszt/"]


def test_a_topic_whose_page_is_gone_is_told_as_gone() -> None:
    hidden = {"/zwdt/": '<p>动态</p><img src="/ztzl/e/">'}  # something still asks for its address
    assert verdicts(asked(portal("abcd", pages="abcd", **hidden))) == [("unmet", "gone")]


def test_a_topic_that_was_filed_moved_or_renamed_at_its_address_is_no_orphan() -> None:
    moved = {"/zt/e/": "<h1>放心消费</h1>"}
    there = links(*((f"/ztzl/{key}/", NAMES[key]) for key in "abcd"), ("/zt/e/", "放心消费"))
    renamed = links(*((f"/ztzl/{key}/", NAMES[key]) for key in "abcd"), ("/ztzl/e/", "放心消费在行动"))
    for now in (
        portal("abcd", archive="e"),
        portal("abcd", **{**moved, "/ztzl/": there}),
        portal("abcd", **{"/ztzl/": renamed}),
        portal("abcd", **{"/zwdt/": links(("/ztzl/e/", "详情"))}),
        portal("abcd", **{"/zwdt/": links(("/news/", "放心消费")), "/news/": "<p>并入</p>"}),
        portal(),
    ):
        assert verdicts(asked(now)) == [("met", "met")]


def test_an_archived_topic_that_vanishes_from_the_archive_is_an_orphan_too() -> None:
    assert verdicts(asked(portal("abcd"), portal("abcd", archive="e"))) == [("unmet", "unlinked")]


def test_what_was_dead_then_is_not_missed_now() -> None:
    assert verdicts(asked(portal("abcd"), portal("abcde", pages="abcd"))) == [("met", "met")]


def test_without_an_earlier_run_nothing_can_be_compared() -> None:
    (one,) = judged(Orphaned, portal(), params=LISTS)
    assert (one.outcome, one.message, one.reason) == ("not_testable", "no_earlier", Reason.NO_EARLIER_RUN)


def test_an_earlier_run_without_topics_misses_none() -> None:
    before = {
        "topics.ending": Before(
            "run-1", THEN, tuple(judged(Ending, site({"/": "<p>临江</p>"}), as_of=THEN, params=SOON))
        )
    }
    (one,) = judged(Orphaned, portal(), params=LISTS, before=before)
    assert (one.outcome, one.message) == ("not_applicable", "nothing")


@pytest.mark.parametrize(
    ("now", "message", "reason"),
    [
        (portal("ab"), "rebuilt", Reason.AMBIGUOUS),
        (portal("abcd", **{"/": Resource(b"no", status=503)}), "home_down", Reason.HOME_DOWN),
        (
            portal(
                "abcd", **{"/ztzl/": "<ul id=list></ul><script>$.get('/api', function(d){$('#list').html(d)})</script>"}
            ),
            "script",
            Reason.NO_BROWSER,
        ),
    ],
)
def test_a_rebuilt_site_or_one_that_was_not_seen_accuses_nobody(now: Site, message: str, reason: Reason) -> None:
    (one,) = asked(now)
    assert (one.outcome, one.message) == ("not_testable", message)
    assert one.reason in (reason, Reason.NOT_GATHERED)


def test_a_run_that_did_not_come_far_enough_accuses_nobody() -> None:
    short = Coverage(known=500, opened=20, pages=20, depth=1, complete=False)
    (one,) = asked(portal("abcd"), coverage=short)
    assert (one.outcome, one.message, one.reason) == ("not_testable", "partly", Reason.BUDGET)
