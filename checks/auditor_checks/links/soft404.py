"""Is a page that opens an error page in disguise (soft 404)?

One sign that cannot be mistaken is enough, two of the weaker ones are: what the page says of itself, what it is called,
where it was redirected to, its pictures, that it sends its reader home, that it says next to nothing else, and that a
made-up address gives the same. An article, an answer, a search without hits, a door and a shell of scripts say such
things of something else.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from auditor.api import (
    DateSource,
    Element,
    Evidence,
    Facts,
    Page,
    Target,
    Visit,
    same,
    seen_page,
    spoken,
)
from auditor_checks.links.front import FrontParams, asks_for_home
from auditor_checks.links.notice import Says, Vocabulary, excused, may_say, plainest, plainness
from auditor_checks.seen import plain, same_page

_TITLE = re.compile(r"[|｜>＞»_—–\-·]+")
_NOT_A_WORD = re.compile(r"[\W\d_]+")
_STEM = re.compile(r"\..*")
_TOKEN = re.compile(r"[a-z]+|\d+")
_DRESS = frozenset({Element.IMG, Element.SCRIPT, Element.STYLE, Element.FRAME})
_SHOWS = frozenset({Element.FRAME, Element.META})  # another page in the place of this one
_FIRST = 10  # lines of a long page
_LISTS = 3  # rows, from which on a home page is more than a shell


class Soft404Params(FrontParams):
    """How error pages are told: titles, the words of a notice, names of files, and how much else may stand beside:
    `most` characters beside a plain notice, `little` beside one that may speak of something else."""

    absent_titles: tuple[str, ...] = (
        *("404错误", "404页面", "404错误页面", "404 Not Found", "Not Found", "404 Error", "Error 404", "公益404页面"),
        *("页面不存在", "页面未找到", "找不到页面", "无法找到该页", "无法找到页面", "无法找到资源", "页面找不到"),
        *("Page Not Found", "HTTP 404", "HTTP Status 404", "HTTP状态 404", "HTTP 404 未找到"),
    )
    bare_titles: tuple[str, ...] = (
        "404",
        "error",
        "错误",
        "出错",
        "出错了",
        "出错啦",
        "错误页面",
        "出错页面",
        "错误提示",
    )
    notices: Vocabulary = Vocabulary()
    back_words: tuple[str, ...] = ("首页", "主页")
    gone_files: tuple[str, ...] = ("404", "notfound", "not-found", "not_found", "pagenotfound", "nofound", "404error")
    error_files: tuple[str, ...] = ("error", "err", "errors", "img-error", "error404", "errorpage", "cuowu", "wrong")
    charity_scripts: tuple[str, ...] = ("search_children.js", "yibo404")
    most: int = 400
    little: int = 60


@dataclass(frozen=True, slots=True)
class Soft404:
    """By which message is it told, with which words of the page, and what was seen?"""

    message: str
    words: str
    evidence: tuple[Evidence, ...]


DRESS = (Element.IMG, Element.SCRIPT, Element.STYLE, Element.FRAME, Element.META)
"""The links of a page by which most pages show that they are no error page: lists of all others are dear to read."""


def filed(facts: Facts, head: Page, visit: Visit, params: Soft404Params) -> bool:
    """Is this an article for sure, by the head of its page and the links of `DRESS`, and no error page in disguise?"""
    signs = _Signs(head, visit, params, facts.home())
    return (
        _filed(head)
        and not (signs.gone or signs.charity or _answers(facts, head))
        and not _in_place_of_another(head, facts.home())
    )


def harmless(facts: Facts, page: Page, visit: Visit, params: Soft404Params) -> bool:
    """Is this page no error page for sure, whatever it links to beside the links of `DRESS`?"""
    if _Signs(page, visit, params, facts.home()).suspect or _in_place_of_another(page, facts.home()):
        return False
    probes = _answers(facts, page)
    words = spoken(page).words if probes else frozenset()
    return not any(words <= spoken(probe).words for probe in probes)


def _answers(facts: Facts, page: Page) -> tuple[Page, ...]:
    """What the hosts of this page answer to made-up addresses."""
    hosts = dict.fromkeys(urlsplit(url).hostname or "" for url in (page.url, page.final_url))
    return tuple(probe for host in hosts for probe in facts.absent(host))


def _in_place_of_another(page: Page, home: Page | None) -> bool:
    """May this page show another: in a frame, or as a home page that is sent for every address?"""
    return any(link.element in _SHOWS for link in page.links) or (home is not None and page.title == home.title)


def soft404(facts: Facts, page: Page, target: Target, params: Soft404Params) -> Soft404 | None:
    """What shows that the page behind this address is an error page sent as a page; None when nothing does."""
    home = facts.home()
    signs = _Signs(page, target.visit, params, home, named=lambda: _as_named(facts, page, target, home))
    words = signs.verdict(lambda: _repeated(facts, page) is not None)
    if words is None and any(link.element in _SHOWS for link in page.links) and not signs.own:
        words = _framed(facts, page, target.visit, params, home)
    if words is not None and not _so_called(facts, words, target):
        return Soft404("soft_404", words, (seen_page(page, words),))
    if probe := facts.like_absent(page) or _home_for_all(facts, page, params, home):
        return Soft404("same_as_absent", page.title, (seen_page(page, page.title), seen_page(probe, probe.title)))
    return None


def _framed(facts: Facts, page: Page, visit: Visit, params: Soft404Params, home: Page | None) -> str | None:
    """The words of the error pages that a page without words shows in its frames, None when one of them is none."""
    words = [
        _Signs(inner, visit, params, home).verdict(lambda: False)
        for inner in facts.shown(page)[1:]
        if home is None or not same_page(inner, home)
    ]
    return words[0] if words and None not in words else None


def _so_called(facts: Facts, words: str, target: Target) -> bool:
    """Is it what its link is called that speaks of something missing?"""
    labels = (same(link.label) for _where, link in facts.referrers(target.visit.url).examples)
    return any(len(label) > 2 and (label in same(words) or same(words) in label) for label in labels if words)


def _as_named(facts: Facts, page: Page, target: Target, home: Page | None) -> bool:
    """Is the page called as a link to it is? Then it may speak of errors: an answer, a guide, a table of them.

    The name of a whole site in its title tells nothing of the page; of other sites the name is not known.
    """
    site = same(home.title + home.metas.get("sitename", "") + facts.portal.name) if home else ""
    titles = _TITLE.split(page.title) if facts.own(page.url) else []
    names = [name for name in map(same, (*titles, *page.headings)) if name and name not in site]
    labels = [same(link.label) for _where, link in facts.referrers(target.visit.url).examples]
    return any(len(label) > 1 and label in name for label in labels for name in names)


def _repeated(facts: Facts, page: Page) -> Page | None:
    """The answer to a made-up address that this page repeats."""
    probes = facts.absent(urlsplit(page.url).hostname or "")
    said = spoken(page) if probes else None
    return next((probe for probe in probes if said and said.repeats(spoken(probe))), None)


def _home_for_all(facts: Facts, page: Page, params: Soft404Params, home: Page | None) -> Page | None:
    """The answer to a made-up address that is the home page, as this page is, though nobody asked for it here.

    The home page has to list something: a shell that scripts fill is the same for every address.
    """
    if home is None or page.title != home.title or len(home.items) < _LISTS or home.script_list:
        return None
    if same_page(page, home) or not spoken(page).repeats(spoken(home)) or not page.items:
        return None
    probe = _repeated(facts, page)
    return None if probe is None or asks_for_home(facts, home, page.url, params) else probe


class _Signs:
    """What speaks for an error page? Each sign is looked for when it is asked for: of most pages the first tells that
    they are none."""

    def __init__(
        self,
        page: Page,
        visit: Visit,
        params: Soft404Params,
        home: Page | None,
        *,
        named: Callable[[], bool] = lambda: False,
    ) -> None:
        self.params, self.page, self._home, self._named = params, page, home, named
        self.gone = _redirected(visit, params.gone_files)
        self.error = _redirected(visit, params.error_files)

    @cached_property
    def named(self) -> bool:
        return self._named()

    @cached_property
    def own(self) -> list[str]:
        return _own(self.page, self._home)

    @cached_property
    def length(self) -> int:
        return sum(map(len, self.own))

    @cached_property
    def listed(self) -> bool:
        usual = {link.label for link in self._home.links} if self._home else set()
        return sum(item.title not in usual for item in self.page.items) > 1

    @cached_property
    def _parts(self) -> list[str]:
        return [part for part in (self.page.title, *_TITLE.split(self.page.title)) if part.strip()]

    @cached_property
    def _title(self) -> tuple[Says, str]:
        return plainest(self._parts, self.params.notices)

    @cached_property
    def titled(self) -> bool:
        return _among(self._parts, self.params.absent_titles) or self._title[0] is Says.PLAINLY

    @cached_property
    def bare(self) -> bool:
        return _among(self._parts, self.params.bare_titles)

    @cached_property
    def told(self) -> tuple[Says, str]:
        alts = [link.label for link in self.page.links if link.element is Element.IMG and link.label]
        lines = self.own if self.length <= self.params.most else self.own[:_FIRST]
        return max(self._title, plainest([*self.page.headings[:_FIRST], *lines, *alts], self.params.notices))

    @property
    def says(self) -> Says:
        return self.told[0]

    @property
    def suspect(self) -> bool:
        """Is there any sign at all, of the page that it was sent on to, of its words or of its dress?"""
        page = self.page
        if self.gone or self.charity:
            return True
        if _filed(page) or not (self.titled or _unwritten(page)):
            return False
        if self.titled or self.bare or self.dressed or self.error:
            return True
        alts = [link.label for link in page.links if link.element is Element.IMG]
        said = "\n".join((*self._parts, *page.headings, *page.text.splitlines(), *alts))
        return may_say(said, self.params.notices)

    @cached_property
    def dressed(self) -> bool:
        files = (*self.params.gone_files, *self.params.error_files)
        return any(_dressed(self.page, self._home, files))

    @cached_property
    def charity(self) -> bool:
        return any(
            link.element in (Element.SCRIPT, Element.FRAME) and word in link.target
            for link in self.page.links
            for word in self.params.charity_scripts
        )

    @cached_property
    def back(self) -> bool:
        return self._sends_back(self._home)

    def verdict(self, repeated: Callable[[], bool]) -> str | None:
        """The words by which the page shows itself to be an error page (a title where it has none), None when it does
        not. `repeated` tells whether a made-up address gives the same."""
        params, filed = self.params, _filed(self.page)
        if filed and not self.gone and not self.charity:
            return None
        told = self.told[1] or self.page.title
        by_title = self.titled and (self.length <= params.most or self.says is Says.PLAINLY)
        if self.gone or self.charity or (by_title and not filed):
            return told
        if not _unwritten(self.page):
            return None
        return None if not self._adds_up(repeated) or self.named else told

    def _adds_up(self, repeated: Callable[[], bool]) -> bool:
        """Do its words, alone or with weaker signs, say so?"""
        params = self.params
        little = self.length <= params.little
        supported = self.bare or self.dressed or self.back
        if self.says is Says.PLAINLY and self.length <= params.most and (not self.listed or little or supported):
            return True
        weak = sum((self.says > Says.NOTHING, self.bare, self.dressed, self.error))
        silent = not any(map(_letters, self.own))
        support = sum((self.back, self.says is Says.THING and little and self._alone(), self.bare and silent))
        return bool(weak) and (weak + support > 1 or repeated())

    def _alone(self) -> bool:
        """Does the page say nothing but its notice, an excuse and the way back?"""
        words = self.params.notices
        return not self.listed and all(
            plainness(line, words) is not Says.NOTHING or excused(line, words) or self._leads_back(line)
            for line in self.own
        )

    def _leads_back(self, line: str) -> bool:
        return "返回" in line or any(word in line for word in self.params.back_words)

    def _sends_back(self, home: Page | None) -> bool:
        """Does it say, or see to it, that its reader is at home in a few seconds?"""
        ends = {home.url, home.final_url} if home else set()
        if any(link.element is Element.META and link.target in ends for link in self.page.links):
            return True
        return any("秒" in line and any(word in line for word in self.params.back_words) for line in self.own)


def _among(parts: Sequence[str], titles: Sequence[str]) -> bool:
    keys = frozenset(map(plain, titles))
    return any(plain(part) in keys for part in parts)


def _own(page: Page, home: Page | None) -> list[str]:
    """The lines of a page that are neither the name of a link nor on the home page too."""
    linked = {_letters(link.label) for link in page.links}
    known = _lines(home.full_text) if home else frozenset()
    return [line for line in page.text.splitlines() if same(line) not in known and _letters(line) not in linked - {""}]


def _letters(text: str) -> str:
    """A row of a list is called as its link is, with a date beside."""
    return _NOT_A_WORD.sub("", same(text))


@lru_cache(maxsize=1)
def _lines(text: str) -> frozenset[str]:
    return frozenset(map(same, text.splitlines()))


def _unwritten(page: Page) -> bool:
    """Is this no article and no shell of scripts? A date on it makes it an article, but not that of its address or of
    its file, which error pages have too."""
    dated = _filed(page) or any(mark.source is DateSource.VISIBLE for mark in page.dates)
    return not dated and (page.rendered or not page.script_list)


def _filed(page: Page) -> bool:
    """Did a publishing system file this page as an article?"""
    return bool(page.metas.get("articletitle")) or any(mark.source is DateSource.META for mark in page.dates)


def _redirected(visit: Visit, files: Sequence[str]) -> bool:
    """Was a reader sent on to a file of one of these names, who had not asked for one?"""
    return bool(visit.hops) and _called(visit.final_url, files) and not _called(visit.url, files)


def _called(url: str, files: Sequence[str]) -> bool:
    return urlsplit(url).path.rpartition("/")[2].partition(".")[0].lower() in files


def _dressed(page: Page, home: Page | None, files: tuple[str, ...]) -> Iterator[bool]:
    """Does the page bring pictures, styles or scripts of an error page, which the home page has not?"""
    for link in page.links:
        if link.element in _DRESS and _of_error_page(link.target, files, whole=link.element is not Element.IMG):
            yield home is None or all(link.target != usual.target for usual in home.links)


@lru_cache(maxsize=4096)
def _of_error_page(url: str, files: tuple[str, ...], *, whole: bool) -> bool:
    """Does the name of this file, or of a folder that it lies in when the `whole` path counts, speak of errors?"""
    steps = urlsplit(url).path.lower().split("/")
    names = steps if whole else steps[-1:]
    return any(token in files for name in names for token in (_STEM.sub("", name), *_TOKEN.findall(name)))
