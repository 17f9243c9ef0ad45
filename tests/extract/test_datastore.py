"""Rows that a list carries in a script's store: are they read as the rows that a reader sees?"""

from datetime import date

import pytest

from auditor.extract.datastore import unfolded
from tests.extract.pages import page

ROW = (
    "<li><a href='/art/2026/3/{n}/art_1_{n}.html' title='关于供水的通知{n}'>关于供水…</a><span>2026-03-0{n}</span></li>"
)
RECORDS = "".join(f"<record><![CDATA[{ROW.format(n=number)}]]></record>" for number in (3, 2, 1))


def store(records: str) -> str:
    return (
        "<div id='42' class='default_pgContainer'></div><script type='text/xml'><datastore><nextgroup></nextgroup>"
        f"<recordset>{records}</recordset></datastore></script><script>jpage('42', 3)</script>"
    )


def test_rows_of_a_store_are_the_rows_of_the_list() -> None:
    read = page(store(RECORDS))
    assert [(row.title, row.day) for row in read.items] == [
        (f"关于供水的通知{number}", date(2026, 3, number)) for number in (3, 2, 1)
    ]
    assert not read.script_list
    assert {link.href for link in read.links} >= {"/art/2026/3/1/art_1_1.html"}


def test_rows_of_a_table_in_a_store_are_read_too() -> None:
    cells = RECORDS.replace("<li>", "<tr><td>").replace("<span>", "</td><td>").replace("</span></li>", "</td></tr>")
    assert [row.day for row in page(store(cells)).items] == [date(2026, 3, number) for number in (3, 2, 1)]


@pytest.mark.parametrize("body", ["<p>datastore</p>", store(""), "<script>var a = '<datastore>'</script>"])
def test_what_holds_no_records_stays_as_it_is(body: str) -> None:
    assert unfolded(body) == body
