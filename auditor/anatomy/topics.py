"""Which topics (专题) does the portal have, from where are they entered, and when did they last change?"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from auditor.anatomy.ages import FILE, Age, Trails, ages_of, references, unread, within
from auditor.anatomy.names import article_address, called, folder, is_article, place, site_names
from auditor.api import Facts
from auditor.model.anatomy import Entrance, Topic
from auditor.model.page import Element, Link, Page, Region
from auditor.model.words import same

# Folder names under which publishing systems keep topics.
_TOPIC_FOLDER = re.compile(
    r"(?:zt|zhuanti|special|topic|subject)[a-z]{0,4}\d{0,4}|\w{0,4}ztzl\w{0,4}|rdzt|zdzt|wqzt|lszt", re.I
)
_OFFICE = re.compile(
    r"(?:局|委|委员会|办|办公室|院|厅|部|所|站|中心|政府|镇|乡|街道|网|网站|门户|平台|系统|大厅|邮箱|公司|银行|学校|馆|会|APP|客户端)$"
)
_TOPIC_NAME = re.compile(r"(?:专题|专栏|专网|主题)(?:网站?|页面?)?$")  # at the end of what a link is called
_DAYS = 5  # of a topic that are kept
_NO_TOPIC = re.compile(r"首页|返回|更多|more|上一页|下一页|尾页|末页|第\d+页|\d*>*|english|登录|注册|查看|点击.*", re.I)

_BESIDE = 3  # columns that tell by what they have in common what stands on every page


def topics(facts: Facts, trails: Trails, archive_names: Sequence[str], list_names: Sequence[str]) -> tuple[Topic, ...]:
    """Topics by URL: what lists of topics and of ended topics show, and what the home page leads to in a topic folder.

    An article inside a topic is no topic, and a list of topics is none. Everything uncertain makes a topic look
    younger or leaves it out, never older.
    """
    home = facts.home()
    front = () if home is None else tuple(facts.shown(home))
    search = _Search(facts, front, tuple(archive_names), tuple(list_names))
    for page in front:
        for link in references(page):
            search.at_home(page, link)
    for names, archive in ((list_names, False), (archive_names, True)):
        for page in search.lists(names):
            search.listed(page, archive=archive)
    targets = {key: search.targets[key] for key in search.entrances}
    ages = ages_of(facts, trails, targets, search.site)
    return tuple(search.topic(key, ages[key]) for key in sorted(search.entrances))


@dataclass(slots=True)
class _Search:
    facts: Facts
    front: tuple[Page, ...]
    archive_names: tuple[str, ...]
    list_names: tuple[str, ...]
    entrances: dict[str, list[Entrance]] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)  # place → an address under which it was asked for
    _everywhere: frozenset[str] | None = None

    @property
    def site(self) -> frozenset[str]:
        return site_names(self.front[0] if self.front else None, self.facts.portal.name)

    def key(self, link: Link) -> str:
        """The place that a link leads to, redirects followed; "" when it cannot be a topic."""
        if not link.target or FILE.search(urlsplit(link.target).path) or self._listing(link):
            return ""
        page = self.facts.page(link.target)
        if not self.facts.own(link.target) and not (page and self.facts.own(page.final_url)):
            return ""  # what others keep is theirs to put away
        key = place(page.final_url or page.url if page else link.target)
        if key in {place(url) for one in self.front for url in (one.url, one.final_url or one.url)}:
            return ""
        if page is not None and self._lists(page):
            return ""
        if (page is not None and is_article(page)) or (page is None and article_address(link.target)):
            return ""
        self.targets.setdefault(key, link.target)
        return key

    def _topic_host(self, page: Page, link: Link) -> bool:
        """Is this the root of a sub-domain of the portal's that is a topic: by its host, by what the link is called, by
        its own trail (首页 > 专题专栏), or as a banner or floating window that names no office and no service?"""
        if not self._elsewhere(link.target):
            return False
        if _TOPIC_FOLDER.fullmatch(urlsplit(link.target).netloc.partition(".")[0]) or _TOPIC_NAME.search(
            same(link.label)
        ):
            return True
        goal = self.facts.page(link.target)
        if goal is None or self._filed_as_topic(goal):
            return goal is not None
        drawn = any(one.element is Element.IMG and one.order == link.order + 1 for one in page.links)
        names = [link.label, *called(goal, self.site)[:1]]
        return (drawn or link.region is Region.FLOAT) and not any(_OFFICE.search(same(name)) for name in names if name)

    def _filed_as_topic(self, page: Page) -> bool:
        """Does its own trail say that it is a topic (首页 > 专题专栏)?"""
        lists = {same(name) for name in self.list_names}
        return any(same(crumb) in lists for crumb in page.breadcrumb)

    def _listing(self, link: Link) -> bool:
        names = {same(name) for name in (*self.archive_names, *self.list_names)}
        return same(link.label) in names or bool(_NO_TOPIC.fullmatch(link.label) and link.label)

    def _lists(self, page: Page) -> bool:
        """Is this page itself a list of topics, by its most visible name?"""
        names = {same(name) for name in (*self.archive_names, *self.list_names)}
        return any(same(name) in names for name in called(page, self.site)[:1])

    def lists(self, names: Sequence[str]) -> Iterator[Page]:
        """The pages that list topics under one of these names: columns, and what the home page and the pages near it
        call so."""
        seen: set[str] = set()
        urls = [column.url for name in names if (column := self.facts.column(name))]
        urls += [entrance.link.target for entrance in self.facts.entrances(*names)]
        for url in urls:
            page = self.facts.page(url) if url else None
            if page is None or page.url in {one.url for one in self.front}:
                continue
            column = next((c for c in self.facts.columns() if page.url in (c.url, *c.aliases)), None)
            for address in (page.url, *(column.aliases if column else ())):
                further = self.facts.page(address)
                if further is not None and further.url not in seen:
                    seen.add(further.url)
                    yield further

    def at_home(self, page: Page, link: Link) -> None:
        if not (_in_topic_folder(link.target) or self._topic_host(page, link)):
            return
        if key := self.key(link):
            inner = self._inside_of(key)
            if not inner:
                self._enter(key, Entrance(page=page.url, link=link, home=True))

    def listed(self, page: Page, *, archive: bool) -> None:
        around = {link.target for one in self.front for link in one.links if link.region in _FRAME_OF_PAGE}
        around |= self._template()
        ended = _after_archive_heading(page, self.archive_names) if not archive else frozenset()
        crumbs = frozenset(map(same, page.breadcrumb))
        for link in references(page):
            if same(link.label) in crumbs:
                continue
            if self._frame(page, link, around):
                continue
            if archive and link.target and article_address(link.target) and self.facts.own(link.target):
                key = place(link.target)  # an ended topic may be kept as one page
                self.targets.setdefault(key, link.target)
            else:
                key = self.key(link)
            if key and key != place(page.url):
                filed = archive or link.order in ended
                self._enter(key, Entrance(page=page.url, link=link, home=False, archive=filed))
                if not archive:
                    self._home_links(key)

    def _template(self) -> Set[str]:
        """Where do columns that are no topics all lead? A menu in a soup of divisions is taken for body: it stands on
        every page, on lists of topics too, and lists none."""
        if self._everywhere is None:
            others = (self.facts.page(one.url) for one in self.facts.columns() if not _in_topic_folder(one.url))
            leads = [
                {link.target for link in page.links if link.target} for page in islice(filter(None, others), _BESIDE)
            ]
            self._everywhere = frozenset.intersection(*map(frozenset, leads)) if len(leads) == _BESIDE else frozenset()
        return self._everywhere

    def _frame(self, page: Page, link: Link, around: Set[str]) -> bool:
        """Does this link stand on a list for every page's sake? `around`: where the frame of the home page leads.

        A list of short names looks like a menu: what lies below the list's own folder and is in no menu of the home
        page stands in the list.
        """
        goal = self.facts.page(link.target) if self._elsewhere(link.target) else None
        if link.region is Region.NAV and goal is not None and self._filed_as_topic(goal):
            return False
        if link.region is Region.NAV and link.target not in around:
            own = folder(page.final_url or page.url)
            return not (_in_topic_folder(link.target) or (own and within(link.target, own)))
        if link.region in _FRAME_OF_PAGE:
            return True
        return link.target in around and not (_in_topic_folder(link.target) or self._elsewhere(link.target))

    def _elsewhere(self, url: str) -> bool:
        """Is this the root of another host of the portal's?"""
        parts, home = urlsplit(url), urlsplit(self.facts.portal.home)
        other = parts.netloc.removeprefix("www.") != home.netloc.removeprefix("www.")
        return parts.path in ("", "/") and other and self.facts.own(url)

    def _home_links(self, key: str) -> None:
        """A topic known from a list: every link of the home page that leads to it is an entrance, wherever it lies."""
        for page in self.front:
            for link in references(page):
                if link.target and place(link.target) == key:
                    self._enter(key, Entrance(page=page.url, link=link, home=True))

    def _inside_of(self, key: str) -> bool:
        """Is this a column inside a topic (…/ztzl/abc/news/) rather than a topic?"""
        parent = key.rstrip("/").rpartition("/")[0] + "/"
        above = self.facts.page(parent) if _in_topic_folder(parent) else None
        if above is None or urlsplit(parent).path.count("/") < 3:
            return False
        names = {same(name) for name in (*self.list_names, *self.archive_names)}
        listing = any(same(name) in names for name in called(above, self.site))
        return not listing and place(above.url) == parent

    def _enter(self, key: str, entrance: Entrance) -> None:
        known = self.entrances.setdefault(key, [])
        if not any(e.page == entrance.page and e.link.order == entrance.link.order for e in known):
            known.append(entrance)

    def topic(self, key: str, age: Age) -> Topic:
        entrances = tuple(self.entrances[key])
        target = self.targets[key]
        page = self.facts.page(target)
        labels = [e.link.label for e in entrances if e.link.label]
        own = called(page, self.site) if page else ()
        return Topic(
            url=page.url if page else target,
            name=max(labels, key=len) if labels else (own[0] if own else ""),
            entrances=entrances,
            newest=age.newest,
            items=age.items,
            script=bool(page and page.script_list and not page.rendered),
            opened=bool(page and (page.links or page.items)),
            archived=any(e.archive for e in entrances),
            partial=bool(page and unread(self.facts, page)),
            days=tuple(sorted(age.days, reverse=True)[:_DAYS]),
            last=age.last,
            oldest=age.oldest,
            notice=_notice(page) if page else "",
        )


_OF_ITSELF = re.compile(r"^[【\[（(]?(?:(?:温馨)?提示|说明|注)?[:：]?(?:本|该|此)(?:专题|专栏|栏目|次活动|活动|页面)")


def _notice(page: Page) -> str:
    """The line in which a topic's page speaks of itself, "" when there is none."""
    return next((line[:120] for line in page.text.splitlines() if _OF_ITSELF.match(line)), "")


_FRAME_OF_PAGE = (Region.HEADER, Region.NAV, Region.FOOTER)


def _in_topic_folder(url: str) -> bool:
    return any(_TOPIC_FOLDER.fullmatch(part) for part in urlsplit(url).path.split("/") if part)


def _after_archive_heading(page: Page, archive_names: Sequence[str]) -> frozenset[int]:
    """Orders of the links that stand under a heading such as 历史专题 on a page that also lists live topics.

    A link of that name to another page is no heading; a tab (#, javascript:) is one.
    """
    keys = {same(name) for name in archive_names}
    named = [link for link in references(page) if same(link.label) in keys]
    if any(link.target and place(link.target) != place(page.url) for link in named):
        return frozenset()
    lines = [same(line) for line in page.text.splitlines()]
    start = next((number for number, line in enumerate(lines) if line in keys), None)
    if start is None:
        return frozenset()
    later, earlier = set(lines[start + 1 :]), set(lines[:start])
    return frozenset(
        link.order for link in references(page) if same(link.label) in later and same(link.label) not in earlier
    )
