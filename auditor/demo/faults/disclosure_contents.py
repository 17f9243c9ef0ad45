"""Faults of what the parts of the disclosure column hold: guide, annual reports, requests, attachments."""

import re
from collections.abc import Callable

from auditor.demo.book import HOME, IMAGES, Ref
from auditor.demo.columns import SERVICE_HALL
from auditor.demo.disclosure import COLUMN, GUIDE, REPORTS, REQUEST
from auditor.demo.faults.disclosure import BROKEN, CHALLENGE, NAME, PARTS
from auditor.demo.faults.edit import answering, both, edited, everywhere, forgotten, swapped, text
from auditor.demo.faults.planted import MET, NOT_TESTABLE, Planted
from auditor.demo.site import Mutation, Resource, Site

POSITION, GUIDED = "disclosure.home-position", "disclosure.guide"
REPORT, FORMAT = "disclosure.annual-report", "disclosure.report-format"
TABLES, MENTIONS = "disclosure.report-tables", "disclosure.report-mentions"
DOWNLOAD, APPLICATION = "disclosure.search-download", "disclosure.application"
ON_REPORT = frozenset({FORMAT, TABLES, MENTIONS})
_ENTRY = '<a href="/zfxxgk/" title="政府信息公开">政府信息<br>\n    公开</a>'
_ROW = f'<li class="two">{_ENTRY}</li>'
_FORM = f"{REQUEST.href}sqb.html"
_CONTACTS = r"<p>机构名称：青岚县.*?</p>"
_SHEET = f"{GUIDE.href}sqb.doc"


def _url(column: Ref) -> str:
    return HOME + column.href[1:]


def _last(site: Site) -> str:
    """The address of the newest annual report."""
    found = re.findall(rf'href="({REPORTS.href}[^"]+\.html?)"', text(site, _url(REPORTS)))
    return HOME + str(found[0])[1:]


def _report(change: Callable[[str], str]) -> Mutation:
    """The newest annual report, changed."""
    return lambda site: edited(_last(site), change)(site)


def _without_last(site: Site) -> Site:
    return forgotten(_last(site))(_rowless(site))


def _rowless(site: Site) -> Site:
    """The list of reports without its newest row (a row of a table)."""
    href = re.escape(_last(site).replace(HOME, "/"))
    return edited(_url(REPORTS), lambda page: re.sub(rf'<tr><td>· <a href="{href}".*?</tr>', "", page, flags=re.S))(
        site
    )


def _relisted(site: Site) -> Site:
    """The newest report with a later day in the list, and an editor's day on its page."""
    href = re.escape(_last(site).replace(HOME, "/"))
    day = f"{site.today.year if site.today else 2026}-08-01"
    listed = edited(
        _url(REPORTS),
        lambda page: re.sub(rf'(<a href="{href}".*?)\[\d{{4}}-\d\d-\d\d\]', rf"\g<1>[{day}]", page, flags=re.S),
    )
    return listed(
        _report(lambda page: page.replace("<span>来源：", f"<span>更新时间：{day}</span><span>来源：", 1))(site)
    )


def _plain_headings(page: str) -> str:
    """Headings as bold lines, with other numbering and full-width blanks."""
    numbers = str.maketrans({"、": "）"})
    return re.sub(
        r"<h2>(.)、(.*?)</h2>",
        lambda match: f"<p><strong>　（{match[1]}{'、'.translate(numbers)}{match[2]}</strong></p>",
        page,
    )


def _attached(page: str) -> str:
    """The article as one line, its text in the attachment."""
    start = page.index('<div class="TRS_Editor"')
    end = page.index('<div class="files">')
    return page[:start] + '<div class="TRS_Editor" id="zoom"><p>详见附件。</p></div>' + page[end:]


def _split_table(page: str) -> str:
    """The table of requests in two, as a page break of Word leaves it, with blanks for noughts."""
    row = "<tr><td>三、本年度办理结果</td>"
    page = page.replace(row, f'</table><p></p><table class="grid">{row}', 1)
    return re.sub(
        r"(<td>二、上年结转.*?</tr>)", lambda match: match[1].replace("<td>0</td>", "<td> </td>"), page, flags=re.S
    )


def _no_tables(page: str) -> str:
    return re.sub(r'<table class="grid">.*?</table>', "", page, flags=re.S)


def _closed_files(site: Site) -> Site:
    """All attachments of the annual reports behind a challenge."""
    for url in [one for one in site.resources if one.startswith(f"{_url(REPORTS)}files/")]:
        site = site.with_resource(url, CHALLENGE)
    return site


def _refused_last(site: Site) -> Site:
    return site.with_resource(_last(site), CHALLENGE)


def _same_file(site: Site) -> Site:
    """The sheet of the guide as a server sends it that knows no types."""
    body = next(answer.body for url, answer in site.resources.items() if url.startswith(f"{_url(REPORTS)}files/"))
    return answering(HOME + _SHEET[1:], Resource(body, content_type="application/octet-stream"))(site)


_LINKED_SHEET = edited(
    _url(GUIDE), lambda page: page.replace("<h2>四、", f'<p><a href="{_SHEET}">申请表下载</a></p><h2>四、', 1)
)


FAULTS = (
    Planted(
        "position-footer",
        POSITION,
        HOME,
        "the column is entered from the footer only",
        both(swapped(HOME, _ROW, ""), swapped(HOME, '<p class="links">', f'<p class="links">{_ENTRY}<i>|</i>')),
    ),
    Planted(
        "decoy-position-front",
        POSITION,
        HOME,
        "the entrance stands first in the body, not in the navigation",
        both(swapped(HOME, _ROW, ""), swapped(HOME, '<div class="headline">', f'<div class="headline">{_ENTRY} ')),
        MET,
    ),
    Planted(
        "position-hidden",
        POSITION,
        HOME,
        "the entrance stands in a block that is hidden at first",
        both(
            swapped(HOME, _ROW, ""),
            swapped(HOME, '<div class="headline">', f'<div style="display:none">{_ENTRY}</div><div class="headline">'),
        ),
        NOT_TESTABLE,
        also=frozenset({NAME}),
    ),
    Planted(
        "guide-short",
        GUIDED,
        _url(GUIDE),
        "the guide names neither office nor contacts",
        edited(_url(GUIDE), lambda page: re.sub(_CONTACTS, "<p>由县政府办公室负责。</p>", page, flags=re.S)),
    ),
    Planted(
        "decoy-guide-words",
        GUIDED,
        _url(GUIDE),
        "the guide uses other words, with blanks between",
        edited(
            _url(GUIDE),
            lambda page: (
                page.replace("机构名称：", "受 理 单 位：")
                .replace("办公地址：", "通讯 地址：")
                .replace("办公时间：", "受理时间:")
            ),
        ),
        MET,
    ),
    Planted(
        "guide-picture",
        GUIDED,
        _url(GUIDE),
        "the contacts of the guide are a picture",
        edited(
            _url(GUIDE),
            lambda page: re.sub(
                _CONTACTS,
                f'<p><img src="{IMAGES}images/focus.svg" width="560" height="320" alt=""></p>',
                page,
                flags=re.S,
            ),
        ),
        NOT_TESTABLE,
    ),
    Planted(
        "report-absent",
        REPORT,
        _url(REPORTS),
        "last year's report is not there",
        _without_last,
    ),
    Planted(
        "decoy-report-relisted",
        REPORT,
        _url(REPORTS),
        "the report was edited later, and the list shows that day",
        _relisted,
        MET,
    ),
    Planted(
        "report-challenge",
        REPORT,
        "",
        "the column of reports answers with a challenge (412)",
        answering(_url(REPORTS), CHALLENGE),
        NOT_TESTABLE,
        also=frozenset({PARTS, BROKEN, DOWNLOAD, *ON_REPORT}),
    ),
    Planted(
        "report-headings",
        FORMAT,
        _url(REPORTS),
        "the report lacks the section on problems",
        _report(lambda page: page.replace("<h2>五、存在的主要问题及改进情况</h2>", "")),
    ),
    Planted(
        "decoy-report-bold",
        FORMAT,
        _url(REPORTS),
        "the headings of the report are bold lines with other numbers",
        _report(_plain_headings),
        MET,
    ),
    Planted(
        "report-attached",
        FORMAT,
        _url(REPORTS),
        "the report is an attachment",
        _report(_attached),
        NOT_TESTABLE,
        also=ON_REPORT,
    ),
    Planted(
        "report-unbalanced",
        TABLES,
        _url(REPORTS),
        "the column 自然人 of the requests does not add up",
        _report(lambda page: re.sub(r"(<td>一、本年新收[^<]*</td><td>)\d+", r"\g<1>99", page)),
    ),
    Planted(
        "decoy-report-split",
        TABLES,
        _url(REPORTS),
        "the table of requests is cut in two, with blanks for noughts",
        _report(_split_table),
        MET,
    ),
    Planted(
        "report-tables-attached",
        TABLES,
        _url(REPORTS),
        "the tables of the report stand in its attachment only",
        _report(_no_tables),
        NOT_TESTABLE,
    ),
    Planted(
        "report-silent",
        MENTIONS,
        _url(REPORTS),
        "the report does not speak of the year's work plan",
        _report(lambda page: page.replace("对照年度政务公开工作要点逐项督办", "逐项督办")),
    ),
    Planted(
        "decoy-report-wrapped",
        MENTIONS,
        _url(REPORTS),
        "工作要点 is broken over two lines",
        _report(lambda page: page.replace("工作要点逐项督办，全部任务", "工作<br>\n　要点，逐项督办，任务")),
        MET,
    ),
    Planted(
        "report-refused",
        MENTIONS,
        _url(REPORTS),
        "the report answers with a challenge (412)",
        _refused_last,
        NOT_TESTABLE,
        also=frozenset({BROKEN, DOWNLOAD, *ON_REPORT}),
    ),
    Planted(
        "application-no-form",
        APPLICATION,
        HOME,
        "requests have neither a form nor an online application",
        edited(_url(REQUEST), lambda page: re.sub(rf'<li><a href="{_FORM}">.*?</li>', "", page, flags=re.S)),
    ),
    Planted(
        "decoy-application-file",
        APPLICATION,
        HOME,
        "the form is an attachment",
        both(
            edited(
                _url(REQUEST), lambda page: page.replace(f'<a href="{_FORM}">在线申请', f'<a href="{_SHEET}">申请表')
            ),
            _same_file,
        ),
        MET,
    ),
    Planted(
        "application-elsewhere",
        APPLICATION,
        HOME,
        "requests are made on another site, which refuses us",
        everywhere(f'href="{REQUEST.href}"', f'href="{SERVICE_HALL}"'),
        NOT_TESTABLE,
        also=frozenset({BROKEN}),
    ),
    Planted(
        "download-dead",
        DOWNLOAD,
        f"{_url(COLUMN)}#download",
        "the form of the guide cannot be downloaded",
        _LINKED_SHEET,
        also=frozenset({BROKEN}),
        beside=frozenset({(BROKEN, HOME + _SHEET[1:])}),
    ),
    Planted(
        "decoy-download-untyped",
        DOWNLOAD,
        f"{_url(COLUMN)}#download",
        "an attachment is sent as application/octet-stream",
        both(_LINKED_SHEET, _same_file),
        MET,
    ),
    Planted(
        "download-challenge",
        DOWNLOAD,
        f"{_url(COLUMN)}#download",
        "the attachments answer with a challenge (412)",
        _closed_files,
        NOT_TESTABLE,
        also=frozenset({BROKEN, "links.attachment"}),
    ),
)
