"""Does the disclosure column live within the site of its organ?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class SeparateSiteParams(Params):
    names: tuple[str, ...] = Field(description=_("专栏入口的名称"))


class SeparateSite(Check[SeparateSiteParams]):
    """Does the disclosure column live within the site of its organ?"""

    rule = Rule(
        id="disclosure.separate-site",
        title=_("专栏不另设网站"),
        why=_("公开平台依托本机关网站，不另设专门网站。"),
        fix=_("把专栏迁回本机关网站，原地址跳转到新地址。"),
    )
    needs = frozenset({Need.PAGES, Need.LINKS})
    params_type = SeparateSiteParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
