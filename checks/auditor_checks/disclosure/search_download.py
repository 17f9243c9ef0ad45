"""Can the column be searched, and can its attachments be downloaded?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class SearchDownloadParams(Params):
    column: tuple[str, ...] = Field(description=_("专栏的名称"))
    sample: int = Field(default=10, description=_("抽查多少个附件"))


class SearchDownload(Check[SearchDownloadParams]):
    """Can the column be searched, and can its attachments be downloaded?"""

    rule = Rule(
        id="disclosure.search-download",
        title=_("专栏的检索与下载"),
        why=_("公开平台应当能检索、查阅、下载。"),
        fix=_("在专栏页设检索框，核对附件能下载。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = SearchDownloadParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
