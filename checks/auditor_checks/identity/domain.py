"""Has the portal a domain of the prescribed form?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class DomainParams(Params):
    patterns: tuple[str, ...] = Field(description=_("符合其中任何一个正则表达式的域名即符合规定"))


class Domain(Check[DomainParams]):
    """Has the portal a domain of the prescribed form?"""

    rule = Rule(
        id="identity.domain",
        title=_("网站域名"),
        why=_("政府网站用统一形式的域名，群众才分得清真假。"),
        fix=_("按规定申请并启用政府域名，旧域名跳转到新域名。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = DomainParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
