"""Which annual reports does the column list, of which years, by whom, and when did they come out?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit

from auditor.api import (
    DateMark,
    DateSource,
    Facts,
    Finding,
    Item,
    Kind,
    Opening,
    Page,
    Params,
    Reason,
    _,
    same,
    seen_page,
)
from auditor_checks.disclosure.parts import organ_of
from auditor_checks.places import PLACE, AtPlace, Place, article, illegible, more_of, places
from auditor_checks.seen import FILE, of_visit, plain, references, why

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_CHINESE_YEAR = re.compile(r"[一二][〇○零九Oo0][〇○零一二三四五六七八九Oo0]{2}(?=年)")
_DIGITS = str.maketrans("〇○零OoO一二三四五六七八九", "000000123456789")
_LIKE = re.compile(r"年度报告|年报|工作报告|公开报告")
_UNLIKE = re.compile(r"网站|报表|预算|决算|统计|法治|通知|解读|图解|指南|制度")
_UNIT = re.compile(
    r"(?:局|委|委员会|办|办公室|中心|镇|乡|街道|街道办事处|镇人民政府|乡人民政府|镇政府|乡政府|院|队|站|公司|学校|医院|银行|管委会|厅|部|处|会|社|所)$"
)
_GOVERNMENT = re.compile(r"人民政府$|政府$")
_OTHER_DAY = re.compile(r"成文|更新|修改|制发|签发|起草|生成")
_TAB = re.compile(r"^(?:19|20)\d\d年?度?$")


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report as the column lists it. `rank`: 0 the portal's own, 1 it may be, 2 of the office that keeps the
    portal, 3 of another unit."""

    year: int
    title: str
    item: Item
    rank: int
    place: Place


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports found, own ones first, then newest first; `places` where they were looked for."""

    found: tuple[Report, ...]
    places: tuple[Place, ...]

    @property
    def place(self) -> Place:
        own = next((report.place for report in self.found if report.rank < OTHERS), None)
        return own or next((one for one in self.places if one.items), self.places[0])

    def own(self, year: int) -> Report | None:
        return next((one for one in self.found if one.year == year and one.rank < OTHERS), None)

    @property
    def newest(self) -> Report | None:
        return max(
            (one for one in self.found if one.rank < OTHERS), key=lambda one: (one.year, -one.rank), default=None
        )

    def falling(self) -> bool:
        """Do the years of the list fall from top to bottom, so that a newer one would stand above?"""
        years = [one.year for one in sorted(self.found, key=lambda one: one.item.order) if one.place is self.place]
        return len(years) > 1 and years == sorted(years, reverse=True)


OTHERS = 3


def reports(facts: Facts, columns: Sequence[str], titles: Sequence[str]) -> Reports:
    """The annual reports of the columns of these names, those behind their tabs of years, and what other columns list
    under exactly such a title."""
    found = places(facts, columns)
    organ = organ_of(facts)
    words = tuple(map(plain, titles))
    seen: dict[str, Report] = {}
    for one in found:
        for item in _rows(facts, one):
            _take(facts, seen, item, one, organ, words, strictly=False)
    for column in facts.columns() if found[0].gap is None else ():
        for item in column.items:
            _take(facts, seen, item, found[0], organ, words, strictly=True)
    ranked = sorted(seen.values(), key=lambda one: (one.rank, -one.year, one.item.order))
    return Reports(tuple(ranked), found)


def _take(
    facts: Facts,
    seen: dict[str, Report],
    item: Item,
    where: Place,
    organ: str,
    words: Sequence[str],
    *,
    strictly: bool,
) -> None:
    if not item.target or item.target in seen or (year := year_of(item.title)) is None:
        return
    if not _is_report(item.title, words, strictly=strictly):
        return
    seen[item.target] = Report(year, item.title, item, _rank(facts, item.title, organ), where)


def _is_report(title: str, words: Sequence[str], *, strictly: bool) -> bool:
    key = re.sub(r"(?:19|20)\d\d年?度?", "", plain(title))
    if any(re.sub(r"年度", "", word) in re.sub(r"年度", "", key) for word in words):
        return not _UNLIKE.search(key.replace("制度", "") if "制度" in "".join(words) else key)
    return not strictly and bool(_LIKE.search(title)) and not _UNLIKE.search(title)


_BARE = 7  # characters of 2025年年报: what is no longer names a tab or a year, and no report


def _rows(facts: Facts, where: Place) -> Iterator[Item]:
    """The rows of a column, also of those behind tabs of years, and its links that are no rows; the page itself, when
    it is a report."""
    yield from where.items
    for page in where.pages:
        yield Item(facts.title(page), page.url, None)
    for _page, link in references(where.pages):
        if not link.target:
            continue
        if _TAB.match(plain(link.label)):
            goal = facts.page(link.target)
            yield from goal.items if goal is not None else ()
        elif len(link.label) > _BARE:
            yield Item(link.label, link.target, None, link.order)


@lru_cache(maxsize=16_384)  # several rules ask for the years of what all columns list
def year_of(title: str) -> int | None:
    """The year that a title speaks of, in digits or Chinese numerals."""
    if match := _YEAR.search(same(title)):
        return int(match[1])
    if match := _CHINESE_YEAR.search(title):
        return int(match[0].translate(_DIGITS))
    return None


def _rank(facts: Facts, title: str, organ: str) -> int:
    """Whose report is it, by the words before its year?"""
    before = re.split(r"(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2}年|政府信息|信息公开", plain(title))[0]
    before = before.removeprefix("关于").strip("《")
    if not before or before in organ:
        return 0
    if _UNIT.search(before):
        name = plain(facts.portal.name)
        if facts.portal.kind is not Kind.PORTAL:
            return 0 if name and (name in before or before in name) else 1 if not name else OTHERS
        return 2 if re.search(r"政府办(?:公[室厅])?$", before) else OTHERS
    return 0 if _GOVERNMENT.search(before) else 1


def published(facts: Facts, report: Report) -> DateMark | None:
    """When did the report come out? The earliest of what the list, the page and the address say; what lies before the
    end of its year is another date."""
    page = facts.page(report.item.target)
    marks = [DateMark(report.item.day, DateSource.LIST, str(report.item.day))] if report.item.day else []
    marks += [
        mark
        for mark in (page.dates if page else ())
        if mark.source is not DateSource.HEADER and not _OTHER_DAY.search(mark.label)
    ]
    return min((mark for mark in marks if mark.day.year > report.year), key=lambda mark: mark.day, default=None)


def moved(facts: Facts, all_of: Iterable[Report], day: DateMark) -> bool:
    """Did a report of another year come out in the same year, as it seems? Then both dates are those of a move to a new
    system, or of filling gaps."""
    days = {one.year: mark.day for one in all_of if one.rank < OTHERS and (mark := published(facts, one)) is not None}
    return sum(1 for one in days.values() if one.year == day.day.year) > 1


P = TypeVar("P", bound=Params)

REPORT = {
    **PLACE,
    "report_missing": _("没有找到近两年的年度报告，这一项随之不另计"),
    "report_others": _("栏目里只看到其他单位的年度报告，不能断定有没有本单位的，不计为不符合；请打开看"),
    "report_file": _("{year} 年的年度报告是附件，没有可读的文字，不能断定，不计为不符合；请打开看"),
    "report_unread": _("{year} 年的年度报告这次没有读到，不能断定，不计为不符合"),
}
"""What is said when there is no report to look at, by message id."""


class OnReport(AtPlace[P]):
    """A rule that reads the newest report of the last two years; its messages include `REPORT`."""

    def report(self, facts: Facts, columns: Sequence[str], titles: Sequence[str]) -> tuple[Report, Page] | Finding:
        """The report with its page as far as it can be read, or the finding that says why there is none."""
        listed = reports(facts, columns, titles)
        where = listed.place
        if not where.pages:
            return self.nowhere(facts, where)
        newest, last = listed.newest, facts.as_of.year - 1
        newest = listed.own(last) or newest
        if newest is None or newest.year < last - 1:
            if where.more is not None and not listed.falling():
                return self.unknown(facts, where, where.more)
            if newest is None and listed.found:
                return self.not_testable(where.page, "report_others", Reason.AMBIGUOUS, evidence=seen_page(where.page))
            return self.not_applicable(
                where.page, "report_missing", Reason.PARENT_MISSING, evidence=seen_page(where.page)
            )
        page = article(facts, newest.item)
        said = {"year": newest.year}
        if page is None:
            visit = facts.visit(newest.item.target)
            if FILE.search(urlsplit(newest.item.target).path) and visit.opening is Opening.OPENS:
                return self.not_testable(
                    newest.place.page, "report_file", Reason.NO_TEXT, **said, evidence=of_visit(visit)
                )
            return self.not_testable(newest.place.page, "report_unread", why(visit), **said, evidence=of_visit(visit))
        if gap := illegible(facts, page, pictures=False) or more_of(facts, facts.shown(page), ()):
            message = "report_file" if gap.reason is Reason.NO_TEXT else "report_unread"
            return self.not_testable(newest.place.page, message, gap.reason, **said, evidence=gap.evidence or ())
        return newest, page
