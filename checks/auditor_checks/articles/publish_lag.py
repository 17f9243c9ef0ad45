"""Is a document published within days of being made?"""

from collections.abc import Iterable

from pydantic import Field

from auditor.api import Check, Facts, Finding, Messages, Need, Params, Reason, Rule, _


class PublishLagParams(Params):
    days: int = Field(default=20, description=_("成文后多少个工作日以内公开"))
    window_days: int = Field(default=365, description=_("看最近多少天发布的文件"))
    target: float = Field(default=1.0, description=_("要求达到的比例（0–1）"))


class PublishLag(Check[PublishLagParams]):
    """Is a document published within days of being made?"""

    rule = Rule(
        id="articles.publish-lag",
        title=_("公开时限"),
        why=_("政府信息形成后及时公开，群众才能及时知道。"),
        fix=_("建立发文与公开同步办理的流程，在期限内上网。"),
    )
    needs = frozenset({Need.PAGES})
    params_type = PublishLagParams
    messages = Messages(unread=_("这次没有读到能判定这一项的内容，不计为不符合"))

    def judge(self, facts: Facts) -> Iterable[Finding]:
        yield self.not_testable(facts.portal, "unread", Reason.NOT_GATHERED)
