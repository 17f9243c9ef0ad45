"""Faults of the register of topics: listed twice, filed too early, soon to end."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from auditor.demo.book import HOME, Book
from auditor.demo.faults.edit import answering, both, cut, everywhere, page
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.faults.topics import BROKEN, KEPT, MISFILED, OPENS, more, topic_entry, topic_url
from auditor.demo.site import Mutation, Site
from auditor.demo.topics import TOPICS

TWICE, ENDING = "topics.listed-twice", "topics.ending"
_FRAUD = "全民反诈在行动"


def _listed_again(entry: Mapping[str, Any], *, shows: Mutation | None = None) -> Mutation:
    """A topic at a second address, listed under the same name as the one that is there."""

    def apply(site: Site) -> Site:
        site = more(entry, home=False)(site)
        return shows(site) if shows else site

    return apply


def _refiled(key: str, *days: int, elsewhere: bool = False) -> Mutation:
    """Rows of so many days ago on the page of an archived topic; `elsewhere`: in a list of news beside its own."""

    def apply(site: Site) -> Site:
        book = Book(site.today or date(2026, 1, 5))
        folder = "/xwzx/" if elsewhere else f"{TOPICS.href}{key}/"
        name = "要闻" if elsewhere else "后续工作"
        rows = "".join(
            f'<li><a href="{folder}show.html?id={ago}">{name}第{ago}期</a><span>{book.ago(ago)}</span></li>'
            for ago in days
        )
        for ago in days:
            url = f"{HOME}{folder[1:]}show.html?id={ago}"
            site = answering(url, page(f"{name}第{ago}期", f"<h1>{name}第{ago}期</h1><p>内容。</p>"))(site)
        heading = "<h2>最新要闻</h2>" if elsewhere else "<h2>后续</h2>"
        return cut(topic_url(key), "</ul></div>", f'</ul></div><div>{heading}<ul class="list">{rows}</ul></div>')(site)

    return apply


def _quiet_soon(site: Site) -> Site:
    """A topic of years ago whose last item will be a year old within a month."""
    return more(
        topic_entry("hhwg", "{older}年河湖围垦整治", [[350, "最后一处围垦拆除"], [380, "现场核查"]]), home=True
    )(site)


FAULTS = (
    Planted(
        "topic-listed-twice",
        TWICE,
        topic_url("fzqm"),
        "one topic is listed twice, at two addresses",
        _listed_again(topic_entry("qmfz", _FRAUD, [[9, "社区反诈课开讲"], [30, "反诈宣传车下乡"]])),
    ),
    Planted(
        "decoy-topic-of-each-year",
        TWICE,
        HOME,
        "two topics of one name, of different years",
        _listed_again(topic_entry("qmfz", _FRAUD, [[420, "上一届活动闭幕"], [450, "上一届活动启动"]])),
        MET,
    ),
    Planted(
        "topic-listed-twice-blocked",
        TWICE,
        topic_url("fzqm"),
        "a topic is listed twice, and one of the two refuses us (403)",
        _listed_again(
            topic_entry("qmfz", _FRAUD, [[9, "社区反诈课开讲"]]),
            shows=answering(topic_url("qmfz"), page("拦截", "拦截", 403)),
        ),
        NOT_TESTABLE,
        also=frozenset({BROKEN}),
    ),
    Planted(
        "topic-misfiled",
        MISFILED,
        topic_url("rkpc"),
        "a topic in the archive was still updated last week",
        both(
            everywhere("第七次人口普查", "人口变动抽样调查"),
            _refiled("rkpc", 4, 11, 19),
        ),
    ),
    Planted(
        "decoy-archived-beside-news",
        MISFILED,
        HOME,
        "the page of an archived topic also lists the portal's latest news",
        _refiled("rkpc", 2, 5, 9, elsewhere=True),
        MET,
    ),
    Planted(
        "archive-topics-blocked",
        MISFILED,
        HOME,
        "all archived topics refuse us (403)",
        both(*(answering(topic_url(key), page("拦截", "拦截", 403)) for key in ("rkpc", "tpgj", "wmcs"))),
        NOT_TESTABLE,
        also=frozenset({OPENS, BROKEN, KEPT}),
    ),
    Planted(
        "topic-quiet-soon",
        ENDING,
        HOME,
        "a topic of years ago that will have been quiet for a year within two weeks",
        _quiet_soon,
    ),
    Planted(
        "decoy-topic-quiet-later",
        ENDING,
        HOME,
        "a topic of years ago that was updated last month",
        more(topic_entry("hhwg", "{older}年河湖围垦整治", [[31, "回头看检查"], [90, "现场核查"]]), home=True),
        MET,
    ),
)
