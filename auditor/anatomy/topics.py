"""Which topics (专题) does the portal have, from where are they entered, and when did they last change?"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from auditor.anatomy.names import article_address, called, folder, is_article, place, site_names
from auditor.api import Facts
from auditor.model.anatomy import Entrance, Topic
from auditor.model.exchange import Opening
from auditor.model.page import DateMark, DateSource, Element, Item, Link, Page, Region
from auditor.model.words import same

# Folder names under which publishing systems keep topics.
_TOPIC_FOLDER = re.compile(
    r"(?:zt|zhuanti|special|topic|subject)[a-z]{0,4}\d{0,4}|\w{0,4}ztzl\w{0,4}|rdzt|zdzt|wqzt|lszt", re.I
)
_OFFICE = re.compile(
    r"(?:局|委|委员会|办|办公室|院|厅|部|所|站|中心|政府|镇|乡|街道|网|网站|门户|平台|系统|大厅|邮箱|公司|银行|学校|馆|会|APP|客户端)$"
)
_TOPIC_NAME = re.compile(r"(?:专题|专栏|专网|主题)(?:网站?|页面?)?$")  # at the end of what a link is called
_DATED = re.compile(r"/t(20\d\d)(\d\d)(\d\d)_|/(20\d\d)[-/](\d{1,2})[-/](\d{1,2})/|/(20\d\d)(\d\d)(\d\d)/")
_NO_TOPIC = re.compile(r"首页|返回|更多|more|上一页|下一页|尾页|末页|第\d+页|\d*>*|english|登录|注册|查看|点击.*", re.I)
_DAYS = 5  # of a topic that are kept
_ROWS = 60  # of a topic's page whose own pages are asked for their day
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpe?g|png|gif|mp4|mp3|flv|txt)$", re.I)


def topics(facts: Facts, archive_names: Sequence[str], list_names: Sequence[str]) -> tuple[Topic, ...]:
    """Topics by URL: what lists of topics and of ended topics show, and what the home page leads to in a topic folder.

    An article inside a topic is no topic, and a list of topics is none. Everything uncertain makes a topic look
    younger or leaves it out, never older.
    """
    home = facts.home()
    front = () if home is None else tuple(facts.shown(home))
    search = _Search(facts, front, tuple(archive_names), tuple(list_names))
    for page in front:
        for link in _references(page):
            search.at_home(page, link)
    for names, archive in ((list_names, False), (archive_names, True)):
        for page in search.lists(names):
            search.listed(page, archive=archive)
    ages = _ages(facts, search)
    return tuple(search.topic(key, ages[key]) for key in sorted(search.entrances))


@dataclass(slots=True)
class _Age:
    newest: DateMark | None = None
    items: int = 0
    days: set[date] = field(default_factory=set)  # of what lies in its own folder
    last: str = ""
    oldest: date | None = None

    def see(self, mark: DateMark | None, title: str = "") -> None:
        """`title`: of what bears this date."""
        if not mark or mark.source is DateSource.HEADER:
            return
        self.oldest = min(self.oldest or mark.day, mark.day)
        if self.newest is None or mark.day > self.newest.day:
            self.newest, self.last = mark, title
        elif mark.day == self.newest.day:
            self.last = self.last or title


@dataclass(slots=True)
class _Search:
    facts: Facts
    front: tuple[Page, ...]
    archive_names: tuple[str, ...]
    list_names: tuple[str, ...]
    entrances: dict[str, list[Entrance]] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)  # place → an address under which it was asked for

    @property
    def site(self) -> frozenset[str]:
        return site_names(self.front[0] if self.front else None, self.facts.portal.name)

    def key(self, link: Link) -> str:
        """The place that a link leads to, redirects followed; "" when it cannot be a topic."""
        if not link.target or _FILE.search(urlsplit(link.target).path) or self._listing(link):
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
        """The pages that list topics under one of these names: columns, and what the home page calls so."""
        keys = {same(name) for name in names}
        seen: set[str] = set()
        urls = [column.url for name in names if (column := self.facts.column(name))]
        urls += [link.target for page in self.front for link in _references(page) if same(link.label) in keys]
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
        ended = _after_archive_heading(page, self.archive_names) if not archive else frozenset()
        crumbs = frozenset(map(same, page.breadcrumb))
        for link in _references(page):
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
            return not (_in_topic_folder(link.target) or (own and _within(link.target, own)))
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
            for link in _references(page):
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

    def topic(self, key: str, age: "_Age") -> Topic:
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
            partial=bool(page and _unread(self.facts, page)),
            days=tuple(sorted(age.days, reverse=True)[:_DAYS]),
            last=age.last,
            oldest=age.oldest,
            notice=_notice(page) if page else "",
        )


_OF_ITSELF = re.compile(r"^[【\[（(]?(?:(?:温馨)?提示|说明|注)?[:：]?(?:本|该)(?:专题|专栏|栏目|次活动|活动|页面)")


def _notice(page: Page) -> str:
    """The line in which a topic's page speaks of itself, "" when there is none."""
    return next((line[:120] for line in page.text.splitlines() if _OF_ITSELF.match(line)), "")


_FRAME_OF_PAGE = (Region.HEADER, Region.NAV, Region.FOOTER)


def _references(page: Page) -> Iterator[Link]:
    return (link for link in page.links if link.element in (Element.A, Element.AREA))


def _in_topic_folder(url: str) -> bool:
    return any(_TOPIC_FOLDER.fullmatch(part) for part in urlsplit(url).path.split("/") if part)


def _after_archive_heading(page: Page, archive_names: Sequence[str]) -> frozenset[int]:
    """Orders of the links that stand under a heading such as 历史专题 on a page that also lists live topics.

    A link of that name to another page is no heading; a tab (#, javascript:) is one.
    """
    keys = {same(name) for name in archive_names}
    named = [link for link in _references(page) if same(link.label) in keys]
    if any(link.target and place(link.target) != place(page.url) for link in named):
        return frozenset()
    lines = [same(line) for line in page.text.splitlines()]
    start = next((number for number, line in enumerate(lines) if line in keys), None)
    if start is None:
        return frozenset()
    later, earlier = set(lines[start + 1 :]), set(lines[:start])
    return frozenset(
        link.order for link in _references(page) if same(link.label) in later and same(link.label) not in earlier
    )


def day_in(url: str) -> DateMark | None:
    """The day that an address carries (t20210301_12.html, /2021/3/1/), None when it carries none."""
    match = _DATED.search(url)
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return DateMark(day=date(year, month, day), source=DateSource.URL, words=match[0].strip("/"))
    except ValueError:
        return None


def _ages(facts: Facts, search: _Search) -> dict[str, _Age]:
    """How old is each topic? One pass over all pages: what lies in its folder, or names it in its breadcrumb."""
    ages = {key: _Age() for key in search.entrances}
    folders: dict[str, str] = {}
    crumbs: dict[str, str] = {}
    for key in ages:
        page = facts.page(search.targets[key])
        if page is None:
            continue
        inside = _folder(facts, page)
        if inside:
            folders[inside] = key
        for name in called(page, search.site)[:1]:
            crumbs.setdefault(same(name), key)
        _look(ages[key], page, inside)
        if not page.items:
            _long_page(ages[key], page, inside)
        for link in _references(page):
            if link.region is Region.BODY:
                ages[key].see(day_in(link.target))
    heads = {key: inside for inside, key in folders.items()}
    elsewhere = _listed_elsewhere(facts, set(ages))
    for key in ages:
        page = facts.page(search.targets[key])
        if page is not None:
            _through(facts, ages[key], page, heads.get(key, ""), elsewhere)
    front = {one.url for one in search.front}
    for page in facts.pages(links=False):
        if page.url in front:
            continue
        named = {crumbs[crumb] for crumb in map(same, page.breadcrumb) if crumb in crumbs}
        for key in {*_folders_above(page, folders), *named}:
            _look(ages[key], page, heads.get(key, ""), own=key in named)
    return ages


def _listed_elsewhere(facts: Facts, topics: Set[str]) -> frozenset[str]:
    """What the home page leads to, and what columns outside the topics list: a box of news beside a topic lists it too."""
    home = facts.home()
    shown = {link.target for page in facts.shown(home) for link in page.links} if home else set()
    rows = (item.target for column in facts.columns() if place(column.url) not in topics for item in column.items)
    return frozenset(shown.union(rows))


def _through(facts: Facts, age: _Age, page: Page, inside: str, elsewhere: Set[str]) -> None:
    """The days of what a topic's page leads to, wherever it lies: those of its rows, and those that their own pages
    bear (a query address, no line under the title). What is listed elsewhere too says nothing of the topic."""
    rows = {item.target: item for item in page.items if item.target}
    for link in _references(page):
        if link.region is Region.BODY and link.label and _within(link.target, inside):
            rows.setdefault(link.target, Item(link.label, link.target, None, link.order))
    for item in list(rows.values())[:_ROWS]:
        if item.target in elsewhere or not (facts.own(item.target) and (day := facts.day(item))):
            continue
        goal = facts.page(item.target) if item.day is None and day_in(item.target) is None else None
        if goal is not None and len(goal.items) > 2:
            continue  # a list: its rows were looked at
        if item.day is None:
            age.see(DateMark(day=day, source=DateSource.VISIBLE, words=day.isoformat()), item.title)
        age.days.add(day)


def _folders_above(page: Page, folders: dict[str, str]) -> Iterator[str]:
    parts = urlsplit(page.final_url or page.url)
    path = parts.path
    while len(path) > 1:
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if key := folders.get(f"{parts.netloc}{path}"):
            yield key


_DAY_IN_TEXT = re.compile(
    r"(?<!今天是)(?<!今日是)(?<!现在是)(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)"
)


def _long_page(age: _Age, page: Page, inside: str) -> None:
    """The days that a topic on one long page speaks of, where it has no list and no page of its own below it: the
    newest of at least two tells when it was last added to, if not later."""
    if any(_within(link.target, inside) and place(link.target) != place(page.url) for link in _references(page)):
        return
    found: dict[date, str] = {}
    for match in _DAY_IN_TEXT.finditer(page.text):
        try:
            found[date(int(match[1]), int(match[2]), int(match[3]))] = match[0]
        except ValueError:
            continue
    if len(found) >= 2:
        newest = max(found)
        age.see(DateMark(day=newest, source=DateSource.VISIBLE, words=found[newest]))
        age.days |= found.keys()


def _look(age: _Age, page: Page, inside: str, *, own: bool = False) -> None:
    """`inside`: the topic's own folder, "" when it heads none. `own`: the page's trail names the topic."""
    for item in page.items:
        listed = DateMark(day=item.day, source=DateSource.LIST, words=item.day.isoformat()) if item.day else None
        addressed = day_in(item.target)
        age.see(listed, item.title)
        age.see(addressed, item.title)
        if (mark := listed or addressed) and _within(item.target, inside):
            age.days.add(mark.day)
    age.items += len(page.items)
    if is_article(page):
        age.see(page.published, page.title)
        if page.published and (own or _within(page.final_url or page.url, inside)):
            age.days.add(page.published.day)


def _within(url: str, inside: str) -> bool:
    parts = urlsplit(url)
    return bool(inside) and f"{parts.netloc}{parts.path}".startswith(inside)


def _folder(facts: Facts, page: Page) -> str:
    """The folder that a topic's page heads; of one on a sub-domain of its own, the whole of that host."""
    url = page.final_url or page.url
    parts = urlsplit(url)
    if parts.path in ("", "/") and not parts.query and parts.netloc != urlsplit(facts.portal.home).netloc:
        return f"{parts.netloc}/"
    return folder(url)


def _unread(facts: Facts, page: Page) -> bool:
    """Does the topic have columns of its own that nobody read, so that something newer may lie in them?"""
    inside = _folder(facts, page)
    for link in _references(page):
        parts = urlsplit(link.target)
        if not inside or not f"{parts.netloc}{parts.path}".startswith(inside) or _FILE.search(parts.path):
            continue
        if article_address(link.target) or place(link.target) == place(page.final_url or page.url):
            continue
        if facts.page(link.target) is None and facts.visit(link.target).opening is not Opening.DEAD:
            return True
    return False
