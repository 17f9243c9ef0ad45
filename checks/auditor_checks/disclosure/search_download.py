"""Can the column be searched, and can its attachments be downloaded?"""

import hashlib
from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field

from auditor.api import (
    Element,
    Facts,
    Finding,
    Link,
    Measure,
    Messages,
    Need,
    Opening,
    Page,
    Params,
    Reason,
    Rule,
    Visit,
    _,
    seen_page,
)
from auditor_checks.places import PLACE, AtPlace, Place, files_of, place
from auditor_checks.searched import SEARCHED, searched
from auditor_checks.seen import FILE, of_visit, read, references, why

_MOST_PAGES = 200  # of the column that are looked through for attachments


class SearchDownloadParams(Params):
    column: tuple[str, ...] = Field(description=_("专栏的名称"))
    about: Literal["both", "search", "download"] = Field(
        default="both", description=_("看检索（search）、下载（download），还是都看")
    )
    sample: int = Field(default=10, ge=1, description=_("抽查多少个附件"))
    search_words: tuple[str, ...] = Field(default=("检索", "搜索", "查询", "查找"), description=_("检索入口名称里的词"))


class SearchDownload(AtPlace[SearchDownloadParams]):
    """Can the column be searched, and can its attachments be downloaded?

    Two findings. Whether a search finds anything is known only to who asks it, which is done only where the operator
    allows it (`probe_search`), and only of a search of the column's own. Downloads are those attachments of the
    column's pages that this run looked at; what failed once is left out.
    """

    rule = Rule(
        id="disclosure.search-download",
        title=_("专栏的检索与下载"),
        why=_("公开平台应当能检索、查阅、下载。"),
        fix=_("在专栏页设检索框，核对附件能下载。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = SearchDownloadParams
    messages = Messages(
        **PLACE,
        met=_("抽查专栏的 {of} 个附件，都能下载"),
        broken=_("抽查专栏的 {of} 个附件，有 {dead} 个下载不了"),
        unsettled=_("专栏的附件这次没能确认能不能下载，不计为不符合"),
        no_files=_("专栏的网页上没有看到附件"),
        files_unread=_("专栏的网页没有读全，不能断定有没有附件，不计为不符合"),
        **SEARCHED,
        search_unseen=_("专栏页上没有看到检索入口，但可能由脚本生成，不能断定，不计为不符合；请在浏览器里看"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        where = place(facts, self.params.column)
        if not where.pages:
            yield self.nowhere(facts, where)
            return
        if self.params.about != "download":
            yield self._search(facts, where)
        if self.params.about != "search":
            yield self._download(facts, where)

    def _search(self, facts: Facts, where: Place) -> Finding:
        words = self.params.search_words
        shown = any(
            link.element is Element.FORM or (len(link.label) < 12 and any(word in link.label for word in words))
            for page in where.pages
            for link in page.links
        )
        subject = f"{where.page.url}#search"
        told = searched(facts, where.pages)
        if told.reason is None:
            tell = self.met if told.outcome == "met" else self.unmet
            return tell(subject, told.message, evidence=told.evidence, **told.values)
        seen = (seen_page(where.page), *told.evidence)
        if told.message == "unasked" and not shown:
            return self.not_testable(subject, "search_unseen", told.reason, evidence=seen)
        return self.not_testable(subject, told.message, told.reason, evidence=seen, **told.values)

    def _download(self, facts: Facts, where: Place) -> Finding:
        subject = f"{where.page.url}#download"
        pages, unread = self._pages(facts, where)
        links = files_of(pages)
        chosen = sorted(links, key=_shuffled)[: self.params.sample]
        visits = [facts.visit(link.target) for link in chosen]
        if not visits and unread is not None:
            return self.not_testable(subject, "files_unread", why(unread), evidence=of_visit(unread))
        if not visits:
            return self.not_applicable(subject, "no_files", Reason.NOTHING_TO_JUDGE, evidence=seen_page(where.page))
        good = [visit for visit in visits if visit.opening is Opening.OPENS and "html" not in visit.content_type]
        dead = [visit for visit in visits if visit.opening is Opening.DEAD]
        of = len(good) + len(dead)
        if not of:
            return self.not_testable(subject, "unsettled", _why(visits), evidence=of_visit(visits[0]))
        measure = Measure(value=len(good), of=of)
        if dead:
            seen = tuple(map(of_visit, dead[:5]))
            return self.unmet(subject, "broken", of=of, dead=len(dead), measure=measure, evidence=seen)
        return self.met(subject, "met", of=of, measure=measure, evidence=tuple(map(of_visit, good[:5])))

    def _pages(self, facts: Facts, where: Place) -> tuple[list[Page], Visit | None]:
        """The pages of the column, of its parts, and of what these list, as far as they were read; one that was not."""
        folder = (where.page.final_url or where.page.url).rpartition("/")[0] + "/"
        found = {page.url: page for page in where.pages}
        waiting = list(where.pages)
        unread: Visit | None = None
        while waiting and len(found) < _MOST_PAGES:
            page = waiting.pop(0)
            targets = [item.target for item in page.items]
            targets += [link.target for _page, link in references([page]) if link.target.startswith(folder)]
            for target in dict.fromkeys(targets):
                if not target or target in found or len(found) >= _MOST_PAGES:
                    continue
                inner = facts.page(target)
                if inner is not None and inner.url not in found:
                    found[inner.url] = inner
                    waiting.append(inner)
                # Of pages that were kept for their words only, no attachment is known.
                if target.startswith(folder) and not FILE.search(urlsplit(target).path) and read(facts, target) is None:
                    visit = facts.visit(target)
                    unread = unread or (None if visit.opening is Opening.DEAD else visit)
        return list(found.values()), unread


def _shuffled(link: Link) -> bytes:
    return hashlib.blake2b(link.target.encode(), digest_size=8).digest()


def _why(visits: list[Visit]) -> Reason:
    return next((visit.reason for visit in visits if visit.reason), Reason.AMBIGUOUS)
