"""Is the site called as the organ that runs it?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class SiteNameParams(Params):
    endings: tuple[str, ...] = Field(
        default=("人民政府", "政府", "委员会", "局", "厅", "办公室", "管理委员会", "部", "署", "院"),
        description=_("机关名称的末尾用词"),
    )
    suffixes: tuple[str, ...] = Field(
        default=("门户网站", "官方网站", "网站", "政府网", "网"), description=_("名称后面可以带的用词")
    )


class SiteName(Check[SiteNameParams]):
    """Is the site called as the organ that runs it?"""

    rule = Rule(
        id="identity.site-name",
        title=_("网站名称"),
        why=_("网站以本地区、本部门的名称命名，群众才知道是谁办的。"),
        fix=_("把网站名称改为本地区、本部门的规范名称，首页标题与网站名称标签保持一致。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = SiteNameParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
