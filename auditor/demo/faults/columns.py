"""Faults of columns, entrances and what stands in them."""

import re

from auditor.demo.book import HOME, IMAGES
from auditor.demo.columns import NEWS, SERVICES
from auditor.demo.disclosure import CONTENT, OFFICES
from auditor.demo.faults.disclosure import CHALLENGE, NEAR_HOME
from auditor.demo.faults.edit import answering, both, cut, edited, everywhere, everywhere_matching, swapped, text
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.policies import POLICIES
from auditor.demo.site import Mutation, Site

BLANK, STALE, PRESENT, COVERS = "columns.blank", "columns.stale", "columns.present", "columns.covers"
HOME_RULE, OPENS, FIELDS = "updating.home", "entries.opens", "items.fields"
POWERS = HOME + CONTENT.href[1:] + "qzqd/"
BUDGETS = HOME + CONTENT.href[1:] + "czyjs/"
NEWS_URL, POLICIES_URL = HOME + NEWS.href[1:], HOME + POLICIES.href[1:]
BROKEN, PARTS = "links.broken", "disclosure.four-parts"
_ROWS = r'<table class="rows".*?</table>|<ul class="list">.*?</ul>'


def emptied(url: str, says: str = "") -> Mutation:
    """A list page without rows."""
    return cut(url, _ROWS, f"<p>{says}</p>" if says else "")


def _shown_by_script(url: str) -> Mutation:
    script = (
        "<ul class=\"list\" id=\"rows\"></ul><script>$.ajax({url:'/rows.json'}).done(r=>$('#rows').html(r))</script>"
    )
    return cut(url, _ROWS, script)


def _rows(urls: tuple[str, ...], year: str) -> str:
    rows = "".join(
        f'<li><a href="{url}">关于第{number}项工作的情况通报</a><span>{year}</span></li>'
        for number, url in enumerate(urls, 1)
    )
    return f'<ul class="list">{rows}</ul>'


_NOTES = ("/sjkf/", "/zwgk/", "/hdjl/", "/bsfw/")


def _relisted(url: str, day: str) -> Mutation:
    """A list with other rows, all of one day, or of none."""
    return cut(url, _ROWS, _rows(_NOTES, day))


def _decade_ago(match: re.Match[str]) -> str:
    return f"{match[1]}{int(match[2]) - 10}{match[3]}"


def _quiet(site: Site) -> Site:
    """Every row of every list ten years older."""
    for url, answer in site.resources.items():
        if answer.content_type.startswith("text/html") and url.startswith(HOME):
            before = text(site, url)
            after = re.sub(r"(<span>|\[)(20\d\d)(-\d\d)", _decade_ago, before)
            after = re.sub(r"<span>(\d\d-\d\d)</span>", r"<span>2016-\1</span>", after) if url == HOME else after
            if after != before:
                site = edited(url, lambda _markup, new=after: new)(site)  # type: ignore[misc]
    return site


def _named(rule_name: str) -> str:
    return f"{HOME}#{rule_name}"


STATUTORY = _named("法定主动公开内容")

FAULTS = (
    Planted(
        "column-blank",
        BLANK,
        BUDGETS,
        "财政预决算 is empty",
        emptied(BUDGETS),
        also=frozenset({COVERS}),
    ),
    Planted(
        "column-says-blank",
        BLANK,
        BUDGETS,
        "财政预决算 says that it has nothing",
        emptied(BUDGETS, "暂无数据"),
        also=frozenset({COVERS}),
    ),
    Planted(
        "decoy-column-files",
        BLANK,
        HOME,
        "a column of attachments only",
        cut(BUDGETS, _ROWS, '<p><a href="/gywm.html">2025年度部门决算表</a></p>'),
        MET,
    ),
    Planted(
        "column-by-script",
        BLANK,
        BUDGETS,
        "财政预决算 is left to a script",
        _shown_by_script(BUDGETS),
        NOT_TESTABLE,
        also=frozenset({COVERS}),
    ),
    Planted(
        "column-stale",
        STALE,
        NEWS_URL,
        "动态要闻 has not been updated for long",
        _relisted(NEWS_URL, "2020-03-04"),
    ),
    Planted(
        "decoy-column-pinned",
        STALE,
        HOME,
        "an old row is pinned above new ones",
        edited(
            NEWS_URL,
            lambda page: page.replace(
                '<ul class="list">',
                '<ul class="list"><li><a href="/gywm.html">关于本网站的情况说明</a><span>2019-01-02</span></li>',
                1,
            ),
        ),
        MET,
    ),
    Planted(
        "column-undated",
        STALE,
        NEWS_URL,
        "the rows of 动态要闻 have no dates",
        _relisted(NEWS_URL, ""),
        NOT_TESTABLE,
    ),
    Planted(
        "home-stale",
        HOME_RULE,
        HOME,
        "nothing has been published for long",
        _quiet,
        also=frozenset({STALE}),
        beside=frozenset({(STALE, NEWS_URL), (STALE, POLICIES_URL)}),
    ),
    Planted(
        "decoy-home-months",
        HOME_RULE,
        HOME,
        "one list of the home page has no dates",
        edited(HOME, lambda page: re.sub(r"<span>\d\d-\d\d</span>", "", page)),
        MET,
    ),
    Planted(
        "home-undated",
        HOME_RULE,
        HOME,
        "no date can be read on the home page",
        edited(HOME, lambda page: re.sub(_ROWS, _rows(_NOTES, ""), page, flags=re.S)),
        NOT_TESTABLE,
    ),
    Planted(
        "powers-absent",
        PRESENT,
        _named("权责清单"),
        "there is no column of powers and duties",
        everywhere("权责清单", "事项名录"),
    ),
    Planted(
        "decoy-powers-elsewhere",
        PRESENT,
        _named("权责清单"),
        "the powers are entered by a picture",
        everywhere(">权责清单</a>", f'><img src="{IMAGES}images/emblem.svg" alt="权责清单"></a>'),
        MET,
    ),
    Planted(
        "powers-challenge",
        PRESENT,
        _named("权责清单"),
        "the powers answer with a challenge",
        answering(POWERS, CHALLENGE),
        NOT_TESTABLE,
        also=frozenset({COVERS, BROKEN}),
    ),
    Planted(
        "statutory-gaps",
        COVERS,
        STATUTORY,
        "several statutory columns are missing",
        both(
            everywhere(">行政许可</a>", ">办件公示</a>"),
            everywhere(">行政处罚</a>", ">案件公示</a>"),
            everywhere(">行政许可<", ">办件公示<"),
            everywhere(">行政处罚<", ">案件公示<"),
            everywhere('content="行政许可"', 'content="办件公示"'),
            everywhere('content="行政处罚"', 'content="案件公示"'),
            everywhere("<title>行政许可 -", "<title>办件公示 -"),
            everywhere("<title>行政处罚 -", "<title>案件公示 -"),
        ),
    ),
    Planted(
        "decoy-statutory-named",
        COVERS,
        STATUTORY,
        "统计信息 is called 统计信息公开",
        everywhere(">统计信息<", ">统计信息公开<"),
        MET,
    ),
    Planted(
        "statutory-by-script",
        COVERS,
        STATUTORY,
        "two columns are left to scripts",
        both(_shown_by_script(BUDGETS), _shown_by_script(HOME + CONTENT.href[1:] + "tjxx/")),
        NOT_TESTABLE,
        also=frozenset({BLANK}),
    ),
    Planted(
        "services-absent",
        OPENS,
        _named("政务服务"),
        "services are not entered from the home page",
        both(
            everywhere('<li><a href="/bsfw/">办事服务</a></li>', ""),
            swapped(HOME, '<h2><a href="/bsfw/">办事服务</a></h2>', ""),
        ),
    ),
    Planted(
        "decoy-services-picture",
        OPENS,
        _named("政务服务"),
        "services are entered by a picture",
        both(
            everywhere(
                '<li><a href="/bsfw/">办事服务</a></li>',
                f'<li><a href="/bsfw/"><img src="{IMAGES}images/emblem.svg" alt="办事服务"></a></li>',
            ),
            swapped(HOME, '<h2><a href="/bsfw/">办事服务</a></h2>', ""),
        ),
        MET,
    ),
    Planted(
        "services-challenge",
        OPENS,
        _named("政务服务"),
        "the services answer with a challenge",
        answering(HOME + SERVICES.href[1:], CHALLENGE),
        NOT_TESTABLE,
        also=frozenset({BROKEN, FIELDS, COVERS, *NEAR_HOME}),
    ),
    Planted(
        "offices-hollow",
        FIELDS,
        _named("机构职能"),
        "offices do not tell where they are and who heads them",
        everywhere_matching(
            r"<p>[^<]*办公地址：青岚县行政中心[^<]*</p>|<p>[^<]*联系电话：[^<]*办公时间[^<]*</p>",
            "<p>其他事项另行公布，以正式文件为准。</p>",
        ),
    ),
    Planted(
        "decoy-offices-words",
        FIELDS,
        _named("机构职能"),
        "the fields go by other words",
        everywhere("办公地址：", "地　址："),
        MET,
    ),
    Planted(
        "offices-challenge",
        FIELDS,
        _named("机构职能"),
        "the offices answer with a challenge",
        answering(HOME + OFFICES.href[1:], CHALLENGE),
        NOT_TESTABLE,
        also=frozenset({BROKEN, COVERS, *NEAR_HOME}),
    ),
)
