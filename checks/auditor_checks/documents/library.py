"""Is there one library of documents, with a list, a search and downloads?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Element, Facts, Finding, Measure, Messages, Need, Params, Reason, Rule, _, seen_page
from auditor_checks.places import PLACE, AtPlace, Place, article, files_of, place
from auditor_checks.seen import of_visit, opened

_LOOKED = 20  # documents whose pages are looked through for a download


class LibraryParams(Params):
    names: tuple[str, ...] = Field(description=_("文件库的名称"))
    list: bool = Field(default=True, description=_("要有列表"))
    search: bool = Field(default=True, description=_("要有检索"))
    download: bool = Field(default=True, description=_("要能下载"))
    search_words: tuple[str, ...] = Field(
        default=("检索", "搜索", "查询", "查找", "筛选"), description=_("检索入口名称里的词")
    )


class Library(AtPlace[LibraryParams]):
    """Is there one library of documents, with a list, a search and downloads?

    A search box that a script draws leaves no trace in the source, so that a missing one convicts nobody; nor do
    documents that were not read. A text that can be read on its page needs no download beside it.
    """

    rule = Rule(
        id="documents.library",
        title=_("文件库"),
        why=_("规章和规范性文件集中在一处，能列表、检索、下载，才算集中公开。"),
        fix=_("设文件库栏目，列出全部现行文件，提供检索和下载。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = LibraryParams
    messages = Messages(
        **PLACE,
        met=_("“{found}”里有 {items} 份文件"),
        absent=_("没有“{name}”一类的栏目"),
        dead=_("“{found}”打不开"),
        empty=_("“{found}”能打开，但没有列出文件"),
        no_search=_("“{found}”列出 {items} 份文件，没有看到检索，但可能由脚本生成，不计为不符合；请在浏览器里看"),
        no_download=_("“{found}”列出 {items} 份文件，没有读到能下载的，不能断定，不计为不符合"),
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        where = place(facts, self.params.names)
        yield self._library(facts, where) if where.pages else self._missing(facts, where)

    def _missing(self, facts: Facts, where: Place) -> Finding:
        none = Measure(value=0, of=1)
        if where.gap is not None:
            return self.unknown(facts, where, where.gap)
        if where.entrance is not None:
            seen = opened(facts, *where.entrance)
            return self.unmet(facts.portal, "dead", found=where.name, measure=none, evidence=seen)
        seen = of_visit(facts.visit(facts.portal.home))
        return self.unmet(facts.portal, "absent", name=where.name, measure=none, evidence=seen)

    def _library(self, facts: Facts, where: Place) -> Finding:
        said = {"found": where.name, "items": len(where.items), "evidence": seen_page(where.page)}
        if self.params.list and not where.items:
            if where.more or where.files:
                gap = where.more
                reason = gap.reason if gap else Reason.AMBIGUOUS
                return self.not_testable(where.page, "place_script", reason, name=where.name, evidence=said["evidence"])
            if where.page is not None and facts.holding(where.page).filled:  # something stands there, in no list
                return self.not_testable(
                    where.page, "place_bare", Reason.AMBIGUOUS, name=where.name, evidence=said["evidence"]
                )
            found, evidence = said["found"], said["evidence"]
            return self.unmet(where.page, "empty", found=found, measure=Measure(value=0, of=1), evidence=evidence)
        if self.params.search and not self._search(where):
            return self.not_testable(where.page, "no_search", Reason.AMBIGUOUS, **said)
        if self.params.download and not self._download(facts, where):
            return self.not_testable(where.page, "no_download", Reason.NOT_GATHERED, **said)
        return self.met(where.page, "met", **said, measure=Measure(value=1, of=1))

    def _search(self, where: Place) -> bool:
        if any(page.markup.search for page in where.pages):
            return True
        words = self.params.search_words
        return any(
            link.element is Element.FORM or (len(link.label) < 12 and any(word in link.label for word in words))
            for page in where.pages
            for link in page.links
        ) or any(
            word in line for page in where.pages for line in page.text.splitlines() if len(line) < 12 for word in words
        )

    @staticmethod
    def _download(facts: Facts, where: Place) -> bool:
        """Can a document be taken along: as an attachment, or as the text of its page?"""
        if where.files:
            return True
        pages = [page for item in where.items[:_LOOKED] if (page := article(facts, item)) is not None]
        return bool(files_of(pages)) or any(len(page.text) > 200 for page in pages)
