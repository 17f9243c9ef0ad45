"""Do policy documents have interpretations?"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from auditor.api import Document, Facts, Finding, Measure, Messages, Pair, Rule, _
from auditor_checks.interpretations.family import OnInterpretations
from auditor_checks.interpretations.register import register
from auditor_checks.interpretations.scope import NONE, Window, nothing, pairs_of, policies, seen


class CoverageParams(Window):
    target: float  # share of policies that must have one
    exempt: tuple[str, ...] = ()  # words of titles that need none (任免, 表彰 …)
    numbers: tuple[str, ...] = ()  # only policies with these words before the year of their number; () all
    grace_days: int = 7  # so new a policy without one is not counted yet


class Coverage(OnInterpretations[CoverageParams]):
    """What share of the policies that need an interpretation has one?

    A policy counts as interpreted when a page of the portal interprets it, when its own page leads to an interpretation
    elsewhere or prints one below its text, or when a column of interpretations lists one under its name. Missing is
    only what would have been seen: the site, or the columns of interpretations back to the policy's day, must have been
    read. The evidence is the register of all these policies, those without an interpretation first, each with its
    interpretations; above it the same count by issuer and by sort of document.
    """

    rule = Rule(
        id="interpretations.coverage",
        title=_("政策文件有解读"),
        why=_("文件发了没有解读，群众和企业看不懂、用不上。"),
        fix=_("给列出的政策文件补发解读材料，放在政策解读栏目，并与文件互相链接。"),
    )
    params_type = CoverageParams
    messages = Messages(
        met=_("检查期内须解读的 {total} 件政策文件，{done} 件有解读"),
        unmet=_("检查期内须解读的 {total} 件政策文件，只有 {done} 件有解读"),
        unsettled=_("检查期内须解读的 {total} 件政策文件，{done} 件有解读，{unsettled} 件没能确认，不计为不符合"),
        **NONE,
    )

    def judge(self, facts: Facts) -> Iterable[Finding]:
        judged, undated = policies(
            facts, window_days=self.params.window_days, exempt=self.params.exempt, numbers=self.params.numbers
        )
        pairs = pairs_of(facts, judged)
        columns = seen(facts)
        done = [one for one in judged if pairs[one.url] or one.explained or columns.lists(one)]
        missing = [one for one in judged if one not in done and not self._new(one, facts)]
        if not done and not missing:
            yield self.none(facts, nothing(facts, undated=0 if judged else undated))
            return
        unsettled = [one for one in missing if not columns.settles(one)]
        total = len(done) + len(missing)
        enough = self.params.target * total
        said = {"total": total, "done": len(done)}
        states: dict[str, str] = {one.url: "missing" for one in missing}
        states |= {one.url: "unsettled" for one in unsettled}
        states |= {one.url: self._how(one, pairs[one.url]) for one in done}
        table = register(judged, pairs, states)
        measure = Measure(value=len(done), of=total, target=self.params.target)
        if len(done) >= enough:
            yield self.met(facts.portal, "met", measure=measure, evidence=table, **said)
        elif len(done) + len(unsettled) >= enough:
            yield self.not_testable(
                facts.portal, "unsettled", columns.reason, evidence=table, unsettled=len(unsettled), **said
            )
        else:
            yield self.unmet(facts.portal, "unmet", measure=measure, evidence=table, **said)

    @staticmethod
    def _how(policy: Document, pairs: Sequence[Pair]) -> str:
        if pairs:
            return "interpreted"
        return "printed" if policy.explained else "listed"

    def _new(self, policy: Document, facts: Facts) -> bool:
        limit = facts.as_of - timedelta(days=self.params.grace_days)
        return policy.published is not None and policy.published.day > limit
