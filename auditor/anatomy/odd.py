"""Is a page that opens not what it pretends to be?"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from auditor.api import StoredFacts
from auditor.model.likeness import Spoken, spoken, title_of
from auditor.model.page import Page
from auditor.model.url import host_of
from auditor.model.words import same

_SENTENCE = 8  # characters that a template's labels seldom reach
_EXAMPLES = 50  # links to a page whose names are compared
_NOT_A_WORD = re.compile(r"[\W\d_]+")
# A place to sign in, a challenge, or a script that is still to fill the page: the page behind it was not seen.
_DOOR = re.compile(r"登录|登陆|密码|验证码|安全验证|身份认证|加载|载入|loading|javascript|log ?in|sign ?in", re.I)

# A column that says that it is empty is an empty column.
_EMPTY = re.compile(r"暂无|(?:暂时)?没有(?:任何|相关|更多)?(?:信息|内容|数据|记录|文章)|建设中|no data", re.I)


Answer = tuple[Page, Spoken]


class Answers:
    """What the hosts of a portal answer to addresses that do not exist, with what it says; kept once asked for."""

    def __init__(self, stored: StoredFacts) -> None:
        self._stored, self._home = stored, stored.home()
        self._of: dict[str, tuple[Answer, ...]] = {}

    def of(self, host: str) -> tuple[Answer, ...]:
        """The answers of a host that are pages of their own."""
        if host not in self._of:
            found = (probe for probe in self._stored.absent(host) if not self._at_home(probe) and not probe.script_list)
            self._of[host] = tuple((probe, spoken(probe)) for probe in found)
        return self._of[host]

    def _at_home(self, probe: Page) -> bool:
        return self._home is not None and probe.final_url in (self._home.url, self._home.final_url)


@dataclass(slots=True)
class _Beside:
    """Where pages end that repeat an answer, and others: the first two addresses of each, so that there is always one
    beside any page."""

    repeating: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Repeats:
    """Which pages say no more than the answer to a made-up address, and what is beside them? Told while all pages go
    by; of most portals, whose hosts answer with an error, nothing is kept."""

    def __init__(self, answers: Answers, home: Page | None) -> None:
        self._answers, self._home = answers, "" if home is None else home.url
        self._folders: dict[tuple[str, str, str], _Beside] = {}
        self._hosts: dict[tuple[str, str], _Beside] = {}

    def see(self, page: Page) -> None:
        host, folder = host_of(page.url), _folder(page.url)
        answers = [answer for one in dict.fromkeys((host, host_of(page.final_url))) for answer in self._answers.of(one)]
        if not answers:
            return
        title = title_of(page)
        said = spoken(page) if any(not title or title in words.words for _probe, words in answers) else None
        for probe, words in answers:
            near = self._folders.setdefault((probe.url, host, folder), _Beside())
            if said is not None and said.repeats(words):
                near.repeating = _two(near.repeating, page.final_url)
                continue
            near.others = _two(near.others, page.final_url)
            if page.url != self._home:
                whole = self._hosts.setdefault((probe.url, host), _Beside())
                whole.others = _two(whole.others, page.final_url)

    def contrasted(self, probe: Page, page: Page) -> bool:
        """Is there a page beside this one, which repeats the answer `probe`, that says something else? In its folder,
        or on its host when it is alone."""
        host = host_of(page.url)
        near = self._folders.get((probe.url, host, _folder(page.url)), _Beside())
        whole = self._hosts.get((probe.url, host), _Beside())
        beside, repeated, elsewhere = (
            any(final != page.final_url for final in finals) for finals in (near.others, near.repeating, whole.others)
        )
        return beside or (elsewhere and not repeated)


def _two(finals: tuple[str, ...], final: str) -> tuple[str, ...]:
    return finals if len(finals) == 2 or final in finals else (*finals, final)


class Absent:
    """Does a page repeat what its host answers to addresses that do not exist?"""

    def __init__(self, stored: StoredFacts, answers: Answers, repeats: Callable[[], Repeats]) -> None:
        self._stored, self._home = stored, stored.home()
        self._answers, self._repeats = answers, repeats

    def like(self, page: Page) -> Page | None:
        """Which answer to a made-up address does this page repeat? None when it says something of its own.

        The answer convicts only with a sentence that the home page does not have, and that is no place to sign in:
        a portal drawn by script sends one shell for every address, and a template's navigation is on every page. It
        convicts nobody where a whole folder repeats it, nor a page that is what its links are called: a list or a map
        of the site may be real, and be sent for what is missing as well.
        """
        home = self._home
        if home is None or page.script_list or page.url == home.url or page.final_url in (home.url, home.final_url):
            return None
        answers = self._answers.of(host_of(page.final_url or page.url))
        if not answers:
            return None
        title = title_of(page)
        if title and not any(title in words.words for _probe, words in answers):
            return None
        said = spoken(page)
        if self._home_said is None or said.repeats(self._home_said):
            return None
        for probe, words in sorted(answers, key=lambda answer: (-_near(answer[0].url, page.url), answer[0].url)):
            if said.repeats(words) and self._telling(page):
                contrasted = self._repeats().contrasted(probe, page)
                return probe if contrasted and not self._as_named(page) else None
        return None

    def _telling(self, page: Page) -> bool:
        """Does the page have a sentence that the home page has not, and nothing of a door or an empty column?"""
        if _DOOR.search(page.text) or _EMPTY.search(page.text):
            return False
        linked = {same(link.label) for link in page.links}
        lines = {key for line in page.text.splitlines() if (key := same(line)) not in self._at_home_said}
        listed = {item.title for item in page.items}
        if listed and self._home and not listed <= {item.title for item in self._home.items}:
            return True
        return any(len(_NOT_A_WORD.sub("", line)) >= _SENTENCE for line in lines - linked)

    @cached_property
    def _home_said(self) -> Spoken | None:
        return None if self._home is None else spoken(self._home)

    @cached_property
    def _at_home_said(self) -> frozenset[str]:
        return frozenset() if self._home is None else frozenset(map(same, self._home.full_text.splitlines()))

    def _as_named(self, page: Page) -> bool:
        """Is the page called as one of the links that lead to it?"""
        names = [same(name) for name in (page.title, *page.headings, *page.breadcrumb[-1:]) if name]
        for url in {page.url, page.final_url}:
            for _where, link in self._stored.referrers(url, _EXAMPLES).examples:
                label = same(link.label)
                if len(label) > 1 and any(label in name or (len(name) > 3 and name in label) for name in names):
                    return True
        return False


def _folder(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[0]


def _near(one: str, other: str) -> int:
    """How many steps of the path do two addresses share?"""
    pairs = zip(urlsplit(one).path.split("/")[:-1], urlsplit(other).path.split("/")[:-1], strict=False)
    shared = 0
    for mine, its in pairs:
        if mine != its:
            break
        shared += 1
    return shared
