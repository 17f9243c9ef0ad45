"""Which pages stand for the others? The same ones whenever the same pages were read."""

import re
from collections.abc import Sequence
from hashlib import blake2b
from heapq import nsmallest

from auditor.anatomy.names import is_article
from auditor.api import Facts
from auditor.model.page import Page
from auditor.model.traditional import simplified
from auditor.model.url import host_of

_GONE = re.compile(
    r"(?:页面?|网页|网址|链接|文章|信息|内容|稿件)[\u4e00-\u9fff]{0,4}(?:不存在|找不到|未找到|已(?:经|被)?(?:删除|移除|下线))"
)
_NOTICE = 120  # characters: what says no more than that something is gone is no page to judge by
# The site speaks of itself and asks for patience: a day of maintenance. A column that is still being built does not.
_CLOSED = re.compile(
    r"(?:网站|本站|系统|平台|服务器|门户)(?:正在|正|进行|处于|停机|临时|例行|[，、,\s]){0,6}(?:维护|升级|检修|割接)"
    r"(?:(?!的?(?:公告|通知|通告|方案|项目|采购|合同|招标|服务)).){0,40}(?:稍后|稍候|恢复|暂停|暂时|谅解|不便|耐心)",
    re.DOTALL,
)
MOST = 200  # pages of a kind that are remembered; no sample is larger


def says_nothing(page: Page) -> bool:
    """Is this page blank before its scripts have run, or a notice that the site is closed for maintenance?

    What the portal publishes there was not seen; nothing that is missing on such a page is missing.
    """
    shown = page.rendered or page.text or page.full_text or page.links or page.markup.fields or page.markup.pictures
    return not shown or closed(page)


def closed(page: Page) -> bool:
    """Does this page say no more than that the site is closed for maintenance?"""
    if len(page.full_text) >= _NOTICE or len(page.links) >= _FEW:
        return False
    labels = {link.label for link in page.links}
    said = (line for line in page.full_text.splitlines() if line not in labels)
    return bool(_CLOSED.search("\n".join((page.title, *said))))


_FEW = 5  # links: of a portal in which a notice of maintenance stands there are more


class Sampled:
    """Draws from all pages of the home host while they go by, and reads again only what was drawn."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        home = facts.home()
        self._own = {host_of(facts.portal.home), *((host_of(home.final_url or home.url),) if home else ())}
        front = facts.shown(home) if home else ()  # in a frameset, the page behind is what the reader takes for it
        self._front = {facts.portal.home, *(url for page in front for url in (page.url, page.final_url))}
        self._at_home = frozenset(_as_read(page) for page in front if page.text)
        self._as_long = frozenset(read[:2] for read in self._at_home)
        self._places: dict[str, list[tuple[bytes, str]]] = {"page": [], "article": [], "list": []}

    def see(self, page: Page) -> None:
        if page.url in self._front or page.final_url in self._front:
            return
        if host_of(page.final_url or page.url) not in self._own:
            return
        if (len(page.title), len(page.text)) in self._as_long and _as_read(page) in self._at_home:
            return  # the home page under another address (/index.asp), or in traditional characters
        turn = (blake2b(page.url.encode("utf-8", "surrogatepass"), digest_size=8).digest(), page.url)
        kind = "list" if len(page.items) > 2 else "article" if is_article(page) else ""
        for turns in (self._places["page"], *((self._places[kind],) if kind else ())):
            turns.append(turn)
            if len(turns) > 5 * MOST:  # of a portal of any size only those that may be drawn are kept
                turns[:] = nsmallest(MOST, turns)

    def pages(self, kind: str, count: int) -> Sequence[Page]:
        drawn = sorted(url for _turn, url in nsmallest(min(MOST, max(0, count)), self._places[kind]))
        return tuple(page for page in self._facts.pages_at(drawn) if not self._gone(page))

    def _gone(self, page: Page) -> bool:
        """Is it an error page in disguise? That is a wrong link, and nothing else is held against it."""
        if says_nothing(page):
            return True
        if len(page.text) < _NOTICE and _GONE.search(page.text):
            return True
        return self._facts.like_absent(page) is not None


def _as_read(page: Page) -> tuple[int, int, str, str]:
    """What tells a page from another for its reader, in whichever characters: first how long title and text are."""
    return len(page.title), len(page.text), simplified(page.title), simplified(page.text)
