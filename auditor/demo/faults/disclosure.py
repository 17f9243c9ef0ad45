"""Faults of the disclosure column and its parts."""

from dataclasses import replace

from auditor.demo.book import HOME, HOST, IMAGES, Book, Ref
from auditor.demo.disclosure import COLUMN, CONTENT, GUIDE, REPORTS, RULES
from auditor.demo.faults.edit import answering, both, edited, everywhere, gone, page, swapped, text, written
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.site import Mutation, Site

NAME, PARTS = "disclosure.column-name", "disclosure.four-parts"
BROKEN = "links.broken"
POSITION, SITE = "disclosure.home-position", "disclosure.separate-site"
GUIDED, DOWNLOAD = "disclosure.guide", "disclosure.search-download"
ON_REPORT = frozenset(
    f"disclosure.{rule}" for rule in ("annual-report", "report-format", "report-tables", "report-mentions")
)
"""What changes when the column of annual reports cannot be read."""
NEAR_HOME = frozenset({"services.reply-time", "services.unanswered", "documents.validity", "accounts.one-per-platform"})
"""What is open when a page that the home page enters was not read: columns that the sample portal does not have."""
COLUMN_URL = HOME + COLUMN.href[1:]
SUB_HOST = "zfxxgk.qinglan.gov.test"
CHALLENGE = page("安全验证", "<script>document.cookie='k=1';location.reload()</script>正在进行安全验证", status=412)

_ENTRY = '<a href="/zfxxgk/" title="政府信息公开">政府信息<br>\n    公开</a>'
_ROW = f'<li class="two">{_ENTRY}</li>'


def _url(column: Ref) -> str:
    return HOME + column.href[1:]


def _part(column: Ref) -> str:
    return f"{COLUMN_URL}#{column.name}"


def _entry(new: str, old: str = _ENTRY) -> Mutation:
    """The home page, with another entrance in the place of that to the column."""
    return swapped(HOME, old, new)


def _emptied(url: str) -> Mutation:
    """A list page without rows and with no words of its own."""
    return edited(url, lambda markup: _without_rows(markup))


def _without_rows(markup: str) -> str:
    start = min(at for at in (markup.find('<table class="rows"'), markup.find('<ul class="list"')) if at >= 0)
    end = min(at for at in (markup.find("</table>", start), markup.find("</ul>", start)) if at >= 0)
    return markup[:start] + '<ul class="list">' + "</ul>" + markup[markup.index(">", end) + 1 :]


def _by_script(column: Ref, rows: str) -> Mutation:
    """A column whose list is left to a script, which is given `rows`."""

    def write(book: Book) -> None:
        data = f"{column.href}data.json"
        book.put(data, f'{{"list": [{rows}]}}'.encode(), "application/json")
        book.listing((COLUMN, column), (), markup="script", data=data, kind=column.name)

    return written(write)


def _on_own_host(site: Site) -> Site:
    """The column on a host of its own, of the same organ; its parts stay where they are."""
    url = f"http://{SUB_HOST}/"
    markup = text(site, COLUMN_URL).replace('href="/', f'href="{HOME}')
    moved = replace(site.resources[COLUMN_URL], body=markup.encode())
    entry = _entry(_ENTRY.replace("/zfxxgk/", url))
    return entry(site).with_resource(url, moved).named(SUB_HOST, site.names[HOST])


_ELSEWHERE = _ENTRY.replace("/zfxxgk/", "/xxgkzl/")
_GUIDE = '<li><a href="/zfxxgk/zn/">政府信息<br>\n          公开指南</a></li>'
_PICTURE = f'<img src="{IMAGES}images/part-annual.svg" width="200" height="56" alt="政府信息公开年报">'
_FIRST_RULE = '{"title": "政府信息发布保密审查制度", "url": "/zfxxgk/zn/", "date": "2024-05-06"}'

FAULTS = (
    Planted(
        "column-renamed",
        NAME,
        HOME,
        "the home page calls the column 信息公开",
        everywhere(_ENTRY, '<a href="/zfxxgk/">信息公开</a>'),
        also=frozenset({POSITION, SITE}),
    ),
    Planted(
        "column-without-entrance",
        NAME,
        HOME,
        "only 政务公开 is entered from the home page",
        _entry("", _ROW),
        also=frozenset({POSITION, SITE, PARTS}),
    ),
    Planted(
        "column-commented",
        NAME,
        HOME,
        "the entrance stands in an HTML comment",
        _entry(f"<!-- {_ROW} -->", _ROW),
        also=frozenset({POSITION, SITE, PARTS}),
    ),
    Planted(
        "column-dead",
        NAME,
        HOME,
        "the entrance is dead (404)",
        _entry(_ELSEWHERE),
        also=frozenset({PARTS, BROKEN}),
        beside=frozenset({(BROKEN, HOME + "xxgkzl/")}),
    ),
    Planted(
        "column-missing-page",
        NAME,
        HOME,
        "the entrance opens what the server sends, with 200, for all that is missing",
        both(_entry(_ELSEWHERE), lambda site: replace(site, missing=page("页面不存在", "您访问的页面不存在"))),
        also=frozenset({PARTS, "links.wrong"}),
        beside=frozenset({("links.wrong", HOME + "xxgkzl/")}),
    ),
    Planted(
        "column-challenge",
        NAME,
        HOME,
        "the entrance answers with a challenge (412)",
        answering(COLUMN_URL, CHALLENGE),
        NOT_TESTABLE,
        also=frozenset({DOWNLOAD, *NEAR_HOME, PARTS, BROKEN, "columns.covers"}),
    ),
    Planted(
        "decoy-column-image",
        NAME,
        HOME,
        "the entrance is a picture with alternative text",
        _entry(f'<a href="/zfxxgk/"><img src="{IMAGES}images/emblem.svg" alt="政府信息公开"></a>'),
        MET,
    ),
    Planted(
        "decoy-column-spaced",
        NAME,
        HOME,
        "white space within the entrance's name",
        _entry('<a href="/zfxxgk/">政 府 信 息<br/>\n　公&nbsp;开</a>'),
        MET,
    ),
    Planted(
        "decoy-column-own-host",
        NAME,
        HOME,
        "the column lives on a sub-domain of the same organ",
        _on_own_host,
        MET,
        also=frozenset({DOWNLOAD}),
    ),
    Planted(
        "part-absent",
        PARTS,
        _part(RULES),
        "the column has no 政府信息公开制度",
        everywhere('<li><a href="/zfxxgk/zd/">政府信息<br>\n          公开制度</a></li>', ""),
    ),
    Planted(
        "part-commented",
        PARTS,
        _part(GUIDE),
        "政府信息公开指南 stands in a comment",
        everywhere(_GUIDE, f"<!-- {_GUIDE} -->"),
        also=frozenset({GUIDED}),
    ),
    Planted(
        "part-dead",
        PARTS,
        _part(GUIDE),
        "政府信息公开指南 answers 404",
        gone(_url(GUIDE)),
        also=frozenset({GUIDED, BROKEN}),
        beside=frozenset({(BROKEN, _url(GUIDE))}),
    ),
    Planted(
        "part-empty",
        PARTS,
        _part(REPORTS),
        "政府信息公开年报 is empty",
        _emptied(_url(REPORTS)),
        also=frozenset({DOWNLOAD, *ON_REPORT, "columns.blank"}),
        beside=frozenset({("columns.blank", _url(REPORTS))}),
    ),
    Planted(
        "part-old-name",
        PARTS,
        _part(CONTENT),
        "法定主动公开内容 still has its old name",
        both(
            everywhere("法定主动<br>\n          公开内容", "信息公开目录"),
            everywhere('<li><a href="/zfxxgk/ml/">政府信息公开目录</a></li>', ""),
        ),
    ),
    Planted(
        "part-script-empty",
        PARTS,
        _part(RULES),
        "政府信息公开制度 is left to a script that fills in nothing",
        _by_script(RULES, ""),
        needs=frozenset({"browser"}),
        also=frozenset({"columns.blank"}),
    ),
    Planted(
        "decoy-part-script",
        PARTS,
        _part(RULES),
        "政府信息公开制度 is left to a script",
        _by_script(RULES, ", ".join([_FIRST_RULE] * 4)),
        MET,
        needs=frozenset({"browser"}),
        also=frozenset({"columns.blank"}),
    ),
    Planted(
        "part-challenge",
        PARTS,
        _part(REPORTS),
        "政府信息公开年报 answers with a challenge (412)",
        answering(_url(REPORTS), CHALLENGE),
        NOT_TESTABLE,
        also=frozenset({DOWNLOAD, *ON_REPORT, BROKEN}),
    ),
    Planted(
        "decoy-part-accepted",
        PARTS,
        _part(REPORTS),
        "the reports are entered as 政府信息公开工作年度报告",
        everywhere(_PICTURE, "政府信息公开<br>工作年度报告"),
        MET,
    ),
)
