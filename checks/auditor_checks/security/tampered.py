"""Does a page hold what somebody else seems to have put there?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class TamperedParams(Params):
    words: tuple[str, ...] = Field(default=(), description=_("在自带的词表之外再查的词"))


class Tampered(Check[TamperedParams]):
    """Does a page hold what somebody else seems to have put there?"""

    rule = Rule(
        id="security.tampered",
        title=_("网页被篡改的线索"),
        why=_("被植入的内容会把群众引到赌博、色情网站，也说明网站有漏洞。"),
        fix=_("核对后清除植入内容，查找并修补漏洞。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = TamperedParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
