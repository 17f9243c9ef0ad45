"""Which policies and interpretations are judged, and what is said when there are none?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from auditor.api import (
    Column,
    Document,
    DocumentKind,
    Element,
    Evidence,
    Facts,
    Link,
    Opening,
    Page,
    Pair,
    Params,
    Reason,
    _,
    cited_names,
    same,
)
from auditor_checks.overlooked import near_home
from auditor_checks.seen import plain, references, unrun, why

ALWAYS = 0  # a window without an end
_YEAR = re.compile(r"[〔\[（(【]((?:19|20)\d\d)[〕\]）)】]")
_SIGNED = 200  # characters at the end of a document, where it is signed and dated
_SIGNED_ON = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*\d{1,2}\s*日")
_NUMBERED = re.compile(
    r"[\u4e00-\u9fff]{2,8}[〔\[（(【]((?:19|20)\d\d)[〕\]）)】]\s*第?\d+号"
)  # a title that begins with it


class Window(Params):
    window_days: int  # policies published within so many days before the audit; 0: all


NONE: dict[str, str] = {
    "home_down": _("首页没有读到，不能断定有没有政策文件和解读"),
    "column_script": _("“{column}”栏目由脚本填写，而这次没有浏览器可用，不能断定有没有政策文件，不计为不符合"),
    "column_unread": _("“{column}”没有读到，不能断定有没有政策文件，不计为不符合"),
    "few_pages": _("只看了离首页最近的 {pages} 个页面，其中没有政策文件，不能断定，不计为不符合"),
    "no_dates": _("{count} 件政策文件都没有读到发布日期，不能断定哪些在检查期内，不计为不符合"),
    "nothing": _("检查期内未见须检查的政策文件"),
    "no_pairs": _("政策文件没有解读，不另计"),
    "printed": _("政策文件的解读印在文件页上，没有另外的解读页，不另计"),
}
"""Messages of every rule of the family for what it finds nothing to judge in."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why there is nothing to judge: a message of `NONE`, with a reason; `applies` when that leaves it open."""

    message: str
    reason: Reason
    applies: bool
    column: str = ""
    pages: int = 0
    count: int = 0


def policies(
    facts: Facts, *, window_days: int, exempt: Sequence[str] = (), numbers: Sequence[str] = ()
) -> tuple[list[Document], int]:
    """The portal's own policies published within the window, and how many more carry no date.

    `exempt`: words of titles that need no interpretation; `numbers`: what stands before 〔year〕 in the number, () for
    all policies. What is taken over from another organ is not the portal's to interpret.
    """
    found, undated = [], 0
    for one in facts.documents(DocumentKind.POLICY):
        if one.reposted or any(word in one.title for word in exempt):
            continue
        if numbers and not one.number.partition("〔")[0].endswith(tuple(numbers)):
            continue
        if within(one, facts.as_of, window_days) is None:
            undated += 1
        elif within(one, facts.as_of, window_days):
            found.append(one)
    return found, undated


def within(document: Document, as_of: date, window_days: int) -> bool | None:
    """Was it published within the window? None when its date is not known and matters.

    A number of an earlier year, unless it is signed in the year of publishing, tells that an old document was put up
    anew, as when a site moves. How old it is then, its signature tells, else nobody.
    """
    if window_days == ALWAYS:
        return True
    since = as_of - timedelta(days=window_days)
    year = _YEAR.search(document.number) or _NUMBERED.match(document.title)
    old = year is not None and date(int(year[1]), 12, 31) < since
    if document.published is None:
        return False if old else None
    tail, printed = document.text[-_SIGNED:], document.published.day.year
    if year is not None and int(year[1]) < printed and f"{printed}年" not in tail:
        if old:
            return False
        signed = _SIGNED_ON.findall(tail)
        if not signed:
            return None
        if tuple(map(int, signed[-1])) < (since.year, since.month):
            return False
    return since <= document.published.day <= as_of


def pairs_of(facts: Facts, judged: Iterable[Document]) -> dict[str, list[Pair]]:
    """The pairs of each policy, by its URL."""
    found: dict[str, list[Pair]] = {one.url: [] for one in judged}
    for pair in facts.pairs():
        if pair.policy.url in found:
            found[pair.policy.url].append(pair)
    return found


def nothing(facts: Facts, *, undated: int = 0) -> Nothing:
    """Why is there no policy to judge?"""
    if facts.home() is None:
        return Nothing("home_down", Reason.HOME_DOWN, True)
    if undated:
        return Nothing("no_dates", Reason.NO_DATE, True, count=undated)
    if any(not one.reposted for one in facts.documents(DocumentKind.POLICY)):
        return Nothing("nothing", Reason.NOTHING_TO_JUDGE, False)
    left = [column for column in facts.columns() if column.script and re.search(r"政策|文件", column.name)]
    if left:
        return Nothing("column_script", Reason.NO_BROWSER, True, column=left[0].name)
    home = facts.home()
    if missed := _unread(facts, facts.shown(home) if home else (), _POLICIES):
        return Nothing("column_unread", why(facts.visit(missed.target)), True, column=missed.label)
    if not facts.coverage.complete:
        return Nothing("few_pages", Reason.BUDGET, True, pages=facts.coverage.pages)
    return Nothing("nothing", Reason.NOTHING_TO_JUDGE, False)


@dataclass(frozen=True, slots=True)
class Unread:
    """A row of these columns whose page was not read, though it may well be there."""

    title: str
    day: date | None
    reason: Reason

    def may_be_of(self, policy: Document) -> bool:
        """By its name; a row that names no policy at all, by its day."""
        if any(name in same(self.title) for name in cited_names(policy.title)):
            return True
        if cited_names(self.title):
            return False
        return self.day is None or policy.published is None or policy.published.day <= self.day


@dataclass(frozen=True, slots=True)
class Seen:
    """How far were the columns of interpretations read? `since`: the oldest row seen, None when none is dated.

    `script` tells why the script of one was not run, or brought nothing; `closed` why one that the home page leads to
    was not read at all, `cut` why a further page of one was not.
    """

    complete: bool
    since: date | None
    titles: tuple[str, ...]  # of rows that do not lead to a dead address
    script: Reason | None = None
    closed: Reason | None = None
    cut: Reason | None = None
    unread: tuple[Unread, ...] = ()

    @property
    def whole(self) -> bool:
        """Was all read that the portal has of interpretations?"""
        return self.complete and not (self.script or self.closed or self.cut)

    @property
    def reason(self) -> Reason:
        """Why may there be more than was read?"""
        unread = self.unread[0].reason if self.unread and self.complete else Reason.BUDGET
        return self.script or self.closed or self.cut or unread

    def settles(self, policy: Document) -> bool:
        """Would an interpretation of this policy have been seen?"""
        if any(row.may_be_of(policy) for row in self.unread):
            return False
        if self.whole:
            return True
        if self.script or self.closed:
            return False
        return bool(self.since and policy.published and self.since <= policy.published.day)

    def lists(self, policy: Document, words: re.Pattern[str] | None = None) -> bool:
        """Does a row of these columns name the policy (with `words` in its title), though its page was not read?"""
        names = cited_names(policy.title)
        titles = [title for title in self.titles if words is None or words.search(title)]
        return any(name in title for name in names for title in titles)


_ENTRANCE = re.compile(r"[\u4e00-\u9fff]{0,6}解读[\u4e00-\u9fff]{0,4}")
_POLICIES = re.compile(r"[\u4e00-\u9fff]{0,8}(?:政策|文件)[\u4e00-\u9fff]{0,4}")
_AROUND = 6  # characters beside 解读 in the name of such a column
_FURTHER = re.compile(r"\d{1,3}|下一?页|下页|尾页|末页|后一页")


def seen(facts: Facts) -> Seen:
    """How far were the columns read in which the portal's interpretations stand?"""
    names = {same(one.column) for one in facts.documents(DocumentKind.INTERPRETATION) if one.column}
    columns = [one for one in facts.columns() if same(one.name) in names or "解读" in one.name]
    days = [item.day for column in columns for item in column.items if item.day]
    pages = [page for column in columns if (page := facts.page(column.url))]
    return Seen(
        complete=facts.coverage.complete,
        since=min(days, default=None),
        titles=tuple(
            same(item.title)
            for column in columns
            for item in column.items
            if facts.visit(item.target).opening is not Opening.DEAD
        ),
        script=unrun(facts) if any(one.script for one in columns) or any(page.script_list for page in pages) else None,
        closed=next(_closed(facts, columns), None),
        cut=_reason(facts, pages, _FURTHER),
        unread=tuple(_unread_rows(facts, columns)),
    )


def _closed(facts: Facts, columns: Sequence[Column]) -> Iterator[Reason]:
    """Why were columns of interpretations not read that pages near the home page lead to, or may lead to where none was
    seen?"""
    home = facts.home()
    front = facts.shown(home) if home else ()
    if (reason := _reason(facts, front, _ENTRANCE)) is not None:
        yield reason
    if not columns and (overlooked := near_home(facts)):
        yield overlooked.reason
    for one in facts.entrances("解读", around=_AROUND):
        if reason := _missed(facts, one.link.target):
            yield reason


def _unread_rows(facts: Facts, columns: Iterable[Column]) -> Iterator[Unread]:
    for item in (item for column in columns for item in column.items):
        if reason := _missed(facts, item.target):
            yield Unread(item.title, item.day, reason)


def _missed(facts: Facts, url: str) -> Reason | None:
    """Why was this page of the portal's own not read, though it may be there? None when it was, is dead or a file."""
    if not facts.own(url) or facts.page(url, Element.META) is not None:
        return None
    visit = facts.visit(url)
    file = visit.opening is Opening.OPENS and "html" not in visit.content_type.lower()
    return None if visit.opening is Opening.DEAD or file else why(visit)


def _reason(facts: Facts, pages: Sequence[Page], label: re.Pattern[str]) -> Reason | None:
    """Why was such a page not read? None when all were."""
    missed = _unread(facts, pages, label)
    return why(facts.visit(missed.target)) if missed else None


def _unread(facts: Facts, pages: Sequence[Page], label: re.Pattern[str]) -> Link | None:
    """The first link of such a label to a page of the portal's own that was not read, though it may well be there."""

    named = (link for _page, link in references(pages) if label.fullmatch(plain(link.label)))
    return next((link for link in named if _missed(facts, link.target)), None)


def of_document(document: Document, **values: Any) -> Evidence:
    """The evidence of one article: where it is, what it is called, when it came out by which words."""
    about: dict[str, str | int | float | None] = {"number": document.number} if document.number else {}
    if document.published:
        about["published"] = document.published.day.isoformat()
        about["read_in"] = document.published.source.value
    return Evidence(kind="page", url=document.url, quote=document.title, values={**about, **values}, looks=1)


def of_pair(pair: Pair) -> tuple[Evidence, Evidence]:
    """The evidence of both ends, and by which rule they belong together."""
    return of_document(pair.policy), of_document(pair.interpretation, paired_by=pair.rule)


def some(documents: Sequence[Document], most: int = 20) -> tuple[Evidence, ...]:
    """The evidence of many articles: the first of them, and how many more there are."""
    shown = [of_document(one) for one in documents[:most]]
    if len(documents) > most:
        shown[0] = shown[0].model_copy(update={"also": len(documents) - most})
    return tuple(shown)
