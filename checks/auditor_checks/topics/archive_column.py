"""Is there a column that keeps the ended topics?"""

from collections.abc import Iterable, Sequence

from auditor.api import (
    Check,
    Facts,
    Finding,
    Link,
    Messages,
    Need,
    Opening,
    Page,
    Params,
    Reason,
    Region,
    Rule,
    _,
    same,
    seen_page,
)
from auditor_checks.seen import (
    leads_nowhere,
    left_to_script,
    of_visit,
    opened,
    plain,
    read,
    references,
    unclicked,
    unrun,
    why,
)


class ArchiveColumnParams(Params):
    names: tuple[str, ...]  # of the column that keeps ended topics
    near: tuple[str, ...] = ("专题", "专栏")  # in the names of entrances behind which such a column may lie


class ArchiveColumn(Check[ArchiveColumnParams]):
    """Does the portal have a column under one of these names, does it open, and does it keep something?

    A heading of that name above entries of a page that also lists live topics is such a column.
    """

    rule = Rule(
        id="topics.archive-column",
        title=_("历史专题栏目"),
        why=_("结束的专题是要留存的资料，没有专门栏目，撤下入口就等于找不到了。"),
        fix=_("设置历史专题或往期专题栏目，在专题列表页留一个入口，把已结束的专题移进去。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = ArchiveColumnParams
    messages = Messages(
        met=_("有“{found}”栏目，里面有 {entries} 项"),
        met_here=_("“{found}”设在专题列表页上"),
        tab=_("“{found}”要点击后由脚本展开，不能断定里面有没有内容，不计为不符合；请在浏览器里点开"),
        empty=_("“{found}”栏目能打开，但里面是空的"),
        dead=_("“{found}”栏目打不开"),
        absent=_("看过的 {pages} 个页面里，未见“{name}”一类的栏目"),
        unsettled=_("“{found}”栏目这次没能确认是否打得开，不计为不符合"),
        unread=_("“{found}”栏目能打开，但没有读到它的内容，不能断定是否为空，不计为不符合"),
        script=_("“{found}”栏目的内容由脚本填写，这次没有运行脚本，不能断定是否为空，不计为不符合"),
        list_unread=_("“{found}”没有读到，不能断定里面没有“{name}”一类的栏目，不计为不符合"),
        partly=_("只看了离首页最近的 {pages} 个页面，不能断定没有“{name}”一类的栏目，不计为不符合"),
        home_script=_("首页有内容由脚本填写，这次没有运行脚本，不能断定没有“{name}”一类的栏目，不计为不符合"),
        nothing=_("未见专题，无须历史专题栏目"),
        home_down=_("首页没有读到，不能断定有没有“{name}”一类的栏目"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        home, name = facts.home(), self.params.names[0]
        if home is None:
            seen = of_visit(facts.visit(facts.portal.home))
            yield self.not_testable(facts.portal, "home_down", Reason.HOME_DOWN, name=name, evidence=seen)
            return
        columns = self._columns(facts)
        judged = [self._column(facts, page) for page in columns]
        judged += [self._entrance(facts, page, link) for page, link in self._entrances(facts, columns)]
        yield min(judged, key=lambda ranked: ranked[0])[1] if judged else self._missing(facts, home)

    def _columns(self, facts: Facts) -> list[Page]:
        found = (facts.column(name) for name in self.params.names)
        return [page for column in found if column and (page := facts.page(column.url))]

    def _entrances(self, facts: Facts, columns: Sequence[Page]) -> list[tuple[Page, Link]]:
        """The first link of one of the names to each address, whatever page it stands on, and headings of that name
        on other pages than those of `columns`, which carry it as their own."""
        keys = frozenset(map(plain, self.params.names))
        found = [(one.page, one.link) for one in facts.entrances(*self.params.names, deep=True)]
        around = {page.url for page in columns}
        headed = [url for url in facts.headed(*self.params.names, deep=True) if url not in around]
        pages = {page.url: page for page in facts.pages_at(dict.fromkeys([*(url for url, _link in found), *headed]))}
        links = [(pages[url], link) for url, link in found if url in pages]
        here = [
            (pages[url], Link(target="", href="#", label=self._heading(pages[url], keys), order=len(pages[url].links)))
            for url in headed
            if url in pages
        ]
        seen: dict[str, tuple[Page, Link]] = {}
        for page, link in sorted((*links, *here), key=lambda one: (one[0].depth, one[0].url, one[1].order)):
            seen.setdefault(link.target if not leads_nowhere(page, link) else page.url + "#", (page, link))
        return list(seen.values())

    @staticmethod
    def _heading(page: Page, keys: frozenset[str]) -> str:
        return next(line for line in page.headings if plain(line) in keys)

    def _column(self, facts: Facts, page: Page) -> tuple[int, Finding]:
        return self._filled(facts, page, page.breadcrumb[-1] if page.breadcrumb else page.title)

    def _entrance(self, facts: Facts, page: Page, link: Link) -> tuple[int, Finding]:
        seen = opened(facts, page, link)
        if leads_nowhere(page, link):
            if any(plain(line) == plain(link.label) for line in page.headings):
                return 1, self.met(page, "met_here", found=link.label, evidence=seen)
            reason = unclicked(facts)
            return 3, self.not_testable(page, "tab", reason, found=link.label, evidence=seen)
        visit = facts.visit(link.target)
        if visit.opening is Opening.UNSETTLED:
            return 2, self.not_testable(link, "unsettled", why(visit), found=link.label, evidence=seen)
        if visit.opening is Opening.DEAD:
            return 5, self.unmet(link, "dead", found=link.label, evidence=seen)
        goal = read(facts, link.target)
        if goal is None:
            return 3, self.not_testable(link, "unread", Reason.NOT_GATHERED, found=link.label, evidence=seen)
        if facts.like_absent(goal):
            return 5, self.unmet(link, "dead", found=link.label, evidence=[seen, seen_page(goal, goal.title)])
        return self._filled(facts, goal, link.label)

    def _filled(self, facts: Facts, page: Page, label: str) -> tuple[int, Finding]:
        pages = facts.shown(page)
        entries = self._entries(facts, page, pages)
        if entries:
            return 0, self.met(page, "met", found=label, entries=entries, evidence=seen_page(page, label))
        if left_to_script(pages):
            return 3, self.not_testable(page, "script", unrun(facts), found=label, evidence=seen_page(page, label))
        return 4, self.unmet(page, "empty", found=label, evidence=seen_page(page, label))

    def _entries(self, facts: Facts, page: Page, pages: Sequence[Page]) -> int:
        """How many things does the column keep? Rows of its list, else topics that are known to stand in it."""
        items = {
            item.target for one in pages for item in one.items if item.day or self._further(facts, page, item.target)
        }
        if items:
            return len(items)
        own = {one.url for one in pages}
        topics = facts.topics(self.params.names, ())
        filed = sum(1 for topic in topics if any(e.archive and e.page in own for e in topic.entrances))
        trail = {same(name) for name in page.breadcrumb}
        body = [
            link for _page, link in references(pages) if link.region is Region.BODY and same(link.label) not in trail
        ]
        return filed or len({link.target for link in body if self._further(facts, page, link.target)})

    @staticmethod
    def _further(facts: Facts, page: Page, target: str) -> bool:
        """Does this lead to something that the home page does not lead to?"""
        known = (page.url, page.final_url, facts.portal.home)
        return bool(target) and target not in known and not facts.referrers(target, 1).home

    def _unread(self, facts: Facts, front: Sequence[Page]) -> tuple[Page, Link] | None:
        """An entrance of the home page behind which the column may lie, and which was not read."""
        for page, link in references(front):
            near = any(word in link.label for word in self.params.near)
            if not near or leads_nowhere(page, link) or not facts.own(link.target) or read(facts, link.target):
                continue
            if facts.visit(link.target).opening is not Opening.DEAD:
                return page, link
        return None

    def _missing(self, facts: Facts, home: Page) -> Finding:
        name, pages = self.params.names[0], facts.coverage.pages
        shown = facts.shown(home)
        if left_to_script(shown) or not any(True for _seen in references(shown)):
            return self.not_testable(facts.portal, "home_script", unrun(facts), name=name)
        if not facts.topics(self.params.names, ()):
            return self.not_applicable(facts.portal, "nothing", Reason.NOTHING_TO_JUDGE)
        if unread := self._unread(facts, shown):
            visit = facts.visit(unread[1].target)
            seen = opened(facts, *unread)
            return self.not_testable(
                facts.portal, "list_unread", why(visit), name=name, found=unread[1].label, evidence=seen
            )
        # The entrance stands on the home page or on the list of topics, one click away: both levels must be read.
        if not facts.coverage.complete and facts.coverage.depth < 2:
            return self.not_testable(facts.portal, "partly", Reason.BUDGET, name=name, pages=pages)
        return self.unmet(facts.portal, "absent", name=name, pages=pages, evidence=seen_page(home))
