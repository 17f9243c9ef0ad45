"""Which links say one thing and open another?"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from auditor.api import (
    Check,
    Element,
    Evidence,
    Facts,
    Finding,
    Link,
    Messages,
    Need,
    Opening,
    Page,
    Reason,
    Region,
    Rule,
    Value,
    _,
    same,
    seen_link,
    seen_page,
)
from auditor_checks.links.likeness import own_number, shared, shared_with, speaks_of, wide, year_and_count
from auditor_checks.links.persons import (
    PersonParams,
    about,
    in_office,
    in_post,
    introduced,
    mentions,
    person,
    traditional,
)
from auditor_checks.seen import same_page, why

_MOST_ROWS = 2  # a page with more rows is a list, and speaks of many documents
_LONGEST_NAME = 12  # characters of the name of a column
_MOST_PEOPLE = 200  # links of one page of leaders that are opened


class ContradictionParams(PersonParams):
    """`about`: what nobody who opens the page can deny, or what a person should look at. The rest are words by which
    one document speaks of another, how much a title and a page must have in common, and how far is looked."""

    about: Literal["proven", "candidates"]
    foreign_words: tuple[str, ...] = (
        *("解读", "图解", "问答", "说明", "废止", "失效", "修改", "修订", "更正", "清理", "停止执行"),
        *("转发", "贯彻", "落实", "答复", "根据", "依据", "按照", "附件", "提案", "建议"),
    )
    same_title: float = 0.2  # share of what a label is about; above it the title may be the same in other words
    least_title: int = 12  # Chinese characters of a label that is a whole title
    least_text: int = 200  # characters of a page that says enough to be compared
    least_column: int = 4  # characters of a column's name that is not everybody's
    most_pages: int = 200  # that the home page leads to, and whose links are compared


@dataclass(frozen=True, slots=True)
class _Told:
    """One contradiction: about which target, how sure, in which words."""

    url: str
    message: str
    evidence: tuple[Evidence, ...]
    values: dict[str, Value]

    @property
    def proven(self) -> bool:
        return self.message in ("number", "person")


@dataclass(slots=True)
class _Tally:
    """How many links said something that could be compared, and why others could not be."""

    compared: int = 0
    unread: Counter[Reason] = field(default_factory=Counter)


class Contradiction(Check[ContradictionParams]):
    """Which links name a document number or a person, and open the page of another that does not even mention it?

    Only what cannot be refuted by opening the page is held against the portal: the page has a number, or is about a
    person, of its own, and the one in the link is nowhere on it. A list of leaders that still names the predecessor is
    such a case, since its reader is told two things. The links of the home page and of the pages that it leads to are
    compared: there stand the lists. All else is for a person to look at: a number that differs while the titles agree,
    a column of another name, a title with which the page has nothing in common.
    """

    rule = Rule(
        id="links.contradiction",
        title=_("文字与内容对不上的链接"),
        why=_("链接写的是一份文件或一个人，打开的是另一份、另一个人，读者会拿错文件、认错人。"),
        fix=_("核对列表里这一行的文字和地址，把填错的那一项改正；人员调整后，名单和个人页面一起更新。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ContradictionParams
    messages = Messages(
        met=_("比对了 {compared} 个写明文号或人名的链接，与打开的页面没有对不上的"),
        met_candidates=_("没有文字与内容看来对不上、需要人工核对的链接"),
        number=_("“{label}”打开的是 {found}，页面上没有 {number}"),
        person=_("“{label}”打开的是{found}的页面，页面上没有提到{name}"),
        maybe_number=_("“{label}”打开的页面文号是 {found}，请核对哪一个写错了"),
        maybe_person=_("“{label}”打开的像是{found}的页面，请人工核对"),
        column=_("“{label}”打开的栏目名为“{found}”，请人工核对是不是这个栏目"),
        unlike=_("“{label}”打开的页面题为“{found}”，两者几乎没有相同的字句，请人工核对"),
        unsettled=_("{unread} 个写明文号或人名的链接没有读到打开的页面，不能断定是否对得上，不计为不符合"),
        nothing=_("没有写明文号或人名、可以与页面比对的链接"),
        home_down=_("首页没有读到，不能断定链接与内容是否对得上"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home, subject = facts.home(), self.params.about
        if home is None:
            yield self.not_testable(subject, "home_down", Reason.HOME_DOWN)
            return
        tally = _Tally()
        told = list(self._numbers_and_persons(facts, home, tally))
        proven = {one.url: one for one in told if one.proven}
        if self.params.about == "candidates":
            doubtful = {one.url: one for one in (*self._on_home(facts, home), *told) if one.url not in proven}
            for one in doubtful.values():
                yield self.manual(one.url, one.message, evidence=one.evidence, **one.values)
            if not doubtful:
                yield self.met(subject, "met_candidates")
            return
        for one in proven.values():
            yield self.unmet(one.url, one.message, evidence=one.evidence, **one.values)
        if proven:
            return
        if tally.compared:
            del tally.unread[Reason.BUDGET]  # what the budget left out is told by the coverage
        unread = tally.unread.total()
        if unread > tally.compared:
            commonest = max(sorted(tally.unread), key=lambda reason: tally.unread[reason])
            yield self.not_testable(subject, "unsettled", commonest, unread=unread)
        elif tally.compared:
            yield self.met(subject, "met", compared=tally.compared)
        else:
            yield self.not_applicable(subject, "nothing", Reason.NOTHING_TO_JUDGE)

    def _numbers_and_persons(self, facts: Facts, home: Page, tally: _Tally) -> Iterator[_Told]:
        lists: dict[str, None] = {}
        known: set[tuple[str, str]] = set()
        for page in self._front(facts, home):
            if any(self._names_leaders(same(heading)) for heading in page.headings):
                lists.setdefault(page.url)
            for link in page.links:
                label = same(link.label)
                if link.element is not Element.A or (label, link.target) in known or not facts.own(link.target):
                    continue
                known.add((label, link.target))
                if self._names_leaders(label):
                    lists.setdefault(link.target)
                if (numbered := own_number(link.label, self.params.foreign_words)) is not None:
                    yield from self._number(facts, page, link, numbered[0], tally)
        seen: set[str] = set()
        for url in lists:
            listing = facts.page(url)
            if listing is not None and listing.url not in seen:
                seen.add(listing.url)
                yield from self._people(facts, listing, tally)

    def _names_leaders(self, label: str) -> bool:
        return len(label) <= _LONGEST_NAME and any(word in label for word in self.params.leader_lists)

    def _front(self, facts: Facts, home: Page) -> Iterator[Page]:
        """The home page and the pages that it leads to, each once: columns, lists, what is shown first."""
        yield home
        targets = dict.fromkeys(link.target for link in home.links if link.element is Element.A)
        read, seen = 0, {home.url, home.final_url}
        for target in targets:
            if read >= self.params.most_pages:
                return
            if not facts.own(target) or (page := facts.page(target)) is None:
                continue
            read += 1
            if page.url not in seen:
                seen |= {page.url, page.final_url}
                yield page

    def _number(self, facts: Facts, where: Page, link: Link, number: str, tally: _Tally) -> Iterator[_Told]:
        page = self._read(facts, link, tally)
        if page is None or len(page.items) > _MOST_ROWS:
            return
        found = facts.number(page)
        if not found:
            return
        tally.compared += 1
        if year_and_count(found) == year_and_count(number) or speaks_of(page, number):
            return
        title = facts.title(page)
        labels = (one.label for one in where.links if one.target == link.target)
        named = filter(None, (self._words(label) for label in labels))
        sure = all((alike := shared(words, title)) is not None and alike < self.params.same_title for words in named)
        values: dict[str, Value] = {"label": link.label[:80], "number": number, "found": found}
        yield self._told(facts, "number" if sure else "maybe_number", where, link, page, title, values)

    def _words(self, label: str) -> str:
        """A label without the number that it carries."""
        numbered = own_number(label, self.params.foreign_words)
        return label if numbered is None else numbered[1]

    def _people(self, facts: Facts, where: Page, tally: _Tally) -> Iterator[_Told]:
        """Contradictions on one page that lists leaders."""
        links = [
            link
            for link in where.links
            if link.element is Element.A
            and link.region is Region.BODY
            and facts.own(link.target)
            and "#" not in link.href  # a part of a page that a script may show
            and link.target not in (where.url, where.final_url)
        ][:_MOST_PEOPLE]
        pages = {link.target: facts.page(link.target) for link in links}
        read = [where, *(page for page in pages.values() if page is not None)]
        right, wrong = 0, []
        shells: dict[str, set[str]] = {}
        for link in links:
            name = person(same(link.label), self.params)
            page = (pages[link.target] or self._read(facts, link, tally)) if name else None
            shown = about(page, facts.title(page), self.params) if page is not None else ""
            if page is None or not shown:
                continue
            tally.compared += 1
            shells.setdefault(shown, set()).add(page.url)
            if shown == name or mentions(page, name):
                right += shown == name
            elif in_office(page, self.params) and not traditional(page) and not traditional(where):
                wrong.append((link, page, name, shown))
        for link, page, name, shown in wrong:
            if len(shells[shown]) > 1:
                continue  # several addresses show one person until a script has read the address
            posted = right >= 1 and in_post(where, link.label, self.params)
            sure = (posted or introduced(read, name, self.params, facts)) and len(set(name) & set(shown)) < 2
            if sure or right >= 2:
                values: dict[str, Value] = {"label": link.label, "name": name, "found": shown}
                message = "person" if sure else "maybe_person"
                yield self._told(facts, message, where, link, page, facts.title(page), values)

    def _on_home(self, facts: Facts, home: Page) -> Iterator[_Told]:
        """Links of the home page whose title or column seems to be another."""
        links = [one for one in home.links if one.element is Element.A and one.label and facts.own(one.target)]
        targets = list(dict.fromkeys(link.target for link in links))[: self.params.most_pages]
        pages = {target: facts.page(target) for target in targets}
        opened = [
            (link, page) for link in links if (page := pages.get(link.target)) is not None and not same_page(page, home)
        ]
        columns = {same(name): page for _link, page in opened if (name := page.metas.get("columnname", ""))}
        for link, page in opened:
            known = columns.get(same(link.label))
            if known is not None and self._other_column(link, page, known):
                values: dict[str, Value] = {"label": link.label, "found": page.metas["columnname"]}
                yield self._told(facts, "column", home, link, page, page.title, values)
            elif self._unlike(facts, link, page):
                title = facts.title(page)
                yield self._told(
                    facts, "unlike", home, link, page, title, {"label": link.label[:80], "found": title[:80]}
                )

    def _other_column(self, link: Link, page: Page, known: Page) -> bool:
        """Is this column another than the one that bears the name of the link? A part of it, or one whose name is
        close, is not."""
        name = page.metas.get("columnname", "")
        if not name or len(same(link.label)) < self.params.least_column or same_page(page, known):
            return False
        if page.url.startswith(known.url) or known.url.startswith(page.url):
            return False
        named = same("".join((name, page.title, *page.headings, *page.breadcrumb)))
        return shared(link.label, named) == 0

    def _unlike(self, facts: Facts, link: Link, page: Page) -> bool:
        """Is the link's text a whole title with which the article has nothing in common?"""
        if wide(link.label) < self.params.least_title or len(page.items) > _MOST_ROWS:
            return False
        if not (page.metas.get("articletitle") or page.published) or len(page.text) < self.params.least_text:
            return False
        if wide(facts.title(page)) < self.params.least_title or traditional(page):
            return False
        common = shared_with(link.label, page)
        return common is not None and common < self.params.same_title

    @staticmethod
    def _read(facts: Facts, link: Link, tally: _Tally) -> Page | None:
        page = facts.page(link.target)
        if page is None:
            visit = facts.visit(link.target)
            if visit.opening is Opening.UNSETTLED:
                tally.unread[why(visit)] += 1
        return page

    @staticmethod
    def _told(
        facts: Facts, message: str, where: Page, link: Link, page: Page, title: str, values: dict[str, Value]
    ) -> _Told:
        seen = (seen_link(where, link, facts.visit(link.target)), seen_page(page, title))
        return _Told(link.target, message, seen, values)
