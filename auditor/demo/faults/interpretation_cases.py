"""Interpretations that look faulty and are not, and those of which nobody can tell: the further cases of each rule."""

import re

from auditor.demo.book import HOME, IMAGES
from auditor.demo.faults.edit import both, cut, edited, forgotten, swapped, text
from auditor.demo.faults.interpretations import (
    others_forgotten,
    pair,
    policy_url,
    saying,
    text_url,
    uninterpreted,
)
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.policies import INTERPRETATIONS, PICTURES, VIDEOS
from auditor.demo.site import Mutation, Site

_OF = "interpretations."
_COLUMN = HOME + INTERPRETATIONS.href[1:]
_DRAWN = HOME + PICTURES.href[1:]
_FILLED = '<ul><li v-for="one in related"><a :href="one.url">{{one.title}}</a></li></ul>'
_VIDEO = f'<p><video src="{VIDEOS}zcjd/bus.mp4" width="720" height="405" controls></video></p>'
_SMALL = f'<p><img src="{IMAGES}tj/farmland.svg" width="400" height="300" alt="示意图"></p>'


def _relabelled(url: str, label: str) -> Mutation:
    """The related link of a page under a label that does not name where it leads."""
    pattern = re.compile(
        r'(<div class="related"><h3>[^<]*</h3><ul>\s*<li><a href="[^"]*"[^>]*>'
        r'|<TD class="related"><B>[^<]*</B>(?:<BR>)?·?<A href="[^"]*">)[^<]*'
    )
    return edited(url, lambda page: pattern.sub(rf"\g<1>{label}", page, count=1))


def _scripted(url: str) -> Mutation:
    """The related links of a page, left to a script."""
    return cut(url, r"(?<=</h3>)<ul>(?:(?!</ul>).)*</ul></div>|(?<=</B>)<BR>·.*?(?=</TD>)", f"{_FILLED}</div>")


def _listed_by_script(url: str) -> Mutation:
    """The list of a column, left to a script."""
    ask = "<script>$.get('/api/list?p=1',function(rows){$('#rows').html(rows)})</script>"
    return cut(url, r'<ul class="list[^>]*>.*?</ul>', f'<ul id="rows"></ul>{ask}')


def _undated(url: str) -> Mutation:
    """An interpretation that says nowhere when it came out, nor does the list."""
    day = r"\d{4}-\d\d-\d\d"
    href = re.escape(url.removeprefix(HOME.rstrip("/")))
    row = re.compile(rf'(<li><a href="{href}"[^>]*>[^<]*</a>)<span>{day}</span>')

    def apply(site: Site) -> Site:
        site = edited(url, lambda page: re.sub(rf"(?:发布时间：)?{day}(?: \d\d:\d\d)?", "", page))(site)
        lists = [one for one in (_COLUMN, f"{_COLUMN}index_1.html") if row.search(text(site, one))]
        return edited(lists[0], lambda page: row.sub(r"\1", page))(site)

    return apply


def _some_pictures_forgotten(site: Site) -> Site:
    drawn = sorted(url for url in site.resources if url.startswith(_DRAWN) and url.endswith(".html"))
    return forgotten(*drawn[:2])(site)


FAULTS = (
    Planted(
        "decoy-interpretation-of-another-name",
        _OF + "coverage",
        HOME,
        "an interpretation's title does not name its policy, but both lead to each other",
        edited(
            text_url("trees"),
            lambda page: re.sub(r"《[^《》]*》政策解读", "古树怎么护，一次说清楚", page),
        ),
        MET,
    ),
    Planted(
        "interpretation-column-by-script",
        _OF + "coverage",
        HOME,
        "the column of interpretations is filled by script, so that nobody knows what it lists",
        both(uninterpreted("lift", "aftercare", "homestay"), _listed_by_script(_COLUMN)),
        NOT_TESTABLE,
        also=frozenset({_OF + "infographic"}),
    ),
    Planted(
        "decoy-forward-link-of-another-name",
        _OF + "forward-link",
        pair("trees"),
        "a policy leads to its interpretation under a label of another kind",
        _relabelled(policy_url("trees"), "点击查看"),
        MET,
    ),
    Planted(
        "forward-link-by-script",
        _OF + "forward-link",
        pair("trees"),
        "the related links of a policy are filled by script",
        _scripted(policy_url("trees")),
        NOT_TESTABLE,
    ),
    Planted(
        "decoy-back-link-of-another-name",
        _OF + "back-link",
        pair("school"),
        "an interpretation leads back under the label 原文链接",
        _relabelled(text_url("school"), "原文链接"),
        MET,
    ),
    Planted(
        "back-link-by-script",
        _OF + "back-link",
        pair("school"),
        "the related links of an interpretation are filled by script",
        _scripted(text_url("school")),
        NOT_TESTABLE,
    ),
    Planted(
        "interpretation-undated",
        _OF + "lag",
        pair("machinery"),
        "an interpretation carries no date",
        _undated(text_url("machinery")),
        NOT_TESTABLE,
        also=frozenset({"articles.date-format", "metadata.article"}),
        beside=frozenset({("articles.date-format", HOME), ("metadata.article", HOME)}),
    ),
    Planted(
        "decoy-interpretation-with-film",
        _OF + "forms",
        HOME,
        "all interpretations are in words, one of them with a film",
        both(
            others_forgotten(pictures_only=False),
            edited(text_url("jobs"), lambda page: page.replace("<h2>二、", f"{_VIDEO}<h2>二、")),
        ),
        MET,
        also=frozenset({"columns.blank", _OF + "infographic", _OF + "text-equivalent"}),
        beside=frozenset({("columns.blank", _DRAWN), (_OF + "infographic", HOME)}),
    ),
    Planted(
        "interpretation-of-unknown-form",
        _OF + "forms",
        HOME,
        "one interpretation is a small picture of which nobody can tell what it is",
        both(others_forgotten(pictures_only=False), saying(text_url("machinery"), _SMALL)),
        NOT_TESTABLE,
        also=frozenset({"columns.blank"})
        | {_OF + name for name in ("infographic", "text-equivalent", "copied", "substance", "readability")},
        beside=frozenset({("columns.blank", _DRAWN), (_OF + "infographic", HOME)}),
    ),
    Planted(
        "decoy-some-without-picture",
        _OF + "infographic",
        HOME,
        "two policies have no infographic, the others have one",
        _some_pictures_forgotten,
        MET,
    ),
    Planted(
        "pictures-listed-by-script",
        _OF + "infographic",
        HOME,
        "no infographic is to be seen, and the column of interpretations is filled by script",
        both(others_forgotten(pictures_only=True), _listed_by_script(_COLUMN)),
        NOT_TESTABLE,
        also=frozenset({"columns.blank", _OF + "text-equivalent"}),
        beside=frozenset({("columns.blank", _DRAWN)}),
    ),
    Planted(
        "decoy-substance-in-other-words",
        _OF + "substance",
        text_url("jobs"),
        "an interpretation covers the elements under other headings",
        both(
            swapped(text_url("jobs"), "一、背景依据", "一、为什么出台（政策依据）"),
            swapped(text_url("jobs"), "三、主要举措", "三、重点任务"),
        ),
        MET,
    ),
)
