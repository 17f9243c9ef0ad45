"""Is the portal to be had over HTTPS, and whole?"""

from collections.abc import Iterable

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class Https(Check[Params]):
    """Is the portal to be had over HTTPS, and whole?"""

    rule = Rule(
        id="security.https",
        title=_("加密访问"),
        why=_("没有加密的网页在途中可能被改动或偷看。"),
        fix=_("启用 HTTPS，证书覆盖所用域名并按期更新，页面里的图片和脚本也改用加密地址。"),
    )
    needs = frozenset({Need.PAGES})

    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
