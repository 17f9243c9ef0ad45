"""Is a reader told before leaving for a site that is not of a government?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class ExternalWarningParams(Params):
    government: tuple[str, ...] = Field(
        default=(".gov.cn", ".政务", ".政务.cn", ".公益", ".mil.cn"), description=_("以这些结尾的域名是政府网站")
    )
    signs: tuple[str, ...] = Field(
        default=("leave", "jump", "goto", "redirect", "tiaozhuan", "wailian", "outlink", "exturl", "离开", "跳转"),
        description=_("链接地址里有其中任何一个词，视为先到提示页"),
    )


class ExternalWarning(Check[ExternalWarningParams]):
    """Is a reader told before leaving for a site that is not of a government?"""

    rule = Rule(
        id="links.external-warning",
        title=_("离开政府网站的提示"),
        why=_("读者应当知道自己要去的不再是政府网站。"),
        fix=_("在打开非政府网站的链接前给出提示，由读者确认后再跳转。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = ExternalWarningParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
