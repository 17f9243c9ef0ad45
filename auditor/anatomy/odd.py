"""Is a page that opens not what it pretends to be?"""

import re
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


class Absent:
    """What the hosts of a portal answer to addresses that do not exist, kept once it was asked for."""

    def __init__(self, stored: StoredFacts, home: Page | None) -> None:
        self._stored, self._home = stored, home
        self._answers: dict[str, tuple[tuple[Page, Spoken], ...]] = {}
        self._alone: dict[tuple[str, str], bool] = {}

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
        answers = self._of(host_of(page.final_url or page.url))
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
                alone = self._contrasted(probe, words, page)
                return probe if alone and not self._as_named(page) else None
        return None

    def _of(self, host: str) -> tuple[tuple[Page, Spoken], ...]:
        """The answers of a host that are pages of their own, with what they say."""
        if host not in self._answers:
            found = (probe for probe in self._stored.absent(host) if not self._at_home(probe) and not probe.script_list)
            self._answers[host] = tuple((probe, spoken(probe)) for probe in found)
        return self._answers[host]

    def _at_home(self, probe: Page) -> bool:
        return self._home is not None and probe.final_url in (self._home.url, self._home.final_url)

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

    def _contrasted(self, probe: Page, words: Spoken, page: Page) -> bool:
        """Is there a page beside this one that says something else? In its folder, or on its host when it is alone."""
        host, folder = host_of(page.url), _folder(page.url)
        key = (probe.url, f"{host}{folder}")
        if key not in self._alone:
            beside = elsewhere = repeated = False
            for other in self._stored.pages():
                if other.url == page.url or host_of(other.url) != host or other.final_url == page.final_url:
                    continue
                near = _folder(other.url) == folder
                repeats = spoken(other).repeats(words) if near or not elsewhere else False
                beside, repeated = beside or (near and not repeats), repeated or (near and repeats)
                at_home = self._home is not None and other.url == self._home.url
                elsewhere = elsewhere or (not repeats and not at_home)
                if beside:
                    break
            self._alone[key] = beside or (elsewhere and not repeated)
        return self._alone[key]

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
