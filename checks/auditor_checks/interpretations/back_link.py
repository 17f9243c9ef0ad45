"""Does an interpretation lead back to its policy?"""

from collections.abc import Iterable

from auditor.api import Facts, Finding, Messages, Pair, Rule, _, seen_link
from auditor_checks.interpretations.family import OnInterpretations, own_pairs
from auditor_checks.interpretations.scope import NONE, Window, of_document, of_pair, policies
from auditor_checks.interpretations.unseen import unseen


class BackLinkParams(Window):
    pass


class BackLink(OnInterpretations[BackLinkParams]):
    """Which interpretations do not lead to the policy that they interpret? One finding a pair; pages of other sites
    are not the portal's to link."""

    rule = Rule(
        id="interpretations.back-link",
        title=_("解读页链接回政策文件"),
        why=_("看解读的人要核对原文，没有链接就无从核对。"),
        fix=_("在解读页加上“相关文件”链接，指向所解读的政策文件。"),
    )
    params_type = BackLinkParams
    messages = Messages(
        met=_("解读“{title}”链接回了政策文件"),
        unmet=_("解读“{title}”没有链接回政策文件"),
        script=_("解读“{title}”的页面由脚本填写，这次没有运行脚本，不能断定有没有链接回文件，不计为不符合"),
        unfilled=_("解读“{title}”的页面由脚本填写，在浏览器里也没有填出来，不能断定有没有链接回文件，不计为不符合"),
        frame=_("解读“{title}”的页面里有框架页没有读到，不能断定有没有链接回文件，不计为不符合"),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        judged = {one.url for one in policies(facts, window_days=self.params.window_days)[0]}
        pairs = [pair for pair in own_pairs(facts) if pair.policy.url in judged]
        for pair in pairs:
            yield self._link(facts, pair)
        if not pairs:
            yield self.unpaired(facts, self.params.window_days)

    def _link(self, facts: Facts, pair: Pair) -> Finding:
        title = pair.interpretation.title
        page = facts.page(pair.interpretation.url)
        if pair.back is not None:
            evidence = seen_link(page, pair.back) if page else of_document(pair.interpretation)
            return self.met(pair, "met", title=title, evidence=evidence)
        if page is not None and (hidden := unseen(facts, page)):
            message, reason = hidden
            return self.not_testable(pair, message, reason, title=title, evidence=of_document(pair.interpretation))
        return self.unmet(pair, "unmet", title=title, evidence=of_pair(pair))
