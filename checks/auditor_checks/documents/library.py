"""Is there one library of documents, with a list, a search and downloads?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class LibraryParams(Params):
    names: tuple[str, ...] = Field(description=_("文件库的名称"))
    list: bool = Field(default=True, description=_("要有列表"))
    search: bool = Field(default=True, description=_("要有检索"))
    download: bool = Field(default=True, description=_("要能下载"))


class Library(Check[LibraryParams]):
    """Is there one library of documents, with a list, a search and downloads?"""

    rule = Rule(
        id="documents.library",
        title=_("文件库"),
        why=_("规章和规范性文件集中在一处，能列表、检索、下载，才算集中公开。"),
        fix=_("设文件库栏目，列出全部现行文件，提供检索和下载。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = LibraryParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
