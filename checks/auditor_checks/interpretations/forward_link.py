"""Does the page of a policy lead to its interpretation?"""

from collections.abc import Iterable

from auditor.api import Document, Facts, Finding, Messages, Pair, Rule, _, seen_link
from auditor_checks.interpretations.family import OnInterpretations
from auditor_checks.interpretations.scope import NONE, Window, of_document, of_pair, pairs_of, policies
from auditor_checks.interpretations.unseen import unseen


class ForwardLinkParams(Window):
    pass


class ForwardLink(OnInterpretations[ForwardLinkParams]):
    """Which policies that have an interpretation do not lead to any? One finding a policy, about it and its
    interpretation in words. One that is printed below the policy needs no link."""

    rule = Rule(
        id="interpretations.forward-link",
        title=_("政策文件页链接到解读"),
        why=_("看文件的人不知道有解读，就得自己再去找一遍。"),
        fix=_("在政策文件页加上“相关解读”链接，指向它的解读材料。"),
    )
    params_type = ForwardLinkParams
    messages = Messages(
        met=_("“{title}”链接到了解读"),
        here=_("“{title}”的解读就印在文件页上"),
        unmet=_("“{title}”有解读，但文件页没有链接过去"),
        script=_("“{title}”的页面由脚本填写，这次没有运行脚本，不能断定有没有链接到解读，不计为不符合"),
        unfilled=_("“{title}”的页面由脚本填写，在浏览器里也没有填出来，不能断定有没有链接到解读，不计为不符合"),
        frame=_("“{title}”的页面里有框架页没有读到，不能断定有没有链接到解读，不计为不符合"),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        judged, _undated = policies(facts, window_days=self.params.window_days)
        pairs = pairs_of(facts, judged)
        interpreted = [one for one in judged if pairs[one.url] or one.explained]
        for policy in interpreted:
            yield self._link(facts, policy, pairs[policy.url])
        if not interpreted:
            yield self.unpaired(facts, self.params.window_days)

    def _link(self, facts: Facts, policy: Document, pairs: list[Pair]) -> Finding:
        if policy.explained:
            return self.met(pairs[0] if pairs else policy, "here", title=policy.title, evidence=of_document(policy))
        page = facts.page(policy.url)
        subject = next((pair for pair in pairs if "text" in pair.interpretation.forms), pairs[0])
        for pair in pairs:
            if pair.forward is not None:
                evidence = [seen_link(page, pair.forward)] if page else [of_document(policy)]
                return self.met(subject, "met", title=policy.title, evidence=evidence)
        if page is not None and (hidden := unseen(facts, page)):
            message, reason = hidden
            return self.not_testable(subject, message, reason, title=policy.title, evidence=of_document(policy))
        return self.unmet(subject, "unmet", title=policy.title, evidence=of_pair(subject))
