"""Which accounts does the list of 政务新媒体 name, of which unit, on which platform?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.api import Facts, Page, Table, plain, same
from auditor_checks.naming import Name
from auditor_checks.places import Place

_UNIT = re.compile(r"单位|部门|主体|机构|开设|开办|运维|运营者")
_ABOVE = re.compile(r"主管|归口|指导|监管|上级")  # who supervises an account is not who has it
_PLATFORM = re.compile(r"平台|类型|类别|渠道|媒体形式|载体")
_NAME = re.compile(r"名称|账号|帐号|昵称|公众号")
_CLOSED = re.compile(r"注销|关停|关闭|停用|停更|迁移|整合|暂停")
_SEVERAL = re.compile(r"[、,，;；/\n]+")
_NOTHING = re.compile(r"^[-—–/无]*$")


@dataclass(frozen=True, slots=True)
class Account:
    """One account as a row of the list names it; `url` is the page of the list."""

    unit: str
    platform: str
    name: str
    url: str


def accounts(facts: Facts, found: Sequence[Place], platforms: Sequence[Name]) -> tuple[Account, ...]:
    """The accounts that the tables of these pages name, each once a page: lists of other years stand apart. Those
    marked as closed are left out."""
    pages = {page.url: page for one in found for page in one.pages}
    for one in found:
        for item in one.items:
            page = facts.page(item.target) if item.target else None
            if page is not None and page.tables:
                pages.setdefault(page.url, page)
    named: dict[tuple[str, str, str], dict[str, Account]] = {}
    for account in _of_pages(tuple(pages.values()), platforms):
        group, name = named.setdefault((account.url, account.unit, account.platform), {}), plain(account.name)
        # A name inside another is the same account, written with its number or in quotation marks.
        if not any(name in other or other in name for other in group):
            group[name] = account
    each = (account for group in named.values() for account in group.values())
    return tuple(sorted(each, key=lambda account: (account.unit, account.platform, account.name, account.url)))


def _of_pages(pages: Sequence[Page], platforms: Sequence[Name]) -> Iterator[Account]:
    for page in pages:
        for table in page.tables:
            yield from _of_table(page, table, platforms)


def platform_of(words: str, platforms: Sequence[Name]) -> str:
    """Which platform do these words name? "" when none of them, or more than one."""
    key = same(words)
    named = [(len(same(name)), platform.name) for platform in platforms for name in platform.names if same(name) in key]
    return max(named)[1] if named else ""


def _of_table(page: Page, table: Table, platforms: Sequence[Name]) -> Iterator[Account]:
    """Two layouts: a row for each account, with its unit and its platform; or a row for each unit, with a column for
    each platform. A unit that spans several rows stands in the first of them."""
    for at, head in enumerate(table[:3]):
        unit = next((n for n, cell in enumerate(head) if _UNIT.search(cell) and not _ABOVE.search(cell)), None)
        kind = next((n for n, cell in enumerate(head) if _PLATFORM.search(cell)), None)
        name = next((n for n, cell in enumerate(head) if _NAME.search(cell) and n not in (unit, kind)), None)
        columns = {n: found for n, cell in enumerate(head) if n != unit and (found := platform_of(cell, platforms))}
        if unit is None or not (columns or (kind is not None and name is not None)):
            continue
        last = ""
        for row in table[at + 1 :]:
            cells = row if len(row) == len(head) else (*row[:unit], last, *row[unit:])
            if len(cells) != len(head):
                continue
            last = cells[unit] or last
            if _CLOSED.search("".join(cells)) or not last:
                continue
            if kind is not None and name is not None:
                if platform := platform_of(cells[kind], platforms):
                    yield Account(plain(last), platform, cells[name], page.url)
                continue
            for number, platform in columns.items():
                for one in _SEVERAL.split(cells[number]):
                    if not _NOTHING.match(one.strip()):
                        yield Account(plain(last), platform, one.strip(), page.url)
        return
