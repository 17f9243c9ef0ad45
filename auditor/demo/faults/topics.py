"""Faults of topics."""

from collections.abc import Mapping
from typing import Any

from auditor.demo import pictures
from auditor.demo.book import HOME, IMAGES, Book, Ref, content
from auditor.demo.faults.edit import (
    answering,
    cut,
    edited,
    everywhere,
    forgotten,
    gone,
    page,
    swapped,
    text,
    written,
)
from auditor.demo.faults.planted import MET, NOT_TESTABLE, UNMET, Planted
from auditor.demo.site import HTML, Mutation, Resource, Site
from auditor.demo.topics import ARCHIVE, TOPICS, write_topic

STALE, KEPT, OPENS = "topics.stale-entry", "topics.archive-column", "topics.archive-opens"
BROKEN, MISFILED = "links.broken", "topics.misfiled"
_ON_HOME = "<!-- 专题 -->"
_LIST, _ARCHIVE = HOME + TOPICS.href[1:], HOME + ARCHIVE.href[1:]
_END = "</ul>\n  </div>"


def topic_url(key: str) -> str:
    return f"{_LIST}{key}/"


def _name(site: Site, entry: Mapping[str, Any]) -> str:
    year = site.today.year if site.today else 2026
    return str(entry["name"]).format(last=year - 1, older=year - 4)


def _banner(key: str, name: str) -> str:
    picture = f'<img src="{IMAGES}zt/{key}.svg" width="380" height="96" alt="{name}">'
    return f'<li><a href="{TOPICS.href}{key}/">{picture}</a></li>'


def _front(key: str, name: str) -> Mutation:
    """A topic's banner on the home page."""
    return swapped(HOME, _ON_HOME, f"{_ON_HOME}\n      {_banner(key, name)}")


def more(entry: Mapping[str, Any], *, home: bool) -> Mutation:
    """One more topic, entered from the list of topics and, perhaps, from the home page."""

    def apply(site: Site) -> Site:
        name = _name(site, entry)
        site = written(lambda book: write_topic(book, entry))(site)
        site = cut(_LIST, _END, f"{_banner(entry['key'], name)}{_END}")(site)
        return _front(entry["key"], name)(site) if home else site

    return apply


def topic_entry(key: str, name: str, items: list[list[Any]], state: str = "live") -> Mapping[str, Any]:
    return {"key": key, "state": state, "name": name, "intro": f"{name}专题。", "items": items}


def _undated(site: Site) -> Site:
    """A topic whose pages bear no date at all."""
    entry = topic_entry("khjz", "{older}年抗旱救灾", [])
    site = more(entry, home=True)(site)
    for place, title in enumerate(("引水渠抢通", "送水到户")):
        url = f"{topic_url('khjz')}show_{place}.html"
        markup = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1></body></html>"
        site = site.with_resource(url, Resource(markup.encode(), content_type=HTML))
        site = cut(topic_url("khjz"), "</ul></div>", f'<li><a href="{url}">{title}</a></li></ul></div>')(site)
    return site


def _scripted(entry: Mapping[str, Any]) -> Mutation:
    """A topic whose list is left to a script; what it lists is what `entry` says."""

    def apply(site: Site) -> Site:
        def write(book: Book) -> None:
            name = _name(site, entry)
            path, data = f"{TOPICS.href}{entry['key']}/", f"{TOPICS.href}{entry['key']}/list.json"
            rows = ", ".join(
                f'{{"title": "{title}", "url": "/xwzx/", "date": "{book.ago(ago)}"}}' for ago, title in entry["items"]
            )
            book.put(data, f'{{"list": [{rows}]}}'.encode(), "application/json")
            book.put(f"{IMAGES}zt/{entry['key']}.svg", pictures.banner(name), pictures.SVG)
            book.listing((TOPICS, Ref(name, path)), (), markup="script", data=data, kind="专题专栏")

        return _front(entry["key"], _name(site, entry))(written(write)(site))

    return apply


def _without_archive(site: Site) -> Site:
    """No archive column, and nothing that stood in it."""
    archived = tuple(topic_url(entry["key"]) for entry in content("topics")["topic"] if entry["state"] == "archived")
    for url in tuple(site.resources):
        if url.startswith(archived):
            site = forgotten(url)(site) if url.endswith(".html") else site
    site = forgotten(*archived, _ARCHIVE)(site)
    return edited(_LIST, lambda page: page.replace("<h2>更多</h2>", ""))(site)


def _emptied(site: Site) -> Site:
    start = text(site, _ARCHIVE).index('<ul class="cards">')
    return edited(_ARCHIVE, lambda page: page[:start] + '<ul class="cards">' + page[page.index("</ul>", start) :])(site)


def _moved(old: str, new: str) -> Mutation:
    """A page that stands elsewhere now, its old address leading there."""

    def apply(site: Site) -> Site:
        sent = Resource(status=301, headers={"Location": new}, content_type="")
        return site.with_resource(new, site.resources[old]).with_resource(old, sent)

    return apply


def _archive_by_script(site: Site) -> Site:
    """The archive's list is filled by a script, with the topics that stood there."""
    kept = [entry for entry in content("topics")["topic"] if entry["state"] == "archived"]
    rows = ", ".join(f'{{"title": "{_name(site, one)}", "url": "{TOPICS.href}{one["key"]}/"}}' for one in kept)
    data = ARCHIVE.href + "data.json"
    script = (
        f"<script>fetch('{data}').then(function (r) {{ return r.json(); }}).then(function (d) {{"
        "var ul = document.getElementById('topiclist'); d.list.forEach(function (n) {"
        "var li = document.createElement('li'), a = document.createElement('a');"
        "a.href = n.url; a.textContent = n.title; li.appendChild(a); ul.appendChild(li); }); });</script>"
    )
    listed = cut(_ARCHIVE, r'<ul class="cards">.*?</ul>', f'<ul class="cards" id="topiclist"></ul>{script}')(site)
    return listed.with_resource(
        HOME + data[1:], Resource(f'{{"list": [{rows}]}}'.encode(), content_type="application/json")
    )


_CHALLENGE = page("安全验证", "<script>document.cookie='k=1';location.reload()</script>正在进行安全验证", status=412)
_FLOOD = topic_entry("fxjz", "{older}年防汛救灾", [[1290, "灾后道路全部抢通"], [1320, "转移安置群众返家"]])
_TEA = topic_entry("cxfy", "茶乡非遗", [[440, "采茶戏排练"], [500, "老茶号修缮"]])
_POND = topic_entry("ststz", "{older}年山塘水库整治", [[1250, "最后一座山塘完工"], [1280, "整治任务过半"]])

FAULTS = (
    Planted(
        "topic-ended-on-home",
        STALE,
        topic_url("tpgj"),
        "an ended topic is still entered from the home page",
        _front("tpgj", "决战脱贫攻坚"),
    ),
    Planted(
        "topic-ended-listed",
        STALE,
        topic_url("fxjz"),
        "a topic of years ago is still listed among the live ones",
        more(_FLOOD, home=False),
    ),
    Planted(
        "topic-script",
        STALE,
        topic_url("ststz"),
        "an ended topic that a script fills is entered from the home page",
        _scripted(_POND),
        needs=frozenset({"browser"}),
        also=frozenset({"columns.blank"}),
    ),
    Planted(
        "topic-undated",
        STALE,
        topic_url("khjz"),
        "a topic of years ago that bears no date",
        _undated,
        NOT_TESTABLE,
    ),
    Planted(
        "decoy-topic-quiet",
        STALE,
        HOME,
        "a topic that has been quiet for a year, and nothing else",
        more(_TEA, home=True),
        MET,
    ),
    Planted(
        "decoy-topic-past-year",
        STALE,
        HOME,
        "last year in its name, updated yesterday",
        more(topic_entry("jnsj", "{last}年防溺水行动", [[1, "巡河队员补充救生圈"]]), home=True),
        MET,
    ),
    Planted(
        "archive-missing",
        KEPT,
        HOME,
        "there is no column for ended topics",
        _without_archive,
        also=frozenset({OPENS, MISFILED}),
    ),
    Planted(
        "archive-empty",
        KEPT,
        _ARCHIVE,
        "the column for ended topics is empty",
        _emptied,
        also=frozenset({"columns.blank", OPENS, MISFILED}),
        beside=frozenset({("columns.blank", _ARCHIVE)}),
    ),
    Planted(
        "archive-challenge",
        KEPT,
        _ARCHIVE,
        "the column for ended topics answers with a challenge (412)",
        answering(_ARCHIVE, _CHALLENGE),
        NOT_TESTABLE,
        also=frozenset({OPENS, MISFILED, BROKEN}),
    ),
    Planted(
        "decoy-archive-named",
        KEPT,
        _ARCHIVE,
        "the column for ended topics is called 往期专题",
        everywhere(ARCHIVE.name, "往期专题"),
        MET,
    ),
    Planted(
        "decoy-archive-script",
        KEPT,
        _ARCHIVE,
        "the column for ended topics is filled by a script",
        _archive_by_script,
        MET,
        needs=frozenset({"browser"}),
        also=frozenset({"columns.blank", OPENS, MISFILED}),
    ),
    Planted(
        "archive-dead-topic",
        OPENS,
        _ARCHIVE,
        "an archived topic answers 404",
        gone(topic_url("rkpc")),
        UNMET,
        also=frozenset({BROKEN}),
        beside=frozenset({(BROKEN, topic_url("rkpc"))}),
    ),
    Planted(
        "archive-blocked-topic",
        OPENS,
        _ARCHIVE,
        "an archived topic refuses us (403)",
        lambda site: site.with_resource(topic_url("rkpc"), Resource("拦截".encode(), status=403)),
        NOT_TESTABLE,
        also=frozenset({BROKEN}),
    ),
    Planted(
        "decoy-archive-moved",
        OPENS,
        _ARCHIVE,
        "an archived topic has moved, and its old address leads on (301)",
        _moved(topic_url("rkpc"), _ARCHIVE + "rkpc/"),
        MET,
    ),
)
